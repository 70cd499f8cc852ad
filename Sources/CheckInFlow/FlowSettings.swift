public import ChatPlatforms
public import Model
public import Scheduling
import Synchronization

/// What the flow knows of the configuration: teams in their zones, channels, and platforms with their secrets resolved.
public struct FlowSettings: Sendable {
    public var teams: [TeamID: TeamInZone] { didSet { places = Places(teams, channels) } }
    public var channels: [ChannelID: ChannelSettings] { didSet { places = Places(teams, channels) } }
    public var platforms: [AccountID: any ChatPlatform]
    /// Which platform each account is of, for people to read.
    public var kinds: [AccountID: PlatformKind] = [:]
    public var zones: [String: ZoneRules]
    public var texts: Texts
    private var places: Places

    public init(
        teams: [TeamID: TeamInZone], channels: [ChannelID: ChannelSettings], platforms: [AccountID: any ChatPlatform], zones: [String: ZoneRules],
        texts: Texts
    ) {
        self.teams = teams
        self.channels = channels
        self.platforms = platforms
        self.zones = zones
        self.texts = texts
        places = Places(teams, channels)
    }

    /// The teams asked in a conversation, in the order of their ids.
    func teams(account: AccountID, conversation: String) -> [TeamInZone] {
        places[account, conversation].teams.compactMap { teams[$0] }
    }

    /// The teams that count a chat user among their people.
    func teams(withUser user: String, account: AccountID) -> [TeamInZone] {
        teams.values.filter { self.person(user, account: account, in: $0.team) != nil }.sorted { $0.team.id < $1.team.id }
    }

    /// The person behind a chat user. Where the platform has no user ids of its own, people write under their own ids.
    func person(_ user: String, account: AccountID, in team: Team) -> Person? {
        if let known = team.people.first(where: { $0.chat[account] == user }) { return known }
        guard let platform = platforms[account], platform.capabilities.namesPeopleByID else { return nil }
        return team.people.first { $0.id.rawValue == user }
    }

    func person(_ user: String, account: AccountID, in snapshot: Snapshot) -> Snapshot.PersonState? {
        if let known = snapshot.person(account: account, user: user) { return known }
        guard let platform = platforms[account], platform.capabilities.namesPeopleByID else { return nil }
        return snapshot.people.first { $0.id.rawValue == user }
    }

    /// Whether any channel of the account may be on a private network.
    func allowsPrivate(_ account: AccountID) -> Bool { channels.values.contains { $0.account == account && $0.allowPrivate } }

    /// What chat users are called in the teams of a conversation, by their ids.
    func names(of users: [String], account: AccountID, conversation: String) -> [String: String] {
        guard !users.isEmpty else { return [:] }
        let teams = teams(account: account, conversation: conversation)
        return users.reduce(into: [:]) { names, user in
            names[user] = teams.lazy.compactMap { self.person(user, account: account, in: $0.team)?.name }.first
        }
    }

    func channel(account: AccountID, conversation: String) -> ChannelSettings? {
        places[account, conversation].channel.flatMap { channels[$0] }
    }
}

/// What stands in each conversation: looked up for every message that comes or leaves, however many teams there are.
private struct Places: Sendable {
    struct Place {
        /// The first by id, where several channels name the same conversation.
        var channel: ChannelID?
        var teams: [TeamID] = []
    }

    private struct Key: Hashable {
        var account: AccountID
        var conversation: String
    }

    private var places: [Key: Place] = [:]

    init(_ teams: [TeamID: TeamInZone], _ channels: [ChannelID: ChannelSettings]) {
        for channel in channels.values {
            let key = Key(account: channel.account, conversation: channel.conversation)
            let other = places[key]?.channel
            places[key, default: Place()].channel = min(other ?? channel.id, channel.id)
        }
        for team in teams.values.map(\.team).sorted(by: { $0.id < $1.id }) {
            guard let channel = channels[team.channel] else { continue }
            places[Key(account: channel.account, conversation: channel.conversation), default: Place()].teams.append(team.id)
        }
    }

    subscript(account: AccountID, conversation: String) -> Place { places[Key(account: account, conversation: conversation)] ?? Place() }
}

/// A team with the rules of its zone.
public struct TeamInZone: Sendable {
    public var team: Team
    public var zone: ZoneRules
    /// The people's own zones, by name.
    public var zones: [String: ZoneRules]

    public init(team: Team, zone: ZoneRules, zones: [String: ZoneRules] = [:]) {
        self.team = team
        self.zone = zone
        self.zones = zones
    }

    var timetable: Timetable { Timetable(team: team, zone: zone) { zones[$0] } }
}

/// A conversation as the operator set it up.
public struct ChannelSettings: Sendable, Hashable {
    /// What is done when a send may or may not have arrived and nobody can look.
    public enum UnknownOutcome: String, Sendable, Codable { case resend, drop }

    public var id: ChannelID
    public var account: AccountID
    public var conversation: String
    /// Every message is read, not only those meant for us.
    public var readsAll: Bool
    public var allowPrivate: Bool
    /// Nil leaves it to the kind of message.
    public var unknownOutcome: UnknownOutcome?

    public init(
        id: ChannelID, account: AccountID, conversation: String, readsAll: Bool = false, allowPrivate: Bool = false,
        unknownOutcome: UnknownOutcome? = nil
    ) {
        self.id = id
        self.account = account
        self.conversation = conversation
        self.readsAll = readsAll
        self.allowPrivate = allowPrivate
        self.unknownOutcome = unknownOutcome
    }
}

/// The settings in force, replaced as a whole by a reload.
public final class SettingsInForce: Sendable {
    private let settings: Mutex<FlowSettings>

    public init(_ settings: FlowSettings) { self.settings = Mutex(settings) }

    public var current: FlowSettings { settings.withLock { $0 } }

    public func replace(with settings: FlowSettings) { self.settings.withLock { $0 = settings } }
}
