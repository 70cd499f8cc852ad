public import Model

/// Counts for pages and metrics.
public struct StoreStats: Hashable, Sendable, Codable {
    public var outboxPending: Int
    public var outboxSending: Int
    public var outboxDead: Int
    /// When the oldest message still waiting to leave was made.
    public var outboxOldest: Instant?
    public var inboxWaiting: Int
    public var inboxProcessing: Int
    public var inboxPoison: Int
    public var openCheckIns: Int
    public var blockages: Int
    /// Bytes of the database and of its write-ahead log; 0 in memory.
    public var fileBytes: Int64
    public var logBytes: Int64
}

/// What some messages recorded, in any state.
public struct MessageRecords: Hashable, Sendable {
    public var updates: [Update]
    public var outputs: [Output]
    public var blockers: [Blocker]
    public var skips: [Skip]
    public var questions: [Question]
}

/// A team's definition and since when it held.
public struct TeamVersion: Hashable, Sendable {
    public var definition: Team
    public var validFrom: Instant
}
