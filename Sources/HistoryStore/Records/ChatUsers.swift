import GRDB
public import Model

/// Somebody who wrote to a team's check-ins.
public struct ChatUser: Hashable, Sendable {
    public var author: Author
    /// As the platform last told it; nil where it never did.
    public var name: String?
    public var messages: Int
    public var lastAt: Instant
}

extension HistoryStore {
    /// Who has written to a team's check-ins through an account, by their first message.
    public func chatUsers(team: TeamID, account: AccountID) async throws(StoreError) -> [ChatUser] {
        try await read { db in
            try db.all(
                """
                SELECT author,
                    (SELECT author_name FROM messages AS named WHERE named.team = m.team AND named.author = m.author AND named.author_name IS NOT NULL
                        ORDER BY named.sequence DESC LIMIT 1),
                    count(DISTINCT platform_id), max(sent_at)
                FROM messages AS m WHERE team = ? AND account = ? GROUP BY author ORDER BY min(sequence)
                """, [team.rawValue, account.rawValue]
            ) { row in
                ChatUser(author: Author(row.text()), name: row.optionalText(), messages: row.int(), lastAt: row.instant())
            }
        }
    }
}
