public import ChatPlatforms
public import Model

/// Slack's documented Web API over messages in memory, as strict as it can be; no sockets, no clock.
public struct FakeSlackWorkspace: Sendable {
    public let token: String
    public let botUser: String
    public let botID = "B0OUTCOMED"
    /// Conversations in which the bot is a member.
    public var channels: Set<String>
    /// In the order of their ts.
    public private(set) var messages: [FakeSlackMessage] = []
    /// Why calls were refused, newest last; a test of a flow that should pass holds this to be empty.
    public private(set) var refusals: [String] = []
    /// Names of users; those that are missing are not found.
    public var users: [String: String] = [:]
    /// Direct conversations that were opened, by user.
    public private(set) var directs: [String: String] = [:]
    /// Calls that read are held to Slack's 50 a minute and method.
    public var isPaced = false
    private var calls: [String: [Instant]] = [:]
    private var lastMicroseconds: Int64 = 0

    public init(token: String, botUser: String = "U0OUTCOMED", channels: Set<String>) {
        self.token = token
        self.botUser = botUser
        self.channels = channels
    }

    /// Slack's JSON answer, always with `ok`.
    public mutating func answer(_ call: FakeSlackCall, at now: Instant) -> JSONValue {
        do throws(FakeSlackRefusal) {
            return try perform(call, at: now)
        } catch {
            refusals.append("\(call.name ?? call.path): \(error.word): \(error.reason)")
            return ["ok": false, "error": .string(error.word)]
        }
    }

    /// Whether this call comes too fast; Slack answers it with 429, and how long to wait.
    mutating func isTooFast(_ call: FakeSlackCall, at now: Instant) -> Bool {
        guard isPaced, let name = call.name, call.method == "GET" else { return false }
        let recent = (calls[name] ?? []).filter { $0 > now - .minutes(1) && $0 <= now }
        guard recent.count < 50 else { return true }
        calls[name] = recent + [now]
        return false
    }

    private mutating func perform(_ call: FakeSlackCall, at now: Instant) throws(FakeSlackRefusal) -> JSONValue {
        guard let authorization = call.headers["authorization"] else { throw FakeSlackRefusal("not_authed", "no token") }
        guard authorization == "Bearer \(token)" else { throw FakeSlackRefusal("invalid_auth", "another token") }
        switch (call.method, call.name) {
        case ("POST", "chat.postMessage"): return try post(json(call), at: now)
        case ("POST", "chat.update"): return try update(json(call), at: now)
        case ("GET", "conversations.history"): return try history(call)
        case ("GET", "conversations.replies"): return try replies(call)
        case ("GET", "users.info"): return try user(call)
        case ("POST", "conversations.open"): return try open(json(call))
        case ("POST", "auth.test"):
            if !call.body.isEmpty { try FakeSlackChecks.fields(json(call), allowed: []) }
            return ["ok": true, "user_id": .string(botUser), "bot_id": .string(botID), "team_id": "T0FAKE", "team": "Fake", "user": "outcomed"]
        default: throw FakeSlackRefusal("unknown_method", "\(call.method) \(call.name ?? "?")")
        }
    }

    private func json(_ call: FakeSlackCall) throws(FakeSlackRefusal) -> JSONValue {
        guard call.headers["content-type"]?.lowercased() == "application/json; charset=utf-8" else {
            throw FakeSlackRefusal("invalid_post_type", "content-type \(call.headers["content-type"] ?? "none")")
        }
        guard let body = try? JSONValue(reading: call.body), body.object != nil else { throw FakeSlackRefusal("invalid_json", "no JSON object") }
        return body
    }

    private func channel(_ name: String?) throws(FakeSlackRefusal) -> String {
        guard let name, channels.contains(name) else { throw FakeSlackRefusal("channel_not_found", name ?? "no channel") }
        return name
    }

    public func message(_ ts: String, in channel: String) -> FakeSlackMessage? { messages.first { $0.ts == ts && $0.channel == channel } }

    /// A ts of its own for each message, as Slack gives them.
    mutating func nextTS(at now: Instant) -> String {
        lastMicroseconds = max(lastMicroseconds + 100, now.milliseconds * 1000)
        let fraction = String(lastMicroseconds % 1_000_000)
        return "\(lastMicroseconds / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
    }

    mutating func keep(_ message: FakeSlackMessage) { messages.append(message) }

    mutating func change(_ ts: String, in channel: String, _ change: (inout FakeSlackMessage) -> Void) {
        guard let index = messages.firstIndex(where: { $0.ts == ts && $0.channel == channel }) else { return }
        change(&messages[index])
    }

    mutating func remove(_ ts: String, in channel: String) { messages.removeAll { $0.ts == ts && $0.channel == channel } }
}

extension FakeSlackWorkspace {
    private func user(_ call: FakeSlackCall) throws(FakeSlackRefusal) -> JSONValue {
        guard let fields = call.query, Set(fields.keys) == ["user"], let id = fields["user"] else {
            throw FakeSlackRefusal("invalid_arguments", "user alone is expected")
        }
        guard let name = users[id] else { throw FakeSlackRefusal("user_not_found", id) }
        return ["ok": true, "user": ["id": .string(id), "name": .string(name.lowercased()), "profile": ["real_name": .string(name)]]]
    }

    /// The same conversation however often it is opened.
    private mutating func open(_ body: JSONValue) throws(FakeSlackRefusal) -> JSONValue {
        try FakeSlackChecks.fields(body, allowed: ["users"])
        guard let user = try FakeSlackChecks.text(body, "users"), user.wholeMatch(of: /[UW][A-Z0-9]+/) != nil else {
            throw FakeSlackRefusal("users_list_not_supplied", "users is expected to be one user's id")
        }
        let conversation = directs[user] ?? "D" + user.dropFirst()
        directs[user] = conversation
        channels.insert(conversation)
        return ["ok": true, "channel": ["id": .string(conversation)]]
    }

    private mutating func post(_ body: JSONValue, at now: Instant) throws(FakeSlackRefusal) -> JSONValue {
        try FakeSlackChecks.fields(body, allowed: ["channel", "text", "blocks", "thread_ts", "metadata", "unfurl_links", "unfurl_media"])
        let channel = try channel(FakeSlackChecks.text(body, "channel"))
        let content = try FakeSlackChecks.message(body)
        let thread = try FakeSlackChecks.text(body, "thread_ts")
        if let thread {
            guard let root = message(thread, in: channel), root.thread == nil else {
                throw FakeSlackRefusal("invalid_arguments", "thread_ts \(thread) is no root in \(channel)")
            }
        }
        let message = FakeSlackMessage(
            channel: channel, ts: nextTS(at: now), thread: thread, user: botUser, botID: botID, text: content.text, blocks: content.blocks,
            metadata: content.metadata)
        keep(message)
        return accepted(message)
    }

    private mutating func update(_ body: JSONValue, at now: Instant) throws(FakeSlackRefusal) -> JSONValue {
        try FakeSlackChecks.fields(body, allowed: ["channel", "ts", "text", "blocks", "metadata"])
        let channel = try channel(FakeSlackChecks.text(body, "channel"))
        let content = try FakeSlackChecks.message(body)
        guard let ts = try FakeSlackChecks.text(body, "ts"), let old = message(ts, in: channel) else {
            throw FakeSlackRefusal("message_not_found", "no such ts in \(channel)")
        }
        guard old.botID == botID else { throw FakeSlackRefusal("cant_update_message", "\(ts) is not the bot's") }
        let stamp = nextTS(at: now)
        change(ts, in: channel) { message in
            message.text = content.text
            message.blocks = content.blocks
            message.metadata = content.metadata
            message.editedTS = stamp
        }
        return accepted(message(ts, in: channel) ?? old)
    }

    private func accepted(_ message: FakeSlackMessage) -> JSONValue {
        let shown = message.json(withMetadata: false, parentUser: nil)
        return ["ok": true, "channel": .string(message.channel), "ts": .string(message.ts), "text": .string(message.text), "message": shown]
    }

    private func history(_ call: FakeSlackCall) throws(FakeSlackRefusal) -> JSONValue {
        let page = try FakeSlackPage(call, allowed: [])
        let channel = try channel(page.fields["channel"])
        let found = messages.filter { $0.channel == channel && $0.thread == nil && page.covers($0.ts) }
        return page.answer(found.reversed(), json: { $0.json(withMetadata: page.withMetadata, parentUser: nil) })
    }

    private func replies(_ call: FakeSlackCall) throws(FakeSlackRefusal) -> JSONValue {
        let page = try FakeSlackPage(call, allowed: ["ts"])
        let channel = try channel(page.fields["channel"])
        guard let ts = page.fields["ts"], let root = message(ts, in: channel) else { throw FakeSlackRefusal("thread_not_found", "no such ts") }
        let found = messages.filter { $0.channel == channel && $0.thread == ts && page.covers($0.ts) }
        return page.answer([root] + found) { message in
            message.json(withMetadata: page.withMetadata, parentUser: message.thread == nil ? nil : root.user)
        }
    }
}

/// Bounds, size and metadata wish of a call that reads messages.
struct FakeSlackPage {
    let fields: [String: String]
    private let limit: Int
    private let offset: Int

    init(_ call: FakeSlackCall, allowed: Set<String>) throws(FakeSlackRefusal) {
        guard let fields = call.query else { throw FakeSlackRefusal("invalid_arguments", "a query that is not well formed") }
        let known = allowed.union(["channel", "oldest", "latest", "inclusive", "limit", "cursor", "include_all_metadata"])
        for name in fields.keys where !known.contains(name) { throw FakeSlackRefusal("invalid_arg_name", "no field \(name)") }
        for name in ["oldest", "latest", "ts"] {
            guard fields[name].map({ $0.wholeMatch(of: /\d{1,10}\.\d{6}/) != nil }) ?? true else {
                throw FakeSlackRefusal("invalid_arguments", "\(name) is no ts")
            }
        }
        guard let limit = Int(fields["limit"] ?? "100"), (1...999).contains(limit) else { throw FakeSlackRefusal("invalid_limit", "not 1 to 999") }
        guard let offset = Int(fields["cursor"] ?? "0"), offset >= 0 else { throw FakeSlackRefusal("invalid_cursor", "not one of ours") }
        self.fields = fields
        self.limit = limit
        self.offset = offset
    }

    var withMetadata: Bool { fields["include_all_metadata"] == "true" }

    /// A bound itself is covered only where `inclusive` says so.
    func covers(_ ts: String) -> Bool {
        let isInclusive = fields["inclusive"] == "true"
        func order(_ text: String) -> [Int] { text.split(separator: ".").compactMap { Int($0) } }
        func isBefore(_ left: String, _ right: String) -> Bool { order(left).lexicographicallyPrecedes(order(right)) }
        if let oldest = fields["oldest"], isBefore(ts, oldest) || (ts == oldest && !isInclusive) { return false }
        if let latest = fields["latest"], isBefore(latest, ts) || (ts == latest && !isInclusive) { return false }
        return true
    }

    func answer(_ found: [FakeSlackMessage], json: (FakeSlackMessage) -> JSONValue) -> JSONValue {
        let page = found.dropFirst(offset).prefix(limit)
        let hasMore = offset + page.count < found.count
        let cursor = hasMore ? String(offset + page.count) : ""
        return [
            "ok": true, "messages": .array(page.map(json)), "has_more": .bool(hasMore), "pin_count": .integer(0),
            "response_metadata": ["next_cursor": .string(cursor)],
        ]
    }
}
