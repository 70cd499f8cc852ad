import ReplyParsing
import Testing

@Suite("The labelled messages")
struct CorpusTests {
    /// May only rise.
    static let floor = 280

    @Test("at least so many of the corpus' messages are read right as a whole as ever before, and no value is wrong")
    func score() {
        #expect(Corpus.dev.count == 280)
        var wrong: [String] = []
        for line in Corpus.dev {
            let faults = Judge.faults(line.expect, answer(line.line))
            #expect(!faults.contains("wrong value"), "\(line.testDescription)")
            if !faults.isEmpty { wrong.append("\(line.testDescription): \(faults)") }
        }
        #expect(Corpus.dev.count - wrong.count >= Self.floor, "\(wrong)")
    }

    @Test("every rule's own messages are read right", arguments: Corpus.rules)
    func rule(line: LabelledLine) {
        #expect(Judge.faults(line.expect, answer(line.line)) == [])
    }

    @Test("the rules' messages cover all 23 rules")
    func coverage() {
        let rules = Set(Corpus.rules.map { $0.line.id.prefix(6) })
        for number in 1...23 { #expect(rules.contains("rule\(number < 10 ? "0" : "")\(number)")) }
    }

    @Test("no update is said twice, and every part stands on words of the message", arguments: Corpus.dev + Corpus.rules)
    func spans(line: LabelledLine) {
        let reading = line.reading()
        #expect(Set(reading.updates.map(\.keyResult)).count == reading.updates.count)
        expectSoundSpans(reading, line.line.message.text)
    }
}

func expectSoundSpans(_ reading: Reading, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let bytes = Array(text.utf8)
    var spans = reading.updates.flatMap { [$0.evidence, $0.valueSpan, $0.statusSpan, $0.confidenceSpan].compactMap { $0 } }
    spans += reading.outputs.map(\.span) + reading.blockers.map(\.span) + reading.skips.map(\.span) + reading.questions.map(\.span)
    spans += reading.claims.map(\.span) + [reading.reportedFor?.span].compactMap { $0 }
    for span in spans {
        let isInside = span.start >= 0 && span.start <= span.end && span.end <= bytes.count
        #expect(isInside, "\(span) of \(bytes.count)", sourceLocation: sourceLocation)
        guard isInside else { continue }
        for border in [span.start, span.end] where border < bytes.count {
            #expect(bytes[border] & 0xC0 != 0x80, "\(span) cuts a character", sourceLocation: sourceLocation)
        }
    }
}
