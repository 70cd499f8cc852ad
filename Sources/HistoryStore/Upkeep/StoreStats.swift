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
    /// When the newest message that left was delivered.
    public var lastDelivery: Instant?
    /// Bytes of the database and of its write-ahead log; 0 in memory.
    public var fileBytes: Int64
    public var logBytes: Int64
    /// Bytes that the file system has left for this user; nil in memory.
    public var freeBytes: Int64?

    public init(
        outboxPending: Int = 0, outboxSending: Int = 0, outboxDead: Int = 0, outboxOldest: Instant? = nil, inboxWaiting: Int = 0,
        inboxProcessing: Int = 0, inboxPoison: Int = 0, openCheckIns: Int = 0, blockages: Int = 0, lastDelivery: Instant? = nil,
        fileBytes: Int64 = 0, logBytes: Int64 = 0, freeBytes: Int64? = nil
    ) {
        self.outboxPending = outboxPending
        self.outboxSending = outboxSending
        self.outboxDead = outboxDead
        self.outboxOldest = outboxOldest
        self.inboxWaiting = inboxWaiting
        self.inboxProcessing = inboxProcessing
        self.inboxPoison = inboxPoison
        self.openCheckIns = openCheckIns
        self.blockages = blockages
        self.lastDelivery = lastDelivery
        self.fileBytes = fileBytes
        self.logBytes = logBytes
        self.freeBytes = freeBytes
    }
}

/// Is told how long the store took; must not wait.
public protocol StoreObserver: Sendable {
    /// From the call to the commit on the disk, or to its failure.
    func wrote(in duration: Duration)
    func read(in duration: Duration)
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
