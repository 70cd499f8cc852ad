import ChatPlatforms
import Logging
import Model
import OutboundHTTP

/// The public keys of platforms that sign by them: fetched when a webhook needs them, kept while they are fresh, shared by accounts.
public actor KeyRing {
    /// How soon after a fetch another may follow, so that tokens of made-up keys cannot make us knock without pause.
    static let pause = Duration.minutes(1)
    /// How long keys serve beyond their time when no new ones are to be had.
    static let grace = Duration.days(1)

    private struct Entry {
        var keys: SigningKeys?
        var fetchedAt: Instant
    }

    /// By the address that they come from.
    private var entries: [Secret: Entry] = [:]
    private var underWay: [Secret: Task<Void, Never>] = [:]

    public init() {}

    /// Verifies with the keys at hand, and once more with new ones where these do not do.
    ///
    /// Throws `.unready` where no keys are to be had, so that the platform comes again.
    func verify(_ raw: RawWebhook, by platform: any ChatPlatform, in flow: Flow) async throws(WebhookRefusal) -> VerifiedWebhook {
        let now = flow.clock.now()
        guard let request = platform.fetchKeys(at: now) else { return try platform.verify(raw, at: now) }
        let known = entries[request.url]?.keys
        if let verified = try attempt(raw, by: platform, keys: known.flatMap { now <= $0.freshUntil ? $0 : nil }, at: now) { return verified }
        await refresh(request, by: platform, in: flow)
        guard let keys = entries[request.url]?.keys, now <= keys.freshUntil + Self.grace else { throw .unready }
        return try platform.knowing(keys).verify(raw, at: now)
    }

    /// Nil where other keys are needed.
    private func attempt(_ raw: RawWebhook, by platform: any ChatPlatform, keys: SigningKeys?, at now: Instant) throws(WebhookRefusal)
        -> VerifiedWebhook?
    {
        do throws(WebhookRefusal) {
            return try (keys.map(platform.knowing) ?? platform).verify(raw, at: now)
        } catch .unknownKey {
            return nil
        }
    }

    /// Fetches, unless that was done a moment ago; whoever comes meanwhile waits for the same answer.
    private func refresh(_ request: OutboundRequest, by platform: any ChatPlatform, in flow: Flow) async {
        if let task = underWay[request.url] { return await task.value }
        let now = flow.clock.now()
        if let entry = entries[request.url], now - entry.fetchedAt < Self.pause, now >= entry.fetchedAt { return }
        let task = Task { await fetch(request, by: platform, in: flow) }
        underWay[request.url] = task
        await task.value
        underWay[request.url] = nil
    }

    private func fetch(_ request: OutboundRequest, by platform: any ChatPlatform, in flow: Flow) async {
        entries[request.url, default: Entry(fetchedAt: flow.clock.now())].fetchedAt = flow.clock.now()
        do throws(TransportFailure) {
            let response = try await flow.transport.send(request)
            guard let keys = platform.keys(in: response, at: flow.clock.now()) else {
                return flow.log.warning("no keys in the answer", metadata: ["account": "\(platform.account)", "status": "\(response.status)"])
            }
            entries[request.url]?.keys = keys
        } catch {
            flow.log.warning("keys not fetched", metadata: ["account": "\(platform.account)", "error": "\(error)"])
        }
    }
}
