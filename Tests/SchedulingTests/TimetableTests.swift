import Model
import Scheduling
import Testing

@Suite struct TimetableTests {
    private func asks(_ timetable: Timetable, from text: String, _ count: Int) throws -> [String] {
        timetable.occurrences(from: try week(text)).prefix(count).map { "\($0.id.week) \($0.nominal)" }
    }

    @Test("every second week counts whole ISO weeks from the anchor, over a week 53 too")
    func everySecondWeek() throws {
        let timetable = try timetable(schedule("Mon 09:00", every: .weeks(2), starting: "2026-12-02"))
        #expect(
            try asks(timetable, from: "2026-W40", 4) == [
                "2026-W49 2026-11-30T09:00:00", "2026-W51 2026-12-14T09:00:00", "2026-W53 2026-12-28T09:00:00", "2027-W02 2027-01-11T09:00:00",
            ])
        #expect(timetable.occurrence(in: try week("2026-W50")) == nil)
        #expect(timetable.occurrence(in: try week("2026-W47")) == nil)
    }

    @Test("without `starting` the weeks count from the cycle's first, and a slot before its first day is none")
    func cycleAnchor() throws {
        let timetable = try timetable(schedule("Mon 09:00", every: .weeks(3)), cycle: cycle("2026-10-01", "2026-12-31"))
        // The cycle starts on a Thursday of W40, so W40's Monday lies outside it.
        #expect(
            try asks(timetable, from: "2026-W30", 5) == [
                "2026-W43 2026-10-19T09:00:00", "2026-W46 2026-11-09T09:00:00", "2026-W49 2026-11-30T09:00:00", "2026-W52 2026-12-21T09:00:00",
                "2027-W02 2027-01-11T09:00:00",
            ])
    }

    @Test(
        "once a month falls on the first to fourth or the last such weekday",
        arguments: [
            (1, ["2026-W45 2026-11-02", "2026-W50 2026-12-07", "2027-W01 2027-01-04"]),
            (2, ["2026-W46 2026-11-09", "2026-W51 2026-12-14", "2027-W02 2027-01-11"]),
            (4, ["2026-W44 2026-10-26", "2026-W48 2026-11-23", "2026-W53 2026-12-28"]),
            (-1, ["2026-W44 2026-10-26", "2026-W49 2026-11-30", "2026-W53 2026-12-28"]),
        ])
    func monthly(ordinal: Int, expected: [String]) throws {
        let timetable = try timetable(schedule("Mon 09:00", every: .month(ordinal: ordinal)))
        #expect(try asks(timetable, from: "2026-W43", 3).map { String($0.dropLast(9)) } == expected)
    }

    @Test("a month's slot may lie in a week that the month before began")
    func monthlyOverWeekEdge() throws {
        let timetable = try timetable(schedule("Sun 10:00", every: .month(ordinal: 1)))
        #expect(try asks(timetable, from: "2026-W43", 1) == ["2026-W44 2026-11-01T10:00:00"])
    }

    @Test("outside its cycle a team is asked once more, for the closing values")
    func closing() throws {
        let timetable = try timetable(schedule("Mon 09:00"), cycle: cycle("2026-10-01", "2026-12-31"))
        let all = timetable.occurrences(from: try week("2026-W01")).map { $0 }
        #expect(all.first?.nominal == (try local("2026-10-05T09:00")))
        #expect(all.count == 14)
        #expect(all.last?.nominal == (try local("2027-01-04T09:00")))
        #expect(all.map(\.isClosing) == Array(repeating: false, count: 13) + [true])
        #expect(timetable.occurrence(in: try week("2027-W02")) == nil)
    }

    @Test("a holiday at the cycle's end moves the closing ask to the next open slot and accounts for the one between")
    func closingAfterHoliday() throws {
        let timetable = try timetable(schedule("Fri 09:00", skip: ["2026-12-21..2027-01-01"]), cycle: cycle("2026-10-01", "2026-12-31"))
        let last = timetable.occurrences(from: try week("2026-W51")).map { $0 }
        #expect(last.map(\.disposition) == [.ask, .skip(.holiday), .skip(.holiday), .ask])
        #expect(last.map(\.isClosing) == [false, false, false, true])
        #expect(last.last?.nominal == (try local("2027-01-08T09:00")))
    }

    @Test("a last day of the cycle that is a slot's own is within it")
    func cycleEdge() throws {
        let timetable = try timetable(schedule("Thu 09:00"), cycle: cycle("2026-10-01", "2026-12-31"))
        let all = timetable.occurrences(from: try week("2026-W01")).map { $0 }
        #expect(all.first?.nominal == (try local("2026-10-01T09:00")))
        #expect(all.suffix(2).map(\.isClosing) == [false, true])
        #expect(all.last?.nominal == (try local("2027-01-07T09:00")))
    }

    @Test("a paused team's weeks are skipped as paused, and so are those before the day it is paused until")
    func paused() throws {
        let paused = try timetable(schedule("Mon 09:00", skip: ["2026-10-26"], paused: true))
        #expect(paused.occurrence(in: try week("2026-W44"))?.disposition == .skip(.paused))
        let until = Timetable(team: team(try schedule("Mon 09:00")), zone: try zone("Europe/Oslo"), pausedUntil: try date("2026-11-02"))
        #expect(until.occurrence(in: try week("2026-W44"))?.disposition == .skip(.paused))
        #expect(until.occurrence(in: try week("2026-W45"))?.disposition == .ask)
    }
}
