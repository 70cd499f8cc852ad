import GRDB
public import Model

extension HistoryStore {
    /// Of one check-in, in every state, in the order recorded.
    public func questions(checkIn: CheckInID) async throws(StoreError) -> [Question] {
        try await read { db in
            try db.questions("WHERE q.team = ? AND q.week = ? ORDER BY q.sequence", [checkIn.team.rawValue, checkIn.week.description])
        }
    }

    /// Asked and waiting ones whose message stands in this conversation, oldest first.
    public func openQuestions(author: Author, account: AccountID, conversation: String) async throws(StoreError) -> [Question] {
        try await read { db in
            try db.questions(
                """
                WHERE q.author = ? AND q.state IN ('waiting', 'asked') AND m.account = ? AND m.conversation = ? ORDER BY q.asked_at, q.sequence
                """, [author.description, account.rawValue, conversation])
        }
    }
}

/// A question whose lists are already as the store keeps them.
struct PreparedQuestion: Sendable {
    let question: Question
    let candidates: String
    let teams: String

    init(_ question: Question) throws {
        self.question = question
        candidates = try toJSON(question.candidates)
        teams = try toJSON(question.teams)
    }
}

extension Database {
    func questions(_ rest: String, _ values: [(any DatabaseValueConvertible)?]) throws -> [Question] {
        try all(
            """
            SELECT q.id, q.team, q.week, q.reason, q.candidates, q.teams, q.value, q.author, q.message, q.span_start, q.span_end,
                \(spanText("q")), q.asked_at, q.state
            FROM questions AS q JOIN messages AS m ON m.id = q.message \(rest)
            """, values
        ) { row in
            Question(
                id: try row.id(), checkIn: try row.optionalCheckIn(), reason: try row.value(), candidates: try row.json(), teams: try row.json(),
                value: row.double(), author: Author(row.text()), evidence: try row.evidence(), askedAt: row.instant(), state: try row.value())
        }
    }

    func insert(_ prepared: PreparedQuestion) throws {
        let question = prepared.question
        try run(
            """
            INSERT INTO questions (id, team, week, reason, candidates, teams, value, author, message, span_start, span_end, asked_at, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                question.id.description, question.checkIn?.team.rawValue, question.checkIn?.week.description, question.reason.rawValue,
                prepared.candidates, prepared.teams, question.value, question.author.description, question.evidence.message.description,
                question.evidence.start, question.evidence.end, question.askedAt.milliseconds, question.state.rawValue,
            ])
    }

    func apply(_ change: ReplyRecord.QuestionChange) throws {
        let changed = try run("UPDATE questions SET state = ? WHERE id = ?", [change.state.rawValue, change.question.description])
        guard changed == 1 else { throw Contradiction("there is no question \(change.question)") }
    }
}
