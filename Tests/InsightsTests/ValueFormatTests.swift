import Insights
import Model
import Testing

@Suite("Values as people write them") struct ValueFormatTests {
    static let values: [(Double, KeyResult.Kind, String, String, String)] = [
        (1450, .number, "users", "en", "1,450 users"), (1234.5, .number, "", "en", "1,234.5"), (1234.5, .number, "", "de", "1.234,5"),
        (1234.5, .number, "", "fr", "1\u{202F}234,5"), (1_234_567, .number, "", "nb", "1.234.567"), (1234.5, .number, "", "es", "1.234,5"),
        (1234.5, .number, "", "pt", "1.234,5"), (1234.5, .number, "", "nl", "1.234,5"), (1234.5, .number, "", "xx", "1,234.5"),
        (4.1, .percent, "%", "en", "4.1 %"), (99.95, .percent, "%", "de", "99,95 %"), (12_400, .currency, "EUR", "en", "€12,400"),
        (12_400, .currency, "EUR", "de", "12.400 €"), (12_400, .currency, "CHF", "en", "CHF 12,400"), (12_400, .currency, "NOK", "nb", "12.400 NOK"),
        (-200, .currency, "USD", "en", "−$200"), (29, .duration, "min", "en", "29 min"), (1.5, .duration, "h", "en", "1.5 h"),
        (1, .boolean, "", "en", "yes"), (0, .boolean, "", "en", "no"), (0.5, .boolean, "", "en", "0.5"),
        (3, .milestone, "regions", "en", "3 regions"),
        (-0.0, .number, "", "en", "0"), (-0.0000001, .number, "", "en", "0"), (0, .percent, "%", "en", "0 %"), (-5, .number, "", "en", "−5"),
        (3.14159, .number, "", "en", "3.14"), (2.5, .number, "", "en", "2.5"), (2.999, .number, "", "en", "2.999"),
        (0.00042, .number, "", "en", "0.00042"),
        (0.05, .number, "", "en", "0.05"), (0.005, .number, "", "en", "0.005"), (99.995, .percent, "%", "en", "99.995 %"),
        (1.005, .number, "", "en", "1.01"), (1320 * 1.05, .number, "", "en", "1,386"), (0.1 + 0.2, .number, "", "en", "0.3"),
        (999_999_999_999, .number, "", "en", "999,999,999,999"), (1e14, .number, "", "en", "100,000,000,000,000"),
        (999.999, .number, "", "en", "999.999"),
        (1e18, .number, "", "en", "1e+18"), (.infinity, .number, "", "en", "∞"), (.nan, .number, "", "en", "?"),
    ]

    @Test("a value is written with its unit, in its locale's style", arguments: values)
    func value(value: Double, kind: KeyResult.Kind, unit: String, locale: String, expected: String) {
        #expect(formatValue(value, kind: kind, unit: unit, locale: locale) == expected)
    }

    @Test("a milestone counts its steps")
    func milestone() {
        let steps = KeyResult(id: "m", title: "M", kind: .milestone, unit: "regions", target: 5)
        #expect(formatValue(3, of: steps, locale: "en") == "3 of 5")
        #expect(formatMove(from: 2, to: 3, of: steps, locale: "en") == "2 → 3 of 5")
    }

    static let changes: [(Double, Double, KeyResult.Kind, String, String)] = [
        (1320, 1450, .number, "users", "+130"), (4.1, 3.7, .percent, "%", "−0.4 points"), (12_400, 13_000, .currency, "EUR", "+€600"),
        (13_000, 12_400, .currency, "EUR", "−€600"), (29, 24, .duration, "min", "−5"), (5, 5, .number, "", "±0"),
        (99.95, 99.951, .percent, "%", "+0.001 points"),
        (0.1, 0.3, .number, "", "+0.2"), (1e14, 0.0001, .number, "", "−100,000,000,000,000"), (-5, 5, .number, "", "+10"),
    ]

    @Test("a change has a sign, and points where the kind is percent", arguments: changes)
    func change(old: Double, new: Double, kind: KeyResult.Kind, unit: String, expected: String) {
        #expect(formatChange(from: old, to: new, kind: kind, unit: unit, locale: "en") == expected)
    }

    static let moves: [(Double, Double, KeyResult.Kind, String, String, String)] = [
        (1320, 1450, .number, "users", "en", "1,320 → 1,450 users"), (4.1, 3.8, .percent, "%", "en", "4.1 → 3.8 %"),
        (12_400, 13_000, .currency, "EUR", "en", "€12,400 → €13,000"), (12_400, 13_000, .currency, "EUR", "de", "12.400 → 13.000 €"),
        (0, 1, .boolean, "", "en", "no → yes"), (99.95, 99.951, .percent, "%", "en", "99.95 → 99.951 %"),
        (1.001, 1.0012, .number, "", "en", "1.001 → 1.0012"),
    ]

    @Test("a move shows the unit once, and as many decimals as tell its ends apart", arguments: moves)
    func move(old: Double, new: Double, kind: KeyResult.Kind, unit: String, locale: String, expected: String) {
        #expect(formatMove(from: old, to: new, of: KeyResult(id: "k", title: "K", kind: kind, unit: unit), locale: locale) == expected)
    }

    @Test("no finite value traps, and none is written in scientific notation below 10 to the 15th")
    func anything() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let value = Double(bitPattern: random.next())
            let other = Double.random(in: -1e15...1e15, using: &random)
            for kind in KeyResult.Kind.allCases {
                _ = formatValue(value, kind: kind, unit: "EUR", locale: "fr")
                _ = formatChange(from: value, to: other, kind: kind, unit: "EUR", locale: "en")
            }
            #expect(!formatValue(other, kind: .number, unit: "", locale: "en").contains("e"))
        }
    }

    @Test("a goal is a target or bounds")
    func goal() {
        var keyResult = KeyResult(id: "k", title: "K", kind: .percent, unit: "%", target: 45)
        #expect(formatGoal(of: keyResult, locale: "en") == "45 %")
        keyResult.keep = .atLeast(99.9)
        #expect(formatGoal(of: keyResult, locale: "en") == "at least 99.9 %")
        keyResult.keep = .between(2, 4)
        keyResult.kind = .number
        keyResult.unit = "days"
        #expect(formatGoal(of: keyResult, locale: "en") == "between 2 and 4 days")
        #expect(formatGoal(of: keyResult, locale: "en", withUnit: false) == "between 2 and 4")
        keyResult.keep = nil
        keyResult.target = nil
        #expect(formatGoal(of: keyResult, locale: "en") == nil)
    }
}
