public import Model
public import OutboundHTTP

/// The wait in a `Retry-After` header (RFC 9110 §10.2.3): whole seconds or a date.
enum RetryAfter {
    /// No platform makes us wait longer than this, whatever it says.
    static let longest = Duration.hours(1)

    /// Nil for junk, a negative number and a date that has passed.
    static func parse(_ header: String?, now: Instant) -> Duration? {
        guard let header else { return nil }
        let text = header.trimmed
        if !text.isEmpty, text.utf8.allSatisfy(isDigit) {
            guard let seconds = Int64(text) else { return longest }
            return min(.seconds(min(seconds, 86400)), longest)
        }
        guard let date = httpDate(text, now: now), date > now else { return nil }
        return min(date - now, longest)
    }

    /// Any of the three forms of RFC 9110 §5.6.7; the weekday is not checked.
    static func httpDate(_ text: String, now: Instant) -> Instant? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
        switch words.count {
        case 6 where words[5] == "GMT": return instant(day: words[1], month: words[2], year: words[3], time: words[4], now: now)
        case 4 where words[3] == "GMT":
            let parts = words[1].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3 else { return nil }
            return instant(day: parts[0], month: parts[1], year: parts[2], time: words[2], now: now)
        case 5: return instant(day: words[2], month: words[1], year: words[4], time: words[3], now: now)
        default: return nil
        }
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func instant(day: String, month: String, year: String, time: String, now: Instant) -> Instant? {
        guard let month = months.firstIndex(of: month), let day = number(day, 1...2), let year = fullYear(year, now: now),
            let date = LocalDate(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).compactMap { number(String($0), 2...2) }
        guard clock.count == 3, time.utf8.count == 8, clock[0] < 24, clock[1] < 60, clock[2] < 61 else { return nil }
        return Instant(seconds: Int64(date.daysSinceEpoch) * 86400 + Int64(clock[0] * 3600 + clock[1] * 60 + clock[2]))
    }

    /// A year of two digits is the next with those digits, or the latest past one where that is more than 50 years ahead.
    private static func fullYear(_ text: String, now: Instant) -> Int? {
        if let year = number(text, 4...4) { return year }
        guard let short = number(text, 2...2) else { return nil }
        let thisYear = LocalDateTime(secondsSinceEpoch: now.seconds).date.year
        let ahead = (short - thisYear).flooredRemainder(100)
        return thisYear + (ahead > 50 ? ahead - 100 : ahead)
    }

    private static func number(_ text: String, _ lengths: ClosedRange<Int>) -> Int? {
        guard lengths.contains(text.utf8.count), text.utf8.allSatisfy(isDigit) else { return nil }
        return Int(text)
    }
}

/// The other side's clock when it answered, by its `Date` header; nil where it does not tell.
public func serverTime(of response: OutboundResponse, now: Instant) -> Instant? {
    response.header("date").flatMap { RetryAfter.httpDate($0.trimmed, now: now) }
}

func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

extension String {
    /// Without white space at either end.
    var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
