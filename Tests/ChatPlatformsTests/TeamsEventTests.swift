import Model
import TestSupport
import Testing

@testable import ChatPlatforms

private func content(_ body: String) throws -> WebhookContent {
    try teams().decode(VerifiedWebhook(RawWebhook(account: "company-teams", method: "POST", headers: [:], body: Array(body.utf8))), facts: facts)
}

private func activity(_ change: (inout [String: JSONValue]) -> Void = { _ in }) throws -> String {
    let whole = #"""
        {"type":"message","id":"1710752400123","timestamp":"2024-03-18T09:00:00.123Z","localTimestamp":"2024-03-18T10:00:00.123+01:00","serviceUrl":"https://smba.trafficmanager.net/emea/",
        "channelId":"msteams","from":{"id":"29:1abc","name":"Anna","aadObjectId":"11111111-2222"},
        "conversation":{"isGroup":true,"id":"19:abc@thread.tacv2;messageid=1710750000000","conversationType":"channel","tenantId":"t","name":null},
        "recipient":null,"textFormat":"plain","text":"<at>checkin</at>&nbsp;Done &amp; sent\n",
        "attachments":[{"contentType":"text/html","content":"<div><div><span itemscope=\"\" itemtype=\"http://schema.skype.com/Mention\" itemid=\"0\">checkin</span>&nbsp;Done &amp; sent</div></div>"}],
        "entities":[{"type":"clientInfo","locale":"en-US","country":"US","platform":"Web"}],
        "channelData":{"teamsChannelId":"19:abc@thread.tacv2","teamsTeamId":"19:team@thread.tacv2","channel":{"id":"19:abc@thread.tacv2"},"team":{"id":"x"},"tenant":{"id":"t"}},
        "replyToId":null,"locale":"en-US"}
        """#
    var members = try #require(try JSONValue(whole).object)
    change(&members)
    return String(decoding: JSONValue.object(members).encoded, as: UTF8.self)
}

private func event(_ change: (inout [String: JSONValue]) -> Void = { _ in }) throws -> IncomingEvent {
    try #require(try content(activity(change)).incoming.first)
}

@Suite("Teams' activities")
struct TeamsEventTests {
    @Test("a message is taken without the mention that brought it, under its thread's root")
    func message() throws {
        let expected = IncomingEvent(
            account: "company-teams", eventID: "1710752400123", conversation: "19:abc@thread.tacv2", messageID: "1710752400123",
            thread: "1710750000000", senderID: "11111111-2222", senderName: "Anna", text: "&nbsp;Done &amp; sent\n", markup: .teams,
            sentAt: Instant(milliseconds: 1_710_752_400_123), mentionsUs: true)
        #expect(try event() == expected)
    }

    @Test("the answer is a message that needs no language")
    func receipt() throws {
        guard case .answered(_, let type, let body) = try content(activity()) else {
            Issue.record("no answer")
            return
        }
        #expect(type == "application/json; charset=utf-8" && String(decoding: body, as: UTF8.self) == #"{"text":"📝","type":"message"}"#)
    }

    @Test("a message that begins a conversation stands in no thread")
    func threads() throws {
        #expect(try event { $0["conversation"] = ["id": "19:abc@thread.tacv2;messageid=1710752400123"] }.thread == nil)
        #expect(try event { $0["conversation"] = ["id": "19:abc@thread.tacv2"] }.thread == nil)
        #expect(try event { $0["conversation"] = ["id": "19:abc@thread.tacv2;messageid="] }.thread == nil)
    }

    @Test("the channel is told in one of three places")
    func channels() throws {
        #expect(try event { $0["channelData"] = ["teamsChannelId": "19:one"] }.conversation == "19:one")
        #expect(try event { $0["channelData"] = ["channel": ["id": "19:two"]] }.conversation == "19:two")
        #expect(try event { $0["channelData"] = nil }.conversation == "19:abc@thread.tacv2")
    }

    @Test("who has no object id is known by the id for this bot; without either it is malformed")
    func senders() throws {
        #expect(try event { $0["from"] = ["id": "29:1abc"] }.senderID == "29:1abc")
        #expect(throws: WebhookRefusal.malformed) { try event { $0["from"] = nil } }
        #expect(throws: WebhookRefusal.malformed) { try event { $0["from"] = ["aadObjectId": ""] } }
    }

    @Test("the time is the activity's, else the one in its id")
    func times() throws {
        #expect(try event { $0["timestamp"] = nil }.sentAt == Instant(milliseconds: 1_710_752_400_123))
        #expect(throws: WebhookRefusal.malformed) {
            try event {
                $0["timestamp"] = nil; $0["id"] = "f:abc"
            }
        }
    }

    @Test(
        "only the first mention is taken out, whatever stands in its tag",
        arguments: [
            ("<at id=\"0\">checkin</at> up 5", " up 5"), ("signups 5 <at>checkin</at>", "signups 5 "),
            ("<at>checkin</at> ask <at>Ben</at>", " ask <at>Ben</at>"),
            ("no mention", "no mention"), ("<at>open", "<at>open"), ("", ""),
        ])
    func mentions(text: String, rest: String) throws {
        #expect(try event { $0["text"] = .string(text) }.text == rest)
    }

    @Test("where something was struck out the HTML is taken, since only that tells")
    func struck() throws {
        let html =
            #"<div><div><span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">checkin</span>&nbsp;churn <s>9%</s> 4%</div></div>"#
        let read = try event { $0["attachments"] = [["contentType": "text/html", "content": .string(html)]] }
        #expect(read.text == "<div><div>&nbsp;churn <s>9%</s> 4%</div></div>")
    }

    @Test("other activities are let pass")
    func others() throws {
        #expect(try content(activity { $0["type"] = "conversationUpdate" }) == .events([]))
        #expect(try content(#"{"type":"messageReaction"}"#) == .events([]))
    }

    @Test(
        "what has not the known form is malformed",
        arguments: ["", "[]", "{}", "null", #"{"type":7}"#, #"{"type":"message"}"#, #"{"type":"message","id":"1710752400123"}"#])
    func malformed(body: String) {
        #expect(throws: WebhookRefusal.malformed) { try content(body) }
    }

    @Test("no change of an activity makes the decoder fail otherwise than by a refusal", arguments: 0..<40)
    func random(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let names = try #require(try JSONValue(activity()).object).keys.sorted()
        let values: [JSONValue] = [.null, "", "x", .integer(-1), .number(1e300), [], [[]], .object([:]), ["id": .null], ["id": ["id": "x"]], true]
        for _ in 0..<50 {
            let body = try activity { members in
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    members[names[Int.random(in: 0..<names.count, using: &random)]] = values[Int.random(in: 0..<values.count, using: &random)]
                }
            }
            if let events = try? content(body).incoming {
                #expect(events.allSatisfy { !$0.senderID.isEmpty && !$0.conversation.isEmpty }, "\(random)")
            }
        }
    }
}
