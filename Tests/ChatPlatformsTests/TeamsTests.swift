import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

private func webhook(_ header: String?, _ body: String) -> RawWebhook {
    RawWebhook(account: "company-teams", method: "POST", headers: header.map { ["authorization": $0] } ?? [:], body: Array(body.utf8))
}

private let firstKey = Secret("vqF0En+Z0ucuRTM/01o2GuhMH3hKKk/N2bOmlM31zaA=")
private let secondKey = Secret("QgyNSToQjf4p6+YzDpjKks1/tXeJQ7FhVHqRwTnugVI=")

@Suite("Teams' signature")
struct TeamsSignatureTests {
    @Test(
        "holds for known requests under two keys, and for nothing near them",
        arguments: [
            (firstKey, #"{"type":"message","text":"hello"}"#, "HMAC u4mqRgrbVIFC3vtz7CZ6l6p1FlBrMrWdHGNjdU5ux2o="),
            (firstKey, "{}", "HMAC wwTNfkHNpSUs8T4YUDoB5ANTPjkYlQ5axpNc6mGJGcg="),
            (firstKey, #"{"type":"message","text":"<at>Bot</at> héllo ✅"}"#, "HMAC NQ+mJILpcjCw7MHlAxwhRB6yLdyCZ/E7HPGIHmzQfuc="),
            (secondKey, #"{"type":"message","text":"hello"}"#, "HMAC 77UXUBROQ0fFjM3Ndj2lnLQ1zs/J00cINktGrj21i0k="),
            (secondKey, "{}", "HMAC u4FL31v9SA35HOG8aiFjq/vVs7FTZlLNOO0JbnZvgsw="),
            (secondKey, #"{"type":"message","text":"<at>Bot</at> héllo ✅"}"#, "HMAC nKHzw4VGx75qt0L3SN6D8jn+BXXi5cKg/l/Njxkhd7E="),
        ])
    func vectors(key: Secret, body: String, header: String) throws {
        try verifyTeamsSignature(webhook(header, body), token: key)
        let other = key == firstKey ? secondKey : firstKey
        #expect(throws: WebhookRefusal.badSignature) { try verifyTeamsSignature(webhook(header, body), token: other) }
        #expect(throws: WebhookRefusal.badSignature) { try verifyTeamsSignature(webhook(header, body + " "), token: key) }
        for wrong in [
            String(header.dropLast()), header + "=", "hmac" + header.dropFirst(4), String(header.dropFirst(5)),
            header.replacing("HMAC ", with: "HMAC  "),
        ] {
            #expect(throws: WebhookRefusal.badSignature) { try verifyTeamsSignature(webhook(wrong, body), token: key) }
        }
        #expect(throws: WebhookRefusal.unsigned) { try verifyTeamsSignature(webhook(nil, body), token: key) }
        #expect(throws: WebhookRefusal.unsigned) { try verifyTeamsSignature(webhook("", body), token: key) }
    }

    @Test(
        "holds for ten minutes both ways, by the activity's own time, where it has one",
        arguments: [(-600, true), (0, true), (600, true), (-601, false), (601, false)])
    func age(offset: Int64, holds: Bool) throws {
        let activities = FakeTeamsActivities(token: Planted.teamsToken, channel: "19:abc@thread.tacv2")
        let delivery = activities.message(id: "1", root: nil, user: "u", text: "x", html: nil, at: now)
        let raw = RawWebhook(account: "company-teams", method: "POST", headers: delivery.headers, body: delivery.body)
        let verified = Result { try teams().verify(raw, at: now + .seconds(offset)) }
        if holds { #expect(throws: Never.self) { try verified.get() } } else { #expect(throws: WebhookRefusal.stale) { try verified.get() } }
    }

    @Test("is not asked where no token is set, nor by another method than POST")
    func unsupported() throws {
        let raw = webhook("HMAC wwTNfkHNpSUs8T4YUDoB5ANTPjkYlQ5axpNc6mGJGcg=", "{}")
        #expect(throws: WebhookRefusal.unsupported) { try teams(receives: false).verify(raw, at: now) }
        var get = raw
        get.method = "GET"
        #expect(throws: WebhookRefusal.unsupported) { try teams().verify(get, at: now) }
        #expect(throws: Never.self) { try teams().verify(raw, at: now) }
    }
}

@Suite("A workflow's answer")
struct TeamsAnswerTests {
    @Test(
        "means by its status",
        arguments: [
            (200, .delivered), (202, .delivered), (204, .delivered), (301, .refused), (302, .refused), (400, .refused), (401, .accountDead),
            (403, .accountDead), (404, .accountDead), (408, .retry), (410, .accountDead), (413, .refused), (415, .refused), (425, .retry),
            (429, .retry),
            (500, .unknown), (502, .unknown), (503, .retry), (504, .unknown),
        ] as [(Int, OutcomeClass)])
    func statuses(status: Int, sort: OutcomeClass) throws {
        #expect(try teams().outcome(of: answer(status), for: outgoing("x"), at: now).sort == sort)
    }

    @Test(
        "means by its words",
        arguments: [
            (202, "", .delivered(messageID: nil)), (200, "1", .delivered(messageID: nil)),
            (200, #"{"id":"1700000000123"}"#, .delivered(messageID: "1700000000123")), (200, #"{"id":"PLANTED-path"}"#, .delivered(messageID: nil)),
            (200, #"{"id":1700000000123}"#, .delivered(messageID: nil)),
            (
                400, #"{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"PLANTED-path"}}"#,
                .accountDead(DeliveryFailure(.gone, "the workflow answered 400: it is switched off"))
            ),
            (400, #"{"error":{"code":"TriggerInputSchemaMismatch"}}"#, .refused(DeliveryFailure(.payload, "the workflow answered 400"))),
            (
                200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId tcid=0",
                .retry(after: .seconds(7), DeliveryFailure(.throttled, "the connector could not deliver: Teams answered it 429"))
            ),
            (
                200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId",
                .refused(DeliveryFailure(.tooLarge, "the connector could not deliver: Teams answered it 413"))
            ),
            (
                200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 403 with ContextId",
                .refused(DeliveryFailure(.payload, "the connector could not deliver: Teams answered it 403"))
            ),
            (200, "Webhook message delivery failed", .unknown(DeliveryFailure(.server, "the connector could not deliver"))),
        ] as [(Int, String, DeliveryOutcome)])
    func words(status: Int, body: String, outcome: DeliveryOutcome) throws {
        #expect(try teams().outcome(of: answer(status, body, [("Retry-After", "7")]), for: outgoing("x"), at: now) == outcome)
    }

    @Test("is explained in one sentence where an operator can act")
    func advice() throws {
        let platform = try teams()
        for kind in [DeliveryFailure.Class.credentials, .gone, .payload, .tooLarge, .throttled] {
            #expect(platform.advice(on: DeliveryFailure(kind, ""))?.hasSuffix(".") == true)
        }
        #expect(platform.advice(on: DeliveryFailure(.server, "")) == nil)
    }
}

@Suite("A card for Teams")
struct TeamsDressTests {
    @Test(
        "has people's text without meaning in its markup",
        arguments: [
            ("<at>all</at>", "<\u{200B}at>all<\u{200B}/at>"), ("churn <5% and <=3", "churn <5% and <=3"),
            ("[free](https://x.example)", "[free]\u{200B}(https://x.example)"), ("*now*", "\u{200A}*\u{200A}now\u{200A}*\u{200A}"),
            ("sign_ups_total", "sign\u{200B}_\u{200B}ups\u{200B}_\u{200B}total"), ("2. Churn", "2\u{200B}. Churn"),
            ("1.450 users", "1\u{200B}.450 users"),
            ("- one\n- two", "\u{200B}- one\n\n\u{200B}- two"), ("# big", "\u{200B}# big"), ("up -5 to 1.450", "up -5 to 1.450"),
            ("a\r\nb", "a\n\nb"), ("▁▂▅ ✅ 🇳🇴", "▁▂▅ ✅ 🇳🇴"),
        ])
    func escaping(text: String, plain: String) {
        #expect(teamsPlain(text) == plain)
    }

    @Test("never grows by being taken apart less than piece by piece, so that limits hold", arguments: 0..<200)
    func pieces(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let alphabet: [Character] = ["<", "a", "/", " ", "5", ".", "*", "_", "]", "(", "-", "\n", "✅", "=", ">", "#", "`"]
        let text = String((0..<40).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
        let together = teamsPlain(text).utf8.count
        #expect(together <= text.map { teamsPlain(String($0)).utf8.count }.reduce(0, +), "\(text)")
    }

    @Test("calls people by their id, and only by what can be one")
    func mentions() throws {
        let message = outgoing(title: "Reminder", "Ana, Ben", kind: .reminder, mentions: ["anna@contoso.com", "<at>", "11111111-2222", ""])
        let card = try #require(try teams().dispatch(message, allowPrivate: false, at: now).request?.json?["attachments"]?.array?.first?["content"])
        let texts = card["body"]?.array?.compactMap { $0["text"]?.string }
        #expect(texts == ["Reminder", "<at>anna@contoso.com</at> <at>11111111-2222</at>", "Ana, Ben"])
        #expect(card["msteams"]?["entities"]?.array?.compactMap { $0["mentioned"]?["id"]?.string } == ["anna@contoso.com", "11111111-2222"])
    }

    @Test(
        "shows people by their names, without what would break the mention",
        arguments: [("Ana Sousa", "Ana Sousa"), ("A<n>a_*\n", "Ana"), (" ", "11111111-2222"), ("<>", "11111111-2222")])
    func names(name: String, shown: String) throws {
        var message = outgoing("Ana", kind: .reminder, mentions: ["11111111-2222"])
        message.names = ["11111111-2222": name]
        let card = try #require(try teams().dispatch(message, allowPrivate: false, at: now).request?.json?["attachments"]?.array?.first?["content"])
        #expect(card["body"]?.array?.first?["text"] == .string("<at>\(shown)</at>"))
        #expect(card["msteams"]?["entities"]?.array?.first?["mentioned"] == ["id": "11111111-2222", "name": .string(shown)])
    }

    @Test("packs paragraphs where there are more than a card should have")
    func packed() throws {
        var message = outgoing(title: "Digest")
        message.text.paragraphs = (0..<130).map { "paragraph \($0)" }
        let card = try #require(try teams().dispatch(message, allowPrivate: false, at: now).request?.json?["attachments"]?.array?.first?["content"])
        let texts = (card["body"]?.array ?? []).compactMap { $0["text"]?.string }
        #expect(texts.count <= 41 && (0..<130).allSatisfy { number in texts.contains { $0.contains("paragraph \(number)") } })
    }

    @Test("without a word is not sent")
    func empty() throws {
        guard case .impossible(let failure) = try teams().dispatch(outgoing(title: " ", "\n"), allowPrivate: false, at: now) else {
            Issue.record("sent")
            return
        }
        #expect(failure.kind == .payload)
    }

    @Test("reaches private addresses only where the channel allows it")
    func destinations() throws {
        #expect(try teams().dispatch(outgoing("x"), allowPrivate: false, at: now).request?.destinations == .publicOnly)
        #expect(try teams().dispatch(outgoing("x"), allowPrivate: true, at: now).request?.destinations == .privateAllowed)
    }
}
