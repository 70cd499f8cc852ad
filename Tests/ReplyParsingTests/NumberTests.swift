import Model
import Testing

@testable import ReplyParsing

@Suite("Numbers as people write them")
struct NumberTests {
    private func numbers(_ text: String, _ locale: String) -> [Double] {
        var tokenizer = Tokenizer(text, markup: .plain, vocabulary: Vocabulary(ReadingContext(locale: locale, objectives: [])))
        return tokenizer.run().filter { $0.kind == .number }.map(\.number)
    }

    @Test(
        "separators: the number itself decides, else the locale",
        arguments: [
            ("1.234,5", "en", [1234.5]), ("1,234.5", "de", [1234.5]), ("12.5", "de", [12.5]), ("1,234,567", "de", [1_234_567]),
            ("1.234", "en", [1.234]), ("1.234", "de", [1234]),
            ("1,234", "en", [1234]), ("1,234", "nl", [1.234]), ("0.125", "de", [0.125]), ("1 234,5", "fr", [1234.5]), ("1 234", "en", [1, 234]),
            ("1\u{A0}234", "en", [1234]),
            ("12\u{202F}345", "fr", [12345]), ("1'234", "de", [1234]), ("1450,9.2", "en", [1450, 9.2]), ("1,5", "en", [1.5]),
            ("10.000.000", "pt", [10_000_000]), ("1,2,3", "en", [1, 2, 3]),
            ("007", "en", []), ("24.3.1", "en", []), ("12345678901234567890", "en", []),
        ])
    func separators(text: String, locale: String, expected: [Double]) {
        #expect(numbers(text, locale) == expected)
    }

    @Test(
        "what looks like a number and is none",
        arguments: [
            "2026-03-09", "09/03/2026", "24.12.2026", "16:00", "9:30am", "3pm", "14th", "v2.3", "ABC-123", "F-07", "Q3", "FY26", "W43",
            "555-123-4567", "+44 20 7946 0958", "https://x.example/42?n=7", "ana42@x.example", "x.example/42", "2FA",
        ])
    func references(text: String) {
        #expect(numbers("see \(text) there", "en").isEmpty)
    }

    @Test(
        "numbers that are one word",
        arguments: [
            ("zweiundzwanzigtausend", "de", [22_000]), ("hundertzwei", "de", [102]), ("sechshundertsieben", "de", [607]),
            ("zweitausendvierhundert", "de", [2400]), ("honderdtwee", "nl", [102]), ("drieëntwintighonderd", "nl", [2300]),
            ("hundreogto", "nb", [102]),
            // Words that only begin or end as numbers do.
            ("achtung", "de", []), ("hundertmal", "de", []), ("zehner", "de", []), ("undzwanzig", "de", []), ("zweiundzwanzig", "en", []),
        ])
    func compounds(text: String, locale: String, expected: [Double]) {
        #expect(numbers(text, locale) == expected)
    }

    @Test(
        "currencies share signs",
        arguments: [
            ("$", "USD", true), ("$", "CAD", true), ("$", "EUR", false), ("kr", "NOK", true), ("kr", "SEK", true), ("kr", "EUR", false),
            ("¥", "JPY", true), ("EUR", "€", true),
        ])
    func currencies(written: String, unit: String, fits: Bool) throws {
        #expect(try #require(CurrencyCode(written)).fits(CurrencyCode(unit)) == fits)
    }
}
