import Model
import OutboundHTTP

/// The forms that settings have, and the sentences for those that have not. A secret's text is never in a sentence.
struct SettingForms {
    var plain: [String: String]
    var secretNames: Set<String>
    private(set) var problems: [SettingsProblem] = []

    init(plain: [String: String], secretNames: Set<String>) {
        self.plain = plain
        self.secretNames = secretNames
    }

    func has(_ name: String) -> Bool { plain[name] != nil || secretNames.contains(name) }

    mutating func complain(_ setting: String, _ sentence: String) { problems.append(SettingsProblem(setting: setting, sentence)) }

    mutating func requires(_ name: String, _ sentence: String) {
        if !has(name) { complain(name, sentence) }
    }

    mutating func address(_ name: String) {
        if let text = plain[name], !Self.isAddress(text) { complain(name, Self.addressSentence) }
    }

    mutating func flag(_ name: String) {
        if let text = plain[name], Self.flag(text) == nil { complain(name, "must be true or false") }
    }

    static let addressSentence = "must be an http:// or https:// address with a host, without user name, fragment or spaces"
    static let keySentence = "must be whsec_ followed by 24 to 64 random bytes in Base64"

    static func flag(_ text: String) -> Bool? {
        switch text {
        case "true": true
        case "false": false
        default: nil
        }
    }

    static func isAddress(_ text: String) -> Bool {
        let scheme = ["https://", "http://"].first { text.lowercased().hasPrefix($0) }
        guard let scheme, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("#") else { return false }
        let authority = text.dropFirst(scheme.utf8.count).prefix { !"/?".contains($0) }
        return !authority.isEmpty && !authority.hasPrefix(":") && !authority.contains("@")
    }
}

extension AccountSettings {
    /// A secret that is an address, if it was given.
    func secretAddress(_ name: String) throws(SettingsProblem) -> Secret? {
        guard let secret = secrets[name] else { return nil }
        guard SettingForms.isAddress(secret.reveal()) else { throw SettingsProblem(setting: name, SettingForms.addressSentence) }
        return secret
    }

    /// A secret that goes into a header or a signature, if it was given.
    func secretWord(_ name: String) throws(SettingsProblem) -> Secret? {
        guard let secret = secrets[name] else { return nil }
        guard !secret.isEmpty, secret.reveal().utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw SettingsProblem(setting: name, "must be a word of printable ASCII characters without spaces")
        }
        return secret
    }

    /// A secret that is a key of Standard Webhooks, if it was given.
    func webhookKey(_ name: String) throws(SettingsProblem) -> [UInt8]? {
        guard let secret = secrets[name] else { return nil }
        guard let key = StandardWebhooks.key(secret) else { throw SettingsProblem(setting: name, SettingForms.keySentence) }
        return key
    }
}
