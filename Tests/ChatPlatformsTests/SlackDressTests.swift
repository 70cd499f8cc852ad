import Model
import OutboundHTTP
import Testing

@testable import ChatPlatforms

private func body(_ message: OutgoingMessage) throws -> JSONValue {
    try #require(try slackBot().dispatch(message, allowPrivate: false, at: now).request?.json)
}

private func sections(_ body: JSONValue) -> [String] {
    (body["blocks"]?.array ?? []).compactMap { $0["type"] == "section" ? $0["text"]?["text"]?.string : nil }
}

@Suite("A message in Slack's blocks")
struct SlackDressTests {
    @Test("has a header for its title, a section for each paragraph, and escapes what people wrote")
    func blocks() throws {
        let body = try body(outgoing(title: "Growth <week> 43", "1. Sign-ups <!channel> & co", " ", "2. Churn"))
        #expect(body["blocks"]?[0]?["text"] == ["type": "plain_text", "text": "Growth <week> 43", "emoji": false])
        #expect(sections(body) == ["1. Sign-ups &lt;!channel&gt; &amp; co", "2. Churn"])
        #expect(body["blocks"]?.array?.dropFirst().allSatisfy { $0["text"]?["verbatim"] == true && $0["block_id"] == nil } == true)
        #expect(body["blocks"]?[0]?["block_id"]?.string == "outcomed-\(messageID)")
        #expect(body["text"]?.string == "Growth &lt;week&gt; 43\n\n1. Sign-ups &lt;!channel&gt; &amp; co\n\n2. Churn")
        #expect(body["metadata"]?["event_payload"]?["id"]?.string == messageID.description)
        #expect(body["unfurl_links"] == false && body["unfurl_media"] == false)
    }

    @Test("calls people at its head, and nobody whose id is none of Slack's")
    func mentions() throws {
        let body = try body(outgoing("Two are missing.", mentions: ["U0ANA", "W1BO", "!channel", "U1><!here"]))
        let head = "<@U0ANA> <@W1BO> @!channel @U1&gt;&lt;!here"
        #expect(sections(body) == ["\(head) Two are missing."])
        #expect(body["text"]?.string == "\(head) Two are missing.")
    }

    @Test("of mentions alone, or many of them, stays within the limits")
    func manyMentions() throws {
        let ids = (0..<350).map { "U0\(100_000_000 + $0)" }
        let body = try body(outgoing(title: "Reminder", String(repeating: "word ", count: 900), mentions: ids))
        #expect(sections(body).prefix(4).map { $0.components(of: "<@") } == [100, 100, 100, 50])
        #expect(sections(body).allSatisfy { $0.utf16.count <= 3000 })
        #expect((body["text"]?.string?.utf16.count ?? 0) <= 4000)
    }

    @Test("that is an edit goes to chat.update with the message's ts, without what that method does not know")
    func edit() throws {
        let request = try #require(
            try slackBot().dispatch(outgoing("new", thread: "1.000001", edits: "1.000002"), allowPrivate: false, at: now).request)
        #expect(request.url.reveal() == "https://slack.com/api/chat.update")
        #expect(Set(request.json?.object?.keys.map(\.self) ?? []) == ["channel", "ts", "text", "blocks", "metadata"])
        #expect(request.json?["ts"] == "1.000002")
    }

    @Test("goes into its thread by the root's ts, over either door")
    func thread() throws {
        for platform in [try slackBot(), try slackWebhook()] {
            let request = platform.dispatch(outgoing("x", thread: "1.000001"), allowPrivate: false, at: now).request
            #expect(request?.json?["thread_ts"] == "1.000001")
        }
    }

    @Test("over a webhook has no channel and no metadata, and an edit is a new message")
    func webhook() throws {
        let request = try #require(try slackWebhook().dispatch(outgoing("x", edits: "1.000002"), allowPrivate: true, at: now).request)
        #expect(Set(request.json?.object?.keys.map(\.self) ?? []) == ["text", "blocks", "unfurl_links", "unfurl_media"])
        #expect(request.destinations == .privateAllowed && !request.headers.contains { $0.name == "authorization" })
    }

    @Test("without any text cannot be sent")
    func empty() throws {
        #expect(try slackBot().dispatch(outgoing(title: " ", "", "\n"), allowPrivate: false, at: now).request == nil)
    }

    @Test("of very many paragraphs packs them into fifty blocks at most, and of a very long text keeps the beginning")
    func many() throws {
        var message = outgoing(title: "Digest")
        message.text.paragraphs = (0..<200).map { "key result \($0)" }
        let packed = sections(try body(message))
        #expect(packed.count == 2 && packed[0].hasPrefix("key result 0\n\nkey result 1\n\n") && packed[1].hasSuffix("key result 199"))
        message.text.paragraphs = Array(repeating: "x", count: 20_000)
        let cut = try body(message)
        #expect((cut["blocks"]?.array?.count ?? 99) <= 50 && sections(cut).allSatisfy { $0.utf16.count <= 3000 })
        #expect(sections(cut).last?.hasSuffix("…") == true)
    }

    @Test("goes to the API's address of the settings, with the token in its header alone")
    func address() throws {
        let platform = try slackBot(plain: ["api_url": "https://slack-gov.com/api/"])
        let request = try #require(platform.dispatch(outgoing("x"), allowPrivate: false, at: now).request)
        #expect(request.url.reveal() == "https://slack-gov.com/api/chat.postMessage")
        #expect(request.headers.first { $0.name == "authorization" }?.value.reveal() == "Bearer \(Planted.token)")
        #expect(!String(decoding: request.body, as: UTF8.self).contains(Planted.token))
    }
}

extension String {
    fileprivate func components(of mark: String) -> Int { ranges(of: mark).count }
}

extension JSONValue {
    fileprivate subscript(index: Int) -> JSONValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }
}
