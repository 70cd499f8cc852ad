import Model

/// A message in Telegram's HTML, of which only bold and links are used: no text can break those, as it can Telegram's Markdown.
struct TelegramDress {
    /// Counted after the marks are read, so that escapes do not count.
    static let limit = TextLimit(4_096, .utf16)
    private static let titleLimit = TextLimit(200, .utf16)

    private let message: OutgoingMessage
    private let title: String?
    private let text: OutgoingText

    init(_ message: OutgoingMessage) {
        self.message = message
        text = message.text.shown
        title = text.title.map { Self.titleLimit.cut($0) }
    }

    var isEmpty: Bool { text.isEmpty }

    func body(to chat: TelegramChat) -> JSONValue {
        let isPost = message.edits == nil
        let reply = message.thread.flatMap { Int64($0) }.map { JSONValue.members(["message_id": .integer($0), "allow_sending_without_reply": true]) }
        return .members([
            "chat_id": .integer(chat.id), "message_id": message.edits.flatMap { Int64($0) }.map(JSONValue.integer),
            "message_thread_id": isPost ? chat.topic.map(JSONValue.integer) : nil, "reply_parameters": isPost ? reply : nil,
            "text": .string(html), "parse_mode": "HTML", "link_preview_options": ["is_disabled": true],
        ])
    }

    var isWhole: Bool { room.holds(text.body) }

    private var room: TextLimit {
        let callLength = mentions.reduce(0) { $0 + Self.limit.measure($1.shown) + 1 }
        return TextLimit(Self.limit.count - callLength - (title.map { Self.limit.measure($0) } ?? 0) - 4, .utf16)
    }

    var html: String {
        let calls = mentions.map(\.html).joined(separator: " ")
        let head = [calls, title.map { "<b>\(Escaping.telegram($0))</b>" } ?? ""].filter { !$0.isEmpty }.joined(separator: "\n\n")
        let body = Escaping.telegram(room.cut(text.body))
        return [head, body].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// A user is called by number under a bell, since Telegram tells us no name to show; by a name of the form `@ana` as it is. A hundred at most.
    private var mentions: [(shown: String, html: String)] {
        message.mentions.prefix(100).map { mention in
            if mention.utf8.allSatisfy(isDigit) { return ("🔔", "<a href=\"tg://user?id=\(mention)\">🔔</a>") }
            let name = String((mention.hasPrefix("@") ? mention : "@" + mention).prefix(33))
            return (name, Escaping.telegram(name))
        }
    }
}

extension Escaping {
    /// The three characters of Telegram's HTML. Without marks nothing in it calls more people than it names: there is no mention of all.
    static func telegram(_ text: String) -> String { slack(text) }
}
