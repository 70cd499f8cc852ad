/// Whose markup a message's text carries.
public enum Markup: String, Sendable, Codable, CaseIterable { case slack, mattermost, discord, teams, matrix, zulip, plain }

/// An event as a platform delivered it, verified and decoded, before anybody has looked at what it says.
public struct IncomingEvent: Hashable, Sendable, Codable {
    public enum Change: Hashable, Sendable, Codable {
        case posted
        /// The platform's stamp of the edit, or a hash of the content where there is none.
        case edited(stamp: String)
        case deleted
    }

    public var account: AccountID
    /// The platform's id of the event.
    public var eventID: String
    public var conversation: String
    /// The platform's id of the message.
    public var messageID: String
    public var change: Change
    /// The platform's id of the thread's root; nil at top level.
    public var thread: String?
    public var senderID: String
    public var senderName: String?
    /// As it came, markup included; empty for a deletion.
    public var text: String
    public var markup: Markup
    public var sentAt: Instant
    public var isDirect: Bool
    public var mentionsUs: Bool
    /// The platform says that the thread's root was written by us.
    public var isThreadOurs: Bool
    /// Said by a slash command: no message stands in the conversation that could be answered in a thread or marked.
    public var isCommand: Bool

    public init(
        account: AccountID, eventID: String, conversation: String, messageID: String, change: Change = .posted, thread: String? = nil,
        senderID: String,
        senderName: String? = nil, text: String, markup: Markup, sentAt: Instant, isDirect: Bool = false, mentionsUs: Bool = false,
        isThreadOurs: Bool = false, isCommand: Bool = false
    ) {
        self.account = account
        self.eventID = eventID
        self.conversation = conversation
        self.messageID = messageID
        self.change = change
        self.thread = thread
        self.senderID = senderID
        self.senderName = senderName
        self.text = text
        self.markup = markup
        self.sentAt = sentAt
        self.isDirect = isDirect
        self.mentionsUs = mentionsUs
        self.isThreadOurs = isThreadOurs
        self.isCommand = isCommand
    }

    /// With account, conversation and message id, what makes a second delivery of the same content a duplicate.
    public var version: String {
        switch change {
        case .posted: "0"
        case .edited(let stamp): stamp
        case .deleted: "deleted"
        }
    }
}

/// What a person wrote, as kept: one row a message and version.
public struct Message: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var account: AccountID
    public var conversation: String
    public var platformID: String
    public var version: String
    public var thread: String?
    public var checkIn: CheckInID?
    public var author: Author
    public var authorName: String?
    public var text: String
    public var markup: Markup
    public var sentAt: Instant
    public var isDirect: Bool

    public init(
        id: UniqueID, account: AccountID, conversation: String, platformID: String, version: String, thread: String?, checkIn: CheckInID?,
        author: Author,
        authorName: String? = nil, text: String, markup: Markup, sentAt: Instant, isDirect: Bool = false
    ) {
        self.id = id
        self.account = account
        self.conversation = conversation
        self.platformID = platformID
        self.version = version
        self.thread = thread
        self.checkIn = checkIn
        self.author = author
        self.authorName = authorName
        self.text = text
        self.markup = markup
        self.sentAt = sentAt
        self.isDirect = isDirect
    }
}
