import Foundation
import Model
import OutboundHTTP

/// Zulip as a bot: a check-in is a topic of a channel. Replies come over the event queue, or, mentions and direct messages only, as an outgoing webhook.
struct ZulipPlatform: Adapter {
    static let settings = [
        SettingSpec("site", required: true, "the organisation's address, such as https://zulip.example.org"),
        SettingSpec("email", required: true, "the bot's e-mail address, as its zuliprc tells it"),
        SettingSpec("api_key", required: true, secret: true, "the bot's API key"),
        SettingSpec("webhook_token", secret: true, "the token of an outgoing webhook bot, which proves its requests; instead of poll"),
        SettingSpec.poll,
    ]

    let account: AccountID
    let capabilities: Capabilities
    let api: ZulipAPI
    let webhookToken: Secret?

    static func check(_ forms: inout SettingForms) {
        forms.requires("site", "is missing: the organisation's address")
        forms.requires("email", "is missing: the bot's e-mail address")
        forms.requires("api_key", "is missing: the bot's API key")
        forms.address("site")
        forms.flag("poll")
        if let email = forms.plain["email"], !isEmail(email) { forms.complain("email", "must be an e-mail address such as outcomed-bot@example.org") }
        if forms.plain["poll"] == "true", forms.has("webhook_token") {
            forms.complain("webhook_token", "cannot stand beside poll: true: the event queue tells all that the webhook does")
        }
    }

    init(_ settings: AccountSettings) throws(SettingsProblem) {
        guard let site = settings.plain["site"] else { throw SettingsProblem(setting: "site", "is missing") }
        guard let email = settings.plain["email"] else { throw SettingsProblem(setting: "email", "is missing") }
        guard let key = try settings.secretWord("api_key") else { throw SettingsProblem(setting: "api_key", "is missing") }
        account = settings.account
        api = ZulipAPI(site: SettingForms.base(site), email: email, key: key)
        webhookToken = try settings.secretWord("webhook_token")
        capabilities = Capabilities(
            threads: true, edits: true, reacts: false, returnsMessageID: true, receives: settings.isPolled || webhookToken != nil,
            pushes: webhookToken != nil, polls: settings.isPolled,
            hearing: settings.isPolled ? .plainly : .byMention, idempotent: false, readsBack: true, hosted: false, alwaysRead: false, direct: true,
            markup: .zulip, pace: .seconds(1), textLimit: ZulipDress.limit)
    }

    func holds(_ message: OutgoingMessage) -> Bool { ZulipDress(message).isWhole }

    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch {
        let dress = ZulipDress(message)
        guard !dress.isEmpty else { return .impossible(DeliveryFailure(.payload, "the message has no text")) }
        if let edits = message.edits {
            guard edits.utf8.allSatisfy(isDigit) else { return .impossible(DeliveryFailure(.payload, "the message to edit has no number")) }
            return .http(api.request(.patch, "messages/\(edits)", body: formFields(["content": dress.content]), allowPrivate: allowPrivate))
        }
        guard let place = ZulipPlace(message.conversation) else {
            return .impossible(DeliveryFailure(.gone, "the conversation must be a channel's number, such as 5, or user: and a user's number"))
        }
        let body =
            switch place {
            case .channel(let id):
                formFields(["type": "stream", "to": id, "topic": ZulipTopic.name(for: message), "content": dress.content])
            case .user(let id): formFields(["type": "direct", "to": "[\(id)]", "content": dress.content])
            }
        return .http(api.request(.post, "messages", body: body, allowPrivate: allowPrivate))
    }

    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome {
        let answer = ZulipAnswer(response, at: now)
        if answer.isSuccess {
            if let edits = message.edits { return .delivered(messageID: edits) }
            if let id = answer.document?["id"]?.idText { return .delivered(messageID: id) }
        }
        return answer.outcome(isRepeatable: message.edits != nil)
    }

    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        zulipReadBack(message, email: api.email).map { api.request(.get, "messages?\($0)", limit: 4 * 1024 * 1024, allowPrivate: allowPrivate) }
    }

    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup { zulipFound(in: response, message) }

    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook {
        guard let webhookToken, webhook.method == "POST" else { throw .unsupported }
        // The token stands in the body, so the body must be read to be proven; nothing else of it is looked at before.
        guard let body = try? JSONValue(reading: webhook.body), let token = body["token"]?.string, !token.isEmpty else { throw .unsigned }
        guard constantTimeEquals(Array(token.utf8), Array(webhookToken.reveal().utf8)) else { throw .badSignature }
        return VerifiedWebhook(webhook)
    }

    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent {
        let events = try zulipPushed(webhook.raw, email: api.email, facts: facts)
        // Without this Zulip would look for words to post in the answer.
        let answer: JSONValue = ["response_not_required": true]
        return .answered(events, contentType: "application/json", body: answer.encoded)
    }

    func root(ofThread thread: String) -> String? { ZulipTopic(thread: thread).root }

    func directConversation(with user: String) -> String? { "user:\(user)" }

    func introduce(allowPrivate: Bool, at now: Instant) -> OutboundRequest? { api.request(.get, "users/me", allowPrivate: allowPrivate) }

    func introduced(_ response: OutboundResponse, at now: Instant) -> Introduction {
        let answer = ZulipAnswer(response, at: now)
        if answer.isSuccess, let id = answer.document?["user_id"]?.idText {
            return .known(userID: id, name: answer.document?["full_name"]?.string)
        }
        return .failed(answer.failure, advice: advice(on: answer.failure))
    }

    func advice(on failure: DeliveryFailure) -> String? {
        switch failure.kind {
        case .credentials: "Compare site, email and api_key with the bot's zuliprc (Settings, Bots, the bot's download button)."
        case .gone: "Set the channel's number as conversation, and subscribe the bot to the channel."
        default: nil
        }
    }
}

/// The address and credentials of one bot.
struct ZulipAPI: Sendable, Hashable {
    var site: String
    var email: String
    var key: Secret

    /// - Parameter body: a form; nil for requests that only read.
    func request(
        _ method: OutboundRequest.Method, _ path: String, body: String? = nil, limit: Int = 256 * 1024, total: Duration = .seconds(20),
        allowPrivate: Bool
    ) -> OutboundRequest {
        let login = OutboundRequest.Header("authorization", secret: Secret("Basic " + Data("\(email):\(key.reveal())".utf8).base64EncodedString()))
        return OutboundRequest(
            method, url: Secret("\(site)/api/v1/\(path)"), headers: body == nil ? [login] : [.form, login], body: Array((body ?? "").utf8),
            destinations: .allowing(privateAddresses: allowPrivate), limits: RequestLimits(total: total, responseBytes: limit))
    }
}

/// One `@` with something before and behind, and nothing that could end a header or a login's first half.
private func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") }
}
