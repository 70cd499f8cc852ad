import Model
import OutboundHTTP

/// Google Chat by a space's webhook, which posts and replies in threads, and by the events of a Chat app, which tell what people write to it.
struct GoogleChatPlatform: Adapter {
    static let settings = [
        SettingSpec("webhook_url", required: true, secret: true, "the address of the space's webhook, with its key and token"),
        SettingSpec(
            "audience",
            "proves the Chat app's events: its project number, or the address of /hooks/{account} as the app has it; without it no replies are read"),
        SettingSpec("keys_url", "where Google's public keys are fetched; by default Google's address for this kind of audience"),
        SettingSpec("cards", "whether prompts and digests are laid out as cards: true or false; true by default"),
    ]

    let account: AccountID
    let capabilities: Capabilities
    private let url: Secret
    private let space: String
    private let proof: GoogleChatProof?
    private let usesCards: Bool
    private var keys: SigningKeys?

    static func check(_ forms: inout SettingForms) {
        forms.requires("webhook_url", "is missing: the address that Apps & integrations, Webhooks shows in the space")
        if let audience = forms.plain["audience"], GoogleChatProof.Audience(audience) == nil {
            forms.complain("audience", "must be the Cloud project's number, or an https:// address as it stands in the Chat app's configuration")
        }
        forms.address("keys_url")
        if forms.has("keys_url"), !forms.has("audience") { forms.complain("keys_url", "means nothing without audience") }
        forms.flag("cards")
    }

    init(_ settings: AccountSettings) throws(SettingsProblem) {
        guard let url = try settings.secretAddress("webhook_url") else { throw SettingsProblem(setting: "webhook_url", "is missing") }
        guard let space = googleChatSpace(of: url) else {
            throw SettingsProblem(setting: "webhook_url", "must be the whole address: https://chat.googleapis.com/v1/spaces/…/messages?key=…&token=…")
        }
        self.url = url
        self.space = space
        account = settings.account
        proof = GoogleChatProof(audience: settings.plain["audience"], keys: settings.plain["keys_url"])
        usesCards = settings.plain["cards"] != "false"
        capabilities = Capabilities(
            threads: true, edits: false, reacts: false, returnsMessageID: true, receives: proof != nil, hearing: .byMention, idempotent: true,
            readsBack: false,
            hosted: true, alwaysRead: false, markup: .slack, pace: .seconds(1), textLimit: GoogleChatDress.textLimit, idempotencyKey: "requestId")
    }

    /// A webhook knows one space. What is meant for another must not be said there.
    func holds(_ message: OutgoingMessage) -> Bool { GoogleChatDress(message, usesCards: usesCards).isWhole }

    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch {
        guard message.conversation == space else {
            return .impossible(
                DeliveryFailure(.policy, "the webhook posts to the space \(space) alone, and this message is for another conversation"))
        }
        let dress = GoogleChatDress(message, usesCards: usesCards)
        guard !dress.isEmpty else { return .impossible(DeliveryFailure(.payload, "the message has no text")) }
        // Without the first the thread would be passed over in silence; by the second a repeated request is known.
        let query = "&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD&requestId=\(googleChatRequestID(message.id))"
        return .http(
            OutboundRequest(
                .post, url: Secret(url.reveal() + query), headers: [.jsonInUTF8],
                body: dress.body.encoded, destinations: .allowing(privateAddresses: allowPrivate)))
    }

    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome {
        GoogleChatAnswer(response, now: now).outcome(of: message)
    }

    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest? { nil }

    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup { .undecided }

    func fetchKeys(at now: Instant) -> OutboundRequest? { proof?.fetchKeys() }

    func keys(in response: OutboundResponse, at now: Instant) -> SigningKeys? { SigningKeys(response, at: now) }

    func knowing(_ keys: SigningKeys) -> any ChatPlatform {
        var copy = self
        copy.keys = keys
        return copy
    }

    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook {
        guard let proof, webhook.method == "POST" else { throw .unsupported }
        try proof.verify(webhook, keys: keys, at: now)
        return VerifiedWebhook(webhook)
    }

    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent {
        try googleChatContent(of: webhook.raw)
    }

    func advice(on failure: DeliveryFailure) -> String? {
        switch failure.kind {
        case .credentials: "Make a new webhook in the space (Apps & integrations, Webhooks) and put its whole address into webhook_url."
        case .gone: "The space or its webhook is gone; make the webhook anew, and set the channel's conversation to the space's id."
        case .policy:
            "Set the channel's conversation to the id between /spaces/ and /messages in webhook_url; each space needs an account of its own."
        case .throttled: "A space takes one message a second from all apps together; it opens again by itself."
        default: nil
        }
    }
}

/// The space's id in a webhook's address; nil where the address has another form.
private func googleChatSpace(of url: Secret) -> String? {
    let parts = url.reveal().split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, path.count >= 3, path[path.count - 1] == "messages", path[path.count - 3] == "spaces" else {
        return nil
    }
    let space = path[path.count - 2]
    let isID =
        !space.isEmpty
        && space.utf8.allSatisfy { isDigit($0) || $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") || $0 == 0x5F || $0 == 0x2D }
    return isID ? String(space) : nil
}

/// Our id in the form of a UUID (RFC 9562 §4).
private func googleChatRequestID(_ id: UniqueID) -> String {
    let bytes = [id.high, id.low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> UInt64(56 - $0 * 8)) } }
    let digits = String(decoding: hexadecimal(bytes), as: UTF8.self)
    var rest = digits[...]
    return [8, 4, 4, 4, 12].map { count in
        defer { rest = rest.dropFirst(count) }
        return String(rest.prefix(count))
    }.joined(separator: "-")
}
