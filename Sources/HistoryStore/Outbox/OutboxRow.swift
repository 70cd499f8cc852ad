public import Model

/// A row of the outbox as commands and pages show it.
public struct OutboxRow: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable, CaseIterable { case pending, sending, delivered, dead, cancelled }

    public var id: UniqueID
    public var kind: OutgoingKind
    public var account: AccountID
    public var conversation: String
    public var checkIn: CheckInID?
    /// The one key result that the message is about.
    public var focus: KeyResultID?
    public var slot: String?
    public var state: State
    public var attempts: Int
    /// While it is pending: not to be tried before.
    public var nextAttemptAt: Instant?
    /// Of the last try that failed; for a cancelled row the reason, as its detail.
    public var failure: DeliveryFailure?
    public var createdAt: Instant
    public var expiresAt: Instant
    public var deliveredAt: Instant?
    public var platformMessageID: String?
}

/// Whether a check-in's prompt has reached anybody.
public enum PromptDelivery: String, Hashable, Sendable, Codable, CaseIterable { case pending, delivered, dead }

/// An account or conversation that nothing is sent to until an operator enables it.
public struct Blockage: Hashable, Sendable, Codable {
    public var account: AccountID
    /// Nil when the whole account is blocked.
    public var conversation: String?
    public var since: Instant
    public var failure: DeliveryFailure
}
