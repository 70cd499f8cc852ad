import CheckInFlow
import HistoryStore
import Logging
import ServiceLifecycle
import SystemdNotify
import UnixSignals

/// Says READY when the port is bound and the store is open, and STOPPING when the stop begins.
struct Readiness: Service {
    let manager: ServiceManager
    let bound: Latch<String>

    func run() async throws {
        guard let address = await boundAddress() else { return }
        manager.ready(status: "Serving \(address)")
        try? await gracefulShutdown()
        manager.stopping()
    }

    /// Nil when the start ended before the port was bound: a wait for it would keep the whole group from ending.
    private func boundAddress() async -> String? {
        await withTaskCancellationOrGracefulShutdownHandler {
            await bound.value()
        } onCancelOrGracefulShutdown: {
            bound.giveUp()
        }
    }
}

/// Stands where the server would, in a daemon that opens no port.
struct WithoutSite: Service {
    let bound: Latch<String>
    let onReady: @Sendable (String) async -> Void

    func run() async throws {
        bound.set("no port")
        await onReady("no port")
        try? await gracefulShutdown()
    }
}

/// Feeds the watchdog after a round trip through the store's writer, so that a stuck store is restarted.
struct Watchdog: Service {
    let manager: ServiceManager
    let store: HistoryStore
    let log: Logger

    func run() async throws {
        guard let interval = manager.watchdogInterval else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await store.ping()
                    manager.watchdog()
                } catch {
                    log.error("store does not answer", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: interval / 2)
            }
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
