public import Model

/// What the close of a check-in has to say, decided; the digest's template only words it.
public struct DigestContent: Hashable, Sendable {
    /// How much is worth saying.
    public enum Mode: Hashable, Sendable {
        case full
        /// Nobody has answered for so many check-ins in a row, this one included: one line.
        case oneLine(weeks: Int)
        /// As one line, and asks whether to pause.
        case pauseQuestion(weeks: Int)
    }

    /// A change of one key result's value in the check-in.
    public struct Movement: Hashable, Sendable {
        public var old: Double
        public var new: Double
        public var direction: Direction
    }

    /// A key result of the check-in.
    public struct Line: Hashable, Sendable {
        public var number: Int
        public var definition: KeyResult
        public var outcome: KeyResultOutcome
        /// The newest value of the check-in, else the one that the prompt showed.
        public var value: Double?
        /// Nil where no value was given, or none was known before.
        public var movement: Movement?
        /// Said in this check-in.
        public var status: Status?
        public var confidence: Double?
        /// Its value or status came after the close.
        public var isLate: Bool
        public var isMet: Bool
        /// Nil where nobody owns it.
        public var ownerName: String?
        public var series: [Double?]
    }

    public struct Person: Hashable, Sendable {
        public var id: PersonID
        public var name: String
        /// Numbers of the silent key results they own; empty for who answered.
        public var numbers: [Int]
    }

    /// Something delivered, and what it should move.
    public struct OutputLine: Hashable, Sendable {
        /// Nil where they were said in private or are gone.
        public var words: String?
        public var authorName: String?
        public var initiative: String?
        /// Titles of the key results that its initiative should move.
        public var shouldMove: [String]
    }

    public struct BlockerLine: Hashable, Sendable {
        /// Nil where they were said in private or are gone.
        public var words: String?
        public var authorName: String?
        public var keyResult: String?
    }

    /// A past value that a newer parser reads differently.
    public struct ReadAnewLine: Hashable, Sendable {
        public var week: ISOWeek
        public var definition: KeyResult
        public var old: Double?
        public var new: Double?
    }

    /// Output without movement, which gets one friendly question.
    public struct OutputQuestion: Hashable, Sendable {
        /// Check-ins in a row with output and without movement, this one included.
        public var weeks: Int
    }

    public var checkIn: CheckInID
    public var teamName: String
    public var locale: String
    public var mode: Mode
    public var promptDelivered: Bool
    /// In the order of the prompt.
    public var lines: [Line]
    /// In the team's order; replies after the close do not count.
    public var answered: [Person]
    /// How many people were asked: those who were not away, and those who answered all the same.
    public var asked: Int
    /// How many chat users outside the team's people answered.
    public var otherAnswers: Int
    public var missing: [Person]
    /// Who reported and is nobody that the team's file names: their names where the platform tells them, else their user ids.
    public var unsure: [String]
    public var outputs: [OutputLine]
    public var blockers: [BlockerLine]
    public var outputQuestion: OutputQuestion?
    /// Past values that were read anew since the last digest.
    public var readAnew: [ReadAnewLine]

    public var silent: [Line] { lines.filter { $0.outcome == .silent } }
    public var unowned: [Line] { lines.filter { $0.ownerName == nil } }
    public var moved: [Line] { lines.filter { $0.movement != nil } }
    /// Whether anybody answered before the close.
    public var isAnswered: Bool { !answered.isEmpty || otherAnswers > 0 }
}
