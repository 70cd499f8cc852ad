import Testing

@testable import DaemonConfig

/// A change of a sample file, and what is then wrong.
struct Mistake: Sendable, CustomTestStringConvertible {
    var part: String
    var replacement: String
    var lines: [String]
    var isDaemon = false

    init(_ part: String, _ replacement: String, _ lines: [String], daemon: Bool = false) {
        self.part = part
        self.replacement = replacement
        self.lines = lines
        isDaemon = daemon
    }

    var testDescription: String { replacement.isEmpty ? "without \(part)" : replacement }

    func problems() throws -> [String] {
        isDaemon
            ? try DaemonConfigTests.problems(daemon: sampleDaemon.with(part, replacement), team: nil)
            : try DaemonConfigTests.problems(team: sampleTeam.with(part, replacement))
    }
}
