import Glibc

/// The service manager as the environment describes it: where to tell it how we are, how often it wants to hear, and the sockets it passed.
///
/// Speaks sd_notify(3) and sd_listen_fds(3) without libsystemd. Without a manager every message goes nowhere. A message never waits and never
/// ends the process; it returns whether the manager's socket took it.
public struct ServiceManager: Sendable {
    /// How long the manager waits for ``watchdog()`` before it restarts us; call it at half of that. nil when it does not watch us.
    public let watchdogInterval: Duration?
    /// The sockets passed to us, in their order; several may bear one name.
    public let passedSockets: [PassedSocket]

    private let socket: NotifySocket?

    /// Reads the environment as the process got it; call it once, before threads start, then ``unsetEnvironment()``.
    public init(environment: [String: String]) { self.init(environment: environment, processID: getpid(), firstSocket: 3) }

    /// `firstSocket` is 3 wherever a manager started us (SD_LISTEN_FDS_START).
    init(environment: [String: String], processID: Int32, firstSocket: Int32) {
        socket = environment["NOTIFY_SOCKET"].flatMap { NotifySocket($0) }
        watchdogInterval = readWatchdog(environment, processID: processID)
        passedSockets = readSockets(environment, processID: processID, from: firstSocket)
    }

    /// The first socket of each name.
    public var listeners: [String: Int32] {
        Dictionary(passedSockets.map { ($0.name, $0.descriptor) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether there is anybody to tell.
    public var isPresent: Bool { socket != nil }

    /// Takes the manager's variables out of the process's environment, so that no child speaks for us. Not safe beside threads that read it.
    public static func unsetEnvironment() {
        let names = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID", "LISTEN_PIDFDID", "LISTEN_FDNAMES"]
        for name in names { unsetenv(name) }
    }
}

extension ServiceManager {
    /// Started, or reloaded: send it when the port is bound.
    @discardableResult
    public func ready(status: String? = nil) -> Bool { send([("READY", "1")] + statusField(status)) }

    @discardableResult
    public func stopping(status: String? = nil) -> Bool { send([("STOPPING", "1")] + statusField(status)) }

    /// A reload has begun; ``ready(status:)`` ends it. Without the fresh time stamp a `notify-reload` unit would wait until its timeout.
    @discardableResult
    public func reloading(status: String? = nil) -> Bool {
        send([("RELOADING", "1"), ("MONOTONIC_USEC", String(monotonicMicroseconds()))] + statusField(status))
    }

    /// One line for `systemctl status`.
    @discardableResult
    public func status(_ text: String) -> Bool { send(statusField(text)) }

    @discardableResult
    public func watchdog() -> Bool { send([("WATCHDOG", "1")]) }

    /// Asks for this much time from now for the start, reload or stop under way; ask again before it is over.
    @discardableResult
    public func extendTimeout(by duration: Duration) -> Bool {
        let (seconds, attoseconds) = duration.components
        return send([("EXTEND_TIMEOUT_USEC", String(seconds * 1_000_000 + attoseconds / 1_000_000_000_000))])
    }

    private func statusField(_ text: String?) -> [(String, String)] { text.map { [("STATUS", $0)] } ?? [] }

    private func send(_ fields: [(String, String)]) -> Bool { socket?.send(datagram(fields)) ?? false }
}

private func monotonicMicroseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
}
