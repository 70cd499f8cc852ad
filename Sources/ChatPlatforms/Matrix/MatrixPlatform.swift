import Model
import OutboundHTTP

/// Matrix through the client-server API v3, as a user of its own on any homeserver. Replies come by `/sync`.
struct MatrixPlatform: Adapter {
    static let settings = [
        SettingSpec("homeserver", required: true, "the homeserver's address, such as https://matrix.example.org"),
        SettingSpec("access_token", required: true, secret: true, "the access token of the user that outcomed speaks as"),
    ]

    let account: AccountID
    let capabilities: Capabilities
    let api: MatrixAPI

    static func check(_ forms: inout SettingForms) {
        forms.requires("homeserver", "is missing: the homeserver's address")
        forms.requires("access_token", "is missing: the access token of the user that outcomed speaks as")
        forms.address("homeserver")
    }

    init(_ settings: AccountSettings) throws(SettingsProblem) {
        guard let homeserver = settings.plain["homeserver"] else { throw SettingsProblem(setting: "homeserver", "is missing") }
        guard let token = try settings.secretWord("access_token") else { throw SettingsProblem(setting: "access_token", "is missing") }
        account = settings.account
        api = MatrixAPI(base: SettingForms.base(homeserver), token: token)
        capabilities = Capabilities(
            threads: true, edits: true, reacts: true, returnsMessageID: true, receives: true, pushes: false, polls: true, idempotent: true,
            readsBack: false, hosted: false, alwaysRead: false, direct: true, markup: .matrix, pace: .seconds(1), textLimit: MatrixDress.limit,
            idempotencyKey: "transaction id")
    }

    func holds(_ message: OutgoingMessage) -> Bool { MatrixDress(message).isWhole }

    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch {
        let dress = MatrixDress(message)
        guard !dress.isEmpty || message.reactsTo != nil else { return .impossible(DeliveryFailure(.payload, "the message has no text")) }
        let type = message.reactsTo == nil ? "m.room.message" : "m.reaction"
        // An edit that is refused leaves as a new message with the same id, which must not be taken for the edit.
        let transaction = message.id.description + (message.edits == nil ? "" : "-edit")
        let path = "v3/rooms/\(Escaping.query(message.conversation))/send/\(type)/\(transaction)"
        return .http(api.request(.put, path, body: dress.content, allowPrivate: allowPrivate))
    }

    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome {
        if response.isSuccess, let id = response.json?["event_id"]?.string, !id.isEmpty { return .delivered(messageID: message.edits ?? id) }
        return MatrixAnswer(response, at: now).outcome
    }

    /// Not needed: the same transaction id is taken once.
    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest? { nil }

    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup { .undecided }

    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook { throw .unsupported }

    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent { throw .unsupported }

    func root(ofThread thread: String) -> String? { MatrixThread(thread).event }

    func introduce(allowPrivate: Bool, at now: Instant) -> OutboundRequest? { api.request(.get, "v3/account/whoami", allowPrivate: allowPrivate) }

    func introduced(_ response: OutboundResponse, at now: Instant) -> Introduction {
        if response.isSuccess, let id = response.json?["user_id"]?.string, id.hasPrefix("@") { return .known(userID: id, name: id) }
        let failure = MatrixAnswer(response, at: now).failure
        return .failed(failure, advice: advice(on: failure))
    }

    /// A room for two. Matrix has no call that finds one again, so that a repeated call makes an empty room more.
    func openDirect(with user: String, facts: PlatformFacts, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        api.request(
            .post, "v3/createRoom", body: ["preset": "trusted_private_chat", "is_direct": true, "invite": [.string(user)]], allowPrivate: allowPrivate
        )
    }

    func openedDirect(_ response: OutboundResponse, with user: String, at now: Instant) -> DirectOpening {
        if response.isSuccess, let room = response.json?["room_id"]?.string, !room.isEmpty { return .opened(conversation: room) }
        return .failed(MatrixAnswer(response, at: now).outcome)
    }

    func profile(of user: String, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        api.request(.get, "v3/profile/\(Escaping.query(user))", allowPrivate: allowPrivate)
    }

    func profileName(in response: OutboundResponse) -> String? { response.isSuccess ? response.json?["displayname"]?.string : nil }

    func advice(on failure: DeliveryFailure) -> String? {
        switch failure.kind {
        case .credentials: "Make a new access token for the bot's user, and put it where access_token points."
        case .gone: "Invite the bot's user to the room, and compare the conversation with the room's internal id (!… in its advanced settings)."
        case .policy: "Make a room without encryption, and set it as the channel's conversation: encryption cannot be switched off in a room."
        default: nil
        }
    }
}

/// The address and the token of one user.
struct MatrixAPI: Sendable, Hashable {
    var base: String
    var token: Secret

    func request(
        _ method: OutboundRequest.Method, _ path: String, body: JSONValue? = nil, limit: Int = 64 * 1024, total: Duration = .seconds(20),
        allowPrivate: Bool
    ) -> OutboundRequest {
        .call(
            method, Secret("\(base)/_matrix/client/\(path)"), headers: [.bearer(token)], body: body, allowPrivate: allowPrivate, total: total,
            responseBytes: limit)
    }
}

/// Under what a message stands: a thread by its root, or, for people whose client has no threads, the one message that it replies to.
///
/// An event that stands in a thread itself can be no root, so that a reply is answered as one.
struct MatrixThread: Sendable, Hashable {
    private static let replyMark = "reply:"

    var event: String
    var isReply: Bool

    init(root: String) {
        event = root
        isReply = false
    }

    init(repliedTo event: String) {
        self.event = event
        isReply = true
    }

    init(_ text: String) {
        isReply = text.hasPrefix(Self.replyMark)
        event = isReply ? String(text.dropFirst(Self.replyMark.count)) : text
    }

    var text: String { isReply ? Self.replyMark + event : event }
}
