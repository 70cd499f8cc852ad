public import Model

/// A check-in to open (T1): itself with its snapshot, its prompts, and how far the team's weeks are then accounted for.
public struct Firing: Hashable, Sendable {
    /// Open, with its snapshot; the store starts its revision at 0.
    public var checkIn: CheckIn
    public var drafts: [OutboxDraft]
    public var cursor: ISOWeek
    public var at: Instant
    /// An operator asks in a week that was skipped: the skipped check-in is opened instead of standing in the way.
    public var opensSkipped: Bool

    public init(checkIn: CheckIn, drafts: [OutboxDraft], cursor: ISOWeek, at: Instant, opensSkipped: Bool = false) {
        self.checkIn = checkIn
        self.drafts = drafts
        self.cursor = cursor
        self.at = at
        self.opensSkipped = opensSkipped
    }
}

public enum FireResult: Hashable, Sendable { case fired, alreadyFired }

public enum RemindResult: Hashable, Sendable { case reminded, alreadyReminded, notOpen }

public enum RecordResult: Hashable, Sendable {
    /// The check-in's revision from now on; the expected one where the record belongs to no check-in.
    case recorded(revision: Int)
    /// The check-in was written to since the record was computed, or something that it ends has ended: compute it anew.
    case stale
    /// The inbox row or the message's version was recorded before.
    case alreadyKnown
}

/// A check-in to close (T5), with its digest.
public struct Closing: Hashable, Sendable {
    public var checkIn: CheckInID
    public var expectedRevision: Int
    public var drafts: [OutboxDraft]
    public var at: Instant
    /// What happened, for the journal.
    public var summary: String

    public init(checkIn: CheckInID, expectedRevision: Int, drafts: [OutboxDraft], at: Instant, summary: String) {
        self.checkIn = checkIn
        self.expectedRevision = expectedRevision
        self.drafts = drafts
        self.at = at
        self.summary = summary
    }
}

public enum CloseResult: Hashable, Sendable {
    case closed, stale
    /// It is not open: closed before, or skipped.
    case alreadyClosed
}
