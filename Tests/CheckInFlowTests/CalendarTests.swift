import CheckInFlow
import HistoryStore
import Model
import TestSupport
import Testing

@Suite("Who is asked and when") struct CalendarTests {
    private static func span(_ text: String) throws -> DateSpan { try #require(DateSpan(text)) }

    @Test("a person away is not missing and not reminded, by the date in their own zone")
    func away() async throws {
        var team = Team.growth()
        // Nine on Monday in Oslo is seven in the evening there, and still Monday.
        team.people[1].timeZone = "Australia/Sydney"
        team.people[1].away = [try Self.span("2026-11-02")]
        // It is Sunday night on Hawaii, where Tuesday off begins after the ask and after the reminder.
        team.people[2].timeZone = "Pacific/Honolulu"
        team.people[2].away = [try Self.span("2026-11-03")]
        let stage = try await Stage.asked([team])
        #expect(try await stage.prompt().text.contains("2 Trial conversion: no value yet, target 15 % · Ben (away)"))
        try await stage.move(to: Stage.remind)
        let reminder = try await stage.newest(.reminder)
        #expect(reminder.contains("Ana: ") && reminder.contains("Caro: ") && !reminder.contains("Ben"))
        let missing = try await stage.operations.digest("growth", week: nil).content.missing
        #expect(missing.map(\.id) == ["ana", "caro"])
    }

    @Test("who goes away after the ask is not reminded")
    func awaySince() async throws {
        var team = Team.growth()
        team.people[1].away = [try Self.span("2026-11-03..2026-11-06")]
        let stage = try await Stage.asked([team])
        try await stage.move(to: Stage.remind)
        #expect(try await !stage.newest(.reminder).contains("Ben"))
    }

    @Test("a reminder is not sent where nobody is missing")
    func nobodyMissing() async throws {
        let stage = try await Stage.asked()
        try await stage.reply("ana", "sign-ups 1450, trial conversion 9%, monthly churn 5%")
        try await stage.move(to: Stage.close)
        #expect(try await stage.ours(.reminder).isEmpty)
        #expect(try await stage.newest(.digest).hasSuffix("answered."))
    }

    @Test("a holiday on the ask date skips the week, and nothing is sent")
    func holidayOnAsk() async throws {
        let skipped = try Self.span("2026-11-02")
        let stage = try await Stage([.growth { $0.skip = [skipped] }], at: Stage.sunday)
        try await stage.move(to: "2026-11-09T07:59:00Z")
        #expect(try await stage.messages().isEmpty)
        #expect(try await stage.store.outbox(deadOnly: false).isEmpty)
        let checkIn = try await stage.checkIn()
        #expect(checkIn.state == .skipped && checkIn.skipReason == .holiday)
        try await stage.move(to: Stage.nextAsk)
        #expect(try await stage.checkIn(weeks: 1).state == .open)
    }

    @Test("a holiday on the reminder's date drops it, and one on the close date moves the close to the next open day")
    func holidayOnClose() async throws {
        let skipped = try Self.span("2026-11-03")
        let stage = try await Stage.asked([.growth { $0.skip = [skipped] }])
        #expect(try await stage.prompt().text.contains("Open until Wed 4 Nov 17:00"))
        try await stage.move(to: Stage.close)
        #expect(try await stage.checkIn().state == .open)
        #expect(try await stage.ours(.reminder).isEmpty)
        try await stage.move(to: "2026-11-04T16:00:00Z")
        #expect(try await stage.checkIn().state == .closed)
    }

    @Test("a paused team's weeks are skipped as paused")
    func paused() async throws {
        let stage = try await Stage([.growth { $0.isPaused = true }], at: Stage.sunday)
        try await stage.move(to: Stage.close)
        #expect(try await stage.checkIn().skipReason == .paused)
        #expect(try await stage.messages().isEmpty)
    }

    @Test("after a downtime the newest missed week is asked late with the reason, and older ones are skipped as missed")
    func downtime() async throws {
        let first = try await Stage([.growth()], at: Stage.sunday)
        // Up again in the third week, two hours after its time.
        let stage = try await first.restarted(at: "2026-11-16T10:00:00Z")
        #expect(try await stage.checkIn().skipReason == .missed)
        #expect(try await stage.checkIn(weeks: 1).skipReason == .missed)
        let late = try await stage.checkIn(weeks: 2)
        #expect(late.state == .open && late.asked == .late && late.closesAt == Instant("2026-11-17T16:00:00Z"))
        #expect(try await stage.prompt().text.contains("This comes late, by 2 h: outcomed was not running at the time."))
        #expect(try await stage.ours(.prompt).count == 1)
    }

    @Test("a missed week is not asked at night, but in the morning")
    func notAtNight() async throws {
        let first = try await Stage([.growth()], at: Stage.sunday)
        let stage = try await first.restarted(at: "2026-11-02T20:00:00Z")
        #expect(try await stage.messages().isEmpty)
        try await stage.move(to: "2026-11-03T06:59:00Z")
        #expect(try await stage.messages().isEmpty)
        try await stage.move(to: "2026-11-03T07:00:00Z")
        #expect(try await stage.checkIn().asked == .late)
    }

    @Test("too close to its close, a missed week is skipped")
    func tooLate() async throws {
        let first = try await Stage([.growth()], at: Stage.sunday)
        let stage = try await first.restarted(at: "2026-11-03T12:30:00Z")
        #expect(try await stage.checkIn().skipReason == .missed)
        #expect(try await stage.messages().isEmpty)
    }

    @Test("a clock that is set back asks, reminds and closes nothing twice")
    func clockBack() async throws {
        let stage = try await Stage.asked()
        try await stage.move(to: Stage.remind)
        let said = try await stage.ours()
        stage.clock.set(try #require(Instant(Stage.sunday)))
        try await stage.outbound.reschedule()
        try await stage.step()
        try await stage.move(to: Stage.remind)
        #expect(try await stage.ours() == said)
        try await stage.move(to: Stage.close)
        stage.clock.set(try #require(Instant(Stage.ask)))
        let back = try await stage.restarted()
        try await back.move(to: Stage.close)
        #expect(try await back.ours(.prompt).count == 1)
        #expect(try await back.ours(.digest).count == 1)
    }

    @Test("a restart in the middle changes nothing")
    func restart() async throws {
        let unbroken = try await Stage.asked()
        var broken = try await Stage.asked()
        for (person, text) in [("ana", "sign-ups 1450"), ("ben", "trial conversion 120%"), ("ben", "yes"), ("ana", "sign-ups +20, churn 5%")] {
            unbroken.clock.advance(by: .seconds(1))
            broken.clock.advance(by: .seconds(1))
            try await unbroken.reply(person, text)
            broken = try await broken.restarted()
            try await broken.reply(person, text)
        }
        for instant in [Stage.remind, Stage.close] {
            try await unbroken.move(to: instant)
            broken = try await broken.restarted()
            try await broken.move(to: instant)
        }
        #expect(try await broken.messages().map(\.text) == unbroken.messages().map(\.text))
        #expect(try await broken.current() == ["signups": 1470, "trial": 120, "churn": 5])
    }

    @Test("a check-in asked by hand satisfies its week, and a second one is refused")
    func byHand() async throws {
        let stage = try await Stage([.growth()], at: "2026-11-02T07:00:00Z")
        #expect(try await stage.operations.ask("growth", again: false) == Stage.id())
        try await stage.step()
        #expect(try await stage.ours(.prompt).map(\.at) == [Instant("2026-11-02T07:00:00Z")])
        await #expect(throws: FlowError.alreadyAsked(Stage.id())) { try await stage.operations.ask("growth", again: false) }
        try await stage.move(to: "2026-11-02T12:00:00Z")
        #expect(try await stage.ours(.prompt).count == 1)
        try await stage.move(to: Stage.close)
        #expect(try await stage.checkIn().state == .closed)
        await #expect(throws: FlowError.notOpen(Stage.id())) { try await stage.operations.ask("growth", again: true) }
        try await stage.move(to: Stage.nextAsk)
        #expect(try await stage.checkIn(weeks: 1).state == .open)
    }

    @Test("again sends the same check-in's prompt anew, in whose thread replies count and reminders stand")
    func again() async throws {
        let stage = try await Stage.asked()
        #expect(try await stage.operations.ask("growth", again: true) == Stage.id())
        try await stage.step()
        let prompts = try await stage.ours(.prompt)
        #expect(prompts.count == 2 && prompts[0].text == prompts[1].text)
        try await stage.say("ana", "1: 1450", thread: prompts[0].id)
        try await stage.say("ben", "2: 9%", thread: prompts[1].id)
        #expect(try await stage.current() == ["signups": 1450, "trial": 9])
        try await stage.move(to: Stage.remind)
        #expect(try await stage.ours(.reminder).map(\.thread) == [prompts[1].id])
    }

    @Test("a skipped week can be opened by hand")
    func opensSkipped() async throws {
        let skipped = try Self.span("2026-11-02")
        let stage = try await Stage([.growth { $0.skip = [skipped] }], at: Stage.sunday)
        try await stage.move(to: "2026-11-02T10:00:00Z")
        #expect(try await stage.checkIn().state == .skipped)
        _ = try await stage.operations.ask("growth", again: false)
        try await stage.step()
        let opened = try await stage.checkIn()
        #expect(opened.state == .open && opened.skipReason == nil && opened.snapshot != nil)
        try await stage.reply("ana", "sign-ups 1450")
        #expect(try await stage.current() == ["signups": 1450])
    }

    @Test("a close by hand closes now, with the digest")
    func closeByHand() async throws {
        let stage = try await Stage.asked()
        _ = try await stage.operations.close("growth")
        try await stage.step()
        #expect(try await stage.checkIn().state == .closed)
        #expect(try await stage.ours(.digest).count == 1)
        await #expect(throws: FlowError.notOpen(Stage.id())) { try await stage.operations.close("growth") }
        try await stage.move(to: Stage.close)
        #expect(try await stage.ours(.digest).count == 1)
    }

    @Test("a changed schedule never fires for a slot that has passed")
    func changedSchedule() async throws {
        let stage = try await Stage([.growth()], at: "2026-11-02T06:00:00Z")
        try await stage.reload([.growth { $0.ask = WeekTime(.monday, .at(6)) }])
        #expect(try await stage.messages().isEmpty)
        try await stage.move(to: Stage.close)
        #expect(try await stage.messages().isEmpty)
        #expect(try await stage.checkIn().skipReason == .superseded)
        try await stage.move(to: "2026-11-09T05:00:00Z")
        #expect(try await stage.checkIn(weeks: 1).state == .open)
    }
}
