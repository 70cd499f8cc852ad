import CheckInFlow
import Foundation
import HistoryStore
import Model
import OutboundHTTP
import TestSupport
import Testing

private let space = "AAAGROWTH"
private let ana = "users/123456789"
private let endpoint = "https://checkins.example.org/hooks/chat"

/// A whole check-in on Google Chat, over sockets both ways.
@Suite(.timeLimit(.minutes(1))) struct GoogleChatRoundTripTests {
    @Test(
        "on Google Chat the prompt begins a thread, a mention there is read and answered there, and the close posts a digest",
        arguments: [("123456789012", "certs"), (endpoint, "jwks")])
    func wholeCheckIn(audience: String, keys: String) async throws {
        try await run(audience, keys) { chat, stage in
            let prompt = try await message(chat, stage) { $0.contains("Weekly sign-ups") }
            let reply = try await chat.say("signups 1,450, trial 12%, churn 4.1%", as: ana, in: prompt.thread)
            let answer = try await stage.daemon.client.send(.post, "/hooks/chat", headers: reply.headers, body: reply.body)
            #expect(answer.status == 200 && String(decoding: answer.body, as: UTF8.self) == "{}")
            let first = try await message(chat, stage) { text in ["1,450", "12", "4.1"].allSatisfy(text.contains) }
            #expect(first.thread == prompt.thread)
            try await stage.expectHistory("signups", [(1450, .live, "1,450")])
            try await stage.expectHistory("churn", [(4.1, .live, "4.1%")])

            let elsewhere = try await chat.say("signups 1,460", as: ana)
            #expect(try await stage.post(elsewhere) == 200)
            let second = try await message(chat, stage) { $0.contains("1,460") }
            #expect(await chat.messages.contains { $0.thread == second.thread })
            try await stage.expectHistory("signups", [(1450, .live, "1,450"), (1460, .live, "1,460")])

            #expect(await stage.daemon.perform(.close(team: "growth")).exit == 0)
            try await stage.daemon.eventually("the digest") { await chat.messages.filter { $0.user == nil }.count == 4 }
            try await stage.outboxIsEmpty()
            #expect(await chat.refusals == [])
            #expect(await chat.keyFetches == 1)
        }
    }

    @Test("an event by another key is turned away, one that comes again changes nothing, and after a change of keys replies are read again")
    func hostile() async throws {
        try await run("123456789012", "certs") { chat, stage in
            let prompt = try await message(chat, stage) { $0.contains("Weekly sign-ups") }
            let reply = try await chat.say("signups 1,450", as: ana, in: prompt.thread)
            let stranger = try FakeGoogleChat(space: space, key: "k", token: "t", audience: "123456789012", clock: stage.clock.read)
            var forged = reply
            forged.headers = try await stranger.say("signups 1,450", as: ana).headers
            #expect(try await stage.post(forged) == 401)
            for _ in 0..<3 { #expect(try await stage.post(reply) == 200) }
            _ = try await message(chat, stage) { $0.contains("1,450") }
            try await chat.changeKey()
            stage.clock.advance(by: .minutes(2))
            let later = try await chat.say("trial 12%", as: ana, in: prompt.thread)
            #expect(try await stage.post(later) == 200)
            _ = try await message(chat, stage) { $0.contains("12") && $0.contains("Trial") }
            try await stage.expectHistory("signups", [(1450, .live, "1,450")])
            #expect(try await stage.daemon.flow.store.journal(limit: 1000).filter { $0.step == .takeIn }.count == 2)
            #expect(await chat.refusals == [])
            #expect(await chat.keyFetches == 2)
        }
    }

    @Test(
        "what Google Chat delays, fails or loses the answer to leaves once",
        arguments: [
            [FakeGoogleChat.Fault.statusBeforePosting(503)], [.statusBeforePosting(429)], [.statusAfterPosting(500), .statusAfterPosting(502)],
        ])
    func faults(_ faults: [FakeGoogleChat.Fault]) async throws {
        try await run("123456789012", "certs", faults) { chat, stage in
            _ = try await message(chat, stage) { $0.contains("Weekly sign-ups") }
            try await stage.outboxIsEmpty()
            #expect(await chat.messages.count == 1)
            #expect(await chat.refusals == [])
        }
    }

    private func message(_ chat: FakeGoogleChat, _ stage: ChatStage, _ isRight: @escaping (String) -> Bool) async throws -> FakeGoogleChat.Message {
        try await stage.daemon.eventually("the message") { await chat.messages.last { $0.user == nil && isRight($0.shown) } }
    }

    private func run(
        _ audience: String, _ keys: String, _ faults: [FakeGoogleChat.Fault] = [],
        _ body: @escaping @Sendable (FakeGoogleChat, ChatStage) async throws -> Void
    ) async throws {
        let clock = ManualClock(try #require(Instant(ChatStage.start)))
        let chat = try FakeGoogleChat(space: space, key: "planted-key", token: "planted-token", audience: audience, clock: clock.read)
        for fault in faults { await chat.failNext(fault) }
        try await LoopbackServer.run {
            await chat.answer($0)
        } _: { server in
            let lines = [
                "platform: googlechat", "webhook_url: \"${credential:space}\"", "audience: \"\(audience)\"", "keys_url: \(server.url)/\(keys)",
            ]
            try await ChatStage.run(
                "chat", lines, secrets: ["space": server.url + chat.path], conversation: space, ana: ana, clock: clock
            ) { stage in try await body(chat, stage) }
        }
    }
}
