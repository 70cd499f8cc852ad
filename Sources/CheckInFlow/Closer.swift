import HistoryStore
import Insights
import Logging
import Model

/// Closes check-ins with their digest.
struct Closer: Sendable {
    let flow: Flow

    /// - Throws: ``FlowError/busy(_:)`` when replies kept coming in between.
    func close(_ id: CheckInID) async throws -> CloseResult {
        for _ in 0..<staleTries {
            guard let state = try await CheckInState.read(id, from: flow.store) else { throw FlowError.noSuchCheckIn(id) }
            let now = flow.clock.now()
            let content = DigestContent(try await flow.facts(state))
            let closing = Closing(
                checkIn: id, expectedRevision: state.checkIn.revision, drafts: draft(state, content, at: now).map(flow.parts) ?? [], at: now,
                summary: "\(content.answered.count + content.otherAnswers) answered, \(content.missing.count) missing, \(content.moved.count) moved")
            let result = try await flow.store.close(closing)
            guard result == .stale else {
                if result == .closed {
                    flow.metrics.closed(asked: content.lines.count, recorded: content.lines.count - content.silent.count)
                    flow.log.info("check-in closed", metadata: ["check_in": "\(id)"])
                }
                return result
            }
        }
        throw FlowError.busy(id)
    }

    private func draft(_ state: CheckInState, _ content: DigestContent, at now: Instant) -> OutboxDraft? {
        let settings = flow.settings
        guard let channel = settings.channels[state.snapshot.channel] else { return nil }
        return OutboxDraft(
            id: flow.clock.makeID(), kind: .digest, account: channel.account, conversation: channel.conversation,
            text: settings.texts.digest(content),
            checkIn: state.checkIn.id, createdAt: now, notBefore: now, expiresAt: now + .hours(48))
    }
}
