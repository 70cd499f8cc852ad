public import Model
public import OutboundHTTP

/// The one list of platforms; switches over it have no `default`.
public enum PlatformKind: String, Sendable, Codable, CaseIterable {
    case slack, webhook, builtin
}

/// A chat platform with one account's credentials: pure translation, no sockets, no clock, no store.
public protocol ChatPlatform: Sendable {
    /// The settings that an account of this platform takes in the configuration.
    static var settings: [SettingSpec] { get }

    var account: AccountID { get }
    var capabilities: Capabilities { get }

    /// How to post (or, with `edits`, to replace) this message. The body is the same on every try; only signatures and time stamps move with `now`.
    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch

    /// What the platform's answer to that message means.
    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome

    /// A request that reads the conversation back, to look for a message whose sending ended unknown; nil where that is impossible.
    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest?

    /// What the read-back says of that message.
    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup

    /// Proves that the webhook comes from the platform, over its raw bytes.
    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook

    /// What a verified webhook holds.
    func decode(_ webhook: VerifiedWebhook) throws(WebhookRefusal) -> WebhookContent
}

/// What the flow may count on.
public struct Capabilities: Sendable, Hashable {
    public var threads: Bool
    public var edits: Bool
    public var reacts: Bool
    public var returnsMessageID: Bool
    /// Replies reach us at all.
    public var receives: Bool
    /// A repeated send with the same id is taken once.
    public var idempotent: Bool
    /// The conversation can be read back.
    public var readsBack: Bool
    /// Hosted by somebody else, with bursts on the hour: sends are spread over a minute.
    public var hosted: Bool
    /// Every message in the conversation is meant for us.
    public var alwaysRead: Bool
    /// The platform has no user ids of its own: a sender is a person's id of the configuration.
    public var namesPeopleByID: Bool
    public var markup: Markup
    /// Least time between two messages of a conversation.
    public var pace: Duration

    public init(
        threads: Bool, edits: Bool, reacts: Bool, returnsMessageID: Bool, receives: Bool, idempotent: Bool, readsBack: Bool, hosted: Bool,
        alwaysRead: Bool, namesPeopleByID: Bool = false, markup: Markup, pace: Duration
    ) {
        self.threads = threads
        self.edits = edits
        self.reacts = reacts
        self.returnsMessageID = returnsMessageID
        self.receives = receives
        self.idempotent = idempotent
        self.readsBack = readsBack
        self.hosted = hosted
        self.alwaysRead = alwaysRead
        self.namesPeopleByID = namesPeopleByID
        self.markup = markup
        self.pace = pace
    }
}

/// How a message leaves.
public enum Dispatch: Sendable, Hashable {
    case http(OutboundRequest)
    /// Into the chat that the daemon itself serves.
    case local
    /// It cannot be sent as it is.
    case impossible(DeliveryFailure)
}

/// What reading a conversation back told of one message.
public enum Lookup: Sendable, Hashable {
    case present(messageID: String)
    case absent
    /// The answer does not tell: treat the send as unknown still.
    case undecided
}

/// A request to `/hooks/{account}` as it came in, unproven.
public struct RawWebhook: Sendable, Hashable {
    public var account: AccountID
    public var method: String
    /// Names in lower case.
    public var headers: [String: String]
    public var body: [UInt8]

    public init(account: AccountID, method: String, headers: [String: String], body: [UInt8]) {
        self.account = account
        self.method = method
        self.headers = headers
        self.body = body
    }
}

/// A webhook whose signature held. Only this module makes one.
public struct VerifiedWebhook: Sendable, Hashable {
    public let raw: RawWebhook

    init(_ raw: RawWebhook) { self.raw = raw }
}

/// What a verified webhook holds.
public enum WebhookContent: Sendable, Hashable {
    /// To be taken in durably before the 200; empty when there is nothing for us in it.
    case events([IncomingEvent])
    /// Answer at once with this body, and keep nothing.
    case answer(contentType: String, body: [UInt8])
}

/// Why a webhook is turned away. The caller learns the status alone.
public enum WebhookRefusal: Error, Sendable, Hashable {
    case unsigned, badSignature, stale, malformed, unsupported

    public var status: Int {
        switch self {
        case .unsigned, .badSignature, .stale: 401
        case .malformed: 400
        case .unsupported: 404
        }
    }
}
