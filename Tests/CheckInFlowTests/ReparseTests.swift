import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("reading history anew") struct ReparseTests {
    /// A reply as an older parser would have left it: the right words, and another value than today's parser reads.
    private func plant(_ value: Double, from text: String, in stage: Stage, platformID: String = "old-1") async throws -> Update {
        let checkIn = try #require(try await stage.flow.store.newestCheckIn(team: "growth"))
        let now = stage.clock.now
        let message = Message(
            id: stage.flow.clock.makeID(), account: Stage.account, conversation: "demo", platformID: platformID, version: "0", thread: nil,
            checkIn: checkIn.id, author: .person("ana"), text: text, markup: .plain, sentAt: now)
        let update = Update(
            id: stage.flow.clock.makeID(), team: "growth", keyResult: "signups", checkIn: checkIn.id, value: value, saidAt: now,
            author: .person("ana"),
            source: .reply, evidence: Evidence(message: message.id, start: 0, end: text.utf8.count))
        let basis = ReadingBasis(date: try #require(LocalDate("2026-10-26")), focus: nil, pending: nil, current: ["signups": 1300])
        let record = ReplyRecord(
            inbox: stage.flow.clock.makeID(), message: message, kind: .report, parserVersion: 0, basis: basis, checkIn: checkIn.id,
            expectedRevision: checkIn.revision, updates: [update], recordedAt: now, summary: "planted")
        #expect(try await stage.flow.store.record(record) == .recorded(revision: checkIn.revision + 1))
        return update
    }

    private func asked() async throws -> Stage {
        let stage = try await Stage([.growth()], at: "2026-10-25T12:00:00Z")
        try await stage.move(to: "2026-10-26T10:00:00Z")
        return stage
    }

    @Test("without --apply differences are told and nothing changes")
    func tells() async throws {
        let stage = try await asked()
        _ = try await plant(1.45, from: "sign-ups 1,450", in: stage)
        let changes = try await Reparse(stage.flow).run(apply: false)
        #expect(changes.map(\.oldValue) == [1.45])
        #expect(changes.map(\.newValue) == [1450])
        #expect(changes.allSatisfy { !$0.applied })
        #expect(try await stage.current()["signups"] == 1.45)
    }

    @Test("with --apply a superseding update is written, the old one stays, and the next digest names it")
    func applies() async throws {
        let stage = try await asked()
        let old = try await plant(1.45, from: "sign-ups 1,450", in: stage)
        let changes = try await Reparse(stage.flow).run(apply: true)
        #expect(changes.map(\.applied) == [true])
        let history = try await stage.history("signups")
        #expect(history.map(\.state) == [.superseded, .live])
        #expect(history.last?.source == .reparse)
        #expect(history.last?.supersedes == old.id)
        #expect(try await stage.current()["signups"] == 1450)
        #expect(try await Reparse(stage.flow).run(apply: true).isEmpty)
        try await stage.move(to: "2026-10-27T16:30:00Z")
        let digest = try #require(try await stage.ours().last { $0.thread == nil })
        #expect(digest.text.contains("Weekly sign-ups in 2026-W44: 1.45 users → 1,450 users"), "\(digest.text)")
        try await stage.move(to: "2026-11-03T17:00:00Z")
        let next = try #require(try await stage.ours().last { $0.thread == nil })
        #expect(!next.text.contains("read anew"), "\(next.text)")
    }

    @Test("what its author has edited or taken back is left alone")
    func leavesCorrected() async throws {
        let stage = try await asked()
        let message = try await stage.say("ana", "sign-ups 1,400")
        try await stage.edit(message, "sign-ups 1,410")
        _ = try await plant(1.45, from: "sign-ups 1,450", in: stage)
        try await stage.say("ana", "undo")
        #expect(try await Reparse(stage.flow).run(apply: true).isEmpty)
        #expect(try await stage.current()["signups"] == 1410)
    }
}
