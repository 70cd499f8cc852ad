import GRDB
public import Model

extension HistoryStore {
    /// What a command lists, oldest first: all that is waiting or on its way, and the newest of the rest.
    ///
    /// - Parameter limit: of the rows that are settled; with `deadOnly` of the dead ones.
    public func outbox(deadOnly: Bool, limit: Int = 200) async throws(StoreError) -> [OutboxRow] {
        let rows: [NumberedRow] = try await read { db in
            if deadOnly { return try db.outbox("WHERE state = 'dead' ORDER BY sequence DESC LIMIT ?", [limit]) }
            let settled = try db.outbox("WHERE state IN ('delivered', 'dead', 'cancelled') ORDER BY sequence DESC LIMIT ?", [limit])
            let heads = try db.outbox("WHERE is_head = 1 ORDER BY sequence", [])
            let behind = try db.outbox("WHERE state = 'pending' AND is_head = 0 ORDER BY sequence", [])
            return settled + heads + behind
        }
        return rows.sorted { $0.sequence < $1.sequence }.map(\.row)
    }

    public func outboxRow(_ id: UniqueID) async throws(StoreError) -> OutboxRow? {
        try await read { db in try db.outbox("WHERE id = ?", [id.description]).first }?.row
    }

    /// The message of ours that the platform calls by this id: where it was edited, the newest version.
    public func outboxRow(account: AccountID, conversation: String, platformMessageID: String) async throws(StoreError) -> OutboxRow? {
        try await read { db in
            try db.outbox(
                "WHERE platform_id = ? AND account = ? AND conversation = ? ORDER BY sequence DESC LIMIT 1",
                [platformMessageID, account.rawValue, conversation]
            ).first
        }?.row
    }

    /// All messages of a check-in, oldest first.
    public func outboxRows(checkIn: CheckInID) async throws(StoreError) -> [OutboxRow] {
        try await read { db in
            try db.outbox("WHERE team = ? AND week = ? ORDER BY sequence", [checkIn.team.rawValue, checkIn.week.description])
        }.map(\.row)
    }

    /// Delivered when one of its prompts is; dead when none is left that could be, or there was none.
    public func deliveryOfPrompt(checkIn: CheckInID) async throws(StoreError) -> PromptDelivery {
        let states = try await read { db in
            try db.all(
                "SELECT state FROM outbox WHERE team = ? AND week = ? AND kind = 'prompt'", [checkIn.team.rawValue, checkIn.week.description]
            ) { try $0.value(OutboxRow.State.self) }
        }
        if states.contains(.delivered) { return .delivered }
        return states.contains { $0 == .pending || $0 == .sending } ? .pending : .dead
    }
}

private struct NumberedRow: Sendable {
    var sequence: Int64
    var row: OutboxRow
}

extension Database {
    fileprivate func outbox(_ condition: String, _ values: [(any DatabaseValueConvertible)?]) throws -> [NumberedRow] {
        try all(
            """
            SELECT sequence, id, kind, account, conversation, team, week, focus, slot, state, attempts, iif(state = 'pending', due_at, NULL),
                failure_kind, failure_detail, created_at, expires_at, delivered_at, platform_id
            FROM outbox
            """ + " " + condition, values
        ) { row in
            NumberedRow(
                sequence: row.int64(),
                row: OutboxRow(
                    id: try row.id(), kind: try row.value(), account: row.name(), conversation: row.text(), checkIn: try row.optionalCheckIn(),
                    focus: row.optionalName(), slot: row.optionalText(), state: try row.value(), attempts: row.int(),
                    nextAttemptAt: row.optionalInstant(), failure: try row.failure(), createdAt: row.instant(), expiresAt: row.instant(),
                    deliveredAt: row.optionalInstant(), platformMessageID: row.optionalText()))
        }
    }
}
