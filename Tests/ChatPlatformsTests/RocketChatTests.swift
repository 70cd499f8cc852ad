import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

private func error(_ status: Int, _ word: String, _ headers: [(name: String, value: String)] = []) -> OutboundResponse {
    answer(status, #"{"success":false,"error":"Some words [\#(word)]","errorType":"\#(word)"}"#, headers)
}

@Suite("Rocket.Chat, outwards")
struct RocketChatOutwardTests {
    @Test("a message is sent under our own id, without previews, and a reply with its thread")
    func body() throws {
        let request = try #require(
            try rocketChatUser().dispatch(outgoing(title: "Week 43", "a_b @all", thread: "root1"), allowPrivate: true, at: now).request)
        #expect(request.url.reveal() == "https://rocket.example/api/v1/chat.sendMessage" && request.destinations == .privateAllowed)
        #expect(request.headers.map(\.name) == ["content-type", "x-auth-token", "x-user-id"])
        let sent: JSONValue = [
            "_id": .string(messageID.description), "rid": "C0GROWTH", "msg": "*Week 43*\n\na\\_b @\u{200B}all", "tmid": "root1",
        ]
        #expect(request.json == ["message": sent, "previewUrls": []])
    }

    @Test("a title that needs backslashes is not bold, people are called by name, and nobody calls all")
    func head() throws {
        let message = outgoing(title: "Week_43 *", "x", mentions: ["ana.sousa", "all", "Here", "a b", "ben"])
        let request = try rocketChatUser().dispatch(message, allowPrivate: false, at: now).request
        #expect(request?.json?["message"]?["msg"] == "@ana.sousa @ben\n\nWeek\\_43 \\*\n\nx")
    }

    @Test("an edit updates the message; a webhook has no room and no ids")
    func doors() throws {
        let edit = try #require(try rocketChatUser().dispatch(outgoing("x", edits: "m1"), allowPrivate: false, at: now).request)
        #expect(edit.url.reveal().hasSuffix("/api/v1/chat.update"))
        #expect(edit.json == ["roomId": "C0GROWTH", "msgId": "m1", "text": "x", "previewUrls": []])
        let hook = try rocketChatWebhook().dispatch(outgoing("x", thread: "root1"), allowPrivate: false, at: now).request
        #expect(hook?.json == ["text": "x", "tmid": "root1", "parseUrls": false] && hook?.headers.map(\.name) == ["content-type"])
        #expect(try rocketChatUser().dispatch(outgoing(title: " ", "\n"), allowPrivate: false, at: now).request == nil)
    }

    @Test(
        "each answer of the REST API has its class",
        arguments: [
            (answer(200, #"{"success":true,"message":{"_id":"m1"}}"#), OutcomeClass.delivered), (answer(200, "{}"), .unknown),
            (answer(200, "<html>"), .unknown), (error(200, "error-invalid-params"), .refused), (error(400, "error-invalid-params"), .refused),
            (error(400, "invalid-channel"), .conversationGone), (error(400, "error-invalid-room"), .conversationGone),
            (error(400, "error-not-allowed"), .conversationGone), (error(400, "error-too-many-requests"), .retry),
            (error(429, "error-too-many-requests"), .retry), (answer(429, ""), .retry),
            (answer(401, #"{"status":"error","message":"You must be logged in to do this."}"#), .accountDead), (answer(403, "{}"), .conversationGone),
            (answer(404), .refused), (answer(413), .refused), (answer(503), .retry), (answer(500), .unknown), (answer(502), .unknown),
            (
                answer(
                    400,
                    #"{"success":false,"error":"Error, too many requests. Please slow down. You must wait 9 seconds before trying this endpoint again. [error-too-many-requests]"}"#
                ), .retry
            ),
        ])
    func classes(response: OutboundResponse, sort: OutcomeClass) throws {
        #expect(try rocketChatUser().outcome(of: response, for: outgoing("x"), at: now).sort == sort)
    }

    @Test("an edit that may have arrived is done again, and one that is refused becomes a new message")
    func edits() throws {
        let edit = outgoing("x", edits: "m1")
        for status in [500, 502, 503, 504] { #expect(try rocketChatUser().outcome(of: answer(status), for: edit, at: now).sort == .retry) }
        for response in [answer(403), answer(404), error(400, "error-action-not-allowed"), error(400, "error-not-allowed")] {
            #expect(try rocketChatUser().outcome(of: response, for: edit, at: now).sort == .refused)
        }
    }

    @Test(
        "each answer of an incoming integration has its class, whatever its script says",
        arguments: [
            (answer(200, #"{"success":true}"#), OutcomeClass.delivered), (answer(200, "thanks"), .delivered), (answer(200, ""), .delivered),
            (answer(400, #"{"success":false,"error":"overriding destination channel is disabled for this integration"}"#), .refused),
            (error(400, "invalid-channel"), .conversationGone), (answer(404, "Invalid integration id or token provided."), .accountDead),
            (answer(503), .retry), (answer(429), .retry), (answer(500), .unknown),
        ])
    func webhookClasses(response: OutboundResponse, sort: OutcomeClass) throws {
        #expect(try rocketChatWebhook().outcome(of: response, for: outgoing("x"), at: now).sort == sort)
    }

    @Test(
        "the wait ends at an instant in milliseconds, and never takes longer than an hour",
        arguments: [
            ("1700000009000", Duration.seconds(9)), ("1700000009", nil), ("1699999999000", nil), ("99999999999999999", .hours(1)), ("soon", nil),
        ])
    func waits(reset: String, wait: Duration?) throws {
        guard
            case .retry(let after, _) = try rocketChatUser().outcome(of: answer(429, "", [("X-RateLimit-Reset", reset)]), for: outgoing("x"), at: now)
        else {
            Issue.record("no retry")
            return
        }
        #expect(after == wait)
    }

    @Test("a message is asked for by its id")
    func readBack() throws {
        let platform = try rocketChatUser()
        let id = messageID.description
        let lookup = try #require(platform.lookup(outgoing("x"), allowPrivate: false, at: now))
        #expect(lookup.url.reveal() == "https://rocket.example/api/v1/chat.getMessage?msgId=\(id)")
        let there = answer(200, #"{"success":true,"message":{"_id":"\#(id)","msg":"x"}}"#)
        #expect(platform.found(in: there, outgoing("x")) == .present(messageID: id))
        #expect(platform.found(in: answer(400, #"{"success":false}"#), outgoing("x")) == .absent)
        for bad in [answer(400, ""), answer(500, "{}"), error(400, "error-too-many-requests"), answer(200, #"{"success":true}"#)] {
            #expect(platform.found(in: bad, outgoing("x")) == .undecided)
        }
        let edited = answer(200, #"{"success":true,"message":{"_id":"m1","msg":"old"}}"#)
        #expect(platform.found(in: edited, outgoing("x", edits: "m1")) == .absent)
        #expect(platform.found(in: edited, outgoing("old", edits: "m1")) == .present(messageID: "m1"))
    }

    @Test("the bot knows itself only under the id of its settings, and opens direct rooms by name")
    func account() throws {
        let platform = try rocketChatUser(plain: ["poll": "true"])
        #expect(platform.introduce(allowPrivate: false, at: now)?.url.reveal() == "https://rocket.example/api/v1/me")
        let me = answer(200, #"{"_id":"aobEdbYhXfu5hkeqG","username":"outcomed","success":true}"#)
        #expect(platform.introduced(me, at: now) == .known(userID: "outcomed", name: "outcomed"))
        for (response, word) in [
            (answer(200, #"{"_id":"other","username":"ana","success":true}"#), "user_id"), (answer(401, "{}"), "token"), (answer(404), "address"),
        ] {
            guard case .failed(_, let advice?) = platform.introduced(response, at: now) else {
                Issue.record("known")
                continue
            }
            #expect(advice.contains(word))
        }
        #expect(platform.openDirect(with: "ana", facts: facts, allowPrivate: false, at: now)?.json == ["username": "ana"])
        #expect(
            platform.openedDirect(answer(200, #"{"room":{"t":"d","rid":"dm1"},"success":true}"#), with: "ana", at: now)
                == .opened(conversation: "dm1"))
    }

    @Test(
        "settings of another form are told",
        arguments: [
            (["user_id": "a b", "server": "https://r.example"], ["user_id"]), (["user_id": "u1", "server": "r.example"], ["server"]),
            ([:], ["server", "user_id"]), (["user_id": "u1", "server": "https://r.example", "text_limit": "10"], ["text_limit"]),
            (["user_id": "u1", "server": "https://r.example", "poll": "yes"], ["poll"]),
        ] as [([String: String], [String])])
    func settings(plain: [String: String], wrong: [String]) {
        #expect(PlatformKind.rocketchat.checkSettings(plain: plain, secretNames: ["auth_token"]).map(\.setting) == wrong)
    }
}

@Suite("Rocket.Chat, inwards")
struct RocketChatInwardTests {
    private func content(_ body: String, facts: PlatformFacts = facts) throws -> WebhookContent {
        let platform = try rocketChatUser(secrets: ["outgoing_tokens": Planted.rocketChatOutgoing])
        let webhook = RawWebhook(account: "company-rocket", method: "POST", headers: [:], body: Array(body.utf8))
        return try platform.decode(platform.verify(webhook, at: now), facts: facts)
    }

    @Test("a message is read with its thread, its sender's name and its time, and is answered with an empty object")
    func message() throws {
        guard case .answered(let events, "application/json", let body) = try content(rocketChatPush), let event = events.first else {
            Issue.record("no answer")
            return
        }
        #expect(String(decoding: body, as: UTF8.self) == "{}")
        #expect(event.messageID == "jC9chsFddTvsbFQG7" && event.conversation == "GENERAL" && event.thread == "root1" && event.change == .posted)
        #expect(event.senderID == "ana.sousa" && event.text == "Done: parser ✅" && event.sentAt == Instant("2024-03-01T09:00:00.250Z"))
        #expect(!event.isDirect && !event.mentionsUs && !event.isThreadOurs)
        #expect(try content(rocketChatPush.replacing("root1", with: messageID.description)).incoming.first?.isThreadOurs == true)
        #expect(try content(rocketChatPush.replacing("root1", with: "AAAAAAAAAAAAAAAAAAAAAA")).incoming.first?.isThreadOurs == false)
    }

    @Test("bots and we ourselves are not heard, and other events are let pass; all are answered")
    func others() throws {
        for body in [
            rocketChatPush.replacing(#""bot":false"#, with: #""bot":{"i":"x"}"#), rocketChatPush.replacing("\"u1\"", with: "\"aobEdbYhXfu5hkeqG\""),
            rocketChatPush.replacing("ana.sousa", with: "outcomed"), #"{"token":"\#(Planted.rocketChatOutgoing)","channel_id":"GENERAL"}"#,
        ] {
            #expect(try content(body) == .answered([], contentType: "application/json", body: Array("{}".utf8)))
        }
    }

    @Test("an edit has a hash of its words for a stamp; a trigger word and a mention speak to us; a room of two is direct")
    func marks() throws {
        let edited = try content(rocketChatPush.replacing(#""alias""#, with: #""isEdited":true,"alias""#)).incoming.first
        #expect(edited?.version.hasPrefix("sha256-") == true)
        let trigger = rocketChatPush.replacing(#""trigger_word":null"#, with: #""trigger_word":"Done:""#)
        #expect(try content(trigger).incoming.first?.mentionsUs == true && content(trigger).incoming.first?.text == "parser ✅")
        #expect(try content(rocketChatPush.replacing("parser", with: "@outcomed, x")).incoming.first?.mentionsUs == true)
        #expect(try content(rocketChatPush.replacing("parser", with: "@outcomedly x")).incoming.first?.mentionsUs == false)
        #expect(try content(rocketChatPush.replacing("GENERAL", with: "aobEdbYhXfu5hkeqGu1")).incoming.first?.isDirect == true)
    }

    @Test("what has not the documented form is malformed", arguments: ["channel_id", "user_id", "user_name", "timestamp"])
    func malformed(field: String) throws {
        #expect(throws: WebhookRefusal.malformed) { try content(rocketChatPush.replacing("\"\(field)\"", with: "\"other\"")) }
        #expect(throws: WebhookRefusal.malformed) { try content("[]") }
        #expect(throws: WebhookRefusal.unsigned) { try content("{}") }
    }
}

@Suite("Rocket.Chat, polled")
struct RocketChatPollTests {
    private let scope = PollScope.conversation("r1")

    private func context(_ cursor: PollCursor?, threads: [String] = []) -> PollContext {
        PollContext(cursor: cursor, facts: PlatformFacts(selfID: "outcomed", selfName: "outcomed"), threads: threads)
    }

    private func platform() throws -> any ChatPlatform { try rocketChatUser(plain: ["poll": "true", "poll_every": "1 min"]) }

    private func message(_ id: String, by user: String = "u1", at time: String = "2023-11-14T22:14:00.000Z", _ more: String = "") -> String {
        #"{"_id":"\#(id)","rid":"r1","msg":"\#(id) said","ts":"\#(time)","_updatedAt":"\#(time)","u":{"_id":"\#(user)","username":"\#(user)-name","name":"Name"}\#(more)}"#
    }

    private func room(_ updated: [String], deleted: String = "") -> OutboundResponse {
        answer(200, #"{"result":{"updated":[\#(updated.joined(separator: ","))],"deleted":[\#(deleted)]},"success":true}"#)
    }

    private func events(_ outcome: PollOutcome) throws -> (events: [IncomingEvent], cursor: PollCursor, again: Duration) {
        guard case .events(let events, let cursor, let again) = outcome else { throw CancellationError() }
        return (events, cursor, again)
    }

    private func begun() throws -> PollCursor { try events(platform().polled(room([]), scope, context(nil), at: now)).cursor }

    @Test("the first poll begins now and tells nothing of what was said before")
    func first() throws {
        let platform = try platform()
        #expect(
            platform.poll(scope, context(nil), at: now)?.url.reveal()
                == "https://rocket.example/api/v1/chat.syncMessages?roomId=r1&lastUpdate=2023-11-14T22%3A03%3A19.999Z")
        let step = try events(platform.polled(room([message("a")]), scope, context(nil), at: now))
        #expect(step.events.isEmpty && step.again == .minutes(1))
    }

    @Test("messages, edits and deletions come once each; ours, bots' and the server's own are left out")
    func changes() throws {
        let platform = try platform()
        let stamp = "2023-11-14T22:14:00.000Z"
        let page = room(
            [
                message("b", at: "2023-11-14T22:14:00.500Z", #","tmid":"root1","mentions":[{"_id":"aobEdbYhXfu5hkeqG"}]"#), message("a"),
                message("mine", by: "aobEdbYhXfu5hkeqG"), message("bot", at: stamp, #","bot":{"i":"x"}"#), message("join", at: stamp, #","t":"uj""#),
                message("old", at: "2023-11-14T10:00:00.000Z").replacing(#""_updatedAt":"2023-11-14T10"#, with: #""_updatedAt":"2023-11-14T23"#),
                message("edited", at: "2023-11-14T10:00:00.000Z", #","editedAt":"\#(stamp)""#),
                message("removed", at: "2023-11-14T10:00:01.000Z", #","t":"rm","editedAt":"\#(stamp)""#),
            ], deleted: #"{"_id":"gone","_deletedAt":"\#(stamp)"}"#)
        let step = try events(platform.polled(page, scope, context(begun()), at: now))
        #expect(step.events.map(\.messageID) == ["edited", "removed", "a", "gone", "b"])
        #expect(step.events.map(\.version) == ["1700000040000", "deleted", "0", "deleted", "0"])
        #expect(step.events[2].senderID == "u1-name" && step.events[2].senderName == "Name" && step.events[2].text == "a said")
        #expect(step.events[4].thread == "root1" && step.events[4].mentionsUs && !step.events[2].mentionsUs)
        let again = try events(platform.polled(page, scope, context(step.cursor), at: now))
        #expect(again.events.isEmpty)
    }

    @Test("the newest threads of ours are read after the room, and one that fails holds up nothing")
    func threads() throws {
        let platform = try platform()
        let first = try events(platform.polled(room([]), scope, context(begun(), threads: ["t1", "t2", "t3"]), at: now))
        #expect(first.again == .zero)
        #expect(
            platform.poll(scope, context(first.cursor), at: now)?.url.reveal().contains("chat.syncThreadMessages?tmid=t1&updatedSince=2023") == true)
        let reply = message("reply", at: "2023-11-14T22:14:00.000Z", #","tmid":"t1""#)
        let second = try events(
            platform.polled(answer(200, #"{"messages":{"update":[\#(reply)],"remove":[]},"success":true}"#), scope, context(first.cursor), at: now))
        #expect(second.events.map(\.messageID) == ["reply"] && second.again == .zero)
        let third = try events(platform.polled(answer(404), scope, context(second.cursor), at: now))
        #expect(third.events.isEmpty && third.again == .minutes(1))
        #expect(platform.poll(scope, context(third.cursor), at: now)?.url.reveal().contains("chat.syncMessages") == true)
        let repeated = try events(platform.polled(room([reply]), scope, context(third.cursor), at: now))
        #expect(repeated.events.isEmpty)
    }

    @Test("failures have their class")
    func failures() throws {
        let platform = try platform()
        func sort(_ response: OutboundResponse) throws -> String {
            switch platform.polled(response, scope, context(try begun()), at: now) {
            case .events: "events"
            case .retry: "retry"
            case .restart: "restart"
            case .conversationGone: "gone"
            case .accountDead: "dead"
            }
        }
        #expect(try sort(answer(401)) == "dead" && sort(answer(403)) == "gone" && sort(error(400, "error-invalid-room")) == "gone")
        #expect(try sort(error(400, "error-too-many-requests")) == "retry" && sort(answer(502)) == "retry" && sort(answer(200, "{}")) == "retry")
    }

    @Test("survives random answers and cursors")
    func random() throws {
        let platform = try platform()
        var random = SeededRandom(seed: 20_261_130)
        let page = room([message("a", at: "2023-11-14T22:14:00.000Z", #","tmid":"root1","editedAt":"2023-11-14T22:14:00.000Z""#)]).body
        for _ in 0..<2000 {
            var body = page
            for _ in 0..<Int.random(in: 1..<6, using: &random) {
                body[Int.random(in: 0..<body.count, using: &random)] = UInt8.random(in: 32..<127, using: &random)
            }
            let cursor = PollCursor(Bool.random(using: &random) ? String(decoding: body, as: UTF8.self) : #"{"since":5,"threads":["t"]}"#)
            _ = platform.poll(scope, context(cursor), at: now)
            _ = platform.polled(OutboundResponse(status: 200, body: body), scope, context(cursor), at: now)
        }
    }
}
