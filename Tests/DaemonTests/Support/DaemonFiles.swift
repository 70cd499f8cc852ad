import Foundation
import Model

/// A configuration in a folder of its own, with its secrets and a state directory.
struct DaemonFiles {
    enum Account {
        case slack(server: String)
        /// Fetched from, with no signing secret.
        case polledSlack(server: String)
        case bridge(server: String)
        /// The built-in chat, open to everybody.
        case local
        /// The built-in chat with a token for Ana.
        case localWithToken
        /// Any other platform: the lines of its settings, its secrets by name, and Ana's id there.
        case other(platform: String, settings: [String], secrets: [String: String], ana: String)

        var name: String {
            switch self {
            case .slack, .polledSlack: "slack"
            case .bridge: "bridge"
            case .local, .localWithToken: "local"
            case .other(let platform, _, _, _): platform
            }
        }
    }

    let folder: Folder
    var listen = "127.0.0.1:0"
    var accounts: [Account]
    /// By id: the account's name and the conversation.
    var channels: [(id: String, account: String, conversation: String)]
    /// By id: the channel.
    var teams: [(id: String, channel: String)]
    /// `Mon 09:00`, and the days in which the cycle lies.
    var ask: String
    var close: String
    var cycle: ClosedRange<LocalDate>
    /// `channel` or `direct`.
    var askIn = "channel"
    /// Beside the three that are always there, for a prompt that is long.
    var furtherKeyResults = 0

    /// One team, `growth`, in one channel of the account. Nothing is due by itself for days, unless `ask` says so.
    init(_ account: Account, conversation: String = "C0GROWTH") throws {
        try self.init([account], channels: [("growth", account.name, conversation)], teams: [("growth", "growth")])
    }

    init(
        _ accounts: [Account], channels: [(id: String, account: String, conversation: String)], teams: [(id: String, channel: String)]
    ) throws {
        folder = try Folder()
        self.accounts = accounts
        self.channels = channels
        self.teams = teams
        let today = LocalDate(daysSinceEpoch: Int(Date().timeIntervalSince1970) / 86400)
        ask = "\(today.adding(days: 3).weekday.short) 09:00"
        close = "\(today.adding(days: 4).weekday.short) 09:00"
        cycle = today.adding(days: -30)...today.adding(days: 60)
    }

    var path: String { folder.path + "/config/outcomed.yaml" }
    var store: String { folder.path + "/state/outcomed.db" }
    var controlSocket: String { folder.path + "/state/control.sock" }
    var environment: [String: String] { ["STATE_DIRECTORY": folder.path + "/state", "CREDENTIALS_DIRECTORY": folder.path + "/secrets"] }

    func write() throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/state", withIntermediateDirectories: true)
        try folder.write("config/outcomed.yaml", daemonFile)
        try? FileManager.default.removeItem(atPath: folder.path + "/config/teams")
        for team in teams { try folder.write("config/teams/\(team.id).yaml", teamFile(team.id, channel: team.channel)) }
        try folder.write("secrets/bot-token", Planted.botToken)
        try folder.write("secrets/signing-secret", Planted.signingSecret)
        try folder.write("secrets/bridge-secret", Planted.bridgeSecret)
        try folder.write("secrets/chat-tokens", "ana: \(Planted.chatToken)\n")
        for case .other(_, _, let secrets, _) in accounts {
            for (name, text) in secrets { try folder.write("secrets/\(name)", text) }
        }
        for case .bridge(let server) in accounts { try folder.write("secrets/bridge-url", server + Planted.bridgePath) }
    }
}

extension DaemonFiles {
    private var daemonFile: String {
        let head = ["listen: \(listen)", "store: outcomed.db", "accounts:"]
        let rooms = channels.map { channel in
            let isLocal = channel.account == "local"
            return "  \(channel.id): {account: \(channel.account)"
                + (isLocal ? "}" : ", conversation: \"\(channel.conversation)\", allow_private: true}")
        }
        return (head + accounts.map(lines) + ["channels:"] + rooms).joined(separator: "\n") + "\n"
    }

    private func lines(_ account: Account) -> String {
        switch account {
        case .slack(let server):
            """
              slack:
                platform: slack
                bot_token: "${credential:bot-token}"
                signing_secret: "${credential:signing-secret}"
                api_url: \(server)/api
            """
        case .polledSlack(let server):
            """
              slack:
                platform: slack
                bot_token: "${credential:bot-token}"
                poll: true
                poll_every: 5 s
                api_url: \(server)/api
            """
        case .bridge:
            """
              bridge:
                platform: webhook
                url: "${credential:bridge-url}"
                secret: "${credential:bridge-secret}"
            """
        case .local: "  local: {platform: builtin, open: true}"
        case .localWithToken: "  local: {platform: builtin, tokens: \"${credential:chat-tokens}\"}"
        case .other(let platform, let settings, _, _):
            (["  \(platform):", "    platform: \(platform)"] + settings.map { "    " + $0 }).joined(separator: "\n")
        }
    }

    private func teamFile(_ id: String, channel: String) -> String {
        var chat = accounts.contains { $0.name == "slack" } ? ", chat: {slack: U0ANA}" : ""
        for case .other(let platform, _, _, let ana) in accounts { chat = ", chat: {\(platform): \"\(ana)\"}" }
        // About as long as a title may be, so that few of them make a prompt long.
        let many =
            "of the many that a large team looks at each week until the cycle is over in the hope that some will have moved by then "
            + "and that nobody will have to ask about any of them again"
        let further = (0..<furtherKeyResults).map { number in
            "      - {id: further\(number + 4), title: Further number \(number + 4) \(many), kind: number, baseline: 1, target: 9, owner: ben}\n"
        }
        return """
            team: \(id)
            name: Team \(id)
            channel: \(channel)
            time_zone: Europe/Oslo
            check_in: {ask: \(ask), close: \(close), ask_in: \(askIn)}
            people:
              ana: {name: Ana\(chat)}
              ben: {name: Ben}
            cycle: {name: This quarter, start: \(cycle.lowerBound), end: \(cycle.upperBound)}
            objectives:
              - id: activation
                title: New users reach value in their first week
                key_results:
                  - {id: signups, title: Weekly sign-ups, aliases: [sign ups], kind: number, unit: users, baseline: 1000, target: 2500, owner: ana}
                  - {id: trial, title: Trial conversion, kind: percent, baseline: 8, target: 15, owner: ben}
                  - {id: churn, title: Monthly churn, kind: percent, baseline: 6, target: 3, owner: ana}

            """ + further.joined()
    }
}
