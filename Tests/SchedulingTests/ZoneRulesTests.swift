import Model
import Testing

@testable import Scheduling

@Suite struct ZoneRulesTests {
    @Test(
        "local time, offset and letters at an instant",
        arguments: [
            ("Europe/Oslo", "2026-10-25T00:59:59Z", "2026-10-25T02:59:59+02:00[Europe/Oslo]", "CEST"),
            ("Europe/Oslo", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00+01:00[Europe/Oslo]", "CET"),
            ("Europe/Berlin", "1800-01-01T00:00:00Z", "1800-01-01T00:53:28+00:53:28[Europe/Berlin]", "LMT"),
            ("Europe/Berlin", "2037-12-31T23:30:00Z", "2038-01-01T00:30:00+01:00[Europe/Berlin]", "CET"),
            ("Europe/Berlin", "2050-07-01T12:00:00Z", "2050-07-01T14:00:00+02:00[Europe/Berlin]", "CEST"),
            ("Europe/Dublin", "2050-01-01T12:00:00Z", "2050-01-01T12:00:00+00:00[Europe/Dublin]", "GMT"),
            ("Europe/Dublin", "2050-07-01T12:00:00Z", "2050-07-01T13:00:00+01:00[Europe/Dublin]", "IST"),
            ("Antarctica/Troll", "2050-07-01T12:00:00Z", "2050-07-01T14:00:00+02:00[Antarctica/Troll]", "+02"),
            ("Australia/Lord_Howe", "2050-01-01T12:00:00Z", "2050-01-01T23:00:00+11:00[Australia/Lord_Howe]", "+11"),
            ("Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29T23:59:59-10:00[Pacific/Apia]", "-10"),
            ("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31T00:00:00+14:00[Pacific/Apia]", "+14"),
            ("America/Nuuk", "2026-07-01T12:00:00Z", "2026-07-01T11:00:00-01:00[America/Nuuk]", "-01"),
            ("Asia/Kathmandu", "2026-07-01T12:00:00Z", "2026-07-01T17:45:00+05:45[Asia/Kathmandu]", "+0545"),
            ("Etc/UTC", "2026-07-01T12:00:00Z", "2026-07-01T12:00:00+00:00[Etc/UTC]", "UTC"),
        ])
    func localTime(name: String, at: String, local: String, letters: String) throws {
        let zone = try zone(name)
        let moment = try instant(at)
        #expect(zone.zonedText(moment) == local)
        #expect(zone.abbreviation(at: moment) == letters)
    }

    @Test(
        "a local time is read with the earlier offset in an overlap and the offset before a gap",
        arguments: [
            ("Europe/Oslo", "2026-10-25T02:30", "2026-10-25T00:30"), ("Europe/Oslo", "2027-03-28T02:00", "2027-03-28T01:00"),
            ("Europe/Oslo", "2060-10-31T02:30", "2060-10-31T00:30"), ("Europe/Oslo", "2060-03-28T02:30", "2060-03-28T01:30"),
            ("America/Nuuk", "2024-03-30T22:30", "2024-03-31T00:30"), ("America/Nuuk", "2024-03-30T23:30", "2024-03-31T01:30"),
            ("America/Nuuk", "2023-10-28T22:59", "2023-10-29T00:59"), ("America/Nuuk", "2023-10-28T23:00", "2023-10-29T01:00"),
            ("America/Scoresbysund", "2024-03-30T23:30", "2024-03-31T00:30"), ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00"),
        ])
    func reading(name: String, local text: String, at: String) throws {
        #expect(try zone(name).instant(local(text)) == instant(at))
    }

    @Test("every fixture reads each local time back, except those in gaps, which come out later by the gap")
    func roundTrip() throws {
        var random = SeededRandom(seed: 7)
        for name in fixtures.names() {
            let zone = try zone(name)
            for _ in 0..<2000 {
                let local = LocalDateTime(secondsSinceEpoch: Int64.random(in: -2_500_000_000...5_000_000_000, using: &random))
                let shown = zone.local(zone.instant(local))
                #expect(shown == local || shown > local && shown.duration(since: local) <= .days(1), "\(name) \(local)")
                let moment = Instant(seconds: Int64.random(in: -2_500_000_000...5_000_000_000, using: &random))
                let first = zone.instant(zone.local(moment))
                #expect(first <= moment && moment - first <= .days(1), "\(name) \(moment)")
            }
        }
    }

    @Test("the long and the short form of a zone say the same")
    func longAndShort() throws {
        let long = try zone("Europe/Berlin")
        let short = try zone("Europe/Oslo")
        for day in 0..<40_000 {
            let moment = try instant("1996-01-01T00:30") + .days(day)
            #expect(long.offset(at: moment) == short.offset(at: moment))
        }
    }

    @Test("a zone equals itself read again, and no other")
    func equality() throws {
        #expect(try zone("Europe/Oslo") == zone("Europe/Oslo"))
        #expect(try zone("Europe/Oslo") != zone("Europe/Berlin"))
    }
}
