import GRDB
public import Model

extension HistoryStore {
    /// Learns the configured teams: a first cursor for each new one, a version for each changed definition; those no longer named are retired.
    ///
    /// - Parameter week: the newest week that already counts as accounted for when the team is first seen.
    /// - Returns: each team's cursor.
    public func knowTeams(_ teams: [Team], at now: Instant, week: (TeamID) -> ISOWeek) async throws(StoreError) -> [TeamID: ISOWeek] {
        let known = try await read { db in try db.knownTeams() }
        var changes: [TeamChange] = []
        var cursors: [TeamID: ISOWeek] = [:]
        for team in teams {
            let before = known[team.id]
            let cursor = before?.cursor ?? week(team.id)
            cursors[team.id] = cursor
            let fingerprint = try prepared { try team.fingerprint() }
            if before?.fingerprint == fingerprint, before?.isRetired == false { continue }
            let definition = before?.fingerprint == fingerprint ? nil : try prepared { try toJSON(team) }
            changes.append(TeamChange(team: team, cursor: cursor, definition: definition, fingerprint: fingerprint))
        }
        let configured = Set(teams.map(\.id))
        let retired = known.filter { !$0.value.isRetired && $0.value.fingerprint != nil && !configured.contains($0.key) }.map(\.key).sorted()
        if changes.isEmpty, retired.isEmpty { return cursors }
        let learnt = changes
        try await write { db in
            for change in learnt { try db.apply(change, at: now) }
            for team in retired {
                try db.run("UPDATE teams SET retired_at = ? WHERE team = ?", [now.milliseconds, team.rawValue])
                try db.note(.knowTeams, at: now, team: team, "retired")
            }
        }
        return cursors
    }

    /// The newest one, of a retired team too.
    public func definition(of team: TeamID) async throws(StoreError) -> Team? {
        try await definitions(of: team, limit: 1).first?.definition
    }

    /// Every version of a team's definition, newest first.
    public func definitions(of team: TeamID, limit: Int = 1000) async throws(StoreError) -> [TeamVersion] {
        try await read { db in
            try db.all(
                "SELECT definition, valid_from FROM team_versions WHERE team = ? ORDER BY version DESC LIMIT ?", [team.rawValue, limit]
            ) { row in
                TeamVersion(definition: try row.json(), validFrom: row.instant())
            }
        }
    }

    /// Teams of the configuration that was last learnt, by id.
    public func knownTeams() async throws(StoreError) -> [TeamID] {
        try await read { db in
            try db.all("SELECT team FROM teams WHERE retired_at IS NULL AND fingerprint IS NOT NULL ORDER BY team") { $0.name() }
        }
    }

    /// The newest week of a team that is accounted for; nil for one never seen.
    public func cursor(of team: TeamID) async throws(StoreError) -> ISOWeek? {
        try await read { db in try db.first("SELECT cursor FROM teams WHERE team = ?", [team.rawValue]) { try $0.week() } }
    }
}

private struct TeamChange: Sendable {
    var team: Team
    var cursor: ISOWeek
    /// Nil for a retired team that comes back as it was.
    var definition: String?
    var fingerprint: Int64
}

private struct KnownTeam: Sendable {
    var cursor: ISOWeek
    var fingerprint: Int64?
    var isRetired: Bool
}

extension Database {
    fileprivate func knownTeams() throws -> [TeamID: KnownTeam] {
        let rows = try all("SELECT team, cursor, fingerprint, retired_at FROM teams") { row in
            let team: TeamID = row.name()
            let known = KnownTeam(cursor: try row.week(), fingerprint: row.optionalInt().map(Int64.init), isRetired: row.optionalInstant() != nil)
            return (team, known)
        }
        return Dictionary(rows) { $1 }
    }

    fileprivate func apply(_ change: TeamChange, at now: Instant) throws {
        let id = change.team.id.rawValue
        try moveCursor(of: change.team.id, to: change.cursor)
        try run("UPDATE teams SET fingerprint = ?, retired_at = NULL WHERE team = ?", [change.fingerprint, id])
        guard let definition = change.definition else { return try note(.knowTeams, at: now, team: change.team.id, "back again") }
        try run(
            """
            INSERT INTO team_versions (team, version, valid_from, definition)
            SELECT ?1, coalesce(max(version), 0) + 1, ?2, ?3 FROM team_versions WHERE team = ?1
            """, [id, now.milliseconds, definition])
        for keyResult in change.team.keyResults { try joinSeries(of: keyResult, team: change.team.id) }
        try note(.knowTeams, at: now, team: change.team.id, "new definition")
    }

    /// What was recorded under a key result's earlier ids belongs to its series.
    private func joinSeries(of keyResult: KeyResult, team: TeamID) throws {
        for id in keyResult.was + [keyResult.id] {
            try run(
                """
                INSERT INTO series (team, key_result, current_id) VALUES (?, ?, ?)
                ON CONFLICT (team, key_result) DO UPDATE SET current_id = excluded.current_id
                """, [team.rawValue, id.rawValue, keyResult.id.rawValue])
        }
    }

    /// The series that an update belongs to, made when it is the first.
    func ensureSeries(team: TeamID, keyResult: KeyResultID) throws {
        try run(
            "INSERT INTO series (team, key_result, current_id) VALUES (?1, ?2, ?2) ON CONFLICT DO NOTHING", [team.rawValue, keyResult.rawValue])
    }
}
