import ChatPlatforms
import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("Asked by direct message") struct DirectTests {
    private static func team(_ change: (inout Team) -> Void = { _ in }) -> Team {
        var team = Team.growth(channel: "growth") { $0.askIn = .direct }.onSlack()
        change(&team)
        return team
    }

    private static func stage(
        _ team: Team = DirectTests.team(), poll: Bool = false, at start: String = "2026-11-02T07:56:00Z"
    ) async throws -> (Stage, FakeSlack) {
        let workspace = try SlackStage(at: start)
        let stage = try await Stage(
            [team], at: start, channels: [SlackStage.growth], platforms: [try SlackStage.platform(poll: poll)], transport: workspace,
            clock: workspace.clock)
        return (stage, workspace.slack)
    }

    private static func ours(_ slack: FakeSlack, in conversation: String) async -> [FakeSlackMessage] {
        await slack.messages(in: conversation).filter { $0.botID != nil }
    }

    @Test("each owner is asked for their own numbers in a conversation that is opened once, answered there, and the channel gets the digest alone")
    func wholeCheckIn() async throws {
        let (stage, slack) = try await Self.stage()
        try await stage.move(to: "2026-11-02T08:05:00Z")
        #expect(await Self.ours(slack, in: "C0GROWTH").isEmpty)
        #expect(await slack.directs == ["U0ANA": "D0ANA", "U0BEN": "D0BEN", "U0CARO": "D0CARO"])
        let prompt = try #require(await Self.ours(slack, in: "D0ANA").first)
        #expect(prompt.shownText.contains("Weekly sign-ups") && !prompt.shownText.contains("Monthly churn"))
        #expect(prompt.shownText.contains("your words stay here"))

        try await stage.receive(await slack.say("1 at 1450, my boss blocks the rest", as: "U0ANA", in: "D0ANA"))
        #expect(try await stage.current() == ["signups": 1450])
        let answers = await Self.ours(slack, in: "D0ANA")
        #expect(answers.count == 2 && answers[1].thread == nil && answers[1].shownText.contains("1,450"))

        try await stage.move(to: "2026-11-03T08:05:00Z")
        #expect(await Self.ours(slack, in: "D0ANA").count == 2)
        let reminder = try #require(await Self.ours(slack, in: "D0BEN").last)
        #expect(reminder.shownText.contains("These numbers of yours") && reminder.shownText.contains("Trial conversion"))
        #expect(try await stage.rows(.reminder).count == 2)

        try await stage.move(to: "2026-11-03T16:05:00Z")
        let digest = try #require(await Self.ours(slack, in: "C0GROWTH").first)
        #expect(digest.shownText.contains("1,450") && !digest.shownText.contains("my boss"))
        #expect(await Self.ours(slack, in: "C0GROWTH").count == 1)
        #expect(await slack.refusals.isEmpty)
    }

    @Test("each is asked at the time of their own clock, and reminded at it")
    func ownZones() async throws {
        let (stage, slack) = try await Self.stage(Self.team { $0.people[1].timeZone = "America/New_York" })
        try await stage.move(to: "2026-11-02T08:05:00Z")
        #expect(await Self.ours(slack, in: "D0ANA").count == 1)
        #expect(await Self.ours(slack, in: "D0BEN").isEmpty)
        try await stage.move(to: "2026-11-02T14:05:00Z")
        #expect(await Self.ours(slack, in: "D0BEN").count == 1)
        try await stage.move(to: "2026-11-03T08:05:00Z")
        #expect(await Self.ours(slack, in: "D0ANA").count == 2)
        #expect(await Self.ours(slack, in: "D0BEN").count == 1)
        try await stage.move(to: "2026-11-03T14:05:00Z")
        #expect(await Self.ours(slack, in: "D0ANA").count == 2)
        #expect(await Self.ours(slack, in: "D0BEN").count == 2)
    }

    @Test("an owner without a user id has the channel asked too, and is reminded there")
    func notReachable() async throws {
        let (stage, slack) = try await Self.stage(Self.team { $0.people[2].chat = [:] })
        try await stage.move(to: "2026-11-02T08:05:00Z")
        #expect(await Self.ours(slack, in: "C0GROWTH").count == 1)
        #expect(await Self.ours(slack, in: "D0ANA").count == 1)
        try await stage.move(to: "2026-11-03T08:05:00Z")
        let reminder = try #require(await Self.ours(slack, in: "C0GROWTH").last)
        #expect(reminder.shownText.contains("Caro") && !reminder.shownText.contains("Ana"))
    }

    @Test(
        "where conversations cannot be opened the prompts are given up, nobody is missing, and the account lives",
        arguments: ["missing_scope", "user_disabled"])
    func refused(word: String) async throws {
        let (stage, slack) = try await Self.stage()
        await slack.failNext(.error(word), .error(word), .error(word), methods: "conversations.open")
        try await stage.move(to: "2026-11-02T08:05:00Z")
        #expect(try await stage.rows(.prompt).map(\.state) == [.dead, .dead, .dead])
        #expect(try await stage.store.blockages().isEmpty)
        #expect(try await stage.operations.digest("growth", week: Stage.week).content.missing.isEmpty)
    }

    @Test("a try to open that fails is made again, and what waits for it leaves in its order")
    func retried() async throws {
        let (stage, slack) = try await Self.stage()
        await slack.failNext(.statusBeforeStoring(503), .statusBeforeStoring(503), .statusBeforeStoring(503), methods: "conversations.open")
        try await stage.move(to: "2026-11-02T08:05:00Z")
        for conversation in ["D0ANA", "D0BEN", "D0CARO"] { #expect(await Self.ours(slack, in: conversation).count == 1) }
        #expect(try await stage.rows(.prompt).allSatisfy { $0.state == .delivered && $0.conversation.hasPrefix("D0") })
    }

    @Test("without a public address the direct conversations are fetched from as well")
    func polled() async throws {
        let (stage, slack) = try await Self.stage(poll: true)
        try await stage.move(to: "2026-11-02T08:05:00Z")
        _ = await slack.say("1 at 1450", as: "U0ANA", in: "D0ANA")
        try await stage.move(to: stage.clock.now + .minutes(1))
        #expect(try await stage.current() == ["signups": 1450])
        let ts = try #require(await slack.messages(in: "D0ANA").last { $0.user == "U0ANA" }?.ts)
        _ = await slack.delete(ts, in: "D0ANA")
        try await stage.move(to: stage.clock.now + .minutes(1))
        #expect(try await stage.current().isEmpty)
    }

    @Test("a check-in asked by hand is asked directly too, and again")
    func byHand() async throws {
        let (stage, slack) = try await Self.stage(at: "2026-11-01T12:00:00Z")
        _ = try await stage.operations.ask("growth", again: false)
        try await stage.settle()
        #expect(await Self.ours(slack, in: "D0ANA").count == 1)
        _ = try await stage.operations.ask("growth", again: true)
        try await stage.settle()
        #expect(await Self.ours(slack, in: "D0ANA").count == 2)
        #expect(await Self.ours(slack, in: "C0GROWTH").isEmpty)
    }
}
