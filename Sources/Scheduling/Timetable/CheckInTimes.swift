import Model

/// The instants of one occurrence.
struct CheckInTimes {
    var askAt: Instant
    var remindAt: [Instant]
    var closesAt: Instant
}

extension Timetable {
    /// Reminders and close as the first such local times after a scheduled ask.
    func times(week: ISOWeek, nominal: LocalDateTime) -> CheckInTimes {
        let askAt = zone.instant(nominal)
        let wanted = schedule.close.map { nominal.next($0) } ?? nominal.adding(.hours(32))
        let close = openClose(wanted, week: week)
        var closesAt = zone.instant(close)
        // Only where a zone leaves out an hour or a day between two local times can their instants be in the other order.
        if closesAt <= askAt { closesAt = askAt + close.duration(since: nominal) }
        if close.duration(since: nominal) > .days(5) { closesAt = min(closesAt, zone.instant(nextAsk(after: week)) - .seconds(1)) }
        return CheckInTimes(
            askAt: askAt, remindAt: reminders(after: nominal, askAt: askAt, close: close, closesAt: closesAt, in: zone), closesAt: closesAt)
    }

    /// The same for an ask by hand, whose close has to fit before the next scheduled ask.
    func handTimes(week: ISOWeek, nominal: LocalDateTime, now: Instant) -> CheckInTimes {
        var following = calendar.openSlot(from: week.adding(weeks: 1))
        while zone.instant(askTime(in: following)) <= now { following = calendar.openSlot(from: following.adding(weeks: 1)) }
        let next = zone.instant(askTime(in: following))
        let candidates = [schedule.close.map { nominal.next($0) }, nominal.adding(.hours(32))].compactMap { $0 }
        for candidate in candidates.map({ openClose($0, before: askTime(in: following)) }) where zone.instant(candidate) > now {
            let closesAt = zone.instant(candidate)
            guard closesAt < next else { continue }
            return CheckInTimes(
                askAt: now, remindAt: reminders(after: nominal, askAt: now, close: candidate, closesAt: closesAt, in: zone), closesAt: closesAt)
        }
        let closesAt = now + .milliseconds((next - now).milliseconds / 2)
        let remindAt = reminders(after: nominal, askAt: now, close: zone.local(closesAt), closesAt: closesAt, in: zone)
        return CheckInTimes(askAt: now, remindAt: remindAt, closesAt: closesAt)
    }

    /// A person's own ask and reminders; nil when they are away on the day of the ask.
    func personalTimes(of attendee: Attendee, nominal: LocalDateTime, team: CheckInTimes) -> PersonalTimes? {
        guard !attendee.isAway(on: nominal.date) else { return nil }
        let own = attendee.zone.instant(nominal)
        // Far west of the team, a short check-in may be over before the person's clock shows its time.
        let askAt = own < team.closesAt ? own : team.askAt
        let all =
            schedule.remind == nil
            ? team.remindAt : reminders(after: nominal, askAt: askAt, close: nominal, closesAt: team.closesAt, in: attendee.zone)
        let remindAt = all.filter { $0 > askAt && !attendee.isAway(on: attendee.zone.local($0).date) }
        return PersonalTimes(person: attendee.person.id, askAt: askAt, remindAt: remindAt)
    }

    /// The close itself, or, where its day is skipped, the same time on the next open day, if that comes before the next ask.
    private func openClose(_ close: LocalDateTime, week: ISOWeek) -> LocalDateTime {
        calendar.isOpen(close.date) ? close : openClose(close, before: nextAsk(after: week))
    }

    private func openClose(_ close: LocalDateTime, before nextAsk: LocalDateTime) -> LocalDateTime {
        let moved = close.adding(.days(calendar.openDay(from: close.date).daysSinceEpoch - close.date.daysSinceEpoch))
        return moved < nextAsk ? moved : close
    }

    private func nextAsk(after week: ISOWeek) -> LocalDateTime { askTime(in: calendar.openSlot(from: week.adding(weeks: 1))) }

    private func askTime(in week: ISOWeek) -> LocalDateTime { LocalDateTime(calendar.date(in: week), schedule.ask.time) }

    /// Those on skipped days are dropped, and those that do not come between ask and close.
    private func reminders(after nominal: LocalDateTime, askAt: Instant, close: LocalDateTime, closesAt: Instant, in zone: ZoneRules) -> [Instant] {
        let locals = schedule.remind?.map { nominal.next($0) } ?? [close.adding(.hours(-4))]
        let instants = Set(locals.filter { calendar.isOpen($0.date) }.map(zone.instant))
        return instants.filter { askAt < $0 && $0 < closesAt }.sorted()
    }
}

extension Timetable.Attendee {
    func isAway(on date: LocalDate) -> Bool { person.away.contains { $0.contains(date) } }
}

extension LocalDateTime {
    /// The first such time after this one: on the same day if it is later there, else within the seven days that follow.
    func next(_ wanted: WeekTime) -> LocalDateTime {
        let ahead = (wanted.weekday.rawValue - date.weekday.rawValue).flooredRemainder(7)
        let found = LocalDateTime(date.adding(days: ahead), wanted.time)
        return found > self ? found : found.adding(.days(7))
    }

    /// Wall time: what a clock shows that nobody sets in between.
    func adding(_ duration: Duration) -> LocalDateTime { LocalDateTime(secondsSinceEpoch: secondsSinceEpoch + duration.components.seconds) }

    func duration(since earlier: LocalDateTime) -> Duration { .seconds(secondsSinceEpoch - earlier.secondsSinceEpoch) }
}
