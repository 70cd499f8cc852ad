import CheckInFlow
import Model
import TestSupport
import Testing

@Suite("The texts of questions, notices and help") struct TextsQuestionTests {
    let texts: Texts

    init() throws { texts = try Texts() }

    static let questions: [(String, Question, String)] = [
        ("which-key-result", TextsFixture.question(.whichKeyResult, ["signups", "activated"], value: 40), "we are at 40"),
        ("which-key-result-many", TextsFixture.question(.whichKeyResult, ["signups", "activated", "mrr", "churn", "regions"]), "up 3"),
        ("which-key-result-none", TextsFixture.question(.whichKeyResult, []), "it is 12"),
        ("which-value", TextsFixture.question(.whichValue, ["activated"]), "40-45 %"),
        ("which-value-share", TextsFixture.question(.whichValue, ["signups"]), "amber, 55%"),
        ("which-value-first", TextsFixture.question(.whichValue, ["answer"]), "10 or 20"),
        ("unit-mismatch", TextsFixture.question(.unitMismatch, ["mrr"], value: 13_000), "$13k"),
        ("unit-mismatch-plain", TextsFixture.question(.unitMismatch, ["audit"]), "$13k"),
        ("implausible", TextsFixture.question(.implausible, ["signups"], value: 145_000), "145000"),
        ("implausible-first", TextsFixture.question(.implausible, ["answer"], value: -3), "-3"),
    ]

    @Test("a question is short, names the candidates and suggests an answer", arguments: questions)
    func question(name: String, question: Question, words: String) throws {
        let content = QuestionContent(question, snapshot: TextsFixture.snapshot(), personName: "Ana", words: words)
        let text = texts.question(content)
        #expect(text.title == nil && text.plain.contains("“\(words)”"))
        try GoldenFile.check(text.plain, "question-\(name).txt", in: "Golden/Texts")
    }

    @Test("which team is asked by name, and words said in private are not shown")
    func team() {
        var question = TextsFixture.question(.whichTeam, [])
        question.teams = ["growth", "platform"]
        let content = QuestionContent(
            question, snapshot: nil, teamNames: ["Growth", "Platform"], personName: "Ana", words: "churn is 2", quotesAllowed: false)
        #expect(
            texts.question(content).plain == "Ana, for which team is your message: Growth or Platform?\nIts name is enough, such as “Growth”.")
    }

    @Test("every notice is one plain paragraph")
    func notices() throws {
        let undone: [NoticeContent.Undone] = [
            .keyResult(TextsFixture.signups, number: 1, withdrawn: 1450, now: 1320),
            .keyResult(TextsFixture.answer, number: 7, withdrawn: 24, now: nil),
            .keyResult(TextsFixture.churn, number: 4, withdrawn: nil, now: 2.4), .output(words: "tour is live"), .blocker(words: "legal"),
            .skip(title: "Churn"), .skip(title: nil),
        ]
        let notices: [NoticeContent] = [
            .undone(undone, locale: "en"), .nothingToUndo, .whichTeam(names: ["Growth", "Platform"]), .notMember(teamNames: ["Growth"]),
            .nothingAskedYet(teamName: "Growth"),
        ]
        let answers = notices.map(texts.notice)
        #expect(answers.allSatisfy { $0.title == nil && $0.paragraphs.count == 1 })
        try GoldenFile.check(answers.map(\.plain).joined(separator: "\n---\n"), "notices.txt", in: "Golden/Texts")
    }

    @Test("what was not understood is said in one sentence, with an answer to try")
    func unread() throws {
        let content = UnreadContent(words: "signups went to the moon 12x", snapshot: TextsFixture.snapshot())
        try GoldenFile.check(texts.unread(content).plain, "unread.txt", in: "Golden/Texts")
        #expect(
            texts.unread(UnreadContent(words: "12", snapshot: nil, quotesAllowed: false)).plain
                == "I could not tell what your message says about the numbers, so I took nothing from it.")
    }

    @Test("help shows answers with the team's own numbers")
    func help() throws {
        try GoldenFile.check(texts.help(HelpContent(teamName: "Growth", snapshot: TextsFixture.snapshot())).plain, "help.txt", in: "Golden/Texts")
        #expect(texts.help(HelpContent(teamName: nil, snapshot: nil)).plain.hasPrefix("I ask your team every week"))
    }
}
