import GRDB
public import Model

extension HistoryStore {
    /// T4: all that one reply changes. The inbox row is done with it; a record without one (from a page, say) is taken once by the same id.
    ///
    /// A deletion blanks the words of every version of the message.
    public func record(_ record: ReplyRecord) async throws(StoreError) -> RecordResult {
        let drafts = try prepared { try record.drafts.map(PreparedDraft.init) }
        let candidates = try prepared { try record.questions.map(PreparedQuestion.init) }
        let basis = try prepared { try record.basis.map { try toJSON($0) } }
        return try await write { db in
            let origin = try db.origin(of: record.inbox)
            if origin == .known { return .alreadyKnown }
            guard try db.isCurrent(record) else { return .stale }
            guard try db.settleOrigin(of: record, origin, basis: basis) else { return .alreadyKnown }
            try db.insertNotes(of: record)
            try db.adoptMessages(of: record)
            for update in record.updates { try db.insert(update, recordedAt: record.recordedAt) }
            try db.end(record)
            for question in candidates { try db.insert(question) }
            for change in record.questionChanges { try db.apply(change) }
            if origin == .deletion { try db.forgetDeleted(record) }
            let revision = try db.raiseRevisions(of: record)
            try db.note(
                .record, at: record.recordedAt, checkIn: record.checkIn, message: record.message?.id, inbox: record.inbox,
                record.summary)
            try db.enqueue(drafts, at: record.recordedAt, cause: record.message?.id)
            return .recorded(revision: revision)
        }
    }
}

/// Where a record comes from.
private enum Origin {
    /// Recorded before.
    case known
    case message, deletion
    /// No event stands behind it.
    case none
}

extension Database {
    fileprivate func origin(of inbox: UniqueID) throws -> Origin {
        let row = try first("SELECT state = 'done', change = 'deleted' FROM inbox WHERE id = ?", [inbox.description]) { ($0.flag(), $0.flag()) }
        switch row {
        case (true, _)?: return .known
        case (false, true)?: return .deletion
        case (false, false)?: return .message
        case nil: return try exists("SELECT 1 FROM records WHERE id = ?", [inbox.description]) ? .known : .none
        }
    }

    /// Whether the check-in is still as the record saw it, and all that it ends is still live.
    fileprivate func isCurrent(_ record: ReplyRecord) throws -> Bool {
        if let checkIn = record.checkIn {
            guard let standing = try standing(of: checkIn) else { throw Contradiction("there is no check-in \(checkIn)") }
            guard standing.revision == record.expectedRevision else { return false }
        }
        return try record.ended.allSatisfy { ended in
            guard let state = try first("SELECT state FROM updates WHERE id = ?", [ended.update.description], { try $0.value(Update.State.self) })
            else { throw Contradiction("there is no update \(ended.update)") }
            return state == .live
        }
    }

    /// Settles the inbox row and keeps the message; false when that version of it was kept before.
    fileprivate func settleOrigin(of record: ReplyRecord, _ origin: Origin, basis: String?) throws -> Bool {
        if origin == .none {
            try run("INSERT INTO records (id, at) VALUES (?, ?)", [record.inbox.description, record.recordedAt.milliseconds])
        } else {
            _ = try finishInbox(record.inbox, note: nil)
        }
        guard let message = record.message else { return true }
        return try insert(message, reading: record.kind, parserVersion: record.parserVersion, basis: basis)
    }

    /// A message whose team was in question belongs, now that it is settled, to the check-in that its words are recorded in.
    fileprivate func adoptMessages(of record: ReplyRecord) throws {
        guard let checkIn = record.checkIn else { return }
        let sources =
            record.updates.compactMap(\.evidence?.message) + record.outputs.map(\.evidence.message) + record.blockers.map(\.evidence.message)
        for message in Set(sources).sorted() {
            try run(
                "UPDATE messages SET team = ?, week = ? WHERE id = ? AND team IS NULL",
                [checkIn.team.rawValue, checkIn.week.description, message.description])
        }
    }

    fileprivate func insertNotes(of record: ReplyRecord) throws {
        for output in record.outputs { try insert(output) }
        for blocker in record.blockers { try insert(blocker) }
        for skip in record.skips { try insert(skip) }
    }

    /// What the record supersedes or withdraws.
    fileprivate func end(_ record: ReplyRecord) throws {
        for ended in record.ended {
            guard ended.state != .live else { throw Contradiction("an update ends as live") }
            try run(
                "UPDATE updates SET state = ?, reason = ?, ended_at = ? WHERE id = ?",
                [ended.state.rawValue, ended.reason, record.recordedAt.milliseconds, ended.update.description])
        }
        let state: Update.State = record.message == nil || record.kind == .command ? .withdrawn : .superseded
        let added = Set(record.outputs.map(\.id) + record.blockers.map(\.id) + record.skips.map(\.id))
        for blocker in record.endedBlockers {
            try run(
                "UPDATE blockers SET state = ?, ended_at = ? WHERE id = ? AND state = 'live'",
                [Update.State.superseded.rawValue, record.recordedAt.milliseconds, blocker.description])
        }
        for note in record.retractedNotes + record.movedNotes {
            for table in ["outputs", "blockers"] {
                try run(
                    "UPDATE \(table) SET state = ?, ended_at = ? WHERE id = ? AND state = 'live'",
                    [Update.State.withdrawn.rawValue, record.recordedAt.milliseconds, note.description])
            }
        }
        for message in record.endsNotesOf { try endNotes(of: message, as: state, at: record.recordedAt, butFor: added) }
    }

    /// The main check-in's revision is what the flow goes on from; others that the record touches are raised beside it.
    fileprivate func raiseRevisions(of record: ReplyRecord) throws -> Int {
        var touched = Set(record.updates.map(\.checkIn))
        for ended in record.ended {
            if let checkIn = try first("SELECT team, week FROM updates WHERE id = ?", [ended.update.description], { try $0.checkIn() }) {
                touched.insert(checkIn)
            }
        }
        if let checkIn = record.checkIn { touched.insert(checkIn) }
        for checkIn in touched { try raiseRevision(of: checkIn) }
        return record.checkIn == nil ? record.expectedRevision : record.expectedRevision + 1
    }

    fileprivate func forgetDeleted(_ record: ReplyRecord) throws {
        let versions = try all(
            """
            SELECT versions.id FROM inbox AS event JOIN messages AS versions
                ON versions.platform_id = event.message_id AND versions.account = event.account AND versions.conversation = event.conversation
            WHERE event.id = ?
            """, [record.inbox.description]
        ) { try $0.id() }
        for message in Set(versions + record.endsNotesOf).sorted() { try forgetWords(of: message, at: record.recordedAt) }
    }
}
