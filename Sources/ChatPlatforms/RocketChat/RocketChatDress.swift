import Model

/// A message in Rocket.Chat's Markdown.
struct RocketChatDress {
    /// Old servers know no backslash and show it; nothing worse.
    static let escape = MarkdownEscaping(marks: ["\\", "*", "_", "~", "`", "["], disarmed: ["@", "<"])
    static let titleLimit = 150

    private let message: OutgoingMessage
    /// As it is sent, marks included.
    let text: String
    let isWhole: Bool

    init(_ message: OutgoingMessage, limit: TextLimit) {
        self.message = message
        let shown = message.text.shown
        let head = [Self.mentions(message), Self.heading(shown)].compactMap(\.self).map { $0 + "\n\n" }.joined()
        let room = TextLimit(max(0, limit.count - limit.measure(head)), limit.unit)
        isWhole = room.holds(shown.body) { Self.escape($0) }
        text = (head + Self.escape(room.cut(shown.body) { Self.escape($0) })).trimmed
    }

    var isEmpty: Bool { text.isEmpty }

    /// With our own id for the message, which makes a second try known. No previews of what people link to.
    var sendBody: JSONValue {
        let sent: JSONValue = .members([
            "_id": .string(message.id.description), "rid": .string(message.conversation), "msg": .string(text),
            "tmid": message.thread.map(JSONValue.string),
        ])
        return ["message": sent, "previewUrls": []]
    }

    var updateBody: JSONValue {
        ["roomId": .string(message.conversation), "msgId": .text(message.edits), "text": .string(text), "previewUrls": []]
    }

    var webhookBody: JSONValue {
        .members(["text": .string(text), "tmid": message.thread.map(JSONValue.string), "parseUrls": false])
    }

    /// Bold where nothing in it needs a backslash, which bold text does not know.
    private static func heading(_ text: OutgoingText) -> String? {
        guard let title = text.titleLine else { return nil }
        let line = TextLimit(titleLimit, .utf16).cut(title) { escape($0) }
        let escaped = escape(line)
        return escaped == line ? "*\(line)*" : escaped
    }

    /// Few enough to leave room for the text in the smallest limit.
    private static func mentions(_ message: OutgoingMessage) -> String? {
        var head = ""
        for name in message.mentions where isRocketChatName(name) && head.utf16.count + name.utf16.count < 1000 {
            head += (head.isEmpty ? "@" : " @") + name
        }
        return head.isEmpty ? nil : head
    }
}

/// A user's name, and none of the words that call everybody.
func isRocketChatName(_ text: String) -> Bool { isRocketChatID(text) && !["all", "here"].contains(text.lowercased()) }
