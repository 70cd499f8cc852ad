import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

private func polled(plain: [String: String] = [:]) throws -> any ChatPlatform {
    try makePlatform(
        AccountSettings(
            account: "company-slack", kind: .slack, plain: ["poll": "true"].merging(plain) { $1 }, secrets: ["bot_token": Secret(Planted.token)]))
}

private func context(_ cursor: String? = nil, threads: [String] = []) -> PollContext {
    PollContext(cursor: cursor.map(PollCursor.init), facts: PlatformFacts(selfID: "UBOT"), conversations: ["C1"], threads: threads)
}

private func page(_ messages: String, next: String = "") -> OutboundResponse {
    answer(200, #"{"ok":true,"messages":[\#(messages)],"has_more":\#(!next.isEmpty),"response_metadata":{"next_cursor":"\#(next)"}}"#)
}

/// A person's message; `now` of all these tests is 1700000000.
private func said(_ ts: String, _ text: String, user: String = "U2", edited: String? = nil, thread: String? = nil) -> String {
    let stamp = edited.map { #","edited":{"user":"\#(user)","ts":"\#($0)"}"# } ?? ""
    let root = thread.map { #","thread_ts":"\#($0)","parent_user_id":"UBOT""# } ?? ""
    return #"{"type":"message","user":"\#(user)","text":"\#(text)","ts":"\#(ts)"\#(stamp)\#(root)}"#
}

extension PollOutcome {
    fileprivate var taken: (events: [IncomingEvent], cursor: PollCursor, again: Duration)? {
        if case .events(let events, let cursor, let again) = self { (events, cursor, again) } else { nil }
    }
}

/// Plays a round: each answer to the request that the cursor before it asks for.
private func round(_ answers: [OutboundResponse], from start: String? = nil, threads: [String] = []) throws -> (
    requests: [String], events: [IncomingEvent], cursor: String, again: Duration
) {
    let platform = try polled()
    var cursor = start
    var requests: [String] = []
    var events: [IncomingEvent] = []
    var again = Duration.zero
    for answer in answers {
        let context = context(cursor, threads: threads)
        let request = try #require(platform.poll(.conversation("C1"), context, at: now))
        requests.append(request.url.reveal().replacing("https://slack.com/api/conversations.", with: ""))
        let taken = try #require(platform.polled(answer, .conversation("C1"), context, at: now).taken)
        events += taken.events
        cursor = taken.cursor.text
        again = taken.again
    }
    return (requests, events, cursor ?? "", again)
}

@Suite("Fetching from Slack")
struct SlackPollTests {
    @Test("is asked for with the token in a header, and needs no signing secret")
    func request() throws {
        let platform = try polled()
        #expect(platform.capabilities.polls && platform.capabilities.receives && !platform.capabilities.pushes)
        #expect(platform.pollScopes(conversations: ["C1", "C2"]) == [.conversation("C1"), .conversation("C2")])
        #expect(try slackBot().pollScopes(conversations: ["C1"]).isEmpty)
        let request = try #require(platform.poll(.conversation("C1"), context(), at: now))
        #expect(request.method == .get && request.destinations == .publicOnly)
        #expect(request.headers.first { $0.name == "authorization" }?.value.reveal() == "Bearer \(Planted.token)")
        #expect(!request.url.reveal().contains(Planted.token))
    }

    @Test("begins at now: the first request asks for nothing older, and the pause is the account's")
    func begins() throws {
        let first = try round([page("")])
        #expect(first.requests == ["history?channel=C1&inclusive=true&limit=200&oldest=1699999970.000000"])
        #expect(first.events.isEmpty && first.again == .seconds(30))
        let platform = try polled(plain: ["poll_every": "2 min"])
        let taken = try #require(platform.polled(page(""), .conversation("C1"), context(), at: now).taken)
        #expect(taken.again == .minutes(2))
    }

    @Test("reads the newest messages, whatever their order, and then each open thread, one request each")
    func threads() throws {
        let start = try round([page("")]).cursor
        let read = try round(
            [
                page([said("1699999990.000200", "two"), said("1699999980.000100", "one")].joined(separator: ",")),
                page(
                    [said("1699999000.000100", "prompt", user: "UBOT"), said("1699999995.000100", "5", thread: "1699999000.000100")].joined(
                        separator: ",")),
                page(said("1699998000.000100", "older prompt", user: "UBOT")),
            ], from: start, threads: ["1699999000.000100", "1699998000.000100"])
        #expect(read.requests.map { $0.prefix { $0 != "?" } } == ["history", "replies", "replies"])
        #expect(read.requests[1] == "replies?channel=C1&limit=200&ts=1699999000.000100")
        #expect(read.events.map(\.text) == ["one", "two", "5"])
        #expect(read.events.map(\.thread) == [nil, nil, "1699999000.000100"] && read.events.map(\.isThreadOurs) == [false, false, true])
        #expect(read.events.map(\.change) == [.posted, .posted, .posted] && Set(read.events.map(\.eventID)).count == 3)
        #expect(read.again == .seconds(30))
    }

    @Test("tells of an edit once, and of a deletion once, by what it remembers")
    func changes() throws {
        let thread = "1699999000.000100"
        let root = said(thread, "prompt", user: "UBOT")
        func replies(_ text: String...) -> OutboundResponse { page(([root] + text).joined(separator: ",")) }
        let start = try round([page("")]).cursor
        let reply = "1699999995.000100"
        let posted = try round([page(""), replies(said(reply, "5", thread: thread))], from: start, threads: [thread])
        #expect(posted.events.map(\.change) == [.posted])
        let same = try round([page(""), replies(said(reply, "5", thread: thread))], from: posted.cursor, threads: [thread])
        #expect(same.events.isEmpty)
        let edit = said(reply, "6", edited: "1699999997.000000", thread: thread)
        let edited = try round([page(""), replies(edit)], from: same.cursor, threads: [thread])
        #expect(edited.events.map(\.change) == [.edited(stamp: "1699999997.000000")] && edited.events.first?.text == "6")
        #expect(try round([page(""), replies(edit)], from: edited.cursor, threads: [thread]).events.isEmpty)
        let deleted = try round([page(""), replies()], from: edited.cursor, threads: [thread])
        #expect(deleted.events.map(\.change) == [.deleted] && deleted.events.first?.messageID == reply)
        #expect(try round([page(""), replies()], from: deleted.cursor, threads: [thread]).events.isEmpty)
    }

    @Test("reads to the oldest page and tells from there, so that nothing comes out of order or is taken for deleted")
    func pages() throws {
        let start = try round([page("")]).cursor
        let newest = page(said("1699999993.000000", "three"), next: "p1")
        let oldest = page([said("1699999992.000000", "two"), said("1699999991.000000", "one")].joined(separator: ","))
        let read = try round([newest, oldest, newest], from: start)
        #expect(read.requests.map { $0.contains("cursor=p1") } == [false, true, false])
        #expect(read.events.map(\.text) == ["one", "two", "three"])
        #expect(read.again == .seconds(30))
        #expect(try round([page(said("1699999993.000000", "three"))], from: read.cursor).requests[0].contains("oldest=1699999970.000000"))
    }

    @Test("leaves bots, ourselves and what Slack itself writes out")
    func others() throws {
        let start = try round([page("")]).cursor
        let messages = [
            said("1699999991.000000", "ours", user: "UBOT"),
            #"{"type":"message","subtype":"channel_join","user":"U3","text":"joined","ts":"1699999992.000000"}"#,
            #"{"type":"message","subtype":"bot_message","bot_id":"B1","text":"beep","ts":"1699999993.000000"}"#,
            #"{"type":"message","subtype":"tombstone","user":"U2","text":"gone","ts":"1699999994.000000"}"#,
            #"{"type":"message","user":"U2","text":"no time"}"#, "7",
        ]
        let read = try round([page(messages.joined(separator: ","))], from: start)
        #expect(read.events.isEmpty)
    }

    @Test("a deleted root ends its thread, and the round goes on")
    func rootGone() throws {
        let start = try round([page("")]).cursor
        let gone = answer(200, #"{"ok":false,"error":"thread_not_found"}"#)
        let read = try round([page(""), gone, page("")], from: start, threads: ["1699999000.000100", "1699998000.000100"])
        #expect(read.requests.last?.contains("ts=1699998000.000100") == true && read.again == .seconds(30))
    }

    @Test(
        "classes what Slack answers",
        arguments: [
            (200, "ratelimited", "retry"), (429, "ratelimited", "retry"), (500, "", "retry"), (200, "internal_error", "retry"),
            (200, "missing_scope", "retry"), (200, "not_in_channel", "retry"), (200, "channel_not_found", "gone"), (200, "is_archived", "gone"),
            (200, "invalid_auth", "dead"), (200, "token_revoked", "dead"), (401, "", "dead"), (200, "invalid_cursor", "restart"),
            (200, "something_new", "retry"),
        ])
    func failures(status: Int, word: String, expected: String) throws {
        let body = word.isEmpty ? "" : #"{"ok":false,"error":"\#(word)"}"#
        let outcome = try polled().polled(answer(status, body, [("Retry-After", "7")]), .conversation("C1"), context(), at: now)
        switch outcome {
        case .retry(let after, let failure):
            #expect(expected == "retry")
            if status == 429 { #expect(after == .seconds(7) && failure.kind == .throttled) }
        case .conversationGone: #expect(expected == "gone")
        case .accountDead: #expect(expected == "dead")
        case .restart: #expect(expected == "restart")
        case .events: Issue.record("no events")
        }
    }

    @Test("a cut answer, and one that is no JSON, are tried again")
    func unreadable() throws {
        let cut = OutboundResponse(status: 200, body: Array(#"{"ok":true,"messages":[]}"#.utf8), isCut: true)
        for response in [cut, answer(200, "{"), answer(200, #"{"ok":true}"#)] {
            guard case .retry = try polled().polled(response, .conversation("C1"), context(), at: now) else {
                Issue.record("not tried again")
                continue
            }
        }
    }

    @Test("survives random pages and cursors")
    func random() throws {
        let platform = try polled()
        let good = Array(
            #"{"ok":true,"messages":[\#(said("1699999993.000000", "5", edited: "1699999994.000000"))],"response_metadata":{"next_cursor":""}}"#.utf8)
        var random = SeededRandom(seed: 20_261_128)
        for _ in 0..<3000 {
            var body = good
            for _ in 0..<Int.random(in: 1..<4, using: &random) {
                body[Int.random(in: 0..<body.count, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            let cursor = Bool.random(using: &random) ? nil : String(decoding: body, as: UTF8.self)
            let context = context(cursor, threads: ["1699999000.000100"])
            _ = platform.poll(.conversation("C1"), context, at: now)
            _ = platform.polled(OutboundResponse(status: 200, body: body), .conversation("C1"), context, at: now)
        }
    }
}

@Suite("Slack's introduction, direct conversations and names")
struct SlackReadingTests {
    @Test("says who we are, and in plain words why it does not")
    func introduction() throws {
        let platform = try slackBot()
        let request = try #require(platform.introduce(allowPrivate: true, at: now))
        #expect(request.url.reveal() == "https://slack.com/api/auth.test" && request.method == .post && request.destinations == .privateAllowed)
        #expect(
            platform.introduced(answer(200, #"{"ok":true,"user_id":"U0BOT","user":"outcomed","bot_id":"B1"}"#), at: now)
                == .known(userID: "U0BOT", name: "outcomed"))
        guard case .failed(let failure, let advice?) = platform.introduced(answer(200, #"{"ok":false,"error":"invalid_auth"}"#), at: now) else {
            Issue.record("not failed")
            return
        }
        #expect(failure.kind == .credentials && advice.contains("xoxb-"))
        guard case .failed(let passing, _) = platform.introduced(answer(503, ""), at: now) else {
            Issue.record("not failed")
            return
        }
        #expect(passing.kind != .credentials)
        #expect(try slackWebhook().introduce(allowPrivate: false, at: now) == nil)
    }

    @Test("opens a direct conversation; without the scope only that is refused, not the account")
    func direct() throws {
        let platform = try slackBot()
        let request = try #require(platform.openDirect(with: "U0ANA", facts: PlatformFacts(), allowPrivate: false, at: now))
        #expect(request.url.reveal().hasSuffix("/conversations.open") && request.json?["users"] == "U0ANA")
        #expect(platform.openDirect(with: "ana", facts: PlatformFacts(), allowPrivate: false, at: now) == nil)
        #expect(
            platform.openedDirect(answer(200, #"{"ok":true,"channel":{"id":"D0ANA"}}"#), with: "U0ANA", at: now) == .opened(conversation: "D0ANA"))
        func outcome(_ body: String, _ status: Int = 200) -> OutcomeClass? {
            if case .failed(let outcome) = platform.openedDirect(answer(status, body), with: "U0ANA", at: now) { outcome.sort } else { nil }
        }
        #expect(outcome(#"{"ok":false,"error":"missing_scope"}"#) == .refused)
        #expect(outcome(#"{"ok":false,"error":"user_disabled"}"#) == .refused)
        #expect(outcome(#"{"ok":false,"error":"token_revoked"}"#) == .accountDead)
        #expect(outcome("", 502) == .retry)
        #expect(outcome(#"{"ok":true}"#) == .retry)
    }

    @Test("tells a user's name as people read it")
    func names() throws {
        let platform = try slackBot()
        #expect(platform.profile(of: "U0ANA", allowPrivate: false, at: now)?.url.reveal() == "https://slack.com/api/users.info?user=U0ANA")
        #expect(platform.profileName(in: answer(200, #"{"ok":true,"user":{"name":"ana","profile":{"real_name":"Ana Sousa"}}}"#)) == "Ana Sousa")
        #expect(platform.profileName(in: answer(200, #"{"ok":true,"user":{"name":"ana","profile":{"real_name":""}}}"#)) == "ana")
        #expect(platform.profileName(in: answer(200, #"{"ok":false,"error":"user_not_found"}"#)) == nil)
    }

    @Test("a slash command is an event of its own, answered at once to its sender alone")
    func command() throws {
        let body = "command=%2Fcheckin&text=sign-ups+1%2C450&user_id=U2&user_name=ana&channel_id=C1&trigger_id=1.2.3"
        let raw = RawWebhook(
            account: "company-slack", method: "POST",
            headers: ["content-type": "application/x-www-form-urlencoded", "x-slack-request-timestamp": "1700000000"], body: Array(body.utf8))
        guard case .answered(let events, "application/json", let answer) = try slackBot().decode(VerifiedWebhook(raw)) else {
            Issue.record("no command")
            return
        }
        #expect(
            events.count == 1 && events[0].text == "sign-ups 1,450" && events[0].isCommand && events[0].mentionsUs && events[0].eventID == "1.2.3")
        #expect(String(decoding: answer, as: UTF8.self).contains(#""response_type":"ephemeral""#))
        for broken in ["command=%2Fcheckin&user_id=U2", "command=%2Fcheckin&text=%ZZ", "command=a&command=b"] {
            let raw = RawWebhook(account: "company-slack", method: "POST", headers: raw.headers, body: Array(broken.utf8))
            #expect(throws: WebhookRefusal.malformed) { try slackBot().decode(VerifiedWebhook(raw)) }
        }
    }
}
