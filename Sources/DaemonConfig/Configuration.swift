public import ChatPlatforms
public import Model

/// A configuration without errors: the daemon's file and those of the teams.
public struct Configuration: Hashable, Sendable {
    /// Nil where the daemon opens no port, since all its chats are fetched from.
    public var listen: ListenAddress?
    /// Without a slash at its end.
    public var publicURL: String?
    /// An absolute path.
    public var storePath: String
    /// A folder of templates that replace built-in ones; an absolute path.
    public var templates: String?
    public var proxy: String?
    /// Host names for the pages, besides those of `listen` and `public_url`; in lower case.
    public var allowedHosts: [String]
    public var logFormat: LogFormat
    public var accounts: [AccountID: AccountEntry]
    public var channels: [ChannelID: ChannelEntry]
    /// In the order of their files' names.
    public var teams: [Team]
    /// Where things stand in the files, for problems found later.
    var origins: Origins

    /// A configuration that comes from no file.
    public init(
        listen: ListenAddress?, publicURL: String? = nil, storePath: String, templates: String? = nil, proxy: String? = nil,
        allowedHosts: [String] = [], logFormat: LogFormat = .auto,
        accounts: [AccountID: AccountEntry], channels: [ChannelID: ChannelEntry], teams: [Team]
    ) {
        self.listen = listen
        self.publicURL = publicURL
        self.storePath = storePath
        self.templates = templates
        self.proxy = proxy
        self.allowedHosts = allowedHosts
        self.logFormat = logFormat
        self.accounts = accounts
        self.channels = channels
        self.teams = teams
        origins = Origins(file: "")
    }

    /// Every zone that a team or person names.
    public var zoneNames: Set<String> {
        Set(teams.flatMap { team in [team.timeZone] + team.people.compactMap(\.timeZone) })
    }
}

/// Where the daemon listens. Port 0 takes a free one.
public struct ListenAddress: Hashable, Sendable {
    public var host: String
    public var port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `127.0.0.1:8484`, `localhost:8484` or `[::1]:8484`.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard (1...5).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(digits), port <= 65_535 else {
            return nil
        }
        let written = text[..<colon]
        let host = written.hasPrefix("[") && written.hasSuffix("]") ? String(written.dropFirst().dropLast()) : String(written)
        let isBracketed = host.utf8.count != written.utf8.count
        guard isBracketed ? isIPv6(host) : isHostName(host) else { return nil }
        self.init(host: host, port: port)
    }
}

extension ListenAddress: CustomStringConvertible {
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// An account as the file has it, its secrets not looked up.
public struct AccountEntry: Hashable, Sendable {
    public var kind: PlatformKind
    public var plain: [String: String]
    public var secrets: [String: SecretReference]

    public init(kind: PlatformKind, plain: [String: String] = [:], secrets: [String: SecretReference] = [:]) {
        self.kind = kind
        self.plain = plain
        self.secrets = secrets
    }
}

/// A conversation that teams are asked in.
public struct ChannelEntry: Hashable, Sendable {
    /// Which messages of the conversation are read.
    public enum ReadPolicy: String, Hashable, Sendable, CaseIterable { case mentions, all }

    /// What happens to a message that may or may not have arrived.
    public enum UnknownOutcome: String, Hashable, Sendable, CaseIterable { case resend, drop }

    public var account: AccountID
    /// The platform's id of it.
    public var conversation: String
    public var read: ReadPolicy
    public var allowPrivate: Bool
    /// Nil means by the message's kind.
    public var unknownOutcome: UnknownOutcome?

    public init(
        account: AccountID, conversation: String, read: ReadPolicy = .mentions, allowPrivate: Bool = false, unknownOutcome: UnknownOutcome? = nil
    ) {
        self.account = account
        self.conversation = conversation
        self.read = read
        self.allowPrivate = allowPrivate
        self.unknownOutcome = unknownOutcome
    }
}

/// Where the things of a configuration stand in its files.
struct Origins: Hashable, Sendable {
    var file: String
    /// By account, then setting.
    var secrets: [AccountID: [String: Place]] = [:]
    var teams: [TeamID: TeamOrigin] = [:]
}

/// Where the things of a team stand in its file.
struct TeamOrigin: Hashable, Sendable {
    struct Spot: Hashable, Sendable {
        var place: Place
        var path: String
    }

    var file: String
    var team: Spot
    var channel: Spot
    var objectives: [ObjectiveID: Spot] = [:]
    var keyResults: [KeyResultID: Spot] = [:]
    var initiatives: [InitiativeID: Spot] = [:]
}
