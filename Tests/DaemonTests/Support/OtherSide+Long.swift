import Model
import TestSupport

/// The platforms whose whole account is fetched by one long request.
extension OtherSide {
    static func zulip(_ now: @escaping @Sendable () -> Instant, isPolled: Bool) -> OtherSide {
        let fake = FakeZulip(key: Planted.botToken, channels: [5], clock: now)
        let secrets = ["zulip-key": Planted.botToken, "zulip-out": Planted.chatToken]
        let delete: @Sendable (String) async -> Void = { await fake.delete($0) }
        return OtherSide(
            conversation: "5",
            account: { server in
                let mode = isPolled ? "poll: true" : #"webhook_token: "${credential:zulip-out}""#
                return .other(
                    platform: "zulip", settings: ["site: \(server)", "email: \(fake.email)", #"api_key: "${credential:zulip-key}""#, mode],
                    secrets: secrets, ana: "42")
            },
            answer: { await fake.answer($0) }, messages: { await fake.messages }, refusals: { await fake.refusals },
            say: { text, thread in
                let topic = await fake.topic(of: thread ?? "") ?? "lunch"
                let id = await fake.say(isPolled ? text : "@**outcomed** " + text, as: 42, in: "5", topic: topic)
                guard !isPolled else { return (id, nil) }
                return (id, await fake.outgoing(id, token: Planted.chatToken))
            },
            edit: { id, text in
                await fake.edit(id, to: text)
                return nil
            },
            delete: isPolled ? delete : nil, fail: { await fake.failNext($0) }, hasEdits: isPolled)
    }

    static func telegram(_ now: @escaping @Sendable () -> Instant, isPolled: Bool) -> OtherSide {
        let token = "123:" + Planted.botToken
        let fake = FakeTelegram(token: token, chats: [-1_001_234_567_890], clock: now)
        let secrets = ["tg-bot": token, "tg-hook": Planted.chatToken]
        return OtherSide(
            conversation: "-1001234567890",
            account: { server in
                let mode = isPolled ? "poll: true" : #"webhook_secret: "${credential:tg-hook}""#
                return .other(
                    platform: "telegram", settings: ["api_url: \(server)", #"bot_token: "${credential:tg-bot}""#, mode], secrets: secrets, ana: "42")
            },
            answer: { await fake.answer($0) }, messages: { await fake.messages }, refusals: { await fake.refusals },
            say: { text, thread in
                let (id, delivery) = await fake.say(text, as: 42, in: -1_001_234_567_890, replyingTo: thread, secret: Planted.chatToken)
                return (id, isPolled ? nil : delivery)
            },
            edit: { id, text in
                let delivery = await fake.edit(id, to: text, secret: Planted.chatToken)
                return isPolled ? nil : delivery
            },
            delete: nil, fail: { await fake.failNext($0) })
    }
}
