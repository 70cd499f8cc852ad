import Model
import Scheduling
import Testing

@Suite struct AskNowTests {
    @Test(
        "an ask by hand closes at the first such time after it that comes before the next ask",
        arguments: [
            // Before its slot on Monday; after it, when Tuesday's close would be next week's; on Sunday, with no room for 32 hours.
            ("2026-10-26T06:00", ["2026-10-27T08:00"], "2026-10-27T16:00"), ("2026-10-28T09:00", [], "2026-10-29T17:00"),
            ("2026-11-01T20:00", [], "2026-11-02T02:00"),
        ])
    func byHand(now: String, remind: [String], closesAt: String) throws {
        let timetable = try timetable(schedule("Mon 09:00", remind: ["Tue 09:00"], close: "Tue 17:00"))
        let found = timetable.askNow(week: try week("2026-W44"), now: try instant(now))
        #expect(found.id.description == "growth/2026-W44")
        #expect(found.askAt == (try instant(now)))
        #expect(try found.remindAt == remind.map(instant))
        #expect(found.closesAt == (try instant(closesAt)))
        #expect(found.disposition == .ask)
        #expect(!found.isClosing)
    }

    @Test("it has the default reminder, and asks even on a skipped day or in a pause")
    func skippedDay() throws {
        let timetable = try timetable(schedule("Mon 09:00", skip: ["2026-10-28..2026-10-29"], paused: true))
        let found = timetable.askNow(week: try week("2026-W44"), now: try instant("2026-10-28T09:00"))
        #expect(found.disposition == .ask)
        #expect(found.closesAt == (try instant("2026-10-30T17:00")))
        #expect(found.remindAt == [try instant("2026-10-30T13:00")])
    }

    @Test("after the cycle's end it asks for the closing values")
    func closing() throws {
        let timetable = try timetable(schedule("Mon 09:00"), cycle: cycle("2026-10-01", "2026-12-31"))
        #expect(timetable.askNow(week: try week("2026-W53"), now: try instant("2027-01-01T09:00")).isClosing)
    }

    @Test("people who are away are left out of an ask by direct message")
    func away() throws {
        let people = [Person(id: "ana", name: "Ana", away: [try span("2026-10-28")]), Person(id: "bo", name: "Bo")]
        let found = try timetable(schedule("Mon 09:00", askIn: .direct), people: people)
            .askNow(week: week("2026-W44"), now: instant("2026-10-28T09:00"))
        #expect(found.personal.map(\.person) == ["bo"])
    }
}
