import GRDB
import Model

extension Database {
    func insert(_ record: TeamRecord) throws -> Bool {
        let isKnown = try exists("SELECT 1 FROM teams WHERE team = ?", [record.team.rawValue])
        try moveCursor(of: record.team, to: record.cursor)
        if !isKnown { try run("UPDATE teams SET retired_at = ? WHERE team = ?", [record.retiredAt?.milliseconds, record.team.rawValue]) }
        return !isKnown
    }

    /// Into its place in time among the versions that are there; the newest one is what the team is compared with at the next start.
    func insert(_ record: DefinitionRecord) throws -> Bool {
        let team = record.team.rawValue
        let definition = try toJSON(record.definition)
        let since = record.validFrom.milliseconds
        guard try !exists("SELECT 1 FROM team_versions WHERE team = ? AND valid_from = ? AND definition = ?", [team, since, definition]) else {
            return false
        }
        let later = try count("SELECT count(*) FROM team_versions WHERE team = ? AND valid_from > ?", [team, since])
        let version = try count("SELECT count(*) FROM team_versions WHERE team = ? AND valid_from <= ?", [team, since]) + 1
        // Out of the way and back again, one higher: versions are unique at every moment.
        try run("UPDATE team_versions SET version = version + 1000000 WHERE team = ? AND valid_from > ?", [team, since])
        try run("INSERT INTO team_versions (team, version, valid_from, definition) VALUES (?, ?, ?, ?)", [team, version, since, definition])
        try run("UPDATE team_versions SET version = version - 999999 WHERE team = ? AND version > 1000000", [team])
        if later == 0 { try run("UPDATE teams SET fingerprint = ? WHERE team = ?", [try record.definition.fingerprint(), team]) }
        return true
    }

    func insert(_ record: SeriesRecord) throws -> Bool {
        try run(
            "INSERT INTO series (team, key_result, current_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [record.team.rawValue, record.keyResult.rawValue, record.currentId.rawValue]) == 1
    }

    func insert(_ record: CheckInRecord) throws -> Bool {
        let checkIn = CheckIn(
            id: record.checkIn, state: record.state, asked: record.asked, skipReason: record.skipReason, dueAt: record.dueAt,
            askedAt: record.askedAt, remindAt: record.remindAt, closesAt: record.closesAt, closedAt: record.closedAt)
        try moveCursor(of: checkIn.id.team, to: checkIn.id.week)
        guard try insert(checkIn, snapshot: try record.snapshot.map(toJSON)) else { return false }
        try run(
            "UPDATE check_ins SET revision = ? WHERE team = ? AND week = ?",
            [record.revision, checkIn.id.team.rawValue, checkIn.id.week.description])
        return true
    }

    func insert(_ record: ReminderRecord) throws -> Bool {
        try run(
            "INSERT INTO reminders (team, week, reminder, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [record.checkIn.team.rawValue, record.checkIn.week.description, record.reminder, record.at.milliseconds]) == 1
    }

    func insert(_ record: PauseRecord) throws -> Bool {
        try run(
            "INSERT INTO pauses (team, until, set_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [record.team.rawValue, record.until.description, record.setAt.milliseconds]) == 1
    }
}
