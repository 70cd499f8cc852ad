import Model
import OutboundHTTP
import Testing

@testable import ChatPlatforms
@testable import TestSupport

@Suite("The fake of Teams")
struct FakeTeamsTests {
    private let clock = ManualClock(now)

    private func fake() -> FakeTeams {
        FakeTeams(secret: "s3cret", token: Planted.teamsToken, channel: "19:abc@thread.tacv2", clock: clock.read)
    }

    private func request(_ fake: FakeTeams, _ body: [UInt8], path: String? = nil, type: String = "application/json; charset=utf-8") -> RecordedRequest
    {
        RecordedRequest(method: "POST", path: path ?? fake.path, headers: [("Content-Type", type)], body: body, connection: 1)
    }

    private func card(_ text: String = "x") throws -> [UInt8] {
        try #require(try teams().dispatch(outgoing(title: "Week", text, mentions: ["anna@contoso.com"]), allowPrivate: true, at: now).request?.body)
    }

    private func status(_ answer: LoopbackAnswer) -> Int? {
        if case .respond(let status, _, _) = answer { status } else { nil }
    }

    @Test("posts our cards, with what nobody sees taken out")
    func posts() async throws {
        let fake = fake()
        #expect(status(await fake.answer(request(fake, try card("<b>1. sign_ups</b> *5*")))) == 202)
        #expect(await fake.cards.map(\.text) == ["Week\n<at>anna@contoso.com</at>\n<b>1. sign_ups</b> *5*"])
        #expect(await fake.cards.map(\.mentioned) == [["anna@contoso.com"]])
        #expect(await fake.refusals == [])
    }

    @Test("knows its signature, and takes four cards a second")
    func limits() async throws {
        let fake = fake()
        #expect(status(await fake.answer(request(fake, try card(), path: fake.path.replacing("s3cret", with: "other")))) == 401)
        for _ in 0..<4 { #expect(status(await fake.answer(request(fake, try card()))) == 202) }
        #expect(status(await fake.answer(request(fake, try card()))) == 429)
        clock.advance(by: .seconds(1))
        #expect(status(await fake.answer(request(fake, try card()))) == 202)
        #expect(await fake.cards.count == 5)
    }

    @Test(
        "takes what is wrong with 202 and posts nothing, as a workflow does",
        arguments: [
            (#""version":"1.4""#, #""version":"1.5""#), (#""type":"AdaptiveCard""#, #""type":"Card""#), (#""type":"TextBlock""#, #""type":"Text""#),
            (#""wrap":true"#, #""wrap":false"#), (#""weight":"Bolder""#, #""weight":"Bold""#), (#""width":"Full""#, #""width":"Full","entities":[]"#),
            ("<at>anna@contoso.com</at> ", "<at>x</at>"), (#""type":"message""#, #""type":"message","text":"x""#),
            ("plain words", "a [b](c)"), ("plain words", "a\\nb"), ("plain words", ""), ("plain words", "<at>all</at>"),
        ])
    func strict(part: String, wrong: String) async throws {
        let fake = fake()
        let body = String(decoding: try card("plain words"), as: UTF8.self)
        let changed =
            part.hasPrefix("<at>") ? body.replacing("<at>anna@contoso.com</at>", with: wrong, maxReplacements: 1) : body.replacing(part, with: wrong)
        #expect(changed != body)
        #expect(status(await fake.answer(request(fake, Array(changed.utf8)))) == 202)
        #expect(await fake.cards.isEmpty)
        #expect(await fake.refusals.count == 1)
    }

    @Test("drops what has no charset, no JSON or too many bytes")
    func dropped() async throws {
        let fake = fake()
        let huge = String(decoding: try card("plain words"), as: UTF8.self).replacing("plain words", with: String(repeating: "x", count: 24_000))
        for (body, type) in [
            (try card(), "application/json"), (Array("{".utf8), "application/json; charset=utf-8"),
            (Array(huge.utf8), "application/json; charset=utf-8"),
        ] {
            #expect(status(await fake.answer(request(fake, body, type: type))) == 202)
        }
        #expect(await fake.cards.isEmpty)
        #expect(await fake.refusals.count == 3)
    }

    @Test("makes activities that the adapter verifies and reads, in a thread and at the top")
    func activities() async throws {
        let fake = fake()
        let delivery = await fake.say("signups 5", as: "11111111-2222", under: "1699999000000")
        let platform = try teams()
        let raw = RawWebhook(account: "company-teams", method: "POST", headers: delivery.headers, body: delivery.body)
        let event = try #require(try platform.decode(platform.verify(raw, at: now), facts: facts).incoming.first)
        #expect(event.thread == "1699999000000" && event.senderID == "11111111-2222" && event.text == "&nbsp;signups 5\n" && event.sentAt == now)
        let top = await fake.say("signups 5", as: "11111111-2222")
        let second = try platform.decode(
            platform.verify(RawWebhook(account: "a", method: "POST", headers: top.headers, body: top.body), at: now), facts: facts)
        #expect(second.incoming.first?.thread == nil && second.incoming.first?.messageID != event.messageID)
    }
}
