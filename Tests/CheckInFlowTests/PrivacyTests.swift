import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("Words said in private") struct PrivacyTests {
    private static func opened() async throws -> (Stage, SlackStage) {
        let workspace = try SlackStage(at: Stage.sunday)
        let stage = try await Stage(
            [Team.growth(channel: "growth").onSlack()], at: Stage.sunday, channels: [SlackStage.growth], platforms: [try SlackStage.platform()],
            transport: workspace, clock: workspace.clock)
        try await stage.move(to: "2026-11-02T08:01:00Z")
        return (stage, workspace)
    }

    /// All that the channel shows of ours.
    private func shown(_ workspace: SlackStage) async -> String {
        await workspace.slack.messages(in: "C0GROWTH").filter { $0.botID != nil }.map(\.shownText).joined(separator: "\n")
    }

    @Test("a reply in a direct message counts, is answered there, and is quoted there alone")
    func direct() async throws {
        let (stage, workspace) = try await Self.opened()
        try await stage.receive(
            await workspace.slack.say("sign-ups are at 1450 honestly. Shipped the secret project. Blocked by my boss", as: "U0ANA", in: "D0ANA"))
        #expect(try await stage.current() == ["signups": 1450])
        let direct = try #require(await workspace.slack.messages(in: "D0ANA").last)
        #expect(direct.botID != nil && direct.shownText.contains("secret project"))

        // The same person goes on in the channel: what is said back there holds the number and not the words.
        let root = try #require(await workspace.slack.messages(in: "C0GROWTH").first).ts
        try await stage.receive(await workspace.slack.say("monthly churn 5%", as: "U0ANA", in: "C0GROWTH", thread: root))
        var seen = await shown(workspace)
        #expect(seen.contains("1 Weekly sign-ups: 1,450 users") && seen.contains("3 Monthly churn: 5 % · “"))
        #expect(seen.contains("said in private"))
        try await stage.receive(await workspace.slack.say("undo", as: "U0ANA", in: "C0GROWTH", thread: root))
        try await stage.receive(await workspace.slack.say("undo", as: "U0ANA", in: "C0GROWTH", thread: root))
        #expect(try await stage.current().isEmpty)
        try await stage.move(to: "2026-11-03T16:01:00Z")
        seen = await shown(workspace)
        for word in ["honestly", "secret", "boss"] { #expect(!seen.contains(word)) }
        #expect(await workspace.slack.refusals.isEmpty)
    }

    @Test("the digest keeps the words of a direct message to itself")
    func digest() async throws {
        let (stage, workspace) = try await Self.opened()
        try await stage.receive(await workspace.slack.say("Shipped the secret project", as: "U0ANA", in: "D0ANA"))
        try await stage.move(to: "2026-11-03T16:01:00Z")
        let seen = await shown(workspace)
        #expect(seen.contains("something said in private") && !seen.contains("secret"))
    }

    @Test("a direct message from nobody's person is not kept")
    func stranger() async throws {
        let (stage, workspace) = try await Self.opened()
        try await stage.receive(await workspace.slack.say("sign-ups 9999", as: "U0STRANGER", in: "D0ANA"))
        #expect(try await stage.current().isEmpty)
        #expect(try await stage.store.messages(checkIn: Stage.id()).isEmpty)
    }
}
