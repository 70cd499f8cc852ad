import Model
import OutboundHTTP
import Testing

@testable import ChatPlatforms

@Suite("Looking in Slack for a message whose fate is unknown")
struct SlackReadBackTests {
    private let message = outgoing("x", thread: "1699999000.000100")

    @Test("reads the thread, or the conversation, from a minute before the message was made, with metadata")
    func requests() throws {
        let thread = try #require(try slackBot().lookup(message, allowPrivate: false, at: now))
        #expect(
            thread.url.reveal()
                == "https://slack.com/api/conversations.replies?channel=C0GROWTH&include_all_metadata=true&inclusive=true&limit=200&oldest=1699999940.000000&ts=1699999000.000100"
        )
        #expect(thread.method == .get && thread.body.isEmpty)
        #expect(thread.headers.first { $0.name == "authorization" }?.value.reveal() == "Bearer \(Planted.token)")
        let top = try #require(try slackBot().lookup(outgoing("x"), allowPrivate: true, at: now))
        #expect(top.url.reveal().contains("/conversations.history?channel=C0GROWTH&") && !top.url.reveal().contains("ts="))
        #expect(top.destinations == .privateAllowed)
        let edit = try #require(try slackBot().lookup(outgoing("x", edits: "1.000002"), allowPrivate: false, at: now))
        #expect(edit.url.reveal().contains("&latest=1.000002&") && edit.url.reveal().contains("&oldest=1.000002"))
    }

    @Test("is not possible for a webhook")
    func webhook() throws {
        #expect(try slackWebhook().lookup(message, allowPrivate: false, at: now) == nil)
        #expect(try slackWebhook().found(in: answer(200, #"{"ok":true,"messages":[]}"#), message) == .undecided)
    }

    @Test(
        "finds it by block id or metadata, and knows it absent only when all was read",
        arguments: [
            (
                200, #"{"ok":true,"messages":[{"ts":"1.1"},{"ts":"2.2","blocks":[{"type":"header"},{"block_id":"outcomed-ID"}]}],"has_more":true}"#,
                .present(messageID: "2.2")
            ),
            (
                200, #"{"ok":true,"messages":[{"ts":"3.3","metadata":{"event_type":"outcomed_message","event_payload":{"id":"ID"}}}]}"#,
                .present(messageID: "3.3")
            ),
            (200, #"{"ok":true,"messages":[{"ts":"3.3","blocks":[{"block_id":"outcomed-other"}]}],"has_more":false}"#, .absent),
            (200, #"{"ok":true,"messages":[]}"#, .absent), (200, #"{"ok":true,"messages":[],"has_more":true}"#, .undecided),
            (200, #"{"ok":false,"error":"missing_scope"}"#, .undecided), (200, #"{"ok":true}"#, .undecided), (200, "", .undecided),
            (429, #"{"ok":true,"messages":[]}"#, .undecided), (500, "", .undecided),
        ] as [(Int, String, Lookup)])
    func found(status: Int, body: String, lookup: Lookup) throws {
        let text = body.replacing("ID", with: messageID.description)
        #expect(try slackBot().found(in: answer(status, text), message) == lookup)
    }

    @Test("an answer that was cut does not tell")
    func cut() throws {
        let body = Array(#"{"ok":true,"messages":[]}"#.utf8)
        #expect(try slackBot().found(in: OutboundResponse(status: 200, body: body, isCut: true), message) == .undecided)
    }
}
