public import ChatPlatforms
public import Foundation
public import Model

/// Where webhooks go: verification, decoding and durable intake happen behind it.
public protocol HookBackend: Sendable {
    /// Returns only when the events are stored, since the platform takes a 200 as a promise to keep them.
    func receive(_ webhook: RawWebhook) async -> HookAnswer
}

/// What a chat platform is told about its webhook.
public struct HookAnswer: Sendable, Hashable {
    public var status: Int
    public var contentType: String?
    public var body: [UInt8]
    public var retryAfter: Duration?

    public init(status: Int, contentType: String? = nil, body: [UInt8] = [], retryAfter: Duration? = nil) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.retryAfter = retryAfter
    }
}

/// Whether the daemon can take webhooks and messages in, and deliver.
public protocol HealthBackend: Sendable {
    /// What keeps it from that, a sentence each; nothing when it is ready.
    func troubles() async -> [String]
}

/// The daemon's numbers for Prometheus.
public protocol MetricsBackend: Sendable {
    func page() async -> MetricsPage
}

public struct MetricsPage: Sendable, Hashable {
    public var contentType: String
    public var text: String

    public init(contentType: String, text: String) {
        self.contentType = contentType
        self.text = text
    }
}

/// What commands ask of a running daemon, over the control socket alone.
public protocol ControlBackend: Sendable {
    /// JSON in, JSON out. Failures are part of the JSON.
    func perform(_ request: Data) async -> Data
}

/// The chat that the daemon itself serves.
public protocol ChatBackend: Sendable {
    var access: ChatAccess { get async }

    /// In the order in which the index shows them.
    func channels() async -> [ChatChannel]

    /// Nil when the daemon serves no such channel.
    func channel(_ id: ChannelID) async -> ChatChannel?

    /// Oldest first. Without `after` all messages that are not deleted; with it those changed since, deleted ones included. Nil when the store
    /// cannot answer.
    func messages(in channel: ChannelID, after change: Int64?) async -> [ChatEntry]?

    /// Yields whenever a message of the channel was added, edited or deleted; it may yield too often, and may fold many changes into one.
    func changes(in channel: ChannelID) async -> AsyncStream<Void>

    func post(_ message: ChatPost, in channel: ChannelID) async -> ChatPostAnswer

    /// `author` is nil where access is open: then any message written by a person may be edited.
    func edit(_ message: UniqueID, text: String, by author: PersonID?, in channel: ChannelID) async -> ChatEditAnswer

    func delete(_ message: UniqueID, by author: PersonID?, in channel: ChannelID) async -> ChatEditAnswer

    /// Whose token this is; compared in constant time.
    func person(token: Secret) async -> PersonID?
}

/// Who may use the built-in chat.
public enum ChatAccess: Sendable, Hashable {
    /// Everybody who reaches it, under any person's name: for the demo on loopback.
    case open
    /// Holders of a token, each as the person whose token it is.
    case token
}

public struct ChatChannel: Sendable, Hashable {
    public struct Person: Sendable, Hashable {
        public var id: PersonID
        public var name: String

        public init(id: PersonID, name: String) {
            self.id = id
            self.name = name
        }
    }

    public var id: ChannelID
    /// What the page calls it; the team's name where one team uses the channel.
    public var title: String
    public var people: [Person]

    public init(id: ChannelID, title: String, people: [Person]) {
        self.id = id
        self.title = title
        self.people = people
    }
}

/// One message of the built-in chat as it stands now.
public struct ChatEntry: Sendable, Hashable {
    /// The sender of the daemon's own messages.
    public static let ownSender = "outcomed"

    public var id: UniqueID
    /// The root of its thread.
    public var thread: UniqueID?
    /// A person's id, or ``ownSender``.
    public var sender: String
    public var text: String
    public var at: Instant
    public var editedAt: Instant?
    public var isDeleted: Bool
    /// The channel's change counter when it was last written.
    public var change: Int64

    public init(
        id: UniqueID, thread: UniqueID? = nil, sender: String, text: String, at: Instant, editedAt: Instant? = nil, isDeleted: Bool = false,
        change: Int64
    ) {
        self.id = id
        self.thread = thread
        self.sender = sender
        self.text = text
        self.at = at
        self.editedAt = editedAt
        self.isDeleted = isDeleted
        self.change = change
    }
}

/// What somebody sends.
public struct ChatPost: Sendable, Hashable {
    public var sender: String
    public var text: String
    public var thread: UniqueID?

    public init(sender: String, text: String, thread: UniqueID? = nil) {
        self.sender = sender
        self.text = text
        self.thread = thread
    }
}

public enum ChatPostAnswer: Sendable, Hashable {
    case posted(UniqueID)
    case noSuchChannel
    case noSuchThread
    case unknownSender(known: [String])
    /// The message was not taken, and may be sent again.
    case unavailable(retryAfter: Duration)
}

public enum ChatEditAnswer: Sendable, Hashable {
    case done
    case noSuchMessage
    case notTheirs
    case unavailable(retryAfter: Duration)
}
