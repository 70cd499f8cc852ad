import Glibc

/// An inotify watch on a directory and all directories below it. Lives on the timer's thread after it was made.
final class ZoneWatch {
    let descriptor: Int32
    private let directory: String

    /// nil where the system gives no watch, or there is no such directory: the daemon does without then.
    init?(directory: String) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        self.directory = directory
        guard descriptor >= 0, watch(directory) else { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Empties the queue; true when something in it was a change. Watches what is new.
    func takeChanges() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        var hasChange = false
        while read(descriptor, &buffer, buffer.count) > 0 { hasChange = true }
        // A directory may have been replaced by another of its name; watching one again changes nothing.
        if hasChange { _ = watch(directory) }
        return hasChange
    }

    private func watch(_ path: String) -> Bool {
        // No opening for reading among them: our own reading of a zone must not wake us.
        let events = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
        guard inotify_add_watch(descriptor, path, UInt32(bitPattern: Int32(truncatingIfNeeded: events))) >= 0 else { return false }
        for name in subdirectories(of: path) { _ = watch(path + "/" + name) }
        return true
    }
}

/// Links are not followed, so that a circle of them ends.
private func subdirectories(of path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        guard entry.pointee.d_type == UInt8(DT_DIR) else { continue }
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name != "." && name != ".." { names.append(name) }
    }
    return names
}
