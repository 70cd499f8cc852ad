import Insights
import Model
import Testing

@Suite("What a digest says") struct DigestContentTests {
    @Test("movement goes from the snapshot's value to the newest live one, with its direction")
    func movement() throws {
        let updates = [
            Fixture.update("signups", 1500, at: 1), Fixture.update("signups", 1450, at: 3), Fixture.update("signups", 9, at: 4, state: .superseded),
            Fixture.update("churn", 3, by: "ben"), Fixture.update("nps", 40, by: "ben"), Fixture.update("cost", 12),
        ]
        let digest = DigestContent(Fixture.facts(updates))
        #expect(digest.lines.map(\.outcome) == [.updated, .updated, .flat, .updated])
        #expect(digest.lines.map { $0.movement?.old } == [1320, 2.4, nil, nil])
        #expect(digest.lines.map { $0.movement?.new } == [1450, 3, nil, nil])
        #expect(digest.lines.map { $0.movement?.direction } == [.towards, .away, nil, nil])
        #expect(digest.lines[3].value == 12)
        #expect(digest.lines[0].series == [1320, 1450])
    }

    @Test("a silent key result is unknown: it has no movement, and is listed with its owner or none")
    func silent() {
        let digest = DigestContent(Fixture.facts([Fixture.update("signups", 1450)]))
        #expect(digest.silent.map(\.ownerName) == ["Ben", "Cleo", nil])
        #expect(digest.missing.map(\.name) == ["Ben"])
        #expect(digest.missing.map(\.numbers) == [[2]])
        #expect(digest.unowned.map(\.number) == [4])
    }

    @Test("who answered is counted up to the close, by any recorded word or question, and for whom somebody spoke too")
    func answered() {
        var spokenFor = Fixture.update("signups", 1450, by: "ben")
        spokenFor.saidFor = .person("cleo")
        #expect(DigestContent(Fixture.facts([spokenFor])).answered.map(\.name) == ["Ben", "Cleo"])
        #expect(DigestContent(Fixture.facts([Fixture.update("signups", 1450, late: true)])).isAnswered == false)
        #expect(DigestContent(Fixture.facts(questions: [Fixture.question(["churn"], state: .expired)])).answered.map(\.name) == ["Ben"])
        #expect(DigestContent(Fixture.facts(skips: [Fixture.skip(nil, by: "ana")])).answered.map(\.name) == ["Ana"])
        var guest = Fixture.update("signups", 1450)
        guest.author = .user("slack", "U1")
        let digest = DigestContent(Fixture.facts([guest]))
        #expect(digest.answered.isEmpty && digest.otherAnswers == 1 && digest.isAnswered)
    }

    @Test("output without movement is asked about, and its initiative tells what it should move")
    func outputQuestion() {
        let flat = [Fixture.update("signups", 1320)]
        #expect(DigestContent(Fixture.facts(flat, outputs: [Fixture.output("tour")], still: 2)).outputQuestion?.weeks == 3)
        #expect(DigestContent(Fixture.facts(flat, outputs: [Fixture.output("tour")])).outputs.first?.shouldMove == ["signups"])
        #expect(DigestContent(Fixture.facts(flat)).outputQuestion == nil)
        #expect(DigestContent(Fixture.facts(flat, outputs: [Fixture.output(state: .withdrawn)])).outputQuestion == nil)
        #expect(DigestContent(Fixture.facts([Fixture.update("signups", 1)], outputs: [Fixture.output()])).outputQuestion == nil)
    }

    @Test("words said in private, and words that are gone, are not in the digest")
    func privateWords() {
        var facts = Fixture.facts(outputs: [Fixture.output()])
        #expect(DigestContent(facts).outputs.map(\.words) == ["tour"])
        facts.privateMessages = [facts.outputs[0].evidence.message]
        #expect(DigestContent(facts).outputs.map(\.words) == [nil])
    }

    static let modes: [(Int, Bool, Bool, DigestContent.Mode)] = [
        (0, true, true, .full), (1, true, true, .oneLine(weeks: 2)), (2, true, true, .pauseQuestion(weeks: 3)), (3, true, true, .oneLine(weeks: 4)),
        (2, false, true, .full), (2, true, false, .oneLine(weeks: 3)),
    ]

    @Test("weeks without an answer shorten the digest, and the third asks to pause", arguments: modes)
    func mode(silent: Int, delivered: Bool, takesReplies: Bool, expected: DigestContent.Mode) {
        #expect(DigestContent(Fixture.facts(delivered: delivered, takesReplies: takesReplies, silent: silent)).mode == expected)
    }

    @Test("an answer brings the full digest back")
    func answerAfterSilence() {
        #expect(DigestContent(Fixture.facts([Fixture.update("signups", 1320)], silent: 5)).mode == .full)
    }

    @Test("a check-in without a snapshot has nothing to say, and says it")
    func noSnapshot() {
        var facts = Fixture.facts()
        facts.checkIn.snapshot = nil
        let digest = DigestContent(facts)
        #expect(digest.lines.isEmpty && digest.missing.isEmpty && digest.teamName == "growth")
    }
}
