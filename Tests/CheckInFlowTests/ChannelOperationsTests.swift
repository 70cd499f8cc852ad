import ChatPlatforms
import CheckInFlow
import Foundation
import HistoryStore
import Model
import OutboundHTTP
import TestSupport
import Testing

@Suite("Channels, as an operator deals with them") struct ChannelOperationsTests {
    private static func stage(poll: Bool = false) async throws -> (Stage, SlackStage) {
        let workspace = try SlackStage(at: "2026-11-02T07:56:00Z")
        return (try await Stage.onSlack(workspace, poll: poll), workspace)
    }

    private static func perform(_ operation: CheckInFlow.Operation, on stage: Stage, json: Bool = false) async -> OperationAnswer {
        await OperationRunner(stage.flow) { OperationAnswer(exit: 1) }.run(OperationRequest(operation, json: json))
    }

    @Test("the list tells what each can do, and what stands in its way")
    func list() async throws {
        let (stage, workspace) = try await Self.stage(poll: true)
        let good = await Self.perform(.channels, on: stage)
        #expect(good.exit == 0 && good.output.contains("growth") && good.output.contains("poll") && good.output.contains("4000 characters"))
        #expect(good.output.split(separator: "\n").count == 3)
        await workspace.slack.failNext(.error("is_archived"), methods: "conversations.")
        try await stage.move(to: stage.clock.now + .minutes(1))
        let bad = await Self.perform(.channels, on: stage)
        #expect(bad.output.contains("stopped: Slack answered is_archived"))
        let facts = await Self.perform(.channels, on: stage, json: true)
        #expect(facts.output.contains(#""trouble" : "stopped"#) && facts.output.contains(#""replies" : ["#))
    }

    @Test("a test signs in and posts, and says so")
    func good() async throws {
        let (stage, workspace) = try await Self.stage()
        let answer = await Self.perform(.channelTest(channel: "growth", waitSeconds: nil), on: stage)
        #expect(answer.exit == 0 && answer.output.contains("signed in as outcomed (U0OUTCOMED)") && answer.output.contains("posted a message"))
        #expect(await workspace.slack.messages(in: "C0GROWTH").first?.shownText.contains("test of outcomed") == true)
        #expect(await workspace.slack.refusals.isEmpty)
        #expect(try await stage.store.outbox(deadOnly: false).isEmpty)
        let unknown = await Self.perform(.channelTest(channel: "nowhere", waitSeconds: nil), on: stage)
        #expect(unknown.exit == 1 && unknown.error.contains("no channel nowhere"))
    }

    @Test(
        "what is wrong is told in plain words",
        arguments: [
            ("auth.test", "invalid_auth", "copy it anew"), ("auth.test", "token_revoked", "copy it anew"),
            ("chat.", "missing_scope", "lacks a scope"),
            ("chat.", "not_in_channel", "/invite"), ("chat.", "channel_not_found", "channel's id"), ("chat.", "is_archived", "archived"),
        ])
    func plainWords(method: String, word: String, advice: String) async throws {
        let (stage, workspace) = try await Self.stage()
        await workspace.slack.failNext(.error(word), methods: method)
        let answer = await Self.perform(.channelTest(channel: "growth", waitSeconds: nil), on: stage)
        #expect(answer.exit == 1 && answer.output.contains(word) && answer.output.contains(advice))
    }

    @Test("a conversation that the account cannot post to is told before anything is sent")
    func otherPlace() async throws {
        let settings = AccountSettings(
            account: "chat", kind: .googlechat, secrets: ["webhook_url": Secret("https://chat.test/v1/spaces/AAA/messages?key=k&token=t")])
        let channel = ChannelSettings(id: "growth", account: "chat", conversation: "BBB")
        let stage = try await Stage([], at: "2026-11-02T07:56:00Z", channels: [.demo, channel], platforms: [try makePlatform(settings)])
        let answer = await Self.perform(.channelTest(channel: "growth", waitSeconds: nil), on: stage)
        #expect(answer.exit == 1 && answer.output.contains("the space AAA alone") && answer.output.contains("between /spaces/ and /messages"))
    }

    @Test("a clock that is off, and a server that cannot be reached, are found")
    func machine() async throws {
        let transport = RecordingTransport(rule: { request in
            guard request.url.reveal().contains("auth.test") else { return .failure(.forbiddenDestination(host: "slack.test")) }
            let body = #"{"ok":true,"user_id":"U0OUTCOMED","user":"outcomed"}"#
            return .success(
                OutboundResponse(status: 200, headers: [(name: "Date", value: "Mon, 02 Nov 2026 08:06:00 GMT")], body: Array(body.utf8)))
        })
        let stage = try await Stage(
            [Team.growth(channel: "growth").onSlack()], at: "2026-11-02T07:56:00Z", channels: [SlackStage.growth],
            platforms: [try SlackStage.platform()], transport: transport)
        let answer = await Self.perform(.channelTest(channel: "growth", waitSeconds: nil), on: stage)
        #expect(answer.exit == 1 && answer.output.contains("600 seconds behind") && answer.output.contains("allow_private: true"))
    }

    @Test("a reply that is waited for is told, by push", .timeLimit(.minutes(1)))
    func reply() async throws {
        let (stage, workspace) = try await Self.stage()
        async let answer = Self.perform(.channelTest(channel: "growth", waitSeconds: 50), on: stage)
        while await workspace.slack.messages(in: "C0GROWTH").isEmpty { await Task.yield() }
        let message = try #require(await workspace.slack.messages(in: "C0GROWTH").first)
        let delivery = await workspace.slack.say("here", as: "U0ANA", in: "C0GROWTH", thread: message.ts)
        _ = await stage.inbound.receive(RawWebhook(account: "slack", method: "POST", headers: delivery.headers, body: delivery.body))
        let told = await answer
        #expect(told.exit == 0 && told.output.contains("a reply came from U0ANA"))
    }

    @Test("what came instead of a reply tells what is wrong: another secret, another clock, another channel, or nothing", .timeLimit(.minutes(1)))
    func instead() async throws {
        for (trouble, advice) in [("secret", "signing secret"), ("clock", "NTP"), ("channel", "the right id"), ("nothing", "/hooks/slack")] {
            let (stage, workspace) = try await Self.stage()
            // The wait is over once everything has been handed in.
            let (handedIn, gate) = AsyncStream<Void>.makeStream()
            var flow = stage.flow
            flow.sleep = { _ in for await _ in handedIn {} }
            let runner = OperationRunner(flow) { OperationAnswer(exit: 1) }
            async let answer = runner.run(OperationRequest(.channelTest(channel: "growth", waitSeconds: 50), json: false))
            while await workspace.slack.messages(in: "C0GROWTH").isEmpty { await Task.yield() }
            var delivery = await workspace.slack.say("here", as: "U0ANA", in: trouble == "channel" ? "C0SALES" : "C0GROWTH")
            if trouble == "secret" { delivery.body[0] ^= 1 }
            if trouble == "clock" {
                let events = FakeSlackEvents(signingSecret: SlackStage.signingSecret, botUser: "U0OUTCOMED")
                delivery.headers = events.headers(for: delivery.body, at: stage.clock.now - .minutes(9))
            }
            if trouble != "nothing" {
                _ = await stage.inbound.receive(RawWebhook(account: "slack", method: "POST", headers: delivery.headers, body: delivery.body))
            }
            gate.finish()
            let told = await answer
            #expect(told.exit == 1 && told.output.contains(advice), "\(trouble): \(told.output)")
        }
    }

    @Test("an account that was stopped is named by the test, and goes on once it is enabled")
    func enable() async throws {
        let (stage, workspace) = try await Self.stage()
        await workspace.slack.failNext(.error("token_revoked"))
        try await stage.move(to: "2026-11-02T08:01:00Z")
        #expect(try await stage.store.disabledAccounts() == ["slack"])
        let tested = await Self.perform(.channelTest(channel: "growth", waitSeconds: nil), on: stage)
        #expect(tested.exit == 1 && tested.output.contains("outcomed channel enable growth"))
        let enabled = await Self.perform(.channelEnable(channel: "growth"), on: stage)
        #expect(enabled.exit == 0)
        #expect(try await stage.store.blockages().isEmpty)
        let again = await Self.perform(.channelTest(channel: "growth", waitSeconds: nil), on: stage)
        #expect(again.exit == 0)
    }
}
