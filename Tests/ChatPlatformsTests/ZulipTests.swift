import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

private func message(_ id: Int, _ content: String, sender: Int = 42, type: String = "stream", topic: String = "lunch", more: String = "") -> String {
    let place = type == "stream" ? #""stream_id":5,"display_recipient":"core","subject":"\#(topic)""# : #""display_recipient":[{"id":42},{"id":7}]"#
    return #"""
        {"id":\#(id),"type":"\#(type)",\#(place),"sender_id":\#(sender),"sender_email":"u\#(sender)@chat.example","sender_full_name":"Anna",
        "content":\#(JSONValue.string(content).text),"timestamp":1527876931\#(more)}
        """#
}

private func events(_ events: String...) -> OutboundResponse {
    answer(200, #"{"result":"success","msg":"","queue_id":"q1","events":[\#(events.joined(separator: ","))]}"#)
}

private func posted(_ id: Int, _ message: String, flags: String = "") -> String {
    #"{"id":\#(id),"type":"message","message":\#(message),"flags":[\#(flags)]}"#
}

@Suite("Zulip's messages")
struct ZulipMessageTests {
    @Test("go to a topic named by the check-in, and back to the topic of the thread as it is called now")
    func topics() throws {
        func topic(_ thread: String?, checkIn: CheckInID? = CheckInID("growth/2026-W43")) throws -> String? {
            var message = outgoing("x", thread: thread)
            message.conversation = "5"
            message.checkIn = checkIn
            let request = try #require(try zulip().dispatch(message, allowPrivate: false, at: now).request)
            return form(String(decoding: request.body, as: UTF8.self))?["topic"]?.string
        }
        #expect(try topic(nil) == "Check-in growth 2026-W43")
        #expect(try topic("41@Renamed @ noon") == "Renamed @ noon")
        #expect(try topic("@lunch") == "lunch")
        #expect(try topic("41") == "Check-in growth 2026-W43")
        #expect(try topic(nil, checkIn: nil) == "Check-in")
        #expect(try topic("@" + String(repeating: "long ", count: 30))?.unicodeScalars.count ?? 99 <= 60)
    }

    @Test("hang under the root that their thread names")
    func roots() throws {
        let platform = try zulip()
        #expect(
            platform.root(ofThread: "41@Renamed @ noon") == "41" && platform.root(ofThread: "@lunch") == nil && platform.root(ofThread: "41") == "41")
    }

    @Test("to one person go as a direct message; to a place of no known form they do not leave")
    func places() throws {
        var message = outgoing("x")
        message.conversation = try #require(try zulip().directConversation(with: "42"))
        let request = try #require(try zulip().dispatch(message, allowPrivate: true, at: now).request)
        #expect(String(decoding: request.body, as: UTF8.self) == "type=direct&to=%5B42%5D&content=x" && request.destinations == .privateAllowed)
        for place in ["core", "", "user:", "user:ana", "5x", "-5", "99999999999999999999"] {
            message.conversation = place
            guard case .impossible = try zulip().dispatch(message, allowPrivate: true, at: now) else {
                Issue.record("\(place) was taken")
                continue
            }
        }
    }

    @Test(
        "call nobody and begin no block by what people wrote",
        arguments: [
            ("@**all**", "@\u{200B}**all**"), ("@_**Ana|42**", "@\u{200B}_**Ana|42**"), ("@*team*", "@\u{200B}*team*"),
            ("#**core>topic**", "\u{200B}#\u{200B}**core>topic**"), ("see #**core**", "see #\u{200B}**core**"), ("a@b.example", "a@b.example"),
            ("```quote", "\u{200B}```quote"), ("a\n> b\n  - c", "a\n\u{200B}> b\n  \u{200B}- c"), ("3 * 4 > 2", "3 * 4 > 2"),
            ("snake_case 👩‍👩‍👧‍👦", "snake_case 👩‍👩‍👧‍👦"),
        ])
    func escaping(text: String, sent: String) { #expect(Escaping.zulip(text) == sent) }

    @Test("that begin with a slash are no commands, and titles are bold whatever stands in them")
    func heads() {
        #expect(ZulipDress(outgoing("/me is here")).content == "\u{200B}/me is here")
        #expect(ZulipDress(outgoing(title: "A ** B", "x", mentions: ["42", "Ana"])).content == "@**|42** @Ana\n\n**A  B**\n\nx")
        #expect(ZulipDress(outgoing(title: "  ", " \n")).isEmpty)
    }
}

@Suite("What Zulip answers")
struct ZulipAnswerTests {
    private let message = outgoing("x")

    private func sort(_ status: Int, _ body: String, edits: String? = nil) throws -> OutcomeClass {
        try zulip().outcome(of: answer(status, body), for: outgoing("x", edits: edits), at: now).sort
    }

    @Test("with success is delivered, under its number")
    func success() throws {
        let body = #"{"id":42,"msg":"","result":"success","automatic_new_visibility_policy":2,"ignored_parameters_unsupported":["x"]}"#
        #expect(try zulip().outcome(of: answer(200, body), for: message, at: now) == .delivered(messageID: "42"))
        let edit = outgoing("x", edits: "41")
        #expect(try zulip().outcome(of: answer(200, #"{"msg":"","result":"success"}"#), for: edit, at: now) == .delivered(messageID: "41"))
    }

    @Test(
        "goes by its code, whatever language its sentence is in",
        arguments: [
            (400, "BAD_REQUEST", OutcomeClass.refused), (400, "REQUEST_VARIABLE_MISSING", .refused), (400, "REQUEST_VARIABLE_INVALID", .refused),
            (401, "INVALID_API_KEY", .accountDead), (401, "UNAUTHORIZED", .accountDead), (403, "USER_DEACTIVATED", .accountDead),
            (403, "REALM_DEACTIVATED", .accountDead), (400, "STREAM_DOES_NOT_EXIST", .conversationGone), (429, "RATE_LIMIT_HIT", .retry),
            (400, "RATE_LIMIT_HIT", .retry), (400, "A_CODE_OF_TOMORROW", .refused), (500, "BAD_REQUEST", .unknown),
            (401, "A_CODE_OF_TOMORROW", .accountDead),
        ])
    func codes(status: Int, code: String, sort: OutcomeClass) throws {
        #expect(try self.sort(status, #"{"result":"error","msg":"Nachricht …","code":"\#(code)","var_name":"to"}"#) == sort)
    }

    @Test("without a code goes by the status; an edit in doubt is tried again")
    func statuses() throws {
        let table: [(Int, OutcomeClass, OutcomeClass)] = [
            (200, .unknown, .retry), (301, .refused, .refused), (400, .refused, .refused), (401, .accountDead, .accountDead),
            (403, .refused, .refused),
            (404, .refused, .refused), (408, .retry, .retry), (429, .retry, .retry), (500, .unknown, .retry), (502, .unknown, .retry),
            (503, .retry, .retry), (504, .unknown, .retry),
        ]
        for (status, posted, edited) in table {
            #expect(try sort(status, "<html>") == posted, "\(status)")
            #expect(try sort(status, "<html>", edits: "41") == edited, "\(status)")
        }
        #expect(try sort(400, #"{"result":"error","msg":"old server"}"#) == .refused)
    }

    @Test("with a wait is obeyed, in the header or with fractions in the body")
    func waits() throws {
        func wait(_ body: String, _ headers: [(String, String)] = []) throws -> Duration? {
            guard case .retry(let after, _) = try zulip().outcome(of: answer(429, body, headers), for: message, at: now) else { return .seconds(-1) }
            return after
        }
        let body = #"{"code":"RATE_LIMIT_HIT","msg":"API usage exceeded rate limit","result":"error","retry-after":28.706}"#
        #expect(try wait(body) == .milliseconds(28_706))
        #expect(try wait(body, [("Retry-After", "30")]) == .seconds(30))
        #expect(try wait(#"{"code":"RATE_LIMIT_HIT","result":"error","retry-after":1e99}"#) == .hours(1))
        #expect(try wait(#"{"code":"RATE_LIMIT_HIT","result":"error","retry-after":-3}"#) == nil)
    }

    @Test("to who we are is our number and name")
    func introduction() throws {
        let known = answer(200, #"{"result":"success","msg":"","user_id":7,"full_name":"outcomed","is_bot":true}"#)
        #expect(try zulip().introduced(known, at: now) == .known(userID: "7", name: "outcomed"))
        guard case .failed(let failure, let advice) = try zulip().introduced(answer(401, #"{"result":"error","code":"INVALID_API_KEY"}"#), at: now)
        else { throw CancellationError() }
        #expect(failure.kind == .credentials && advice?.contains("zuliprc") ?? false)
    }
}

@Suite("What Zulip tells of a message in doubt")
struct ZulipReadBackTests {
    private func sent() -> OutgoingMessage {
        var message = outgoing(title: "Growth", "1. Sign-ups")
        message.conversation = "5"
        return message
    }

    private func found(_ messages: String..., more: String = #","found_newest":true"#, edits: String? = nil) throws -> Lookup {
        var message = sent()
        message.edits = edits
        return try zulip().found(in: answer(200, #"{"result":"success","messages":[\#(messages.joined(separator: ","))]\#(more)}"#), message)
    }

    @Test("is asked among our own latest messages in the place")
    func request() throws {
        let request = try #require(try zulip().lookup(sent(), allowPrivate: false, at: now))
        let narrow = #"[{"operand":"outcomed-bot@chat.example","operator":"sender"},{"operand":5,"operator":"stream"}]"#
        #expect(form(String(request.url.reveal().split(separator: "?")[1]))?["narrow"]?.string == narrow)
        #expect(
            request.method == .get && request.url.reveal().hasPrefix("https://chat.example/api/v1/messages?anchor=newest&num_before=100&num_after=0&")
        )
        var edit = sent()
        edit.edits = "43"
        #expect(try zulip().lookup(edit, allowPrivate: false, at: now)?.url.reveal().contains("anchor=43&num_before=0") ?? false)
    }

    @Test("is present by its words, where those were said since it was made")
    func present() throws {
        let words = #""content":"**Growth**\n\n1. Sign-ups""#
        #expect(try found(#"{"id":41,"timestamp":1700000003,\#(words)}"#) == .present(messageID: "41"))
        #expect(try found(#"{"id":40,"timestamp":1600000000,\#(words)}"#) == .absent)
        #expect(try found(#"{"id":41,"timestamp":1700000003,"content":"something else"}"#) == .absent)
        #expect(try found() == .absent)
        #expect(try found(#"{"id":43,"timestamp":1600000000,\#(words)}"#, edits: "43") == .present(messageID: "43"))
        #expect(try found(#"{"id":43,"timestamp":1600000000,"content":"before"}"#, edits: "43") == .absent)
    }

    @Test("is undecided where the answer does not reach back far enough, or is none")
    func undecided() throws {
        let page = (0..<100).map { #"{"id":\#($0),"timestamp":1700000050,"content":"x"}"# }.joined(separator: ",")
        let platform = try zulip()
        #expect(platform.found(in: answer(200, #"{"result":"success","messages":[\#(page)]}"#), sent()) == .undecided)
        #expect(platform.found(in: answer(500, ""), sent()) == .undecided)
        #expect(platform.found(in: answer(200, #"{"result":"error"}"#), sent()) == .undecided)
    }
}

@Suite("What Zulip pushes")
struct ZulipPushTests {
    private func pushed(_ message: String, trigger: String = "mention", facts: PlatformFacts = PlatformFacts(selfID: "7")) throws -> [IncomingEvent] {
        let body = #"{"token":"\#(Planted.zulipToken)","trigger":"\#(trigger)","message":\#(message)}"#
        let raw = RawWebhook(account: "company-zulip", method: "POST", headers: [:], body: Array(body.utf8))
        let platform = try zulipPushing()
        return try platform.decode(platform.verify(raw, at: now), facts: facts).incoming
    }

    @Test("is a mention in a topic, or said to us alone")
    func kinds() throws {
        let mention = try #require(try pushed(message(112, "@**outcomed** 5")).first)
        #expect(mention.conversation == "5" && mention.messageID == "112" && mention.thread == "@lunch" && mention.mentionsUs && !mention.isDirect)
        #expect(
            mention.senderID == "42" && mention.senderName == "Anna" && mention.markup == .zulip && mention.sentAt == Instant(seconds: 1_527_876_931))
        for type in ["private", "direct"] {
            let direct = try #require(try pushed(message(113, "5", type: type), trigger: "direct_message").first)
            #expect(direct.conversation == "user:42" && direct.isDirect && direct.thread == nil && !direct.mentionsUs)
        }
    }

    @Test("by us, by bots, or among several people is let be")
    func others() throws {
        #expect(try pushed(message(1, "5", sender: 7)).isEmpty)
        #expect(try pushed(message(1, "5").replacing("u42@", with: "news-bot@")).isEmpty)
        #expect(try pushed(message(1, "5", type: "private").replacing(#"{"id":7}"#, with: #"{"id":7},{"id":8}"#)).isEmpty)
    }

    @Test("is answered with the word that no answer is needed")
    func answered() throws {
        let raw = RawWebhook(account: "a", method: "POST", headers: [:], body: Array(zulipPush.utf8))
        let platform = try zulipPushing()
        guard case .answered(_, "application/json", let body) = try platform.decode(platform.verify(raw, at: now)) else { throw CancellationError() }
        #expect(String(decoding: body, as: UTF8.self) == #"{"response_not_required":true}"#)
    }

    @Test(
        "and has not the documented form is malformed",
        arguments: [
            "{}", "7", "null", #"{"id":1}"#, message(1, "x").replacing("\"timestamp\":1527876931", with: "\"timestamp\":1e30"),
            message(1, "x").replacing("\"id\":1", with: "\"id\":\"1\""),
        ])
    func malformed(message: String) { #expect(throws: WebhookRefusal.malformed) { try pushed(message) } }

    @Test("without the token, or where no webhook is set up, is turned away")
    func tokens() throws {
        func verify(_ body: String, _ platform: any ChatPlatform, method: String = "POST") throws {
            _ = try platform.verify(RawWebhook(account: "a", method: method, headers: [:], body: Array(body.utf8)), at: now)
        }
        #expect(throws: WebhookRefusal.unsigned) { try verify(#"{"trigger":"mention"}"#, zulipPushing()) }
        #expect(throws: WebhookRefusal.unsigned) { try verify(#"{"token":""}"#, zulipPushing()) }
        #expect(throws: WebhookRefusal.badSignature) { try verify(#"{"token":"x"}"#, zulipPushing()) }
        #expect(throws: WebhookRefusal.unsupported) { try verify(zulipPush, zulip()) }
        #expect(throws: WebhookRefusal.unsupported) { try verify(zulipPush, zulipPushing(), method: "GET") }
    }

    @Test("loses the quote at its head, and keeps what else is quoted")
    func quotes() {
        let head = "@_**Ana|42** [said](https://chat.example/#narrow/near/112):\n"
        #expect(withoutZulipQuote(head + "```quote\nWAU 5,900\n```\nWAU 6,180") == "WAU 6,180")
        #expect(withoutZulipQuote(head + "````quote\n```quote\na\n```\n````\nb") == "b")
        #expect(withoutZulipQuote(head + "```quote\nnobody closed it") == "")
        #expect(withoutZulipQuote("```quote\nWAU 5,900\n```\nb") == "```quote\nWAU 5,900\n```\nb")
        #expect(withoutZulipQuote("@_**Ana|42** [said](x): hm") == "@_**Ana|42** [said](x): hm")
    }
}

@Suite("Zulip's event queue")
struct ZulipPollTests {
    private let facts = PlatformFacts(selfID: "7", selfName: "outcomed")

    private func poll(_ response: OutboundResponse, _ cursor: inout PollCursor?) throws -> [IncomingEvent] {
        let context = PollContext(cursor: cursor, facts: facts, conversations: ["5"])
        switch try zulip().polled(response, .account, context, at: now) {
        case .events(let events, let next, again: let pause):
            #expect(pause == .zero)
            cursor = next
            return events
        case .restart(let next, _):
            cursor = next
            return []
        case let other: throw Unexpected(outcome: other)
        }
    }

    private struct Unexpected: Error { var outcome: PollOutcome }

    private func request(_ cursor: PollCursor?) throws -> OutboundRequest {
        try #require(try zulip().poll(.account, PollContext(cursor: cursor, facts: facts, conversations: ["5"]), at: now))
    }

    private func registered() throws -> PollCursor? {
        var cursor: PollCursor?
        #expect(try request(nil).url.reveal() == "https://chat.example/api/v1/register")
        #expect(try poll(answer(200, #"{"result":"success","queue_id":"q1","last_event_id":-1,"max_message_id":100}"#), &cursor).isEmpty)
        #expect(try poll(answer(200, #"{"result":"success","messages":[]}"#), &cursor).isEmpty)
        return cursor
    }

    @Test("is made once, then asked with a longer patience than the server's")
    func register() throws {
        let cursor = try registered()
        let request = try request(cursor)
        #expect(request.url.reveal() == "https://chat.example/api/v1/events?queue_id=q1&last_event_id=-1" && request.limits.total > .seconds(100))
        #expect(try zulip().pollScopes(conversations: ["5"]) == [.account] && zulipPushing().pollScopes(conversations: ["5"]).isEmpty)
    }

    @Test("knows replies to what we said before its first queue")
    func learn() throws {
        var cursor: PollCursor?
        _ = try poll(answer(200, #"{"result":"success","queue_id":"q1","last_event_id":-1,"max_message_id":100}"#), &cursor)
        let learning = try request(cursor).url.reveal()
        #expect(learning.contains("messages?anchor=newest&num_before=100&num_after=0&narrow=") && learning.contains("outcomed-bot%40chat.example"))
        let ours = [message(98, "prompt", sender: 7, topic: "Numbers"), message(99, "acknowledgement", sender: 7, topic: "Numbers")]
        #expect(try poll(answer(200, #"{"result":"success","messages":[\#(ours.joined(separator: ","))]}"#), &cursor).isEmpty)
        #expect(cursor.flatMap(ZulipCursor.init)?.lastMessage == 100)
        #expect(try poll(events(posted(0, message(101, "5", topic: "Numbers"))), &cursor).first?.thread == "98@Numbers")
    }

    @Test("tells a reply in a topic of ours by the topic's root, and follows the topic when it is renamed or resolved")
    func topics() throws {
        var cursor = try registered()
        let topic = "Check-in growth 2026-W43"
        #expect(try poll(events(posted(0, message(101, "prompt", sender: 7, topic: topic))), &cursor).isEmpty)
        let reply = try #require(try poll(events(posted(1, message(102, "5", topic: topic))), &cursor).first)
        #expect(reply.thread == "101@\(topic)" && reply.isThreadOurs && reply.messageID == "102" && !reply.mentionsUs)
        let move = #"""
            {"id":2,"type":"update_message","message_id":101,"message_ids":[101,102],"user_id":42,"rendering_only":false,"edit_timestamp":1527876999,
            "stream_id":5,"orig_subject":"\#(topic)","subject":"Numbers","propagate_mode":"change_all"}
            """#
        #expect(try poll(events(move), &cursor).isEmpty)
        #expect(try poll(events(posted(3, message(103, "6", topic: "numbers"))), &cursor).first?.thread == "101@numbers")
        #expect(try poll(events(posted(4, message(104, "6", topic: "✔ Numbers"))), &cursor).first?.thread == "101@✔ Numbers")
        #expect(
            try poll(events(posted(5, message(105, "6", topic: "lunch"), flags: #""mentioned""#)), &cursor).first.map {
                [$0.thread ?? "", "\($0.mentionsUs)"]
            } == ["@lunch", "true"])
        #expect(try request(cursor).url.reveal().hasSuffix("last_event_id=5"))
    }

    @Test("tells edits once a version, and deletions")
    func changes() throws {
        var cursor = try registered()
        func edit(_ id: Int, _ content: String, more: String = "") -> String {
            #"""
            {"id":\#(id),"type":"update_message","message_id":102,"message_ids":[102],"user_id":42,"rendering_only":false,"edit_timestamp":1527876999,
            "stream_id":5,"orig_content":"5","content":"\#(content)"\#(more)}
            """#
        }
        let first = try #require(try poll(events(edit(1, "6")), &cursor).first)
        let second = try #require(try poll(events(edit(2, "7")), &cursor).first)
        #expect(
            first.messageID == "102" && first.text == "6" && first.thread == nil && first.version != second.version && first.eventID != second.eventID
        )
        #expect(try poll(events(edit(3, "8").replacing("\"rendering_only\":false", with: "\"rendering_only\":true")), &cursor).isEmpty)
        #expect(try poll(events(edit(4, "8").replacing("\"user_id\":42", with: "\"user_id\":null")), &cursor).isEmpty)
        #expect(try poll(events(edit(5, "8").replacing("\"user_id\":42", with: "\"user_id\":7")), &cursor).isEmpty)
        let deletion = #"{"id":6,"type":"delete_message","message_ids":[102,103],"message_type":"stream","stream_id":5,"topic":"lunch"}"#
        let deleted = try poll(events(deletion), &cursor)
        #expect(deleted.map(\.messageID) == ["102", "103"] && deleted.allSatisfy { $0.change == .deleted && $0.conversation == "5" })
    }

    @Test("knows edits and deletions of direct messages by their writer, and nothing of talks among several")
    func direct() throws {
        var cursor = try registered()
        #expect(try poll(events(posted(0, message(110, "5", type: "private"))), &cursor).first?.conversation == "user:42")
        let crowd = message(111, "5", type: "private").replacing(#"{"id":7}"#, with: #"{"id":7},{"id":8}"#)
        #expect(try poll(events(posted(1, crowd)), &cursor).isEmpty)
        func edit(_ message: Int) -> String {
            #"{"id":2,"type":"update_message","message_id":\#(message),"message_ids":[\#(message)],"user_id":42,"edit_timestamp":1527876999,"content":"6"}"#
        }
        let edited = try #require(try poll(events(edit(110)), &cursor).first)
        #expect(edited.conversation == "user:42" && edited.isDirect && edited.senderID == "42")
        #expect(try poll(events(edit(111)), &cursor).isEmpty)
        let deletion = #"{"id":6,"type":"delete_message","message_id":110,"message_type":"private"}"#
        #expect(try poll(events(deletion), &cursor).first.map { [$0.conversation, $0.senderID] } == ["user:42", "42"])
    }

    @Test("when it is forgotten, is made anew, and what came or was edited meanwhile is read from the history, page by page")
    func forgotten() throws {
        var cursor = try registered()
        let topic = "Check-in growth 2026-W43"
        _ = try poll(events(posted(0, message(101, "prompt", sender: 7, topic: topic)), posted(1, message(102, "5", topic: topic))), &cursor)
        #expect(try poll(answer(400, #"{"result":"error","code":"BAD_EVENT_QUEUE_ID","queue_id":"q1","msg":"…"}"#), &cursor).isEmpty)
        #expect(try request(cursor).url.reveal().hasSuffix("/register"))
        _ = try poll(answer(200, #"{"result":"success","queue_id":"q2","last_event_id":-1,"max_message_id":120}"#), &cursor)
        #expect(try request(cursor).url.reveal().contains("messages?anchor=100&num_before=0&num_after=500&include_anchor=false"))
        let edit = #","last_edit_timestamp":\#(now.seconds + 5)"#
        let first =
            #"{"result":"success","messages":[\#(message(102, "6", topic: topic, more: edit)),\#(message(103, "7", topic: topic))],"found_newest":false}"#
        let missed = try poll(answer(200, first), &cursor)
        #expect(missed.map(\.messageID) == ["102", "103"] && missed[0].text == "6" && missed[0].change != .posted && missed[1].change == .posted)
        #expect(missed.allSatisfy { $0.thread == "101@\(topic)" })
        #expect(try request(cursor).url.reveal().contains("messages?anchor=103&"))
        let last = #"{"result":"success","messages":[\#(message(104, "ours", sender: 7, topic: topic))],"found_newest":true}"#
        #expect(try poll(answer(200, last), &cursor).isEmpty)
        #expect(try request(cursor).url.reveal().contains("/events?queue_id=q2"))
        // The same edit, told by the queue, is the same version.
        let told = #"""
            {"id":1,"type":"update_message","message_id":102,"message_ids":[102],"user_id":42,"edit_timestamp":\#(now.seconds + 5),"stream_id":5,"content":"6"}
            """#
        #expect(try poll(events(told), &cursor).first?.version == missed[0].version)
    }

    @Test("when it was forgotten, tells what was deleted meanwhile, but nothing of a channel in which it sees nothing any more")
    func deletedMeanwhile() throws {
        let topic = "Check-in growth 2026-W43"
        func after(_ history: String...) throws -> [IncomingEvent] {
            var cursor = try registered()
            let said = (102...104).map { posted($0, message($0, "5", topic: topic)) }
            _ = try poll(events(posted(0, message(101, "prompt", sender: 7, topic: topic)), said[0], said[1], said[2]), &cursor)
            // One of them was deleted while the queue stood.
            _ = try poll(events(#"{"id":105,"type":"delete_message","message_ids":[104],"stream_id":5}"#), &cursor)
            _ = try poll(answer(400, #"{"result":"error","code":"BAD_EVENT_QUEUE_ID"}"#), &cursor)
            _ = try poll(answer(200, #"{"result":"success","queue_id":"q2","last_event_id":-1}"#), &cursor)
            return try poll(
                answer(200, #"{"result":"success","messages":[\#(history.joined(separator: ","))],"found_newest":true}"#), &cursor)
        }
        let prompt = message(101, "prompt", sender: 7, topic: topic)
        let gone = try after(prompt, message(103, "5", topic: topic))
        #expect(gone.map(\.messageID) == ["102"] && gone.map(\.change) == [.deleted] && gone.map(\.conversation) == ["5"])
        #expect(try after(prompt, message(102, "5", topic: topic), message(103, "5", topic: topic)).isEmpty)
        #expect(try after().isEmpty)
    }

    @Test(
        "answers trouble by its class",
        arguments: [
            (answer(401, #"{"result":"error","code":"INVALID_API_KEY"}"#), "dead"), (answer(429, "{}", [("Retry-After", "9")]), "retry 9"),
            (answer(503, ""), "retry"), (answer(500, ""), "retry"), (answer(200, "{"), "retry"), (answer(200, #"{"result":"success"}"#), "retry"),
            (answer(400, #"{"result":"error","code":"BAD_REQUEST"}"#), "retry"),
        ])
    func trouble(response: OutboundResponse, expected: String) throws {
        let cursor = try registered()
        switch try zulip().polled(response, .account, PollContext(cursor: cursor, facts: facts), at: now) {
        case .accountDead: #expect(expected == "dead")
        case .retry(let after, _): #expect(expected == "retry" + (after.map { " \($0.components.seconds)" } ?? ""))
        case let other: Issue.record("\(other)")
        }
    }

    @Test("is read whatever stands in it, and the cursor stays one that can be read")
    func random() throws {
        var random = SeededRandom()
        let parts = [
            posted(1, message(102, "5")), posted(2, message(101, "prompt", sender: 7)),
            #"{"id":6,"type":"delete_message","message_ids":[102,"x",null],"stream_id":5}"#,
            #"{"id":3,"type":"update_message","message_id":102,"message_ids":[102],"user_id":42,"edit_timestamp":1,"stream_id":5,"content":"6","orig_subject":"a"}"#,
            #"{"id":4,"type":"heartbeat"}"#, "[]", "7",
        ]
        for _ in 0..<2000 {
            var body = Array(#"{"result":"success","events":[\#(parts.shuffled(using: &random).prefix(3).joined(separator: ","))]}"#.utf8)
            for _ in 0..<Int.random(in: 0..<3, using: &random) {
                body[Int.random(in: 0..<body.count, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
            }
            let outcome = try zulip().polled(
                OutboundResponse(status: 200, body: body), .account, PollContext(cursor: try registered(), facts: facts), at: now)
            if case .events(let events, let next, _) = outcome {
                #expect(ZulipCursor(next)?.stored == next && events.allSatisfy { $0.senderID != "7" }, "\(random)")
            }
        }
    }

    @Test("keeps a bounded cursor over thousands of topics and talks")
    func bounded() {
        var cursor = ZulipCursor()
        for id in 0..<5000 as Range<Int64> {
            cursor.noteRoot(id, of: "Topic \(id)", in: 5)
            cursor.noteDirect(id, from: id)
        }
        #expect(cursor.stored.text.utf8.count < 8000 && cursor.root(of: "topic 4999", in: 5) == 4999 && ZulipCursor(cursor.stored) == cursor)
    }
}
