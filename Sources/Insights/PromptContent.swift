public import Model

/// What a prompt tells: the objectives with the numbers people answer to, and until when.
public struct PromptContent: Hashable, Sendable {
    /// A key result as the prompt lists it.
    public struct Line: Hashable, Sendable {
        public var number: Int
        public var definition: KeyResult
        public var current: Double?
        public var status: Status?
        /// The value before the current one, for the last change.
        public var previous: Double?
        /// Oldest first, the current value last.
        public var series: [Double?]
        /// Nil where nobody owns it.
        public var ownerName: String?
        public var ownerIsAway: Bool
    }

    public struct Objective: Hashable, Sendable {
        public var title: String
        public var lines: [Line]
    }

    /// Why a prompt comes after its time.
    public struct Late: Hashable, Sendable {
        public var reason: String
        public var missedBy: Duration?
    }

    public var checkIn: CheckInID
    public var teamName: String
    public var locale: String
    public var timeZone: String
    public var objectives: [Objective]
    /// The team has only one, so that an answer needs no number before its value.
    public var hasOneKeyResult: Bool
    /// The close on the team's clock; nil leaves it out.
    public var closes: LocalDateTime?
    public var late: Late?
    /// The cycle is over, and its closing values are asked for.
    public var isClosing: Bool
    /// The cycle that closes.
    public var cycleName: String?
    /// The name of the one person asked by direct message; nil for a channel.
    public var person: String?
    /// How people are to answer.
    public var hearing: Hearing

    /// Reads the snapshot of the check-in, or shows no key result where it has none.
    ///
    /// - Parameters:
    ///   - lateReason: a phrase after "This comes late: ", such as `outcomed was not running`; nil for a prompt in time.
    ///   - person: who is asked by direct message; then only the key results they own are listed, or all where they own none.
    public init(
        checkIn: CheckIn, closes: LocalDateTime? = nil, lateReason: String? = nil, missedBy: Duration? = nil, isClosing: Bool = false,
        person: PersonID? = nil, hearing: Hearing = .plainly
    ) {
        let snapshot = checkIn.snapshot
        self.checkIn = checkIn.id
        teamName = snapshot?.teamName ?? checkIn.id.team.rawValue
        locale = snapshot?.locale ?? "en"
        timeZone = snapshot?.timeZone ?? "UTC"
        hasOneKeyResult = snapshot?.keyResults.count == 1
        self.closes = closes
        late = lateReason.map { Late(reason: $0, missedBy: missedBy) }
        self.isClosing = isClosing
        cycleName = snapshot?.cycle?.name
        self.person = person.flatMap { snapshot?.person($0)?.name }
        self.hearing = hearing
        objectives = snapshot.map { Self.objectives(of: $0, person: person) } ?? []
    }

    private static func objectives(of snapshot: Snapshot, person: PersonID?) -> [Objective] {
        let ownsSome = person != nil && snapshot.keyResults.contains { $0.definition.owner == person }
        return snapshot.objectives.compactMap { objective in
            let shown = objective.keyResults.filter { !ownsSome || $0.definition.owner == person }
            return shown.isEmpty ? nil : Objective(title: objective.title, lines: shown.map { line($0, in: snapshot) })
        }
    }

    private static func line(_ state: Snapshot.KeyResultState, in snapshot: Snapshot) -> Line {
        let owner = state.definition.owner.flatMap(snapshot.person)
        let series = series(of: state)
        let known = series.compactMap { $0 }
        return Line(
            number: state.number, definition: state.definition, current: state.current, status: state.status,
            previous: known.count > 1 ? known[known.count - 2] : nil, series: series,
            ownerName: owner?.name ?? state.definition.owner?.rawValue, ownerIsAway: owner?.isAway ?? false)
    }
}

/// The values of the latest check-ins, oldest first, with the current one at the end.
public func series(of state: Snapshot.KeyResultState) -> [Double?] {
    guard let current = state.current, state.history.last.flatMap({ $0 }) != current else { return state.history }
    return state.history + [current]
}
