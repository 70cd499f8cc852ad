import Model
import OutboundHTTP

/// Plain JSON both ways, signed as Standard Webhooks: for people's own scripts and for chats that have no adapter.
struct WebhookPlatform: Adapter {
    static let settings = [
        SettingSpec("url", required: true, secret: true, "where messages are posted"),
        SettingSpec("secret", required: true, secret: true, "whsec_ key that signs both ways"),
        SettingSpec("previous_secret", secret: true, "the key before, still used while the other side changes over"),
        SettingSpec("receive", "whether /hooks/{account} takes replies: true or false; true by default"),
    ]

    let account: AccountID
    let capabilities: Capabilities
    private let url: Secret
    private let signing: StandardWebhooks

    static func check(_ forms: inout SettingForms) {
        forms.requires("url", "is missing: the address that messages are posted to")
        forms.requires("secret", "is missing: the whsec_ key that signs them")
        forms.flag("receive")
    }

    init(_ settings: AccountSettings) throws(SettingsProblem) {
        guard let url = try settings.secretAddress("url") else { throw SettingsProblem(setting: "url", "is missing") }
        guard let key = try settings.webhookKey("secret") else { throw SettingsProblem(setting: "secret", "is missing") }
        self.url = url
        account = settings.account
        signing = StandardWebhooks(keys: [key] + (try settings.webhookKey("previous_secret").map { [$0] } ?? []))
        capabilities = Capabilities(
            threads: true, edits: true, reacts: false, returnsMessageID: true, receives: settings.plain["receive"] != "false", idempotent: true,
            readsBack: false, hosted: false, alwaysRead: true, namesPeopleByID: true, markup: .plain, pace: .zero, textLimit: webhookTextLimit,
            idempotencyKey: "webhook-id")
    }

    func holds(_ message: OutgoingMessage) -> Bool { webhookTextLimit.holds(message.text.paragraphs) }

    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch {
        let body = webhookBody(message).encoded
        let id = message.id.description
        let timestamp = String(now.seconds)
        let headers = [
            OutboundRequest.Header("content-type", "application/json"),
            OutboundRequest.Header("webhook-id", id),
            OutboundRequest.Header("webhook-timestamp", timestamp),
            OutboundRequest.Header("webhook-signature", signing.sign(id: id, timestamp: timestamp, body: body)),
        ]
        return .http(OutboundRequest(.post, url: url, headers: headers, body: body, destinations: .allowing(privateAddresses: allowPrivate)))
    }

    /// The receiver knows a repeated `webhook-id`, so whatever may pass is tried again.
    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome {
        let detail = "the webhook answered \(response.status)"
        switch response.status {
        case 200..<300: return .delivered(messageID: answeredID(response) ?? message.edits ?? message.id.description)
        case 408, 425, 429, 500..<600:
            let kind: DeliveryFailure.Class = response.status == 429 ? .throttled : .server
            return .retry(after: RetryAfter.parse(response.header("retry-after"), now: now), DeliveryFailure(kind, detail))
        case 410: return .accountDead(DeliveryFailure(.gone, detail))
        default: return .refused(DeliveryFailure(.client, detail))
        }
    }

    /// The receiver's own id for the message, from `{"id": "…"}`.
    private func answeredID(_ response: OutboundResponse) -> String? {
        guard !response.isCut, let answer = try? JSONValue(reading: response.body), let id = answer["id"]?.string else { return nil }
        return (1...255).contains(id.utf8.count) ? id : nil
    }

    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest? { nil }

    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup { .undecided }

    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook {
        guard capabilities.receives, webhook.method == "POST" else { throw .unsupported }
        try signing.verify(webhook, at: now)
        return VerifiedWebhook(webhook)
    }

    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent {
        .events([try webhookEvent(in: webhook.raw)])
    }
}
