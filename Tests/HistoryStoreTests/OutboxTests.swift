import Model
import Testing

@testable import HistoryStore

private let owner = id(900)
private let refused = DeliveryFailure(.client, "channel_not_found")
private let reset = DeliveryFailure(.reset, "connection reset")

extension HistoryStore {
    fileprivate func claim(
        at now: Instant = monday, owner by: UniqueID = owner, limit: Int = 10, paces: [AccountID: Duration] = [:], paused: Set<AccountID> = []
    ) async throws -> [OutboxMessage] {
        try await claimOutbox(at: now, lease: .minutes(1), owner: by, limit: limit, paces: paces, paused: paused)
    }

    fileprivate func settle(_ message: OutboxMessage, _ settlement: Settlement, at now: Instant = monday) async throws -> SettleResult {
        try await settle(message.id, attempt: message.attempt, owner: message.owner, settlement, at: now)
    }

    /// Claims the one message that is due and delivers it under this id.
    @discardableResult
    fileprivate func deliverNext(as platformID: String?, at now: Instant = monday) async throws -> OutboxMessage {
        let message = try #require(try await claim(at: now, limit: 1).first)
        #expect(try await settle(message, .delivered(messageID: platformID), at: now) == .settled)
        return message
    }
}

@Suite("Outbox")
struct OutboxTests {
    @Test("a message leaves as it was drafted, and is delivered once")
    func roundTrip() async throws {
        let store = try await memoryStore()
        try await fire("2026-W44", in: store)
        var prompt = draft(1, thread: .root("r1"), checkIn: try checkInID(), focus: "signups")
        prompt.text = OutgoingText(title: "Growth", paragraphs: ["How did \"it\" go?\nReally?", "ünd 🎉"])
        try await enqueue([prompt], in: store)
        let message = try #require(try await store.claim().first)
        #expect(message.text == prompt.text && message.mentions == ["U0ANA"] && message.thread == "r1" && message.edits == nil)
        #expect(message.attempt == 1 && message.owner == owner && !message.hasUnknownOutcome && message.focus == "signups")
        #expect(message.message.id == prompt.id && message.message.checkIn == prompt.checkIn && message.message.createdAt == monday)
        #expect(try await store.claim().isEmpty)
        #expect(try await store.settle(message, .delivered(messageID: "p1")) == .settled)
        #expect(try await store.settle(message, .delivered(messageID: "p2")) == .outdated)
        let row = try #require(try await store.outboxRow(prompt.id))
        #expect(row.state == .delivered && row.platformMessageID == "p1" && row.deliveredAt == monday && row.attempts == 1)
        #expect(try await store.outboxRow(account: account, conversation: room, platformMessageID: "p1") == row)
        #expect(try await store.outboxRow(account: account, conversation: "other", platformMessageID: "p1") == nil)
        #expect(try await store.deliveryOfPrompt(checkIn: checkInID()) == .delivered)
        #expect(try await store.claim(at: monday + .hours(2)).isEmpty)
    }

    @Test("a draft that is there already is not queued twice")
    func sameDraft() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1), draft(1)], in: store)
        try await enqueue([draft(1)], in: store)
        #expect(try await store.outbox(deadOnly: false).count == 1)
    }

    @Test("the words of a delivered message are not kept, those of a dead one are")
    func words() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1), draft(2)], in: store)
        try await store.deliverNext(as: "p1")
        let second = try #require(try await store.claim().first)
        _ = try await store.settle(second, .dead(refused, blocksAccount: false, blocksConversation: false))
        let texts = try await store.read { db in try db.all("SELECT text IS NULL FROM outbox ORDER BY sequence") { $0.flag() } }
        #expect(texts == [true, false])
    }

    @Test("within a conversation one message at a time, in the order queued; other conversations do not wait")
    func order() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1), draft(2), draft(3, in: "other"), draft(4)], in: store)
        let first = try await store.claim()
        #expect(first.map(\.id) == [id(1), id(3)])
        #expect(try await store.claim().isEmpty)
        _ = try await store.settle(first[0], .retry(at: monday + .minutes(5), reset, mayHaveArrived: false))
        #expect(try await store.claim(at: monday + .minutes(4)).map(\.id) == [id(3)])
        let again = try #require(try await store.claim(at: monday + .minutes(5)).first { $0.id == id(1) })
        #expect(again.attempt == 2 && !again.hasUnknownOutcome)
        _ = try await store.settle(again, .dead(refused, blocksAccount: false, blocksConversation: false))
        try await store.deliverNext(as: "p2", at: monday + .minutes(5))
        #expect(try await store.claim(at: monday + .minutes(5)).map(\.id) == [id(4)])
        #expect(try await store.outbox(deadOnly: true).map(\.id) == [id(1)])
    }

    @Test("the limit is kept, the longest due first, over all accounts")
    func limit() async throws {
        let store = try await memoryStore()
        let drafts = (1...6).map { number in
            draft(UInt64(number), account: number % 2 == 0 ? "a" : "b", in: "c\(number)", at: monday + .seconds(number))
        }
        try await enqueue(drafts, in: store)
        #expect(try await store.claim(at: monday + .seconds(10), limit: 4).map(\.id) == [id(1), id(2), id(3), id(4)])
        #expect(try await store.claim(at: monday + .seconds(10), limit: 4).map(\.id) == [id(5), id(6)])
    }

    @Test("a message is not claimed before its time")
    func notBefore() async throws {
        let store = try await memoryStore()
        var late = draft(1)
        late.notBefore = monday + .seconds(30)
        try await enqueue([late], in: store)
        #expect(try await store.claim(at: monday + .seconds(29)).isEmpty)
        #expect(try await store.nextOutboxDue(at: monday) == monday + .seconds(30))
        #expect(try await store.claim(at: monday + .seconds(30)).count == 1)
    }

    @Test("a lease that ran out leaves the outcome unknown, and its owner is too late")
    func lease() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1)], in: store)
        let first = try #require(try await store.claim().first)
        #expect(try await store.nextOutboxDue(at: monday) == monday + .minutes(1))
        let second = try #require(try await store.claim(at: monday + .minutes(1), owner: id(901)).first)
        #expect(second.attempt == 2 && second.hasUnknownOutcome)
        #expect(try await store.settle(first, .delivered(messageID: "old")) == .outdated)
        #expect(try await store.settle(first, .dead(refused, blocksAccount: true, blocksConversation: true)) == .outdated)
        #expect(try await store.disabledAccounts().isEmpty)
        #expect(try await store.settle(second, .delivered(messageID: "new")) == .settled)
        #expect(try await store.outboxRow(id(1))?.platformMessageID == "new")
    }

    @Test("a try that may have arrived is remembered in all later ones")
    func unknownOutcome() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1)], in: store)
        let first = try #require(try await store.claim().first)
        _ = try await store.settle(first, .retry(at: monday, reset, mayHaveArrived: true))
        let second = try #require(try await store.claim().first)
        _ = try await store.settle(second, .retry(at: monday, reset, mayHaveArrived: false))
        #expect(try await store.claim().first?.hasUnknownOutcome == true)
    }

    @Test("a message that expired dies at the claim, and the next has its turn at once")
    func expiry() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1, expires: .hours(1)), draft(2, expires: .hours(1)), draft(3)], in: store)
        #expect(try await store.claim(at: monday + .hours(1)).map(\.id) == [id(3)])
        let dead = try await store.outbox(deadOnly: true)
        #expect(dead.map(\.id) == [id(1), id(2)] && dead.allSatisfy { $0.failure?.kind == .expired })
    }

    @Test("a retry is not put off past the expiry")
    func retryAtExpiry() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1, expires: .hours(1))], in: store)
        let message = try #require(try await store.claim().first)
        _ = try await store.settle(message, .retry(at: monday + .hours(5), reset, mayHaveArrived: false))
        #expect(try await store.nextOutboxDue(at: monday) == monday + .hours(1))
    }

    @Test("sends in one conversation keep their distance, also over a restart; a clock set back does not hold them up")
    func pace() async throws {
        let store = try await memoryStore()
        let paces = [account: Duration.seconds(1)]
        try await enqueue([draft(1), draft(2), draft(3, in: "other")], in: store)
        let first = try await store.claim(paces: paces)
        #expect(first.map(\.id) == [id(1), id(3)])
        for message in first { _ = try await store.settle(message, .delivered(messageID: nil)) }
        #expect(try await store.claim(at: monday + .milliseconds(999), paces: paces).isEmpty)
        #expect(try await store.nextOutboxDue(at: monday) == monday + .seconds(1))
        #expect(try await store.claim(at: monday + .seconds(1), paces: paces).map(\.id) == [id(2)])
        try await enqueue([draft(4, in: "other", at: monday - .hours(1))], in: store)
        #expect(try await store.claim(at: monday - .hours(1), paces: paces).map(\.id) == [id(4)])
    }

    @Test("the distance is kept from when a send ended, since one that was long under way came late")
    func paceOfSlowSends() async throws {
        let store = try await memoryStore()
        let paces = [account: Duration.seconds(1)]
        try await enqueue([draft(1), draft(2)], in: store)
        let first = try await store.claim(paces: paces)
        for message in first { _ = try await store.settle(message, .delivered(messageID: nil), at: monday + .seconds(5)) }
        #expect(try await store.claim(at: monday + .milliseconds(5999), paces: paces).isEmpty)
        #expect(try await store.claim(at: monday + .seconds(6), paces: paces).map(\.id) == [id(2)])
    }

    @Test("paused and blocked accounts are left alone; enabling them frees what waits")
    func blocked() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1, account: "a"), draft(2, account: "b"), draft(3, account: "a", in: "other")], in: store)
        #expect(try await store.claim(paused: ["a"]).map(\.id) == [id(2)])
        #expect(try await store.nextOutboxDue(at: monday, paused: ["a"]) == monday + .minutes(1))
        let message = try #require(try await store.claim(limit: 1).first)
        let dead = DeliveryFailure(.credentials, "token_revoked")
        _ = try await store.settle(message, .dead(dead, blocksAccount: true, blocksConversation: false))
        #expect(try await store.disabledAccounts() == ["a"])
        #expect(try await store.blockages() == [Blockage(account: "a", conversation: nil, since: monday, failure: dead)])
        #expect(try await store.claim(at: monday + .seconds(1)).isEmpty)
        try await store.enableAccount("a", at: monday)
        #expect(try await store.disabledAccounts().isEmpty)
        #expect(try await store.claim(at: monday + .seconds(1)).map(\.id) == [id(3)])
    }

    @Test("a closed conversation holds its messages until they expire or it is enabled")
    func closedConversation() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1), draft(2), draft(3, expires: .hours(48)), draft(4, in: "other")], in: store)
        let messages = try await store.claim()
        _ = try await store.settle(messages[0], .dead(refused, blocksAccount: false, blocksConversation: true))
        _ = try await store.settle(messages[1], .delivered(messageID: nil))
        #expect(try await store.claim(at: monday + .hours(1)).isEmpty)
        #expect(try await store.nextOutboxDue(at: monday) == monday + .hours(24))
        #expect(try await store.claim(at: monday + .hours(24)).isEmpty)
        #expect(try await store.outboxRow(id(2))?.failure?.kind == .expired)
        #expect(try await store.blockages().map(\.conversation) == [room])
        try await store.enableConversation(account, room, at: monday + .hours(30))
        #expect(try await store.claim(at: monday + .hours(30)).map(\.id) == [id(3)])
    }

    @Test("an operator sends a dead message again, but no delivered one and no outdated one")
    func operatorRetry() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1, slot: "ack"), draft(2)], in: store)
        let first = try #require(try await store.claim().first)
        _ = try await store.settle(first, .dead(refused, blocksAccount: false, blocksConversation: false))
        try await store.deliverNext(as: nil)
        #expect(try await store.retryOutbox(id(2), at: monday) == false)
        #expect(try await store.retryOutbox(id(77), at: monday) == false)
        let later = monday + .days(30)
        #expect(try await store.retryOutbox(id(1), at: later))
        let again = try #require(try await store.claim(at: later).first)
        #expect(again.id == id(1) && again.attempt == 2 && again.text == first.text)
        _ = try await store.settle(again, .dead(refused, blocksAccount: false, blocksConversation: false))
        try await enqueue([draft(3, slot: "ack")], in: store)
        #expect(try await store.retryOutbox(id(1), at: later) == false)
    }

    @Test("a message that is dropped is cancelled with its reason")
    func dropped() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1), draft(2)], in: store)
        let message = try #require(try await store.claim().first)
        _ = try await store.settle(message, .dropped(reason: "it may have arrived"))
        let row = try #require(try await store.outboxRow(id(1)))
        #expect(row.state == .cancelled && row.failure?.detail == "it may have arrived")
        #expect(try await store.claim().map(\.id) == [id(2)])
    }

    @Test("the prompt's delivery follows its rows", arguments: [true, false])
    func promptDelivery(delivered: Bool) async throws {
        let store = try await storeWithCheckIn()
        let checkIn = try checkInID()
        #expect(try await store.deliveryOfPrompt(checkIn: checkIn) == .dead)
        try await enqueue([draft(1, checkIn: checkIn), draft(2, in: "direct", checkIn: checkIn)], in: store)
        let messages = try await store.claim()
        #expect(try await store.deliveryOfPrompt(checkIn: checkIn) == .pending)
        _ = try await store.settle(messages[0], .dead(refused, blocksAccount: false, blocksConversation: false))
        _ = try await store.settle(
            messages[1], delivered ? .delivered(messageID: "p") : .dead(refused, blocksAccount: false, blocksConversation: false))
        #expect(try await store.deliveryOfPrompt(checkIn: checkIn) == (delivered ? .delivered : .dead))
    }

    @Test("a text that cannot be read kills its own message only")
    func damagedText() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1), draft(2), draft(3, in: "other")], in: store)
        _ = try await store.write { db in try db.run("UPDATE outbox SET text = '{' WHERE id = ?", [id(1).description]) }
        #expect(try await store.claim().map(\.id) == [id(3)])
        #expect(try await store.outbox(deadOnly: true).map(\.failure?.kind) == [.internalError])
        #expect(try await store.claim().map(\.id) == [id(2)])
    }

    @Test("after a start, what was being sent is due at once and may have arrived")
    func releasedLeases() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1)], in: store)
        _ = try await store.claim()
        try await store.releaseLeases(at: monday + .seconds(1))
        #expect(try await store.claim(at: monday + .seconds(1)).first?.hasUnknownOutcome == true)
    }

    @Test("a clock set back does not freeze retries for days")
    func clockBack() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1, expires: .days(30))], in: store)
        let message = try #require(try await store.claim().first)
        _ = try await store.settle(message, .retry(at: monday + .hours(1), reset, mayHaveArrived: false))
        let earlier = monday - .days(3)
        try await store.releaseLeases(at: earlier)
        #expect(try await store.nextOutboxDue(at: earlier) == earlier + .hours(24))
    }

    @Test("counts for the pages follow the rows")
    func stats() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1), draft(2), draft(3, in: "other")], in: store)
        _ = try await store.claim(limit: 1)
        _ = try await store.takeIn([intake(1, event("1")), intake(2, event("2"))])
        let stats = try await store.stats
        #expect(stats.outboxPending == 2 && stats.outboxSending == 1 && stats.outboxDead == 0 && stats.outboxOldest == monday)
        #expect(stats.inboxWaiting == 2 && stats.inboxProcessing == 0 && stats.inboxPoison == 0 && stats.openCheckIns == 0)
    }
}

@Suite("Versions and threads")
struct SlotTests {
    @Test("a newer version cancels an unsent older one and edits a delivered one, under the same id")
    func versions() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1, .acknowledgement, slot: "ack")], in: store)
        try await enqueue([draft(2, .acknowledgement, slot: "ack")], in: store)
        #expect(try await store.outboxRow(id(1))?.state == .cancelled)
        #expect(try await store.deliverNext(as: "p2").edits == nil)
        try await enqueue([draft(3, .acknowledgement, slot: "ack"), draft(4, .acknowledgement, slot: "other")], in: store)
        #expect(try await store.deliverNext(as: nil).edits == "p2")
        #expect(try await store.outboxRow(id(3))?.platformMessageID == "p2")
        #expect(try await store.outboxRow(account: account, conversation: room, platformMessageID: "p2")?.id == id(3))
        #expect(try await store.deliverNext(as: "p4").edits == nil)
    }

    @Test("an edit whose target's id never came is a new message")
    func noTarget() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1, slot: "ack")], in: store)
        try await store.deliverNext(as: nil)
        try await enqueue([draft(2, slot: "ack")], in: store)
        #expect(try await store.deliverNext(as: "p2").edits == nil)
        try await enqueue([draft(3, slot: "ack")], in: store)
        #expect(try await store.deliverNext(as: nil).edits == "p2")
    }

    @Test("a version that is being sent, or may have arrived, is not cancelled: the newer one waits and edits it")
    func sending() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1, slot: "ack")], in: store)
        let first = try #require(try await store.claim().first)
        try await enqueue([draft(2, slot: "ack")], in: store)
        _ = try await store.settle(first, .retry(at: monday, reset, mayHaveArrived: true))
        try await enqueue([draft(3, slot: "ack")], in: store)
        #expect(try await store.outboxRow(id(1))?.state == .pending)
        #expect(try await store.outboxRow(id(2))?.state == .cancelled)
        #expect(try await store.deliverNext(as: "p1").id == id(1))
        #expect(try await store.deliverNext(as: nil).edits == "p1")
    }

    @Test("cancelling the message whose turn it is passes the turn on")
    func cancelledHead() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1, slot: "ack"), draft(2)], in: store)
        try await enqueue([draft(3, slot: "ack")], in: store)
        #expect(try await store.deliverNext(as: nil).id == id(2))
        #expect(try await store.deliverNext(as: nil).id == id(3))
    }

    @Test("a slot belongs to its conversation")
    func otherConversation() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1, slot: "ack"), draft(2, in: "other", slot: "ack")], in: store)
        #expect(try await store.claim().count == 2)
    }

    @Test("a message under another stands in that one's thread")
    func under() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1), draft(2, thread: .under(id(1)), slot: "ack"), draft(3, thread: .under(id(2)))], in: store)
        try await store.deliverNext(as: "root")
        #expect(try await store.deliverNext(as: "reply").thread == "root")
        #expect(try await store.deliverNext(as: "reply 2").thread == "root")
        try await enqueue([draft(4, thread: .under(id(1)), slot: "ack"), draft(5, thread: .under(id(4)))], in: store)
        let edit = try await store.deliverNext(as: nil)
        #expect(edit.edits == "reply" && edit.thread == "root")
        #expect(try await store.deliverNext(as: nil).thread == "root")
    }

    @Test("under a message whose id never came, or of another conversation, it stands at top level")
    func underNothing() async throws {
        let store = try await memoryStore()
        try await enqueue(
            [draft(1), draft(2, thread: .under(id(1))), draft(3, in: "other", thread: .under(id(1))), draft(4, in: "third", thread: .under(id(99)))],
            in: store)
        try await store.deliverNext(as: nil)
        #expect(try await store.claim().map(\.thread) == [nil, nil, nil])
    }
}
