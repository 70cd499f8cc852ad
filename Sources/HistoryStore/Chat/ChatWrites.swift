import GRDB
public import Model

extension HistoryStore {
    /// A message into the built-in chat, and its event into the inbox, in one transaction. A message of ours has no event.
    public func postInChat(_ message: ChatMessage, intake: Intake?) async throws(StoreError) -> ChatPostResult {
        try await write { db in
            if try db.exists("SELECT 1 FROM chat_messages WHERE id = ?", [message.id.description]) { return .alreadyKnown }
            if let thread = message.thread {
                let isRoot = try db.exists(
                    "SELECT 1 FROM chat_messages WHERE id = ? AND channel = ? AND thread IS NULL", [thread.description, message.channel.rawValue])
                guard isRoot else { return .noSuchThread }
            }
            if let intake, try db.takeIn(intake) == .alreadyKnown { return .alreadyKnown }
            try db.insert(message)
            return .posted
        }
    }

    /// A replayed event changes nothing.
    public func editInChat(
        id: UniqueID, channel: ChannelID, text: String, at now: Instant, intake: Intake
    ) async throws(StoreError) -> ChatEditResult {
        try await write { db in
            guard try db.isInChat(id, channel: channel) else { return .missing }
            guard try db.takeIn(intake) == .taken else { return .changed }
            _ = try db.editChat(id, channel: channel, text: text, at: now)
            return .changed
        }
    }

    public func deleteInChat(id: UniqueID, channel: ChannelID, at now: Instant, intake: Intake) async throws(StoreError) -> ChatEditResult {
        try await write { db in
            guard try db.isInChat(id, channel: channel) else { return .missing }
            guard try db.takeIn(intake) == .taken else { return .changed }
            try db.run(
                "UPDATE chat_messages SET text = '', is_deleted = 1, edited_at = ?, sequence = ? WHERE id = ?",
                [now.milliseconds, try db.nextChatSequence(), id.description])
            return .changed
        }
    }
}

extension Database {
    fileprivate func isInChat(_ id: UniqueID, channel: ChannelID) throws -> Bool {
        try exists("SELECT 1 FROM chat_messages WHERE id = ? AND channel = ? AND is_deleted = 0", [id.description, channel.rawValue])
    }

    fileprivate func nextChatSequence() throws -> Int64 {
        try first("SELECT coalesce(max(sequence), 0) + 1 FROM chat_messages") { $0.int64() } ?? 1
    }

    fileprivate func insert(_ message: ChatMessage) throws {
        try run(
            """
            INSERT INTO chat_messages (id, channel, thread, sender, text, at, edited_at, is_deleted, sequence)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            [
                message.id.description, message.channel.rawValue, message.thread?.description, message.sender, message.isDeleted ? "" : message.text,
                message.at.milliseconds, message.editedAt?.milliseconds, message.isDeleted, try nextChatSequence(),
            ])
    }

    /// False when the message is not there, or deleted.
    func editChat(_ id: UniqueID, channel: ChannelID, text: String, at now: Instant) throws -> Bool {
        try run(
            "UPDATE chat_messages SET text = ?, edited_at = ?, sequence = ? WHERE id = ? AND channel = ? AND is_deleted = 0",
            [text, now.milliseconds, try nextChatSequence(), id.description, channel.rawValue]) == 1
    }

    /// A message of ours, once by its id. In a thread whose root is not in the channel it stands at top level.
    func postOurs(_ message: OutboxMessage, channel: ChannelID, sender: String, text: String, at now: Instant) throws {
        let thread = try message.thread.flatMap { root in
            try first("SELECT id FROM chat_messages WHERE id = ? AND channel = ? AND thread IS NULL", [root, channel.rawValue]) { try $0.id() }
        }
        try insert(ChatMessage(id: message.id, channel: channel, thread: thread, sender: sender, text: text, at: now))
    }
}
