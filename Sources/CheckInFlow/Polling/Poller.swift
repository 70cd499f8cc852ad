import HistoryStore
import Logging
public import Model

/// The one that fetches: what people wrote on platforms that do not push, each conversation by itself.
public final class Poller: Sendable {
    /// Fetches under way at once; most of them are held by their platform.
    static let width = 128

    let flow: Flow
    private let plan: PollPlan
    private let step: PollStep
    private let underWay = Locked<Set<PollerKey>>([])
    /// Where the store does not take what was fetched there is no row to wait by.
    private let resting = Locked<[PollerKey: Instant]>([:])
    private static let rest = Duration.seconds(5)

    public init(_ flow: Flow) {
        self.flow = flow
        plan = PollPlan(flow: flow)
        step = PollStep(flow: flow)
    }

    /// Fetches what is due until nothing more is.
    ///
    /// - Returns: the next instant at which something is due.
    public func drain() async throws -> Instant? {
        while true {
            let polls = try await polls()
            let now = flow.clock.now()
            let due = polls.filter { $0.dueAt <= now }
            guard !due.isEmpty else { return polls.map(\.dueAt).min() }
            await withTaskGroup(of: Void.self) { group in
                for poll in due { group.addTask { await self.take(poll) } }
            }
        }
    }

    /// Fetches at every beat until the task is cancelled, which ends held requests at once. A slow fetch holds up no other.
    public func run(armed: @escaping @Sendable (Instant?) -> Void) async {
        await withDiscardingTaskGroup { group in
            for await _ in flow.pulses.poll.beats {
                guard !Task.isCancelled else { break }
                do {
                    armed(try await start(in: &group))
                } catch {
                    guard !Task.isCancelled else { break }
                    flow.log.error("pollers not readable", metadata: ["error": "\(error)"])
                    armed(flow.clock.now() + .seconds(5))
                }
            }
            group.cancelAll()
        }
    }

    /// Starts what is due and not under way; the end of each beats again.
    private func start(in group: inout DiscardingTaskGroup) async throws -> Instant? {
        let polls = try await polls()
        let now = flow.clock.now()
        var next: Instant?
        for poll in polls.sorted(by: { $0.dueAt < $1.dueAt }) {
            let isFree = underWay.withLock { running in
                guard poll.dueAt <= now, running.count < Self.width else { return false }
                return running.insert(poll.key).inserted
            }
            if isFree {
                group.addTask {
                    await self.take(poll)
                    self.underWay.withLock { running in _ = running.remove(poll.key) }
                    self.flow.pulses.poll.beat()
                }
            } else if poll.dueAt > now {
                next = min(next ?? poll.dueAt, poll.dueAt)
            }
        }
        return next
    }

    private func take(_ poll: Poll) async {
        guard await !step.take(poll) else { return }
        let until = flow.clock.now() + Self.rest
        resting.withLock { $0[poll.key] = until }
    }

    private func polls() async throws -> [Poll] {
        let now = flow.clock.now()
        let rests = resting.withLock { rests in
            rests = rests.filter { $0.value > now && $0.value <= now + Self.rest }
            return rests
        }
        return try await plan.polls().map { poll in
            var poll = poll
            if let rest = rests[poll.key] { poll.dueAt = max(poll.dueAt, rest) }
            return poll
        }
    }
}
