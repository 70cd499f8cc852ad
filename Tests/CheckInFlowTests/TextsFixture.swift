import CheckInFlow
import Insights
import Model

/// One team of seven key results, one of each kind, with two objectives and three people.
struct TextsFixture {
    static let week = ISOWeek(containing: LocalDate(daysSinceEpoch: 20_749))
    static let checkInID = CheckInID(team: "growth", week: week)
    static let closes = LocalDateTime(secondsSinceEpoch: Int64(week.day(.tuesday).daysSinceEpoch) * 86400 + 17 * 3600)
    static let asked = Instant(seconds: 1_793_001_600)

    static let signups = KeyResult(
        id: "signups", title: "Weekly sign-ups", kind: .number, unit: "users", baseline: 1000, target: 2500, owner: "ana")
    static let activated = KeyResult(id: "activated", title: "Activated in a week", kind: .percent, unit: "%", baseline: 30, target: 45, owner: "ben")
    static let revenue = KeyResult(id: "mrr", title: "Monthly revenue", kind: .currency, unit: "EUR", baseline: 10_000, target: 20_000)
    static let churn = KeyResult(id: "churn", title: "Churn", kind: .percent, unit: "%", keep: .atMost(2), owner: "ben")
    static let regions = KeyResult(id: "regions", title: "Regions live", kind: .milestone, unit: "regions", target: 5, owner: "cleo")
    static let audit = KeyResult(id: "audit", title: "Audit passed", kind: .boolean, target: 1, owner: "ana")
    static let answer = KeyResult(id: "answer", title: "Time to first answer", kind: .duration, unit: "min", baseline: 29, target: 10, owner: "cleo")

    static func snapshot(locale: String = "en") -> Snapshot {
        let tour = Initiative(id: "tour", title: "Guided product tour", moves: [Move(keyResult: "signups", expect: "+300", withinDays: 42)])
        let first = Snapshot.ObjectiveState(
            id: "activation", title: "New users reach value in their first week",
            keyResults: [
                state(signups, "activation", 1, 1320, [1100, nil, 1250, 1320]), state(activated, "activation", 2, 38.5, [39, 38.5]),
            ], initiatives: [tour])
        let second = Snapshot.ObjectiveState(
            id: "growth", title: "The business carries itself",
            keyResults: [
                state(revenue, "growth", 3, 12_400, [11_000, 11_800, 12_400]), state(churn, "growth", 4, 2.4, [2.4, 2.4]),
                state(regions, "growth", 5, 2, [1, 2]), state(audit, "growth", 6, 0, [0, 0]), state(answer, "growth", 7, nil, []),
            ], initiatives: [])
        return Snapshot(
            teamName: "Growth", locale: locale, timeZone: "Europe/Oslo", channel: "growth",
            cycle: Cycle(name: "2026 Q4", start: week.monday, end: week.monday.adding(days: 60)), objectives: [first, second],
            people: [person("ana", "Ana"), person("ben", "Ben"), person("cleo", "Cleo", isAway: true)])
    }

    static func checkIn(_ state: CheckIn.State = .open, locale: String = "en") -> CheckIn {
        CheckIn(
            id: checkInID, state: state, asked: .onTime, dueAt: asked, askedAt: asked, closesAt: asked + .hours(32),
            closedAt: state == .closed ? asked + .hours(32) : nil, snapshot: snapshot(locale: locale))
    }

    private static func state(_ definition: KeyResult, _ objective: ObjectiveID, _ number: Int, _ current: Double?, _ history: [Double?])
        -> Snapshot.KeyResultState
    {
        Snapshot.KeyResultState(definition: definition, objective: objective, number: number, current: current, history: history)
    }

    private static func person(_ id: PersonID, _ name: String, isAway: Bool = false) -> Snapshot.PersonState {
        Snapshot.PersonState(id: id, name: name, chat: [:], isAway: isAway)
    }
}
