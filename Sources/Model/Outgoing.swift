/// Text for people, free of any platform's markup: adapters escape and dress it.
public struct OutgoingText: Hashable, Sendable, Codable {
    public var title: String?
    /// Where a long text may be split, and blocks begin. A paragraph may hold line breaks.
    public var paragraphs: [String]

    public init(title: String? = nil, paragraphs: [String]) {
        self.title = title
        self.paragraphs = paragraphs
    }

    /// Title and paragraphs with blank lines between them.
    public var plain: String { ((title.map { [$0] } ?? []) + paragraphs).joined(separator: "\n\n") }
}

/// What a message of ours is for.
public enum OutgoingKind: String, Sendable, Codable, CaseIterable {
    case prompt, reminder, acknowledgement, question, digest
    /// A short answer that records nothing: help, or what was not understood.
    case notice
}

/// What an adapter is given to post.
public struct OutgoingMessage: Hashable, Sendable {
    /// Stays the same over all tries; used as `webhook-id`, nonce or transaction id where a platform takes one.
    public var id: UniqueID
    public var kind: OutgoingKind
    public var conversation: String
    /// The platform's id of the thread's root.
    public var thread: String?
    /// The platform's id of a message of ours that this one replaces.
    public var edits: String?
    /// The platform's id of a person's message that gets a mark instead of words. Only where the platform reacts; the text says the same in words.
    public var reactsTo: String?
    public var text: OutgoingText
    /// Chat user ids to call by name, at the head of the text.
    public var mentions: [String]
    /// What people of ``mentions`` are called, by their ids, where that is known: some platforms show the name that they are given.
    public var names: [String: String]
    public var checkIn: CheckInID?
    public var createdAt: Instant

    public init(
        id: UniqueID, kind: OutgoingKind, conversation: String, thread: String? = nil, edits: String? = nil, reactsTo: String? = nil,
        text: OutgoingText, mentions: [String] = [], names: [String: String] = [:], checkIn: CheckInID? = nil, createdAt: Instant
    ) {
        self.id = id
        self.kind = kind
        self.conversation = conversation
        self.thread = thread
        self.edits = edits
        self.reactsTo = reactsTo
        self.text = text
        self.mentions = mentions
        self.names = names
        self.checkIn = checkIn
        self.createdAt = createdAt
    }
}

/// A message that the flow hands to the store to be sent; the store makes an outbox row of it.
public struct OutboxDraft: Hashable, Sendable {
    public enum Thread: Hashable, Sendable, Codable {
        case none
        /// The platform's id of the root.
        case root(String)
        /// Under a message of ours, whose platform id is looked up when this one is claimed.
        case under(UniqueID)
    }

    public var id: UniqueID
    public var kind: OutgoingKind
    public var account: AccountID
    public var conversation: String
    public var thread: Thread
    public var text: OutgoingText
    public var mentions: [String]
    /// A person's message that gets a mark instead of these words.
    public var reactsTo: String?
    public var checkIn: CheckInID?
    /// The one key result that the message is about, which a thread under it then has as its focus.
    public var focus: KeyResultID?
    /// Drafts with one slot are versions of one message: a newer one cancels an unsent older one and edits a delivered one.
    public var slot: String?
    public var createdAt: Instant
    public var notBefore: Instant
    public var expiresAt: Instant

    public init(
        id: UniqueID, kind: OutgoingKind, account: AccountID, conversation: String, thread: Thread = .none, text: OutgoingText,
        mentions: [String] = [], reactsTo: String? = nil, checkIn: CheckInID? = nil, focus: KeyResultID? = nil, slot: String? = nil,
        createdAt: Instant, notBefore: Instant, expiresAt: Instant
    ) {
        self.id = id
        self.kind = kind
        self.account = account
        self.conversation = conversation
        self.thread = thread
        self.text = text
        self.mentions = mentions
        self.reactsTo = reactsTo
        self.checkIn = checkIn
        self.focus = focus
        self.slot = slot
        self.createdAt = createdAt
        self.notBefore = notBefore
        self.expiresAt = expiresAt
    }
}

/// What became of one try to send.
public enum DeliveryOutcome: Hashable, Sendable {
    /// The platform has it; its id for the message where it tells one.
    case delivered(messageID: String?)
    /// It was not taken, and may be sent again; the wait that the platform asks for, if any.
    case retry(after: Duration?, DeliveryFailure)
    /// It may or may not have arrived.
    case unknown(DeliveryFailure)
    /// This message will never be taken.
    case refused(DeliveryFailure)
    /// The conversation is closed to us.
    case conversationGone(DeliveryFailure)
    /// The account's credentials are dead: nothing leaves until an operator acts.
    case accountDead(DeliveryFailure)
}

/// Why a try failed: a class to count by and a detail for the operator. The detail never holds a secret or a request's path.
public struct DeliveryFailure: Hashable, Sendable, Codable {
    public enum Class: String, Sendable, Codable, CaseIterable {
        case connect, tls, resolve, timeout, reset, throttled, server, client, credentials, gone, payload, policy, tooLarge = "too_large", expired
        case internalError = "internal"
    }

    public var kind: Class
    public var detail: String

    public init(_ kind: Class, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }
}
