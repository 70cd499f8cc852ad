import CheckInFlow
import Foundation
import HistoryStore
import Model
import TestSupport
import Testing

/// A whole check-in over plain signed JSON, both ways.
@Suite(.timeLimit(.minutes(2))) struct WebhookRoundTripTests {
    @Test("over a webhook the prompt goes out, a reply is acknowledged with every value, and an edit and a deletion change what is recorded")
    func wholeCheckIn() async throws {
        try await BridgeStage.run { bridge, daemon in
            let prompt = try await ask(bridge, daemon)
            let (id, reply) = await bridge.say("signups 1,450, trial 12%, churn 4.1%", as: "ana", in: "C0GROWTH", thread: prompt.id)
            #expect(try await daemon.client.post(reply, to: "bridge") == 200)
            let first = try await acknowledgement(bridge, daemon) { ["1,450", "12", "4.1"].allSatisfy($0.contains) }
            #expect(first.thread == prompt.id && first.edits == 0)

            #expect(try await daemon.client.post(await bridge.edit(id, to: "signups 1,460, trial 12%"), to: "bridge") == 200)
            _ = try await acknowledgement(bridge, daemon) { $0.contains("1,460") }
            let signups = try await daemon.history("signups")
            #expect(signups.map(\.value) == [1450, 1460] && signups.map(\.state) == [.superseded, .live])
            #expect(signups.first?.evidence?.text?.contains("1,450") ?? false)
            #expect(try await daemon.history("churn").map(\.state) == [.withdrawn])

            #expect(try await daemon.client.post(await bridge.delete(id), to: "bridge") == 200)
            let last = try await acknowledgement(bridge, daemon) { $0.contains("withdrawn") }
            #expect(last.id == first.id && last.edits == 2)
            #expect(await bridge.messages.count == 2)
            #expect(await bridge.refusals == [])
        }
    }

    @Test("a webhook with one byte changed is turned away, and one that comes again changes nothing")
    func hostileEvents() async throws {
        try await BridgeStage.run { bridge, daemon in
            let prompt = try await ask(bridge, daemon)
            let (_, reply) = await bridge.say("signups 1,450", as: "ana", in: "C0GROWTH", thread: prompt.id)
            for index in [0, reply.body.count / 2, reply.body.count - 1] {
                var changed = reply
                changed.body[index] ^= 1
                #expect(try await daemon.client.post(changed, to: "bridge") == 401)
            }
            for name in ["webhook-id", "webhook-timestamp"] {
                var changed = reply
                changed.headers[name]?.append("1")
                #expect(try await daemon.client.post(changed, to: "bridge") == 401)
            }
            for _ in 0..<3 { #expect(try await daemon.client.post(reply, to: "bridge") == 200) }
            _ = try await acknowledgement(bridge, daemon) { $0.contains("1,450") }
            #expect(try await daemon.client.post(reply, to: "bridge") == 200)
            let (_, later) = await bridge.say("trial 12%", as: "ana", in: "C0GROWTH", thread: prompt.id)
            #expect(try await daemon.client.post(later, to: "bridge") == 200)
            _ = try await acknowledgement(bridge, daemon) { $0.contains("12") }
            #expect(try await daemon.history("signups").count == 1)
            #expect(try await daemon.flow.store.journal(limit: 1000).filter { $0.step == .takeIn }.count == 2)
        }
    }

    @Test("the same reply, a hundred times at once, is taken in once, and all its senders get 200")
    func flood() async throws {
        try await BridgeStage.run { bridge, daemon in
            let prompt = try await ask(bridge, daemon)
            let (_, reply) = await bridge.say("signups 1,450", as: "ana", in: "C0GROWTH", thread: prompt.id)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<100 { group.addTask { try await daemon.client.post(reply, to: "bridge") } }
                return try await group.reduce(into: [:]) { counts, status in counts[status, default: 0] += 1 }
            }
            #expect(statuses == [200: 100])
            _ = try await acknowledgement(bridge, daemon) { $0.contains("1,450") }
            #expect(try await daemon.history("signups").count == 1)
            #expect(try await daemon.flow.store.journal(limit: 1000).filter { $0.step == .takeIn }.count == 1)
        }
    }

    @Test(
        "what the receiver fails or loses the answer to comes again under the same webhook-id with the same body",
        arguments: [FakeBridge.Fault.statusBeforeStoring(503), .statusAfterStoring(500), .statusAfterStoring(429)])
    func faults(_ fault: FakeBridge.Fault) async throws {
        try await BridgeStage.run { bridge, daemon in
            await bridge.failNext(fault, fault)
            let prompt = try await ask(bridge, daemon)
            await bridge.failNext(fault)
            let (_, reply) = await bridge.say("signups 1,450", as: "ana", in: "C0GROWTH", thread: prompt.id)
            #expect(try await daemon.client.post(reply, to: "bridge") == 200)
            _ = try await acknowledgement(bridge, daemon) { $0.contains("1,450") }
            try await daemon.eventually("the outbox to be empty") { try await daemon.isAllSent }
            #expect(await bridge.messages.count == 2)
            #expect(await bridge.refusals == [])
        }
    }

    private func ask(_ bridge: FakeBridge, _ daemon: InProcess) async throws -> FakeBridge.Message {
        #expect(await daemon.perform(.ask(team: "growth", again: false)).exit == 0)
        let prompt = try await daemon.eventually("the prompt") { await bridge.messages.first }
        #expect(prompt.kind == "prompt" && prompt.thread == nil && prompt.text.contains("Weekly sign-ups"))
        try await daemon.eventually("the prompt to count as delivered") { try await daemon.isAllSent }
        return prompt
    }

    private func acknowledgement(_ bridge: FakeBridge, _ daemon: InProcess, _ isRight: (String) -> Bool) async throws -> FakeBridge.Message {
        try await daemon.eventually("the acknowledgement") { await bridge.messages.first { $0.kind == "acknowledgement" && isRight($0.text) } }
    }
}

private enum BridgeStage {
    static func run(_ body: @escaping @Sendable (FakeBridge, InProcess) async throws -> Void) async throws {
        let clock = ManualClock(try #require(Instant("2035-01-08T08:10:00Z")))
        let bridge = FakeBridge(secret: Planted.bridgeSecret, clock: clock.read)
        try await LoopbackServer.run {
            await bridge.answer($0)
        } _: { server in
            var files = try DaemonFiles(.bridge(server: server.url))
            files.cycle = try #require(LocalDate("2035-01-01"))...(try #require(LocalDate("2035-03-31")))
            try files.write()
            try await InProcess.run(files, clock: clock) { daemon in
                try await body(bridge, daemon)
                let written = daemon.log.all.joined(separator: "\n")
                #expect(Planted.found(in: written) == [])
            }
        }
    }
}
