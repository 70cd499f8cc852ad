import Glibc

/// The lock that a daemon holds while it uses a store: `flock(2)` on a file beside it, since closing any descriptor of the
/// database itself would drop SQLite's own locks. It is given back when the last copy of this value goes, or the process ends.
public struct StoreLock: Sendable {
    private final class Holder: Sendable {
        let descriptor: Int32

        init(_ descriptor: Int32) { self.descriptor = descriptor }

        deinit { close(descriptor) }
    }

    private let holder: Holder

    /// Throws `.inUse` when another daemon holds it.
    public static func take(beside path: String) throws(StoreError) -> StoreLock {
        let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: path, detail: StoreFile.lastError()) }
        StoreFile.giveToOwnerOfFolder(descriptor, path)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let detail = StoreFile.lastError()
            close(descriptor)
            throw isHeld ? .inUse(path: path) : .unusable(path: path, detail: detail)
        }
        return StoreLock(holder: Holder(descriptor))
    }

    /// Whether a daemon holds the lock now. Makes no file.
    public static func isHeld(beside path: String) -> Bool {
        let descriptor = open(path + ".lock", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
