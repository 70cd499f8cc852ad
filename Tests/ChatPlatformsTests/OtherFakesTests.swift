import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

/// What our adapters send passes the fakes, and each fake turns away what its platform would.
@Suite("The fake Mattermost, Rocket.Chat and Discord")
struct OtherFakesTests {
    private let clock = ManualClock(now)

    private func changed(_ request: OutboundRequest, _ name: String, _ value: JSONValue?) throws -> OutboundRequest {
        var members = try #require(request.json?.object)
        members[name] = value
        var changed = request
        changed.body = JSONValue.object(members).encoded
        return changed
    }

    private func text(_ count: Int) -> JSONValue { .string(String(repeating: "x", count: count)) }

    private func request(_ platform: any ChatPlatform, _ message: OutgoingMessage) throws -> OutboundRequest {
        try #require(platform.dispatch(message, allowPrivate: true, at: clock.read()).request)
    }

    @Test("Mattermost takes a post once, its edit, and a webhook's post; and refuses unknown fields, tokens, roots, long texts and calls for all")
    func mattermost() async throws {
        let fake = FakeMattermost(token: Planted.mattermostToken, hook: "planted3hook2id1of4matter", channels: ["C0GROWTH"], clock: clock.read)
        let platform = try mattermostBot(plain: ["server": "https://mattermost.example"])
        let message = outgoing(title: "Week 43", "sign-ups @all")
        let post = try request(platform, message)
        for _ in 0..<2 {
            let response = try #require(await fake.answer(post.recorded).response)
            #expect(platform.outcome(of: response, for: message, at: now) == .delivered(messageID: "p0000000000000000000000000"))
        }
        let lookup = try #require(platform.lookup(message, allowPrivate: false, at: now))
        let read = try #require(await fake.answer(lookup.recorded).response)
        #expect(platform.found(in: read, message) == .present(messageID: "p0000000000000000000000000"))
        let edit = try request(platform, outgoing("new", edits: "p0000000000000000000000000"))
        #expect(await fake.answer(edit.recorded).response?.status == 200)
        #expect(await fake.messages.map(\.text) == ["new"])
        let hook = try request(mattermostWebhook(), message)
        var direct = hook
        direct.url = Secret(hook.url.reveal().replacing("/sub/", with: "/"))
        #expect(await fake.answer(direct.recorded).response.map { String(decoding: $0.body, as: UTF8.self) } == "ok")
        #expect(await fake.refusals == [])

        clock.advance(by: .seconds(60))
        let changes: [(String, JSONValue, Int)] = [
            ("as_user", true, 400), ("root_id", "nowhere", 400), ("message", "@channel", 400), ("message", text(16_384), 400),
            ("channel_id", "other", 403),
        ]
        for (name, value, status) in changes {
            #expect(await fake.answer(try changed(post, name, value).recorded).response?.status == status)
        }
        var stranger = post
        stranger.headers = stranger.headers.filter { $0.name != "authorization" }
        #expect(await fake.answer(stranger.recorded).response?.status == 401)
        for _ in 0..<12 { _ = await fake.answer(post.recorded) }
        let fast = try #require(await fake.answer(post.recorded).response)
        guard case .retry(after: .seconds(1), _) = platform.outcome(of: fast, for: message, at: now) else {
            Issue.record("not too fast")
            return
        }
    }

    @Test("Rocket.Chat takes a message once, its edit, and an integration's; and refuses unknown fields, tokens, roots, long texts and calls for all")
    func rocketChat() async throws {
        let fake = FakeRocketChat(token: Planted.rocketChatToken, hook: "PLANTED-rocket-path", rooms: ["C0GROWTH"], clock: clock.read)
        let platform = try rocketChatUser(plain: ["user_id": fake.bot])
        let message = outgoing(title: "Week 43", "sign-ups @all")
        let send = try request(platform, message)
        let response = try #require(await fake.answer(send.recorded).response)
        #expect(platform.outcome(of: response, for: message, at: now) == .delivered(messageID: messageID.description))
        #expect(await fake.answer(send.recorded).response?.status == 400)
        let lookup = try #require(platform.lookup(message, allowPrivate: false, at: now))
        #expect(platform.found(in: try #require(await fake.answer(lookup.recorded).response), message) == .present(messageID: messageID.description))
        let edit = try request(platform, outgoing("new", edits: messageID.description))
        #expect(await fake.answer(edit.recorded).response?.status == 200)
        #expect(await fake.messages.map(\.text) == ["new"])
        #expect(await fake.answer(try request(rocketChatWebhook(), message).recorded).response?.status == 200)

        clock.advance(by: .seconds(60))
        func inside(_ name: String, _ value: JSONValue) throws -> OutboundRequest {
            var message = send.json?["message"]?.object ?? [:]
            message["_id"] = "another-id-of-our-own"
            message[name] = value
            return try changed(send, "message", .object(message))
        }
        for request in [
            try inside("as_user", true), try inside("tmid", "nowhere"), try inside("msg", "@here"), try inside("rid", "other"),
            try inside("msg", text(5001)), try inside("_id", "short"), try changed(send, "roomId", "x"),
        ] {
            #expect(await fake.answer(request.recorded).response?.status == 400)
        }
        var stranger = send
        stranger.headers = stranger.headers.filter { $0.name != "x-auth-token" }
        #expect(await fake.answer(stranger.recorded).response?.status == 401)
        for _ in 0..<10 { _ = await fake.answer(send.recorded) }
        let fast = try #require(await fake.answer(send.recorded).response)
        guard case .retry(after: .seconds(30), _) = platform.outcome(of: fast, for: message, at: clock.read()) else {
            Issue.record("not too fast")
            return
        }
    }

    @Test(
        "Discord takes a message once, its edit, and a webhook's; and refuses unknown fields, tokens, long texts, calls for all and strange programs")
    func discord() async throws {
        let fake = FakeDiscord(token: Planted.discordToken, hook: "PLANTED-discord-path", channels: ["C0GROWTH"], clock: clock.read)
        let platform = try discordBot()
        var message = outgoing(title: "Week 43", "sign-ups @everyone")
        message.text.paragraphs += [hugeText]
        let post = try request(platform, message)
        let first = try #require(await fake.answer(post.recorded).response)
        let second = try #require(await fake.answer(post.recorded).response)
        guard case .delivered(let id?) = platform.outcome(of: first, for: message, at: now) else {
            Issue.record("not delivered")
            return
        }
        #expect(platform.outcome(of: second, for: message, at: now) == .delivered(messageID: id))
        let lookup = try #require(platform.lookup(message, allowPrivate: false, at: now))
        #expect(platform.found(in: try #require(await fake.answer(lookup.recorded).response), message) == .present(messageID: id))
        let edit = try request(platform, outgoing("new", edits: id))
        #expect(await fake.answer(edit.recorded).response?.status == 200)
        #expect(await fake.messages.map(\.text) == ["new"])
        var hook = try request(discordWebhook(), message)
        hook.url = Secret(hook.url.reveal().replacing("/api/", with: "/api/v10/"))
        #expect(await fake.answer(hook.recorded).response?.status == 200)
        #expect(await fake.refusals == [])

        clock.advance(by: .minutes(4))
        let changes: [(String, JSONValue?)] = [
            ("as_user", true), ("content", text(2001)), ("nonce", text(26)), ("allowed_mentions", nil), ("embeds", [["description": text(4097)]]),
        ]
        for (name, value) in changes {
            clock.advance(by: .seconds(5))
            #expect(await fake.answer(try changed(post, name, value).recorded).response?.status == 400)
        }
        for name in ["authorization", "user-agent"] {
            var stranger = post
            stranger.headers = stranger.headers.filter { $0.name != name }
            #expect(await fake.answer(stranger.recorded).response?.status == (name == "authorization" ? 401 : 403))
        }
        for _ in 0..<6 { _ = await fake.answer(post.recorded) }
        let fast = try #require(await fake.answer(post.recorded).response)
        guard case .retry(after: .seconds(3), _) = platform.outcome(of: fast, for: message, at: now) else {
            Issue.record("not too fast")
            return
        }
    }
}
