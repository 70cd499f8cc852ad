/// A unit of time as people write it.
enum DurationUnit: String, Sendable, CaseIterable {
    case ms, s, min
    /// Minutes on a duration, a million elsewhere.
    case ambiguousMinutes = "m"
    case h, d, w, month, year

    /// Seconds in one unit; nil where a calendar decides.
    var seconds: Double? {
        switch self {
        case .ms: 0.001
        case .s: 1
        case .min, .ambiguousMinutes: 60
        case .h: 3600
        case .d: 86400
        case .w: 604_800
        case .month, .year: nil
        }
    }

    /// The unit that a key result is kept in, from its name.
    init?(unitName: String) {
        switch unitName.lowercased() {
        case "ms", "milliseconds": self = .ms
        case "s", "sec", "secs", "second", "seconds": self = .s
        case "m", "min", "mins", "minute", "minutes": self = .min
        case "h", "hr", "hrs", "hour", "hours": self = .h
        case "d", "day", "days", "business days", "working days": self = .d
        case "w", "wk", "week", "weeks": self = .w
        case "month", "months": self = .month
        case "year", "years": self = .year
        default: return nil
        }
    }
}

/// A currency by its code, or by a sign that several share.
struct CurrencyCode: Hashable, Sendable {
    let code: String

    init(_ code: String) { self.code = code }

    static let dollarSign = CurrencyCode("$")
    static let kroneSign = CurrencyCode("kr")
    static let yenSign = CurrencyCode("¥")

    private static let dollars: Set<String> = ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "ARS", "CLP", "COP"]
    private static let kroner: Set<String> = ["NOK", "SEK", "DKK", "ISK"]

    /// Whether what is written this way can be the key result's own unit.
    func fits(unit: String) -> Bool {
        let unit = unit.uppercased()
        switch self {
        case .dollarSign: return Self.dollars.contains(unit) || unit == "$"
        case .kroneSign: return Self.kroner.contains(unit) || unit == "KR"
        case .yenSign: return unit == "JPY" || unit == "CNY" || unit == "¥"
        default: return unit == code || Self.signs[unit] == code
        }
    }

    private static let signs = ["€": "EUR", "£": "GBP", "R$": "BRL", "US$": "USD", "₹": "INR"]
}
