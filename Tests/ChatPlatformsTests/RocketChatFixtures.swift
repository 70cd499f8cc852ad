import Model

@testable import ChatPlatforms

extension Planted {
    static let rocketChatToken = "PLANTED-rocket-token-4711"
    static let rocketChatHook = "https://rocket.example/hooks/65a0/PLANTED-rocket-path"
    static let rocketChatOutgoing = "PLANTEDrocketoutgoing1"

    static let rocketChat = [rocketChatToken, "PLANTED-rocket-path", rocketChatOutgoing]
}

func rocketChatUser(plain: [String: String] = [:], secrets: [String: String] = [:]) throws -> any ChatPlatform {
    try makePlatform(
        AccountSettings(
            account: "company-rocket", kind: .rocketchat,
            plain: ["server": "https://rocket.example", "user_id": "aobEdbYhXfu5hkeqG"].merging(plain) { $1 },
            secrets: ["auth_token": Planted.rocketChatToken].merging(secrets) { $1 }.mapValues(Secret.init)))
}

func rocketChatWebhook(secrets: [String: String] = [:]) throws -> any ChatPlatform {
    try makePlatform(
        AccountSettings(
            account: "company-rocket", kind: .rocketchat,
            secrets: ["webhook_url": Planted.rocketChatHook].merging(secrets) { $1 }.mapValues(Secret.init)))
}

extension PlatformFixture {
    static let rocketChat = [
        PlatformFixture(name: "rocketchat-user", make: { try rocketChatUser(plain: ["poll": "true"]) }, limits: rocketChatLimits(5000)),
        PlatformFixture(
            name: "rocketchat-user-outgoing",
            make: { try rocketChatUser(plain: ["text_limit": "900"], secrets: ["outgoing_tokens": Planted.rocketChatOutgoing]) },
            limits: rocketChatLimits(900), sign: { _ in ["content-type": "application/json"] }, event: rocketChatPush,
            token: Planted.rocketChatOutgoing),
        PlatformFixture(
            name: "rocketchat-webhook", make: { try rocketChatWebhook(secrets: ["outgoing_tokens": Planted.rocketChatOutgoing]) },
            limits: rocketChatLimits(5000), sign: { _ in ["content-type": "application/json"] }, event: rocketChatPush,
            token: Planted.rocketChatOutgoing),
    ]
}

let rocketChatPush = #"""
    {"token":"\#(Planted.rocketChatOutgoing)","bot":false,"trigger_word":null,"channel_id":"GENERAL","channel_name":"general",
    "message_id":"jC9chsFddTvsbFQG7","timestamp":"2024-03-01T09:00:00.250Z","user_id":"u1","user_name":"ana.sousa",
    "text":"Done: parser ✅","siteUrl":"https://rocket.example","alias":null,"tmid":"root1"}
    """#

private func rocketChatLimits(_ count: Int) -> @Sendable (JSONValue) -> [(text: String, limit: TextLimit)] {
    { body in [(body["message"]?["msg"]?.string ?? body["text"]?.string ?? "", TextLimit(count, .utf16))] }
}
