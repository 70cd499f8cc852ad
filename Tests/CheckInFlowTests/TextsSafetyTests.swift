import CheckInFlow
import Insights
import Model
import Testing

@Suite("Hostile words in texts") struct TextsSafetyTests {
    static let hostile = [
        "# Big title", "\n# Title\n\nsecond paragraph\r\n\r\nthird", "{{person}} {{{team}}} {{#lines}}x{{/lines}}", "<b>&amp; \"it's\"</b>",
        "\u{2028}line\u{2029}paragraph\u{85}next\u{0B}vertical\u{0}nul\u{1B}[31m", "\u{202E}backwards\u{2066}isolate", "\u{F0000}# marked",
        "“quoted” end",
        String(repeating: "long words ", count: 400), String(repeating: "👩‍👩‍👧‍👦", count: 300), "a" + String(repeating: "\u{301}", count: 4000),
        "   ", "",
    ]

    @Test("words never make a title or a paragraph, are not escaped or expanded, and are cut", arguments: hostile)
    func acknowledgement(words: String) throws {
        let texts = try Texts()
        var definition = TextsFixture.signups
        definition.title = words
        let content = AcknowledgementContent(
            checkIn: TextsFixture.checkInID, teamName: words, personName: words, locale: "en",
            lines: [.init(definition: definition, number: 1, old: 1, new: 2, words: words)], outputs: [.init(words: words)],
            blockers: [.init(words: words, keyResultTitle: words)])
        let text = texts.acknowledgement(content)
        #expect(text.title == nil)
        #expect(text.paragraphs.count == 2)
        #expect(text.paragraphs.first?.split(separator: "\n").count == 4)
        #expect(!text.plain.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
        #expect(!text.plain.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) || $0.value == 0xF0000 })
    }

    @Test("a person whose name starts a message with # makes no title of it")
    func title() throws {
        let text = try Texts().question(
            QuestionContent(TextsFixture.question(.implausible, ["signups"]), snapshot: TextsFixture.snapshot(), personName: "# Ana", words: "9"))
        #expect(text.title == nil)
        #expect(text.plain.hasPrefix("# Ana, is 1 Weekly sign-ups"))
    }

    @Test("words are shown as they are, on one line, and cut at 140 characters on a character's border")
    func quotes() throws {
        let texts = try Texts()
        func shown(_ words: String) -> String { texts.unread(UnreadContent(words: words, snapshot: nil)).plain }
        #expect(shown("a < b &\n\n \"c\" {{x}}").contains("“a < b & \"c\" {{x}}”"))
        #expect(shown(String(repeating: "x", count: 140)).contains(String(repeating: "x", count: 140) + "”"))
        #expect(shown(String(repeating: "x", count: 4000)).contains("“" + String(repeating: "x", count: 139) + "…”"))
        #expect(shown(String(repeating: "é", count: 141)).contains("“" + String(repeating: "é", count: 139) + "…”"))
        #expect(shown("a\u{A0}b").contains("“a\u{A0}b”"))
    }

    @Test("a prompt of hostile titles keeps its title and its shape", arguments: hostile)
    func prompt(words: String) throws {
        var checkIn = TextsFixture.checkIn()
        checkIn.snapshot?.teamName = words
        for index in 0..<2 { checkIn.snapshot?.objectives[index].title = "O " + words }
        checkIn.snapshot?.objectives[0].keyResults[0].definition.title = words
        checkIn.snapshot?.people[0].name = words
        let text = try Texts().prompt(PromptContent(checkIn: checkIn))
        #expect(text.title?.hasSuffix("2026-W43: did our numbers move?") == true)
        #expect(text.paragraphs.map { $0.split(separator: "\n").count } == [5, 10, 1])
    }
}
