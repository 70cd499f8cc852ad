import Model

@testable import ChatPlatforms

extension Planted {
    static let mattermostToken = "planted9bot8token7of6matt5"
    static let mattermostHook = "https://mattermost.example/sub/hooks/planted3hook2id1of4matter"
    static let outgoingToken = "planted1outgoing2token3abc"
    static let commandToken = "planted1command2token3abcd"

    static let mattermost = [mattermostToken, "planted3hook2id1of4matter", outgoingToken, commandToken]
}

func mattermostBot(plain: [String: String] = [:], secrets: [String: String] = [:]) throws -> any ChatPlatform {
    try makePlatform(
        AccountSettings(
            account: "company-mattermost", kind: .mattermost, plain: ["server": "https://mattermost.example/sub/"].merging(plain) { $1 },
            secrets: ["bot_token": Planted.mattermostToken].merging(secrets) { $1 }.mapValues(Secret.init)))
}

func mattermostWebhook(secrets: [String: String] = [:]) throws -> any ChatPlatform {
    try makePlatform(
        AccountSettings(
            account: "company-mattermost", kind: .mattermost,
            secrets: ["webhook_url": Planted.mattermostHook].merging(secrets) { $1 }.mapValues(Secret.init)))
}

extension PlatformFixture {
    static let mattermost = [
        PlatformFixture(name: "mattermost-bot", make: { try mattermostBot(plain: ["poll": "true"]) }, limits: mattermostLimits),
        PlatformFixture(
            name: "mattermost-bot-outgoing", make: { try mattermostBot(secrets: ["outgoing_tokens": Planted.outgoingToken]) },
            limits: mattermostLimits,
            sign: { _ in ["content-type": "application/x-www-form-urlencoded"] }, event: mattermostForm, token: Planted.outgoingToken),
        PlatformFixture(
            name: "mattermost-webhook", make: { try mattermostWebhook(secrets: ["outgoing_tokens": "another0token\n" + Planted.outgoingToken]) },
            limits: mattermostLimits, sign: { _ in ["content-type": "application/json"] }, event: mattermostJSON, token: Planted.outgoingToken),
        PlatformFixture(
            name: "mattermost-command", make: { try mattermostBot(plain: ["poll": "true"], secrets: ["command_tokens": Planted.commandToken]) },
            limits: mattermostLimits, sign: { _ in ["content-type": "application/x-www-form-urlencoded"] }, event: mattermostCommand,
            token: Planted.commandToken),
    ]
}

let mattermostForm =
    "token=\(Planted.outgoingToken)&team_id=t1&team_domain=core&channel_id=c1&channel_name=town&timestamp=1700000000&user_id=u1&user_name=ana"
    + "&post_id=p1&text=%23sign-ups+1%2C450+%E2%9C%85&trigger_word=&file_ids="

let mattermostJSON = #"""
    {"token":"\#(Planted.outgoingToken)","team_id":"t1","team_domain":"core","channel_id":"c1","channel_name":"town","timestamp":1700000000000,
    "user_id":"u1","user_name":"ana","post_id":"p1","text":"checkin: sign-ups 1,450 ✅","trigger_word":"checkin:","file_ids":""}
    """#

let mattermostCommand =
    "channel_id=c1&channel_name=town&command=%2Fcheckin&response_url=https%3A%2F%2Fmattermost.example%2Fx&team_domain=core&team_id=t1"
    + "&text=sign-ups+1%2C450&token=\(Planted.commandToken)&trigger_id=dHJpZ2dlcg&user_id=u1&user_name=ana"

@Sendable private func mattermostLimits(_ body: JSONValue) -> [(text: String, limit: TextLimit)] {
    [(body["message"]?.string ?? body["text"]?.string ?? "", TextLimit(16_383, .scalars))]
}
