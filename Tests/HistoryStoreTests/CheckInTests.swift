import Model
import Testing

@testable import HistoryStore

@Suite("Check-ins")
struct CheckInTests {
    @Test("a check-in fires once, with its snapshot and its prompt")
    func fireOnce() async throws {
        let store = try await memoryStore()
        let checkIn = try openCheckIn()
        let firing = Firing(checkIn: checkIn, drafts: [draft(1, checkIn: checkIn.id)], cursor: checkIn.id.week, at: monday)
        #expect(try await store.fire(firing) == .fired)
        var again = firing
        again.drafts = [draft(2, checkIn: checkIn.id)]
        #expect(try await store.fire(again) == .alreadyFired)
        #expect(try await store.checkIn(checkIn.id) == checkIn)
        #expect(try await store.outbox(deadOnly: false).map(\.id) == [id(1)])
        #expect(try await store.cursor(of: team) == checkIn.id.week)
        #expect(try await store.deliveryOfPrompt(checkIn: checkIn.id) == .pending)
    }

    @Test("two writers that fire the same week at once open one check-in")
    func twoWriters() async throws {
        let folder = try TemporaryFolder()
        let stores = [try await HistoryStore(.file(folder.store), at: monday), try await HistoryStore(.file(folder.store), at: monday)]
        let checkIn = try openCheckIn()
        let results = try await withThrowingTaskGroup(of: FireResult.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let prompt = draft(UInt64(number + 1), checkIn: checkIn.id)
                    return try await stores[number % 2].fire(Firing(checkIn: checkIn, drafts: [prompt], cursor: checkIn.id.week, at: monday))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { $0 == .fired } == 1)
        #expect(try await stores[0].outbox(deadOnly: false).count == 1)
        for store in stores { await store.close() }
    }

    @Test("a skipped week keeps its reason, is skipped once, and moves the cursor forward only")
    func skip() async throws {
        let store = try await memoryStore()
        let skipped = CheckIn(
            id: try checkInID("2026-W43"), state: .skipped, skipReason: .holiday, dueAt: monday, closesAt: monday + .hours(32))
        try await store.skip([skipped], cursor: try week("2026-W43"), at: monday)
        try await store.skip([skipped], cursor: try week("2026-W40"), at: monday)
        #expect(try await store.checkIn(skipped.id) == skipped)
        #expect(try await store.cursor(of: team) == week("2026-W43"))
        #expect(try await store.newestCheckIn(team: team) == nil)
        #expect(try await store.trace(skipped.id.description).map(\.outcome) == ["holiday"])
    }

    @Test("a skipped week is opened only where an operator says so")
    func openSkipped() async throws {
        let store = try await memoryStore()
        let skipped = CheckIn(id: try checkInID(), state: .skipped, skipReason: .paused, dueAt: monday, closesAt: monday)
        try await store.skip([skipped], cursor: skipped.id.week, at: monday)
        let checkIn = try openCheckIn()
        var firing = Firing(checkIn: checkIn, drafts: [], cursor: checkIn.id.week, at: monday)
        #expect(try await store.fire(firing) == .alreadyFired)
        firing.opensSkipped = true
        #expect(try await store.fire(firing) == .fired)
        #expect(try await store.fire(firing) == .alreadyFired)
        let opened = try #require(try await store.checkIn(checkIn.id))
        #expect(opened.state == .open && opened.skipReason == nil && opened.revision == 1 && opened.snapshot == checkIn.snapshot)
    }

    @Test("each reminder goes out once, and only while the check-in is open")
    func remind() async throws {
        let store = try await storeWithCheckIn()
        let checkIn = try checkInID()
        #expect(try await store.remind(checkIn, reminder: 0, drafts: [draft(1, .reminder, checkIn: checkIn)], at: monday) == .reminded)
        #expect(try await store.remind(checkIn, reminder: 0, drafts: [draft(2, .reminder, checkIn: checkIn)], at: monday) == .alreadyReminded)
        #expect(try await store.remind(checkIn, reminder: 1, drafts: [], at: monday) == .reminded)
        #expect(try await store.remindersDone(checkIn) == [0, 1])
        #expect(try await store.outbox(deadOnly: false).map(\.id) == [id(1)])
        _ = try await store.close(Closing(checkIn: checkIn, expectedRevision: 2, drafts: [], at: monday, summary: ""))
        #expect(try await store.remind(checkIn, reminder: 2, drafts: [], at: monday) == .notOpen)
        #expect(try await store.remind(checkInID("2026-W50"), reminder: 0, drafts: [], at: monday) == .notOpen)
    }

    @Test("asking again queues the prompt anew and raises the revision")
    func askAgain() async throws {
        let store = try await storeWithCheckIn()
        let checkIn = try checkInID()
        try await store.askAgain(checkIn, drafts: [draft(5, checkIn: checkIn)], at: monday)
        #expect(try await store.checkIn(checkIn)?.revision == 1)
        #expect(try await store.outboxRows(checkIn: checkIn).map(\.id) == [id(5)])
        await #expect(throws: StoreError.self) { try await store.askAgain(checkInID("2026-W50"), drafts: [], at: monday) }
    }

    @Test("closing queues the digest, once, and only from the newest revision")
    func close() async throws {
        let store = try await storeWithCheckIn()
        let checkIn = try checkInID()
        try await store.askAgain(checkIn, drafts: [], at: monday)
        var closing = Closing(checkIn: checkIn, expectedRevision: 0, drafts: [draft(7, .digest, checkIn: checkIn)], at: monday, summary: "closed")
        #expect(try await store.close(closing) == .stale)
        #expect(try await store.outbox(deadOnly: false).isEmpty)
        closing.expectedRevision = 1
        #expect(try await store.close(closing) == .closed)
        #expect(try await store.close(closing) == .alreadyClosed)
        let closed = try #require(try await store.checkIn(checkIn))
        #expect(closed.state == .closed && closed.closedAt == monday && closed.revision == 2)
        #expect(try await store.outbox(deadOnly: false).map(\.kind) == [.digest])
        #expect(try await store.openCheckIns().isEmpty)
    }

    @Test("check-ins are listed by team and state, with snapshots only where they are wanted")
    func lists() async throws {
        let store = try await memoryStore()
        for week in ["2026-W44", "2026-W45", "2026-W46"] { try await fire(week, in: store) }
        _ = try await store.close(Closing(checkIn: checkInID("2026-W44"), expectedRevision: 0, drafts: [], at: monday, summary: ""))
        #expect(try await store.openCheckIns().map(\.id) == [checkInID("2026-W45"), checkInID("2026-W46")])
        #expect(try await store.openCheckIns(team: "other").isEmpty)
        #expect(try await store.openCheckIns(team: team, withSnapshots: false).allSatisfy { $0.snapshot == nil })
        #expect(try await store.newestCheckIn(team: team)?.id == checkInID("2026-W46"))
        #expect(try await store.checkIns(team: team, limit: 2).map(\.id) == [checkInID("2026-W46"), checkInID("2026-W45")])
        #expect(try await store.weeksTaken(team: team, from: week("2026-W45")) == [week("2026-W45"), week("2026-W46")])
    }
}

@Suite("Teams")
struct TeamTests {
    @Test("a team's cursor starts when it is first seen, and stays")
    func cursor() async throws {
        let store = try await memoryStore()
        let sample = try sampleTeam()
        let first = try week("2026-W43")
        let later = try week("2026-W45")
        #expect(try await store.knowTeams([sample], at: monday) { _ in first } == [team: first])
        #expect(try await store.knowTeams([sample], at: monday) { _ in later } == [team: first])
        try await fire("2026-W44", in: store)
        #expect(try await store.knowTeams([sample], at: monday) { _ in later } == [team: try week("2026-W44")])
    }

    @Test("a definition makes a version only when it changed")
    func versions() async throws {
        let store = try await memoryStore()
        let first = try week("2026-W43")
        let renamed = try sampleTeam(name: "Growth and more")
        for (hour, definition) in [try sampleTeam(), try sampleTeam(), renamed, renamed].enumerated() {
            _ = try await store.knowTeams([definition], at: monday + .hours(hour)) { _ in first }
        }
        #expect(try await store.definition(of: team) == renamed)
        #expect(try await store.definitions(of: team).map(\.validFrom) == [monday + .hours(2), monday])
    }

    @Test("a team that is no longer configured is retired, not deleted, and may come back")
    func retired() async throws {
        let store = try await memoryStore()
        let first = try week("2026-W43")
        let sample = try sampleTeam()
        _ = try await store.knowTeams([sample], at: monday) { _ in first }
        _ = try await store.knowTeams([], at: monday) { _ in first }
        #expect(try await store.knownTeams().isEmpty)
        #expect(try await store.definition(of: team) == sample)
        #expect(try await store.knowTeams([sample], at: monday) { _ in first } == [team: first])
        #expect(try await store.knownTeams() == [team])
        #expect(try await store.definitions(of: team).count == 1)
    }
}
