import GRDB
public import Model

extension HistoryStore {
    /// T3: what became of one try. A row that was claimed anew or settled since is left as it is.
    public func settle(
        _ id: UniqueID, attempt: Int, owner: UniqueID, _ settlement: Settlement, at now: Instant
    ) async throws(StoreError) -> SettleResult {
        try await write { db in
            guard let row = try db.sendingRow(id, attempt: attempt, owner: owner) else { return .outdated }
            try db.settle(row, settlement, at: now)
            return .settled
        }
    }

    /// T3 for the built-in chat: the message stands in the chat, or replaces what it edits there, in the transaction that settles it.
    public func settleInChat(_ message: OutboxMessage, channel: ChannelID, sender: String, at now: Instant) async throws(StoreError) -> SettleResult {
        let text = message.text.plain
        return try await write { db in
            guard let row = try db.sendingRow(message.id, attempt: message.attempt, owner: message.owner) else { return .outdated }
            var place = message.id
            if let edits = message.edits.flatMap({ UniqueID($0) }), try db.editChat(edits, channel: channel, text: text, at: now) {
                place = edits
            } else {
                try db.postOurs(message, channel: channel, sender: sender, text: text, at: now)
            }
            try db.settle(row, .delivered(messageID: place.description), at: now)
            return .settled
        }
    }

    /// Sends a dead message again, at an operator's word, within a day. False when it is not dead, or a newer version of it exists.
    public func retryOutbox(_ id: UniqueID, at now: Instant) async throws(StoreError) -> Bool {
        try await write { db in
            let row = try db.first(
                """
                SELECT account, conversation FROM outbox AS dead WHERE id = ? AND state = 'dead' AND NOT EXISTS (
                    SELECT 1 FROM outbox AS newer WHERE newer.slot = dead.slot AND newer.account = dead.account
                        AND newer.conversation = dead.conversation AND newer.sequence > dead.sequence)
                """, [id.description]
            ) { (account: $0.name() as AccountID, conversation: $0.text()) }
            guard let row else { return false }
            // Whoever sends again by hand has mended what was in the way.
            try db.run("UPDATE accounts SET blocked_at = NULL, failure_kind = NULL, failure_detail = NULL WHERE account = ?", [row.account.rawValue])
            _ = try db.enable(row.account, row.conversation, at: now)
            try db.run(
                """
                UPDATE outbox SET state = 'pending', due_at = ?, expires_at = max(expires_at, ?), failure_kind = NULL, failure_detail = NULL
                WHERE id = ?
                """, [now.milliseconds, (now + .hours(24)).milliseconds, id.description])
            try db.passOutboxTurn(account: row.account, conversation: row.conversation)
            try db.note(.retry, at: now, outbox: id, "sent again at an operator's word")
            return true
        }
    }
}

/// What settling needs to know of a row that is being sent.
struct SendingRow {
    var id: UniqueID
    var account: AccountID
    var conversation: String
    var edits: String?
    var expiresAt: Instant
}

extension Database {
    fileprivate func sendingRow(_ id: UniqueID, attempt: Int, owner: UniqueID) throws -> SendingRow? {
        try first(
            "SELECT id, account, conversation, edits, expires_at FROM outbox WHERE id = ? AND state = 'sending' AND attempts = ? AND owner = ?",
            [id.description, attempt, owner.description]
        ) { row in
            SendingRow(id: try row.id(), account: row.name(), conversation: row.text(), edits: row.optionalText(), expiresAt: row.instant())
        }
    }

    fileprivate func settle(_ row: SendingRow, _ settlement: Settlement, at now: Instant) throws {
        // A platform counts from when a message came, not from when it was taken up: where it came late, the next one waits for as long.
        try run(
            "UPDATE conversations SET last_sent_at = ?1 WHERE account = ?2 AND conversation = ?3 AND last_sent_at < ?1",
            [now.milliseconds, row.account.rawValue, row.conversation])
        switch settlement {
        case .delivered(let messageID):
            try end(row, as: .delivered, failure: nil, platformID: messageID ?? row.edits, at: now)
            try note(.settle, at: now, outbox: row.id, "delivered")
        case .retry(let instant, let failure, let mayHaveArrived):
            try run(
                """
                UPDATE outbox SET state = 'pending', owner = NULL, due_at = ?, failure_kind = ?, failure_detail = ?,
                    may_have_arrived = may_have_arrived OR ?
                WHERE id = ?
                """,
                [
                    min(instant, row.expiresAt).milliseconds, failure.kind.rawValue, failure.detail, mayHaveArrived,
                    row.id.description,
                ])
            try note(.settle, at: now, outbox: row.id, "retry at \(instant): \(failure.kind.rawValue)")
        case .dead(let failure, let blocksAccount, let blocksConversation):
            try end(row, as: .dead, failure: failure, platformID: nil, at: now)
            if blocksAccount { try block(row.account, failure, at: now) }
            if blocksConversation { try block(row.account, row.conversation, failure, at: now) }
            try note(.settle, at: now, outbox: row.id, "dead: \(failure.kind.rawValue)")
        case .dropped(let reason):
            try end(row, as: .cancelled, failure: DeliveryFailure(.policy, reason), platformID: nil, at: now)
            try note(.settle, at: now, outbox: row.id, "dropped: \(reason)")
        }
    }

    private func end(_ row: SendingRow, as state: OutboxRow.State, failure: DeliveryFailure?, platformID: String?, at now: Instant) throws {
        try endSending(row.id, account: row.account, conversation: row.conversation, as: state, failure: failure, platformID: platformID, at: now)
    }

    /// Takes a row out of its conversation's queue and passes the turn on. The text stays only where it may be sent again.
    func endSending(
        _ id: UniqueID, account: AccountID, conversation: String, as state: OutboxRow.State, failure: DeliveryFailure?, platformID: String?,
        at now: Instant
    ) throws {
        try run(
            """
            UPDATE outbox SET state = ?1, is_head = 0, owner = NULL, text = iif(?1 = 'dead', text, NULL),
                failure_kind = coalesce(?2, failure_kind), failure_detail = coalesce(?3, failure_detail), platform_id = ?4, delivered_at = ?5
            WHERE id = ?6
            """,
            [
                state.rawValue, failure?.kind.rawValue, failure?.detail, platformID, state == .delivered ? now.milliseconds : nil, id.description,
            ])
        try passOutboxTurn(account: account, conversation: conversation)
    }
}
