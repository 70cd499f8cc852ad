import CheckInFlow
import DaemonConfig
import HistoryStore
import Logging
import Metrics
import Model
import SystemdNotify

/// Reads the configuration anew; a broken one keeps the old one and says so.
actor Reloader {
    private let flow: Flow
    private let outbound: OutboundFlow
    private var inForce: ReadyConfiguration
    private let chatEntry: ChatEntryInForce
    private let options: OutcomedDaemon.Options
    private let line: StatusLine
    private let metrics: any MetricsFactory
    private let log: Logger

    init(
        flow: Flow, outbound: OutboundFlow, ready: ReadyConfiguration, chatEntry: ChatEntryInForce, options: OutcomedDaemon.Options, line: StatusLine,
        metrics: any MetricsFactory, log: Logger
    ) {
        self.flow = flow
        self.outbound = outbound
        self.chatEntry = chatEntry
        inForce = ready
        self.options = options
        self.line = line
        self.metrics = metrics
        self.log = log
        Self.note(success: true, at: flow.clock.now(), metrics)
    }

    func reload() async -> OperationAnswer {
        guard let path = options.configurationPath else {
            return OperationAnswer(exit: 1, error: "this daemon was started without a configuration file")
        }
        options.manager.reloading(status: "Reading \(path)")
        let answer = await take(path)
        Self.note(success: answer.exit == 0, at: flow.clock.now(), metrics)
        line.setTrouble(answer.exit == 0 ? nil : "the old configuration is in force, the new one is broken: `outcomed check`")
        // Also when it failed: the manager waits for the end of the reload, and the old configuration serves on.
        options.manager.ready(status: await line.text())
        return answer
    }

    private static func note(success: Bool, at now: Instant, _ metrics: any MetricsFactory) {
        Gauge(label: "outcomed_config_last_reload_successful", factory: metrics).record(success ? 1 : 0)
        guard success else { return }
        Gauge(label: "outcomed_config_last_reload_success_timestamp_seconds", factory: metrics).record(now.seconds)
    }

    private func take(_ path: String) async -> OperationAnswer {
        do throws(DaemonFailure) {
            let new = try SettingsBuilder(environment: options.environment).read(path)
            let changed = kindOrUnitChanges(old: inForce.configuration.teams, new: new.configuration)
            guard changed.isEmpty else { throw .brokenConfiguration(changed) }
            return try await replace(with: new)
        } catch {
            for problem in error.problems { log.error("configuration not read, the old one stays", metadata: ["problem": "\(problem)"]) }
            return OperationAnswer(exit: error.exitCode, error: "the old configuration stays in force:\n\(error)")
        }
    }

    private func replace(with new: ReadyConfiguration) async throws(DaemonFailure) -> OperationAnswer {
        let restart = changesNeedingRestart(inForce.configuration, new.configuration)
        flow.inForce.replace(with: new.settings)
        chatEntry.replace(with: new)
        do {
            for (id, settings) in new.accounts where inForce.accounts[id] != settings {
                flow.identities.forget(id)
                try await flow.store.enableAccount(id, at: flow.clock.now())
            }
            try await outbound.reschedule()
        } catch {
            // The planner reads them at its next pass, which is tried until it succeeds.
            log.error("schedules not read anew yet", metadata: ["error": "\(error)"])
        }
        inForce = new
        flow.pulses.schedule.beat()
        flow.pulses.outbox.beat()
        flow.pulses.poll.beat()
        log.notice("configuration read anew", metadata: ["teams": "\(new.settings.teams.count)"])
        let notes = restart.map { "\($0) takes effect after a restart" }
        for note in notes { log.warning("a change needs a restart", metadata: ["change": "\(note)"]) }
        return OperationAnswer(output: (["configuration read anew"] + notes).joined(separator: "\n"))
    }
}
