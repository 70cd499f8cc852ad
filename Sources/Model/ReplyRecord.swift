/// All that one reply changes, computed by the flow and written in one transaction.
public struct ReplyRecord: Hashable, Sendable {
    /// An update that is no longer live, and why.
    public struct Ended: Hashable, Sendable {
        public var update: UniqueID
        public var state: Update.State
        public var reason: String

        public init(update: UniqueID, state: Update.State, reason: String) {
            self.update = update
            self.state = state
            self.reason = reason
        }
    }

    /// A question that changes its state.
    public struct QuestionChange: Hashable, Sendable {
        public var question: UniqueID
        public var state: Question.State

        public init(question: UniqueID, state: Question.State) {
            self.question = question
            self.state = state
        }
    }

    public enum ReadingKind: String, Sendable, Codable, CaseIterable { case report, answer, command, chatter, unread }

    /// The inbox row that this settles.
    public var inbox: UniqueID
    /// Nil for a deletion, which adds no words.
    public var message: Message?
    public var kind: ReadingKind
    public var parserVersion: Int
    /// What the reading was made with; nil where nothing was read.
    public var basis: ReadingBasis?
    public var checkIn: CheckInID?
    /// The revision that the record was computed from.
    public var expectedRevision: Int
    public var updates: [Update]
    public var ended: [Ended]
    public var outputs: [Output]
    public var blockers: [Blocker]
    public var skips: [Skip]
    /// Earlier messages (any version) whose outputs, blockers and skips end with this record: those of an edit's or deletion's original.
    public var endsNotesOf: [UniqueID]
    /// Blockers of earlier messages that stand in the way no longer.
    public var endedBlockers: [UniqueID] = []
    /// Outputs and blockers of earlier messages that their author says not to be so.
    public var retractedNotes: [UniqueID] = []
    /// Blockers of earlier messages of which this record holds another version, about another key result.
    public var movedNotes: [UniqueID] = []
    public var questions: [Question]
    public var questionChanges: [QuestionChange]
    public var drafts: [OutboxDraft]
    public var recordedAt: Instant
    /// What happened, for the journal.
    public var summary: String

    public init(
        inbox: UniqueID, message: Message?, kind: ReadingKind, parserVersion: Int, basis: ReadingBasis? = nil, checkIn: CheckInID?,
        expectedRevision: Int, updates: [Update] = [],
        ended: [Ended] = [], outputs: [Output] = [], blockers: [Blocker] = [], skips: [Skip] = [], endsNotesOf: [UniqueID] = [],
        questions: [Question] = [], questionChanges: [QuestionChange] = [], drafts: [OutboxDraft] = [], recordedAt: Instant, summary: String
    ) {
        self.inbox = inbox
        self.message = message
        self.kind = kind
        self.parserVersion = parserVersion
        self.basis = basis
        self.checkIn = checkIn
        self.expectedRevision = expectedRevision
        self.updates = updates
        self.ended = ended
        self.outputs = outputs
        self.blockers = blockers
        self.skips = skips
        self.endsNotesOf = endsNotesOf
        self.questions = questions
        self.questionChanges = questionChanges
        self.drafts = drafts
        self.recordedAt = recordedAt
        self.summary = summary
    }
}

/// What a reading depended on besides the words and the check-in's snapshot, kept so that an edited message can be read again as it was read first.
public struct ReadingBasis: Hashable, Sendable, Codable {
    public var date: LocalDate
    public var focus: KeyResultID?
    /// The question that was open to the sender.
    public var pending: UniqueID?
    /// The values then current.
    public var current: [KeyResultID: Double]
    /// What the sender had reported before, in this check-in; nil where that was not yet kept.
    public var spoken: [KeyResultID]?
    /// Of which the sender had said how sure they are; nil where that was not yet kept.
    public var rated: [KeyResultID]?
    /// What the sender had told before, in its order; nil where that was not yet kept.
    public var told: [Told]?

    /// What stood of one key result by the sender's own words.
    public struct Told: Hashable, Sendable, Codable {
        public var keyResult: KeyResultID
        public var value: Double?
        public var status: Status?
        public var confidence: Double?
        /// In the latest message of theirs that told anything.
        public var isLatest: Bool

        public init(keyResult: KeyResultID, value: Double?, status: Status?, confidence: Double?, isLatest: Bool) {
            self.keyResult = keyResult
            self.value = value
            self.status = status
            self.confidence = confidence
            self.isLatest = isLatest
        }
    }

    public init(
        date: LocalDate, focus: KeyResultID?, pending: UniqueID?, current: [KeyResultID: Double], spoken: [KeyResultID]? = nil,
        rated: [KeyResultID]? = nil, told: [Told]? = nil
    ) {
        self.date = date
        self.focus = focus
        self.pending = pending
        self.current = current
        self.spoken = spoken
        self.rated = rated
        self.told = told
    }
}
