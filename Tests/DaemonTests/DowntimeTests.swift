import CheckInFlow
import Foundation
import HistoryStore
import Model
import TestSupport
import Testing

/// Daemons that were not running when something was due.
@Suite(.timeLimit(.minutes(1))) struct DowntimeTests {
    @Test("a slot that passed while no daemon ran is asked once and late, and a closing that passed is made up for")
    func askedLate() async throws {
        let (files, clock) = try stage()
        try await InProcess.run(files, clock: clock) { daemon in
            let messages = try await daemon.client.chat("growth")
            #expect(messages.isEmpty)
        }
        clock.set(try #require(Instant("2035-01-08T10:00:00Z")))
        for _ in 0..<2 {
            try await InProcess.run(files, clock: clock) { daemon in
                let prompt = try await eventually("the late prompt") { try await daemon.client.chat("growth").first }
                #expect(prompt.text.contains("not running"))
                try await eventually("quiet") { try await daemon.isAllSent }
                #expect(try await daemon.client.chat("growth").count == 1)
                let checkIn = try #require(try await daemon.flow.store.newestCheckIn(team: "growth"))
                #expect(checkIn.asked == .late && checkIn.state == .open)
            }
        }
        clock.set(try #require(Instant("2035-01-10T03:00:00Z")))
        for _ in 0..<2 {
            try await InProcess.run(files, clock: clock) { daemon in
                try await eventually("the digest") { try await daemon.client.chat("growth").count == 2 }
                let checkIns = try await daemon.flow.store.checkIns(team: "growth", limit: 10)
                #expect(checkIns.map(\.state) == [.closed])
            }
        }
    }

    @Test("after weeks without a daemon the missed weeks are accounted for, and only the newest is asked")
    func weeks() async throws {
        let (files, clock) = try stage()
        try await InProcess.run(files, clock: clock) { daemon in
            try await eventually("the team to be known") { try await daemon.flow.store.definition(of: "growth") != nil }
        }
        // A Monday, two hours after the fourth slot since.
        clock.set(try #require(Instant("2035-01-29T10:00:00Z")))
        try await InProcess.run(files, clock: clock) { daemon in
            try await eventually("the late prompt") { try await daemon.client.chat("growth").count == 1 }
            let checkIns = try await daemon.flow.store.checkIns(team: "growth", limit: 10)
            #expect(checkIns.map(\.state) == [.open, .skipped, .skipped, .skipped])
            #expect(checkIns.dropFirst().allSatisfy { $0.skipReason == .missed })
        }
    }

    /// A minute before the ask on a Monday.
    private func stage() throws -> (files: DaemonFiles, clock: ManualClock) {
        var files = try DaemonFiles(.local)
        files.ask = "Mon 09:00"
        files.close = "Tue 17:00"
        files.cycle = try #require(LocalDate("2035-01-01"))...(try #require(LocalDate("2035-03-31")))
        try files.write()
        return (files, ManualClock(try #require(Instant("2035-01-08T07:59:00Z"))))
    }
}
