import Model
import OutboundHTTP
import TestSupport

@testable import ChatPlatforms

let now = Instant(seconds: 1_700_000_000)
let messageID = UniqueID(high: 0x018F_0000_0000_7000, low: 0x8000_0000_0000_0001)

func outgoing(
    title: String? = nil, _ paragraphs: String..., kind: OutgoingKind = .prompt, thread: String? = nil, edits: String? = nil, mentions: [String] = []
) -> OutgoingMessage {
    OutgoingMessage(
        id: messageID, kind: kind, conversation: "C0GROWTH", thread: thread, edits: edits, text: OutgoingText(title: title, paragraphs: paragraphs),
        mentions: mentions, checkIn: CheckInID("growth/2026-W43"), createdAt: now)
}

/// A hundred thousand bytes and more, with clusters of many scalars and every character that some platform escapes.
let hugeText = String(repeating: "Sign-ups <went> & up 👩‍👩‍👧‍👦 to 1.450 🇳🇴 e\u{301}. ", count: 2000)

enum Planted {
    static let token = "bot-token-PLANTED-9f2c"
    static let signingSecret = "PLANTED0signing1secret2"
    static let slackWebhook = "https://hooks.example/services/T0/B0/PLANTED-path"
    static let url = "https://receiver.example/in/PLANTED-path?key=PLANTED-query"
    static let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    static let previousKey = "whsec_UExBTlRFRC1wcmV2aW91cy1rZXktMTIzNDU2"

    static let all =
        [
            token, signingSecret, "PLANTED-path", "PLANTED-query", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "UExBTlRFRC1wcmV2aW91cy1rZXktMTIzNDU2",
        ]
        + mattermost + rocketChat + discord + zulip + matrix + telegram + teams
}

/// Who we are, as the platform has told.
let facts = PlatformFacts(selfID: "SELF", selfName: "outcomed")

extension WebhookContent {
    var incoming: [IncomingEvent] {
        switch self {
        case .events(let events), .answered(let events, _, _): events
        case .answer: []
        }
    }
}

func slackBot(plain: [String: String] = [:]) throws -> any ChatPlatform {
    try makePlatform(
        AccountSettings(
            account: "company-slack", kind: .slack, plain: plain,
            secrets: ["bot_token": Secret(Planted.token), "signing_secret": Secret(Planted.signingSecret)]))
}

/// Fetched from, with nothing that could prove a webhook.
func slackPolled() throws -> any ChatPlatform {
    try makePlatform(
        AccountSettings(account: "company-slack", kind: .slack, plain: ["poll": "true"], secrets: ["bot_token": Secret(Planted.token)]))
}

func slackWebhook(receives: Bool = false) throws -> any ChatPlatform {
    var secrets = ["webhook_url": Secret(Planted.slackWebhook)]
    if receives { secrets["signing_secret"] = Secret(Planted.signingSecret) }
    return try makePlatform(AccountSettings(account: "company-slack", kind: .slack, secrets: secrets))
}

func plainWebhook(plain: [String: String] = [:], rotating: Bool = false) throws -> any ChatPlatform {
    var secrets = ["url": Secret(Planted.url), "secret": Secret(Planted.key)]
    if rotating { secrets["previous_secret"] = Secret(Planted.previousKey) }
    return try makePlatform(AccountSettings(account: "scripts", kind: .webhook, plain: plain, secrets: secrets))
}

func builtin() throws -> any ChatPlatform {
    try makePlatform(AccountSettings(account: "chat", kind: .builtin))
}

extension Dispatch {
    var request: OutboundRequest? {
        if case .http(let request) = self { request } else { nil }
    }
}

extension OutboundRequest {
    var json: JSONValue? { try? JSONValue(reading: body) }

    /// The whole request as text, secrets too.
    var wire: String {
        let fields = headers.map { "\($0.name): \($0.value.reveal())\n" }.joined()
        return "\(method.rawValue) \(url.reveal())\n\(fields)\n\(String(decoding: body, as: UTF8.self))\n"
    }

    /// As a server receives it.
    var recorded: RecordedRequest {
        let path = url.reveal().drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" }
        return RecordedRequest(method: method.rawValue, path: String(path), headers: headers.map { ($0.name, $0.value.reveal()) }, body: body)
    }
}

extension LoopbackAnswer {
    var response: OutboundResponse? {
        guard case .respond(let status, let headers, let body) = self else { return nil }
        return OutboundResponse(status: status, headers: headers.map { ($0.0, $0.1) }, body: body)
    }
}

extension JSONValue {
    init(_ text: String) throws { try self.init(reading: Array(text.utf8)) }
}

func answer(_ status: Int, _ body: String = "", _ headers: [(name: String, value: String)] = []) -> OutboundResponse {
    OutboundResponse(status: status, headers: headers, body: Array(body.utf8))
}

/// What an outcome is, without its words.
enum OutcomeClass: Hashable { case delivered, retry, unknown, refused, conversationGone, accountDead }

extension DeliveryOutcome {
    var sort: OutcomeClass {
        switch self {
        case .delivered: .delivered
        case .retry: .retry
        case .unknown: .unknown
        case .refused: .refused
        case .conversationGone: .conversationGone
        case .accountDead: .accountDead
        }
    }
}
