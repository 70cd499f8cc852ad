import GRDB
import Model

/// Each is left alone where its id is known.
extension Database {
    func insert(_ record: MessageRecord) throws -> Bool {
        let message = Message(
            id: record.id, account: record.account, conversation: record.conversation, platformID: record.platformId, version: record.version,
            thread: record.thread, checkIn: record.checkIn, author: record.author, authorName: record.authorName, text: record.text,
            markup: record.markup, sentAt: record.sentAt, isDirect: record.isDirect)
        if try exists("SELECT 1 FROM messages WHERE id = ?", [record.id.description]) { return false }
        let isNew = try insert(message, reading: record.reading, parserVersion: record.parserVersion, basis: try record.basis.map(toJSON))
        guard isNew else { throw Contradiction("message \(record.platformId) of \(record.account) is known under another id") }
        if let removedAt = record.removedAt {
            try run("UPDATE messages SET removed_at = ?, text = '' WHERE id = ?", [removedAt.milliseconds, record.id.description])
        }
        return true
    }

    func insert(_ record: UpdateRecord) throws -> Bool {
        if try exists("SELECT 1 FROM updates WHERE id = ?", [record.id.description]) { return false }
        try ensureSeries(team: record.team, keyResult: record.keyResult)
        try run(
            """
            INSERT INTO updates (
                id, team, week, key_result, value, status, confidence, note, said_at, recorded_at, author, said_for, source, late,
                message, span_start, span_end, supersedes, state, reason, ended_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                record.id.description, record.team.rawValue, record.checkIn.week.description, record.keyResult.rawValue, record.value,
                record.status?.rawValue, record.confidence, record.note, record.saidAt.milliseconds, record.recordedAt.milliseconds,
                record.author.description, record.saidFor?.description, record.source.rawValue, record.late, record.evidence?.message.description,
                record.evidence?.start, record.evidence?.end, record.supersedes?.description, record.state.rawValue, record.reason,
                record.endedAt?.milliseconds,
            ])
        return true
    }

    func insert(_ record: OutputRecord) throws -> Bool {
        let output = Output(
            id: record.id, checkIn: record.checkIn, initiative: record.initiative, author: record.author, saidAt: record.saidAt,
            evidence: record.evidence, state: record.state)
        if try exists("SELECT 1 FROM outputs WHERE id = ?", [record.id.description]) { return false }
        try insert(output)
        return try setEnd(record.endedAt, of: record.id, in: "outputs")
    }

    func insert(_ record: BlockerRecord) throws -> Bool {
        let blocker = Blocker(
            id: record.id, checkIn: record.checkIn, keyResult: record.keyResult, author: record.author, saidAt: record.saidAt,
            evidence: record.evidence, state: record.state)
        if try exists("SELECT 1 FROM blockers WHERE id = ?", [record.id.description]) { return false }
        try insert(blocker)
        return try setEnd(record.endedAt, of: record.id, in: "blockers")
    }

    func insert(_ record: SkipRecord) throws -> Bool {
        let skip = Skip(
            id: record.id, checkIn: record.checkIn, keyResult: record.keyResult, author: record.author, saidAt: record.saidAt,
            message: record.message, state: record.state)
        if try exists("SELECT 1 FROM skips WHERE id = ?", [record.id.description]) { return false }
        try insert(skip)
        return try setEnd(record.endedAt, of: record.id, in: "skips")
    }

    func insert(_ record: QuestionRecord) throws -> Bool {
        if try exists("SELECT 1 FROM questions WHERE id = ?", [record.id.description]) { return false }
        try insert(
            PreparedQuestion(
                Question(
                    id: record.id, checkIn: record.checkIn, reason: record.reason, candidates: record.candidates, teams: record.teams,
                    value: record.value, author: record.author, evidence: record.evidence, askedAt: record.askedAt, state: record.state)))
        return true
    }

    func insert(_ record: SentRecord) throws -> Bool {
        try run("INSERT INTO accounts (account) VALUES (?) ON CONFLICT DO NOTHING", [record.account.rawValue])
        return try run(
            """
            INSERT INTO outbox (
                id, kind, account, conversation, team, week, focus, slot, root, under, mentions, created_at, expires_at, due_at, attempts,
                may_have_arrived, thread, edits, reacts_to, delivered_at, platform_id, state, is_head)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'delivered', 0) ON CONFLICT (id) DO NOTHING
            """,
            [
                record.id.description, record.kind.rawValue, record.account.rawValue, record.conversation, record.checkIn?.team.rawValue,
                record.checkIn?.week.description, record.focus?.rawValue, record.slot, record.root, record.under?.description,
                record.mentions.isEmpty ? "[]" : try toJSON(record.mentions), record.createdAt.milliseconds, record.expiresAt.milliseconds,
                record.dueAt.milliseconds, record.attempts, record.mayHaveArrived, record.thread, record.edits, record.reactsTo,
                record.deliveredAt.milliseconds,
                record.platformId,
            ]) == 1
    }

    func insert(_ record: ChatRecord) throws -> Bool {
        try run(
            """
            INSERT INTO chat_messages (id, channel, thread, sender, text, at, edited_at, is_deleted, sequence)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(sequence), 0) + 1 FROM chat_messages)) ON CONFLICT (id) DO NOTHING
            """,
            [
                record.id.description, record.channel.rawValue, record.thread?.description, record.sender, record.text, record.at.milliseconds,
                record.editedAt?.milliseconds, record.isDeleted,
            ]) == 1
    }

    /// Where it ended at another time than it was said.
    private func setEnd(_ endedAt: Instant?, of id: UniqueID, in table: String) throws -> Bool {
        try run("UPDATE \(table) SET ended_at = ? WHERE id = ?", [endedAt?.milliseconds, id.description]) == 1
    }
}
