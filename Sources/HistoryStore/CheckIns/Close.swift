import GRDB
import Model

extension HistoryStore {
    /// T5: the check-in closed, its open questions expired, those too that ask whether a message was for its team, its digest queued.
    public func close(_ closing: Closing) async throws(StoreError) -> CloseResult {
        let drafts = try prepared { try closing.drafts.map(PreparedDraft.init) }
        let id = closing.checkIn
        return try await write { db in
            guard let standing = try db.standing(of: id) else { throw Contradiction("there is no check-in \(id)") }
            guard standing.state == .open else { return .alreadyClosed }
            guard standing.revision == closing.expectedRevision else { return .stale }
            try db.run(
                "UPDATE check_ins SET state = 'closed', closed_at = ?, revision = revision + 1 WHERE team = ? AND week = ?",
                [closing.at.milliseconds, id.team.rawValue, id.week.description])
            try db.run(
                """
                UPDATE questions SET state = 'expired' WHERE state IN ('waiting', 'asked') AND (team = ?1 AND week = ?2
                    OR team IS NULL AND EXISTS (SELECT 1 FROM json_each(questions.teams) WHERE value = ?1))
                """, [id.team.rawValue, id.week.description])
            try db.note(.close, at: closing.at, checkIn: id, closing.summary)
            try db.enqueue(drafts, at: closing.at)
            return .closed
        }
    }
}
