import CheckInFlow
import Daemon
import Foundation
import Glibc
import HistoryStore
import Model
import TestSupport
import Testing

/// The real executable under a service manager of the test's.
@Suite(.serialized, .timeLimit(.minutes(1))) struct NotifyTests {
    @Test("READY comes once, when the port answers; SIGTERM is told as STOPPING and ends with 0", arguments: [SIGTERM, SIGINT])
    func readyAndStopping(_ signal: Int32) async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        let manager = try NotifyReceiver(files.folder)
        let daemon = try RealProcess.start(["serve"], files, environment: ["NOTIFY_SOCKET": manager.path])
        let ready = try await manager.next("READY=1")
        let port = try #require(ready.last?.split(separator: ":").last.flatMap { Int($0) })
        #expect(
            ready.last?.hasPrefix("STATUS=1 team; next prompt: growth ") ?? false && ready.last?.contains("; outbox: empty; ") ?? false, "\(ready)")
        let client = Client(port: port)
        #expect(await client.status("/readyz") == 200)
        while let more = manager.take() { #expect(more.first?.hasPrefix("STATUS=") ?? false, "\(more)") }
        daemon.signal(signal)
        _ = try await manager.next("STOPPING=1")
        #expect(try await daemon.exit() == 0)
        #expect(await client.status("/readyz") == nil)
        #expect(!FileManager.default.fileExists(atPath: files.controlSocket))
        #expect((try? Data(contentsOf: URL(filePath: files.store + "-wal")).count) ?? 0 == 0)
    }

    @Test("the watchdog is fed again and again, and not fed where the manager does not ask")
    func watchdog() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        let manager = try NotifyReceiver(files.folder)
        let daemon = try RealProcess.start(["serve"], files, environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "400000"])
        for _ in 0..<5 { _ = try await manager.next("WATCHDOG=1") }
        daemon.signal(SIGTERM)
        #expect(try await daemon.exit() == 0)

        let unwatched = try RealProcess.start(
            ["serve"], files, environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"])
        while manager.take() != nil {}
        _ = try await manager.next("READY=1")
        unwatched.signal(SIGTERM)
        // Neither in between nor after: the next that is no status line is the stop.
        var lines = try await manager.next("")
        while lines.first?.hasPrefix("STATUS=") ?? false { lines = try await manager.next("") }
        #expect(lines.first == "STOPPING=1")
        #expect(try await unwatched.exit() == 0)
    }

    @Test("SIGHUP reads the configuration anew: RELOADING with its time, then READY; a broken file keeps the old one and says so")
    func reload() async throws {
        var files = try DaemonFiles(.local)
        try files.write()
        let manager = try NotifyReceiver(files.folder)
        let daemon = try RealProcess.start(["serve"], files, environment: ["NOTIFY_SOCKET": manager.path])
        _ = try await manager.next("READY=1")

        files.teams.append(("sales", "growth"))
        try files.write()
        daemon.signal(SIGHUP)
        let reloading = try await manager.next("RELOADING=1")
        #expect(reloading.dropFirst().first?.hasPrefix("MONOTONIC_USEC=") ?? false)
        let ready = try await manager.next("READY=1").last ?? ""
        #expect(ready.hasPrefix("STATUS=2 teams; next prompt: ") && !ready.contains("next prompt: none"), "\(ready)")
        #expect(try await RealProcess.perform(.status(team: "sales"), files).exit == 0)

        try files.folder.write("config/teams/growth.yaml", "team: growth\nname: [\n")
        daemon.signal(SIGHUP)
        _ = try await manager.next("RELOADING=1")
        let old = try await manager.next("READY=1").last ?? ""
        #expect(old.hasPrefix("STATUS=the old configuration is in force, the new one is broken: `outcomed check`; 2 teams"), "\(old)")
        #expect(daemon.text.contains("configuration not read, the old one stays"))
        #expect(daemon.text.contains("config/teams/growth.yaml"))
        #expect(try await RealProcess.perform(.status(team: "growth"), files).exit == 0)
        daemon.signal(SIGTERM)
        #expect(try await daemon.exit() == 0)
    }

    @Test("a stop lets the send that is under way end, and stores its outcome")
    func stopWhileSending() async throws {
        let bridge = FakeBridge(secret: Planted.bridgeSecret, clock: FlowClock.system.now)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        try await LoopbackServer.run { request in
            for await _ in released {}
            return await bridge.answer(request)
        } _: { server in
            let files = try DaemonFiles(.bridge(server: server.url))
            try files.write()
            let (daemon, client) = try await RealProcess.serve(files)
            #expect(try await RealProcess.perform(.ask(team: "growth", again: false), files).exit == 0)
            #expect(await server.waitFor { $0.count == 1 })
            daemon.signal(SIGTERM)
            try await eventually("the port to close") { await client.status("/healthz") == nil }
            release.finish()
            #expect(try await daemon.exit() == 0)
            let store = try HistoryStore.openReadOnly(files.store)
            #expect(try await store.outbox(deadOnly: false).map(\.state) == [.delivered])
            await store.close()
        }
        #expect(await bridge.refusals == [])
    }

    @Test("a second SIGTERM changes nothing of that")
    func twice() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        let (daemon, _) = try await RealProcess.serve(files)
        daemon.signal(SIGTERM)
        daemon.signal(SIGTERM)
        #expect(try await daemon.exit() == 0)
    }
}
