import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

private let room = "!abc:hs.example"
private let ourFacts = PlatformFacts(selfID: "@outcomed:hs.example")

private func said(_ id: String, _ body: String = "5", at milliseconds: Int64 = now.milliseconds) -> String {
    #"""
    {"type":"m.room.message","event_id":"\#(id)","sender":"@anna:hs.example","origin_server_ts":\#(milliseconds),
    "content":{"msgtype":"m.text","body":"\#(body)"}}
    """#
}

private func member(_ user: String, _ membership: String, isDirect: Bool = false, sender: String = "@outcomed:hs.example") -> String {
    #"""
    {"type":"m.room.member","event_id":"$m","sender":"\#(sender)","state_key":"\#(user)","origin_server_ts":1,
    "content":{"membership":"\#(membership)"\#(isDirect ? #","is_direct":true"# : "")}}
    """#
}

private func joined(_ room: String, _ events: String..., limited: Bool = false) -> String {
    #""\#(room)":{"timeline":{"events":[\#(events.joined(separator: ","))],"limited":\#(limited),"prev_batch":"p1"}}"#
}

private func sync(_ next: String, join: String = "", invite: String = "", leave: String = "") -> OutboundResponse {
    answer(200, #"{"next_batch":"\#(next)","rooms":{"join":{\#(join)},"invite":{\#(invite)},"leave":{\#(leave)}}}"#)
}

private func invited(_ room: String, by sender: String, isDirect: Bool) -> String {
    #""\#(room)":{"invite_state":{"events":[\#(member("@outcomed:hs.example", "invite", isDirect: isDirect, sender: sender))]}}"#
}

/// A poller without sockets.
private struct Poller {
    var cursor: PollCursor?
    var conversations = [room]

    private var context: PollContext { PollContext(cursor: cursor, facts: ourFacts, conversations: conversations) }

    func request() throws -> OutboundRequest { try #require(try matrix().poll(.account, context, at: now)) }

    func outcome(_ response: OutboundResponse) throws -> PollOutcome { try matrix().polled(response, .account, context, at: now) }

    mutating func take(_ response: OutboundResponse, at time: Instant = now) throws -> [IncomingEvent] {
        switch try matrix().polled(response, .account, context, at: time) {
        case .events(let events, let next, again: let pause):
            #expect(pause == .zero)
            cursor = next
            return events
        case .restart(let next, _):
            cursor = next
            return []
        case let other:
            Issue.record("\(other)")
            return []
        }
    }

    static func begun() throws -> Poller {
        var poller = Poller()
        #expect(try poller.take(sync("s1", join: joined(room, said("$old")))).isEmpty)
        return poller
    }
}

@Suite("Matrix's stream")
struct MatrixSyncTests {
    @Test("begins at now, then waits with more patience than the server")
    func begin() throws {
        let first = try Poller().request()
        #expect(
            first.url.reveal().contains("&timeout=0") && !first.url.reveal().contains("since") && first.url.reveal().contains("set_presence=offline"))
        var poller = try Poller.begun()
        let next = try poller.request()
        #expect(next.url.reveal().contains("&timeout=30000") && next.url.reveal().hasSuffix("&since=s1") && next.limits.total > .seconds(40))
        let event = try #require(try poller.take(sync("s2", join: joined(room, said("$1")))).first)
        #expect(event.messageID == "$1" && event.conversation == room && !event.isDirect)
        #expect(try poller.request().url.reveal().hasSuffix("&since=s2"))
    }

    @Test("that leaves something out is read forwards from where we were, so that edits keep their order")
    func gap() throws {
        var poller = try Poller.begun()
        #expect(try poller.take(sync("s9", join: joined(room, said("$9"), limited: true))).isEmpty)
        let request = try poller.request().url.reveal()
        #expect(request.contains("/rooms/%21abc%3Ahs.example/messages?dir=f&from=s1&limit=100&") && request.hasSuffix("&to=s9"))
        #expect(try poller.take(answer(200, #"{"start":"s1","end":"t5","chunk":[\#(said("$1")),\#(said("$2"))]}"#)).map(\.messageID) == ["$1", "$2"])
        #expect(try poller.request().url.reveal().contains("from=t5"))
        #expect(try poller.take(answer(200, #"{"start":"t5","end":"t9","chunk":[\#(said("$9"))]}"#)).map(\.messageID) == ["$9"])
        #expect(try poller.take(answer(200, #"{"start":"t9","chunk":[]}"#)).isEmpty)
        #expect(try poller.request().url.reveal().hasSuffix("&since=s9"))
    }

    @Test("whose place was forgotten begins anew, and goes back in each room to what was heard before")
    func forgotten() throws {
        var poller = try Poller.begun()
        guard case .restart = try poller.outcome(answer(400, #"{"errcode":"M_UNKNOWN","error":"Invalid token"}"#)) else { throw CancellationError() }
        _ = try poller.take(answer(400, #"{"errcode":"M_UNKNOWN","error":"Invalid token"}"#))
        #expect(try !poller.request().url.reveal().contains("since"))
        let old = now.milliseconds - 3_600_000
        let events = try poller.take(sync("n1", join: joined(room, said("$old", at: old), said("$new"), limited: true)), at: now + .minutes(5))
        #expect(events.map(\.messageID) == ["$new"])
        #expect(try poller.request().url.reveal().contains("messages?dir=b&from=p1&"))
        let page = try poller.take(answer(200, #"{"start":"p1","end":"p2","chunk":[\#(said("$b")),\#(said("$a")),\#(said("$old", at: old))]}"#))
        #expect(page.map(\.messageID) == ["$a", "$b"])
        #expect(try poller.request().url.reveal().hasSuffix("&since=n1"))
    }

    @Test("brings us into rooms of the configuration and into talks with people of our server, and into no other")
    func invitations() throws {
        var poller = try Poller.begun()
        poller.conversations = [room, "!team:hs.example"]
        let invitations = [
            invited("!team:hs.example", by: "@boss:far.example", isDirect: false),
            invited("!spam:hs.example", by: "@anna:hs.example", isDirect: false),
            invited("!far:far.example", by: "@x:far.example", isDirect: true), invited("!talk:hs.example", by: "@anna:hs.example", isDirect: true),
        ]
        _ = try poller.take(sync("s2", invite: invitations.joined(separator: ",")))
        var entered: [String] = []
        for _ in 0..<4 {
            let request = try poller.request()
            guard request.method == .post else { break }
            entered.append(String(request.url.reveal().split(separator: "/").last ?? ""))
            _ = try poller.take(answer(200, #"{"room_id":"x"}"#))
        }
        #expect(entered == ["%21talk%3Ahs.example", "%21team%3Ahs.example"])
        let history = [said("$before"), member("@outcomed:hs.example", "join"), said("$after")].joined(separator: ",")
        let events = try poller.take(sync("s3", join: joined("!talk:hs.example", history, limited: true)))
        #expect(events.map(\.messageID) == ["$after"] && events.allSatisfy(\.isDirect))
        // A room that is named later is entered then.
        poller.conversations.append("!spam:hs.example")
        #expect(try poller.request().url.reveal().hasSuffix("/join/%21spam%3Ahs.example"))
        _ = try poller.take(answer(403, #"{"errcode":"M_FORBIDDEN"}"#))
        #expect(try poller.request().method == .get)
    }

    @Test("knows the rooms for two that we opened ourselves")
    func direct() throws {
        var poller = try Poller.begun()
        let opened = [member("@outcomed:hs.example", "join"), member("@anna:hs.example", "invite", isDirect: true)].joined(separator: ",")
        _ = try poller.take(sync("s2", join: joined("!two:hs.example", opened)))
        #expect(try poller.take(sync("s3", join: joined("!two:hs.example", said("$1")))).first?.isDirect == true)
    }

    @Test(
        "answers trouble by its class",
        arguments: [
            (answer(401, #"{"errcode":"M_UNKNOWN_TOKEN"}"#), "dead"),
            (answer(429, #"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":9000}"#), "retry"),
            (answer(503, ""), "retry"), (answer(502, "<html>"), "retry"), (answer(200, "{}"), "retry"), (answer(200, #"{"next_batch":""}"#), "retry"),
        ])
    func trouble(response: OutboundResponse, expected: String) throws {
        switch try Poller.begun().outcome(response) {
        case .accountDead: #expect(expected == "dead")
        case .retry: #expect(expected == "retry")
        case let other: Issue.record("\(other)")
        }
    }

    @Test("gives up a gap in a room that is closed to us, and waits where the server is busy")
    func gapTrouble() throws {
        var poller = try Poller.begun()
        _ = try poller.take(sync("s9", join: joined(room, said("$9"), limited: true)))
        guard case .retry = try poller.outcome(answer(500, "")) else { throw CancellationError() }
        _ = try poller.take(answer(403, #"{"errcode":"M_FORBIDDEN"}"#))
        #expect(try poller.request().url.reveal().hasSuffix("&since=s9"))
    }

    private func trouble(_ poller: Poller) throws -> String? { try matrix().trouble(in: #require(poller.cursor), of: room, at: now) }

    @Test("that left out more than is read tells so, for a week")
    func lost() throws {
        var poller = try Poller.begun()
        _ = try poller.take(sync("s9", join: joined(room, said("$9"), limited: true)))
        for page in 0..<49 { _ = try poller.take(answer(200, #"{"end":"t\#(page)","chunk":[\#(said("$\(page)"))]}"#)) }
        #expect(try trouble(poller) == nil)
        _ = try poller.take(answer(200, #"{"end":"t50","chunk":[\#(said("$50"))]}"#))
        #expect(try trouble(poller)?.contains("2023-11-14T22:13:20Z not all was read") == true)
        #expect(try poller.request().url.reveal().hasSuffix("&since=s9"))
        #expect(try matrix().trouble(in: #require(poller.cursor), of: "!other:hs.example", at: now) == nil)
        _ = try poller.take(sync("s10"), at: now + .days(8))
        #expect(try trouble(poller) == nil)
    }

    @Test("of an encrypted room tells that it cannot be read, as the room's state does when it is asked")
    func encrypted() throws {
        var poller = try Poller.begun()
        let event =
            #"{"type":"m.room.encrypted","event_id":"$e","sender":"@anna:hs.example","origin_server_ts":1,"content":{"algorithm":"m.megolm"}}"#
        #expect(try poller.take(sync("s2", join: joined(room, event))).isEmpty)
        #expect(try trouble(poller)?.contains("encrypted") == true)
        let request = try #require(try matrix().examine(room, allowPrivate: false, at: now))
        #expect(request.url.reveal().hasSuffix("/v3/rooms/%21abc%3Ahs.example/state/m.room.encryption/"))
        let failure = try matrix().obstacle(in: answer(200, #"{"algorithm":"m.megolm.v1.aes-sha2"}"#))
        #expect(failure?.detail.contains("encrypted") == true && failure.flatMap { try? matrix().advice(on: $0) } != nil)
        for other in [answer(404, #"{"errcode":"M_NOT_FOUND"}"#), answer(403, "{}"), answer(200, "{}"), answer(500, "")] {
            #expect(try matrix().obstacle(in: other) == nil)
        }
    }

    @Test("is read whatever stands in it, and the cursor stays one that can be read")
    func random() throws {
        var random = SeededRandom()
        let begun = try Poller.begun()
        let whole = Array(
            sync(
                "s2", join: joined(room, said("$1"), member("@outcomed:hs.example", "join"), limited: true),
                invite: invited("!x:y", by: "@a:b", isDirect: true)
            ).body)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1..<5, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
            }
            if case .events(_, let next, _) = try begun.outcome(OutboundResponse(status: 200, body: bytes)) {
                #expect(MatrixCursor(next)?.stored == next, "\(random)")
            }
        }
    }
}
