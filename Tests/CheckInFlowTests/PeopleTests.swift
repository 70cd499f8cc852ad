import ChatPlatforms
import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("Who is who") struct PeopleTests {
    /// Growth on Slack, with nobody's user id known but Ben's.
    private static func stage() async throws -> (Stage, FakeSlack, FakeSlackMessage) {
        let workspace = try SlackStage(at: "2026-11-02T07:56:00Z")
        var team = Team.growth(channel: "growth")
        team.people[0].name = "Ana Sousa"
        team.people[1].chat = ["slack": "U0BEN"]
        let stage = try await Stage(
            [team], at: "2026-11-02T07:56:00Z", channels: [SlackStage.growth], platforms: [try SlackStage.platform()], transport: workspace,
            clock: workspace.clock)
        try await stage.move(to: "2026-11-02T08:01:00Z")
        return (stage, workspace.slack, try #require(await workspace.slack.messages(in: "C0GROWTH").first))
    }

    @Test("a reply by somebody unknown is kept under the chat id, counts, and the digest says who is not known")
    func stranger() async throws {
        let (stage, slack, prompt) = try await Self.stage()
        try await stage.receive(await slack.say("sign-ups 1450", as: "U0WHO", in: "C0GROWTH", thread: prompt.ts))
        try await stage.receive(await slack.say("trial 12%", as: "U0BEN", in: "C0GROWTH", thread: prompt.ts))
        #expect(try await stage.history("signups").map(\.author) == [.user("slack", "U0WHO")])
        let digest = try await stage.operations.digest("growth", week: Stage.week).text.plain
        #expect(digest.contains("Not sure who this is: U0WHO.") && digest.contains("outcomed people growth"))
        #expect(!digest.contains("Not sure who this is: Ben"))
    }

    @Test("people are proposed by the names that the platform tells; a first name that two have, and nobody's name, are left open")
    func proposals() async throws {
        let (stage, slack, prompt) = try await Self.stage()
        await slack.name("U0ANA", "Ána  sousa")
        await slack.name("U0C", "Caro Lindqvist")
        await slack.name("U0Z", "Zed")
        for user in ["U0ANA", "U0ANA", "U0C", "U0Z", "U0BEN"] {
            try await stage.receive(await slack.say("sign-ups 1450", as: user, in: "C0GROWTH", thread: prompt.ts))
        }
        let report = try await stage.operations.people("growth")
        let told = report.seen.map { "\($0.user) \($0.messages) \($0.person?.rawValue ?? "-") \($0.ground?.rawValue ?? "-")" }
        #expect(told == ["U0ANA 2 ana same_name", "U0C 1 caro first_name", "U0Z 1 - -", "U0BEN 1 ben configured"])
        #expect(report.unmatched.isEmpty)
        let text = await OperationRunner(stage.flow) { OperationAnswer(exit: 1) }.run(OperationRequest(.people(team: "growth"), json: false)).output
        #expect(text.contains("  ana: {name: Ana Sousa, chat: {slack: U0ANA}}") && text.contains("perhaps caro"))
        #expect(await slack.refusals.allSatisfy { $0.contains("user_not_found") })
    }

    @Test("nobody has written yet, and a team that is not there, are told")
    func empty() async throws {
        let (stage, _, _) = try await Self.stage()
        let runner = OperationRunner(stage.flow) { OperationAnswer(exit: 1) }
        #expect(await runner.run(OperationRequest(.people(team: "growth"), json: false)).output.contains("nobody has written"))
        #expect(await runner.run(OperationRequest(.people(team: "nobody"), json: false)).exit == 1)
    }

    @Test(
        "said for somebody else, by name or by mention, both stay: who said it, and for whom",
        arguments: ["For Ana Sousa", "for Ben", "For <@U0BEN>"])
    func saidFor(words: String) async throws {
        let (stage, slack, prompt) = try await Self.stage()
        try await stage.receive(await slack.say("\(words): churn 3.2%", as: "U0WHO", in: "C0GROWTH", thread: prompt.ts))
        let update = try #require(try await stage.history("churn").first)
        #expect(update.author == .user("slack", "U0WHO") && update.value == 3.2)
        #expect(update.saidFor == .person(words.contains("Ana") ? "ana" : "ben"))
    }
}
