import Foundation

/// A folder for a store in a file; it goes with the value.
final class StoreFolder: Sendable {
    let path = NSTemporaryDirectory() + "flow-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var store: String { path + "/outcomed.db" }
}
