import ChatPlatforms
import Dispatch
import HistoryStore
import Model
import Synchronization
import TestSupport
import Testing

@testable import CheckInFlow

/// Holds two readers up until both have read, so that one of them has read what is then no longer so.
private final class Meeting: Sendable {
    private let arrived = Mutex(0)
    private let isOn = Mutex(false)
    private let both = DispatchSemaphore(value: 0)

    func begin() { isOn.withLock { $0 = true } }

    /// The first id that each of two replies asks for comes when its check-in has been read.
    func makeID(at instant: Instant) -> UniqueID {
        if isOn.withLock({ $0 }) {
            let place = arrived.withLock { arrived in
                arrived += 1
                return arrived
            }
            if place == 1 { _ = both.wait(timeout: .now() + 5) }
            if place == 2 { both.signal() }
        }
        return FlowClock.randomID(at: instant)
    }

    var ids: Int { arrived.withLock { $0 } }
}

@Suite("Replies at the same instant") struct SameInstantTests {
    @Test("two changes of one key result at the same instant both count, whichever is written first")
    func bothCount() async throws {
        let meeting = Meeting()
        let workspace = try SlackStage(at: Stage.sunday)
        let stage = try await Stage(
            [Team.growth(channel: "growth").onSlack()], at: Stage.sunday, channels: [SlackStage.growth], platforms: [try SlackStage.platform()],
            transport: workspace, makeID: meeting.makeID, clock: workspace.clock)
        try await stage.move(to: "2026-11-02T08:01:00Z")
        try await stage.receive(await workspace.slack.say("sign-ups 1400", as: "U0CARO", in: "D0CARO"))
        // In two conversations, since within one replies are taken in turn.
        for (user, place) in [("U0ANA", "D0ANA"), ("U0BEN", "D0BEN")] {
            let delivery = await workspace.slack.say("sign-ups +20", as: user, in: place)
            let answer = await stage.inbound.receive(.init(account: "slack", method: "POST", headers: delivery.headers, body: delivery.body))
            #expect(answer.status == 200)
        }
        let items = try await stage.store.claimInbox(at: stage.clock.now, lease: .minutes(1), owner: stage.flow.owner, limit: 64)
        #expect(items.count == 2)
        meeting.begin()
        await withTaskGroup(of: Void.self) { group in
            for item in items { group.addTask { await stage.inbound.process(item) } }
        }
        #expect(try await stage.history("signups").compactMap(\.value).sorted() == [1400, 1420, 1440])
        #expect(try await stage.current() == ["signups": 1440])
        #expect(try await stage.live().count { $0.value != 1400 } == 2)
        // Message, update and acknowledgement of the one, with a newer version of Caro's; the same of the other, and once more since it went stale.
        #expect(meeting.ids == 12)
    }

    @Test("a change that arrives late builds on what was said since, and both count")
    func outOfOrder() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("caro", "sign-ups 1400")
        stage.clock.advance(by: .minutes(2))
        let thread = try await stage.prompt().id
        try await stage.say("ana", "sign-ups +20", thread: thread)
        // Said a minute before, and taken in only now.
        let event = IncomingEvent(
            account: Stage.account, eventID: "late", conversation: "demo", messageID: "late", thread: thread.description, senderID: "ben",
            text: "sign-ups +20", markup: .plain, sentAt: stage.clock.now - .minutes(1))
        _ = try await stage.store.takeIn([Intake(event: event, inbox: stage.flow.clock.makeID(), receivedAt: stage.clock.now)])
        try await stage.step()
        #expect(try await stage.current() == ["signups": 1440])
    }

    @Test("of two values in one millisecond the later one is the current one")
    func laterWins() async throws {
        let stage = try await Stage.asked()
        for value in 1401...1412 { try await stage.reply("ana", "sign-ups \(value)") }
        #expect(try await stage.current() == ["signups": 1412])
        #expect(try await stage.history("signups").map(\.value) == (1401...1412).map(Double.init))
    }

    @Test("ids of one moment ascend, and follow a clock that is set back")
    func ids() {
        let time = ManualClock(Instant(seconds: 1_800_000_000))
        let clock = FlowClock(now: time.read)
        let made = (0..<1000).map { _ in clock.makeID() }
        #expect(made == made.sorted() && Set(made).count == 1000)
        time.set(Instant(seconds: 1_700_000_000))
        #expect(clock.makeID() < made[0])
        let highest = UniqueID(high: 0x018C_0000_0000_7001, low: 0xBFFF_FFFF_FFFF_FFFF)
        let stuck = FlowClock(now: time.read, makeID: { _ in highest })
        #expect(stuck.makeID() == highest)
        #expect(stuck.makeID() == UniqueID(high: 0x018C_0000_0000_7002, low: 0x8000_0000_0000_0000))
    }
}
