import Model
import Scheduling

/// When a team is asked; nil where the ask itself could not be read.
func decodeSchedule(_ item: Item, at keyPlace: Place, cycle: Cycle?, _ surroundings: Surroundings) -> CheckInSchedule? {
    guard let section = Section(item, .checkIn, at: keyPlace) else { return nil }
    let ask = section.required("ask")?.ask()
    let period = section["every"]?.period()
    let starting = section["starting"]?.date()
    let reminders = section["remind"]?.list()
    let remind = reminders?.map { $0.weekTime() }
    let close = section["close"]?.weekTime()
    let skip = section["skip"]?.spans() ?? []
    let holidays = section["holidays"]?.holidays(cycle: cycle, folder: surroundings.folder) ?? []
    let isPaused = section["paused"]?.flag()
    let catchUp = section["catch_up"]?.duration([.minutes, .hours, .days])
    let askIn: CheckInSchedule.AskIn? = section["ask_in"]?.choice()
    guard let ask, let cadence = cadence(ask, period, isWritten: section.has("every"), section) else { return nil }
    let schedule = CheckInSchedule(
        ask: ask.time, cadence: cadence, starting: starting, remind: remind?.compactMap(\.self), close: close, skip: skip + holidays,
        isPaused: isPaused ?? false, catchUp: catchUp ?? .hours(48), askIn: askIn ?? .channel)
    // Indexes of reminders in problems count those that could be read.
    let readable = zip(reminders ?? [], remind ?? []).filter { $0.1 != nil }.map(\.0)
    for problem in validate(schedule) { report(problem, reminders: readable, section) }
    return schedule
}

private func report(_ problem: ScheduleProblem, reminders: [Item], _ section: Section) {
    if case .reminderNotBeforeClose(let index, _) = problem, reminders.indices.contains(index) {
        reminders[index].report(.schedule(problem))
    } else {
        section.findings.report(.schedule(problem), at: section.valuePlace(problem.key), path: joined(section.path, problem.key))
    }
}

/// `Mon 09:00`, or `first Mon 09:00` with the week of the month.
struct WrittenAsk {
    var text: String
    var ordinal: Int?
    var time: WeekTime
}

private enum Period { case weeks(Int), month }

private func cadence(_ ask: WrittenAsk, _ period: Period?, isWritten: Bool, _ section: Section) -> CheckInSchedule.Cadence? {
    let path = joined(section.path, "ask")
    switch (period, ask.ordinal) {
    case (nil, _) where isWritten: return nil
    case (.month, let ordinal?): return .month(ordinal: ordinal)
    case (.month, nil):
        section.findings.report(.monthWithoutOrdinal(ask.text), at: section.valuePlace("ask"), path: path)
        return nil
    case (_, _?):
        section.findings.report(.ordinalWithoutMonth(ask.text), at: section.valuePlace("ask"), path: path)
        return nil
    case (.weeks(let count), nil): return .weeks(count)
    case (nil, nil): return .weeks(1)
    }
}

extension Item {
    fileprivate func ask() -> WrittenAsk? {
        guard let text = text() else { return nil }
        if let time = WeekTime(text) { return WrittenAsk(text: text, ordinal: nil, time: time) }
        let ordinals = ["first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1]
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let ordinal = ordinals[words[0].lowercased()], let time = WeekTime(String(words[1])) else {
            return fail(.notAWeekTime(text))
        }
        return WrittenAsk(text: text, ordinal: ordinal, time: time)
    }

    fileprivate func period() -> Period? {
        guard let text = text() else { return nil }
        let words = text.split(separator: " ")
        switch (words.count, words.last) {
        case (1, "month"): return .month
        case (1, "week"): return .weeks(1)
        case (2, "month") where words[0] == "1": return .month
        case (2, "week"), (2, "weeks"):
            if words[0].utf8.count <= 4, words[0].allSatisfy(\.isNumber), let count = Int(words[0]) { return .weeks(count) }
            return fail(.notAPeriod(text))
        default: return fail(.notAPeriod(text))
        }
    }
}
