import ReplyParsing
import Testing

@Suite("Messages from other teams")
struct OtherTeamsTests {
    private func score(_ lines: [LabelledLine]) -> (right: Int, wrongValues: Int) {
        var right = 0
        var wrongValues = 0
        for line in lines {
            let faults = Judge.faults(line.expect, answer(line.line))
            if faults.isEmpty { right += 1 }
            wrongValues += faults.filter { $0 == "wrong value" }.count
        }
        return (right, wrongValues)
    }

    @Test("of those that the reader was tuned with, at least as many are right as ever before, and no more values are wrong")
    func tuned() {
        #expect(Corpus.teams.count == 30623)
        let (right, wrongValues) = score(Corpus.teams)
        #expect(right >= 29736)
        #expect(wrongValues <= 8)
    }

    @Test("of those in six other languages, at least as many are right as ever before, and no more values are wrong")
    func languages() {
        #expect(Corpus.languages.count == 600)
        let (right, wrongValues) = score(Corpus.languages)
        #expect(right >= 591)
        #expect(wrongValues == 0)
    }

    @Test("of those kept aside, at least as many are right as ever before, and no more values are wrong")
    func keptAside() {
        // No message is named here on purpose: whoever reads a failure must not tune by it.
        #expect(Corpus.unseen.count == 470)
        let (right, wrongValues) = score(Corpus.unseen)
        #expect(right >= 468)
        #expect(wrongValues <= 1)
    }
}
