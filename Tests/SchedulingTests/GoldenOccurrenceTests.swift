import Model
import Scheduling
import Testing

/// When a weekly rule fires: the first occurrences on or after a date, as UTC.
struct GoldenOccurrence: CustomTestStringConvertible, Sendable {
    var name: String
    var zone: String
    var rule: String
    var from: String
    var expected: [String]

    init(_ name: String, _ zone: String, _ rule: String, _ from: String, _ expected: String...) {
        self.name = name
        self.zone = zone
        self.rule = rule
        self.from = from
        self.expected = expected
    }

    var testDescription: String { "\(name): \(zone) \(rule)" }

    // Checked against Python: datetime(…, tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC).
    static let all = [
        Self("gap of an hour", "Europe/Berlin", "Sun 02:30", "2027-03-25", "2027-03-28T01:30", "2027-04-04T00:30"),
        Self("overlap", "Europe/Berlin", "Sun 02:30", "2026-10-22", "2026-10-25T00:30", "2026-11-01T01:30"),
        Self("gap", "America/New_York", "Sun 02:30", "2027-03-10", "2027-03-14T07:30", "2027-03-21T06:30"),
        Self("first minute of a gap", "America/New_York", "Sun 02:00", "2027-03-10", "2027-03-14T07:00", "2027-03-21T06:00"),
        Self("end of a gap", "America/New_York", "Sun 03:00", "2027-03-10", "2027-03-14T07:00", "2027-03-21T07:00"),
        Self("start of an overlap", "America/New_York", "Sun 01:00", "2026-10-29", "2026-11-01T05:00", "2026-11-08T06:00"),
        Self("end of an overlap", "America/New_York", "Sun 02:00", "2026-10-29", "2026-11-01T07:00", "2026-11-08T07:00"),
        Self("day after spring", "America/New_York", "Mon 09:00", "2027-03-06", "2027-03-08T14:00", "2027-03-15T13:00"),
        Self("day after autumn", "America/New_York", "Mon 09:00", "2026-10-24", "2026-10-26T13:00", "2026-11-02T14:00"),
        Self("gap of half an hour", "Australia/Lord_Howe", "Sun 02:15", "2026-10-01", "2026-10-03T15:45", "2026-10-10T15:15"),
        Self("overlap of half an hour", "Australia/Lord_Howe", "Sun 01:45", "2027-04-01", "2027-04-03T14:45", "2027-04-10T15:15"),
        Self("no such day", "Pacific/Apia", "Fri 09:00", "2011-12-21", "2011-12-23T19:00", "2011-12-30T19:00", "2012-01-05T19:00"),
        Self("gap at midnight", "America/Santiago", "Sun 00:00", "2026-08-31", "2026-09-06T04:00", "2026-09-13T03:00"),
        Self("gap at midnight", "Africa/Cairo", "Fri 00:00", "2026-04-20", "2026-04-23T22:00", "2026-04-30T21:00"),
        Self("gap at midnight", "Asia/Beirut", "Sun 00:00", "2027-03-23", "2027-03-27T22:00", "2027-04-03T21:00"),
        Self("gap over midnight", "America/Nuuk", "Sat 23:30", "2027-03-22", "2027-03-28T01:30", "2027-04-04T00:30"),
        Self("overlap that ends at midnight", "Atlantic/Azores", "Sun 00:30", "2026-10-22", "2026-10-25T00:30", "2026-11-01T01:30"),
        Self("negative daylight time, gap", "Europe/Dublin", "Sun 01:30", "2027-03-25", "2027-03-28T01:30", "2027-04-04T00:30"),
        Self("negative daylight time, overlap", "Europe/Dublin", "Sun 01:30", "2026-10-22", "2026-10-25T00:30", "2026-11-01T01:30"),
        Self("gap of two hours", "Antarctica/Troll", "Sun 02:30", "2027-03-25", "2027-03-28T02:30", "2027-04-04T00:30"),
        Self("gap in a zone of 45 minutes", "Pacific/Chatham", "Sun 03:00", "2026-09-24", "2026-09-26T14:15", "2026-10-03T13:15"),
        Self("offset of 45 minutes", "Asia/Kathmandu", "Mon 09:00", "2027-01-01", "2027-01-04T03:15", "2027-01-11T03:15"),
        Self("fourteen hours east", "Pacific/Kiritimati", "Mon 09:00", "2027-01-01", "2027-01-03T19:00", "2027-01-10T19:00"),
        Self("week 53", "Europe/Berlin", "Mon 09:00", "2026-12-26", "2026-12-28T08:00", "2027-01-04T08:00"),
        Self("leap day", "Europe/Berlin", "Tue 09:00", "2028-02-20", "2028-02-22T08:00", "2028-02-29T08:00", "2028-03-07T08:00"),
        Self("past 31 bits", "Europe/Berlin", "Tue 04:00", "2038-01-10", "2038-01-12T03:00", "2038-01-19T03:00"),
        Self("no leap year", "Europe/Berlin", "Mon 09:00", "2100-02-25", "2100-03-01T08:00", "2100-03-08T08:00"),
        Self("change for good", "America/Asuncion", "Mon 09:00", "2027-06-01", "2027-06-07T12:00", "2027-06-14T12:00"),
        Self("new zone", "America/Coyhaique", "Mon 09:00", "2027-06-01", "2027-06-07T12:00", "2027-06-14T12:00"),
        Self("midnight after a Sunday of 25 hours", "Europe/Berlin", "Mon 00:00", "2026-10-20", "2026-10-25T23:00", "2026-11-01T23:00"),
        Self("month of fasting", "Africa/Casablanca", "Mon 09:00", "2027-02-01", "2027-02-01T08:00", "2027-02-08T09:00", "2027-02-15T09:00"),
    ]
}

@Suite struct GoldenOccurrenceTests {
    @Test("a weekly rule fires at the instants that the zone's law gives", arguments: GoldenOccurrence.all)
    func golden(_ golden: GoldenOccurrence) throws {
        let timetable = try timetable(schedule(golden.rule), in: golden.zone)
        let first = try date(golden.from)
        let found = timetable.occurrences(from: ISOWeek(containing: first)).lazy.filter { $0.nominal.date >= first }.prefix(golden.expected.count)
        #expect(try found.map(\.askAt) == golden.expected.map(instant))
    }

    @Test("an occurrence keeps the week of its nominal date, even where a gap carries its instant into the next one")
    func identity() throws {
        let nuuk = try timetable(schedule("Sun 23:30"), in: "America/Nuuk")
        #expect(nuuk.occurrence(in: try week("2027-W12"))?.id.description == "growth/2027-W12")
        let berlin = try timetable(schedule("Mon 09:00"), in: "Europe/Berlin")
        let weeks = berlin.occurrences(from: try week("2026-W52")).prefix(3).map(\.id.week.description)
        #expect(weeks == ["2026-W52", "2026-W53", "2027-W01"])
    }

    @Test("a restart inside the repeated hour does not ask a second time")
    func restartInOverlap() throws {
        let answer = try timetable(schedule("Sun 02:30"), in: "Europe/Berlin")
            .due(after: week("2026-W43"), taken: [week("2026-W43")], now: instant("2026-10-25T01:29"))
        #expect(answer.due.isEmpty)
        #expect(answer.nextLook == (try instant("2026-11-01T01:30")))
    }
}
