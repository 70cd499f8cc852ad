import Daemon
import DaemonConfig
import Foundation
import HistoryStore
import Model
import Scheduling

/// Why `init` wrote nothing.
enum InitRefusal: Error {
    case teamIsThere(id: String, file: String)
    /// Another secret than the one given.
    case secretIsThere(file: String)
    /// What would be written and what is there do not go together.
    case doesNotFit([Problem])
}

extension InitRefusal: CustomStringConvertible {
    var description: String {
        switch self {
        case .teamIsThere(let id, let file):
            "nothing was written: there is a team `\(id)` already, in \(file), and it stays as it is; give the new one another name, or edit that file"
        case .secretIsThere(let file): "nothing was written: there is another secret in \(file) already; move it away first, if the new one is right"
        case .doesNotFit(let problems):
            problems.map { "\($0.description)\n" }.joined() + "nothing was written: the new files and those that are there would not load together"
        }
    }
}

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

    /// The teams whose files are there already, by id.
    func writtenTeams(_ zones: ZoneDirectory) -> [(file: String, team: Team)] {
        DaemonConfig.writtenTeams(beside: "\(folder)/outcomed.yaml", zones: zones)
    }

    /// Writes nothing when the result would be no good, and nothing over a file that is there.
    func write(_ answers: InitAnswers, secrets: [String: Secret], addsTeamOnly: Bool) throws -> Written {
        let files = InitFiles(answers: answers, usesCredentials: isInstalled)
        let team = "\(folder)/teams/\(answers.teamID).yaml"
        let zones = ZoneDirectory.system(environment: ProcessInfo.processInfo.environment)
        if let same = writtenTeams(zones).first(where: { $0.team.id.rawValue == answers.teamID }) {
            throw InitRefusal.teamIsThere(id: answers.teamID, file: same.file)
        }
        let new = isTaken && !addsTeamOnly ? [team, configuration] : [team]
        if let taken = new.first(where: FileManager.default.fileExists) { throw DaemonFailure.store(.taken(path: taken)) }
        for (name, secret) in secrets where !addsTeamOnly {
            let path = "\(folder)/credentials/\(files.secretName(name))"
            let there = FileManager.default.contents(atPath: path)
            guard there == nil || there == Data((secret.reveal() + "\n").utf8) else { throw InitRefusal.secretIsThere(file: path) }
        }
        try rehearse(files, team: team, addsTeamOnly: addsTeamOnly, zones)
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

    /// Reads the files as the daemon would, together with those that are there.
    private func rehearse(_ files: InitFiles, team: String, addsTeamOnly: Bool, _ zones: ZoneDirectory) throws {
        let daemon = URL(fileURLWithPath: configuration).path
        var drafts = [team: files.team]
        if !addsTeamOnly { drafts[daemon] = files.daemon }
        let result = loadConfiguration(at: daemon, zones: zones, environment: ProcessInfo.processInfo.environment, drafts: drafts)
        if case .broken(let problems) = result { throw InitRefusal.doesNotFit(problems) }
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
