import ChatPlatforms
import Model
import OutboundHTTP
import Synchronization
import TestSupport
import Testing

/// A platform of the tests' own that is fetched from, one conversation at a time: its answers say in plain JSON what the poller is to do.
struct PolledChat: ChatPlatform {
    static let settings: [SettingSpec] = []

    let account: AccountID = "polled"
    var introduces = true
    var capabilities = Capabilities(
        threads: true, edits: true, reacts: false, returnsMessageID: true, receives: true, pushes: false, polls: true, idempotent: true,
        readsBack: false, hosted: false, alwaysRead: true, markup: .plain, pace: .zero)

    func dispatch(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> Dispatch {
        // What becomes of the message stands in the address, for tests to look at.
        let marks = [("thread", message.thread), ("edits", message.edits), ("reacts", message.reactsTo)].compactMap { name, value in
            value.map { "\(name)=\($0)" }
        }
        let address = "https://polled.test/\(message.conversation)?\(message.kind.rawValue)&" + marks.joined(separator: "&")
        return .http(OutboundRequest(.post, url: Secret(address), body: Array(message.text.plain.utf8)))
    }

    func outcome(of response: OutboundResponse, for message: OutgoingMessage, at now: Instant) -> DeliveryOutcome {
        .delivered(messageID: capabilities.returnsMessageID ? message.edits ?? "ours-\(message.id)" : nil)
    }

    func lookup(_ message: OutgoingMessage, allowPrivate: Bool, at now: Instant) -> OutboundRequest? { nil }
    func found(in response: OutboundResponse, _ message: OutgoingMessage) -> Lookup { .undecided }
    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) -> VerifiedWebhook { throw .unsupported }
    func decode(_ webhook: VerifiedWebhook, facts: PlatformFacts) throws(WebhookRefusal) -> WebhookContent { throw .unsupported }

    func introduce(allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        introduces ? OutboundRequest(.get, url: Secret("https://polled.test/me")) : nil
    }

    func introduced(_ response: OutboundResponse, at now: Instant) -> Introduction {
        switch response.status {
        case 200: .known(userID: String(decoding: response.body, as: UTF8.self), name: "outcomed")
        case 401: .failed(DeliveryFailure(.credentials, "the token is dead"), advice: "make a new token")
        default: .failed(DeliveryFailure(.server, "no answer"), advice: nil)
        }
    }

    func pollScopes(conversations: [String]) -> [PollScope] { conversations.map { .conversation($0) } }

    func poll(_ scope: PollScope, _ context: PollContext, at now: Instant) -> OutboundRequest? {
        guard case .conversation(let id) = scope else { return nil }
        let cursor = context.cursor?.text ?? "none"
        let own = context.firstOwn.map { "&own=\($0.id ?? "unknown")" } ?? ""
        return OutboundRequest(
            .get, url: Secret("https://polled.test/\(id)?cursor=\(cursor)&threads=\(context.threads.count)\(own)"),
            destinations: context.allowPrivate ? .privateAllowed : .publicOnly)
    }

    func polled(_ response: OutboundResponse, _ scope: PollScope, _ context: PollContext, at now: Instant) -> PollOutcome {
        guard case .conversation(let id) = scope, let body = try? JSONValue(reading: response.body) else {
            return .retry(after: nil, DeliveryFailure(.server, "unreadable"))
        }
        switch response.status {
        case 429: return .retry(after: response.header("retry-after").flatMap(Int.init).map { .seconds($0) }, DeliveryFailure(.throttled, "slowly"))
        case 410: return .restart(body["cursor"]?.string.map(PollCursor.init), DeliveryFailure(.gone, "the queue is gone"))
        case 404: return .conversationGone(DeliveryFailure(.gone, "no such room"))
        case 401: return .accountDead(DeliveryFailure(.credentials, "the token is dead"))
        default: break
        }
        let events = (body["events"]?.array ?? []).map { event in
            let message = event["id"]?.string ?? ""
            let stamp = event["edit"]?.string
            return IncomingEvent(
                account: account, eventID: "\(id)/\(message)" + (stamp.map { "/\($0)" } ?? ""), conversation: id, messageID: message,
                change: stamp.map { .edited(stamp: $0) } ?? .posted, thread: event["thread"]?.string,
                senderID: event["user"]?.string ?? "", text: event["text"]?.string ?? "", markup: .plain, sentAt: now)
        }
        return .events(events, PollCursor(body["cursor"]?.string ?? ""), again: .seconds(body["again"]?.integer ?? 30))
    }
}

/// What the platform answers to each conversation's fetches, in order; after them, that nothing is new.
final class PolledRoom: HTTPTransport {
    private struct State {
        var answers: [String: [Result<OutboundResponse, TransportFailure>]] = [:]
        var fetched: [(address: String, at: Instant)] = []
        var posted: [String] = []
        var addresses: [String] = []
        var held: Set<String> = []
        var meanwhile: [String: @Sendable () async throws -> Void] = [:]
    }

    private let state = Mutex(State())
    private let clock: ManualClock
    /// Told when a held fetch begins to wait.
    let holding = Recorder<String>()

    init(_ clock: ManualClock) {
        self.clock = clock
        set("me", [Self.ok("BOT")])
    }

    static func ok(_ body: String) -> Result<OutboundResponse, TransportFailure> { answer(200, body) }

    static func answer(
        _ status: Int, _ body: String = "{}", headers: [(name: String, value: String)] = []
    ) -> Result<OutboundResponse, TransportFailure> {
        .success(OutboundResponse(status: status, headers: headers, body: Array(body.utf8)))
    }

    func set(_ place: String, _ answers: [Result<OutboundResponse, TransportFailure>]) {
        state.withLock { $0.answers[place] = answers }
    }

    /// Fetches of the place are held until they are cancelled.
    func hold(_ place: String) { state.withLock { _ = $0.held.insert(place) } }

    /// Something happens once while a fetch of the place is under way.
    func during(_ place: String, _ meanwhile: @escaping @Sendable () async throws -> Void) { state.withLock { $0.meanwhile[place] = meanwhile } }

    /// The fetches of one place, without the host.
    func fetches(_ place: String) -> [String] { state.withLock { $0.fetched.filter { $0.address.hasPrefix(place) }.map(\.address) } }

    func times(_ place: String) -> [Instant] { state.withLock { $0.fetched.filter { $0.address.hasPrefix(place) }.map(\.at) } }

    /// Where and as what each message was posted.
    var addresses: [String] { state.withLock { $0.addresses } }

    var posted: [String] { state.withLock { $0.posted } }

    func send(_ request: OutboundRequest) async throws(TransportFailure) -> OutboundResponse {
        let address = String(request.url.reveal().dropFirst("https://polled.test/".count))
        let place = String(address.prefix { $0 != "?" })
        if request.method == .post {
            state.withLock { state in
                state.posted.append(String(decoding: request.body, as: UTF8.self))
                state.addresses.append(address)
            }
            return OutboundResponse(status: 200)
        }
        let now = clock.now
        let (isHeld, answer) = state.withLock { state in
            state.fetched.append((address, now))
            let waiting = state.answers[place] ?? []
            // Who we are stays the same.
            if place != "me" || waiting.count > 1 { state.answers[place] = Array(waiting.dropFirst()) }
            return (state.held.contains(place), waiting.first)
        }
        if let meanwhile = state.withLock({ $0.meanwhile.removeValue(forKey: place) }) {
            do { try await meanwhile() } catch { Issue.record(error) }
        }
        if isHeld {
            let (never, _) = AsyncStream<Void>.makeStream()
            holding.append(place)
            for await _ in never {}
            throw .cancelled
        }
        let cursor = address.split(separator: "=").dropFirst().first?.prefix { $0 != "&" } ?? ""
        return try (answer ?? Self.ok(#"{"cursor":"\#(cursor)"}"#)).get()
    }
}
