import ChatPlatforms
import CheckInFlow
import Model
import OutboundHTTP
import TestSupport
import Testing

private let space = ChannelSettings(id: "growth", account: "chat", conversation: "AAAGROWTH")

/// A space whose keys come over a transport that counts how often they are fetched.
private struct KeyStage {
    let chat: FakeGoogleChat
    let transport = RecordingTransport()
    let stage: Stage
    private static let start = "2026-10-26T09:30:00Z"

    init() async throws {
        let clock = ManualClock(try #require(Instant(Self.start)))
        chat = try FakeGoogleChat(space: "AAAGROWTH", key: "k", token: "t", audience: "123456789012", clock: clock.read)
        let settings = AccountSettings(
            account: "chat", kind: .googlechat, plain: ["audience": "123456789012"],
            secrets: ["webhook_url": Secret("https://chat.test/v1/spaces/AAAGROWTH/messages?key=k&token=t")])
        stage = try await Stage(
            [], at: Self.start, channels: [.demo, space], platforms: [try makePlatform(settings)], transport: transport, clock: clock)
    }

    func tellKeys() async {
        transport.answer(
            status: 200, headers: [("Cache-Control", "max-age=600")], body: String(decoding: await chat.signer.certificates.encoded, as: UTF8.self))
    }

    func receive(_ words: String = "signups 5") async throws -> Int {
        let delivery = try await chat.say(words, as: "users/1")
        return await stage.inbound.receive(RawWebhook(account: "chat", method: "POST", headers: delivery.headers, body: delivery.body)).status
    }
}

@Suite("Keys of a platform that signs by them")
struct KeyRingTests {
    @Test("are fetched at the first webhook, kept while they are fresh, and fetched anew after that")
    func kept() async throws {
        let keys = try await KeyStage()
        await keys.tellKeys()
        for _ in 0..<3 { #expect(try await keys.receive() == 200) }
        #expect(keys.transport.requests.count == 1)
        #expect(keys.transport.requests.first?.url.reveal().hasPrefix("https://www.googleapis.com/service_accounts/") == true)
        keys.stage.clock.advance(by: .minutes(11))
        await keys.tellKeys()
        #expect(try await keys.receive() == 200)
        #expect(keys.transport.requests.count == 2)
    }

    @Test("are fetched once for webhooks that come together")
    func together() async throws {
        let keys = try await KeyStage()
        await keys.tellKeys()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await keys.receive() } }
            for try await status in group { #expect(status == 200) }
        }
        #expect(keys.transport.requests.count == 1)
    }

    @Test("are fetched anew when the platform changes its key, and not for every token of a made-up one")
    func changed() async throws {
        let keys = try await KeyStage()
        await keys.tellKeys()
        #expect(try await keys.receive() == 200)
        try await keys.chat.changeKey()
        #expect(try await keys.receive() == 401)
        #expect(keys.transport.requests.count == 1)
        keys.stage.clock.advance(by: .minutes(2))
        await keys.tellKeys()
        #expect(try await keys.receive() == 200)
        #expect(keys.transport.requests.count == 2)
    }

    @Test("that cannot be had make the platform come again; old ones serve a day longer")
    func unavailable() async throws {
        let keys = try await KeyStage()
        keys.transport.answer(.failure(.connect(host: "www.googleapis.com")))
        #expect(try await keys.receive() == 503)
        #expect(try await keys.receive() == 503)
        #expect(keys.transport.requests.count == 1)
        keys.stage.clock.advance(by: .minutes(2))
        await keys.tellKeys()
        #expect(try await keys.receive() == 200)
        keys.stage.clock.advance(by: .hours(2))
        keys.transport.answer(status: 500)
        #expect(try await keys.receive() == 200)
        keys.stage.clock.advance(by: .days(2))
        keys.transport.answer(status: 500)
        #expect(try await keys.receive() == 503)
    }

    @Test("are not fetched for a token that is not for us")
    func foreign() async throws {
        let keys = try await KeyStage()
        let stranger = try FakeGoogleSigner(audience: "999999999999")
        let delivery = try stranger.deliver(["type": "MESSAGE"], at: keys.stage.clock.read())
        let answer = await keys.stage.inbound.receive(RawWebhook(account: "chat", method: "POST", headers: delivery.headers, body: delivery.body))
        #expect(answer.status == 401 && keys.transport.requests.isEmpty)
    }
}
