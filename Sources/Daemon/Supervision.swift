import CLinux
import CheckInFlow
import Logging
import ServiceLifecycle
import SystemdNotify
import UnixSignals

/// What must be there, once the store is open, before the daemon is up.
struct Start: Sendable {
    /// The address at which the port answers.
    let bound = Latch<String>()
    /// The schedule has been worked through once.
    let planned = Latch<Bool>()
    /// Commands are answered.
    let commanded = Latch<Bool>()

    /// The address, once all is there. Nil when the start ended before: a wait for it would keep the whole group from ending.
    func address() async -> String? {
        await withTaskCancellationOrGracefulShutdownHandler {
            guard let address = await bound.value(), await planned.value() != nil, await commanded.value() != nil else { return nil }
            return address
        } onCancelOrGracefulShutdown: {
            bound.giveUp()
            planned.giveUp()
            commanded.giveUp()
        }
    }
}

/// Says READY when all is up, and STOPPING when the stop begins.
struct Readiness: Service {
    let manager: ServiceManager
    let start: Start
    let line: StatusLine
    let onReady: @Sendable (String) async -> Void

    func run() async throws {
        guard let address = await start.address() else { return }
        line.setAddress(address)
        manager.ready(status: await line.text())
        await onReady(address)
        // Most of the code that a start needs is not needed again.
        clinux_give_back_code()
        try? await gracefulShutdown()
        manager.stopping(status: "Stopping: what is under way ends first")
    }
}

/// Stands where the server would, in a daemon that opens no port.
struct WithoutSite: Service {
    let bound: Latch<String>

    func run() async throws {
        bound.set("no port")
        try? await gracefulShutdown()
    }
}

/// A part of the daemon that can show that it gets on with its work.
struct Proof: Sendable {
    var part: String
    /// Returns once the part has done something, and throws when it cannot; a part that is stuck never returns.
    var show: @Sendable () async throws -> Void
}

/// Feeds the watchdog each time all parts have shown that they get on, so that a daemon of which one is stuck is restarted.
struct Watchdog: Service {
    let manager: ServiceManager
    let proofs: [Proof]
    let log: Logger
    var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    func run() async throws {
        guard let interval = manager.watchdogInterval else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if await isWell(within: interval / 2) { manager.watchdog() }
                // Four looks in an interval: one that fails, or comes late, does not bring the daemon down.
                try? await sleep(interval / 4)
            }
        }
    }

    private func isWell(within limit: Duration) async -> Bool {
        for proof in proofs {
            guard await isShown(proof, within: limit) else { return false }
        }
        return true
    }

    /// Waits however long it takes: a slow part is no stuck one, and what is stuck ends the feeding by never returning. It is told in the log.
    private func isShown(_ proof: Proof, within limit: Duration) async -> Bool {
        await withTaskGroup(of: Bool?.self) { group in
            group.addTask { await show(proof) }
            group.addTask {
                do { try await Task.sleep(for: limit) } catch { return nil }
                log.error("no sign of life yet", metadata: ["part": "\(proof.part)", "after": "\(limit)"])
                return nil
            }
            for await outcome in group {
                guard let outcome else { continue }
                group.cancelAll()
                return outcome
            }
            return false
        }
    }

    private func show(_ proof: Proof) async -> Bool {
        do {
            try await proof.show()
            return !Task.isCancelled
        } catch {
            if !Task.isCancelled { log.error("no sign of life", metadata: ["part": "\(proof.part)", "error": "\(error)"]) }
            return false
        }
    }
}

/// Keeps the manager's status line up to date, a second after something has changed at the earliest.
struct StatusKeeper: Service {
    let manager: ServiceManager
    let line: StatusLine

    func run() async throws {
        guard manager.isPresent else {
            try? await gracefulShutdown()
            return
        }
        var told = ""
        for await _ in line.changes.beats.cancelOnGracefulShutdown() {
            guard line.isServing else { continue }
            let text = await line.text()
            guard text != told else { continue }
            manager.status(text)
            told = text
            await cancelWhenGracefulShutdown { try? await Task.sleep(for: .seconds(1)) }
        }
    }
}

/// Reads the configuration anew on SIGHUP.
struct ReloadOnHangup: Service {
    let reload: @Sendable () async -> Void

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() { await reload() }
    }
}
