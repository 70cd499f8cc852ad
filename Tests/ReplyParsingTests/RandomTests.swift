import Model
import ReplyParsing
import Testing

/// Always the same numbers, so that a failure comes again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Any message at all")
struct RandomTests {
    private static let pieces = [
        "sign-ups", "WAT", "activation", "time to first report", "KR1", "KR", "#2", "O1.2", "1", "42", "1,450", "1.4k", "33%", "€", "$58", "half",
        "two hundred",
        "up", "down to", "from", "to", "→", "->", "/", "of", "-", "–", "~", "~~", "`", "```", "\n", "\n\n", "> ", "* ", "1. ", "(", ")", "<", ">",
        "<@U0BEN>",
        "<https://x.example/1?n=2|here>", "[a](b)", "&amp;", "&gt;", ":tada:", ":large_green_circle:", "🟢", "🔴", "✅", "é", "\u{200B}", "\u{202F}",
        "👩‍👩‍👧", "not", "green",
        "at risk", "done", "shipped", "digest redesign", "blocked by", "can't", "until", "skip", "nothing on", "same", "sorry", "kidding", "all",
        "except", "?", "!", ".", ",",
        ":", ";", "will", "if", "was", "2026-03-09", "16:00", "v2.3", "ABC-12", "Mai", "5m", "1h", "30s", "7/10", "confident", "yes", "no", "@ana",
        "|", "…", "'", "“",
    ]

    @Test("makes no crash, and every span lies inside it and on character borders", arguments: 1...40)
    func anything(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let line = Corpus.dev[Int.random(in: 0..<Corpus.dev.count, using: &random)]
            var text = ""
            for _ in 0..<Int.random(in: 1...30, using: &random) {
                text += Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
                if Bool.random(using: &random) { text += " " }
            }
            for markup in Markup.allCases {
                let reading = read(text, markup: markup, vocabulary: Vocabulary(line.readingContext), moment: line.line.moment)
                expectSoundSpans(reading, text)
                _ = plainText(of: text, markup: markup, span: nil)
                _ = explain(reading, text: text)
            }
        }
    }

    @Test(
        "that is as long as a message can be is read",
        arguments: ["1", ">", "<", "~", "(", "[", "`", ":", "é", "1,", "a ", "5h 3m ", "KR1 5 ", "blocked, ", "\u{200B}", "🟢", "&amp;"])
    func longest(piece: String) {
        let text = String(repeating: piece, count: 4000 / piece.utf8.count)
        for markup in Markup.allCases {
            expectSoundSpans(
                read(text, markup: markup, vocabulary: Vocabulary(Corpus.dev[0].readingContext), moment: Corpus.dev[0].line.moment), text)
        }
    }

    @Test("the empty message and one without any check-in are chatter")
    func nothing() {
        let empty = Vocabulary(ReadingContext(locale: "en", objectives: []))
        #expect(read("", markup: .plain, vocabulary: empty, moment: Corpus.dev[0].line.moment).kind == .chatter)
        #expect(read("WAT 5, all green, KR1 done", markup: .slack, vocabulary: empty, moment: Corpus.dev[0].line.moment).updates.isEmpty)
    }
}

extension LabelledLine {
    var readingContext: ReadingContext { line.readingContext }
}
