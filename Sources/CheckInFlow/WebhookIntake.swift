import ChatPlatforms
import HistoryStore
import Logging
import Model

/// Takes events in durably; only then does the platform get its 200.
struct WebhookIntake: Sendable {
    let flow: Flow

    func platform(of raw: RawWebhook) throws(WebhookRefusal) -> any ChatPlatform {
        guard let platform = flow.settings.platforms[raw.account], platform.capabilities.pushes else { throw .unsupported }
        return platform
    }

    func takeIn(_ events: [IncomingEvent]) async -> WebhookAnswer {
        let now = flow.clock.now()
        let known = known(flow.arrivals.passed(events))
        guard !known.isEmpty else { return WebhookAnswer(status: 200) }
        do {
            let intakes = known.map { Intake(event: $0, inbox: flow.clock.makeID(), receivedAt: now) }
            let results = try await flow.store.takeIn(intakes)
            if results.contains(.taken) { flow.pulses.inbox.beat() }
            return WebhookAnswer(status: 200)
        } catch {
            flow.log.error("webhook not taken in", metadata: ["error": "\(error)"])
            return WebhookAnswer(status: 503, retryAfter: .seconds(30))
        }
    }

    /// Those of conversations that we listen in.
    func known(_ events: [IncomingEvent]) -> [IncomingEvent] { events.filter(isOfKnownConversation) }

    /// A conversation that the configuration names, or a direct message from somebody of a team.
    private func isOfKnownConversation(_ event: IncomingEvent) -> Bool {
        let settings = flow.settings
        if settings.channel(account: event.account, conversation: event.conversation) != nil { return true }
        return event.isDirect && !settings.teams(withUser: event.senderID, account: event.account).isEmpty
    }
}
