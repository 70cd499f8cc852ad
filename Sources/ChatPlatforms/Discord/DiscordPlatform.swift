import Model
import OutboundHTTP

/// Discord in one of two forms: a webhook, which posts into one channel and edits what it posted, or an application's bot token, which also replies
/// and reads. Messages are never pushed over HTTP; with the application's public key, slash commands are, and may be all that is heard.
struct DiscordPlatform: Adapter {
    static let settings = [
        SettingSpec("bot_token", secret: true, "the application's bot token; posts, replies, edits and, with poll, reads"),
        SettingSpec("webhook_url", secret: true, "a channel webhook's address, instead of a bot token; takes no replies"),
        SettingSpec("public_key", "the application's public key of 64 digits; proves that slash commands to /hooks/{account} come from Discord"),
        SettingSpec("api_url", "the API's address with its version; https://discord.com/api/v10 by default"),
        .poll, .pollEvery,
    ]

    /// How messages leave.
    enum Door: Sendable, Hashable {
        case webhook(Secret)
        case bot(token: Secret, api: String)
    }

    let account: AccountID
    let capabilities: Capabilities
    let door: Door
    let publicKey: [UInt8]?
    let pause: Duration

    static func check(_ forms: inout SettingForms) {
        switch (forms.has("bot_token"), forms.has("webhook_url")) {
        case (false, false): forms.complain("bot_token", "is missing: give bot_token or webhook_url")
        case (true, true): forms.complain("webhook_url", "cannot stand beside bot_token: give one of them")
        case (true, false), (false, true): break
        }
        forms.address("api_url")
        forms.polling()
        if forms.plain["poll"] == "true" { forms.requires("bot_token", "is missing: only a bot can fetch replies") }
        if let key = forms.plain["public_key"], discordKey(key) == nil {
            forms.complain("public_key", "must be the 64 hexadecimal digits under General Information, Public Key")
        }
    }

    init(_ settings: AccountSettings) throws(SettingsProblem) {
        account = settings.account
        publicKey = settings.plain["public_key"].flatMap(discordKey)
        pause = settings.pollPause
        if let token = try settings.secretWord("bot_token") {
            door = .bot(token: token, api: SettingForms.base(settings.plain["api_url"] ?? "https://discord.com/api/v10"))
        } else if let url = try settings.secretAddress("webhook_url") {
            door = .webhook(url)
        } else {
            throw SettingsProblem(setting: "bot_token", "is missing")
        }
        let isBot = if case .bot = door { true } else { false }
        let receives = publicKey != nil || settings.isPolled
        capabilities = Capabilities(
            threads: isBot, edits: true, reacts: false, returnsMessageID: true, receives: receives, pushes: publicKey != nil,
            polls: isBot && settings.isPolled, hearing: settings.isPolled ? .plainly : .byCommand, idempotent: false, readsBack: isBot,
            hosted: true, alwaysRead: false, direct: isBot && receives, markup: .discord, pace: .seconds(1), textLimit: DiscordDress.textLimit,
            idempotencyKey: isBot ? "nonce" : nil)
    }

    func holds(_ message: OutgoingMessage) -> Bool { DiscordDress(message).isWhole }

    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch {
        let dress = DiscordDress(message)
        guard !dress.isEmpty else { return .impossible(DeliveryFailure(.payload, "the message has no text")) }
        switch door {
        case .webhook(let url):
            let method: OutboundRequest.Method = message.edits == nil ? .post : .patch
            let address = Self.webhookAddress(url, message: message.edits, waits: message.edits == nil)
            return .http(request(method, address, body: dress.webhookBody, allowPrivate: allowPrivate))
        case .bot:
            let messages = "channels/\(Escaping.query(message.conversation))/messages"
            guard let edits = message.edits else { return .http(call(.post, messages, body: dress.postBody, allowPrivate: allowPrivate)) }
            return .http(call(.patch, "\(messages)/\(Escaping.query(edits))", body: dress.editBody, allowPrivate: allowPrivate))
        }
    }

    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome {
        let isWebhook = if case .webhook = door { true } else { false }
        return DiscordAnswer(response, now: now).outcome(isEdit: message.edits != nil, isWebhook: isWebhook)
    }

    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        switch door {
        case .webhook(let url):
            guard let edits = message.edits else { return nil }
            return request(.get, Self.webhookAddress(url, message: edits, waits: false), allowPrivate: allowPrivate)
        case .bot: return call(.get, discordReadBack(message), allowPrivate: allowPrivate, responseBytes: DiscordPoll.responseBytes)
        }
    }

    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup { discordFound(in: response, message) }

    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook {
        guard let publicKey, webhook.method == "POST" else { throw .unsupported }
        try verifyDiscordSignature(webhook, key: publicKey, at: now)
        return VerifiedWebhook(webhook, at: now)
    }

    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent {
        try discordContent(of: webhook.raw)
    }

    /// `…/webhooks/{id}/{token}` with what may stand in its query, such as a thread's id. Without `wait`, Discord would not tell of a failure.
    private static func webhookAddress(_ url: Secret, message: String?, waits: Bool) -> Secret {
        let parts = url.reveal().split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let fields = (parts.count > 1 ? parts[1] : "").split(separator: "&").filter { !$0.hasPrefix("wait=") }.map(String.init)
        let query = (fields + (waits ? ["wait=true"] : [])).joined(separator: "&")
        let path = SettingForms.base(parts[0]) + (message.map { "/messages/" + Escaping.query($0) } ?? "")
        return Secret(query.isEmpty ? path : "\(path)?\(query)")
    }

    /// A call of the API as the bot.
    func call(
        _ method: OutboundRequest.Method, _ path: String, body: JSONValue? = nil, allowPrivate: Bool, responseBytes: Int = 256 * 1024
    ) -> OutboundRequest {
        guard case .bot(let token, let api) = door else { return OutboundRequest(method, url: Secret("")) }
        var request = request(method, Secret("\(api)/\(path)"), body: body, allowPrivate: allowPrivate, responseBytes: responseBytes)
        request.headers.append(OutboundRequest.Header("authorization", secret: Secret("Bot " + token.reveal())))
        return request
    }

    /// Discord's protection turns away programs that do not name themselves in this form.
    private func request(
        _ method: OutboundRequest.Method, _ url: Secret, body: JSONValue? = nil, allowPrivate: Bool, responseBytes: Int = 256 * 1024
    ) -> OutboundRequest {
        let agent = OutboundRequest.Header("user-agent", "DiscordBot (https://outcomed.example, 1.0)")
        return .call(method, url, headers: [agent], body: body, allowPrivate: allowPrivate, responseBytes: responseBytes)
    }
}
