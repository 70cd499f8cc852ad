import GRDB
public import Model

extension HistoryStore {
    public func message(_ id: UniqueID) async throws(StoreError) -> Message? {
        try await read { db in try db.messages("WHERE id = ?", [id.description]).first }
    }

    /// Every version of a message that was kept, oldest first.
    public func messageVersions(account: AccountID, conversation: String, platformID: String) async throws(StoreError) -> [Message] {
        try await read { db in
            try db.messages(
                "WHERE platform_id = ? AND account = ? AND conversation = ? ORDER BY sequence", [platformID, account.rawValue, conversation])
        }
    }

    /// In the order recorded.
    public func messages(checkIn: CheckInID) async throws(StoreError) -> [Message] {
        try await read { db in
            try db.messages("WHERE team = ? AND week = ? ORDER BY sequence", [checkIn.team.rawValue, checkIn.week.description])
        }
    }

    /// What the parser made of a message, and which version of the parser; nil for one that was imported.
    public func reading(of message: UniqueID) async throws(StoreError) -> (kind: ReplyRecord.ReadingKind, parserVersion: Int)? {
        try await read { db in
            try db.first("SELECT reading, parser_version FROM messages WHERE id = ? AND reading IS NOT NULL", [message.description]) {
                (kind: try $0.value(), parserVersion: $0.int())
            }
        }
    }

    /// What the reading of a message was made with; nil for one that was imported.
    public func readingBasis(message: UniqueID) async throws(StoreError) -> ReadingBasis? {
        try await read { db in
            try db.first("SELECT basis FROM messages WHERE id = ? AND basis IS NOT NULL", [message.description]) { try $0.json(ReadingBasis.self) }
        }
    }

    /// What those messages recorded, in any state.
    public func recordOf(messages ids: [UniqueID]) async throws(StoreError) -> MessageRecords {
        try await read { db in
            var records = MessageRecords(updates: [], outputs: [], blockers: [], skips: [], questions: [])
            for id in ids.map(\.description) {
                records.updates += try db.updates("WHERE u.message = ? ORDER BY u.sequence", [id])
                records.outputs += try db.outputs("WHERE n.message = ? ORDER BY n.sequence", [id])
                records.blockers += try db.blockers("WHERE n.message = ? ORDER BY n.sequence", [id])
                records.skips += try db.skips("WHERE n.message = ? ORDER BY n.sequence", [id])
                records.questions += try db.questions("WHERE q.message = ? ORDER BY q.sequence", [id])
            }
            return records
        }
    }

    /// The author's newest message in a check-in of which something still holds; what `undo` takes back.
    public func lastRecordingMessage(checkIn: CheckInID, author: Author) async throws(StoreError) -> UniqueID? {
        try await read { db in
            try db.first(
                """
                SELECT m.id FROM messages AS m JOIN (
                    SELECT message FROM updates WHERE team = ?1 AND week = ?2 AND author = ?3 AND state = 'live' AND message IS NOT NULL
                    UNION SELECT message FROM outputs WHERE team = ?1 AND week = ?2 AND author = ?3 AND state = 'live'
                    UNION SELECT message FROM blockers WHERE team = ?1 AND week = ?2 AND author = ?3 AND state = 'live'
                    UNION SELECT message FROM skips WHERE team = ?1 AND week = ?2 AND author = ?3 AND state = 'live'
                ) AS live ON live.message = m.id
                ORDER BY m.sent_at DESC, m.sequence DESC LIMIT 1
                """, [checkIn.team.rawValue, checkIn.week.description, author.description]
            ) { try $0.id() }
        }
    }
}

extension Database {
    fileprivate func messages(_ rest: String, _ values: [(any DatabaseValueConvertible)?]) throws -> [Message] {
        try all(
            """
            SELECT id, account, conversation, platform_id, version, thread, team, week, author, author_name,
                iif(removed_at IS NULL, text, '[removed]'), markup, sent_at, is_direct
            FROM messages
            """ + " " + rest, values
        ) { row in
            Message(
                id: try row.id(), account: row.name(), conversation: row.text(), platformID: row.text(), version: row.text(),
                thread: row.optionalText(), checkIn: try row.optionalCheckIn(), author: Author(row.text()), authorName: row.optionalText(),
                text: row.text(), markup: try row.value(), sentAt: row.instant(), isDirect: row.flag())
        }
    }

    /// False when that version was kept before.
    func insert(_ message: Message, reading: ReplyRecord.ReadingKind?, parserVersion: Int?, basis: String? = nil) throws -> Bool {
        try run(
            """
            INSERT INTO messages (
                id, account, conversation, platform_id, version, thread, team, week, author, author_name, text, markup, sent_at, is_direct,
                reading, parser_version, basis)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (platform_id, account, conversation, version) DO NOTHING
            """,
            [
                message.id.description, message.account.rawValue, message.conversation, message.platformID, message.version, message.thread,
                message.checkIn?.team.rawValue, message.checkIn?.week.description, message.author.description, message.authorName, message.text,
                message.markup.rawValue, message.sentAt.milliseconds, message.isDirect, reading?.rawValue, parserVersion, basis,
            ]) == 1
    }
}
