import DaemonConfig
import Foundation

extension Doctor {
    /// In the order in which systemd prefers them (systemd.unit(5)).
    private static let unitFolders = [
        "/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system",
    ]

    /// Whether the installed units are those that came with this version, and what systemd says of the service.
    func units(configuration: Configuration?) -> [Finding] {
        // Whoever tries it out in a folder of their own has no service.
        guard options.configurationPath.hasPrefix("/etc/outcomed/") else { return [] }
        var findings: [Finding] = []
        for (name, shipped) in options.units.sorted(by: { $0.key < $1.key }) { findings += unit(name, shipped) }
        if let configuration { findings += socketAddress(configuration) }
        return findings + service()
    }

    private func unit(_ name: String, _ shipped: String) -> [Finding] {
        guard let path = installed(name), let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            return [.note("unit", "\(name) is not installed", "make install, or the package")]
        }
        guard !text.isEmpty else { return [.note("unit", "\(name) is masked", "systemctl unmask \(name), unless that is meant")] }
        let drift = UnitFile(text).drift(from: UnitFile(shipped))
        var findings = [Finding.well("unit", "\(path) is that of this version")]
        if !drift.isEmpty {
            findings = [
                .note(
                    "unit", "\(path) differs from that of this version:\n" + drift.joined(separator: "\n"),
                    "changes of your own belong into `systemctl edit \(name)`; install the file anew and `systemctl daemon-reload`")
            ]
        }
        let own = dropIns(of: name)
        if !own.isEmpty { findings.append(.note("unit", "changed on this machine by " + own.joined(separator: ", "))) }
        return findings
    }

    private func installed(_ name: String) -> String? {
        Self.unitFolders.map { "\($0)/\(name)" }.first { FileManager.default.fileExists(atPath: $0) }
    }

    /// One that came with us is no change of the operator's.
    private func dropIns(of name: String) -> [String] {
        Self.unitFolders.flatMap { folder -> [String] in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name).d")) ?? []
            return names.filter { $0.hasSuffix(".conf") && !$0.hasSuffix("notify-reload.conf") }.sorted().map { "\(folder)/\(name).d/\($0)" }
        }
    }

    /// The socket unit listens where the configuration says, or else whoever reads the configuration is misled.
    private func socketAddress(_ configuration: Configuration) -> [Finding] {
        let name = "outcomed.socket"
        guard let path = installed(name), let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        var unit = UnitFile(text)
        for path in dropIns(of: name) { if let text = try? String(contentsOfFile: path, encoding: .utf8) { unit.read(text) } }
        let addresses = unit.value("Socket", "ListenStream")
        // A masked unit is an empty one.
        guard !text.isEmpty else { return [] }
        guard let listen = configuration.listen else {
            return [.note("port", "\(name) holds a port, and `listen: none` serves none", "systemctl mask --now \(name)")]
        }
        guard !addresses.isEmpty, !addresses.contains("\(listen)") else { return [] }
        return [
            .trouble(
                "port", "\(name) listens on \(addresses.joined(separator: ", ")), and `listen` says \(listen)",
                "systemctl edit \(name): an empty ListenStream=, then ListenStream=\(listen)")
        ]
    }

    private func service() -> [Finding] {
        guard FileManager.default.fileExists(atPath: "/run/systemd/system") else { return [] }
        let names = ["ActiveState", "SubState", "Result", "NRestarts", "NeedDaemonReload", "UnitFileState"]
        guard let text = output(of: ["systemctl", "show", "outcomed.service", "-p", names.joined(separator: ",")]) else { return [] }
        let lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        return serviceFindings(Dictionary(lines.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first })
    }

    func serviceFindings(_ facts: [String: String]) -> [Finding] {
        var findings: [Finding] = []
        let state = "\(facts["ActiveState"] ?? "unknown") (\(facts["SubState"] ?? "unknown"))"
        if facts["ActiveState"] == "failed" {
            findings.append(
                .trouble("service", "failed: \(facts["Result"] ?? "unknown")", "journalctl -u outcomed -n 50; then `systemctl start outcomed`"))
        } else {
            findings.append(.well("service", state))
        }
        if let count = facts["NRestarts"].flatMap({ Int($0) }), count > 0 {
            findings.append(.note("service", "systemd had to start it again \(count) times", "journalctl -u outcomed -p warning"))
        }
        if facts["NeedDaemonReload"] == "yes" {
            findings.append(.trouble("service", "systemd runs an older unit file", "systemctl daemon-reload && systemctl restart outcomed"))
        }
        if facts["UnitFileState"] == "disabled" {
            findings.append(.note("service", "does not start with the machine", "systemctl enable outcomed"))
        }
        return findings
    }

    private func output(of command: [String]) -> String? {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil, let data = try? pipe.fileHandleForReading.readToEnd() else { return nil }
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
    }
}
