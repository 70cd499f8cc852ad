import GRDB
public import Model

extension HistoryStore {
    /// T0 for what was fetched: the events into the inbox and the cursor behind them, all or nothing, so that a crash neither loses nor skips any.
    public func takeIn(
        _ intakes: [Intake], of poller: PollerKey, cursor: String?, dueAt: Instant, at now: Instant
    ) async throws(StoreError) -> [IntakeResult] {
        try await write { db in
            let results = try intakes.map { try db.takeIn($0) }
            try db.run(
                """
                INSERT INTO pollers (account, scope, cursor, due_at, fetched_at, failures) VALUES (?1, ?2, ?3, ?4, ?5, 0)
                ON CONFLICT (account, scope) DO UPDATE SET cursor = excluded.cursor, due_at = excluded.due_at, fetched_at = excluded.fetched_at,
                    failures = 0, failure_kind = NULL, failure_detail = NULL
                """, [poller.account.rawValue, poller.scope, cursor, dueAt.milliseconds, now.milliseconds])
            return results
        }
    }

    /// A fetch that failed and is tried again.
    ///
    /// - Parameter restart: the cursor to go on from, which may be none; nil keeps the one that is there.
    public func putOff(_ poller: PollerKey, until due: Instant, _ failure: DeliveryFailure, restart: String?? = nil) async throws(StoreError) {
        try await write { db in
            try db.fail(poller, failure, dueAt: due)
            guard let restart else { return }
            try db.run("UPDATE pollers SET cursor = ? WHERE account = ? AND scope = ?", [restart, poller.account.rawValue, poller.scope])
        }
    }

    /// A fetch after which nothing is fetched, and nothing sent, until an operator acts: for the whole account, or for one conversation.
    public func stop(_ poller: PollerKey, _ failure: DeliveryFailure, conversation: String?, at now: Instant) async throws(StoreError) {
        try await write { db in
            // Due at once when it is enabled.
            try db.fail(poller, failure, dueAt: now)
            if let conversation {
                try db.block(poller.account, conversation, failure, at: now)
                try db.note(.poll, at: now, "a conversation of account \(poller.account) stopped: \(failure.kind.rawValue)")
            } else {
                try db.run("INSERT INTO accounts (account) VALUES (?) ON CONFLICT DO NOTHING", [poller.account.rawValue])
                try db.block(poller.account, failure, at: now)
                try db.note(.poll, at: now, "account \(poller.account) stopped: \(failure.kind.rawValue)")
            }
        }
    }

    /// Every poller that ever ran, those no longer configured too.
    public func pollers() async throws(StoreError) -> [PollerRow] {
        try await read { db in
            try db.all("SELECT account, scope, cursor, due_at, fetched_at, failures, failure_kind, failure_detail FROM pollers") { row in
                PollerRow(
                    key: PollerKey(account: row.name(), scope: row.text()), cursor: row.optionalText(), dueAt: row.instant(),
                    fetchedAt: row.optionalInstant(), failures: row.int(), failure: try row.failure())
            }
        }
    }

    /// The first message of an account, or of one conversation, that was made since then and tried at least once, arrived or not.
    public func firstSent(account: AccountID, conversation: String?, since: Instant) async throws(StoreError) -> SentMessage? {
        try await read { db in
            try db.first(
                """
                SELECT conversation, platform_id, created_at FROM outbox
                WHERE account = ?1 AND (?2 IS NULL OR conversation = ?2) AND created_at >= ?3 AND attempts > 0
                ORDER BY created_at, sequence LIMIT 1
                """, [account.rawValue, conversation, since.milliseconds]
            ) { SentMessage(conversation: $0.text(), platformID: $0.optionalText(), createdAt: $0.instant()) }
        }
    }

    /// The platform's ids of the roots of threads in which people may still answer: under what we said of the two newest check-ins of each team.
    ///
    /// Newest check-ins first.
    public func threads(account: AccountID, conversation: String, teams: [TeamID], limit: Int = 30) async throws(StoreError) -> [String] {
        let found = try await read { db in
            try teams.flatMap { team in
                try db.all(
                    """
                    SELECT week, coalesce(thread, platform_id) FROM outbox
                    WHERE team = ?1 AND account = ?2 AND conversation = ?3 AND platform_id IS NOT NULL AND week IN (
                        SELECT week FROM check_ins WHERE team = ?1 AND state <> 'skipped' ORDER BY week DESC LIMIT 2)
                    ORDER BY week DESC, sequence
                    """, [team.rawValue, account.rawValue, conversation]
                ) { (week: $0.text(), root: $0.text()) }
            }
        }
        var seen: Set<String> = []
        let newestFirst = found.sorted { $0.week > $1.week }.map(\.root).filter { seen.insert($0).inserted }
        return Array(newestFirst.prefix(limit))
    }
}

extension Database {
    fileprivate func fail(_ poller: PollerKey, _ failure: DeliveryFailure, dueAt: Instant) throws {
        try run(
            """
            INSERT INTO pollers (account, scope, due_at, failures, failure_kind, failure_detail) VALUES (?1, ?2, ?3, 1, ?4, ?5)
            ON CONFLICT (account, scope) DO UPDATE SET due_at = excluded.due_at, failures = failures + 1, failure_kind = excluded.failure_kind,
                failure_detail = excluded.failure_detail
            """, [poller.account.rawValue, poller.scope, dueAt.milliseconds, failure.kind.rawValue, failure.detail])
    }
}
