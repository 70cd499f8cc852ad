import GRDB
public import Model

extension HistoryStore {
    public func checkIn(_ id: CheckInID) async throws(StoreError) -> CheckIn? {
        try await read { db in
            try db.first(checkInSelect + "WHERE c.team = ? AND c.week = ?", [id.team.rawValue, id.week.description], CheckIn.read)
        }
    }

    /// Of one team or of all, oldest first.
    ///
    /// - Parameter withSnapshots: false where only times and states are wanted, which for many teams is far quicker.
    public func openCheckIns(team: TeamID? = nil, withSnapshots: Bool = true) async throws(StoreError) -> [CheckIn] {
        let select = withSnapshots ? checkInSelect : checkInSelectWithoutSnapshot
        return try await read { db in
            guard let team else { return try db.all(select + "WHERE c.state = 'open' ORDER BY c.week, c.team", [], CheckIn.read) }
            return try db.all(select + "WHERE c.state = 'open' AND c.team = ? ORDER BY c.week", [team.rawValue], CheckIn.read)
        }
    }

    /// The newest one that was asked.
    public func newestCheckIn(team: TeamID) async throws(StoreError) -> CheckIn? {
        try await read { db in
            try db.first(checkInSelect + "WHERE c.team = ? AND c.state <> 'skipped' ORDER BY c.week DESC LIMIT 1", [team.rawValue], CheckIn.read)
        }
    }

    /// Newest first, skipped ones included.
    public func checkIns(team: TeamID, limit: Int, withSnapshots: Bool = true) async throws(StoreError) -> [CheckIn] {
        let select = withSnapshots ? checkInSelect : checkInSelectWithoutSnapshot
        return try await read { db in
            try db.all(select + "WHERE c.team = ? ORDER BY c.week DESC LIMIT ?", [team.rawValue, limit], CheckIn.read)
        }
    }

    /// The weeks of a team, from one on, that have a check-in in any state.
    public func weeksTaken(team: TeamID, from week: ISOWeek) async throws(StoreError) -> Set<ISOWeek> {
        try await read { db in
            Set(try db.all("SELECT week FROM check_ins WHERE team = ? AND week >= ?", [team.rawValue, week.description]) { try $0.week() })
        }
    }
}

private let checkInColumns =
    "SELECT c.team, c.week, c.state, c.asked, c.skip_reason, c.due_at, c.asked_at, c.remind_at, c.closes_at, c.closed_at, c.revision"
private let checkInSelect = checkInColumns + ", s.snapshot FROM check_ins AS c LEFT JOIN snapshots AS s ON s.team = c.team AND s.week = c.week "
private let checkInSelectWithoutSnapshot = checkInColumns + ", NULL FROM check_ins AS c "

extension CheckIn {
    fileprivate static func read(_ row: inout Columns) throws -> CheckIn {
        CheckIn(
            id: try row.checkIn(), state: try row.value(), asked: try row.optionalValue(), skipReason: try row.optionalValue(), dueAt: row.instant(),
            askedAt: row.optionalInstant(), remindAt: row.text().split(separator: ",").compactMap { Int64($0).map(Instant.init(milliseconds:)) },
            closesAt: row.instant(), closedAt: row.optionalInstant(), revision: row.int(), snapshot: try row.optionalText().map(fromJSON))
    }

    /// The arguments in the order of the columns.
    fileprivate init(
        id: CheckInID, state: State, asked: Asked?, skipReason: SkipReason?, dueAt: Instant, askedAt: Instant?, remindAt: [Instant],
        closesAt: Instant,
        closedAt: Instant?, revision: Int, snapshot: Snapshot?
    ) {
        self.init(
            id: id, state: state, asked: asked, skipReason: skipReason, dueAt: dueAt, askedAt: askedAt, remindAt: remindAt, closesAt: closesAt,
            closedAt: closedAt, snapshot: snapshot, revision: revision)
    }
}

extension Database {
    /// False when the team has a check-in in that week already.
    func insert(_ checkIn: CheckIn, snapshot: String?) throws -> Bool {
        let inserted = try run(
            """
            INSERT INTO check_ins (team, week, state, asked, skip_reason, due_at, asked_at, remind_at, closes_at, closed_at, revision)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (team, week) DO NOTHING
            """,
            [
                checkIn.id.team.rawValue, checkIn.id.week.description, checkIn.state.rawValue, checkIn.asked?.rawValue, checkIn.skipReason?.rawValue,
                checkIn.dueAt.milliseconds, checkIn.askedAt?.milliseconds, checkIn.remindAt.map { String($0.milliseconds) }.joined(separator: ","),
                checkIn.closesAt.milliseconds, checkIn.closedAt?.milliseconds,
            ])
        guard inserted == 1 else { return false }
        try insert(snapshot: snapshot, of: checkIn.id)
        return true
    }

    func insert(snapshot: String?, of checkIn: CheckInID) throws {
        guard let snapshot else { return }
        try run(
            "INSERT INTO snapshots (team, week, snapshot) VALUES (?, ?, ?)", [checkIn.team.rawValue, checkIn.week.description, snapshot])
    }

    /// State and revision; nil when there is no such check-in.
    func standing(of checkIn: CheckInID) throws -> (state: CheckIn.State, revision: Int)? {
        try first("SELECT state, revision FROM check_ins WHERE team = ? AND week = ?", [checkIn.team.rawValue, checkIn.week.description]) { row in
            (try row.value(), row.int())
        }
    }

    /// Every write to a check-in does this.
    func raiseRevision(of checkIn: CheckInID) throws {
        let raised = try run(
            "UPDATE check_ins SET revision = revision + 1 WHERE team = ? AND week = ?", [checkIn.team.rawValue, checkIn.week.description])
        guard raised == 1 else { throw Contradiction("there is no check-in \(checkIn)") }
    }

    /// Weeks up to this one are accounted for; a cursor never goes back.
    func moveCursor(of team: TeamID, to week: ISOWeek) throws {
        try run(
            "INSERT INTO teams (team, cursor) VALUES (?, ?) ON CONFLICT (team) DO UPDATE SET cursor = max(cursor, excluded.cursor)",
            [team.rawValue, week.description])
    }
}
