import GRDB
import Model

extension TeamRecord {
    static let select = "SELECT team, team, cursor, retired_at FROM teams ORDER BY team"

    init(_ row: inout Columns) throws { self.init(team: row.name(), cursor: try row.week(), retiredAt: row.optionalInstant()) }
}

extension DefinitionRecord {
    static let select = "SELECT team, team, valid_from, definition FROM team_versions ORDER BY team, version"

    init(_ row: inout Columns) throws { self.init(team: row.name(), validFrom: row.instant(), definition: try row.json()) }
}

extension SeriesRecord {
    static let select = "SELECT team, team, key_result, current_id FROM series ORDER BY team, key_result"

    init(_ row: inout Columns) { self.init(team: row.name(), keyResult: row.name(), currentId: row.name()) }
}

extension CheckInRecord {
    static let select = """
        SELECT c.team, c.team, c.week, c.state, c.asked, c.skip_reason, c.due_at, c.asked_at, c.remind_at, c.closes_at, c.closed_at, c.revision,
            s.snapshot
        FROM check_ins AS c LEFT JOIN snapshots AS s ON s.team = c.team AND s.week = c.week ORDER BY c.week, c.team
        """

    init(_ row: inout Columns) throws {
        self.init(
            checkIn: try row.checkIn(), state: try row.value(), asked: try row.optionalValue(), skipReason: try row.optionalValue(),
            dueAt: row.instant(), askedAt: row.optionalInstant(),
            remindAt: row.text().split(separator: ",").compactMap { Int64($0).map(Instant.init(milliseconds:)) }, closesAt: row.instant(),
            closedAt: row.optionalInstant(), revision: row.int(), snapshot: try row.optionalText().map(fromJSON))
    }
}

extension ReminderRecord {
    static let select = "SELECT team, team, week, reminder, at FROM reminders ORDER BY team, week, reminder"

    init(_ row: inout Columns) throws { self.init(checkIn: try row.checkIn(), reminder: row.int(), at: row.instant()) }
}

extension MessageRecord {
    static let select = """
        SELECT team, id, account, conversation, platform_id, version, thread, team, week, author, author_name, text, markup, sent_at, is_direct,
            reading, parser_version, basis, removed_at
        FROM messages ORDER BY sequence
        """

    init(_ row: inout Columns) throws {
        self.init(
            id: try row.id(), account: row.name(), conversation: row.text(), platformId: row.text(), version: row.text(),
            thread: row.optionalText(), checkIn: try row.optionalCheckIn(), author: Author(row.text()), authorName: row.optionalText(),
            text: row.text(), markup: try row.value(), sentAt: row.instant(), isDirect: row.flag(), reading: try row.optionalValue(),
            parserVersion: row.optionalInt(), basis: try row.optionalText().map(fromJSON), removedAt: row.optionalInstant())
    }
}

extension UpdateRecord {
    static let select = """
        SELECT u.team, u.id, u.team, u.key_result, u.team, u.week, u.value, u.status, u.confidence, u.note, u.said_at, u.recorded_at, u.author,
            u.said_for, u.source, u.late, u.message, u.span_start, u.span_end, \(spanText("u")), u.supersedes, u.state, u.reason, u.ended_at
        FROM updates AS u LEFT JOIN messages AS m ON m.id = u.message ORDER BY u.sequence
        """

    init(_ row: inout Columns) throws {
        self.init(
            id: try row.id(), team: row.name(), keyResult: row.name(), checkIn: try row.checkIn(), value: row.double(),
            status: try row.optionalValue(), confidence: row.double(), note: row.optionalText(), saidAt: row.instant(), recordedAt: row.instant(),
            author: Author(row.text()), saidFor: row.optionalText().map { Author($0) }, source: try row.value(), late: row.flag(),
            evidence: try row.optionalEvidence(), supersedes: try row.optionalID(), state: try row.value(), reason: row.optionalText(),
            endedAt: row.optionalInstant())
    }
}

extension OutputRecord {
    static let select = """
        SELECT n.team, n.id, n.team, n.week, n.initiative, n.author, n.said_at, n.message, n.span_start, n.span_end, \(spanText("n")), n.state,
            n.ended_at
        FROM outputs AS n JOIN messages AS m ON m.id = n.message ORDER BY n.sequence
        """

    init(_ row: inout Columns) throws {
        self.init(
            id: try row.id(), checkIn: try row.checkIn(), initiative: row.optionalName(), author: Author(row.text()), saidAt: row.instant(),
            evidence: try row.evidence(), state: try row.value(), endedAt: row.optionalInstant())
    }
}

extension BlockerRecord {
    static let select = """
        SELECT n.team, n.id, n.team, n.week, n.key_result, n.author, n.said_at, n.message, n.span_start, n.span_end, \(spanText("n")), n.state,
            n.ended_at
        FROM blockers AS n JOIN messages AS m ON m.id = n.message ORDER BY n.sequence
        """

    init(_ row: inout Columns) throws {
        self.init(
            id: try row.id(), checkIn: try row.checkIn(), keyResult: row.optionalName(), author: Author(row.text()), saidAt: row.instant(),
            evidence: try row.evidence(), state: try row.value(), endedAt: row.optionalInstant())
    }
}

extension SkipRecord {
    static let select = "SELECT team, id, team, week, key_result, author, said_at, message, state, ended_at FROM skips ORDER BY sequence"

    init(_ row: inout Columns) throws {
        self.init(
            id: try row.id(), checkIn: try row.checkIn(), keyResult: row.optionalName(), author: Author(row.text()), saidAt: row.instant(),
            message: try row.id(), state: try row.value(), endedAt: row.optionalInstant())
    }
}

extension QuestionRecord {
    static let select = """
        SELECT q.team, q.id, q.team, q.week, q.reason, q.candidates, q.teams, q.value, q.author, q.message, q.span_start, q.span_end,
            \(spanText("q")), q.asked_at, q.state
        FROM questions AS q JOIN messages AS m ON m.id = q.message ORDER BY q.sequence
        """

    init(_ row: inout Columns) throws {
        self.init(
            id: try row.id(), checkIn: try row.optionalCheckIn(), reason: try row.value(), candidates: try row.json(), teams: try row.json(),
            value: row.double(), author: Author(row.text()), evidence: try row.evidence(), askedAt: row.instant(), state: try row.value())
    }
}

extension SentRecord {
    static let select = """
        SELECT team, id, kind, account, conversation, team, week, focus, slot, root, under, mentions, created_at, expires_at, due_at, attempts,
            may_have_arrived, thread, edits, reacts_to, delivered_at, platform_id
        FROM outbox WHERE state = 'delivered' ORDER BY sequence
        """

    init(_ row: inout Columns) throws {
        self.init(
            id: try row.id(), kind: try row.value(), account: row.name(), conversation: row.text(), checkIn: try row.optionalCheckIn(),
            focus: row.optionalName(), slot: row.optionalText(), root: row.optionalText(), under: try row.optionalID(), mentions: try row.json(),
            createdAt: row.instant(), expiresAt: row.instant(), dueAt: row.instant(), attempts: row.int(), mayHaveArrived: row.flag(),
            thread: row.optionalText(), edits: row.optionalText(), reactsTo: row.optionalText(), deliveredAt: row.instant(),
            platformId: row.optionalText())
    }
}

extension ChatRecord {
    static let select = "SELECT NULL, id, channel, thread, sender, text, at, edited_at, is_deleted FROM chat_messages ORDER BY number"

    init(_ row: inout Columns) throws {
        self.init(
            id: try row.id(), channel: row.name(), thread: try row.optionalID(), sender: row.text(), text: row.text(), at: row.instant(),
            editedAt: row.optionalInstant(), isDeleted: row.flag())
    }
}

extension PauseRecord {
    static let select = "SELECT team, team, until, set_at FROM pauses ORDER BY team"

    init(_ row: inout Columns) throws { self.init(team: row.name(), until: try row.date(), setAt: row.instant()) }
}
