import Model
import Testing

@testable import HistoryStore

@Suite("Group commit")
struct CommitQueueTests {
    @Test("writes that arrive together all get their own answer")
    func together() async throws {
        let folder = try TemporaryFolder()
        let store = try await HistoryStore(.file(folder.store), at: monday)
        let results = try await withThrowingTaskGroup(of: [IntakeResult].self) { group in
            for number in 0..<400 {
                group.addTask { try await store.takeIn([intake(UInt64(number + 1), event("\(number / 2)", in: "c\(number % 7)"))]) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(results.count { $0 == .taken } == 200)
        #expect(results.count { $0 == .alreadyKnown } == 200)
        await store.close()
    }

    @Test("a write that fails among others fails alone, and leaves nothing of itself")
    func oneFails() async throws {
        let store = try await memoryStore()
        let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
            for number in 0..<100 {
                group.addTask {
                    let isBad = number % 10 == 3
                    do {
                        try await store.write { db in
                            _ = try db.takeIn(intake(UInt64(number + 1), event("\(number)")))
                            if isBad { try db.run("INSERT INTO updates (id) VALUES ('x')") }
                        }
                        return (number, true)
                    } catch { return (number, false) }
                }
            }
            return await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
        }
        for number in 0..<100 {
            #expect(outcomes[number] == (number % 10 != 3))
            #expect(try await store.inboxRow(id(UInt64(number + 1))) != nil || number % 10 == 3)
        }
        #expect(try await store.read { db in try db.count("SELECT count(*) FROM inbox") } == 90)
    }

    @Test("when the transaction itself is lost, everybody in it hears so and nothing is kept")
    func transactionLost() async throws {
        let store = try await memoryStore()
        let answers = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask {
                    do {
                        try await store.write { db in
                            _ = try db.takeIn(intake(UInt64(number + 1), event("\(number)")))
                            if number == 25 {
                                try db.run("ROLLBACK")
                                throw Damage("the disk is gone")
                            }
                        }
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let kept = try await store.read { db in try db.count("SELECT count(*) FROM inbox") }
        #expect(kept == answers.count { $0 })
        #expect(kept < 50)
    }

    @Test("a full disk is told apart, loses nothing that was answered for, and heals when there is room again")
    func full() async throws {
        let folder = try TemporaryFolder()
        let store = try await HistoryStore(.file(folder.store), at: monday)
        let pages = try await store.write { db in try db.count("PRAGMA page_count") }
        try await store.write { db in _ = try db.count("PRAGMA max_page_count = \(pages + 2)") }
        var taken = 0
        var error: StoreError?
        while error == nil, taken < 10_000 {
            let batch = (1...20).map { intake(UInt64(taken + $0), event("\(taken + $0)", String(repeating: "x", count: 500))) }
            do throws(StoreError) {
                _ = try await store.takeIn(batch)
                taken += 20
            } catch let failure { error = failure }
        }
        #expect(error == .full)
        #expect(try await store.read { db in try db.count("SELECT count(*) FROM inbox") } == taken)
        try await store.write { db in _ = try db.count("PRAGMA max_page_count = 1000000") }
        #expect(try await store.takeIn([intake(99_999, event("later"))]) == [.taken])
        await store.close()
    }

    @Test("no more than the capacity is held in memory")
    func bounded() async throws {
        let store = try await memoryStore()
        let answers = await withTaskGroup(of: StoreError?.self) { group in
            for _ in 0..<(CommitQueue.capacity + 2000) {
                group.addTask {
                    do throws(StoreError) {
                        try await store.ping()
                        return nil
                    } catch { return error }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.allSatisfy { $0 == nil || $0 == .busy })
        try await store.ping()
    }
}
