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
        let drafts = try await drafts(state, reminder: newest, at: now)
        _ = try await flow.store.remind(checkIn.id, reminder: newest, drafts: drafts, at: now)
    }

    private func drafts(_ state: CheckInState, reminder: Int, at now: Instant) async throws -> [OutboxDraft] {
        let facts = try await flow.facts(state)
        let missing = missingPeople(
            snapshot: state.snapshot, updates: facts.updates, skips: facts.skips, questions: facts.questions, promptDelivered: facts.promptDelivered,
            takesReplies: facts.takesReplies, reached: facts.reached
        ).filter { !isAwayNow($0.0, of: state.checkIn.id.team, at: now) && isTheirs(reminder, $0.0, of: state.checkIn) }
        guard !missing.isEmpty, let channel = flow.settings.channels[state.snapshot.channel] else { return [] }
        let places = try await DirectPlaces(flow: flow).conversations(of: state.snapshot.people, team: state.checkIn.id.team, channel: channel)
        // Where the channel was asked as a whole, it is reminded as a whole.
        let own: [PersonID: String] = facts.reached == nil ? [:] : places ?? [:]
        let together = missing.filter { own[$0.0] == nil }
        var drafts = try await together.isEmpty ? [] : [draft(state, together, reminder: reminder, channel, at: now)]
        for person in missing {
            guard let place = own[person.0] else { continue }
            drafts.append(directDraft(state, person, in: place, reminder: reminder, channel, at: now))
        }
        return drafts
    }

    private func draft(
        _ state: CheckInState, _ missing: [(PersonID, [KeyResultID])], reminder: Int, _ channel: ChannelSettings, at now: Instant
    ) async throws -> OutboxDraft {
        let prompt = try await flow.store.outboxRows(checkIn: state.checkIn.id).last {
            $0.kind == .prompt && $0.state == .delivered && $0.conversation == channel.conversation
        }?.id
        return OutboxDraft(
            id: flow.clock.makeID(), kind: .reminder, account: channel.account, conversation: channel.conversation,
            thread: prompt.map { .under($0) } ?? .none, text: flow.settings.texts.reminder(content(state, missing)),
            mentions: missing.compactMap { state.snapshot.person($0.0)?.chat[channel.account] }, checkIn: state.checkIn.id, createdAt: now,
            notBefore: now, expiresAt: next(after: reminder, of: state.checkIn))
    }

    private func directDraft(
        _ state: CheckInState, _ person: (PersonID, [KeyResultID]), in place: String, reminder: Int, _ channel: ChannelSettings, at now: Instant
    ) -> OutboxDraft {
        OutboxDraft(
            id: flow.clock.makeID(), kind: .reminder, account: channel.account, conversation: place,
            text: flow.settings.texts.reminder(content(state, [person], isDirect: true)), checkIn: state.checkIn.id, createdAt: now, notBefore: now,
            expiresAt: next(after: reminder, of: state.checkIn))
    }

    private func content(_ state: CheckInState, _ missing: [(PersonID, [KeyResultID])], isDirect: Bool = false) -> ReminderContent {
        let zone = flow.settings.teams[state.checkIn.id.team]?.zone
        return ReminderContent(
            checkIn: state.checkIn.id, snapshot: state.snapshot, missing: missing, closes: zone?.local(state.checkIn.closesAt), isDirect: isDirect)
    }

    private func next(after reminder: Int, of checkIn: CheckIn) -> Instant {
        checkIn.remindAt.dropFirst(reminder + 1).first ?? checkIn.closesAt
    }

    /// With people asked at their own times, a reminder is for those whose clock shows its time; one that the schedule does not know any more, or that
    /// follows an ask by hand, is for all.
    private func isTheirs(_ reminder: Int, _ person: PersonID, of checkIn: CheckIn) -> Bool {
        let occurrence = flow.settings.teams[checkIn.id.team]?.timetable.occurrence(in: checkIn.id.week)
        guard let personal = occurrence?.personal, personal.contains(where: { $0.remindAt.contains(checkIn.remindAt[reminder]) }) else { return true }
        guard let own = personal.first(where: { $0.person == person }) else { return true }
        return own.remindAt.contains(checkIn.remindAt[reminder])
    }

    /// Who has gone away since the prompt is not reminded either.
    private func isAwayNow(_ id: PersonID, of team: TeamID, at now: Instant) -> Bool {
        let settings = flow.settings
        guard let team = settings.teams[team], let person = team.team.people.first(where: { $0.id == id }) else { return false }
        return isAway(person, at: now, teamZone: team.zone, zones: { settings.zones[$0] })
    }
}
