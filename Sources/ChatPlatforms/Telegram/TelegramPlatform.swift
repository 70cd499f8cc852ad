import Model
import OutboundHTTP

/// Telegram's Bot API. Replies come to a webhook, or are fetched by `getUpdates`; a bot can have one of the two.
struct TelegramPlatform: Adapter {
    static let settings = [
        SettingSpec("bot_token", required: true, secret: true, "the bot's token from @BotFather, such as 123456:ABC…"),
        SettingSpec("webhook_secret", secret: true, "the secret_token that the webhook was set with; instead of poll"),
        SettingSpec.poll,
        SettingSpec("api_url", "the Bot API's address; https://api.telegram.org by default"),
    ]

    let account: AccountID
    let capabilities: Capabilities
    let selfID: String
    private let api: String
    private let token: Secret
    private let webhookSecret: Secret?

    static func check(_ forms: inout SettingForms) {
        forms.requires("bot_token", "is missing: the bot's token from @BotFather")
        forms.address("api_url")
        forms.flag("poll")
        if forms.plain["poll"] == "true", forms.has("webhook_secret") {
            forms.complain("webhook_secret", "cannot stand beside poll: true: Telegram serves a webhook or getUpdates, not both")
        }
    }

    init(_ settings: AccountSettings) throws(SettingsProblem) {
        guard let token = try settings.secretWord("bot_token") else { throw SettingsProblem(setting: "bot_token", "is missing") }
        let parts = token.reveal().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...18).contains(parts[0].utf8.count), parts[0].utf8.allSatisfy(isDigit), !parts[1].isEmpty,
            parts[1].utf8.allSatisfy(Self.isTokenByte)
        else { throw SettingsProblem(setting: "bot_token", "must be a number, a colon, and letters and digits, as @BotFather shows it") }
        let secret = try settings.secretWord("webhook_secret")
        guard secret.map({ (1...256).contains($0.reveal().utf8.count) && $0.reveal().utf8.allSatisfy(Self.isTokenByte) }) ?? true else {
            throw SettingsProblem(setting: "webhook_secret", "must be 1 to 256 letters, digits, underscores and hyphens")
        }
        account = settings.account
        selfID = String(parts[0])
        self.token = token
        webhookSecret = secret
        api = SettingForms.base(settings.plain["api_url"] ?? "https://api.telegram.org")
        // Twenty messages a minute are allowed in a group.
        capabilities = Capabilities(
            threads: true, edits: true, reacts: false, returnsMessageID: true, receives: settings.isPolled || secret != nil, pushes: secret != nil,
            polls: settings.isPolled, idempotent: false, readsBack: false, hosted: true, alwaysRead: false, direct: true, markup: .plain,
            pace: .seconds(3), textLimit: TelegramDress.limit)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    func holds(_ message: OutgoingMessage) -> Bool { TelegramDress(message).isWhole }

    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch {
        let dress = TelegramDress(message)
        guard !dress.isEmpty else { return .impossible(DeliveryFailure(.payload, "the message has no text")) }
        guard let chat = TelegramChat(message.conversation) else {
            return .impossible(
                DeliveryFailure(.gone, "the conversation must be a chat's number, such as -1001234567890, with /5 behind it for topic 5"))
        }
        if message.edits != nil, message.edits.flatMap({ Int64($0) }) == nil {
            return .impossible(DeliveryFailure(.payload, "the message to edit has no number"))
        }
        let method = message.edits == nil ? "sendMessage" : "editMessageText"
        return .http(request(method, dress.body(to: chat), allowPrivate: allowPrivate))
    }

    /// Every method is a POST of JSON; the token stands in the path.
    func request(
        _ method: String, _ body: JSONValue, limit: Int = 256 * 1024, total: Duration = .seconds(20), allowPrivate: Bool
    ) -> OutboundRequest {
        .call(
            .post, Secret("\(api)/bot\(token.reveal())/\(method)"), body: body, allowPrivate: allowPrivate, total: total, responseBytes: limit)
    }

    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome {
        let answer = TelegramAnswer(response, at: now)
        if let result = answer.result {
            if let edits = message.edits { return .delivered(messageID: edits) }
            if let id = result["message_id"]?.idText { return .delivered(messageID: id) }
        }
        // The words are those that stand there already.
        if let edits = message.edits, answer.says("Bad Request: message is not modified") { return .delivered(messageID: edits) }
        return answer.outcome(isRepeatable: message.edits != nil)
    }

    /// A bot cannot read what was said.
    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest? { nil }

    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup { .undecided }

    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook {
        guard let webhookSecret, webhook.method == "POST" else { throw .unsupported }
        guard let secret = webhook.header("x-telegram-bot-api-secret-token"), !secret.isEmpty else { throw .unsigned }
        guard constantTimeEquals(Array(secret.utf8), Array(webhookSecret.reveal().utf8)) else { throw .badSignature }
        return VerifiedWebhook(webhook)
    }

    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent {
        guard let update = try? JSONValue(reading: webhook.raw.body), update["update_id"]?.integer != nil else { throw .malformed }
        return .events(reader(webhook.raw.account, facts).read(update).map { [$0] } ?? [])
    }

    func reader(_ account: AccountID, _ facts: PlatformFacts) -> TelegramReader {
        TelegramReader(account: account, selfID: selfID, selfName: facts.selfName)
    }

    func directConversation(with user: String) -> String? { user }

    func introduce(allowPrivate: Bool, at now: Instant) -> OutboundRequest? { request("getMe", [:], allowPrivate: allowPrivate) }

    func introduced(_ response: OutboundResponse, at now: Instant) -> Introduction {
        let answer = TelegramAnswer(response, at: now)
        if let id = answer.result?["id"]?.idText { return .known(userID: id, name: answer.result?["username"]?.string) }
        return .failed(answer.failure, advice: advice(on: answer.failure))
    }

    func advice(on failure: DeliveryFailure) -> String? {
        switch failure.kind {
        case .credentials: "Ask @BotFather for the bot's token, and put it where bot_token points."
        case .gone: "Add the bot to the group, and compare the conversation with the group's number; a group that became a supergroup has a new one."
        case .policy: "Let one program fetch the bot's updates, and remove the webhook with deleteWebhook where poll is true."
        default: nil
        }
    }
}

/// A chat by its number, with the topic where the group is a forum: `-1001234567890/5`.
struct TelegramChat: Sendable, Hashable {
    var id: Int64
    var topic: Int64?

    init(id: Int64, topic: Int64?) {
        self.id = id
        self.topic = topic
    }

    init?(_ conversation: String) {
        let parts = conversation.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let id = Int64(parts[0]), id != 0 else { return nil }
        self.id = id
        guard parts.count == 2 else { return }
        guard let topic = Int64(parts[1]), topic > 0 else { return nil }
        self.topic = topic
    }

    var conversation: String { String(id) + (topic.map { "/\($0)" } ?? "") }
}
