import HistoryStore
public import Model
import Scheduling

/// OUT: from a schedule to messages in the outbox. The sender takes them from there.
public struct OutboundFlow: Sendable {
    let planner: Planner
    let prompts: Prompts
    let reminders: Reminders
    let closer: Closer
    let flow: Flow

    public init(_ flow: Flow) {
        self.flow = flow
        planner = Planner(flow)
        prompts = Prompts(flow: flow)
        reminders = Reminders(flow: flow)
        closer = Closer(flow: flow)
    }

    /// Everything that is due now, once: weeks accounted for, prompts and reminders queued, check-ins closed.
    ///
    /// - Returns: the next instant at which something will be due; nil when nothing ever is.
    public func pass() async throws -> Instant? {
        let now = flow.clock.now()
        for due in try await planner.due(at: now) {
            switch due.outcome {
            case .skip(let reason): try await planner.account(for: due, skipped: reason, at: now)
            case .ask, .askLate: try await planner.account(for: due, fired: prompts.fire(due, at: now))
            }
        }
        for checkIn in try await flow.store.openCheckIns(team: nil, withSnapshots: false) {
            if checkIn.closesAt <= now {
                _ = try await closer.close(checkIn.id)
            } else {
                try await reminders.remind(checkIn, at: now)
            }
        }
        flow.pulses.outbox.beat()
        return try await nextInstant(after: now)
    }

    /// Reads the schedules anew, after a reload, a change of the clock or of the zone data.
    public func reschedule() async throws {
        try await planner.reschedule(at: flow.clock.now())
    }

    private func nextInstant(after now: Instant) async throws -> Instant? {
        var next = await planner.nextLook
        for checkIn in try await flow.store.openCheckIns(team: nil, withSnapshots: false) {
            for instant in checkIn.remindAt + [checkIn.closesAt] where instant > now { next = min(next ?? instant, instant) }
        }
        return next
    }
}
