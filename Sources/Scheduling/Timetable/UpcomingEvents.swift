public import Model

/// One line of `outcomed next`: something that will happen to a team, or to one person of it.
public struct ScheduledEvent: Hashable, Sendable, Encodable {
    public enum Event: String, Sendable, Encodable, CaseIterable { case ask, remind, close, skip }

    public var team: TeamID
    public var event: Event
    public var at: Instant
    /// `2026-10-26T09:00:00+01:00[Europe/Oslo]`: in the person's zone where there is a person, else in the team's.
    public var local: String
    /// The occurrence's, whatever week the event itself falls in.
    public var week: ISOWeek
    /// Why it is skipped.
    public var reason: SkipReason?
    /// Who is asked or reminded by direct message.
    public var person: PersonID?

    public init(team: TeamID, event: Event, at: Instant, zone: ZoneRules, week: ISOWeek, reason: SkipReason? = nil, person: PersonID? = nil) {
        self.team = team
        self.event = event
        self.at = at
        local = zone.zonedText(at)
        self.week = week
        self.reason = reason
        self.person = person
    }
}

/// Of each team the next so many check-ins that begin at or after an instant, skipped ones included, with all their events.
///
/// Ordered by instant, then team; a check-in that began before the instant is not among them, for whether it was asked is the store's to know.
public func upcomingEvents(teams: [(Team, ZoneRules)], zones: (String) -> ZoneRules?, from: Instant, count: Int) -> [ScheduledEvent] {
    upcomingEvents(timetables: teams.map { Timetable(team: $0, zone: $1, zones: zones) }, from: from, count: count)
}

/// The same from timetables that are there already, their pauses included.
public func upcomingEvents(timetables: [Timetable], from: Instant, count: Int) -> [ScheduledEvent] {
    let events = timetables.flatMap { timetable in
        // The week before covers a zone whose clock is a day ahead of a person's.
        timetable.occurrences(from: timetable.zone.week(at: from).adding(weeks: -1))
            .lazy.filter { $0.askAt >= from }.prefix(max(count, 0)).flatMap(timetable.events)
    }
    return events.sorted { ($0.at, $0.team, $0.event.rank, $0.personText) < ($1.at, $1.team, $1.event.rank, $1.personText) }
}

extension Timetable {
    /// What will happen to one occurrence, in no order.
    func events(of occurrence: Occurrence) -> [ScheduledEvent] {
        let week = occurrence.id.week
        if case .skip(let reason) = occurrence.disposition {
            return [ScheduledEvent(team: team, event: .skip, at: occurrence.askAt, zone: zone, week: week, reason: reason)]
        }
        let close = ScheduledEvent(team: team, event: .close, at: occurrence.closesAt, zone: zone, week: week)
        guard schedule.askIn == .direct else {
            let ask = ScheduledEvent(team: team, event: .ask, at: occurrence.askAt, zone: zone, week: week)
            return [ask] + occurrence.remindAt.map { ScheduledEvent(team: team, event: .remind, at: $0, zone: zone, week: week) } + [close]
        }
        return occurrence.personal.flatMap { personalEvents($0, week: week) } + [close]
    }

    private func personalEvents(_ times: PersonalTimes, week: ISOWeek) -> [ScheduledEvent] {
        let own = attendees.first { $0.person.id == times.person }?.zone ?? zone
        let ask = ScheduledEvent(team: team, event: .ask, at: times.askAt, zone: own, week: week, person: times.person)
        return [ask] + times.remindAt.map { ScheduledEvent(team: team, event: .remind, at: $0, zone: own, week: week, person: times.person) }
    }
}

extension ScheduledEvent {
    fileprivate var personText: String { person?.rawValue ?? "" }
}

extension ScheduledEvent.Event {
    fileprivate var rank: Int {
        switch self {
        case .close: 0
        case .skip: 1
        case .ask: 2
        case .remind: 3
        }
    }
}
