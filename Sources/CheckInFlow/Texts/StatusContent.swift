public import Insights
public import Model

/// Where a team stands now, for who asks.
public struct StatusContent: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var number: Int
        public var definition: KeyResult
        /// Now; nil where none is known.
        public var current: Double?
        /// What the check-in's prompt showed.
        public var before: Double?
        /// What was said last, in this check-in or before it.
        public var status: Status?
        /// The status is from an earlier check-in: nobody has confirmed it in this one.
        public var isStatusEarlier: Bool
        public var outcome: KeyResultOutcome
        public var series: [Double?]
        public var ownerName: String?
    }

    public var checkIn: CheckInID
    public var teamName: String
    public var locale: String
    public var timeZone: String
    public var isOpen: Bool
    /// On the team's clock.
    public var closes: LocalDateTime?
    public var lines: [Line]
    /// Names of who has not answered yet.
    public var missing: [String]

    /// - Parameters:
    ///   - facts: of the open check-in, else of the newest.
    ///   - current: the values that hold now; where one is missing, the check-in's own stands.
    ///   - closes: on the team's clock; shown while the check-in is open.
    public init(_ facts: CheckInFacts, current: [KeyResultID: Double] = [:], closes: LocalDateTime? = nil) {
        let digest = DigestContent(facts)
        let states = facts.checkIn.snapshot?.keyResults ?? []
        checkIn = facts.checkIn.id
        teamName = digest.teamName
        locale = digest.locale
        timeZone = facts.checkIn.snapshot?.timeZone ?? "UTC"
        isOpen = facts.checkIn.state == .open
        self.closes = isOpen ? closes : nil
        lines = zip(digest.lines, states).map { line, state in
            Line(
                number: line.number, definition: line.definition, current: current[line.definition.id] ?? line.value, before: state.current,
                status: line.status ?? state.status, isStatusEarlier: line.status == nil, outcome: line.outcome, series: line.series,
                ownerName: line.ownerName)
        }
        missing = isOpen ? digest.missing.map(\.name) : []
    }
}
