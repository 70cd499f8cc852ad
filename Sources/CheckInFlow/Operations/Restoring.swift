public import HistoryStore
public import Model
import Scheduling

/// What a restore came to.
public struct RestoreReport: Encodable, Hashable, Sendable {
    public var store: String
    /// Where the store that stood there is now; nil when there was none.
    public var keptOld: String?
    public var resumption: Resumption

    /// As the command prints it.
    public var text: String {
        var lines = ["restored \(store)" + (resumption.backupAt.map { ", as it was at \($0)" } ?? "")]
        if let keptOld { lines.append("the store that stood there is kept as \(keptOld)") }
        if resumption.messagesCancelled > 0 {
            lines.append("\(resumption.messagesCancelled) messages that waited to leave are cancelled: nothing old is sent again")
        }
        lines += resumption.closed.map { "\($0) is closed without a digest; `outcomed digest \($0.team) --week \($0.week)` prints it" }
        lines += resumption.skipped.map { "\($0) counts as missed" }
        if let newest = resumption.skipped.last { lines.append("to ask in this week again: `outcomed ask \(newest.team)`, once the daemon runs") }
        if resumption.repliesWaiting > 0 { lines.append("\(resumption.repliesWaiting) replies wait to be read, which the daemon does first") }
        return lines.joined(separator: "\n")
    }
}

/// Puts a backup in the place of a store, in such a way that nothing is sent, asked or closed a second time.
///
/// The caller holds the store's lock.
public func restore(_ backup: String, to path: String, teams: [TeamInZone], at now: Instant) async throws -> RestoreReport {
    let store = try await HistoryStore.prepareRestore(of: backup, beside: path, at: now)
    let resumption: Resumption
    do {
        var skips: [CheckIn] = []
        for team in teams.sorted(by: { $0.team.id < $1.team.id }) { skips += try await passedWeeks(of: team, in: store, at: now) }
        resumption = try await store.resume(skipping: skips, at: now)
    } catch {
        await store.close()
        HistoryStore.abandonRestore(at: path)
        throw error
    }
    await store.close()
    let kept = try await HistoryStore.finishRestore(at: path, now: now)
    return RestoreReport(store: path, keptOld: kept, resumption: resumption)
}

/// Slots up to now that the backup does not know. Whether they were asked cannot be told: a second prompt does more harm than none.
private func passedWeeks(of team: TeamInZone, in store: HistoryStore, at now: Instant) async throws -> [CheckIn] {
    guard let cursor = try await store.cursor(of: team.team.id) else { return [] }
    let taken = try await store.weeksTaken(team: team.team.id, from: cursor)
    let timetable = team.timetable(pausedUntil: try await store.pausedUntil(team.team.id))
    return timetable.occurrences(from: cursor.adding(weeks: 1)).prefix { $0.askAt <= now }.filter { !taken.contains($0.id.week) }.map { occurrence in
        let reason: SkipReason = if case .skip(let reason) = occurrence.disposition { reason } else { .missed }
        return CheckIn(id: occurrence.id, state: .skipped, skipReason: reason, dueAt: occurrence.askAt, closesAt: occurrence.closesAt)
    }
}
