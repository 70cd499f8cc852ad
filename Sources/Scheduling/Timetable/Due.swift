public import Model

/// A week that is accounted for now, and how.
public struct DueOccurrence: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        case ask
        /// Asked so long after its time. The occurrence keeps its close and has lost the reminders that have passed.
        case askLate(missedBy: Duration)
        case skip(SkipReason)
    }

    public var occurrence: Occurrence
    public var outcome: Outcome

    public init(occurrence: Occurrence, outcome: Outcome) {
        self.occurrence = occurrence
        self.outcome = outcome
    }
}

extension Timetable {
    /// An ask that is no more than this behind its time is on time: a restart or a busy minute is no downtime.
    public static var grace: Duration { .minutes(5) }

    /// What the weeks after a team's cursor come to, oldest first: asked, asked late or skipped with a reason.
    ///
    /// Of what was missed only the newest is asked, within `catch_up` of its time, no later than four hours before its close, between 08:00
    /// and 18:00 in the team's zone on an open day, and never once a later week has a check-in. Where such a time is still to come, that
    /// week and those after it are not yet due.
    /// - Parameters:
    ///   - cursor: the newest week that is accounted for.
    ///   - taken: weeks that have a check-in already, as one that was asked by hand; they are left alone.
    ///   - effectiveFrom: when this schedule replaced another. Its earlier slots never fire: those in the week of the change are
    ///     superseded, older ones missed.
    /// - Returns: what is due, and the earliest instant at which, that being done, anything else will be; nil for never.
    public func due(
        after cursor: ISOWeek, taken: Set<ISOWeek>, now: Instant, effectiveFrom: Instant? = nil
    ) -> (due: [DueOccurrence], nextLook: Instant?) {
        var past: [Occurrence] = []
        var nextSlot: Instant?
        for occurrence in occurrences(from: cursor.adding(weeks: 1)) where !taken.contains(occurrence.id.week) {
            guard occurrence.askAt <= now else {
                nextSlot = occurrence.askAt
                break
            }
            past.append(occurrence)
        }
        let newest = newestMissed(past, newestTaken: taken.max(), effectiveFrom: effectiveFrom)
        var due: [DueOccurrence] = []
        for (index, occurrence) in past.enumerated() {
            guard index == newest else {
                due.append(DueOccurrence(occurrence: occurrence, outcome: .skip(skipReason(occurrence, effectiveFrom: effectiveFrom))))
                continue
            }
            switch ask(occurrence, now: now) {
            case .now(let asked): due.append(asked)
            case .notBefore(let instant): return (due, min(instant, nextSlot ?? instant))
            }
        }
        return (due, nextSlot)
    }

    private func newestMissed(_ past: [Occurrence], newestTaken: ISOWeek?, effectiveFrom: Instant?) -> Int? {
        past.lastIndex { occurrence in
            occurrence.disposition == .ask && effectiveFrom.map { occurrence.askAt >= $0 } ?? true
                && newestTaken.map { $0 < occurrence.id.week } ?? true
        }
    }

    private func skipReason(_ occurrence: Occurrence, effectiveFrom: Instant?) -> SkipReason {
        if case .skip(let reason) = occurrence.disposition { return reason }
        if let effectiveFrom, occurrence.askAt < effectiveFrom, occurrence.id.week >= zone.week(at: effectiveFrom) { return .superseded }
        return .missed
    }

    private enum Ask {
        case now(DueOccurrence)
        case notBefore(Instant)
    }

    private func ask(_ occurrence: Occurrence, now: Instant) -> Ask {
        let behind = now - occurrence.askAt
        if behind <= Self.grace { return .now(DueOccurrence(occurrence: occurrence, outcome: .ask)) }
        guard let instant = lateInstant(for: occurrence, from: now) else {
            return .now(DueOccurrence(occurrence: occurrence, outcome: .skip(.missed)))
        }
        if instant > now { return .notBefore(instant) }
        return .now(DueOccurrence(occurrence: occurrence.asked(lateAt: now), outcome: .askLate(missedBy: behind)))
    }

    /// The first instant from now on at which it may still be asked.
    private func lateInstant(for occurrence: Occurrence, from now: Instant) -> Instant? {
        let last = min(occurrence.askAt + schedule.catchUp, occurrence.closesAt - .hours(4))
        var candidate = now
        while candidate <= last {
            let local = zone.local(candidate)
            if calendar.isOpen(local.date), (Self.dayStart..<Self.dayEnd).contains(local.hour) { return candidate }
            let day = local.hour < Self.dayStart ? local.date : local.date.adding(days: 1)
            let morning = zone.instant(LocalDateTime(calendar.openDay(from: day), hour: Self.dayStart))
            guard morning > candidate else { return nil }
            candidate = morning
        }
        return nil
    }

    private static var dayStart: Int { 8 }
    private static var dayEnd: Int { 18 }
}

extension Occurrence {
    /// With its close kept and without the reminders that have passed; people whose time has not come keep theirs.
    fileprivate func asked(lateAt now: Instant) -> Occurrence {
        var late = self
        late.remindAt = remindAt.filter { $0 > now }
        late.personal = personal.map { times in
            PersonalTimes(person: times.person, askAt: max(times.askAt, now), remindAt: times.remindAt.filter { $0 > now })
        }
        return late
    }
}

extension LocalDateTime {
    fileprivate init(_ date: LocalDate, hour: Int) {
        self.init(secondsSinceEpoch: Int64(date.daysSinceEpoch) * 86400 + Int64(hour) * 3600)
    }
}
