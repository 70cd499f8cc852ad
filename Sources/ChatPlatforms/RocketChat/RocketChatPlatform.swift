import Model
import OutboundHTTP

/// Rocket.Chat in one of two forms: an incoming integration, which posts and learns no message id, or a user's personal access token with the REST API.
///
/// People are known by their user name, which is what the platform mentions them by and what everybody can see; all that comes from it has that name.
struct RocketChatPlatform: Adapter {
    static let settings = [
        SettingSpec("server", "the server's address, with its sub-path if it has one; required with auth_token"),
        SettingSpec("auth_token", secret: true, "a personal access token of the bot's user; posts, edits and, with poll, reads"),
        SettingSpec("user_id", "the bot's user id, shown beside the token; required with auth_token"),
        SettingSpec("webhook_url", secret: true, "an incoming integration's address, instead of a token; one channel, and no edits"),
        SettingSpec("outgoing_tokens", secret: true, "the tokens of outgoing integrations that call /hooks/{account}, one a line"),
        SettingSpec("text_limit", "the server's Maximum Allowed Characters Per Message, where it is less than 5000"),
        .poll, .pollEvery,
    ]

    /// How messages leave.
    enum Door: Sendable, Hashable {
        case incomingWebhook(Secret)
        case user(id: String, token: Secret, api: String)
    }

    static let longestText = 5000

    let account: AccountID
    let capabilities: Capabilities
    let door: Door
    let outgoing: BodyTokens
    let textLimit: TextLimit
    let pause: Duration

    static func check(_ forms: inout SettingForms) {
        switch (forms.has("auth_token"), forms.has("webhook_url")) {
        case (false, false): forms.complain("auth_token", "is missing: give auth_token with user_id and server, or webhook_url")
        case (true, true): forms.complain("webhook_url", "cannot stand beside auth_token: give one of them")
        case (true, false):
            forms.requires("server", "is missing: the address of the Rocket.Chat server")
            forms.requires("user_id", "is missing: it is shown beside the token when that is made")
        case (false, true): break
        }
        forms.address("server")
        forms.polling()
        if forms.plain["poll"] == "true" { forms.requires("auth_token", "is missing: only a user's token can fetch replies") }
        if let id = forms.plain["user_id"], !isRocketChatID(id) { forms.complain("user_id", "must be an id of letters and digits, not a name") }
        if let text = forms.plain["text_limit"], limit(text) == nil {
            forms.complain("text_limit", "must be a whole number of characters from 200 to \(longestText)")
        }
    }

    private static func limit(_ text: String) -> Int? { Int(text).flatMap { (200...longestText).contains($0) ? $0 : nil } }

    init(_ settings: AccountSettings) throws(SettingsProblem) {
        account = settings.account
        outgoing = try BodyTokens(settings, "outgoing_tokens")
        textLimit = TextLimit(settings.plain["text_limit"].flatMap(Self.limit) ?? Self.longestText, .utf16)
        pause = settings.pollPause
        if let token = try settings.secretWord("auth_token") {
            door = .user(id: settings.plain["user_id"] ?? "", token: token, api: SettingForms.base(settings.plain["server"] ?? "") + "/api/v1")
        } else if let url = try settings.secretAddress("webhook_url") {
            door = .incomingWebhook(url)
        } else {
            throw SettingsProblem(setting: "auth_token", "is missing")
        }
        let isUser = if case .user = door { true } else { false }
        capabilities = Capabilities(
            threads: true, edits: isUser, reacts: false, returnsMessageID: isUser, receives: !outgoing.isEmpty || settings.isPolled,
            pushes: !outgoing.isEmpty, polls: isUser && settings.isPolled, idempotent: false, readsBack: isUser, hosted: false, alwaysRead: false,
            direct: isUser && settings.isPolled, markup: .slack, pace: .seconds(1), textLimit: textLimit, idempotencyKey: isUser ? "_id" : nil)
    }

    /// Our own user id, where a token is ours.
    var ownID: String? { if case .user(let id, _, _) = door { id } else { nil } }

    func holds(_ message: OutgoingMessage) -> Bool { RocketChatDress(message, limit: textLimit).isWhole }

    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch {
        let dress = RocketChatDress(message, limit: textLimit)
        guard !dress.isEmpty else { return .impossible(DeliveryFailure(.payload, "the message has no text")) }
        switch door {
        case .incomingWebhook(let url): return .http(.call(.post, url, body: dress.webhookBody, allowPrivate: allowPrivate))
        case .user:
            let isPost = message.edits == nil
            let body = isPost ? dress.sendBody : dress.updateBody
            return .http(call(.post, isPost ? "chat.sendMessage" : "chat.update", body: body, allowPrivate: allowPrivate))
        }
    }

    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome {
        let answer = RocketChatAnswer(response, now: now)
        return switch door {
        case .incomingWebhook: answer.webhookOutcome
        case .user: answer.messageOutcome(isEdit: message.edits != nil)
        }
    }

    /// The message has the id that we gave it, so that it can be asked for by it.
    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        guard case .user = door else { return nil }
        return call(.get, "chat.getMessage?msgId=" + Escaping.query(message.edits ?? message.id.description), allowPrivate: allowPrivate)
    }

    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup {
        guard case .user = door, let answer = response.json else { return .undecided }
        let id = message.edits ?? message.id.description
        if response.isSuccess, answer["success"] == true, let found = answer["message"], found["_id"]?.string == id {
            let isThere = message.edits == nil || found["msg"]?.string == RocketChatDress(message, limit: textLimit).text
            return isThere ? .present(messageID: id) : .absent
        }
        let isUnknown = response.status == 400 && answer["success"] == false && !RocketChatAnswer(response, now: message.createdAt).isThrottled
        return isUnknown ? .absent : .undecided
    }

    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook {
        guard capabilities.pushes, webhook.method == "POST" else { throw .unsupported }
        guard let body = try? JSONValue(reading: webhook.body), body.object != nil else { throw .malformed }
        try outgoing.prove(body["token"]?.string)
        return VerifiedWebhook(webhook, at: now)
    }

    /// The answer must have a body, else the call counts as failed, and no text, else that is posted and calls us again.
    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent {
        guard let body = try? JSONValue(reading: webhook.raw.body) else { throw .malformed }
        let event = try rocketChatEvent(in: body, account: webhook.raw.account, ownID: ownID, ownName: facts.selfName)
        return .answered(event.map { [$0] } ?? [], contentType: "application/json", body: Array("{}".utf8))
    }

    /// A call of the REST API.
    func call(
        _ method: OutboundRequest.Method, _ path: String, body: JSONValue? = nil, allowPrivate: Bool, responseBytes: Int = 256 * 1024
    ) -> OutboundRequest {
        guard case .user(let id, let token, let api) = door else { return OutboundRequest(method, url: Secret("")) }
        let headers = [OutboundRequest.Header("x-auth-token", secret: token), OutboundRequest.Header("x-user-id", id)]
        return .call(method, Secret("\(api)/\(path)"), headers: headers, body: body, allowPrivate: allowPrivate, responseBytes: responseBytes)
    }
}

/// Letters and digits, as ids of users and rooms are.
func isRocketChatID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { isDigit($0) || isLowerCaseLetter($0 | 0x20) || ".-_".utf8.contains($0) }
}
