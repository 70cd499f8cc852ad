public import Model

/// An event about to be taken in (T0), with the id that its inbox row gets.
public struct Intake: Hashable, Sendable {
    public var event: IncomingEvent
    public var inbox: UniqueID
    public var receivedAt: Instant

    public init(event: IncomingEvent, inbox: UniqueID, receivedAt: Instant) {
        self.event = event
        self.inbox = inbox
        self.receivedAt = receivedAt
    }
}

public enum IntakeResult: Hashable, Sendable {
    case taken
    /// Its event id, or its message and version, was taken in before.
    case alreadyKnown
}

/// An inbox row that was claimed for processing.
public struct InboxItem: Hashable, Sendable {
    public let inbox: UniqueID
    public let event: IncomingEvent
    /// This one included: 1 the first time.
    public let attempts: Int
    public let receivedAt: Instant

    init(inbox: UniqueID, event: IncomingEvent, attempts: Int, receivedAt: Instant) {
        self.inbox = inbox
        self.event = event
        self.attempts = attempts
        self.receivedAt = receivedAt
    }
}

/// An inbox row as a command shows it.
public struct InboxRow: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable, CaseIterable { case waiting, processing, done, poison }

    public var inbox: UniqueID
    public var account: AccountID
    public var conversation: String
    public var messageID: String
    public var state: State
    public var attempts: Int
    public var receivedAt: Instant
    /// Why it was put off, given up, or done without a record.
    public var note: String?
}
