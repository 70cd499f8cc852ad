import CheckInFlow
import Daemon
import Foundation
import Glibc
import HistoryStore
import Model
import TestSupport
import Testing

/// Commands that act while no daemon runs.
@Suite(.serialized, .timeLimit(.minutes(1))) struct WithoutDaemonTests {
    @Test("without a daemon, ask makes folder and store, sends its prompt before it ends, and is known to the daemon that comes after it")
    func ask() async throws {
        let bridge = FakeBridge(secret: Planted.bridgeSecret, clock: FlowClock.system.now)
        try await LoopbackServer.run {
            await bridge.answer($0)
        } _: { server in
            let files = try DaemonFiles(.bridge(server: server.url))
            try files.write()
            try FileManager.default.removeItem(atPath: files.folder.path + "/state")
            let first = try RealProcess.start(["ask", "growth"], files)
            #expect(try await first.exit() == 0)
            #expect(await bridge.messages.map(\.kind) == ["prompt"])
            let second = try RealProcess.start(["ask", "growth"], files)
            #expect(try await second.exit() == 1)
            #expect(second.text.contains("asked already"))

            let (daemon, client) = try await RealProcess.serve(files)
            let prompt = try #require(await bridge.messages.first)
            let (_, reply) = await bridge.say("signups 1,450", as: "ana", in: "C0GROWTH", thread: prompt.id)
            #expect(try await client.post(reply, to: "bridge") == 200)
            try await eventually("the acknowledgement") { await bridge.messages.count == 2 }
            daemon.signal(SIGTERM)
            #expect(try await daemon.exit() == 0)
            #expect(await bridge.bodies.values.allSatisfy { $0.count == 1 })
            #expect(await bridge.refusals == [])
        }
    }

    @Test("on a fresh installation the channels are listed from the configuration alone, and no store is made")
    func channels() async throws {
        let files = try DaemonFiles(.bridge(server: "http://127.0.0.1:1"))
        try files.write()
        let list = try RealProcess.start(["channel", "list"], files)
        #expect(try await list.exit() == 0)
        #expect(list.text.contains("growth") && list.text.contains("webhook"))
        #expect(!FileManager.default.fileExists(atPath: files.store))
        let status = try RealProcess.start(["status"], files)
        #expect(try await status.exit() != 0)
    }

    @Test("after a SIGKILL, commands that only read tell what was stored, and leave it to the next start")
    func readAfterKill() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        let (daemon, client) = try await RealProcess.serve(files)
        #expect(try await RealProcess.perform(.ask(team: "growth", again: false), files).exit == 0)
        try await eventually("the prompt") { try await client.chat("growth").count == 1 }
        #expect(try await client.write("growth", sender: "ana", text: "signups 1,450").status == 201)
        try await eventually("the acknowledgement") { try await client.chat("growth").count == 3 }
        try await daemon.killNow()
        let history = try RealProcess.start(["history", "growth/signups", "--json"], files)
        #expect(try await history.exit() == 0)
        #expect(history.text.contains(#""value" : 1450"#))
        #expect(!StoreLock.isHeld(beside: files.store))
    }
}
