import ChatPlatforms
import Foundation

/// A message that the fake organisation holds.
struct FakeZulipMessage: Sendable, Hashable {
    var id: Int64
    var sender: Int64
    /// A channel's number, or `user:` and the number of the one whom the bot speaks with alone.
    var place: String
    var topic: String
    var content: String
    var sentAt: Int64
    var editedAt: Int64?

    var channel: Int64? { Int64(place) }

    func json(bot: Int64) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .integer(id), "sender_id": .integer(sender), "sender_full_name": .string(sender == bot ? "outcomed" : "Ana"),
            "sender_email": .string(sender == bot ? "outcomed-bot@chat.example" : "user\(sender)@chat.example"), "content": .string(content),
            "timestamp": .integer(sentAt), "client": "website", "is_me_message": false, "recipient_id": .integer(20), "reactions": [],
        ]
        if let channel {
            members["type"] = "stream"
            members["stream_id"] = .integer(channel)
            members["display_recipient"] = "core"
            members["subject"] = .string(topic)
        } else {
            members["type"] = "private"
            members["display_recipient"] = [["id": .integer(sender)], ["id": .integer(bot)]]
            members["subject"] = ""
        }
        if let editedAt { members["last_edit_timestamp"] = .integer(editedAt) }
        return .object(members)
    }
}

/// One event queue: what was not acknowledged yet, numbered from 0.
struct FakeZulipQueue: Sendable {
    var types: Set<String>
    private(set) var events: [(id: Int64, json: JSONValue)] = []
    private var next: Int64 = 0

    init(types: Set<String>) { self.types = types }

    mutating func add(_ event: JSONValue, type: String?) {
        if let type, !types.contains(type) { return }
        events.append((next, .object((event.object ?? [:]).merging(["id": .integer(next)]) { $1 })))
        next += 1
    }

    mutating func acknowledge(_ last: Int64) { events.removeAll { $0.id <= last } }
}

/// A call with its login proven and its form read.
struct FakeZulipCall: Sendable {
    let method: String
    /// Behind `/api/v1/`.
    let path: [String]
    let query: [String: String]
    let form: [String: String]

    init(_ request: RecordedRequest, email: String, key: String) throws(FakeRefusal) {
        let login = "Basic " + Data("\(email):\(key)".utf8).base64EncodedString()
        guard request.header("authorization") == login else { throw FakeRefusal(401, code: "INVALID_API_KEY", "another login") }
        method = request.method
        let parts = request.path.split(separator: "?", maxSplits: 1)
        let names = (parts.first ?? "").split(separator: "/").map(String.init)
        guard names.starts(with: ["api", "v1"]) else { throw FakeRefusal(404, code: "BAD_REQUEST", "not under /api/v1") }
        path = Array(names.dropFirst(2))
        query = try Self.fields(parts.count > 1 ? String(parts[1]) : "")
        guard method != "GET" else {
            form = [:]
            return
        }
        guard request.header("content-type") == "application/x-www-form-urlencoded" else {
            throw FakeRefusal(400, code: "BAD_REQUEST", "content-type \(request.header("content-type") ?? "none")")
        }
        form = try Self.fields(request.text)
    }

    private static func fields(_ text: String) throws(FakeRefusal) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, let value = sides[1].replacing("+", with: " ").removingPercentEncoding,
                fields.updateValue(value, forKey: String(sides[0])) == nil
            else { throw FakeRefusal(400, code: "BAD_REQUEST", "fields that are not well formed") }
        }
        return fields
    }

    /// Zulip would overlook an unknown field in silence.
    func fields(allowed: Set<String>) throws(FakeRefusal) {
        for name in query.keys where method != "GET" || !allowed.contains(name) {
            throw FakeRefusal(400, code: "BAD_REQUEST", "no query field \(name)")
        }
        for name in form.keys where !allowed.contains(name) { throw FakeRefusal(400, code: "BAD_REQUEST", "no field \(name)") }
    }

    /// Not empty, not too long, and calling nobody but users by number.
    func content() throws(FakeRefusal) -> String {
        guard let content = form["content"], !content.isEmpty, content.utf16.count <= 10_000 else {
            throw FakeRefusal(400, code: "BAD_REQUEST", "content of 1 to 10,000 characters is expected")
        }
        let rest = content.replacing(/@\*\*\|\d+\*\*/, with: "")
        if rest.contains(/@_?\*/) || rest.contains("#**") { throw FakeRefusal(400, code: "BAD_REQUEST", "text that calls somebody") }
        return content
    }
}
