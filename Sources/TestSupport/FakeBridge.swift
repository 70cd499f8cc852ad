import ChatPlatforms
public import Model

/// The other side of a `webhook` account: takes messages in, once for each `webhook-id`, and writes back as its people would.
///
/// `let bridge = FakeBridge(…)`, then `LoopbackServer.start { await bridge.answer($0) }`; the account's `url` leads to that server, at any path.
public actor FakeBridge {
    /// What befalls a request instead of its plain answer.
    public enum Fault: Sendable, Hashable {
        /// Nothing is kept.
        case statusBeforeStoring(Int)
        case stallBeforeStoring
        /// The message is kept, and the sender is not told.
        case statusAfterStoring(Int)
        case stallAfterStoring
    }

    /// A message as the people there see it now.
    public struct Message: Sendable, Hashable {
        /// The bridge's own, which it tells the sender.
        public var id: String
        public var webhookID: String
        public var kind: String
        public var conversation: String
        public var thread: String?
        public var text: String
        /// How often it was replaced.
        public var edits: Int
    }

    /// Messages in the order in which they came first.
    public private(set) var messages: [Message] = []
    /// Bodies by `webhook-id`, one for each time that it came.
    public private(set) var bodies: [String: [[UInt8]]] = [:]
    /// What the sender did wrong; empty where it did everything right.
    public private(set) var refusals: [String] = []
    private let signing: FakeBridgeSigning
    private let clock: @Sendable () -> Instant
    private var faults: [Fault] = []
    private var said: [String: (conversation: String, thread: String?, user: String)] = [:]
    private var eventCount = 0

    public init(secret: String, clock: @escaping @Sendable () -> Instant) {
        signing = FakeBridgeSigning(secret: secret)
        self.clock = clock
    }

    /// The next requests meet these faults, one each, in order.
    public func failNext(_ faults: Fault...) { self.faults += faults }

    public func messages(in conversation: String) -> [Message] { messages.filter { $0.conversation == conversation } }

    public func answer(_ request: RecordedRequest) -> LoopbackAnswer {
        switch faults.isEmpty ? nil : faults.removeFirst() {
        case nil: return take(request)
        case .statusBeforeStoring(let status): return .text("the fake was told to fail", status: status)
        case .stallBeforeStoring: return .stall
        case .statusAfterStoring(let status):
            _ = take(request)
            return .text("the fake was told to fail", status: status)
        case .stallAfterStoring:
            _ = take(request)
            return .stall
        }
    }

    private func take(_ request: RecordedRequest) -> LoopbackAnswer {
        guard let id = request.header("webhook-id"), let timestamp = request.header("webhook-timestamp"),
            request.header("webhook-signature") == signing.signature(id: id, timestamp: timestamp, body: request.body)
        else { return refuse("a signature that does not hold", status: 401) }
        guard request.method == "POST", request.header("content-type") == "application/json", abs(clock().seconds - (Int64(timestamp) ?? 0)) <= 300,
            let body = try? JSONValue(reading: request.body), let data = body["data"], data["id"]?.string == id
        else { return refuse("a request of another form", status: 400) }
        let isNew = bodies[id] == nil
        bodies[id, default: []].append(request.body)
        if bodies[id]?.first != request.body { refusals.append("another body under the same webhook-id") }
        if isNew { keep(data, id) }
        let place = data["edits"]?.string ?? messages.first { $0.webhookID == id }?.id ?? id
        return .json(#"{"id":"\#(place)"}"#)
    }

    private func keep(_ data: JSONValue, _ id: String) {
        let text = data["text"]?.string ?? ""
        if let edits = data["edits"]?.string {
            guard let index = messages.firstIndex(where: { $0.id == edits }) else { return refusals.append("an edit of no message") }
            messages[index].text = text
            messages[index].edits += 1
            return
        }
        messages.append(
            Message(
                id: "m\(messages.count + 1)", webhookID: id, kind: data["kind"]?.string ?? "", conversation: data["conversation"]?.string ?? "",
                thread: data["thread"]?.string, text: text, edits: 0))
    }

    private func refuse(_ reason: String, status: Int) -> LoopbackAnswer {
        refusals.append(reason)
        return .text(reason, status: status)
    }
}

extension FakeBridge {
    /// A person writes; the delivery is to be POSTed to `/hooks/{account}` as it is. The id is the bridge's for the message.
    public func say(_ text: String, as user: String, in conversation: String, thread: String? = nil) -> (id: String, delivery: FakeDelivery) {
        let id = "p\(said.count + 1)"
        said[id] = (conversation, thread, user)
        return (id, deliver(id, ["text": .string(text)]))
    }

    /// The person changes the words.
    public func edit(_ id: String, to text: String) -> FakeDelivery {
        deliver(id, ["text": .string(text), "edited": .string("edit-\(eventCount + 1)")])
    }

    public func delete(_ id: String) -> FakeDelivery { deliver(id, ["deleted": true]) }

    private func deliver(_ id: String, _ fields: [String: JSONValue]) -> FakeDelivery {
        eventCount += 1
        var body: [String: JSONValue] = ["id": .string(id)]
        if let message = said[id] {
            body["user"] = .string(message.user)
            body["conversation"] = .string(message.conversation)
            if let thread = message.thread { body["thread"] = .string(thread) }
        }
        let bytes = JSONValue.object(body.merging(fields) { $1 }).encoded
        return FakeDelivery(headers: signing.headers(id: "event-\(eventCount)", at: clock(), body: bytes), body: bytes)
    }
}
