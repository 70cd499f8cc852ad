import Foundation
import GRDB
import Model
import Testing

@testable import HistoryStore

@Suite("Backup, restore and upgrade")
struct RestoreTests {
    @Test("a backup is one file that is readable by its owner alone, and never takes the place of another")
    func backupFile() async throws {
        let folder = try TemporaryFolder()
        let store = try await HistoryStore(.file(folder.store), at: monday)
        try await fire("2026-W44", in: store)
        let copy = folder.path + "/backup.db"
        #expect(try await store.backup(to: copy) == StoreFile.size(copy))
        await #expect(throws: StoreError.taken(path: copy)) { try await store.backup(to: copy) }
        await store.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("backup") }
        #expect(names == ["backup.db"])
        let attributes = try FileManager.default.attributesOfItem(atPath: copy)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    /// A store with a prompt that waits to leave, an open check-in and a reply that nobody has read yet; and its backup.
    private func backedUp(_ folder: TemporaryFolder) async throws -> String {
        let store = try await HistoryStore(.file(folder.store), at: monday)
        try await fire("2026-W43", in: store)
        try await fire("2026-W44", in: store, drafts: [draft(1, checkIn: checkInID()), draft(2, in: "C0OTHER")])
        _ = try await store.claimOutbox(at: monday, lease: .seconds(60), owner: id(90), limit: 1)
        _ = try await store.takeIn([intake(10, event("1"))])
        let backup = folder.path + "/backup.db"
        try await store.backup(to: backup)
        try await store.pause(team, until: LocalDate("2026-12-24"), at: monday)
        await store.close()
        return backup
    }

    private func restore(_ backup: String, _ folder: TemporaryFolder, at now: Instant) async throws -> (Resumption, kept: String?) {
        let prepared = try await HistoryStore.prepareRestore(of: backup, beside: folder.store, at: now)
        let missed = CheckIn(id: try checkInID("2026-W45"), state: .skipped, skipReason: .missed, dueAt: now, closesAt: now)
        let resumption = try await prepared.resume(skipping: [missed], at: now)
        await prepared.close()
        return (resumption, try await HistoryStore.finishRestore(at: folder.store, now: now))
    }

    @Test("what waited to leave when the backup was made never leaves, and what has passed is neither asked, reminded nor closed with a digest")
    func nothingLeaves() async throws {
        let folder = try TemporaryFolder()
        let backup = try await backedUp(folder)
        let now = monday + .hours(200)
        let (resumption, kept) = try await restore(backup, folder, at: now)
        #expect(resumption.messagesCancelled == 2)
        #expect(resumption.closed.map(\.week.week) == [43, 44])
        #expect(resumption.skipped.map(\.week.week) == [45])
        #expect(resumption.repliesWaiting == 1)
        #expect(resumption.backupAt == monday)
        let store = try await HistoryStore(.file(folder.store), at: now)
        #expect(try await store.claimOutbox(at: now + .hours(1000), lease: .seconds(60), owner: id(91), limit: 10).isEmpty)
        #expect(try await store.openCheckIns().isEmpty)
        #expect(try await store.cursor(of: team) == week("2026-W45"))
        #expect(try await store.pausedUntil(team) == nil)
        #expect(try await store.faults().isEmpty)
        await store.close()
        let old = try HistoryStore.openReadOnly(try #require(kept))
        #expect(try await old.pausedUntil(team) == LocalDate("2026-12-24"))
        await old.close()
    }

    @Test("a check-in whose close is still to come stays open, and its passed reminders count as given")
    func stillOpen() async throws {
        let folder = try TemporaryFolder()
        let backup = try await backedUp(folder)
        let (resumption, _) = try await restore(backup, folder, at: monday + .hours(25))
        #expect(resumption.closed.isEmpty)
        let store = try await HistoryStore(.file(folder.store), at: monday)
        #expect(try await store.openCheckIns().count == 2)
        #expect(try await store.remindersDone(checkInID()) == [0])
        await store.close()
    }

    @Test("a store that is damaged is put aside as it is, log and all")
    func overDamage() async throws {
        let folder = try TemporaryFolder()
        let backup = try await backedUp(folder)
        try Data(repeating: 0x61, count: 9000).write(to: URL(fileURLWithPath: folder.store))
        let (_, kept) = try await restore(backup, folder, at: monday)
        #expect(StoreFile.size(try #require(kept)) == 9000)
        let store = try await HistoryStore(.file(folder.store), at: monday)
        #expect(try await store.checkIn(checkInID()) != nil)
        await store.close()
    }

    @Test("a backup that is damaged, missing, of another program or of a newer version is refused, and the store left as it is")
    func refusals() async throws {
        let folder = try TemporaryFolder()
        let backup = try await backedUp(folder)
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.store))
        await #expect(throws: StoreError.missing(path: "/nowhere")) {
            try await HistoryStore.prepareRestore(of: "/nowhere", beside: folder.store, at: monday)
        }
        let newer = folder.path + "/newer.db"
        try FileManager.default.copyItem(atPath: backup, toPath: newer)
        try await DatabaseQueue(path: newer).writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
        await #expect(throws: StoreError.newerSchema(found: 99, known: Migration.all.count)) {
            try await HistoryStore.prepareRestore(of: newer, beside: folder.store, at: monday)
        }
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: backup))
        for page in stride(from: UInt64(8192), to: try handle.seekToEnd(), by: 8192) {
            try handle.seek(toOffset: page)
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 64))
        }
        try handle.close()
        await #expect(throws: StoreError.self) { try await HistoryStore.prepareRestore(of: backup, beside: folder.store, at: monday) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == before)
        #expect(!FileManager.default.fileExists(atPath: folder.store + ".restoring"))
    }

    /// Names beside the store that a restore has made.
    private func leftovers(_ folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("restor") }
    }

    @Test("a copy whose waiting messages were not cancelled never takes the store's place, and goes")
    func notResumed() async throws {
        let folder = try TemporaryFolder()
        let backup = try await backedUp(folder)
        await (try HistoryStore.prepareRestore(of: backup, beside: folder.store, at: monday)).close()
        let error = await #expect(throws: StoreError.self) { try await HistoryStore.finishRestore(at: folder.store, now: monday) }
        #expect(error?.description.contains("2 messages in it would be sent a second time") == true, "\(String(describing: error))")
        #expect(try leftovers(folder).isEmpty)
        let store = try await HistoryStore(.file(folder.store), at: monday)
        #expect(try await store.pausedUntil(team) == LocalDate("2026-12-24"))
        await store.close()
    }

    @Test("a copy whose log is not emptied into it never takes the store's place, since the cancelling would stay behind, and goes")
    func logNotEmptied() async throws {
        let folder = try TemporaryFolder()
        let backup = try await backedUp(folder)
        let prepared = try await HistoryStore.prepareRestore(of: backup, beside: folder.store, at: monday)
        _ = try await prepared.resume(skipping: [], at: monday)
        let error = await #expect(throws: StoreError.self) { try await HistoryStore.finishRestore(at: folder.store, now: monday) }
        #expect(error?.description.contains("write-ahead log") == true, "\(String(describing: error))")
        #expect(try leftovers(folder).isEmpty)
        await prepared.close()
        let store = try await HistoryStore(.file(folder.store), at: monday)
        #expect(try await store.pausedUntil(team) == LocalDate("2026-12-24"))
        await store.close()
    }

    @Test("a restore that cannot put the old store aside leaves it where it is, with its log, and no copy")
    func cannotPutAside() async throws {
        let folder = try TemporaryFolder()
        let backup = try await backedUp(folder)
        let kept = "\(folder.store).before-restore-\(monday.milliseconds)"
        // A store that cannot be opened, so that its log stays; and both of the names that it would be kept by, taken in turn.
        try Data(repeating: 0x61, count: 9000).write(to: URL(fileURLWithPath: folder.store))
        try Data("log".utf8).write(to: URL(fileURLWithPath: folder.store + "-wal"))
        try Data("mine".utf8).write(to: URL(fileURLWithPath: kept))
        await #expect(throws: StoreError.taken(path: kept)) { _ = try await restore(backup, folder, at: monday) }
        #expect(try leftovers(folder) == [URL(fileURLWithPath: kept).lastPathComponent])
        try FileManager.default.removeItem(atPath: kept)
        try FileManager.default.createDirectory(atPath: kept + "-wal/full", withIntermediateDirectories: true)
        await #expect(throws: StoreError.self) { _ = try await restore(backup, folder, at: monday) }
        #expect(try leftovers(folder) == [URL(fileURLWithPath: kept + "-wal").lastPathComponent])
        #expect(StoreFile.size(folder.store) == 9000)
        #expect(StoreFile.size(folder.store + "-wal") == 3)
    }

    @Test("a restore leaves nothing behind but the store and the one that stood there, and a copy that was left by a killed one goes")
    func leavesNothing() async throws {
        let folder = try TemporaryFolder()
        let backup = try await backedUp(folder)
        for suffix in ["", "-wal", "-shm", "-journal"] {
            try Data("left".utf8).write(to: URL(fileURLWithPath: folder.store + ".restoring" + suffix))
        }
        let (_, kept) = try await restore(backup, folder, at: monday)
        #expect(try leftovers(folder) == [URL(fileURLWithPath: try #require(kept)).lastPathComponent])
    }

    @Test("a store of an older version can be backed up before it is brought up to date")
    func olderBackup() async throws {
        let folder = try TemporaryFolder()
        let queue = try DatabaseQueue(path: folder.store)
        try await queue.writeWithoutTransaction { try Migration.apply([.firstTables], to: $0, at: monday) }
        try queue.close()
        let backup = folder.path + "/backup.db"
        try await HistoryStore.openToCopy(folder.store).backup(to: backup)
        let version = try await DatabaseQueue(path: backup).read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(version == 1)
        let prepared = try await HistoryStore.prepareRestore(of: backup, beside: folder.path + "/other.db", at: monday)
        _ = try await prepared.resume(skipping: [], at: monday)
        await prepared.close()
    }

    @Test("an upgrade whose second step fails leaves the store as the version before wrote it")
    func atomicUpgrade() throws {
        let queue = try DatabaseQueue()
        let first = Migration(name: "first", sql: "CREATE TABLE one (a INTEGER) STRICT")
        try queue.writeWithoutTransaction { try Migration.apply([first], to: $0, at: monday) }
        let second = Migration(name: "second", sql: "CREATE TABLE two (a INTEGER) STRICT")
        let third = Migration(name: "third", sql: "CREATE TABLE two (a INTEGER) STRICT")
        #expect(throws: DatabaseError.self) {
            try queue.writeWithoutTransaction { try Migration.apply([first, second, third], to: $0, at: monday) }
        }
        let (version, tables) = try queue.read { db in
            (try Int.fetchOne(db, sql: "PRAGMA user_version"), try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema ORDER BY name"))
        }
        #expect(version == 1)
        #expect(tables == ["migrations", "one"])
    }

    @Test("a pause holds until it is set anew or ended")
    func pauses() async throws {
        let store = try await memoryStore()
        #expect(try await store.pausedUntil(team) == nil)
        try await store.pause(team, until: LocalDate("2026-12-24"), at: monday)
        try await store.pause(team, until: LocalDate("2027-01-04"), at: monday)
        #expect(try await store.pauses() == [team: try #require(LocalDate("2027-01-04"))])
        try await store.pause(team, until: nil, at: monday)
        #expect(try await store.pauses().isEmpty)
    }

    @Test("what root makes in the folder of the service's user belongs to that user", .enabled(if: geteuid() == 0))
    func owner() async throws {
        let folder = try TemporaryFolder()
        #expect(chown(folder.path, 64_439, 64_439) == 0)
        let lock = try StoreLock.take(beside: folder.store)
        let store = try await HistoryStore(.file(folder.store), at: monday)
        for suffix in ["", "-wal", ".lock"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.store + suffix)
            #expect((attributes[.ownerAccountID] as? NSNumber)?.intValue == 64_439, "\(suffix)")
        }
        await store.close()
        withExtendedLifetime(lock) {}
    }
}
