import HistoryStore
import Insights
import Model
import Scheduling

/// Reminds those who are missing, in the prompt's thread; nobody is reminded when nobody is missing.
struct Reminders: Sendable {
    let flow: Flow

    func remind(_ checkIn: CheckIn, at now: Instant) async throws {
        guard checkIn.remindAt.contains(where: { $0 <= now }) else { return }
        let done = try await flow.store.remindersDone(checkIn.id)
        let due = checkIn.remindAt.indices.filter { checkIn.remindAt[$0] <= now && !done.contains($0) }
        // After a downtime several may have passed: one reminder is enough.
        guard let newest = due.last, let state = try await CheckInState.read(checkIn.id, from: flow.store) else { return }
        for passed in due.dropLast() { _ = try await flow.store.remind(checkIn.id, reminder: passed, drafts: [], at: now) }
        let drafts = try await draft(state, reminder: newest, at: now).map { [$0] } ?? []
        _ = try await flow.store.remind(checkIn.id, reminder: newest, drafts: drafts, at: now)
    }

    private func draft(_ state: CheckInState, reminder: Int, at now: Instant) async throws -> OutboxDraft? {
        let facts = try await flow.facts(state)
        let missing = missingPeople(
            snapshot: state.snapshot, updates: facts.updates, skips: facts.skips, questions: facts.questions, promptDelivered: facts.promptDelivered,
            takesReplies: facts.takesReplies, reached: facts.reached
        ).filter { !isAwayNow($0.0, of: state.checkIn.id.team, at: now) }
        let settings = flow.settings
        guard !missing.isEmpty, let channel = settings.channels[state.snapshot.channel] else { return nil }
        let zone = settings.teams[state.checkIn.id.team]?.zone
        let content = ReminderContent(
            checkIn: state.checkIn.id, snapshot: state.snapshot, missing: missing, closes: zone?.local(state.checkIn.closesAt))
        let next = state.checkIn.remindAt.dropFirst(reminder + 1).first ?? state.checkIn.closesAt
        let prompt = try await flow.store.outboxRows(checkIn: state.checkIn.id).last { $0.kind == .prompt && $0.state == .delivered }?.id
        return OutboxDraft(
            id: flow.clock.makeID(), kind: .reminder, account: channel.account, conversation: channel.conversation,
            thread: prompt.map { .under($0) } ?? .none, text: settings.texts.reminder(content),
            mentions: missing.compactMap { state.snapshot.person($0.0)?.chat[channel.account] }, checkIn: state.checkIn.id, createdAt: now,
            notBefore: now, expiresAt: next)
    }

    /// Who has gone away since the prompt is not reminded either.
    private func isAwayNow(_ id: PersonID, of team: TeamID, at now: Instant) -> Bool {
        let settings = flow.settings
        guard let team = settings.teams[team], let person = team.team.people.first(where: { $0.id == id }) else { return false }
        return isAway(person, at: now, teamZone: team.zone, zones: { settings.zones[$0] })
    }
}
