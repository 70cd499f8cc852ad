import HistoryStore
import Model

/// One team's years: each week a closed check-in, in which every key result was reported several times.
struct TeamHistory {
    static let objectives = 5
    static let keyResultsEach = 5

    var number: Int
    var weeks: Int
    /// Updates of a key result in a week; all but the last are superseded.
    var versions: Int
    var end: Instant

    private var id: TeamID { TeamID(trusted: "team\(number)") }

    private var keyResults: [KeyResultID] {
        (0..<Self.objectives * Self.keyResultsEach).map { KeyResultID(trusted: "kr-\($0)") }
    }

    /// The team's file, for the daemon to read.
    var file: String {
        var text = """
            team: team\(number)
            name: Team \(number)
            channel: room\(number)
            time_zone: Europe/Oslo
            check_in: {ask: Mon 09:00, close: Tue 17:00}
            people:
              ana: {name: Ana}
            objectives:

            """
        for objective in 0..<Self.objectives {
            text += "  - id: objective-\(objective)\n    title: What the team wants to be true, number \(objective)\n    key_results:\n"
            for keyResult in keyResults[(objective * Self.keyResultsEach)..<((objective + 1) * Self.keyResultsEach)] {
                text +=
                    "      - {id: \(keyResult), title: Number \(keyResult), kind: number, unit: users, baseline: 1000, target: 2500, owner: ana}\n"
            }
        }
        return text
    }

    /// A transaction a year.
    func write(to store: HistoryStore) async throws {
        guard let ask = WeekTime("Mon 09:00") else { return }
        let newest = ISOWeek(containing: LocalDate(daysSinceEpoch: Int(end.seconds / 86400))).adding(weeks: -1)
        let team = Team(id: id, name: "Team \(number)", channel: "room", timeZone: "Europe/Oslo", schedule: CheckInSchedule(ask: ask))
        // Known under another definition than the file's, which the first start replaces as after an upgrade.
        _ = try await store.knowTeams([team], at: end) { _ in newest }
        for year in stride(from: 0, to: weeks, by: 52) {
            let span = (year..<min(year + 52, weeks)).map { newest.adding(weeks: $0 + 1 - weeks) }
            try await store.importHistory(
                team: id, checkIns: span.map(checkIn), updates: span.flatMap(updates), messages: [], outputs: [], blockers: [])
        }
    }

    private func checkIn(_ week: ISOWeek) -> CheckIn {
        let asked = asked(week)
        return CheckIn(
            id: CheckInID(team: id, week: week), state: .closed, asked: .onTime, dueAt: asked, askedAt: asked, closesAt: asked + .hours(32),
            closedAt: asked + .hours(32))
    }

    private func asked(_ week: ISOWeek) -> Instant { Instant(seconds: Int64(week.day(.monday).daysSinceEpoch) * 86400 + 8 * 3600) }

    private func updates(_ week: ISOWeek) -> [Update] {
        var generator = SystemRandomNumberGenerator()
        return keyResults.flatMap { keyResult in
            var before: UniqueID?
            return (0..<versions).map { version in
                let saidAt = asked(week) + .minutes(version + 1)
                let isLast = version == versions - 1
                let update = Update(
                    id: .make(at: saidAt, using: &generator), team: id, keyResult: keyResult, checkIn: CheckInID(team: id, week: week),
                    value: Double(1000 + version), status: .onTrack, saidAt: saidAt, author: .person("ana"), source: .import, supersedes: before,
                    state: isLast ? .live : .superseded, reason: isLast ? nil : "said anew")
                before = update.id
                return update
            }
        }
    }
}
