import ChatPlatforms
import CheckInFlow
import HistoryStore
import Model
import OutboundHTTP
import TestSupport
import Testing

@Suite("Fetching from chats that do not push") struct PollingTests {
    private static let rooms = ["growth", "sales"].map { ChannelSettings(id: ChannelID(trusted: $0), account: "polled", conversation: $0) }

    private static func teams() -> [Team] {
        [Team.growth(channel: "growth"), Team.sales(channel: "sales")].map { team in
            var team = team
            for index in team.people.indices { team.people[index].chat = ["polled": "user-\(team.people[index].id)"] }
            return team
        }
    }

    private static func stage(
        _ chat: PolledChat = PolledChat(), store: HistoryStore? = nil, at now: String = "2026-11-02T07:56:00Z",
        _ setUp: (PolledRoom) -> Void = { _ in }
    ) async throws -> (Stage, PolledRoom) {
        let clock = ManualClock(try #require(Instant(now)))
        let room = PolledRoom(clock)
        setUp(room)
        let stage = try await Stage(teams(), at: now, channels: rooms, platforms: [chat], store: store, transport: room, clock: clock)
        return (stage, room)
    }

    private static func said(_ id: String, _ text: String, by user: String = "user-ana", cursor: String, thread: String? = nil, again: Int = 30)
        -> String
    {
        let root = thread.map { #","thread":"\#($0)""# } ?? ""
        return #"{"cursor":"\#(cursor)","again":\#(again),"events":[{"id":"\#(id)","user":"\#(user)","text":"\#(text)"\#(root)}]}"#
    }

    @Test("a reply that was fetched is recorded and answered, the cursor moves with it, and the next fetch comes after the pause")
    func reply() async throws {
        let (stage, room) = try await Self.stage()
        #expect(room.fetches("growth").first == "growth?cursor=none&threads=0")
        try await stage.move(to: Stage.ask)
        let prompt = try #require(try await stage.rows(.prompt).first?.platformMessageID)
        room.set("growth", [PolledRoom.ok(Self.said("m1", "sign-ups 1450", cursor: "c1", thread: prompt))])
        let before = stage.clock.now
        try await stage.move(to: before + .seconds(60))
        #expect(try await stage.current() == ["signups": 1450])
        #expect(room.posted.contains { $0.contains("1,450") })
        #expect(room.fetches("growth").last == "growth?cursor=c1&threads=1")
        #expect(room.times("growth").filter { $0 > before }.count == 2)
        #expect(room.fetches("sales").count > 2)
    }

    @Test("a question that leaves while the first fetch is under way may be answered in what that lists, so that it is fetched behind the question")
    func overtaken() async throws {
        let (stage, room) = try await Self.stage { room in room.set("growth", [.failure(.connect(host: "polled.test"))]) }
        stage.clock.set(try #require(Instant(Stage.ask)))
        room.during("growth") { _ = try await stage.sender.drain() }
        room.set("growth", [PolledRoom.ok(#"{"cursor":"c0"}"#), PolledRoom.ok(Self.said("m1", "sign-ups 1450", cursor: "c1"))])
        try await stage.step()
        let prompt = try #require(try await stage.rows(.prompt).first?.platformMessageID)
        #expect(
            room.fetches("growth") == [
                "growth?cursor=none&threads=0", "growth?cursor=none&threads=0", "growth?cursor=none&threads=1&own=\(prompt)",
            ])
        #expect(try await stage.current() == ["signups": 1450])
    }

    @Test("an edit by somebody else than who wrote the message, which a platform may let pass, changes nothing")
    func othersEdit() async throws {
        let (stage, room) = try await Self.stage()
        try await stage.move(to: Stage.ask)
        func edit(_ stamp: String, by user: String, _ text: String) -> Result<OutboundResponse, TransportFailure> {
            PolledRoom.ok(#"{"cursor":"\#(stamp)","events":[{"id":"m1","user":"\#(user)","text":"\#(text)","edit":"\#(stamp)"}]}"#)
        }
        room.set(
            "growth",
            [
                PolledRoom.ok(Self.said("m1", "sign-ups 1450", cursor: "c1")), edit("e1", by: "user-ben", "sign-ups 1"),
                edit("e2", by: "user-ana", "sign-ups 1460"),
            ])
        try await stage.move(to: stage.clock.now + .minutes(3))
        #expect(try await Set(stage.history("signups").map(\.value)) == [1450, 1460])
        #expect(try await stage.current() == ["signups": 1460])
    }

    @Test("events that come a second time, since the cursor was not stored, are taken once")
    func replayed() async throws {
        let (stage, room) = try await Self.stage()
        try await stage.move(to: Stage.ask)
        let event = Self.said("m1", "sign-ups 1450", cursor: "c1")
        room.set("growth", [PolledRoom.ok(event), PolledRoom.ok(event), PolledRoom.ok(Self.said("m1", "sign-ups 1450", cursor: "c2"))])
        try await stage.move(to: stage.clock.now + .minutes(3))
        #expect(try await stage.history("signups").count == 1)
        let row = try #require(try await stage.store.pollers().first { $0.key.scope == "conversation/growth" })
        #expect(row.cursor == "c2" && row.failures == 0 && row.fetchedAt != nil)
    }

    @Test("one conversation's trouble is never another's: a wait that is asked for holds up only the one it concerns")
    func throttled() async throws {
        let (stage, room) = try await Self.stage { room in
            room.set("growth", [PolledRoom.answer(429, headers: [(name: "Retry-After", value: "600")])])
        }
        let start = stage.clock.now
        try await stage.move(to: start + .seconds(590))
        #expect(room.fetches("growth").count == 1)
        #expect(room.fetches("sales").count >= 19)
        let row = try #require(try await stage.store.pollers().first { $0.key.scope == "conversation/growth" })
        #expect(row.failures == 1 && row.failure?.kind == .throttled)
        try await stage.move(to: start + .seconds(640))
        #expect(room.fetches("growth").count >= 2)
        #expect(try await stage.store.pollers().allSatisfy { $0.failures == 0 })
    }

    @Test("a platform that does not answer is tried again after longer and longer waits, five minutes at most")
    func unreachable() async throws {
        let (stage, room) = try await Self.stage { room in
            room.set("growth", Array(repeating: .failure(.connect(host: "polled.test")), count: 40))
        }
        try await stage.move(to: stage.clock.now + .hours(2))
        let times = room.times("growth")
        let waits = zip(times.dropFirst(), times).map { $0 - $1 }
        #expect(waits.first.map { $0 < .seconds(7) } == true)
        #expect(waits.dropFirst(3).allSatisfy { $0 >= .seconds(240) && $0 <= .seconds(360) })
        #expect(times.count > 20)
    }

    @Test("a conversation that is gone stops by itself, shows in the store, and goes on when it is enabled")
    func gone() async throws {
        let (stage, room) = try await Self.stage { room in room.set("growth", [PolledRoom.answer(404)]) }
        try await stage.move(to: stage.clock.now + .hours(1))
        #expect(room.fetches("growth").count == 1 && room.fetches("sales").count > 100)
        #expect(try await stage.store.blockages().map(\.conversation) == ["growth"])
        #expect(try await stage.store.journal(limit: 1000).contains { $0.step == .poll })
        try await stage.store.enableConversation("polled", "growth", at: stage.clock.now)
        try await stage.step()
        #expect(room.fetches("growth").count == 2)
    }

    @Test("a dead account stops all of its fetches and sends, and goes on when it is enabled")
    func dead() async throws {
        let (stage, room) = try await Self.stage { room in room.set("growth", [PolledRoom.answer(401)]) }
        let before = room.fetches("sales").count
        try await stage.move(to: stage.clock.now + .hours(1))
        #expect(room.fetches("growth").count == 1 && room.fetches("sales").count == before)
        #expect(try await stage.store.disabledAccounts() == ["polled"])
        try await stage.store.enableAccount("polled", at: stage.clock.now)
        try await stage.move(to: stage.clock.now + .minutes(1))
        #expect(room.fetches("growth").count > 1 && room.fetches("sales").count > before)
    }

    @Test("a place that the platform has forgotten is begun anew from now, or from where the adapter says", arguments: [nil, "c9"])
    func forgotten(cursor: String?) async throws {
        let body = cursor.map { #"{"cursor":"\#($0)"}"# } ?? "{}"
        let (stage, room) = try await Self.stage { room in
            room.set("growth", [PolledRoom.ok(#"{"cursor":"c1"}"#), PolledRoom.answer(410, body)])
        }
        try await stage.move(to: stage.clock.now + .minutes(2))
        #expect(Array(room.fetches("growth").prefix(3)) == ["none", "c1", cursor ?? "none"].map { "growth?cursor=\($0)&threads=0" })
    }

    @Test("a bot that does not know itself fetches nothing; once it does, its own messages are let be")
    func introduction() async throws {
        let (stage, room) = try await Self.stage { room in
            room.set("me", [PolledRoom.answer(500), PolledRoom.answer(500), PolledRoom.ok("BOT")])
        }
        #expect(room.fetches("growth").isEmpty && room.fetches("me").count == 1)
        try await stage.move(to: stage.clock.now + .minutes(1))
        #expect(room.fetches("me").count == 3 && !room.fetches("growth").isEmpty)
        #expect(try await stage.store.identities()["polled"] == Identity(userID: "BOT", name: "outcomed"))

        try await stage.move(to: Stage.ask)
        room.set("growth", [PolledRoom.ok(Self.said("m1", "sign-ups 1450", by: "BOT", cursor: "c1"))])
        try await stage.move(to: stage.clock.now + .minutes(1))
        #expect(try await stage.current().isEmpty)
        let row = try #require(try await stage.store.pollers().first { $0.key.scope == "conversation/growth" })
        #expect(row.cursor == "c1")
    }

    @Test("what was learnt is kept: a start while the platform will not say who we are goes by it")
    func kept() async throws {
        let (first, _) = try await Self.stage()
        #expect(try await first.store.identities()["polled"]?.userID == "BOT")
        let (second, room) = try await Self.stage(store: first.store, at: "2026-11-02T07:58:00Z") { room in
            room.set("me", Array(repeating: PolledRoom.answer(500), count: 9))
        }
        try await second.step()
        #expect(room.fetches("me").count >= 1 && !room.fetches("growth").isEmpty)
    }

    @Test("a token that is dead at the introduction stops the account")
    func deadIntroduction() async throws {
        let (stage, room) = try await Self.stage { room in room.set("me", [PolledRoom.answer(401)]) }
        #expect(try await stage.store.disabledAccounts() == ["polled"] && room.fetches("growth").isEmpty)
    }

    @Test("a platform that asks to come again at once, and has nothing, is given a second")
    func noSpinning() async throws {
        let answers = Array(repeating: PolledRoom.ok(#"{"cursor":"c1","again":0}"#), count: 1000)
        let (stage, room) = try await Self.stage { room in room.set("growth", answers) }
        try await stage.move(to: stage.clock.now + .seconds(20))
        #expect((20...23).contains(room.fetches("growth").count))
    }

    @Test("a clock that is set back does not keep a fetch waiting for it")
    func clockSetBack() async throws {
        let (stage, room) = try await Self.stage()
        let before = room.fetches("growth").count
        stage.clock.set(stage.clock.now - .days(1))
        try await stage.step()
        #expect(room.fetches("growth").count == before + 1)
    }

    @Test("a held fetch holds up no other, and ends at once when the service stops", .timeLimit(.minutes(1)))
    func stops() async throws {
        let (stage, room) = try await Self.stage()
        room.hold("growth")
        stage.clock.advance(by: .minutes(1))
        let sales = room.fetches("sales").count
        let running = Task { await stage.poller.run { _ in } }
        stage.flow.pulses.poll.beat()
        #expect(await room.holding.waitFor { $0 == ["growth"] })
        while room.fetches("sales").count == sales { await Task.yield() }
        running.cancel()
        await running.value
        let row = try #require(try await stage.store.pollers().first { $0.key.scope == "conversation/growth" })
        #expect(row.failures == 0)
    }
}
