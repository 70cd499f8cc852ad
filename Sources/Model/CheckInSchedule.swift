/// When a team is asked, reminded and when its check-in closes, in local terms only.
public struct CheckInSchedule: Hashable, Sendable, Codable {
    /// How often the team is asked.
    public enum Cadence: Hashable, Sendable, Codable {
        /// Every so many whole ISO weeks, counted from the anchor; 1 is weekly.
        case weeks(Int)
        /// Once a month, on the first (1) to fourth (4) or last (-1) such weekday.
        case month(ordinal: Int)
    }

    /// Where the prompt goes: into the team's channel, or to each person by direct message.
    public enum AskIn: String, Hashable, Sendable, Codable, CaseIterable { case channel, direct }

    public var ask: WeekTime
    public var cadence: Cadence
    /// The week from which `every n weeks` counts; nil means the week of the cycle's start.
    public var starting: LocalDate?
    /// Nil means one reminder four hours of wall time before the close.
    public var remind: [WeekTime]?
    /// Nil means 32 hours of wall time after the ask.
    public var close: WeekTime?
    /// Skipped dates and holidays.
    public var skip: [DateSpan]
    public var isPaused: Bool
    /// How long after its time a missed check-in may still be asked.
    public var catchUp: Duration
    public var askIn: AskIn

    public init(
        ask: WeekTime, cadence: Cadence = .weeks(1), starting: LocalDate? = nil, remind: [WeekTime]? = nil, close: WeekTime? = nil,
        skip: [DateSpan] = [], isPaused: Bool = false, catchUp: Duration = .hours(48), askIn: AskIn = .channel
    ) {
        self.ask = ask
        self.cadence = cadence
        self.starting = starting
        self.remind = remind
        self.close = close
        self.skip = skip
        self.isPaused = isPaused
        self.catchUp = catchUp
        self.askIn = askIn
    }
}

/// A time in a week, written `Mon 09:00`.
public struct WeekTime: Hashable, Sendable, Codable {
    public var weekday: Weekday
    public var time: LocalTime

    public init(_ weekday: Weekday, _ time: LocalTime) {
        self.weekday = weekday
        self.time = time
    }

    /// Reads `Mon 09:00`.
    public init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let weekday = Weekday(String(parts[0])), let time = LocalTime(String(parts[1])) else { return nil }
        self.init(weekday, time)
    }
}

extension WeekTime: CustomStringConvertible {
    public var description: String { "\(weekday.short) \(time)" }
}

extension LocalTime: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = LocalTime(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time of day: \(text)")
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
