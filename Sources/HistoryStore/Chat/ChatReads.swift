import GRDB
public import Model

extension HistoryStore {
    /// A channel's messages in the order posted, deleted ones included.
    ///
    /// - Parameters:
    ///   - after: only those that were posted, edited or deleted since this value of their ``ChatMessage/sequence``.
    ///   - limit: only the newest so many.
    public func chatMessages(channel: ChannelID, after: Int64? = nil, limit: Int? = nil) async throws(StoreError) -> [ChatMessage] {
        try await read { db in
            try db.all(
                chatSelect + "WHERE channel = ? AND sequence > ? ORDER BY number DESC LIMIT ?", [channel.rawValue, after ?? 0, limit ?? -1],
                ChatMessage.read
            ).reversed()
        }
    }

    public func chatMessage(_ id: UniqueID) async throws(StoreError) -> ChatMessage? {
        try await read { db in try db.first(chatSelect + "WHERE id = ?", [id.description], ChatMessage.read) }
    }
}

private let chatSelect = "SELECT id, channel, thread, sender, text, at, edited_at, is_deleted, sequence FROM chat_messages "

extension ChatMessage {
    fileprivate static func read(_ row: inout Columns) throws -> ChatMessage {
        ChatMessage(
            id: try row.id(), channel: row.name(), thread: try row.optionalID(), sender: row.text(), text: row.text(), at: row.instant(),
            editedAt: row.optionalInstant(), isDeleted: row.flag(), sequence: row.int64())
    }
}
