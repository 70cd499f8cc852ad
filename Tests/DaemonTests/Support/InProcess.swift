import CheckInFlow
import Daemon
import Foundation
import HistoryStore
import Logging
import Model
import ServiceLifecycle
import SystemdNotify
import TestSupport

/// A daemon inside the test's own process, on a port of its own.
struct InProcess: Sendable {
    let daemon: OutcomedDaemon
    let client: Client
    let log: Recorder<String>
    private let clock: ManualClock?

    var flow: Flow { daemon.flow }

    /// Runs the body against a daemon, and stops it gracefully after that. Fails when the daemon does.
    ///
    /// - Parameter clock: the daemon's; without one it goes by the machine's. Its time must be far ahead of the machine's, whose timer wakes the daemon.
    static func run(
        _ files: DaemonFiles, clock: ManualClock? = nil, manager: ServiceManager = ServiceManager(environment: [:]),
        _ body: @escaping @Sendable (InProcess) async throws -> Void
    ) async throws {
        let lines = Recorder<String>()
        var log = Logger(label: "test") { _ in RecordingLogHandler(lines: lines) }
        log.logLevel = .trace
        let ready = try SettingsBuilder(environment: files.environment).read(files.path)
        let daemon = try await OutcomedDaemon(
            ready,
            options: .init(
                configurationPath: files.path, environment: files.environment, manager: manager,
                clock: clock.map { FlowClock(now: $0.read) } ?? .system, signals: []),
            log: log)
        let (bound, sink) = AsyncStream.makeStream(of: Int.self)
        let group = ServiceGroup(configuration: .init(services: [Running(daemon: daemon, bound: sink)], logger: log))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { sink.finish() }
                try await group.run()
            }
            tasks.addTask {
                for await port in bound {
                    let outcome: Result<Void, any Error>
                    do {
                        outcome = .success(try await body(InProcess(daemon: daemon, client: Client(port: port), log: lines, clock: clock)))
                    } catch {
                        outcome = .failure(error)
                    }
                    await group.triggerGracefulShutdown()
                    return try outcome.get()
                }
            }
            try await tasks.waitForAll()
        }
    }

    /// Nothing waits to be sent, and nothing is being sent.
    var isAllSent: Bool {
        get async throws {
            let stats = try await flow.store.stats
            return stats.outboxPending + stats.outboxSending == 0
        }
    }

    /// Lets a manual clock go on, some seconds at a time, until there is an answer: paces and retries pass in no time.
    ///
    /// It stands still while something is being sent: on a busy machine its leases and signatures would run out under way.
    func eventually<Answer>(_ what: String, _ probe: () async throws -> Answer?) async throws -> Answer {
        do {
            return try await DaemonTests.eventually(what, within: .seconds(60)) {
                if let answer = try await probe() { return answer }
                if let clock {
                    if try await flow.store.stats.outboxSending == 0 { clock.advance(by: .seconds(3)) }
                    flow.pulses.schedule.beat()
                    flow.pulses.inbox.beat()
                    flow.pulses.outbox.beat()
                    flow.pulses.poll.beat()
                }
                return nil
            }
        } catch let overdue as Overdue {
            // What the daemon said tells more than that it did not come.
            let stats = try await flow.store.stats
            throw Overdue(what: overdue.what + "\n\(stats)\n" + log.all.suffix(12).joined(separator: "\n"))
        }
    }

    func eventually(_ what: String, _ condition: () async throws -> Bool) async throws {
        _ = try await eventually(what) { try await condition() ? true : nil }
    }

    func perform(_ operation: CheckInFlow.Operation, json: Bool = true) async -> OperationAnswer {
        await OperationRunner(flow) { OperationAnswer(exit: 1) }.run(OperationRequest(operation, json: json))
    }

    /// `outcomed history growth/KEY_RESULT --json`, read back.
    func history(_ keyResult: KeyResultID, of team: TeamID = "growth") async throws -> [Update] {
        let answer = await perform(.history(team: team, keyResult: keyResult.rawValue, asOf: nil, csv: false))
        return try JSONDecoder().decode([Update].self, from: Data(answer.output.utf8))
    }
}

private struct Running: Service {
    let daemon: OutcomedDaemon
    let bound: AsyncStream<Int>.Continuation

    func run() async throws {
        try await daemon.run { address in
            // Without a port there is nothing to connect to.
            bound.yield(address.split(separator: ":").last.flatMap { Int($0) } ?? 0)
        }
    }
}

/// Keeps every record with all its facts.
private struct RecordingLogHandler: LogHandler {
    let lines: Recorder<String>
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.append("\(event.level) \(event.message) \(metadata.merging(event.metadata ?? [:]) { $1 })")
    }
}
