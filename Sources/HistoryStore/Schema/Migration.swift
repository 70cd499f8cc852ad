import GRDB
import Model

/// One step of the schema. Steps are only ever appended, and hold literals, so that they do the same for ever.
struct Migration: Sendable {
    let name: String
    let sql: String

    /// In order; a store's `user_version` is how many of them it has seen.
    static let all: [Migration] = [firstTables, polling, pauses]

    /// `outc`, in the header of every store.
    static let applicationID = 0x6F75_7463
}

extension Migration {
    /// Applies all that a store lacks, in one transaction: an upgrade that fails half-way leaves a store that the version before still reads.
    static func apply(_ migrations: [Migration] = all, to db: Database, at now: Instant) throws {
        let found = try check(db, known: migrations.count)
        guard found < migrations.count else { return }
        try db.inTransaction(.immediate) {
            if found == 0 {
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(
                    sql: "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT")
            }
            for (index, migration) in migrations.enumerated().dropFirst(found) {
                try db.execute(sql: migration.sql)
                try db.execute(
                    sql: "INSERT INTO migrations (version, name, at) VALUES (?, ?, ?)", arguments: [index + 1, migration.name, now.milliseconds])
            }
            try db.execute(sql: "PRAGMA user_version = \(migrations.count)")
            return .commit
        }
    }

    /// The version that a store is at, unless it is not ours or from a newer program.
    static func check(_ db: Database, known: Int = all.count) throws -> Int {
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard application == applicationID || (application == 0 && found == 0 && tables == 0) else { throw Refusal.foreign }
        guard found <= known else { throw Refusal.newer(found: found, known: known) }
        return found
    }

    enum Refusal: Error {
        case foreign
        case newer(found: Int, known: Int)
    }
}
