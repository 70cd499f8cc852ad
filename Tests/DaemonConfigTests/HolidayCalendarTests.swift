import Model
import Testing

@testable import DaemonConfig

@Suite("Holidays from a calendar")
struct HolidayCalendarTests {
    private static let window =
        DateSpan("2026-07-01..2027-03-01") ?? DateSpan(first: LocalDate(daysSinceEpoch: 0), last: LocalDate(daysSinceEpoch: 1))

    private static func spans(_ events: String) throws(CalendarFailure) -> [String] {
        let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events.replacing("\n", with: "\r\n") + "\r\nEND:VCALENDAR\r\n"
        return try HolidayCalendar(text, file: "c.ics", window: window).spans.map { "\($0.first)..\($0.last)" }
    }

    private static func event(_ lines: String) -> String { "BEGIN:VEVENT\nUID:1\n\(lines)\nEND:VEVENT" }

    @Test(
        "all-day events become days and spans",
        arguments: [
            ("DTSTART;VALUE=DATE:20261224", ["2026-12-24..2026-12-24"]),
            ("DTSTART:20261224", ["2026-12-24..2026-12-24"]),
            ("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227", ["2026-12-24..2026-12-26"]),
            ("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261224", ["2026-12-24..2026-12-24"]),
            ("DTSTART;VALUE=DATE:20261224\nDURATION:P1W", ["2026-12-24..2026-12-30"]),
            ("DTSTART;VALUE=DATE:20261224\nSTATUS:CANCELLED", []),
            ("DTSTART;TZID=Europe/Oslo:20261224T090000\nDTEND;TZID=Europe/Oslo:20261224T100000", []),
            ("DTSTART;VALUE=DATE:20200101", []),
            ("DTSTART;VALUE=DATE:20001225\nRRULE:FREQ=YEARLY", ["2026-12-25..2026-12-25"]),
            ("DTSTART;VALUE=DATE:20000101\nRRULE:FREQ=YEARLY;INTERVAL=2", []),
            ("DTSTART;VALUE=DATE:20010101\nRRULE:FREQ=YEARLY;INTERVAL=2", ["2027-01-01..2027-01-01"]),
            ("DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY;COUNT=3", []),
            ("DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY;UNTIL=20261231", []),
            ("DTSTART;VALUE=DATE:2026\n 1224\nSUMMARY:folded", ["2026-12-24..2026-12-24"]),
            ("DTSTART;VALUE=DATE:20261224\nBEGIN:VALARM\nDTSTART;VALUE=DATE:20261101\nEND:VALARM", ["2026-12-24..2026-12-24"]),
            ("DTSTART;X-NOTE=\"a:b\";VALUE=DATE:20261224", ["2026-12-24..2026-12-24"]),
        ])
    func days(_ lines: String, _ expected: [String]) throws {
        #expect(try Self.spans(Self.event(lines)) == expected)
    }

    @Test("events come in order, each once") func order() throws {
        let later = Self.event("DTSTART;VALUE=DATE:20261225")
        let earlier = Self.event("DTSTART;VALUE=DATE:20261224")
        #expect(try Self.spans([later, earlier, later].joined(separator: "\n")) == ["2026-12-24..2026-12-24", "2026-12-25..2026-12-25"])
    }

    @Test(
        "what cannot be read is told with its line",
        arguments: [
            ("DTSTART;VALUE=DATE:20261324", .badDate("c.ics", line: 5)), ("DTSTART;VALUE=DATE:soon", .badDate("c.ics", line: 5)),
            ("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261223", .endsEarly("c.ics", line: 3)),
            ("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=WEEKLY", .unknownRepetition("c.ics", line: 6)),
            ("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=YEARLY;BYDAY=4TH", .unknownRepetition("c.ics", line: 6)),
            ("DTSTART;VALUE=DATE:20261224\nRDATE;VALUE=DATE:20261225", .unknownRepetition("c.ics", line: 6)),
        ] as [(String, CalendarFault)])
    func failures(_ lines: String, _ fault: CalendarFault) {
        do {
            _ = try Self.spans(Self.event(lines))
            Issue.record("it was read")
        } catch {
            #expect(error.fault == fault)
        }
    }

    @Test(
        "each has a sentence",
        arguments: [
            (.missing("c.ics"), "there is no file \"c.ics\""), (.unreadable("c.ics"), "\"c.ics\" cannot be read"),
            (.tooLarge("c.ics"), "\"c.ics\" is larger than 4 MiB, which no calendar of holidays is"),
            (.notACalendar("c.ics"), "\"c.ics\" is no iCalendar file: it does not begin with BEGIN:VCALENDAR"),
            (.badDate("c.ics", line: 5), "line 5 of \"c.ics\" holds no date that can be read"),
            (.endsEarly("c.ics", line: 3), "the event on line 3 of \"c.ics\" ends before it begins"),
            (
                .unknownRepetition("c.ics", line: 6),
                "line 6 of \"c.ics\" repeats an event otherwise than each year on its date: write its dates as events of their own"
            ),
            (.tooMany("c.ics"), "\"c.ics\" holds more than 5000 days or spans"),
        ] as [(CalendarFault, String)])
    func sentences(_ fault: CalendarFault, _ sentence: String) {
        #expect(fault.sentence == sentence)
    }

    @Test("a team's calendar stands beside its file and adds to its skipped days") func beside() throws {
        let team = sampleTeam.with("  close: Tue 17:00", "  close: Tue 17:00\n  skip: [2026-10-12]\n  holidays: calendar.ics")
        let calendar = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT\nEND:VCALENDAR\n"
        let (configuration, _) = try loaded(team: team, others: ["teams/calendar.ics": calendar])
        #expect(configuration.teams.first?.schedule.skip == [DateSpan("2026-10-12"), DateSpan("2026-12-25")].compactMap(\.self))
        #expect(try problems(team: team) == ["teams/growth.yaml:8:13: check_in.holidays: there is no file \"calendar.ics\""])
        let wrong = try problems(team: team, others: ["teams/calendar.ics": "hello"])
        #expect(wrong == ["teams/growth.yaml:8:13: check_in.holidays: \"calendar.ics\" is no iCalendar file: it does not begin with BEGIN:VCALENDAR"])
    }
}
