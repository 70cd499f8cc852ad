import Model
import Testing

@testable import HistoryStore

@Suite("Inbox")
struct InboxTests {
    let owner = id(900)

    func claim(_ store: HistoryStore, at now: Instant = monday, limit: Int = 10) async throws -> [InboxItem] {
        try await store.claimInbox(at: now, lease: .minutes(1), owner: owner, limit: limit)
    }

    @Test("an event comes out as it went in, with every field")
    func roundTrip() async throws {
        let store = try await memoryStore()
        var edited = event("1", "Sign-ups 1.3k 🎉", change: .edited(stamp: "17.5"))
        edited.isDirect = true
        edited.isThreadOurs = true
        #expect(try await store.takeIn([intake(1, edited)]) == [.taken])
        let items = try await claim(store)
        #expect(items == [InboxItem(inbox: id(1), event: edited, attempts: 1, receivedAt: monday)])
    }

    @Test("an event is known by its event id, and by its message and version")
    func duplicates() async throws {
        let store = try await memoryStore()
        let first = event("1", message: "m1")
        #expect(try await store.takeIn([intake(1, first), intake(2, first)]) == [.taken, .alreadyKnown])
        #expect(try await store.takeIn([intake(3, event("other", message: "m1"))]) == [.alreadyKnown])
        #expect(try await store.takeIn([intake(4, event("edit", message: "m1", change: .edited(stamp: "1")))]) == [.taken])
        #expect(try await store.takeIn([intake(5, event("delete", message: "m1", change: .deleted))]) == [.taken])
        #expect(try await store.takeIn([intake(6, event("delete again", message: "m1", change: .deleted))]) == [.alreadyKnown])
        #expect(try await store.trace(id(2).description).isEmpty)
    }

    @Test("a duplicate is known after its row is done")
    func duplicateOfDone() async throws {
        let store = try await memoryStore()
        _ = try await store.takeIn([intake(1, event("1"))])
        try await store.finishInbox(id(1), note: "not for us", at: monday)
        #expect(try await store.takeIn([intake(2, event("1"))]) == [.alreadyKnown])
        #expect(try await claim(store).isEmpty)
    }

    @Test("rows of one conversation come one at a time, in order; other conversations do not wait")
    func order() async throws {
        let store = try await memoryStore()
        _ = try await store.takeIn([intake(1, event("1")), intake(2, event("2")), intake(3, event("3", in: "other")), intake(4, event("4"))])
        #expect(try await claim(store).map(\.inbox) == [id(1), id(3)])
        #expect(try await claim(store).isEmpty)
        try await store.finishInbox(id(1), note: "", at: monday)
        #expect(try await claim(store).map(\.inbox) == [id(2)])
        try await store.finishInbox(id(2), note: "", at: monday)
        try await store.finishInbox(id(3), note: "", at: monday)
        #expect(try await claim(store).map(\.inbox) == [id(4)])
    }

    @Test("a row whose lease ran out is claimed again, and the sixth time it is poison and holds up nobody")
    func leases() async throws {
        let store = try await memoryStore()
        _ = try await store.takeIn([intake(1, event("1")), intake(2, event("2"))])
        for attempt in 1...5 {
            let now = monday + .minutes(attempt - 1)
            #expect(try await claim(store, at: now).map(\.attempts) == [attempt])
            #expect(try await claim(store, at: now + .seconds(59)).isEmpty)
        }
        #expect(try await claim(store, at: monday + .minutes(5)).map(\.inbox) == [id(2)])
        #expect(try await store.poisonedInbox().map(\.inbox) == [id(1)])
    }

    @Test("a row that stops the process each time is tried alone, and takes no other with it")
    func abandoned() async throws {
        let store = try await memoryStore()
        _ = try await store.takeIn((1...3).map { intake($0, event("\($0)", in: "conversation \($0)")) })
        #expect(try await claim(store).count == 3)
        var tries: [[UniqueID]] = []
        for start in 1...9 {
            let now = monday + .seconds(start)
            try await store.releaseLeases(at: now)
            while case let items = try await claim(store, at: now), !items.isEmpty {
                tries.append(items.map(\.inbox))
                if items.contains(where: { $0.inbox == id(2) }) { break }
                for item in items { try await store.finishInbox(item.inbox, note: "", at: now) }
            }
        }
        #expect(tries == [[id(1)], [id(2)], [id(2)], [id(2)], [id(2)], [id(3)]])
        #expect(try await store.poisonedInbox().map(\.inbox) == [id(2)])
    }

    @Test("a row that fails is put off, keeps its place, and is poison after five attempts")
    func failures() async throws {
        let store = try await memoryStore()
        _ = try await store.takeIn([intake(1, event("1")), intake(2, event("2"))])
        for attempt in 1...5 {
            let now = monday + .hours(attempt)
            #expect(try await claim(store, at: now).map(\.inbox) == [id(1)])
            try await store.failInbox(id(1), reason: "no snapshot", retryAt: now + .minutes(1), at: now)
            #expect(try await store.inboxRow(id(1))?.state == (attempt < 5 ? .waiting : .poison))
            guard attempt < 5 else { continue }
            #expect(try await store.nextInboxDue() == now + .minutes(1))
            #expect(try await claim(store, at: now).isEmpty)
        }
        #expect(try await claim(store, at: monday + .hours(6)).map(\.inbox) == [id(2)])
        #expect(try await store.trace(id(1).description).last?.outcome == "given up: no snapshot")
    }

    @Test("only the keys of a finished row stay")
    func words() async throws {
        let store = try await memoryStore()
        _ = try await store.takeIn([intake(1, event("1", "a secret"))])
        try await store.finishInbox(id(1), note: "not for us", at: monday)
        try await store.finishInbox(id(1), note: "again", at: monday)
        let left = try await store.read { db in
            try db.first("SELECT text || sender_id || coalesce(sender_name, '') || coalesce(thread, '') FROM inbox") { $0.text() }
        }
        #expect(left == "")
        #expect(try await store.inboxRow(id(1))?.note == "not for us")
    }

    @Test("the next due instant counts waiting rows and leases, and is nil when nothing waits")
    func nextDue() async throws {
        let store = try await memoryStore()
        #expect(try await store.nextInboxDue() == nil)
        _ = try await store.takeIn([intake(1, event("1"))])
        #expect(try await store.nextInboxDue() == monday)
        _ = try await claim(store)
        #expect(try await store.nextInboxDue() == monday + .minutes(1))
        try await store.finishInbox(id(1), note: "", at: monday)
        #expect(try await store.nextInboxDue() == nil)
    }

    @Test("after a start, what an earlier process was at is due at once")
    func releasedLeases() async throws {
        let store = try await memoryStore()
        _ = try await store.takeIn([intake(1, event("1"))])
        _ = try await claim(store)
        try await store.releaseLeases(at: monday + .seconds(1))
        #expect(try await claim(store, at: monday + .seconds(1)).map(\.attempts) == [2])
    }
}
