import Foundation
import Glibc
import Logging
import ServiceLifecycle
import SystemdNotify
import TestSupport
import Testing

@testable import Daemon

/// The watchdog against a manager of the test's, with parts that the test stops.
@Suite(.serialized, .timeLimit(.minutes(1))) struct WatchdogTests {
    @Test("it is fed while every part gets on, and not while one is stuck or fails, which the log names", arguments: ["stuck", "failing"])
    func onePartStops(_ how: String) async throws {
        let folder = try Folder()
        let receiver = try NotifyReceiver(folder)
        let manager = ServiceManager(environment: ["NOTIFY_SOCKET": receiver.path, "WATCHDOG_USEC": "100000"])
        let part = Part()
        let lines = Recorder<String>()
        let watchdog = Watchdog(
            manager: manager, proofs: [Proof(part: "store") {}, Proof(part: "schedule") { try await part.show() }],
            log: Logger(label: "test") { _ in Lines(lines: lines) })
        let group = ServiceGroup(configuration: .init(services: [watchdog], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            _ = try await receiver.next("WATCHDOG=1")
            _ = try await receiver.next("WATCHDOG=1")
            if how == "stuck" { await part.stick() } else { await part.fail() }
            try await eventually("a record about the part") { lines.all.contains { $0.contains("no sign of life") && $0.contains("schedule") } }
            while receiver.take() != nil {}
            await #expect(throws: Overdue.self) { try await receiver.next("WATCHDOG=1", within: .milliseconds(400)) }
            await part.goOn()
            _ = try await receiver.next("WATCHDOG=1")
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test("between two feedings lies a quarter of the interval, so that one that comes late does no harm")
    func rhythm() async throws {
        let folder = try Folder()
        let receiver = try NotifyReceiver(folder)
        let manager = ServiceManager(environment: ["NOTIFY_SOCKET": receiver.path, "WATCHDOG_USEC": "3600000000"])
        let pauses = Recorder<Duration>()
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let watchdog = Watchdog(manager: manager, proofs: [Proof(part: "store") {}], log: quiet) { pause in
            pauses.append(pause)
            if pauses.all.count > 3 { try await Task.sleep(for: .seconds(3600)) }
        }
        let group = ServiceGroup(configuration: .init(services: [watchdog], logger: quiet))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for _ in 0..<4 { _ = try await receiver.next("WATCHDOG=1") }
            #expect(await pauses.waitFor { $0.count == 4 })
            #expect(pauses.all.allSatisfy { $0 == .seconds(900) })
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(receiver.take() == nil)
    }

    private struct Stuck: Error {}

    private actor Part {
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private var isStuck = false
        private var fails = false

        func show() async throws {
            if fails { throw Stuck() }
            if isStuck { await withCheckedContinuation { waiting.append($0) } }
        }

        func stick() { isStuck = true }
        func fail() { fails = true }

        func goOn() {
            isStuck = false
            fails = false
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
    }

    private struct Lines: LogHandler {
        let lines: Recorder<String>
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.append("\(event.message) \(event.metadata ?? [:])") }
    }
}
