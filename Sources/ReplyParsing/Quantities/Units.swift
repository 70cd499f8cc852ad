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
enum CurrencyCode: UInt8, Sendable, CaseIterable {
    case usd, eur, gbp, jpy, chf, cad, aud, nzd, nok, sek, dkk, brl, pln, czk, inr, cny, mxn, sgd, hkd, zar, huf, ron, ils
    case dollarSign, kroneSign, yenSign

    /// By its code in any case, or by "$", "kr" and "¥".
    init?(_ code: String) {
        switch code.lowercased() {
        case "$": self = .dollarSign
        case "kr": self = .kroneSign
        case "¥": self = .yenSign
        case "€": self = .eur
        case "£": self = .gbp
        case "₹": self = .inr
        case "r$": self = .brl
        case "us$": self = .usd
        case let name:
            guard let match = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
            self = match
        }
    }

    /// Whether what is written this way can be a key result's own unit.
    func fits(_ unit: CurrencyCode?) -> Bool {
        guard let unit else { return false }
        if self == unit { return true }
        switch self {
        case .dollarSign: return Self.dollars.contains(unit)
        case .kroneSign: return unit == .nok || unit == .sek || unit == .dkk
        case .yenSign: return unit == .jpy || unit == .cny
        default: return unit == .dollarSign && Self.dollars.contains(self) || unit == .kroneSign && (self == .nok || self == .sek || self == .dkk)
        }
    }

    private static let dollars: Set<CurrencyCode> = [.usd, .cad, .aud, .nzd, .sgd, .hkd, .mxn]
}
