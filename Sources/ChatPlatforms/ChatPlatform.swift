public import Model
public import OutboundHTTP

/// The one list of platforms; switches over it have no `default`.
public enum PlatformKind: String, Sendable, Codable, CaseIterable {
    case slack, webhook, builtin
    case mattermost, rocketchat, discord
    case zulip, matrix, telegram
    case teams
    case googlechat
}

/// A chat platform with one account's credentials: pure translation, no sockets, no clock, no store.
public protocol ChatPlatform: Sendable {
    /// The settings that an account of this platform takes in the configuration.
    static var settings: [SettingSpec] { get }

    var account: AccountID { get }
    var capabilities: Capabilities { get }

    /// How to post (or, with `edits`, to replace) this message. The body is the same on every try; only signatures and time stamps move with `now`.
    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch

    /// Whether one message of the platform's shows all of the text; what it does not hold is cut at its end. Title and mentions are shortened at all
    /// times and do not count.
    func holds(_ message: OutgoingMessage) -> Bool

    /// What the platform's answer to that message means.
    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome

    /// A request that reads the conversation back, to look for a message whose sending ended unknown; nil where that is impossible.
    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest?

    /// What the read-back says of that message.
    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup

    /// Proves that the webhook comes from the platform, over its raw bytes.
    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook

    /// Fetches the public keys by which the platform signs its webhooks; nil where they prove themselves by a secret of the account.
    func fetchKeys(at now: Instant) -> OutboundRequest?

    /// The keys that an answer to that holds; nil where it holds none.
    func keys(in response: OutboundResponse, at now: Instant) -> SigningKeys?

    /// The same account with those keys at hand: without the right one ``verify(_:at:)`` throws `.unknownKey`.
    func knowing(_ keys: SigningKeys) -> any ChatPlatform

    /// What a verified webhook holds. An adapter that needs to know itself for it, and does not yet, throws `.unready`.
    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent

    /// The message that an event's thread hangs under, where a thread is written with more than its root; nil where that is not known.
    func root(ofThread thread: String) -> String?

    /// Asks the platform who we are. Nil where it has no such call.
    func introduce(allowPrivate: Bool, at now: Instant) -> OutboundRequest?

    /// Who we are, or in plain words why the platform does not say.
    func introduced(_ response: OutboundResponse, at now: Instant) -> Introduction

    /// What to fetch in order to learn what people wrote; empty where this account is not set to poll.
    ///
    /// - Parameter conversations: those of the configuration and the direct ones that we opened, each once.
    func pollScopes(conversations: [String]) -> [PollScope]

    /// The next request of a scope; nil where there is nothing to fetch before the account's pause.
    func poll(_ scope: PollScope, _ context: PollContext, at now: Instant) -> OutboundRequest?

    /// What came of it. The context is that of the request.
    func polled(_ response: OutboundResponse, _ scope: PollScope, _ context: PollContext, at now: Instant) -> PollOutcome

    /// What the operator should know of where a poller stands, such as words that could not be read; nil where all is well.
    ///
    /// - Parameter conversation: one of those that the poller fetches from.
    func trouble(in cursor: PollCursor, of conversation: String, at now: Instant) -> String?

    /// Asks whether something keeps us from reading a conversation in which we may write; nil where there is nothing to ask.
    func examine(_ conversation: String, allowPrivate: Bool, at now: Instant) -> OutboundRequest?

    /// What keeps us from it; nil where nothing does.
    func obstacle(in response: OutboundResponse) -> DeliveryFailure?

    /// The direct conversation with a user where it needs no opening, since the platform names it by the user; nil elsewhere.
    func directConversation(with user: String) -> String?

    /// Opens a direct conversation with a user, or finds the one that is there; nil where that is impossible or needs no request.
    func openDirect(with user: String, facts: PlatformFacts, allowPrivate: Bool, at now: Instant) -> OutboundRequest?

    /// Which conversation it is.
    func openedDirect(_ response: OutboundResponse, with user: String, at now: Instant) -> DirectOpening

    /// Asks how a user is called; nil where the platform's events tell names themselves, or it has no such call.
    func profile(of user: String, allowPrivate: Bool, at now: Instant) -> OutboundRequest?

    /// The user's name as people read it; nil where the answer does not tell.
    func profileName(in response: OutboundResponse) -> String?

    /// What an operator can do about a failure of this platform, in one plain sentence; nil where its class says all.
    func advice(on failure: DeliveryFailure) -> String?
}

/// What an adapter need not say.
extension ChatPlatform {
    public func decode(_ webhook: VerifiedWebhook) throws(WebhookRefusal) -> WebhookContent { try decode(webhook, facts: PlatformFacts()) }

    public func holds(_ message: OutgoingMessage) -> Bool { true }

    public func root(ofThread thread: String) -> String? { thread }

    public func fetchKeys(at now: Instant) -> OutboundRequest? { nil }

    public func keys(in response: OutboundResponse, at now: Instant) -> SigningKeys? { nil }

    public func knowing(_ keys: SigningKeys) -> any ChatPlatform { self }

    public func introduce(allowPrivate: Bool, at now: Instant) -> OutboundRequest? { nil }

    public func introduced(_ response: OutboundResponse, at now: Instant) -> Introduction {
        .failed(DeliveryFailure(.internalError, "the platform does not say who we are"), advice: nil)
    }

    public func pollScopes(conversations: [String]) -> [PollScope] { [] }

    public func poll(_ scope: PollScope, _ context: PollContext, at now: Instant) -> OutboundRequest? { nil }

    public func polled(_ response: OutboundResponse, _ scope: PollScope, _ context: PollContext, at now: Instant) -> PollOutcome {
        .retry(after: nil, DeliveryFailure(.internalError, "the platform is not polled"))
    }

    public func trouble(in cursor: PollCursor, of conversation: String, at now: Instant) -> String? { nil }

    public func examine(_ conversation: String, allowPrivate: Bool, at now: Instant) -> OutboundRequest? { nil }

    public func obstacle(in response: OutboundResponse) -> DeliveryFailure? { nil }

    public func directConversation(with user: String) -> String? { nil }

    public func openDirect(with user: String, facts: PlatformFacts, allowPrivate: Bool, at now: Instant) -> OutboundRequest? { nil }

    public func openedDirect(_ response: OutboundResponse, with user: String, at now: Instant) -> DirectOpening {
        .failed(.refused(DeliveryFailure(.policy, "the platform opens no direct conversations")))
    }

    public func profile(of user: String, allowPrivate: Bool, at now: Instant) -> OutboundRequest? { nil }

    public func profileName(in response: OutboundResponse) -> String? { nil }

    public func advice(on failure: DeliveryFailure) -> String? { nil }
}

/// What the flow may count on.
public struct Capabilities: Sendable, Hashable {
    public var threads: Bool
    public var edits: Bool
    public var reacts: Bool
    public var returnsMessageID: Bool
    /// Replies reach us at all.
    public var receives: Bool
    /// They come as webhooks to `/hooks/{account}`.
    public var pushes: Bool
    /// They are fetched.
    public var polls: Bool
    /// A repeated send with the same id is taken once.
    public var idempotent: Bool
    /// The conversation can be read back.
    public var readsBack: Bool
    /// How people speak so that it reaches us; what messages of ours ask them to do.
    public var hearing: Hearing
    /// Edits of what people wrote reach us.
    public var hearsEdits: Bool
    /// Hosted by somebody else, with bursts on the hour: sends are spread over a minute.
    public var hosted: Bool
    /// Every message in the conversation is meant for us.
    public var alwaysRead: Bool
    /// The platform has no user ids of its own: a sender is a person's id of the configuration.
    public var namesPeopleByID: Bool
    /// A person can be written to in a direct conversation.
    public var direct: Bool
    public var markup: Markup
    /// Least time between two messages of a conversation.
    public var pace: Duration
    /// The longest text that one message holds, for people to read.
    public var textLimit: TextLimit?
    /// What a repeated send is known by, such as `nonce`, for people to read; nil where there is no such thing.
    public var idempotencyKey: String?

    /// - Parameters:
    ///   - pushes: as `receives` where it is left out.
    ///   - hearing: never, whatever is given, where nothing is received.
    ///   - hearsEdits: where people are heard plainly, if it is left out.
    public init(
        threads: Bool, edits: Bool, reacts: Bool, returnsMessageID: Bool, receives: Bool, pushes: Bool? = nil, polls: Bool = false,
        hearing: Hearing = .plainly, hearsEdits: Bool? = nil, idempotent: Bool, readsBack: Bool, hosted: Bool,
        alwaysRead: Bool, namesPeopleByID: Bool = false, direct: Bool = false, markup: Markup, pace: Duration, textLimit: TextLimit? = nil,
        idempotencyKey: String? = nil
    ) {
        self.threads = threads
        self.edits = edits
        self.reacts = reacts
        self.returnsMessageID = returnsMessageID
        self.receives = receives
        self.pushes = pushes ?? receives
        self.polls = polls
        self.hearing = receives ? hearing : .never
        self.hearsEdits = receives && hearsEdits ?? (hearing == .plainly)
        self.idempotent = idempotent
        self.readsBack = readsBack
        self.hosted = hosted
        self.alwaysRead = alwaysRead
        self.namesPeopleByID = namesPeopleByID
        self.direct = direct
        self.markup = markup
        self.pace = pace
        self.textLimit = textLimit
        self.idempotencyKey = idempotencyKey
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
    /// When it was proven, for platforms that do not tell when a message was written.
    let provenAt: Instant?

    init(_ raw: RawWebhook, at now: Instant? = nil) {
        self.raw = raw
        provenAt = now
    }
}

/// What a verified webhook holds.
public enum WebhookContent: Sendable, Hashable {
    /// To be taken in durably before the 200; empty when there is nothing for us in it.
    case events([IncomingEvent])
    /// The same, for a platform that shows the body of the 200 to the sender: a slash command, an outgoing webhook.
    case answered([IncomingEvent], contentType: String, body: [UInt8])
    /// Answer at once with this body, and keep nothing.
    case answer(contentType: String, body: [UInt8])
}

/// Why a webhook is turned away. The caller learns the status alone.
public enum WebhookRefusal: Error, Sendable, Hashable {
    case unsigned, badSignature, stale, malformed, unsupported
    /// We do not know yet who we are, so that our own messages could not be told from people's: the platform is to come again.
    case unready
    /// Signed by a key that is not among those at hand.
    case unknownKey

    public var status: Int {
        switch self {
        case .unsigned, .badSignature, .stale, .unknownKey: 401
        case .malformed: 400
        case .unsupported: 404
        case .unready: 503
        }
    }
}
