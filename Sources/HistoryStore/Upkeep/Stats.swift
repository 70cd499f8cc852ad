import GRDB
import Model

extension HistoryStore {
    /// Counts for pages and metrics; quick however long the history.
    public var stats: StoreStats {
        get async throws(StoreError) {
            let path = path
            return try await read { db in
                let sending = try db.count("SELECT count(*) FROM outbox WHERE is_head = 1 AND state = 'sending'")
                let heads = try db.count("SELECT count(*) FROM outbox WHERE is_head = 1")
                let behind = try db.count("SELECT count(*) FROM outbox WHERE is_head = 0 AND state = 'pending'")
                let processing = try db.count("SELECT count(*) FROM inbox WHERE is_head = 1 AND state = 'processing'")
                let inboxHeads = try db.count("SELECT count(*) FROM inbox WHERE is_head = 1")
                let inboxBehind = try db.count("SELECT count(*) FROM inbox WHERE is_head = 0 AND state = 'waiting'")
                return StoreStats(
                    outboxPending: heads - sending + behind, outboxSending: sending,
                    outboxDead: try db.count("SELECT count(*) FROM outbox WHERE state = 'dead'"),
                    outboxOldest: try db.first("SELECT min(created_at) FROM outbox WHERE is_head = 1") { $0.optionalInstant() } ?? nil,
                    inboxWaiting: inboxHeads - processing + inboxBehind, inboxProcessing: processing,
                    inboxPoison: try db.count("SELECT count(*) FROM inbox WHERE state = 'poison'"),
                    openCheckIns: try db.count("SELECT count(*) FROM check_ins WHERE state = 'open'"),
                    blockages: try db.count("SELECT count(*) FROM accounts WHERE blocked_at IS NOT NULL")
                        + db.count("SELECT count(*) FROM conversations WHERE blocked_at IS NOT NULL"),
                    lastDelivery: try db.first("SELECT delivered_at FROM outbox WHERE state = 'delivered' ORDER BY sequence DESC LIMIT 1") {
                        $0.instant()
                    },
                    fileBytes: StoreFile.size(path), logBytes: StoreFile.size(path + "-wal"), freeBytes: StoreFile.room(beside: path))
            }
        }
    }
}
