import Model

/// Which weeks have a slot and which days are open: the schedule's calendar, without times and zones.
struct SlotCalendar: Hashable, Sendable {
    private let weekday: Weekday
    private let cadence: CheckInSchedule.Cadence
    /// The week from which `every n weeks` counts.
    private let anchor: ISOWeek
    /// No slot lies before this week, nor before this date.
    private let firstWeek: ISOWeek?
    private let firstDate: LocalDate?
    private let lastDate: LocalDate?
    private let skip: [DateSpan]
    /// The week that asks for the closing values: the first slot after the cycle's last day whose own day is open; nil without a cycle.
    ///
    /// Slots between the two fall on skipped days and are accounted for as such, so that a holiday at the end of a quarter loses nothing.
    private(set) var closingWeek: ISOWeek?

    init(schedule: CheckInSchedule, cycle: Cycle?) {
        weekday = schedule.ask.weekday
        cadence = schedule.cadence
        // Without `starting` and cycle the weeks are counted from the epoch's, so that the count never depends on when the daemon started.
        anchor = ISOWeek(containing: schedule.starting ?? cycle?.start ?? LocalDate(daysSinceEpoch: 0))
        firstWeek = [schedule.starting, cycle?.start].compactMap { $0.map(ISOWeek.init(containing:)) }.max()
        firstDate = cycle?.start
        lastDate = cycle?.end
        skip = schedule.skip
        if let lastDate {
            let week = ISOWeek(containing: lastDate)
            closingWeek = openSlot(from: date(in: week) > lastDate ? week : week.adding(weeks: 1))
        }
    }

    func date(in week: ISOWeek) -> LocalDate { week.day(weekday) }

    /// The first week from this one on that has a slot; nil when the cycle's closing slot has passed.
    func slot(from week: ISOWeek) -> ISOWeek? {
        let slot = endlessSlot(from: week)
        guard let closingWeek, slot > closingWeek else { return slot }
        return nil
    }

    /// The first slot from this week on whose day is not skipped, whatever the cycle's end.
    func openSlot(from week: ISOWeek) -> ISOWeek {
        var slot = endlessSlot(from: week)
        while let span = skip.first(where: { $0.contains(date(in: slot)) }) {
            slot = endlessSlot(from: max(slot.adding(weeks: 1), ISOWeek(containing: span.last)))
        }
        return slot
    }

    func isAfterCycle(_ date: LocalDate) -> Bool { lastDate.map { $0 < date } ?? false }

    func isOpen(_ date: LocalDate) -> Bool { !skip.contains { $0.contains(date) } }

    /// This day, or the first after it that is not skipped.
    func openDay(from date: LocalDate) -> LocalDate {
        var day = date
        while let span = skip.first(where: { $0.contains(day) }) { day = span.last.adding(days: 1) }
        return day
    }

    private func endlessSlot(from week: ISOWeek) -> ISOWeek {
        let slot = cadenceWeek(from: max(week, firstWeek ?? week))
        guard let firstDate, date(in: slot) < firstDate else { return slot }
        return cadenceWeek(from: slot.adding(weeks: 1))
    }

    private func cadenceWeek(from week: ISOWeek) -> ISOWeek {
        switch cadence {
        case .weeks(let written):
            let count = min(max(written, 1), ScheduleProblem.longestPeriod)
            let past = anchor.weeks(to: week).flooredRemainder(count)
            return past == 0 ? week : week.adding(weeks: count - past)
        case .month(let ordinal):
            // Such weekdays are four or five weeks apart; the bound keeps an ordinal that is out of range from looking for ever.
            return (0..<5).lazy.map { week.adding(weeks: $0) }.first { isMatch(date(in: $0), ordinal: ordinal) } ?? week
        }
    }

    private func isMatch(_ date: LocalDate, ordinal: Int) -> Bool {
        if ordinal == -1 { return date.day + 7 > LocalDate.length(ofMonth: date.month, year: date.year) }
        return (date.day - 1) / 7 + 1 == ordinal
    }
}
