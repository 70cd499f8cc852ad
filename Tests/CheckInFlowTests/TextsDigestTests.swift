import CheckInFlow
import Insights
import Model
import TestSupport
import Testing

@Suite("The text of a digest") struct TextsDigestTests {
    let texts: Texts

    init() throws { texts = try Texts() }

    @Test("a full digest: movement with its direction, statuses, outputs, blockers, and silent key results with their owners")
    func full() throws {
        let facts = CheckInFacts(
            checkIn: TextsFixture.checkIn(.closed), updates: TextsFixture.someUpdates,
            outputs: [TextsFixture.output("tour is live", "tour"), TextsFixture.output("new pricing page", message: 71)],
            blockers: [TextsFixture.blocker("waiting on legal", "churn"), TextsFixture.blocker("my boss", message: 81)],
            skips: [TextsFixture.skip("regions")], privateMessages: [TextsFixture.id(81)])
        let text = texts.digest(DigestContent(facts))
        #expect(text.title == "Growth · 2026-W43: 2 of 7 numbers moved")
        #expect(!text.plain.contains("my boss") && text.plain.contains("something said in private"))
        try GoldenFile.check(text.plain, "digest-full.txt", in: "Golden/Texts")
    }

    @Test("a week of output without movement gets one friendly question")
    func outputOnly() throws {
        let updates = [TextsFixture.update(1, "signups", 1320), TextsFixture.update(2, "activated", 38.5, by: "ben")]
        let facts = CheckInFacts(
            checkIn: TextsFixture.checkIn(.closed), updates: updates, outputs: [TextsFixture.output("tour is live", "tour")],
            questions: [TextsFixture.question(.whichValue, ["churn"])], weeksOfOutputWithoutMovement: 1)
        let text = texts.digest(DigestContent(facts)).plain
        #expect(text.components(of: "which number should this move?") == 1)
        try GoldenFile.check(text, "digest-output-only.txt", in: "Golden/Texts")
    }

    @Test("the first week without an answer gets a digest, the second one line, the third a question, later ones a line again")
    func silence() throws {
        let weeks = [0, 1, 2, 3].map { weeks in
            texts.digest(DigestContent(CheckInFacts(checkIn: TextsFixture.checkIn(.closed), weeksWithoutAnswer: weeks)))
        }
        #expect(weeks.map { $0.title != nil } == [true, false, false, false])
        #expect(weeks.map { $0.plain.contains("pause") } == [false, false, true, false])
        #expect(weeks.dropFirst().allSatisfy { $0.paragraphs.count == 1 && !$0.plain.contains("\n") })
        try GoldenFile.check(weeks.map(\.plain).joined(separator: "\n---\n"), "digest-silence.txt", in: "Golden/Texts")
    }

    @Test("a prompt that never arrived is not held against anybody")
    func undelivered() {
        let facts = CheckInFacts(checkIn: TextsFixture.checkIn(.closed), promptDelivered: false, weeksWithoutAnswer: 2)
        let text = texts.digest(DigestContent(facts)).plain
        #expect(text.contains("The prompt did not arrive") && !text.contains("Nobody answered"))
    }

    @Test("late movement is marked, and who answers late does not count as an answer")
    func late() {
        let facts = CheckInFacts(checkIn: TextsFixture.checkIn(.closed), updates: [TextsFixture.update(1, "signups", 1450, late: true)])
        let text = texts.digest(DigestContent(facts)).plain
        #expect(text.contains("1 Weekly sign-ups: 1,320 → 1,450 users (+130) · late"))
        #expect(text.contains("Nobody answered this time."))
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
