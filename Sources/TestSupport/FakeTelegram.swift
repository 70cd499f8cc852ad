import ChatPlatforms
import Foundation
public import Model

/// Telegram's Bot API with one bot and its chats, over messages in memory, as strict as it can be; updates are fetched, or pushed to a webhook.
///
/// `LoopbackServer.start { await telegram.answer($0) }`; the account's `api_url` is the server's `url`.
public actor FakeTelegram {
    private struct Kept {
        var id: Int64
        var chat: Int64
        var sender: Int64
        var thread: Int64?
        var text: String
        var sentAt: Int64
        var editedAt: Int64?
    }

    private let token: String
    private let chats: Set<Int64>
    private let clock: @Sendable () -> Instant
    private var kept: [Kept] = []
    private var updates: [(id: Int64, json: JSONValue)] = []
    private var nextUpdate: Int64 = 5000
    private var nextMessage: Int64 = 1300
    private var sent: [(chat: Int64, at: Instant)] = []
    private var faults: [FakeFault] = []
    private var fetches = 0
    /// A webhook is set, so that nothing can be fetched.
    public var hasWebhook = false
    /// Why calls were refused; empty where the daemon did everything right.
    public private(set) var refusals: [String] = []

    public init(token: String, chats: Set<Int64>, clock: @escaping @Sendable () -> Instant) {
        self.token = token
        self.chats = chats
        self.clock = clock
    }

    private var bot: Int64 { token.split(separator: ":").first.flatMap { Int64($0) } ?? 0 }

    public var messages: [FakeChatMessage] {
        kept.map { message in
            FakeChatMessage(
                id: String(message.id), place: String(message.chat), thread: message.thread.map { String($0) }, isOurs: message.sender == bot,
                text: message.text, isEdited: message.editedAt != nil)
        }
    }

    public func failNext(_ fault: FakeFault) { faults.append(fault) }

    public func setWebhook(_ isSet: Bool) { hasWebhook = isSet }

    public func answer(_ request: RecordedRequest) async -> LoopbackAnswer {
        do throws(FakeRefusal) {
            let call = try FakeCall(request)
            guard call.path.count == 2, let bot = call.path.first, bot.hasPrefix("bot") else {
                throw FakeRefusal(404, code: "Not Found", "no such path")
            }
            guard bot == "bot" + token else { throw FakeRefusal(401, code: "Unauthorized", "another token") }
            guard call.method == "POST" else { throw FakeRefusal(404, code: "Not Found", "a method other than POST") }
            if call.path[1] == "getUpdates" { return ok(.array(try await getUpdates(call))) }
            if let fault = try fault(call) { return fault }
            return ok(try perform(call))
        } catch {
            if error.status != 409 { refusals.append("\(error.status) \(error.code): \(error.reason)") }
            return failure(error.status, error.code)
        }
    }

    private func fault(_ call: FakeCall) throws(FakeRefusal) -> LoopbackAnswer? {
        guard !faults.isEmpty, call.path[1] != "getMe" else { return nil }
        switch faults.removeFirst() {
        case .statusBeforeStoring(let status): return failure(status, "Internal Server Error")
        case .statusAfterStoring(let status):
            _ = try perform(call)
            return failure(status, "Bad Gateway")
        case .tooFast(let seconds): return tooFast(Int64(seconds))
        }
    }

    private func tooFast(_ seconds: Int64) -> LoopbackAnswer {
        json(
            [
                "ok": false, "error_code": .integer(429), "description": .string("Too Many Requests: retry after \(seconds)"),
                "parameters": ["retry_after": .integer(seconds)],
            ], status: 429)
    }

    private func perform(_ call: FakeCall) throws(FakeRefusal) -> JSONValue {
        switch call.path[1] {
        case "getMe":
            _ = try call.fields([])
            return ["id": .integer(bot), "is_bot": true, "first_name": "outcomed", "username": "outcomed_bot"]
        case "sendMessage": return try send(call)
        case "editMessageText": return try edit(call)
        default: throw FakeRefusal(404, code: "Not Found", "no method \(call.path[1])")
        }
    }

    private func ok(_ result: JSONValue) -> LoopbackAnswer { json(["ok": true, "result": result], status: 200) }

    private func failure(_ status: Int, _ description: String) -> LoopbackAnswer {
        json(["ok": false, "error_code": .integer(Int64(status)), "description": .string(description)], status: status)
    }

    private func json(_ body: JSONValue, status: Int) -> LoopbackAnswer { .json(String(decoding: body.encoded, as: UTF8.self), status: status) }
}

extension FakeTelegram {
    private func send(_ call: FakeCall) throws(FakeRefusal) -> JSONValue {
        let body = try call.fields(["chat_id", "message_thread_id", "text", "parse_mode", "link_preview_options", "reply_parameters"])
        let chat = try chat(body)
        let text = try text(body)
        try limit(chat)
        var thread: Int64?
        if let reply = body["reply_parameters"] {
            let fields = try call.fields(["message_id", "allow_sending_without_reply"], in: reply)
            thread = fields["message_id"]?.integer.flatMap { id in kept.contains { $0.id == id && $0.chat == chat } ? id : nil }
            if thread == nil, fields["allow_sending_without_reply"] != true {
                throw FakeRefusal(400, code: "Bad Request: message to be replied not found", "no such message")
            }
        }
        let message = keep(bot, chat, thread, text)
        return json(message)
    }

    private func edit(_ call: FakeCall) throws(FakeRefusal) -> JSONValue {
        let body = try call.fields(["chat_id", "message_id", "text", "parse_mode", "link_preview_options"])
        let chat = try chat(body)
        let text = try text(body)
        try limit(chat)
        guard let id = body["message_id"]?.integer, let index = kept.firstIndex(where: { $0.id == id && $0.chat == chat }) else {
            throw FakeRefusal(400, code: "Bad Request: message to edit not found", "no such message")
        }
        guard kept[index].sender == bot else { throw FakeRefusal(400, code: "Bad Request: message can't be edited", "a message of somebody else") }
        guard kept[index].text != text else {
            throw FakeRefusal(400, code: "Bad Request: message is not modified: specified new message content is the same", "the same words")
        }
        kept[index].text = text
        kept[index].editedAt = clock().seconds
        return json(kept[index])
    }

    private func chat(_ body: JSONValue) throws(FakeRefusal) -> Int64 {
        guard let chat = body["chat_id"]?.integer, chats.contains(chat) else {
            throw FakeRefusal(400, code: "Bad Request: chat not found", "no such chat")
        }
        return chat
    }

    /// At most one message a second and twenty a minute in a chat.
    private func limit(_ chat: Int64) throws(FakeRefusal) {
        let now = clock()
        sent = sent.filter { $0.at > now - .minutes(1) && $0.at <= now }
        let here = sent.filter { $0.chat == chat }
        if here.count >= 20 || here.last.map({ now - $0.at < .seconds(1) }) ?? false {
            throw FakeRefusal(429, code: "Too Many Requests: retry after 3", "messages too fast")
        }
        sent.append((chat, now))
    }

    /// The text as it is shown, its HTML read as Telegram does: bold and links only, every sign escaped.
    private func text(_ body: JSONValue) throws(FakeRefusal) -> String {
        guard body["parse_mode"] == "HTML", let html = body["text"]?.string else {
            throw FakeRefusal(400, code: "Bad Request: message text is empty", "no text")
        }
        let bare = html.replacing(/<b>|<\/b>|<a href="tg:\/\/user\?id=\d+">|<\/a>/, with: "")
        let rest = bare.replacing(/&(?:amp|lt|gt|quot);/, with: "")
        guard !rest.contains("<"), !rest.contains(">"), !rest.contains("&") else {
            throw FakeRefusal(400, code: "Bad Request: can't parse entities: unsupported start tag", "text that is not escaped")
        }
        let shown = bare.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
        guard !shown.allSatisfy(\.isWhitespace) else { throw FakeRefusal(400, code: "Bad Request: message text is empty", "no text") }
        guard shown.utf16.count <= 4096 else { throw FakeRefusal(400, code: "Bad Request: message is too long", "\(shown.utf16.count) characters") }
        return shown
    }

    /// Holds the request for a moment. A second fetch ends the first, as two programs with one token meet.
    private func getUpdates(_ call: FakeCall) async throws(FakeRefusal) -> [JSONValue] {
        let body = try call.fields(["offset", "timeout", "limit", "allowed_updates"])
        guard !hasWebhook else {
            throw FakeRefusal(
                409, code: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", "")
        }
        guard let limit = body["limit"]?.integer, (1...100).contains(limit), let timeout = body["timeout"]?.integer, (0...50).contains(timeout),
            body["allowed_updates"]?.array != nil
        else { throw FakeRefusal(400, code: "Bad Request: wrong parameters", "limit, timeout and allowed_updates are expected") }
        fetches += 1
        let own = fetches
        if let offset = body["offset"]?.integer {
            if offset < 0 { updates = updates.suffix(Int(-offset)) } else { updates.removeAll { $0.id < offset } }
        }
        for _ in 0..<(timeout == 0 ? 0 : 40) where updates.isEmpty {
            try? await Task.sleep(for: .milliseconds(5))
            guard fetches == own else {
                throw FakeRefusal(409, code: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", "")
            }
        }
        return updates.prefix(Int(limit)).map(\.json)
    }
}

extension FakeTelegram {
    private func keep(_ sender: Int64, _ chat: Int64, _ thread: Int64?, _ text: String) -> Kept {
        nextMessage += 1
        let message = Kept(id: nextMessage, chat: chat, sender: sender, thread: thread, text: text, sentAt: clock().seconds)
        kept.append(message)
        return message
    }

    private func json(_ message: Kept, withReply: Bool = true) -> JSONValue {
        var members: [String: JSONValue] = [
            "message_id": .integer(message.id), "date": .integer(message.sentAt), "text": .string(message.text), "entities": [],
            "chat": ["id": .integer(message.chat), "type": message.chat < 0 ? "supergroup" : "private", "title": "Core"],
            "from": [
                "id": .integer(message.sender), "is_bot": .bool(message.sender == bot), "first_name": message.sender == bot ? "outcomed" : "Ana",
            ],
        ]
        if let edited = message.editedAt { members["edit_date"] = .integer(edited) }
        if withReply, let root = kept.first(where: { $0.id == message.thread && $0.chat == message.chat }) {
            members["reply_to_message"] = json(root, withReply: false)
        }
        return .object(members)
    }

    private func tell(_ kind: String, _ message: Kept) -> JSONValue {
        nextUpdate += 1
        let update: JSONValue = .object(["update_id": .integer(nextUpdate), kind: json(message)])
        updates.append((nextUpdate, update))
        return update
    }

    /// A person writes, in reply to a message where one is named. Returns the message's id, and the update as a webhook would get it.
    public func say(_ text: String, as user: Int64, in chat: Int64, replyingTo thread: String?, secret: String) -> (
        id: String, delivery: FakeDelivery
    ) {
        let message = keep(user, chat, thread.flatMap { Int64($0) }, text)
        return (String(message.id), delivery(tell("message", message), secret))
    }

    public func edit(_ id: String, to text: String, secret: String) -> FakeDelivery? {
        guard let index = kept.firstIndex(where: { String($0.id) == id }) else { return nil }
        kept[index].text = text
        kept[index].editedAt = clock().seconds
        return delivery(tell("edited_message", kept[index]), secret)
    }

    private func delivery(_ update: JSONValue, _ secret: String) -> FakeDelivery {
        FakeDelivery(headers: ["content-type": "application/json", "x-telegram-bot-api-secret-token": secret], body: update.encoded)
    }
}
