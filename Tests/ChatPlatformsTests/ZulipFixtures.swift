import Foundation
import Model
import OutboundHTTP

@testable import ChatPlatforms

extension Planted {
    static let zulipKey = "PLANTEDzulip0key1of2bot3"
    static let zulipToken = "PLANTEDzulip4outgoing5token6"

    /// The login is sent in Base64.
    static let zulip = [zulipKey, zulipToken, "UExBTlRFRHp1bGlw"]
}

func zulip(plain: [String: String] = ["poll": "true"], secrets: [String: String] = [:]) throws -> any ChatPlatform {
    let site = ["site": "https://chat.example/", "email": "outcomed-bot@chat.example"]
    return try makePlatform(
        AccountSettings(
            account: "company-zulip", kind: .zulip, plain: site.merging(plain) { $1 },
            secrets: ["api_key": Planted.zulipKey].merging(secrets) { $1 }.mapValues(Secret.init)))
}

func zulipPushing() throws -> any ChatPlatform { try zulip(plain: [:], secrets: ["webhook_token": Planted.zulipToken]) }

/// `a=b&c=d` as names with values, unescaped.
func form(_ text: String) -> JSONValue? {
    var fields: [String: JSONValue] = [:]
    for pair in text.split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let value = String(parts[1]).removingPercentEncoding else { return nil }
        fields[String(parts[0])] = .string(value)
    }
    return .object(fields)
}

extension PlatformFixture {
    static let zulip = [
        PlatformFixture(
            name: "zulip-queue", make: { try ChatPlatformsTests.zulip() }, limits: zulipLimits, shape: zulipShape,
            fields: { form(String(decoding: $0.body, as: UTF8.self)) }),
        PlatformFixture(
            name: "zulip-outgoing", make: { try zulipPushing() }, limits: zulipLimits, sign: { _ in ["content-type": "application/json"] },
            event: zulipPush, token: Planted.zulipToken, shape: zulipShape, fields: { form(String(decoding: $0.body, as: UTF8.self)) }),
    ]
}

let zulipPush = #"""
    {"bot_email":"outcomed-bot@chat.example","bot_full_name":"outcomed","data":"@**outcomed** sign-ups 1,450 ✅","token":"\#(Planted.zulipToken)",
    "trigger":"mention","message":{"id":112,"type":"stream","stream_id":5,"display_recipient":"core","subject":"Check-in growth 2026-W43",
    "sender_id":42,"sender_email":"anna@chat.example","sender_full_name":"Anna","content":"@**outcomed** sign-ups 1,450 ✅",
    "rendered_content":"<p>…</p>","timestamp":1527876931,"client":"website","recipient_id":20,"is_me_message":false}}
    """#

@Sendable private func zulipShape(_ message: OutgoingMessage) -> OutgoingMessage {
    var message = message
    message.conversation = "5"
    message.thread = message.thread.map { _ in "41@✔ Check-in growth 2026-W43" }
    message.edits = message.edits.map { _ in "43" }
    message.mentions = message.mentions.map { $0 == "U0ANA" ? "42" : $0 }
    return message
}

@Sendable private func zulipLimits(_ fields: JSONValue) -> [(text: String, limit: TextLimit)] {
    [(fields["content"]?.string ?? "", TextLimit(10_000, .utf16)), (fields["topic"]?.string ?? "-", TextLimit(60, .utf16))]
}
