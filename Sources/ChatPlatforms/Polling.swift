public import Model

/// What one request of a poller fetches: the whole account (Matrix, Zulip, Telegram), or one conversation (Slack, Mattermost, Discord, Rocket.Chat).
public enum PollScope: Hashable, Sendable {
    case account
    case conversation(String)
}

/// Where a poller stands. Opaque to everybody but the adapter that wrote it; kept in the store as text.
///
/// A step that takes several requests (the history, then each open thread) keeps its place here, and asks to be called again at once.
public struct PollCursor: Hashable, Sendable {
    public var text: String

    public init(_ text: String) { self.text = text }
}

/// A message of ours that people may have answered before anything was ever fetched.
public struct OwnMessage: Hashable, Sendable {
    /// The platform's id of it; nil while it is not known whether it arrived.
    public var id: String?
    public var conversation: String
    /// By our clock, which may differ from the platform's: when it was made, so no later than it arrived.
    public var madeAt: Instant

    public init(id: String?, conversation: String, madeAt: Instant) {
        self.id = id
        self.conversation = conversation
        self.madeAt = madeAt
    }

    /// A time before which nobody can have answered, for platforms whose clock differs from ours by some minutes.
    var answersSince: Instant { madeAt - .minutes(5) }
}

/// What a poll depends on besides the account's settings.
public struct PollContext: Hashable, Sendable {
    /// Nil before the first poll, which begins at ``firstOwn``, else at now, and never replays what was said before.
    public var cursor: PollCursor?
    /// The first message of ours of the last days in this scope, where nothing was fetched yet: from there on people may have answered.
    public var firstOwn: OwnMessage?
    /// A poller runs only once it knows its own id, so that `selfID` is there.
    public var facts: PlatformFacts
    /// All conversations of the account that matter, for platforms that take a filter.
    public var conversations: [String]
    /// The platform's ids of thread roots in which people may still answer, newest check-in first; empty for the whole account.
    public var threads: [String]
    /// The scope is a direct conversation that we opened.
    public var isDirect: Bool
    public var allowPrivate: Bool

    public init(
        cursor: PollCursor? = nil, firstOwn: OwnMessage? = nil, facts: PlatformFacts = PlatformFacts(), conversations: [String] = [],
        threads: [String] = [], isDirect: Bool = false, allowPrivate: Bool = false
    ) {
        self.cursor = cursor
        self.firstOwn = firstOwn
        self.facts = facts
        self.conversations = conversations
        self.threads = threads
        self.isDirect = isDirect
        self.allowPrivate = allowPrivate
    }
}

/// What came of one request of a poller.
public enum PollOutcome: Hashable, Sendable {
    /// Events in order, our own messages left out; the cursor is stored in one transaction with them.
    ///
    /// `again` says when to come again: at once (zero) where more is waiting or the platform holds the request until something happens,
    /// else after the account's pause.
    case events([IncomingEvent], PollCursor, again: Duration)
    case retry(after: Duration?, DeliveryFailure)
    /// The place where it stood is gone (an expired queue, a token that the platform forgot): to go on from this cursor; nil for from now.
    case restart(PollCursor?, DeliveryFailure)
    /// The conversation is closed to us; for the whole account it counts as a retry.
    case conversationGone(DeliveryFailure)
    case accountDead(DeliveryFailure)
}
