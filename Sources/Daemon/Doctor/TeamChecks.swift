import CheckInFlow
import HistoryStore
import Model
import Scheduling

extension Doctor {
    /// Its newest check-in, whether its prompt arrived, and when the next one is.
    func checkIns(of team: Team, in store: HistoryStore) async throws(StoreError) -> Finding {
        let subject = "team \(team.id)"
        let next = try await nextAsk(of: team, in: store)
        let upcoming = next.map { "next prompt \($0)" } ?? "no further prompt"
        guard let newest = try await store.newestCheckIn(team: team.id) else {
            guard next != nil else { return withoutFuture(subject, "never asked, and \(upcoming)") }
            return .well(subject, "not asked yet; \(upcoming)")
        }
        let told = "\(newest.id.week) \(newest.state.rawValue)\(newest.skipReason.map { " (\($0.rawValue))" } ?? "")"
        if newest.state == .open, newest.closesAt < options.now - .hours(1) {
            return .trouble(subject, "\(told), though it was to close at \(newest.closesAt)", "systemctl status outcomed; a running daemon closes it")
        }
        if newest.state == .open, try await store.deliveryOfPrompt(checkIn: newest.id) == .dead {
            return .trouble(
                subject, "\(told), but its prompt could not be delivered", "outcomed trace \(newest.id); then `outcomed ask \(team.id) --again`")
        }
        guard next != nil else { return withoutFuture(subject, "\(told); \(upcoming)") }
        return .well(subject, "\(told); \(upcoming)")
    }

    private func withoutFuture(_ subject: String, _ sentence: String) -> Finding {
        .note(subject, sentence, "its cycle is over or it is paused: see `cycle` and `check_in` in its file")
    }

    private func nextAsk(of team: Team, in store: HistoryStore) async throws(StoreError) -> String? {
        let zones = ZoneDirectory.system(environment: options.environment)
        guard let zone = try? zones.load(team.timeZone) else { return nil }
        let timetable = Timetable(team: team, zone: zone, pausedUntil: try await store.pausedUntil(team.id), zones: { try? zones.load($0) })
        // Weeks that are skipped come first; who skips all of the next four years is not asked.
        let events = upcomingEvents(timetables: [timetable], from: options.now, count: 200)
        return events.first { $0.event == .ask }.map { localWords($0.at, zone) }
    }
}
