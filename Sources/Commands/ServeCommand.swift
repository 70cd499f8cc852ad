public import ArgumentParser
import CheckInFlow
import Daemon
public import DaemonConfig
import Foundation
public import Logging
import SystemdNotify

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Runs the daemon.",
        discussion: "SIGHUP reads the configuration anew; SIGTERM and Ctrl-C stop it once what is under way has ended.")

    @OptionGroup var options: ConfigOption

    @Option(name: .long, help: "The least severe level to log: trace, debug, info, notice, warning, error or critical.")
    var log: Logger.Level = .info

    @Option(name: .long, help: "How to log, whatever log_format in the configuration says.")
    var logFormat: LogFormat?

    func run() async throws {
        let environment = options.environment
        let manager = ServiceManager(environment: environment)
        ServiceManager.unsetEnvironment()
        do {
            let path = try options.path()
            let ready = try SettingsBuilder(environment: environment).read(path)
            let logger = makeLogger(logFormat ?? ready.configuration.logFormat, level: log, environment: environment)
            tell(ready.warnings, logger)
            let control = ControlSocket.path(store: ready.configuration.storePath, environment: environment)
            let daemon = try await OutcomedDaemon(
                ready,
                options: .init(
                    configurationPath: path, environment: environment, manager: manager, controlSocket: control, clock: .system,
                    version: outcomedVersion),
                log: logger)
            try await daemon.run { address in logger.notice("ready", metadata: ["address": "\(address)"]) }
        } catch let failure as DaemonFailure {
            tell(failure, manager, environment)
            throw ExitCode(failure.exitCode)
        }
    }

    /// Not all of them where there are many: a log is no place to read them.
    private func tell(_ warnings: [Problem], _ logger: Logger) {
        for warning in warnings.prefix(20) { logger.notice("coach", metadata: ["warning": "\(warning)"]) }
        guard warnings.count > 20 else { return }
        logger.notice("coach has more to say", metadata: ["warnings": "\(warnings.count)", "command": "outcomed check"])
    }

    /// On a terminal as plain sentences, else a record for each thing that is wrong; and in the manager's status, which outlives the process.
    private func tell(_ failure: DaemonFailure, _ manager: ServiceManager, _ environment: [String: String]) {
        manager.status("Not running: \(failure.problems.first ?? "")")
        let format = logFormat ?? .auto
        guard format != .plain, format != .auto || Journal.isStandardError(environment) else { return complain(failure.description) }
        let logger = makeLogger(format, level: log, environment: environment)
        for problem in failure.problems { logger.critical("not running", metadata: ["problem": "\(problem)"]) }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}

extension LogFormat: ExpressibleByArgument {}
