import Testing

@testable import ChatPlatforms

@Suite("Text that is too long")
struct TextLimitTests {
    @Test(
        "is cut at a word, or between clusters where there is no word, and ends in an ellipsis",
        arguments: [
            ("short", 10, "short"), ("exactly-10", 10, "exactly-10"), ("one two three", 10, "one two…"), ("one two", 6, "one…"),
            ("abcdefghijkl", 5, "abcd…"),
            ("a bcdefghijkl", 8, "a bcdef…"), ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 12, "👩‍👩‍👧‍👦…"), ("🇳🇴🇳🇴🇳🇴", 9, "🇳🇴🇳🇴…"), ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 5, "…"), ("ab", 1, "…"), ("ab", 0, ""),
        ])
    func cut(text: String, count: Int, expected: String) {
        #expect(TextLimit(count, .utf16).cut(text) == expected)
    }

    @Test("is counted in the platform's unit", arguments: [(.utf16, 4), (.scalars, 2), (.bytes, 8)] as [(TextLimit.Unit, Int)])
    func units(unit: TextLimit.Unit, length: Int) {
        #expect(TextLimit(0, unit).measure("🇳🇴") == length)
        #expect(TextLimit(length, unit).cut("🇳🇴") == "🇳🇴")
        #expect(TextLimit(length - 1, unit).cut("🇳🇴🇳🇴") != "🇳🇴🇳🇴")
    }

    @Test("fits its limit after escaping, in every unit, without loss in pieces", arguments: [TextLimit.Unit.utf16, .scalars, .bytes])
    func dressed(unit: TextLimit.Unit) {
        for count in [1, 3, 4, 7, 50, 149, 3000] {
            let limit = TextLimit(count, unit)
            #expect(limit.measure(Escaping.slack(limit.cut(hugeText, dressed: Escaping.slack))) <= count)
            let small = String(hugeText.prefix(700))
            let pieces = limit.pieces(small, dressed: Escaping.slack)
            if count >= 7 { #expect(pieces.allSatisfy { limit.measure(Escaping.slack($0)) <= count }) }
            #expect(pieces.joined().filter { !$0.isWhitespace }.unicodeScalars.elementsEqual(small.filter { !$0.isWhitespace }.unicodeScalars))
        }
    }

    @Test("is broken at line ends first")
    func lines() {
        #expect(TextLimit(12, .utf16).pieces("one two\nthree four") == ["one two", "three four"])
        #expect(TextLimit(12, .utf16).pieces("") == [])
    }

    @Test("of a single cluster is broken between scalars, so that it ends")
    func giantCluster() {
        let letter = "a" + String(repeating: "\u{301}", count: 5000)
        let pieces = TextLimit(100, .utf16).pieces(letter)
        #expect(pieces.count == 51)
        #expect(TextLimit(100, .utf16).cut(letter) == "…")
    }

    @Test("of many paragraphs keeps the first that fit")
    func paragraphs() {
        #expect(TextLimit(20, .utf16).limited(["one", "two"]) == ["one", "two"])
        #expect(TextLimit(10, .utf16).limited(["12345", "678 90", "x"]) == ["12345", "678…"])
        #expect(TextLimit(6, .utf16).limited(["12345", "678 90"]) == ["12345", "…"])
        let many = TextLimit(9000, .bytes).limited(Array(repeating: hugeText, count: 3))
        #expect(many.count == 1 && many[0].utf8.count <= 9000 && many[0].hasSuffix("…"))
    }
}

@Suite("Escaping")
struct EscapingTests {
    @Test(
        "takes the power from Slack's three characters and nothing else",
        arguments: [
            ("<!channel> & <b>", "&lt;!channel&gt; &amp; &lt;b&gt;"), ("&lt;", "&amp;lt;"), ("plain *bold* \"q\"", "plain *bold* \"q\""),
            ("<\u{301}@U1>", "&lt;\u{301}@U1&gt;"), ("&\u{200D}", "&amp;\u{200D}"), ("", ""),
        ])
    func slack(text: String, escaped: String) {
        #expect(Escaping.slack(text).unicodeScalars.elementsEqual(escaped.unicodeScalars))
    }

    @Test("leaves only unreserved characters in a query")
    func query() {
        #expect(Escaping.query("C0_a-b.c~ &=é+/") == "C0_a-b.c~%20%26%3D%C3%A9%2B%2F")
    }
}
