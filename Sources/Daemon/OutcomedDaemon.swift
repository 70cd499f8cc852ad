public import CheckInFlow
import CurlHTTP
import DaemonConfig
public import Foundation
import HistoryStore
public import Logging
import Model
import OutboundHTTP
import PrometheusText
import Scheduling
import ServiceLifecycle
public import SystemdNotify
public import UnixSignals
import Web

/// The daemon put together: store, flow, loops, server; run as one group of services.
public struct OutcomedDaemon: Sendable {
    /// What a start may set otherwise than the configuration does.
    public struct Options: Sendable {
        public var configurationPath: String?
        public var environment: [String: String]
        public var manager: ServiceManager
        /// Where commands reach the daemon; nil for nowhere.
        public var controlSocket: String?
        public var clock: FlowClock
        /// The built-in chat is open to everybody who reaches it.
        public var isChatOpen: Bool
        public var signals: [UnixSignal]
        /// Told by `/metrics`.
        public var version: String

        public init(
            configurationPath: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment, manager: ServiceManager,
            controlSocket: String? = nil, clock: FlowClock = .system, isChatOpen: Bool = false, signals: [UnixSignal] = [.sigterm, .sigint],
            version: String = "unknown"
        ) {
            self.configurationPath = configurationPath
            self.environment = environment
            self.manager = manager
            self.controlSocket = controlSocket
            self.clock = clock
            self.isChatOpen = isChatOpen
            self.signals = signals
            self.version = version
        }
    }

    public let flow: Flow
    private let ready: ReadyConfiguration
    private let options: Options
    private let lock: StoreLock
    private let transport: CurlTransport
    private let registry: MetricRegistry
    private let log: Logger

    /// Names under which something was reported that `/metrics` does not tell: a mistake of ours.
    package var unannouncedMetrics: Set<String> { registry.unannounced }

    /// Takes the store's lock and opens the store. Nothing listens and nothing is sent before ``run(onReady:)``.
    public init(_ ready: ReadyConfiguration, options: Options, log: Logger) async throws(DaemonFailure) {
        self.ready = ready
        self.options = options
        self.log = log
        let registry = MetricRegistry(metricCatalogue)
        self.registry = registry
        let path = ready.configuration.storePath
        try makeFolder(of: path)
        do throws(StoreError) {
            lock = try await Self.takeLock(beside: path)
            // The copy of a restore that was killed.
            HistoryStore.abandonRestore(at: path)
            var store = try await HistoryStore(.file(path), at: options.clock.now())
            store.observer = StoreTimes(registry)
            transport = CurlTransport(proxy: ready.configuration.proxy)
            flow = Flow(
                store: store, settings: SettingsInForce(ready.settings), clock: options.clock,
                transport: TimedTransport(transport: transport, factory: registry), log: log, metrics: FlowMetrics(registry))
            try await store.releaseLeases(at: options.clock.now())
            // Whoever starts the daemon may have mended what blocked an account; a try costs little.
            for account in ready.accounts.keys { try await store.enableAccount(account, at: options.clock.now()) }
        } catch {
            throw .store(error)
        }
        try await refuseOtherMeanings(in: flow.store, ready.configuration)
    }

    /// A command may hold the lock while it looks whether a daemon runs, or does something without one: waited for, two seconds at most.
    private static func takeLock(beside path: String) async throws(StoreError) -> StoreLock {
        for _ in 0..<40 {
            do throws(StoreError) {
                return try StoreLock.take(beside: path)
            } catch {
                guard case .inUse = error else { throw error }
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
        return try StoreLock.take(beside: path)
    }

    /// Serves until a signal or a graceful shutdown, then lets what is under way end.
    ///
    /// - Parameter onReady: told the address once all is up: the port is bound, commands are answered, the schedule has been looked at.
    public func run(onReady: @escaping @Sendable (String) async -> Void = { _ in }) async throws {
        defer { withExtendedLifetime(lock) {} }
        do {
            try await group(Start(), onReady).run()
        } catch let error as WebServerError {
            await close()
            throw DaemonFailure.web(error)
        }
        await close()
    }

    private func close() async {
        await transport.shutdown()
        await flow.store.close()
    }

    private func group(_ start: Start, _ onReady: @escaping @Sendable (String) async -> Void) throws -> ServiceGroup {
        let outbound = OutboundFlow(flow)
        let inbound = InboundFlow(flow)
        let chatEntry = ChatEntryInForce(ready, isAlwaysOpen: options.isChatOpen)
        let line = StatusLine(flow: flow, outbound: outbound)
        let reloader = Reloader(
            flow: flow, outbound: outbound, ready: ready, chatEntry: chatEntry, options: options, line: line, metrics: registry, log: log)
        let runner = OperationRunner(flow) { await reloader.reload() }
        let zones = SettingsBuilder(environment: options.environment).zones
        let report = MetricsReport(registry: registry, flow: flow, outbound: outbound, zones: zones, version: options.version)
        let door = Latch<WebServer.Bound>()
        let passed = Pulse()
        let timer = try WakeTimer(zoneDirectory: zones.path)
        let alarm = Alarm(timer: timer)
        // A stop goes through the list from its end: the server first, the loops that it feeds after it.
        var services: [any Service] = [
            WakeLoop(flow: flow, timer: timer, alarm: alarm) { _ = await reloader.reload() },
            SenderLoop(flow: flow, alarm: alarm, line: line),
            InboxLoop(flow: flow, inbound: inbound, alarm: alarm),
            ScheduleLoop(flow: flow, outbound: outbound, alarm: alarm, passed: passed, planned: start.planned, line: line),
            PollLoop(flow: flow, alarm: alarm),
            ReloadOnHangup { _ = await reloader.reload() },
            StatusKeeper(manager: options.manager, line: line),
            try site(inbound, chatEntry, report, door, start.bound) ?? WithoutSite(bound: start.bound),
        ]
        if let path = options.controlSocket {
            services.append(control(path, runner, report, start.commanded))
        } else {
            start.commanded.set(true)
        }
        services.append(Watchdog(manager: options.manager, proofs: proofs(passed, door, start.bound), log: log))
        services.append(Readiness(manager: options.manager, start: start, line: line, onReady: onReady))
        return ServiceGroup(
            configuration: ServiceGroupConfiguration(
                // Named by their types: by default each goes by all that is in it, which takes time and fills the log.
                services: services.map {
                    .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup, serviceName: String(describing: type(of: $0)))
                },
                gracefulShutdownSignals: options.signals, logger: log))
    }

    /// A pass of the schedule, a round trip through the store's writer, and a connection that the server takes.
    private func proofs(_ passed: Pulse, _ door: Latch<WebServer.Bound>, _ bound: Latch<String>) -> [Proof] {
        let flow = flow
        return [
            Proof(part: "schedule") {
                flow.pulses.schedule.beat()
                // One that ended since the last look will do.
                var passes = passed.beats.makeAsyncIterator()
                _ = await passes.next()
            },
            Proof(part: "store") { try await flow.store.ping() },
            Proof(part: "http") {
                // Without a door there is nobody to let in.
                guard await bound.value() != nil, let place = door.current else { return }
                try await HealthProbe(place).knock()
            },
        ]
    }

    private func site(
        _ inbound: InboundFlow, _ chatEntry: ChatEntryInForce, _ report: MetricsReport, _ door: Latch<WebServer.Bound>, _ bound: Latch<String>
    ) throws -> (any Service)? {
        let configuration = ready.configuration
        guard let address = configuration.listen else { return nil }
        let chat = FlowChat(chat: BuiltInChat(flow), inForce: flow.inForce, entry: chatEntry)
        let responder = try WebResponder.site(
            hooks: FlowHooks(inbound: inbound), chat: chat, health: DaemonHealth(flow: flow), metrics: report,
            settings: siteSettings(configuration, host: address.host), logger: log, requests: registry, now: options.clock.now)
        let listen =
            options.manager.listeners["http"].map { WebServer.Listen.inherited(descriptor: $0) }
            ?? .tcp(host: address.host, port: address.port)
        return WebServer(listen: listen, responder: responder, logger: log) { address in
            door.set(address)
            bound.set("\(address)")
        }
    }

    private func control(_ path: String, _ runner: OperationRunner, _ report: MetricsReport, _ commanded: Latch<Bool>) -> WebServer {
        let responder = WebResponder.control(
            FlowControl(runner: runner), health: DaemonHealth(flow: flow), metrics: report, logger: log, now: options.clock.now)
        return WebServer(listen: .unix(path: path, mode: 0o660), responder: responder, limits: .control, logger: log) { _ in commanded.set(true) }
    }

    private func siteSettings(_ configuration: Configuration, host: String) -> SiteSettings {
        SiteSettings(
            publicURL: configuration.publicURL, hosts: Set(configuration.allowedHosts),
            isLoopback: host == "localhost" || host == "::1" || host.hasPrefix("127."))
    }
}

/// A key result whose kind or unit changed under its old id would mix two series into one.
private func refuseOtherMeanings(in store: HistoryStore, _ configuration: Configuration) async throws(DaemonFailure) {
    var known: [Team] = []
    do throws(StoreError) {
        for team in configuration.teams {
            if let stored = try await store.definition(of: team.id) { known.append(stored) }
        }
    } catch {
        throw .store(error)
    }
    let problems = kindOrUnitChanges(old: known, new: configuration)
    guard problems.isEmpty else { throw .brokenConfiguration(problems) }
}

/// The store's folder, for this user alone, where it is not there yet.
func makeFolder(of path: String) throws(DaemonFailure) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
        throw .store(.unusable(path: path, detail: "its folder cannot be made"))
    }
}

extension FlowClock {
    /// The machine's clock.
    public static let system = FlowClock(now: {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    })
}
