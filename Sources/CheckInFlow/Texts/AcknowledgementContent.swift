public import Model

/// What was understood of one person's messages in a check-in, as the acknowledgement says it back.
public struct AcknowledgementContent: Hashable, Sendable {
    /// One key result that the person spoke of.
    public struct Line: Hashable, Sendable {
        public var definition: KeyResult
        /// Its number in the prompt.
        public var number: Int
        /// The value before the person spoke; nil where none was known.
        public var old: Double?
        /// Nil where they gave none.
        public var new: Double?
        /// What they had reported before in the same check-in, where the message at hand gives another value.
        public var replaced: Double?
        /// They said that nothing has changed.
        public var isUnchanged: Bool
        public var status: Status?
        /// 0 to 1.
        public var confidence: Double?
        /// The words that it was read from; left out where they may not be quoted.
        public var words: String
        /// They said "about".
        public var isApproximate: Bool
        /// Why it was not taken, as a phrase: `Ben has since said 1,500`. The line then says that their own no longer stands.
        public var kept: String?

        public init(
            definition: KeyResult, number: Int, old: Double? = nil, new: Double? = nil, replaced: Double? = nil, isUnchanged: Bool = false,
            status: Status? = nil,
            confidence: Double? = nil, words: String = "", isApproximate: Bool = false, kept: String? = nil
        ) {
            self.definition = definition
            self.number = number
            self.old = old
            self.new = new
            self.replaced = replaced
            self.isUnchanged = isUnchanged
            self.status = status
            self.confidence = confidence
            self.words = words
            self.isApproximate = isApproximate
            self.kept = kept
        }
    }

    public struct OutputLine: Hashable, Sendable {
        public var words: String
        public var initiativeTitle: String?

        public init(words: String, initiativeTitle: String? = nil) {
            self.words = words
            self.initiativeTitle = initiativeTitle
        }
    }

    public struct BlockerLine: Hashable, Sendable {
        public var words: String
        public var keyResultTitle: String?

        public init(words: String, keyResultTitle: String? = nil) {
            self.words = words
            self.keyResultTitle = keyResultTitle
        }
    }

    public enum SkipLine: Hashable, Sendable {
        case keyResult(title: String)
        /// All that the person owns, or their own reply.
        case everything
    }

    /// What else the person should know about how their words were taken.
    public enum Note: Hashable, Sendable {
        /// Said after the close.
        case late
        /// Recorded for an older check-in than the open one.
        case olderCheckIn(ISOWeek)
        /// Somebody has since changed this key result: it was left as it is.
        case alreadyChanged(title: String, by: String?)
        /// The person themself has since said something else of this key result, which stands.
        case changedSince(title: String)
        /// The message was edited, and this is what it says now.
        case edited
        /// Some of what the person said before was withdrawn, by an edit, a deletion or `undo`.
        case withdrawn(titles: [String])
        /// All of it was withdrawn.
        case allWithdrawn
        /// A blocker of theirs stands in the way no longer.
        case unblocked(words: String)
        /// A line that its author takes out.
        case takenOut(words: String)
        /// Spoken for somebody else.
        case saidFor(name: String)
        /// The status was said of all, and owners' own statuses stay.
        case ownersStatusKept(titles: [String])
        /// They skipped what they had reported before: these, or with none all that they own.
        case skippedAfterReport(titles: [String])
        /// What was said of a number that is asked about, and is recorded with the answer.
        case waiting(words: [String])
        /// What was told and nothing was taken from.
        case notRecorded(words: [String], isMore: Bool, advice: Advice)
    }

    /// What to say where something of it should be recorded.
    public struct Advice: OptionSet, Hashable, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// A number, of which nothing says what it counts.
        public static let number = Advice(rawValue: 1)
        /// What sounds like a hindrance or finished work.
        public static let line = Advice(rawValue: 2)
        /// A request for a line to go, and which is not clear.
        public static let request = Advice(rawValue: 4)
    }

    public var checkIn: CheckInID
    public var teamName: String
    public var personName: String
    public var locale: String
    public var lines: [Line]
    public var outputs: [OutputLine]
    public var blockers: [BlockerLine]
    public var skips: [SkipLine]
    public var notes: [Note]
    /// A question to the person follows in a message of its own.
    public var hasOpenQuestion: Bool
    /// False where words said in a direct message would be shown in a channel.
    public var quotesAllowed: Bool
    /// The person can edit what they said, and we hear of it.
    public var canEdit: Bool

    public init(
        checkIn: CheckInID, teamName: String, personName: String, locale: String, lines: [Line] = [], outputs: [OutputLine] = [],
        blockers: [BlockerLine] = [], skips: [SkipLine] = [], notes: [Note] = [], hasOpenQuestion: Bool = false, quotesAllowed: Bool = true,
        canEdit: Bool = true
    ) {
        self.checkIn = checkIn
        self.teamName = teamName
        self.personName = personName
        self.locale = locale
        self.lines = lines
        self.outputs = outputs
        self.blockers = blockers
        self.skips = skips
        self.notes = notes
        self.hasOpenQuestion = hasOpenQuestion
        self.quotesAllowed = quotesAllowed
        self.canEdit = canEdit
    }

    /// Nothing of what the person said is left.
    public var isEmpty: Bool { lines.isEmpty && outputs.isEmpty && blockers.isEmpty && skips.isEmpty }
}
