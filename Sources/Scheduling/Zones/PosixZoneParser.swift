extension PosixZone {
    /// Nil when the text does not have the form, or names daylight time without its changes.
    init?(_ text: String) {
        var parser = PosixZoneParser(rest: Array(text.utf8)[...])
        guard let standardName = parser.name(), let west = parser.time(maximumHours: 24) else { return nil }
        standard = LocalTimeType(offset: -west, abbreviation: standardName)
        daylight = nil
        if parser.rest.isEmpty { return }
        guard let name = parser.name() else { return nil }
        var offset = standard.offset + 3600
        if let next = parser.rest.first, next != UInt8(ascii: ",") {
            guard let west = parser.time(maximumHours: 24) else { return nil }
            offset = -west
        }
        guard let start = parser.change(), let end = parser.change(), parser.rest.isEmpty else { return nil }
        daylight = Daylight(type: LocalTimeType(offset: offset, abbreviation: name), start: start, end: end)
    }
}

/// Takes the pieces of a TZ string from its front; nil where a piece is not there.
private struct PosixZoneParser {
    var rest: ArraySlice<UInt8>

    /// `CET`, or `<+0330>`.
    mutating func name() -> String? {
        let isQuoted = take("<")
        let letters = rest.prefix { isLetter($0) || isQuoted && (isDigit($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")) }
        rest = rest.dropFirst(letters.count)
        guard letters.count >= 3, !isQuoted || take(">") else { return nil }
        return String(decoding: letters, as: UTF8.self)
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time(maximumHours: Int) -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(0...maximumHours) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] {
            guard take(":") else { break }
            guard let value = number(0...59) else { return nil }
            seconds += value * unit
        }
        return isNegative ? -seconds : seconds
    }

    /// `,M3.5.0/-1`, `,J60` or `,59/2:30`; the time is 02:00 unless told.
    mutating func change() -> YearlyChange? {
        guard take(","), let day = day() else { return nil }
        guard take("/") else { return YearlyChange(day: day, time: 7200) }
        guard let time = time(maximumHours: 167) else { return nil }
        return YearlyChange(day: day, time: time)
    }

    private mutating func day() -> YearlyChange.Day? {
        if take("J") { return number(1...365).map { .julian($0) } }
        guard take("M") else { return number(0...365).map { .ofYear($0) } }
        guard let month = number(1...12), take("."), let ordinal = number(1...5), take("."), let weekday = number(0...6) else { return nil }
        return .weekday(month: month, ordinal: ordinal, weekday: weekday)
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { isDigit($0) }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return range.contains(value) ? value : nil
    }

    private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: wanted) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
