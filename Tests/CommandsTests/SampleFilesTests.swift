import Foundation
import Testing

@testable import Commands

/// The files under `config/`, beside the sources.
private let config = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("config")

@Suite struct SampleFilesTests {
    @Test("the demo unpacks the very files of config/")
    func sameAsFiles() throws {
        let daemon = try String(contentsOf: config.appendingPathComponent("outcomed.yaml"), encoding: .utf8)
        let team = try String(contentsOf: config.appendingPathComponent("teams/growth.yaml"), encoding: .utf8)
        if ProcessInfo.processInfo.environment["OUTCOMED_GOLDEN"] == "record" { try record(daemon, team) }
        // A string literal over lines has no break at its end.
        #expect(SampleFiles.daemon + "\n" == daemon)
        #expect(SampleFiles.team + "\n" == team)
    }

    private func record(_ daemon: String, _ team: String) throws {
        func indented(_ text: String) -> String {
            text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { $0.isEmpty ? "" : "        " + $0 }.joined(separator: "\n")
        }
        let source = """
            /// The sample configuration of `config/`, as the demo unpacks it. A test holds it equal to the files; `make golden` writes it anew.
            enum SampleFiles {
                static let daemon = #\"""
            \(indented(daemon))
                    \"""#

                static let team = #\"""
            \(indented(team))
                    \"""#
            }

            """
        let file = config.deletingLastPathComponent().appendingPathComponent("Sources/Commands/SampleFiles.swift")
        try source.write(to: file, atomically: true, encoding: .utf8)
    }
}
