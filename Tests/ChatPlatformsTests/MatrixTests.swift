import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

private let room = "!abc:hs.example"
private let ourFacts = PlatformFacts(selfID: "@outcomed:hs.example")

private func content(_ message: OutgoingMessage) throws -> JSONValue {
    var message = message
    message.conversation = room
    return try #require(try matrix().dispatch(message, allowPrivate: false, at: now).request?.json)
}

private func event(_ id: String, _ content: String, sender: String = "@anna:hs.example", type: String = "m.room.message", more: String = "") -> String
{
    #"{"type":"\#(type)","event_id":"\#(id)","sender":"\#(sender)","origin_server_ts":1710752400123,"content":\#(content)\#(more)}"#
}

private func text(_ id: String, _ body: String, relation: String? = nil, more: String = "", sender: String = "@anna:hs.example") -> String {
    let relates = relation.map { #","m.relates_to":\#($0)"# } ?? ""
    return event(id, #"{"msgtype":"m.text","body":\#(JSONValue.string(body).text)\#(relates)\#(more)}"#, sender: sender)
}

private func read(_ json: String, isDirect: Bool = false) throws -> IncomingEvent? {
    MatrixEvent(try JSONValue(json), account: "company-matrix", room: room, selfID: ourFacts.selfID).incoming(isDirect: isDirect)
}

@Suite("Matrix messages")
struct MatrixMessageTests {
    @Test("have the same address at every try, an edit another than the message that it may become")
    func transactions() throws {
        func address(_ edits: String?) throws -> String {
            var message = outgoing("x", edits: edits)
            message.conversation = room
            return try #require(try matrix().dispatch(message, allowPrivate: false, at: now).request).url.reveal()
        }
        let base = "https://hs.example/_matrix/client/v3/rooms/%21abc%3Ahs.example/send/m.room.message/\(messageID)"
        #expect(try address(nil) == base && address("$earlier") == base + "-edit")
    }

    @Test("are escaped in HTML and raw beside it")
    func escaping() throws {
        let content = try content(outgoing("a<b & \"c\""))
        #expect(content["body"] == "a<b & \"c\"" && content["formatted_body"] == "<p>a&lt;b &amp; &quot;c&quot;</p>")
        #expect(content["m.mentions"] == [:] && content["msgtype"] == "m.notice")
    }

    @Test("call people by id, and nobody else whatever stands in the text")
    func mentions() throws {
        let content = try content(outgoing("@room hello", mentions: ["@anna:hs.example", "ana", "@b\":x", "@:x"]))
        #expect(content["m.mentions"] == ["user_ids": ["@anna:hs.example"]])
        #expect(content["formatted_body"]?.string?.hasPrefix("<p><a href=\"https://matrix.to/#/@anna:hs.example\">@anna</a></p>") ?? false)
        #expect(content["body"] == "@anna:hs.example\n\n@room hello")
    }

    @Test("stand in their thread, or as a reply where that is how they were asked for")
    func threads() throws {
        let thread = try content(outgoing("x", thread: "$root"))["m.relates_to"]
        #expect(thread == ["rel_type": "m.thread", "event_id": "$root", "is_falling_back": true, "m.in_reply_to": ["event_id": "$root"]])
        #expect(try content(outgoing("x", thread: "reply:$one"))["m.relates_to"] == ["m.in_reply_to": ["event_id": "$one"]])
        let platform = try matrix()
        #expect(platform.root(ofThread: "reply:$one") == "$one" && platform.root(ofThread: "$root") == "$root")
    }

    @Test("replace one of ours with the whole content, and call nobody anew")
    func edits() throws {
        let content = try content(outgoing("new", edits: "$earlier", mentions: ["@anna:hs.example"]))
        #expect(content["m.relates_to"] == ["rel_type": "m.replace", "event_id": "$earlier"] && content["body"] == "* new")
        #expect(content["m.new_content"]?["body"] == "new" && content["m.new_content"]?["m.mentions"] == [:] && content["m.mentions"] == [:])
    }

    @Test("can be a mark under somebody's message")
    func reactions() throws {
        var message = outgoing("x")
        message.reactsTo = "$said"
        message.conversation = room
        let request = try #require(try matrix().dispatch(message, allowPrivate: false, at: now).request)
        #expect(request.url.reveal().contains("/send/m.reaction/"))
        #expect(request.json == ["m.relates_to": ["rel_type": "m.annotation", "event_id": "$said", "key": "✅"]])
    }

    @Test("stay below the size of an event whatever they hold")
    func size() throws {
        for text in [
            String(repeating: "\\", count: 90_000), String(repeating: "\"", count: 90_000), String(repeating: "\u{1}\n", count: 90_000) + "x",
            String(repeating: "a\n", count: 50_000),
        ] {
            #expect(try content(outgoing(text, edits: "$earlier")).encoded.count < 64_000)
        }
    }
}

@Suite("What Matrix answers")
struct MatrixAnswerTests {
    @Test(
        "goes by its code",
        arguments: [
            (429, "M_LIMIT_EXCEEDED", OutcomeClass.retry), (401, "M_UNKNOWN_TOKEN", .accountDead), (401, "M_MISSING_TOKEN", .accountDead),
            (403, "M_FORBIDDEN", .conversationGone), (404, "M_NOT_FOUND", .conversationGone), (413, "M_TOO_LARGE", .refused),
            (400, "M_BAD_JSON", .refused), (400, "M_NOT_JSON", .refused), (400, "M_INVALID_PARAM", .refused), (400, "M_UNKNOWN", .refused),
            (500, "M_UNKNOWN", .retry), (401, "M_USER_LOCKED", .accountDead), (403, "M_USER_SUSPENDED", .accountDead),
            (403, "M_USER_DEACTIVATED", .accountDead), (403, "M_RESOURCE_LIMIT_EXCEEDED", .retry), (400, "M_OF_TOMORROW", .refused),
        ])
    func codes(status: Int, code: String, sort: OutcomeClass) throws {
        let response = answer(status, #"{"errcode":"\#(code)","error":"words","soft_logout":true}"#)
        #expect(try matrix().outcome(of: response, for: outgoing("x"), at: now).sort == sort)
    }

    @Test("with an event id is delivered; in doubt it is tried again, since a transaction is taken once")
    func delivered() throws {
        let platform = try matrix()
        #expect(platform.outcome(of: answer(200, #"{"event_id":"$one"}"#), for: outgoing("x"), at: now) == .delivered(messageID: "$one"))
        let edit = outgoing("x", edits: "$earlier")
        #expect(platform.outcome(of: answer(200, #"{"event_id":"$two"}"#), for: edit, at: now) == .delivered(messageID: "$earlier"))
        for status in [200, 408, 425, 429, 500, 502, 503, 504] {
            #expect(platform.outcome(of: answer(status, "<html>"), for: outgoing("x"), at: now).sort == .retry, "\(status)")
        }
        for (status, sort) in [(301, OutcomeClass.refused), (400, .refused), (401, .accountDead), (404, .refused)] {
            #expect(platform.outcome(of: answer(status, "<html>"), for: outgoing("x"), at: now).sort == sort, "\(status)")
        }
        #expect(platform.capabilities.idempotent)
    }

    @Test("with a wait is obeyed, in the header or in the body's milliseconds")
    func waits() throws {
        func wait(_ body: String, _ headers: [(String, String)] = []) throws -> Duration? {
            guard case .retry(let after, _) = try matrix().outcome(of: answer(429, body, headers), for: outgoing("x"), at: now) else { return nil }
            return after
        }
        #expect(try wait(#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}"#) == .milliseconds(2500))
        #expect(try wait(#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}"#, [("Retry-After", "3")]) == .seconds(3))
        #expect(try wait(#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":999999999999}"#) == .hours(1))
    }

    @Test("tells who we are, what a person is called, and which room is for two")
    func others() throws {
        let platform = try matrix()
        let known = platform.introduced(answer(200, #"{"user_id":"@outcomed:hs.example","device_id":"X"}"#), at: now)
        #expect(known == .known(userID: "@outcomed:hs.example", name: "@outcomed:hs.example"))
        guard case .failed(let failure, _) = platform.introduced(answer(401, #"{"errcode":"M_UNKNOWN_TOKEN"}"#), at: now) else {
            throw CancellationError()
        }
        #expect(failure.kind == .credentials)
        #expect(platform.profileName(in: answer(200, #"{"displayname":"Anna"}"#)) == "Anna")
        #expect(
            platform.profile(of: "@anna:hs.example", allowPrivate: false, at: now)?.url.reveal().hasSuffix("/v3/profile/%40anna%3Ahs.example")
                ?? false)
        #expect(platform.openedDirect(answer(200, #"{"room_id":"!d:hs.example"}"#), with: "@a:b", at: now) == .opened(conversation: "!d:hs.example"))
    }
}

@Suite("Matrix events")
struct MatrixEventTests {
    @Test("of a thread, of a reply and of neither")
    func threads() throws {
        let thread = try #require(
            try read(
                text("$1", "5", relation: #"{"rel_type":"m.thread","event_id":"$root","is_falling_back":true,"m.in_reply_to":{"event_id":"$x"}}"#)))
        #expect(
            thread.thread == "$root" && thread.messageID == "$1" && thread.sentAt == Instant(milliseconds: 1_710_752_400_123)
                && thread.markup == .matrix)
        #expect(try read(text("$1", "5", relation: #"{"m.in_reply_to":{"event_id":"$x"}}"#))?.thread == "reply:$x")
        #expect(try read(text("$1", "5"))?.thread == nil)
    }

    @Test("lose the quote of an old client, only where they are replies")
    func quotes() throws {
        let reply = #"{"m.in_reply_to":{"event_id":"$x"}}"#
        #expect(try read(text("$1", "> <@u:s> old\n> two\n\nnew", relation: reply))?.text == "new")
        #expect(try read(text("$1", "> quoted by me\nnew"))?.text == "> quoted by me\nnew")
        #expect(try read(text("$1", "no quote\n> x", relation: reply))?.text == "no quote\n> x")
    }

    @Test("with struck-out words keep the HTML, which alone tells them")
    func struckOut() throws {
        let html = #","format":"org.matrix.custom.html","formatted_body":"churn <del>4.1</del> 4.2""#
        #expect(try read(text("$1", "churn 4.1 4.2", more: html))?.text == "churn <del>4.1</del> 4.2")
        #expect(try read(text("$1", "churn 4.2", more: html.replacing("del>", with: "b>")))?.text == "churn 4.2")
    }

    @Test("that replace another carry its id and their own as the version")
    func edits() throws {
        let new = #","m.new_content":{"msgtype":"m.text","body":"6"}"#
        let edit = try #require(try read(text("$2", "* 6", relation: #"{"rel_type":"m.replace","event_id":"$1"}"#, more: new)))
        #expect(edit.messageID == "$1" && edit.change == .edited(stamp: "$2") && edit.text == "6" && edit.thread == nil && edit.eventID == "$2")
        #expect(try read(text("$2", "* 6", relation: #"{"rel_type":"m.replace","event_id":"$1"}"#)) == nil)
        #expect(try read(text("$2", "* 6", relation: #"{"rel_type":"m.replace"}"#, more: new)) == nil)
    }

    @Test("that remove another, in the form of old and of new rooms")
    func redactions() throws {
        let new = try #require(try read(event("$3", #"{"redacts":"$1"}"#, type: "m.room.redaction")))
        let old = try #require(try read(event("$3", "{}", type: "m.room.redaction", more: #","redacts":"$1""#)))
        #expect(new.messageID == "$1" && new.change == .deleted && new == old)
        #expect(try read(event("$3", "{}", type: "m.room.redaction")) == nil)
    }

    @Test("mention us by the list, or by a link where there is none")
    func mentions() throws {
        #expect(try read(text("$1", "x", more: #","m.mentions":{"user_ids":["@outcomed:hs.example"]}"#))?.mentionsUs == true)
        #expect(try read(text("$1", "@outcomed:hs.example x", more: #","m.mentions":{}"#))?.mentionsUs == false)
        #expect(try read(text("$1", "@outcomed:hs.example x"))?.mentionsUs == true)
        let pill = #","formatted_body":"<a href=\"https://matrix.to/#/@outcomed:hs.example\">outcomed</a> x""#
        #expect(try read(text("$1", "outcomed: x", more: pill))?.mentionsUs == true)
    }

    @Test("by us, notices, pictures, removed and encrypted ones, states and nonsense are let be")
    func others() throws {
        let ignored = [
            text("$1", "x", sender: "@outcomed:hs.example"), event("$1", #"{"msgtype":"m.notice","body":"x"}"#),
            event("$1", #"{"msgtype":"m.image","body":"x.png"}"#), event("$1", "{}"),
            event("$1", #"{"algorithm":"m.megolm"}"#, type: "m.room.encrypted"),
            event("$1", #"{"msgtype":"m.text","body":"x"}"#, more: #","state_key":"""#), event("", #"{"msgtype":"m.text","body":"x"}"#),
            event("$1", #"{"msgtype":"m.text","body":7}"#), event("$1", "7"), event("$1", "{}", type: "m.reaction"),
            text("$1", "x").replacing("1710752400123", with: "-1"), text("$1", "x").replacing("1710752400123", with: "\"now\""),
        ]
        for json in ignored { #expect(try read(json) == nil, "\(json)") }
    }

    @Test("of random content never stop the reader")
    func random() throws {
        var random = SeededRandom()
        let whole = Array(
            text("$2", "* 6", relation: #"{"rel_type":"m.replace","event_id":"$1"}"#, more: #","m.new_content":{"msgtype":"m.text","body":"6"}"#).utf8
        )
        for _ in 0..<5000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1..<5, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
            }
            guard let value = try? JSONValue(reading: bytes) else { continue }
            let event = MatrixEvent(value, account: "a", room: room, selfID: ourFacts.selfID).incoming(isDirect: false)
            #expect(event?.messageID.isEmpty != true, "\(random)")
        }
    }
}
