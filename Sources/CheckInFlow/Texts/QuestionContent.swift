public import Model

/// One thing that could not be settled, and whom it is asked of.
public struct QuestionContent: Hashable, Sendable {
    public struct Candidate: Hashable, Sendable {
        public var number: Int
        public var definition: KeyResult
        public var current: Double?

        public init(number: Int, definition: KeyResult, current: Double?) {
            self.number = number
            self.definition = definition
            self.current = current
        }
    }

    public var reason: Question.Reason
    public var personName: String
    public var locale: String
    /// In the order of the prompt.
    public var candidates: [Candidate]
    /// Names of the teams, for `whichTeam`.
    public var teamNames: [String]
    /// The value at stake, when there is one.
    public var value: Double?
    /// The clause in question.
    public var words: String
    public var quotesAllowed: Bool

    /// - Parameters:
    ///   - snapshot: of the question's check-in; nil where the team itself is in question.
    ///   - current: values said since the check-in was asked.
    ///   - teamNames: in the order of the question's teams.
    ///   - words: the clause as people see it.
    public init(
        _ question: Question, snapshot: Snapshot?, current: [KeyResultID: Double] = [:], teamNames: [String] = [], personName: String,
        words: String, quotesAllowed: Bool = true
    ) {
        reason = question.reason
        self.personName = personName
        locale = snapshot?.locale ?? "en"
        candidates = question.candidates.compactMap { id in
            snapshot?.keyResult(id).map { Candidate(number: $0.number, definition: $0.definition, current: current[id] ?? $0.current) }
        }
        self.teamNames = teamNames
        value = question.value
        self.words = words
        self.quotesAllowed = quotesAllowed
    }
}
