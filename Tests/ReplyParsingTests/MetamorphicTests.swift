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

    /// One line of English that tells a value: whatever else somebody says in it is small talk.
    private static let told = plain.filter {
        let expected = answer($0.line)
        return $0.line.context.locale == "en" && !expected.updates.isEmpty && !$0.line.message.text.contains { $0 == "\n" || $0 == "`" }
    }

    @Test(
        "small talk behind a message tells no value of its own",
        arguments: [
            "My train was 40 minutes late again.", "My daughter got an 8 out of 10 in maths, by the way.", "Ten more days until the holidays.",
            "I spent two hours on the phone with the bank.", "Our dog weighs 31 kilos now, the vet says 28.",
            "The team at Norsk doubled their numbers, good for them.", "My sister's company is at 300 people now.",
            "I heard Acme is down to 12 people.",
            "We drove 400 km yesterday.", "The cleaner wants 15 euros an hour now.", "I'll be offline from 2 to 5.",
            "Kim's talk had 80 people in the room, standing ovation.", "It's snowing, 20 cm already.", "I counted 17 typos in that deck.",
            "We won the quiz with 42 points.", "My new desk is 160 wide, perfect.", "Bus 21 never came.", "I watched two episodes and fell asleep.",
            "The old contract ran for 24 months.", "They charge 12% for cards, can you believe it?",
        ])
    func smallTalk(sentence: String) {
        for line in Self.told {
            let text = line.line.message.text
            let ended = text.last.map { ".!?".contains($0) } == true ? text : text + "."
            let plain = Set(Gist(line.reading()).updates)
            let added = Set(Gist(line.reading("\(ended) \(sentence)")).updates).subtracting(plain)
            #expect(added.isEmpty, "\(text)")
        }
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
