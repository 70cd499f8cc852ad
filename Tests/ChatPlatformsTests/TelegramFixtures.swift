import Model
import OutboundHTTP

@testable import ChatPlatforms

extension Planted {
    static let telegramToken = "123:PLANTED_telegram-token"
    static let telegramSecret = "PLANTED_telegram-hook_1"

    static let telegram = [telegramToken, "PLANTED_telegram-token", telegramSecret]
}

func telegram(plain: [String: String] = ["poll": "true"], secrets: [String: String] = [:]) throws -> any ChatPlatform {
    try makePlatform(
        AccountSettings(
            account: "company-telegram", kind: .telegram, plain: plain,
            secrets: ["bot_token": Planted.telegramToken].merging(secrets) { $1 }.mapValues(Secret.init)))
}

func telegramPushing() throws -> any ChatPlatform { try telegram(plain: [:], secrets: ["webhook_secret": Planted.telegramSecret]) }

extension PlatformFixture {
    static let telegram = [
        PlatformFixture(name: "telegram-updates", make: { try ChatPlatformsTests.telegram() }, limits: telegramLimits, shape: telegramShape),
        PlatformFixture(
            name: "telegram-webhook", make: { try telegramPushing() }, limits: telegramLimits,
            sign: { _ in ["content-type": "application/json", "x-telegram-bot-api-secret-token": Planted.telegramSecret] }, event: telegramUpdate,
            isProvenByHeader: true,
            shape: { message in
                var message = telegramShape(message)
                message.conversation = "-1001234567890/5"
                return message
            }),
    ]
}

let telegramUpdate = #"""
    {"update_id":10000,"message":{"message_id":1365,"date":1441645532,"chat":{"id":-1001,"type":"supergroup","title":"Core"},
    "from":{"id":42,"is_bot":false,"first_name":"Anna","username":"anna"},"text":"sign-ups 1,450 ✅","entities":[{"type":"bold","offset":0,"length":4}],
    "reply_to_message":{"message_id":1334,"from":{"id":123,"is_bot":true},"date":1441645000,"chat":{"id":-1001,"type":"supergroup"},"text":"…"}}}
    """#

@Sendable private func telegramShape(_ message: OutgoingMessage) -> OutgoingMessage {
    var message = message
    message.conversation = "-1001234567890"
    message.thread = message.thread.map { _ in "1334" }
    message.edits = message.edits.map { _ in "1366" }
    message.mentions = message.mentions.map { $0 == "U0ANA" ? "42" : $0 }
    return message
}

/// What is left once the marks are read.
func telegramShown(_ html: String) -> String {
    html.replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
}

@Sendable private func telegramLimits(_ body: JSONValue) -> [(text: String, limit: TextLimit)] {
    [(telegramShown(body["text"]?.string ?? ""), TextLimit(4_096, .utf16))]
}
