import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

private let post = "7w7j4c6r9ib3xjtkhpy8d8yrza"
private let ana = "4xp9fdt77pncbef59f4k1qe83o"

private func error(_ status: Int, _ id: String, _ headers: [(name: String, value: String)] = []) -> OutboundResponse {
    answer(status, #"{"id":"\#(id)","message":"Übersetzt","detailed_error":"","request_id":"r","status_code":\#(status)}"#, headers)
}

@Suite("Mattermost, outwards")
struct MattermostOutwardTests {
    @Test("a post carries our id twice, and a reply the root of its thread")
    func body() throws {
        let request = try #require(
            try mattermostBot().dispatch(outgoing(title: "Week <43>", "a_b", thread: post), allowPrivate: true, at: now).request)
        #expect(request.url.reveal() == "https://mattermost.example/sub/api/v4/posts" && request.destinations == .privateAllowed)
        #expect(
            request.json == [
                "channel_id": "C0GROWTH", "message": "#### Week <\u{200B}43>\n\na\\_b", "root_id": .string(post),
                "pending_post_id": .string(messageID.description), "props": ["outcomed_id": .string(messageID.description)],
            ])
    }

    @Test("people are called by the names of the settings; an id without a name and words that call everybody are left out")
    func mentions() throws {
        let platform = try mattermostBot(plain: ["usernames": "\(ana)=ana.sousa  \(post)=ben"])
        let request = platform.dispatch(
            outgoing("x", mentions: [ana, "caro", "channel", "ALL", "7w7j4c6r9ib3xjtkhpy8d8yrzz", "a b"]), allowPrivate: false, at: now
        ).request
        #expect(request?.json?["message"] == "@ana.sousa @caro\n\nx")
    }

    @Test(
        "usernames of another form are told",
        arguments: ["ana", "\(ana)", "\(ana)=", "\(ana)=channel", "\(ana)=a=b", "\(ana)=a \(ana)=b"])
    func usernames(text: String) {
        let problems = PlatformKind.mattermost.checkSettings(plain: ["usernames": text, "server": "https://m.example"], secretNames: ["bot_token"])
        #expect(problems.map(\.setting) == ["usernames"])
    }

    @Test("an edit patches the post; a webhook has no channel and no ids")
    func doors() throws {
        let edit = try #require(try mattermostBot().dispatch(outgoing("x", edits: "../\(post)"), allowPrivate: false, at: now).request)
        #expect(edit.method == .put && edit.url.reveal().hasSuffix("/api/v4/posts/..%2F\(post)/patch") && edit.json == ["message": "x"])
        let hook = try mattermostWebhook().dispatch(outgoing("x"), allowPrivate: false, at: now).request
        #expect(hook?.json == ["text": "x"] && hook?.headers.map(\.name) == ["content-type"])
        #expect(try mattermostBot().dispatch(outgoing(title: " ", "\n"), allowPrivate: false, at: now).request == nil)
    }

    @Test(
        "each answer of the REST API has its class",
        arguments: [
            (answer(201, #"{"id":"\#(post)"}"#), OutcomeClass.delivered), (answer(201, "{}"), .unknown), (answer(200, "<html>"), .unknown),
            (error(500, "api.post.deduplicate_create_post.pending"), .retry), (error(400, "api.post.create_post.root_id.app_error"), .refused),
            (error(400, "model.post.is_valid.msg.app_error"), .refused), (error(401, "api.context.session_expired.app_error"), .accountDead),
            (error(403, "api.context.permissions.app_error"), .conversationGone), (error(404, "store.sql_channel.get"), .conversationGone),
            (answer(413), .refused), (answer(429, "limit exceeded"), .retry), (answer(503), .retry), (answer(500), .unknown), (answer(502), .unknown),
            (answer(504), .unknown), (answer(301), .refused),
        ])
    func classes(response: OutboundResponse, sort: OutcomeClass) throws {
        #expect(try mattermostBot().outcome(of: response, for: outgoing("x"), at: now).sort == sort)
    }

    @Test("an edit that may have arrived is done again, and one that is refused becomes a new post")
    func edits() throws {
        let edit = outgoing("x", edits: post)
        for status in [200, 500, 502, 503, 504] { #expect(try mattermostBot().outcome(of: answer(status), for: edit, at: now).sort == .retry) }
        for status in [400, 403, 404] { #expect(try mattermostBot().outcome(of: answer(status), for: edit, at: now).sort == .refused) }
    }

    @Test(
        "each answer of an incoming webhook has its class",
        arguments: [
            (answer(200, "ok"), OutcomeClass.delivered), (answer(200, "login"), .unknown),
            (error(501, "web.incoming_webhook.disabled.app_error"), .accountDead),
            (error(400, "web.incoming_webhook.invalid.app_error"), .accountDead), (error(400, "web.incoming_webhook.text.app_error"), .refused),
            (error(404, "web.incoming_webhook.channel.app_error"), .conversationGone),
            (error(403, "web.incoming_webhook.channel_locked.app_error"), .conversationGone),
            (error(403, "web.incoming_webhook.permissions.app_error"), .conversationGone), (answer(429, "limit exceeded"), .retry),
            (answer(503), .retry), (answer(500), .unknown),
        ])
    func webhookClasses(response: OutboundResponse, sort: OutcomeClass) throws {
        #expect(try mattermostWebhook().outcome(of: response, for: outgoing("x"), at: now).sort == sort)
    }

    @Test("the wait is Retry-After, else the seconds that are left")
    func waits() throws {
        let platform = try mattermostBot()
        let both = answer(429, "", [("Retry-After", "7"), ("X-RateLimit-Reset", "9")])
        guard case .retry(after: .seconds(7), _) = platform.outcome(of: both, for: outgoing("x"), at: now),
            case .retry(after: .seconds(9), _) = platform.outcome(of: answer(429, "", [("X-RateLimit-Reset", "9")]), for: outgoing("x"), at: now)
        else {
            Issue.record("another wait")
            return
        }
    }

    @Test("only error ids of the list are repeated")
    func ids() throws {
        let known = try mattermostBot().outcome(of: error(403, "api.context.permissions.app_error"), for: outgoing("x"), at: now)
        let unknown = try mattermostBot().outcome(of: error(403, Planted.mattermostToken), for: outgoing("x"), at: now)
        #expect("\(known)".contains("api.context.permissions.app_error") && !"\(unknown)".contains(Planted.mattermostToken))
    }

    @Test("a post is looked for by its id since a minute before it was made; an edit by its words")
    func readBack() throws {
        let platform = try mattermostBot()
        let lookup = try #require(platform.lookup(outgoing("x"), allowPrivate: false, at: now))
        #expect(lookup.url.reveal().hasSuffix("/api/v4/channels/C0GROWTH/posts?since=1699999940000") && lookup.body.isEmpty)
        func list(_ property: String) -> OutboundResponse {
            answer(200, #"{"order":["\#(post)"],"posts":{"\#(post)":{"id":"\#(post)","props":{"outcomed_id":"\#(property)"}}}}"#)
        }
        #expect(platform.found(in: list(messageID.description), outgoing("x")) == .present(messageID: post))
        #expect(platform.found(in: list("other"), outgoing("x")) == .absent)
        for bad in [answer(200, "{}"), answer(500), answer(200, "")] { #expect(platform.found(in: bad, outgoing("x")) == .undecided) }
        let edit = outgoing("x*", edits: post)
        #expect(platform.lookup(edit, allowPrivate: false, at: now)?.url.reveal().hasSuffix("/posts/\(post)") == true)
        #expect(platform.found(in: answer(200, #"{"id":"\#(post)","message":"x\\*"}"#), edit) == .present(messageID: post))
        #expect(platform.found(in: answer(200, #"{"id":"\#(post)","message":"old"}"#), edit) == .absent)
        #expect(try mattermostWebhook().lookup(outgoing("x"), allowPrivate: false, at: now) == nil)
    }

    @Test("the bot learns who it is, and opens direct channels")
    func account() throws {
        let platform = try mattermostBot(plain: ["poll": "true"])
        #expect(platform.introduce(allowPrivate: false, at: now)?.url.reveal().hasSuffix("/api/v4/users/me") == true)
        #expect(platform.introduced(answer(200, #"{"id":"\#(post)","username":"outcomed"}"#), at: now) == .known(userID: post, name: "outcomed"))
        guard case .failed(let failure, let advice?) = platform.introduced(answer(401, "{}"), at: now) else {
            Issue.record("known")
            return
        }
        #expect(failure.kind == .credentials && advice.contains("token"))
        let me = PlatformFacts(selfID: post)
        #expect(platform.openDirect(with: ana, facts: me, allowPrivate: false, at: now)?.json == [.string(post), .string(ana)])
        #expect(platform.openedDirect(answer(201, #"{"id":"dm1"}"#), with: ana, at: now) == .opened(conversation: "dm1"))
        #expect(platform.profileName(in: answer(200, #"{"first_name":"Ana","last_name":"Sousa","username":"ana"}"#)) == "Ana Sousa")
        #expect(platform.profileName(in: answer(200, #"{"first_name":"","last_name":"","nickname":"","username":"ana"}"#)) == "ana")
    }
}

@Suite("Mattermost, inwards")
struct MattermostInwardTests {
    private func event(_ body: String, _ type: String = "application/x-www-form-urlencoded", platform: any ChatPlatform) throws -> IncomingEvent? {
        let webhook = RawWebhook(account: "company-mattermost", method: "POST", headers: ["content-type": type], body: Array(body.utf8))
        return try platform.decode(platform.verify(webhook, at: now), facts: facts).incoming.first
    }

    @Test("an outgoing webhook is read from its form, whose time is in seconds, and from JSON, whose time is in milliseconds")
    func webhooks() throws {
        let platform = try mattermostBot(secrets: ["outgoing_tokens": Planted.outgoingToken])
        let form = try #require(try event(mattermostForm, platform: platform))
        #expect(form.text == "#sign-ups 1,450 ✅" && form.messageID == "p1" && form.conversation == "c1" && form.senderID == "u1")
        #expect(form.senderName == "ana" && form.sentAt == now && form.thread == nil && !form.mentionsUs && form.markup == .mattermost)
        let json = try #require(try event(mattermostJSON, "application/json", platform: platform))
        #expect(json.text == "sign-ups 1,450 ✅" && json.mentionsUs && json.sentAt == now)
        #expect(try event(mattermostForm.replacing("%23sign", with: "%40Outcomed+sign"), platform: platform)?.mentionsUs == true)
        #expect(try event(mattermostForm.replacing("user_id=u1", with: "user_id=SELF"), platform: platform) == nil)
    }

    @Test("a bot that does not know itself reads no outgoing webhook; an incoming webhook's posts trigger none")
    func unready() throws {
        let webhook = RawWebhook(account: "a", method: "POST", headers: [:], body: Array(mattermostForm.utf8))
        let bot = try mattermostBot(secrets: ["outgoing_tokens": Planted.outgoingToken])
        #expect(throws: WebhookRefusal.unready) { try bot.decode(bot.verify(webhook, at: now), facts: PlatformFacts()) }
        let hook = try mattermostWebhook(secrets: ["outgoing_tokens": Planted.outgoingToken])
        #expect(try hook.decode(hook.verify(webhook, at: now), facts: PlatformFacts()).incoming.count == 1)
    }

    @Test("a slash command is answered to its sender, and is no post that could be replied to")
    func command() throws {
        let platform = try mattermostBot(secrets: ["command_tokens": Planted.commandToken])
        let webhook = RawWebhook(account: "company-mattermost", method: "POST", headers: [:], body: Array(mattermostCommand.utf8))
        guard case .answered(let events, "application/json", let body) = try platform.decode(platform.verify(webhook, at: now), facts: facts) else {
            Issue.record("no answer")
            return
        }
        #expect(try JSONValue(reading: body)["response_type"] == "ephemeral")
        #expect(events.first?.text == "sign-ups 1,450" && events.first?.isCommand == true && events.first?.sentAt == now)
        #expect(events.first?.isDirect == false && events.first?.mentionsUs == true)
        #expect(try event(mattermostCommand.replacing("=town", with: "=u1__u2"), platform: platform)?.isDirect == true)
        #expect(try event(mattermostCommand + "&root_id=r1", platform: platform)?.thread == "r1")
        #expect(try event(mattermostCommand.replacing("&text=sign-ups+1%2C450", with: "&text=+"), platform: platform)?.text == "help")
    }

    @Test(
        "what has not the documented form is malformed",
        arguments: ["post_id=", "channel_id=", "user_id=", "timestamp="])
    func malformed(field: String) throws {
        let platform = try mattermostBot(secrets: ["outgoing_tokens": Planted.outgoingToken])
        let changed = mattermostForm.split(separator: "&").filter { !$0.hasPrefix(field) }.joined(separator: "&")
        #expect(throws: WebhookRefusal.malformed) { try event(changed, platform: platform) }
        #expect(throws: WebhookRefusal.malformed) { try event(mattermostForm + "&text=again", platform: platform) }
        #expect(throws: WebhookRefusal.malformed) { try event(mattermostForm + "&x=%F", platform: platform) }
        #expect(throws: WebhookRefusal.unsigned) { try event("text=x", platform: platform) }
    }
}

@Suite("Mattermost, polled")
struct MattermostPollTests {
    private let scope = PollScope.conversation("c1")

    private func context(_ cursor: PollCursor?) -> PollContext {
        PollContext(cursor: cursor, facts: PlatformFacts(selfID: "me", selfName: "outcomed"))
    }

    private func platform() throws -> any ChatPlatform { try mattermostBot(plain: ["poll": "true", "poll_every": "10 s"]) }

    private func posts(_ posts: String...) -> OutboundResponse {
        answer(200, #"{"order":[],"posts":{\#(posts.enumerated().map { "\"k\($0.offset)\":\($0.element)" }.joined(separator: ","))}}"#)
    }

    private func post(_ id: String, by user: String = "u1", at created: Int, _ more: String = "") -> String {
        #"{"id":"\#(id)","user_id":"\#(user)","create_at":\#(created),"update_at":\#(created),"message":"\#(id) said"\#(more)}"#
    }

    private func events(_ outcome: PollOutcome) throws -> (events: [IncomingEvent], cursor: PollCursor, again: Duration) {
        guard case .events(let events, let cursor, let again) = outcome else { throw CancellationError() }
        return (events, cursor, again)
    }

    @Test("the first poll tells nothing of what was said before, and the next one begins at the earlier of the two clocks")
    func first() throws {
        let platform = try platform()
        #expect(platform.pollScopes(conversations: ["c1", "c2"]) == [scope, .conversation("c2")])
        let request = try #require(platform.poll(scope, context(nil), at: now))
        #expect(request.url.reveal().hasSuffix("/api/v4/channels/c1/posts?since=1699999399999"))
        var response = posts(post("a", at: 1_700_000_000_500))
        response = OutboundResponse(status: 200, headers: [("Date", "Tue, 14 Nov 2023 22:12:20 GMT")], body: response.body)
        let step = try events(platform.polled(response, scope, context(nil), at: now))
        #expect(step.events.isEmpty && step.again == .seconds(10))
        #expect(platform.poll(scope, context(step.cursor), at: now)?.url.reveal().hasSuffix("?since=1699999339999") == true)
        let ahead = OutboundResponse(status: 200, headers: [("Date", "Tue, 14 Nov 2023 23:14:20 GMT")], body: response.body)
        let other = try events(platform.polled(ahead, scope, context(nil), at: now))
        #expect(platform.poll(scope, context(other.cursor), at: now)?.url.reveal().hasSuffix("?since=1699999399999") == true)
    }

    @Test("posts, replies, edits and deletions come once each, in the order of their making, ours and bots' left out")
    func changes() throws {
        let platform = try platform()
        let begin = try events(platform.polled(posts(), scope, context(nil), at: now)).cursor
        let t = 1_700_000_010_000
        let page = posts(
            post("b", at: t + 200, #","root_id":"mine""#), post("a", at: t), post("mine", by: "me", at: t - 100),
            post("bot", at: t, #","props":{"from_bot":"true"}"#), post("hook", at: t, #","props":{"from_webhook":"true"}"#),
            post("join", at: t, #","type":"system_join_channel""#), post("old", at: 5).replacing(#""update_at":5"#, with: #""update_at":\#(t)"#),
            post("edited", at: 6, #","edit_at":\#(t)"#), post("gone", at: 7, #","delete_at":\#(t)"#), post("c", at: t + 300, #","root_id":"a""#))
        let step = try events(platform.polled(page, scope, context(begin), at: now))
        #expect(step.events.map(\.messageID) == ["edited", "gone", "a", "b", "c"])
        #expect(step.events.map(\.version) == ["\(t)", "deleted", "0", "0", "0"])
        #expect(step.events.map(\.thread) == [nil, nil, nil, "mine", "a"])
        #expect(step.events.map(\.isThreadOurs) == [false, false, false, true, false])
        #expect(step.events[1].text.isEmpty && step.events[2].text == "a said" && step.events[2].sentAt.milliseconds == Int64(t))
        let again = try events(platform.polled(page, scope, context(step.cursor), at: now))
        #expect(again.events.isEmpty && again.cursor == step.cursor)
        let late = try events(platform.polled(posts(post("late", at: t - 1000)), scope, context(step.cursor), at: now))
        #expect(late.events.map(\.messageID) == ["late"])
    }

    @Test("after a thousand changes the posts are read page by page behind the last one known")
    func catchingUp() throws {
        let platform = try platform()
        let begin = try events(platform.polled(posts(post("known", at: 1)), scope, context(nil), at: now)).cursor
        let t = 1_700_000_010_000
        let many = answer(200, #"{"posts":{\#((0..<1000).map { "\"p\($0)\":" + post("p\($0)", at: t + 10_000 + $0) }.joined(separator: ","))}}"#)
        let full = try events(platform.polled(many, scope, context(begin), at: now))
        #expect(full.again == .zero)
        #expect(platform.poll(scope, context(full.cursor), at: now)?.url.reveal().hasSuffix("/posts?after=known&per_page=200&page=0") == true)
        let page = answer(200, #"{"posts":{\#((0..<200).map { "\"q\($0)\":" + post("q\($0)", at: t + $0) }.joined(separator: ","))}}"#)
        let second = try events(platform.polled(page, scope, context(full.cursor), at: now))
        #expect(second.again == .zero && second.events.count == 200)
        #expect(platform.poll(scope, context(second.cursor), at: now)?.url.reveal().contains("after=q199&") == true)
        let last = try events(platform.polled(posts(post("r", at: t + 900)), scope, context(second.cursor), at: now))
        #expect(last.again == .seconds(10) && last.events.map(\.messageID) == ["r"])
        #expect(platform.poll(scope, context(last.cursor), at: now)?.url.reveal().contains("?since=") == true)
        guard case .restart(let cursor?, _) = platform.polled(answer(404, "{}"), scope, context(second.cursor), at: now) else {
            Issue.record("no restart")
            return
        }
        #expect(platform.poll(scope, context(cursor), at: now)?.url.reveal().contains("?since=") == true)
    }

    @Test("failures have their class, and none moves the cursor")
    func failures() throws {
        let platform = try platform()
        func sort(_ response: OutboundResponse) -> String {
            switch platform.polled(response, scope, context(nil), at: now) {
            case .events: "events"
            case .retry(let after, _): "retry \(after.map { "\($0.components.seconds)" } ?? "-")"
            case .restart: "restart"
            case .conversationGone: "gone"
            case .accountDead: "dead"
            }
        }
        #expect(sort(answer(401)) == "dead" && sort(answer(403)) == "gone" && sort(answer(404)) == "gone")
        #expect(sort(answer(429, "limit exceeded", [("Retry-After", "3")])) == "retry 3" && sort(answer(502)) == "retry -")
        #expect(sort(answer(200, "[]")) == "retry -" && sort(answer(200, #"{"posts":7}"#)) == "retry -")
    }

    @Test("survives random answers and cursors")
    func random() throws {
        let platform = try platform()
        var random = SeededRandom(seed: 20_261_129)
        let page = Array(posts(post("a", at: 1_700_000_010_000, #","edit_at":5,"root_id":"x""#)).body)
        for _ in 0..<2000 {
            var body = page
            for _ in 0..<Int.random(in: 1..<6, using: &random) {
                body[Int.random(in: 0..<body.count, using: &random)] = UInt8.random(in: 32..<127, using: &random)
            }
            let cursor = Bool.random(using: &random) ? PollCursor(String(decoding: body, as: UTF8.self)) : PollCursor(#"{"since":5}"#)
            _ = platform.poll(scope, context(cursor), at: now)
            _ = platform.polled(OutboundResponse(status: 200, body: body), scope, context(cursor), at: now)
        }
    }
}
