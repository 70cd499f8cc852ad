public import Model

/// One thing that is fetched again and again: an account in a scope.
public struct PollerKey: Hashable, Sendable {
    public var account: AccountID
    /// `introduction`, `account`, or `conversation/` with the platform's id.
    public var scope: String

    public init(account: AccountID, scope: String) {
        self.account = account
        self.scope = scope
    }
}

/// Where a poller stands.
public struct PollerRow: Hashable, Sendable {
    public var key: PollerKey
    /// The adapter's own text; nil before the first fetch.
    public var cursor: String?
    public var dueAt: Instant
    /// The last fetch that succeeded.
    public var fetchedAt: Instant?
    /// In a row, up to now.
    public var failures: Int
    public var failure: DeliveryFailure?
}

/// A message of ours that left, or may have left.
public struct SentMessage: Hashable, Sendable {
    public var conversation: String
    /// Nil where the platform told none, or it is not known to have arrived.
    public var platformID: String?
    public var createdAt: Instant
}

/// Who we are on an account.
public struct Identity: Hashable, Sendable {
    public var userID: String
    public var name: String?

    public init(userID: String, name: String?) {
        self.userID = userID
        self.name = name
    }
}
