import Model
import OutboundHTTP

/// Mattermost in one of two forms: an incoming webhook, which posts and learns no message id, or a bot account's token with the REST API (v4).
struct MattermostPlatform: Adapter {
    static let settings = [
        SettingSpec("server", "the server's address, with its sub-path if it has one; required with bot_token"),
        SettingSpec("bot_token", secret: true, "a bot account's access token; posts, edits and, with poll, reads"),
        SettingSpec("webhook_url", secret: true, "an incoming webhook's address, instead of a bot token; one channel, and no edits"),
        SettingSpec(
            "outgoing_tokens", secret: true, "the tokens of outgoing webhooks that call /hooks/{account}, one a line; public channels only"),
        SettingSpec("command_tokens", secret: true, "the tokens of slash commands that call /hooks/{account}, one a line"),
        SettingSpec(
            "usernames", "who has which @name, so that reminders ring: pairs such as 4xp9fdt77pncbef59f4k1qe83o=ana, with blanks between them"),
        .poll, .pollEvery,
    ]

    /// How messages leave.
    enum Door: Sendable, Hashable {
        case incomingWebhook(Secret)
        case bot(token: Secret, api: String)
    }

    let account: AccountID
    let capabilities: Capabilities
    let door: Door
    let outgoing: BodyTokens
    let commands: BodyTokens
    let usernames: [String: String]
    let pause: Duration

    static func check(_ forms: inout SettingForms) {
        switch (forms.has("bot_token"), forms.has("webhook_url")) {
        case (false, false): forms.complain("bot_token", "is missing: give bot_token with server, or webhook_url")
        case (true, true): forms.complain("webhook_url", "cannot stand beside bot_token: give one of them")
        case (true, false): forms.requires("server", "is missing: the address of the Mattermost server")
        case (false, true): break
        }
        forms.address("server")
        forms.polling()
        if forms.plain["poll"] == "true" {
            forms.requires("bot_token", "is missing: only a bot account can fetch replies")
            // What an outgoing webhook says of a post lacks its thread, and the first that comes wins.
            if forms.has("outgoing_tokens") { forms.complain("outgoing_tokens", "cannot stand beside poll: replies would come twice") }
        }
        if let text = forms.plain["usernames"], mattermostUsernames(text) == nil {
            forms.complain("usernames", "must be pairs of user id and name such as 4xp9fdt77pncbef59f4k1qe83o=ana, with blanks between them")
        }
    }

    init(_ settings: AccountSettings) throws(SettingsProblem) {
        account = settings.account
        outgoing = try BodyTokens(settings, "outgoing_tokens")
        commands = try BodyTokens(settings, "command_tokens")
        usernames = settings.plain["usernames"].flatMap(mattermostUsernames) ?? [:]
        pause = settings.pollPause
        if let token = try settings.secretWord("bot_token") {
            door = .bot(token: token, api: SettingForms.base(settings.plain["server"] ?? "") + "/api/v4")
        } else if let url = try settings.secretAddress("webhook_url") {
            door = .incomingWebhook(url)
        } else {
            throw SettingsProblem(setting: "bot_token", "is missing")
        }
        let isBot = if case .bot = door { true } else { false }
        let pushes = !outgoing.isEmpty || !commands.isEmpty
        // An outgoing webhook hides whether a post is a reply, and only a root can have replies.
        capabilities = Capabilities(
            threads: isBot && outgoing.isEmpty, edits: isBot, reacts: false, returnsMessageID: isBot, receives: pushes || settings.isPolled,
            pushes: pushes, polls: isBot && settings.isPolled, hearing: settings.isPolled || !outgoing.isEmpty ? .plainly : .byCommand,
            hearsEdits: settings.isPolled, idempotent: false, readsBack: isBot, hosted: false, alwaysRead: false,
            direct: isBot && settings.isPolled, markup: .mattermost, pace: .seconds(1), textLimit: MattermostDress.textLimit,
            idempotencyKey: isBot ? "pending_post_id" : nil)
    }

    func holds(_ message: OutgoingMessage) -> Bool { MattermostDress(message, usernames: usernames).isWhole }

    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch {
        let dress = MattermostDress(message, usernames: usernames)
        guard !dress.isEmpty else { return .impossible(DeliveryFailure(.payload, "the message has no text")) }
        switch door {
        case .incomingWebhook(let url): return .http(.call(.post, url, body: dress.webhookBody, allowPrivate: allowPrivate))
        case .bot:
            guard let edits = message.edits else { return .http(call(.post, "posts", body: dress.postBody, allowPrivate: allowPrivate)) }
            return .http(call(.put, "posts/\(Escaping.query(edits))/patch", body: dress.patchBody, allowPrivate: allowPrivate))
        }
    }

    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome {
        let answer = MattermostAnswer(response, now: now)
        return switch door {
        case .incomingWebhook: answer.webhookOutcome
        case .bot: answer.postOutcome(isEdit: message.edits != nil)
        }
    }

    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        guard case .bot = door else { return nil }
        return call(.get, mattermostReadBack(message), allowPrivate: allowPrivate, responseBytes: MattermostPoll.responseBytes)
    }

    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup {
        guard case .bot = door else { return .undecided }
        return mattermostFound(in: response, message, dress: MattermostDress(message, usernames: usernames))
    }

    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook {
        guard capabilities.pushes, webhook.method == "POST" else { throw .unsupported }
        let fields = try MattermostFields(webhook)
        if fields.isCommand { try commands.prove(fields.text("token")) } else { try outgoing.prove(fields.text("token")) }
        return VerifiedWebhook(webhook, at: now)
    }

    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent {
        let fields = try MattermostFields(webhook.raw)
        if fields.isCommand {
            let answer: JSONValue = ["response_type": "ephemeral", "text": .string(commandReceipt)]
            let event = try fields.command(account: webhook.raw.account, at: webhook.provenAt)
            return .answered([event], contentType: "application/json", body: answer.encoded)
        }
        // What a bot posts triggers the webhook too; what an incoming webhook posts does not.
        if case .bot = door, facts.selfID == nil { throw .unready }
        return .events(try fields.post(account: webhook.raw.account, facts: facts).map { [$0] } ?? [])
    }

    /// A call of the REST API.
    func call(
        _ method: OutboundRequest.Method, _ path: String, body: JSONValue? = nil, allowPrivate: Bool, responseBytes: Int = 256 * 1024
    ) -> OutboundRequest {
        guard case .bot(let token, let api) = door else { return OutboundRequest(method, url: Secret("")) }
        return .call(
            method, Secret("\(api)/\(path)"), headers: [.bearer(token)], body: body, allowPrivate: allowPrivate, responseBytes: responseBytes)
    }
}

/// Names by user id, in `id=name id=name`.
func mattermostUsernames(_ text: String) -> [String: String]? {
    var names: [String: String] = [:]
    for pair in text.split(whereSeparator: \.isWhitespace) {
        let parts = pair.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, isMattermostID(parts[0]), isMattermostName(parts[1]), names.updateValue(parts[1], forKey: parts[0]) == nil else {
            return nil
        }
    }
    return names
}

/// 26 lower-case letters and digits, as all of Mattermost's ids are.
func isMattermostID(_ text: String) -> Bool { text.utf8.count == 26 && text.utf8.allSatisfy { isDigit($0) || isLowerCaseLetter($0) } }

/// A user's name, and none of the words that call everybody.
func isMattermostName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && !["all", "channel", "here"].contains(text.lowercased())
        && text.utf8.allSatisfy { isDigit($0) || isLowerCaseLetter($0 | 0x20) || ".-_".utf8.contains($0) }
}
