import ChatPlatforms
import Foundation
import Testing

@testable import DaemonConfig

@Suite("The table of keys")
struct KeyTableTests {
    private static let begin = "<!-- keys: begin -->\n"
    private static let end = "<!-- keys: end -->"

    /// Set OUTCOMED_GOLDEN=record to write the table anew.
    @Test("the docs hold the table that the decoder goes by")
    func docs() throws {
        let path = repository + "docs/configuration.md"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let begin = try #require(text.range(of: Self.begin))
        let end = try #require(text.range(of: Self.end))
        if ProcessInfo.processInfo.environment["OUTCOMED_GOLDEN"] == "record" {
            try (text[..<begin.upperBound] + keyTable() + text[end.lowerBound...]).write(toFile: path, atomically: true, encoding: .utf8)
        } else {
            #expect(text[begin.upperBound..<end.lowerBound] == keyTable())
        }
    }

    @Test("each place stands in it once, and each has type, meaning and example")
    func complete() {
        let keys = ConfigurationKey.all
        #expect(Set(keys.map { "\($0.group.isDaemon) \($0.place)" }).count == keys.count)
        for key in keys {
            #expect(!key.type.isEmpty && key.meaning.hasSuffix(".") && !key.example.isEmpty, "\(key.place)")
            #expect(!(key.isRequired && key.defaultValue != nil), "\(key.place)")
        }
    }

    @Test("the settings of every platform stand in it", arguments: PlatformKind.allCases)
    func platforms(_ kind: PlatformKind) {
        for setting in kind.settings { #expect(keyTable().contains("| `accounts.*.\(setting.name)` |")) }
    }
}
