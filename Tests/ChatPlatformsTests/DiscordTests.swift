import Model
import OutboundHTTP
import TestSupport
import Testing

@testable import ChatPlatforms

private func error(_ status: Int, _ code: Int, _ headers: [(name: String, value: String)] = []) -> OutboundResponse {
    answer(status, #"{"code":\#(code),"message":"Words","errors":{}}"#, headers)
}

@Suite("Discord, outwards")
struct DiscordOutwardTests {
    @Test("a message has our id for its nonce, calls nobody but whom we mention, and shows no previews")
    func body() throws {
        let message = outgoing(title: "Week *43*", "@everyone <@1> v1.2 - done!", thread: "77", mentions: ["42", "U0ANA"])
        let request = try #require(try discordBot().dispatch(message, allowPrivate: false, at: now).request)
        #expect(request.url.reveal() == "https://discord.com/api/v10/channels/C0GROWTH/messages")
        #expect(request.headers.first { $0.name == "authorization" }?.value.reveal() == "Bot \(Planted.discordToken)")
        #expect(request.headers.first { $0.name == "user-agent" }?.value.reveal().hasPrefix("DiscordBot (https://") == true)
        #expect(
            request.json == [
                "content": "<@42>\n\n**Week \\*43\\***\n\n@everyone \\<@1> v1.2 - done!", "flags": .integer(4),
                "nonce": .string(messageID.description),
                "enforce_nonce": true, "allowed_mentions": ["parse": [], "users": ["42"], "replied_user": false],
                "message_reference": ["message_id": "77", "fail_if_not_exists": false],
            ])
        #expect(messageID.description.utf8.count <= 25)
    }

    @Test("a long text goes on in embeds, broken at line ends, and nothing hides them")
    func embeds() throws {
        var message = outgoing(title: "Digest")
        message.text.paragraphs = (0..<60).map { "Objective \($0)\n\($0) Weekly sign-ups: 1,390 users, target 2,500 · Ana Sousa" }
        let body = try #require(try discordBot().dispatch(message, allowPrivate: false, at: now).request?.json)
        let pieces = body["embeds"]?.array?.compactMap { $0["description"]?.string } ?? []
        #expect(!pieces.isEmpty && body["flags"] == nil)
        let whole = ([body["content"]?.string ?? ""] + pieces).joined(separator: "\n")
        for index in 0..<60 { #expect(whole.contains("\n\(index) Weekly sign-ups: 1,390 users, target 2,500 · Ana Sousa"), "\(index)") }
    }

    @Test("an edit takes away the embeds that are not needed any more")
    func edit() throws {
        let request = try #require(try discordBot().dispatch(outgoing("x", thread: "77", edits: "78"), allowPrivate: false, at: now).request)
        #expect(request.method == .patch && request.url.reveal().hasSuffix("/channels/C0GROWTH/messages/78"))
        #expect(Set(request.json?.object?.keys.map(\.self) ?? []) == ["content", "embeds", "flags", "allowed_mentions"])
        #expect(request.json?["embeds"] == [])
    }

    @Test("a webhook waits for Discord's answer, keeps its thread, and edits what it posted")
    func webhook() throws {
        func address(_ suffix: String, edits: String? = nil) throws -> String? {
            try discordWebhook(suffix).dispatch(outgoing("x", edits: edits), allowPrivate: false, at: now).request?.url.reveal()
        }
        #expect(try address("") == Planted.discordHook + "?wait=true")
        #expect(try address("?thread_id=9&wait=false") == Planted.discordHook + "?thread_id=9&wait=true")
        #expect(try address("/?thread_id=9", edits: "7/8") == Planted.discordHook + "/messages/7%2F8?thread_id=9")
        let body = try discordWebhook().dispatch(outgoing("x", thread: "77"), allowPrivate: false, at: now).request?.json
        #expect(Set(body?.object?.keys.map(\.self) ?? []) == ["content", "flags", "allowed_mentions"])
    }

    @Test(
        "each code has its class",
        arguments: [
            (404, 10003, OutcomeClass.conversationGone), (404, 10008, .refused), (404, 10015, .accountDead), (401, 50027, .accountDead),
            (401, 40001, .accountDead), (403, 50001, .conversationGone), (403, 50013, .conversationGone), (400, 50006, .refused),
            (400, 50035, .refused), (400, 50109, .refused), (413, 40005, .refused), (400, 220_003, .refused), (400, 160_004, .refused),
            (400, 160_005, .refused), (400, 160_006, .refused), (400, 50083, .refused), (403, 40333, .retry), (400, 20016, .retry),
            (429, 20028, .retry), (429, 40062, .retry), (400, 30046, .retry), (401, 0, .accountDead), (403, 0, .conversationGone),
            (404, 0, .conversationGone), (400, 1, .refused), (500, 0, .unknown), (502, 0, .unknown), (503, 0, .retry), (504, 0, .unknown),
        ])
    func codes(status: Int, code: Int, sort: OutcomeClass) throws {
        #expect(try discordBot().outcome(of: error(status, code), for: outgoing("x"), at: now).sort == sort)
    }

    @Test("a webhook that answers 404 is never used again")
    func deadWebhook() throws {
        #expect(try discordWebhook().outcome(of: answer(404, ""), for: outgoing("x"), at: now).sort == .accountDead)
        #expect(try discordWebhook().outcome(of: error(404, 10008), for: outgoing("x", edits: "7"), at: now).sort == .refused)
        #expect(try discordWebhook().outcome(of: answer(204), for: outgoing("x"), at: now).sort == .unknown)
    }

    @Test("delivered is what has an id; an edit that may have arrived is done again")
    func delivered() throws {
        let platform = try discordBot()
        #expect(platform.outcome(of: answer(200, #"{"id":"7"}"#), for: outgoing("x"), at: now) == .delivered(messageID: "7"))
        #expect(platform.outcome(of: answer(200, "{}"), for: outgoing("x"), at: now).sort == .unknown)
        for status in [200, 500, 502, 503] { #expect(platform.outcome(of: answer(status), for: outgoing("x", edits: "7"), at: now).sort == .retry) }
        for status in [400, 404] { #expect(platform.outcome(of: answer(status), for: outgoing("x", edits: "7"), at: now).sort == .refused) }
    }

    @Test(
        "the wait has fractions in the body, and a ban without one waits long",
        arguments: [
            (#"{"message":"You are being rate limited.","retry_after":64.57,"global":false}"#, [], Duration.milliseconds(64_570)),
            (#"{"retry_after":3}"#, [("Retry-After", "5")], .seconds(5)), ("", [("X-RateLimit-Reset-After", "1.5")], .milliseconds(1500)),
            ("<html>", [], .minutes(15)), (#"{"code":0,"message":"You are being blocked…"}"#, [], .minutes(15)),
            (#"{"retry_after":1e300}"#, [], .hours(1)), (#"{"retry_after":-1}"#, [], .minutes(15)),
        ] as [(String, [(name: String, value: String)], Duration)])
    func waits(body: String, headers: [(name: String, value: String)], wait: Duration) throws {
        guard case .retry(after: wait, let failure) = try discordBot().outcome(of: answer(429, body, headers), for: outgoing("x"), at: now) else {
            Issue.record("another wait")
            return
        }
        #expect(failure.kind == .throttled)
    }

    @Test("a message is looked for by its nonce, else by its words in its place; an edit by its words")
    func readBack() throws {
        let platform = try discordBot()
        let message = outgoing("a*b", thread: "77")
        let lookup = try #require(platform.lookup(message, allowPrivate: false, at: now))
        #expect(lookup.url.reveal().hasSuffix("/channels/C0GROWTH/messages?after=1174109589340160000&limit=100"))
        func found(_ fields: String) -> Lookup {
            platform.found(in: answer(200, #"[{"id":"5","author":{"bot":true}},{"id":"6",\#(fields)}]"#), message)
        }
        #expect(found(#""nonce":"\#(messageID)","author":{}"#) == .present(messageID: "6"))
        let words = #""author":{"bot":true},"content":"a\\*b""#
        #expect(found(words + #","message_reference":{"message_id":"77"}"#) == .present(messageID: "6"))
        #expect(found(words) == .absent && found(words + #","nonce":"other","message_reference":{"message_id":"77"}"#) == .absent)
        let full = #"[\#(Array(repeating: #"{"id":"5"}"#, count: 100).joined(separator: ","))]"#
        #expect(platform.found(in: answer(200, full), message) == .undecided && platform.found(in: answer(500), message) == .undecided)
        let edit = outgoing("a*b", edits: "7")
        #expect(platform.lookup(edit, allowPrivate: false, at: now)?.url.reveal().hasSuffix("/messages/7") == true)
        #expect(platform.found(in: answer(200, #"{"id":"7","content":"a\\*b"}"#), edit) == .present(messageID: "7"))
        #expect(platform.found(in: answer(200, #"{"id":"7","content":"old"}"#), edit) == .absent)
        #expect(try discordWebhook().lookup(message, allowPrivate: false, at: now) == nil)
        #expect(try discordWebhook().lookup(edit, allowPrivate: false, at: now)?.url.reveal() == Planted.discordHook + "/messages/7")
    }

    @Test("the bot learns who it is, and opens direct channels")
    func account() throws {
        let platform = try discordBot(plain: ["poll": "true"])
        #expect(platform.introduced(answer(200, #"{"id":"7","username":"outcomed"}"#), at: now) == .known(userID: "7", name: "outcomed"))
        guard case .failed(let failure, let advice?) = platform.introduced(error(401, 0), at: now) else {
            Issue.record("known")
            return
        }
        #expect(failure.kind == .credentials && advice.contains("token"))
        #expect(platform.openDirect(with: "42", facts: facts, allowPrivate: false, at: now)?.json == ["recipient_id": "42"])
        #expect(platform.openDirect(with: "ana", facts: facts, allowPrivate: false, at: now) == nil)
        #expect(platform.openedDirect(answer(200, #"{"id":"99"}"#), with: "42", at: now) == .opened(conversation: "99"))
    }

    @Test(
        "settings of another form are told",
        arguments: [
            (["public_key": "abc"], ["bot_token"], ["public_key"]),
            (["public_key": String(repeating: "g", count: 64)], ["bot_token"], ["public_key"]),
            (["poll": "true"], ["webhook_url"], ["bot_token"]), ([:], [], ["bot_token"]), ([:], ["bot_token", "webhook_url"], ["webhook_url"]),
            (["api_url": "discord.com"], ["bot_token"], ["api_url"]), (["public_key": discordPublicKey.uppercased()], ["webhook_url"], []),
        ] as [([String: String], Set<String>, [String])])
    func settings(plain: [String: String], secrets: Set<String>, wrong: [String]) {
        #expect(PlatformKind.discord.checkSettings(plain: plain, secretNames: secrets).map(\.setting) == wrong)
    }
}

@Suite("Discord's signature and interactions")
struct DiscordInteractionTests {
    private let official =
        "f469ecef789749220e905777fb1f6bc03b827ddd6097c3fc0a7924131c221ab14abed319656685a311beeb741a33ee88a5e14858e3aa0c3d1efc66804188b00e"

    private func webhook(_ body: String, signature: String, timestamp: String = "1700000000") -> RawWebhook {
        let headers = ["x-signature-timestamp": timestamp, "x-signature-ed25519": signature]
        return RawWebhook(account: "community", method: "POST", headers: headers, body: Array(body.utf8))
    }

    private func content(_ body: String) throws -> WebhookContent {
        let platform = try discordBot(plain: ["public_key": discordPublicKey])
        let signed = RawWebhook(
            account: "community", method: "POST", headers: discordSigning?.headers(for: Array(body.utf8), at: now) ?? [:], body: Array(body.utf8))
        return try platform.decode(platform.verify(signed, at: now), facts: facts)
    }

    @Test("the vectors hold, and only over the time and then the body")
    func vectors() throws {
        let platform = try discordBot(plain: ["public_key": discordPublicKey])
        #expect(throws: Never.self) { try platform.verify(webhook(#"{"type":1}"#, signature: official), at: now) }
        let command = #"{"type":2,"id":"1","token":"t","data":{"name":"checkin","type":1}}"#
        let second =
            "61ca0a3081ee8feb0830c81fb3acbccd50289629333e6884d31b349caa670f543195ad06dd07e3a169d60f6822f0ef5e6eabf29434c6a6a6178d19936e062205"
        #expect(throws: Never.self) { try platform.verify(webhook(command, signature: second), at: now) }
        #expect(throws: WebhookRefusal.badSignature) { try platform.verify(webhook(command, signature: official), at: now) }
        // Body and then time: one character of the body taken for the time's first.
        #expect(throws: WebhookRefusal.self) { try platform.verify(webhook(#"{"type":1"#, signature: official, timestamp: "}1700000000"), at: now) }
        #expect(throws: WebhookRefusal.badSignature) { try platform.verify(webhook(#"{"type":1}"#, signature: official.uppercased()), at: now) }
        #expect(throws: WebhookRefusal.unsupported) { try discordBot().verify(webhook(#"{"type":1}"#, signature: official), at: now) }
    }

    @Test("RFC 8032's own vectors hold")
    func rfc() throws {
        let vectors = [
            (
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
            (
                discordPublicKey, "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ]
        for (key, message, signature) in vectors {
            let key = try #require(hexadecimalBytes(key))
            let message = try #require(hexadecimalBytes(message))
            let signature = try #require(hexadecimalBytes(signature))
            #expect(isSigned(message, by: key, signature))
            #expect(!isSigned(message + [0], by: key, signature) && !isSigned(message, by: key, Array(signature.dropLast())))
        }
        #expect(discordSigning?.publicKey == discordPublicKey)
        #expect(discordKey("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")?.count == 32)
        #expect(hexadecimalBytes("0g") == nil && hexadecimalBytes("0") == nil && hexadecimalBytes("") == [])
    }

    @Test("a ping is answered by a pong")
    func ping() throws {
        #expect(try content(#"{"type":1}"#) == .answer(contentType: "application/json", body: Array(#"{"type":1}"#.utf8)))
    }

    @Test("a slash command is read with its sender, and answered to them alone")
    func command() throws {
        guard case .answered(let events, "application/json", let body) = try content(discordCommandBody), let event = events.first else {
            Issue.record("no answer")
            return
        }
        let answer = try JSONValue(reading: body)
        #expect(answer["type"]?.integer == 4 && answer["data"]?["flags"]?.integer == 64 && answer["data"]?["allowed_mentions"] == ["parse": []])
        #expect(
            event.text == "sign-ups 1,450 ✅" && event.senderID == "42" && event.senderName == "Ana" && event.conversation == "1200000000000000002")
        #expect(event.isCommand && event.mentionsUs && !event.isDirect && event.thread == nil)
        #expect(event.sentAt == DiscordSnowflake("1241234567890123456")?.instant)
        let alone = discordCommandBody.replacing(#","options":[{"name":"text","type":3,"value":"sign-ups 1,450 ✅"}]"#, with: "")
        #expect(try content(alone).incoming.first?.text == "help")
    }

    @Test("a command in a thread counts for the message that the thread hangs on, and one without a server is direct")
    func places() throws {
        let thread = discordCommandBody.replacing(#""type":0}"#, with: #""type":11,"parent_id":"55"}"#)
        #expect(try content(thread).incoming.first?.conversation == "55")
        #expect(try content(thread).incoming.first?.thread == "1200000000000000002")
        let direct = discordCommandBody.replacing(#""guild_id":"9","#, with: "").replacing(#""member":{"user":"#, with: #""user":"#).replacing(
            #","nick":"Ana"}"#, with: "")
        #expect(try content(direct).incoming.first?.isDirect == true && content(direct).incoming.first?.senderName == "Ana S")
    }

    @Test("buttons, forms and half-typed words get an answer of their kind; other kinds pass")
    func others() throws {
        for type in [3, 5] {
            guard case .answer(_, let body) = try content(#"{"type":\#(type)}"#) else {
                Issue.record("no answer")
                continue
            }
            #expect(try JSONValue(reading: body)["type"]?.integer == 4)
        }
        guard case .answer(_, let body) = try content(#"{"type":4}"#) else {
            Issue.record("no answer")
            return
        }
        #expect(try JSONValue(reading: body)["type"]?.integer == 8)
        #expect(try content(#"{"version":1,"application_id":"1","type":0}"#) == .events([]))
    }

    @Test(
        "what has not the documented form is malformed",
        arguments: [
            "", "{}", "[]", #"{"type":"2"}"#, #"{"type":2}"#, #"{"type":2,"id":"1","channel_id":"2"}"#,
            #"{"type":2,"id":"x","channel_id":"2","user":{"id":"3"}}"#,
            #"{"type":2,"id":"1","channel_id":"2","user":{"id":3}}"#,
        ])
    func malformed(body: String) {
        #expect(throws: WebhookRefusal.malformed) { try content(body) }
    }

    @Test("the moment of an id keeps its milliseconds, and the id of a moment begins it")
    func snowflakes() {
        #expect(DiscordSnowflake("175928847299117063")?.instant == Instant("2016-04-30T11:18:25.796Z"))
        #expect(DiscordSnowflake(startOf: now).instant == now)
        #expect(DiscordSnowflake(startOf: Instant(seconds: 0)).number == 0)
        for bad in ["", "-1", "+1", "1.0", "99999999999999999999", "１"] { #expect(DiscordSnowflake(bad) == nil) }
    }
}

@Suite("Discord, polled")
struct DiscordPollTests {
    private let scope = PollScope.conversation("500")

    private func context(_ cursor: PollCursor?, threads: [String] = []) -> PollContext {
        PollContext(cursor: cursor, facts: PlatformFacts(selfID: "7", selfName: "outcomed"), threads: threads)
    }

    private func platform() throws -> any ChatPlatform { try discordBot(plain: ["poll": "true", "poll_every": "10 s"]) }

    /// Of the given second since the poll began.
    private func id(_ second: Int) -> String { DiscordSnowflake(startOf: now + .seconds(second)).description }

    private func message(_ second: Int, by author: String = "42", type: Int = 0, _ more: String = "") -> String {
        #"{"id":"\#(id(second))","channel_id":"500","type":\#(type),"author":{"id":"\#(author)","username":"ana","global_name":"Ana"},"content":"at \#(second)","edited_timestamp":null,"embeds":[],"attachments":[],"components":[],"mentions":[]\#(more)}"#
    }

    private func page(_ messages: [String]) -> OutboundResponse { answer(200, "[\(messages.reversed().joined(separator: ","))]") }

    private func events(_ outcome: PollOutcome) throws -> (events: [IncomingEvent], cursor: PollCursor, again: Duration) {
        guard case .events(let events, let cursor, let again) = outcome else { throw CancellationError() }
        return (events, cursor, again)
    }

    private func begun() throws -> PollCursor { try events(platform().polled(page([message(-5)]), scope, context(nil), at: now)).cursor }

    @Test("the first poll begins behind the newest message, or now where there is none")
    func first() throws {
        let platform = try platform()
        #expect(platform.poll(scope, context(nil), at: now)?.url.reveal() == "https://discord.com/api/v10/channels/500/messages?limit=100")
        let step = try events(platform.polled(page([message(-9), message(-5)]), scope, context(nil), at: now))
        #expect(step.events.isEmpty && step.again == .seconds(10) && step.cursor.text.contains(id(-5)))
        #expect(try events(platform.polled(page([]), scope, context(nil), at: now)).cursor.text.contains(id(-600)))
    }

    @Test("messages, replies and edits come once each, in order; ours, bots', webhooks' and the server's own are left out")
    func changes() throws {
        let platform = try platform()
        let edited = message(-5).replacing(#""edited_timestamp":null"#, with: #""edited_timestamp":"2023-11-14T22:14:00.123000+00:00""#)
        let reply = #","message_reference":{"message_id":"9"},"referenced_message":{"author":{"id":"7"}},"mentions":[{"id":"7"}]"#
        let both = message(3, type: 19).replacing(#","mentions":[]"#, with: reply)
        let answered = page([
            edited, message(1), message(2, by: "7"), both, message(4, by: "8").replacing(#""id":"8""#, with: #""id":"8","bot":true"#),
            message(5, by: "9", #","webhook_id":"9""#), message(6, type: 18), message(7, type: 7),
        ])
        let step = try events(platform.polled(answered, scope, context(begun()), at: now))
        #expect(step.events.map(\.messageID) == [id(-5), id(1), id(3)])
        #expect(step.events.map(\.version) == ["1700000040123", "0", "0"])
        #expect(step.events.map(\.thread) == [nil, nil, "9"] && step.events.map(\.mentionsUs) == [false, false, true])
        #expect(step.events.map(\.isThreadOurs) == [false, false, true])
        #expect(step.events[1].senderName == "Ana" && step.events[1].sentAt == now + .seconds(1) && step.events[1].text == "at 1")
        #expect(try events(platform.polled(answered, scope, context(step.cursor), at: now)).events.isEmpty)
    }

    @Test("more than a hundred new ones are read forwards, page by page")
    func gap() throws {
        let platform = try platform()
        let newest = page((200..<300).map { message($0) })
        let first = try events(platform.polled(newest, scope, context(begun()), at: now))
        #expect(first.events.isEmpty && first.again == .zero)
        #expect(platform.poll(scope, context(first.cursor), at: now)?.url.reveal().hasSuffix("?limit=100&after=\(id(-5))") == true)
        let second = try events(platform.polled(page((1..<101).map { message($0) }), scope, context(first.cursor), at: now))
        #expect(second.events.count == 100 && second.again == .zero)
        #expect(platform.poll(scope, context(second.cursor), at: now)?.url.reveal().hasSuffix("&after=\(id(100))") == true)
        let last = try events(platform.polled(page((101..<150).map { message($0) }), scope, context(second.cursor), at: now))
        #expect(last.events.count == 49 && last.again == .seconds(10))
        #expect(platform.poll(scope, context(last.cursor), at: now)?.url.reveal().hasSuffix("messages?limit=100") == true)
    }

    @Test("threads that people open under our prompts are read from their beginning, until nobody asks for them")
    func threads() throws {
        let platform = try platform()
        let roots = [id(1), id(2)]
        let channel = page([message(1, by: "7", #","flags":32"#), message(2, by: "7"), message(3, #","thread":{"id":"x"}"#)])
        let first = try events(platform.polled(channel, scope, context(begun(), threads: roots), at: now))
        #expect(first.again == .zero && first.events.map(\.messageID) == [id(3)])
        #expect(platform.poll(scope, context(first.cursor, threads: roots), at: now)?.url.reveal().contains("/channels/\(id(1))/messages") == true)
        let second = try events(platform.polled(page([message(5), message(6, by: "7")]), scope, context(first.cursor, threads: roots), at: now))
        #expect(second.events.map(\.thread) == [id(1)] && second.events.map(\.conversation) == ["500"] && second.again == .seconds(10))
        let third = try events(platform.polled(page([]), scope, context(second.cursor, threads: roots), at: now))
        #expect(third.again == .zero)
        let gone = try events(platform.polled(error(404, 10003), scope, context(third.cursor, threads: roots), at: now))
        #expect(gone.again == .seconds(10) && !gone.cursor.text.contains("\"\(id(1))\":"))
        let closed = try events(platform.polled(page([]), scope, context(second.cursor), at: now))
        #expect(closed.again == .seconds(10) && !closed.cursor.text.contains("\"\(id(1))\":"))
    }

    @Test("messages without words are not taken for silence: the intent is missing")
    func intent() throws {
        let platform = try platform()
        let bare = message(1).replacing("at 1", with: "")
        guard case .retry(_, let failure) = platform.polled(page([bare]), scope, context(try begun()), at: now) else {
            Issue.record("taken")
            return
        }
        #expect(failure.kind == .policy && platform.advice(on: failure)?.contains("Message Content Intent") == true)
        let sticker = bare.replacing(#""embeds":[]"#, with: #""sticker_items":[{"id":"1"}]"#)
        #expect(try events(platform.polled(page([sticker]), scope, context(begun()), at: now)).events.count == 1)
        #expect(try events(platform.polled(page([bare, message(2)]), scope, context(begun()), at: now)).events.count == 2)
    }

    @Test("failures have their class")
    func failures() throws {
        let platform = try platform()
        func sort(_ response: OutboundResponse) throws -> String {
            switch platform.polled(response, scope, context(try begun()), at: now) {
            case .events: "events"
            case .retry: "retry"
            case .restart: "restart"
            case .conversationGone: "gone"
            case .accountDead: "dead"
            }
        }
        #expect(try sort(error(401, 0)) == "dead" && sort(error(403, 50001)) == "gone" && sort(error(404, 10003)) == "gone")
        #expect(
            try sort(answer(429)) == "retry" && sort(answer(502)) == "retry" && sort(answer(200, "{}")) == "retry"
                && sort(error(403, 40333)) == "retry")
    }

    @Test("survives random answers and cursors")
    func random() throws {
        let platform = try platform()
        var random = SeededRandom(seed: 20_261_131)
        let body = page([message(1, #","flags":32"#), message(2)]).body
        let begin = try begun()
        for _ in 0..<2000 {
            var changed = body
            for _ in 0..<Int.random(in: 1..<6, using: &random) {
                changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 32..<127, using: &random)
            }
            let cursor = Bool.random(using: &random) ? PollCursor(String(decoding: changed, as: UTF8.self)) : begin
            _ = platform.poll(scope, context(cursor), at: now)
            _ = platform.polled(OutboundResponse(status: 200, body: changed), scope, context(cursor, threads: [id(1)]), at: now)
        }
    }
}
