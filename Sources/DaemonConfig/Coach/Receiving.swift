import ChatPlatforms

extension AccountEntry {
    /// Whether messages of the account's conversations reach the daemon, as far as the settings tell.
    var takesReplies: Bool {
        switch kind {
        case .slack: secrets["signing_secret"] != nil || plain["poll"] == "true"
        case .webhook: plain["receive"] != "false"
        case .builtin: true
        case .rocketchat: plain["poll"] == "true" || secrets["outgoing_tokens"] != nil
        case .discord: plain["poll"] == "true" || plain["public_key"] != nil
        case .mattermost: plain["poll"] == "true" || secrets["outgoing_tokens"] != nil || secrets["command_tokens"] != nil
        case .zulip: plain["poll"] == "true" || secrets["webhook_token"] != nil
        case .matrix: true
        case .telegram: plain["poll"] == "true" || secrets["webhook_secret"] != nil
        case .teams: secrets["security_token"] != nil
        case .googlechat: plain["audience"] != nil
        }
    }

    /// Replies come to a port of ours alone.
    var waitsForWebhooks: Bool {
        let canBePolled = kind.settings.contains { $0.name == "poll" }
        return kind == .webhook || kind == .builtin || canBePolled && plain["poll"] != "true"
    }
}
