import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

private let ourFacts = PlatformFacts(selfID: "123", selfName: "outcomed_bot")

private func message(
    _ text: String, entities: String = "", more: String = "", from: String = #"{"id":42,"is_bot":false,"first_name":"Anna","last_name":"B"}"#,
    chat: String = #"{"id":-1001,"type":"supergroup"}"#
) -> String {
    #"""
    {"message_id":1365,"date":1441645532,"chat":\#(chat),"from":\#(from),"text":\#(JSONValue.string(text).text),"entities":[\#(entities)]\#(more)}
    """#
}

private func entity(_ type: String, _ offset: Int, _ length: Int, more: String = "") -> String {
    #"{"type":"\#(type)","offset":\#(offset),"length":\#(length)\#(more)}"#
}

private func read(_ message: String, kind: String = "message") throws -> IncomingEvent? {
    let body = #"{"update_id":10000,"\#(kind)":\#(message)}"#
    let platform = try telegramPushing()
    let raw = RawWebhook(
        account: "company-telegram", method: "POST", headers: ["x-telegram-bot-api-secret-token": Planted.telegramSecret], body: Array(body.utf8))
    return try platform.decode(platform.verify(raw, at: now), facts: ourFacts).incoming.first
}

@Suite("Telegram's messages")
struct TelegramMessageTests {
    private func body(_ message: OutgoingMessage, conversation: String = "-1001234567890") throws -> JSONValue {
        var message = message
        message.conversation = conversation
        return try #require(try telegram().dispatch(message, allowPrivate: false, at: now).request?.json)
    }

    @Test("are HTML in which no text makes a mark")
    func escaping() throws {
        #expect(try body(outgoing("a<b & c"))["text"] == "a&lt;b &amp; c")
        #expect(
            try body(outgoing(title: "A <b>", "x", mentions: ["42", "anna", "@ben"]))["text"]?.string
                == "<a href=\"tg://user?id=42\">🔔</a> @anna @ben\n\n<b>A &lt;b&gt;</b>\n\nx")
    }

    @Test("go to a chat, to a topic of it, or to one person, under what they answer")
    func places() throws {
        #expect(try body(outgoing("x"))["message_thread_id"] == nil)
        let topic = try body(outgoing("x", thread: "1334"), conversation: "-1001/5")
        #expect(topic["chat_id"] == .integer(-1001) && topic["message_thread_id"] == .integer(5))
        #expect(topic["reply_parameters"] == ["message_id": .integer(1334), "allow_sending_without_reply": true])
        #expect(try body(outgoing("x"), conversation: try #require(try telegram().directConversation(with: "42")))["chat_id"] == .integer(42))
        for place in ["core", "", "0", "-1001/", "-1001/x", "1/2/3"] {
            var message = outgoing("x")
            message.conversation = place
            guard case .impossible = try telegram().dispatch(message, allowPrivate: false, at: now) else {
                Issue.record("\(place) was taken")
                continue
            }
        }
    }

    @Test("fill the four thousand characters that are shown, whatever escapes they take")
    func length() throws {
        let shown = telegramShown(try #require(try body(outgoing(String(repeating: "<& 👩‍👩‍👧‍👦 ", count: 2000)))["text"]?.string))
        #expect(shown.utf16.count <= 4096 && shown.utf16.count > 4000 && shown.hasSuffix("…"))
    }
}

@Suite("What Telegram answers")
struct TelegramAnswerTests {
    private func outcome(_ number: Int, _ description: String, parameters: String = "{}", edits: String? = nil, status: Int? = nil) throws
        -> DeliveryOutcome
    {
        let body = #"{"ok":false,"error_code":\#(number),"description":"\#(description)","parameters":\#(parameters)}"#
        return try telegram().outcome(of: answer(status ?? number, body), for: outgoing("x", edits: edits), at: now)
    }

    @Test("with ok is delivered, under its number in the chat")
    func ok() throws {
        let body = #"{"ok":true,"result":{"message_id":1366,"date":1710752400,"chat":{"id":-1001,"type":"supergroup"}}}"#
        #expect(try telegram().outcome(of: answer(200, body), for: outgoing("x"), at: now) == .delivered(messageID: "1366"))
        let edit = outgoing("x", edits: "1365")
        #expect(try telegram().outcome(of: answer(200, #"{"ok":true,"result":true}"#), for: edit, at: now) == .delivered(messageID: "1365"))
        #expect(
            try outcome(400, "Bad Request: message is not modified: specified new message content…", edits: "1365") == .delivered(messageID: "1365"))
        #expect(try outcome(400, "Bad Request: message is not modified").sort == .refused)
    }

    @Test(
        "goes by the beginning of its sentence, else by the number",
        arguments: [
            (400, "Bad Request: chat not found", OutcomeClass.conversationGone), (400, "Bad Request: message is too long", .refused),
            (400, "Bad Request: can't parse entities: …", .refused), (400, "Bad Request: message text is empty", .refused),
            (400, "Bad Request: message to be replied not found", .refused),
            (400, "Bad Request: not enough rights to send text messages to the chat", .conversationGone),
            (400, "Bad Request: TOPIC_CLOSED", .conversationGone), (400, "Bad Request: message to edit not found", .refused),
            (400, "Bad Request: a sentence of tomorrow", .refused), (401, "Unauthorized", .accountDead),
            (403, "Forbidden: bot was blocked by the user", .conversationGone),
            (403, "Forbidden: bot was kicked from the group chat", .conversationGone),
            (403, "Forbidden: bot is not a member of the supergroup chat", .conversationGone),
            (403, "Forbidden: user is deactivated", .conversationGone),
            (403, "Forbidden: bot can't initiate conversation with a user", .conversationGone), (404, "Not Found", .accountDead),
            (409, "Conflict: terminated by other getUpdates request", .retry), (429, "Too Many Requests: retry after 35", .retry),
            (500, "Internal Server Error", .unknown), (502, "Bad Gateway", .unknown), (503, "Service Unavailable", .retry),
        ])
    func table(number: Int, description: String, sort: OutcomeClass) throws {
        #expect(try outcome(number, description).sort == sort)
        if sort == .unknown { #expect(try outcome(number, description, edits: "1").sort == .retry) }
    }

    @Test("of a group that moved names its new number")
    func moved() throws {
        let outcome = try outcome(
            400, "Bad Request: group chat was upgraded to a supergroup chat", parameters: #"{"migrate_to_chat_id":-1001234567890}"#)
        guard case .conversationGone(let failure) = outcome else { throw CancellationError() }
        #expect(failure.detail.contains("-1001234567890"))
    }

    @Test("with a wait is obeyed, in the header or in the parameters")
    func waits() throws {
        func wait(_ response: OutboundResponse) throws -> Duration? {
            guard case .retry(let after, _) = try telegram().outcome(of: response, for: outgoing("x"), at: now) else { return nil }
            return after
        }
        let body = #"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 35","parameters":{"retry_after":35}}"#
        #expect(try wait(answer(429, body)) == .seconds(35))
        #expect(try wait(answer(429, body, [("Retry-After", "36")])) == .seconds(36))
        #expect(try wait(answer(429, body.replacing("35}", with: "99999999}"))) == .hours(1))
    }

    @Test("without its form goes by the status")
    func statuses() throws {
        for (status, sort) in [
            (200, OutcomeClass.unknown), (502, .unknown), (503, .retry), (504, .unknown), (429, .retry), (400, .refused), (301, .refused),
        ] {
            #expect(try telegram().outcome(of: answer(status, "<html>"), for: outgoing("x"), at: now).sort == sort, "\(status)")
        }
    }

    @Test("tells who we are")
    func introduction() throws {
        let known = answer(200, #"{"ok":true,"result":{"id":123,"is_bot":true,"first_name":"outcomed","username":"outcomed_bot"}}"#)
        #expect(try telegram().introduced(known, at: now) == .known(userID: "123", name: "outcomed_bot"))
        guard case .failed(let failure, let advice) = try telegram().introduced(answer(401, #"{"ok":false,"error_code":401}"#), at: now) else {
            throw CancellationError()
        }
        #expect(failure.kind == .credentials && advice?.contains("@BotFather") ?? false)
    }
}

@Suite("Telegram's updates")
struct TelegramEventTests {
    @Test("tell a reply to us by what it replies to, and a person by number and name")
    func reply() throws {
        let event = try #require(try read(message("5", more: #","reply_to_message":{"message_id":1334,"from":{"id":123,"is_bot":true},"date":1}"#)))
        #expect(
            event.thread == "1334" && event.isThreadOurs && event.conversation == "-1001" && event.messageID == "1365"
                && event.eventID == "update-10000")
        #expect(event.senderID == "42" && event.senderName == "Anna B" && event.sentAt == Instant(seconds: 1_441_645_532) && !event.isDirect)
        let other = try #require(try read(message("5", more: #","reply_to_message":{"message_id":1334,"from":{"id":9},"date":1}"#)))
        #expect(other.thread == "1334" && !other.isThreadOurs)
    }

    @Test("in a forum stand in their topic, and do not answer its opening")
    func topics() throws {
        let head = #","message_thread_id":5,"is_topic_message":true,"reply_to_message":{"message_id":5,"date":1,"forum_topic_created":{"name":"x"}}"#
        let event = try #require(try read(message("5", more: head)))
        #expect(event.conversation == "-1001/5" && event.thread == nil)
        #expect(try read(message("5", more: head.replacing(#","forum_topic_created":{"name":"x"}"#, with: "")))?.thread == nil)
        // In a plain group the number belongs to a chain of replies.
        #expect(try read(message("5", more: #","message_thread_id":5"#))?.conversation == "-1001")
    }

    @Test("said to us alone are direct")
    func direct() throws {
        let event = try #require(try read(message("5", chat: #"{"id":42,"type":"private"}"#)))
        #expect(event.isDirect && event.conversation == "42")
    }

    @Test("of edits have a version each, also within one second")
    func edits() throws {
        let first = try #require(try read(message("6", more: #","edit_date":1441645600"#), kind: "edited_message"))
        let second = try #require(try read(message("7", more: #","edit_date":1441645600"#), kind: "edited_message"))
        #expect(first.messageID == second.messageID && first.version != second.version && first.change != .posted)
        #expect(try read(message("6", more: #","edit_date":1441645600"#), kind: "edited_message")?.version == first.version)
    }

    @Test(
        "read as text with their marks",
        arguments: [
            ("churn 4.1 4.2", [entity("strikethrough", 6, 4)], "churn ~~4.1~~ 4.2"), ("🎉 ok", [entity("bold", 3, 2)], "🎉 ok"),
            ("🎉 5 6", [entity("strikethrough", 3, 1)], "🎉 ~~5~~ 6"), ("old\ntwo\nnew", [entity("blockquote", 0, 7)], "> old\n> two\nnew"),
            ("old new", [entity("expandable_blockquote", 0, 4)], "> old \nnew"), ("/undo", [entity("bot_command", 0, 5)], "undo"),
            ("/undo@Outcomed_bot", [entity("bot_command", 0, 18)], "undo"), ("/undo@other_bot", [entity("bot_command", 0, 15)], "/undo@other_bot"),
            ("/start abc", [entity("bot_command", 0, 6)], "help abc"), ("/checkin churn 4%", [entity("bot_command", 0, 8)], "churn 4%"),
            ("see /undo", [entity("bot_command", 4, 5)], "see /undo"), ("x   y", [entity("strikethrough", 1, 3)], "x   y"),
            ("short", [entity("strikethrough", 3, 99), entity("bold", -1, 2), entity("bold", 0, 0)], "short"),
        ])
    func texts(text: String, entities: [String], plain: String) throws {
        #expect(try read(message(text, entities: entities.joined(separator: ",")))?.text == plain)
    }

    @Test("say by a mark that we are meant")
    func mentions() throws {
        #expect(try read(message("@Outcomed_bot 5", entities: entity("mention", 0, 13)))?.mentionsUs == true)
        #expect(try read(message("@other 5", entities: entity("mention", 0, 6)))?.mentionsUs == false)
        #expect(try read(message("bot 5", entities: entity("text_mention", 0, 3, more: #","user":{"id":123}"#)))?.mentionsUs == true)
        #expect(try read(message("/status", entities: entity("bot_command", 0, 7)))?.mentionsUs == true)
        #expect(try read(message("/status@other", entities: entity("bot_command", 0, 13)))?.mentionsUs == false)
    }

    @Test("of pictures have their words beneath; of admins behind the group, the group's number")
    func captions() throws {
        let picture = message("", more: #","caption":"churn 4.1 4.2","caption_entities":[\#(entity("strikethrough", 6, 4))]"#)
            .replacing(#""text":"","#, with: "")
        #expect(try read(picture)?.text == "churn ~~4.1~~ 4.2")
        let hidden = message("5", more: #","sender_chat":{"id":-1001,"title":"Core"}"#, from: #"{"id":1087968824,"is_bot":true}"#)
        #expect(try read(hidden)?.senderID == "-1001")
    }

    @Test("by bots, through bots, forwarded by themselves, of service and of other kinds are let be")
    func others() throws {
        #expect(try read(message("5", from: #"{"id":9,"is_bot":true}"#)) == nil)
        #expect(try read(message("5", from: #"{"id":123}"#)) == nil)
        #expect(try read(message("5", more: #","via_bot":{"id":9,"is_bot":true}"#)) == nil)
        #expect(try read(message("5", more: #","is_automatic_forward":true,"sender_chat":{"id":-2}"#)) == nil)
        #expect(try read(message("", more: #","migrate_to_chat_id":-100"#).replacing(#""text":"","#, with: "")) == nil)
        #expect(try read(message("5"), kind: "channel_post") == nil)
        // The guide's old samples know neither is_bot nor a kind of chat.
        #expect(try read(message("5", from: #"{"id":42,"first_name":"Anna"}"#, chat: #"{"id":42,"first_name":"Anna"}"#))?.text == "5")
    }

    @Test("that are none are malformed", arguments: ["", "[]", "{}", "null", #"{"update_id":"1"}"#, #"{"update_id":1.5}"#])
    func malformed(body: String) throws {
        let platform = try telegramPushing()
        let raw = RawWebhook(
            account: "a", method: "POST", headers: ["x-telegram-bot-api-secret-token": Planted.telegramSecret], body: Array(body.utf8))
        let verified = try platform.verify(raw, at: now)
        #expect(throws: WebhookRefusal.malformed) { try platform.decode(verified, facts: ourFacts) }
    }

    @Test("with marks anywhere never stop the reader")
    func random() throws {
        var random = SeededRandom()
        let types = ["strikethrough", "blockquote", "expandable_blockquote", "bot_command", "mention", "text_mention", "bold"]
        for _ in 0..<5000 {
            let marks = (0..<Int.random(in: 0..<5, using: &random)).map { _ in
                JSONValue.object([
                    "type": .string(types.randomElement(using: &random) ?? ""), "offset": .integer(Int64.random(in: -2..<12, using: &random)),
                    "length": .integer(Int64.random(in: -2..<12, using: &random)),
                ])
            }
            let text = TelegramText("/a🎉\n b~c 👩‍👩‍👧‍👦", entities: .array(marks))
            #expect(text.plain(botName: "a").utf8.count < 200, "\(random)")
            _ = text.mentions(botID: "123", botName: "a")
        }
    }
}

@Suite("Telegram, fetched")
struct TelegramPollTests {
    private func request(_ cursor: PollCursor?) throws -> JSONValue? {
        try telegram().poll(.account, PollContext(cursor: cursor, facts: ourFacts), at: now)?.json
    }

    private func updates(_ ids: Int...) -> OutboundResponse {
        answer(200, #"{"ok":true,"result":[\#(ids.map { #"{"update_id":\#($0),"message":\#(message("5"))}"# }.joined(separator: ","))]}"#)
    }

    private func polled(_ response: OutboundResponse, _ cursor: PollCursor?) throws -> PollOutcome {
        try telegram().polled(response, .account, PollContext(cursor: cursor, facts: ourFacts), at: now)
    }

    @Test("begins behind the newest that waits, and acknowledges what was stored")
    func offsets() throws {
        #expect(try request(nil)?["offset"] == .integer(-1) && request(nil)?["timeout"] == .integer(0))
        #expect(try polled(updates(9), nil) == .events([], PollCursor("10"), again: .zero))
        #expect(try polled(updates(), nil) == .events([], PollCursor("0"), again: .zero))
        #expect(try request(PollCursor("10"))?["offset"] == .integer(10) && request(PollCursor("10"))?["timeout"] == .integer(50))
        guard case .events(let events, let next, again: .zero) = try polled(updates(10, 11), PollCursor("10")) else { throw CancellationError() }
        #expect(events.map(\.eventID) == ["update-10", "update-11"] && next == PollCursor("12"))
    }

    @Test("holds on to no number once it has done its work, since Telegram may count anew after a silence")
    func anew() throws {
        guard case .events(_, let next, _) = try polled(updates(), PollCursor("12")) else { throw CancellationError() }
        #expect(try request(next)?["offset"] == nil)
        guard case .events(let events, let after, _) = try polled(updates(3), next) else { throw CancellationError() }
        #expect(events.count == 1 && after == PollCursor("4"))
    }

    @Test("has more patience than the server, for the kinds that we read")
    func patience() throws {
        let request = try #require(try telegram().poll(.account, PollContext(cursor: PollCursor("1")), at: now))
        #expect(request.limits.total >= .seconds(60) && request.json?["allowed_updates"] == ["message", "edited_message"])
        #expect(try telegram().pollScopes(conversations: []) == [.account] && telegramPushing().pollScopes(conversations: []).isEmpty)
    }

    @Test("tells in plain words who else takes the updates")
    func conflicts() throws {
        func failure(_ description: String) throws -> DeliveryFailure? {
            let response = answer(409, #"{"ok":false,"error_code":409,"description":"Conflict: \#(description)"}"#)
            guard case .retry(.some, let failure) = try polled(response, PollCursor("1")) else { return nil }
            return failure
        }
        let other = "terminated by other getUpdates request; make sure that only one bot instance is running"
        #expect(try failure(other)?.detail.hasSuffix("another program fetches this bot's updates") ?? false)
        #expect(try failure("can't use getUpdates method while webhook is active; …")?.detail.hasSuffix("a webhook is set for this bot") ?? false)
        #expect(try telegram().advice(on: failure(other) ?? DeliveryFailure(.server, ""))?.contains("deleteWebhook") ?? false)
        guard case .accountDead = try polled(answer(401, #"{"ok":false,"error_code":401,"description":"Unauthorized"}"#), nil) else {
            throw CancellationError()
        }
        guard case .retry(let after, _) = try polled(answer(429, #"{"ok":false,"error_code":429,"parameters":{"retry_after":3}}"#), nil) else {
            throw CancellationError()
        }
        #expect(after == .seconds(3))
    }
}
