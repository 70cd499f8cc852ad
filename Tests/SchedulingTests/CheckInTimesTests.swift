import Model
import Scheduling
import Testing

@Suite struct CheckInTimesTests {
    private func occurrence(_ schedule: CheckInSchedule, in zoneName: String = "Europe/Oslo", _ text: String) throws -> Occurrence {
        try #require(try timetable(schedule, in: zoneName).occurrence(in: try week(text)))
    }

    @Test("close is 32 hours of wall time after the ask and the one reminder four before it, across a clock change too")
    func defaults() throws {
        let plain = try occurrence(schedule("Mon 09:00"), "2026-W44")
        #expect(plain.askAt == (try instant("2026-10-26T08:00")))
        #expect(plain.remindAt == [try instant("2026-10-27T12:00")])
        #expect(plain.closesAt == (try instant("2026-10-27T16:00")))
        let overChange = try occurrence(schedule("Sat 09:00"), "2026-W43")
        #expect(overChange.askAt == (try instant("2026-10-24T07:00")))
        #expect(overChange.closesAt == (try instant("2026-10-25T16:00")))
    }

    @Test("reminders and close are the first such local times after the ask, sorted and once each")
    func firstAfter() throws {
        let found = try occurrence(
            schedule("Fri 15:00", remind: ["Mon 09:00", "Fri 17:00", "Mon 9:00", "Sun 12:00"], close: "Thu 12:00"), "2026-W43")
        #expect(found.id.week.description == "2026-W43")
        #expect(try found.remindAt == ["2026-10-23T15:00", "2026-10-25T11:00", "2026-10-26T08:00"].map(instant))
        #expect(found.closesAt == (try instant("2026-10-29T11:00")))
        let wrapped = try occurrence(schedule("Mon 09:00", close: "Mon 08:00"), "2026-W44")
        #expect(wrapped.closesAt == (try instant("2026-11-02T07:00")))
    }

    @Test("a skipped ask date skips the week, a skipped reminder date drops the reminder")
    func skippedDays() throws {
        let schedule = try schedule("Mon 09:00", remind: ["Tue 09:00", "Wed 09:00"], close: "Thu 17:00", skip: ["2026-10-26", "2026-11-03"])
        #expect(try occurrence(schedule, "2026-W44").disposition == .skip(.holiday))
        let next = try occurrence(schedule, "2026-W45")
        #expect(next.disposition == .ask)
        #expect(next.remindAt == [try instant("2026-11-04T08:00")])
    }

    @Test(
        "a close on a skipped day moves to the next open day before the next ask, else it stays",
        arguments: [
            ("Mon 09:00", "Tue 17:00", ["2026-10-27..2026-10-28"], "2026-10-29T16:00"),
            ("Mon 09:00", "Tue 17:00", ["2026-10-27", "2026-10-28..2026-10-30"], "2026-10-31T16:00"),
            ("Mon 09:00", "Tue 17:00", ["2026-10-27..2026-11-01"], "2026-10-27T16:00"),
            ("Mon 09:00", "Tue 08:00", ["2026-10-27..2026-11-01"], "2026-11-02T07:00"),
            // The next week's ask is skipped too, so that the close has room until the one after.
            ("Mon 09:00", "Tue 17:00", ["2026-10-27..2026-11-03"], "2026-11-04T16:00"),
        ])
    func movedClose(ask: String, close: String, skip: [String], closesAt: String) throws {
        #expect(try occurrence(schedule(ask, close: close, skip: skip), "2026-W44").closesAt == instant(closesAt))
    }

    @Test("the default reminder follows a moved close")
    func movedReminder() throws {
        let found = try occurrence(schedule("Mon 09:00", skip: ["2026-10-27"]), "2026-W44")
        #expect(found.remindAt == [try instant("2026-10-28T12:00")])
        #expect(found.closesAt == (try instant("2026-10-28T16:00")))
    }

    @Test("a close within four hours of the ask has no reminder of its own")
    func shortCheckIn() throws {
        #expect(try occurrence(schedule("Mon 09:00", close: "Mon 12:00"), "2026-W44").remindAt.isEmpty)
    }

    @Test("a close in the shadow of a gap still comes after its ask and before the next")
    func gap() throws {
        let found = try occurrence(schedule("Sun 02:30", close: "Sun 03:00"), in: "Europe/Berlin", "2027-W12")
        #expect(found.askAt == (try instant("2027-03-28T01:30")))
        #expect(found.closesAt == (try instant("2027-03-28T02:00")))
        // Close and next ask in the other order: 02:30 of that Sunday is later than 03:00.
        let before = try occurrence(schedule("Sun 03:00", close: "Sun 02:30"), in: "Europe/Berlin", "2027-W11")
        #expect(before.closesAt == (try instant("2027-03-28T01:00")) - .seconds(1))
    }

    @Test("asked by a direct message, each person goes by their own clock, and close by the team's")
    func direct() throws {
        let people = [
            Person(id: "ana", name: "Ana", timeZone: "Europe/Lisbon"), Person(id: "bo", name: "Bo"),
            Person(id: "kei", name: "Kei", timeZone: "Asia/Tokyo"), Person(id: "lea", name: "Lea", away: [try span("2026-10-26")]),
            Person(id: "max", name: "Max", away: [try span("2026-10-27")]),
        ]
        let timetable = try timetable(schedule("Mon 09:00", remind: ["Tue 09:00"], askIn: .direct), people: people)
        let found = try #require(timetable.occurrence(in: try week("2026-W44")))
        #expect(found.askAt == (try instant("2026-10-26T00:00")))
        #expect(found.closesAt == (try instant("2026-10-27T16:00")))
        #expect(
            try found.personal == [
                PersonalTimes(person: "ana", askAt: instant("2026-10-26T09:00"), remindAt: [instant("2026-10-27T09:00")]),
                PersonalTimes(person: "bo", askAt: instant("2026-10-26T08:00"), remindAt: [instant("2026-10-27T08:00")]),
                PersonalTimes(person: "kei", askAt: instant("2026-10-26T00:00"), remindAt: [instant("2026-10-27T00:00")]),
                PersonalTimes(person: "max", askAt: instant("2026-10-26T08:00"), remindAt: []),
            ])
    }

    @Test("a person whose clock shows the time only after the close is asked with the team")
    func farWest() throws {
        let timetable = try timetable(
            schedule("Mon 09:00", close: "Mon 15:00", askIn: .direct), people: [Person(id: "kai", name: "Kai", timeZone: "Pacific/Honolulu")])
        #expect(timetable.occurrence(in: try week("2026-W44"))?.personal.first?.askAt == (try instant("2026-10-26T08:00")))
    }
}
