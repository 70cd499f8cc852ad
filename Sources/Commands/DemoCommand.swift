import ArgumentParser
import CheckInFlow
import Daemon
import DaemonConfig
import Foundation
import HistoryStore
import Logging
import Model
import Scheduling
import SystemdNotify

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Runs the whole thing on this machine with a sample team, and asks at once.",
        discussion: "The store is a temporary folder that goes with the demo, unless --keep names one. Ctrl-C ends it.")

    @Option(name: .long, help: "The port of the pages on 127.0.0.1; 0 takes a free one.")
    var port = 8484

    @Option(name: .long, help: "Keep the store and the sample configuration in this folder.")
    var keep: String?

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port takes 0 to 65535") }
    }

    func run() async throws {
        try await reporting {
            let folder = try DemoFolder(keep: keep)
            defer { folder.remove() }
            let ready = try configuration(in: folder)
            var log = Logger(label: "outcomed") { _ in ServiceLogHandler(writer: LineWriter(hasPriority: false)) }
            log.logLevel = .warning
            let options = OutcomedDaemon.Options(
                environment: folder.environment, manager: ServiceManager(environment: [:]),
                controlSocket: ControlSocket.path(store: ready.configuration.storePath, environment: folder.environment), isChatOpen: true)
            let daemon = try await OutcomedDaemon(ready, options: options, log: log)
            try await begin(daemon, ready)
            let talk = DemoTalk(chat: BuiltInChat(daemon.flow), channel: demoChannel, people: ready.configuration.teams.flatMap(\.people))
            try await daemon.run { address in await talk.start(address: address, folder: folder) }
            say("\nThe demo has ended.")
        }
    }

    private func configuration(in folder: DemoFolder) throws -> ReadyConfiguration {
        let zones = ZoneDirectory.system(environment: ProcessInfo.processInfo.environment)
        switch loadConfiguration(at: folder.configurationPath, zones: zones, environment: folder.environment) {
        case .broken(let problems): throw DaemonFailure.brokenConfiguration(problems)
        case .loaded(var configuration, _):
            configuration.listen = ListenAddress(host: "127.0.0.1", port: port)
            for index in configuration.teams.indices {
                configuration.teams[index].name += " (sample)"
                configuration.teams[index].cycle = Cycle.quarter(of: LocalDateTime(secondsSinceEpoch: FlowClock.system.now().seconds).date)
            }
            return try SettingsBuilder(environment: folder.environment).build(configuration, warnings: [])
        }
    }

    /// History for a new store, and the prompt of this week where it was not asked yet.
    private func begin(_ daemon: OutcomedDaemon, _ ready: ReadyConfiguration) async throws {
        for team in ready.settings.teams.values {
            if try await daemon.flow.store.newestCheckIn(team: team.team.id) == nil, let channel = ready.settings.channels[team.team.channel] {
                let sample = SampleHistory(
                    team: team.team, zone: team.zone, account: channel.account, conversation: channel.conversation, clock: .system)
                try await sample.write(to: daemon.flow.store)
            }
            do {
                _ = try await Operations(daemon.flow).ask(team.team.id, again: false)
            } catch FlowError.alreadyAsked {
                continue
            }
        }
    }
}

/// The channel of the sample team.
let demoChannel: ChannelID = "demo"

/// Where a demo keeps its files.
struct DemoFolder: Sendable {
    let path: String
    let isTemporary: Bool

    init(keep: String?) throws {
        isTemporary = keep == nil
        let manager = FileManager.default
        path =
            keep.map { URL(fileURLWithPath: $0).path } ?? manager.temporaryDirectory.appendingPathComponent("outcomed-demo-\(UUID().uuidString)").path
        do {
            try manager.createDirectory(atPath: path + "/config/teams", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw DaemonFailure.store(.unusable(path: path, detail: "the folder cannot be made"))
        }
        for (name, text) in [("outcomed.yaml", SampleFiles.daemon), ("teams/growth.yaml", SampleFiles.team)] {
            let file = "\(path)/config/\(name)"
            guard !manager.fileExists(atPath: file) else { continue }
            try text.write(toFile: file, atomically: true, encoding: .utf8)
        }
    }

    var configurationPath: String { path + "/config/outcomed.yaml" }

    /// The store goes into the folder (`var`, beside the configuration), whatever the shell's environment says.
    var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["STATE_DIRECTORY"] = nil
        environment["RUNTIME_DIRECTORY"] = nil
        return environment
    }

    func remove() {
        if isTemporary { try? FileManager.default.removeItem(atPath: path) }
    }
}

extension Cycle {
    /// The calendar quarter of a date.
    static func quarter(of date: LocalDate) -> Cycle? {
        let number = (date.month - 1) / 3
        guard let start = LocalDate(year: date.year, month: number * 3 + 1, day: 1),
            let end = LocalDate(year: date.year, month: number * 3 + 3, day: LocalDate.length(ofMonth: number * 3 + 3, year: date.year))
        else { return nil }
        return Cycle(name: "\(date.year) Q\(number + 1)", start: start, end: end)
    }
}
