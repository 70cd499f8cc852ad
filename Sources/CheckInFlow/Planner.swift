import HistoryStore
import Logging
import Model
import Scheduling

/// Keeps, for each team, up to which week it has accounted and when to look again.
actor Planner {
    private let flow: Flow
    private var cursors: [TeamID: ISOWeek] = [:]
    private var looks: [TeamID: Instant] = [:]
    /// From when a schedule counts that was changed since it was last seen.
    private var effective: [TeamID: Instant] = [:]
    private var isReady = false

    init(_ flow: Flow) { self.flow = flow }

    /// The earliest instant at which some team has something due.
    var nextLook: Instant? { looks.values.min() }

    /// The team that comes next after now, and when; also while teams wait for the next pass to look into them, as after a reload.
    func nextTeam(after now: Instant) async -> (team: TeamID, at: Instant)? {
        var next: (team: TeamID, at: Instant)?
        for (id, instant) in looks {
            guard let at = instant > now ? instant : await lookAhead(id, at: now) else { continue }
            if next.map({ (at, id) < ($0.at, $0.team) }) ?? true { next = (id, at) }
        }
        return next
    }

    /// What is due now, team by team, weeks in order.
    func due(at now: Instant) async throws -> [DueOccurrence] {
        if !isReady { try await reschedule(at: now) }
        let teams = flow.settings.teams
        var due: [DueOccurrence] = []
        for (id, instant) in looks where instant <= now {
            guard let team = teams[id] else {
                looks[id] = nil
                continue
            }
            do {
                due += try await look(into: team, at: now)
            } catch {
                lookAgain(id, at: now + .seconds(5))
                flow.log.error("schedule of a team not read", metadata: ["team": "\(id)", "error": "\(error)"])
            }
        }
        return due.sorted { ($0.occurrence.askAt, $0.occurrence.id) < ($1.occurrence.askAt, $1.occurrence.id) }
    }

    /// Learns the teams of the settings in force, and looks into each of them at the next pass.
    func reschedule(at now: Instant) async throws {
        let teams = flow.settings.teams
        // Until all of it is read, the next pass tries again.
        isReady = false
        for team in teams.values {
            let known = try await flow.store.definition(of: team.team.id)
            let isSame = known.map { $0.schedule == team.team.schedule && $0.cycle == team.team.cycle && $0.timeZone == team.team.timeZone } ?? false
            if !isSame { effective[team.team.id] = now }
        }
        cursors = try await flow.store.knowTeams(teams.values.map(\.team).sorted { $0.id < $1.id }, at: now) { id in
            teams[id].map { Self.firstCursor(of: $0, at: now) } ?? ISOWeek(containing: LocalDate(daysSinceEpoch: 0))
        }
        looks = teams.mapValues { _ in now }
        isReady = true
    }

    /// One team's trouble is its own: it is looked into again, and holds up no other.
    func lookAgain(_ team: TeamID, at instant: Instant) { looks[team] = instant }

    func account(for due: DueOccurrence, skipped reason: SkipReason, at now: Instant) async throws {
        let occurrence = due.occurrence
        let row = CheckIn(id: occurrence.id, state: .skipped, skipReason: reason, dueAt: occurrence.askAt, closesAt: occurrence.closesAt)
        try await flow.store.skip([row], cursor: occurrence.id.week, at: now)
        cursors[occurrence.id.team] = max(cursors[occurrence.id.team] ?? occurrence.id.week, occurrence.id.week)
        flow.metrics.skipped(reason)
        flow.log.info("check-in skipped", metadata: ["check_in": "\(occurrence.id)", "reason": "\(reason.rawValue)"])
    }

    func account(for due: DueOccurrence, fired: FireResult) {
        let id = due.occurrence.id
        cursors[id.team] = max(cursors[id.team] ?? id.week, id.week)
        switch fired {
        case .fired:
            flow.metrics.asked(late: due.outcome != .ask)
            flow.log.info("check-in asked", metadata: ["check_in": "\(id)", "late": "\(due.outcome != .ask)"])
        case .alreadyFired: flow.log.info("check-in was asked already", metadata: ["check_in": "\(id)"])
        }
    }

    private func look(into team: TeamInZone, at now: Instant) async throws -> [DueOccurrence] {
        guard let (due, nextLook) = try await outlook(of: team, at: now) else { return [] }
        looks[team.team.id] = nextLook
        return due
    }

    /// When the team is looked into again after what is due now; nil where that cannot be told.
    private func lookAhead(_ id: TeamID, at now: Instant) async -> Instant? {
        guard let team = flow.settings.teams[id] else { return nil }
        return try? await outlook(of: team, at: now)?.nextLook
    }

    /// What is due of a team, and when there will be something again; nil for a team that is not known yet.
    private func outlook(of team: TeamInZone, at now: Instant) async throws -> (due: [DueOccurrence], nextLook: Instant?)? {
        let id = team.team.id
        guard let cursor = cursors[id] else { return nil }
        let taken = try await flow.store.weeksTaken(team: id, from: cursor)
        // Read anew at each slot, so that a pause holds from when it is said.
        let timetable = team.timetable(pausedUntil: try await flow.store.pausedUntil(id))
        return timetable.due(after: cursor, taken: taken, now: now, effectiveFrom: effective[id])
    }

    /// A team that is seen for the first time is not asked for a slot that has passed.
    private static func firstCursor(of team: TeamInZone, at now: Instant) -> ISOWeek {
        let week = ISOWeek(containing: team.zone.local(now).date)
        guard let slot = team.timetable.occurrence(in: week), slot.askAt > now else { return week }
        return week.adding(weeks: -1)
    }
}
