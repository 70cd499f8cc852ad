import ChatPlatforms
import Foundation
public import Model

/// A Zulip organisation with one bot in it: its documented REST API over messages in memory, as strict as it can be, event queues included.
///
/// `LoopbackServer.start { await zulip.answer($0) }`; the account's `site` is the server's `url`.
public actor FakeZulip {
    public nonisolated let email = "outcomed-bot@chat.example"
    public nonisolated let bot: Int64 = 7
    private let key: String
    private let channels: Set<Int64>
    private let clock: @Sendable () -> Instant
    private var kept: [FakeZulipMessage] = []
    private var queues: [String: FakeZulipQueue] = [:]
    private var nextID: Int64 = 100
    private var queueCount = 0
    private var faults: [FakeFault] = []
    private var calls: [Instant] = []
    /// Why calls were refused; empty where the daemon did everything right.
    public private(set) var refusals: [String] = []

    public init(key: String, channels: Set<Int64>, clock: @escaping @Sendable () -> Instant) {
        self.key = key
        self.channels = channels
        self.clock = clock
    }

    /// In the order in which they came; a thread is known by the first of our messages in its topic.
    public var messages: [FakeChatMessage] {
        kept.map { message in
            let root = kept.first { $0.sender == bot && $0.topic == message.topic && $0.place == message.place }
            return FakeChatMessage(
                id: String(message.id), place: message.place, thread: root.flatMap { $0.id == message.id ? nil : String($0.id) },
                isOurs: message.sender == bot, text: message.content.replacing("\u{200B}", with: ""), isEdited: message.editedAt != nil)
        }
    }

    public func topic(of id: String) -> String? { kept.first { String($0.id) == id }?.topic }

    public func failNext(_ fault: FakeFault) { faults.append(fault) }

    /// As after a restart of the server, or ten minutes without a request.
    public func forgetQueues() { queues = [:] }

    public func answer(_ request: RecordedRequest) async -> LoopbackAnswer {
        do throws(FakeRefusal) {
            let call = try FakeZulipCall(request, email: email, key: key)
            if call.path == ["events"] { return try await events(call) }
            try limit()
            if let fault = try fault(call) { return fault }
            return ok(try perform(call))
        } catch {
            // A forgotten queue is no fault of the caller's.
            if error.code != "BAD_EVENT_QUEUE_ID" { refusals.append("\(request.method) \(error.code): \(error.reason)") }
            return failure(error.status, error.code)
        }
    }

    /// 200 calls a minute, long polls left out.
    private func limit() throws(FakeRefusal) {
        let now = clock()
        calls = calls.filter { $0 > now - .minutes(1) && $0 <= now } + [now]
        if calls.count > 200 { throw FakeRefusal(429, code: "RATE_LIMIT_HIT", "more than 200 calls in a minute") }
    }

    private func fault(_ call: FakeZulipCall) throws(FakeRefusal) -> LoopbackAnswer? {
        guard !faults.isEmpty, call.method != "GET", call.path.first == "messages" else { return nil }
        switch faults.removeFirst() {
        case .statusBeforeStoring(let status): return .text("the fake was told to fail", status: status)
        case .statusAfterStoring(let status):
            _ = try perform(call)
            return .text("the fake was told to fail", status: status)
        case .tooFast(let seconds):
            let body: JSONValue = [
                "code": "RATE_LIMIT_HIT", "msg": "API usage exceeded rate limit", "result": "error", "retry-after": .number(Double(seconds) - 0.5),
            ]
            return json(body, status: 429)
        }
    }

    private func perform(_ call: FakeZulipCall) throws(FakeRefusal) -> JSONValue {
        switch (call.method, call.path.count, call.path.first) {
        case ("POST", 1, "messages"): return try post(call)
        case ("PATCH", 2, "messages"): return try update(call)
        case ("GET", 1, "messages"): return try history(call)
        case ("POST", 1, "register"): return try register(call)
        case ("GET", 2, "users") where call.path[1] == "me":
            try call.fields(allowed: [])
            return ["user_id": .integer(bot), "full_name": "outcomed", "email": .string(email), "is_bot": true]
        default: throw FakeRefusal(404, code: "BAD_REQUEST", "no such endpoint: \(call.path.joined(separator: "/"))")
        }
    }

    private func ok(_ body: JSONValue) -> LoopbackAnswer {
        json(.object((body.object ?? [:]).merging(["result": "success", "msg": ""]) { $1 }), status: 200)
    }

    private func failure(_ status: Int, _ code: String) -> LoopbackAnswer {
        json(["result": "error", "msg": "übersetzt", "code": .string(code)], status: status)
    }

    private func json(_ body: JSONValue, status: Int) -> LoopbackAnswer { .json(String(decoding: body.encoded, as: UTF8.self), status: status) }
}

extension FakeZulip {
    private func post(_ call: FakeZulipCall) throws(FakeRefusal) -> JSONValue {
        try call.fields(allowed: ["type", "to", "topic", "content"])
        let content = try call.content()
        switch call.form["type"] {
        case "stream":
            guard let id = call.form["to"].flatMap({ Int64($0) }), channels.contains(id) else {
                throw FakeRefusal(400, code: "STREAM_DOES_NOT_EXIST", "no channel \(call.form["to"] ?? "")")
            }
            guard let topic = call.form["topic"], (1...60).contains(topic.unicodeScalars.count) else {
                throw FakeRefusal(400, code: "BAD_REQUEST", "a topic of 1 to 60 characters is expected")
            }
            return ["id": .integer(keep(bot, place: String(id), topic: topic, content).id)]
        case "direct":
            guard call.form["topic"] == nil, let to = call.form["to"], let list = try? JSONValue(reading: Array(to.utf8)), let users = list.array,
                users.count == 1, let user = users[0].integer
            else { throw FakeRefusal(400, code: "BAD_REQUEST", "a list of one user's number is expected") }
            return ["id": .integer(keep(bot, place: "user:\(user)", topic: "", content).id)]
        default: throw FakeRefusal(400, code: "REQUEST_VARIABLE_INVALID", "no type \(call.form["type"] ?? "")")
        }
    }

    private func update(_ call: FakeZulipCall) throws(FakeRefusal) -> JSONValue {
        try call.fields(allowed: ["content"])
        let content = try call.content()
        guard let index = kept.firstIndex(where: { String($0.id) == call.path[1] }) else {
            throw FakeRefusal(400, code: "BAD_REQUEST", "no message \(call.path[1])")
        }
        guard kept[index].sender == bot else { throw FakeRefusal(400, code: "BAD_REQUEST", "a message of somebody else") }
        change(index, to: content)
        return [:]
    }

    private func history(_ call: FakeZulipCall) throws(FakeRefusal) -> JSONValue {
        try call.fields(allowed: ["anchor", "num_before", "num_after", "include_anchor", "narrow", "apply_markdown"])
        guard call.query["apply_markdown"] == "false", let before = call.query["num_before"].flatMap({ Int($0) }),
            let after = call.query["num_after"].flatMap({ Int($0) }), before >= 0, after >= 0, before + after <= 5000,
            let anchor = call.query["anchor"] == "newest" ? Int64.max : call.query["anchor"].flatMap({ Int64($0) })
        else { throw FakeRefusal(400, code: "REQUEST_VARIABLE_INVALID", "anchor, num_before, num_after and apply_markdown=false are expected") }
        let found = try narrowed(call.query["narrow"])
        let includesAnchor = call.query["include_anchor"] != "false"
        let older = found.filter { $0.id < anchor || includesAnchor && $0.id == anchor }
        let newer = found.filter { $0.id > anchor }
        let page = older.suffix(max(before, includesAnchor ? 1 : 0)) + newer.prefix(after)
        return [
            "messages": .array(page.map { $0.json(bot: bot) }), "anchor": .integer(page.last?.id ?? 0),
            "found_newest": .bool(newer.count <= after), "found_oldest": .bool(older.count <= before),
        ]
    }

    private func narrowed(_ narrow: String?) throws(FakeRefusal) -> [FakeZulipMessage] {
        guard let narrow else { return kept }
        guard let terms = (try? JSONValue(reading: Array(narrow.utf8)))?.array else {
            throw FakeRefusal(400, code: "BAD_REQUEST", "a narrow that is no list")
        }
        var found = kept
        for term in terms {
            switch (term["operator"]?.string, term["operand"]) {
            case ("sender", .string(let sender)?): found = found.filter { sender == email && $0.sender == bot }
            case ("stream", .integer(let id)?): found = found.filter { $0.place == String(id) }
            case ("pm-with", .array(let users)?):
                let places = users.compactMap(\.integer).map { "user:\($0)" }
                found = found.filter { places.contains($0.place) }
            default: throw FakeRefusal(400, code: "BAD_REQUEST", "a narrow of no known form")
            }
        }
        return found
    }
}

extension FakeZulip {
    private func register(_ call: FakeZulipCall) throws(FakeRefusal) -> JSONValue {
        try call.fields(allowed: ["event_types", "apply_markdown", "all_public_streams", "client_capabilities", "narrow"])
        guard call.form["apply_markdown"] == "false", call.form["all_public_streams"].map({ ["true", "false"].contains($0) }) ?? true,
            let types = call.form["event_types"].flatMap({ try? JSONValue(reading: Array($0.utf8)) })?.array
        else { throw FakeRefusal(400, code: "REQUEST_VARIABLE_INVALID", "event_types as a list and apply_markdown=false are expected") }
        queueCount += 1
        let name = "queue-\(queueCount)"
        queues[name] = FakeZulipQueue(types: Set(types.compactMap(\.string)))
        return [
            "queue_id": .string(name), "last_event_id": .integer(-1), "max_message_id": .integer(kept.last?.id ?? -1),
            "event_queue_longpoll_timeout_seconds": .integer(90), "max_message_length": .integer(10_000), "max_topic_length": .integer(60),
        ]
    }

    /// Holds the request for a moment; after it, a heartbeat.
    private func events(_ call: FakeZulipCall) async throws(FakeRefusal) -> LoopbackAnswer {
        try call.fields(allowed: ["queue_id", "last_event_id", "dont_block"])
        guard let name = call.query["queue_id"], let last = call.query["last_event_id"].flatMap({ Int64($0) }) else {
            throw FakeRefusal(400, code: "REQUEST_VARIABLE_MISSING", "queue_id and last_event_id are expected")
        }
        for _ in 0..<40 {
            guard var queue = queues[name] else { throw FakeRefusal(400, code: "BAD_EVENT_QUEUE_ID", "no queue \(name)") }
            queue.acknowledge(last)
            queues[name] = queue
            if !queue.events.isEmpty { return ok(["events": .array(queue.events.map(\.json)), "queue_id": .string(name)]) }
            try? await Task.sleep(for: .milliseconds(5))
        }
        queues[name]?.add(["type": "heartbeat"], type: nil)
        return ok(["events": .array((queues[name]?.events ?? []).map(\.json)), "queue_id": .string(name)])
    }

    private func tell(_ event: JSONValue) {
        for name in queues.keys { queues[name]?.add(event, type: event["type"]?.string) }
    }

    private func keep(_ sender: Int64, place: String, topic: String, _ content: String) -> FakeZulipMessage {
        nextID += 1
        let message = FakeZulipMessage(id: nextID, sender: sender, place: place, topic: topic, content: content, sentAt: clock().seconds)
        kept.append(message)
        let flags: JSONValue = content.contains("@**outcomed") ? ["mentioned"] : []
        tell(["type": "message", "message": message.json(bot: bot), "flags": flags])
        return message
    }

    private func change(_ index: Int, to content: String) {
        let old = kept[index].content
        kept[index].content = content
        kept[index].editedAt = clock().seconds
        let message = kept[index]
        let place = message.channel.map { ["stream_id": .integer($0)] as [String: JSONValue] } ?? [:]
        let event: [String: JSONValue] = [
            "type": "update_message", "message_id": .integer(message.id), "message_ids": [.integer(message.id)], "user_id": .integer(message.sender),
            "rendering_only": false, "edit_timestamp": .integer(clock().seconds), "orig_content": .string(old), "content": .string(content),
            "flags": [],
        ]
        tell(.object(event.merging(place) { $1 }))
    }
}

extension FakeZulip {
    /// A person writes in a topic of a channel, or, with the place `user:` and their own number, to the bot alone.
    public func say(_ text: String, as user: Int64, in place: String, topic: String) -> String {
        String(keep(user, place: place, topic: topic, text).id)
    }

    public func edit(_ id: String, to text: String) {
        guard let index = kept.firstIndex(where: { String($0.id) == id }) else { return }
        change(index, to: text)
    }

    public func delete(_ id: String) {
        guard let index = kept.firstIndex(where: { String($0.id) == id }) else { return }
        let message = kept.remove(at: index)
        let place: [String: JSONValue] =
            message.channel.map { ["stream_id": .integer($0), "topic": .string(message.topic), "message_type": "stream"] } ?? [
                "message_type": "private"
            ]
        tell(.object(["type": "delete_message", "message_ids": [.integer(message.id)]].merging(place) { $1 }))
    }

    /// Somebody gives a topic another name, and all its messages go with it.
    public func rename(_ old: String, in channel: Int64, to new: String) {
        var moved: [Int64] = []
        for index in kept.indices where kept[index].topic == old && kept[index].place == String(channel) {
            kept[index].topic = new
            moved.append(kept[index].id)
        }
        guard let first = moved.first else { return }
        tell([
            "type": "update_message", "message_id": .integer(first), "message_ids": .array(moved.map(JSONValue.integer)), "user_id": .integer(99),
            "rendering_only": false, "edit_timestamp": .integer(clock().seconds), "stream_id": .integer(channel), "orig_subject": .string(old),
            "subject": .string(new), "propagate_mode": "change_all", "flags": [],
        ])
    }

    /// What an outgoing webhook bot is told of a message.
    public func outgoing(_ id: String, token: String) -> FakeDelivery? {
        guard let message = kept.first(where: { String($0.id) == id }) else { return nil }
        let body: JSONValue = [
            "bot_email": .string(email), "bot_full_name": "outcomed", "data": .string(message.content), "token": .string(token),
            "trigger": message.channel == nil ? "direct_message" : "mention", "message": message.json(bot: bot),
        ]
        return FakeDelivery(headers: ["content-type": "application/json"], body: body.encoded)
    }
}
