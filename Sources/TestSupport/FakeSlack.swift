import ChatPlatforms
public import Model

/// A Slack workspace with one app in it: answers the Web API behind a ``LoopbackServer``, and makes the requests of its Events API.
///
/// `let slack = FakeSlack(…)`, then `LoopbackServer.start { await slack.answer($0) }`; the account's `api_url` is the server's `url` + `/api`.
public actor FakeSlack {
    /// What befalls a call instead of its plain answer.
    public enum Fault: Sendable, Hashable {
        /// Nothing is kept.
        case statusBeforeStoring(Int)
        /// The message is kept, and the caller is not told.
        case statusAfterStoring(Int)
        case stallAfterStoring
        /// Nothing is kept; the text of Retry-After.
        case rateLimited(retryAfter: String)
        /// Nothing is kept; one of Slack's words, with status 200.
        case error(String)
    }

    public nonisolated let events: FakeSlackEvents
    private var workspace: FakeSlackWorkspace
    private let clock: @Sendable () -> Instant
    private var faults: [(method: String, fault: Fault)] = []
    private var eventCount = 0

    public init(
        token: String, signingSecret: String, botUser: String = "U0OUTCOMED", channels: Set<String>, clock: @escaping @Sendable () -> Instant
    ) {
        workspace = FakeSlackWorkspace(token: token, botUser: botUser, channels: channels)
        events = FakeSlackEvents(signingSecret: signingSecret, botUser: botUser)
        self.clock = clock
    }

    /// In the order of their ts.
    public var messages: [FakeSlackMessage] { workspace.messages }

    /// Why calls were refused; empty where the daemon did everything right.
    public var refusals: [String] { workspace.refusals }

    public func messages(in channel: String) -> [FakeSlackMessage] { workspace.messages.filter { $0.channel == channel } }

    /// Names that `users.info` tells.
    public func name(_ user: String, _ name: String) { workspace.users[user] = name }

    /// Has reading calls held to 50 a minute each.
    public func pace() { workspace.isPaced = true }

    public var directs: [String: String] { workspace.directs }

    /// The next calls whose method begins so meet these faults, one each, in order.
    public func failNext(_ faults: Fault..., methods prefix: String = "chat.") { self.faults += faults.map { (prefix, $0) } }

    public func answer(_ request: RecordedRequest) -> LoopbackAnswer {
        let headers = Dictionary(request.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
        return answer(FakeSlackCall(method: request.method, path: request.path, headers: headers, body: request.body))
    }

    public func answer(_ call: FakeSlackCall) -> LoopbackAnswer {
        switch takeFault(for: call) {
        case nil:
            if workspace.isTooFast(call, at: clock()) {
                return json(["ok": false, "error": "ratelimited"], status: 429, headers: [("Retry-After", "10")])
            }
            return json(workspace.answer(call, at: clock()))
        case .statusBeforeStoring(let status): return .text("the fake was told to fail", status: status)
        case .statusAfterStoring(let status):
            _ = workspace.answer(call, at: clock())
            return .text("the fake was told to fail", status: status)
        case .stallAfterStoring:
            _ = workspace.answer(call, at: clock())
            return .stall
        case .rateLimited(let retryAfter): return json(["ok": false, "error": "ratelimited"], status: 429, headers: [("Retry-After", retryAfter)])
        case .error(let word): return json(["ok": false, "error": .string(word)])
        }
    }

    private func takeFault(for call: FakeSlackCall) -> Fault? {
        guard let index = faults.firstIndex(where: { call.name?.hasPrefix($0.method) ?? false }) else { return nil }
        return faults.remove(at: index).fault
    }

    private func json(_ body: JSONValue, status: Int = 200, headers: [(String, String)] = []) -> LoopbackAnswer {
        .json(String(decoding: body.encoded, as: UTF8.self), status: status, headers: headers)
    }
}

extension FakeSlack {
    /// A person writes; the text is as Slack would send it: escaped. With `mention`, the event is an `app_mention`.
    public func say(_ text: String, as user: String, in channel: String, thread: String? = nil, mention: Bool = false) -> FakeSlackDelivery {
        let message = FakeSlackMessage(
            channel: channel, ts: workspace.nextTS(at: clock()), thread: thread, user: user, text: text, blocks: .null)
        workspace.keep(message)
        return callback(events.posted(message, type: mention ? "app_mention" : "message", parentUser: parentUser(of: message)))
    }

    /// The person changes the words; nil where there is no such message.
    public func edit(_ ts: String, in channel: String, to text: String) -> FakeSlackDelivery? {
        guard let previous = workspace.message(ts, in: channel) else { return nil }
        let stamp = workspace.nextTS(at: clock())
        workspace.change(ts, in: channel) { message in
            message.text = text
            message.editedTS = stamp
        }
        guard let message = workspace.message(ts, in: channel) else { return nil }
        return callback(events.changed(message, from: previous, parentUser: parentUser(of: message), ts: stamp))
    }

    /// A slash command in a channel, form-encoded and signed.
    public func command(_ text: String, as user: String, in channel: String, trigger: String = "13345224609.738474920.8088930838d88f")
        -> FakeSlackDelivery
    {
        events.command(text, as: user, in: channel, trigger: trigger, at: clock())
    }

    public func delete(_ ts: String, in channel: String) -> FakeSlackDelivery? {
        guard let message = workspace.message(ts, in: channel) else { return nil }
        workspace.remove(ts, in: channel)
        return callback(events.deleted(message, parentUser: parentUser(of: message), ts: workspace.nextTS(at: clock())))
    }

    /// The event that Slack sends for any message there, the app's own too.
    public func echo(_ ts: String, in channel: String, mention: Bool = false) -> FakeSlackDelivery? {
        guard let message = workspace.message(ts, in: channel) else { return nil }
        return callback(events.posted(message, type: mention ? "app_mention" : "message", parentUser: parentUser(of: message)))
    }

    public func urlVerification(challenge: String) -> FakeSlackDelivery { events.urlVerification(challenge: challenge, at: clock()) }

    private func parentUser(of message: FakeSlackMessage) -> String? {
        message.thread.flatMap { workspace.message($0, in: message.channel)?.user }
    }

    private func callback(_ event: JSONValue) -> FakeSlackDelivery {
        eventCount += 1
        return events.callback(event, id: "Ev0FAKE\(eventCount)", at: clock())
    }
}
