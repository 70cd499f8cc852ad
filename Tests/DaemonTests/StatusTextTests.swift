import HistoryStore
import Model
import Testing

@testable import Daemon

@Suite struct StatusTextTests {
    private static let empty = StoreStats()

    private func stats(_ change: (inout StoreStats) -> Void) -> StoreStats {
        var stats = Self.empty
        change(&stats)
        return stats
    }

    @Test("the line tells teams, next prompt, outbox and last delivery")
    func quiet() {
        let facts = StatusFacts(
            teams: 3, next: "growth Mon 2026-11-30 09:00 Europe/Oslo", stats: Self.empty, lastDelivery: "Mon 2026-11-23 08:00 UTC",
            address: "127.0.0.1:8484")
        #expect(
            statusText(facts)
                == "3 teams; next prompt: growth Mon 2026-11-30 09:00 Europe/Oslo; outbox: empty; last delivery: Mon 2026-11-23 08:00 UTC; "
                + "serving 127.0.0.1:8484")
    }

    @Test("without a team the line says how to get one")
    func teamless() {
        let text = statusText(StatusFacts(teams: 0, stats: Self.empty, address: "127.0.0.1:8484"))
        #expect(text == "no team yet: `outcomed init` makes one; outbox: empty; last delivery: none yet; serving 127.0.0.1:8484")
    }

    @Test("what an operator should mend comes first, and what waits is counted")
    func troubled() {
        let facts = StatusFacts(
            teams: 1,
            stats: stats {
                $0.outboxPending = 2
                $0.outboxSending = 1
                $0.outboxDead = 4
                $0.blockages = 1
            }, age: .seconds(400), trouble: "the old configuration is in force")
        #expect(
            statusText(facts)
                == "the old configuration is in force; 1 team; next prompt: none; outbox: 3 waiting (oldest 6 min), 4 given up; "
                + "blocked: 1, see `outcomed doctor`; last delivery: none yet")
    }

    @Test("a store that does not answer is told")
    func noStore() { #expect(statusText(StatusFacts(teams: 1)) == "1 team; next prompt: none; the store does not answer") }
}
