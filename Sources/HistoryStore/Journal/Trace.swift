import GRDB
import Model

extension HistoryStore {
    /// The way of a check-in, message, inbox row or outbox row through the steps, oldest first; a platform's id of a message will do too.
    public func trace(_ id: String) async throws(StoreError) -> [JournalRow] {
        try await read { db in
            var found: [Int64: JournalRow] = [:]
            func collect(_ rows: [JournalRow]) { for row in rows { found[row.sequence] = row } }
            if let checkIn = CheckInID(id) {
                collect(try db.journal(where: "team = ? AND week = ?", [checkIn.team.rawValue, checkIn.week.description]))
            }
            for subject in [id] + (try db.subjects(platformID: id)) { collect(try db.journal(of: subject)) }
            // What those rows lead to: the intake and the delivery of each message in them.
            let reached = Set(found.values.flatMap { [$0.inbox, $0.outbox].compactMap { $0?.description } })
            for subject in reached { collect(try db.journal(of: subject)) }
            return found.values.sorted { $0.sequence < $1.sequence }
        }
    }

    /// The newest rows of the journal, oldest first.
    public func journal(limit: Int) async throws(StoreError) -> [JournalRow] {
        try await read { db in
            try db.journal(where: "TRUE ORDER BY sequence DESC LIMIT ?", [limit]).reversed()
        }
    }
}

extension Database {
    fileprivate func journal(where condition: String, _ values: [(any DatabaseValueConvertible)?]) throws -> [JournalRow] {
        try all("SELECT sequence, at, step, team, week, message, inbox, outbox, outcome FROM journal WHERE " + condition, values) { row in
            JournalRow(
                sequence: row.int64(), at: row.instant(), step: try row.value(), checkIn: try row.optionalCheckIn(), message: try row.optionalID(),
                inbox: try row.optionalID(), outbox: try row.optionalID(), outcome: row.text())
        }
    }

    fileprivate func journal(of subject: String) throws -> [JournalRow] {
        try ["message = ?", "inbox = ?", "outbox = ?"].flatMap { try journal(where: $0, [subject]) }
    }

    /// Our ids of what the platform calls by this one.
    fileprivate func subjects(platformID: String) throws -> [String] {
        try [
            "SELECT id FROM messages WHERE platform_id = ?",
            "SELECT id FROM inbox WHERE message_id = ?",
            "SELECT id FROM outbox WHERE platform_id = ?",
        ].flatMap { try all($0, [platformID]) { $0.text() } }
    }
}
