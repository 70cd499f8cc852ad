import Model
import Scheduling
import Testing

@Suite struct ScheduleProblemTests {
    @Test("a sound schedule has no problem")
    func sound() throws {
        #expect(validate(try schedule("Mon 09:00")).isEmpty)
        #expect(validate(try schedule("Mon 09:00", remind: ["Tue 09:00"], close: "Mon 08:59")).isEmpty)
        #expect(validate(try schedule("Sat 09:00", every: .month(ordinal: -1), close: "Sat 09:00")).isEmpty)
        #expect(validate(try schedule("Mon 09:00", every: .weeks(2), close: "Mon 09:00")).isEmpty)
    }

    @Test("each problem has its key and its sentence")
    func problems() throws {
        let late = try weekTime("Thu 10:00")
        let cases: [(CheckInSchedule, ScheduleProblem, String, String)] = [
            (
                try schedule("Mon 09:00", close: "Mon 09:00"), .closeNotBeforeNextAsk(close: try weekTime("Mon 09:00")), "close",
                "the first Mon 09:00 after the ask does not come before the next ask; close the check-in earlier"
            ),
            (
                try schedule("Mon 09:00", remind: ["Tue 09:00", "Thu 10:00"]), .reminderNotBeforeClose(index: 1, late), "remind",
                "the first Thu 10:00 after the ask does not come before the close; remind earlier or close later"
            ),
            (try schedule("Mon 09:00", every: .weeks(0)), .badPeriod(weeks: 0), "every", "0 weeks is no period; write 1 to 520 weeks"),
            (try schedule("Mon 09:00", every: .weeks(521)), .badPeriod(weeks: 521), "every", "521 weeks is no period; write 1 to 520 weeks"),
            (
                try schedule("Mon 09:00", every: .month(ordinal: 5)), .badOrdinal(5), "ask",
                "a month has a first, second, third, fourth and last such weekday"
            ),
            (
                try schedule("Mon 09:00", catchUp: .hours(745)), .badCatchUp(.hours(745)), "catch_up",
                "a missed check-in can be asked at most 744 h late, and no less than 0 h"
            ),
        ]
        for (schedule, problem, key, sentence) in cases {
            #expect(validate(schedule) == [problem])
            #expect(problem.key == key)
            #expect(problem.description == sentence)
        }
    }

    @Test(
        "a schedule that is not valid still has a timetable that ends",
        arguments: [CheckInSchedule.Cadence.weeks(0), .weeks(.max), .month(ordinal: 9)])
    func invalid(cadence: CheckInSchedule.Cadence) throws {
        let found = try timetable(schedule("Mon 09:00", every: cadence)).occurrences(from: try week("2026-W44")).prefix(3).map(\.askAt)
        #expect(found.count == 3)
        #expect(found == found.sorted())
    }
}

@Suite struct JitterTests {
    @Test("the delay is the same for ever, under a minute, and spread over it")
    func stable() throws {
        let week = try week("2026-W44")
        #expect(Jitter.delay(team: "growth", week: week) == Jitter.delay(team: "growth", week: week))
        var minutes: [Int64: Int] = [:]
        for number in 0..<6000 {
            let delay = Jitter.delay(team: TeamID(trusted: "team-\(number)"), week: week)
            #expect(.zero <= delay && delay < .seconds(60))
            minutes[delay.components.seconds, default: 0] += 1
        }
        #expect(minutes.count == 60)
        #expect(minutes.values.allSatisfy { (50...160).contains($0) })
    }

    @Test("it is pinned, for a delay that moved would send twice around an upgrade", arguments: [("2026-W44", 5681), ("2026-W45", 28713)])
    func pinned(weekText: String, milliseconds: Int) throws {
        #expect(Jitter.delay(team: "growth", week: try week(weekText)) == .milliseconds(milliseconds))
    }
}

@Suite struct AwayTests {
    @Test(
        "the date that the person's own clock shows decides",
        arguments: [
            ("Asia/Tokyo", "2026-11-01T15:00", true), ("Asia/Tokyo", "2026-11-01T14:59", false), ("Asia/Tokyo", "2026-11-06T14:59", true),
            ("Asia/Tokyo", "2026-11-06T15:00", false), ("Pacific/Honolulu", "2026-11-02T09:59", false),
            ("Pacific/Honolulu", "2026-11-02T10:00", true),
            (nil, "2026-11-01T23:00", true), (nil, "2026-11-01T22:59", false), ("Mars/Base", "2026-11-01T23:00", true),
        ])
    func away(zoneName: String?, at: String, expected: Bool) throws {
        let person = Person(id: "ana", name: "Ana", timeZone: zoneName, away: [try span("2026-11-02..2026-11-06")])
        #expect(try isAway(person, at: instant(at), teamZone: zone("Europe/Oslo"), zones: { try? zone($0) }) == expected)
    }
}
