import DaemonConfig
import Logging
import SystemdNotify

/// The daemon's logger. Under systemd records go to the journal with their fields and priority; elsewhere to standard error, a line each.
///
/// - Parameter format: `.auto` finds out which of the two it is.
func makeLogger(_ format: LogFormat, level: Logger.Level, environment: [String: String]) -> Logger {
    let writer = makeWriter(format, environment: environment)
    var logger = Logger(label: "outcomed") { _ in ServiceLogHandler(writer: writer) }
    logger.logLevel = level
    return logger
}

func makeWriter(_ format: LogFormat, environment: [String: String]) -> any LogWriter {
    switch format {
    case .plain: return LineWriter(hasPriority: false)
    case .priority: return LineWriter(hasPriority: true)
    case .json: return JSONWriter()
    case .journal, .auto:
        if let journal = Journal(environment: environment) { return JournalWriter(journal: journal) }
        return LineWriter(hasPriority: format == .journal || Journal.isStandardError(environment))
    }
}
