import CheckInFlow
import Daemon
import DaemonConfig
import Foundation
import Glibc
import HistoryStore
import Logging
import Model
import SystemdNotify
import Testing
import Web

/// Starts that must fail, each with its own exit code and a sentence.
@Suite(.serialized, .timeLimit(.minutes(1))) struct StartFailureTests {
    @Test("a second daemon on the same store ends with 69 and harms nobody")
    func secondDaemon() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        let (first, client) = try await RealProcess.serve(files)
        let second = try RealProcess.start(["serve"], files)
        #expect(try await second.exit() == 69)
        #expect(second.text.contains("in use by another daemon"))
        #expect(await client.status("/readyz") == 200)
        #expect(try await RealProcess.perform(.status(team: nil), files).exit == 0)
        first.signal(SIGTERM)
        #expect(try await first.exit() == 0)
    }

    @Test("inside one process too, the store is taken once")
    func secondInProcess() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        try await InProcess.run(files) { _ in
            let ready = try SettingsBuilder(environment: files.environment).read(files.path)
            let options = OutcomedDaemon.Options(manager: ServiceManager(environment: [:]), signals: [])
            let error = await #expect(throws: DaemonFailure.self) {
                _ = try await OutcomedDaemon(ready, options: options, log: Logger(label: "test"))
            }
            #expect(error?.exitCode == 69)
        }
    }

    @Test("a lock that a command holds for a moment is waited for")
    func lockForAMoment() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        var lock: StoreLock? = try StoreLock.take(beside: files.store)
        #expect(StoreLock.isHeld(beside: files.store))
        let daemon = try RealProcess.start(["serve"], files)
        await #expect(throws: Overdue.self) { try await daemon.exit(within: .milliseconds(300)) }
        withExtendedLifetime(lock) {}
        lock = nil
        let client = Client(port: try await daemon.port())
        #expect(await client.status("/readyz") == 200)
        daemon.signal(SIGTERM)
        #expect(try await daemon.exit() == 0)
    }

    @Test("a broken configuration ends with 78 and names every problem, with its place", arguments: ["serve", "status"])
    func brokenConfiguration(_ command: String) async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        try files.folder.write("config/outcomed.yaml", "listn: 127.0.0.1:0\naccounts:\n  local: {platform: smoke}\n")
        let process = try RealProcess.start([command], files)
        #expect(try await process.exit() == 78)
        #expect(process.text.contains("config/outcomed.yaml:1:1: listn: "))
        #expect(process.text.contains("config/outcomed.yaml:3:"))
        #expect(files.folder.files.filter { $0.hasPrefix("state/") } == [])
    }

    @Test("a secret that is missing ends with 78 and names the reference")
    func missingSecret() async throws {
        let files = try DaemonFiles(.slack(server: "http://127.0.0.1:9"))
        try files.write()
        try FileManager.default.removeItem(atPath: files.folder.path + "/secrets/bot-token")
        let process = try RealProcess.start(["serve"], files)
        #expect(try await process.exit() == 78)
        #expect(process.text.contains("bot-token"))
        #expect(Planted.found(in: process.text) == [])
    }

    @Test("what starting again cannot mend has an exit code of its own, and what may pass ends with 1")
    func exitCodes() {
        let table: [(DaemonFailure, Int32)] = [
            (.noConfiguration(looked: ["a"]), 78), (.brokenConfiguration([]), 78), (.texts("a"), 78), (.store(.inUse(path: "a")), 69),
            (.store(.damaged(path: "a", detail: "b")), 74), (.store(.newerSchema(found: 2, known: 1)), 74), (.store(.full), 74), (.store(.busy), 1),
            (.web(.addressInUse("a")), 1),
        ]
        for (failure, code) in table { #expect(failure.exitCode == code, "\(failure)") }
    }

    @Test("a port that is taken ends with 1 and names the address")
    func portInUse() async throws {
        let taken = try DaemonFiles(.local)
        try taken.write()
        let (holder, client) = try await RealProcess.serve(taken)
        var files = try DaemonFiles(.local)
        files.listen = "127.0.0.1:\(client.port)"
        try files.write()
        let second = try RealProcess.start(["serve"], files)
        #expect(try await second.exit() == 1)
        #expect(second.text.contains("127.0.0.1:\(client.port) is in use by another program"))
        try await holder.killNow()
    }

    @Test(
        "a command that only reads makes no store, and ends with 74",
        arguments: [["status"], ["history", "growth/signups"], ["outbox"], ["trace", "x"]])
    func noStore(_ command: [String]) async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        let process = try RealProcess.start(command, files)
        #expect(try await process.exit() == 74)
        #expect(process.text.contains("there is no store at \(files.store)"))
        #expect(files.folder.files.filter { $0.hasPrefix("state/") } == [])
    }

    @Test("a store that is none ends with 74", arguments: ["serve", "status"])
    func foreignStore(_ command: String) async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        let junk = String(repeating: "no database at all ", count: 100)
        try files.folder.write("state/outcomed.db", junk)
        let process = try RealProcess.start([command], files)
        #expect(try await process.exit() == 74)
        #expect(try files.folder.read("state/outcomed.db") == junk)
    }

    @Test("reload without a daemon says that there is none")
    func reloadWithoutDaemon() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        let process = try RealProcess.start(["reload"], files)
        #expect(try await process.exit() == 1)
        #expect(process.text.contains("no daemon is running"))
    }
}
