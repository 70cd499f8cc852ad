public import ChatPlatforms
import HistoryStore
import Logging
public import Model

/// IN: from a webhook's raw bytes to what it changed.
public struct InboundFlow: Sendable {
    /// How long one message may take to be read and recorded before another try may begin.
    static let lease = Duration.seconds(60)

    let flow: Flow
    let intake: WebhookIntake
    let replies: Replies
    let corrections: Corrections

    public init(_ flow: Flow) {
        self.flow = flow
        intake = WebhookIntake(flow: flow)
        replies = Replies(flow: flow)
        corrections = Corrections(flow: flow)
    }

    /// Received, verified, decoded, taken in; the answer may be sent when this returns.
    public func receive(_ raw: RawWebhook) async -> WebhookAnswer {
        // Before anything of the sender's is looked at; an account that is not ours has none.
        let facts = (try? await flow.identities.facts(of: raw.account, in: flow.store)) ?? PlatformFacts()
        do throws(WebhookRefusal) {
            let platform = try intake.platform(of: raw)
            let verified = try await flow.keyRing.verify(raw, by: platform, in: flow)
            switch try platform.decode(verified, facts: facts) {
            case .answer(let contentType, let body): return WebhookAnswer(status: 200, contentType: contentType, body: body)
            case .events(let events): return await intake.takeIn(events)
            case .answered(let events, let contentType, let body):
                let answer = await intake.takeIn(events)
                // Whoever writes from a place that we do not listen in is not told that we do.
                let isHeard = !intake.known(events).isEmpty
                return answer.status == 200 && isHeard ? WebhookAnswer(status: 200, contentType: contentType, body: body) : answer
            }
        } catch {
            flow.metrics.refused(status: error.status)
            flow.arrivals.refused(raw.account, error)
            if error == .unready { flow.pulses.poll.beat() }
            flow.log.warning("webhook refused", metadata: ["account": "\(raw.account)", "reason": "\(error)"])
            return WebhookAnswer(status: error.status, retryAfter: error == .unready ? .seconds(30) : nil)
        }
    }

    /// Reads and records what was taken in, until nothing is left for now.
    ///
    /// - Parameter isOver: asked before each batch; true leaves the rest for the next start.
    /// - Returns: the instant at which a message that failed is due again; nil when none is.
    public func drain(until isOver: () -> Bool = { false }) async throws -> Instant? {
        while !isOver() {
            let items = try await flow.store.claimInbox(at: flow.clock.now(), lease: Self.lease, owner: flow.owner, limit: 64)
            if items.isEmpty { break }
            await withTaskGroup(of: Void.self) { group in
                for item in items { group.addTask { await process(item) } }
            }
        }
        flow.pulses.outbox.beat()
        return try await flow.store.nextInboxDue()
    }

    /// One message: read, recorded, answered. A failure is put down and tried again later.
    func process(_ item: InboxItem) async {
        do {
            if try await flow.store.wasOvertaken(item.event) {
                return try await flow.store.finishInbox(item.inbox, note: "a later version of it came first", at: flow.clock.now())
            }
            switch item.event.change {
            case .posted: try await replies.take(item)
            case .edited: try await corrections.edit(item, orPost: replies)
            case .deleted: try await corrections.delete(item)
            }
        } catch {
            let metadata: Logger.Metadata = ["inbox.id": "\(item.inbox)", "attempt": "\(item.attempts)", "error": "\(error)"]
            flow.metrics.failed()
            flow.log.error("message not processed", metadata: metadata)
            let now = flow.clock.now()
            let wait = flow.retry.delay(afterAttempt: item.attempts, of: item.inbox, asked: nil)
            try? await flow.store.failInbox(item.inbox, reason: "\(type(of: error))", retryAt: now + wait, at: now)
        }
    }
}

/// What `/hooks/{account}` answers.
public struct WebhookAnswer: Sendable, Hashable {
    public var status: Int
    public var contentType: String?
    public var body: [UInt8]
    /// Asks the platform to come again, where nothing could be taken in.
    public var retryAfter: Duration?

    public init(status: Int, contentType: String? = nil, body: [UInt8] = [], retryAfter: Duration? = nil) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.retryAfter = retryAfter
    }
}
