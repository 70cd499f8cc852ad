import CheckInFlow
import DaemonConfig
import HistoryStore
public import Model
import Scheduling

/// Looks at everything that an operator would: what the daemon needs, what it has, and what became of it. Changes nothing.
public struct Doctor: Sendable {
    public struct Options: Sendable {
        public var configurationPath: String
        public var environment: [String: String]
        /// Read the whole store, however large, to find damage.
        public var isThorough: Bool
        /// Ask the chat platforms.
        public var isOnline: Bool
        public var now: Instant
        /// Shipped with this program: unit files by name.
        public var units: [String: String]

        public init(
            configurationPath: String, environment: [String: String], isThorough: Bool, isOnline: Bool, now: Instant, units: [String: String]
        ) {
            self.configurationPath = configurationPath
            self.environment = environment
            self.isThorough = isThorough
            self.isOnline = isOnline
            self.now = now
            self.units = units
        }
    }

    let options: Options

    public init(_ options: Options) { self.options = options }

    public func look() async -> DoctorReport {
        var findings: [Finding] = []
        let zones = ZoneDirectory.system(environment: options.environment)
        switch loadConfiguration(at: options.configurationPath, zones: zones, environment: options.environment) {
        case .broken(let problems):
            findings.append(
                .trouble(
                    "configuration", problems.map(\.description).joined(separator: "\n"),
                    "mend what is listed; a running daemon keeps what it has until `outcomed reload`"))
            findings += machine(zones, configuration: nil) + units(configuration: nil)
        case .loaded(let configuration, let warnings):
            findings += describe(configuration, warnings)
            findings += credentials(configuration)
            findings += machine(zones, configuration: configuration)
            findings += await daemon(configuration)
            findings += await store(configuration)
            if options.isOnline { findings += await reach(configuration) }
            findings += units(configuration: configuration)
        }
        return DoctorReport(findings: findings)
    }

    private func describe(_ configuration: Configuration, _ warnings: [Problem]) -> [Finding] {
        let counts = "teams: \(configuration.teams.count), accounts: \(configuration.accounts.count), channels: \(configuration.channels.count)"
        guard !configuration.teams.isEmpty else {
            return [.note("configuration", "\(counts), in \(options.configurationPath): nobody is asked yet", "outcomed init makes a team")]
        }
        let read = Finding.well("configuration", "\(counts), in \(options.configurationPath)")
        guard !warnings.isEmpty else { return [read] }
        return [read, .note("goals", "the coach has \(warnings.count) \(warnings.count == 1 ? "remark" : "remarks")", "outcomed check")]
    }
}
