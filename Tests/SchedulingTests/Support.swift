import Foundation
import Model
import Testing

@testable import Scheduling

/// The pinned zone data beside the tests.
let fixtures = ZoneDirectory(path: (Bundle.module.resourcePath ?? "") + "/Fixtures/zones")

func zone(_ name: String) throws -> ZoneRules { try fixtures.load(name) }

func fixtureBytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: fixtures.path + "/" + name))) }

func instant(_ text: String) throws -> Instant { try #require(Instant(text.hasSuffix("Z") ? text : text + ":00Z"), "\(text)") }

func date(_ text: String) throws -> LocalDate { try #require(LocalDate(text), "\(text)") }

func week(_ text: String) throws -> ISOWeek { try #require(ISOWeek(text), "\(text)") }

/// Reads `2026-10-26T09:00`.
func local(_ text: String) throws -> LocalDateTime {
    let parts = text.split(separator: "T").map(String.init)
    return LocalDateTime(try date(parts[0]), try #require(LocalTime(parts[1])))
}

func weekTime(_ text: String) throws -> WeekTime { try #require(WeekTime(text), "\(text)") }

func span(_ text: String) throws -> DateSpan { try #require(DateSpan(text), "\(text)") }

/// A schedule as a team's file would write it.
func schedule(
    _ ask: String, every cadence: CheckInSchedule.Cadence = .weeks(1), starting: String? = nil, remind: [String]? = nil, close: String? = nil,
    skip: [String] = [], paused: Bool = false, catchUp: Duration = .hours(48), askIn: CheckInSchedule.AskIn = .channel
) throws -> CheckInSchedule {
    CheckInSchedule(
        ask: try weekTime(ask), cadence: cadence, starting: try starting.map(date), remind: try remind?.map(weekTime), close: try close.map(weekTime),
        skip: try skip.map(span), isPaused: paused, catchUp: catchUp, askIn: askIn)
}

func cycle(_ start: String, _ end: String) throws -> Cycle { Cycle(name: "the cycle", start: try date(start), end: try date(end)) }

func team(_ schedule: CheckInSchedule, in zoneName: String = "Europe/Oslo", people: [Person] = [], cycle: Cycle? = nil, id: TeamID = "growth") -> Team
{
    Team(id: id, name: "Growth", channel: "growth", timeZone: zoneName, schedule: schedule, people: people, cycle: cycle)
}

func timetable(_ schedule: CheckInSchedule, in zoneName: String = "Europe/Oslo", people: [Person] = [], cycle: Cycle? = nil) throws -> Timetable {
    let team = team(schedule, in: zoneName, people: people, cycle: cycle)
    return Timetable(team: team, zone: try zone(zoneName), zones: { try? zone($0) })
}

/// Deterministic noise (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

extension DueOccurrence {
    /// `2026-W43 ask`, `2026-W43 late 3600`, `2026-W43 skip missed`.
    var summary: String {
        switch outcome {
        case .ask: "\(occurrence.id.week) ask"
        case .askLate(let missedBy): "\(occurrence.id.week) late \(missedBy.components.seconds)"
        case .skip(let reason): "\(occurrence.id.week) skip \(reason.rawValue)"
        }
    }
}
