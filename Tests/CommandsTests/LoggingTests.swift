import DaemonConfig
import Foundation
import Logging
import Model
import Synchronization
import Testing

@testable import Commands

@Suite struct LoggingTests {
    /// What a person could write into a chat to make the log lie.
    private static let hostile = "signups 5\n<0>forged\r\n{\"level\":\"critical\"}\u{2028}\u{7}"

    private func record(_ facts: [(key: String, value: String)] = []) -> LogRecord {
        LogRecord(at: Instant(seconds: 1_795_651_200), level: .warning, message: "webhook refused", facts: facts)
    }

    @Test("a plain line has time, level, text and facts, and a priority line its priority in place of the first two")
    func lines() {
        let facts = [(key: "account", value: "slack"), (key: "reason", value: "bad \"signature\"")]
        let tail = #"webhook refused account=slack reason="bad \"signature\"""#
        #expect(LineWriter(hasPriority: false).line(record(facts)) == "2026-11-26T00:00:00Z warning " + tail)
        #expect(LineWriter(hasPriority: true).line(record(facts)) == "<4>" + tail)
    }

    @Test("a text stays in its record, whatever is in it", arguments: [false, true])
    func forged(hasPriority: Bool) {
        let line = LineWriter(hasPriority: hasPriority).line(record([(key: "text", value: Self.hostile)]))
        #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0 != "\u{2028}" })
        #expect(line.contains(#"signups 5\n<0>forged\r\n"#))
    }

    @Test("a line is short enough for the journal to make one record of it")
    func longLine() {
        let line = LineWriter(hasPriority: true).line(record([(key: "text", value: String(repeating: "ü", count: 100_000))]))
        #expect(line.utf8.count < 48 * 1024)
    }

    @Test("a JSON record is one line that reads back as it was, and no fact takes the place of its own keys")
    func json() throws {
        let written = Mutex<[Data]>([])
        let writer = JSONWriter { data in written.withLock { $0.append(data) } }
        writer.write(record([(key: "text", value: Self.hostile), (key: "level", value: "trace")]))
        let data = try #require(written.withLock { $0 }.first)
        #expect(data.filter { $0 == UInt8(ascii: "\n") }.count == 1 && data.last == UInt8(ascii: "\n"))
        let object = try JSONDecoder().decode([String: String].self, from: data)
        #expect(
            object == ["time": "2026-11-26T00:00:00Z", "level": "warning", "message": "webhook refused", "text": Self.hostile])
    }

    @Test(
        "levels have the severities of syslog",
        arguments: [(Logger.Level.trace, 7), (.debug, 7), (.info, 6), (.notice, 5), (.warning, 4), (.error, 3), (.critical, 2)])
    func severities(_ level: Logger.Level, _ severity: Int) { #expect(level.severity == severity) }

    @Test("what is asked for is made; by itself a log outside the journal is plain")
    func formats() {
        #expect((makeWriter(.plain, environment: [:]) as? LineWriter)?.hasPriority == false)
        #expect((makeWriter(.auto, environment: ["JOURNAL_STREAM": "1:1"]) as? LineWriter)?.hasPriority == false)
        #expect((makeWriter(.priority, environment: [:]) as? LineWriter)?.hasPriority == true)
        #expect((makeWriter(.journal, environment: [:]) as? LineWriter)?.hasPriority == true)
        #expect(makeWriter(.json, environment: [:]) is JSONWriter)
    }
}
