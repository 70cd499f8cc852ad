import CheckInFlow
import Foundation
import HistoryStore
import Model
import OutboundHTTP
import TestSupport
import Testing

private let channel = "19:abc@thread.tacv2"
private let ana = "11111111-2222-3333-4444-555555555555"

/// A whole check-in on Microsoft Teams, over sockets both ways.
@Suite(.timeLimit(.minutes(1))) struct TeamsRoundTripTests {
    @Test("on Teams the prompt goes out as a card, a mention is read and answered by a card, and the close posts a digest")
    func wholeCheckIn() async throws {
        try await run { teams, stage in
            let prompt = try await card(teams, stage) { $0.contains("Weekly sign-ups") }
            let reply = await teams.say("signups 1,450, trial 12%, churn 4.1% &amp; falling", as: ana, under: prompt.id)
            let answer = try await stage.daemon.client.send(.post, "/hooks/teams", headers: reply.headers, body: reply.body)
            #expect(answer.status == 200 && String(decoding: answer.body, as: UTF8.self) == #"{"text":"📝","type":"message"}"#)
            _ = try await card(teams, stage) { text in ["1,450", "12", "4.1"].allSatisfy(text.contains) }
            try await stage.expectHistory("signups", [(1450, .live, "1,450")])
            try await stage.expectHistory("churn", [(4.1, .live, "4.1%")])

            let second = await teams.say("signups 1,460", as: ana)
            #expect(try await stage.post(second) == 200)
            _ = try await card(teams, stage) { $0.contains("1,460") }
            try await stage.expectHistory("signups", [(1450, .live, "1,450"), (1460, .live, "1,460")])

            #expect(await stage.daemon.perform(.close(team: "growth")).exit == 0)
            try await stage.daemon.eventually("the digest") { await teams.cards.count == 4 }
            try await stage.outboxIsEmpty()
            #expect(await teams.refusals == [])
        }
    }

    @Test("a request with one byte changed is turned away, one that comes again changes nothing, and another channel's is not kept")
    func hostile() async throws {
        try await run { teams, stage in
            _ = try await card(teams, stage) { $0.contains("Weekly sign-ups") }
            let reply = await teams.say("signups 1,450", as: ana)
            for index in [0, reply.body.count / 2, reply.body.count - 1] {
                var changed = reply
                changed.body[index] ^= 1
                #expect(try await stage.post(changed) == 401)
            }
            for _ in 0..<3 { #expect(try await stage.post(reply) == 200) }
            let elsewhere = FakeTeamsActivities(token: Planted.bridgeKey, channel: "19:other@thread.tacv2")
            let other = elsewhere.message(id: "2051000000000", root: nil, user: ana, text: "signups 7", html: nil, at: stage.clock.now)
            #expect(try await stage.post(other) == 200)
            _ = try await card(teams, stage) { $0.contains("1,450") }
            try await stage.outboxIsEmpty()
            try await stage.expectHistory("signups", [(1450, .live, "1,450")])
            #expect(try await stage.daemon.flow.store.journal(limit: 1000).filter { $0.step == .takeIn }.count == 1)
            #expect(await teams.cards.count == 2)
            #expect(await teams.refusals == [])
        }
    }

    @Test("a reminder calls by name those who have not answered, and whose id is known")
    func reminder() async throws {
        try await run { teams, stage in
            _ = try await card(teams, stage) { $0.contains("Weekly sign-ups") }
            // Nobody is missing before the prompt is known to have arrived.
            let checkIn = try #require(try await stage.daemon.flow.store.newestCheckIn(team: "growth"))
            try await stage.daemon.eventually("the prompt to be delivered") {
                try await stage.daemon.flow.store.deliveryOfPrompt(checkIn: checkIn.id) == .delivered
            }
            // Four hours before the close, as it is where nothing is set.
            stage.clock.set(try #require(Instant("2035-01-09T12:00:00Z")))
            let reminder = try await card(teams, stage) { $0.contains("<at>Ana</at>") }
            #expect(reminder.mentioned == [ana] && reminder.text.contains("Weekly sign-ups") && reminder.text.contains("Ben"))
            try await stage.outboxIsEmpty()
            #expect(await teams.cards.count == 2)
            #expect(await teams.refusals == [])
        }
    }

    @Test("what was struck out is not read")
    func struck() async throws {
        try await run { teams, stage in
            _ = try await card(teams, stage) { $0.contains("Weekly sign-ups") }
            let reply = await teams.say("churn 9% 4.1%", as: ana, html: "churn <s>9%</s> 4.1%")
            #expect(try await stage.post(reply) == 200)
            _ = try await card(teams, stage) { $0.contains("4.1") }
            try await stage.expectHistory("churn", [(4.1, .live, "4.1%")])
        }
    }

    @Test(
        "a prompt that the workflow refuses for now comes again, once",
        arguments: [[FakeTeams.Fault.statusBeforePosting(503)], [.statusBeforePosting(429)]])
    func faults(_ faults: [FakeTeams.Fault]) async throws {
        try await run(faults) { teams, stage in
            _ = try await card(teams, stage) { $0.contains("Weekly sign-ups") }
            try await stage.outboxIsEmpty()
            #expect(await teams.cards.count == 1)
            #expect(await teams.refusals == [])
        }
    }

    @Test("a prompt whose answer is lost comes again, since nobody can look whether it stands there")
    func lostAnswer() async throws {
        try await run([.statusAfterPosting(500)]) { teams, stage in
            try await stage.daemon.eventually("the second card") { await teams.cards.count == 2 }
            try await stage.outboxIsEmpty()
            #expect(await teams.cards.allSatisfy { $0.text.contains("Weekly sign-ups") })
            #expect(await teams.refusals == [])
        }
    }

    private func card(_ teams: FakeTeams, _ stage: ChatStage, _ isRight: @escaping (String) -> Bool) async throws -> FakeTeams.Card {
        try await stage.daemon.eventually("the card") { await teams.cards.last { isRight($0.text) } }
    }

    private func run(_ faults: [FakeTeams.Fault] = [], _ body: @escaping @Sendable (FakeTeams, ChatStage) async throws -> Void) async throws {
        let clock = ManualClock(try #require(Instant(ChatStage.start)))
        let teams = FakeTeams(secret: "planted-flow-signature", token: Planted.bridgeKey, channel: channel, clock: clock.read)
        for fault in faults { await teams.failNext(fault) }
        try await LoopbackServer.run {
            await teams.answer($0)
        } _: { server in
            let lines = ["platform: teams", "webhook_url: \"${credential:flow}\"", "security_token: \"${credential:token}\""]
            try await ChatStage.run(
                "teams", lines, secrets: ["flow": server.url + teams.path, "token": Planted.bridgeKey], conversation: channel, ana: ana, clock: clock
            ) { stage in try await body(teams, stage) }
        }
    }
}
