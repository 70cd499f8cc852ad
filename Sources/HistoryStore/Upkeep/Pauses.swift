import GRDB
public import Model

extension HistoryStore {
    /// The team's slots on dates before this one are skipped; nil ends the pause.
    public func pause(_ team: TeamID, until date: LocalDate?, at now: Instant) async throws(StoreError) {
        try await write { db in
            if let date {
                try db.run(
                    """
                    INSERT INTO pauses (team, until, set_at) VALUES (?, ?, ?)
                    ON CONFLICT (team) DO UPDATE SET until = excluded.until, set_at = excluded.set_at
                    """, [team.rawValue, date.description, now.milliseconds])
            } else {
                try db.run("DELETE FROM pauses WHERE team = ?", [team.rawValue])
            }
            try db.note(.pause, at: now, team: team, date.map { "until \($0)" } ?? "ended")
        }
    }

    /// The first day on which the team may be asked again; nil where nobody paused it. It may have passed.
    public func pausedUntil(_ team: TeamID) async throws(StoreError) -> LocalDate? {
        try await read { db in try db.first("SELECT until FROM pauses WHERE team = ?", [team.rawValue]) { try $0.date() } }
    }

    /// Of every team that was paused.
    public func pauses() async throws(StoreError) -> [TeamID: LocalDate] {
        try await read { db in
            Dictionary(try db.all("SELECT team, until FROM pauses") { (team: $0.name() as TeamID, until: try $0.date()) }.map { ($0.team, $0.until) })
            {
                $1
            }
        }
    }
}

extension Columns {
    mutating func date() throws -> LocalDate {
        let text = text()
        guard let date = LocalDate(text) else { throw Damage("not a date: \(text)") }
        return date
    }
}
