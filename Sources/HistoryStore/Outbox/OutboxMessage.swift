public import Model

/// A message of ours that was claimed for sending (T2). Only the store makes one; its text never changes.
public struct OutboxMessage: Hashable, Sendable {
    public let id: UniqueID
    public let kind: OutgoingKind
    public let account: AccountID
    public let conversation: String
    /// The platform's id of the thread's root, looked up at the claim; nil at top level, or where the root's id never came.
    public let thread: String?
    /// The platform's id of the message of ours that this one replaces.
    public let edits: String?
    /// The platform's id of a person's message that gets a mark instead of words.
    public let reactsTo: String?
    public let text: OutgoingText
    public let mentions: [String]
    public let checkIn: CheckInID?
    public let focus: KeyResultID?
    /// From 1.
    public let attempt: Int
    public let owner: UniqueID
    public let createdAt: Instant
    public let expiresAt: Instant
    /// An earlier try, or one whose lease ran out, may have arrived.
    public let hasUnknownOutcome: Bool

    /// What an adapter is given to post.
    public var message: OutgoingMessage {
        OutgoingMessage(
            id: id, kind: kind, conversation: conversation, thread: thread, edits: edits, reactsTo: reactsTo, text: text, mentions: mentions,
            checkIn: checkIn,
            createdAt: createdAt)
    }

    init(
        id: UniqueID, kind: OutgoingKind, account: AccountID, conversation: String, thread: String?, edits: String?, reactsTo: String?,
        text: OutgoingText,
        mentions: [String], checkIn: CheckInID?, focus: KeyResultID?, attempt: Int, owner: UniqueID, createdAt: Instant, expiresAt: Instant,
        hasUnknownOutcome: Bool
    ) {
        self.id = id
        self.kind = kind
        self.account = account
        self.conversation = conversation
        self.thread = thread
        self.edits = edits
        self.reactsTo = reactsTo
        self.text = text
        self.mentions = mentions
        self.checkIn = checkIn
        self.focus = focus
        self.attempt = attempt
        self.owner = owner
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.hasUnknownOutcome = hasUnknownOutcome
    }
}

/// What became of one try, as the sender decides it.
public enum Settlement: Hashable, Sendable {
    /// The platform has it, under this id where it tells one.
    case delivered(messageID: String?)
    case retry(at: Instant, DeliveryFailure, mayHaveArrived: Bool)
    /// Never again; with it, the account or the conversation may stop until an operator enables it.
    case dead(DeliveryFailure, blocksAccount: Bool, blocksConversation: Bool)
    /// Better not sent at all than perhaps twice: the row is cancelled.
    case dropped(reason: String)
}

public enum SettleResult: Hashable, Sendable {
    case settled
    /// The row was claimed again or settled since: nothing was changed.
    case outdated
}
