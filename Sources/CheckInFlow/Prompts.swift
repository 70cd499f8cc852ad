import ChatPlatforms
import HistoryStore
import Insights
import Model
import Scheduling

/// Opens check-ins: from a due occurrence to a firing with its snapshot and prompt.
struct Prompts: Sendable {
    let flow: Flow

    func fire(_ due: DueOccurrence, at now: Instant) async throws -> FireResult {
        let settings = flow.settings
        guard let team = settings.teams[due.occurrence.id.team] else { return .alreadyFired }
        var checkIn = CheckIn(
            id: due.occurrence.id, state: .open, asked: .onTime, dueAt: due.occurrence.askAt, askedAt: now, remindAt: due.occurrence.remindAt,
            closesAt: due.occurrence.closesAt)
        checkIn.snapshot = try await snapshot(of: team.team, for: checkIn.id, at: now)
        var wording = Wording(closes: team.zone.local(checkIn.closesAt), isClosing: due.occurrence.isClosing)
        if case .askLate(let missedBy) = due.outcome {
            checkIn.asked = .late
            wording.missedBy = missedBy
        }
        let drafts = try await drafts(&checkIn, wording, due.occurrence.personal, at: now, isLate: checkIn.asked == .late)
        if checkIn.asked == .late { checkIn.remindAt.removeAll { $0 <= now } }
        return try await flow.store.fire(Firing(checkIn: checkIn, drafts: drafts, cursor: checkIn.id.week, at: now))
    }

    /// Opens the current week's check-in by hand.
    func fireByHand(_ team: TeamInZone, at now: Instant) async throws -> (CheckInID, FireResult) {
        let week = ISOWeek(containing: team.zone.local(now).date)
        let occurrence = team.timetable.askNow(week: week, now: now)
        var checkIn = CheckIn(
            id: occurrence.id, state: .open, asked: .onTime, dueAt: now, askedAt: now, remindAt: occurrence.remindAt.filter { $0 > now },
            closesAt: occurrence.closesAt)
        checkIn.snapshot = try await snapshot(of: team.team, for: checkIn.id, at: now)
        let wording = Wording(closes: team.zone.local(checkIn.closesAt), isClosing: occurrence.isClosing)
        let drafts = try await drafts(&checkIn, wording, occurrence.personal, at: now, isLate: true)
        let firing = Firing(checkIn: checkIn, drafts: drafts, cursor: week, at: now, opensSkipped: true)
        return (checkIn.id, try await flow.store.fire(firing))
    }

    /// The prompt of a check-in that was asked before, for sending it anew.
    func promptAgain(_ checkIn: CheckIn, at now: Instant) async throws -> [OutboxDraft] {
        var checkIn = checkIn
        let zone = flow.settings.teams[checkIn.id.team]?.zone
        let everybody = (checkIn.snapshot?.people ?? []).filter { !$0.isAway }.map { PersonalTimes(person: $0.id, askAt: now, remindAt: []) }
        return try await drafts(&checkIn, Wording(closes: zone?.local(checkIn.closesAt)), everybody, at: now, isLate: true)
    }

    /// What a prompt says beside the numbers.
    private struct Wording {
        var closes: LocalDateTime?
        /// Asked late, and by how much.
        var missedBy: Duration?
        var isClosing = false
        var hearing = Hearing.plainly

        func content(_ checkIn: CheckIn, person: PersonID? = nil) -> PromptContent {
            PromptContent(
                checkIn: checkIn, closes: closes, lateReason: missedBy == nil ? nil : "outcomed was not running at the time", missedBy: missedBy,
                isClosing: isClosing, person: person, hearing: hearing)
        }
    }

    /// One prompt in the channel; where people are asked directly, one for each owner who can be reached, at their own time, and one in the channel only
    /// if some owner cannot.
    private func drafts(
        _ checkIn: inout CheckIn, _ wording: Wording, _ personal: [PersonalTimes], at now: Instant, isLate: Bool
    ) async throws -> [OutboxDraft] {
        let settings = flow.settings
        guard let snapshot = checkIn.snapshot, let channel = settings.channels[snapshot.channel] else {
            throw FlowError.unknownChannel(checkIn.snapshot?.channel ?? "unknown")
        }
        var wording = wording
        wording.hearing = settings.platforms[channel.account]?.capabilities.hearing ?? .never
        let direct = try await DirectPlaces(flow: flow).conversations(of: snapshot.people, team: checkIn.id.team, channel: channel)
        let owners = Set(snapshot.keyResults.compactMap(\.definition.owner))
        let asked = personal.filter { owners.contains($0.person) && direct?[$0.person] != nil }
        guard let places = direct, !asked.isEmpty else { return try promptDrafts(checkIn, wording.content(checkIn), at: now, isLate: isLate) }
        let isEverybodyAsked = personal.filter { owners.contains($0.person) }.count == asked.count
        var drafts = isEverybodyAsked ? [] : try promptDrafts(checkIn, wording.content(checkIn), at: now, isLate: isLate)
        for times in asked {
            for part in try promptDrafts(checkIn, wording.content(checkIn, person: times.person), at: now, isLate: isLate) {
                var draft = part
                draft.conversation = places[times.person] ?? draft.conversation
                draft.notBefore = max(draft.notBefore, times.askAt)
                drafts.append(draft)
            }
        }
        let own = asked.flatMap(\.remindAt)
        if !own.isEmpty { checkIn.remindAt = Set(own + (isEverybodyAsked ? [] : checkIn.remindAt)).sorted() }
        return drafts
    }

    /// What the check-in is about: the team's definition with the numbers as they stand.
    func snapshot(of team: Team, for id: CheckInID, at now: Instant) async throws -> Snapshot {
        let settings = flow.settings
        let current = try await flow.store.current(team: team.id, asOf: nil)
        let statuses = try await flow.store.latestStatus(team: team.id)
        let history = try await flow.store.valueHistory(team: team.id, weeks: 8, before: id.week)
        let zone = settings.teams[team.id]?.zone
        var number = 0
        let objectives = team.objectives.map { objective in
            Snapshot.ObjectiveState(
                id: objective.id, title: objective.title,
                keyResults: objective.keyResults.map { keyResult in
                    number += 1
                    return Snapshot.KeyResultState(
                        definition: keyResult, objective: objective.id, number: number, current: current[keyResult.id]?.value,
                        status: statuses[keyResult.id]?.status, history: history[keyResult.id] ?? [])
                },
                initiatives: objective.initiatives)
        }
        let people = team.people.map { person in
            Snapshot.PersonState(
                id: person.id, name: person.name, chat: person.chat,
                isAway: zone.map { isAway(person, at: now, teamZone: $0, zones: { settings.zones[$0] }) } ?? false)
        }
        return Snapshot(
            teamName: team.name, locale: team.locale, timeZone: team.timeZone, channel: team.channel, cycle: team.cycle, objectives: objectives,
            people: people)
    }

    private func promptDrafts(_ checkIn: CheckIn, _ content: PromptContent, at now: Instant, isLate: Bool) throws -> [OutboxDraft] {
        let settings = flow.settings
        guard let snapshot = checkIn.snapshot, let channel = settings.channels[snapshot.channel] else {
            throw FlowError.unknownChannel(checkIn.snapshot?.channel ?? "unknown")
        }
        let hosted = settings.platforms[channel.account]?.capabilities.hosted ?? false
        let delay = hosted && !isLate ? Jitter.delay(team: checkIn.id.team, week: checkIn.id.week) : .zero
        let draft = OutboxDraft(
            id: flow.clock.makeID(), kind: .prompt, account: channel.account, conversation: channel.conversation,
            text: settings.texts.prompt(content),
            checkIn: checkIn.id, createdAt: now, notBefore: max(now, checkIn.dueAt + delay), expiresAt: checkIn.closesAt)
        return flow.parts(of: draft)
    }
}
