/// How a locale writes numbers, and how many decimals a value needs.
struct NumberFormat: Sendable {
    /// U+202F in French, so that a number never breaks over two lines.
    let group: String
    let decimal: String

    /// Anything but the known languages is written as English.
    init(locale: String) {
        switch locale.prefix(2).lowercased() {
        case "de", "es", "pt", "nb", "nl": (group, decimal) = (".", ",")
        case "fr": (group, decimal) = ("\u{202F}", ",")
        default: (group, decimal) = (",", ".")
        }
    }

    static let mostDecimals = 6

    /// With thousands separators and at most so many decimals, trailing zeros dropped; a minus sign (U+2212) where it is below zero.
    func text(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "?" : value < 0 ? "−∞" : "∞" }
        let magnitude = abs(value)
        guard magnitude < 1e15 else { return magnitude.description.replacingDot(with: decimal, isNegative: value < 0) }
        // A large number has no room for many decimals in 64 bits, nor in a double.
        let decimals = magnitude < 1e9 ? decimals : min(decimals, 2)
        let scale = Self.power(of: decimals)
        let scaled = Self.rounded(magnitude * scale)
        let whole = scaled / Int64(scale)
        var fraction = String(scaled % Int64(scale))
        fraction = String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        let digits = grouped(String(whole)) + (decimals == 0 || fraction.isEmpty ? "" : decimal + fraction)
        return value < 0 && scaled != 0 ? "−" + digits : digits
    }

    /// Two decimals as a rule; more where two would show a fraction as a whole number, or a small number by fewer than two digits.
    static func decimals(for value: Double) -> Int {
        var decimals = 2
        let magnitude = abs(value)
        guard magnitude < 1e9, magnitude - magnitude.rounded() != 0 else { return decimals }
        while decimals < mostDecimals, hides(magnitude, decimals: decimals) { decimals += 1 }
        return decimals
    }

    /// Enough decimals that two different values look different.
    static func decimals(for first: Double, _ second: Double) -> Int {
        var decimals = max(decimals(for: first), decimals(for: second))
        guard first != second, abs(first) < 1e9, abs(second) < 1e9 else { return decimals }
        while decimals < mostDecimals, rounded(first * power(of: decimals)) == rounded(second * power(of: decimals)) { decimals += 1 }
        return decimals
    }

    private static func hides(_ magnitude: Double, decimals: Int) -> Bool {
        // What is left of 1320 × 1.05 and the like is no fraction that anybody said.
        guard abs(magnitude - magnitude.rounded()) > magnitude * 1e-12 else { return false }
        let scaled = rounded(magnitude * power(of: decimals))
        return scaled % Int64(power(of: decimals)) == 0 || (magnitude < 1 && scaled < 10)
    }

    /// Halves go up also where the nearest binary number lies a hair below.
    private static func rounded(_ scaled: Double) -> Int64 {
        Int64((abs(scaled) < 1e13 ? scaled * (1 + 0x1p-50) : scaled).rounded())
    }

    private static func power(of decimals: Int) -> Double { (0..<decimals).reduce(1.0) { power, _ in power * 10 } }

    private func grouped(_ digits: String) -> String {
        let bytes = digits.utf8
        guard bytes.count > 3 else { return digits }
        let lead = (bytes.count - 1) % 3 + 1
        var text = String(Substring(bytes.prefix(lead)))
        var rest = bytes.dropFirst(lead)
        while !rest.isEmpty {
            text += group + Substring(rest.prefix(3))
            rest = rest.dropFirst(3)
        }
        return text
    }
}

extension String {
    fileprivate func replacingDot(with decimal: String, isNegative: Bool) -> String {
        (isNegative ? "−" : "") + split(separator: ".", omittingEmptySubsequences: false).joined(separator: decimal)
    }
}
