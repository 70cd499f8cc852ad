import HistoryStore
public import Model
import Scheduling

/// What a pause comes to.
public struct PauseReport: Encodable, Hashable, Sendable {
    public var team: TeamID
    /// The first day on which the team may be asked again; nil when the pause was ended.
    public var until: LocalDate?
    public var nextAsk: Instant?
    public var nextAskLocal: String?
    /// Asked before the pause, and open still.
    public var open: CheckInID?

    /// As the command prints it.
    public var text: String {
        var lines = [until.map { "\(team) is not asked before \($0)" } ?? "\(team) is asked again"]
        lines.append(nextAskLocal.map { "next ask  \($0)" } ?? "its schedule has no next ask")
        if let open { lines.append("\(open) stays open; `outcomed close \(team)` closes it now") }
        return lines.joined(separator: "\n")
    }
}

extension Operations {
    /// Skips the team's slots on dates before this one; nil ends the pause.
    public func pause(_ id: TeamID, until date: LocalDate?) async throws -> PauseReport {
        let team = try team(id)
        let now = flow.clock.now()
        let today = team.zone.local(now).date
        if let date, date <= today { throw FlowError.pauseIsOver(date, today: today) }
        try await flow.store.pause(id, until: date, at: now)
        let next = team.nextAsk(after: now, pausedUntil: date)
        return PauseReport(
            team: id, until: date, nextAsk: next, nextAskLocal: next.map { team.zone.zonedText($0) },
            open: try await flow.store.openCheckIns(team: id, withSnapshots: false).last?.id)
    }

    /// Until when teams are paused by an operator's word; those whose pause is over are left out.
    public func pauses() async throws -> [TeamID: LocalDate] {
        let now = flow.clock.now()
        let teams = flow.settings.teams
        return try await flow.store.pauses().filter { id, date in teams[id].map { $0.zone.local(now).date < date } ?? true }
    }
}

extension TeamInZone {
    /// With an operator's pause.
    func timetable(pausedUntil: LocalDate?) -> Timetable { Timetable(team: team, zone: zone, pausedUntil: pausedUntil) { zones[$0] } }

    /// Nil where nothing is asked in the next ten years, as after the cycle's end.
    func nextAsk(after now: Instant, pausedUntil: LocalDate?) -> Instant? {
        let timetable = timetable(pausedUntil: pausedUntil)
        return timetable.occurrences(from: timetable.zone.week(at: now).adding(weeks: -1)).lazy.prefix(520)
            .first { $0.askAt > now && $0.disposition == .ask }?.askAt
    }
}
