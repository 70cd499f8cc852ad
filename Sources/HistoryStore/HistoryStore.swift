import GRDB
public import Model

/// The store: one SQLite database, in a file or in memory. Every transaction of the flow is one of its methods.
///
/// A method that writes returns once its transaction is on the disk. Conflicts are results, not errors.
public struct HistoryStore: Sendable {
    public enum Place: Hashable, Sendable {
        case file(String)
        case memory
    }

    let database: any DatabaseWriter
    let commits: CommitQueue
    /// For messages and for sizes; `:memory:` where there is no file.
    let path: String
    /// Told how long each write took, from its call to the disk, and each read.
    public var observer: (any StoreObserver)?

    /// Opens the store, makes it where there is none, and brings its schema up to date.
    public init(_ place: Place, at now: Instant) async throws(StoreError) {
        switch place {
        case .memory:
            self.init(try Self.openMemory(), path: ":memory:")
        case .file(let path):
            try StoreFile.prepare(path)
            self.init(try Self.openPool(path), path: path)
        }
        try await setUp(isFile: place != .memory, at: now)
    }

    init(_ database: any DatabaseWriter, path: String) {
        self.database = database
        self.path = path
        commits = CommitQueue(writer: database, path: path)
    }

    /// Opens an existing store for reading; it never makes one, nor changes its schema.
    public static func openReadOnly(_ path: String) throws(StoreError) -> HistoryStore {
        guard try StoreFile.isStore(path) else { throw .missing(path: path) }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: true))
            let found = try queue.read { try Migration.check($0) }
            guard found == Migration.all.count else { throw StoreError.olderSchema(found: found, known: Migration.all.count) }
            return HistoryStore(queue, path: path)
        } catch { throw StoreError(error, path: path) }
    }

    /// Waits for the writes under way, empties the write-ahead log into the database, and closes it.
    public func close() async {
        try? await ping()
        // A log that cannot be emptied now is taken up when the store is opened next.
        try? await database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        try? database.close()
    }

    /// A round trip through the writer, for the watchdog.
    public func ping() async throws(StoreError) {
        try await write { _ in }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StoreError) -> T {
        guard let observer else { return try await commits.run(body) }
        let begin = ContinuousClock.now
        defer { observer.wrote(in: ContinuousClock.now - begin) }
        return try await commits.run(body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StoreError) -> T {
        let begin = observer == nil ? nil : ContinuousClock.now
        defer { if let begin { observer?.read(in: ContinuousClock.now - begin) } }
        do { return try await database.read(body) } catch { throw StoreError(error, path: path) }
    }

    /// Runs what turns a caller's values into rows, before the writer is asked for.
    func prepared<T>(_ body: () throws -> T) throws(StoreError) -> T {
        do { return try body() } catch { throw .contradiction(detail: String(describing: error)) }
    }
}
