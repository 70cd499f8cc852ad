extension Migration {
    /// What chats need that are fetched from, and people who are written to directly.
    ///
    /// A poller is an account with a scope: `introduction`, `account`, or `conversation/` with the platform's id. Its cursor is the adapter's own text.
    static let polling = Migration(
        name: "polling, identities, direct conversations, marks",
        sql: """
            CREATE TABLE pollers (
                account TEXT NOT NULL,
                scope TEXT NOT NULL,
                cursor TEXT,
                due_at INTEGER NOT NULL,
                fetched_at INTEGER,
                failures INTEGER NOT NULL CHECK (failures >= 0),
                failure_kind TEXT,
                failure_detail TEXT,
                PRIMARY KEY (account, scope),
                CHECK ((failures = 0) = (failure_kind IS NULL)),
                CHECK ((failure_kind IS NULL) = (failure_detail IS NULL))
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE identities (
                account TEXT NOT NULL PRIMARY KEY,
                user_id TEXT NOT NULL,
                name TEXT,
                learnt_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE direct_conversations (
                account TEXT NOT NULL,
                user_id TEXT NOT NULL,
                conversation TEXT NOT NULL,
                opened_at INTEGER NOT NULL,
                PRIMARY KEY (account, user_id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX direct_conversations_place ON direct_conversations (account, conversation);

            ALTER TABLE inbox ADD COLUMN is_command INTEGER NOT NULL DEFAULT 0 CHECK (is_command IN (0, 1));
            ALTER TABLE outbox ADD COLUMN reacts_to TEXT;
            """)
}
