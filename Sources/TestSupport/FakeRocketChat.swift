import ChatPlatforms
public import Model

/// A Rocket.Chat server with one bot user: answers the REST API and incoming integrations, and makes the requests of outgoing integrations.
///
/// `let rocket = FakeRocketChat(…)`, then `LoopbackServer.start { await rocket.answer($0) }`; the account's `server` is the server's `url`.
public actor FakeRocketChat {
    struct Message {
        var id: String
        var room: String
        var user: String
        var text: String
        var thread: String?
        var created: Int64
        var updated: Int64
        var edited: Int64?
        var isByIntegration = false
    }

    public nonisolated let bot = "bOtUsErId00000001"
    private let token: String
    private let hook: String
    private var rooms: Set<String>
    private let clock: @Sendable () -> Instant
    private var all: [Message] = []
    private var removed: [(id: String, room: String, at: Int64)] = []
    private var faults: [FakeFault] = []
    private var calls: [String: [Instant]] = [:]
    private var lastTime: Int64 = 0
    /// Whether a room's changes leave out what was said in its threads.
    public var hidesThreads = false
    /// Why calls were refused; empty where the daemon did everything right.
    public private(set) var refusals: [String] = []
    /// How often a call was answered that it came too fast.
    public private(set) var throttled = 0

    /// - Parameter hook: the token of the incoming integration, which posts into the first room in order of ids.
    public init(token: String, hook: String = "", rooms: Set<String>, clock: @escaping @Sendable () -> Instant) {
        self.token = token
        self.hook = hook
        self.rooms = rooms
        self.clock = clock
    }

    public func failNext(_ faults: FakeFault...) { self.faults += faults }

    public func hideThreads() { hidesThreads = true }

    /// What stands in the rooms, in the order of its making.
    public var messages: [FakeChatMessage] {
        all.map {
            FakeChatMessage(
                id: $0.id, place: $0.room, thread: $0.thread, isOurs: $0.user == bot, text: Self.shown($0.text), isEdited: $0.edited != nil)
        }
    }

    public func answer(_ request: RecordedRequest) -> LoopbackAnswer {
        do throws(FakeRefusal) {
            let call = try FakeCall(request)
            if call.path.first == "hooks" { return try integration(call) }
            guard call.path.count == 3, call.path.starts(with: ["api", "v1"]) else { throw FakeRefusal(404, "no such path") }
            guard call.header("x-auth-token") == token, call.header("x-user-id") == bot else { throw FakeRefusal(401, "another token or user") }
            try pace(call.path[2])
            return try perform(call)
        } catch {
            if error.status == 401 { return json(["status": "error", "message": "You must be logged in to do this."], status: 401, error) }
            return json(
                ["success": false, "error": .string("\(error.reason) [\(error.code)]"), "errorType": .string(error.code)], status: error.status, error
            )
        }
    }

    /// Ten calls a minute for each method, the default of the server.
    private func pace(_ method: String) throws(FakeRefusal) {
        let now = clock()
        let recent = (calls[method] ?? []).filter { now - $0 < .seconds(60) }
        guard recent.count < 10 else {
            throttled += 1
            throw FakeRefusal(429, code: "error-too-many-requests", "Error, too many requests. Please slow down.")
        }
        calls[method] = recent + [now]
    }

    private func perform(_ call: FakeCall) throws(FakeRefusal) -> LoopbackAnswer {
        switch (call.method, call.path[2]) {
        case ("GET", "me"): return json(["_id": .string(bot), "username": "outcomed", "success": true])
        case ("POST", "im.create"):
            guard let name = try call.fields(["username", "usernames", "excludeSelf"])["username"]?.string else {
                throw FakeRefusal(400, "no username")
            }
            rooms.insert(bot + name)
            return json(["room": ["t": "d", "rid": .string(bot + name), "usernames": ["outcomed", .string(name)]], "success": true])
        case ("POST", "chat.sendMessage"): return try written { () throws(FakeRefusal) in try send(call) }
        case ("POST", "chat.update"): return try written { () throws(FakeRefusal) in try update(call) }
        case ("GET", "chat.getMessage"):
            let id = try call.query(allowed: ["msgId"])["msgId"] ?? ""
            guard let message = all.first(where: { $0.id == id }) else { throw Self.absent(id) }
            return json(["message": Self.json(message), "success": true])
        case ("GET", "chat.syncMessages"): return try sync(call)
        case ("GET", "chat.syncThreadMessages"): return try syncThread(call)
        default: throw FakeRefusal(404, "no such method")
        }
    }

    private func written(_ change: () throws(FakeRefusal) -> Message) throws(FakeRefusal) -> LoopbackAnswer {
        switch faults.isEmpty ? nil : faults.removeFirst() {
        case nil: return json(["message": Self.json(try change()), "success": true])
        case .statusBeforeStoring(let status): return .text("the fake was told to fail", status: status)
        case .statusAfterStoring(let status):
            _ = try change()
            return .text("the fake was told to fail", status: status)
        case .tooFast:
            throttled += 1
            throw FakeRefusal(429, code: "error-too-many-requests", "Error, too many requests. Please slow down.")
        }
    }

    private func json(_ body: JSONValue, status: Int = 200, _ refusal: FakeRefusal? = nil) -> LoopbackAnswer {
        var headers: [(String, String)] = []
        if let refusal {
            if refusal.code == "error-too-many-requests" {
                headers = [("X-RateLimit-Reset", String((clock() + .seconds(30)).milliseconds))]
            } else if refusal.code != "error-message-not-found" {
                refusals.append("\(refusal.status) \(refusal.reason)")
            }
        }
        return .json(String(decoding: body.encoded, as: UTF8.self), status: status, headers: headers)
    }

    private static func absent(_ id: String) -> FakeRefusal { FakeRefusal(400, code: "error-message-not-found", "no message \(id)") }
}

extension FakeRocketChat {
    private func send(_ call: FakeCall) throws(FakeRefusal) -> Message {
        let body = try call.fields(["message", "previewUrls"])
        let message = try call.fields(["_id", "rid", "msg", "tmid", "tshow", "alias", "emoji", "avatar", "attachments"], in: body["message"])
        let id = message["_id"]?.string ?? ""
        guard id.utf8.count >= 17 else { throw FakeRefusal(400, code: "error-invalid-params", "an id of its own") }
        guard !all.contains(where: { $0.id == id }) else { throw FakeRefusal(400, code: "error-duplicate-id", "\(id) is there") }
        let room = try room(message["rid"])
        if let thread = message["tmid"]?.string, !all.contains(where: { $0.id == thread && $0.thread == nil && $0.room == room }) {
            throw FakeRefusal(400, code: "error-invalid-params", "tmid \(thread) is no root")
        }
        return make(in: room, by: bot, id: id, text: try Self.text(message["msg"]), thread: message["tmid"]?.string)
    }

    private func update(_ call: FakeCall) throws(FakeRefusal) -> Message {
        let body = try call.fields(["roomId", "msgId", "text", "previewUrls", "customFields"])
        let room = try room(body["roomId"])
        guard let index = all.firstIndex(where: { $0.id == body["msgId"]?.string && $0.room == room }) else { throw Self.absent("to edit") }
        guard all[index].user == bot else { throw FakeRefusal(400, code: "error-action-not-allowed", "not the bot's") }
        let text = try Self.text(body["text"])
        let now = nextTime()
        all[index].text = text
        all[index].edited = now
        all[index].updated = now
        return all[index]
    }

    private func integration(_ call: FakeCall) throws(FakeRefusal) -> LoopbackAnswer {
        guard call.method == "POST", call.path.count == 3, call.path[2] == hook, !hook.isEmpty, let room = rooms.min() else {
            throw FakeRefusal(404, "Invalid integration id or token provided.")
        }
        let body = try call.fields([
            "text", "msg", "alias", "username", "emoji", "icon_emoji", "avatar", "icon_url", "tmid", "attachments", "parseUrls", "customFields",
        ])
        var message = make(in: room, by: bot, id: nil, text: try Self.text(body["text"]), thread: nil)
        message.isByIntegration = true
        all[all.count - 1] = message
        return json(["success": true])
    }

    private func sync(_ call: FakeCall) throws(FakeRefusal) -> LoopbackAnswer {
        let query = try call.query(allowed: ["roomId", "lastUpdate"])
        let room = try room(query["roomId"].map(JSONValue.string))
        let since = try Self.time(query["lastUpdate"])
        let updated = all.filter { $0.room == room && $0.updated > since && !(hidesThreads && $0.thread != nil) }
        return json(["result": ["updated": .array(updated.map(Self.json)), "deleted": deleted(in: room, since: since)], "success": true])
    }

    private func syncThread(_ call: FakeCall) throws(FakeRefusal) -> LoopbackAnswer {
        let query = try call.query(allowed: ["tmid", "updatedSince"])
        guard let thread = query["tmid"], all.contains(where: { $0.id == thread }) else {
            throw FakeRefusal(400, code: "error-invalid-params", "no such tmid")
        }
        let since = try Self.time(query["updatedSince"])
        let updated = all.filter { $0.thread == thread && $0.updated > since }
        return json(["messages": ["update": .array(updated.map(Self.json)), "remove": []], "success": true])
    }

    private func deleted(in room: String, since: Int64) -> JSONValue {
        .array(
            removed.filter { $0.room == room && $0.at > since }.map {
                ["_id": .string($0.id), "_deletedAt": .string(Self.text(of: $0.at))]
            })
    }

    private func room(_ value: JSONValue?) throws(FakeRefusal) -> String {
        guard let room = value?.string, rooms.contains(room) else { throw FakeRefusal(400, code: "error-invalid-room", "the bot is not in it") }
        return room
    }

    /// Neither empty nor too long, and calling nobody at once.
    private static func text(_ value: JSONValue?) throws(FakeRefusal) -> String {
        guard let text = value?.string, !text.isEmpty else { throw FakeRefusal(400, code: "error-invalid-params", "no text") }
        guard text.utf16.count <= 5000 else { throw FakeRefusal(400, code: "error-message-size-exceeded", "too long") }
        guard text.firstMatch(of: /@(?:all|here)\b/) == nil else { throw FakeRefusal(400, code: "error-invalid-params", "it would call everybody") }
        return text
    }

    private static func time(_ text: String?) throws(FakeRefusal) -> Int64 {
        guard let text, text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil, let instant = Instant(text) else {
            throw FakeRefusal(400, code: "error-invalid-params", "no time with milliseconds: \(text ?? "none")")
        }
        return instant.milliseconds
    }

    private static func text(of milliseconds: Int64) -> String {
        let text = "\(Instant(milliseconds: milliseconds))"
        return text.contains(".") ? text : text.dropLast() + ".000Z"
    }

    private static func json(_ message: Message) -> JSONValue {
        var members: [String: JSONValue] = [
            "_id": .string(message.id), "rid": .string(message.room), "msg": .string(message.text), "ts": .string(text(of: message.created)),
            "_updatedAt": .string(text(of: message.updated)),
            "u": ["_id": .string(message.user), "username": .string(message.user), "name": .string(message.user)], "mentions": [], "urls": [],
        ]
        if let thread = message.thread { members["tmid"] = .string(thread) }
        if let edited = message.edited { members["editedAt"] = .string(text(of: edited)) }
        if message.isByIntegration { members["bot"] = ["i": "integration"] }
        return .object(members)
    }

    private static func shown(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{200B}" && $0 != "\\" }))
    }

    private func nextTime() -> Int64 {
        lastTime = max(clock().milliseconds, lastTime + 1)
        return lastTime
    }

    private func make(in room: String, by user: String, id: String?, text: String, thread: String?) -> Message {
        let now = nextTime()
        let message = Message(
            id: id ?? "rocketmessage\(1000 + all.count)", room: room, user: user, text: text, thread: thread, created: now, updated: now)
        all.append(message)
        if let index = all.firstIndex(where: { $0.id == thread }) { all[index].updated = nextTime() }
        return message
    }
}

extension FakeRocketChat {
    /// A person writes; returns the message's id.
    @discardableResult
    public func say(_ text: String, as user: String, in room: String, thread: String? = nil) -> String {
        make(in: room, by: user, id: nil, text: text, thread: thread).id
    }

    public func edit(_ id: String, to text: String) {
        guard let index = all.firstIndex(where: { $0.id == id }) else { return }
        let now = nextTime()
        all[index].text = text
        all[index].edited = now
        all[index].updated = now
    }

    public func delete(_ id: String) {
        guard let index = all.firstIndex(where: { $0.id == id }) else { return }
        removed.append((id, all[index].room, nextTime()))
        all.remove(at: index)
    }

    /// What an outgoing integration sends of a message; nil where there is no such message.
    public func outgoing(_ id: String, token: String) -> FakeDelivery? {
        guard let message = all.first(where: { $0.id == id }) else { return nil }
        var body: [String: JSONValue] = [
            "token": .string(token), "bot": message.isByIntegration ? ["i": "integration"] : false, "trigger_word": .null,
            "channel_id": .string(message.room), "channel_name": "growth", "message_id": .string(message.id),
            "timestamp": .string(Self.text(of: message.created)), "user_id": .string(message.user), "user_name": .string(message.user),
            "text": .string(message.text), "siteUrl": "https://rocket.example", "alias": .null,
        ]
        if message.edited != nil { body["isEdited"] = true }
        if let thread = message.thread { body["tmid"] = .string(thread) }
        return FakeDelivery(headers: ["content-type": "application/json"], body: JSONValue.object(body).encoded)
    }
}
