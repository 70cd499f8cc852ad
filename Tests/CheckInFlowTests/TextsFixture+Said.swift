import Model

/// What people said in the fixture's check-in.
extension TextsFixture {
    static func id(_ number: UInt64) -> UniqueID { UniqueID(high: 1, low: number) }

    static func update(
        _ number: UInt64, _ keyResult: KeyResultID, _ value: Double?, _ status: Status? = nil, by author: PersonID = "ana", late: Bool = false
    ) -> Update {
        Update(
            id: id(number), team: "growth", keyResult: keyResult, checkIn: checkInID, value: value, status: status,
            saidAt: asked + .minutes(Int(number)), author: .person(author), source: .reply, late: late)
    }

    /// Up, down, the same, a status alone, and three that nobody spoke of.
    static var someUpdates: [Update] {
        [
            update(1, "signups", 1400), update(2, "signups", 1450, .onTrack), update(3, "activated", 37.25, .atRisk, by: "ben"),
            update(4, "mrr", 12_400), update(5, "audit", nil, .offTrack),
        ]
    }

    static func output(_ words: String, _ initiative: InitiativeID? = nil, message: UInt64 = 70) -> Output {
        Output(
            id: id(message), checkIn: checkInID, initiative: initiative, author: .person("ana"), saidAt: asked + .minutes(9),
            evidence: Evidence(message: id(message), start: 0, end: words.utf8.count, text: words))
    }

    static func blocker(_ words: String, _ keyResult: KeyResultID? = nil, message: UInt64 = 80) -> Blocker {
        Blocker(
            id: id(message), checkIn: checkInID, keyResult: keyResult, author: .person("ben"), saidAt: asked + .minutes(9),
            evidence: Evidence(message: id(message), start: 0, end: words.utf8.count, text: words))
    }

    static func skip(_ keyResult: KeyResultID?, by author: PersonID = "cleo") -> Skip {
        Skip(id: id(90), checkIn: checkInID, keyResult: keyResult, author: .person(author), saidAt: asked + .minutes(9), message: id(90))
    }

    static func question(_ reason: Question.Reason, _ candidates: [KeyResultID], value: Double? = nil, state: Question.State = .asked) -> Question {
        Question(
            id: id(60), checkIn: checkInID, reason: reason, candidates: candidates, value: value, author: .person("ana"),
            evidence: Evidence(message: id(61), start: 0, end: 1), askedAt: asked + .minutes(9), state: state)
    }
}
