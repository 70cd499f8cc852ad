import Dispatch
import GRDB
import Model

extension HistoryStore {
    static func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.label = "outcomed.store"
        // A command that reads or restores may stand beside the daemon.
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        // The default asks for a raised thread priority, which the hardened unit refuses.
        configuration.qos = .default
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA temp_store = MEMORY;
                    """)
        }
        return configuration
    }

    static func openMemory() throws(StoreError) -> any DatabaseWriter {
        do { return try DatabaseQueue(configuration: configuration(readOnly: false)) } catch { throw StoreError(error, path: ":memory:") }
    }

    static func openPool(_ path: String) throws(StoreError) -> any DatabaseWriter {
        do { return try DatabasePool(path: path, configuration: configuration(readOnly: false)) } catch { throw StoreError(error, path: path) }
    }

    func setUp(isFile: Bool, at now: Instant) async throws(StoreError) {
        do {
            try await database.writeWithoutTransaction { db in
                if isFile { try Self.makeDurable(db) }
                try Migration.apply(to: db, at: now)
                try Self.checkIntegrity(db)
            }
        } catch {
            try? database.close()
            throw StoreError(error, path: path)
        }
    }

    /// Every commit is to be on the disk before it is answered for.
    ///
    /// GRDB lowers `synchronous` when it turns the write-ahead log on, after its configuration has run, so that it has to be raised here.
    private static func makeDurable(_ db: Database) throws {
        try db.execute(
            sql: """
                PRAGMA synchronous = FULL;
                PRAGMA journal_size_limit = 67108864;
                PRAGMA wal_autocheckpoint = 4000;
                """)
        let isDurable = try pragma("synchronous", of: db) == "2" && pragma("journal_mode", of: db) == "wal" && pragma("foreign_keys", of: db) == "1"
        guard isDurable else { throw Damage("the write-ahead log cannot be turned on durably") }
    }

    private static func pragma(_ name: String, of db: Database) throws -> String? {
        try String.fetchOne(db, sql: "PRAGMA \(name)")
    }

    /// A look at the whole store while it is small; a large one would hold up the start.
    private static func checkIntegrity(_ db: Database) throws {
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        guard pages <= 2048 else { return }
        let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? ""
        guard verdict == "ok" else { throw Damage(verdict) }
    }
}
