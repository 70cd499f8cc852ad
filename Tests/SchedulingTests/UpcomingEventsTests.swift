import Foundation
import Model
import Scheduling
import Testing

@Suite struct UpcomingEventsTests {
    private func lines(_ events: [ScheduledEvent]) throws -> [String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try events.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    }

    private func next(_ schedule: CheckInSchedule, people: [Person] = [], from: String, count: Int) throws -> [ScheduledEvent] {
        upcomingEvents(
            teams: [(team(schedule, people: people), try zone("Europe/Oslo"))], zones: { try? zone($0) }, from: try instant(from), count: count)
    }

    @Test("the next four check-ins of a team in Oslo, as `next --json` prints them")
    func golden() throws {
        let events = try next(
            schedule("Mon 09:00", remind: ["Tue 09:00"], close: "Tue 17:00", skip: ["2026-11-09"]), from: "2026-10-20T00:00:00Z", count: 4)
        #expect(
            try lines(events) == [
                #"{"at":"2026-10-26T08:00:00Z","event":"ask","local":"2026-10-26T09:00:00+01:00[Europe/Oslo]","team":"growth","week":"2026-W44"}"#,
                #"{"at":"2026-10-27T08:00:00Z","event":"remind","local":"2026-10-27T09:00:00+01:00[Europe/Oslo]","team":"growth","week":"2026-W44"}"#,
                #"{"at":"2026-10-27T16:00:00Z","event":"close","local":"2026-10-27T17:00:00+01:00[Europe/Oslo]","team":"growth","week":"2026-W44"}"#,
                #"{"at":"2026-11-02T08:00:00Z","event":"ask","local":"2026-11-02T09:00:00+01:00[Europe/Oslo]","team":"growth","week":"2026-W45"}"#,
                #"{"at":"2026-11-03T08:00:00Z","event":"remind","local":"2026-11-03T09:00:00+01:00[Europe/Oslo]","team":"growth","week":"2026-W45"}"#,
                #"{"at":"2026-11-03T16:00:00Z","event":"close","local":"2026-11-03T17:00:00+01:00[Europe/Oslo]","team":"growth","week":"2026-W45"}"#,
                #"{"at":"2026-11-09T08:00:00Z","event":"skip","local":"2026-11-09T09:00:00+01:00[Europe/Oslo]","reason":"holiday","team":"growth","week":"2026-W46"}"#,
                #"{"at":"2026-11-16T08:00:00Z","event":"ask","local":"2026-11-16T09:00:00+01:00[Europe/Oslo]","team":"growth","week":"2026-W47"}"#,
                #"{"at":"2026-11-17T08:00:00Z","event":"remind","local":"2026-11-17T09:00:00+01:00[Europe/Oslo]","team":"growth","week":"2026-W47"}"#,
                #"{"at":"2026-11-17T16:00:00Z","event":"close","local":"2026-11-17T17:00:00+01:00[Europe/Oslo]","team":"growth","week":"2026-W47"}"#,
            ])
    }

    @Test("an ask at the very instant counts, one before it does not")
    func edge() throws {
        #expect(try next(schedule("Mon 09:00"), from: "2026-10-26T08:00", count: 1).first?.week == week("2026-W44"))
        #expect(try next(schedule("Mon 09:00"), from: "2026-10-26T08:01", count: 1).first?.week == week("2026-W45"))
        #expect(try next(schedule("Mon 09:00"), from: "2026-10-26T08:01", count: 0).isEmpty)
    }

    @Test("an event that falls in the following week keeps its occurrence's week")
    func weekOfOccurrence() throws {
        let events = try next(schedule("Fri 15:00", close: "Mon 12:00"), from: "2026-10-30T00:00", count: 1)
        #expect(events.last?.event == .close)
        #expect(events.last?.at == (try instant("2026-11-02T11:00")))
        #expect(try events.allSatisfy { try $0.week == week("2026-W44") })
    }

    @Test("by direct message each person has their own events, in their own zone; the close is the team's")
    func direct() throws {
        let people = [
            Person(id: "ana", name: "Ana", timeZone: "Europe/Lisbon"), Person(id: "bo", name: "Bo"),
            Person(id: "lea", name: "Lea", away: [try span("2026-10-20..2026-10-30")]),
        ]
        let events = try next(schedule("Mon 09:00", remind: ["Tue 09:00"], askIn: .direct), people: people, from: "2026-10-20T00:00", count: 1)
        #expect(
            events.map { "\($0.event.rawValue) \($0.person?.rawValue ?? "-") \($0.local)" } == [
                "ask bo 2026-10-26T09:00:00+01:00[Europe/Oslo]", "ask ana 2026-10-26T09:00:00+00:00[Europe/Lisbon]",
                "remind bo 2026-10-27T09:00:00+01:00[Europe/Oslo]", "remind ana 2026-10-27T09:00:00+00:00[Europe/Lisbon]",
                "close - 2026-10-27T17:00:00+01:00[Europe/Oslo]",
            ])
    }

    @Test("several teams are merged by instant, then by team, each with its own count")
    func severalTeams() throws {
        let teams = [
            (team(try schedule("Mon 09:00"), id: "tech"), try zone("Europe/Oslo")),
            (team(try schedule("Mon 09:00"), id: "growth"), try zone("Europe/Oslo")),
            (team(try schedule("Mon 09:00"), id: "asia"), try zone("Asia/Tokyo")),
        ]
        let events = upcomingEvents(teams: teams, zones: { _ in nil }, from: try instant("2026-10-20T00:00"), count: 2)
        #expect(events.filter { $0.event == .ask }.map(\.team) == ["asia", "growth", "tech", "asia", "growth", "tech"])
        #expect(events.map(\.at) == events.map(\.at).sorted())
    }
}
