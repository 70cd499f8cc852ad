/// A team as its file defines it: who is asked, where, when, and about which objectives.
public struct Team: Hashable, Sendable, Codable {
    public var id: TeamID
    public var name: String
    public var channel: ChannelID
    /// An IANA zone name.
    public var timeZone: String
    /// Number style and language of the replies: `en`, `de`, `fr`, `es`, `pt`, `nb`, `nl`.
    public var locale: String
    public var schedule: CheckInSchedule
    public var people: [Person]
    public var cycle: Cycle?
    public var objectives: [Objective]

    public init(
        id: TeamID, name: String, channel: ChannelID, timeZone: String, locale: String = "en", schedule: CheckInSchedule, people: [Person] = [],
        cycle: Cycle? = nil, objectives: [Objective] = []
    ) {
        self.id = id
        self.name = name
        self.channel = channel
        self.timeZone = timeZone
        self.locale = locale
        self.schedule = schedule
        self.people = people
        self.cycle = cycle
        self.objectives = objectives
    }

    /// In the order of the prompt, which numbers them from 1.
    public var keyResults: [KeyResult] { objectives.flatMap(\.keyResults) }
    public var initiatives: [Initiative] { objectives.flatMap(\.initiatives) }
}

/// Somebody who answers check-ins.
public struct Person: Hashable, Sendable, Codable {
    public var id: PersonID
    public var name: String
    /// The person's user id on each account.
    public var chat: [AccountID: String]
    /// An IANA zone name; nil means the team's.
    public var timeZone: String?
    /// Dates in the person's own zone on which they are not asked, not reminded and not missing.
    public var away: [DateSpan]

    public init(id: PersonID, name: String, chat: [AccountID: String] = [:], timeZone: String? = nil, away: [DateSpan] = []) {
        self.id = id
        self.name = name
        self.chat = chat
        self.timeZone = timeZone
        self.away = away
    }
}

/// Days from the first to the last, both included; written `2026-12-21..2027-01-01`.
public struct DateSpan: Hashable, Sendable, Codable {
    public var first: LocalDate
    public var last: LocalDate

    public init(first: LocalDate, last: LocalDate) {
        self.first = first
        self.last = last
    }

    /// Reads one date or two with `..` between them; nil when they are no dates or in the wrong order.
    public init?(_ text: String) {
        let parts = text.split(separator: "..", omittingEmptySubsequences: false).map { LocalDate(String($0)) }
        guard parts.count <= 2, let first = parts.first ?? nil, let last = parts.last ?? nil, first <= last else { return nil }
        self.init(first: first, last: last)
    }

    public func contains(_ date: LocalDate) -> Bool { first <= date && date <= last }
}

/// The quarter, or whatever span the team's goals are set for.
public struct Cycle: Hashable, Sendable, Codable {
    public var name: String
    public var start: LocalDate
    public var end: LocalDate

    public init(name: String, start: LocalDate, end: LocalDate) {
        self.name = name
        self.start = start
        self.end = end
    }
}

/// What the team wants to be true, told by its key results.
public struct Objective: Hashable, Sendable, Codable {
    public var id: ObjectiveID
    public var title: String
    public var keyResults: [KeyResult]
    public var initiatives: [Initiative]

    public init(id: ObjectiveID, title: String, keyResults: [KeyResult] = [], initiatives: [Initiative] = []) {
        self.id = id
        self.title = title
        self.keyResults = keyResults
        self.initiatives = initiatives
    }
}

/// A metric with baseline, target, unit and owner.
public struct KeyResult: Hashable, Sendable, Codable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case number, percent, currency, duration
        /// k of n steps, n being the target.
        case milestone
        /// 0 is no, 1 is yes.
        case boolean

        /// Told in a unit of its own, so that "55%" of it may as well be how sure somebody is.
        public var isAmount: Bool { [.number, .currency, .duration].contains(self) }
    }

    public enum Indicator: String, Codable, Sendable, CaseIterable { case leading, lagging }

    public var id: KeyResultID
    public var title: String
    public var aliases: [String]
    public var kind: Kind
    /// What one unit is: `users`, `EUR`, `min`, `%`; empty for a boolean.
    public var unit: String
    public var baseline: Double?
    public var target: Double?
    /// Set instead of a target where the number must stay within bounds.
    public var keep: Keep?
    public var owner: PersonID?
    public var indicator: Indicator?
    /// Earlier ids of the same series.
    public var was: [KeyResultID]

    public init(
        id: KeyResultID, title: String, aliases: [String] = [], kind: Kind, unit: String = "", baseline: Double? = nil, target: Double? = nil,
        keep: Keep? = nil, owner: PersonID? = nil, indicator: Indicator? = nil, was: [KeyResultID] = []
    ) {
        self.id = id
        self.title = title
        self.aliases = aliases
        self.kind = kind
        self.unit = unit
        self.baseline = baseline
        self.target = target
        self.keep = keep
        self.owner = owner
        self.indicator = indicator
        self.was = was
    }
}

/// Bounds that a number is to stay within.
public enum Keep: Hashable, Sendable, Codable {
    case atLeast(Double)
    case atMost(Double)
    case between(Double, Double)
}

/// Planned work, with the key results that it should move.
public struct Initiative: Hashable, Sendable, Codable {
    public var id: InitiativeID
    public var title: String
    public var moves: [Move]

    public init(id: InitiativeID, title: String, moves: [Move] = []) {
        self.id = id
        self.title = title
        self.moves = moves
    }
}

/// What an initiative is expected to do to one key result.
public struct Move: Hashable, Sendable, Codable {
    public var keyResult: KeyResultID
    /// As written: `+300`, `-5%`.
    public var expect: String?
    public var withinDays: Int?

    public init(keyResult: KeyResultID, expect: String? = nil, withinDays: Int? = nil) {
        self.keyResult = keyResult
        self.expect = expect
        self.withinDays = withinDays
    }
}
