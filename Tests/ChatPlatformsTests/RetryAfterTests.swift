import Model
import Testing

@testable import ChatPlatforms

@Suite("Retry-After")
struct RetryAfterTests {
    private let now = Instant("1994-11-06T08:49:30Z") ?? Instant(seconds: 0)

    @Test(
        "is seconds or one of three kinds of date, and never more than an hour",
        arguments: [
            ("30", .seconds(30)), ("0", .zero), (" 7 ", .seconds(7)), ("3600", .seconds(3600)), ("3601", .seconds(3600)),
            ("31536000000", .seconds(3600)), ("99999999999999999999999", .seconds(3600)), ("Sun, 06 Nov 1994 08:49:37 GMT", .seconds(7)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", .seconds(7)), ("Sun Nov  6 08:49:37 1994", .seconds(7)),
            ("Mon, 06 Nov 1995 08:49:37 GMT", .seconds(3600)),
            ("Thursday, 01-Jan-15 00:00:00 GMT", .seconds(3600)),
        ] as [(String, Duration)])
    func waits(header: String, wait: Duration) {
        #expect(RetryAfter.parse(header, now: now) == wait)
    }

    @Test(
        "is ignored when it is junk, negative or past",
        arguments: [
            "", "-1", "1.5", "+5", "soon", "０", "30s", "0x10", "Sun, 06 Nov 1994 08:49:30 GMT", "Sun, 06 Nov 1994 08:49:29 GMT",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Sunday, 06-Nov-80 08:49:37 GMT",
            "Sun, 06 Now 1994 08:49:37 GMT", "1994-11-06T08:49:37Z",
        ])
    func ignored(header: String) {
        #expect(RetryAfter.parse(header, now: now) == nil)
    }

    @Test("is nothing where there is no such header")
    func absent() { #expect(RetryAfter.parse(nil, now: now) == nil) }
}
