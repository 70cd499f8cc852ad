import Foundation
import Scheduling
import Testing

@testable import DaemonConfig

/// The repository, found from this file.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path(
    percentEncoded: false)

let systemZones = ZoneDirectory.system(environment: [:])

/// A folder that goes when the test is done with it.
final class Folder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path(percentEncoded: false) + "outcomed-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path(percentEncoded: false)
    }

    /// Loads `outcomed.yaml` of this folder; the folder's own path is cut from the problems.
    func load(environment: [String: String] = [:]) -> LoadResult {
        loadConfiguration(at: path + "/outcomed.yaml", zones: systemZones, environment: environment)
    }

    func lines(_ problems: [Problem]) -> [String] { problems.map { $0.description.replacing(path + "/", with: "") } }
}

/// The problems of a configuration of these files, without the folder's path; empty when it loads.
func problems(daemon: String = sampleDaemon, team: String? = sampleTeam, others: [String: String] = [:]) throws -> [String] {
    let folder = try Folder()
    try folder.write("outcomed.yaml", daemon)
    if let team { try folder.write("teams/growth.yaml", team) }
    for (name, text) in others { try folder.write(name, text) }
    return switch folder.load() {
    case .loaded: []
    case .broken(let problems): folder.lines(problems)
    }
}

/// The configuration of these files, and its warnings; fails the test where it does not load.
func loaded(daemon: String = sampleDaemon, team: String? = sampleTeam, others: [String: String] = [:]) throws -> (Configuration, [String]) {
    let folder = try Folder()
    try folder.write("outcomed.yaml", daemon)
    if let team { try folder.write("teams/growth.yaml", team) }
    for (name, text) in others { try folder.write(name, text) }
    switch folder.load() {
    case .loaded(let configuration, let warnings): return (configuration, folder.lines(warnings))
    case .broken(let problems):
        try #require(problems.isEmpty, "\(folder.lines(problems))")
        throw CancellationError()
    }
}

let sampleDaemon = """
    accounts:
      local: {platform: builtin}
      slack:
        platform: slack
        bot_token: "${env:BOT_TOKEN}"
        signing_secret: "${env:SIGNING_SECRET}"
    channels:
      demo: {account: local}
      growth: {account: slack, conversation: C0GROWTH}
    """

let sampleTeam = """
    team: growth
    channel: growth
    time_zone: Europe/Oslo
    check_in:
      ask: Mon 09:00
      close: Tue 17:00
    people:
      ana: {name: Ana, chat: {slack: U0ANA}}
      ben: {name: Ben, chat: {slack: U0BEN}}
    cycle: {name: 2026 Q4, start: 2026-10-01, end: 2026-12-31}
    objectives:
      - id: activation
        title: New users reach value
        key_results:
          - id: signups
            title: Weekly sign-ups
            kind: number
            baseline: 1000
            target: 2500
            owner: ana
          - id: churn
            title: Monthly churn
            kind: percent
            baseline: 5.5
            target: 3
            owner: ben
        initiatives:
          - id: tour
            title: Guided product tour
            moves: [signups, {key_result: churn, expect: "-5%", within: 6 weeks}]
    """

extension String {
    /// With one part replaced, which must be there once.
    func with(_ part: String, _ replacement: String) -> String {
        #expect(ranges(of: part).count == 1, "\(part) must stand once in the sample")
        return replacing(part, with: replacement)
    }
}
