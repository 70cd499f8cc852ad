/// The adapter for an account whose secrets are resolved; throws the first thing that is wrong with its settings.
public func makePlatform(_ settings: AccountSettings) throws(SettingsProblem) -> any ChatPlatform {
    if let problem = settings.kind.checkSettings(plain: settings.plain, secretNames: Set(settings.secrets.keys)).first { throw problem }
    return switch settings.kind {
    case .slack: try SlackPlatform(settings)
    case .webhook: try WebhookPlatform(settings)
    case .builtin: BuiltinPlatform(account: settings.account)
    case .mattermost: try MattermostPlatform(settings)
    case .rocketchat: try RocketChatPlatform(settings)
    case .discord: try DiscordPlatform(settings)
    case .zulip: try ZulipPlatform(settings)
    case .matrix: try MatrixPlatform(settings)
    case .telegram: try TelegramPlatform(settings)
    case .teams: try TeamsPlatform(settings)
    case .googlechat: try GoogleChatPlatform(settings)
    }
}

extension PlatformKind {
    private var adapter: any Adapter.Type {
        switch self {
        case .slack: SlackPlatform.self
        case .webhook: WebhookPlatform.self
        case .builtin: BuiltinPlatform.self
        case .mattermost: MattermostPlatform.self
        case .rocketchat: RocketChatPlatform.self
        case .discord: DiscordPlatform.self
        case .zulip: ZulipPlatform.self
        case .matrix: MatrixPlatform.self
        case .telegram: TelegramPlatform.self
        case .teams: TeamsPlatform.self
        case .googlechat: GoogleChatPlatform.self
        }
    }

    /// The settings that an account of this platform takes.
    public var settings: [SettingSpec] { adapter.settings }

    /// What is wrong with an account's settings as far as it shows before secrets are resolved: what is missing, what excludes what, and the form
    /// of the plain values. Names that no platform knows are the caller's to find, by ``settings``.
    public func checkSettings(plain: [String: String], secretNames: Set<String>) -> [SettingsProblem] {
        var forms = SettingForms(plain: plain, secretNames: secretNames)
        adapter.check(&forms)
        return forms.problems
    }
}

extension PlatformKind {
    /// Whether an account with these settings can write to people in direct conversations.
    public func asksDirectly(plain: [String: String], secretNames: Set<String>) -> Bool {
        adapter.asksDirectly(plain: plain, secretNames: secretNames)
    }
}

/// What this module asks of its own adapters besides.
protocol Adapter: ChatPlatform {
    /// As its capabilities will say once the secrets are known; false where an adapter does not say.
    static func asksDirectly(plain: [String: String], secretNames: Set<String>) -> Bool

    /// Holds the settings against each other and their forms.
    static func check(_ forms: inout SettingForms)
}

extension Adapter {
    static func asksDirectly(plain: [String: String], secretNames: Set<String>) -> Bool { false }
}
