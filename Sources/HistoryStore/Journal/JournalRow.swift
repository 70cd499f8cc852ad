public import Model

/// One step that the store took, as `trace` prints it. It holds ids and constant words, never what a person wrote.
public struct JournalRow: Hashable, Sendable, Codable {
    /// The transactions that write to the journal.
    public enum Step: String, Hashable, Sendable, Codable, CaseIterable {
        case takeIn = "take in"
        case claimInbox = "claim inbox"
        case finishInbox = "finish inbox"
        case failInbox = "fail inbox"
        case knowTeams = "know teams"
        case fire, skip
        case askAgain = "ask again"
        case remind
        case enqueue, cancel, claim, settle, retry
        case record, close
        case forget, enable
        case poll, introduce
        case importHistory = "import history"
        case pause, restore
    }

    /// Rises with each row.
    public var sequence: Int64
    public var at: Instant
    public var step: Step
    public var checkIn: CheckInID?
    public var message: UniqueID?
    public var inbox: UniqueID?
    public var outbox: UniqueID?
    public var outcome: String
}
