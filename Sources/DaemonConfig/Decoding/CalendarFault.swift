/// Why a calendar file gives no holidays; lines count from 1.
enum CalendarFault: Hashable, Sendable {
    case missing(String)
    case unreadable(String)
    case tooLarge(String)
    case notACalendar(String)
    case badDate(String, line: Int)
    case endsEarly(String, line: Int)
    /// A repetition other than each year on the same day.
    case unknownRepetition(String, line: Int)
    case tooMany(String)

    var sentence: String {
        switch self {
        case .missing(let file): "there is no file \(quoted(file))"
        case .unreadable(let file): "\(quoted(file)) cannot be read"
        case .tooLarge(let file): "\(quoted(file)) is larger than 4 MiB, which no calendar of holidays is"
        case .notACalendar(let file): "\(quoted(file)) is no iCalendar file: it does not begin with BEGIN:VCALENDAR"
        case .badDate(let file, let line): "line \(line) of \(quoted(file)) holds no date that can be read"
        case .endsEarly(let file, let line): "the event on line \(line) of \(quoted(file)) ends before it begins"
        case .unknownRepetition(let file, let line):
            "line \(line) of \(quoted(file)) repeats an event otherwise than each year on its date: write its dates as events of their own"
        case .tooMany(let file): "\(quoted(file)) holds more than 5000 days or spans"
        }
    }
}
