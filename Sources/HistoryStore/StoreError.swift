/// Why the store could not do what it was asked. Conflicts are results, not errors.
public enum StoreError: Error, Hashable, Sendable {
    /// There is no store, and one that only reads makes none.
    case missing(path: String)
    /// Another daemon holds the lock.
    case inUse(path: String)
    /// The place cannot be opened, read or written.
    case unusable(path: String, detail: String)
    /// A database, but of another program.
    case foreign(path: String)
    /// Written by a newer version of this program.
    case newerSchema(found: Int, known: Int)
    /// Written by an older version, and opened only to be read, so that it cannot be brought up to date.
    case olderSchema(found: Int, known: Int)
    case damaged(path: String, detail: String)
    /// A file stands where a new one was to be made.
    case taken(path: String)
    /// What was to be taken in cannot be read.
    case unreadable(detail: String)
    /// No room is left on the disk.
    case full
    /// Another connection holds the store, or more writes are waiting than are held in memory.
    case busy
    /// What was to be written contradicts what the store holds: a row that it refers to is missing, or an id is taken.
    case contradiction(detail: String)
    /// The task that read was cancelled.
    case cancelled
}
