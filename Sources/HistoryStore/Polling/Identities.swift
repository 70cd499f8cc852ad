import GRDB
public import Model

extension HistoryStore {
    /// Who we are on each account, as far as the platforms have told.
    public func identities() async throws(StoreError) -> [AccountID: Identity] {
        let rows = try await read { db in
            try db.all("SELECT account, user_id, name FROM identities") { row in
                (row.name() as AccountID, Identity(userID: row.text(), name: row.optionalText()))
            }
        }
        return Dictionary(rows) { $1 }
    }

    /// What an account's introduction told; its poller has nothing more to do until the account changes.
    public func learn(_ identity: Identity, of account: AccountID, at now: Instant) async throws(StoreError) {
        try await write { db in
            try db.run(
                """
                INSERT INTO identities (account, user_id, name, learnt_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (account) DO UPDATE SET user_id = excluded.user_id, name = excluded.name, learnt_at = excluded.learnt_at
                """, [account.rawValue, identity.userID, identity.name, now.milliseconds])
            try db.run("DELETE FROM pollers WHERE account = ? AND scope = 'introduction'", [account.rawValue])
            try db.note(.introduce, at: now, "account \(account)")
        }
    }
}
