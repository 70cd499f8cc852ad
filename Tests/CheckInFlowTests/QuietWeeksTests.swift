import CheckInFlow
import HistoryStore
import Insights
import Model
import TestSupport
import Testing

@Suite("Weeks without answers, and weeks of output alone") struct QuietWeeksTests {
    /// When the check-in so many weeks on closes.
    private func close(_ weeks: Int) throws -> Instant { try #require(Instant(Stage.close)) + .days(7 * weeks) }

    @Test("unanswered weeks shrink to one line, the third asks whether to pause, and an answer brings the full digest back")
    func silentWeeks() async throws {
        let stage = try await Stage.asked()
        var digests: [String] = []
        for week in 0..<4 {
            try await stage.move(to: close(week))
            digests.append(try await stage.newest(.digest))
        }
        #expect(digests[0].contains("Nobody answered this time.") && digests[0].contains("Not heard: 1 Weekly sign-ups (Ana)"))
        #expect(digests[1] == "Growth · 2026-W46: nobody has answered for 2 check-ins in a row.")
        #expect(digests[2].hasPrefix("Growth · 2026-W47: nobody has answered for 3 check-ins in a row. Shall we pause for a while?"))
        #expect(digests[3] == "Growth · 2026-W48: nobody has answered for 4 check-ins in a row.")
        try await stage.move(to: try #require(Instant(Stage.ask)) + .days(28))
        try await stage.reply("ana", "sign-ups 1450")
        try await stage.move(to: close(4))
        #expect(try await stage.newest(.digest).contains("Weekly sign-ups: 1,450 users"))
    }

    @Test("a week of output without movement gets one friendly question, and movement ends the row")
    func outputOnly() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1450")
        try await stage.move(to: close(0))
        #expect(try await !stage.newest(.digest).contains("which number should this move?"))
        for week in 1...2 {
            try await stage.move(to: try #require(Instant(Stage.ask)) + .days(7 * week))
            try await stage.reply("ana", "shipped the guided product tour, sign-ups no change")
            try await stage.move(to: close(week))
            let digest = try await stage.newest(.digest)
            #expect(digest.contains("Shipped\n“") && digest.contains("No change\n1 Weekly sign-ups"))
            let row = week == 1 ? "Work went out and no number" : "Work went out for 2 check-ins in a row and no number"
            #expect(digest.split(separator: "\n").count { $0.contains("which number should this move?") } == 1)
            #expect(digest.contains(row))
        }
        try await stage.move(to: try #require(Instant(Stage.ask)) + .days(21))
        try await stage.reply("ana", "shipped the pricing page, sign-ups 1500")
        try await stage.move(to: close(3))
        #expect(try await !stage.newest(.digest).contains("which number should this move?"))
    }

    @Test("an undelivered prompt is no silence of the team's")
    func undelivered() async throws {
        let facts = CheckInFacts(
            checkIn: CheckIn(id: Stage.id(), state: .closed, dueAt: try close(0), closesAt: try close(0)), promptDelivered: false,
            weeksWithoutAnswer: 3)
        #expect(DigestContent(facts).mode == .full)
    }
}
