import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

/// Fetches from a fake until something comes.
private struct Fetcher {
    let platform: any ChatPlatform
    let facts: PlatformFacts
    let answer: (RecordedRequest) async -> LoopbackAnswer
    var cursor: PollCursor?

    mutating func events(_ rounds: Int = 6) async throws -> [IncomingEvent] {
        for _ in 0..<rounds {
            let context = PollContext(cursor: cursor, facts: facts, conversations: ["5"])
            let request = try #require(platform.poll(.account, context, at: now))
            let response = try #require(await answer(request.recorded).response)
            switch platform.polled(response, .account, context, at: now) {
            case .events(let events, let next, _):
                cursor = next
                if !events.isEmpty { return events }
            case .restart(let next, _): cursor = next
            case let other: Issue.record("\(other)")
            }
        }
        return []
    }
}

@Suite("The fake Zulip")
struct FakeZulipTests {
    private let clock = ManualClock(now)

    private func made() throws -> (FakeZulip, any ChatPlatform) {
        (FakeZulip(key: Planted.zulipKey, channels: [5], clock: clock.read), try zulip())
    }

    private func message(_ text: String, thread: String? = nil, edits: String? = nil) -> OutgoingMessage {
        var message = outgoing(text, thread: thread, edits: edits)
        message.conversation = "5"
        return message
    }

    private func send(_ message: OutgoingMessage, to fake: FakeZulip, _ platform: any ChatPlatform) async throws -> DeliveryOutcome {
        let request = try #require(platform.dispatch(message, allowPrivate: true, at: now).request)
        return platform.outcome(of: try #require(await fake.answer(request.recorded).response), for: message, at: now)
    }

    @Test("takes what the adapter sends, edits it, and tells it again when it is read back")
    func sends() async throws {
        let (fake, platform) = try made()
        let prompt = message("sign-ups @**all**")
        #expect(try await send(prompt, to: fake, platform) == .delivered(messageID: "101"))
        let lookup = try #require(platform.lookup(prompt, allowPrivate: true, at: now))
        #expect(platform.found(in: try #require(await fake.answer(lookup.recorded).response), prompt) == .present(messageID: "101"))
        let other = message("something else")
        let search = try #require(platform.lookup(other, allowPrivate: true, at: now))
        #expect(platform.found(in: try #require(await fake.answer(search.recorded).response), other) == .absent)
        #expect(try await send(message("new", edits: "101"), to: fake, platform) == .delivered(messageID: "101"))
        var direct = message("alone")
        direct.conversation = "user:42"
        #expect(try await send(direct, to: fake, platform) == .delivered(messageID: "102"))
        #expect(await fake.messages.map(\.text) == ["new", "alone"])
        #expect(await fake.refusals == [])
        let me = try #require(platform.introduce(allowPrivate: true, at: now))
        #expect(platform.introduced(try #require(await fake.answer(me.recorded).response), at: now) == .known(userID: "7", name: "outcomed"))
    }

    @Test("turns away other keys, unknown fields and channels, long texts, calls for all and too many calls")
    func refuses() async throws {
        let (fake, platform) = try made()
        let request = try #require(platform.dispatch(message("x"), allowPrivate: true, at: now).request)
        func status(_ change: (inout OutboundRequest) -> Void) async -> Int? {
            var changed = request
            change(&changed)
            return await fake.answer(changed.recorded).response?.status
        }
        func body(_ text: String) -> (inout OutboundRequest) -> Void { { $0.body = Array(text.utf8) } }
        #expect(await status { $0.headers = [.form] } == 401)
        #expect(await status { $0.headers = $0.headers.filter { $0.name != "content-type" } } == 400)
        #expect(await status(body("type=stream&to=5&topic=t&content=x&local_id=1")) == 400)
        #expect(await status(body("type=stream&to=6&topic=t&content=x")) == 400)
        #expect(await status(body("type=stream&to=5&topic=\(String(repeating: "t", count: 61))&content=x")) == 400)
        #expect(await status(body("type=stream&to=5&topic=t&content=\(String(repeating: "x", count: 10_001))")) == 400)
        #expect(await status(body("type=stream&to=5&topic=t&content=%40%2A%2Aall%2A%2A")) == 400)
        #expect(await fake.messages.isEmpty)
        #expect(await fake.refusals.count == 7)
        for _ in 0..<200 { _ = await fake.answer(request.recorded) }
        guard case .retry = try await send(message("x"), to: fake, platform) else {
            Issue.record("not too fast")
            return
        }
    }

    @Test("tells replies in a topic over its queue, also when the topic is renamed and when the queue was forgotten")
    func queue() async throws {
        let (fake, platform) = try made()
        _ = try await send(message("before the queue"), to: fake, platform)
        let topic = try #require(await fake.topic(of: "101"))
        var fetcher = Fetcher(platform: platform, facts: PlatformFacts(selfID: "7"), answer: { await fake.answer($0) })
        #expect(try await fetcher.events(3).isEmpty)
        _ = await fake.say("5", as: 42, in: "5", topic: topic)
        #expect(try await fetcher.events().first?.thread == "101@\(topic)")
        await fake.rename(topic, in: 5, to: "Numbers")
        let second = await fake.say("6", as: 42, in: "5", topic: "Numbers")
        #expect(try await fetcher.events().first?.thread == "101@Numbers")
        // An answer goes where the topic is now.
        _ = try await send(message("Thanks", thread: "101@Numbers"), to: fake, platform)
        #expect(await fake.messages.last?.thread == "101")

        await fake.forgetQueues()
        await fake.edit(second, to: "7")
        let third = await fake.say("8", as: 42, in: "5", topic: "✔ Numbers")
        await fake.delete(await fake.say("9", as: 42, in: "5", topic: "Numbers"))
        let missed = try await fetcher.events()
        #expect(missed.map(\.messageID) == [second, third] && missed.map(\.text) == ["7", "8"])
        #expect(missed.map(\.thread) == ["101@Numbers", "101@✔ Numbers"])
        let alone = await fake.say("status", as: 42, in: "user:42", topic: "")
        #expect(try await fetcher.events().first.map { [$0.messageID, $0.conversation] } == [alone, "user:42"])
        await fake.delete(alone)
        #expect(try await fetcher.events().first?.change == .deleted)
        #expect(await fake.refusals == [])
    }
}

@Suite("The fake Telegram")
struct FakeTelegramTests {
    private static let chat: Int64 = -1_001_234_567_890
    private let clock = ManualClock(now)

    private func made() throws -> (FakeTelegram, any ChatPlatform) {
        (FakeTelegram(token: Planted.telegramToken, chats: [Self.chat], clock: clock.read), try telegram())
    }

    private func message(_ text: String, thread: String? = nil, edits: String? = nil) -> OutgoingMessage {
        var message = outgoing(title: "Growth", text, thread: thread, edits: edits)
        message.conversation = String(Self.chat)
        return message
    }

    private func send(_ message: OutgoingMessage, to fake: FakeTelegram, _ platform: any ChatPlatform) async throws -> DeliveryOutcome {
        let request = try #require(platform.dispatch(message, allowPrivate: true, at: now).request)
        clock.advance(by: .seconds(3))
        return platform.outcome(of: try #require(await fake.answer(request.recorded).response), for: message, at: now)
    }

    @Test("takes what the adapter sends, edits it, and knows an edit that changes nothing")
    func sends() async throws {
        let (fake, platform) = try made()
        #expect(try await send(message("a < b & c"), to: fake, platform) == .delivered(messageID: "1301"))
        #expect(try await send(message("y", thread: "1301"), to: fake, platform) == .delivered(messageID: "1302"))
        #expect(try await send(message("gone", thread: "9"), to: fake, platform) == .delivered(messageID: "1303"))
        #expect(try await send(message("new", edits: "1301"), to: fake, platform) == .delivered(messageID: "1301"))
        #expect(await fake.refusals == [])
        #expect(try await send(message("new", edits: "1301"), to: fake, platform) == .delivered(messageID: "1301"))
        #expect(try await send(message("new", edits: "9"), to: fake, platform).sort == .refused)
        #expect(await fake.messages.map(\.text) == ["Growth\n\nnew", "Growth\n\ny", "Growth\n\ngone"])
        let me = try #require(platform.introduce(allowPrivate: true, at: now))
        #expect(platform.introduced(try #require(await fake.answer(me.recorded).response), at: now) == .known(userID: "123", name: "outcomed_bot"))
    }

    @Test("turns away other tokens, unknown fields and chats, long and unescaped texts, and messages too fast")
    func refuses() async throws {
        let (fake, platform) = try made()
        let request = try #require(platform.dispatch(message("x"), allowPrivate: true, at: now).request)
        func answer(_ name: String, _ value: JSONValue) async throws -> Int? {
            clock.advance(by: .seconds(3))
            var members = try #require(request.json?.object)
            members[name] = value
            var changed = request
            changed.body = JSONValue.object(members).encoded
            return await fake.answer(changed.recorded).response?.status
        }
        #expect(try await answer("protect", true) == 400)
        #expect(try await answer("chat_id", .integer(7)) == 400)
        #expect(try await answer("text", "a < b") == 400)
        #expect(try await answer("text", "<i>x</i>") == 400)
        #expect(try await answer("text", .string(String(repeating: "x", count: 4097))) == 400)
        #expect(try await answer("text", " ") == 400)
        #expect(try await answer("parse_mode", "MarkdownV2") == 400)
        #expect(try await answer("reply_parameters", ["message_id": .integer(9)]) == 400)
        var stranger = request
        stranger.url = Secret(request.url.reveal().replacing("telegram-token", with: "other"))
        #expect(await fake.answer(stranger.recorded).response?.status == 401)
        #expect(await fake.messages.isEmpty)
        for _ in 0..<2 { _ = await fake.answer(request.recorded) }
        let fast = try #require(await fake.answer(request.recorded).response)
        #expect(platform.outcome(of: fast, for: message("x"), at: now).sort == .retry)
    }

    @Test("gives each update until it is acknowledged, and nothing while a webhook is set")
    func updates() async throws {
        let (fake, platform) = try made()
        _ = await fake.say("old", as: 42, in: Self.chat, replyingTo: nil, secret: "s")
        var fetcher = Fetcher(platform: platform, facts: PlatformFacts(selfID: "123", selfName: "outcomed_bot"), answer: { await fake.answer($0) })
        #expect(try await fetcher.events(1).isEmpty)
        _ = try await send(message("prompt"), to: fake, platform)
        let (id, _) = await fake.say("5", as: 42, in: Self.chat, replyingTo: "1302", secret: "s")
        let before = fetcher.cursor
        let first = try #require(try await fetcher.events().first)
        #expect(first.messageID == id && first.thread == "1302" && first.isThreadOurs && first.text == "5")
        // As after a crash before the cursor was stored.
        fetcher.cursor = before
        #expect(try await fetcher.events().first?.eventID == first.eventID)
        _ = await fake.edit(id, to: "6", secret: "s")
        #expect(try await fetcher.events().first.map { [$0.messageID, $0.text] } == [id, "6"])
        #expect(try await fetcher.events(2).isEmpty)
        await fake.setWebhook(true)
        let request = try #require(platform.poll(.account, PollContext(cursor: fetcher.cursor), at: now))
        #expect(await fake.answer(request.recorded).response?.status == 409)
        #expect(await fake.refusals == [])
    }
}
