public import Model

/// The outcome of each key result of the snapshot.
///
/// A value settles it; an open question comes before a status alone, since the value is still to come, and before a skip.
public func outcomes(
    snapshot: Snapshot, updates: [Update], skips: [Skip], questions: [Question]
) -> [KeyResultID: KeyResultOutcome] {
    let live = Dictionary(grouping: updates.filter { $0.state == .live }, by: \.keyResult)
    let skipped = Set(skips.filter { $0.state == .live }.compactMap(\.keyResult))
    let inQuestion = Set(questions.filter(\.isOpen).flatMap(\.candidates))
    var outcomes: [KeyResultID: KeyResultOutcome] = [:]
    for keyResult in snapshot.keyResults {
        let id = keyResult.definition.id
        let said = live[id] ?? []
        outcomes[id] =
            if let value = newestValued(said)?.value {
                value == keyResult.current ? .flat : .updated
            } else if inQuestion.contains(id) {
                .inQuestion
            } else if !said.isEmpty {
                said.contains { $0.status != nil || $0.confidence != nil } ? .updated : .flat
            } else {
                skipped.contains(id) ? .skipped : .silent
            }
    }
    return outcomes
}

/// Who is missing, with the silent key results each of them owns, in the team's order.
///
/// Missing is who owns a silent key result, is not away, and was reached by a delivered prompt in a channel that takes replies.
/// - Parameter reached: whom a direct prompt reached; nil where the channel as a whole was asked.
public func missingPeople(
    snapshot: Snapshot, updates: [Update], skips: [Skip], questions: [Question], promptDelivered: Bool, takesReplies: Bool,
    reached: Set<PersonID>? = nil
) -> [(PersonID, [KeyResultID])] {
    guard promptDelivered, takesReplies else { return [] }
    let outcomes = outcomes(snapshot: snapshot, updates: updates, skips: skips, questions: questions)
    let silent = snapshot.keyResults.map(\.definition).filter { outcomes[$0.id] == .silent }
    return snapshot.people.compactMap { person in
        guard !person.isAway, reached?.contains(person.id) ?? true else { return nil }
        let owned = silent.filter { $0.owner == person.id }.map(\.id)
        return owned.isEmpty ? nil : (person.id, owned)
    }
}

/// The live update with a value that was said last.
func newestValued(_ updates: [Update]) -> Update? {
    updates.filter { $0.state == .live && $0.value != nil }.max { ($0.saidAt, $0.id) < ($1.saidAt, $1.id) }
}

/// The status that was said last.
func newestStatus(_ updates: [Update]) -> Update? {
    updates.filter { $0.state == .live && $0.status != nil }.max { ($0.saidAt, $0.id) < ($1.saidAt, $1.id) }
}

extension Question {
    /// Somebody is still to answer it.
    public var isOpen: Bool {
        switch state {
        case .waiting, .asked: true
        case .answered, .overruled, .expired, .withdrawn: false
        }
    }
}
