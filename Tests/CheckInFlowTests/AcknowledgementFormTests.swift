import ChatPlatforms
import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

/// One person says two things, on platforms that can do less and less.
@Suite("An acknowledgement takes the best form that the platform has") struct AcknowledgementFormTests {
    private static func acknowledgements(
        _ change: (inout Capabilities) -> Void, said: [String] = ["sign-ups 1450", "churn 5%"]
    ) async throws -> (addresses: [String], texts: [String], current: [KeyResultID: Double]) {
        var chat = PolledChat()
        change(&chat.capabilities)
        let clock = ManualClock(try #require(Instant("2026-11-02T07:56:00Z")))
        let room = PolledRoom(clock)
        let growth = ChannelSettings(id: "growth", account: "polled", conversation: "growth")
        var team = Team.growth(channel: "growth")
        for index in team.people.indices { team.people[index].chat = ["polled": "user-\(team.people[index].id)"] }
        let stage = try await Stage([team], at: "2026-11-02T07:56:00Z", channels: [growth], platforms: [chat], transport: room, clock: clock)
        try await stage.move(to: Stage.ask)
        for (number, text) in said.enumerated() {
            let event = #"{"cursor":"c\#(number)","events":[{"id":"m\#(number)","user":"user-ana","text":"\#(text)"}]}"#
            room.set("growth", [PolledRoom.ok(event)])
            try await stage.move(to: stage.clock.now + .minutes(1))
        }
        let isOurs = room.addresses.map { $0.contains("?acknowledgement&") }
        return (
            zip(room.addresses, isOurs).filter { $0.1 }.map { String($0.0.drop { $0 != "&" }.dropFirst()) },
            zip(room.posted, isOurs).filter { $0.1 }.map { $0.0 }, try await stage.current()
        )
    }

    @Test("one message that is edited, where there are edits")
    func edited() async throws {
        let found = try await Self.acknowledgements { _ in }
        #expect(found.addresses.count == 2 && found.addresses[0] == "thread=m0")
        #expect(found.addresses[1].contains("edits=ours-") && found.texts[1].contains("1,450"))
        #expect(found.current == ["signups": 1450, "churn": 5])
    }

    @Test("else a message in the thread each time, which never claims to be an edit", arguments: [true, false])
    func threaded(returnsID: Bool) async throws {
        let found = try await Self.acknowledgements { capabilities in
            capabilities.edits = false
            capabilities.returnsMessageID = returnsID
        }
        #expect(found.addresses == ["thread=m0", "thread=m1"])
    }

    @Test("else a mark on the person's message; what needs words is said in words")
    func mark() async throws {
        func without(_ capabilities: inout Capabilities) {
            capabilities.edits = false
            capabilities.threads = false
            capabilities.reacts = true
        }
        let found = try await Self.acknowledgements(without)
        #expect(found.addresses == ["reacts=m0", "reacts=m1"])
        let noted = try await Self.acknowledgements(without, said: ["for Ben: sign-ups 1450"])
        #expect(noted.addresses == [""] && noted.texts.first?.contains("Said for Ben") == true)
    }

    @Test("else a message in the channel")
    func message() async throws {
        let found = try await Self.acknowledgements { capabilities in
            capabilities.edits = false
            capabilities.threads = false
        }
        #expect(found.addresses == ["", ""] && found.texts.allSatisfy { $0.contains("Thanks, Ana") })
    }
}
