public import ChatPlatforms
import Foundation

/// A call of some platform's HTTP API, taken apart; the strict fakes judge by it.
public struct FakeCall: Sendable {
    public let method: String
    /// Without the query, split at slashes, escapes undone.
    public let path: [String]
    public let query: [String: String]
    public let body: JSONValue?
    private let headers: [String: String]

    /// Throws where the query is not well formed, or a body is there that is no JSON object or list under its own content type.
    public init(_ request: RecordedRequest) throws(FakeRefusal) {
        headers = Dictionary(request.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
        method = request.method
        let parts = request.path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = parts[0].split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
        var fields: [String: String] = [:]
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard sides.count == 2, let value = sides[1].removingPercentEncoding, fields.updateValue(value, forKey: sides[0]) == nil else {
                throw FakeRefusal(400, "a query that is not well formed")
            }
        }
        query = fields
        guard !request.body.isEmpty else {
            body = nil
            return
        }
        guard headers["content-type"]?.lowercased().hasPrefix("application/json") ?? false else {
            throw FakeRefusal(400, "content-type \(headers["content-type"] ?? "none")")
        }
        guard let body = try? JSONValue(reading: request.body) else { throw FakeRefusal(400, "no JSON") }
        self.body = body
    }

    public func header(_ name: String) -> String? { headers[name.lowercased()] }

    /// The body's fields, of which no other than these may be there.
    func fields(_ allowed: Set<String>, in object: JSONValue? = nil) throws(FakeRefusal) -> JSONValue {
        guard let object = object ?? body, let members = object.object else { throw FakeRefusal(400, "no JSON object") }
        for name in members.keys where !allowed.contains(name) { throw FakeRefusal(400, "no field \(name)") }
        return object
    }

    /// The query's fields, of which no other than these may be there.
    func query(allowed: Set<String>) throws(FakeRefusal) -> [String: String] {
        for name in query.keys where !allowed.contains(name) { throw FakeRefusal(400, "no query field \(name)") }
        return query
    }
}

/// A status with a code of the platform's, and why the fake says it.
public struct FakeRefusal: Error, Sendable {
    public var status: Int
    public var code: String
    public var reason: String

    init(_ status: Int, code: String = "", _ reason: String) {
        self.status = status
        self.code = code
        self.reason = reason
    }
}

/// What befalls a call that writes, instead of its plain answer.
public enum FakeFault: Sendable, Hashable {
    /// Nothing is kept.
    case statusBeforeStoring(Int)
    /// It is kept, and the caller is not told.
    case statusAfterStoring(Int)
    /// Nothing is kept: the platform's own answer to calls that come too fast.
    case tooFast(seconds: Int)
}

/// A message as the people of a fake chat see it now, the same over all platforms.
public struct FakeChatMessage: Sendable, Hashable {
    public var id: String
    public var place: String
    /// The root that it replies to.
    public var thread: String?
    public var isOurs: Bool
    public var text: String
    public var isEdited: Bool

    public init(id: String, place: String, thread: String?, isOurs: Bool, text: String, isEdited: Bool) {
        self.id = id
        self.place = place
        self.thread = thread
        self.isOurs = isOurs
        self.text = text
        self.isEdited = isEdited
    }
}
