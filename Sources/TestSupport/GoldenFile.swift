import Foundation

/// Holds a text or bytes against a file that was recorded before and lies in the repository.
///
/// `OUTCOMED_GOLDEN=record` writes the files anew; such a run fails wherever a file changed, so that no recording passes for a check.
public enum GoldenFile {
    /// `folder` stands beside the test's file.
    public static func check(_ text: String, _ name: String, in folder: String = "Golden", file: String = #filePath) throws {
        try check(Array(text.utf8), name, in: folder, file: file)
    }

    public static func check(_ bytes: [UInt8], _ name: String, in folder: String = "Golden", file: String = #filePath) throws {
        let place = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent(folder).appendingPathComponent(name)
        let recorded = try? Data(contentsOf: place)
        if recorded.map(Array.init) == bytes { return }
        guard ProcessInfo.processInfo.environment["OUTCOMED_GOLDEN"] == "record" else {
            guard let recorded else { throw GoldenMismatch.missing(place.path) }
            throw GoldenMismatch.differs(place.path, firstDifference(Array(recorded), bytes))
        }
        try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: place)
        throw GoldenMismatch.recorded(place.path)
    }

    /// The first line in which two contents differ.
    static func firstDifference(_ expected: [UInt8], _ actual: [UInt8]) -> LineDifference {
        let expectedLines = expected.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let actualLines = actual.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let same = zip(expectedLines, actualLines).prefix { $0 == $1 }.count
        func text(_ lines: [ArraySlice<UInt8>]) -> String? { same < lines.count ? String(decoding: lines[same], as: UTF8.self) : nil }
        return LineDifference(line: same + 1, expected: text(expectedLines), actual: text(actualLines))
    }
}

/// Line numbers count from 1; a nil text says that the content ended before.
public struct LineDifference: Sendable, Hashable {
    public var line: Int
    public var expected: String?
    public var actual: String?
}

/// Why a golden file did not pass.
public enum GoldenMismatch: Error, Hashable, CustomStringConvertible {
    case missing(String)
    case differs(String, LineDifference)
    case recorded(String)

    public var description: String {
        switch self {
        case .missing(let path): "\(path) is missing: run with OUTCOMED_GOLDEN=record, and read what it wrote"
        case .differs(let path, let difference):
            """
            \(path):\(difference.line) differs
            recorded: \(difference.expected ?? "(end)")
            now:      \(difference.actual ?? "(end)")
            If now is right, run with OUTCOMED_GOLDEN=record.
            """
        case .recorded(let path): "\(path) was recorded: read it, then run without OUTCOMED_GOLDEN"
        }
    }
}
