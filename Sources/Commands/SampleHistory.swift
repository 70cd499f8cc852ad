import CheckInFlow
import HistoryStore
import Insights
import Model
import Scheduling

/// Eight weeks of made-up answers for a team, marked as sample, so that the first prompt has something to compare with.
struct SampleHistory {
    static let weeks = 8

    var team: Team
    var zone: ZoneRules
    var account: AccountID
    var conversation: String
    var clock: FlowClock

    /// The check-ins, oldest first, with what was said in them.
    func write(to store: HistoryStore) async throws {
        let now = clock.now()
        let thisWeek = ISOWeek(containing: zone.local(now).date)
        var checkIns: [CheckIn] = []
        var messages: [Message] = []
        var updates: [Update] = []
        for step in 0..<Self.weeks {
            let week = thisWeek.adding(weeks: step - Self.weeks)
            let asked = zone.instant(LocalDateTime(week.day(team.schedule.ask.weekday), team.schedule.ask.time))
            let checkIn = checkIn(week, asked: asked, values: step == 0 ? [:] : values(step - 1))
            checkIns.append(checkIn)
            for (index, keyResult) in team.keyResults.enumerated() {
                guard let value = values(step)[keyResult.id] else { continue }
                let message = message(keyResult, value, checkIn, at: asked + .minutes(11 * (index + 1)), step: step)
                messages.append(message)
                updates.append(update(keyResult, value, message, checkIn, step: step))
            }
        }
        try await store.importHistory(team: team.id, checkIns: checkIns, updates: updates, messages: messages, outputs: [], blockers: [])
    }

    private func checkIn(_ week: ISOWeek, asked: Instant, values: [KeyResultID: Double]) -> CheckIn {
        let closes = asked + .hours(32)
        var number = 0
        let objectives = team.objectives.map { objective in
            Snapshot.ObjectiveState(
                id: objective.id, title: objective.title,
                keyResults: objective.keyResults.map { keyResult in
                    number += 1
                    return Snapshot.KeyResultState(definition: keyResult, objective: objective.id, number: number, current: values[keyResult.id])
                },
                initiatives: objective.initiatives)
        }
        let people = team.people.map { Snapshot.PersonState(id: $0.id, name: $0.name, chat: $0.chat, isAway: false) }
        let snapshot = Snapshot(
            teamName: team.name, locale: team.locale, timeZone: team.timeZone, channel: team.channel, cycle: team.cycle, objectives: objectives,
            people: people)
        return CheckIn(
            id: CheckInID(team: team.id, week: week), state: .closed, asked: .onTime, dueAt: asked, askedAt: asked, closesAt: closes,
            closedAt: closes,
            snapshot: snapshot)
    }

    /// From the baseline about halfway to the target in eight weeks, with a slow week now and then; the same at every run.
    private func values(_ step: Int) -> [KeyResultID: Double] {
        var values: [KeyResultID: Double] = [:]
        for (index, keyResult) in team.keyResults.enumerated() {
            guard let target = keyResult.target ?? bound(keyResult.keep) else { continue }
            let baseline = keyResult.baseline ?? 0
            let wave = [0.0, 0.03, -0.02, 0.04, 0.0, -0.02, 0.01, 0.05][(step + 3 * index) % 8]
            let share = min(max(Double(step + 1) / Double(Self.weeks) * (0.21 + 0.05 * Double(index % 3)) + wave, 0), 0.9)
            values[keyResult.id] = rounded(baseline + (target - baseline) * share, keyResult)
        }
        return values
    }

    private func bound(_ keep: Keep?) -> Double? {
        switch keep {
        case .atLeast(let bound), .atMost(let bound), .between(let bound, _): bound
        case nil: nil
        }
    }

    private func rounded(_ value: Double, _ keyResult: KeyResult) -> Double {
        switch keyResult.kind {
        case .boolean: 0
        case .milestone: value.rounded(.down)
        case .percent: (value * 10).rounded() / 10
        case .number, .currency, .duration: abs(value) >= 100 ? (value / 10).rounded() * 10 : (value * 2).rounded() / 2
        }
    }

    private func message(_ keyResult: KeyResult, _ value: Double, _ checkIn: CheckIn, at instant: Instant, step: Int) -> Message {
        let words = "\(keyResult.title) \(formatValue(value, of: keyResult, locale: team.locale))"
        return Message(
            id: clock.makeID(), account: account, conversation: conversation, platformID: "sample-\(checkIn.id.week)-\(keyResult.id)", version: "0",
            thread: nil, checkIn: checkIn.id, author: author(keyResult), text: words, markup: .plain, sentAt: instant)
    }

    private func update(_ keyResult: KeyResult, _ value: Double, _ message: Message, _ checkIn: CheckIn, step: Int) -> Update {
        Update(
            id: clock.makeID(), team: team.id, keyResult: keyResult.id, checkIn: checkIn.id, value: value, status: step % 4 == 2 ? .atRisk : .onTrack,
            saidAt: message.sentAt, author: message.author, source: .sample,
            evidence: Evidence(message: message.id, start: 0, end: message.text.utf8.count))
    }

    private func author(_ keyResult: KeyResult) -> Author {
        .person(keyResult.owner ?? team.people.first?.id ?? "sample")
    }
}
