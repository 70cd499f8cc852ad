import ChatPlatforms
public import Model
public import OutboundHTTP

/// Discord with one application's bot: answers the API (v10) and a channel's webhook, and makes signed interactions.
///
/// `let discord = FakeDiscord(…)`, then `LoopbackServer.start { await discord.answer($0) }`; the account's `api_url` is the server's `url` + `/api/v10`.
public actor FakeDiscord {
    struct Message {
        var id: UInt64
        var channel: String
        var author: String
        var content: String
        var embeds: [String] = []
        var reference: String?
        var nonce: String?
        var edited: Int64?
        var isByWebhook = false
    }

    public nonisolated let bot = "1100000000000000007"
    private let token: String
    private let hook: String
    private var channels: Set<String>
    private let clock: @Sendable () -> Instant
    private let signing: FakeDiscordSigning?
    private var all: [Message] = []
    /// Roots with a thread, which is a channel under the same id.
    private var threads: Set<String> = []
    private var faults: [FakeFault] = []
    private var posts: [String: [Instant]] = [:]
    private var lastTime: Int64 = 0
    private var hasIntent = true
    /// Why calls were refused; empty where the daemon did everything right.
    public private(set) var refusals: [String] = []
    /// How often a call was answered that it came too fast.
    public private(set) var throttled = 0

    /// - Parameters:
    ///   - hook: the token of a webhook, which posts into the first channel in order of ids.
    ///   - seed: of the key that signs interactions.
    public init(token: String, hook: String = "", seed: String = "", channels: Set<String>, clock: @escaping @Sendable () -> Instant) {
        self.token = token
        self.hook = hook
        self.channels = channels
        self.clock = clock
        signing = FakeDiscordSigning(seed: seed)
    }

    public func failNext(_ faults: FakeFault...) { self.faults += faults }

    /// The Message Content intent, as the portal switches it.
    public func switchIntent(_ isOn: Bool) { hasIntent = isOn }

    /// What stands in the channels, embeds included, in the order of its making.
    public var messages: [FakeChatMessage] {
        all.map {
            FakeChatMessage(
                id: String($0.id), place: $0.channel, thread: $0.reference, isOurs: $0.author == bot || $0.isByWebhook,
                text: ([$0.content] + $0.embeds).joined(separator: "\n\n").filter { $0 != "\\" }, isEdited: $0.edited != nil)
        }
    }

    public func answer(_ request: RecordedRequest) -> LoopbackAnswer {
        do throws(FakeRefusal) {
            let call = try FakeCall(request)
            guard call.path.starts(with: ["api", "v10"]) else { throw FakeRefusal(404, code: "0", "no such path") }
            guard call.header("user-agent")?.wholeMatch(of: /DiscordBot \(https?:\/\/[^,]+, [^)]+\)/) != nil else {
                throw FakeRefusal(403, code: "40333", "no user agent of a bot")
            }
            let path = Array(call.path.dropFirst(2))
            if path.first == "webhooks" { return try webhook(path, call) }
            guard call.header("authorization") == "Bot \(token)" else { throw FakeRefusal(401, code: "0", "another token") }
            return try perform(path, call)
        } catch {
            return refused(error, request)
        }
    }

    private func refused(_ error: FakeRefusal, _ request: RecordedRequest) -> LoopbackAnswer {
        guard error.status == 429 else {
            refusals.append("\(request.method) \(request.path.prefix { $0 != "?" }): \(error.code) \(error.reason)")
            return json(["code": .integer(Int64(error.code) ?? 0), "message": .string(error.reason)], status: error.status)
        }
        throttled += 1
        let seconds = Double(error.code) ?? 1
        return json(
            ["message": "You are being rate limited.", "retry_after": .number(seconds + 0.25), "global": false], status: 429,
            headers: [("Retry-After", String(Int(seconds) + 1)), ("X-RateLimit-Scope", "user"), ("X-RateLimit-Reset-After", "\(seconds + 0.25)")])
    }

    private func perform(_ path: [String], _ call: FakeCall) throws(FakeRefusal) -> LoopbackAnswer {
        if path == ["users", "@me"], call.method == "GET" { return json(["id": .string(bot), "username": "outcomed", "bot": true]) }
        if path == ["users", "@me", "channels"], call.method == "POST" {
            guard let user = try call.fields(["recipient_id"])["recipient_id"]?.string else {
                throw FakeRefusal(400, code: "50035", "no recipient_id")
            }
            channels.insert(Self.direct(with: user))
            return json(["id": .string(Self.direct(with: user)), "type": .integer(1)])
        }
        guard path.count >= 3, path[0] == "channels", path[2] == "messages" else { throw FakeRefusal(404, code: "0", "no such call") }
        let channel = path[1]
        guard channels.contains(channel) || threads.contains(channel) else { throw FakeRefusal(404, code: "10003", "no channel \(channel)") }
        switch (call.method, path.count) {
        case ("GET", 3): return try list(channel, call)
        case ("GET", 4): return json(body(all[try index(path[3], in: channel)]))
        case ("POST", 3): return try written(channel) { () throws(FakeRefusal) in try post(channel, call) }
        case ("PATCH", 4): return try written(channel) { () throws(FakeRefusal) in try patch(index(path[3], in: channel), call) }
        default: throw FakeRefusal(405, code: "0", "no such call")
        }
    }

    /// Five writes in five seconds to a channel, the bucket that is seen.
    private func written(_ channel: String, _ change: () throws(FakeRefusal) -> Message) throws(FakeRefusal) -> LoopbackAnswer {
        let now = clock()
        let recent = (posts[channel] ?? []).filter { now - $0 < .seconds(5) }
        guard recent.count < 5 else { throw FakeRefusal(429, code: "2", "too fast") }
        posts[channel] = recent + [now]
        switch faults.isEmpty ? nil : faults.removeFirst() {
        case nil: return json(body(try change()))
        case .statusBeforeStoring(let status): return .text("the fake was told to fail", status: status)
        case .statusAfterStoring(let status):
            _ = try change()
            return .text("the fake was told to fail", status: status)
        case .tooFast(let seconds): throw FakeRefusal(429, code: "\(seconds)", "too fast")
        }
    }

    private func json(_ body: JSONValue, status: Int = 200, headers: [(String, String)] = []) -> LoopbackAnswer {
        .json(String(decoding: body.encoded, as: UTF8.self), status: status, headers: headers)
    }
}

extension FakeDiscord {
    private static let common: Set<String> = ["content", "embeds", "allowed_mentions", "components", "flags"]

    private func post(_ channel: String, _ call: FakeCall) throws(FakeRefusal) -> Message {
        let fields = try call.fields(Self.common.union(["nonce", "enforce_nonce", "message_reference", "tts", "sticker_ids", "poll"]))
        let nonce = fields["nonce"]?.string
        guard nonce.map({ $0.utf8.count <= 25 }) ?? true else { throw FakeRefusal(400, code: "50035", "a nonce of more than 25 characters") }
        let now = clock().milliseconds
        if fields["enforce_nonce"] == true, let nonce,
            let known = all.first(where: { $0.nonce == nonce && now - Int64($0.id >> 22) - Self.epoch < 180_000 })
        {
            return known
        }
        let (content, embeds) = try Self.content(fields)
        var reference: String?
        if let wanted = fields["message_reference"] {
            let known = try call.fields(["type", "message_id", "channel_id", "guild_id", "fail_if_not_exists"], in: wanted)
            reference = known["message_id"]?.string
            let isThere = all.contains { String($0.id) == reference && $0.channel == channel }
            guard isThere || known["fail_if_not_exists"] == false else { throw FakeRefusal(400, code: "50035", "an unknown message_reference") }
            if !isThere { reference = nil }
        }
        return make(in: channel, by: bot, content: content, embeds: embeds, reference: reference, nonce: nonce)
    }

    private func patch(_ index: Int, _ call: FakeCall) throws(FakeRefusal) -> Message {
        let fields = try call.fields(Self.common)
        guard all[index].author == bot || all[index].isByWebhook else { throw FakeRefusal(403, code: "50005", "somebody else's message") }
        let (content, embeds) = try Self.content(fields)
        all[index].content = content
        if fields["embeds"] != nil { all[index].embeds = embeds }
        all[index].edited = nextTime()
        return all[index]
    }

    private func webhook(_ path: [String], _ call: FakeCall) throws(FakeRefusal) -> LoopbackAnswer {
        guard path.count >= 3, path[2] == hook, !hook.isEmpty, let channel = channels.min() else {
            throw FakeRefusal(404, code: "10015", "no such webhook")
        }
        let query = try call.query(allowed: ["wait", "thread_id"])
        switch (call.method, path.count) {
        case ("POST", 3):
            let fields = try call.fields(Self.common.union(["username", "avatar_url", "tts", "thread_name", "applied_tags", "poll"]))
            guard query["wait"] == "true" else { throw FakeRefusal(400, code: "50035", "without wait nothing would be told") }
            let (content, embeds) = try Self.content(fields)
            return try written(channel) { () throws(FakeRefusal) in
                make(in: channel, by: path[1], content: content, embeds: embeds, reference: nil, nonce: nil, isByWebhook: true)
            }
        case ("PATCH", 5): return try written(channel) { () throws(FakeRefusal) in try patch(index(path[4], in: channel), call) }
        case ("GET", 5): return json(body(all[try index(path[4], in: channel)]))
        default: throw FakeRefusal(405, code: "0", "no such call")
        }
    }

    /// Within the limits, and calling nobody but named people.
    private static func content(_ fields: JSONValue) throws(FakeRefusal) -> (String, [String]) {
        let content = fields["content"]?.string ?? ""
        let embeds = fields["embeds"]?.array ?? []
        let texts = embeds.compactMap { $0["description"]?.string }
        guard content.utf16.count <= 2000 else { throw FakeRefusal(400, code: "50035", "content of \(content.utf16.count)") }
        guard texts.count == embeds.count, embeds.count <= 10, texts.allSatisfy({ (1...4096).contains($0.utf16.count) }),
            texts.reduce(0, { $0 + $1.utf16.count }) <= 6000
        else { throw FakeRefusal(400, code: "50035", "embeds beyond their limits") }
        guard !content.isEmpty || !texts.isEmpty else { throw FakeRefusal(400, code: "50006", "empty") }
        let allowed = fields["allowed_mentions"]
        guard allowed?["parse"] == [], (allowed?["users"]?.array?.count ?? 0) <= 100,
            Set((allowed?.object ?? [:]).keys).isSubset(of: ["parse", "users", "roles", "replied_user"])
        else { throw FakeRefusal(400, code: "50035", "allowed_mentions that would call everybody") }
        return (content, texts)
    }

    /// The channel of the bot and one person.
    public static func direct(with user: String) -> String { "13" + user.dropFirst(2) }

    /// Newest first, whatever is asked for.
    private func list(_ channel: String, _ call: FakeCall) throws(FakeRefusal) -> LoopbackAnswer {
        let query = try call.query(allowed: ["limit", "before", "after", "around"])
        guard let limit = Int(query["limit"] ?? "50"), (1...100).contains(limit) else { throw FakeRefusal(400, code: "50035", "limit is 1 to 100") }
        var found = all.filter { $0.channel == channel }
        if let text = query["after"] {
            guard let after = UInt64(text), query.count <= 2 else { throw FakeRefusal(400, code: "50035", "after is an id, and stands alone") }
            found = Array(found.filter { $0.id > after }.prefix(limit))
        } else {
            found = Array(found.suffix(limit))
        }
        return json(.array(found.reversed().map(body)))
    }

    private func index(_ id: String, in channel: String) throws(FakeRefusal) -> Int {
        guard let index = all.firstIndex(where: { String($0.id) == id && $0.channel == channel }) else {
            throw FakeRefusal(404, code: "10008", "no message \(id)")
        }
        return index
    }

    private func body(_ message: Message) -> JSONValue {
        let isOwn = message.author == bot
        let isReadable = hasIntent || isOwn || message.content.contains("<@\(bot)>")
        let reference = message.reference.flatMap { id in all.first { String($0.id) == id } }
        let author: JSONValue =
            isOwn
            ? .object(["id": .string(bot), "username": "outcomed", "bot": true])
            : .object(["id": .string(message.author), "username": .string("user\(message.author)"), "global_name": "User"])
        var members: [String: JSONValue] = [
            "id": .string(String(message.id)), "channel_id": .string(message.channel), "type": .integer(message.reference == nil ? 0 : 19),
            "author": author,
            "content": .string(isReadable ? message.content : ""),
            "timestamp": .string("\(Instant(milliseconds: Int64(message.id >> 22) + Self.epoch))"),
            "edited_timestamp": message.edited.map { .string("\(Instant(milliseconds: $0))") } ?? .null,
            "embeds": .array((isReadable ? message.embeds : []).map { ["description": .string($0)] }), "attachments": [], "components": [],
            "mentions": .array(message.content.contains("<@\(bot)>") ? [["id": .string(bot)]] : []),
            "flags": .integer(threads.contains(String(message.id)) ? 32 : 0),
        ]
        if message.isByWebhook { members["webhook_id"] = .string(message.author) }
        if let id = message.reference {
            members["message_reference"] = ["message_id": .string(id), "channel_id": .string(message.channel)]
            let author = reference.map { JSONValue.object(["id": .string($0.author)]) }
            members["referenced_message"] = author.map { .object(["id": .string(id), "author": $0]) } ?? .null
        }
        return .object(members)
    }

    private static let epoch: Int64 = 1_420_070_400_000

    private func nextTime() -> Int64 {
        lastTime = max(clock().milliseconds, lastTime + 1)
        return lastTime
    }

    private func make(
        in channel: String, by author: String, content: String, embeds: [String] = [], reference: String? = nil, nonce: String? = nil,
        isByWebhook: Bool = false
    ) -> Message {
        let message = Message(
            id: UInt64(nextTime() - Self.epoch) << 22, channel: channel, author: author, content: content, embeds: embeds, reference: reference,
            nonce: nonce, isByWebhook: isByWebhook)
        all.append(message)
        return message
    }
}

extension FakeDiscord {
    /// A person writes, as a reply where a message is named; returns the message's id.
    @discardableResult
    public func say(_ text: String, as user: String, in channel: String, replyingTo reference: String? = nil) -> String {
        String(make(in: channel, by: user, content: text, reference: reference).id)
    }

    /// A person writes in the thread that hangs on a message, and opens it where there is none.
    @discardableResult
    public func say(_ text: String, as user: String, inThreadOf root: String) -> String {
        threads.insert(root)
        return String(make(in: root, by: user, content: text).id)
    }

    public func edit(_ id: String, to text: String) {
        guard let index = all.firstIndex(where: { String($0.id) == id }) else { return }
        all[index].content = text
        all[index].edited = nextTime()
    }

    /// A signed slash command; nil where the fake has no key.
    public func command(_ text: String, as user: String, in channel: String) -> FakeDelivery? {
        let id = String(UInt64(nextTime() - Self.epoch) << 22)
        return deliver(FakeDiscordInteraction.command(text, id: id, as: user, in: channel, isDirect: channel == Self.direct(with: user)))
    }

    /// What Discord sends when somebody saves the endpoint's address in the portal.
    public func ping() -> FakeDelivery? { deliver(FakeDiscordInteraction.ping) }

    /// Discord reads the answer to an interaction of its own; what it would not take is among the refusals.
    public func answered(_ delivery: FakeDelivery, with answer: OutboundResponse) {
        if let complaint = FakeDiscordInteraction.complaint(answer, to: delivery.body) { refusals.append("answer to an interaction: \(complaint)") }
    }

    private func deliver(_ body: JSONValue) -> FakeDelivery? {
        let bytes = body.encoded
        return signing?.headers(for: bytes, at: clock()).map { FakeDelivery(headers: $0, body: bytes) }
    }
}
