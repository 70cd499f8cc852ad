import Foundation
import Model
import Testing

@testable import HistoryStore

@Suite("JSON written by hand")
struct JSONWriterTests {
    /// With every field filled, so that one forgotten by the writer shows.
    func fullSnapshot() throws -> Snapshot {
        let cycle = Cycle(name: "2026 Q4", start: try #require(LocalDate("2026-10-01")), end: try #require(LocalDate("2026-12-31")))
        let keeps: [Keep?] = [.atLeast(99.9), .atMost(2), .between(-1.5, 1e20), nil]
        let states = keeps.enumerated().map { index, keep in
            let definition = KeyResult(
                id: KeyResultID(trusted: "kr\(index)"), title: "Sign-ups \"new\" \\ \n\t\u{1} 🎉 ü", aliases: ["a", ""], kind: .number, unit: "users",
                baseline: 0.1, target: 12_345_678_901_234_568, keep: keep, owner: "ana", indicator: .leading, was: ["old"])
            return Snapshot.KeyResultState(
                definition: definition, objective: "o", number: index + 1, current: -2.5, status: .atRisk, history: [nil, 1, 0.3])
        }
        let initiative = Initiative(
            id: "tour", title: "Tour", moves: [Move(keyResult: "kr0", expect: "+300", withinDays: 42), Move(keyResult: "kr1")])
        return Snapshot(
            teamName: "Growth", locale: "de", timeZone: "Europe/Oslo", channel: "growth", cycle: cycle,
            objectives: [Snapshot.ObjectiveState(id: "o", title: "O", keyResults: states, initiatives: [initiative])],
            people: [Snapshot.PersonState(id: "ana", name: "Ana", chat: ["b": "U2", "a": "U1"], isAway: true)])
    }

    @Test("a snapshot is read back as it was, full or sparse")
    func snapshots() throws {
        let full = try fullSnapshot()
        #expect(try fromJSON(toJSON(full)) as Snapshot == full)
        let bare = KeyResult(id: "k", title: "", kind: .boolean)
        let sparse = Snapshot(
            teamName: "", locale: "", timeZone: "", channel: "c", cycle: nil,
            objectives: [
                Snapshot.ObjectiveState(
                    id: "o", title: "", keyResults: [Snapshot.KeyResultState(definition: bare, objective: "o", number: 1, current: nil)],
                    initiatives: [])
            ], people: [])
        #expect(try fromJSON(toJSON(sparse)) as Snapshot == sparse)
    }

    @Test("it writes the same keys as the encoder of the type itself")
    func sameKeys() throws {
        let full = try fullSnapshot()
        let encoder = JSONEncoder()
        let theirs = try JSONSerialization.jsonObject(with: encoder.encode(full)) as? NSDictionary
        let ours = try JSONSerialization.jsonObject(with: Data(toJSON(full).utf8)) as? NSDictionary
        #expect(ours != nil && ours == theirs)
    }

    @Test("a text is read back as it was", arguments: [nil, "", "A \"title\" \u{7}"])
    func texts(title: String?) throws {
        let text = OutgoingText(title: title, paragraphs: ["one\ntwo", "", "ünd 🎉 \\u0041"])
        #expect(try fromJSON(toJSON(text)) as OutgoingText == text)
    }

    @Test("a number that JSON has no word for is refused")
    func notFinite() throws {
        var snapshot = try fullSnapshot()
        snapshot.objectives[0].keyResults[0].current = .nan
        #expect(throws: Contradiction.self) { try toJSON(snapshot) }
    }

    @Test("any change of a definition changes its fingerprint, and nothing else does")
    func fingerprints() throws {
        let span = try #require(DateSpan("2026-12-21..2027-01-01"))
        let date = try #require(LocalDate("2026-10-01"))
        let time = try #require(WeekTime("Tue 17:00"))
        let changes: [(inout Team) -> Void] = [
            { $0.id = "other" }, { $0.name += "!" }, { $0.channel = "other" }, { $0.timeZone = "UTC" }, { $0.locale = "de" },
            { $0.schedule.ask = time }, { $0.schedule.cadence = .weeks(2) }, { $0.schedule.cadence = .month(ordinal: 1) },
            { $0.schedule.starting = date }, { $0.schedule.remind = [] }, { $0.schedule.remind = [time] }, { $0.schedule.close = time },
            { $0.schedule.skip = [span] }, { $0.schedule.isPaused = true }, { $0.schedule.catchUp = .hours(1) }, { $0.schedule.askIn = .direct },
            { $0.people = [] }, { $0.people[0].name = "Anna" }, { $0.people[0].chat = [:] }, { $0.people[0].timeZone = "UTC" },
            { $0.people[0].away = [span] }, { $0.cycle = Cycle(name: "Q", start: date, end: date) }, { $0.objectives[0].title += "!" },
            { $0.objectives[0].initiatives = [Initiative(id: "i", title: "I")] }, { $0.objectives[0].keyResults[0].target = 2501 },
            { $0.objectives[0].keyResults[0].keep = .atMost(2) }, { $0.objectives[0].keyResults[0].was = ["old"] },
        ]
        let original = try sampleTeam()
        let prints = try changes.map { change in
            var team = original
            change(&team)
            return try team.fingerprint()
        }
        #expect(Set(prints + [try original.fingerprint()]).count == changes.count + 1)
        #expect(try original.fingerprint() == sampleTeam().fingerprint())
    }
}
