import ChatPlatforms

/// A key that the configuration knows. The decoder takes no other, and the table in the docs is made from the same list.
public struct ConfigurationKey: Sendable, Hashable {
    /// The group that a key stands in.
    public enum Group: String, Sendable, Hashable, CaseIterable {
        case daemon = ""
        case account = "accounts.*"
        case channel = "channels.*"
        case team = "team file"
        case checkIn = "check_in"
        case person = "people.*"
        case cycle
        case objective = "objectives[]"
        case keyResult = "objectives[].key_results[]"
        case keep = "objectives[].key_results[].keep"
        case initiative = "objectives[].initiatives[]"
        case move = "objectives[].initiatives[].moves[]"

        /// Whether the group stands in `outcomed.yaml`; the others stand in `teams/*.yaml`.
        public var isDaemon: Bool {
            switch self {
            case .daemon, .account, .channel: true
            case .team, .checkIn, .person, .cycle, .objective, .keyResult, .keep, .initiative, .move: false
            }
        }
    }

    public var group: Group
    public var name: String
    public var type: String
    public var isRequired: Bool
    /// In words; nil where the key is required or where leaving it out means that there is none.
    public var defaultValue: String?
    public var meaning: String
    /// A value as one would write it.
    public var example: String

    init(
        _ group: Group, _ name: String, _ type: String, required: Bool = false, default defaultValue: String? = nil, _ meaning: String,
        example: String
    ) {
        self.group = group
        self.name = name
        self.type = type
        self.isRequired = required
        self.defaultValue = defaultValue
        self.meaning = meaning
        self.example = example
    }

    /// Where it stands: `channels.*.read`.
    public var place: String {
        switch group {
        case .daemon, .team: name
        case .account, .channel, .checkIn, .person, .cycle, .objective, .keyResult, .keep, .initiative, .move: "\(group.rawValue).\(name)"
        }
    }

    /// Every key but the settings of platforms, which ``PlatformKind`` lists.
    public static let all: [ConfigurationKey] = daemonKeys + teamKeys + goalKeys

    static let byGroup: [Group: [ConfigurationKey]] = Dictionary(grouping: all, by: \.group)

    static func of(_ group: Group) -> [ConfigurationKey] { byGroup[group] ?? [] }
}

extension SettingSpec {
    /// What an account's setting is, in the words of the table of keys.
    var type: String { isSecret ? "secret reference" : "text" }

    var example: String { isSecret ? "\"${credential:\(name.replacing("_", with: "-"))}\"" : "…" }
}
