import Model
import Testing

@testable import HistoryStore

/// Random steps of two senders, checked after each against what must always hold.
@Suite("Outbox, any order of steps")
struct OutboxPropertyTests {
    struct Sender {
        var owner: UniqueID
        var held: [OutboxMessage] = []
    }

    @Test("no interleaving sends two in one conversation, loses a message, or delivers one twice", arguments: UInt64(1)...12)
    func interleavings(seed: UInt64) async throws {
        var random = SeededGenerator(state: seed)
        let store = try await memoryStore()
        var now = monday
        var senders = [Sender(owner: id(9001)), Sender(owner: id(9002))]
        var queued: UInt64 = 0
        var delivered: [UniqueID: Int] = [:]
        for _ in 0..<150 {
            let which = Int.random(in: 0..<senders.count, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<3:
                queued += 1
                try await enqueue([randomDraft(queued, at: now, using: &random)], in: store, at: now)
            case 3..<6:
                let limit = Int.random(in: 1...3, using: &random)
                let claimed = try await store.claimOutbox(
                    at: now, lease: .seconds(30), owner: senders[which].owner, limit: limit, paces: ["a": .seconds(2)])
                #expect(claimed.count <= limit)
                senders[which].held += claimed
            case 6..<9:
                guard !senders[which].held.isEmpty else { continue }
                let message = senders[which].held.remove(at: Int.random(in: 0..<senders[which].held.count, using: &random))
                let settlement = randomSettlement(at: now, using: &random)
                let result = try await store.settle(message.id, attempt: message.attempt, owner: message.owner, settlement, at: now)
                if result == .settled, case .delivered = settlement { delivered[message.id, default: 0] += 1 }
            default:
                now = now + .seconds(Int.random(in: 1...60, using: &random))
            }
            try await check(store, queued: Int(queued))
        }
        #expect(delivered.values.allSatisfy { $0 == 1 })
        try await drain(store, from: now)
    }

    private func randomDraft(_ number: UInt64, at now: Instant, using random: inout SeededGenerator) -> OutboxDraft {
        draft(
            number, account: Bool.random(using: &random) ? "a" : "b", in: "c\(Int.random(in: 0..<3, using: &random))",
            slot: Bool.random(using: &random) ? "s\(Int.random(in: 0..<2, using: &random))" : nil, at: now,
            expires: .seconds(Int.random(in: 10...300, using: &random)))
    }

    private func randomSettlement(at now: Instant, using random: inout SeededGenerator) -> Settlement {
        let failure = DeliveryFailure(.server, "503")
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1: return .delivered(messageID: "p\(random.next())")
        case 2: return .delivered(messageID: nil)
        case 3: return .retry(at: now + .seconds(Int.random(in: 0...60, using: &random)), failure, mayHaveArrived: Bool.random(using: &random))
        case 4: return .dead(failure, blocksAccount: false, blocksConversation: false)
        default: return .dropped(reason: "it may have arrived")
        }
    }

    private func check(_ store: HistoryStore, queued: Int) async throws {
        let rows = try await store.outbox(deadOnly: false, limit: 1000)
        #expect(rows.count == queued)
        let open = rows.filter { $0.state == .pending || $0.state == .sending }
        for conversation in Dictionary(grouping: open, by: { "\($0.account)/\($0.conversation)" }).values {
            let sending = conversation.filter { $0.state == .sending }
            #expect(sending.count <= 1)
            // What is being sent is the oldest of its conversation.
            if let one = sending.first { #expect(conversation.first?.id == one.id) }
        }
        let heads = try await store.read { db in
            try db.all(
                """
                SELECT account || '/' || conversation, sum(is_head), min(CASE is_head WHEN 1 THEN sequence END) = min(sequence) FROM outbox
                WHERE state IN ('pending', 'sending') GROUP BY account, conversation
                """
            ) { ($0.text(), $0.int(), $0.flag()) }
        }
        // One row has the turn wherever any waits, and it is the oldest.
        #expect(heads.allSatisfy { $0.1 == 1 && $0.2 })
    }

    /// Whatever is left goes out or dies: nothing waits for ever.
    private func drain(_ store: HistoryStore, from start: Instant) async throws {
        var now = start
        var rounds = 0
        while let due = try await store.nextOutboxDue(at: now), rounds < 1000 {
            now = due
            rounds += 1
            for message in try await store.claimOutbox(at: now, lease: .seconds(30), owner: id(9003), limit: 2, paces: ["a": .seconds(2)]) {
                _ = try await store.settle(message.id, attempt: message.attempt, owner: message.owner, .delivered(messageID: nil), at: now)
            }
        }
        let rows = try await store.outbox(deadOnly: false, limit: 1000)
        #expect(rows.allSatisfy { $0.state != .pending && $0.state != .sending })
    }
}
