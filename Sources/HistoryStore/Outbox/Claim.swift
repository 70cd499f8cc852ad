import GRDB
public import Model

extension HistoryStore {
    /// T2: messages that may leave now, at most one a conversation, longest due first; each is sending until the lease runs out.
    ///
    /// What expired before it could be sent dies here. A conversation's next message waits until the one before it is delivered, dead or cancelled.
    ///
    /// - Parameters:
    ///   - paces: least time between two sends in one conversation, by account.
    ///   - paused: accounts to leave alone, besides the blocked ones.
    public func claimOutbox(
        at now: Instant, lease: Duration, owner: UniqueID, limit: Int, paces: [AccountID: Duration] = [:], paused: Set<AccountID> = []
    ) async throws(StoreError) -> [OutboxMessage] {
        let claim = OutboxClaim(now: now, until: max(now + lease, now + .milliseconds(1)), owner: owner, limit: limit, paces: paces, paused: paused)
        let rows = try await write { db in try claim.run(db) }
        var messages: [OutboxMessage] = []
        for row in rows {
            if let message = try? OutboxMessage(row, owner: owner) {
                messages.append(message)
            } else {
                let failure = DeliveryFailure(.internalError, "the stored text cannot be read")
                let dead = Settlement.dead(failure, blocksAccount: false, blocksConversation: false)
                _ = try await settle(row.id, attempt: row.attempts, owner: owner, dead, at: now)
            }
        }
        return messages
    }

    /// The earliest instant at which a message may leave, or ends its wait; not before `now`.
    public func nextOutboxDue(at now: Instant, paused: Set<AccountID> = []) async throws(StoreError) -> Instant? {
        try await read { db in
            let dues = try db.sendingAccounts(paused: paused).compactMap { account in
                try db.first("SELECT due_at FROM outbox WHERE is_head = 1 AND account = ? ORDER BY due_at LIMIT 1", [account.rawValue]) {
                    $0.instant()
                }
            }
            return dues.min().map { max($0, now) }
        }
    }
}

/// A row as it was claimed, its text still as the store keeps it: that is read outside the writer.
struct ClaimedRow: Sendable {
    var sequence: Int64
    var id: UniqueID
    var kind: OutgoingKind
    var account: AccountID
    var conversation: String
    var checkIn: CheckInID?
    var focus: KeyResultID?
    var slot: String?
    var root: String?
    var under: UniqueID?
    var reactsTo: String?
    var text: String
    var mentions: String
    var createdAt: Instant
    var expiresAt: Instant
    var isSending: Bool
    var attempts: Int
    var mayHaveArrived: Bool
    var thread: String?
    var edits: String?
}

/// One run of T2.
private struct OutboxClaim: Sendable {
    var now: Instant
    var until: Instant
    var owner: UniqueID
    var limit: Int
    var paces: [AccountID: Duration]
    var paused: Set<AccountID>

    func run(_ db: Database) throws -> [ClaimedRow] {
        var claimed: [ClaimedRow] = []
        // Each row that is looked at leaves the due ones, whatever becomes of it. The bound keeps one transaction short after a long stop.
        var looks = max(1000, limit * 4)
        let accounts = try db.sendingAccounts(paused: paused)
        while claimed.count < limit, looks > 0 {
            let due = try dueRows(db, accounts, limit: min(limit - claimed.count, looks))
            if due.isEmpty { break }
            looks -= due.count
            for sequence in due {
                if let row = try db.row(sequence), let ours = try claim(row, db) { claimed.append(ours) }
            }
        }
        return claimed
    }

    private func dueRows(_ db: Database, _ accounts: [AccountID], limit: Int) throws -> [Int64] {
        let due = try accounts.flatMap { account in
            try db.all(
                "SELECT due_at, sequence FROM outbox WHERE is_head = 1 AND account = ? AND due_at <= ? ORDER BY due_at, sequence LIMIT ?",
                [account.rawValue, now.milliseconds, limit]
            ) { (due: $0.int64(), sequence: $0.int64()) }
        }
        guard accounts.count > 1 else { return due.map(\.sequence) }
        return due.sorted { $0 < $1 }.prefix(limit).map(\.sequence)
    }

    private func claim(_ row: ClaimedRow, _ db: Database) throws -> ClaimedRow? {
        guard row.expiresAt > now else {
            let failure = DeliveryFailure(.expired, "it was not delivered before it expired")
            try db.endSending(row.id, account: row.account, conversation: row.conversation, as: .dead, failure: failure, platformID: nil, at: now)
            try db.note(.claim, at: now, outbox: row.id, "expired")
            return nil
        }
        if let wait = try waitOf(row, db) {
            try db.run("UPDATE outbox SET due_at = ? WHERE sequence = ?", [min(wait, row.expiresAt).milliseconds, row.sequence])
            return nil
        }
        return try take(row, db)
    }

    /// Until when the conversation is not to be written to; nil when it may be now.
    private func waitOf(_ row: ClaimedRow, _ db: Database) throws -> Instant? {
        let conversation = try db.first(
            "SELECT last_sent_at, blocked_at FROM conversations WHERE account = ? AND conversation = ?", [row.account.rawValue, row.conversation]
        ) { (last: $0.optionalInstant(), blocked: $0.optionalInstant()) }
        guard let conversation else { return nil }
        if conversation.blocked != nil { return row.expiresAt }
        // A last send in the future means that the clock was set back.
        guard let last = conversation.last, let pace = paces[row.account], last <= now, last + pace > now else { return nil }
        return last + pace
    }

    private func take(_ row: ClaimedRow, _ db: Database) throws -> ClaimedRow {
        var row = row
        try db.resolve(&row)
        row.attempts += 1
        row.mayHaveArrived = row.mayHaveArrived || row.isSending
        try db.run(
            """
            UPDATE outbox SET state = 'sending', owner = ?, attempts = ?, due_at = ?, may_have_arrived = ?, thread = ?, edits = ?
            WHERE sequence = ?
            """,
            [owner.description, row.attempts, until.milliseconds, row.mayHaveArrived, row.thread, row.edits, row.sequence])
        if let pace = paces[row.account], pace > .zero {
            try db.run(
                """
                INSERT INTO conversations (account, conversation, last_sent_at) VALUES (?, ?, ?)
                ON CONFLICT (account, conversation) DO UPDATE SET last_sent_at = excluded.last_sent_at
                """, [row.account.rawValue, row.conversation, now.milliseconds])
        }
        try db.note(.claim, at: now, outbox: row.id, "attempt \(row.attempts)" + (row.mayHaveArrived ? ", an earlier one may have arrived" : ""))
        return row
    }
}

extension Database {
    fileprivate func sendingAccounts(paused: Set<AccountID>) throws -> [AccountID] {
        let accounts: [AccountID] = try all("SELECT account FROM accounts WHERE blocked_at IS NULL ORDER BY account") { $0.name() }
        return accounts.filter { !paused.contains($0) }
    }

    fileprivate func row(_ sequence: Int64) throws -> ClaimedRow? {
        try first(
            """
            SELECT sequence, id, kind, account, conversation, team, week, focus, slot, root, under, reacts_to, text, mentions, created_at,
                expires_at, state = 'sending', attempts, may_have_arrived
            FROM outbox WHERE sequence = ? AND is_head = 1
            """, [sequence]
        ) { row in
            ClaimedRow(
                sequence: row.int64(), id: try row.id(), kind: try row.value(), account: row.name(), conversation: row.text(),
                checkIn: try row.optionalCheckIn(), focus: row.optionalName(), slot: row.optionalText(), root: row.optionalText(),
                under: try row.optionalID(), reactsTo: row.optionalText(), text: row.text(), mentions: row.text(), createdAt: row.instant(),
                expiresAt: row.instant(),
                isSending: row.flag(), attempts: row.int(), mayHaveArrived: row.flag())
        }
    }

    /// Looks up what the message replaces and which thread it stands in. An edit stays in the thread of what it edits.
    fileprivate func resolve(_ row: inout ClaimedRow) throws {
        row.thread = row.root
        if let under = row.under {
            row.thread =
                try first(
                    "SELECT coalesce(thread, platform_id) FROM outbox WHERE id = ? AND account = ? AND conversation = ? AND state = 'delivered'",
                    [under.description, row.account.rawValue, row.conversation]
                ) { $0.optionalText() } ?? nil
        }
        guard let slot = row.slot else { return }
        let earlier = try first(
            """
            SELECT platform_id, thread FROM outbox
            WHERE slot = ? AND account = ? AND conversation = ? AND sequence < ? AND platform_id IS NOT NULL
            ORDER BY sequence DESC LIMIT 1
            """, [slot, row.account.rawValue, row.conversation, row.sequence]
        ) { (id: $0.text(), thread: $0.optionalText()) }
        guard let earlier else { return }
        row.edits = earlier.id
        row.thread = earlier.thread
    }
}

extension OutboxMessage {
    fileprivate init(_ row: ClaimedRow, owner: UniqueID) throws {
        self.init(
            id: row.id, kind: row.kind, account: row.account, conversation: row.conversation, thread: row.thread, edits: row.edits,
            reactsTo: row.reactsTo,
            text: try fromJSON(row.text), mentions: row.mentions == "[]" ? [] : try fromJSON(row.mentions), checkIn: row.checkIn, focus: row.focus,
            attempt: row.attempts, owner: owner, createdAt: row.createdAt, expiresAt: row.expiresAt, hasUnknownOutcome: row.mayHaveArrived)
    }
}
