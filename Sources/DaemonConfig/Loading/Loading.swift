import Foundation
public import Model
public import Scheduling

/// What came of loading a configuration.
public enum LoadResult: Sendable {
    /// It can be used; the warnings are advice on the goals.
    case loaded(Configuration, warnings: [Problem])
    /// It cannot; these are all the problems of all its files.
    case broken([Problem])
}

/// Reads `outcomed.yaml` and the `teams/*.yaml` beside it, by name; hidden files are left out. Problems name files as the path is written.
///
/// - Parameter drafts: texts of files that are still to be written, by path; they stand in for what is there.
public func loadConfiguration(
    at path: String, zones: ZoneDirectory, environment: [String: String], drafts: [String: String] = [:]
) -> LoadResult {
    let base = folder(of: path)
    let daemonFindings = Findings(file: path)
    let daemon = decode(path, drafts, daemonFindings) { DaemonFile($0, folder: base) }
    let lookup = ZoneLookup(zones)
    var findings = [daemonFindings]
    var teams: [TeamFile] = []
    var firstFiles: [TeamID: String] = [:]
    for file in teamFiles(beside: path, drafts) {
        let own = Findings(file: file)
        findings.append(own)
        if file.hasSuffix(".yml") {
            own.report(.wrongEnding, at: .start, path: "")
            continue
        }
        let surroundings = Surroundings(accounts: daemon?.accountNames, channels: daemon?.channelNames, zones: lookup, folder: folder(of: file))
        if let team = decode(file, drafts, own, { TeamFile($0, surroundings) }) {
            teams.append(team)
            guard let id = team.id else { continue }
            if let first = firstFiles[id] {
                own.report(.duplicateTeam(id.rawValue, firstFile: first), at: team.idPlace, path: "team")
            } else {
                firstFiles[id] = file
            }
        }
    }
    guard let daemon, !findings.contains(where: \.hasErrors) else { return .broken(findings.flatMap(\.sorted).filter { $0.severity == .error }) }
    let configuration = Configuration(daemon, file: path, base: base, teams: teams, environment: environment)
    return .loaded(configuration, warnings: coach(configuration))
}

/// The path given, else the first of `./config/outcomed.yaml` and `/etc/outcomed/outcomed.yaml` that is there.
public func findConfiguration(explicit: String?, in folder: String = ".") -> String? {
    if let explicit { return explicit }
    let beside = folder == "." ? "config/outcomed.yaml" : "\(folder)/config/outcomed.yaml"
    return [beside, "/etc/outcomed/outcomed.yaml"].first { FileManager.default.fileExists(atPath: $0) }
}

/// What the files of teams beside a configuration say of themselves: each that can be read, whether the rest of the configuration fits it or not.
public func writtenTeams(beside path: String, zones: ZoneDirectory) -> [(file: String, team: Team)] {
    let lookup = ZoneLookup(zones)
    return teamFiles(beside: path, [:]).compactMap { file in
        let team = decode(file, [:], Findings(file: file)) { TeamFile($0, Surroundings(zones: lookup, folder: folder(of: file))) }
        return team?.team.map { (file, $0) }
    }
}

private func decode<Decoded>(
    _ path: String, _ drafts: [String: String], _ findings: Findings, _ body: (Item) -> Decoded?
) -> Decoded? {
    if let draft = drafts[path] { return decode(Array(draft.utf8), findings, body) }
    switch readFile(path, limit: 16 << 20) {
    case .contents(let bytes): return decode(bytes, findings, body)
    case .missing: findings.report(.missingFile, at: .start, path: "")
    case .unreadable: findings.report(.unreadableFile, at: .start, path: "")
    case .tooLarge: findings.report(.tooLargeFile(mebibytes: 16), at: .start, path: "")
    }
    return nil
}

/// Decodes one file's bytes; a syntax error is its one problem.
func decode<Decoded>(_ bytes: [UInt8], _ findings: Findings, _ body: (Item) -> Decoded?) -> Decoded? {
    do {
        let tree = try readYAML(bytes)
        for duplicate in tree.duplicates {
            findings.report(.duplicateKey(shown: shownKey(duplicate.key), firstLine: duplicate.firstLine), at: duplicate.place, path: duplicate.path)
        }
        guard let root = tree.root, root.shape != .nothing else {
            findings.report(.emptyFile, at: .start, path: "")
            return nil
        }
        return body(Item(node: root, path: "", name: "key", example: "value", findings: findings))
    } catch {
        findings.report(.yaml(error.fault), at: error.place, path: "")
        return nil
    }
}

private func teamFiles(beside path: String, _ drafts: [String: String]) -> [String] {
    let beside = folder(of: path)
    let teams = beside == "." && !path.hasPrefix("./") ? "teams" : "\(beside)/teams"
    let drafted = drafts.keys.filter { folder(of: $0) == teams }.map { URL(fileURLWithPath: $0).lastPathComponent }
    let names = Set((try? FileManager.default.contentsOfDirectory(atPath: teams)) ?? []).union(drafted)
    return names.filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }.sorted().map { "\(teams)/\($0)" }
}
