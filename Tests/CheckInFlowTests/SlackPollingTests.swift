import ChatPlatforms
import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

/// Shortly before the ask, since every fetch in between is played.
private let justBefore = "2026-11-02T07:56:00Z"

/// Slack without a public address: nothing is pushed, everything is fetched, and the workspace holds the calls to its limits.
@Suite("Slack, fetched from") struct SlackPollingTests {
    private static func asked() async throws -> (Stage, FakeSlack, FakeSlackMessage) {
        let workspace = try SlackStage(at: justBefore)
        await workspace.slack.pace()
        let stage = try await Stage.onSlack(workspace, poll: true)
        try await stage.move(to: "2026-11-02T08:01:00Z")
        return (stage, workspace.slack, try #require(await workspace.slack.messages(in: "C0GROWTH").first))
    }

    private static func ours(_ slack: FakeSlack) async -> [FakeSlackMessage] {
        await slack.messages(in: "C0GROWTH").filter { $0.botID != nil }
    }

    @Test("a whole check-in: replies are read and answered in the thread, edits and deletions too, each once, and the digest closes it")
    func wholeCheckIn() async throws {
        let (stage, slack, prompt) = try await Self.asked()
        _ = await slack.say("sign-ups 1450, on track", as: "U0ANA", in: "C0GROWTH", thread: prompt.ts)
        try await stage.move(to: stage.clock.now + .minutes(1))
        #expect(try await stage.current() == ["signups": 1450])
        let answer = try #require(await Self.ours(slack).last)
        #expect(answer.thread == prompt.ts && answer.shownText.contains("1,450"))

        let ts = try #require(await slack.messages.last { $0.user == "U0ANA" }?.ts)
        _ = await slack.edit(ts, in: "C0GROWTH", to: "sign-ups 1460, on track")
        try await stage.move(to: stage.clock.now + .minutes(2))
        #expect(try await stage.current() == ["signups": 1460])
        #expect(try await stage.history("signups").map(\.state) == [.superseded, .live])

        _ = await slack.say("monthly churn 5%", as: "U0CARO", in: "C0GROWTH", thread: prompt.ts)
        _ = await slack.delete(ts, in: "C0GROWTH")
        try await stage.move(to: stage.clock.now + .minutes(2))
        #expect(try await stage.current() == ["churn": 5])
        #expect(await Self.ours(slack).count == 3)

        _ = try await stage.operations.close("growth")
        try await stage.move(to: stage.clock.now + .minutes(1))
        #expect(await Self.ours(slack).last?.thread == nil)
        #expect(try await stage.rows(.digest).map(\.state) == [.delivered])
        #expect(await slack.refusals.isEmpty)
        #expect(try await stage.store.pollers().allSatisfy { $0.failures == 0 })
    }

    @Test("what was said while nobody fetched is read in order afterwards, also when it is more than one page")
    func downtime() async throws {
        let (stage, slack, prompt) = try await Self.asked()
        for number in 0..<250 { _ = await slack.say("lunch \(number)?", as: "U0BEN", in: "C0GROWTH") }
        _ = await slack.say("<@U0OUTCOMED> sign-ups 1450", as: "U0ANA", in: "C0GROWTH")
        for number in 0..<250 { _ = await slack.say("dinner \(number)?", as: "U0BEN", in: "C0GROWTH") }
        _ = await slack.say("<@U0OUTCOMED> sign-ups 1460", as: "U0ANA", in: "C0GROWTH")
        _ = await slack.say("trial 12%", as: "U0BEN", in: "C0GROWTH", thread: prompt.ts)
        stage.clock.advance(by: .hours(3))
        try await stage.step()
        try await stage.move(to: stage.clock.now + .minutes(2))
        #expect(try await stage.current() == ["signups": 1460, "trial": 12])
        #expect(try await stage.history("signups").map(\.value) == [1450, 1460])
        #expect(await slack.refusals.isEmpty)
    }

    @Test("a report in the channel, by mention, can be edited and taken back within ten minutes")
    func topLevel() async throws {
        let (stage, slack, _) = try await Self.asked()
        _ = await slack.say("<@U0OUTCOMED> sign-ups 1450", as: "U0ANA", in: "C0GROWTH")
        try await stage.move(to: stage.clock.now + .minutes(1))
        let ts = try #require(await slack.messages.last { $0.user == "U0ANA" }?.ts)
        _ = await slack.edit(ts, in: "C0GROWTH", to: "<@U0OUTCOMED> sign-ups 1460")
        try await stage.move(to: stage.clock.now + .minutes(1))
        #expect(try await stage.current() == ["signups": 1460])
        _ = await slack.delete(ts, in: "C0GROWTH")
        try await stage.move(to: stage.clock.now + .minutes(1))
        #expect(try await stage.current().isEmpty)
    }

    @Test("what was said before the first fetch is not ours to read")
    func before() async throws {
        let workspace = try SlackStage(at: justBefore)
        _ = await workspace.slack.say("<@U0OUTCOMED> sign-ups 1", as: "U0ANA", in: "C0GROWTH")
        workspace.clock.advance(by: .minutes(2))
        let stage = try await Stage.onSlack(workspace, poll: true)
        try await stage.move(to: "2026-11-02T08:05:00Z")
        #expect(try await stage.current().isEmpty)
    }

    @Test("a daemon started anew goes on where the one before stood, and takes nothing twice")
    func restart() async throws {
        let workspace = try SlackStage(at: justBefore)
        let first = try await Stage.onSlack(workspace, poll: true)
        try await first.move(to: "2026-11-02T08:01:00Z")
        let prompt = try #require(await workspace.slack.messages(in: "C0GROWTH").first)
        _ = await workspace.slack.say("sign-ups 1450", as: "U0ANA", in: "C0GROWTH", thread: prompt.ts)
        try await first.move(to: first.clock.now + .minutes(1))
        _ = await workspace.slack.say("trial 12%", as: "U0BEN", in: "C0GROWTH", thread: prompt.ts)
        workspace.clock.advance(by: .hours(3))
        let second = try await Stage(
            [Team.growth(channel: "growth").onSlack()], at: workspace.clock.now.description, channels: [SlackStage.growth],
            platforms: [try SlackStage.platform(poll: true)], store: first.store, transport: workspace, clock: workspace.clock)
        try await second.move(to: second.clock.now + .minutes(3))
        #expect(try await second.current() == ["signups": 1450, "trial": 12])
        #expect(try await second.history("signups").count == 1)
    }

    @Test(
        "a missing scope stops no posts; a bot that is not in the channel reads again once it is invited",
        arguments: ["missing_scope", "not_in_channel"])
    func cannotRead(word: String) async throws {
        let workspace = try SlackStage(at: justBefore)
        for _ in 0..<4 { await workspace.slack.failNext(.error(word), methods: "conversations.") }
        let stage = try await Stage.onSlack(workspace, poll: true)
        #expect(try await stage.store.pollers().contains { $0.failure?.detail == "Slack answered \(word)" })
        try await stage.move(to: "2026-11-02T08:01:00Z")
        #expect(try await stage.rows(.prompt).map(\.state) == [.delivered])
        #expect(try await stage.store.blockages().isEmpty)
        #expect(try await stage.store.pollers().allSatisfy { $0.failures == 0 })
    }

    @Test("a slash command is answered under the prompt, and the same one is taken once")
    func command() async throws {
        let workspace = try SlackStage(at: justBefore)
        let stage = try await Stage.onSlack(workspace)
        try await stage.move(to: "2026-11-02T08:01:00Z")
        let prompt = try #require(await workspace.slack.messages(in: "C0GROWTH").first)
        let delivery = await workspace.slack.command("sign-ups 1450 & on track", as: "U0ANA", in: "C0GROWTH")
        let raw = RawWebhook(account: "slack", method: "POST", headers: delivery.headers, body: delivery.body)
        for _ in 0..<2 {
            let answer = await stage.inbound.receive(raw)
            #expect(answer.status == 200 && String(decoding: answer.body, as: UTF8.self).contains("ephemeral"))
        }
        try await stage.settle()
        #expect(try await stage.current() == ["signups": 1450])
        let answers = await workspace.slack.messages(in: "C0GROWTH").filter { $0.thread == prompt.ts }
        #expect(answers.count == 1)

        let elsewhere = await workspace.slack.command("sign-ups 1", as: "U0ANA", in: "C0NOWHERE", trigger: "2.2")
        let silent = await stage.inbound.receive(RawWebhook(account: "slack", method: "POST", headers: elsewhere.headers, body: elsewhere.body))
        #expect(silent.status == 200 && silent.body.isEmpty)
        #expect(await workspace.slack.refusals.isEmpty)
    }
}
