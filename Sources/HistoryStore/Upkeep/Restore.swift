import GRDB
public import Model

/// What a restored store takes up, and what it leaves.
public struct Resumption: Hashable, Sendable, Codable {
    /// When the backup's last step was taken; nil for a store in which nothing ever happened.
    public var backupAt: Instant?
    /// Messages that waited to leave when the backup was made: they have left since, or are too old.
    public var messagesCancelled: Int
    /// Check-ins whose close has passed: closed without a digest.
    public var closed: [CheckInID]
    /// Weeks whose ask has passed: nobody can tell whether they were asked.
    public var skipped: [CheckInID]
    /// Replies that were taken in and not read yet: they are read when the daemon starts.
    public var repliesWaiting: Int
}

extension HistoryStore {
    /// A copy of a backup beside the store that it is to replace, opened, brought up to date and looked over in full.
    ///
    /// - Parameter path: of the store to be replaced, which is not touched.
    public static func prepareRestore(of backup: String, beside path: String, at now: Instant) async throws(StoreError) -> HistoryStore {
        let source = try openToCopy(backup)
        abandonRestore(at: path)
        do throws(StoreError) {
            try await source.copy(to: restoring(path))
            try? source.database.close()
            let store = try await HistoryStore(.file(restoring(path)), at: now)
            let faults = try await store.faults()
            guard faults.isEmpty else {
                await store.close()
                throw StoreError.damaged(path: backup, detail: faults.joined(separator: "; "))
            }
            return store
        } catch {
            abandonRestore(at: path)
            throw error
        }
    }

    /// After a restore: nothing of what was under way when the backup was made leaves again, nor is anything asked whose time has passed.
    ///
    /// - Parameter skips: the weeks up to now that the backup does not know, as skipped check-ins.
    public func resume(skipping skips: [CheckIn], at now: Instant) async throws(StoreError) -> Resumption {
        try await write { db in
            var resumption = Resumption(
                backupAt: try db.first("SELECT max(at) FROM journal") { $0.optionalInstant() } ?? nil,
                messagesCancelled: try db.cancelUnsent(at: now),
                closed: try db.closePassed(at: now), skipped: [],
                repliesWaiting: try db.count("SELECT count(*) FROM inbox WHERE state IN ('waiting', 'processing')"))
            for checkIn in skips {
                try db.moveCursor(of: checkIn.id.team, to: checkIn.id.week)
                guard try db.insert(checkIn, snapshot: nil) else { continue }
                try db.note(.skip, at: now, checkIn: checkIn.id, "the store was restored from a backup")
                resumption.skipped.append(checkIn.id)
            }
            try db.passReminders(at: now)
            try db.note(.restore, at: now, "messages cancelled: \(resumption.messagesCancelled), check-ins closed: \(resumption.closed.count)")
            return resumption
        }
    }

    /// Puts the prepared copy, once resumed and closed, in the store's place; what stood there keeps another name beside it.
    ///
    /// The caller holds the store's lock. A crash at any point leaves the old store or the new one, never neither; a failure leaves the old one
    /// and no copy.
    /// - Returns: the old store's new name; nil when there was none.
    public static func finishRestore(at path: String, now: Instant) async throws(StoreError) -> String? {
        do throws(StoreError) {
            try await refuseUnlessQuiet(restoring(path))
            let kept = StoreFile.exists(path) ? try await putAside(path, now: now) : nil
            do throws(StoreError) {
                try StoreFile.rename(restoring(path), to: path)
            } catch {
                if let kept { putBack(kept, to: path) }
                throw error
            }
            try StoreFile.sync(path)
            return kept
        } catch {
            abandonRestore(at: path)
            throw error
        }
    }

    /// The copy alone is to take the store's place: what is still in its log would be lost, the cancelling of old messages with it.
    private static func refuseUnlessQuiet(_ copy: String) async throws(StoreError) {
        guard StoreFile.size(copy + "-wal") == 0 else {
            throw .unusable(path: copy, detail: "its write-ahead log is not emptied into it: something else has it open")
        }
        let unsent: Int
        do {
            let queue = try DatabaseQueue(path: copy, configuration: configuration(readOnly: true))
            unsent = try await queue.read { try $0.count("SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')") }
            try queue.close()
        } catch { throw StoreError(error, path: copy) }
        // Left by the reading.
        for suffix in ["-wal", "-shm"] { StoreFile.remove(copy + suffix) }
        guard unsent == 0 else { throw .unusable(path: copy, detail: "\(unsent) messages in it would be sent a second time") }
    }

    /// Gives the store a second name beside the first, with its log where that could not be emptied into it.
    private static func putAside(_ path: String, now: Instant) async throws(StoreError) -> String {
        let kept = "\(path).before-restore-\(now.milliseconds)"
        // Emptied into the file if that can be: one that is damaged is kept with its log as it is.
        if let old = try? await HistoryStore(.file(path), at: now) { await old.close() }
        try StoreFile.link(path, to: kept)
        if StoreFile.size(path + "-wal") > 0 {
            do throws(StoreError) {
                try StoreFile.rename(path + "-wal", to: kept + "-wal")
            } catch {
                StoreFile.remove(kept)
                throw error
            }
        }
        for suffix in ["-wal", "-shm"] { StoreFile.remove(path + suffix) }
        return kept
    }

    private static func putBack(_ kept: String, to path: String) {
        if StoreFile.exists(kept + "-wal") { try? StoreFile.rename(kept + "-wal", to: path + "-wal") }
        StoreFile.remove(kept)
    }

    /// Gives up a restore that was prepared, or that ended half-way; does nothing where there is none. The caller holds the store's lock.
    public static func abandonRestore(at path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { StoreFile.remove(restoring(path) + suffix) }
    }

    private static func restoring(_ path: String) -> String { path + ".restoring" }

    /// A store of this or an older version, for ``backup(to:)`` alone: it is read as it is, and only a copy is brought up to date.
    public static func openToCopy(_ path: String) throws(StoreError) -> HistoryStore {
        guard try StoreFile.isStore(path) else { throw .missing(path: path) }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: true))
            _ = try queue.read { try Migration.check($0) }
            return HistoryStore(queue, path: path)
        } catch { throw StoreError(error, path: path) }
    }
}

extension Database {
    fileprivate func cancelUnsent(at now: Instant) throws -> Int {
        let unsent = try all("SELECT id FROM outbox WHERE state IN ('pending', 'sending')") { try $0.id() }
        for id in unsent {
            try run(
                """
                UPDATE outbox SET state = 'cancelled', is_head = 0, owner = NULL, text = NULL, failure_kind = 'policy',
                    failure_detail = 'the store was restored from a backup'
                WHERE id = ?
                """, [id.description])
            try note(.cancel, at: now, outbox: id, "the store was restored from a backup")
        }
        return unsent.count
    }

    fileprivate func closePassed(at now: Instant) throws -> [CheckInID] {
        let passed = try all("SELECT team, week FROM check_ins WHERE state = 'open' AND closes_at <= ? ORDER BY week, team", [now.milliseconds]) {
            try $0.checkIn()
        }
        for id in passed {
            try run(
                "UPDATE check_ins SET state = 'closed', closed_at = ?, revision = revision + 1 WHERE team = ? AND week = ?",
                [now.milliseconds, id.team.rawValue, id.week.description])
            try run(
                "UPDATE questions SET state = 'expired' WHERE state IN ('waiting', 'asked') AND team = ? AND week = ?",
                [id.team.rawValue, id.week.description])
            try note(.close, at: now, checkIn: id, "without a digest: the store was restored from a backup")
        }
        return passed
    }

    /// Reminders of open check-ins whose time has passed count as given.
    fileprivate func passReminders(at now: Instant) throws {
        let open = try all("SELECT team, week, remind_at FROM check_ins WHERE state = 'open'") { row in
            (id: try row.checkIn(), at: row.text().split(separator: ",").compactMap { Int64($0) })
        }
        for checkIn in open {
            for (index, at) in checkIn.at.enumerated() where at <= now.milliseconds {
                try run(
                    "INSERT INTO reminders (team, week, reminder, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    [checkIn.id.team.rawValue, checkIn.id.week.description, index, now.milliseconds])
            }
        }
    }
}
