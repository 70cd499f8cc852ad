import CheckInFlow
import Foundation
import HistoryStore
import Model
import TestSupport
import Testing

/// A whole check-in on Slack, over sockets both ways.
@Suite(.timeLimit(.minutes(1))) struct SlackRoundTripTests {
    @Test("on Slack the prompt goes out on time, a reply is acknowledged in its thread with every value, and changed words change what is recorded")
    func wholeCheckIn() async throws {
        try await SlackStage.run { stage in
            let prompt = try await stage.prompt()
            #expect(prompt.thread == nil && prompt.shownText.contains("Weekly sign-ups"))

            let reply = await stage.slack.say("signups 1,450, trial 12%, churn 4.1%", as: "U0ANA", in: "C0GROWTH", thread: prompt.ts)
            #expect(try await stage.daemon.client.post(reply) == 200)
            let acknowledgement = try await stage.acknowledgement { ["1,450", "12", "4.1"].allSatisfy($0.contains) }
            #expect(acknowledgement.thread == prompt.ts && acknowledgement.editedTS == nil)

            let ts = try #require(await stage.slack.messages.last { $0.user == "U0ANA" }?.ts)
            let edit = try #require(await stage.slack.edit(ts, in: "C0GROWTH", to: "signups 1,460, trial 12%"))
            #expect(try await stage.daemon.client.post(edit) == 200)
            let edited = try await stage.acknowledgement { $0.contains("1,460") }
            #expect(edited.ts == acknowledgement.ts && edited.editedTS != nil)
            try await stage.expectHistory("signups", [(1450, .superseded, "1,450"), (1460, .live, "1,460")])
            try await stage.expectHistory("trial", [(12, .live, "12%")])
            try await stage.expectHistory("churn", [(4.1, .withdrawn, "4.1%")])

            let deletion = try #require(await stage.slack.delete(ts, in: "C0GROWTH"))
            #expect(try await stage.daemon.client.post(deletion) == 200)
            _ = try await stage.acknowledgement { $0.contains("withdrawn") }
            #expect(try await stage.daemon.history("signups").allSatisfy { $0.state != .live })
            #expect(try await stage.daemon.history("signups").count == 2)
            #expect(await stage.slack.messages.filter { $0.botID != nil }.count == 2)
            #expect(await stage.slack.refusals == [])
        }
    }

    @Test("a second reply edits the acknowledgement, and the close posts one digest")
    func secondReply() async throws {
        try await SlackStage.run { stage in
            let prompt = try await stage.prompt()
            for (words, value) in [("signups 1,450", "1,450"), ("churn is 4.1% now", "4.1")] {
                let reply = await stage.slack.say(words, as: "U0ANA", in: "C0GROWTH", thread: prompt.ts)
                #expect(try await stage.daemon.client.post(reply) == 200)
                _ = try await stage.acknowledgement { $0.contains(value) }
            }
            let acknowledgement = try await stage.acknowledgement { $0.contains("1,450") && $0.contains("4.1") }
            #expect(acknowledgement.editedTS != nil)
            #expect(await stage.daemon.perform(.close(team: "growth")).exit == 0)
            try await stage.daemon.eventually("the digest") { await stage.slack.messages.filter { $0.botID != nil && $0.thread == nil }.count == 2 }
            #expect(await stage.slack.messages.filter { $0.botID != nil }.count == 3)
            #expect(await stage.slack.refusals == [])
        }
    }

    @Test("an event with one byte changed is turned away, and one that comes again changes nothing")
    func hostileEvents() async throws {
        try await SlackStage.run { stage in
            let prompt = try await stage.prompt()
            let reply = await stage.slack.say("signups 1,450", as: "U0ANA", in: "C0GROWTH", thread: prompt.ts)
            for index in [0, reply.body.count / 2, reply.body.count - 1] {
                var changed = reply
                changed.body[index] ^= 1
                #expect(try await stage.daemon.client.post(changed) == 401)
            }
            for _ in 0..<3 { #expect(try await stage.daemon.client.post(reply) == 200) }
            let first = try await stage.acknowledgement { $0.contains("1,450") }
            #expect(try await stage.daemon.client.post(reply) == 200)
            // What comes after the replay marks a time at which it has been worked through.
            let later = await stage.slack.say("trial 12%", as: "U0ANA", in: "C0GROWTH", thread: prompt.ts)
            #expect(try await stage.daemon.client.post(later) == 200)
            let second = try await stage.acknowledgement { $0.contains("12") }
            #expect(second.ts == first.ts)
            try await stage.expectHistory("signups", [(1450, .live, "1,450")])
            let takenIn = try await stage.daemon.flow.store.journal(limit: 1000).filter { $0.step == .takeIn }
            #expect(takenIn.count == 2)
        }
    }

    @Test("the daemon's own messages, when Slack tells of them, and chatter elsewhere in the channel are let be")
    func ownEcho() async throws {
        try await SlackStage.run { stage in
            let prompt = try await stage.prompt()
            let echo = try #require(await stage.slack.echo(prompt.ts, in: "C0GROWTH"))
            #expect(try await stage.daemon.client.post(echo) == 200)
            let chatter = await stage.slack.say("signups 7 for lunch?", as: "U0ANA", in: "C0GROWTH")
            #expect(try await stage.daemon.client.post(chatter) == 200)
            let elsewhere = await stage.slack.say("signups 8", as: "U0ANA", in: "C0OTHER")
            #expect(try await stage.daemon.client.post(elsewhere) == 200)
            let reply = await stage.slack.say("signups 1,450", as: "U0ANA", in: "C0GROWTH", thread: prompt.ts)
            #expect(try await stage.daemon.client.post(reply) == 200)
            _ = try await stage.acknowledgement { $0.contains("1,450") }
            try await stage.expectHistory("signups", [(1450, .live, "1,450")])
            #expect(await stage.slack.messages.filter { $0.botID != nil }.count == 2)
        }
    }

    @Test("without any port open, the whole check-in goes over fetching: reply, edit, deletion and digest, each once")
    func polled() async throws {
        try await SlackStage.run(polled: true) { stage in
            #expect(stage.daemon.client.port == 0)
            let prompt = try await stage.prompt()
            _ = await stage.slack.say("signups 1,450, trial 12%, churn 4.1%", as: "U0ANA", in: "C0GROWTH", thread: prompt.ts)
            let acknowledgement = try await stage.acknowledgement { ["1,450", "12", "4.1"].allSatisfy($0.contains) }
            #expect(acknowledgement.thread == prompt.ts)

            let ts = try #require(await stage.slack.messages.last { $0.user == "U0ANA" }?.ts)
            _ = await stage.slack.edit(ts, in: "C0GROWTH", to: "signups 1,460, trial 12%")
            let edited = try await stage.acknowledgement { $0.contains("1,460") }
            #expect(edited.ts == acknowledgement.ts && edited.editedTS != nil)
            try await stage.expectHistory("signups", [(1450, .superseded, "1,450"), (1460, .live, "1,460")])
            _ = await stage.slack.delete(ts, in: "C0GROWTH")
            _ = try await stage.acknowledgement { $0.contains("withdrawn") }
            #expect(try await stage.daemon.history("signups").allSatisfy { $0.state != .live })

            #expect(await stage.daemon.perform(.close(team: "growth")).exit == 0)
            try await stage.daemon.eventually("the digest") { await stage.slack.messages.filter { $0.botID != nil && $0.thread == nil }.count == 2 }
            #expect(await stage.slack.messages.filter { $0.botID != nil }.count == 3)
            #expect(await stage.slack.refusals == [])
        }
    }

    @Test(
        "what Slack delays, fails or loses the answer to leaves once",
        arguments: [
            [FakeSlack.Fault.rateLimited(retryAfter: "2")], [.statusBeforeStoring(503), .statusAfterStoring(500)], [.statusAfterStoring(502)],
            [.error("internal_error")],
        ])
    func faults(_ faults: [FakeSlack.Fault]) async throws {
        try await SlackStage.run { stage in
            for fault in faults { await stage.slack.failNext(fault) }
            let prompt = try await stage.prompt()
            let reply = await stage.slack.say("signups 1,450", as: "U0ANA", in: "C0GROWTH", thread: prompt.ts)
            for fault in faults { await stage.slack.failNext(fault) }
            #expect(try await stage.daemon.client.post(reply) == 200)
            _ = try await stage.acknowledgement { $0.contains("1,450") }
            try await stage.daemon.eventually("the outbox to be empty") { try await stage.daemon.isAllSent }
            #expect(await stage.slack.messages.filter { $0.botID != nil }.count == 2)
            #expect(await stage.slack.refusals == [])
        }
    }
}

/// A daemon, a fake Slack, and a clock that stands a minute before the ask.
private struct SlackStage: Sendable {
    let slack: FakeSlack
    let daemon: InProcess
    let clock: ManualClock

    static func run(polled: Bool = false, _ body: @escaping @Sendable (SlackStage) async throws -> Void) async throws {
        let clock = ManualClock(try #require(Instant("2035-01-08T07:59:00Z")))
        let slack = FakeSlack(
            token: Planted.botToken, signingSecret: Planted.signingSecret, channels: ["C0GROWTH", "C0OTHER"], clock: clock.read)
        try await LoopbackServer.run {
            await slack.answer($0)
        } _: { server in
            var files = try DaemonFiles(polled ? .polledSlack(server: server.url) : .slack(server: server.url))
            if polled { files.listen = "none" }
            files.ask = "Mon 09:00"
            files.close = "Tue 17:00"
            files.cycle = try #require(LocalDate("2035-01-01"))...(try #require(LocalDate("2035-03-31")))
            try files.write()
            try await InProcess.run(files, clock: clock) { daemon in
                try await body(SlackStage(slack: slack, daemon: daemon, clock: clock))
                let written = daemon.log.all.joined(separator: "\n")
                #expect(Planted.found(in: written) == [])
            }
        }
    }

    /// The first thing that the daemon posts, once it is time.
    func prompt() async throws -> FakeSlackMessage {
        try await daemon.eventually("the prompt") { await slack.messages.first { $0.botID != nil } }
    }

    /// The one message of the daemon in a thread, once its words satisfy.
    func acknowledgement(_ isRight: (String) -> Bool) async throws -> FakeSlackMessage {
        try await daemon.eventually("the acknowledgement") {
            await slack.messages.first { $0.botID != nil && $0.thread != nil && isRight($0.shownText) }
        }
    }

    /// Value, state and words of every version, oldest first.
    func expectHistory(
        _ keyResult: KeyResultID, _ expected: [(value: Double, state: Update.State, words: String)], _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let updates = try await daemon.history(keyResult)
        #expect(updates.map(\.value) == expected.map(\.value), sourceLocation: location)
        #expect(updates.map(\.state) == expected.map(\.state), sourceLocation: location)
        for (update, version) in zip(updates, expected) {
            #expect(update.evidence?.text?.contains(version.words) ?? false, sourceLocation: location)
            #expect((update.reason != nil) == (update.state != .live), sourceLocation: location)
        }
    }
}
