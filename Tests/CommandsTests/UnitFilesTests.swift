import Foundation
import Testing

@testable import Commands

/// The files under `systemd/`, beside the sources.
private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

@Suite struct UnitFilesTests {
    @Test("the doctor compares with the very units of systemd/")
    func sameAsFiles() throws {
        let service = try String(contentsOf: root.appendingPathComponent("systemd/outcomed.service"), encoding: .utf8)
        let socket = try String(contentsOf: root.appendingPathComponent("systemd/outcomed.socket"), encoding: .utf8)
        if ProcessInfo.processInfo.environment["OUTCOMED_GOLDEN"] == "record" {
            let file = root.appendingPathComponent("Sources/Commands/UnitFiles.swift")
            try source(directives(service), directives(socket)).write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(UnitFiles.service == directives(service))
        #expect(UnitFiles.socket == directives(socket))
    }

    /// Without comments, which nobody compares.
    private func directives(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    }

    private func source(_ service: String, _ socket: String) -> String {
        func literal(_ text: String) -> String {
            text.split(separator: "\n").map { "        " + $0 }.joined(separator: "\n")
        }
        return """
            /// The directives of the units in `systemd/`. A test holds them equal to the files; `make golden` writes them anew.
            enum UnitFiles {
                static let service = #\"""
            \(literal(service))
                    \"""#

                static let socket = #\"""
            \(literal(socket))
                    \"""#
            }

            """
    }
}
