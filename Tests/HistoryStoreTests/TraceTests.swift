import Model
import Testing

@testable import HistoryStore

@Suite("Trace")
struct TraceTests {
    /// One check-in from its prompt to its digest, with one reply in between.
    func wholeWay() async throws -> HistoryStore {
        let store = try await memoryStore()
        let checkIn = try checkInID()
        try await fire("2026-W44", in: store, drafts: [draft(1, checkIn: checkIn)])
        let prompt = try #require(try await store.claimOutbox(at: monday, lease: .minutes(1), owner: id(900), limit: 1).first)
        _ = try await store.settle(prompt.id, attempt: 1, owner: id(900), .delivered(messageID: "p1"), at: monday)
        let said = event("1", "my salary is none of your business")
        _ = try await store.takeIn([intake(11, said)])
        _ = try await store.claimInbox(at: monday, lease: .minutes(1), owner: id(900), limit: 1)
        var reply = record(inbox: 11, message: message(12, of: said, checkIn: checkIn), checkIn: checkIn, revision: 0)
        reply.drafts = [draft(2, .acknowledgement, checkIn: checkIn)]
        _ = try await store.record(reply)
        _ = try await store.close(
            Closing(checkIn: checkIn, expectedRevision: 1, drafts: [draft(3, .digest, checkIn: checkIn)], at: monday, summary: "closed"))
        return store
    }

    @Test("a check-in's trace leads through every step, in order")
    func checkIn() async throws {
        let store = try await wholeWay()
        let rows = try await store.trace("growth/2026-W44")
        #expect(
            rows.map(\.step) == [
                .fire, .enqueue, .claim, .settle, .takeIn, .claimInbox, .record, .enqueue, .close, .enqueue,
            ])
        #expect(rows.map(\.sequence) == rows.map(\.sequence).sorted())
        #expect(rows.allSatisfy { $0.at == monday })
    }

    @Test(
        "each id leads to its own part of the way",
        arguments: [
            (id(1).description, [JournalRow.Step.enqueue, .claim, .settle]),
            ("p1", [.enqueue, .claim, .settle]),
            (id(11).description, [.takeIn, .claimInbox, .record]),
            (id(12).description, [.takeIn, .claimInbox, .record, .enqueue]),
            ("m1", [.takeIn, .claimInbox, .record, .enqueue]),
            (id(2).description, [.enqueue]),
            ("nothing", []),
        ])
    func others(subject: String, steps: [JournalRow.Step]) async throws {
        let store = try await wholeWay()
        #expect(try await store.trace(subject).map(\.step) == steps)
    }

    @Test("the journal holds no words of anybody")
    func noWords() async throws {
        let store = try await wholeWay()
        let rows = try await store.journal(limit: 1000)
        #expect(rows.count == 10)
        #expect(!rows.contains { $0.outcome.contains("salary") || $0.outcome.contains("How did it go") })
    }
}
