import GRDB
public import Model

extension HistoryStore {
    /// Lets messages leave through the account again, in its blocked conversations too.
    public func enableAccount(_ account: AccountID, at now: Instant) async throws(StoreError) {
        try await write { db in
            let freed = try db.run(
                "UPDATE accounts SET blocked_at = NULL, failure_kind = NULL, failure_detail = NULL WHERE account = ? AND blocked_at IS NOT NULL",
                [account.rawValue])
            let conversations = try db.all(
                "SELECT conversation FROM conversations WHERE account = ? AND blocked_at IS NOT NULL", [account.rawValue]
            ) { $0.text() }
            for conversation in conversations { try db.enable(account, conversation, at: now) }
            guard freed > 0 || !conversations.isEmpty else { return }
            try db.note(.enable, at: now, "account \(account)")
        }
    }

    /// Lets messages leave for one conversation again.
    public func enableConversation(_ account: AccountID, _ conversation: String, at now: Instant) async throws(StoreError) {
        try await write { db in
            guard try db.enable(account, conversation, at: now) else { return }
            try db.note(.enable, at: now, "a conversation of account \(account)")
        }
    }

    /// Accounts through which nothing leaves until they are enabled.
    public func disabledAccounts() async throws(StoreError) -> Set<AccountID> {
        try await read { db in Set(try db.all("SELECT account FROM accounts WHERE blocked_at IS NOT NULL") { $0.name() as AccountID }) }
    }

    /// All blocked accounts and conversations, with what blocked them.
    public func blockages() async throws(StoreError) -> [Blockage] {
        try await read { db in
            try db.all(
                """
                SELECT account, NULL, blocked_at, failure_kind, failure_detail FROM accounts WHERE blocked_at IS NOT NULL
                UNION ALL
                SELECT account, conversation, blocked_at, failure_kind, failure_detail FROM conversations WHERE blocked_at IS NOT NULL
                """
            ) { row in
                Blockage(
                    account: row.name(), conversation: row.optionalText(), since: row.instant(),
                    failure: try row.failure() ?? DeliveryFailure(.internalError, ""))
            }
        }
    }
}

extension Database {
    func block(_ account: AccountID, _ failure: DeliveryFailure, at now: Instant) throws {
        try run(
            "UPDATE accounts SET blocked_at = ?, failure_kind = ?, failure_detail = ? WHERE account = ? AND blocked_at IS NULL",
            [now.milliseconds, failure.kind.rawValue, failure.detail, account.rawValue])
    }

    func block(_ account: AccountID, _ conversation: String, _ failure: DeliveryFailure, at now: Instant) throws {
        try run(
            """
            INSERT INTO conversations (account, conversation, blocked_at, failure_kind, failure_detail) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (account, conversation) DO UPDATE SET
                blocked_at = excluded.blocked_at, failure_kind = excluded.failure_kind, failure_detail = excluded.failure_detail
            """, [account.rawValue, conversation, now.milliseconds, failure.kind.rawValue, failure.detail])
    }

    /// What waited for this comes due now. False when the conversation was not blocked.
    @discardableResult
    func enable(_ account: AccountID, _ conversation: String, at now: Instant) throws -> Bool {
        let freed = try run(
            """
            UPDATE conversations SET blocked_at = NULL, failure_kind = NULL, failure_detail = NULL
            WHERE account = ? AND conversation = ? AND blocked_at IS NOT NULL
            """, [account.rawValue, conversation])
        guard freed == 1 else { return false }
        try run(
            "UPDATE outbox SET due_at = ? WHERE account = ? AND conversation = ? AND is_head = 1 AND state = 'pending'",
            [now.milliseconds, account.rawValue, conversation])
        return true
    }
}
