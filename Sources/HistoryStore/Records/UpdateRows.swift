import GRDB
public import Model

extension HistoryStore {
    /// Of one check-in, in every state, in the order recorded.
    public func updates(checkIn: CheckInID) async throws(StoreError) -> [Update] {
        try await read { db in
            try db.updates("WHERE u.team = ? AND u.week = ? ORDER BY u.sequence", [checkIn.team.rawValue, checkIn.week.description])
        }
    }

    /// A key result's series, its earlier ids included, in every state, in the order said.
    ///
    /// - Parameters:
    ///   - asOf: the series as it was known then: what was recorded later is left out, and what ended later is live.
    ///   - limit: only the newest so many.
    public func updates(team: TeamID, keyResult: KeyResultID, asOf: Instant? = nil, limit: Int? = nil) async throws(StoreError) -> [Update] {
        try await read { db in
            let ids = try db.seriesIDs(team: team, keyResult: keyResult)
            let found = try ids.flatMap { id in
                try db.updates(
                    "WHERE u.team = ? AND u.key_result = ? AND u.recorded_at <= ? ORDER BY u.week DESC, u.said_at DESC, u.sequence DESC LIMIT ?",
                    [team.rawValue, id.rawValue, asOf?.milliseconds ?? Int64.max, limit ?? -1], asOf: asOf)
            }
            let sorted = found.sorted { $0.isBefore($1) }
            return Array(sorted.suffix(limit ?? sorted.count))
        }
    }

    /// Those that are there, in the order asked for.
    public func updates(ids: [UniqueID]) async throws(StoreError) -> [Update] {
        try await read { db in try ids.flatMap { try db.updates("WHERE u.id = ?", [$0.description]) } }
    }

    /// Those of a team that came by reading history anew and were recorded later than an instant, in the order recorded.
    public func updatesReadAnew(team: TeamID, after instant: Instant) async throws(StoreError) -> [Update] {
        try await read { db in
            try db.updates(
                "WHERE u.team = ? AND u.source = 'reparse' AND u.recorded_at > ? ORDER BY u.sequence", [team.rawValue, instant.milliseconds])
        }
    }
}

private let updateColumns = """
    SELECT u.id, u.team, u.key_result, u.week, u.value, u.status, u.confidence, u.note, u.said_at, u.author, u.said_for, u.source, u.late,
        u.message, u.span_start, u.span_end, \(spanText("u")), u.supersedes, u.state, u.reason, u.ended_at
    FROM updates AS u LEFT JOIN messages AS m ON m.id = u.message
    """

/// The words of a span, cut out by the engine so that a long message is not carried about for a few words of it.
func spanText(_ row: String) -> String {
    """
    CASE WHEN m.removed_at IS NULL
        THEN CAST(substr(CAST(m.text AS BLOB), \(row).span_start + 1, \(row).span_end - \(row).span_start) AS TEXT)
        ELSE '[removed]' END
    """
}

extension Columns {
    /// Four columns: message, start, end, words.
    mutating func optionalEvidence() throws -> Evidence? {
        let message = try optionalID()
        let start = optionalInt()
        let end = optionalInt()
        let text = optionalText()
        guard let message, let start, let end else { return nil }
        return Evidence(message: message, start: start, end: end, text: text)
    }

    mutating func evidence() throws -> Evidence {
        guard let evidence = try optionalEvidence() else { throw Damage("a row without its evidence") }
        return evidence
    }
}

extension Update {
    fileprivate static func read(_ row: inout Columns, asOf: Instant?) throws -> Update {
        let id = try row.id()
        let team: TeamID = row.name()
        var update = Update(
            id: id, team: team, keyResult: row.name(), checkIn: CheckInID(team: team, week: try row.week()), value: row.double(),
            status: try row.optionalValue(), confidence: row.double(), note: row.optionalText(), saidAt: row.instant(), author: Author(row.text()),
            saidFor: row.optionalText().map { Author($0) }, source: try row.value(), late: row.flag(), evidence: try row.optionalEvidence(),
            supersedes: try row.optionalID(), state: try row.value(), reason: row.optionalText())
        if let asOf, let endedAt = row.optionalInstant(), endedAt > asOf {
            update.state = .live
            update.reason = nil
        }
        return update
    }

    /// By check-in, then by when it was said, then by id: the last of the live ones is the current value.
    func isBefore(_ other: Update) -> Bool { (checkIn.week, saidAt, id) < (other.checkIn.week, other.saidAt, other.id) }
}

extension Database {
    func updates(_ rest: String, _ values: [(any DatabaseValueConvertible)?], asOf: Instant? = nil) throws -> [Update] {
        try all(updateColumns + " " + rest, values) { try Update.read(&$0, asOf: asOf) }
    }

    /// A series' current id and its earlier ones.
    func seriesIDs(team: TeamID, keyResult: KeyResultID) throws -> [KeyResultID] {
        let ids: [KeyResultID] = try all(
            """
            SELECT key_result FROM series WHERE team = ?1 AND current_id = coalesce(
                (SELECT current_id FROM series WHERE team = ?1 AND key_result = ?2), ?2)
            """, [team.rawValue, keyResult.rawValue]
        ) { $0.name() }
        return ids
    }

    func insert(_ update: Update, recordedAt: Instant, ignoringKnown: Bool = false) throws {
        try ensureSeries(team: update.team, keyResult: update.keyResult)
        try run(
            """
            INSERT INTO updates (
                id, team, week, key_result, value, status, confidence, note, said_at, recorded_at, author, said_for, source, late,
                message, span_start, span_end, supersedes, state, reason, ended_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """ + (ignoringKnown ? " ON CONFLICT (id) DO NOTHING" : ""),
            [
                update.id.description, update.team.rawValue, update.checkIn.week.description, update.keyResult.rawValue, update.value,
                update.status?.rawValue, update.confidence, update.note, update.saidAt.milliseconds, recordedAt.milliseconds,
                update.author.description, update.saidFor?.description, update.source.rawValue, update.late, update.evidence?.message.description,
                update.evidence?.start, update.evidence?.end, update.supersedes?.description, update.state.rawValue, update.reason,
                update.state == .live ? nil : recordedAt.milliseconds,
            ])
    }
}
