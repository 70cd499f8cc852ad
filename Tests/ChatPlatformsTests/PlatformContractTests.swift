import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

private let messages: [(name: String, message: OutgoingMessage)] = [
    ("prompt", outgoing(title: "Growth: week 43", "1. Sign-ups <1,320 of 2,500>", "2. Churn & \"co\"\nsecond line ✅", mentions: ["U0ANA"])),
    ("reply", outgoing("Got it: sign-ups 1,450.", kind: .acknowledgement, thread: "1699999000.000100")),
    ("edit", outgoing("Got it: sign-ups 1,460.", kind: .acknowledgement, thread: "1699999000.000100", edits: "1699999900.000200")),
]

/// Statuses that mean anything, with words, junk and the secrets themselves for a body.
private let answers: [OutboundResponse] = {
    let words = [
        "", "ok", "no_service", "invalid_token", "ratelimited", #"{"ok":true}"#, #"{"ok":false,"error":"invalid_auth"}"#, "{", "[[[[", "\u{0}",
    ]
    let echoes = Planted.all + Planted.all.map { #"{"ok":false,"error":"\#($0)"}"# } + Planted.all.map { #"{"ok":false,"error":["\#($0)"]}"# }
    let statuses = [100, 200, 201, 204, 301, 302, 400, 401, 403, 404, 408, 410, 413, 418, 425, 429, 500, 502, 503, 504, 599]
    return statuses.flatMap { status in (words + echoes).map { answer(status, $0, [("Retry-After", "\($0)")]) } }
}()

@Suite("Every platform")
struct PlatformContractTests {
    @Test("sends what its golden file holds", arguments: PlatformFixture.all)
    func golden(fixture: PlatformFixture) throws {
        for (name, message) in messages {
            let dispatch = try fixture.make().dispatch(fixture.shape(message), allowPrivate: false, at: now)
            #expect(throws: Never.self) { try GoldenFile.check(dispatch.request?.wire ?? "local\n", "\(fixture.name)-\(name).txt") }
        }
    }

    @Test("sends the same body at every try", arguments: PlatformFixture.all)
    func sameBody(fixture: PlatformFixture) throws {
        for (_, message) in messages {
            let first = try fixture.make().dispatch(fixture.shape(message), allowPrivate: false, at: now).request
            let second = try fixture.make().dispatch(fixture.shape(message), allowPrivate: true, at: now + .days(2)).request
            #expect(first?.body == second?.body)
        }
    }

    @Test("keeps to its limits with a hundred kilobytes of text", arguments: PlatformFixture.all)
    func limits(fixture: PlatformFixture) throws {
        let shapes = [
            [hugeText], Array(repeating: hugeText, count: 3), Array(repeating: "👩‍👩‍👧‍👦 & <b>", count: 5000), [hugeText.filter { !$0.isWhitespace }],
        ]
        for paragraphs in shapes {
            var message = outgoing(title: String(hugeText.prefix(400)), mentions: (0..<50).map { "U0\($0)" })
            message.text.paragraphs = paragraphs
            guard let request = try fixture.make().dispatch(fixture.shape(message), allowPrivate: false, at: now).request else { continue }
            let body = try #require(fixture.fields(request))
            for (text, limit) in fixture.limits(body) {
                #expect(!text.isEmpty && limit.measure(text) <= limit.count && !text.unicodeScalars.contains("\u{FFFD}"))
            }
            #expect(body.encoded.count < 64 * 1024)
        }
    }

    @Test("never tells a secret, whatever is answered", arguments: PlatformFixture.all)
    func secrets(fixture: PlatformFixture) throws {
        let platform = try fixture.make()
        var said = ["\(platform)", "\(platform.capabilities)"]
        dump(platform, to: &said[0])
        for message in messages.map({ fixture.shape($0.message) }) {
            let request = platform.dispatch(message, allowPrivate: false, at: now)
            said += [
                "\(request)", request.request?.description ?? "", "\(String(describing: platform.lookup(message, allowPrivate: false, at: now)))",
            ]
            for answer in answers {
                let outcome = platform.outcome(of: answer, for: message, at: now)
                if case .delivered = outcome { continue }
                said.append("\(outcome)")
            }
        }
        let text = Set(said).joined(separator: "\n")
        for secret in Planted.all { #expect(!text.contains(secret), "\(secret)") }
    }

    @Test("waits an hour at most", arguments: PlatformFixture.all)
    func waits(fixture: PlatformFixture) throws {
        let platform = try fixture.make()
        for header in ["99999999", "Fri, 01 Jan 2999 00:00:00 GMT"] {
            for status in 100..<600 {
                guard case .retry(let after?, _) = platform.outcome(of: answer(status, "", [("Retry-After", header)]), for: outgoing("x"), at: now)
                else { continue }
                #expect(after <= .hours(1))
            }
        }
    }

    @Test("takes a signed webhook, and none of which one byte has changed", arguments: PlatformFixture.all)
    func signatures(fixture: PlatformFixture) throws {
        let platform = try fixture.make()
        #expect(platform.capabilities.pushes == (fixture.sign != nil))
        guard let good = fixture.signed(Array(fixture.event.utf8)) else { return }
        let events = try platform.decode(platform.verify(good, at: now), facts: facts).incoming
        #expect(events.count == 1 && events.first?.account == good.account)
        if let token = fixture.token { return try tokens(fixture, token) }
        for changed in changes(of: good, body: !fixture.isProvenByHeader && fixture.isBodyProven) {
            #expect(throws: WebhookRefusal.self) { try platform.verify(changed, at: now) }
        }
        for seconds in [-301, 301] where !fixture.isProvenByHeader && fixture.isTimeProven {
            #expect(throws: WebhookRefusal.stale) { try platform.verify(good, at: now + .seconds(seconds)) }
        }
        for name in good.headers.keys {
            var lacking = good
            lacking.headers[name] = nil
            if name != "content-type" { #expect(throws: WebhookRefusal.unsigned) { try platform.verify(lacking, at: now) } }
        }
    }

    /// A token in the body proves what stands beside it: only a change of the token itself shows.
    private func tokens(_ fixture: PlatformFixture, _ token: String) throws {
        let platform = try fixture.make()
        let event = Array(fixture.event.utf8)
        let place = try #require(event.firstRange(of: Array(token.utf8)))
        for index in place {
            for mask in [UInt8(1), 0x20] {
                var changed = event
                changed[index] ^= mask
                let webhook = try #require(fixture.signed(changed))
                #expect(throws: WebhookRefusal.self) { try platform.verify(webhook, at: now) }
            }
        }
        for range in [place.lowerBound..<place.upperBound - 1, place.lowerBound + 1..<place.upperBound, place.lowerBound..<place.lowerBound] {
            var shortened = event
            shortened.replaceSubrange(place, with: event[range])
            let webhook = try #require(fixture.signed(shortened))
            #expect(throws: WebhookRefusal.self) { try platform.verify(webhook, at: now) }
        }
    }

    /// The webhook with each byte of its body and of its headers changed, one at a time, and with one more and one less.
    private func changes(of webhook: RawWebhook, body: Bool) -> [RawWebhook] {
        func variants(_ bytes: [UInt8]) -> [[UInt8]] {
            let flipped = bytes.indices.flatMap { index in
                [UInt8(1), 0x20, 0x40].map { mask in
                    var copy = bytes
                    copy[index] ^= mask
                    return copy
                }
            }
            return flipped + [bytes + [UInt8(ascii: " ")], Array(bytes.dropLast())]
        }
        var changed = (body ? variants(webhook.body) : []).map {
            RawWebhook(account: webhook.account, method: webhook.method, headers: webhook.headers, body: $0)
        }
        for (name, value) in webhook.headers where name != "content-type" {
            for bytes in variants(Array(value.utf8)) {
                var copy = webhook
                copy.headers[name] = String(decoding: bytes, as: UTF8.self)
                // White space around signatures in a list means nothing.
                if copy.headers[name]?.trimmed != value { changed.append(copy) }
            }
        }
        return changed
    }

    @Test("survives random bytes, signed or not", arguments: PlatformFixture.all)
    func random(fixture: PlatformFixture) throws {
        let platform = try fixture.make()
        var random = SeededRandom(seed: 20_261_122)
        for _ in 0..<3000 {
            var body = Array(fixture.event.utf8)
            if Bool.random(using: &random) {
                body = (0..<Int.random(in: 0..<200, using: &random)).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            }
            for _ in 0..<Int.random(in: 0..<4, using: &random) where !body.isEmpty {
                body[Int.random(in: 0..<body.count, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            let unsigned = RawWebhook(account: "account", method: "POST", headers: ["x-slack-signature": "\(body.count)"], body: body)
            if fixture.token == nil { #expect(throws: WebhookRefusal.self, "\(random)") { try platform.verify(unsigned, at: now) } }
            guard let signed = fixture.signed(body) else { continue }
            if fixture.token == nil {
                let verified = try platform.verify(signed, at: now)
                _ = try? platform.decode(verified, facts: facts)
            } else if let verified = try? platform.verify(signed, at: now) {
                _ = try? platform.decode(verified, facts: facts)
            }
        }
    }
}
