import CheckInFlow
import HistoryStore
import Model
import Scheduling
import Synchronization

/// What `systemctl status` shows of the daemon, gathered anew each time it is asked for.
final class StatusLine: Sendable {
    private struct State: Sendable {
        var address: String?
        var trouble: String?
    }

    /// Beats when something that the line tells of may have changed.
    let changes = Pulse()
    private let flow: Flow
    private let outbound: OutboundFlow
    private let state = Mutex(State())

    init(flow: Flow, outbound: OutboundFlow) {
        self.flow = flow
        self.outbound = outbound
    }

    var isServing: Bool { state.withLock { $0.address != nil } }

    func setAddress(_ address: String) { state.withLock { $0.address = address } }

    /// What an operator should mend; nil when it is mended.
    func setTrouble(_ trouble: String?) {
        state.withLock { $0.trouble = trouble }
        changes.beat()
    }

    func text() async -> String {
        let (address, trouble) = state.withLock { ($0.address, $0.trouble) }
        let settings = flow.inForce.current
        let next = await outbound.nextPrompt().map { next in
            "\(next.team) \(localWords(next.at, settings.teams[next.team]?.zone))"
        }
        let stats = try? await flow.store.stats
        return statusText(
            StatusFacts(
                teams: settings.teams.count, next: next, stats: stats, age: stats?.outboxOldest.map { flow.clock.now() - $0 },
                lastDelivery: stats?.lastDelivery.map { localWords($0, nil) }, address: address, trouble: trouble))
    }
}

/// `Mon 2026-11-30 09:00 Europe/Oslo`; in UTC where there is no zone.
func localWords(_ instant: Instant, _ zone: ZoneRules?) -> String {
    let local = zone?.local(instant) ?? LocalDateTime(secondsSinceEpoch: instant.seconds)
    let time = [local.hour, local.minute].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(local.date.weekday.short) \(local.date) \(time) \(zone?.name ?? "UTC")"
}

/// What the line is made of.
struct StatusFacts {
    var teams: Int
    /// The team that is asked next, and when, in its zone.
    var next: String?
    /// Nil when the store does not answer.
    var stats: StoreStats?
    /// Of the oldest message that waits to leave.
    var age: Duration?
    var lastDelivery: String?
    var address: String?
    var trouble: String?
}

/// Trouble first, since the line may be cut at its end.
func statusText(_ facts: StatusFacts) -> String {
    var parts = [facts.trouble].compactMap(\.self)
    if facts.teams == 0 {
        parts.append("no team yet: `outcomed init` makes one")
    } else {
        parts.append("\(facts.teams) \(facts.teams == 1 ? "team" : "teams")")
        parts.append("next prompt: \(facts.next ?? "none")")
    }
    if let stats = facts.stats {
        parts.append("outbox: \(outboxWords(stats, facts.age))")
        if stats.blockages > 0 { parts.append("blocked: \(stats.blockages), see `outcomed doctor`") }
        parts.append("last delivery: \(facts.lastDelivery ?? "none yet")")
    } else {
        parts.append("the store does not answer")
    }
    if let address = facts.address { parts.append("serving \(address)") }
    return parts.joined(separator: "; ")
}

private func outboxWords(_ stats: StoreStats, _ age: Duration?) -> String {
    let waiting = stats.outboxPending + stats.outboxSending
    var words = waiting == 0 ? "empty" : "\(waiting) waiting"
    if waiting > 0, let age, age >= .minutes(1) { words += " (oldest \(age.components.seconds / 60) min)" }
    if stats.outboxDead > 0 { words += ", \(stats.outboxDead) given up" }
    return words
}
