import Model

/// The rule in a TZif footer, such as `CET-1CEST,M3.5.0,M10.5.0/3`: a standard time, and daylight time from one day of each year to another.
///
/// The form is that of POSIX's TZ variable with RFC 9636's extension: times of a change run from -167 to 167 hours.
struct PosixZone: Hashable, Sendable {
    /// The other half of the year. Its offset may lie west of the standard one, as in Dublin.
    struct Daylight: Hashable, Sendable {
        var type: LocalTimeType
        var start: YearlyChange
        var end: YearlyChange
    }

    var standard: LocalTimeType
    var daylight: Daylight?

    /// What holds at an instant, in seconds.
    func type(at seconds: Int64) -> LocalTimeType {
        guard let daylight else { return standard }
        let year = LocalDateTime(secondsSinceEpoch: seconds + Int64(standard.offset)).date.year
        // A change may lie in the year beside its own, by its time of day or by the offset. Years before are all over, so the latest change
        // that is not after the instant decides; where two fall together (daylight time all year), daylight time wins.
        var latest = Int64.min
        var isDaylight = false
        for candidate in year - 1...year + 1 {
            let end = daylight.end.localSeconds(year: candidate) - Int64(daylight.type.offset)
            if end <= seconds, end > latest { (latest, isDaylight) = (end, false) }
            let start = daylight.start.localSeconds(year: candidate) - Int64(standard.offset)
            if start <= seconds, start >= latest { (latest, isDaylight) = (start, true) }
        }
        return isDaylight ? daylight.type : standard
    }

    /// What to read a local time with: the earlier offset in an overlap, the one before the gap in a gap.
    ///
    /// A change counts from the local time that is past its gap or its first pass, which is the instant plus the greater offset. The rule
    /// holds only from the file's last transition on, so no local time can lie before that.
    func type(local seconds: Int64, from last: Int64?) -> LocalTimeType {
        guard let daylight else { return standard }
        return type(at: max(seconds - Int64(max(standard.offset, daylight.type.offset)), last ?? .min))
    }
}

/// A day of each year and a time on it, in the local time that holds before the change.
struct YearlyChange: Hashable, Sendable {
    enum Day: Hashable, Sendable {
        /// 1 to 365; 29 February is never counted.
        case julian(Int)
        /// 0 to 365; 29 February is counted.
        case ofYear(Int)
        /// Month, the first to fifth such weekday (5 is the last), weekday from 0 for Sunday.
        case weekday(month: Int, ordinal: Int, weekday: Int)
    }

    var day: Day
    /// Seconds after the day's midnight; may be negative or reach into other days.
    var time: Int

    func localSeconds(year: Int) -> Int64 { Int64(date(year: year).daysSinceEpoch) * 86400 + Int64(time) }

    private func date(year: Int) -> LocalDate {
        switch day {
        case .julian(let count): first(ofMonth: 1, year).adding(days: count - 1 + (LocalDate.isLeap(year) && count >= 60 ? 1 : 0))
        case .ofYear(let count): first(ofMonth: 1, year).adding(days: count)
        case .weekday(let month, let ordinal, let weekday):
            dayOfMonth(first(ofMonth: month, year), ordinal: ordinal, weekday: weekday, length: LocalDate.length(ofMonth: month, year: year))
        }
    }

    private func first(ofMonth month: Int, _ year: Int) -> LocalDate {
        LocalDate(year: year, month: month, day: 1) ?? LocalDate(daysSinceEpoch: 0)
    }

    private func dayOfMonth(_ first: LocalDate, ordinal: Int, weekday: Int, length: Int) -> LocalDate {
        let ahead = (weekday - first.weekday.rawValue % 7).flooredRemainder(7) + 7 * (ordinal - 1)
        return first.adding(days: ahead < length ? ahead : ahead - 7)
    }
}
