import GRDB
public import Model

extension HistoryStore {
    /// Earlier check-ins of a team, as they were, in one transaction; what is there already is left as it is.
    public func importHistory(
        team: TeamID, checkIns: [CheckIn], updates: [Update], messages: [Message], outputs: [Output], blockers: [Blocker]
    ) async throws(StoreError) {
        let snapshots = try prepared { try checkIns.map { try $0.snapshot.map(toJSON) } }
        guard let newest = checkIns.max(by: { $0.id < $1.id }) else { return }
        try await write { db in
            try db.moveCursor(of: team, to: newest.id.week)
            for (checkIn, snapshot) in zip(checkIns, snapshots) { _ = try db.insert(checkIn, snapshot: snapshot) }
            for message in messages { _ = try db.insert(message, reading: nil, parserVersion: nil) }
            for update in updates { try db.insert(update, recordedAt: update.saidAt, ignoringKnown: true) }
            for output in outputs { try db.insert(output, ignoringKnown: true) }
            for blocker in blockers { try db.insert(blocker, ignoringKnown: true) }
            try db.note(
                .importHistory, at: newest.closedAt ?? newest.closesAt, team: team, "check-ins: \(checkIns.count), updates: \(updates.count)")
        }
    }
}
