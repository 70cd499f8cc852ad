import GRDB
public import Model

extension HistoryStore {
    /// In every state, in the order recorded; so are the blockers and skips.
    public func outputs(checkIn: CheckInID) async throws(StoreError) -> [Output] {
        try await read { db in try db.outputs(ofCheckIn, [checkIn.team.rawValue, checkIn.week.description]) }
    }

    public func blockers(checkIn: CheckInID) async throws(StoreError) -> [Blocker] {
        try await read { db in try db.blockers(ofCheckIn, [checkIn.team.rawValue, checkIn.week.description]) }
    }

    public func skips(checkIn: CheckInID) async throws(StoreError) -> [Skip] {
        try await read { db in try db.skips(ofCheckIn, [checkIn.team.rawValue, checkIn.week.description]) }
    }
}

private let ofCheckIn = "WHERE n.team = ? AND n.week = ? ORDER BY n.sequence"

extension Database {
    func outputs(_ rest: String, _ values: [(any DatabaseValueConvertible)?]) throws -> [Output] {
        try all(
            """
            SELECT n.id, n.team, n.week, n.initiative, n.author, n.said_at, n.message, n.span_start, n.span_end, \(spanText("n")), n.state
            FROM outputs AS n JOIN messages AS m ON m.id = n.message \(rest)
            """, values
        ) { row in
            Output(
                id: try row.id(), checkIn: try row.checkIn(), initiative: row.optionalName(), author: Author(row.text()), saidAt: row.instant(),
                evidence: try row.evidence(), state: try row.value())
        }
    }

    func blockers(_ rest: String, _ values: [(any DatabaseValueConvertible)?]) throws -> [Blocker] {
        try all(
            """
            SELECT n.id, n.team, n.week, n.key_result, n.author, n.said_at, n.message, n.span_start, n.span_end, \(spanText("n")), n.state
            FROM blockers AS n JOIN messages AS m ON m.id = n.message \(rest)
            """, values
        ) { row in
            Blocker(
                id: try row.id(), checkIn: try row.checkIn(), keyResult: row.optionalName(), author: Author(row.text()), saidAt: row.instant(),
                evidence: try row.evidence(), state: try row.value())
        }
    }

    func skips(_ rest: String, _ values: [(any DatabaseValueConvertible)?]) throws -> [Skip] {
        try all(
            "SELECT n.id, n.team, n.week, n.key_result, n.author, n.said_at, n.message, n.state FROM skips AS n \(rest)", values
        ) { row in
            Skip(
                id: try row.id(), checkIn: try row.checkIn(), keyResult: row.optionalName(), author: Author(row.text()), saidAt: row.instant(),
                message: try row.id(), state: try row.value())
        }
    }

    func insert(_ output: Output, ignoringKnown: Bool = false) throws {
        try run(
            """
            INSERT INTO outputs (id, team, week, initiative, author, said_at, message, span_start, span_end, state, ended_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """ + (ignoringKnown ? " ON CONFLICT (id) DO NOTHING" : ""),
            [
                output.id.description, output.checkIn.team.rawValue, output.checkIn.week.description, output.initiative?.rawValue,
                output.author.description, output.saidAt.milliseconds, output.evidence.message.description, output.evidence.start,
                output.evidence.end, output.state.rawValue, output.state == .live ? nil : output.saidAt.milliseconds,
            ])
    }

    func insert(_ blocker: Blocker, ignoringKnown: Bool = false) throws {
        try run(
            """
            INSERT INTO blockers (id, team, week, key_result, author, said_at, message, span_start, span_end, state, ended_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """ + (ignoringKnown ? " ON CONFLICT (id) DO NOTHING" : ""),
            [
                blocker.id.description, blocker.checkIn.team.rawValue, blocker.checkIn.week.description, blocker.keyResult?.rawValue,
                blocker.author.description, blocker.saidAt.milliseconds, blocker.evidence.message.description, blocker.evidence.start,
                blocker.evidence.end, blocker.state.rawValue, blocker.state == .live ? nil : blocker.saidAt.milliseconds,
            ])
    }

    func insert(_ skip: Skip) throws {
        try run(
            """
            INSERT INTO skips (id, team, week, key_result, author, said_at, message, state, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                skip.id.description, skip.checkIn.team.rawValue, skip.checkIn.week.description, skip.keyResult?.rawValue, skip.author.description,
                skip.saidAt.milliseconds, skip.message.description, skip.state.rawValue, skip.state == .live ? nil : skip.saidAt.milliseconds,
            ])
    }

    /// Ends the live outputs, blockers and skips of a message, but for those just added.
    func endNotes(of message: UniqueID, as state: Update.State, at now: Instant, butFor added: Set<UniqueID>) throws {
        for table in ["outputs", "blockers", "skips"] {
            let live = try all("SELECT id FROM \(table) WHERE message = ? AND state = 'live'", [message.description]) { try $0.id() }
            for id in live where !added.contains(id) {
                try run(
                    "UPDATE \(table) SET state = ?, ended_at = ? WHERE id = ?", [state.rawValue, now.milliseconds, id.description])
            }
        }
    }
}
