import GRDB

extension HistoryStore {
    /// A copy of the whole store as it is now, in a new file that only its owner may read. The daemon goes on meanwhile.
    public func backup(to target: String) async throws(StoreError) {
        try StoreFile.prepare(target)
        let source = database
        do {
            var configuration = Configuration()
            configuration.label = "outcomed.backup"
            let copy = try DatabaseQueue(path: target, configuration: configuration)
            try source.backup(to: copy)
            try copy.close()
        } catch { throw StoreError(error, path: target) }
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
