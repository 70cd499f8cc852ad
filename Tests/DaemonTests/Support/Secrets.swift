/// Secrets that the tests plant in configurations, and that must come out nowhere.
enum Planted {
    static let botToken = "xoxb-1-planted-bot-token"
    static let signingSecret = "planted-signing-secret-8f2a"
    /// Base64 of 32 bytes.
    static let bridgeKey = "cGxhbnRlZC1icmlkZ2Uta2V5LW9mLTMyLWJ5dGVzLSE="
    static let bridgeSecret = "whsec_" + bridgeKey
    static let bridgePath = "/in/planted-path-77d1"
    static let chatToken = "planted-chat-token-19c4"

    static let all = [botToken, signingSecret, bridgeKey, bridgePath, chatToken]

    /// Those that occur in a text.
    static func found(in text: String) -> [String] { all.filter { text.contains($0) } }
}
