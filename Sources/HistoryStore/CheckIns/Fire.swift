import GRDB
public import Model

extension HistoryStore {
    /// T1: the check-in with its snapshot, its prompts and the team's cursor.
    public func fire(_ firing: Firing) async throws(StoreError) -> FireResult {
        let checkIn = firing.checkIn
        let snapshot = try prepared { try checkIn.snapshot.map(toJSON) }
        let drafts = try prepared { try firing.drafts.map(PreparedDraft.init) }
        return try await write { db in
            try db.moveCursor(of: checkIn.id.team, to: firing.cursor)
            let isNew = try db.insert(checkIn, snapshot: snapshot)
            let opened = try isNew || (firing.opensSkipped && db.openSkipped(checkIn, snapshot: snapshot))
            guard opened else { return .alreadyFired }
            try db.note(.fire, at: firing.at, checkIn: checkIn.id, checkIn.asked?.rawValue ?? checkIn.state.rawValue)
            try db.enqueue(drafts, at: firing.at)
            return .fired
        }
    }

    /// Weeks that are not asked, each with its reason. One that has a check-in already is left as it is.
    public func skip(_ checkIns: [CheckIn], cursor: ISOWeek, at now: Instant) async throws(StoreError) {
        try await write { db in
            for checkIn in checkIns {
                try db.moveCursor(of: checkIn.id.team, to: cursor)
                guard try db.insert(checkIn, snapshot: nil) else { continue }
                try db.note(.skip, at: now, checkIn: checkIn.id, checkIn.skipReason?.rawValue ?? "")
            }
        }
    }

    /// The same check-in's prompt anew.
    public func askAgain(_ checkIn: CheckInID, drafts: [OutboxDraft], at now: Instant) async throws(StoreError) {
        let drafts = try prepared { try drafts.map(PreparedDraft.init) }
        try await write { db in
            try db.raiseRevision(of: checkIn)
            try db.note(.askAgain, at: now, checkIn: checkIn, "asked again")
            try db.enqueue(drafts, at: now)
        }
    }

    /// Each reminder of a check-in, counted from 0, goes out once.
    public func remind(_ checkIn: CheckInID, reminder: Int, drafts: [OutboxDraft], at now: Instant) async throws(StoreError) -> RemindResult {
        let drafts = try prepared { try drafts.map(PreparedDraft.init) }
        return try await write { db in
            guard try db.standing(of: checkIn)?.state == .open else { return .notOpen }
            let inserted = try db.run(
                "INSERT INTO reminders (team, week, reminder, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [checkIn.team.rawValue, checkIn.week.description, reminder, now.milliseconds])
            guard inserted == 1 else { return .alreadyReminded }
            try db.raiseRevision(of: checkIn)
            try db.note(.remind, at: now, checkIn: checkIn, "reminder \(reminder), messages: \(drafts.count)")
            try db.enqueue(drafts, at: now)
            return .reminded
        }
    }

    public func remindersDone(_ checkIn: CheckInID) async throws(StoreError) -> Set<Int> {
        try await read { db in
            Set(
                try db.all(
                    "SELECT reminder FROM reminders WHERE team = ? AND week = ?", [checkIn.team.rawValue, checkIn.week.description]
                ) { $0.int() })
        }
    }
}

extension Database {
    /// False when the check-in is not a skipped one.
    fileprivate func openSkipped(_ checkIn: CheckIn, snapshot: String?) throws -> Bool {
        let opened = try run(
            """
            UPDATE check_ins SET state = 'open', skip_reason = NULL, asked = ?, asked_at = ?, due_at = ?, remind_at = ?, closes_at = ?,
                revision = revision + 1
            WHERE team = ? AND week = ? AND state = 'skipped'
            """,
            [
                checkIn.asked?.rawValue, checkIn.askedAt?.milliseconds, checkIn.dueAt.milliseconds,
                checkIn.remindAt.map { String($0.milliseconds) }.joined(separator: ","), checkIn.closesAt.milliseconds,
                checkIn.id.team.rawValue, checkIn.id.week.description,
            ])
        guard opened == 1 else { return false }
        try insert(snapshot: snapshot, of: checkIn.id)
        return true
    }
}
