import GRDB
public import Model

extension HistoryStore {
    /// Ends a row that leaves no record, such as one not meant for us. Only its keys stay.
    public func finishInbox(_ inbox: UniqueID, note: String, at now: Instant) async throws(StoreError) {
        try await write { db in
            guard try db.finishInbox(inbox, note: note) else { return }
            try db.note(.finishInbox, at: now, inbox: inbox, note)
        }
    }

    /// Puts a row off whose processing failed; the fifth time it is poison, and the next of its conversation has its turn.
    ///
    /// - Parameter reason: for the journal: no person's words in it.
    public func failInbox(_ inbox: UniqueID, reason: String, retryAt: Instant, at now: Instant) async throws(StoreError) {
        try await write { db in
            let attempts = try db.first("SELECT attempts FROM inbox WHERE id = ? AND state = 'processing'", [inbox.description]) { $0.int() }
            guard let attempts else { return }
            guard attempts < InboxRow.mostAttempts else { return try db.poison(inbox, reason: reason, at: now) }
            try db.run(
                "UPDATE inbox SET state = 'waiting', owner = NULL, due_at = ?, note = ? WHERE id = ?",
                [retryAt.milliseconds, reason, inbox.description])
            try db.note(.failInbox, at: now, inbox: inbox, reason)
        }
    }

    /// Whether a later version of the event's message was processed before it: its deletion, or, for what was posted, an edit too.
    ///
    /// Platforms deliver anew what could not be delivered at first, and do not keep the order.
    public func wasOvertaken(_ event: IncomingEvent) async throws(StoreError) -> Bool {
        let later: String
        switch event.change {
        case .posted: later = "version <> '0'"
        case .edited: later = "version = 'deleted'"
        case .deleted: return false
        }
        return try await read { db in
            try db.exists(
                "SELECT 1 FROM inbox WHERE message_id = ? AND conversation = ? AND account = ? AND state = 'done' AND \(later)",
                [event.messageID, event.conversation, event.account.rawValue])
        }
    }

    public func inboxRow(_ inbox: UniqueID) async throws(StoreError) -> InboxRow? {
        try await read { db in try db.first(inboxSelect + "WHERE id = ?", [inbox.description], InboxRow.read) }
    }

    /// Events that were given up, oldest first.
    public func poisonedInbox() async throws(StoreError) -> [InboxRow] {
        try await read { db in try db.all(inboxSelect + "WHERE state = 'poison' ORDER BY sequence", [], InboxRow.read) }
    }
}

private let inboxSelect = "SELECT id, account, conversation, message_id, state, attempts, received_at, note FROM inbox "

extension InboxRow {
    fileprivate static func read(_ row: inout Columns) throws -> InboxRow {
        InboxRow(
            inbox: try row.id(), account: row.name(), conversation: row.text(), messageID: row.text(), state: try row.value(), attempts: row.int(),
            receivedAt: row.instant(), note: row.optionalText())
    }
}

extension Database {
    /// Marks a row done, drops what was said in it, and passes its turn on; false when it was done before or is not there.
    func finishInbox(_ inbox: UniqueID, note: String?) throws -> Bool {
        let finished = try run(
            """
            UPDATE inbox SET state = 'done', is_head = 0, owner = NULL, note = ?, text = '', sender_id = '', sender_name = NULL, thread = NULL
            WHERE id = ? AND state <> 'done'
            """, [note, inbox.description])
        guard finished == 1 else { return false }
        try passInboxTurn(after: inbox)
        return true
    }
}
