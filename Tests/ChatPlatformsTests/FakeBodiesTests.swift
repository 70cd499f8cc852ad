import Foundation
import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

/// What the fakes say, as files: `.ci/cards` has the platforms' own SDKs read them, so that a fake is no more lenient than what it stands for.
@Suite("The bodies that fakes send")
struct FakeBodiesTests {
    private func check(_ body: [UInt8], _ name: String) throws {
        // Laid out for people who read the difference.
        let value = try JSONSerialization.jsonObject(with: Data(body))
        let pretty = try JSONSerialization.data(withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        try GoldenFile.check(Array(pretty) + Array("\n".utf8), "\(name).json", in: "Golden/Fakes")
    }

    private func body(_ answer: LoopbackAnswer) throws -> [UInt8] { try #require(answer.response).body }

    @Test("are Telegram's: who we are, a sent and an edited message, and updates with a reply and an edit")
    func telegramBodies() async throws {
        let chat: Int64 = -1_001_234_567_890
        let fake = FakeTelegram(token: Planted.telegramToken, chats: [chat], clock: { now })
        func call(_ method: String, _ body: JSONValue) async throws -> [UInt8] {
            let path = "/bot\(Planted.telegramToken)/\(method)"
            return try self.body(
                await fake.answer(RecordedRequest(method: "POST", path: path, headers: [("content-type", "application/json")], body: body.encoded)))
        }
        let platform = try telegram()
        var message = outgoing(title: "Growth: week 43", "1. Sign-ups <1,320>", mentions: ["42"])
        message.conversation = String(chat)
        let sent = try #require(platform.dispatch(message, allowPrivate: false, at: now).request?.json)
        let edited: [UInt8]
        var errors: [any Error] = []
        func record(_ body: [UInt8], _ name: String) { do { try check(body, name) } catch { errors.append(error) } }
        record(try await call("getMe", [:]), "telegram-getMe")
        let answer = try await call("sendMessage", sent)
        record(answer, "telegram-sendMessage")
        let id = try #require(try JSONValue(reading: answer)["result"]?["message_id"]?.idText)
        message.edits = id
        edited = try await call("editMessageText", try #require(platform.dispatch(message, allowPrivate: false, at: now + .minutes(1)).request?.json))
        #expect(try JSONValue(reading: edited)["ok"] == false, "the same words are no edit")
        let reply = await fake.say("sign-ups 1,450 ✅", as: 42, in: chat, replyingTo: id, secret: "s")
        _ = await fake.edit(reply.id, to: "sign-ups 1,460", secret: "s")
        record(
            try await call("getUpdates", ["timeout": .integer(0), "limit": .integer(100), "allowed_updates": ["message", "edited_message"]]),
            "telegram-getUpdates")
        for error in errors { Issue.record(error) }
    }

    @Test("are Zulip's: a queue, its events, the history, and what an outgoing webhook brings")
    func zulipBodies() async throws {
        let fake = FakeZulip(key: Planted.zulipKey, channels: [5], clock: { now })
        let platform = try zulip()
        var message = outgoing(title: "Growth: week 43", "1. Sign-ups", mentions: ["42"])
        message.conversation = "5"
        func answer(_ request: OutboundRequest?) async throws -> [UInt8] { try body(await fake.answer(try #require(request).recorded)) }
        var errors: [any Error] = []
        func record(_ body: [UInt8], _ name: String) { do { try check(body, name) } catch { errors.append(error) } }
        record(try await answer(platform.introduce(allowPrivate: false, at: now)), "zulip-me")
        record(try await answer(platform.poll(.account, PollContext(), at: now)), "zulip-register")
        record(try await answer(platform.dispatch(message, allowPrivate: false, at: now).request), "zulip-send")
        let id = await fake.say("@**outcomed** sign-ups 1,450 ✅", as: 42, in: "5", topic: "Check-in growth 2026-W43")
        await fake.edit(id, to: "@**outcomed** sign-ups 1,460")
        let gone = await fake.say("oh", as: 42, in: "5", topic: "lunch")
        await fake.delete(gone)
        let events = PollContext(cursor: PollCursor(#"{"queue":"queue-1","event":-1}"#))
        record(try await answer(platform.poll(.account, events, at: now)), "zulip-events")
        let history = PollContext(cursor: PollCursor(#"{"queue":"queue-1","event":-1,"fill":1}"#))
        record(try await answer(platform.poll(.account, history, at: now)), "zulip-messages")
        record(try #require(await fake.outgoing(id, token: Planted.zulipToken)).body, "zulip-outgoing")
        for error in errors { Issue.record(error) }
    }
}
