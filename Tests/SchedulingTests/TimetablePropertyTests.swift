import Model
import Testing

@testable import Scheduling

@Suite struct TimetablePropertyTests {
    private func randomTime(_ random: inout SeededRandom) throws -> WeekTime {
        let weekday = Weekday.allCases.randomElement(using: &random) ?? .monday
        // Half of the times lie where clocks change.
        let hour = Bool.random(using: &random) ? [0, 1, 2, 3, 23].randomElement(using: &random) ?? 0 : Int.random(in: 0...23, using: &random)
        let minute = [0, 15, 30, 45].randomElement(using: &random) ?? 0
        return WeekTime(weekday, try #require(LocalTime(hour: hour, minute: minute)))
    }

    @Test("in any zone a weekly rule has one occurrence a week, a week apart to within a day, at its nominal time unless that is in a gap")
    func weekly() throws {
        var random = SeededRandom(seed: 1)
        let names = fixtures.names()
        for _ in 0..<400 {
            let zone = try zone(names.randomElement(using: &random) ?? "Etc/UTC")
            var schedule = CheckInSchedule(ask: try randomTime(&random))
            if Bool.random(using: &random) { schedule.close = try randomTime(&random) }
            schedule.remind = Bool.random(using: &random) ? [try randomTime(&random), try randomTime(&random)] : nil
            guard validate(schedule).allSatisfy({ $0.key != "close" }) else { continue }
            let first = ISOWeek(containing: LocalDate(daysSinceEpoch: Int.random(in: 5000...27000, using: &random)))
            check(Timetable(team: team(schedule), zone: zone), zone: zone, from: first)
        }
    }

    private func check(_ timetable: Timetable, zone: ZoneRules, from first: ISOWeek) {
        var previous: Occurrence?
        for (index, occurrence) in timetable.occurrences(from: first).prefix(60).enumerated() {
            #expect(occurrence.id.week == first.adding(weeks: index))
            #expect(ISOWeek(containing: occurrence.nominal.date) == occurrence.id.week)
            let shown = zone.local(occurrence.askAt)
            #expect(shown == occurrence.nominal || shown > occurrence.nominal && shown.duration(since: occurrence.nominal) <= .days(1))
            #expect(occurrence.askAt < occurrence.closesAt)
            #expect(occurrence.remindAt.allSatisfy { occurrence.askAt < $0 && $0 < occurrence.closesAt })
            #expect(occurrence.remindAt == occurrence.remindAt.sorted())
            if let previous {
                let distance = occurrence.askAt - previous.askAt
                #expect(distance > .days(6) - .seconds(1) && distance < .days(8) + .seconds(1))
                #expect(previous.closesAt < occurrence.askAt, "\(zone.name) \(previous) \(occurrence)")
            }
            previous = occurrence
        }
    }

    @Test("whenever it wakes, however its clock jumps, every week is accounted for once and nothing is due before the next look")
    func anyWakes() throws {
        var random = SeededRandom(seed: 2)
        let names = fixtures.names()
        for _ in 0..<150 {
            let zone = try zone(names.randomElement(using: &random) ?? "Etc/UTC")
            let cadences: [CheckInSchedule.Cadence] = [.weeks(1), .weeks(2), .weeks(5), .month(ordinal: 1), .month(ordinal: -1)]
            let start = LocalDate(daysSinceEpoch: Int.random(in: 20000...22000, using: &random))
            let schedule = CheckInSchedule(
                ask: try randomTime(&random), cadence: cadences.randomElement(using: &random) ?? .weeks(1),
                skip: (0..<3).map { _ in
                    let first = start.adding(days: Int.random(in: 0...200, using: &random))
                    return DateSpan(first: first, last: first.adding(days: Int.random(in: 0...20, using: &random)))
                }, catchUp: .hours(Int.random(in: 0...200, using: &random)))
            let cycle = Bool.random(using: &random) ? Cycle(name: "c", start: start, end: start.adding(days: 120)) : nil
            simulate(Timetable(team: team(schedule, cycle: cycle), zone: zone), from: start, random: &random)
        }
    }

    private func simulate(_ timetable: Timetable, from start: LocalDate, random: inout SeededRandom) {
        var now = Instant(seconds: Int64(start.daysSinceEpoch) * 86400)
        let first = ISOWeek(containing: start)
        var cursor = first
        var seen: [ISOWeek] = []
        var newest = now
        for _ in 0..<60 {
            let answer = timetable.due(after: cursor, taken: [], now: now)
            for due in answer.due {
                seen.append(due.occurrence.id.week)
                cursor = due.occurrence.id.week
                if case .askLate = due.outcome { #expect((8..<18).contains(timetable.zone.local(now).hour)) }
            }
            #expect(answer.due.filter { if case .skip = $0.outcome { false } else { true } }.count <= 1)
            newest = max(newest, now)
            guard let next = answer.nextLook else { break }
            #expect(next > now)
            let before = timetable.due(after: cursor, taken: [], now: next - .milliseconds(1))
            #expect(before.due.isEmpty && before.nextLook == next)
            let atNext = timetable.due(after: cursor, taken: [], now: next)
            #expect(!atNext.due.isEmpty)
            switch Int.random(in: 0..<10, using: &random) {
            case 0: now = now - .hours(Int.random(in: 1...300, using: &random))
            case 1...4: now = next
            default: now = now + .minutes(Int.random(in: 1...20_000, using: &random))
            }
        }
        let slots = timetable.occurrences(from: first.adding(weeks: 1)).lazy.map(\.id.week).prefix(seen.count)
        #expect(seen == Array(slots))
    }
}
