import Foundation

/// A folder that goes when the test is done with it. Its name is short, since sockets lie in it.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/od-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        let file = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func read(_ name: String) throws -> String { String(decoding: try Data(contentsOf: URL(filePath: path).appending(path: name)), as: UTF8.self) }

    /// Every file below, by its path from here.
    var files: [String] { (FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []).sorted() }
}
