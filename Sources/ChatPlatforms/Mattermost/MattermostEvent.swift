import Model

/// The fields of an outgoing webhook or a slash command, which come as a form or as JSON.
struct MattermostFields {
    private enum Fields {
        case form(FormFields)
        case json(JSONValue)
    }

    private let fields: Fields
    private let body: [UInt8]

    init(_ webhook: RawWebhook) throws(WebhookRefusal) {
        body = webhook.body
        if (webhook.header("content-type") ?? "").lowercased().hasPrefix("application/json") {
            guard let json = try? JSONValue(reading: webhook.body), json.object != nil else { throw .malformed }
            fields = .json(json)
        } else {
            guard let form = FormFields(webhook.body) else { throw .malformed }
            fields = .form(form)
        }
    }

    /// A field that is there and not empty.
    func text(_ name: String) -> String? {
        let text =
            switch fields {
            case .form(let form): form[name]
            case .json(let json): json[name]?.string
            }
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    var isCommand: Bool { text("command") != nil }

    /// Nil for what we posted ourselves. Whether it is a reply is not told, nor are edits and deletions.
    func post(account: AccountID, facts: PlatformFacts) throws(WebhookRefusal) -> IncomingEvent? {
        guard let id = text("post_id"), let channel = text("channel_id"), let user = text("user_id"), let sentAt else { throw .malformed }
        guard user != facts.selfID else { return nil }
        let trigger = text("trigger_word")
        let said = text("text") ?? ""
        return IncomingEvent(
            account: account, eventID: "post-" + id, conversation: channel, messageID: id, senderID: user, senderName: text("user_name"),
            text: trigger.map { said.hasPrefix($0) ? String(said.dropFirst($0.count)).trimmed : said } ?? said, markup: .mattermost, sentAt: sentAt,
            mentionsUs: trigger != nil || mentions(facts.selfName, in: said))
    }

    /// What was said by a slash command, of which no post remains; alone it asks for help.
    func command(account: AccountID, at now: Instant?) throws(WebhookRefusal) -> IncomingEvent {
        guard let now, let channel = text("channel_id"), let user = text("user_id") else { throw .malformed }
        let id = "command-" + contentStamp(text("trigger_id") ?? "\(now) " + String(decoding: body, as: UTF8.self))
        return IncomingEvent(
            account: account, eventID: id, conversation: channel, messageID: id, thread: text("root_id"), senderID: user,
            senderName: text("user_name"), text: text("text").map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 } ?? "help", markup: .mattermost,
            sentAt: now,
            // A direct channel is named by its two people.
            isDirect: text("channel_name")?.contains("__") ?? false, mentionsUs: true, isCommand: true)
    }

    /// Forms have seconds, JSON milliseconds: told apart by size, since seconds of that size lie thousands of years ahead.
    private var sentAt: Instant? {
        let number: Int64? =
            switch fields {
            case .form(let form): form["timestamp"].flatMap { Int64($0) }
            case .json(let json): json["timestamp"]?.integer
            }
        guard let number, number > 0 else { return nil }
        return number < 100_000_000_000 ? Instant(seconds: number) : Instant(milliseconds: number)
    }
}

/// Whether `@name` stands in a text as a word of its own, in any case.
func mentions(_ name: String?, in text: String) -> Bool {
    guard let name = name?.lowercased(), !name.isEmpty else { return false }
    let text = text.lowercased()
    return text.ranges(of: "@" + name).contains { range in
        let next = text[range.upperBound...].unicodeScalars.first
        let before = text[..<range.lowerBound].unicodeScalars.last
        func isPart(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-"
        }
        return !(next.map(isPart) ?? false) && !(before.map(isPart) ?? false)
    }
}
