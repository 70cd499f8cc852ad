import Foundation
import Model
import Testing

@testable import HistoryStore

/// What a crash leaves is the files as they are: each step is followed by opening a copy of them.
@Suite("Crashes")
struct CrashTests {
    let folder: TemporaryFolder
    let store: HistoryStore

    init() async throws {
        folder = try TemporaryFolder()
        store = try await HistoryStore(.file(folder.store), at: monday)
    }

    /// Opens what a crash at this moment would leave.
    func afterCrash<T>(_ look: (HistoryStore) async throws -> T) async throws -> T {
        let copy = try TemporaryFolder()
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: folder.store + suffix) {
            try FileManager.default.copyItem(atPath: folder.store + suffix, toPath: copy.store + suffix)
        }
        let survivor = try await HistoryStore(.file(copy.store), at: monday)
        #expect(try await survivor.faults().isEmpty)
        let result = try await look(survivor)
        await survivor.close()
        return result
    }

    @Test("whatever step was answered for is there after a crash, and doing it again changes nothing")
    func everyStep() async throws {
        let checkIn = try checkInID()
        let firing = Firing(checkIn: try openCheckIn(), drafts: [draft(1, checkIn: checkIn)], cursor: checkIn.week, at: monday)
        #expect(try await store.fire(firing) == .fired)
        #expect(try await afterCrash { try await $0.fire(firing) } == .alreadyFired)

        let prompt = try #require(try await store.claimOutbox(at: monday, lease: .minutes(1), owner: id(900), limit: 1).first)
        let again = try await afterCrash { survivor in
            try await survivor.releaseLeases(at: monday)
            return try await survivor.claimOutbox(at: monday, lease: .minutes(1), owner: id(901), limit: 9)
        }
        #expect(again.map(\.id) == [prompt.id] && again.allSatisfy { $0.hasUnknownOutcome && $0.text == prompt.text })

        #expect(try await store.settle(prompt.id, attempt: 1, owner: id(900), .delivered(messageID: "p1"), at: monday) == .settled)
        #expect(try await afterCrash { try await $0.claimOutbox(at: monday + .hours(1), lease: .minutes(1), owner: id(901), limit: 9) }.isEmpty)

        let taken = intake(11, event("1"))
        #expect(try await store.takeIn([taken]) == [.taken])
        #expect(try await afterCrash { try await $0.takeIn([taken]) } == [.alreadyKnown])
        _ = try await store.claimInbox(at: monday, lease: .minutes(1), owner: id(900), limit: 1)
        #expect(try await afterCrash { try await $0.claimInbox(at: monday + .minutes(1), lease: .minutes(1), owner: id(901), limit: 9) }.count == 1)

        let reply = record(
            inbox: 11, message: message(12, of: taken.event, checkIn: checkIn), checkIn: checkIn, revision: 0,
            updates: [update(13, 1250, checkIn: checkIn, evidence: Evidence(message: id(12), start: 0, end: 8))])
        #expect(try await store.record(reply) == .recorded(revision: 1))
        #expect(try await afterCrash { try await $0.record(reply) } == .alreadyKnown)
        #expect(try await afterCrash { try await $0.current(team: team)["signups"]?.value } == 1250)

        let closing = Closing(checkIn: checkIn, expectedRevision: 1, drafts: [draft(3, .digest, checkIn: checkIn)], at: monday, summary: "closed")
        #expect(try await store.close(closing) == .closed)
        #expect(try await afterCrash { try await $0.close(closing) } == .alreadyClosed)
        await store.close()
    }

    @Test("a log that was cut short loses only whole transactions from its end")
    func cutLog() async throws {
        for number in UInt64(1)...20 { _ = try await store.takeIn([intake(number, event("\(number)")), intake(100 + number, event("b\(number)"))]) }
        let log = try Data(contentsOf: URL(fileURLWithPath: folder.store + "-wal"))
        for part in stride(from: 1, through: 10, by: 1) {
            let copy = try TemporaryFolder()
            try FileManager.default.copyItem(atPath: folder.store, toPath: copy.store)
            try log.prefix(log.count * part / 10).write(to: URL(fileURLWithPath: copy.store + "-wal"))
            let survivor = try await HistoryStore(.file(copy.store), at: monday)
            let rows = try await survivor.read { db in try db.count("SELECT count(*) FROM inbox") }
            #expect(rows % 2 == 0 && rows <= 40 && (part < 10 || rows == 40))
            #expect(try await survivor.faults().isEmpty)
            await survivor.close()
        }
        await store.close()
    }
}
