import CheckInFlow
import Foundation
import Glibc
import HistoryStore
import Model
import TestSupport
import Testing

/// Backup, restore, export and import as an operator runs them.
@Suite(.serialized, .timeLimit(.minutes(2))) struct KeepingTests {
    private func run(_ arguments: [String], _ files: DaemonFiles) async throws -> (exit: Int32, text: String) {
        let process = try RealProcess.start(arguments, files)
        return (try await process.exit(), process.text)
    }

    /// A daemon on the built-in chat that has asked and has one answer.
    private func answered() async throws -> (RealProcess, Client, DaemonFiles) {
        let files = try DaemonFiles(.local)
        try files.write()
        let (daemon, client) = try await RealProcess.serve(files)
        #expect(try await RealProcess.perform(.ask(team: "growth", again: false), files).exit == 0)
        try await eventually("the prompt") { try await client.chat("growth").count == 1 }
        #expect(try await client.write("growth", sender: "ana", text: "signups 1,450").status == 201)
        try await eventually("the acknowledgement") { try await client.chat("growth").count == 3 }
        return (daemon, client, files)
    }

    private func stop(_ daemon: RealProcess) async throws {
        daemon.signal(SIGTERM)
        #expect(try await daemon.exit() == 0)
    }

    @Test("a backup is taken beside the daemon, put back once it has stopped, and nothing of it is asked again")
    func backupAndRestore() async throws {
        let (daemon, client, files) = try await answered()
        let backup = files.folder.path + "/backup.db"
        #expect(try await run(["backup", backup], files).exit == 0)
        let again = try await run(["backup", backup], files)
        #expect(again.exit == 1)
        #expect(again.text.contains("already"))
        let early = try await run(["restore", backup], files)
        #expect(early.exit == 69)
        #expect(early.text.contains("systemctl stop"))
        #expect(try await client.write("growth", sender: "ana", text: "signups 1,500").status == 201)
        try await stop(daemon)

        let restored = try await run(["restore", backup, "--json"], files)
        #expect(restored.exit == 0, "\(restored.text)")
        #expect(restored.text.contains("before-restore"))
        // As a restore that is killed would leave it.
        try files.folder.write("state/outcomed.db.restoring", "half")
        let (second, after) = try await RealProcess.serve(files)
        let history = try await RealProcess.perform(.history(team: "growth", keyResult: "signups", asOf: nil, csv: false), files)
        #expect(history.output.contains("1450") && !history.output.contains("1500"))
        #expect(try await after.chat("growth").count == 3)
        #expect(!FileManager.default.fileExists(atPath: files.store + ".restoring"))
        try await stop(second)
    }

    @Test("an export goes into a store elsewhere, and comes out of it the same to the byte")
    func exportAndImport() async throws {
        let (daemon, _, files) = try await answered()
        let export = files.folder.path + "/export.jsonl"
        #expect(try await run(["export", "--output", export], files).exit == 0)
        #expect(try await run(["import", export], files).exit == 69)
        let csv = try await run(["export", "--csv"], files)
        #expect(csv.text.hasPrefix("said_at,team,"))
        #expect(csv.text.contains(",growth,") && csv.text.contains(",signups,1450,"))
        try await stop(daemon)

        let other = try DaemonFiles(.local)
        try other.write()
        let rehearsed = try await run(["import", export, "--dry-run"], other)
        #expect(rehearsed.text.contains("would be taken in"), "\(rehearsed.text)")
        #expect(try await run(["import", export], other).exit == 0)
        let second = other.folder.path + "/export.jsonl"
        #expect(try await run(["export", "--output", second], other).exit == 0)
        #expect(try Data(contentsOf: URL(filePath: export)) == Data(contentsOf: URL(filePath: second)))
        #expect(try await run(["import", export], other).text.hasPrefix("nothing new taken in"))
    }

    @Test("a table of another tracker is checked, mapped and taken in; its mistakes are told with their lines")
    func csv() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        try files.folder.write("okrs.csv", "Week,New users\n2026-W40,\"1,100\"\n2026-W41,1150\n")
        let table = files.folder.path + "/okrs.csv"
        let unmapped = try await run(["import", table, "--team", "growth"], files)
        #expect(unmapped.exit == 1)
        #expect(unmapped.text.contains("no column holds values"))
        let taken = try await run(["import", table, "--team", "growth", "--map", "signups=New users"], files)
        #expect(taken.exit == 0, "\(taken.text)")
        let history = try await run(["history", "growth/signups"], files)
        #expect(history.text.contains("“1,100”") && history.text.contains("1150"))
        #expect(try await run(["import", table, "--team", "groth", "--map", "signups=New users"], files).exit == 1)
        #expect(try await run(["import", table, "--map", "signups=New users"], files).exit == 64)
    }

    @Test("a pause is known to the daemon, to next, and to the commands without a daemon")
    func pause() async throws {
        let (daemon, _, files) = try await answered()
        let until = LocalDate(daysSinceEpoch: Int(Date().timeIntervalSince1970) / 86400 + 21)
        let paused = try await run(["pause", "growth", "--until", "\(until)"], files)
        #expect(paused.exit == 0, "\(paused.text)")
        #expect(try await run(["next"], files).text.contains("paused"))
        try await stop(daemon)
        #expect(try await run(["next"], files).text.contains("paused"))
        #expect(try await run(["status"], files).text.contains("paused until     \(until)"))
        #expect(try await run(["pause", "growth", "--end"], files).exit == 0)
        #expect(try await !run(["next"], files).text.contains("paused"))
        #expect(try await run(["pause", "growth"], files).exit == 64)
    }

    @Test("init without a terminal makes a configuration that the daemon starts on, and names the flags that are missing")
    func initialise() async throws {
        let files = try DaemonFiles(.local)
        try FileManager.default.createDirectory(atPath: files.folder.path + "/state", withIntermediateDirectories: true)
        let missing = try await run(["init", "--team", "Growth"], files)
        #expect(missing.exit == 64)
        #expect(missing.text.contains("--person, --objective, --key-result, --target"))
        let flags = ["--zone", "Europe/Oslo", "--person", "Ana", "--objective", "It is true", "--key-result", "Sign-ups", "--target", "9"]
        let made = try await run(["init", "--team", "Growth"] + flags, files)
        #expect(made.exit == 0, "\(made.text)")
        #expect(try await run(["check"], files).exit == 0)
        let second = try await run(["init", "--team", "Sales"] + flags, files)
        #expect(second.exit == 0, "\(second.text)")
        #expect(try await run(["init", "--team", "Sales"] + flags, files).exit == 1)
        #expect(try await run(["check"], files).text.contains("2 teams"))
    }

    @Test("init tells what stands in the way of the channel's test message")
    func initialiseTest() async throws {
        let files = try DaemonFiles(.local)
        try files.folder.write("url", "http://127.0.0.1:9/hook\n")
        try files.folder.write("key", Planted.bridgeSecret)
        let flags = ["--zone", "Europe/Oslo", "--person", "Ana", "--objective", "It is true", "--key-result", "Sign-ups", "--target", "9"]
        let folder = files.folder.path
        let chat = ["--platform", "webhook", "--conversation", "growth", "--secret", "url=\(folder)/url", "--secret", "secret=\(folder)/key"]
        let made = try await run(["init", "--team", "Growth"] + flags + chat, files)
        #expect(made.exit == 1)
        #expect(made.text.contains("channel test growth"), "\(made.text)")
        #expect(!made.text.contains(Planted.bridgeSecret) && !made.text.contains("/hook"))
    }
}
