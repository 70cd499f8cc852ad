import ChatPlatforms
import HistoryStore
import Logging
import Model
import OutboundHTTP

/// One fetch, from the request to what it changed in the store.
struct PollStep: Sendable {
    /// The least time between two fetches that brought nothing new: a platform that holds a request takes longer by itself.
    static let leastPause = Duration.seconds(1)
    /// How far back the first fetch reads at most: answers to what is older were taken in otherwise, or are history.
    static let longestUnread = Duration.days(7)

    let flow: Flow
    let intake: WebhookIntake

    init(flow: Flow) {
        self.flow = flow
        intake = WebhookIntake(flow: flow)
    }

    /// Never throws: what fails is put down in the poller's row and tried again later, and concerns no other poller.
    ///
    /// - Returns: false where the store did not take what became of it.
    func take(_ poll: Poll) async -> Bool {
        do {
            switch poll.work {
            case .introduction: try await introduce(poll)
            case .fetch(let scope): try await fetch(scope, poll)
            }
            return true
        } catch {
            if !Task.isCancelled { flow.log.error("poller's state not stored", metadata: metadata(poll, ["error": "\(error)"])) }
            return false
        }
    }

    private func introduce(_ poll: Poll) async throws {
        guard let request = poll.platform.introduce(allowPrivate: allowPrivate(poll), at: flow.clock.now()) else { return }
        guard let response = try await answer(to: request, poll) else { return flow.identities.wasAsked(poll.account) }
        switch poll.platform.introduced(response, at: flow.clock.now()) {
        case .known(let userID, let name):
            let identity = Identity(userID: userID, name: name)
            try await flow.store.learn(identity, of: poll.account, at: flow.clock.now())
            flow.identities.learn(identity, of: poll.account)
            flow.log.info("the platform told who we are", metadata: ["account": "\(poll.account)", "user": "\(userID)"])
        case .failed(let failure, let advice):
            flow.identities.wasAsked(poll.account)
            let more: Logger.Metadata = advice.map { ["advice": "\($0)"] } ?? [:]
            if failure.kind == .credentials { return try await stop(poll, failure, conversation: nil, more) }
            try await putOff(poll, failure, asked: nil, more)
        }
    }

    private func fetch(_ scope: PollScope, _ poll: Poll) async throws {
        let started = flow.clock.now()
        let context = PollContext(
            cursor: poll.cursor.map(PollCursor.init), firstOwn: try await firstOwn(scope, poll, at: started),
            facts: try await flow.identities.facts(of: poll.account, in: flow.store), conversations: poll.conversations,
            threads: try await threads(scope, poll), isDirect: poll.isDirect, allowPrivate: allowPrivate(poll))
        guard let request = poll.platform.poll(scope, context, at: started) else {
            _ = try await flow.store.takeIn([], of: poll.key, cursor: poll.cursor, dueAt: started + .seconds(30), at: started)
            return
        }
        guard let response = try await answer(to: request, poll) else { return }
        // Something of ours left while the first fetch was under way: what it lists may answer that already, and is not old.
        if context.firstOwn == nil, try await firstOwn(scope, poll, at: started) != nil { return try await fetch(scope, poll) }
        switch poll.platform.polled(response, scope, context, at: flow.clock.now()) {
        case .events(let events, let cursor, let again):
            try await takeIn(events, cursor, again: again, poll, context, started: started)
        case .retry(let after, let failure): try await putOff(poll, failure, asked: after)
        case .restart(let cursor, let failure):
            try await putOff(poll, failure, asked: nil, ["restart": "true"], restart: .some(cursor?.text))
        case .conversationGone(let failure):
            guard case .conversation(let id) = scope else { return try await putOff(poll, failure, asked: nil) }
            try await stop(poll, failure, conversation: id)
        case .accountDead(let failure): try await stop(poll, failure, conversation: nil)
        }
    }

    /// What the platform answered; nil when nothing came, which is put down.
    private func answer(to request: OutboundRequest, _ poll: Poll) async throws -> OutboundResponse? {
        do throws(TransportFailure) {
            return try await flow.transport.send(request)
        } catch {
            if error == .cancelled { return nil }
            try await putOff(poll, failure(of: error), asked: nil)
            return nil
        }
    }

    private func failure(of transport: TransportFailure) -> DeliveryFailure {
        switch outcome(of: transport) {
        case .retry(_, let failure), .unknown(let failure), .refused(let failure), .conversationGone(let failure), .accountDead(let failure): failure
        case .delivered: DeliveryFailure(.internalError, "\(transport)")
        }
    }

    private func takeIn(
        _ events: [IncomingEvent], _ cursor: PollCursor, again: Duration, _ poll: Poll, _ context: PollContext, started: Instant
    ) async throws {
        let now = flow.clock.now()
        let people = events.filter { context.facts.selfID == nil || $0.senderID != context.facts.selfID }
        let ours = flow.arrivals.passed(people).filter { isOfOurs($0, poll) }
        let intakes = ours.map { Intake(event: $0, inbox: flow.clock.makeID(), receivedAt: now) }
        let isIdle = events.isEmpty && cursor == context.cursor
        let due = isIdle ? max(now + again, started + Self.leastPause) : now + again
        let results = try await flow.store.takeIn(intakes, of: poll.key, cursor: cursor.text, dueAt: due, at: now)
        if poll.failures > 0 { flow.log.notice("fetched again", metadata: metadata(poll)) }
        tellTroubles(cursor, poll, context, at: now)
        if results.contains(.taken) { flow.pulses.inbox.beat() }
        flow.metrics.polled(poll.account, lag: intakes.map { max(.zero, now - $0.event.sentAt) }.max() ?? .zero)
    }

    /// Once each, when it comes; the list of channels shows it as long as it lasts.
    private func tellTroubles(_ cursor: PollCursor, _ poll: Poll, _ context: PollContext, at now: Instant) {
        for conversation in poll.conversations {
            guard let trouble = poll.platform.trouble(in: cursor, of: conversation, at: now),
                trouble != context.cursor.flatMap({ poll.platform.trouble(in: $0, of: conversation, at: now) })
            else { continue }
            flow.log.warning("not all can be read", metadata: metadata(poll, ["conversation": "\(conversation)", "detail": "\(trouble)"]))
        }
    }

    /// What a fetch of one conversation brings is of that conversation, also where nobody is named, as in a deletion.
    private func isOfOurs(_ event: IncomingEvent, _ poll: Poll) -> Bool {
        if case .fetch(.conversation(let id)) = poll.work { return event.conversation == id }
        return poll.conversations.contains(event.conversation) || !intake.known([event]).isEmpty
    }

    private func putOff(
        _ poll: Poll, _ failure: DeliveryFailure, asked: Duration?, _ more: Logger.Metadata = [:], restart: String?? = nil
    ) async throws {
        let wait = flow.pollRetry.delay(afterAttempt: poll.failures + 1, of: poll.key.jitterID, asked: asked)
        let due = flow.clock.now() + wait
        try await flow.store.putOff(poll.key, until: due, failure, restart: restart)
        flow.log.warning("not fetched, will be tried again", metadata: metadata(poll, described(failure, more).merging(["at": "\(due)"]) { $1 }))
    }

    private func stop(_ poll: Poll, _ failure: DeliveryFailure, conversation: String?, _ more: Logger.Metadata = [:]) async throws {
        try await flow.store.stop(poll.key, failure, conversation: conversation, at: flow.clock.now())
        let title: Logger.Message =
            conversation == nil ? "account stopped until an operator enables it" : "conversation stopped until an operator enables it"
        flow.log.error(title, metadata: metadata(poll, described(failure, more)))
    }

    /// Where the first fetch begins: people answer as soon as they are asked, which may be before it.
    private func firstOwn(_ scope: PollScope, _ poll: Poll, at now: Instant) async throws -> OwnMessage? {
        guard poll.cursor == nil else { return nil }
        let conversation: String? = if case .conversation(let id) = scope { id } else { nil }
        let sent = try await flow.store.firstSent(account: poll.account, conversation: conversation, since: now - Self.longestUnread)
        return sent.map { OwnMessage(id: $0.platformID, conversation: $0.conversation, madeAt: $0.createdAt) }
    }

    private func threads(_ scope: PollScope, _ poll: Poll) async throws -> [String] {
        guard case .conversation(let id) = scope, !poll.isDirect else { return [] }
        let teams = flow.settings.teams(account: poll.account, conversation: id).map(\.team.id)
        let threads = try await flow.store.threads(account: poll.account, conversation: id, teams: teams)
        return flow.arrivals.threads(poll.account, id) + threads
    }

    /// Of the conversation's channel, else of any of the account's: they are on one server.
    private func allowPrivate(_ poll: Poll) -> Bool {
        let settings = flow.settings
        if case .fetch(.conversation(let id)) = poll.work, let channel = settings.channel(account: poll.account, conversation: id) {
            return channel.allowPrivate
        }
        return settings.allowsPrivate(poll.account)
    }

    private func described(_ failure: DeliveryFailure, _ more: Logger.Metadata) -> Logger.Metadata {
        more.merging(["failure": "\(failure.kind.rawValue)", "detail": "\(failure.detail)"]) { $1 }
    }

    private func metadata(_ poll: Poll, _ more: Logger.Metadata = [:]) -> Logger.Metadata {
        more.merging(["account": "\(poll.account)", "poller": "\(poll.key.scope)"]) { $1 }
    }
}

extension PollerKey {
    /// Spreads the pollers' second tries, the same way after a restart (FNV-1a, 64 bits).
    fileprivate var jitterID: UniqueID {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(account)/\(scope)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return UniqueID(high: hash, low: hash)
    }
}
