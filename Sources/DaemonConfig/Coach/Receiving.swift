import ChatPlatforms

extension AccountEntry {
    /// Whether messages of the account's conversations reach the daemon, as far as the settings tell.
    var takesReplies: Bool {
        switch kind {
        case .slack: secrets["signing_secret"] != nil || plain["poll"] == "true"
        case .webhook: plain["receive"] != "false"
        case .builtin: true
        }
    }

    /// Replies come to a port of ours alone.
    var waitsForWebhooks: Bool {
        let canBePolled = kind.settings.contains { $0.name == "poll" }
        return kind == .webhook || kind == .builtin || canBePolled && plain["poll"] != "true"
    }
}
