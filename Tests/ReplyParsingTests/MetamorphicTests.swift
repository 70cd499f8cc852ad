import Model
import ReplyParsing
import Testing

/// What a reading says, without where it says it.
struct Gist: Hashable {
    var updates: [String]
    var outputs: [String]
    var blockers: [String]
    var skips: [String]
    var questions: [String]

    init(_ reading: Reading) {
        updates = reading.updates.map { "\($0.keyResult) \($0.value.map { "\($0)" } ?? "-") \($0.status?.rawValue ?? "-") \($0.confidence ?? -1)" }
            .sorted()
        outputs = reading.outputs.map { "\($0.initiative?.rawValue ?? "-")" }.sorted()
        blockers = reading.blockers.map { "\($0.keyResult?.rawValue ?? "-")" }.sorted()
        skips = reading.skips.map { "\($0.subject)" }.sorted()
        questions = reading.questions.map { "\($0.reason) \($0.candidates)" }.sorted()
    }
}

@Suite("Two ways to say the same")
struct MetamorphicTests {
    private static let plain = Corpus.dev.filter { $0.line.context.pending == nil && answer($0.line).command == nil }
    private let team = Corpus.dev[0]

    @Test("blanks behind a message change nothing", arguments: plain)
    func trailingBlanks(line: LabelledLine) {
        #expect(Gist(line.reading(line.line.message.text + "  \n ")) == Gist(line.reading()))
    }

    @Test("thanks behind a message change nothing", arguments: plain)
    func trailingThanks(line: LabelledLine) {
        #expect(Gist(line.reading(line.line.message.text + "\nthanks!")) == Gist(line.reading()))
    }

    @Test("a greeting before a message changes nothing", arguments: plain.filter { !$0.line.message.text.hasPrefix("```") })
    func greeting(line: LabelledLine) {
        #expect(Gist(line.reading("Hi all,\n" + line.line.message.text)) == Gist(line.reading()))
    }

    @Test("letter case does not matter", arguments: plain.filter { !$0.line.message.text.contains("<") && !$0.line.message.text.contains("```") })
    func upperCase(line: LabelledLine) {
        #expect(Gist(line.reading(line.line.message.text.lowercased())) == Gist(line.reading()))
    }

    @Test("the order of independent clauses does not matter")
    func order() {
        let clauses = ["sign-ups 1,410", "activation 33%", "TTV 28 min", "WAT +20", "digest flat"]
        let expected = Gist(team.reading(clauses.joined(separator: ", ")))
        #expect(expected.updates.count == 5)
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20 { #expect(Gist(team.reading(clauses.shuffled(using: &random).joined(separator: ", "))) == expected) }
    }

    @Test("commas, bullets, lines, numbers and semicolons separate alike", arguments: ["\n", "; ", ". ", "\n- ", "\n* ", "\n• ", " and ", " | "])
    func separators(separator: String) {
        let clauses = ["sign-ups 1,410", "activation 33%", "TTV 28 min :large_green_circle:", "WAT down 5", "digest unchanged"]
        let start = separator.hasPrefix("\n") && separator.count > 1 ? String(separator.dropFirst()) : ""
        #expect(Gist(team.reading(start + clauses.joined(separator: separator))) == Gist(team.reading(clauses.joined(separator: ", "))))
    }

    @Test(
        "one number in many spellings",
        arguments: ["1,450", "1450", "1.45k", "1\u{202F}450", "1'450", "one thousand four hundred and fifty", "1.45 thousand", "0.00145M"])
    func spellings(number: String) {
        #expect(team.reading("sign-ups at \(number) this week").updates.map(\.value) == [1450])
    }

    @Test(
        "one name in many forms",
        arguments: [
            "sign-ups", "signups", "Sign ups", "sign-up", "weekly sign-ups", "SIGN-UPS", "signnups", "sing-ups", "KR1", "kr 1", "KR-1", "#1", "O1.1",
            "O1 KR1",
        ])
    func names(name: String) {
        #expect(team.reading("\(name): 1,450").updates.map(\.keyResult.rawValue) == ["signups"])
    }
}
