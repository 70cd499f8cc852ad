import Model

/// A conversation of Zulip's: a channel by its number, or a user with whom we speak alone.
enum ZulipPlace: Sendable, Hashable {
    case channel(String)
    case user(String)

    /// `5`, or `user:42`.
    init?(_ conversation: String) {
        let isUser = conversation.hasPrefix("user:")
        let number = isUser ? String(conversation.dropFirst(5)) : conversation
        guard (1...18).contains(number.utf8.count), number.utf8.allSatisfy(isDigit) else { return nil }
        self = isUser ? .user(number) : .channel(number)
    }
}

/// A thread of Zulip's is a topic, which people rename. So a thread is written with both its root and the topic's present name, `42@Check-in …`;
/// without a root where none of our messages is known in the topic, `@lunch`; and without a topic where only the root is known, `42`.
struct ZulipTopic: Sendable, Hashable {
    static let limit = TextLimit(60, .scalars)

    var root: String?
    var name: String?

    init(root: String?, name: String) {
        self.root = root
        self.name = name
    }

    init(thread: String) {
        guard let mark = thread.firstIndex(of: "@") else {
            root = thread
            return
        }
        root = mark == thread.startIndex ? nil : String(thread[..<mark])
        name = String(thread[thread.index(after: mark)...])
    }

    var thread: String { (root ?? "") + (name.map { "@" + $0 } ?? "") }

    /// The topic that a message goes to: that of its thread, else its check-in's.
    static func name(for message: OutgoingMessage) -> String {
        if let name = message.thread.flatMap({ ZulipTopic(thread: $0).name }), !name.isEmpty { return limit.cut(name) }
        guard let checkIn = message.checkIn else { return "Check-in" }
        return limit.cut("Check-in \(checkIn.team) \(checkIn.week)")
    }
}
