public import Model

/// A team's schedule in its zone: what each ISO week comes to. Pure: the same week gives the same answer at any time.
///
/// A week has a slot where the cadence says so and its date lies in the cycle (both ends included). After the cycle's end there is one more,
/// for the closing values: the first slot by the same cadence after its last day, or, where that day is skipped, the first on an open day.
/// Nothing lies before the week of `starting`.
public struct Timetable: Sendable {
    public let team: TeamID
    public let zone: ZoneRules
    let schedule: CheckInSchedule
    let calendar: SlotCalendar
    let attendees: [Attendee]
    private let pausedUntil: LocalDate?

    /// Somebody who is asked by direct message, and their zone.
    struct Attendee: Sendable {
        var person: Person
        var zone: ZoneRules
    }

    /// - Parameters:
    ///   - pausedUntil: slots on earlier dates are skipped as paused; this is the first day that may be asked again.
    ///   - zones: where to find the people's own zones; only asked with `ask_in: direct`. A person without one goes by the team's.
    public init(team: Team, zone: ZoneRules, pausedUntil: LocalDate? = nil, zones: (String) -> ZoneRules? = { _ in nil }) {
        self.team = team.id
        self.zone = zone
        schedule = team.schedule
        calendar = SlotCalendar(schedule: team.schedule, cycle: team.cycle)
        attendees =
            team.schedule.askIn == .direct
            ? team.people.map { Attendee(person: $0, zone: $0.timeZone.flatMap(zones) ?? zone) } : []
        self.pausedUntil = pausedUntil
    }

    /// Nil when the week has no slot: by the cadence, or outside the cycle.
    public func occurrence(in week: ISOWeek) -> Occurrence? {
        calendar.slot(from: week) == week ? makeOccurrence(in: week) : nil
    }

    /// In order, to the cycle's closing slot, or without end where there is no cycle.
    public func occurrences(from week: ISOWeek) -> some Sequence<Occurrence> {
        sequence(state: week) { next -> Occurrence? in
            guard let slot = calendar.slot(from: next) else { return nil }
            next = slot.adding(weeks: 1)
            return makeOccurrence(in: slot)
        }
    }

    /// The occurrence that an operator opens by hand in this week, its slot passed or still to come; it satisfies that slot.
    ///
    /// Reminders and close are the first such local times after now. Where that close would not come before the next ask, it is the default
    /// one, 32 hours on, and where even that is too late, half-way to the next ask. A skipped day does not keep anybody from asking.
    public func askNow(week: ISOWeek, now: Instant) -> Occurrence {
        let nominal = zone.local(now)
        let times = handTimes(week: week, nominal: nominal, now: now)
        return Occurrence(
            id: CheckInID(team: team, week: week), nominal: nominal, askAt: now, remindAt: times.remindAt, closesAt: times.closesAt,
            isClosing: calendar.isAfterCycle(nominal.date),
            personal: attendees.compactMap { attendee in
                guard !attendee.isAway(on: attendee.zone.local(now).date) else { return nil }
                return PersonalTimes(person: attendee.person.id, askAt: now, remindAt: times.remindAt)
            })
    }

    private func makeOccurrence(in week: ISOWeek) -> Occurrence {
        let nominal = LocalDateTime(calendar.date(in: week), schedule.ask.time)
        let times = times(week: week, nominal: nominal)
        let personal = attendees.compactMap { personalTimes(of: $0, nominal: nominal, team: times) }
        return Occurrence(
            id: CheckInID(team: team, week: week), nominal: nominal, askAt: personal.map(\.askAt).min() ?? times.askAt, remindAt: times.remindAt,
            closesAt: times.closesAt, disposition: disposition(on: nominal.date),
            isClosing: calendar.isAfterCycle(nominal.date) && calendar.isOpen(nominal.date), personal: personal)
    }

    private func disposition(on date: LocalDate) -> Disposition {
        if schedule.isPaused { return .skip(.paused) }
        if let pausedUntil, date < pausedUntil { return .skip(.paused) }
        return calendar.isOpen(date) ? .ask : .skip(.holiday)
    }
}

extension ZoneRules {
    /// The ISO week that a clock in the zone stands in.
    public func week(at instant: Instant) -> ISOWeek { ISOWeek(containing: local(instant).date) }
}
