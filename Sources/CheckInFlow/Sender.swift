import ChatPlatforms
import HistoryStore
import Logging
public import Model
import OutboundHTTP
import Synchronization

/// The one that sends: everything that leaves goes through it, from any step, to any platform.
public final class Sender: Sendable {
    /// How long one try may take in all, before another may begin.
    static let lease = Duration.seconds(120)
    /// Tries under way at once, each in a conversation of its own.
    static let width = 256

    let flow: Flow
    private let underWay = Mutex(0)

    public init(_ flow: Flow) { self.flow = flow }

    /// Claims what is due and sends it, each conversation on its own, until the outbox has nothing more for now.
    ///
    /// Returns when all that was claimed is settled, with the next instant at which something is due.
    public func drain() async throws -> Instant? {
        while true {
            let claimed = try await claim(limit: Self.width)
            if claimed.isEmpty { break }
            await withTaskGroup(of: Void.self) { group in
                for message in claimed { group.addTask { await self.deliver(message) } }
            }
        }
        return try await flow.store.nextOutboxDue(at: flow.clock.now())
    }

    /// Sends at every beat until the pulse ends or the task is cancelled; a slow conversation holds up no other.
    public func run(armed: @escaping @Sendable (Instant?) -> Void) async {
        await withDiscardingTaskGroup { group in
            for await _ in flow.pulses.outbox.beats {
                do {
                    let free = Self.width - underWay.withLock { $0 }
                    let claimed = free > 0 ? try await claim(limit: free) : []
                    underWay.withLock { $0 += claimed.count }
                    for message in claimed {
                        group.addTask {
                            await self.deliver(message)
                            self.underWay.withLock { $0 -= 1 }
                            self.flow.pulses.outbox.beat()
                        }
                    }
                    if claimed.count == free, free > 0 { flow.pulses.outbox.beat() }
                    // With all places taken the next send that ends beats; a timer would only spin.
                    armed(claimed.count >= free ? nil : try await flow.store.nextOutboxDue(at: flow.clock.now()))
                } catch {
                    flow.log.error("outbox not readable", metadata: ["error": "\(error)"])
                    armed(flow.clock.now() + .seconds(5))
                }
            }
        }
    }

    private func claim(limit: Int) async throws -> [OutboxMessage] {
        try await flow.store.claimOutbox(
            at: flow.clock.now(), lease: Self.lease, owner: flow.owner, limit: limit,
            paces: flow.settings.platforms.mapValues(\.capabilities.pace), paused: [])
    }

    /// One try for one message, from what is known of earlier tries to the settled row.
    func deliver(_ message: OutboxMessage) async {
        flow.metrics.attempted(message.account)
        let settings = flow.settings
        guard let platform = settings.platforms[message.account] else {
            return await settle(
                message,
                .dead(DeliveryFailure(.gone, "the account \(message.account) is not configured"), blocksAccount: false, blocksConversation: false))
        }
        let channel = settings.channel(account: message.account, conversation: message.conversation)
        let allowPrivate = allowPrivate(message)
        if let user = DirectConversation.user(of: message.conversation) {
            return await open(user, for: message, on: platform, allowPrivate: allowPrivate)
        }
        var outgoing = platform.capabilities.edits ? message.message : message.message.withoutEdit
        if message.hasUnknownOutcome, !platform.capabilities.idempotent {
            if let settlement = await lookBack(message, on: platform, channel: channel) { return await settle(message, settlement) }
        }
        outgoing.names = settings.names(of: outgoing.mentions, account: message.account, conversation: message.conversation)
        switch platform.dispatch(outgoing, allowPrivate: allowPrivate, at: flow.clock.now()) {
        case .local: await deliverLocally(message)
        case .impossible(let failure): await settle(message, .dead(failure, blocksAccount: false, blocksConversation: false))
        case .http(let request): await settle(message, await send(request, outgoing, message, on: platform))
        }
    }

    private func send(
        _ request: OutboundRequest, _ outgoing: OutgoingMessage, _ message: OutboxMessage, on platform: any ChatPlatform
    ) async -> Settlement {
        do throws(TransportFailure) {
            let outcome = platform.outcome(of: try await flow.transport.send(request), for: outgoing, at: flow.clock.now())
            if case .refused = outcome, outgoing.edits != nil { return try await sendAnew(message, on: platform) }
            return settlement(of: outcome, message)
        } catch {
            return settlement(of: outcome(of: error), message)
        }
    }

    /// An edit that the platform will not take, since the message it replaces was removed, say, becomes a new message.
    private func sendAnew(_ message: OutboxMessage, on platform: any ChatPlatform) async throws(TransportFailure) -> Settlement {
        let fresh = message.message.withoutEdit
        guard case .http(let request) = platform.dispatch(fresh, allowPrivate: allowPrivate(message), at: flow.clock.now()) else {
            return .dead(DeliveryFailure(.payload, "neither an edit nor a new message can be sent"), blocksAccount: false, blocksConversation: false)
        }
        return settlement(of: platform.outcome(of: try await flow.transport.send(request), for: fresh, at: flow.clock.now()), message)
    }

    /// Of the conversation's channel; a direct conversation has none, and goes by the account's others, which are on the same server.
    private func allowPrivate(_ message: OutboxMessage) -> Bool {
        let settings = flow.settings
        return settings.channel(account: message.account, conversation: message.conversation)?.allowPrivate ?? settings.allowsPrivate(message.account)
    }

    /// Opens the direct conversation that a message is for; it leaves at the next claim.
    private func open(_ user: String, for message: OutboxMessage, on platform: any ChatPlatform, allowPrivate: Bool) async {
        let failure: Settlement
        do {
            let facts = try await flow.identities.facts(of: message.account, in: flow.store)
            guard let request = platform.openDirect(with: user, facts: facts, allowPrivate: allowPrivate, at: flow.clock.now()) else {
                let refusal = DeliveryFailure(.policy, "nobody can be written to directly under this user id")
                return await settle(message, .dead(refusal, blocksAccount: false, blocksConversation: false))
            }
            switch platform.openedDirect(try await flow.transport.send(request), with: user, at: flow.clock.now()) {
            case .opened(let conversation):
                try await flow.store.opened(conversation, with: user, for: message, at: flow.clock.now())
                // Whoever is asked there may answer at once.
                flow.pulses.poll.beat()
                return flow.log.info("direct conversation opened", metadata: metadata(message))
            case .failed(let outcome): failure = settlement(of: outcome, message)
            }
        } catch let error as TransportFailure {
            // Opened or not: opening it again does no harm.
            failure = again(message, DeliveryFailure(.connect, "\(error)"), asked: nil, mayHaveArrived: false)
        } catch {
            return flow.log.error("direct conversation not stored", metadata: metadata(message, ["error": "\(error)"]))
        }
        await settle(message, failure)
    }

    /// Looks for a message whose earlier try may have arrived. Nil when it must be sent (again).
    private func lookBack(_ message: OutboxMessage, on platform: any ChatPlatform, channel: ChannelSettings?) async -> Settlement? {
        guard let request = platform.lookup(message.message, allowPrivate: allowPrivate(message), at: flow.clock.now()) else {
            return resends(message.kind, channel) ? nil : .dropped(reason: "an earlier try may have arrived, and the platform cannot be asked")
        }
        let undecided = DeliveryFailure(.timeout, "an earlier try may have arrived, and the platform did not tell")
        do throws(TransportFailure) {
            switch platform.found(in: try await flow.transport.send(request), message.message) {
            case .present(let id): return .delivered(messageID: id)
            case .absent: return nil
            case .undecided: return again(message, undecided, asked: nil, mayHaveArrived: true)
            }
        } catch {
            return again(message, undecided, asked: nil, mayHaveArrived: true)
        }
    }

    /// A second prompt, question or digest does less harm than a lost one; a second reminder or acknowledgement is noise.
    private func resends(_ kind: OutgoingKind, _ channel: ChannelSettings?) -> Bool {
        switch channel?.unknownOutcome {
        case .resend: return true
        case .drop: return false
        case nil: break
        }
        switch kind {
        case .prompt, .question, .digest: return true
        case .reminder, .acknowledgement, .notice: return false
        }
    }

    private func deliverLocally(_ message: OutboxMessage) async {
        guard let channel = flow.settings.channel(account: message.account, conversation: message.conversation) else {
            let failure = DeliveryFailure(.gone, "no channel is configured for this conversation")
            return await settle(message, .dead(failure, blocksAccount: false, blocksConversation: false))
        }
        do {
            _ = try await flow.store.settleInChat(message, channel: channel.id, sender: chatSenderName, at: flow.clock.now())
            flow.chatChanges.happened(in: channel.id)
            flow.metrics.settled(message.account, .delivered(messageID: nil))
            flow.log.info("delivered", metadata: metadata(message))
        } catch {
            flow.log.error("not delivered to the built-in chat", metadata: metadata(message, ["error": "\(error)"]))
        }
    }

    private func settlement(of outcome: DeliveryOutcome, _ message: OutboxMessage) -> Settlement {
        switch outcome {
        case .delivered(let id): .delivered(messageID: id)
        case .retry(let after, let failure): again(message, failure, asked: after, mayHaveArrived: false)
        case .unknown(let failure): again(message, failure, asked: nil, mayHaveArrived: true)
        case .refused(let failure): .dead(failure, blocksAccount: false, blocksConversation: false)
        case .conversationGone(let failure): .dead(failure, blocksAccount: false, blocksConversation: true)
        case .accountDead(let failure): .dead(failure, blocksAccount: true, blocksConversation: false)
        }
    }

    private func again(_ message: OutboxMessage, _ failure: DeliveryFailure, asked: Duration?, mayHaveArrived: Bool) -> Settlement {
        let wait = flow.retry.delay(afterAttempt: message.attempt, of: message.id, asked: asked)
        return .retry(at: flow.clock.now() + wait, failure, mayHaveArrived: mayHaveArrived)
    }

    private func settle(_ message: OutboxMessage, _ settlement: Settlement) async {
        do {
            _ = try await flow.store.settle(message.id, attempt: message.attempt, owner: flow.owner, settlement, at: flow.clock.now())
            note(message, settlement)
        } catch {
            // The lease runs out and the row is tried again as one that may have arrived.
            flow.log.error("outcome of a send not stored", metadata: metadata(message, ["error": "\(error)"]))
        }
    }

    private func note(_ message: OutboxMessage, _ settlement: Settlement) {
        flow.metrics.settled(message.account, settlement)
        switch settlement {
        case .delivered: flow.log.info("delivered", metadata: metadata(message))
        case .retry(let at, let failure, _):
            flow.log.warning(
                "will be sent again",
                metadata: metadata(message, ["failure": "\(failure.kind.rawValue)", "detail": "\(failure.detail)", "at": "\(at)"]))
        case .dead(let failure, let account, _):
            flow.log.error(
                "given up",
                metadata: metadata(message, ["failure": "\(failure.kind.rawValue)", "detail": "\(failure.detail)", "account.disabled": "\(account)"]))
        case .dropped(let reason): flow.log.warning("dropped", metadata: metadata(message, ["reason": "\(reason)"]))
        }
    }

    private func metadata(_ message: OutboxMessage, _ more: Logger.Metadata = [:]) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "outbox.id": "\(message.id)", "kind": "\(message.kind.rawValue)", "account": "\(message.account)", "attempt": "\(message.attempt)",
        ]
        if let checkIn = message.checkIn { metadata["check_in"] = "\(checkIn)" }
        return metadata.merging(more) { $1 }
    }
}

extension OutgoingMessage {
    /// The same as a new message.
    fileprivate var withoutEdit: OutgoingMessage {
        var message = self
        message.edits = nil
        return message
    }
}

/// The name under which the daemon writes in the chat that it serves.
public let chatSenderName = "outcomed"

/// What a failure to get any answer means for the message.
func outcome(of failure: TransportFailure) -> DeliveryOutcome {
    let detail = "\(failure)"
    switch failure {
    case .badAddress, .badHeader: return .refused(DeliveryFailure(.policy, detail))
    case .resolve: return .retry(after: nil, DeliveryFailure(.resolve, detail))
    case .connect: return .retry(after: nil, DeliveryFailure(.connect, detail))
    case .tls: return .retry(after: nil, DeliveryFailure(.tls, detail))
    case .forbiddenDestination: return .refused(DeliveryFailure(.policy, detail))
    case .timeout(_, let sentBody): return uncertain(sentBody, DeliveryFailure(.timeout, detail))
    case .broken(_, let sentBody): return uncertain(sentBody, DeliveryFailure(.reset, detail))
    case .badAnswer: return .unknown(DeliveryFailure(.server, detail))
    case .cancelled, .internalError: return .unknown(DeliveryFailure(.internalError, detail))
    }
}

private func uncertain(_ sentBody: Bool, _ failure: DeliveryFailure) -> DeliveryOutcome {
    sentBody ? .unknown(failure) : .retry(after: nil, failure)
}
