/// What a check-in was asked about: kept with it, and used for every reading and digest of it.
public struct Snapshot: Hashable, Sendable, Codable {
    /// A key result as the prompt showed it.
    public struct KeyResultState: Hashable, Sendable, Codable {
        public var definition: KeyResult
        public var objective: ObjectiveID
        /// Its number in the prompt, from 1.
        public var number: Int
        public var current: Double?
        public var status: Status?
        /// The current value at the end of each of the latest check-ins, oldest first, this one not included; nil where none was known.
        public var history: [Double?]

        public init(definition: KeyResult, objective: ObjectiveID, number: Int, current: Double?, status: Status? = nil, history: [Double?] = []) {
            self.definition = definition
            self.objective = objective
            self.number = number
            self.current = current
            self.status = status
            self.history = history
        }
    }

    public struct ObjectiveState: Hashable, Sendable, Codable {
        public var id: ObjectiveID
        public var title: String
        public var keyResults: [KeyResultState]
        public var initiatives: [Initiative]

        public init(id: ObjectiveID, title: String, keyResults: [KeyResultState], initiatives: [Initiative]) {
            self.id = id
            self.title = title
            self.keyResults = keyResults
            self.initiatives = initiatives
        }
    }

    public struct PersonState: Hashable, Sendable, Codable {
        public var id: PersonID
        public var name: String
        public var chat: [AccountID: String]
        public var isAway: Bool

        public init(id: PersonID, name: String, chat: [AccountID: String], isAway: Bool) {
            self.id = id
            self.name = name
            self.chat = chat
            self.isAway = isAway
        }
    }

    public var teamName: String
    public var locale: String
    public var timeZone: String
    public var channel: ChannelID
    public var cycle: Cycle?
    public var objectives: [ObjectiveState]
    public var people: [PersonState]

    public init(
        teamName: String, locale: String, timeZone: String, channel: ChannelID, cycle: Cycle?, objectives: [ObjectiveState], people: [PersonState]
    ) {
        self.teamName = teamName
        self.locale = locale
        self.timeZone = timeZone
        self.channel = channel
        self.cycle = cycle
        self.objectives = objectives
        self.people = people
    }

    public var keyResults: [KeyResultState] { objectives.flatMap(\.keyResults) }
    public var initiatives: [Initiative] { objectives.flatMap(\.initiatives) }

    public func keyResult(_ id: KeyResultID) -> KeyResultState? { keyResults.first { $0.definition.id == id } }

    public func person(_ id: PersonID) -> PersonState? { people.first { $0.id == id } }

    /// The person whose user id on the account this is.
    public func person(account: AccountID, user: String) -> PersonState? { people.first { $0.chat[account] == user } }
}

/// One weekly occurrence for one team, from its prompt to its digest.
public struct CheckIn: Hashable, Sendable, Codable {
    public enum State: String, Sendable, Codable, CaseIterable { case open, closed, skipped }

    public enum Asked: String, Sendable, Codable { case onTime = "asked", late = "asked_late" }

    public var id: CheckInID
    public var state: State
    public var asked: Asked?
    public var skipReason: SkipReason?
    /// When it should have been asked.
    public var dueAt: Instant
    public var askedAt: Instant?
    public var remindAt: [Instant]
    public var closesAt: Instant
    public var closedAt: Instant?
    public var snapshot: Snapshot?
    /// Raised by every write to the check-in.
    public var revision: Int

    public init(
        id: CheckInID, state: State, asked: Asked? = nil, skipReason: SkipReason? = nil, dueAt: Instant, askedAt: Instant? = nil,
        remindAt: [Instant] = [],
        closesAt: Instant, closedAt: Instant? = nil, snapshot: Snapshot? = nil, revision: Int = 0
    ) {
        self.id = id
        self.state = state
        self.asked = asked
        self.skipReason = skipReason
        self.dueAt = dueAt
        self.askedAt = askedAt
        self.remindAt = remindAt
        self.closesAt = closesAt
        self.closedAt = closedAt
        self.snapshot = snapshot
        self.revision = revision
    }
}

/// Why a week was not asked.
public enum SkipReason: String, Sendable, Codable, CaseIterable {
    case holiday, paused, missed, superseded
    case cycleEnded = "cycle_ended"
}
