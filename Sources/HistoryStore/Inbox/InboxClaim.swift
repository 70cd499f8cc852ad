import GRDB
public import Model

extension HistoryStore {
    /// Inbox rows whose turn it is, oldest first, at most one a conversation; each is processing until the lease runs out.
    ///
    /// A row whose lease ran out is claimed alone: if it is what stopped the process, it takes no other with it, nor their attempts.
    public func claimInbox(at now: Instant, lease: Duration, owner: UniqueID, limit: Int) async throws(StoreError) -> [InboxItem] {
        try await write { db in
            var items: [InboxItem] = []
            while items.count < limit {
                let due = try db.dueInbox(at: now, limit: limit - items.count)
                if due.isEmpty { break }
                for (item, isAbandoned) in due {
                    if item.attempts >= InboxRow.mostAttempts {
                        try db.poison(item.inbox, reason: "its lease ran out \(item.attempts) times", at: now)
                        continue
                    }
                    if isAbandoned, !items.isEmpty { return items }
                    items.append(try db.claim(item, until: now + lease, owner: owner, at: now))
                    if isAbandoned { return items }
                }
            }
            return items
        }
    }

    /// The earliest instant at which a row can be claimed; in the past when one can be now.
    public func nextInboxDue() async throws(StoreError) -> Instant? {
        try await read { db in
            try db.first("SELECT due_at FROM inbox WHERE is_head = 1 ORDER BY due_at LIMIT 1") { $0.instant() }
        }
    }
}

extension InboxRow {
    /// After as many a row is poison.
    static let mostAttempts = 5
}

extension Database {
    fileprivate func dueInbox(at now: Instant, limit: Int) throws -> [(item: InboxItem, isAbandoned: Bool)] {
        try all(
            """
            SELECT id, account, event_id, conversation, message_id, change, version, thread, sender_id, sender_name, text, markup, sent_at,
                is_direct, mentions_us, is_thread_ours, is_command, attempts, received_at, state = 'processing'
            FROM inbox WHERE is_head = 1 AND due_at <= ? ORDER BY due_at, sequence LIMIT ?
            """, [now.milliseconds, limit]
        ) { row in
            let inbox = try row.id()
            let event = IncomingEvent(
                account: row.name(), eventID: row.text(), conversation: row.text(), messageID: row.text(),
                change: try IncomingEvent.Change(stored: row.text(), version: row.text()), thread: row.optionalText(), senderID: row.text(),
                senderName: row.optionalText(), text: row.text(), markup: try row.value(), sentAt: row.instant(), isDirect: row.flag(),
                mentionsUs: row.flag(), isThreadOurs: row.flag(), isCommand: row.flag())
            return (InboxItem(inbox: inbox, event: event, attempts: row.int(), receivedAt: row.instant()), row.flag())
        }
    }

    fileprivate func claim(_ item: InboxItem, until: Instant, owner: UniqueID, at now: Instant) throws -> InboxItem {
        let attempts = item.attempts + 1
        try run(
            "UPDATE inbox SET state = 'processing', owner = ?, due_at = ?, attempts = ? WHERE id = ?",
            [owner.description, max(until, now + .milliseconds(1)).milliseconds, attempts, item.inbox.description])
        try note(.claimInbox, at: now, inbox: item.inbox, "attempt \(attempts)")
        return InboxItem(inbox: item.inbox, event: item.event, attempts: attempts, receivedAt: item.receivedAt)
    }

    func poison(_ inbox: UniqueID, reason: String, at now: Instant) throws {
        try run("UPDATE inbox SET state = 'poison', is_head = 0, owner = NULL, note = ? WHERE id = ?", [reason, inbox.description])
        try passInboxTurn(after: inbox)
        try note(.failInbox, at: now, inbox: inbox, "given up: " + reason)
    }

    /// Gives the turn in the row's conversation, which has nobody's turn now, to the oldest row that waits there.
    func passInboxTurn(after inbox: UniqueID) throws {
        try run(
            """
            UPDATE inbox SET is_head = 1 WHERE sequence = (
                SELECT waiting.sequence FROM inbox AS finished JOIN inbox AS waiting USING (account, conversation)
                WHERE finished.id = ? AND waiting.state = 'waiting' AND waiting.is_head = 0
                    AND NOT EXISTS (SELECT 1 FROM inbox AS head
                        WHERE head.account = finished.account AND head.conversation = finished.conversation AND head.is_head = 1)
                ORDER BY waiting.sequence LIMIT 1)
            """, [inbox.description])
    }
}
