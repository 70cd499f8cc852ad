import Dispatch
import GRDB
import Model

extension HistoryStore {
    /// A copy of the whole store as it is now, in a new file of its own that only its owner may read. The daemon goes on meanwhile.
    ///
    /// The copy is looked over before it gets its name, so that a file of that name is always a sound backup.
    /// - Returns: the copy's size in bytes.
    @discardableResult
    public func backup(to target: String) async throws(StoreError) -> Int64 {
        guard !StoreFile.exists(target) else { throw .taken(path: target) }
        let part = target + ".part"
        StoreFile.remove(part)
        do {
            try await copy(to: part)
            try StoreFile.sync(part)
            // Unlike a rename, a link never takes the place of a file that somebody made meanwhile.
            try StoreFile.link(part, to: target)
            StoreFile.remove(part)
            try StoreFile.sync(target)
        } catch {
            StoreFile.remove(part)
            throw error
        }
        return StoreFile.size(target)
    }

    /// Page by page, within one reading of the store; without a write-ahead log beside it, so that the file alone is the backup.
    func copy(to path: String) async throws(StoreError) {
        try StoreFile.prepare(path)
        let source = database
        do {
            let copy = try DatabaseQueue(path: path, configuration: Self.copying)
            try source.backup(to: copy)
            try copy.close()
            let sound = try DatabaseQueue(path: path, configuration: Self.copying)
            try await sound.writeWithoutTransaction { db in
                let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
                guard mode == "delete" else { throw Damage("the copy keeps its write-ahead log") }
                let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? ""
                guard verdict == "ok" else { throw Damage(verdict) }
            }
            try sound.close()
        } catch { throw StoreError(error, path: path) }
    }

    private static var copying: Configuration {
        var configuration = Configuration()
        configuration.label = "outcomed.backup"
        configuration.qos = .default
        return configuration
    }

    /// Every fault that a full look at the store finds; none when it is sound. It reads all of it, which takes a while.
    public func faults() async throws(StoreError) -> [String] {
        try await read { db in
            let pages = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            let references = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20).map { row in
                "a row of \(row[0] as String) refers to a row of \(row[2] as String) that is missing"
            }
            return pages + references
        }
    }
}
