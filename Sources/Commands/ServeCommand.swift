public import ArgumentParser
import CheckInFlow
import Daemon
import DaemonConfig
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

    func run() async throws {
        let environment = options.environment
        let manager = ServiceManager(environment: environment)
        ServiceManager.unsetEnvironment()
        let logger = makeLogger(level: log, environment: environment)
        try await reporting {
            let path = try options.path()
            let ready = try SettingsBuilder(environment: environment).read(path)
            for warning in ready.warnings { logger.notice("coach", metadata: ["warning": "\(warning)"]) }
            let control = ControlSocket.path(store: ready.configuration.storePath, environment: environment)
            let daemon = try await OutcomedDaemon(
                ready,
                options: .init(configurationPath: path, environment: environment, manager: manager, controlSocket: control, clock: .system),
                log: logger)
            try await daemon.run { address in logger.notice("ready", metadata: ["address": "\(address)"]) }
        }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// Lines on standard error: under systemd with their priority in front, so that the journal knows it; a line break never starts a new record.
func makeLogger(level: Logger.Level, environment: [String: String]) -> Logger {
    let isJournal = environment["JOURNAL_STREAM"] != nil
    var logger = Logger(label: "outcomed") { _ in LineLogHandler(hasPriority: isJournal) }
    logger.logLevel = level
    return logger
}
