import Model
import Scheduling
import Testing

/// What a team's weeks come to at a moment: Oslo, Monday 09:00 (08:00Z from W44 on), close Tuesday 17:00.
struct DueCase: CustomTestStringConvertible, Sendable {
    var now: String
    var due: [String]
    var nextLook: String

    init(_ now: String, _ due: [String], next: String) {
        self.now = now
        self.due = due
        nextLook = next
    }

    var testDescription: String { now }
}

@Suite struct DueTests {
    @Test(
        "only the newest missed week is asked, in working hours, within catch-up and four hours before its close",
        arguments: [
            DueCase("2026-10-26T07:59:59.999Z", [], next: "2026-10-26T08:00"),
            DueCase("2026-10-26T08:00", ["2026-W44 ask"], next: "2026-11-02T08:00"),
            DueCase("2026-10-26T08:05", ["2026-W44 ask"], next: "2026-11-02T08:00"),
            DueCase("2026-10-26T08:06", ["2026-W44 late 360"], next: "2026-11-02T08:00"),
            DueCase("2026-10-26T16:59", ["2026-W44 late 32340"], next: "2026-11-02T08:00"), DueCase("2026-10-26T17:00", [], next: "2026-10-27T07:00"),
            DueCase("2026-10-27T06:59", [], next: "2026-10-27T07:00"), DueCase("2026-10-27T07:00", ["2026-W44 late 82800"], next: "2026-11-02T08:00"),
            DueCase("2026-10-27T12:00", ["2026-W44 late 100800"], next: "2026-11-02T08:00"),
            DueCase("2026-10-27T12:01", ["2026-W44 skip missed"], next: "2026-11-02T08:00"),
            DueCase("2026-11-02T08:00", ["2026-W44 skip missed", "2026-W45 ask"], next: "2026-11-09T08:00"),
            DueCase("2026-11-02T19:00", ["2026-W44 skip missed"], next: "2026-11-03T07:00"),
            DueCase("2026-11-12T10:00", ["2026-W44 skip missed", "2026-W45 skip missed", "2026-W46 skip missed"], next: "2026-11-16T08:00"),
            DueCase("2026-03-02T10:00", [], next: "2026-10-26T08:00"),
        ])
    func catchUp(_ expected: DueCase) throws {
        let answer = try timetable(schedule("Mon 09:00", close: "Tue 17:00")).due(after: week("2026-W43"), taken: [], now: instant(expected.now))
        #expect(answer.due.map(\.summary) == expected.due)
        #expect(answer.nextLook == (try instant(expected.nextLook)))
    }

    @Test("a short catch-up ends before the close does", arguments: [("2026-10-26T10:00", "late 7200"), ("2026-10-26T10:01", "skip missed")])
    func shortCatchUp(now: String, outcome: String) throws {
        let answer = try timetable(schedule("Mon 09:00", catchUp: .hours(2))).due(after: week("2026-W43"), taken: [], now: instant(now))
        #expect(answer.due.map(\.summary) == ["2026-W44 \(outcome)"])
    }

    @Test("asked late, it keeps its close and drops the reminders that have passed")
    func lateOccurrence() throws {
        let timetable = try timetable(schedule("Mon 09:00", remind: ["Mon 12:00", "Tue 12:00"], close: "Tue 17:00"))
        let late = try #require(timetable.due(after: week("2026-W43"), taken: [], now: instant("2026-10-26T12:00")).due.first?.occurrence)
        #expect(late.remindAt == [try instant("2026-10-27T11:00")])
        #expect(late.closesAt == (try instant("2026-10-27T16:00")))
        #expect(late.askAt == (try instant("2026-10-26T08:00")))
    }

    @Test("a late ask waits for an open day")
    func waitsForOpenDay() throws {
        let timetable = try timetable(schedule("Fri 16:00", close: "Mon 17:00", skip: ["2026-10-31..2026-11-01"], catchUp: .hours(96)))
        let cursor = try week("2026-W43")
        let evening = timetable.due(after: cursor, taken: [], now: try instant("2026-10-30T18:30"))
        #expect(evening.due.isEmpty)
        #expect(evening.nextLook == (try instant("2026-11-02T07:00")))
        let monday = timetable.due(after: cursor, taken: [], now: try instant("2026-11-02T07:00"))
        #expect(monday.due.map(\.summary) == ["2026-W44 late 230400"])
    }

    @Test("weeks after one that waits to be asked late are held back, so that the cursor cannot pass it")
    func heldBack() throws {
        let timetable = try timetable(schedule("Mon 09:00", close: "Sun 20:00", skip: ["2026-10-31..2026-11-03"], catchUp: .hours(240)))
        let cursor = try week("2026-W42")
        let waiting = timetable.due(after: cursor, taken: [], now: try instant("2026-11-02T12:00"))
        #expect(waiting.due.map(\.summary) == ["2026-W43 skip missed"])
        #expect(waiting.nextLook == (try instant("2026-11-04T07:00")))
        let asked = timetable.due(after: cursor, taken: [], now: try instant("2026-11-04T07:00"))
        #expect(asked.due.map(\.summary) == ["2026-W43 skip missed", "2026-W44 late 774000", "2026-W45 skip holiday"])
    }

    @Test("skipped and paused weeks are accounted for at their time, in order")
    func skippedWeeks() throws {
        let holiday = try timetable(schedule("Mon 09:00", skip: ["2026-10-26"]))
        let answer = holiday.due(after: try week("2026-W42"), taken: [], now: try instant("2026-11-02T08:00"))
        #expect(answer.due.map(\.summary) == ["2026-W43 skip missed", "2026-W44 skip holiday", "2026-W45 ask"])
        let paused = try timetable(schedule("Mon 09:00", paused: true)).due(after: week("2026-W43"), taken: [], now: instant("2026-10-26T08:00"))
        #expect(paused.due.map(\.summary) == ["2026-W44 skip paused"])
        #expect(paused.nextLook == (try instant("2026-11-02T08:00")))
    }

    @Test("a week that has a check-in is left alone, and nothing older is asked after it")
    func taken() throws {
        let timetable = try timetable(schedule("Mon 09:00"))
        let early = timetable.due(after: try week("2026-W43"), taken: [try week("2026-W44")], now: try instant("2026-10-26T08:00"))
        #expect(early.due.isEmpty)
        #expect(early.nextLook == (try instant("2026-11-02T08:00")))
        let older = timetable.due(after: try week("2026-W43"), taken: [try week("2026-W45")], now: try instant("2026-10-26T09:00"))
        #expect(older.due.map(\.summary) == ["2026-W44 skip missed"])
    }

    @Test("an edited schedule never fires for a slot before the edit")
    func edited() throws {
        let edit = try instant("2026-10-28T10:00")
        let moved = try timetable(schedule("Tue 09:00", close: "Fri 17:00"))
        let now = moved.due(after: try week("2026-W41"), taken: [], now: edit, effectiveFrom: edit)
        #expect(now.due.map(\.summary) == ["2026-W42 skip missed", "2026-W43 skip missed", "2026-W44 skip superseded"])
        #expect(now.nextLook == (try instant("2026-11-03T08:00")))
        let later = try timetable(schedule("Fri 09:00")).due(after: week("2026-W43"), taken: [], now: edit, effectiveFrom: edit)
        #expect(later.due.isEmpty)
        #expect(later.nextLook == (try instant("2026-10-30T08:00")))
    }

    @Test("five years down come to one ask and a reason for every other week")
    func fiveYears() throws {
        let cursor = try week("2021-W43")
        let answer = try timetable(schedule("Mon 09:00")).due(after: cursor, taken: [], now: instant("2026-10-26T08:00"))
        #expect(answer.due.count == cursor.weeks(to: try week("2026-W44")))
        #expect(answer.due.last?.summary == "2026-W44 ask")
        #expect(answer.due.dropLast().allSatisfy { $0.outcome == .skip(.missed) })
    }

    @Test("a clock set back makes no second ask")
    func clockSetBack() throws {
        let timetable = try timetable(schedule("Mon 09:00"))
        let after = try week("2026-W44")
        for now in ["2026-10-26T07:00", "2026-10-25T00:00", "2020-01-01T00:00"] {
            let answer = timetable.due(after: after, taken: [], now: try instant(now))
            #expect(answer.due.isEmpty)
            #expect(answer.nextLook == (try instant("2026-11-02T08:00")))
        }
    }

    @Test("after the cycle's closing week there is nothing to look for")
    func ended() throws {
        let timetable = try timetable(schedule("Mon 09:00"), cycle: cycle("2026-10-01", "2026-12-31"))
        let closing = timetable.due(after: try week("2026-W53"), taken: [], now: try instant("2027-01-04T08:00"))
        #expect(closing.due.map(\.summary) == ["2027-W01 ask"])
        #expect(closing.due.first?.occurrence.isClosing == true)
        #expect(closing.nextLook == nil)
    }

    @Test("asked by direct message, the check-in is due when the first person's clock shows the time")
    func direct() throws {
        let people = [Person(id: "kei", name: "Kei", timeZone: "Asia/Tokyo"), Person(id: "bo", name: "Bo")]
        let timetable = try timetable(schedule("Mon 09:00", remind: ["Mon 15:00"], close: "Tue 17:00", askIn: .direct), people: people)
        let cursor = try week("2026-W43")
        #expect(timetable.due(after: cursor, taken: [], now: try instant("2026-10-25T23:59")).nextLook == (try instant("2026-10-26T00:00")))
        let late = timetable.due(after: cursor, taken: [], now: try instant("2026-10-26T07:30"))
        #expect(late.due.map(\.summary) == ["2026-W44 late 27000"])
        #expect(
            try late.due.first?.occurrence.personal == [
                PersonalTimes(person: "kei", askAt: instant("2026-10-26T07:30"), remindAt: []),
                PersonalTimes(person: "bo", askAt: instant("2026-10-26T08:00"), remindAt: [instant("2026-10-26T14:00")]),
            ])
    }
}
