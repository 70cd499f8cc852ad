import CheckInFlow
import Model
import TestSupport
import Testing

@Suite("The text of an acknowledgement") struct TextsAcknowledgementTests {
    typealias Content = AcknowledgementContent

    let texts: Texts

    init() throws { texts = try Texts() }

    private func content(
        _ lines: [Content.Line] = [], outputs: [Content.OutputLine] = [], blockers: [Content.BlockerLine] = [], skips: [Content.SkipLine] = [],
        notes: [Content.Note] = [], hasOpenQuestion: Bool = false, quotesAllowed: Bool = true
    ) -> Content {
        Content(
            checkIn: TextsFixture.checkInID, teamName: "Growth", personName: "Ana", locale: "en", lines: lines, outputs: outputs, blockers: blockers,
            skips: skips, notes: notes, hasOpenQuestion: hasOpenQuestion, quotesAllowed: quotesAllowed)
    }

    private let signups = Content.Line(
        definition: TextsFixture.signups, number: 1, old: 1320, new: 1450, status: .onTrack, words: "sign-ups 1,450, on track")

    @Test("one line a key result: old and new value, status, and the words it came from")
    func lines() throws {
        let text = texts.acknowledgement(content([signups]))
        #expect(text.title == nil)
        #expect(text.plain.contains("\n1 Weekly sign-ups: 1,320 → 1,450 users · 🟢 on track · “sign-ups 1,450, on track”\n"))
        try GoldenFile.check(text.plain, "acknowledgement.txt", in: "Golden/Texts")
    }

    @Test("a message with everything in it is said back whole")
    func everything() throws {
        let lines = [
            signups,
            Content.Line(
                definition: TextsFixture.activated, number: 2, old: 38.5, new: 40, confidence: 0.7, words: "~40 activated, conf 7/10",
                isApproximate: true),
            Content.Line(definition: TextsFixture.revenue, number: 3, old: 12_400, new: 12_400, isUnchanged: true, words: "mrr flat"),
            Content.Line(definition: TextsFixture.churn, number: 4, old: 2.4, status: .offTrack, words: "churn is red"),
            Content.Line(definition: TextsFixture.regions, number: 5, old: 2, new: 3, words: "3 of 5 regions"),
            Content.Line(definition: TextsFixture.audit, number: 6, old: 0, new: 1, status: .done, words: "audit done"),
            Content.Line(definition: TextsFixture.answer, number: 7, new: 24, words: "24 min to answer"),
        ]
        let all = content(
            lines, outputs: [.init(words: "tour is live", initiativeTitle: "Guided product tour"), .init(words: "new pricing page")],
            blockers: [.init(words: "waiting on legal", keyResultTitle: "Churn"), .init(words: "no data")],
            skips: [.keyResult(title: "NPS"), .keyResult(title: "Cost")],
            hasOpenQuestion: true)
        try GoldenFile.check(texts.acknowledgement(all).plain, "acknowledgement-everything.txt", in: "Golden/Texts")
    }

    @Test("notes say what was late, older, changed by others, edited, withdrawn, or said for somebody else")
    func notes() throws {
        let older = try #require(ISOWeek("2026-W42"))
        let notes: [Content.Note] = [
            .late, .olderCheckIn(older), .alreadyChanged(title: "Churn", by: "Ben"), .alreadyChanged(title: "Churn", by: nil),
            .changedSince(title: "Churn"),
            .edited,
            .withdrawn(titles: ["Churn", "Audit passed"]), .unblocked(words: "waiting on legal"), .saidFor(name: "Ben"),
            .ownersStatusKept(titles: ["Churn"]), .skippedAfterReport(titles: []), .skippedAfterReport(titles: ["Churn"]),
            .notRecorded(words: ["the fair was loud"], isMore: false, advice: []),
            .notRecorded(words: ["another 20 on top of that"], isMore: false, advice: .number),
            .notRecorded(words: ["activation took a hit", "both fine"], isMore: true, advice: [.line, .request]),
        ]
        var kept = signups
        kept.kept = "Ben has since said 1,500"
        try GoldenFile.check(texts.acknowledgement(content([kept], notes: notes)).plain, "acknowledgement-notes.txt", in: "Golden/Texts")
    }

    @Test("words that are too long are cut between two words")
    func longWords() {
        var long = signups
        long.words = String(repeating: "sign-ups came in well above what anybody had thought ", count: 4)
        let text = texts.acknowledgement(content([long])).plain
        #expect(text.contains("“sign-ups came in well above") && text.contains("anybody had thought sign-ups came in well above what…”"), "\(text)")
    }

    @Test("when all was withdrawn it says just that")
    func withdrawn() {
        let text = texts.acknowledgement(content(notes: [.allWithdrawn]))
        #expect(text.plain == "Ana, all that you reported for Growth · 2026-W43 is withdrawn. Earlier messages stay in the history.")
    }

    @Test("when only a question came of it nothing is claimed to be recorded")
    func pending() {
        #expect(
            texts.acknowledgement(content(hasOpenQuestion: true)).plain
                == "Thanks, Ana. One question before I record anything for Growth · 2026-W43.")
    }

    @Test("a skip of everything is said in one word")
    func skipped() {
        #expect(texts.acknowledgement(content(skips: [.everything])).plain.contains("skipped by you: everything"))
    }

    @Test("words said in private are never quoted")
    func privateWords() {
        let text = texts.acknowledgement(
            content([signups], outputs: [.init(words: "secret launch")], blockers: [.init(words: "my boss")], quotesAllowed: false)
        ).plain
        #expect(!text.contains("sign-ups 1,450, on track") && !text.contains("secret") && !text.contains("boss"))
        #expect(text.contains("1 Weekly sign-ups: 1,320 → 1,450 users · 🟢 on track\n"))
    }
}
