import Model
import OutboundHTTP
import TestSupport

/// A chat platform on the other side of a whole check-in, the same to the tests whichever it is.
struct OtherSide: Sendable {
    var conversation: String
    /// The account's settings, for a server at that address.
    var account: @Sendable (_ server: String) -> DaemonFiles.Account
    var answer: @Sendable (RecordedRequest) async -> LoopbackAnswer
    var messages: @Sendable () async -> [FakeChatMessage]
    var refusals: @Sendable () async -> [String]
    /// Ana writes; returns the message's id, and the request that the platform makes, where it pushes.
    var say: @Sendable (_ text: String, _ thread: String?) async -> (id: String, delivery: FakeDelivery?)
    var edit: @Sendable (_ id: String, _ text: String) async -> FakeDelivery?
    /// Nil where deletions do not show.
    var delete: (@Sendable (_ id: String) async -> Void)?
    var fail: @Sendable (FakeFault) async -> Void
    /// Answers come in the thread of the prompt.
    var hasThreads = true
    var hasEdits = true
    /// A reply stands in a thread that has one root, rather than refer to any message.
    var hasRoots = false
    /// The conversation of Ana and the bot alone, and Ana's words in it; nil where there is none.
    var direct: (place: String, say: @Sendable (_ text: String) async -> FakeDelivery?)?
    /// The request that the platform makes for Ana's slash command; nil where it has none.
    var command: (@Sendable (_ text: String) async -> FakeDelivery?)?
    /// The platform reads the daemon's answer to a request that it made; nil where the status says all.
    var answered: (@Sendable (FakeDelivery, OutboundResponse) async -> Void)?
    /// The request by which the platform tries the daemon's address; nil where it does not.
    var ping: (@Sendable () async -> FakeDelivery?)?
}

/// The platforms with which a whole check-in is gone through, by the way in which replies come.
enum Side: String, CaseIterable, Sendable {
    case mattermostPolled, mattermostPushed, rocketChatPolled, rocketChatPolledByThread, rocketChatPushed, discordPolled, discordThread, discordPushed
    case zulipPolled, zulipPushed, telegramPolled, telegramPushed

    func make(_ now: @escaping @Sendable () -> Instant) -> OtherSide {
        switch self {
        case .mattermostPolled: .mattermost(now, isPolled: true)
        case .mattermostPushed: .mattermost(now, isPolled: false)
        case .rocketChatPolled: .rocketChat(now, isPolled: true, hidesThreads: false)
        case .rocketChatPolledByThread: .rocketChat(now, isPolled: true, hidesThreads: true)
        case .rocketChatPushed: .rocketChat(now, isPolled: false, hidesThreads: false)
        case .discordPolled: .discord(now)
        case .discordThread: .discord(now, inThread: true)
        case .discordPushed: .discord(now, isPolled: false)
        case .zulipPolled: .zulip(now, isPolled: true)
        case .zulipPushed: .zulip(now, isPolled: false)
        case .telegramPolled: .telegram(now, isPolled: true)
        case .telegramPushed: .telegram(now, isPolled: false)
        }
    }
}

extension OtherSide {
    static func mattermost(_ now: @escaping @Sendable () -> Instant, isPolled: Bool) -> OtherSide {
        let channel = "7w7j4c6r9ib3xjtkhpy8d8yrza"
        let ana = "4xp9fdt77pncbef59f4k1qe83o"
        let fake = FakeMattermost(token: Planted.botToken, channels: [channel], clock: now)
        let secrets = ["mm-bot": Planted.botToken, "mm-out": Planted.chatToken]
        let delete: @Sendable (String) async -> Void = { await fake.delete($0) }
        return OtherSide(
            conversation: channel,
            account: { server in
                let mode =
                    isPolled
                    ? ["poll: true", "poll_every: 10 s", #"command_tokens: "${credential:mm-out}""#] : [#"outgoing_tokens: "${credential:mm-out}""#]
                return .other(
                    platform: "mattermost", settings: ["server: \(server)", #"bot_token: "${credential:mm-bot}""#] + mode, secrets: secrets, ana: ana)
            },
            answer: { await fake.answer($0) }, messages: { await fake.messages }, refusals: { await fake.refusals },
            say: { text, thread in
                let id = await fake.say(isPolled ? text : "@outcomed " + text, as: ana, in: channel, thread: thread)
                guard !isPolled else { return (id, nil) }
                return (id, await fake.outgoing(id, token: Planted.chatToken))
            },
            edit: { id, text in
                await fake.edit(id, to: text)
                return nil
            },
            delete: isPolled ? delete : nil, fail: { await fake.failNext($0) }, hasThreads: isPolled, hasEdits: isPolled, hasRoots: true,
            direct: (
                FakeMattermost.direct(with: ana),
                {
                    await fake.say($0, as: ana, in: FakeMattermost.direct(with: ana))
                    return nil
                }
            ),
            command: { await fake.command($0, as: ana, in: channel, token: Planted.chatToken) })
    }

    static func rocketChat(_ now: @escaping @Sendable () -> Instant, isPolled: Bool, hidesThreads: Bool) -> OtherSide {
        let fake = FakeRocketChat(token: Planted.botToken, rooms: ["GENERAL"], clock: now)
        let secrets = ["rc-bot": Planted.botToken, "rc-out": Planted.chatToken]
        let delivery: @Sendable (String) async -> FakeDelivery? = { id in
            guard !isPolled else { return nil }
            return await fake.outgoing(id, token: Planted.chatToken)
        }
        let delete: @Sendable (String) async -> Void = { await fake.delete($0) }
        return OtherSide(
            conversation: "GENERAL",
            account: { server in
                let mode = isPolled ? ["poll: true", "poll_every: 10 s"] : [#"outgoing_tokens: "${credential:rc-out}""#]
                return .other(
                    platform: "rocketchat",
                    settings: ["server: \(server)", "user_id: \(fake.bot)", #"auth_token: "${credential:rc-bot}""#] + mode, secrets: secrets,
                    ana: "ana")
            },
            answer: {
                if hidesThreads { await fake.hideThreads() }
                return await fake.answer($0)
            },
            messages: { await fake.messages }, refusals: { await fake.refusals },
            say: { text, thread in
                let id = await fake.say(text, as: "ana", in: "GENERAL", thread: thread)
                return (id, await delivery(id))
            },
            edit: { id, text in
                await fake.edit(id, to: text)
                return await delivery(id)
            },
            delete: isPolled && !hidesThreads ? delete : nil, fail: { await fake.failNext($0) }, hasRoots: true,
            direct: (
                fake.bot + "ana",
                {
                    await fake.say($0, as: "ana", in: fake.bot + "ana")
                    return nil
                }
            ))
    }

    /// - Parameters:
    ///   - inThread: Ana answers in the thread that hangs on a message, rather than by a reply.
    ///   - isPolled: else she has a slash command alone, since Discord pushes nothing else.
    static func discord(_ now: @escaping @Sendable () -> Instant, inThread: Bool = false, isPolled: Bool = true) -> OtherSide {
        let channel = "1200000000000000002"
        let ana = "1200000000000000042"
        let direct = FakeDiscord.direct(with: ana)
        let seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
        let fake = FakeDiscord(token: Planted.botToken, seed: seed, channels: [channel], clock: now)
        return OtherSide(
            conversation: channel,
            account: { server in
                let key = "public_key: 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
                return .other(
                    platform: "discord",
                    settings: ["api_url: \(server)/api/v10", #"bot_token: "${credential:dc-bot}""#, key]
                        + (isPolled ? ["poll: true", "poll_every: 10 s"] : []),
                    secrets: ["dc-bot": Planted.botToken], ana: ana)
            },
            answer: { await fake.answer($0) }, messages: { await fake.messages }, refusals: { await fake.refusals },
            say: { text, thread in
                guard isPolled else { return ("", await fake.command(text, as: ana, in: channel)) }
                guard let thread, inThread else { return (await fake.say(text, as: ana, in: channel, replyingTo: thread), nil) }
                return (await fake.say(text, as: ana, inThreadOf: thread), nil)
            },
            edit: { id, text in
                await fake.edit(id, to: text)
                return nil
            },
            delete: nil, fail: { await fake.failNext($0) }, hasEdits: isPolled,
            direct: (
                direct,
                {
                    guard isPolled else { return await fake.command($0, as: ana, in: direct) }
                    await fake.say($0, as: ana, in: direct)
                    return nil
                }
            ),
            command: { await fake.command($0, as: ana, in: channel) }, answered: { await fake.answered($0, with: $1) },
            ping: { await fake.ping() })
    }
}

/// Incoming webhooks: what can be done without any bot.
enum Hook: String, CaseIterable, Sendable {
    case mattermost, rocketChat, discord

    func make(_ now: @escaping @Sendable () -> Instant) -> OtherSide {
        let hook = "planted-path-77d1"
        func account(_ platform: String, _ path: String) -> @Sendable (String) -> DaemonFiles.Account {
            { server in
                .other(platform: platform, settings: [#"webhook_url: "${credential:hook}""#], secrets: ["hook": server + path + hook], ana: "ana")
            }
        }
        switch self {
        case .mattermost:
            let fake = FakeMattermost(token: "none", hook: hook, channels: ["town"], clock: now)
            return OtherSide(posting: account("mattermost", "/hooks/"), { await fake.answer($0) }, { await fake.messages }, { await fake.refusals })
        case .rocketChat:
            let fake = FakeRocketChat(token: "none", hook: hook, rooms: ["town"], clock: now)
            return OtherSide(posting: account("rocketchat", "/hooks/1/"), { await fake.answer($0) }, { await fake.messages }, { await fake.refusals })
        case .discord:
            let fake = FakeDiscord(token: "none", hook: hook, channels: ["town"], clock: now)
            return OtherSide(
                posting: account("discord", "/api/v10/webhooks/1/"), { await fake.answer($0) }, { await fake.messages }, { await fake.refusals })
        }
    }
}

extension OtherSide {
    /// One that hears nothing.
    fileprivate init(
        posting account: @escaping @Sendable (String) -> DaemonFiles.Account, _ answer: @escaping @Sendable (RecordedRequest) async -> LoopbackAnswer,
        _ messages: @escaping @Sendable () async -> [FakeChatMessage], _ refusals: @escaping @Sendable () async -> [String]
    ) {
        self.init(
            conversation: "town", account: account, answer: answer, messages: messages, refusals: refusals, say: { _, _ in ("", nil) },
            edit: { _, _ in nil }, fail: { _ in })
    }
}
