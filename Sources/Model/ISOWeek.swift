/// A week of the ISO 8601 calendar, written `2026-W43`. It belongs to the year that holds its Thursday.
public struct ISOWeek: Hashable, Sendable, Comparable {
    /// The week's first day.
    public let monday: LocalDate

    public init(containing date: LocalDate) {
        monday = date.adding(days: 1 - date.weekday.rawValue)
    }

    /// Nil when the year has no such week.
    public init?(year: Int, week: Int) {
        guard let fourth = LocalDate(year: year, month: 1, day: 4), (1...53).contains(week) else { return nil }
        self.init(containing: fourth.adding(days: 7 * (week - 1)))
        guard self.year == year else { return nil }
    }

    /// Reads `2026-W43`.
    public init?(_ text: String) {
        let parts = text.split(separator: "-W", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, parts[1].count == 2, let year = Int(parts[0]), let week = Int(parts[1]) else { return nil }
        self.init(year: year, week: week)
    }

    public var year: Int { monday.adding(days: 3).year }

    public var week: Int {
        let thursday = monday.adding(days: 3)
        let newYear = LocalDate(year: thursday.year, month: 1, day: 1) ?? thursday
        return (thursday.daysSinceEpoch - newYear.daysSinceEpoch) / 7 + 1
    }

    public func day(_ weekday: Weekday) -> LocalDate { monday.adding(days: weekday.rawValue - 1) }

    public func adding(weeks: Int) -> ISOWeek { ISOWeek(containing: monday.adding(days: 7 * weeks)) }

    /// Whole weeks from this one to another; negative when it is earlier.
    public func weeks(to other: ISOWeek) -> Int { (other.monday.daysSinceEpoch - monday.daysSinceEpoch) / 7 }

    public static func < (left: ISOWeek, right: ISOWeek) -> Bool { left.monday < right.monday }
}

extension ISOWeek: CustomStringConvertible, Codable {
    public var description: String { "\(padded(year, 4))-W\(padded(week, 2))" }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let week = ISOWeek(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an ISO week: \(text)")
        }
        self = week
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// One weekly occurrence for one team, written `growth/2026-W43`.
public struct CheckInID: Hashable, Sendable, Comparable {
    public let team: TeamID
    public let week: ISOWeek

    public init(team: TeamID, week: ISOWeek) {
        self.team = team
        self.week = week
    }

    /// Reads `growth/2026-W43`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let team = TeamID(String(parts[0])), let week = ISOWeek(String(parts[1])) else { return nil }
        self.init(team: team, week: week)
    }

    public static func < (left: CheckInID, right: CheckInID) -> Bool { (left.week, left.team) < (right.week, right.team) }
}

extension CheckInID: CustomStringConvertible, Codable {
    public var description: String { "\(team)/\(week)" }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = CheckInID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a check-in: \(text)")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
