import Model

/// The all-day events of an iCalendar file (RFC 5545). Events with a time of day are no holidays and are left out, as are cancelled ones.
struct HolidayCalendar {
    private(set) var spans: [DateSpan] = []

    private struct Event {
        var line: Int
        var start: LocalDate?
        /// The day after its last.
        var end: LocalDate?
        var days: Int?
        var isTimed = false
        var isCancelled = false
        var yearly: Yearly?
    }

    /// Each year on the same day.
    private struct Yearly {
        var interval = 1
        var count: Int?
        var until: LocalDate?
    }

    /// Yearly events are written out for the years of the window, and what lies outside it is left out.
    init(_ text: String, file: String, window: DateSpan) throws(CalendarFailure) {
        var event: Event?
        // Parts of an event, such as an alarm, have lines of the same names.
        var inner = 0
        let lines = unfolded(text)
        guard let first = lines.first, first.text.uppercased() == "BEGIN:VCALENDAR" else { throw CalendarFailure(.notACalendar(file)) }
        for line in lines {
            let (name, parameters, value) = split(line.text)
            switch (name, value.uppercased()) {
            case ("BEGIN", "VEVENT"): event = Event(line: line.number)
            case ("BEGIN", _): inner += event == nil ? 0 : 1
            case ("END", "VEVENT"):
                if let done = event { spans += try Self.spans(of: done, file: file, window: window) }
                (event, inner) = (nil, 0)
            case ("END", _): inner = max(0, inner - 1)
            default: if inner == 0 { try Self.read(name, parameters, value, into: &event, CalendarLine(file: file, number: line.number)) }
            }
            if spans.count > 5000 { throw CalendarFailure(.tooMany(file)) }
        }
        spans = Set(spans).sorted { ($0.first, $0.last) < ($1.first, $1.last) }
    }

    private struct CalendarLine {
        var file: String
        var number: Int
    }

    private static func read(_ name: String, _ parameters: String, _ value: String, into event: inout Event?, _ line: CalendarLine)
        throws(CalendarFailure)
    {
        guard event != nil else { return }
        let isTimed = value.contains("T") && !parameters.uppercased().contains("VALUE=DATE;") && !parameters.uppercased().hasSuffix("VALUE=DATE")
        switch name {
        case "DTSTART" where isTimed: event?.isTimed = true
        case "DTSTART": event?.start = try date(value, line)
        case "DTEND": if !isTimed { event?.end = try date(value, line) }
        case "DURATION": event?.days = days(value)
        case "STATUS": event?.isCancelled = value.uppercased() == "CANCELLED"
        case "RRULE": event?.yearly = try yearly(value, line)
        case "RDATE", "EXDATE", "EXRULE": throw CalendarFailure(.unknownRepetition(line.file, line: line.number))
        default: break
        }
    }

    private static func date(_ value: String, _ line: CalendarLine) throws(CalendarFailure) -> LocalDate {
        let digits = Array(value.prefix(8))
        let dashed = digits.count == 8 ? "\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))" : ""
        guard let date = LocalDate(dashed) else { throw CalendarFailure(.badDate(line.file, line: line.number)) }
        return date
    }

    /// `P2D` or `P1W`.
    private static func days(_ value: String) -> Int? {
        guard value.hasPrefix("P"), value.utf8.count <= 6, let count = Int(value.dropFirst().dropLast()), count > 0 else { return nil }
        return value.hasSuffix("D") ? count : value.hasSuffix("W") ? 7 * count : nil
    }

    private static func yearly(_ value: String, _ line: CalendarLine) throws(CalendarFailure) -> Yearly {
        var rule = Yearly()
        var isYearly = false
        for part in value.uppercased().split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            switch (pair.first, pair.last) {
            case ("FREQ", "YEARLY"): isYearly = true
            case ("INTERVAL", let number?) where (1...100).contains(Int(number) ?? 0): rule.interval = Int(number) ?? 1
            case ("COUNT", let number?) where (Int(number) ?? 0) > 0: rule.count = Int(number)
            case ("UNTIL", let until?): rule.until = try date(until, line)
            case ("WKST", _): break
            default: throw CalendarFailure(.unknownRepetition(line.file, line: line.number))
            }
        }
        guard isYearly else { throw CalendarFailure(.unknownRepetition(line.file, line: line.number)) }
        return rule
    }

    private static func spans(of event: Event, file: String, window: DateSpan) throws(CalendarFailure) -> [DateSpan] {
        guard let start = event.start, !event.isTimed, !event.isCancelled else { return [] }
        let end = event.end ?? start.adding(days: event.days ?? 1)
        guard end >= start else { throw CalendarFailure(.endsEarly(file, line: event.line)) }
        // An end on the day of the start is written by some programs for an event of one day.
        let length = max(1, end.daysSinceEpoch - start.daysSinceEpoch)
        return starts(from: start, event.yearly, window).map { DateSpan(first: $0, last: $0.adding(days: length - 1)) }
            .filter { $0.last >= window.first && $0.first <= window.last }
    }

    // 29 February comes in leap years only, and a count counts those that come.
    private static func starts(from start: LocalDate, _ yearly: Yearly?, _ window: DateSpan) -> [LocalDate] {
        guard let yearly else { return [start] }
        let last = min(yearly.until ?? window.last, window.last)
        guard start <= last else { return [] }
        let dates = stride(from: start.year, through: last.year, by: yearly.interval)
            .compactMap { LocalDate(year: $0, month: start.month, day: start.day) }.filter { $0 <= last }
        return yearly.count.map { Array(dates.prefix($0)) } ?? dates
    }
}

/// A calendar fault on its way to the key that names the calendar.
struct CalendarFailure: Error {
    var fault: CalendarFault

    init(_ fault: CalendarFault) { self.fault = fault }
}

/// Content lines with folded ones joined (RFC 5545 §3.1); the number is that of the first.
private func unfolded(_ text: String) -> [(number: Int, text: String)] {
    var lines: [(number: Int, text: String)] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
        if let first = line.first, first == " " || first == "\t", !lines.isEmpty {
            lines[lines.count - 1].text += line.dropFirst()
        } else if !line.isEmpty {
            lines.append((index + 1, String(line)))
        }
    }
    return lines
}

/// `DTSTART;VALUE=DATE:20261224` in its parts. A colon within quotation marks belongs to a parameter.
private func split(_ line: String) -> (name: String, parameters: String, value: String) {
    var isQuoted = false
    let colon = line.firstIndex { character in
        if character == "\"" { isQuoted.toggle() }
        return character == ":" && !isQuoted
    }
    guard let colon else { return (line.uppercased(), "", "") }
    let head = line[..<colon].split(separator: ";", maxSplits: 1)
    return (head.first?.uppercased() ?? "", head.count > 1 ? String(head[1]) : "", String(line[line.index(after: colon)...]))
}
