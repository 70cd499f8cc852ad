public import Model

/// A setting that an account of a platform takes.
public struct SettingSpec: Sendable, Hashable {
    public var name: String
    public var isRequired: Bool
    public var isSecret: Bool
    public var meaning: String

    public init(_ name: String, required: Bool = false, secret: Bool = false, _ meaning: String) {
        self.name = name
        self.isRequired = required
        self.isSecret = secret
        self.meaning = meaning
    }
}

/// An account's settings with its secrets resolved.
public struct AccountSettings: Sendable, Hashable {
    public var account: AccountID
    public var kind: PlatformKind
    public var plain: [String: String]
    public var secrets: [String: Secret]

    public init(account: AccountID, kind: PlatformKind, plain: [String: String] = [:], secrets: [String: Secret] = [:]) {
        self.account = account
        self.kind = kind
        self.plain = plain
        self.secrets = secrets
    }
}

/// What is wrong with an account's settings, told before any secret is resolved where possible.
public struct SettingsProblem: Error, Sendable, Hashable {
    public var setting: String
    public var sentence: String

    public init(setting: String, _ sentence: String) {
        self.setting = setting
        self.sentence = sentence
    }
}
