extension Migration {
    /// Until which date a team is not asked, as an operator said; beside what its file says.
    static let pauses = Migration(
        name: "pauses",
        sql: """
            CREATE TABLE pauses (
                team TEXT NOT NULL PRIMARY KEY,
                until TEXT NOT NULL CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
                set_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
