import CheckInFlow
import Daemon
import Logging
import Model

/// One event as it is logged: constant text, and facts beside it.
struct LogRecord: Sendable {
    var at: Instant
    var level: Logger.Level
    var message: String
    /// By their keys.
    var facts: [(key: String, value: String)]
}

/// Where records go, and in which form.
protocol LogWriter: Sendable {
    func write(_ record: LogRecord)
}

/// Gathers a record from swift-log's event and hands it to a writer.
struct ServiceLogHandler: LogHandler {
    var writer: any LogWriter
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(writer: any LogWriter) { self.writer = writer }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }.map { (key: $0.key, value: "\($0.value)") }
        writer.write(LogRecord(at: FlowClock.system.now(), level: event.level, message: "\(event.message)", facts: facts))
    }
}

extension Logger.Level {
    /// Severities of RFC 5424 §6.2.1, as sd-daemon(3) and the journal read them.
    var severity: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
