import Foundation
import Logging
import Model
import SystemdNotify

/// One line a record on standard error: time or priority, constant text, and facts as `key=value`.
struct LineWriter: LogWriter {
    /// The longest line of which the journal makes one record is 48 KiB (LineMax= of journald.conf(5)).
    static let longest = 40 * 1024

    /// `<6>` in front, which the journal takes for the priority, in place of time and level, which it has itself.
    var hasPriority: Bool
    var output: @Sendable (Data) -> Void = standardError

    func write(_ record: LogRecord) { output(Data((line(record) + "\n").utf8)) }

    func line(_ record: LogRecord) -> String {
        let head = hasPriority ? "<\(record.level.severity)>" : "\(record.at) \(record.level.rawValue) "
        return head + String(decoding: sentence(record).utf8.prefix(Self.longest), as: UTF8.self)
    }
}

/// One JSON object a line on standard error, for collectors: `time`, `level`, `message`, and the facts under their own keys.
struct JSONWriter: LogWriter {
    var output: @Sendable (Data) -> Void = standardError

    func write(_ record: LogRecord) {
        var object = Dictionary(record.facts.map { ($0.key, $0.value) }) { _, last in last }
        object["time"] = record.at.description
        object["level"] = record.level.rawValue
        object["message"] = record.message
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var data = try? encoder.encode(object) else { return }
        data.append(UInt8(ascii: "\n"))
        output(data)
    }
}

/// Records with fields in the journal: `journalctl OUTCOMED_CHECK_IN=growth/2026-W48` finds all of one check-in.
struct JournalWriter: LogWriter {
    var journal: Journal

    func write(_ record: LogRecord) {
        let fixed = [("MESSAGE", sentence(record)), ("PRIORITY", "\(record.level.severity)"), ("SYSLOG_IDENTIFIER", "outcomed")]
        guard !journal.send(fixed + record.facts.map { ("OUTCOMED_" + $0.key, $0.value) }) else { return }
        // The journal is away for a moment: its stream keeps the line until it is back.
        LineWriter(hasPriority: true).write(record)
    }
}

/// A log that nobody reads any more, or a full disk, is no reason to end.
@Sendable private func standardError(_ data: Data) { try? FileHandle.standardError.write(contentsOf: data) }

/// Text and facts on one line.
private func sentence(_ record: LogRecord) -> String {
    ([escaped(record.message)] + record.facts.map { "\($0.key)=\(quoted($0.value))" }).joined(separator: " ")
}

private func quoted(_ text: String) -> String {
    let escaped = escaped(text)
    return escaped.contains(" ") || escaped.contains("\"") || escaped.isEmpty ? "\"\(escaped.replacing("\"", with: "\\\""))\"" : escaped
}

/// Control characters, line breaks among them, would let a text forge a record.
private func escaped(_ text: String) -> String {
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
