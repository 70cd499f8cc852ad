import GRDB
public import Model

extension HistoryStore {
    /// For the daemon as it starts, holding the lock: what an earlier one was at when it ended is to be done again at once.
    ///
    /// A message that was being sent may have arrived. Waits that a clock set back would stretch are cut to a day.
    public func releaseLeases(at now: Instant) async throws(StoreError) {
        try await write { db in
            try db.run("UPDATE outbox SET due_at = ? WHERE is_head = 1 AND state = 'sending'", [now.milliseconds])
            try db.run("UPDATE inbox SET due_at = ? WHERE is_head = 1 AND state = 'processing'", [now.milliseconds])
            let tomorrow = (now + .hours(24)).milliseconds
            try db.run("UPDATE outbox SET due_at = ?1 WHERE is_head = 1 AND due_at > ?1 AND attempts > 0", [tomorrow])
            try db.run("UPDATE inbox SET due_at = ?1 WHERE is_head = 1 AND due_at > ?1", [tomorrow])
        }
    }
}
