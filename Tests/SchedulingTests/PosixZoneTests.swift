import Model
import Testing

@testable import Scheduling

@Suite struct PosixZoneTests {
    @Test(
        "a footer's rule gives offset and letters",
        arguments: [
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2040-03-25T00:59", 3600, "CET"), ("CET-1CEST,M3.5.0,M10.5.0/3", "2040-03-25T01:00", 7200, "CEST"),
            ("<+0330>-3:30", "2040-01-01T00:00", 12600, "+0330"), ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2040-03-25T01:00", -3600, "-01"),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2040-03-25T00:59", -7200, "-02"), ("IST-1GMT0,M10.5.0,M3.5.0/1", "2040-12-01T00:00", 0, "GMT"),
            ("AAA0BBB-2,J60/0,J300/0", "2040-02-29T23:59", 0, "AAA"), ("AAA0BBB-2,J60/0,J300/0", "2040-03-01T00:00", 7200, "BBB"),
            ("AAA0BBB-2,J59/0,J300/0", "2040-02-28T00:00", 7200, "BBB"),
            ("AAA0BBB-2,59/0,300/0", "2040-02-29T00:00", 7200, "BBB"), ("AAA0BBB-2,59/0,300/0", "2041-02-28T23:59", 0, "AAA"),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2040-03-24T00:00", 10800, "EEST"),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2040-03-23T23:59", 7200, "EET"),
            ("XXX3EDT4,0/0,J365/23", "2040-01-01T03:00", -14400, "EDT"), ("XXX3EDT4,0/0,J365/23", "2040-12-31T23:59", -14400, "EDT"),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2040-01-01T00:00", 39600, "AEDT"), ("LMT-0:53:28", "2040-01-01T00:00", 3208, "LMT"),
        ])
    func rule(text: String, at: String, offset: Int, letters: String) throws {
        let rule = try #require(PosixZone(text))
        #expect(rule.type(at: try instant(at).seconds) == LocalTimeType(offset: offset, abbreviation: letters))
    }

    @Test(
        "a text of another form is no rule",
        arguments: [
            "", "C", "CET", "CET-", "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
            "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J10", "CET-1CEST,366,10", "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3 ",
            "<+01-1", "<+01>", "CET-1:60", "CET-1CEST,M3.5.0,M10.5.0,M1.1.1", ":Europe/Oslo", "CET-0001",
        ])
    func malformed(text: String) { #expect(PosixZone(text) == nil) }
}
