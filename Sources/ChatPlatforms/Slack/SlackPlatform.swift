import Model
import OutboundHTTP

/// Slack in one of three forms: an incoming webhook, which posts and learns no message id; a bot token with the Events API; a bot token that
/// fetches, and needs no public address.
struct SlackPlatform: Adapter {
    static let settings = [
        SettingSpec("bot_token", secret: true, "the app's bot token (xoxb-…); needs chat:write and a history scope"),
        SettingSpec("webhook_url", secret: true, "an incoming webhook's address, instead of a bot token; one channel, and no edits"),
        SettingSpec(
            "signing_secret", secret: true, "proves that events and slash commands come from Slack; required with bot_token, unless poll is true"),
        SettingSpec("api_url", "the Web API's address; https://slack.com/api by default"),
        SettingSpec("bot_user_id", "the bot's user id (U…), where neither events nor auth.test tell it"), .poll, .pollEvery,
    ]

    /// How messages leave.
    enum Door: Sendable, Hashable {
        case incomingWebhook(Secret)
        case bot(token: Secret, api: String)
    }

    let account: AccountID
    let capabilities: Capabilities
    let door: Door
    let signingSecret: Secret?
    let botUserID: String?
    let isPolled: Bool
    let pause: Duration

    static func check(_ forms: inout SettingForms) {
        switch (forms.has("bot_token"), forms.has("webhook_url")) {
        case (false, false): forms.complain("bot_token", "is missing: give bot_token with signing_secret, or webhook_url")
        case (true, true): forms.complain("webhook_url", "cannot stand beside bot_token: give one of them")
        case (true, false):
            if forms.plain["poll"] != "true" {
                forms.requires("signing_secret", "is missing: with bot_token, replies come by signed events, or are fetched with poll: true")
            }
        case (false, true): break
        }
        forms.address("api_url")
        forms.polling()
        if forms.has("webhook_url"), forms.plain["poll"] == "true" { forms.complain("poll", "needs bot_token: a webhook cannot read") }
        if let id = forms.plain["bot_user_id"], !isSlackID(id) { forms.complain("bot_user_id", "must be a user id such as U012ABCDEF, not a name") }
    }

    static func asksDirectly(plain: [String: String], secretNames: Set<String>) -> Bool { secretNames.contains("bot_token") }

    init(_ settings: AccountSettings) throws(SettingsProblem) {
        account = settings.account
        signingSecret = try settings.secretWord("signing_secret")
        botUserID = settings.plain["bot_user_id"]
        isPolled = settings.isPolled
        pause = settings.pollPause
        var api = settings.plain["api_url"] ?? "https://slack.com/api"
        while api.hasSuffix("/") { api.removeLast() }
        if let token = try settings.secretWord("bot_token") {
            door = .bot(token: token, api: api)
        } else if let url = try settings.secretAddress("webhook_url") {
            door = .incomingWebhook(url)
        } else {
            throw SettingsProblem(setting: "bot_token", "is missing")
        }
        capabilities = Self.capabilities(door, pushes: signingSecret != nil, polls: isPolled)
    }

    private static func capabilities(_ door: Door, pushes: Bool, polls: Bool) -> Capabilities {
        let isBot = if case .bot = door { true } else { false }
        return Capabilities(
            threads: true, edits: isBot, reacts: false, returnsMessageID: isBot, receives: pushes || polls, pushes: pushes,
            polls: polls, idempotent: false, readsBack: isBot,
            hosted: true,
            alwaysRead: false, direct: isBot, markup: .slack, pace: .seconds(1), textLimit: SlackDress.textLimit)
    }

    func holds(_ message: OutgoingMessage) -> Bool { SlackDress(message).isWhole }

    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch {
        let dress = SlackDress(message)
        guard !dress.isEmpty else { return .impossible(DeliveryFailure(.payload, "the message has no text")) }
        let destinations: DestinationPolicy = allowPrivate ? .privateAllowed : .publicOnly
        switch door {
        case .incomingWebhook(let url):
            return .http(OutboundRequest(.post, url: url, headers: [.jsonInUTF8], body: dress.webhookBody.encoded, destinations: destinations))
        case .bot(let token, let api):
            let method = message.edits == nil ? "chat.postMessage" : "chat.update"
            // The answer repeats the message, escaped.
            let limits = RequestLimits(responseBytes: 256 * 1024)
            return .http(
                OutboundRequest(
                    .post, url: Secret("\(api)/\(method)"), headers: [.jsonInUTF8, .bearer(token)], body: dress.apiBody.encoded,
                    destinations: destinations,
                    limits: limits))
        }
    }

    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome {
        let answer = SlackAnswer(response, now: now, isEdit: message.edits != nil)
        return switch door {
        case .incomingWebhook: answer.webhookOutcome
        case .bot: answer.apiOutcome
        }
    }

    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        read(slackReadBack(message), allowPrivate: allowPrivate)
    }

    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup {
        guard case .bot = door else { return .undecided }
        return slackFound(in: response, message)
    }

    /// A method that takes JSON; nil without a token.
    func call(_ method: String, _ body: JSONValue = .object([:]), allowPrivate: Bool) -> OutboundRequest? {
        guard case .bot(let token, let api) = door else { return nil }
        return OutboundRequest(
            .post, url: Secret("\(api)/\(method)"),
            headers: [.jsonInUTF8, .bearer(token)], body: body.encoded,
            destinations: .allowing(privateAddresses: allowPrivate))
    }

    /// A method that reads, with its query; nil without a token.
    func read(_ method: String, allowPrivate: Bool) -> OutboundRequest? {
        guard case .bot(let token, let api) = door else { return nil }
        return OutboundRequest(
            .get, url: Secret("\(api)/\(method)"), headers: [.bearer(token)], destinations: .allowing(privateAddresses: allowPrivate),
            limits: RequestLimits(responseBytes: 4 * 1024 * 1024))
    }

    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook {
        guard let signingSecret, webhook.method == "POST" else { throw .unsupported }
        try verifySlackSignature(webhook, secret: signingSecret, at: now)
        return VerifiedWebhook(webhook)
    }

    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent {
        try slackContent(of: webhook.raw, botUserID: botUserID ?? facts.selfID)
    }
}

/// Upper-case letters and digits, as Slack's ids are.
func isSlackID(_ text: String) -> Bool {
    (2...24).contains(text.utf8.count)
        && text.utf8.allSatisfy { isDigit($0) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
}
