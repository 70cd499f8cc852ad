import CheckInFlow
import Daemon
import Foundation
import Logging

/// One line a record: time (where no journal adds it), level, constant text, and facts as `key=value`.
struct LineLogHandler: LogHandler {
    var hasPriority: Bool
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.quoted("\($0.value)"))" }
        let head = hasPriority ? "<\(Self.priority(event.level))>" : "\(FlowClock.system.now()) \(event.level.rawValue) "
        let line = ([head + Self.escaped("\(event.message)")] + facts).joined(separator: " ")
        // A log that nobody reads any more, or a full disk, is no reason to end.
        try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
    }

    /// Severities of RFC 5424 §6.2.1, as sd-daemon(3) reads them.
    private static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = escaped(text)
        return escaped.contains(" ") || escaped.contains("\"") || escaped.isEmpty ? "\"\(escaped.replacing("\"", with: "\\\""))\"" : escaped
    }

    /// Control characters, line breaks among them, would let a text forge a record.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}":
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
