import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("Teams in one conversation, and what a reply is matched to") struct TeamsTests {
    private static func bothAsked() async throws -> Stage { try await Stage.asked([.growth(), .sales()]) }

    private func rows(_ stage: Stage, _ kind: OutgoingKind, _ team: TeamID) async throws -> Int {
        try await stage.store.outboxRows(checkIn: Stage.id(team)).count { $0.kind == kind && $0.state == .delivered }
    }

    @Test("a reply in a prompt's thread is for the team that the prompt asked")
    func thread() async throws {
        let stage = try await Self.bothAsked()
        let prompts = try await stage.ours(.prompt)
        #expect(prompts.count == 2)
        let sales = try #require(prompts.first { $0.text.hasPrefix("Sales") })
        try await stage.say("ana", "1: 12", thread: sales.id)
        #expect(try await stage.current("sales") == ["deals": 12])
        #expect(try await stage.current("growth").isEmpty)
        #expect(try await stage.ours(.acknowledgement).map(\.thread) == [sales.id])
    }

    @Test("outside a thread the key result that is named tells the team")
    func named() async throws {
        let stage = try await Self.bothAsked()
        let first = try await stage.say("ana", "closed deals 12")
        let second = try await stage.say("ana", "monthly churn 5%")
        #expect(try await stage.current("sales") == ["deals": 12])
        #expect(try await stage.current("growth") == ["churn": 5])
        #expect(try await stage.ours(.acknowledgement).map(\.thread) == [first, second])
        #expect(try await rows(stage, .acknowledgement, "sales") == 1)
        #expect(try await rows(stage, .acknowledgement, "growth") == 1)
    }

    @Test("else it is the team that alone has the sender among its people")
    func membership() async throws {
        let stage = try await Self.bothAsked()
        try await stage.say("dele", "1: 12")
        try await stage.say("ben", "1: 1450")
        #expect(try await stage.current("sales") == ["deals": 12])
        #expect(try await stage.current("growth") == ["signups": 1450])
    }

    @Test("else the bot asks which team, and its name as an answer records the earlier words for it")
    func asksWhichTeam() async throws {
        let stage = try await Self.bothAsked()
        let unclear = try await stage.say("ana", "1: 1450, on track")
        let question = try #require(try await stage.ours(.question).first)
        #expect(question.text.contains("for which team is “1: 1450, on track”: Growth or Sales?"))
        #expect(question.thread == unclear)
        #expect(try await stage.current("growth").isEmpty)
        #expect(try await stage.current("sales").isEmpty)

        try await stage.say("ana", "Growth", thread: unclear)
        let update = try #require(try await stage.live("growth").first)
        #expect(update.value == 1450 && update.status == .onTrack && update.author == .person("ana"))
        #expect(update.evidence?.text == "1450, on track" || update.evidence?.text == "1: 1450, on track")
        #expect(try await stage.current("sales").isEmpty)
        #expect(try await stage.acknowledgement(to: "Ana").contains("1 Weekly sign-ups: 1,450 users · 🟢 on track"))
        #expect(try await stage.ours(.acknowledgement).map(\.thread) == [unclear])
        #expect(try await stage.ours(.question).count == 1)
    }

    @Test("chatter of one who is in both teams is not asked about")
    func chatter() async throws {
        let stage = try await Self.bothAsked()
        try await stage.say("ana", "thanks!")
        #expect(try await stage.ours(.question).isEmpty)
    }

    @Test("a message that stands by itself is not taken for the team's name, and overrules the question")
    func standsByItself() async throws {
        let stage = try await Self.bothAsked()
        try await stage.say("ana", "1: 1450")
        try await stage.say("ana", "growth was slow: monthly churn 5%")
        #expect(try await stage.current("growth") == ["churn": 5])
        try await stage.say("ana", "Growth")
        #expect(try await stage.current("growth") == ["churn": 5])
    }

    @Test("a question about the team expires when one of them closes")
    func teamQuestionExpires() async throws {
        let stage = try await Self.bothAsked()
        try await stage.say("ana", "1: 1450")
        try await stage.move(to: Stage.nextAsk)
        try await stage.say("ana", "Growth")
        #expect(try await stage.current("growth").isEmpty)
    }

    @Test("a number means the key result that had it in the prompt, also after a reload in another order")
    func reloadReorders() async throws {
        let stage = try await Stage.asked()
        var turned = Team.growth()
        turned.objectives.reverse()
        turned.objectives[0].keyResults[0].title = "Churn a month"
        try await stage.reload([turned])
        try await stage.reply("ben", "2: 9.1%")
        #expect(try await stage.current() == ["trial": 9.1])
        #expect(try await stage.acknowledgement(to: "Ben").contains("2 Trial conversion: 9.1 %"))
        try await stage.move(to: Stage.nextAsk)
        #expect(try await stage.prompt().text.contains("1 Churn a month"))
        try await stage.reply("ben", "3: 9.4%")
        #expect(try await stage.current() == ["trial": 9.4])
    }

    @Test("a late reply is kept, marked late and sets the current value; who answered in time stays")
    func lateReply() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1450")
        try await stage.move(to: "2026-11-04T09:00:00Z")
        try await stage.reply("ben", "trial conversion 9%")
        let late = try #require(try await stage.live().last)
        #expect(late.late && late.value == 9)
        #expect(try await stage.current() == ["signups": 1450, "trial": 9])
        #expect(try await stage.acknowledgement(to: "Ben").contains("Late: this check-in is closed."))
        let digest = try await stage.operations.digest("growth", week: Stage.week)
        #expect(digest.content.answered.map(\.id) == ["ana"])
        #expect(digest.text.plain.contains("2 Trial conversion: 9 % · late"))
        try await stage.move(to: Stage.nextAsk)
        #expect(try await stage.prompt().text.contains("2 Trial conversion: 9 %"))
    }

    @Test("a reply in an old thread while a newer check-in is open is recorded for the old one, and says so")
    func oldThread() async throws {
        let stage = try await Stage.asked()
        let old = try await stage.prompt()
        try await stage.move(to: Stage.nextAsk)
        try await stage.reply("ana", "sign-ups 1500")
        stage.clock.advance(by: .minutes(1))
        try await stage.say("ana", "sign-ups 1450, churn 5%", thread: old.id)
        #expect(try await stage.live().map(\.value) == [1450, 5])
        #expect(try await stage.live().allSatisfy(\.late))
        // The newer week's own value stays the current one.
        #expect(try await stage.current() == ["signups": 1500, "churn": 5])
        let said = try await stage.newest(.acknowledgement)
        #expect(said.contains("Recorded for 2026-W45, which is an older check-in."))
        #expect(try await stage.ours(.acknowledgement).map(\.thread) == [stage.prompt().id, old.id])
    }

    @Test("a reply before the first check-in has nothing to go to")
    func beforeTheFirst() async throws {
        let stage = try await Stage([.growth()], at: Stage.sunday)
        try await stage.say("ana", "sign-ups 1450")
        #expect(try await stage.ours().isEmpty)
        #expect(try await stage.current().isEmpty)
    }
}
