public import Model

public struct ExportFormat: Hashable, Sendable, Codable {
    /// Raised when a line changes its meaning.
    public static let current = 1

    public var format = ExportFormat.current

    public init() {}
}

public struct TeamRecord: Hashable, Sendable, Codable {
    public var team: TeamID
    /// The newest week that is accounted for.
    public var cursor: ISOWeek
    public var retiredAt: Instant?

    public init(team: TeamID, cursor: ISOWeek, retiredAt: Instant? = nil) {
        self.team = team
        self.cursor = cursor
        self.retiredAt = retiredAt
    }
}

public struct DefinitionRecord: Hashable, Sendable, Codable {
    public var team: TeamID
    public var validFrom: Instant
    public var definition: Team
}

public struct SeriesRecord: Hashable, Sendable, Codable {
    public var team: TeamID
    public var keyResult: KeyResultID
    public var currentId: KeyResultID
}

public struct CheckInRecord: Hashable, Sendable, Codable {
    public var checkIn: CheckInID
    public var state: CheckIn.State
    public var asked: CheckIn.Asked?
    public var skipReason: SkipReason?
    public var dueAt: Instant
    public var askedAt: Instant?
    public var remindAt: [Instant]
    public var closesAt: Instant
    public var closedAt: Instant?
    public var revision: Int
    public var snapshot: Snapshot?
}

extension CheckInRecord {
    public init(_ checkIn: CheckIn) {
        self.init(
            checkIn: checkIn.id, state: checkIn.state, asked: checkIn.asked, skipReason: checkIn.skipReason, dueAt: checkIn.dueAt,
            askedAt: checkIn.askedAt, remindAt: checkIn.remindAt, closesAt: checkIn.closesAt, closedAt: checkIn.closedAt,
            revision: checkIn.revision, snapshot: checkIn.snapshot)
    }
}

public struct ReminderRecord: Hashable, Sendable, Codable {
    public var checkIn: CheckInID
    /// Counted from 0.
    public var reminder: Int
    public var at: Instant
}

public struct MessageRecord: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var account: AccountID
    public var conversation: String
    public var platformId: String
    public var version: String
    public var thread: String?
    public var checkIn: CheckInID?
    public var author: Author
    public var authorName: String?
    /// Empty once the words are removed.
    public var text: String
    public var markup: Markup
    public var sentAt: Instant
    public var isDirect: Bool
    public var reading: ReplyRecord.ReadingKind?
    public var parserVersion: Int?
    public var basis: ReadingBasis?
    public var removedAt: Instant?
}

extension MessageRecord {
    /// A message that came by no chat: nothing has read it.
    public init(_ message: Message) {
        self.init(
            id: message.id, account: message.account, conversation: message.conversation, platformId: message.platformID, version: message.version,
            thread: message.thread, checkIn: message.checkIn, author: message.author, authorName: message.authorName, text: message.text,
            markup: message.markup, sentAt: message.sentAt, isDirect: message.isDirect)
    }
}

public struct OutputRecord: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var checkIn: CheckInID
    public var initiative: InitiativeID?
    public var author: Author
    public var saidAt: Instant
    public var evidence: Evidence
    public var state: Update.State
    public var endedAt: Instant?
}

public struct BlockerRecord: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var checkIn: CheckInID
    public var keyResult: KeyResultID?
    public var author: Author
    public var saidAt: Instant
    public var evidence: Evidence
    public var state: Update.State
    public var endedAt: Instant?
}

public struct SkipRecord: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var checkIn: CheckInID
    public var keyResult: KeyResultID?
    public var author: Author
    public var saidAt: Instant
    public var message: UniqueID
    public var state: Update.State
    public var endedAt: Instant?
}

public struct QuestionRecord: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var checkIn: CheckInID?
    public var reason: Question.Reason
    public var candidates: [KeyResultID]
    public var teams: [TeamID]
    public var value: Double?
    public var author: Author
    public var evidence: Evidence
    public var askedAt: Instant
    public var state: Question.State
}

/// A message of ours that was delivered, without its text: replies in its thread still find their check-in.
public struct SentRecord: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var kind: OutgoingKind
    public var account: AccountID
    public var conversation: String
    public var checkIn: CheckInID?
    public var focus: KeyResultID?
    public var slot: String?
    public var root: String?
    public var under: UniqueID?
    public var mentions: [String]
    public var createdAt: Instant
    public var expiresAt: Instant
    public var dueAt: Instant
    public var attempts: Int
    public var mayHaveArrived: Bool
    public var thread: String?
    public var edits: String?
    /// The platform's id of a person's message that got a mark.
    public var reactsTo: String?
    public var deliveredAt: Instant
    public var platformId: String?
}

/// A message of the built-in chat.
public struct ChatRecord: Hashable, Sendable, Codable {
    public var id: UniqueID
    public var channel: ChannelID
    public var thread: UniqueID?
    public var sender: String
    public var text: String
    public var at: Instant
    public var editedAt: Instant?
    public var isDeleted: Bool
}

public struct PauseRecord: Hashable, Sendable, Codable {
    public var team: TeamID
    public var until: LocalDate
    public var setAt: Instant
}
