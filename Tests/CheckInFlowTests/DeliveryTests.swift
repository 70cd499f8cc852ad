import ChatPlatforms
import CheckInFlow
import HistoryStore
import Model
import OutboundHTTP
import TestSupport
import Testing

@Suite("Delivery") struct DeliveryTests {
    @Test(
        "waits grow by the steps, with a jitter of a fifth that an id keeps",
        arguments: [(1, 5), (2, 60), (3, 300), (4, 1800), (5, 7200), (6, 21_600), (7, 43_200), (8, 86_400), (9, 86_400), (50, 86_400)])
    func steps(attempt: Int, seconds: Int) {
        let policy = RetryPolicy()
        var random = SeededRandom(seed: 7)
        var waits: Set<Duration> = []
        for _ in 0..<200 {
            let id = UniqueID.make(at: Instant(seconds: 1_800_000_000), using: &random)
            let wait = policy.delay(afterAttempt: attempt, of: id, asked: nil)
            #expect(wait >= .milliseconds(seconds * 800) && wait <= .milliseconds(seconds * 1200))
            #expect(wait == policy.delay(afterAttempt: attempt, of: id, asked: nil))
            waits.insert(wait)
        }
        #expect(waits.count > 100)
    }

    @Test(
        "a wait that the platform asks for is kept, up to an hour, and never shortens our own",
        arguments: [(1, 30, 30), (1, 1, 4), (1, 7200, 3600), (5, 60, 5760), (1, 0, 4), (1, -5, 4)])
    func asked(attempt: Int, asked: Int, least: Int) {
        let wait = RetryPolicy().delay(afterAttempt: attempt, of: UniqueID(high: 1, low: 2), asked: .seconds(asked))
        #expect(wait >= .seconds(least))
        #expect(wait <= .seconds(max(least, 4) * 3 / 2))
    }

    @Test("on a hosted platform the prompt leaves within a minute of its instant, and replies are answered in its thread")
    func onSlack() async throws {
        let workspace = try SlackStage(at: Stage.sunday)
        let stage = try await Stage.onSlack(workspace)
        try await stage.move(to: "2026-11-02T08:01:00Z")
        let prompt = try #require(await workspace.slack.messages(in: "C0GROWTH").first)
        #expect(prompt.shownText.contains("did our numbers move?"))
        let row = try #require(try await stage.rows(.prompt).first)
        #expect(row.deliveredAt.map { $0 >= Instant(Stage.ask) ?? $0 } == true)

        try await stage.receive(await workspace.slack.say("sign-ups 1450, on track", as: "U0ANA", in: "C0GROWTH", thread: prompt.ts))
        try await stage.receive(await workspace.slack.say("monthly churn 5%", as: "U0ANA", in: "C0GROWTH", thread: prompt.ts))
        let answers = await workspace.slack.messages(in: "C0GROWTH").filter { $0.thread == prompt.ts && $0.botID != nil }
        #expect(answers.count == 1)
        #expect(answers.first?.editedTS != nil)
        #expect(answers.first?.shownText.contains("3 Monthly churn: 5 %") == true)
        #expect(try await stage.current() == ["signups": 1450, "churn": 5])

        try await stage.move(to: "2026-11-03T08:01:00Z")
        let reminder = try #require(await workspace.slack.messages(in: "C0GROWTH").last)
        #expect(reminder.thread == prompt.ts && reminder.shownText.contains("<@U0BEN>") && !reminder.shownText.contains("<@U0ANA>"))
        #expect(await workspace.slack.refusals.isEmpty)
    }

    @Test("what is not meant for the bot is not read: a word in the channel without a mention", arguments: [true, false])
    func meantForUs(mention: Bool) async throws {
        let workspace = try SlackStage(at: Stage.sunday)
        let stage = try await Stage.onSlack(workspace)
        try await stage.move(to: "2026-11-02T08:01:00Z")
        let said = mention ? "<@U0OUTCOMED> sign-ups 1450" : "sign-ups 1450"
        try await stage.receive(await workspace.slack.say(said, as: "U0ANA", in: "C0GROWTH", mention: mention))
        #expect(try await stage.current() == (mention ? ["signups": 1450] : [:]))
        #expect(try await stage.store.messages(checkIn: Stage.id()).isEmpty == !mention)
    }

    @Test(
        "a prompt that cannot be delivered leaves nobody missing or reminded, the digest says so, and other conversations go on",
        arguments: [("no_text", false), ("is_archived", true)])
    func undeliverable(word: String, blocksConversation: Bool) async throws {
        let transport = RecordingTransport(rule: { request in
            let isGrowth = String(decoding: request.body, as: UTF8.self).contains("C0GROWTH")
            let body = isGrowth ? #"{"ok":false,"error":"\#(word)"}"# : #"{"ok":true,"ts":"1793606700.000100"}"#
            return .success(OutboundResponse(status: 200, body: Array(body.utf8)))
        })
        let stage = try await Stage(
            [Team.growth(channel: "growth").onSlack(), Team.sales(channel: "sales").onSlack()], at: Stage.sunday,
            channels: [SlackStage.growth, SlackStage.sales], platforms: [try SlackStage.platform()], transport: transport)
        try await stage.move(to: "2026-11-03T15:00:00Z")
        #expect(try await stage.rows(.prompt).map(\.state) == [.dead])
        #expect(try await stage.rows(.prompt, "sales").map(\.state) == [.delivered])
        #expect(try await stage.rows(.reminder).isEmpty)
        #expect(try await stage.store.blockages().map(\.conversation) == (blocksConversation ? ["C0GROWTH"] : []))
        #expect(try await stage.store.disabledAccounts().isEmpty)

        try await stage.move(to: Stage.close)
        let digest = try await stage.operations.digest("growth", week: Stage.week)
        #expect(digest.content.missing.isEmpty)
        #expect(digest.text.plain.contains("The prompt did not arrive, so nobody could answer."))
        #expect(try await stage.operations.digest("sales", week: Stage.week).content.missing.map(\.id) == ["dele"])
    }

    @Test("dead credentials stop the account until it is enabled; what waits goes out then")
    func deadAccount() async throws {
        let workspace = try SlackStage(at: Stage.sunday)
        let stage = try await Stage.onSlack(workspace)
        await workspace.slack.failNext(.error("token_revoked"))
        try await stage.move(to: "2026-11-02T08:30:00Z")
        #expect(try await stage.store.disabledAccounts() == ["slack"])
        #expect(await workspace.slack.messages.isEmpty)
        let states = try await stage.rows(.prompt).map(\.state) + stage.rows(.prompt, "sales").map(\.state)
        #expect(states.contains(.dead) && states.contains(.pending))
        try await stage.store.enableAccount("slack", at: stage.clock.now)
        try await stage.settle()
        #expect(await workspace.slack.messages.count == 1)
        #expect(try await stage.store.disabledAccounts().isEmpty)
    }

    @Test("too many requests: the message waits as long as it is told, and arrives once")
    func throttled() async throws {
        let workspace = try SlackStage(at: Stage.sunday)
        let stage = try await Stage.onSlack(workspace)
        _ = try await stage.operations.ask("growth", again: false)
        await workspace.slack.failNext(.rateLimited(retryAfter: "90"))
        let start = stage.clock.now
        try await stage.step()
        try await stage.move(to: start + .seconds(89))
        #expect(await workspace.slack.messages.isEmpty)
        try await stage.move(to: start + .seconds(91))
        #expect(await workspace.slack.messages.count == 1)
    }

    @Test(
        "a send that may have arrived is looked for first: found, it is not posted again; absent, it is",
        arguments: [FakeSlack.Fault.stallAfterStoring, .statusAfterStoring(502), .statusBeforeStoring(500)])
    func unknownOutcome(fault: FakeSlack.Fault) async throws {
        let workspace = try SlackStage(at: Stage.sunday)
        let stage = try await Stage.onSlack(workspace)
        _ = try await stage.operations.ask("growth", again: false)
        await workspace.slack.failNext(fault)
        try await stage.settle()
        let messages = await workspace.slack.messages(in: "C0GROWTH")
        #expect(messages.count == 1)
        let row = try #require(try await stage.store.outbox(deadOnly: false).first { $0.kind == .prompt })
        #expect(row.state == .delivered && row.attempts == 2 && row.platformMessageID == messages.first?.ts)
        #expect(await workspace.slack.refusals.isEmpty)
    }

    @Test("where nobody can look, a prompt is sent again and an acknowledgement is not")
    func cannotLookBack() async throws {
        let transport = RecordingTransport()
        let stage = try await Stage(
            [Team.growth(channel: "growth").onSlack()], at: Stage.sunday, channels: [SlackStage.growth],
            platforms: [try SlackStage.platform(webhook: true)], transport: transport)
        transport.answer(.failure(.timeout(host: "slack.test", sentBody: true)))
        transport.answer(status: 200, body: "ok")
        try await stage.move(to: "2026-11-02T08:05:00Z")
        #expect(transport.requests.count == 2)
        #expect(try await stage.rows(.prompt).map(\.state) == [.delivered])

        transport.answer(.failure(.timeout(host: "slack.test", sentBody: true)))
        let events = FakeSlackEvents(signingSecret: SlackStage.signingSecret, botUser: "U0OUTCOMED")
        let posted: JSONValue = [
            "type": "app_mention", "channel": "C0GROWTH", "user": "U0ANA", "text": "<@U0OUTCOMED> sign-ups 1450", "ts": "1793606700.000100",
        ]
        try await stage.receive(events.callback(posted, id: "Ev1", at: stage.clock.now))
        #expect(try await stage.current() == ["signups": 1450])
        #expect(transport.requests.count == 3 && transport.unusedAnswers == 0)
        #expect(try await stage.rows(.acknowledgement).map(\.state) == [.cancelled])
    }

    @Test("a prompt that never leaves expires with its check-in")
    func expiry() async throws {
        let transport = RecordingTransport(rule: { _ in .failure(.connect(host: "slack.test")) })
        let stage = try await Stage(
            [Team.growth(channel: "growth").onSlack()], at: Stage.sunday, channels: [SlackStage.growth], platforms: [try SlackStage.platform()],
            transport: transport)
        try await stage.move(to: Stage.close)
        #expect(try await stage.rows(.reminder).isEmpty)
        let prompt = try #require(try await stage.rows(.prompt).first)
        #expect(prompt.state == .dead && prompt.failure?.kind == .expired && prompt.attempts > 3)
        transport.answer(by: { _ in .success(OutboundResponse(status: 200, body: Array(#"{"ok":true,"ts":"1793606700.000100"}"#.utf8))) })
        try await stage.move(to: "2026-11-04T16:00:00Z")
        #expect(try await stage.rows(.digest).map(\.state) == [.delivered])
    }

    @Test("a webhook gets the same id and body on every try, and its own id for the message is used in the thread")
    func webhook() async throws {
        let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        let platform = try makePlatform(
            AccountSettings(account: "scripts", kind: .webhook, secrets: ["url": Secret("https://receiver.test/in"), "secret": Secret(key)]))
        let transport = RecordingTransport()
        let channel = ChannelSettings(id: "growth", account: "scripts", conversation: "team")
        let stage = try await Stage(
            [Team.growth(channel: "growth")], at: Stage.sunday, channels: [channel], platforms: [platform], transport: transport)
        transport.answer(.failure(.timeout(host: "receiver.test", sentBody: true)))
        transport.answer(status: 200, body: #"{"id": "m-17"}"#)
        try await stage.move(to: "2026-11-02T08:01:00Z")
        #expect(transport.requests.count == 2)
        #expect(Set(transport.requests.map(\.body)).count == 1)
        #expect(Set(transport.requests.map { request in request.headers.first { $0.name == "webhook-id" }?.value.reveal() }).count == 1)
        #expect(try await stage.rows(.prompt).map(\.platformMessageID) == ["m-17"])
    }
}
