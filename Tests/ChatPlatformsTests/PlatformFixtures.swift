import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

/// What the contract is tried on: one row a platform and form. A new platform adds its rows here.
struct PlatformFixture: Sendable, CustomTestStringConvertible {
    var name: String
    var make: @Sendable () throws -> any ChatPlatform
    /// The texts of a request's body that are limited, with their limits.
    var limits: @Sendable (JSONValue) -> [(text: String, limit: TextLimit)] = { _ in [] }
    /// A body's headers under a valid signature; nil for a platform without webhooks.
    var sign: (@Sendable ([UInt8]) -> [String: String])?
    /// A body that decodes to something.
    var event: String = ""

    /// What stands in the event to prove it, where there is no signature.
    var token: String?
    /// A header's secret proves the webhook, and neither its body nor its time.
    var isProvenByHeader = false
    /// The proof covers the body, and has a time.
    var isBodyProven = true
    var isTimeProven = true
    /// The contract's messages with ids of the platform's own form.
    var shape: @Sendable (OutgoingMessage) -> OutgoingMessage = { $0 }
    /// A request's fields, where its body is no JSON.
    var fields: @Sendable (OutboundRequest) -> JSONValue? = { $0.json }

    var testDescription: String { name }

    func signed(_ body: [UInt8]) -> RawWebhook? {
        sign.map { RawWebhook(account: "account", method: "POST", headers: $0(body), body: body) }
    }

    static let all = first + mattermost + rocketChat + discord + zulip + matrix + telegram + teams + googleChat

    private static let first = [
        PlatformFixture(name: "slack-bot", make: { try slackBot() }, limits: slackLimits, sign: signSlack, event: slackEvent),
        PlatformFixture(name: "slack-polled", make: { try slackPolled() }, limits: slackLimits),
        PlatformFixture(name: "slack-webhook", make: { try slackWebhook() }, limits: slackLimits),
        PlatformFixture(
            name: "slack-webhook-events", make: { try slackWebhook(receives: true) }, limits: slackLimits, sign: signSlack, event: slackEvent),
        PlatformFixture(
            name: "webhook", make: { try plainWebhook() },
            limits: { body in [(body["data"]?["paragraphs"]?.array?.compactMap(\.string).joined() ?? "", TextLimit(9_000, .bytes))] },
            sign: { body in
                let signing = StandardWebhooks(keys: [Secret(Planted.key)].compactMap(StandardWebhooks.key))
                let signature = signing.sign(id: "evt-1", timestamp: "1700000000", body: body)
                return ["webhook-id": "evt-1", "webhook-timestamp": "1700000000", "webhook-signature": signature]
            },
            event: #"{"id":"m1","user":"ana","text":"up to 5 ✅"}"#),
        PlatformFixture(name: "builtin", make: { try builtin() }),
    ]
}

private let slackEvent = #"""
    {"type":"event_callback","event_id":"Ev1","event":{"type":"message","channel":"C1","user":"U2","text":"5 ✅","ts":"1610262000.000300"}}
    """#

@Sendable private func slackLimits(_ body: JSONValue) -> [(text: String, limit: TextLimit)] {
    let blocks = body["blocks"]?.array ?? []
    let texts = blocks.map { block in
        (block["text"]?["text"]?.string ?? "", block["type"] == "header" ? TextLimit(150, .utf16) : TextLimit(3_000, .utf16))
    }
    return texts + [(body["text"]?.string ?? "", TextLimit(4_000, .utf16)), (String(repeating: "x", count: blocks.count), TextLimit(50, .utf16))]
}

/// Signed here by the fake's own hand, not by the code that is tried.
@Sendable private func signSlack(_ body: [UInt8]) -> [String: String] {
    FakeSlackEvents(signingSecret: Planted.signingSecret, botUser: "UBOT").headers(for: body, at: now)
}
