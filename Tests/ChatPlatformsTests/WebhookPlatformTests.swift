import Model
import OutboundHTTP
import Testing

@testable import ChatPlatforms

private func event(_ body: String) throws -> IncomingEvent? {
    let headers = ["webhook-id": "evt-1", "webhook-timestamp": "1700000000"]
    let raw = RawWebhook(account: "scripts", method: "POST", headers: headers, body: Array(body.utf8))
    guard case .events(let events) = try plainWebhook().decode(VerifiedWebhook(raw)) else { return nil }
    return events.first
}

@Suite("The plain webhook")
struct WebhookPlatformTests {
    @Test("sends the same bytes at every try, and signs each try with its own time")
    func stability() throws {
        let platform = try plainWebhook()
        let message = outgoing(title: "Growth", "How are the numbers?", mentions: ["ana"])
        let first = try #require(platform.dispatch(message, allowPrivate: false, at: now).request)
        let second = try #require(platform.dispatch(message, allowPrivate: false, at: now + .hours(3)).request)
        #expect(first.body == second.body && first.body == first.json?.encoded)
        func header(_ request: OutboundRequest, _ name: String) -> String? { request.headers.first { $0.name == name }?.value.reveal() }
        #expect(header(first, "webhook-id") == messageID.description && header(second, "webhook-id") == messageID.description)
        #expect(header(first, "webhook-timestamp") == "1700000000" && header(second, "webhook-timestamp") == "1700010800")
        #expect(header(first, "webhook-signature") != header(second, "webhook-signature"))
    }

    @Test("sends what its receiver's own check accepts, by the old key too while keys are changed")
    func signed() throws {
        let request = try #require(try plainWebhook(rotating: true).dispatch(outgoing("x"), allowPrivate: false, at: now).request)
        let headers = Dictionary(uniqueKeysWithValues: request.headers.map { ($0.name, $0.value.reveal()) })
        let raw = RawWebhook(account: "scripts", method: "POST", headers: headers, body: request.body)
        for key in [Planted.key, Planted.previousKey] {
            let receiver = try #require(StandardWebhooks.key(Secret(key)))
            try StandardWebhooks(keys: [receiver]).verify(raw, at: now)
        }
    }

    @Test("an answered id is the message's, else ours is, and an edit keeps the id of what it edits")
    func ids() throws {
        let platform = try plainWebhook()
        let edit = outgoing("x", edits: "their-7")
        #expect(platform.outcome(of: answer(200, #"{"id":"their-7"}"#), for: outgoing("x"), at: now) == .delivered(messageID: "their-7"))
        for body in ["", "ok", "{}", #"{"id":""}"#, #"{"id":7}"#, #"{"id":"\#(String(repeating: "x", count: 256))"}"#] {
            #expect(platform.outcome(of: answer(202, body), for: outgoing("x"), at: now) == .delivered(messageID: messageID.description))
            #expect(platform.outcome(of: answer(204, body), for: edit, at: now) == .delivered(messageID: "their-7"))
        }
    }

    @Test(
        "statuses have the classes of a receiver that knows a repeated id",
        arguments: [
            (200, .delivered), (201, .delivered), (204, .delivered), (299, .delivered), (100, .refused), (300, .refused), (301, .refused),
            (302, .refused),
            (307, .refused), (400, .refused), (401, .refused), (403, .refused), (404, .refused), (408, .retry), (409, .refused), (410, .accountDead),
            (413, .refused), (425, .retry), (429, .retry), (500, .retry), (501, .retry), (502, .retry), (503, .retry), (504, .retry), (599, .retry),
        ] as [(Int, OutcomeClass)])
    func statuses(status: Int, sort: OutcomeClass) throws {
        #expect(try plainWebhook().outcome(of: answer(status), for: outgoing("x"), at: now).sort == sort)
    }

    @Test("a wait is obeyed, up to an hour")
    func waits() throws {
        for status in [429, 503] {
            let outcome = try plainWebhook().outcome(of: answer(status, "", [("Retry-After", "7200")]), for: outgoing("x"), at: now)
            guard case .retry(let after, _) = outcome else {
                Issue.record("no retry")
                continue
            }
            #expect(after == .hours(1))
        }
    }

    @Test("a message is read with all its fields, or with the three that it needs")
    func reading() throws {
        let full = #"""
            {"id":"m1","user":"ana","text":"up to 5 \u2705","thread":"t1","conversation":"growth","name":"Ana","edited":"e2","at":"2023-11-14T22:00:00Z","new":1}
            """#
        let expected = IncomingEvent(
            account: "scripts", eventID: "evt-1", conversation: "growth", messageID: "m1", change: .edited(stamp: "e2"), thread: "t1",
            senderID: "ana",
            senderName: "Ana", text: "up to 5 ✅", markup: .plain, sentAt: Instant(seconds: 1_699_999_200))
        #expect(try event(full) == expected)
        let short = IncomingEvent(
            account: "scripts", eventID: "evt-1", conversation: "default", messageID: "m1", senderID: "ana", text: "", markup: .plain, sentAt: now)
        #expect(try event(#"{"id":"m1","user":"ana","text":"","thread":null,"deleted":false}"#) == short)
    }

    @Test("a deletion needs no text; a time to come is the time of sending")
    func more() throws {
        let deletion = try event(#"{"id":"m1","user":"ana","deleted":true,"edited":"e2"}"#)
        #expect(deletion?.change == .deleted && deletion?.text == "")
        #expect(try event(#"{"id":"m1","user":"ana","text":"x","at":"2999-01-01T00:00:00Z"}"#)?.sentAt == now)
    }

    @Test(
        "what has not the documented form is malformed",
        arguments: [
            "", "[]", "\"x\"", #"{"user":"ana","text":"x"}"#, #"{"id":"m1","text":"x"}"#, #"{"id":"m1","user":"ana"}"#,
            #"{"id":7,"user":"ana","text":"x"}"#,
            #"{"id":"","user":"ana","text":"x"}"#, #"{"id":"m1","user":"ana","text":7}"#, #"{"id":"m1","user":"ana","text":"x","at":"yesterday"}"#,
            #"{"id":"m1","user":"ana","text":"x","deleted":"true"}"#, #"{"id":"m1","user":"ana","text":"x","edited":"0"}"#,
            #"{"id":"m1","user":"ana","text":"x","edited":"deleted"}"#, #"{"id":"m1","id":"m2","user":"ana","text":"x"}"#,
            #"{"id":"m1","user":"ana","text":"\ud800"}"#, #"{"id":"m1","user":"ana","text":NaN}"#, String(repeating: "[", count: 10_000),
        ])
    func malformed(body: String) {
        #expect(throws: WebhookRefusal.malformed) { try event(body) }
    }

    @Test("takes nothing where it is not to receive, and no other method than POST")
    func closed() throws {
        let raw = RawWebhook(account: "scripts", method: "POST", headers: [:], body: [])
        #expect(throws: WebhookRefusal.unsupported) { try plainWebhook(plain: ["receive": "false"]).verify(raw, at: now) }
        #expect(try plainWebhook(plain: ["receive": "false"]).capabilities.receives == false)
        #expect(try plainWebhook(plain: ["receive": "true"]).capabilities.receives)
        var get = raw
        get.method = "GET"
        #expect(throws: WebhookRefusal.unsupported) { try plainWebhook().verify(get, at: now) }
    }
}
