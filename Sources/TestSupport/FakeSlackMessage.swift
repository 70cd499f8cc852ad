public import ChatPlatforms
import Foundation

/// A message that the fake workspace holds.
public struct FakeSlackMessage: Sendable, Hashable {
    public var channel: String
    public var ts: String
    /// The root's ts; nil at top level.
    public var thread: String?
    public var user: String
    /// Set on what an app posted.
    public var botID: String?
    /// As kept by Slack: escaped.
    public var text: String
    public var blocks: JSONValue
    public var metadata: JSONValue?
    public var editedTS: String?

    /// All that its readers see, escapes undone: the blocks' texts, else the text.
    public var shownText: String {
        let shown = (blocks.array ?? []).compactMap { $0["text"]?["text"]?.string }
        return FakeSlackMessage.unescaped(shown.isEmpty ? text : shown.joined(separator: "\n\n"))
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }

    /// As `conversations.history` and `.replies` give it: without its channel.
    func json(withMetadata: Bool, parentUser: String?) -> JSONValue {
        var members: [String: JSONValue] = ["type": "message", "user": .string(user), "text": .string(text), "ts": .string(ts)]
        if blocks != .null { members["blocks"] = blocks }
        if let botID {
            members["bot_id"] = .string(botID)
            members["bot_profile"] = ["id": .string(botID), "name": "outcomed"]
        }
        if let editedTS { members["edited"] = ["user": .string(user), "ts": .string(editedTS)] }
        if let thread { members["thread_ts"] = .string(thread) }
        if let parentUser { members["parent_user_id"] = .string(parentUser) }
        if withMetadata, let metadata { members["metadata"] = metadata }
        return .object(members)
    }
}

/// One call of the Web API, free of sockets.
public struct FakeSlackCall: Sendable {
    public var method: String
    /// With the query, as sent.
    public var path: String
    /// Names in lower case.
    public var headers: [String: String]
    public var body: [UInt8]

    public init(method: String, path: String, headers: [String: String], body: [UInt8] = []) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
    }

    /// `chat.postMessage` of `/api/chat.postMessage?…`; nil outside `/api/`.
    var name: String? {
        let plain = path.prefix { $0 != "?" }
        return plain.hasPrefix("/api/") ? String(plain.dropFirst(5)) : nil
    }

    /// Nil where a value is not percent-encoded as it should be, or a name stands twice.
    var query: [String: String]? {
        guard let mark = path.firstIndex(of: "?") else { return [:] }
        var fields: [String: String] = [:]
        for pair in path[path.index(after: mark)...].split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let value = parts[1].removingPercentEncoding, fields.updateValue(value, forKey: parts[0]) == nil else {
                return nil
            }
        }
        return fields
    }
}

/// A word of Slack's for what was wrong with a call, and why this fake says it.
struct FakeSlackRefusal: Error {
    var word: String
    var reason: String

    init(_ word: String, _ reason: String) {
        self.word = word
        self.reason = reason
    }
}
