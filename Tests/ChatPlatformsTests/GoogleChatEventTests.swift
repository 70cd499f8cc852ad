import Model
import TestSupport
import Testing

@testable import ChatPlatforms

private func content(_ body: String) throws -> WebhookContent {
    let raw = RawWebhook(account: "company-chat", method: "POST", headers: [:], body: Array(body.utf8))
    return try googleChat(plain: ["audience": projectNumber]).decode(VerifiedWebhook(raw), facts: facts)
}

private func event(
    type: String = "MESSAGE", _ change: (inout [String: JSONValue]) -> Void = { _ in }, around: (inout [String: JSONValue]) -> Void = { _ in }
) throws -> String {
    let whole = #"""
        {"type":"MESSAGE","eventTime":"2024-03-18T09:00:00.1Z","message":{"name":"spaces/S/messages/M.M","sender":{"name":"users/123","displayName":"Anna","email":"anna@example.org","type":"HUMAN"},
        "createTime":"2024-03-18T09:00:00.123456Z","text":"@checkin Done: parser","argumentText":" Done: parser","formattedText":"<users/app> Done: parser","thread":{"name":"spaces/S/threads/T"},
        "space":{"name":"spaces/S","type":"ROOM"},"annotations":[{"type":"USER_MENTION","startIndex":0,"length":8,"userMention":{"user":{"name":"users/app","type":"BOT"},"type":"MENTION"}}]},
        "user":{"name":"users/123","displayName":"Anna","type":"HUMAN"},"space":{"name":"spaces/S","type":"ROOM","displayName":"Core"}}
        """#
    var members = try #require(try JSONValue(whole).object)
    var message = try #require(members["message"]?.object)
    change(&message)
    members["message"] = .object(message)
    members["type"] = .string(type)
    around(&members)
    return String(decoding: JSONValue.object(members).encoded, as: UTF8.self)
}

private func read(type: String = "MESSAGE", _ change: (inout [String: JSONValue]) -> Void = { _ in }) throws -> IncomingEvent? {
    try content(event(type: type, change)).incoming.first
}

private let silence = WebhookContent.answer(contentType: "application/json; charset=utf-8", body: Array("{}".utf8))

@Suite("Google Chat's events")
struct GoogleChatEventTests {
    @Test("a message is taken without the mention that brought it, and answered with nothing")
    func message() throws {
        let expected = IncomingEvent(
            account: "company-chat", eventID: "spaces/S/messages/M.M", conversation: "S", messageID: "spaces/S/messages/M.M",
            thread: "spaces/S/threads/T", senderID: "users/123", senderName: "Anna", text: "Done: parser", markup: .slack,
            sentAt: Instant(milliseconds: 1_710_752_400_123), mentionsUs: true)
        #expect(try content(event()) == .answered([expected], contentType: "application/json; charset=utf-8", body: Array("{}".utf8)))
    }

    @Test(
        "plain text is escaped as its reader expects it",
        arguments: [
            (" Done", "Done"), ("a < b && c", "a &lt; b &amp;&amp; c"), ("&lt;", "&amp;lt;"), ("~9~ 10", "~9~ 10"),
            ("<users/all>", "&lt;users/all&gt;"),
        ])
    func texts(argument: String, text: String) throws {
        #expect(try read { $0["argumentText"] = .string(argument) }?.text == text)
    }

    @Test("where only the formatted text tells what was struck out, it is taken")
    func struck() throws {
        let struck = try read {
            $0["argumentText"] = " churn 9% 4%"
            $0["formattedText"] = "<users/app> churn ~9%~ 4%"
        }
        #expect(struck?.text == "churn ~9%~ 4%")
    }

    @Test("without the text after the mention the whole is taken, and without any an empty one")
    func lackingText() throws {
        #expect(try read { $0["argumentText"] = nil }?.text == "@checkin Done: parser")
        #expect(
            try read {
                $0["argumentText"] = nil; $0["text"] = nil
            }?.text.isEmpty == true)
    }

    @Test("a slash command is one, also in the event of its own; a bot's words are nobody's")
    func kinds() throws {
        #expect(try read()?.isCommand == false)
        #expect(try read { $0["slashCommand"] = ["commandId": "1"] }?.isCommand == true)
        #expect(try read(type: "APP_COMMAND")?.text == "Done: parser")
        #expect(try read(type: "ADDED_TO_SPACE")?.text == "Done: parser")
        #expect(try content(event { $0["sender"] = ["name": "users/app", "type": "BOT"] }) == silence)
    }

    @Test("direct messages are turned away in words, since the webhook cannot answer there", arguments: ["DM", "DIRECT_MESSAGE"])
    func direct(type: String) throws {
        guard case .answer(_, let body) = try content(event { $0["space"] = ["name": "spaces/D", "type": .string(type)] }) else {
            Issue.record("taken")
            return
        }
        #expect(try JSONValue(reading: body)["text"]?.string?.contains("team's space") == true)
    }

    @Test(
        "what brings no words is answered with nothing",
        arguments: ["ADDED_TO_SPACE", "REMOVED_FROM_SPACE", "CARD_CLICKED", "APP_HOME", "APP_COMMAND", "SUBMIT_FORM"])
    func others(type: String) throws {
        #expect(try content(event(type: type, around: { $0["message"] = nil })) == silence)
    }

    @Test("the space is told in one of three places")
    func spaces() throws {
        #expect(try read { $0["space"] = nil }?.conversation == "S")
        #expect(
            try content(
                event {
                    $0["space"] = nil
                } around: {
                    $0["space"] = nil
                }
            ).incoming.first?.conversation == "S")
    }

    @Test(
        "what has not the documented form is malformed",
        arguments: [
            "", "[]", "{}", "null", #"{"type":7}"#, #"{"type":"MESSAGE"}"#, #"{"type":"MESSAGE","message":7}"#, #"{"type":"MESSAGE","message":{}}"#,
        ])
    func malformed(body: String) {
        #expect(throws: WebhookRefusal.malformed) { try content(body) }
    }

    @Test("a message without name, time or sender is malformed", arguments: ["name", "sender"])
    func lacking(name: String) throws {
        let body = try event {
            $0[name] = nil
        } around: {
            $0["user"] = nil
        }
        #expect(throws: WebhookRefusal.malformed) { try content(body) }
        let timeless = try event {
            $0["createTime"] = nil
        } around: {
            $0["eventTime"] = nil
        }
        #expect(throws: WebhookRefusal.malformed) { try content(timeless) }
    }

    @Test("no change of an event makes the decoder fail otherwise than by a refusal", arguments: 0..<40)
    func random(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let names = ["name", "sender", "createTime", "text", "argumentText", "formattedText", "thread", "space", "annotations", "slashCommand"]
        let values: [JSONValue] = [.null, "", "x", .integer(-1), .number(1e300), [], [[]], .object([:]), ["name": .null], ["name": "spaces/"], true]
        for _ in 0..<50 {
            let body = try event { message in
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    message[names[Int.random(in: 0..<names.count, using: &random)]] = values[Int.random(in: 0..<values.count, using: &random)]
                }
            }
            if let events = try? content(body).incoming {
                #expect(events.allSatisfy { !$0.senderID.isEmpty && !$0.conversation.isEmpty }, "\(random)")
            }
        }
    }
}
