import GRDB
import Model

/// A draft whose text is already as the store keeps it.
struct PreparedDraft: Sendable {
    let draft: OutboxDraft
    let text: String
    let mentions: String

    init(_ draft: OutboxDraft) throws {
        self.draft = draft
        text = toJSON(draft.text)
        mentions = draft.mentions.isEmpty ? "[]" : try toJSON(draft.mentions)
    }
}

extension Database {
    /// Appends to the outbox. Drafts that are there already are left alone.
    ///
    /// - Parameter cause: the message that they answer.
    func enqueue(_ drafts: [PreparedDraft], at now: Instant, cause: UniqueID? = nil) throws {
        for account in Set(drafts.map(\.draft.account)) {
            try run("INSERT INTO accounts (account) VALUES (?) ON CONFLICT DO NOTHING", [account.rawValue])
        }
        for prepared in drafts {
            let draft = prepared.draft
            if try exists("SELECT 1 FROM outbox WHERE id = ?", [draft.id.description]) { continue }
            try cancelUnsent(before: draft, at: now)
            try insert(prepared)
            try note(.enqueue, at: now, checkIn: draft.checkIn, message: cause, outbox: draft.id, draft.kind.rawValue)
        }
    }

    private func insert(_ prepared: PreparedDraft) throws {
        let draft = prepared.draft
        try run(
            """
            INSERT INTO outbox (
                id, kind, account, conversation, team, week, focus, slot, root, under, reacts_to, text, mentions, created_at, expires_at, due_at,
                state, attempts, may_have_arrived, is_head)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 'pending', 0, 0,
                NOT EXISTS (SELECT 1 FROM outbox WHERE account = ?3 AND conversation = ?4 AND is_head = 1))
            """,
            [
                draft.id.description, draft.kind.rawValue, draft.account.rawValue, draft.conversation, draft.checkIn?.team.rawValue,
                draft.checkIn?.week.description, draft.focus?.rawValue, draft.slot, draft.thread.root, draft.thread.under?.description,
                draft.reactsTo,
                prepared.text, prepared.mentions, draft.createdAt.milliseconds, draft.expiresAt.milliseconds, draft.notBefore.milliseconds,
            ])
    }

    /// Older versions in the draft's slot that have not left. One that may have arrived is not among them: it is looked for first, and edited then.
    private func cancelUnsent(before draft: OutboxDraft, at now: Instant) throws {
        guard let slot = draft.slot else { return }
        let older = try all(
            """
            SELECT id FROM outbox
            WHERE slot = ? AND account = ? AND conversation = ? AND state = 'pending' AND may_have_arrived = 0
            """, [slot, draft.account.rawValue, draft.conversation]
        ) { try $0.id() }
        for id in older {
            try run(
                """
                UPDATE outbox SET state = 'cancelled', is_head = 0, text = NULL, failure_kind = 'policy',
                    failure_detail = 'a newer version took its place'
                WHERE id = ?
                """, [id.description])
            try note(.cancel, at: now, outbox: id, "a newer version took its place")
        }
        if !older.isEmpty { try passOutboxTurn(account: draft.account, conversation: draft.conversation) }
    }

    /// Gives the turn in a conversation, if nobody has it, to the oldest row that waits there.
    func passOutboxTurn(account: AccountID, conversation: String) throws {
        try run(
            """
            UPDATE outbox SET is_head = 1 WHERE sequence = (
                SELECT sequence FROM outbox
                WHERE account = ?1 AND conversation = ?2 AND state = 'pending' AND is_head = 0
                    AND NOT EXISTS (SELECT 1 FROM outbox WHERE account = ?1 AND conversation = ?2 AND is_head = 1)
                ORDER BY sequence LIMIT 1)
            """, [account.rawValue, conversation])
    }
}

extension OutboxDraft.Thread {
    fileprivate var root: String? {
        switch self {
        case .root(let id): id
        case .none, .under: nil
        }
    }

    fileprivate var under: UniqueID? {
        switch self {
        case .under(let id): id
        case .none, .root: nil
        }
    }
}
