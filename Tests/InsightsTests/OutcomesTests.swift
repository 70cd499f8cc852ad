import Insights
import Model
import Testing

@Suite("Outcomes and who is missing") struct OutcomesTests {
    private func outcome(_ updates: [Update] = [], skips: [Skip] = [], questions: [Question] = []) -> KeyResultOutcome? {
        outcomes(snapshot: Fixture.snapshot, updates: updates, skips: skips, questions: questions)["signups"]
    }

    @Test("what was said decides the outcome, and nothing said is silent, never flat")
    func outcomeOf() {
        #expect(outcome() == .silent)
        #expect(outcome([Fixture.update("signups", 1450)]) == .updated)
        #expect(outcome([Fixture.update("signups", 1320)]) == .flat)
        #expect(outcome([Fixture.update("signups", nil, .atRisk)]) == .updated)
        #expect(outcome([Fixture.update("signups", nil)]) == .flat)
        #expect(outcome([Fixture.update("signups", 1450, state: .withdrawn)]) == .silent)
        #expect(outcome([Fixture.update("signups", 1450, at: 1), Fixture.update("signups", 1320, at: 2)]) == .flat)
        #expect(outcome(skips: [Fixture.skip("signups", by: "ana")]) == .skipped)
        #expect(outcome(skips: [Fixture.skip(nil, by: "ana")]) == .silent)
        #expect(outcome(questions: [Fixture.question(["signups"])]) == .inQuestion)
        #expect(outcome(questions: [Fixture.question(["signups"], state: .waiting)]) == .inQuestion)
        #expect(outcome(questions: [Fixture.question(["signups"], state: .expired)]) == .silent)
        #expect(outcome([Fixture.update("signups", nil, .atRisk)], questions: [Fixture.question(["signups"])]) == .inQuestion)
        #expect(outcome([Fixture.update("signups", 1450)], skips: [Fixture.skip("signups", by: "ana")]) == .updated)
    }

    private func missing(_ updates: [Update] = [], delivered: Bool = true, takesReplies: Bool = true, reached: Set<PersonID>? = nil) -> [PersonID] {
        missingPeople(
            snapshot: Fixture.snapshot, updates: updates, skips: [], questions: [], promptDelivered: delivered, takesReplies: takesReplies,
            reached: reached
        ).map(\.0)
    }

    @Test("missing is who owns a silent key result, is not away, and was reached where replies are taken")
    func missingOnes() {
        #expect(missing() == ["ana", "ben"])
        #expect(missing([Fixture.update("signups", 1450)]) == ["ben"])
        #expect(missing([Fixture.update("signups", 1450, by: "ben")]) == ["ben"])
        #expect(missing(delivered: false) == [])
        #expect(missing(takesReplies: false) == [])
        #expect(missing(reached: ["ben", "cleo"]) == ["ben"])
    }
}
