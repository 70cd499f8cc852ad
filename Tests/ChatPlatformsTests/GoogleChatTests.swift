import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

private func webhook(_ token: String?, scheme: String = "Bearer ") -> RawWebhook {
    RawWebhook(
        account: "company-chat", method: "POST", headers: token.map { ["authorization": scheme + $0] } ?? [:], body: Array(googleChatEvent.utf8))
}

@Suite("Google Chat's proof")
struct GoogleChatProofTests {
    @Test("is a token for this app, of either kind", arguments: [projectNumber, endpoint])
    func kinds(audience: String) throws {
        let signer = try #require(audience == endpoint ? GoogleSigners.endpoint : GoogleSigners.number)
        for keys in [signer.certificates, signer.keySet] {
            let platform = try googleChat(plain: ["audience": audience], keys: keys)
            #expect(throws: Never.self) { try platform.verify(webhook(try signer.token(signer.claims(at: now))), at: now) }
        }
    }

    @Test(
        "is refused where one claim is another",
        arguments: [
            (projectNumber, "aud", "123456789013"), (projectNumber, "aud", .integer(123_456_789_012)),
            (projectNumber, "iss", "https://accounts.google.com"),
            (projectNumber, "iss", nil), (endpoint, "aud", "https://checkins.example.org/hooks/other"),
            (endpoint, "aud", "https://checkins.example.org/hooks/company-chat/"),
            (endpoint, "iss", "https://accounts.example.com"), (endpoint, "email", "somebody@project.iam.gserviceaccount.com"),
            (endpoint, "email", nil),
            (endpoint, "email_verified", false), (endpoint, "email_verified", "true"), (endpoint, "email_verified", nil),
        ] as [(String, String, JSONValue?)])
    func claims(audience: String, name: String, value: JSONValue?) throws {
        let signer = try #require(audience == endpoint ? GoogleSigners.endpoint : GoogleSigners.number)
        var claims = try #require(signer.claims(at: now).object)
        claims[name] = value
        let token = try signer.token(.object(claims))
        // Even without keys: such a token makes nobody fetch any.
        for keys in [nil, signer.certificates] {
            let platform = try googleChat(plain: ["audience": audience], keys: keys)
            #expect(throws: WebhookRefusal.badSignature) { try platform.verify(webhook(token), at: now) }
        }
    }

    @Test("asks for keys where it has none, or another's")
    func keys() throws {
        let signer = try #require(GoogleSigners.number)
        let token = try signer.token(signer.claims(at: now))
        #expect(throws: WebhookRefusal.unknownKey) { try googleChat(plain: ["audience": projectNumber]).verify(webhook(token), at: now) }
        let others: JSONValue = ["key-9": .string(try #require(GoogleSigners.other?.certificates.object?.values.first?.string))]
        #expect(throws: WebhookRefusal.unknownKey) {
            try googleChat(plain: ["audience": projectNumber], keys: others).verify(webhook(token), at: now)
        }
    }

    @Test("is missing, or in another scheme")
    func schemes() throws {
        let signer = try #require(GoogleSigners.number)
        let platform = try googleChat(plain: ["audience": projectNumber], keys: signer.certificates)
        let token = try signer.token(signer.claims(at: now))
        #expect(throws: WebhookRefusal.unsigned) { try platform.verify(webhook(nil), at: now) }
        #expect(throws: WebhookRefusal.badSignature) { try platform.verify(webhook(token, scheme: ""), at: now) }
        #expect(throws: WebhookRefusal.badSignature) { try platform.verify(webhook(token, scheme: "Basic "), at: now) }
        var get = webhook(token)
        get.method = "GET"
        #expect(throws: WebhookRefusal.unsupported) { try platform.verify(get, at: now) }
        #expect(throws: WebhookRefusal.unsupported) { try googleChat().verify(webhook(token), at: now) }
    }

    @Test(
        "has its keys where Google keeps them for that kind, or where the operator says",
        arguments: [
            (
                ["audience": projectNumber], "https://www.googleapis.com/service_accounts/v1/metadata/x509/chat@system.gserviceaccount.com",
                .publicOnly
            ),
            (["audience": endpoint], "https://www.googleapis.com/oauth2/v3/certs", .publicOnly),
            (["audience": endpoint, "keys_url": "http://127.0.0.1:1/jwks"], "http://127.0.0.1:1/jwks", .privateAllowed),
        ] as [([String: String], String, DestinationPolicy)])
    func places(plain: [String: String], address: String, destinations: DestinationPolicy) throws {
        let request = try #require(try googleChat(plain: plain).fetchKeys(at: now))
        #expect(request.method == .get && request.url.reveal() == address && request.destinations == destinations)
        #expect(try googleChat().fetchKeys(at: now) == nil)
    }
}

@Suite("Google Chat's answer")
struct GoogleChatAnswerTests {
    @Test(
        "means by its status",
        arguments: [
            (200, .delivered), (201, .delivered), (301, .refused), (400, .refused), (401, .accountDead), (403, .accountDead),
            (404, .conversationGone),
            (408, .retry), (409, .refused), (410, .conversationGone), (413, .refused), (425, .retry), (429, .retry), (500, .retry), (502, .retry),
            (503, .retry), (504, .retry),
        ] as [(Int, OutcomeClass)])
    func statuses(status: Int, sort: OutcomeClass) throws {
        #expect(try googleChat().outcome(of: answer(status), for: outgoing("x"), at: now).sort == sort)
    }

    @Test(
        "means by its words",
        arguments: [
            ("UNAUTHENTICATED", 401, .accountDead(DeliveryFailure(.credentials, "Google Chat answered 401 UNAUTHENTICATED"))),
            ("PERMISSION_DENIED", 403, .accountDead(DeliveryFailure(.credentials, "Google Chat answered 403 PERMISSION_DENIED"))),
            ("INVALID_ARGUMENT", 400, .refused(DeliveryFailure(.payload, "Google Chat answered 400 INVALID_ARGUMENT"))),
            ("NOT_FOUND", 404, .conversationGone(DeliveryFailure(.gone, "Google Chat answered 404 NOT_FOUND"))),
            ("RESOURCE_EXHAUSTED", 429, .retry(after: nil, DeliveryFailure(.throttled, "Google Chat answered 429 RESOURCE_EXHAUSTED"))),
            ("RESOURCE_EXHAUSTED", 403, .retry(after: nil, DeliveryFailure(.throttled, "Google Chat answered 403 RESOURCE_EXHAUSTED"))),
            ("PLANTED_PATH", 400, .refused(DeliveryFailure(.payload, "Google Chat answered 400"))),
        ] as [(String, Int, DeliveryOutcome)])
    func words(word: String, status: Int, outcome: DeliveryOutcome) throws {
        let body = #"{"error":{"code":\#(status),"message":"key=PLANTED-query","status":"\#(word)"}}"#
        #expect(try googleChat().outcome(of: answer(status, body), for: outgoing("x"), at: now) == outcome)
    }

    @Test("tells a root by its thread, which replies name, and a reply by its own name")
    func ids() throws {
        let body = #"{"name":"spaces/A/messages/T.M","thread":{"name":"spaces/A/threads/T"}}"#
        let platform = try googleChat()
        #expect(platform.outcome(of: answer(200, body), for: outgoing("x"), at: now) == .delivered(messageID: "spaces/A/threads/T"))
        let reply = outgoing("x", thread: "spaces/A/threads/T")
        #expect(platform.outcome(of: answer(200, body), for: reply, at: now) == .delivered(messageID: "spaces/A/messages/T.M"))
        #expect(
            platform.outcome(of: answer(200, #"{"name":"spaces/A/messages/M"}"#), for: outgoing("x"), at: now)
                == .delivered(messageID: "spaces/A/messages/M"))
        #expect(platform.outcome(of: answer(200, "{"), for: outgoing("x"), at: now) == .delivered(messageID: nil))
    }

    @Test("is explained in one sentence where an operator can act")
    func advice() throws {
        let platform = try googleChat()
        for kind in [DeliveryFailure.Class.credentials, .gone, .policy, .throttled] {
            #expect(platform.advice(on: DeliveryFailure(kind, ""))?.hasSuffix(".") == true)
        }
        #expect(platform.advice(on: DeliveryFailure(.server, "")) == nil)
    }
}

@Suite("A message for Google Chat")
struct GoogleChatDressTests {
    private func body(_ message: OutgoingMessage) throws -> JSONValue {
        try #require(try googleChat().dispatch(message, allowPrivate: false, at: now).request?.json)
    }

    @Test("goes to the webhook's own space and to no other")
    func spaces() throws {
        var message = outgoing("private words")
        message.conversation = "AAADIRECT"
        guard case .impossible(let failure) = try googleChat().dispatch(message, allowPrivate: false, at: now) else {
            Issue.record("sent")
            return
        }
        #expect(failure.kind == .policy && failure.detail.contains("C0GROWTH"))
    }

    @Test("is known again by our id as a UUID, and says that a thread is meant")
    func query() throws {
        let url = try #require(try googleChat().dispatch(outgoing("x"), allowPrivate: false, at: now).request?.url.reveal())
        #expect(url.hasPrefix(Planted.googleChatWebhook + "&"))
        #expect(url.hasSuffix("&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD&requestId=018f0000-0000-7000-8000-000000000001"))
    }

    @Test("replies in the thread by its name, and begins one under our id")
    func threads() throws {
        #expect(try body(outgoing("x", thread: "spaces/A/threads/T"))["thread"] == ["name": "spaces/A/threads/T"])
        #expect(try body(outgoing("x"))["thread"] == ["threadKey": "outcomed-AY8AAAAAcACAAAAAAAAAAQ"])
    }

    @Test("mentions people by their ids, and nobody by somebody's words")
    func mentions() throws {
        let message = outgoing("Ask <users/all> & <users/1> about <5%", kind: .reminder, mentions: ["users/123", "users/all", "ana"])
        let expected = "<users/123> @users/all @ana\n\nAsk <\u{200B}users/all> & <\u{200B}users/1> about <5%"
        #expect(try body(message)["text"]?.string == expected)
    }

    @Test("lays prompts and digests out as cards whose HTML is escaped; others, and those without a title, are text")
    func cards() throws {
        let prompt = try body(outgoing(title: "Week 43", "a <b> & c\nd"))
        #expect(prompt["text"] == "*Week 43*")
        let section = prompt["cardsV2"]?.array?.first?["card"]?["sections"]?.array?.first
        #expect(section == ["widgets": [["textParagraph": ["text": "a &lt;b&gt; &amp; c<br>d"]]]])
        #expect(try body(outgoing(title: "Week 43", "x", kind: .question))["cardsV2"] == nil)
        #expect(try body(outgoing("x"))["cardsV2"] == nil)
    }

    @Test("without a word is not sent")
    func empty() throws {
        guard case .impossible = try googleChat().dispatch(outgoing(title: " ", "\n"), allowPrivate: false, at: now) else {
            Issue.record("sent")
            return
        }
    }
}
