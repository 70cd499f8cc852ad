public import Model

/// A short answer to a request that records nothing new.
public enum NoticeContent: Hashable, Sendable {
    /// Something that `undo` has taken back.
    public enum Undone: Hashable, Sendable {
        /// The value or status taken back, and the value that holds now.
        case keyResult(KeyResult, number: Int, withdrawn: Double?, now: Double?)
        case output(words: String)
        case blocker(words: String)
        /// Nil stands for everything.
        case skip(title: String?)
        /// What was asked about; nothing of it was recorded yet.
        case question(words: String)
    }

    case undone([Undone], locale: String)
    /// What was asked is answered, and no value is another for it: what holds, where one key result was meant.
    case settled(KeyResult?, now: Double?, locale: String)
    /// The sender has nothing recorded in this check-in.
    case nothingToUndo
    /// A request that fits several teams.
    case whichTeam(names: [String])
    /// The sender is not one of the people of a team that this conversation belongs to.
    case notMember(teamNames: [String])
    /// No check-in of the team was asked yet.
    case nothingAskedYet(teamName: String)
}

/// What could not be understood.
public struct UnreadContent: Hashable, Sendable {
    /// The message, or the part of it, as people see it.
    public var words: String
    public var quotesAllowed: Bool
    /// A key result to show an answer with; nil where no check-in is known.
    public var example: QuestionContent.Candidate?
    /// Its team has no other key result.
    public var hasOneKeyResult: Bool
    /// A question to the person is open, and this did not answer it.
    public var isAsked: Bool
    /// They want a line of the minutes taken out, and which is not clear.
    public var isOfLine: Bool
    public var locale: String

    /// - Parameters:
    ///   - snapshot: of the check-in that the message seemed to be for.
    ///   - current: values said since it was asked.
    ///   - person: who said it: of their own key results one is shown as an example.
    public init(
        words: String, snapshot: Snapshot?, current: [KeyResultID: Double] = [:], person: PersonID? = nil, isAsked: Bool = false,
        isOfLine: Bool = false, quotesAllowed: Bool = true
    ) {
        self.words = words
        self.isAsked = isAsked
        self.isOfLine = isOfLine
        self.quotesAllowed = quotesAllowed
        locale = snapshot?.locale ?? "en"
        hasOneKeyResult = snapshot?.keyResults.count == 1
        let own = snapshot?.keyResults.first { $0.definition.owner != nil && $0.definition.owner == person }
        example = (own ?? snapshot?.keyResults.first).map {
            QuestionContent.Candidate(number: $0.number, definition: $0.definition, current: current[$0.definition.id] ?? $0.current)
        }
    }
}

/// How to answer, for who asks for help.
public struct HelpContent: Hashable, Sendable {
    public var teamName: String?
    public var locale: String
    /// Up to two key results to show answers with.
    public var examples: [QuestionContent.Candidate]
    /// Edits and deletions reach us.
    public var hearsEdits: Bool

    /// - Parameter snapshot: of the team's newest check-in; nil before the first, and where the team is not known.
    public init(teamName: String?, snapshot: Snapshot?, hearsEdits: Bool = true) {
        self.hearsEdits = hearsEdits
        self.teamName = teamName
        locale = snapshot?.locale ?? "en"
        examples = (snapshot?.keyResults ?? []).prefix(2).map {
            QuestionContent.Candidate(number: $0.number, definition: $0.definition, current: $0.current)
        }
    }
}
