import ChatPlatforms
import Model
import OutboundHTTP
import Testing

@testable import TestSupport

private let start = Instant(seconds: 1_700_000_000)

private func fake() -> FakeSlack {
    FakeSlack(token: Planted.token, signingSecret: Planted.signingSecret, botUser: "UBOT", channels: ["C0GROWTH", "D0ANA"], clock: { start })
}

extension FakeSlack {
    /// Sends a request of the adapter's without a socket; nil where the fake stalls.
    fileprivate func send(_ request: OutboundRequest?) throws -> OutboundResponse? {
        let request = try #require(request)
        let path = String(request.url.reveal().trimmingPrefix("https://slack.com"))
        let headers = Dictionary(uniqueKeysWithValues: request.headers.map { ($0.name.lowercased(), $0.value.reveal()) })
        let call = FakeSlackCall(method: request.method.rawValue, path: path, headers: headers, body: request.body)
        guard case .respond(let status, let headers, let body) = answer(call) else { return nil }
        return OutboundResponse(status: status, headers: headers.map { (name: $0.0, value: $0.1) }, body: body)
    }

    fileprivate func post(_ message: OutgoingMessage) throws -> DeliveryOutcome {
        let platform = try slackBot()
        let response = try send(platform.dispatch(message, allowPrivate: false, at: start).request)
        return response.map { platform.outcome(of: $0, for: message, at: start) } ?? .unknown(DeliveryFailure(.timeout, "stalled"))
    }

    fileprivate func look(for message: OutgoingMessage) throws -> Lookup {
        let platform = try slackBot()
        let response = try #require(try send(platform.lookup(message, allowPrivate: false, at: start)))
        return platform.found(in: response, message)
    }
}

/// The event as our adapter reads it, signature and all.
private func read(_ delivery: FakeSlackDelivery?) throws -> IncomingEvent? {
    let delivery = try #require(delivery)
    let raw = RawWebhook(account: "company-slack", method: "POST", headers: delivery.headers, body: delivery.body)
    let platform = try slackBot()
    guard case .events(let events) = try platform.decode(platform.verify(raw, at: start)) else { return nil }
    return events.first
}

@Suite("The fake Slack")
struct FakeSlackTests {
    @Test("takes what the adapter posts, in the channel, in a thread and as an edit, and shows it to readers")
    func posting() async throws {
        let slack = fake()
        guard case .delivered(let root?) = try await slack.post(outgoing(title: "Week 43", "1 < 2 & 3", mentions: ["U0ANA"])) else {
            Issue.record("not delivered")
            return
        }
        var reply = outgoing("Got it.", thread: root)
        reply.id = UniqueID(high: 1, low: 2)
        guard case .delivered(let answer?) = try await slack.post(reply) else {
            Issue.record("not delivered")
            return
        }
        var edit = outgoing("Got both.", thread: root, edits: answer)
        edit.id = UniqueID(high: 1, low: 3)
        #expect(try await slack.look(for: edit) == .absent)
        #expect(try await slack.post(edit) == .delivered(messageID: answer))
        #expect(await slack.messages.map(\.shownText) == ["Week 43\n\n<@U0ANA> 1 < 2 & 3", "Got both."])
        #expect(try await slack.look(for: edit) == .present(messageID: answer))
        #expect(await slack.refusals.isEmpty)
    }

    @Test("takes a very long message as the adapter cuts it")
    func long() async throws {
        let slack = fake()
        #expect(try await slack.post(outgoing(title: hugeText, hugeText, hugeText, mentions: ["U0ANA"])).sort == .delivered)
        #expect(await slack.refusals.isEmpty)
    }

    @Test("fails as told, and what it kept is found again")
    func faults() async throws {
        let slack = fake()
        let message = outgoing("x")
        await slack.failNext(
            .statusBeforeStoring(500), .rateLimited(retryAfter: "7"), .error("invalid_auth"), .statusAfterStoring(500), .stallAfterStoring)
        #expect(try await slack.post(message).sort == .unknown)
        #expect(try await slack.look(for: message) == .absent)
        #expect(try await slack.post(message) == .retry(after: .seconds(7), DeliveryFailure(.throttled, "Slack answered ratelimited")))
        #expect(try await slack.post(message).sort == .accountDead)
        #expect(await slack.messages.isEmpty)
        #expect(try await slack.post(message).sort == .unknown)
        let kept = try #require(await slack.messages.first?.ts)
        #expect(try await slack.look(for: message) == .present(messageID: kept))
        #expect(try await slack.post(message).sort == .unknown)
        #expect(await slack.messages.count == 2)
        #expect(try await slack.post(message).sort == .delivered)
    }

    @Test(
        "refuses what is not as documented",
        arguments: [
            ("chat.postMessage", #"{"channel":"C0GROWTH","text":"x","colour":"red"}"#, "invalid_arg_name"),
            ("chat.postMessage", #"{"channel":"C0GROWTH"}"#, "no_text"),
            ("chat.postMessage", #"{"channel":"C9","text":"x"}"#, "channel_not_found"),
            ("chat.postMessage", #"{"channel":"C0GROWTH","text":"<b>"}"#, "invalid_arguments"),
            ("chat.postMessage", #"{"channel":"C0GROWTH","text":"a & b"}"#, "invalid_arguments"),
            ("chat.postMessage", #"{"channel":"C0GROWTH","text":"\#(String(repeating: "x", count: 4001))"}"#, "msg_too_long"),
            ("chat.postMessage", #"{"channel":"C0GROWTH","text":"x","thread_ts":"1.000001"}"#, "invalid_arguments"),
            ("chat.postMessage", #"{"channel":"C0GROWTH","text":"x","blocks":[{"type":"section"}]}"#, "invalid_blocks"),
            (
                "chat.postMessage", #"{"channel":"C0GROWTH","text":"x","blocks":[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]}"#,
                "invalid_blocks"
            ),
            ("chat.postMessage", #"{"channel":"C0GROWTH","text":"x","metadata":{"id":"x"}}"#, "invalid_metadata_format"),
            ("chat.update", #"{"channel":"C0GROWTH","ts":"1.000001","text":"x"}"#, "message_not_found"),
            ("chat.update", #"{"channel":"C0GROWTH","ts":"1.000001","text":"x","unfurl_links":false}"#, "invalid_arg_name"),
            ("chat.postMessage", "[]", "invalid_json"), ("chat.delete", "{}", "unknown_method"),
        ])
    func strict(method: String, body: String, word: String) {
        var workspace = FakeSlackWorkspace(token: "t", channels: ["C0GROWTH"])
        let headers = ["authorization": "Bearer t", "content-type": "application/json; charset=utf-8"]
        let answer = workspace.answer(FakeSlackCall(method: "POST", path: "/api/" + method, headers: headers, body: Array(body.utf8)), at: start)
        #expect(answer == ["ok": false, "error": .string(word)])
        #expect(workspace.refusals.count == 1 && workspace.messages.isEmpty)
    }

    @Test("knows its token, and who the bot is")
    func identity() {
        var workspace = FakeSlackWorkspace(token: "t", botUser: "UBOT", channels: [])
        func test(_ headers: [String: String]) -> JSONValue {
            workspace.answer(FakeSlackCall(method: "POST", path: "/api/auth.test", headers: headers), at: start)
        }
        #expect(test([:])["error"] == "not_authed")
        #expect(test(["authorization": "Bearer x"])["error"] == "invalid_auth")
        #expect(test(["authorization": "Bearer t"])["user_id"] == "UBOT")
    }

    @Test("reads back in pages, newest first at top level, and metadata only where asked for")
    func reading() {
        var workspace = FakeSlackWorkspace(token: "t", channels: ["C0GROWTH"])
        let json = ["authorization": "Bearer t", "content-type": "application/json; charset=utf-8"]
        for index in 0..<3 {
            let body = #"{"channel":"C0GROWTH","text":"m\#(index)","metadata":{"event_type":"e","event_payload":{"id":"\#(index)"}}}"#
            _ = workspace.answer(FakeSlackCall(method: "POST", path: "/api/chat.postMessage", headers: json, body: Array(body.utf8)), at: start)
        }
        func history(_ query: String) -> JSONValue {
            workspace.answer(
                FakeSlackCall(method: "GET", path: "/api/conversations.history?" + query, headers: ["authorization": "Bearer t"]), at: start)
        }
        let first = history("channel=C0GROWTH&limit=2")
        #expect(first["messages"]?.array?.compactMap { $0["text"]?.string } == ["m2", "m1"] && first["has_more"] == true)
        let second = history("channel=C0GROWTH&limit=2&cursor=2&include_all_metadata=true")
        #expect(second["messages"]?.array?.compactMap { $0["metadata"]?["event_payload"]?["id"]?.string } == ["0"] && second["has_more"] == false)
        #expect(first["messages"]?.array?.allSatisfy { $0["metadata"] == nil && $0["channel"] == nil } == true)
        let ts = workspace.messages[1].ts
        #expect(history("channel=C0GROWTH&oldest=\(ts)")["messages"]?.array?.count == 1)
        #expect(history("channel=C0GROWTH&oldest=\(ts)&latest=\(ts)&inclusive=true")["messages"]?.array?.count == 1)
        #expect(history("channel=C0GROWTH&oldest=1.5")["error"] == "invalid_arguments")
        #expect(history("channel=C0GROWTH&older=1.000000")["error"] == "invalid_arg_name")
    }

    @Test("makes events that the adapter verifies and reads: a message, a reply, an edit, a deletion, a mention")
    func events() async throws {
        let slack = fake()
        guard case .delivered(let root?) = try await slack.post(outgoing("How are the numbers?")) else {
            Issue.record("not delivered")
            return
        }
        let reply = try #require(try read(await slack.say("sign-ups 1,450", as: "U0ANA", in: "C0GROWTH", thread: root)))
        #expect(reply.thread == root && reply.isThreadOurs && reply.senderID == "U0ANA" && !reply.isDirect)
        let edit = try #require(try read(await slack.edit(reply.messageID, in: "C0GROWTH", to: "sign-ups 1,460")))
        #expect(edit.messageID == reply.messageID && edit.version != "0" && edit.text == "sign-ups 1,460" && edit.isThreadOurs)
        let deletion = try #require(try read(await slack.delete(reply.messageID, in: "C0GROWTH")))
        #expect(deletion.change == .deleted && deletion.messageID == reply.messageID && deletion.eventID != edit.eventID)
        #expect(try read(await slack.say("<@UBOT> status", as: "U0ANA", in: "C0GROWTH", mention: true))?.mentionsUs == true)
        #expect(try read(await slack.say("churn 3%", as: "U0ANA", in: "D0ANA"))?.isDirect == true)
        #expect(try read(await slack.echo(root, in: "C0GROWTH")) == nil)
        #expect(await slack.edit("1.000001", in: "C0GROWTH", to: "x") == nil)
    }

    @Test("asks whether the address is ours")
    func verification() async throws {
        let delivery = await fake().urlVerification(challenge: "3eZb")
        let platform = try slackBot()
        let raw = RawWebhook(account: "company-slack", method: "POST", headers: delivery.headers, body: delivery.body)
        #expect(
            try platform.decode(platform.verify(raw, at: start))
                == .answer(contentType: "application/json", body: Array(#"{"challenge":"3eZb"}"#.utf8)))
    }

    @Test("answers a loopback server's request as it answers a call")
    func recorded() async throws {
        let slack = fake()
        let request = try #require(try slackBot().dispatch(outgoing("x"), allowPrivate: true, at: start).request)
        let headers = request.headers.map { (name: $0.name, value: $0.value.reveal()) }
        let recorded = RecordedRequest(method: "POST", path: "/api/chat.postMessage", headers: headers, body: request.body, connection: 1)
        guard case .respond(let status, _, let body) = await slack.answer(recorded) else {
            Issue.record("no answer")
            return
        }
        #expect(status == 200 && (try? JSONValue(reading: body))?["ok"] == true)
        #expect(await slack.messages(in: "C0GROWTH").map(\.text) == ["x"])
    }
}
