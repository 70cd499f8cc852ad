public import Model

/// Why a schedule cannot be kept.
public enum ScheduleProblem: Hashable, Sendable {
    /// The first such time after the ask is the next ask, or later.
    case closeNotBeforeNextAsk(close: WeekTime)
    /// The reminder with this index, from 0: the first such time after the ask is not before the close.
    case reminderNotBeforeClose(index: Int, WeekTime)
    case badPeriod(weeks: Int)
    case badOrdinal(Int)
    case badCatchUp(Duration)

    static let longestPeriod = 520
    static let longestCatchUp = Duration.days(31)

    /// The key of the team's file that it is about, below `check_in`.
    public var key: String {
        switch self {
        case .closeNotBeforeNextAsk: "close"
        case .reminderNotBeforeClose: "remind"
        case .badPeriod: "every"
        case .badOrdinal: "ask"
        case .badCatchUp: "catch_up"
        }
    }
}

extension ScheduleProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .closeNotBeforeNextAsk(let close):
            "the first \(close) after the ask does not come before the next ask; close the check-in earlier"
        case .reminderNotBeforeClose(_, let reminder):
            "the first \(reminder) after the ask does not come before the close; remind earlier or close later"
        case .badPeriod(let weeks): "\(weeks) weeks is no period; write 1 to \(Self.longestPeriod) weeks"
        case .badOrdinal: "a month has a first, second, third, fourth and last such weekday"
        case .badCatchUp: "a missed check-in can be asked at most \(Self.longestCatchUp.components.seconds / 3600) h late, and no less than 0 h"
        }
    }
}

/// All that is wrong with a schedule, in the order of its keys: ask, every, remind, close, catch_up.
public func validate(_ schedule: CheckInSchedule) -> [ScheduleProblem] {
    // Any Monday will do: wall time is the same in every week.
    let monday = LocalDate(daysSinceEpoch: 4)
    let ask = LocalDateTime(monday.adding(days: schedule.ask.weekday.rawValue - 1), schedule.ask.time)
    let close = schedule.close.map { ask.next($0) } ?? ask.adding(.hours(32))
    var problems = cadenceProblems(schedule.cadence)
    for (index, reminder) in (schedule.remind ?? []).enumerated() where ask.next(reminder) >= close {
        problems.append(.reminderNotBeforeClose(index: index, reminder))
    }
    if let written = schedule.close, close >= ask.adding(.days(7)), schedule.cadence == .weeks(1) {
        problems.append(.closeNotBeforeNextAsk(close: written))
    }
    if !(.zero...ScheduleProblem.longestCatchUp).contains(schedule.catchUp) { problems.append(.badCatchUp(schedule.catchUp)) }
    return problems
}

private func cadenceProblems(_ cadence: CheckInSchedule.Cadence) -> [ScheduleProblem] {
    switch cadence {
    case .weeks(let count): (1...ScheduleProblem.longestPeriod).contains(count) ? [] : [.badPeriod(weeks: count)]
    case .month(let ordinal): [1, 2, 3, 4, -1].contains(ordinal) ? [] : [.badOrdinal(ordinal)]
    }
}
