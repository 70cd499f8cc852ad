import Model
import OutboundHTTP

/// A message object of Zulip's, as pushed, polled and read back alike.
struct ZulipMessage {
    private let message: JSONValue
    let id: Int64
    let senderID: Int64
    let timestamp: Int64

    /// Nil where it has not the documented form.
    init?(_ message: JSONValue) {
        guard let id = message["id"]?.integer, let sender = message["sender_id"]?.integer, let timestamp = message["timestamp"]?.integer,
            (0...99_999_999_999).contains(timestamp), message["content"]?.string != nil, message["type"]?.string != nil
        else { return nil }
        self.message = message
        self.id = id
        senderID = sender
        self.timestamp = timestamp
    }

    var isDirect: Bool { message["type"] == "private" || message["type"] == "direct" }
    var channel: Int64? { isDirect ? nil : message["stream_id"]?.integer }
    var topic: String { message["subject"]?.string ?? message["topic"]?.string ?? "" }
    var content: String { message["content"]?.string ?? "" }
    var senderName: String? { message["sender_full_name"]?.string }
    var lastEdit: Int64? { message["last_edit_timestamp"]?.integer }

    /// Bots have addresses such as `name-bot@…`. Where that is wrong, a bot's message is read as a person's whom no team knows.
    var isFromBot: Bool {
        let address = message["sender_email"]?.string ?? ""
        return address.prefix { $0 != "@" }.hasSuffix("-bot")
    }

    /// Whose words these are and ours, nobody else's.
    var isAlone: Bool { (message["display_recipient"]?.array?.count ?? 2) <= 2 }

    /// Nil for what is neither in a channel nor said to us alone.
    var conversation: String? {
        if let channel { return String(channel) }
        return isDirect && isAlone ? "user:\(senderID)" : nil
    }

    func event(
        account: AccountID, change: IncomingEvent.Change = .posted, root: Int64?, mentionsUs: Bool
    ) -> IncomingEvent? {
        guard let conversation else { return nil }
        let version =
            switch change {
            case .edited(let stamp): "-\(stamp)"
            case .posted, .deleted: ""
            }
        return IncomingEvent(
            account: account, eventID: "message-\(id)\(version)", conversation: conversation, messageID: String(id), change: change,
            thread: isDirect ? nil : ZulipTopic(root: root.map(String.init), name: topic).thread, senderID: String(senderID), senderName: senderName,
            text: withoutZulipQuote(content), markup: .zulip, sentAt: Instant(seconds: timestamp), isDirect: isDirect, mentionsUs: mentionsUs,
            isThreadOurs: root != nil)
    }
}

/// What an outgoing webhook brings: one message that mentions the bot, or that was said to it alone.
func zulipPushed(_ webhook: RawWebhook, email: String, facts: PlatformFacts) throws(WebhookRefusal) -> [IncomingEvent] {
    guard let body = try? JSONValue(reading: webhook.body), let trigger = body["trigger"]?.string,
        let message = body["message"].flatMap(ZulipMessage.init)
    else { throw .malformed }
    if message.isFromBot || String(message.senderID) == facts.selfID || body["message"]?["sender_email"]?.string == email { return [] }
    return message.event(account: webhook.account, root: nil, mentionsUs: trigger == "mention").map { [$0] } ?? []
}

/// The text without the head that “Quote and reply” puts there: a line `@_**Ana|42** [said](…):` and a block of the words quoted.
func withoutZulipQuote(_ text: String) -> String {
    var rest = text[...]
    while let head = rest.prefixMatch(of: /\s*@_\*\*[^*\n]+\*\* \[[^\]\n]*\]\([^)\n]*\):?[ \t]*\r?\n(`{3,}|~{3,})quote[ \t]*\r?\n/) {
        let fence = head.output.1
        var body = rest[head.range.upperBound...]
        var end: Substring.Index?
        while !body.isEmpty {
            let line = body.prefix { !$0.isNewline }
            body = body[line.endIndex...].dropFirst()
            if String(line).trimmed == fence {
                end = body.startIndex
                break
            }
        }
        // A block that nobody closed goes on to the end.
        guard let end else { return "" }
        rest = rest[end...]
    }
    return rest.startIndex == text.startIndex ? text : String(rest).trimmed
}
