import Model
import TestSupport

@testable import ChatPlatforms

extension Planted {
    static let discordToken = "PLANTED.discord.bot-token"
    static let discordHook = "https://discord.example/api/webhooks/1200000000000000001/PLANTED-discord-path"

    static let discord = [discordToken, "PLANTED-discord-path"]
}

/// The key pair of RFC 8032's second test.
let discordSigning = FakeDiscordSigning(seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
let discordPublicKey = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"

func discordBot(plain: [String: String] = [:]) throws -> any ChatPlatform {
    try makePlatform(AccountSettings(account: "community", kind: .discord, plain: plain, secrets: ["bot_token": Secret(Planted.discordToken)]))
}

func discordWebhook(_ suffix: String = "", plain: [String: String] = [:]) throws -> any ChatPlatform {
    try makePlatform(
        AccountSettings(account: "community", kind: .discord, plain: plain, secrets: ["webhook_url": Secret(Planted.discordHook + suffix)]))
}

extension PlatformFixture {
    static let discord = [
        PlatformFixture(name: "discord-bot", make: { try discordBot(plain: ["poll": "true"]) }, limits: discordLimits),
        PlatformFixture(
            name: "discord-bot-interactions", make: { try discordBot(plain: ["public_key": discordPublicKey]) }, limits: discordLimits,
            sign: { discordSigning?.headers(for: $0, at: now) ?? [:] }, event: discordCommandBody),
        PlatformFixture(name: "discord-webhook", make: { try discordWebhook("?thread_id=1200000000000000009") }, limits: discordLimits),
    ]
}

let discordCommandBody = #"""
    {"type":2,"id":"1241234567890123456","application_id":"1","token":"t","version":1,"guild_id":"9","channel_id":"1200000000000000002",
    "channel":{"id":"1200000000000000002","type":0},"member":{"user":{"id":"42","username":"ana","global_name":"Ana S"},"nick":"Ana"},
    "data":{"id":"7","name":"checkin","type":1,"options":[{"name":"text","type":3,"value":"sign-ups 1,450 ✅"}]},"locale":"en-GB"}
    """#

@Sendable private func discordLimits(_ body: JSONValue) -> [(text: String, limit: TextLimit)] {
    let embeds = body["embeds"]?.array?.compactMap { $0["description"]?.string } ?? []
    let total =
        embeds.isEmpty ? [] : [(embeds.joined(), TextLimit(6_000, .utf16)), (String(repeating: "x", count: embeds.count), TextLimit(10, .utf16))]
    return [(body["content"]?.string ?? "", TextLimit(2_000, .utf16))] + embeds.map { ($0, TextLimit(4_096, .utf16)) } + total
}
