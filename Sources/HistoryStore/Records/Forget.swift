import GRDB
public import Model

extension HistoryStore {
    /// Blanks the words of messages; the numbers that were read from them stay. Words already gone count for nothing.
    ///
    /// - Returns: how many messages lost their words now.
    public func forgetWords(of messages: [UniqueID], at now: Instant) async throws(StoreError) -> Int {
        try await write { db in try messages.filter { try db.forgetWords(of: $0, at: now) }.count }
    }

    /// The messages of an author that still have their words, oldest first.
    public func messagesWithWords(author: Author) async throws(StoreError) -> [UniqueID] {
        try await read { db in
            try db.all("SELECT id FROM messages WHERE author = ? AND removed_at IS NULL ORDER BY sent_at", [author.description]) { try $0.id() }
        }
    }

    /// Messages sent before an instant that still have their words, oldest first; for retention.
    public func messagesWithWords(sentBefore instant: Instant, limit: Int) async throws(StoreError) -> [UniqueID] {
        try await read { db in
            try db.all(
                "SELECT id FROM messages WHERE removed_at IS NULL AND sent_at < ? ORDER BY sequence LIMIT ?", [instant.milliseconds, limit]
            ) { try $0.id() }
        }
    }
}

extension Database {
    /// False when the message has no words any more, or is not there.
    @discardableResult
    func forgetWords(of message: UniqueID, at now: Instant) throws -> Bool {
        let id = message.description
        let blanked = try run("UPDATE messages SET text = '', removed_at = ? WHERE id = ? AND removed_at IS NULL", [now.milliseconds, id])
        guard blanked == 1 else { return false }
        try run("UPDATE updates SET note = '[removed]' WHERE message = ? AND note IS NOT NULL", [id])
        // In the chat that we serve, the message itself is ours to blank.
        try run(
            """
            UPDATE chat_messages SET text = '[removed]', sequence = (SELECT max(sequence) FROM chat_messages) + 1
            WHERE id = (SELECT platform_id FROM messages WHERE id = ?) AND is_deleted = 0
            """, [id])
        try note(.forget, at: now, message: message, "words blanked")
        return true
    }
}
