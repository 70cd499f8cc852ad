import Insights
import Model

/// A check-in of four key results: Ana's, Ben's, Cleo's who is away, and nobody's.
enum Fixture {
    static let id = CheckInID(team: "growth", week: ISOWeek(containing: LocalDate(daysSinceEpoch: 20_749)))
    static let asked = Instant(seconds: 1_793_001_600)

    static var snapshot: Snapshot {
        let tour = Initiative(id: "tour", title: "Tour", moves: [Move(keyResult: "signups")])
        let states = [state("signups", 1, 1320, "ana"), state("churn", 2, 2.4, "ben"), state("nps", 3, 40, "cleo"), state("cost", 4, nil, nil)]
        return Snapshot(
            teamName: "Growth", locale: "en", timeZone: "Europe/Oslo", channel: "growth", cycle: nil,
            objectives: [Snapshot.ObjectiveState(id: "o", title: "O", keyResults: states, initiatives: [tour])],
            people: [person("ana"), person("ben"), person("cleo", isAway: true)])
    }

    static func state(_ id: KeyResultID, _ number: Int, _ current: Double?, _ owner: PersonID?) -> Snapshot.KeyResultState {
        let baseline: Double = id == "churn" ? 5 : 1000
        let definition = KeyResult(id: id, title: id.rawValue, kind: .number, baseline: baseline, target: id == "churn" ? 1 : 2500, owner: owner)
        return Snapshot.KeyResultState(definition: definition, objective: "o", number: number, current: current, history: [current])
    }

    static func person(_ id: PersonID, isAway: Bool = false) -> Snapshot.PersonState {
        Snapshot.PersonState(id: id, name: id.rawValue.capitalizedFirst, chat: [:], isAway: isAway)
    }

    static func facts(
        _ updates: [Update] = [], outputs: [Output] = [], skips: [Skip] = [], questions: [Question] = [], delivered: Bool = true,
        takesReplies: Bool = true,
        silent: Int = 0, still: Int = 0
    ) -> CheckInFacts {
        let checkIn = CheckIn(
            id: id, state: .closed, dueAt: asked, askedAt: asked, closesAt: asked + .hours(32), closedAt: asked + .hours(32), snapshot: snapshot)
        return CheckInFacts(
            checkIn: checkIn, updates: updates, outputs: outputs, skips: skips, questions: questions, promptDelivered: delivered,
            takesReplies: takesReplies, weeksWithoutAnswer: silent, weeksOfOutputWithoutMovement: still)
    }

    static func update(
        _ keyResult: KeyResultID, _ value: Double?, _ status: Status? = nil, by author: PersonID = "ana", at minute: Int = 1, late: Bool = false,
        state: Update.State = .live
    ) -> Update {
        Update(
            id: UniqueID(high: 1, low: UInt64(minute)), team: "growth", keyResult: keyResult, checkIn: id, value: value, status: status,
            saidAt: asked + .minutes(minute), author: .person(author), source: .reply, late: late, state: state)
    }

    static func output(_ initiative: InitiativeID? = nil, state: Update.State = .live) -> Output {
        Output(
            id: UniqueID(high: 2, low: 1), checkIn: id, initiative: initiative, author: .person("ana"), saidAt: asked + .minutes(5),
            evidence: Evidence(message: UniqueID(high: 3, low: 1), start: 0, end: 4, text: "tour"), state: state)
    }

    static func skip(_ keyResult: KeyResultID?, by author: PersonID) -> Skip {
        Skip(
            id: UniqueID(high: 4, low: 1), checkIn: id, keyResult: keyResult, author: .person(author), saidAt: asked + .minutes(5),
            message: UniqueID(high: 3, low: 2))
    }

    static func question(_ keyResults: [KeyResultID], state: Question.State = .asked) -> Question {
        Question(
            id: UniqueID(high: 5, low: 1), checkIn: id, reason: .whichValue, candidates: keyResults, author: .person("ben"),
            evidence: Evidence(message: UniqueID(high: 3, low: 3), start: 0, end: 4), askedAt: asked + .minutes(5), state: state)
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
