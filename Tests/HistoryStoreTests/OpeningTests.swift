import Foundation
import Model
import Testing

@testable import HistoryStore

@Suite("Opening")
struct OpeningTests {
    @Test("the writer commits durably to a write-ahead log and checks references")
    func pragmas() async throws {
        let folder = try TemporaryFolder()
        let store = try await HistoryStore(.file(folder.store), at: monday)
        let numbers = try await store.write { db in
            try ["synchronous", "foreign_keys", "application_id", "user_version"].map { try db.count("PRAGMA \($0)") }
        }
        #expect(numbers == [2, 1, Migration.applicationID, Migration.all.count])
        let mode = try await store.write { db in try db.first("PRAGMA journal_mode") { $0.text() } }
        #expect(mode == "wal")
        await store.close()
    }

    @Test("only the owner may read the files")
    func permissions() async throws {
        let folder = try TemporaryFolder()
        let store = try await HistoryStore(.file(folder.store), at: monday)
        _ = try await store.takeIn([intake(1, event("1"))])
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.store + suffix)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(suffix)")
        }
        await store.close()
    }

    @Test("what was written is there when the store is opened again, and the log is empty after a close")
    func reopening() async throws {
        let folder = try TemporaryFolder()
        let first = try await HistoryStore(.file(folder.store), at: monday)
        try await fire("2026-W44", in: first)
        await first.close()
        #expect(StoreFile.size(folder.store + "-wal") == 0)
        let second = try await HistoryStore(.file(folder.store), at: monday)
        #expect(try await second.checkIn(checkInID())?.snapshot == openCheckIn().snapshot)
        #expect(try await second.faults().isEmpty)
        await second.close()
    }

    @Test("a store of a newer program is refused, and left as it is")
    func newerSchema() async throws {
        let folder = try TemporaryFolder()
        let store = try await HistoryStore(.file(folder.store), at: monday)
        _ = try await store.write { db in try db.run("PRAGMA user_version = 99") }
        await store.close()
        await #expect(throws: StoreError.newerSchema(found: 99, known: Migration.all.count)) {
            try await HistoryStore(.file(folder.store), at: monday)
        }
        #expect(throws: StoreError.newerSchema(found: 99, known: Migration.all.count)) { try HistoryStore.openReadOnly(folder.store) }
    }

    @Test("a store of an older program is not read without being brought up to date")
    func olderSchema() async throws {
        let folder = try TemporaryFolder()
        let store = try await HistoryStore(.file(folder.store), at: monday)
        _ = try await store.write { db in try db.run("PRAGMA user_version = 0") }
        await store.close()
        #expect(throws: StoreError.olderSchema(found: 0, known: Migration.all.count)) { try HistoryStore.openReadOnly(folder.store) }
    }

    @Test("a database of another program is refused")
    func foreign() async throws {
        let folder = try TemporaryFolder()
        let store = try await HistoryStore(.file(folder.store), at: monday)
        _ = try await store.write { db in try db.run("PRAGMA application_id = 7") }
        await store.close()
        await #expect(throws: StoreError.foreign(path: folder.store)) { try await HistoryStore(.file(folder.store), at: monday) }
    }

    @Test("a file that is no database is refused as damaged, and not touched")
    func damaged() async throws {
        let folder = try TemporaryFolder()
        let text = Data(String(repeating: "not a database\n", count: 100).utf8)
        try text.write(to: URL(fileURLWithPath: folder.store))
        let error = await #expect(throws: StoreError.self) { try await HistoryStore(.file(folder.store), at: monday) }
        guard case .damaged = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == text)
    }

    @Test("flipped bytes in a page are found on opening")
    func flippedBytes() async throws {
        let folder = try TemporaryFolder()
        let store = try await HistoryStore(.file(folder.store), at: monday)
        _ = try await store.takeIn((1...200).map { intake($0, event("\($0)")) })
        await store.close()
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: folder.store))
        for page in stride(from: UInt64(4096), to: try handle.seekToEnd(), by: 4096) {
            try handle.seek(toOffset: page)
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 64))
        }
        try handle.close()
        let error = await #expect(throws: StoreError.self) { try await HistoryStore(.file(folder.store), at: monday) }
        guard case .damaged = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test("opening to read makes no store, and an empty file is none")
    func readOnlyMakesNothing() throws {
        let folder = try TemporaryFolder()
        #expect(throws: StoreError.missing(path: folder.store)) { try HistoryStore.openReadOnly(folder.store) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        _ = FileManager.default.createFile(atPath: folder.store, contents: nil)
        #expect(throws: StoreError.missing(path: folder.store)) { try HistoryStore.openReadOnly(folder.store) }
    }

    @Test("a store opened to read tells what is there, and takes no writes")
    func readOnlyReads() async throws {
        let folder = try TemporaryFolder()
        let store = try await HistoryStore(.file(folder.store), at: monday)
        try await fire("2026-W44", in: store)
        let reader = try HistoryStore.openReadOnly(folder.store)
        #expect(try await reader.checkIn(checkInID())?.state == .open)
        await #expect(throws: StoreError.self) { try await reader.takeIn([intake(1, event("1"))]) }
        await reader.close()
        await store.close()
    }

    @Test("a folder that is not there makes the store unusable")
    func noFolder() async throws {
        let error = await #expect(throws: StoreError.self) { try await HistoryStore(.file("/nowhere/at/all/outcomed.db"), at: monday) }
        guard case .unusable = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test("a second taker of the lock is refused until the first lets go")
    func lock() throws {
        let folder = try TemporaryFolder()
        #expect(!StoreLock.isHeld(beside: folder.store))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        do {
            let lock = try StoreLock.take(beside: folder.store)
            withExtendedLifetime(lock) {
                #expect(StoreLock.isHeld(beside: folder.store))
                #expect(throws: StoreError.inUse(path: folder.store)) { try StoreLock.take(beside: folder.store) }
            }
        }
        #expect(!StoreLock.isHeld(beside: folder.store))
        _ = try StoreLock.take(beside: folder.store)
    }

    @Test("a backup is a whole store of its own")
    func backup() async throws {
        let folder = try TemporaryFolder()
        let store = try await HistoryStore(.file(folder.store), at: monday)
        try await fire("2026-W44", in: store, drafts: [draft(1, checkIn: checkInID())])
        let copy = folder.path + "/copy.db"
        try await store.backup(to: copy)
        await store.close()
        let restored = try await HistoryStore(.file(copy), at: monday)
        #expect(try await restored.checkIn(checkInID())?.state == .open)
        #expect(try await restored.outbox(deadOnly: false).count == 1)
        #expect(try await restored.faults().isEmpty)
        await restored.close()
    }

    @Test(
        "each error has its sentence",
        arguments: [
            (StoreError.missing(path: "/s"), "there is no store at /s"),
            (.inUse(path: "/s"), "the store at /s is in use by another daemon"),
            (.unusable(path: "/s", detail: "Permission denied"), "the store at /s cannot be used: Permission denied"),
            (.foreign(path: "/s"), "/s is a database of another program"),
            (
                .newerSchema(found: 3, known: 2),
                "the store was written by a newer version of outcomed (its schema is 3, this version knows 2): install that version, or restore a backup"
            ),
            (
                .olderSchema(found: 1, known: 2),
                "the store was written by an older version of outcomed (its schema is 1, this version wants 2): start the daemon once to bring it up to date"
            ),
            (.damaged(path: "/s", detail: "x"), "the store at /s is damaged: x"),
            (.taken(path: "/b"), "there is a file at /b already; nothing was written"),
            (.unreadable(detail: "line 3"), "what was to be imported cannot be read: line 3"),
            (.full, "no room is left on the disk of the store"),
            (.busy, "the store is busy: try again"),
            (.contradiction(detail: "x"), "what was to be stored contradicts what is there: x"),
            (.cancelled, "reading the store was cancelled"),
        ])
    func sentences(error: StoreError, sentence: String) {
        #expect(error.description == sentence)
    }
}
