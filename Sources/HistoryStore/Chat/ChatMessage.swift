public import Model

/// A message of the built-in chat.
public struct ChatMessage: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var channel: ChannelID
    /// The root of its thread; nil at top level.
    public var thread: UniqueID?
    /// A person's id, or `outcomed` for ours.
    public var sender: String
    /// Empty once it is deleted.
    public var text: String
    public var at: Instant
    public var editedAt: Instant?
    public var isDeleted: Bool
    /// Raised over all messages by every post, edit and deletion. Set by the store; what is given when posting counts for nothing.
    public var sequence: Int64

    public init(
        id: UniqueID, channel: ChannelID, thread: UniqueID? = nil, sender: String, text: String, at: Instant, editedAt: Instant? = nil,
        isDeleted: Bool = false, sequence: Int64 = 0
    ) {
        self.id = id
        self.channel = channel
        self.thread = thread
        self.sender = sender
        self.text = text
        self.at = at
        self.editedAt = editedAt
        self.isDeleted = isDeleted
        self.sequence = sequence
    }
}

public enum ChatPostResult: Hashable, Sendable {
    case posted
    /// A message with that id is there, or its event was taken in before.
    case alreadyKnown
    /// The root that it names is not in the channel.
    case noSuchThread
}

public enum ChatEditResult: Hashable, Sendable {
    case changed
    /// No such message in the channel, or it is deleted.
    case missing
}
