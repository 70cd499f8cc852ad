import Model
import Testing

@testable import HistoryStore

@Suite("Current values")
struct CurrentValueTests {
    /// A store in which the updates were recorded one after the other, each at the instant it was said.
    func store(with updates: [Update], weeks: [String]) async throws -> HistoryStore {
        let store = try await memoryStore()
        for week in weeks { try await fire(week, in: store) }
        for (index, update) in updates.enumerated() {
            let revision = try #require(try await store.checkIn(update.checkIn)).revision
            let one = record(
                inbox: UInt64(500 + index), message: nil, checkIn: update.checkIn, revision: revision, updates: [update], at: update.saidAt)
            guard case .recorded = try await store.record(one) else { throw StoreError.busy }
        }
        return store
    }

    @Test("the greatest check-in wins, then when it was said, then the id")
    func greatest() async throws {
        let older = try checkInID("2026-W44")
        let newer = try checkInID("2026-W45")
        // The text of the second id sorts before the text of the first, though the id is greater.
        let low = UniqueID(high: 0x7000, low: 0x8000_0000_0000_0000 | 26 << 2)
        let high = UniqueID(high: 0x7000, low: 0x8000_0000_0000_0000 | 62 << 2)
        #expect(low < high && high.description < low.description)
        var first = update(1, 20, checkIn: newer, at: monday)
        first.id = high
        var second = update(2, 10, checkIn: newer, at: monday)
        second.id = low
        let late = update(3, 99, checkIn: older, at: monday + .hours(200))
        let store = try await store(with: [late, first, second], weeks: ["2026-W44", "2026-W45"])
        #expect(try await store.current(team: team)["signups"]?.id == high)
    }

    @Test("an update without a value leaves the value, and one with a status sets the status")
    func statusOnly() async throws {
        let checkIn = try checkInID()
        let store = try await store(
            with: [
                update(1, 1250, checkIn: checkIn, status: .onTrack, at: monday),
                update(2, nil, checkIn: checkIn, status: .atRisk, at: monday + .hours(1)),
            ], weeks: ["2026-W44"])
        #expect(try await store.current(team: team)["signups"]?.value == 1250)
        #expect(try await store.latestStatus(team: team)["signups"]?.status == .atRisk)
        #expect(try await store.current(team: "other").isEmpty)
    }

    @Test("as of an instant, only what was known then counts")
    func asOf() async throws {
        let checkIn = try checkInID()
        let store = try await store(
            with: [update(1, 10, checkIn: checkIn, at: monday), update(2, 20, checkIn: checkIn, at: monday + .hours(2))], weeks: ["2026-W44"])
        let end = ReplyRecord.Ended(update: id(2), state: .withdrawn, reason: "undo")
        let undo = record(inbox: 50, message: nil, checkIn: checkIn, revision: 2, ended: [end], at: monday + .hours(4))
        #expect(try await store.record(undo) == .recorded(revision: 3))
        let known = try await [1, 3, 5].asyncMap { try await store.current(team: team, asOf: monday + .hours($0))["signups"]?.value }
        #expect(known == [10, 20, 10])
        #expect(try await store.current(team: team, asOf: monday - .hours(1)).isEmpty)
        let then = try await store.updates(team: team, keyResult: "signups", asOf: monday + .hours(3))
        #expect(then.map(\.state) == [.live, .live])
        let now = try await store.updates(team: team, keyResult: "signups")
        #expect(now.map(\.state) == [.live, .withdrawn] && now.last?.reason == "undo")
        #expect(try await store.updates(team: team, keyResult: "signups", limit: 1).map(\.id) == [id(2)])
    }

    @Test("the value history carries values forward, and is nil before the first")
    func history() async throws {
        let store = try await store(
            with: [
                update(1, 10, checkIn: checkInID("2026-W45"), at: monday), update(2, 12, checkIn: checkInID("2026-W45"), at: monday + .hours(1)),
                update(3, 30, checkIn: checkInID("2026-W47"), at: monday + .hours(2)),
            ], weeks: ["2026-W44", "2026-W45", "2026-W46", "2026-W47"])
        let skipped = CheckIn(id: try checkInID("2026-W48"), state: .skipped, skipReason: .holiday, dueAt: monday, closesAt: monday)
        try await store.skip([skipped], cursor: skipped.id.week, at: monday)
        #expect(try await store.valueHistory(team: team, weeks: 8, before: week("2026-W49")) == ["signups": [nil, 12, 12, 30]])
        #expect(try await store.valueHistory(team: team, weeks: 2, before: week("2026-W47")) == ["signups": [12, 12]])
    }

    @Test("a key result that got a new id keeps its series")
    func renamed() async throws {
        let checkIn = try checkInID()
        let store = try await store(with: [update(1, 10, keyResult: "signups", checkIn: checkIn)], weeks: ["2026-W44"])
        let renamed = KeyResult(id: "weekly_signups", title: "Weekly sign-ups", kind: .number, was: ["signups"])
        let first = try week("2026-W43")
        _ = try await store.knowTeams([sampleTeam(keyResults: [renamed])], at: monday) { _ in first }
        #expect(try await store.current(team: team).mapValues(\.value) == ["weekly_signups": 10])
        let revision = try #require(try await store.checkIn(checkIn)).revision
        let next = update(2, 20, keyResult: "weekly_signups", checkIn: checkIn, at: monday + .hours(1))
        _ = try await store.record(record(inbox: 50, message: nil, checkIn: checkIn, revision: revision, updates: [next]))
        #expect(try await store.updates(team: team, keyResult: "weekly_signups").map(\.id) == [id(1), id(2)])
        #expect(try await store.current(team: team).mapValues(\.value) == ["weekly_signups": 20])
    }

    @Test("imported history stands as it was, and importing again changes nothing")
    func imported() async throws {
        let store = try await memoryStore()
        let weeks = ["2026-W40", "2026-W41"]
        let checkIns = try weeks.map { week in
            var checkIn = try openCheckIn(week)
            checkIn.state = .closed
            checkIn.closedAt = checkIn.closesAt
            return checkIn
        }
        let said = event("1", "shipped the tour, sign-ups 900")
        let kept = message(101, of: said, checkIn: checkIns[0].id)
        let updates = [
            update(1, 900, checkIn: checkIns[0].id, evidence: Evidence(message: id(101), start: 18, end: 30), at: monday, source: .sample),
            update(2, 950, checkIn: checkIns[1].id, at: monday + .days(7), source: .sample),
        ]
        let output = Output(
            id: id(3), checkIn: checkIns[0].id, initiative: "tour", author: ana, saidAt: monday,
            evidence: Evidence(message: id(101), start: 0, end: 16))
        for _ in 0..<2 {
            try await store.importHistory(team: team, checkIns: checkIns, updates: updates, messages: [kept], outputs: [output], blockers: [])
        }
        #expect(try await store.checkIns(team: team, limit: 9).map(\.id.week.description) == ["2026-W41", "2026-W40"])
        #expect(try await store.updates(team: team, keyResult: "signups").map { $0.evidence?.text } == ["sign-ups 900", nil])
        #expect(try await store.outputs(checkIn: checkIns[0].id).map(\.evidence.text) == ["shipped the tour"])
        #expect(try await store.current(team: team, asOf: monday + .days(1))["signups"]?.value == 900)
        #expect(try await store.cursor(of: team) == week("2026-W41"))
    }
}

extension Sequence {
    func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var results: [T] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
