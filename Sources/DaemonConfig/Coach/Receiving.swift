import ChatPlatforms

extension AccountEntry {
    /// Whether messages of the account's conversations reach the daemon, as far as the settings tell.
    var takesReplies: Bool {
        switch kind {
        case .slack: secrets["signing_secret"] != nil
        case .webhook: plain["receive"] != "false"
        case .builtin: true
        }
    }
}
