import Foundation
import Model

extension Item {
    /// The holidays of the calendar file, of the cycle's time and some weeks around it.
    func holidays(cycle: Cycle?, folder: String) -> [DateSpan] {
        guard let name = text(limit: 1024) else { return [] }
        do {
            let text = try calendarText(at: absolutePath(name, in: folder), name: name)
            return try HolidayCalendar(text, file: name, window: window(cycle)).spans
        } catch {
            report(.holidays(error.fault))
            return []
        }
    }

    private func calendarText(at path: String, name: String) throws(CalendarFailure) -> String {
        switch readFile(path, limit: 4 << 20) {
        case .contents(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else { throw CalendarFailure(.unreadable(name)) }
            return text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
        case .missing: throw CalendarFailure(.missing(name))
        case .unreadable: throw CalendarFailure(.unreadable(name))
        case .tooLarge: throw CalendarFailure(.tooLarge(name))
        }
    }
}

// Without a cycle there is no end in sight: a yearly holiday is then written out to 2100.
private func window(_ cycle: Cycle?) -> DateSpan {
    if let cycle { return DateSpan(first: cycle.start.adding(days: -70), last: cycle.end.adding(days: 70)) }
    return DateSpan(first: LocalDate(daysSinceEpoch: 0), last: LocalDate(daysSinceEpoch: 47_847))
}
