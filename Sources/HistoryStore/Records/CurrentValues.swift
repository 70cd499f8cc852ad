import GRDB
public import Model

extension HistoryStore {
    /// Each key result's current value: its live update with a value that has the greatest (check-in, said_at, id).
    ///
    /// - Parameter asOf: as it was known then.
    public func current(team: TeamID, asOf: Instant? = nil) async throws(StoreError) -> [KeyResultID: Update] {
        try await read { db in try db.newest(team: team, with: "value", asOf: asOf) }
    }

    /// Each key result's newest live update that tells a status.
    public func latestStatus(team: TeamID) async throws(StoreError) -> [KeyResultID: Update] {
        try await read { db in try db.newest(team: team, with: "status", asOf: nil) }
    }

    /// For each key result that was ever reported, the value that held at the end of each of the latest check-ins that were asked, oldest first;
    /// nil where none was known yet. Later corrections count: a value is what is now known of that week.
    ///
    /// - Parameters:
    ///   - weeks: how many check-ins at most.
    ///   - before: only check-ins of earlier weeks.
    public func valueHistory(team: TeamID, weeks: Int, before: ISOWeek) async throws(StoreError) -> [KeyResultID: [Double?]] {
        try await read { db in
            let asked = try db.all(
                "SELECT week FROM check_ins WHERE team = ? AND week < ? AND state <> 'skipped' ORDER BY week DESC LIMIT ?",
                [team.rawValue, before.description, weeks]
            ) { try $0.week() }.reversed()
            return try db.series(of: team).mapValues { ids in
                try asked.map { week in
                    try ids.compactMap { try db.newest(team: team, keyResult: $0, with: "value", through: week) }.max { $0.isBefore($1) }?.value
                }
            }
        }
    }
}

extension Database {
    /// The ids of each series of a team, under its current id.
    fileprivate func series(of team: TeamID) throws -> [KeyResultID: [KeyResultID]] {
        let rows = try all("SELECT current_id, key_result FROM series WHERE team = ?", [team.rawValue]) {
            (current: $0.name() as KeyResultID, id: $0.name() as KeyResultID)
        }
        return Dictionary(grouping: rows, by: \.current).mapValues { $0.map(\.id) }
    }

    fileprivate func newest(team: TeamID, with column: String, asOf: Instant?) throws -> [KeyResultID: Update] {
        try series(of: team).compactMapValues { ids in
            try ids.compactMap { id in
                if let asOf { return try newest(team: team, keyResult: id, with: column, knownAt: asOf) }
                return try newest(team: team, keyResult: id, with: column, through: nil)
            }.max { $0.isBefore($1) }
        }
    }

    /// The rows that share the greatest (week, said_at) are fetched, since ids do not sort as texts: the greatest id among them wins here.
    fileprivate func newest(team: TeamID, keyResult: KeyResultID, with column: String, through week: ISOWeek?) throws -> Update? {
        try updates(
            """
            JOIN (SELECT week, said_at FROM updates
                WHERE team = ?1 AND key_result = ?2 AND state = 'live' AND \(column) IS NOT NULL AND week <= ?3
                ORDER BY week DESC, said_at DESC LIMIT 1) AS top ON top.week = u.week AND top.said_at = u.said_at
            WHERE u.team = ?1 AND u.key_result = ?2 AND u.state = 'live' AND u.\(column) IS NOT NULL
            """, [team.rawValue, keyResult.rawValue, week?.description ?? "9999-W99"]
        ).max { $0.isBefore($1) }
    }

    fileprivate func newest(team: TeamID, keyResult: KeyResultID, with column: String, knownAt instant: Instant) throws -> Update? {
        try updates(
            """
            WHERE u.team = ?1 AND u.key_result = ?2 AND u.\(column) IS NOT NULL AND u.recorded_at <= ?3
                AND (u.state = 'live' OR u.ended_at > ?3)
            ORDER BY u.week DESC, u.said_at DESC LIMIT 16
            """, [team.rawValue, keyResult.rawValue, instant.milliseconds], asOf: instant
        ).max { $0.isBefore($1) }
    }
}
