import Model
import OutboundHTTP
import Testing

@testable import ChatPlatforms
@testable import TestSupport

@Suite("The fake of Google Chat")
struct FakeGoogleChatTests {
    private let clock = ManualClock(now)

    private func fake() throws -> FakeGoogleChat {
        try FakeGoogleChat(space: "C0GROWTH", key: "PLANTED-query", token: "PLANTED-path", audience: projectNumber, clock: clock.read)
    }

    /// The adapter's request, as it comes to the fake.
    private func request(_ message: OutgoingMessage, change: (String) -> String = { $0 }, path: (String) -> String = { $0 }) throws -> RecordedRequest
    {
        let request = try #require(try googleChat().dispatch(message, allowPrivate: true, at: now).request)
        let place = request.url.reveal().replacing("https://chat.example", with: "")
        return RecordedRequest(
            method: "POST", path: path(place), headers: request.headers.map { ($0.name, $0.value.reveal()) },
            body: Array(change(String(decoding: request.body, as: UTF8.self)).utf8), connection: 1)
    }

    private func told(_ answer: LoopbackAnswer) -> (status: Int, body: JSONValue)? {
        guard case .respond(let status, _, let body) = answer, let json = try? JSONValue(reading: body) else { return nil }
        return (status, json)
    }

    private func other(_ message: OutgoingMessage) -> OutgoingMessage {
        var other = message
        other.id = UniqueID(high: message.id.high, low: message.id.low + 1)
        return other
    }

    @Test("takes our messages, once for each request id, and tells their thread")
    func posts() async throws {
        let fake = try fake()
        let prompt = outgoing(title: "Week", "a <b> & c\nd")
        let first = try #require(told(await fake.answer(try request(prompt))))
        #expect(first.status == 200)
        #expect(try #require(told(await fake.answer(try request(prompt)))).body == first.body)
        #expect(await fake.messages.map(\.shown) == ["*Week*\na <b> & c\nd"])
        #expect(await fake.refusals == [])
        clock.advance(by: .seconds(1))
        let thread = try #require(first.body["thread"]?["name"]?.string)
        var reply = other(outgoing("x", thread: thread))
        #expect(told(await fake.answer(try request(reply)))?.body["thread"]?["name"]?.string == thread)
        clock.advance(by: .seconds(1))
        reply = other(reply)
        let lost = try request(reply, path: { $0.replacing("&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD", with: "") })
        #expect(told(await fake.answer(lost))?.body["thread"]?["name"]?.string != thread)
    }

    @Test("takes one message a second from the webhook")
    func pace() async throws {
        let fake = try fake()
        #expect(told(await fake.answer(try request(outgoing("x"))))?.status == 200)
        let second = try #require(told(await fake.answer(try request(other(outgoing("x"))))))
        #expect(second.status == 429 && second.body["error"]?["status"] == "RESOURCE_EXHAUSTED")
        clock.advance(by: .seconds(1))
        #expect(told(await fake.answer(try request(other(outgoing("x")))))?.status == 200)
    }

    @Test(
        "refuses other keys, spaces and query fields with Google's words",
        arguments: [
            ("key=PLANTED-query", "key=x", 400, "INVALID_ARGUMENT"), ("token=PLANTED-path", "token=x", 401, "UNAUTHENTICATED"),
            ("C0GROWTH", "C0OTHER", 404, "NOT_FOUND"), ("&requestId=", "&requestID=", 400, "INVALID_ARGUMENT"),
            ("FALLBACK", "FALL", 400, "INVALID_ARGUMENT"),
            ("018f0000-", "018f0000", 400, "INVALID_ARGUMENT"),
        ])
    func addresses(part: String, wrong: String, status: Int, word: String) async throws {
        let fake = try fake()
        let answer = try #require(told(await fake.answer(try request(outgoing("x"), path: { $0.replacing(part, with: wrong) }))))
        #expect(answer.status == status && answer.body["error"]?["status"]?.string == word)
        #expect(await fake.messages.isEmpty)
        #expect(await fake.refusals.count == 1)
    }

    @Test(
        "refuses unknown fields, too many bytes and what would be shown wrongly",
        arguments: [
            (#""text":"#, #""textt":"#), (#""threadKey""#, #""thread_key""#), ("plain words", "<users/all>"),
            ("plain words", "<https://x.example|y>"), (#""widgets""#, #""widget""#),
            (#""textParagraph""#, #""paragraph""#), ("more words", "a <i>"), ("more words", "R&D"),
            ("more words", String(repeating: "x", count: 32_000)),
            (#""cardId":"#, #""card_id":"#), ("{", "{{"),
        ])
    func strict(part: String, wrong: String) async throws {
        let fake = try fake()
        let answer = try #require(
            told(await fake.answer(try request(outgoing(title: "plain words", "more words"), change: { $0.replacing(part, with: wrong) }))))
        #expect(answer.status == 400 && answer.body["error"]?["status"] == "INVALID_ARGUMENT")
        #expect(await fake.messages.isEmpty)
        #expect(await fake.refusals.count == 1)
    }

    @Test("makes events that the adapter proves with the keys that it tells, and reads", arguments: ["/certs", "/jwks"])
    func events(path: String) async throws {
        let fake = try fake()
        let delivery = try await fake.say("signups < 5", as: "users/1", in: "spaces/C0GROWTH/threads/T1")
        let keys = try #require(told(await fake.answer(RecordedRequest(method: "GET", path: path, headers: [], body: [], connection: 1))))
        let platform = try googleChat(plain: ["audience": projectNumber], keys: keys.body)
        let raw = RawWebhook(account: "company-chat", method: "POST", headers: delivery.headers, body: delivery.body)
        let event = try #require(try platform.decode(platform.verify(raw, at: now), facts: facts).incoming.first)
        #expect(event.thread == "spaces/C0GROWTH/threads/T1" && event.conversation == "C0GROWTH" && event.text == "signups &lt; 5")
        try await fake.changeKey()
        let later = try await fake.say("signups 6", as: "users/1")
        #expect(throws: WebhookRefusal.unknownKey) {
            try platform.verify(RawWebhook(account: "company-chat", method: "POST", headers: later.headers, body: later.body), at: now)
        }
    }
}
