import Model

/// One event of the Events API on its way to an ``IncomingEvent``.
struct SlackEvent {
    private let account: AccountID
    private let id: String
    private let event: JSONValue
    /// Ours, by the settings or else by the event's wrapper.
    private let botUser: String?

    init(_ wrapper: JSONValue, account: AccountID, botUserID: String?) throws(WebhookRefusal) {
        guard let id = wrapper["event_id"]?.string, !id.isEmpty, let event = wrapper["event"], event.object != nil else { throw .malformed }
        self.account = account
        self.id = id
        self.event = event
        // An authorization of a person would make us deaf to that person.
        let bot = wrapper["authorizations"]?.array?.first { $0["is_bot"] != false }
        botUser = botUserID ?? bot?["user_id"]?.string
    }

    /// A message as `conversations.history` and `.replies` list it: without its channel and without a wrapper.
    init(polled message: JSONValue, in conversation: String, id: String, account: AccountID, botUserID: String?) {
        self.account = account
        self.id = id
        var members = message.object ?? [:]
        members["channel"] = .string(conversation)
        event = .object(members)
        botUser = botUserID
    }

    /// Nil for what no person wrote, and for what has no form that Slack gives.
    func polled(_ change: IncomingEvent.Change) -> IncomingEvent? {
        guard isFromPerson(event) else { return nil }
        return try? incoming(event, ts: event["ts"]?.string, change: change, isMention: false)
    }

    /// Nil when nobody has to read it: other kinds of events, bots, ourselves, unfurled links and reply counts.
    var incoming: IncomingEvent? {
        get throws(WebhookRefusal) {
            switch event["type"]?.string {
            case "message": try message
            case "app_mention": try written(event, isMention: true)
            default: nil
            }
        }
    }

    private var message: IncomingEvent? {
        get throws(WebhookRefusal) {
            switch event["subtype"]?.string {
            case "message_changed": try changed
            case "message_deleted": try deleted(ts: event["deleted_ts"]?.string)
            default: try written(event, isMention: false)
            }
        }
    }

    /// A message as somebody wrote it. A mention added by an edit comes as `app_mention` with `edited` set.
    private func written(_ message: JSONValue, isMention: Bool) throws(WebhookRefusal) -> IncomingEvent? {
        guard isFromPerson(message) else { return nil }
        let edit = isMention ? message["edited"]?["ts"]?.string : nil
        return try incoming(message, ts: message["ts"]?.string, change: edit.map { .edited(stamp: $0) } ?? .posted, isMention: isMention)
    }

    private var changed: IncomingEvent? {
        get throws(WebhookRefusal) {
            guard let message = event["message"] else { throw .malformed }
            let previous = event["previous_message"]
            let ts = message["ts"]?.string ?? previous?["ts"]?.string
            if message["subtype"]?.string == "tombstone" { return try deleted(ts: ts) }
            let stamp = message["edited"]?["ts"]?.string
            let isEdited = stamp != nil && stamp != previous?["edited"]?["ts"]?.string
            guard isEdited || message["text"]?.string != previous?["text"]?.string, isFromPerson(message, else: previous) else { return nil }
            let version = stamp ?? contentStamp(message["text"]?.string ?? "")
            return try incoming(message, else: previous, ts: ts, change: .edited(stamp: version), isMention: false)
        }
    }

    private func deleted(ts: String?) throws(WebhookRefusal) -> IncomingEvent? {
        let previous = event["previous_message"] ?? .object([:])
        guard !isFromBot(previous) else { return nil }
        return try incoming(previous, ts: ts ?? previous["ts"]?.string, change: .deleted, isMention: false)
    }

    /// Written by a person, in one of the ways in which people answer.
    private func isFromPerson(_ message: JSONValue, else earlier: JSONValue? = nil) -> Bool {
        let sources = [message, earlier].compactMap(\.self)
        guard !sources.contains(where: isFromBot), sources.contains(where: { $0["user"]?.string != nil }) else { return false }
        switch message["subtype"]?.string {
        case nil, "thread_broadcast", "file_share", "me_message": return true
        default: return false
        }
    }

    private func isFromBot(_ message: JSONValue) -> Bool {
        if message["bot_id"]?.isPresent ?? false || message["bot_profile"]?.isPresent ?? false { return true }
        return message["subtype"]?.string == "bot_message" || botUser != nil && message["user"]?.string == botUser
    }

    private func incoming(
        _ message: JSONValue, else earlier: JSONValue? = nil, ts: String?, change: IncomingEvent.Change, isMention: Bool
    ) throws(WebhookRefusal) -> IncomingEvent {
        guard let channel = event["channel"]?.string, !channel.isEmpty, let ts, let sentAt = slackInstant(ts) else { throw .malformed }
        func field(_ name: String) -> String? { message[name]?.string ?? earlier?[name]?.string }
        let text = change == .deleted ? "" : message["text"]?.string ?? ""
        let thread = field("thread_ts").flatMap { $0 == ts ? nil : $0 }
        let parent = field("parent_user_id") ?? message["root"]?["user"]?.string
        let mentionsUs = botUser.map { text.contains("<@\($0)>") || text.contains("<@\($0)|") } ?? false
        return IncomingEvent(
            account: account, eventID: id, conversation: channel, messageID: ts, change: change, thread: thread, senderID: field("user") ?? "",
            text: text,
            markup: .slack, sentAt: sentAt, isDirect: event["channel_type"].map { $0 == "im" } ?? channel.hasPrefix("D"),
            mentionsUs: isMention || mentionsUs, isThreadOurs: thread != nil && botUser != nil && parent == botUser)
    }
}

/// The moment in a `ts` such as `1610262000.000300`; nil when it has not that form.
func slackInstant(_ ts: String) -> Instant? {
    let parts = ts.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...11).contains(parts[0].utf8.count), parts[1].utf8.count == 6,
        ts.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") }),
        let seconds = Int64(parts[0]), let microseconds = Int64(parts[1])
    else { return nil }
    return Instant(milliseconds: seconds * 1000 + microseconds / 1000)
}
