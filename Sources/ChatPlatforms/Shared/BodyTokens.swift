import Model

/// Proves webhooks that carry a token of theirs instead of a signature. Several may be known, since each webhook has its own.
struct BodyTokens: Sendable, Hashable {
    private let tokens: [Secret]

    /// The setting's lines or words, one token each; throws where one has not the form of a token.
    init(_ settings: AccountSettings, _ name: String) throws(SettingsProblem) {
        guard let secret = settings.secrets[name] else {
            tokens = []
            return
        }
        let words = secret.reveal().split(whereSeparator: \.isWhitespace).map(String.init)
        // Short ones could be guessed: nothing else proves these webhooks.
        guard !words.isEmpty, words.allSatisfy({ $0.utf8.count >= 8 && $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }) else {
            throw SettingsProblem(setting: name, "must be one or more tokens of 8 and more printable ASCII characters, one a line")
        }
        tokens = words.map(Secret.init)
    }

    var isEmpty: Bool { tokens.isEmpty }

    func prove(_ token: String?) throws(WebhookRefusal) {
        guard let token, !token.isEmpty else { throw .unsigned }
        var holds = false
        for known in tokens where constantTimeEquals(Array(known.reveal().utf8), Array(token.utf8)) { holds = true }
        guard holds else { throw .badSignature }
    }
}
