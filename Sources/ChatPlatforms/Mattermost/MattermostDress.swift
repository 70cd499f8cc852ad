import Model

/// A message in Mattermost's Markdown.
struct MattermostDress {
    /// More than this the REST API refuses, and a webhook splits.
    static let textLimit = TextLimit(16_383, .scalars)
    static let titleLimit = TextLimit(300, .scalars)
    /// Under this name in the post's `props` our id is kept.
    static let idProperty = "outcomed_id"

    static let escape = MarkdownEscaping(marks: ["\\", "*", "_", "~", "`", "[", "]", "|"], disarmed: ["@", "<"])

    private let message: OutgoingMessage
    private let usernames: [String: String]
    private let text: OutgoingText

    init(_ message: OutgoingMessage, usernames: [String: String]) {
        self.message = message
        self.usernames = usernames
        text = message.text.shown
    }

    var isEmpty: Bool { text.isEmpty }

    var isWhole: Bool { room.holds(text.body) { Self.escape($0) } }

    var postBody: JSONValue {
        .members([
            "channel_id": .string(message.conversation), "message": .string(markdown), "root_id": message.thread.map(JSONValue.string),
            "pending_post_id": .string(message.id.description), "props": [Self.idProperty: .string(message.id.description)],
        ])
    }

    var patchBody: JSONValue { ["message": .string(markdown)] }

    /// Older servers overlook the thread and post into the channel.
    var webhookBody: JSONValue { .members(["text": .string(markdown), "root_id": message.thread.map(JSONValue.string)]) }

    var markdown: String { (head + Self.escape(room.cut(text.body) { Self.escape($0) })).trimmed }

    private var head: String { [mentions, heading].compactMap(\.self).map { $0 + "\n\n" }.joined() }

    private var room: TextLimit { TextLimit(Self.textLimit.count - Self.textLimit.measure(head), .scalars) }

    private var heading: String? {
        text.titleLine.map { "#### " + Self.escape(Self.titleLimit.cut($0) { Self.escape($0) }) }
    }

    /// By name, as Mattermost mentions people; who has only an id that no name is known for is not called.
    private var mentions: String? {
        let names = message.mentions.prefix(100).compactMap { id in
            usernames[id] ?? (isMattermostName(id) && !isMattermostID(id) ? id : nil)
        }
        return names.isEmpty ? nil : names.map { "@" + $0 }.joined(separator: " ")
    }
}
