import CheckInFlow
import DaemonConfig
import Foundation
import Model
import TestSupport
import Testing

@testable import Daemon

/// What the doctor says of parts that are in order and of parts that are not.
@Suite(.timeLimit(.minutes(1))) struct DoctorTests {
    private func doctor(_ files: DaemonFiles, now: String = "2026-11-28T12:00:00Z") throws -> Doctor {
        Doctor(
            .init(
                configurationPath: files.path, environment: files.environment, isThorough: false, isOnline: false, now: try #require(Instant(now)),
                units: [:]))
    }

    @Test("with a running daemon all is well, and after its end the doctor says so")
    func wholeDaemon() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        let (daemon, client) = try await RealProcess.serve(files)
        #expect(try await RealProcess.perform(.ask(team: "growth", again: false), files).exit == 0)
        try await eventually("the prompt") { try await client.chat("growth").count == 1 }
        let well = try RealProcess.start(["doctor"], files)
        #expect(try await well.exit() == 0, "\(well.text)")
        let words = well.text.split { $0.isWhitespace }.joined(separator: " ")
        for line in ["configuration teams: 1", "daemon answers at", "integrity every page", "outbox empty", " open; next prompt "] {
            #expect(words.contains(line), "\(words)")
        }
        #expect(!well.text.contains("TROUBLE"))
        daemon.signal(SIGTERM)
        #expect(try await daemon.exit() == 0)
        let ill = try RealProcess.start(["doctor", "--json"], files)
        #expect(try await ill.exit() == 1)
        #expect(ill.text.contains("is not running") && ill.text.contains("systemctl start outcomed"))
    }

    @Test("the next prompt that is told is the one after the weeks that are paused or skipped")
    func paused() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        let today = LocalDate(daysSinceEpoch: Int(Date().timeIntervalSince1970) / 86400)
        let pausing = try RealProcess.start(["pause", "growth", "--until", "\(today.adding(days: 14))"], files)
        #expect(try await pausing.exit() == 0, "\(pausing.text)")
        let report = await (try doctor(files, now: "\(today)T00:00:00Z")).look()
        let finding = try #require(report.findings.first { $0.subject == "team growth" })
        let asked = today.adding(days: 17)
        #expect(finding.sentence == "not asked yet; next prompt \(asked.weekday.short) \(asked) 09:00 Europe/Oslo")
        #expect(finding.verdict == .well)
    }

    @Test("without a team the doctor says how to get one")
    func teamless() async throws {
        var files = try DaemonFiles(.local)
        files.teams = []
        try files.write()
        let first = try #require(await (try doctor(files)).look().findings.first)
        #expect(first.verdict == .note && first.remedy == "outcomed init makes a team")
    }

    @Test("every problem of a broken configuration is told, and the rest is still looked at")
    func brokenConfiguration() async throws {
        let files = try DaemonFiles(.local)
        try files.write()
        try files.folder.write("config/outcomed.yaml", "listn: 127.0.0.1:0\naccounts:\n  local: {platform: smoke}\n")
        let report = await (try doctor(files)).look()
        let first = try #require(report.findings.first)
        #expect(first.verdict == .trouble && first.sentence.contains("listn") && first.sentence.contains("smoke"))
        #expect(report.findings.contains { $0.subject == "zone data" })
    }

    @Test("a secret that is missing is named by its reference, and no secret is printed")
    func missingSecret() async throws {
        let files = try DaemonFiles(.slack(server: "http://127.0.0.1:9"))
        try files.write()
        try FileManager.default.removeItem(atPath: files.folder.path + "/secrets/bot-token")
        let report = await (try doctor(files)).look()
        let finding = try #require(report.findings.first { $0.subject == "credentials" })
        #expect(finding.verdict == .trouble && finding.sentence.contains("bot-token"))
        #expect(Planted.found(in: report.text) == [])
    }

    @Test("a chat's server that answers is well, whatever it answers, and one that does not is told; neither gets a word or a secret")
    func reach() async throws {
        let seen = Recorder<RecordedRequest>()
        try await LoopbackServer.run { request in
            seen.append(request)
            return .respond(status: 404)
        } _: { server in
            let files = try DaemonFiles(.bridge(server: server.url))
            try files.write()
            let process = try RealProcess.start(["doctor"], files)
            _ = try await process.exit()
            #expect(process.text.contains("channel growth  127.0.0.1 answers"), "\(process.text)")
            #expect(seen.all.map(\.path) == ["/"] && seen.all.allSatisfy { $0.body.isEmpty })
            #expect(seen.all.allSatisfy { request in Planted.found(in: "\(request)") == [] })
        }
        let files = try DaemonFiles(.bridge(server: "http://127.0.0.1:1"))
        try files.write()
        let process = try RealProcess.start(["doctor"], files)
        #expect(try await process.exit() == 1)
        #expect(process.text.contains("channel growth  no connection to 127.0.0.1"), "\(process.text)")
    }

    @Test("a token that the platform refuses is told with what to do, and one that it takes with our name there", arguments: [true, false])
    func token(isRight: Bool) async throws {
        let slack = FakeSlack(
            token: isRight ? Planted.botToken : "xoxb-another-token", signingSecret: Planted.signingSecret, channels: ["C0GROWTH"],
            clock: FlowClock.system.now)
        try await LoopbackServer.run {
            await slack.answer($0)
        } _: { server in
            let files = try DaemonFiles(.slack(server: server.url))
            try files.write()
            let process = try RealProcess.start(["doctor"], files)
            _ = try await process.exit()
            let words = process.text.split { $0.isWhitespace }.joined(separator: " ")
            #expect(
                words.contains(isRight ? "well channel growth 127.0.0.1 knows us as" : "TROUBLE channel growth 127.0.0.1 does not say who we are"),
                "\(words)")
            #expect(Planted.found(in: process.text) == [])
        }
    }

    @Test("credentials that others may read are told, each with the command that mends it")
    func permissions() throws {
        let files = try DaemonFiles(.local)
        try files.write()
        let folder = files.folder.path + "/secrets"
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            try FileManager.default.setAttributes([.posixPermissions: name == "bot-token" ? 0o644 : 0o600], ofItemAtPath: folder + "/" + name)
        }
        let findings = try doctor(files).permissions(of: folder)
        #expect(findings.map(\.remedy) == ["chmod 0700 \(folder)", "chmod 0600 '\(folder)/bot-token'; and change the secret"])
        #expect(try doctor(files).permissions(of: folder + "-none").first?.remedy == "install -d -m 0700 \(folder)-none")
    }

    @Test(
        "zone data of an earlier year is told",
        arguments: [("2026b", .well), ("2025b", .note), ("2027a", .well), ("unknown", .well), (nil, .note)] as [(String?, Finding.Verdict)])
    func zoneData(_ version: String?, _ verdict: Finding.Verdict) throws {
        #expect(try doctor(DaemonFiles(.local)).zoneData(version).verdict == verdict)
    }

    @Test("a unit's drift is told by directive; where the program lies, and the order of lines, are no drift")
    func drift() {
        let shipped = UnitFile(
            """
            [Unit]
            Wants=a
            [Service]
            # why
            ExecStart=/usr/local/bin/outcomed serve --config /etc/outcomed/outcomed.yaml
            ProtectHome=yes
            CapabilityBoundingSet=
            SystemCallFilter=@system-service
            SystemCallFilter=~@privileged
            """)
        let same = "[Service]\nCapabilityBoundingSet=\nSystemCallFilter=@system-service\nSystemCallFilter=~@privileged\n"
        let moved = "ExecStart=/usr/bin/outcomed serve --config /etc/outcomed/outcomed.yaml\nProtectHome=yes\n[Unit]\nWants=a\n"
        #expect(UnitFile(same + moved).drift(from: shipped) == [])
        let drifted = UnitFile("[Service]\nProtectHome=no\nUser=root\n" + same + "ExecStart=/usr/bin/outcomed serve\n")
        #expect(
            drifted.drift(from: shipped) == [
                "ExecStart= serve in place of  serve --config /etc/outcomed/outcomed.yaml", "ProtectHome=no in place of yes",
                "User=root is not in it",
                "Wants= is missing",
            ])
    }

    @Test("a drop-in's empty directive clears what stood before it")
    func dropIn() {
        var unit = UnitFile("[Socket]\nListenStream=127.0.0.1:8484\n")
        unit.read("[Socket]\nListenStream=\nListenStream=0.0.0.0:80\n")
        #expect(unit.value("Socket", "ListenStream") == ["0.0.0.0:80"])
    }

    @Test("what systemd says of the service is told with its way out")
    func service() throws {
        let doctor = try doctor(DaemonFiles(.local))
        let well = doctor.serviceFindings(["ActiveState": "active", "SubState": "running", "NRestarts": "0", "UnitFileState": "enabled"])
        #expect(well == [.well("service", "active (running)")])
        let ill = doctor.serviceFindings([
            "ActiveState": "failed", "Result": "exit-code", "NRestarts": "3", "NeedDaemonReload": "yes", "UnitFileState": "disabled",
        ])
        #expect(ill.map(\.verdict) == [.trouble, .note, .trouble, .note])
        #expect(ill.allSatisfy { $0.remedy != nil })
    }

    @Test("the page aligns its columns, puts the way out below, and sums up")
    func page() {
        let report = DoctorReport(findings: [
            .well("store", "12 MB"), .note("zone data", "old\nand known", "upgrade"), .trouble("daemon", "is not running", "start it"),
        ])
        #expect(
            report.text == """
                well     store      12 MB
                note     zone data  old
                                    and known
                                    → upgrade
                TROUBLE  daemon     is not running
                                    → start it

                1 trouble, 1 note.
                """)
        #expect(DoctorReport(findings: []).text == "\nAll is well.")
    }
}
