import CheckInFlow
import HistoryStore
import Insights
import Model
import TestSupport
import Testing

@Suite("A week, from its prompt to its digest") struct WeekTests {
    @Test("a whole week: asked at the instant, answered in people's own words, reminded, closed with a digest, and shown in the next prompt")
    func wholeWeek() async throws {
        let stage = try await Stage([.growth()], at: Stage.sunday)
        #expect(try await stage.messages().isEmpty)
        try await stage.move(to: "2026-11-02T07:59:59Z")
        #expect(try await stage.messages().isEmpty)
        try await stage.move(to: Stage.ask)
        let prompt = try await stage.prompt()
        #expect(prompt.at == Instant(Stage.ask))
        #expect(prompt.text.hasPrefix("Growth · 2026-W45: did our numbers move?"))
        for line in [
            "1 Weekly sign-ups: no value yet", "2 Trial conversion: no value yet", "3 Monthly churn: no value yet", "Open until Tue 3 Nov 17:00",
        ] {
            #expect(prompt.text.contains(line))
        }
        let checkIn = try await stage.checkIn()
        #expect(checkIn.state == .open && checkIn.asked == .onTime && checkIn.closesAt == Instant(Stage.close))

        try await anaAnswers(stage)
        try await benIsReminded(stage)
        try await closes(stage)
        try await nextWeekShowsIt(stage)
    }

    private func anaAnswers(_ stage: Stage) async throws {
        try await stage.move(to: "2026-11-02T09:30:00Z")
        try await stage.reply(
            "ana", "Sign-ups went from 1320 to 1450, on track. Shipped the guided product tour. Monthly churn is 5.2%, blocked by billing")
        let said = try await stage.acknowledgement(to: "Ana")
        #expect(said.contains("Growth · 2026-W45"))
        #expect(said.contains("1 Weekly sign-ups: 1,450 users · 🟢 on track · “"))
        #expect(said.contains("3 Monthly churn: 5.2 %"))
        #expect(said.contains("shipped: “"))
        #expect(said.contains("Guided product tour"))
        #expect(said.contains("blocker: “"))
        #expect(try await stage.ours(.acknowledgement).last?.thread == stage.prompt().id)
        let live = try await stage.live()
        #expect(live.map(\.keyResult) == ["signups", "churn"])
        #expect(live.map(\.value) == [1450, 5.2])
        #expect(live.map(\.status) == [.onTrack, nil])
        #expect(live.allSatisfy { $0.author == .person("ana") && !$0.late && $0.evidence?.text?.isEmpty == false })
        #expect(try await stage.store.outputs(checkIn: Stage.id()).map(\.initiative) == ["tour"])
        #expect(try await stage.store.blockers(checkIn: Stage.id()).count == 1)
    }

    private func benIsReminded(_ stage: Stage) async throws {
        try await stage.move(to: Stage.remind)
        let reminder = try #require(try await stage.ours(.reminder).first)
        #expect(reminder.at == Instant(Stage.remind))
        #expect(reminder.thread == (try await stage.prompt().id))
        #expect(reminder.text.contains("Ben: 2 Trial conversion"))
        #expect(!reminder.text.contains("Ana") && !reminder.text.contains("Caro"))
        try await stage.move(to: "2026-11-03T15:59:59Z")
        #expect(try await stage.ours(.reminder).count == 1)
        #expect(try await stage.checkIn().state == .open)
    }

    private func closes(_ stage: Stage) async throws {
        try await stage.move(to: Stage.close)
        #expect(try await stage.checkIn().state == .closed)
        let digest = try await stage.newest(.digest)
        #expect(digest.contains("Weekly sign-ups: 1,450 users · 🟢 on track"))
        #expect(digest.contains("Monthly churn: 5.2 %"))
        #expect(digest.contains("which should move Weekly sign-ups"))
        #expect(digest.contains("In the way\n“"))
        #expect(digest.contains("Not heard: 2 Trial conversion (Ben)"))
        #expect(digest.contains("people answered."))
        let report = try await stage.operations.digest("growth", week: Stage.week).content
        #expect(report.answered.map(\.id) == ["ana"])
        #expect(report.missing.map(\.id) == ["ben"])
    }

    private func nextWeekShowsIt(_ stage: Stage) async throws {
        try await stage.move(to: Stage.nextAsk)
        #expect(try await stage.prompt().text.contains("1 Weekly sign-ups: 1,450 users, target 2,500"))
        try await stage.reply("ana", "sign-ups +50")
        #expect(try await stage.acknowledgement(to: "Ana").contains("1 Weekly sign-ups: 1,450 → 1,500 users"))
        try await stage.move(to: "2026-11-16T08:00:00Z")
        let third = try await stage.prompt().text
        #expect(third.contains("1 Weekly sign-ups: 1,500 users, target 2,500 · Ana\n↳ ") && third.contains(" +50 last time"))
        #expect(third.contains { "▁▂▃▄▅▆▇█".contains($0) })
        let digest = try await stage.operations.digest("growth", week: Stage.week.adding(weeks: 1)).text.plain
        #expect(digest.contains("Towards the target\n1 Weekly sign-ups: 1,450 → 1,500 users (+50)"))
    }

    @Test("one acknowledgement a person and check-in: a second reply edits the first message, with all that was said")
    func oneAcknowledgement() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1450")
        let first = try await stage.ours(.acknowledgement)
        try await stage.reply("ben", "trial conversion 9%")
        try await stage.reply("ana", "monthly churn 5%, at risk")
        let all = try await stage.ours(.acknowledgement)
        #expect(all.count == 2)
        let anas = try #require(all.first { $0.id == first[0].id })
        #expect(anas.text.contains("1 Weekly sign-ups: 1,450 users") && anas.text.contains("3 Monthly churn: 5 % · 🟡 at risk"))
        #expect(!anas.text.contains("Trial"))
    }

    @Test("a status said of all does not replace the one that an owner gave their own key result")
    func statusOfAll() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "trial conversion 9%, at risk")
        try await stage.reply("ana", "all green")
        let said = try await stage.acknowledgement(to: "Ana")
        #expect(said.contains("1 Weekly sign-ups: 🟢 on track") && said.contains("3 Monthly churn: 🟢 on track"))
        #expect(!said.contains("2 Trial conversion:"))
        #expect(said.contains("What the owners said of Trial conversion stays."))
        #expect(try await stage.live().filter { $0.keyResult == "trial" }.map(\.status) == [.atRisk])
    }

    @Test("a skip of everything skips what the sender owns, and they are not missing")
    func skipOfAll() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "nothing to report")
        #expect(try await stage.store.skips(checkIn: Stage.id()).map(\.keyResult) == ["trial"])
        #expect(try await stage.acknowledgement(to: "Ben").contains("skipped by you: Trial conversion"))
        try await stage.move(to: Stage.remind)
        let reminder = try await stage.newest(.reminder)
        #expect(reminder.contains("Ana: ") && reminder.contains("Caro: ") && !reminder.contains("Ben"))
    }

    @Test("a value after a skip takes its place, also in what is said back")
    func valueAfterSkip() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "skip trial conversion")
        try await stage.reply("ben", "skip trial conversion")
        #expect(try await stage.acknowledgement(to: "Ben").contains("skipped by you: Trial conversion\n"))
        try await stage.reply("ben", "trial conversion 9%")
        let said = try await stage.acknowledgement(to: "Ben")
        #expect(said.contains("2 Trial conversion: 9 %") && !said.contains("skipped"))
    }

    @Test("who owns nothing skips their own reply alone")
    func skipOfNothing() async throws {
        var team = Team.growth()
        team.people.append(Person(id: "dora", name: "Dora"))
        let stage = try await Stage.asked([team])
        try await stage.reply("dora", "nothing to report")
        #expect(try await stage.store.skips(checkIn: Stage.id()).map(\.keyResult) == [nil])
        #expect(try await stage.acknowledgement(to: "Dora").contains("skipped by you: everything"))
        try await stage.move(to: Stage.remind)
        #expect(try await stage.newest(.reminder).contains("Ana: 1 Weekly sign-ups"))
    }

    @Test("who speaks for somebody else is the author, and for whom is kept")
    func forAnother() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "For Ana: sign-ups 1450")
        let update = try #require(try await stage.live().first)
        #expect(update.author == .person("ben") && update.saidFor == .person("ana") && update.value == 1450)
        let said = try await stage.acknowledgement(to: "Ben")
        #expect(said.contains("1 Weekly sign-ups: 1,450 users") && said.contains("Said for Ana."))
        #expect(try await stage.operations.digest("growth", week: nil).content.answered.map(\.id) == ["ana", "ben"])
    }

    @Test("chatter gets no answer", arguments: ["thanks!", "👍", "will update tomorrow"]) func chatter(text: String) async throws {
        let stage = try await Stage.asked()
        let before = try await stage.ours().count
        try await stage.reply("ana", text)
        #expect(try await stage.ours().count == before)
        #expect(try await stage.live().isEmpty)
    }

    @Test("what was meant as a report and not understood gets one sentence and a way to say it")
    func unread() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups something something")
        let answers = try await stage.ours(.notice)
        #expect(answers.count == 1)
        #expect(
            answers.first?.text.hasPrefix("I could not tell what “sign-ups something something” says about the numbers, so I took nothing from it")
                == true)
        #expect(try await stage.live().isEmpty)
    }

    @Test("help tells how to answer, and status where the team stands")
    func commands() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ben", "help")
        #expect(try await stage.newest(.notice).contains("takes back your last message"))
        try await stage.reply("ana", "sign-ups 1450, on track")
        try await stage.reply("ben", "status")
        let status = try await stage.newest(.notice)
        #expect(status.hasPrefix("Growth · 2026-W45"))
        #expect(status.contains("1 Weekly sign-ups: 1,450 users") && status.contains("Still to answer: Ben and Caro."))
        #expect(try await stage.live().count == 1)
    }
}
