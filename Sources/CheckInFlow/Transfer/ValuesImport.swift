public import HistoryStore
public import Model
import Scheduling

/// Turns another tracker's table of values into records of the history.
///
/// Each row becomes a message, so that every value keeps the words it came from. The same row gives the same ids: importing a file twice changes nothing.
public struct ValuesImport: Sendable {
    /// What to make of the table.
    public struct Options: Sendable {
        /// `date=Week` pairs.
        public var map: [String]
        public var dates: DateOrder
        /// Who said it, where no column tells.
        public var author: PersonID?

        public init(map: [String] = [], dates: DateOrder = .iso, author: PersonID? = nil) {
            self.map = map
            self.dates = dates
            self.author = author
        }
    }

    /// Why a row cannot be taken, or the whole table.
    public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// Counted from 1; nil where it is no row's.
        public var line: Int?
        public var sentence: String

        public var description: String { (line.map { "line \($0): " } ?? "") + sentence }
    }

    /// All that is wrong with the table, at once.
    public struct Problems: Error, Sendable, CustomStringConvertible {
        public var all: [Problem]

        public var description: String { all.map(\.description).joined(separator: "\n") }
    }

    /// The account that imported rows stand under.
    public static let account: AccountID = "import"

    let team: TeamInZone
    let options: Options
    let now: Instant
    /// Check-ins that the store has, and up to which week the team is accounted for; nil for a team never seen.
    let taken: Set<ISOWeek>
    let cursor: ISOWeek?

    public init(team: TeamInZone, options: Options, store: HistoryStore, at now: Instant) async throws {
        self.team = team
        self.options = options
        self.now = now
        cursor = try await store.cursor(of: team.team.id)
        taken = try await store.weeksTaken(team: team.team.id, from: ISOWeek(containing: LocalDate(daysSinceEpoch: 0)))
    }

    public func records(of csv: [UInt8]) throws(Problems) -> [HistoryRecord] {
        guard String(validating: csv, as: UTF8.self) != nil else {
            throw Problems(all: [Problem(sentence: "the table is not UTF-8; convert it first, as with iconv -t UTF-8")])
        }
        guard let table = CSVTable(csv) else { throw Problems(all: [Problem(sentence: "the table is empty")]) }
        let map: ColumnMap
        do throws(ColumnMap.Problem) {
            map = try ColumnMap(options.map, header: table.header, keyResults: team.team.keyResults)
        } catch {
            throw Problems(all: [Problem(sentence: error.description)])
        }
        var reader = RowsReader(source: self, map: map)
        for row in table.rows { reader.read(row) }
        guard reader.problems.isEmpty else { throw Problems(all: reader.problems) }
        return [.team(TeamRecord(team: team.team.id, cursor: lastWeek))] + checkIns(reader.weeks) + reader.records
    }

    /// The newest week that may get a check-in by an import: a later one is still to be asked.
    var lastWeek: ISOWeek {
        if let cursor { return cursor }
        let week = ISOWeek(containing: team.zone.local(now).date)
        guard let slot = team.timetable.occurrence(in: week), slot.askAt > now else { return week }
        return week.adding(weeks: -1)
    }

    /// Closed ones for the weeks that have none.
    private func checkIns(_ weeks: Set<ISOWeek>) -> [HistoryRecord] {
        weeks.subtracting(taken).sorted().map { week in
            let asked = team.zone.instant(LocalDateTime(week.day(team.team.schedule.ask.weekday), team.team.schedule.ask.time))
            let closes = asked + .hours(32)
            let checkIn = CheckIn(
                id: CheckInID(team: team.team.id, week: week), state: .closed, asked: .onTime, dueAt: asked, askedAt: asked, closesAt: closes,
                closedAt: closes, snapshot: snapshot)
            return .checkIn(CheckInRecord(checkIn))
        }
    }

    /// The team as it is defined now: what it was then, nobody can tell.
    private var snapshot: Snapshot {
        let team = team.team
        var number = 0
        let objectives = team.objectives.map { objective in
            Snapshot.ObjectiveState(
                id: objective.id, title: objective.title,
                keyResults: objective.keyResults.map { keyResult in
                    number += 1
                    return Snapshot.KeyResultState(definition: keyResult, objective: objective.id, number: number, current: nil)
                },
                initiatives: objective.initiatives)
        }
        return Snapshot(
            teamName: team.name, locale: team.locale, timeZone: team.timeZone, channel: team.channel, cycle: team.cycle, objectives: objectives,
            people: team.people.map { Snapshot.PersonState(id: $0.id, name: $0.name, chat: $0.chat, isAway: false) })
    }
}
