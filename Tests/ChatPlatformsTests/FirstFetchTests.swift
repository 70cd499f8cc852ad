import Model
import OutboundHTTP
import Testing

@testable import ChatPlatforms

/// What people answered before anything was ever fetched: they may be quicker than the first fetch.
@Suite("The first fetch")
struct FirstFetchTests {
    private func own(_ id: String?, _ conversation: String = "c1", at madeAt: Instant = now) -> OwnMessage {
        OwnMessage(id: id, conversation: conversation, madeAt: madeAt)
    }

    private func context(_ cursor: PollCursor?, _ own: OwnMessage?, self selfID: String = "me") -> PollContext {
        PollContext(cursor: cursor, firstOwn: cursor == nil ? own : nil, facts: PlatformFacts(selfID: selfID), conversations: ["c1"])
    }

    /// Requests and answers in turn, until the account's pause or the answers end.
    private func fetch(
        _ platform: any ChatPlatform, _ scope: PollScope, _ own: OwnMessage?, self selfID: String = "me", _ answers: [OutboundResponse]
    ) throws -> (events: [String], requests: [String], cursor: PollCursor?) {
        var cursor: PollCursor?
        var events: [String] = []
        var requests: [String] = []
        for answer in answers {
            let context = context(cursor, own, self: selfID)
            requests.append(try #require(platform.poll(scope, context, at: now)).url.reveal())
            guard case .events(let new, let next, _) = platform.polled(answer, scope, context, at: now) else {
                Issue.record("no events of \(answer.status)")
                break
            }
            events += new.map(\.messageID)
            cursor = next
        }
        return (events, requests, cursor)
    }

    private let c1 = PollScope.conversation("c1")

    // Mattermost

    private func post(_ id: String, by user: String = "u1", at created: Int64) -> String {
        #"{"id":"\#(id)","user_id":"\#(user)","create_at":\#(created),"update_at":\#(created),"message":"5"}"#
    }

    private func posts(_ posts: String...) -> OutboundResponse {
        answer(200, #"{"posts":{\#(posts.enumerated().map { "\"k\($0.offset)\":\($0.element)" }.joined(separator: ","))}}"#)
    }

    private func mattermost() throws -> any ChatPlatform { try mattermostBot(plain: ["poll": "true"]) }

    @Test("on Mattermost asks for the time of our first post, and reads on from it, whatever our clock shows")
    func mattermostOwn() throws {
        // Their clock is an hour behind ours.
        let theirs = (now - .hours(1)).milliseconds
        let fetched = try fetch(
            mattermost(), c1, own("p1"),
            [
                answer(200, post("p1", by: "me", at: theirs)), posts(post("p1", by: "me", at: theirs), post("quick", at: theirs)),
                posts(post("quick", at: theirs), post("next", at: theirs + 1)),
            ])
        #expect(fetched.events == ["quick", "next"])
        #expect(fetched.requests[0].hasSuffix("/api/v4/posts/p1"))
        #expect(fetched.requests[1].hasSuffix("/channels/c1/posts?since=\(theirs - 1)"))
    }

    @Test("on Mattermost goes by our time of a post that is gone, or whose answer was lost", arguments: [nil, "p1"])
    func mattermostLost(id: String?) throws {
        let gone = id == nil ? [] : [answer(404, "{}")]
        let fetched = try fetch(mattermost(), c1, own(id), gone + [posts(post("quick", at: now.milliseconds))])
        #expect(fetched.events == ["quick"])
        #expect(fetched.requests.last?.hasSuffix("?since=\((now - .minutes(5)).milliseconds - 1)") == true)
    }

    @Test("on Mattermost takes what it lists for old and all else for new, in the same millisecond too")
    func mattermostBoundary() throws {
        let moment = now.milliseconds
        let fetched = try fetch(
            mattermost(), c1, nil, [posts(post("old", at: moment)), posts(post("old", at: moment), post("new", at: moment))])
        #expect(fetched.events == ["new"])
    }

    // Rocket.Chat

    private func message(_ id: String, by user: String = "u1", at instant: Instant) -> String {
        #"{"_id":"\#(id)","rid":"c1","msg":"5","ts":"\#(instant)","_updatedAt":"\#(instant)","u":{"_id":"\#(user)","username":"\#(user)"}}"#
    }

    private func room(_ updated: String...) -> OutboundResponse {
        answer(200, #"{"result":{"updated":[\#(updated.joined(separator: ","))],"deleted":[]},"success":true}"#)
    }

    private func rocketChat() throws -> any ChatPlatform { try rocketChatUser(plain: ["poll": "true"]) }

    @Test("on Rocket.Chat asks for the time of our first message, and reads on from it, whatever our clock shows")
    func rocketChatOwn() throws {
        let theirs = now - .hours(1)
        let ours = message("m1", by: "aobEdbYhXfu5hkeqG", at: theirs)
        let fetched = try fetch(
            rocketChat(), c1, own("m1"), [answer(200, #"{"message":\#(ours),"success":true}"#), room(ours, message("quick", at: theirs))])
        #expect(fetched.events == ["quick"])
        #expect(fetched.requests[0].hasSuffix("/chat.getMessage?msgId=m1"))
        #expect(fetched.requests[1].hasSuffix("lastUpdate=2023-11-14T21%3A13%3A19.999Z"))
    }

    @Test("on Rocket.Chat goes by our time of a message that is gone, or whose answer was lost", arguments: [nil, "m1"])
    func rocketChatLost(id: String?) throws {
        let gone = id == nil ? [] : [answer(400, #"{"success":false,"error":"x [error-message-not-found]"}"#)]
        let fetched = try fetch(rocketChat(), c1, own(id), gone + [room(message("quick", at: now))])
        #expect(fetched.events == ["quick"])
    }

    @Test("on Rocket.Chat takes what it lists for old and all else for new, in the same millisecond too")
    func rocketChatBoundary() throws {
        let fetched = try fetch(rocketChat(), c1, nil, [room(message("old", at: now)), room(message("old", at: now), message("new", at: now))])
        #expect(fetched.events == ["new"])
    }

    // Discord

    private func discord(_ at: Instant, by author: String = "42") -> (id: String, json: String) {
        let id = DiscordSnowflake(startOf: at).description
        let author = #"{"id":"\#(author)","username":"ana"}"#
        return (id, #"{"id":"\#(id)","channel_id":"c1","type":0,"author":\#(author),"content":"5","edited_timestamp":null,"mentions":[]}"#)
    }

    @Test("on Discord reads on from our first message, or from our time of it")
    func discordOwn() throws {
        let theirs = now - .hours(1)
        let (id, ours) = discord(theirs, by: "7")
        let quick = discord(theirs + .milliseconds(1))
        let bot = try discordBot(plain: ["poll": "true"])
        let fetched = try fetch(bot, c1, own(id), self: "7", [answer(200, "[\(quick.json),\(ours)]")])
        #expect(fetched.events == [quick.id])
        let late = discord(now)
        #expect(try fetch(bot, c1, own(nil), self: "7", [answer(200, "[\(late.json)]")]).events == [late.id])
    }

    @Test("on Discord, of an empty channel, takes all for new that comes after")
    func discordBoundary() throws {
        let new = discord(now)
        let bot = try discordBot(plain: ["poll": "true"])
        #expect(try fetch(bot, c1, nil, [answer(200, "[]"), answer(200, "[\(new.json)]")]).events == [new.id])
    }

    // The others

    @Test("on Slack reads on from our first message, or from our time of it")
    func slack() throws {
        let bot = try slackPolled()
        let page = answer(200, #"{"ok":true,"messages":[{"type":"message","user":"U1","text":"5","ts":"1699990000.000200"}]}"#)
        let fetched = try fetch(bot, .conversation("C1"), own("1699990000.000100"), [page])
        #expect(fetched.events == ["1699990000.000200"] && fetched.requests[0].contains("oldest=1699990000.000100"))
        let lost = try fetch(bot, .conversation("C1"), own(nil, at: now - .hours(4)), [page])
        #expect(lost.events == ["1699990000.000200"])
        #expect(try fetch(bot, .conversation("C1"), nil, [page]).events == [])
    }

    @Test("on Zulip reads the history behind our first message, once the queue stands")
    func zulipQueue() throws {
        func said(_ id: Int, by sender: Int) -> String {
            #"{"id":\#(id),"type":"stream","stream_id":5,"subject":"t","sender_id":\#(sender),"content":"5","timestamp":1700000000}"#
        }
        let registered = answer(200, #"{"queue_id":"q","last_event_id":-1,"max_message_id":12,"result":"success"}"#)
        let ours = answer(200, #"{"messages":[\#(said(10, by: 7))],"result":"success"}"#)
        let missed = answer(200, #"{"messages":[\#(said(11, by: 42)),\#(said(12, by: 42))],"found_newest":true,"result":"success"}"#)
        let fetched = try fetch(zulip(), .account, own("10"), self: "7", [registered, ours, missed])
        #expect(fetched.events == ["11", "12"] && fetched.requests[2].contains("anchor=10&"))
        #expect(try fetch(zulip(), .account, nil, self: "7", [registered, ours]).events == [])
    }

    @Test("on Telegram takes what waits, but for what is older than our first message")
    func telegramWaiting() throws {
        func said(_ id: Int, at seconds: Int64) -> String {
            #"{"update_id":\#(id),"message":{"message_id":\#(id),"date":\#(seconds),"chat":{"id":-1001,"type":"group"},"from":{"id":42,"is_bot":false,"first_name":"A"},"text":"5"}}"#
        }
        let waiting = answer(200, #"{"ok":true,"result":[\#(said(1, at: now.seconds - 3600)),\#(said(2, at: now.seconds))]}"#)
        #expect(try fetch(telegram(), .account, own("1334"), [waiting]).events == ["2"])
        #expect(try fetch(telegram(), .account, nil, [waiting]).events == [])
    }

    @Test("on Telegram a group that became a supergroup is told with its new number, by either of its messages")
    func telegramMoved() throws {
        func service(_ chat: Int64, _ field: String, _ other: Int64) -> OutboundResponse {
            let message = #"{"message_id":1,"date":1700000000,"chat":{"id":\#(chat),"type":"group"},"\#(field)":\#(other)}"#
            return answer(200, #"{"ok":true,"result":[{"update_id":5,"message":\#(message)}]}"#)
        }
        let bot = try telegram()
        for response in [service(-7, "migrate_to_chat_id", -1007), service(-1007, "migrate_from_chat_id", -7)] {
            let context = context(PollCursor("5"), nil)
            guard case .events(let events, let cursor, _) = bot.polled(response, .account, context, at: now) else { throw CancellationError() }
            #expect(events.isEmpty && cursor.text == "6 -7>-1007")
            #expect(bot.trouble(in: cursor, of: "-7", at: now) == "the group became a supergroup: set the channel's conversation to -1007")
            #expect(bot.trouble(in: cursor, of: "-7/5", at: now) != nil && bot.trouble(in: cursor, of: "-1007", at: now) == nil)
            let next = PollContext(cursor: cursor)
            #expect(bot.poll(.account, next, at: now)?.json?["offset"]?.integer == 6)
            guard case .events(_, let kept, _) = bot.polled(answer(200, #"{"ok":true,"result":[]}"#), .account, next, at: now) else {
                throw CancellationError()
            }
            #expect(bot.trouble(in: kept, of: "-7", at: now) != nil)
        }
        let refused = answer(400, #"{"ok":false,"error_code":400,"description":"x","parameters":{"migrate_to_chat_id":-1007}}"#)
        guard case .conversationGone(let failure) = bot.outcome(of: refused, for: outgoing("x"), at: now) else { throw CancellationError() }
        #expect(failure.detail.hasSuffix("set the channel's conversation to -1007"))
    }

    @Test("on Matrix reads the room in which our first message stands from then on, what the server leaves out too")
    func matrixRoom() throws {
        func said(_ id: String, at instant: Instant) -> String {
            #"{"type":"m.room.message","event_id":"\#(id)","sender":"@a:h","origin_server_ts":\#(instant.milliseconds),"content":{"msgtype":"m.text","body":"5"}}"#
        }
        let timeline = #"{"events":[\#(said("$new", at: now))],"limited":true,"prev_batch":"p"}"#
        let sync = answer(200, #"{"next_batch":"s1","rooms":{"join":{"!r:h":{"timeline":\#(timeline)}}}}"#)
        let chunk = answer(200, #"{"chunk":[\#(said("$quick", at: now)),\#(said("$old", at: now - .days(1)))],"end":"e"}"#)
        let fetched = try fetch(matrix(), .account, own("$ours", "!r:h"), [sync, chunk])
        #expect(Set(fetched.events) == ["$new", "$quick"])
        #expect(try fetch(matrix(), .account, nil, [sync]).events == [])
    }
}
