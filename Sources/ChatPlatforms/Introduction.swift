public import Model

/// What the daemon has learnt of an account while it ran, and keeps.
public struct PlatformFacts: Hashable, Sendable {
    /// Our own user id; nil until the platform has told it.
    public var selfID: String?
    /// The name under which people see us, and by which they mention us where that goes by name.
    public var selfName: String?

    public init(selfID: String? = nil, selfName: String? = nil) {
        self.selfID = selfID
        self.selfName = selfName
    }
}

/// What the platform says of who we are.
public enum Introduction: Hashable, Sendable {
    case known(userID: String, name: String?)
    /// A failure of the class `credentials` is final until an operator acts; all others are tried again. The advice says in one plain sentence
    /// what to do, where more can be said than ``ChatPlatform/advice(on:)`` does.
    case failed(DeliveryFailure, advice: String?)
}

/// What came of opening a direct conversation.
public enum DirectOpening: Hashable, Sendable {
    /// The platform's id of it.
    case opened(conversation: String)
    /// As for a message that could not be sent; `delivered` does not occur. Opening twice does no harm, so what may have arrived is a `retry`.
    case failed(DeliveryOutcome)
}
