import ChatPlatforms
import Foundation
public import Model

/// A Mattermost server with one bot: answers the REST API (v4) and incoming webhooks, and makes the requests of outgoing webhooks and slash commands.
///
/// `let mattermost = FakeMattermost(…)`, then `LoopbackServer.start { await mattermost.answer($0) }`; the account's `server` is the server's `url`.
public actor FakeMattermost {
    struct Post {
        var id: String
        var channel: String
        var user: String
        var root = ""
        var message: String
        var created: Int64
        var updated: Int64
        var edited: Int64 = 0
        var deleted: Int64 = 0
        var props: JSONValue = [:]
        var pending = ""
    }

    public nonisolated let bot = "b0toutcomed0b0toutcomed0b0"
    private let token: String
    private let hook: String
    private var channels: Set<String>
    private let clock: @Sendable () -> Instant
    private var posts: [Post] = []
    private var faults: [FakeFault] = []
    private var calls: [Instant] = []
    private var lastTime: Int64 = 0
    /// Why calls were refused; empty where the daemon did everything right.
    public private(set) var refusals: [String] = []
    /// How often a call was answered that it came too fast.
    public private(set) var throttled = 0

    /// - Parameter hook: the id of the incoming webhook, which posts into the first channel in order of ids.
    public init(token: String, hook: String = "", channels: Set<String>, clock: @escaping @Sendable () -> Instant) {
        self.token = token
        self.hook = hook
        self.channels = channels
        self.clock = clock
    }

    public func failNext(_ faults: FakeFault...) { self.faults += faults }

    /// What stands in the channels, in the order of its making.
    public var messages: [FakeChatMessage] {
        posts.filter { $0.deleted == 0 }.map {
            FakeChatMessage(
                id: $0.id, place: $0.channel, thread: $0.root.isEmpty ? nil : $0.root, isOurs: $0.user == bot || $0.user == "webhook",
                text: Self.shown($0.message), isEdited: $0.edited > 0)
        }
    }

    public func answer(_ request: RecordedRequest) -> LoopbackAnswer {
        do throws(FakeRefusal) {
            let call = try FakeCall(request)
            if call.path.first == "hooks" { return try webhook(call) }
            guard call.path.starts(with: ["api", "v4"]) else { throw FakeRefusal(404, "no such path") }
            guard call.header("authorization") == "Bearer \(token)" else {
                throw FakeRefusal(401, code: "api.context.session_expired.app_error", "another token")
            }
            return try perform(call)
        } catch {
            if error.status == 429 {
                return .text("limit exceeded", status: 429, headers: [("Retry-After", error.code), ("X-RateLimit-Reset", error.code)])
            }
            refusals.append("\(request.method) \(request.path.prefix { $0 != "?" }): \(error.status) \(error.reason)")
            return json(["id": .string(error.code), "message": .string(error.reason), "detailed_error": "", "request_id": "r"], status: error.status)
        }
    }

    private func perform(_ call: FakeCall) throws(FakeRefusal) -> LoopbackAnswer {
        let path = Array(call.path.dropFirst(2))
        switch (call.method, path.count, path.first) {
        case ("GET", 2, "users") where path[1] == "me": return json(["id": .string(bot), "username": "outcomed", "is_bot": true])
        case ("GET", 2, "users"): return json(["id": .string(path[1]), "username": .string(path[1]), "first_name": "Ana", "last_name": "Sousa"])
        case ("POST", 2, "channels") where path[1] == "direct": return json(["id": .string(try openDirect(call)), "type": "D"], status: 201)
        case ("POST", 1, "posts"): return try written(201) { () throws(FakeRefusal) in try create(call) }
        case ("PUT", 3, "posts") where path[2] == "patch": return try written(200) { () throws(FakeRefusal) in try patch(path[1], call) }
        case ("GET", 2, "posts"): return json(Self.json(try post(path[1])))
        case ("GET", 3, "channels") where path[2] == "posts": return try list(channel(path[1]), call)
        default: throw FakeRefusal(404, "no such call")
        }
    }

    /// Ten calls a second, as the server's setting has it when it is on.
    private func written(_ status: Int, _ change: () throws(FakeRefusal) -> Post) throws(FakeRefusal) -> LoopbackAnswer {
        let now = clock()
        calls = calls.filter { now - $0 < .seconds(1) } + [now]
        if calls.count > 10 {
            throttled += 1
            throw FakeRefusal(429, code: "1", "too fast")
        }
        switch faults.isEmpty ? nil : faults.removeFirst() {
        case nil: return json(Self.json(try change()), status: status)
        case .statusBeforeStoring(let status): return .text("the fake was told to fail", status: status)
        case .statusAfterStoring(let status):
            _ = try change()
            return .text("the fake was told to fail", status: status)
        case .tooFast(let seconds):
            throttled += 1
            throw FakeRefusal(429, code: "\(seconds)", "too fast")
        }
    }

    private func json(_ body: JSONValue, status: Int = 200) -> LoopbackAnswer { .json(String(decoding: body.encoded, as: UTF8.self), status: status) }
}

extension FakeMattermost {
    private func create(_ call: FakeCall) throws(FakeRefusal) -> Post {
        let body = try call.fields(["channel_id", "message", "root_id", "props", "pending_post_id", "file_ids", "metadata"])
        let now = clock()
        let pending = body["pending_post_id"]?.string ?? ""
        if !pending.isEmpty, let known = posts.first(where: { $0.pending == pending && now.milliseconds - $0.created < 30_000 }) { return known }
        let channel = try channel(body["channel_id"]?.string ?? "")
        let root = body["root_id"]?.string ?? ""
        guard root.isEmpty || posts.contains(where: { $0.id == root && $0.root.isEmpty && $0.channel == channel }) else {
            throw FakeRefusal(400, code: "api.post.create_post.root_id.app_error", "root_id \(root) is no root")
        }
        let post = try make(in: channel, by: bot, root: root, message: Self.text(body["message"]), props: body["props"] ?? [:], pending: pending)
        return post
    }

    private func patch(_ id: String, _ call: FakeCall) throws(FakeRefusal) -> Post {
        let body = try call.fields(["message", "props", "is_pinned", "file_ids", "has_reactions"])
        let post = try post(id)
        guard post.user == bot else { throw FakeRefusal(403, code: "api.context.permissions.app_error", "not the bot's post") }
        let message = try Self.text(body["message"])
        return change(id) { post, now in
            post.message = message
            post.edited = now
        } ?? post
    }

    /// The channel of the bot and one person.
    public static func direct(with user: String) -> String { "dm" + user.dropFirst(2) }

    private func openDirect(_ call: FakeCall) throws(FakeRefusal) -> String {
        guard let people = call.body?.array, people.count == 2, people.first == .string(bot), let user = people.last?.string else {
            throw FakeRefusal(400, "the ids of two people")
        }
        channels.insert(Self.direct(with: user))
        return Self.direct(with: user)
    }

    private func webhook(_ call: FakeCall) throws(FakeRefusal) -> LoopbackAnswer {
        guard call.method == "POST", call.path.count == 2, call.path[1] == hook, !hook.isEmpty, let channel = channels.min() else {
            throw FakeRefusal(400, code: "web.incoming_webhook.invalid.app_error", "no such webhook")
        }
        let body = try call.fields(["text", "channel", "username", "icon_url", "icon_emoji", "attachments", "type", "props", "priority", "root_id"])
        _ = try written(200) { () throws(FakeRefusal) in
            try make(in: channel, by: "webhook", root: "", message: Self.text(body["text"]), props: ["from_webhook": "true"], pending: "")
        }
        return .text("ok")
    }

    /// What changed since a time, or what stands behind a post; the newest first.
    private func list(_ channel: String, _ call: FakeCall) throws(FakeRefusal) -> LoopbackAnswer {
        let query = try call.query(allowed: ["since", "after", "before", "page", "per_page"])
        var found = posts.filter { $0.channel == channel }
        if let text = query["since"] {
            guard query.count == 1, let since = Int64(text) else { throw FakeRefusal(400, "since stands alone, in milliseconds") }
            found = Array(found.filter { $0.updated > since }.prefix(1000))
            // Roots of changed replies come along, however old they are.
            let roots = Set(found.map(\.root))
            found += posts.filter { post in roots.contains(post.id) && !found.contains { $0.id == post.id } }
        } else {
            let size = Int(query["per_page"] ?? "60") ?? 0
            guard (1...200).contains(size), let page = Int(query["page"] ?? "0"), page >= 0 else { throw FakeRefusal(400, "per_page is 1 to 200") }
            if let after = query["after"] {
                guard let index = found.firstIndex(where: { $0.id == after }) else { throw FakeRefusal(404, "no such post") }
                found = Array(found[(index + 1)...])
            }
            found = Array(found.dropFirst(page * size).prefix(size))
        }
        let order = found.sorted { $0.created > $1.created }.map { JSONValue.string($0.id) }
        let bodies = JSONValue.object(Dictionary(found.map { ($0.id, Self.json($0)) }) { first, _ in first })
        return json(["order": .array(order), "posts": bodies, "next_post_id": "", "prev_post_id": ""])
    }

    private func channel(_ id: String) throws(FakeRefusal) -> String {
        guard channels.contains(id) else { throw FakeRefusal(403, code: "api.context.permissions.app_error", "the bot is not in \(id)") }
        return id
    }

    private func post(_ id: String) throws(FakeRefusal) -> Post {
        guard let post = posts.first(where: { $0.id == id && $0.deleted == 0 }) else {
            throw FakeRefusal(404, code: "app.post.get.app_error", "no post \(id)")
        }
        return post
    }

    /// Neither empty nor too long, and calling nobody at once.
    private static func text(_ value: JSONValue?) throws(FakeRefusal) -> String {
        guard let text = value?.string, !text.isEmpty else { throw FakeRefusal(400, code: "web.incoming_webhook.text.app_error", "no text") }
        guard text.unicodeScalars.count <= 16_383 else { throw FakeRefusal(400, code: "model.post.is_valid.msg.app_error", "too long") }
        guard text.firstMatch(of: /@(?:all|channel|here)\b/) == nil, !text.contains("<!") else { throw FakeRefusal(400, "it would call everybody") }
        return text
    }

    private static func json(_ post: Post) -> JSONValue {
        [
            "id": .string(post.id), "create_at": .integer(post.created), "update_at": .integer(post.updated), "edit_at": .integer(post.edited),
            "delete_at": .integer(post.deleted), "user_id": .string(post.user), "channel_id": .string(post.channel), "root_id": .string(post.root),
            "original_id": "", "message": .string(post.message), "type": "", "props": post.props, "hashtags": "",
            "pending_post_id": .string(post.pending), "reply_count": .integer(0), "metadata": [:],
        ]
    }

    private static func shown(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{200B}" && $0 != "\\" }))
    }

    private func nextTime() -> Int64 {
        lastTime = max(clock().milliseconds, lastTime + 1)
        return lastTime
    }

    private func make(in channel: String, by user: String, root: String, message: String, props: JSONValue, pending: String) -> Post {
        let now = nextTime()
        let number = String(posts.count)
        let id = "p" + String(repeating: "0", count: 25 - number.count) + number
        let post = Post(
            id: id, channel: channel, user: user, root: root, message: message, created: now, updated: now, props: props, pending: pending)
        posts.append(post)
        // A reply changes its root.
        _ = change(root) { _, _ in }
        return post
    }

    private func change(_ id: String, _ body: (inout Post, Int64) -> Void) -> Post? {
        guard let index = posts.firstIndex(where: { $0.id == id }) else { return nil }
        let now = nextTime()
        posts[index].updated = now
        body(&posts[index], now)
        return posts[index]
    }
}

extension FakeMattermost {
    /// A person writes; returns the post's id.
    @discardableResult
    public func say(_ text: String, as user: String, in channel: String, thread: String? = nil) -> String {
        make(in: channel, by: user, root: thread ?? "", message: text, props: [:], pending: "").id
    }

    public func edit(_ id: String, to text: String) {
        _ = change(id) { post, now in
            post.message = text
            post.edited = now
        }
    }

    public func delete(_ id: String) { _ = change(id) { $0.deleted = $1 } }

    /// What an outgoing webhook of the form's kind sends of a post; nil where there is no such post.
    public func outgoing(_ id: String, token: String, trigger: String = "") -> FakeDelivery? {
        guard let post = posts.first(where: { $0.id == id }), post.user != "webhook" else { return nil }
        return form([
            "token": token, "team_id": "t1", "team_domain": "core", "channel_id": post.channel, "channel_name": "town",
            "timestamp": String(post.created / 1000), "user_id": post.user, "user_name": "ana", "post_id": post.id, "text": post.message,
            "trigger_word": trigger, "file_ids": "",
        ])
    }

    public func command(_ text: String, as user: String, in channel: String, token: String) -> FakeDelivery {
        form([
            "token": token, "team_id": "t1", "team_domain": "core", "channel_id": channel, "channel_name": "town", "command": "/checkin",
            "user_id": user, "user_name": "ana", "text": text, "trigger_id": "trigger\(nextTime())", "response_url": "https://mattermost.example/x",
        ])
    }

    private func form(_ fields: [String: String]) -> FakeDelivery {
        let allowed = CharacterSet.alphanumerics
        let body = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")" }
        return FakeDelivery(headers: ["content-type": "application/x-www-form-urlencoded"], body: Array(body.joined(separator: "&").utf8))
    }
}
