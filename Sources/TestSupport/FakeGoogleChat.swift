import ChatPlatforms
public import Model

/// A space in Google Chat with a webhook, a Chat app whose events are signed, and the address of Google's keys.
///
/// `let chat = try FakeGoogleChat(…)`, then `LoopbackServer.start { await chat.answer($0) }`; the account's `webhook_url` is the server's `url` +
/// ``path``, its `keys_url` the server's `url` + `/certs` (project number) or `/jwks` (endpoint).
public actor FakeGoogleChat {
    public struct Message: Sendable, Hashable {
        public var name: String
        public var thread: String
        /// Whose name; nil for the webhook's.
        public var user: String?
        public var text: String
        /// The card's words, `<br>` as line ends and entities decoded.
        public var card: String
        public var at: Instant

        /// What people see of it.
        public var shown: String { card.isEmpty ? text : text + "\n" + card }
    }

    /// What befalls a call instead of its plain answer.
    public enum Fault: Sendable, Hashable {
        case statusBeforePosting(Int)
        case statusAfterPosting(Int)
        case stallAfterPosting
    }

    public nonisolated let path: String
    public private(set) var signer: FakeGoogleSigner
    public private(set) var messages: [Message] = []
    public private(set) var refusals: [String] = []
    /// How often the keys were fetched.
    public private(set) var keyFetches = 0
    private let space: String
    private let query: [String: String]
    private let clock: @Sendable () -> Instant
    private var byRequest: [String: Message] = [:]
    private var threadsByKey: [String: String] = [:]
    private var faults: [Fault] = []
    private var count = 0

    public init(space: String, key: String, token: String, audience: String, clock: @escaping @Sendable () -> Instant) throws {
        self.space = space
        self.clock = clock
        path = "/v1/spaces/\(space)/messages?key=\(key)&token=\(token)"
        query = ["key": key, "token": token]
        signer = try FakeGoogleSigner(audience: audience)
    }

    public func failNext(_ faults: Fault...) { self.faults += faults }

    /// From now on events are signed by another key, and the old one is no longer told.
    public func changeKey() throws { signer = try FakeGoogleSigner(audience: signer.audience, keyID: "key-\(keyFetches + 2)") }

    public func answer(_ request: RecordedRequest) -> LoopbackAnswer {
        if request.method == "GET", request.path == "/certs" || request.path == "/jwks" {
            keyFetches += 1
            let keys = request.path == "/certs" ? signer.certificates : signer.keySet
            return .json(String(decoding: keys.encoded, as: UTF8.self), headers: [("Cache-Control", "public, max-age=19800, must-revalidate")])
        }
        switch faults.isEmpty ? nil : faults.removeFirst() {
        case nil: return take(request)
        case .statusBeforePosting(let status): return error(status, "INTERNAL", "told to fail")
        case .statusAfterPosting(let status):
            _ = take(request)
            return error(status, "INTERNAL", "told to fail")
        case .stallAfterPosting:
            _ = take(request)
            return .stall
        }
    }

    private func take(_ request: RecordedRequest) -> LoopbackAnswer {
        let parts = request.path.split(separator: "?", maxSplits: 1).map(String.init)
        guard request.method == "POST", parts.count == 2, parts[0] == "/v1/spaces/\(space)/messages" else {
            return refuse(404, "NOT_FOUND", "no such space")
        }
        var fields: [String: String] = [:]
        for pair in parts[1].split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            fields[halves[0]] = halves.count == 2 ? halves[1] : ""
        }
        guard fields["key"] == query["key"] else { return refuse(400, "INVALID_ARGUMENT", "API key not valid") }
        guard fields["token"] == query["token"] else { return refuse(401, "UNAUTHENTICATED", "another token") }
        do throws(FakeComplaint) {
            let posted = try FakeGoogleChatChecks.message(request, fields)
            if let known = byRequest[posted.requestID] { return told(known) }
            let now = clock()
            if let last = messages.last(where: { $0.user == nil })?.at, now - last < .seconds(1) {
                return refuse(429, "RESOURCE_EXHAUSTED", "more than one message a second")
            }
            let message = Message(
                name: nextName(), thread: thread(posted, replies: fields["messageReplyOption"]), user: nil, text: posted.text, card: posted.card,
                at: now)
            messages.append(message)
            byRequest[posted.requestID] = message
            return told(message)
        } catch {
            return refuse(400, "INVALID_ARGUMENT", error.reason)
        }
    }

    /// Without the option a thread is passed over; with it, one that is not there begins.
    private func thread(_ posted: FakeGoogleChatChecks.Posted, replies: String?) -> String {
        let fresh = "spaces/\(space)/threads/T\(count)"
        guard replies != nil else { return fresh }
        if let name = posted.threadName { return messages.contains { $0.thread == name } ? name : fresh }
        guard let key = posted.threadKey else { return fresh }
        threadsByKey[key] = threadsByKey[key] ?? fresh
        return threadsByKey[key] ?? fresh
    }

    private func nextName() -> String {
        count += 1
        return "spaces/\(space)/messages/M\(count).M\(count)"
    }

    private func told(_ message: Message) -> LoopbackAnswer {
        let body: JSONValue = ["name": .string(message.name), "thread": ["name": .string(message.thread)]]
        return .json(String(decoding: body.encoded, as: UTF8.self))
    }

    private func refuse(_ status: Int, _ word: String, _ reason: String) -> LoopbackAnswer {
        refusals.append("\(word): \(reason)")
        return error(status, word, reason)
    }

    private func error(_ status: Int, _ word: String, _ reason: String) -> LoopbackAnswer {
        let body: JSONValue = ["error": ["code": .integer(Int64(status)), "message": .string(reason), "status": .string(word)]]
        return .json(String(decoding: body.encoded, as: UTF8.self), status: status)
    }

    /// A person writes to the app by mention, in a thread or at the top of the space.
    public func say(_ text: String, as user: String, in thread: String? = nil) throws -> FakeDelivery {
        let name = nextName()
        let message = Message(
            name: name, thread: thread ?? "spaces/\(space)/threads/T\(count)", user: user, text: text, card: "", at: clock())
        messages.append(message)
        return try signer.deliver(FakeGoogleChatEvents.message(message, in: space), at: clock())
    }
}
