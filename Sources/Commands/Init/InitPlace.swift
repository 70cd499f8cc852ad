import Daemon
import DaemonConfig
import Foundation
import HistoryStore
import Model
import Scheduling

/// Where `init` writes.
struct InitPlace {
    struct Written {
        var files: [String]
        /// Files that a reference names and that are not there yet.
        var missingSecrets: [String]
    }

    let configuration: String

    private var folder: String { URL(fileURLWithPath: configuration).deletingLastPathComponent().path }

    /// Where the unit of the package looks.
    var isInstalled: Bool { folder == "/etc/outcomed" }

    /// Whether somebody has written a configuration there; the sample of the package is none.
    var isTaken: Bool {
        guard let text = try? String(contentsOfFile: configuration, encoding: .utf8) else { return false }
        return text != SampleFiles.daemon + "\n"
    }

    /// With the credentials that systemd will hand over.
    func environment(_ environment: [String: String]) -> [String: String] {
        var environment = environment
        if isInstalled { environment["CREDENTIALS_DIRECTORY"] = folder + "/credentials" }
        return environment
    }

    /// Writes nothing when the result would be no good.
    func write(_ answers: InitAnswers, secrets: [String: Secret], addsTeamOnly: Bool) throws -> Written {
        let files = InitFiles(answers: answers, usesCredentials: isInstalled)
        let team = "\(folder)/teams/\(answers.teamID).yaml"
        guard !FileManager.default.fileExists(atPath: team) else { throw DaemonFailure.store(.taken(path: team)) }
        try rehearse(files, team: team, addsTeamOnly: addsTeamOnly)
        try makeFolder(folder + "/teams", mode: 0o755)
        var written = Written(files: [], missingSecrets: [])
        if !secrets.isEmpty || !answers.secrets.isEmpty { try makeFolder(folder + "/credentials", mode: 0o700) }
        for name in answers.secrets.sorted() where !addsTeamOnly {
            let path = "\(folder)/credentials/\(files.secretName(name))"
            if let secret = secrets[name] {
                try put(secret.reveal() + "\n", path, mode: 0o600)
                written.files.append(path)
            } else if !FileManager.default.fileExists(atPath: path) {
                written.missingSecrets.append(path)
            }
        }
        if !addsTeamOnly {
            try put(files.daemon, configuration, mode: 0o644)
            written.files.append(configuration)
        }
        try put(files.team, team, mode: 0o644)
        written.files.append(team)
        return written
    }

    /// Reads the files from a folder of their own, as the daemon would.
    private func rehearse(_ files: InitFiles, team: String, addsTeamOnly: Bool) throws {
        let manager = FileManager.default
        let trial = manager.temporaryDirectory.appendingPathComponent("outcomed-init-\(UUID().uuidString)").path
        defer { try? manager.removeItem(atPath: trial) }
        try manager.createDirectory(atPath: trial + "/teams", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let daemon = addsTeamOnly ? try String(contentsOfFile: configuration, encoding: .utf8) : files.daemon
        try daemon.write(toFile: trial + "/outcomed.yaml", atomically: false, encoding: .utf8)
        try files.team.write(toFile: trial + "/teams/" + URL(fileURLWithPath: team).lastPathComponent, atomically: false, encoding: .utf8)
        let environment = ProcessInfo.processInfo.environment
        let result = loadConfiguration(at: trial + "/outcomed.yaml", zones: ZoneDirectory.system(environment: environment), environment: environment)
        if case .broken(let problems) = result {
            throw DaemonFailure.brokenConfiguration(
                problems.map { problem in
                    var problem = problem
                    problem.file = problem.file.replacing(trial, with: folder)
                    return problem
                })
        }
    }

    private func makeFolder(_ path: String, mode: Int) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
    }

    /// Whole or not at all, and never readable by more than may read it in the end.
    private func put(_ text: String, _ path: String, mode: mode_t) throws {
        let part = path + ".part"
        let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw DaemonFailure.store(.unusable(path: path, detail: String(cString: strerror(errno)))) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(text.utf8))
        guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0, rename(part, path) == 0 else {
            throw DaemonFailure.store(.unusable(path: path, detail: String(cString: strerror(errno))))
        }
    }
}
