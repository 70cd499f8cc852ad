import Model
import Scheduling

/// How a table writes dates.
public enum DateOrder: String, Sendable, CaseIterable {
    case iso, dmy, mdy
}

/// Reads the cells of a table: exactly, or not at all.
enum CellReading {
    /// A date stands for noon on the team's clock, a week for noon of its Monday.
    static func instant(_ text: String, order: DateOrder, zone: ZoneRules) -> Instant? {
        if let instant = Instant(text) { return instant }
        let week = text.split(separator: "/").last.map(String.init) ?? text
        if let week = ISOWeek(week) { return noon(week.monday, zone) }
        let halves = text.split(whereSeparator: { $0 == " " || $0 == "T" })
        guard (1...2).contains(halves.count), let date = date(String(halves[0]), order) else { return nil }
        guard halves.count == 2 else { return noon(date, zone) }
        guard let time = LocalTime(String(halves[1].prefix(5))) else { return nil }
        return zone.instant(LocalDateTime(date, time))
    }

    private static func noon(_ date: LocalDate, _ zone: ZoneRules) -> Instant {
        zone.instant(LocalDateTime(secondsSinceEpoch: Int64(date.daysSinceEpoch) * 86400 + 43_200))
    }

    private static func date(_ text: String, _ order: DateOrder) -> LocalDate? {
        if let date = LocalDate(text) { return date }
        let parts = text.split(whereSeparator: { "./-".contains($0) }).map { Int($0) }
        guard order != .iso, parts.count == 3, let first = parts[0], let second = parts[1], let year = parts[2], year >= 1000 else { return nil }
        return order == .dmy ? LocalDate(year: year, month: second, day: first) : LocalDate(year: year, month: first, day: second)
    }

    /// Absolute, in the key result's unit.
    static func value(_ text: String, of keyResult: KeyResult, locale: String) -> Double? {
        switch keyResult.kind {
        case .boolean: return flag(text)
        case .milestone:
            let done = text.lowercased().split(separator: "of").first.map { $0.split(separator: "/").first.map(String.init) ?? "" } ?? ""
            return number(done.trimmed, locale: locale)
        case .number, .percent, .currency, .duration: return number(bare(text, keyResult), locale: locale)
        }
    }

    private static func flag(_ text: String) -> Double? {
        switch text.lowercased() {
        case "yes", "true", "done", "1", "y": 1
        case "no", "false", "0", "n", "not done": 0
        default: nil
        }
    }

    /// Without the unit before or after it. A number with another unit is left as it is, and then is none.
    private static func bare(_ text: String, _ keyResult: KeyResult) -> String {
        let signs = ["EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"]
        let units = [keyResult.unit, signs[keyResult.unit] ?? "", keyResult.kind == .percent ? "%" : ""].filter { !$0.isEmpty }
        var rest = text
        for unit in units {
            if rest.lowercased().hasSuffix(unit.lowercased()) { rest = String(rest.dropLast(unit.count)).trimmed }
            let isNegative = rest.hasPrefix("-")
            let unsigned = isNegative ? String(rest.dropFirst()) : rest
            if unsigned.lowercased().hasPrefix(unit.lowercased()) {
                rest = (isNegative ? "-" : "") + String(unsigned.dropFirst(unit.count)).trimmed
            }
        }
        return rest
    }

    /// `1,450.5`, `1.450,5`, `1 450`, `1.4k`. A single dot or comma before three digits is read as the team writes numbers.
    static func number(_ text: String, locale: String) -> Double? {
        let (digits, factor) = scaled(text.lowercased().filter { !$0.isWhitespace && $0 != "'" && $0 != "’" }.replacing("−", with: "-"))
        let decimal = decimalSign(digits, locale: locale)
        var plain = ""
        for character in digits {
            if character == decimal { plain.append(".") } else if character != ".", character != "," { plain.append(character) }
        }
        guard groupsFit(digits, decimal: decimal), plain.allSatisfy({ $0.isASCII && ($0.isNumber || "-+.".contains($0)) }), let value = Double(plain)
        else { return nil }
        return value * factor
    }

    private static func scaled(_ text: String) -> (String, Double) {
        switch text.last {
        case "k": (String(text.dropLast()), 1000)
        case "m": (String(text.dropLast()), 1_000_000)
        default: (text, 1)
        }
    }

    private static func decimalSign(_ text: String, locale: String) -> Character? {
        let signs = text.filter { $0 == "." || $0 == "," }
        guard let last = signs.last else { return nil }
        if Set(signs).count == 2 { return last }
        if signs.count > 1 { return nil }
        let after = text.split(separator: last, omittingEmptySubsequences: false).last?.count ?? 0
        let local: Character = locale == "en" ? "." : ","
        return after == 3 ? (last == local ? last : nil) : last
    }

    /// Groups have three digits, so that `1,45.5` is no number.
    private static func groupsFit(_ text: String, decimal: Character?) -> Bool {
        let whole = decimal.flatMap { text.split(separator: $0, omittingEmptySubsequences: false).first.map(String.init) } ?? text
        let groups = whole.split(whereSeparator: { $0 == "." || $0 == "," })
        return groups.dropFirst().allSatisfy { $0.count == 3 } && text.filter { $0 == decimal }.count <= 1
    }

    static func status(_ text: String) -> Status? {
        switch text.lowercased().replacing("_", with: " ").replacing("-", with: " ") {
        case "on track", "green", "🟢", "good": .onTrack
        case "at risk", "yellow", "amber", "🟡", "behind": .atRisk
        case "off track", "red", "🔴": .offTrack
        case "done", "completed", "complete", "achieved", "✅": .done
        default: nil
        }
    }

    /// `70 %`, `0.7`, `7/10` or `70`: 0 to 1.
    static func confidence(_ text: String) -> Double? {
        let parts = text.split(separator: "/").map { number(String($0).trimmed, locale: "en") }
        var share: Double?
        if parts.count == 2, let part = parts[0], let whole = parts[1], whole > 0 {
            share = part / whole
        } else if text.hasSuffix("%") {
            share = number(String(text.dropLast()).trimmed, locale: "en").map { $0 / 100 }
        } else {
            share = number(text, locale: "en").map { $0 > 1 ? $0 / 100 : $0 }
        }
        return share.flatMap { (0...1).contains($0) ? $0 : nil }
    }
}
