import Model
import Testing

@Suite struct CalendarTests {
    @Test(
        "an ISO week belongs to the year of its Thursday",
        arguments: [
            ("2026-12-28", "2026-W53"), ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01"), ("2024-12-30", "2025-W01"),
            ("2021-01-01", "2020-W53"),
            ("2026-10-26", "2026-W44"), ("1969-12-29", "1970-W01"),
        ])
    func weekOfDate(date: String, week: String) throws {
        let day = try #require(LocalDate(date))
        #expect(ISOWeek(containing: day).description == week)
        #expect(ISOWeek(week)?.description == week)
    }

    @Test("a year without a week 53 has none", arguments: ["2025-W53", "2026-W54", "2026-W00", "2026-43", "26-W43", "2026-W4"])
    func noSuchWeek(text: String) {
        #expect(ISOWeek(text) == nil)
    }

    @Test("days and dates agree over eight hundred years")
    func daysRoundTrip() throws {
        var day = try #require(LocalDate("1600-01-01"))
        var weekday = Weekday.saturday
        while day.year < 2400 {
            #expect(day.weekday == weekday)
            #expect(LocalDate(day.description) == day)
            let next = day.adding(days: 1)
            #expect(next > day)
            weekday = Weekday(rawValue: weekday.rawValue % 7 + 1) ?? .monday
            day = next
        }
    }

    @Test(
        "what is no date is not read", arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-32", "+026-01-01", ""])
    func noSuchDate(text: String) {
        #expect(LocalDate(text) == nil)
    }

    @Test(
        "instants are read and written as RFC 3339",
        arguments: [
            ("2026-10-26T09:00:00+01:00", "2026-10-26T08:00:00Z"), ("2026-10-26T08:00:00.25Z", "2026-10-26T08:00:00.250Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"), ("2026-10-26t08:00:00z", "2026-10-26T08:00:00Z"),
            ("2026-10-26T08:00:00.123456789-00:30", "2026-10-26T08:30:00.123Z"),
        ])
    func instants(text: String, written: String) {
        #expect(Instant(text)?.description == written)
    }

    @Test(
        "what is no instant is not read",
        arguments: [
            "2026-10-26", "2026-10-26T08:00:00", "2026-10-26T24:00:00Z", "2026-10-26T08:60:00Z", "2026-10-26 08:00", "2026-10-26T08:00:00.Z",
            "2026-10-26T08:00:00+1:00",
            "2026-10-26T-8:00:00Z",
        ])
    func noInstant(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("a check-in's id reads back, and nothing else does")
    func checkInID() {
        #expect(CheckInID("growth/2026-W43")?.description == "growth/2026-W43")
        for text in ["growth", "growth/", "Growth/2026-W43", "growth/2026-W43/x", "growth/2026-43"] { #expect(CheckInID(text) == nil, "\(text)") }
    }

    @Test("spans of dates hold their ends, and never run backwards")
    func spans() throws {
        let span = try #require(DateSpan("2026-12-21..2027-01-01"))
        let (first, last) = (try #require(LocalDate("2026-12-21")), try #require(LocalDate("2027-01-01")))
        #expect(span.contains(first))
        #expect(span.contains(last))
        #expect(!span.contains(last.adding(days: 1)))
        #expect(DateSpan("2026-12-21") == DateSpan(first: span.first, last: span.first))
        #expect(DateSpan("2027-01-01..2026-12-21") == nil)
    }
}
