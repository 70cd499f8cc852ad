import Model

/// One event of a room's timeline on its way to an ``IncomingEvent``.
struct MatrixEvent {
    private let event: JSONValue
    let account: AccountID
    let room: String
    let selfID: String?

    init(_ event: JSONValue, account: AccountID, room: String, selfID: String?) {
        self.event = event
        self.account = account
        self.room = room
        self.selfID = selfID
    }

    /// Milliseconds since 1970; nil where it is none.
    var sentAt: Int64? { event["origin_server_ts"]?.integer.flatMap { (0...99_999_999_999_999).contains($0) ? $0 : nil } }

    /// Our own user came into the room.
    var isOwnJoin: Bool {
        event["type"] == "m.room.member" && selfID != nil && event["state_key"]?.string == selfID && event["content"]?["membership"] == "join"
    }

    /// Words that only devices with keys read, or the order to write such from now on.
    var isEncrypted: Bool { event["type"] == "m.room.encrypted" || event["type"] == "m.room.encryption" }

    /// Somebody was invited in order to speak with them alone.
    var marksDirect: Bool { event["type"] == "m.room.member" && event["content"]?["is_direct"] == true }

    /// Nil when nobody has to read it: other kinds of events, notices of bots, ourselves, what was removed.
    func incoming(isDirect: Bool) -> IncomingEvent? {
        guard event["state_key"] == nil, let sender = event["sender"]?.string, sender != selfID, let id = event["event_id"]?.string, !id.isEmpty,
            let sentAt
        else { return nil }
        let time = Instant(milliseconds: sentAt)
        switch event["type"]?.string {
        case "m.room.message": return message(id: id, sender: sender, sentAt: time, isDirect: isDirect)
        case "m.room.redaction":
            guard let target = event["content"]?["redacts"]?.string ?? event["redacts"]?.string, !target.isEmpty else { return nil }
            return IncomingEvent(
                account: account, eventID: id, conversation: room, messageID: target, change: .deleted, senderID: sender, text: "", markup: .matrix,
                sentAt: time, isDirect: isDirect)
        default: return nil
        }
    }

    private func message(id: String, sender: String, sentAt: Instant, isDirect: Bool) -> IncomingEvent? {
        guard let content = event["content"] else { return nil }
        let relation = content["m.relates_to"]
        let isEdit = relation?["rel_type"] == "m.replace"
        let target = relation?["event_id"]?.string
        // Of an edit only the new content counts; the rest is for clients that know no edits.
        guard let words = isEdit ? content["m.new_content"] : content, !isEdit || target != nil else { return nil }
        guard words["msgtype"] == "m.text" || words["msgtype"] == "m.emote", let body = words["body"]?.string else { return nil }
        let reply = relation?["m.in_reply_to"]?["event_id"]?.string
        var thread: MatrixThread?
        if !isEdit {
            if relation?["rel_type"] == "m.thread", let target {
                thread = MatrixThread(root: target)
            } else if let reply {
                thread = MatrixThread(repliedTo: reply)
            }
        }
        return IncomingEvent(
            account: account, eventID: id, conversation: room, messageID: isEdit ? target ?? id : id, change: isEdit ? .edited(stamp: id) : .posted,
            thread: thread?.text, senderID: sender, text: matrixText(words, body: body, isReply: reply != nil), markup: .matrix, sentAt: sentAt,
            isDirect: isDirect, mentionsUs: mentionsUs(words))
    }

    /// By the list of those mentioned; where an old client sends none, by a link to us or our id.
    private func mentionsUs(_ words: JSONValue) -> Bool {
        guard let selfID else { return false }
        if let list = words["m.mentions"], list.object != nil { return list["user_ids"]?.array?.contains(.string(selfID)) ?? false }
        return (words["formatted_body"]?.string ?? "").contains("https://matrix.to/#/\(selfID)") || (words["body"]?.string ?? "").contains(selfID)
    }
}

/// The words of a message: its plain body without the quote that old clients put before a reply. Where words are struck out, the HTML, which alone tells.
func matrixText(_ words: JSONValue, body: String, isReply: Bool) -> String {
    if words["format"] == "org.matrix.custom.html", let html = words["formatted_body"]?.string,
        html.contains(/<(del|s|strike)[\s>]/.ignoresCase())
    {
        return html
    }
    return isReply ? withoutMatrixQuote(body) : body
}

/// Drops the leading lines that begin with `> `, and the blank line behind them.
private func withoutMatrixQuote(_ body: String) -> String {
    var lines = body.split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.first?.hasPrefix("> ") ?? false else { return body }
    lines = lines.drop { $0.hasPrefix("> ") }
    if lines.first?.isEmpty ?? false { lines = lines.dropFirst() }
    return lines.joined(separator: "\n")
}
