import HistoryStore
import Logging
public import Model
import Scheduling

/// OUT: from a schedule to messages in the outbox. The sender takes them from there.
public struct OutboundFlow: Sendable {
    /// Channels whose check-ins are opened at once.
    private static let width = 256

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
        await account(for: try await planner.due(at: now), at: now)
        var failed = false
        for checkIn in try await flow.store.openCheckIns(team: nil, withSnapshots: false) {
            if await !look(after: checkIn, at: now) { failed = true }
        }
        flow.pulses.outbox.beat()
        let next = try await nextInstant(after: now)
        return failed ? min(next ?? now + .seconds(5), now + .seconds(5)) : next
    }

    /// Channels side by side, so that many that are due in one minute share commits; within a channel one after the other, in order.
    private func account(for due: [DueOccurrence], at now: Instant) async {
        let settings = flow.settings
        let channels = Dictionary(grouping: due) { settings.teams[$0.occurrence.id.team]?.team.channel }
        await withTaskGroup(of: Void.self) { group in
            for (started, inTurn) in channels.values.enumerated() {
                if started >= Self.width { await group.next() }
                group.addTask { for due in inTurn { await account(for: due, at: now) } }
            }
        }
    }

    private func account(for due: DueOccurrence, at now: Instant) async {
        do {
            switch due.outcome {
            case .skip(let reason): try await planner.account(for: due, skipped: reason, at: now)
            case .ask, .askLate: try await planner.account(for: due, fired: prompts.fire(due, at: now))
            }
        } catch {
            await planner.lookAgain(due.occurrence.id.team, at: now + .seconds(5))
            flow.log.error("check-in not asked yet", metadata: ["check_in": "\(due.occurrence.id)", "error": "\(error)"])
        }
    }

    /// False when it could not be reminded or closed and has to be tried again.
    private func look(after checkIn: CheckIn, at now: Instant) async -> Bool {
        do {
            if checkIn.closesAt <= now { _ = try await closer.close(checkIn.id) } else { try await reminders.remind(checkIn, at: now) }
            return true
        } catch {
            flow.log.error("check-in not looked after", metadata: ["check_in": "\(checkIn.id)", "error": "\(error)"])
            return false
        }
    }

    /// Reads the schedules anew, after a reload, a change of the clock or of the zone data.
    public func reschedule() async throws {
        try await planner.reschedule(at: flow.clock.now())
    }

    /// Which team is asked next, and when; nil where none ever is.
    public func nextPrompt() async -> (team: TeamID, at: Instant)? { await planner.nextTeam(after: flow.clock.now()) }

    private func nextInstant(after now: Instant) async throws -> Instant? {
        var next = await planner.nextLook
        for checkIn in try await flow.store.openCheckIns(team: nil, withSnapshots: false) {
            for instant in checkIn.remindAt + [checkIn.closesAt] where instant > now { next = min(next ?? instant, instant) }
        }
        return next
    }
}
