public import Model

/// When and from whom a message came, and what the conversation was about.
public struct Moment: Hashable, Sendable {
    public var date: LocalDate
    public var sender: String
    /// The id of the one key result that the thread is about.
    public var focus: String?
    public var pending: PendingQuestion?
    /// Values recorded since the vocabulary was made, by key result id.
    public var current: [String: Double]?
    /// The key results that the sender has reported in this check-in, by id: what a status without a name is said of where there is just one.
    public var spoken: [String]
    /// Those of which they have said how sure they are: another share of one of them is that, and no value.
    public var rated: [String]
    /// What the sender has told in this check-in, in its order: a message that names nothing may go on about it.
    public var told: [Told]

    /// What stands of one key result by the sender's own words.
    public struct Told: Hashable, Sendable {
        /// Its id.
        public var keyResult: String
        public var value: Double?
        public var status: Status?
        /// 0 to 1.
        public var confidence: Double?
        /// In the latest message of theirs that told anything.
        public var isLatest: Bool

        public init(keyResult: String, value: Double? = nil, status: Status? = nil, confidence: Double? = nil, isLatest: Bool = false) {
            self.keyResult = keyResult
            self.value = value
            self.status = status
            self.confidence = confidence
            self.isLatest = isLatest
        }
    }

    public init(
        date: LocalDate, sender: String, focus: String? = nil, pending: PendingQuestion? = nil, current: [String: Double]? = nil,
        spoken: [String] = [], rated: [String] = [], told: [Told] = []
    ) {
        self.date = date
        self.sender = sender
        self.focus = focus
        self.pending = pending
        self.current = current
        self.spoken = spoken
        self.rated = rated
        self.told = told
    }
}

/// The question that this sender was asked last and has not answered.
public struct PendingQuestion: Hashable, Sendable {
    public var reason: Question.Reason
    public var text: String
    /// Key result ids, in the order in which they were named.
    public var candidates: [String]
    /// The value at stake, when there is one.
    public var value: Double?

    public init(reason: Question.Reason, text: String, candidates: [String], value: Double? = nil) {
        self.reason = reason
        self.text = text
        self.candidates = candidates
        self.value = value
    }
}
