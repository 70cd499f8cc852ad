import Foundation
import Model
import ReplyParsing
import Testing

@Suite("The parts of a reading")
struct PartsTests {
    private let team = Corpus.dev[0]

    @Test(
        "a reading's kind",
        arguments: [
            ("sign-ups 1,450", ReplyRecord.ReadingKind.report), ("help", .command), ("thanks!", .chatter), ("will update tomorrow", .chatter),
            ("churn??", .chatter),
            ("we want 2,000 sign-ups by June", .chatter), ("KR1 hmm", .unread), ("nothing to report", .report), ("blocked by legal", .report),
        ])
    func kind(text: String, kind: ReplyRecord.ReadingKind) {
        #expect(team.reading(text).kind == kind)
    }

    @Test(
        "for whom it was said",
        arguments: [
            ("For Ana: sign-ups 1,450", "Ana"), ("<@U0BOT> for Ana Bell: sign-ups 1,450", "Ana Bell"), ("on behalf of Ben: WAT 750", "Ben"),
            ("for sign-ups: 1,450", nil), ("sign-ups 1,450", nil),
        ])
    func reportedFor(text: String, name: String?) {
        let reading = team.reading(text)
        #expect(reading.reportedFor?.name == name)
        #expect(reading.updates.count == 1)
    }

    @Test(
        "words as a person sees them",
        arguments: [
            (Markup.slack, "*MQLs* at <https://x.example/7|seven> &amp; ~gone~ <@U0ANA|ana>", "MQLs at seven & @ana"),
            (.teams, "<p>Hello <at>Ana</at></p><blockquote>no</blockquote>yes", "Hello Ana yes"),
            (.discord, "**bold** ~~out~~ <:cat:123>", "bold <:cat:123>"), (.matrix, "> quoted\n\nsaid", "said"),
            (.zulip, "```quote\nold\n```\n@**Ana** new", "@**Ana** new"),
            (.mattermost, "[label](https://x.example/9) sign-ups", "label sign-ups"), (.plain, "as  it   is", "as it is"),
        ])
    func plain(markup: Markup, text: String, expected: String) {
        #expect(plainText(of: text, markup: markup, span: nil) == expected)
    }

    @Test("an answer to which key result names it, so that the clause can be read again")
    func chosen() {
        var moment = team.line.moment
        moment.pending = PendingQuestion(reason: .whichKeyResult, text: "", candidates: ["wat", "signups"], value: nil)
        let reading = read("the second one", markup: .slack, vocabulary: Vocabulary(team.readingContext), moment: moment)
        #expect(reading.chosen.map(\.rawValue) == ["signups"])
        #expect(reading.answersPending)
        #expect(reading.kind == .answer)
        #expect(reading.updates.isEmpty)
    }

    @Test("values recorded since the vocabulary was made count for changes")
    func laterCurrent() {
        var moment = team.line.moment
        moment.current = ["wat": 800]
        let reading = read("WAT +5, digest same", markup: .slack, vocabulary: Vocabulary(team.readingContext), moment: moment)
        #expect(reading.updates.map(\.value) == [805, 22])
        #expect(reading.updates.map(\.isUnchanged) == [false, true])
    }

    @Test("marks of a value: approximate, unchanged, said of all")
    func marks() {
        #expect(team.reading("sign-ups ~1,450").updates.map(\.isApproximate) == [true])
        #expect(team.reading("sign-ups 1,450").updates.map(\.isApproximate) == [false])
        #expect(team.reading("all green").updates.map(\.isStatusForAll) == [true, true, true, true, true])
        #expect(team.reading("WAT green").updates.map(\.isStatusForAll) == [false])
    }

    @Test("the evidence is the words that said it")
    func evidence() {
        let text = "hello! sign-ups at 1,450, WAT is amber"
        let reading = team.reading(text)
        let words = reading.updates.map { plainText(of: text, markup: .slack, span: $0.evidence) }
        #expect(words == ["sign-ups at 1,450", "WAT is amber"])
    }

    @Test("a question keeps the value at stake")
    func stake() {
        let reading = team.reading("sign-ups 14,500,000")
        #expect(reading.questions.map(\.reason) == [.implausible])
        #expect(reading.questions.map(\.value) == [14_500_000])
        #expect(reading.updates.isEmpty)
    }

    @Test("an explanation names what was read and what was left out")
    func explained() {
        let text = "sign-ups 1,450, should be 2,000"
        let lines = explain(team.reading(text), text: text)
        #expect(lines.contains("+ read as plain value of signups: “sign-ups 1,450”"))
        #expect(lines.contains("- left out as planned of signups: “2,000”"))
    }

    @Test("a snapshot's key results and initiatives are read by their numbers and owners")
    func snapshot() {
        let definition = KeyResult(id: "uptime", title: "Uptime", kind: .percent, unit: "%", baseline: 98, keep: .atLeast(99.9), owner: "ana")
        let state = Snapshot.KeyResultState(definition: definition, objective: "rel", number: 1, current: 99.5)
        let snapshot = Snapshot(
            teamName: "Ops", locale: "en", timeZone: "UTC", channel: "ops", cycle: nil,
            objectives: [
                .init(
                    id: "rel", title: "Reliable", keyResults: [state],
                    initiatives: [Initiative(id: "cache", title: "Edge cache", moves: [Move(keyResult: "uptime")])])
            ],
            people: [])
        let reading = read(
            "edge cache shipped, 99.8 now", markup: .plain, vocabulary: Vocabulary(ReadingContext(snapshot: snapshot)),
            moment: Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "ana"))
        #expect(reading.updates.map(\.value) == [99.8])
        #expect(reading.outputs.map(\.initiative) == ["cache"])
    }

    @Test("an answer is written in the form of the labels")
    func encoded() throws {
        let data = try JSONEncoder().encode(answer(Corpus.dev[0].line))
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("\"kr\":\"signups\""))
        #expect(text.contains("\"kind\":\"report\""))
    }
}
