/// RFC 3339 in and out.
extension Instant: CustomStringConvertible, Codable {
    /// `2026-10-26T08:00:00Z`, with milliseconds only where there are any.
    public var description: String {
        let local = LocalDateTime(secondsSinceEpoch: seconds)
        let fraction = milliseconds.flooredRemainder(1000)
        return "\(local)" + (fraction == 0 ? "" : "." + padded(Int(fraction), 3)) + "Z"
    }

    /// Reads `2026-10-26T09:00:00.250+01:00`; digits past the millisecond are dropped. Nil when the text is not RFC 3339.
    public init?(_ text: String) {
        var rest = Substring(text)
        guard let date = LocalDate(String(rest.prefix(10))), rest.count > 10 else { return nil }
        rest = rest.dropFirst(10)
        guard let separator = rest.first, "Tt ".contains(separator) else { return nil }
        let clock = rest.dropFirst().prefix(8).split(separator: ":", omittingEmptySubsequences: false)
        let parts = clock.compactMap { $0.count == 2 ? Int($0) : nil }
        guard clock.count == 3, parts.count == 3, parts[0] < 24, parts[1] < 60, parts[2] < 61, parts.allSatisfy({ $0 >= 0 }) else { return nil }
        rest = rest.dropFirst(9)
        var milliseconds = 0
        if rest.first == "." {
            let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty, let value = Int((digits.prefix(3) + "00").prefix(3)) else { return nil }
            milliseconds = value
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let offset = Self.offsetSeconds(rest) else { return nil }
        let seconds = Int64(date.daysSinceEpoch) * 86400 + Int64(parts[0] * 3600 + parts[1] * 60 + parts[2] - offset)
        self.init(milliseconds: seconds * 1000 + Int64(milliseconds))
    }

    private static func offsetSeconds(_ text: Substring) -> Int? {
        if text == "Z" || text == "z" { return 0 }
        guard text.count == 6, let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]), (0..<24).contains(hours), (0..<60).contains(minutes) else {
            return nil
        }
        return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 instant: \(text)")
        }
        self = instant
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Decimal digits with leading zeros.
func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(abs(value))
    return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}
