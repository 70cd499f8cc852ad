import GRDB
public import Model

/// How the outbox names a direct conversation that is still to be opened.
public enum DirectConversation {
    private static let mark = "direct:"

    public static func unopened(with user: String) -> String { mark + user }

    /// Nil for a conversation of the platform's.
    public static func user(of conversation: String) -> String? {
        conversation.hasPrefix(mark) ? String(conversation.dropFirst(mark.count)) : nil
    }
}

extension HistoryStore {
    /// What was waiting for the conversation with a user to be opened leaves for it now, in its order.
    ///
    /// - Parameter message: the one that was claimed, which is waiting again.
    public func opened(
        _ conversation: String, with user: String, for message: OutboxMessage, at now: Instant
    ) async throws(StoreError) {
        let unopened = DirectConversation.unopened(with: user)
        try await write { db in
            try db.run(
                """
                INSERT INTO direct_conversations (account, user_id, conversation, opened_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (account, user_id) DO UPDATE SET conversation = excluded.conversation, opened_at = excluded.opened_at
                """, [message.account.rawValue, user, conversation, now.milliseconds])
            try db.run(
                """
                UPDATE outbox SET conversation = ?1, is_head = 0, state = 'pending', owner = NULL,
                    due_at = iif(state = 'sending', ?2, due_at), attempts = iif(state = 'sending', 0, attempts)
                WHERE account = ?3 AND conversation = ?4 AND state IN ('pending', 'sending')
                """, [conversation, now.milliseconds, message.account.rawValue, unopened])
            try db.passOutboxTurn(account: message.account, conversation: conversation)
            try db.note(.settle, at: now, outbox: message.id, "direct conversation opened")
        }
    }

    /// The direct conversations that we opened on an account, by user id.
    public func directConversations(of account: AccountID) async throws(StoreError) -> [String: String] {
        let rows = try await read { db in
            try db.all("SELECT user_id, conversation FROM direct_conversations WHERE account = ?", [account.rawValue]) { ($0.text(), $0.text()) }
        }
        return Dictionary(rows) { $1 }
    }
}
