import Model
import OutboundHTTP

/// The chat that the daemon serves itself: messages are rows of its own store, so nothing travels over HTTP.
struct BuiltinPlatform: Adapter {
    static let settings = [
        SettingSpec(
            "open", "Whether everybody who reaches the chat may write in it, under any person's name: true only on loopback. Default: false."),
        SettingSpec("tokens", secret: true, "Who may write in the chat: a line `person: token` for each."),
    ]

    let account: AccountID

    let capabilities = Capabilities(
        threads: true, edits: true, reacts: false, returnsMessageID: true, receives: true, pushes: false, idempotent: true, readsBack: false,
        hosted: false,
        alwaysRead: true, namesPeopleByID: true, markup: .plain, pace: .zero, idempotencyKey: "its id")

    static func check(_ forms: inout SettingForms) { forms.flag("open") }

    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch { .local }

    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome {
        .delivered(messageID: message.edits ?? message.id.description)
    }

    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest? { nil }

    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup { .undecided }

    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook { throw .unsupported }

    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent { throw .unsupported }
}
