import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("Pauses and restores") struct PauseTests {
    @Test("a paused team is not asked until the date, and then by its own schedule")
    func pause() async throws {
        let stage = try await Stage([.growth()], at: Stage.sunday)
        let report = try await stage.operations.pause("growth", until: LocalDate("2026-11-10"))
        #expect(report.nextAsk?.description == "2026-11-16T08:00:00Z")
        #expect(try await stage.operations.status("growth").first?.pausedUntil == LocalDate("2026-11-10"))
        try await stage.move(to: "2026-11-16T07:59:00Z")
        #expect(try await stage.messages().isEmpty)
        for weeks in 0...1 { #expect(try await stage.checkIn(weeks: weeks).skipReason == .paused) }
        #expect(try await stage.operations.pauses().isEmpty)
        try await stage.move(to: "2026-11-16T08:00:00Z")
        #expect(try await stage.checkIn(weeks: 2).state == .open)
        #expect(try await stage.operations.status("growth").first?.pausedUntil == nil)
    }

    @Test("a pause leaves the open check-in to its end, and says so")
    func open() async throws {
        let stage = try await Stage.asked()
        let report = try await stage.operations.pause("growth", until: LocalDate("2026-12-24"))
        #expect(report.open == Stage.id())
        try await stage.move(to: "2026-11-20T08:00:00Z")
        #expect(try await stage.ours(.digest).count == 1)
        #expect(try await stage.ours(.prompt).count == 1)
    }

    @Test("a pause that is ended asks again, and holds over a restart until then")
    func ended() async throws {
        let stage = try await Stage([.growth()], at: Stage.sunday)
        _ = try await stage.operations.pause("growth", until: LocalDate("2027-01-04"))
        let later = try await stage.restarted()
        try await later.move(to: "2026-11-08T08:00:00Z")
        #expect(try await later.operations.pauses() == ["growth": try #require(LocalDate("2027-01-04"))])
        #expect(try await later.operations.pause("growth", until: nil).nextAsk?.description == Stage.nextAsk)
        try await later.move(to: Stage.nextAsk)
        #expect(try await later.checkIn(weeks: 1).state == .open)
        #expect(try await later.checkIn().state == .skipped)
    }

    @Test("a pause that would be over already, or of a team that nobody knows, is refused")
    func refused() async throws {
        let stage = try await Stage([.growth()], at: Stage.sunday)
        let today = try #require(LocalDate("2026-11-01"))
        let error = FlowError.pauseIsOver(today, today: today)
        await #expect(throws: error) { try await stage.operations.pause("growth", until: today) }
        #expect(error.description == "a pause ends after today; 2026-11-01 is not after 2026-11-01 on the team's clock")
        await #expect(throws: FlowError.self) { try await stage.operations.pause("groth", until: LocalDate("2027-01-04")) }
    }

    /// Restores a backup at an instant, and starts anew on it.
    private func restored(_ backup: String, _ folder: StoreFolder, at instant: String) async throws -> (Stage, RestoreReport) {
        let now = try #require(Instant(instant))
        let settings = try Stage.settings([.growth()])
        let report = try await restore(backup, to: folder.store, teams: Array(settings.teams.values), at: now)
        let store = try await HistoryStore(.file(folder.store), at: now)
        return (try await Stage([.growth()], at: instant, store: store), report)
    }

    @Test("after a restore neither the prompt of the backup nor those since are sent again, and the next week is asked as ever")
    func noOldPrompts() async throws {
        let folder = try StoreFolder()
        let store = try await HistoryStore(.file(folder.store), at: try #require(Instant(Stage.sunday)))
        let stage = try await Stage([.growth()], at: Stage.sunday, store: store)
        let backup = folder.path + "/backup.db"
        // Asked, and not yet sent: the pass queues the prompt, and nobody drains the outbox.
        stage.clock.set(try #require(Instant(Stage.ask)))
        _ = try await stage.outbound.pass()
        try await store.backup(to: backup)
        await store.close()

        let (later, report) = try await restored(backup, folder, at: "2026-11-10T09:00:00Z")
        #expect(report.resumption.messagesCancelled == 1)
        #expect(report.resumption.closed == [Stage.id()])
        #expect(report.resumption.skipped == [Stage.id(weeks: 1)])
        #expect(report.text.contains("growth/2026-W46 counts as missed"))
        #expect(try await later.messages().isEmpty)
        try await later.move(to: "2026-11-16T07:59:00Z")
        #expect(try await later.messages().isEmpty)
        try await later.move(to: "2026-11-16T08:00:00Z")
        #expect(try await later.ours(.prompt).count == 1)
        await later.store.close()
    }

    @Test("a backup of minutes ago, restored on the day of the ask, asks nobody a second time but by an operator's word")
    func sameDay() async throws {
        let folder = try StoreFolder()
        let store = try await HistoryStore(.file(folder.store), at: try #require(Instant(Stage.sunday)))
        _ = try await Stage([.growth()], at: Stage.sunday, store: store)
        let backup = folder.path + "/backup.db"
        try await store.backup(to: backup)
        await store.close()
        let (later, report) = try await restored(backup, folder, at: "2026-11-02T09:00:00Z")
        #expect(report.resumption.skipped == [Stage.id()])
        try await later.move(to: Stage.close)
        #expect(try await later.messages().isEmpty)
        #expect(try await later.operations.ask("growth", again: false) == Stage.id())
        try await later.step()
        #expect(try await later.ours(.prompt).count == 1)
        await later.store.close()
    }
}
