import HistoryStore
import Model
import ReplyParsing

/// The updates of a reading, those included that come of answering a question.
struct Answers: Sendable {
    let flow: Flow

    func updates(of reading: Reading, _ reply: Reply, _ record: inout ReplyRecord) async throws -> [Update] {
        guard let pending = reply.pending else { return updates(reading.updates, reading, reply, source: .reply) }
        guard reading.answersPending else {
            // The message stands by itself and overrules the question.
            if reading.kind == .report { record.questionChanges.append(.init(question: pending.id, state: .overruled)) }
            return updates(reading.updates, reading, reply, source: .reply)
        }
        record.questionChanges.append(.init(question: pending.id, state: .answered))
        guard pending.reason == .whichKeyResult, let chosen = reading.updates.first, chosen.valueSpan == nil else {
            return updates(reading.updates, reading, reply, source: .question)
        }
        let others = reading.updates.filter { $0.keyResult != chosen.keyResult }
        if let reread = try await reread(pending, focus: chosen.keyResult, reply) {
            return reread + updates(others, reading, reply, source: .question)
        }
        // Without a value of its own the choice alone says nothing.
        return updates(pending.value == nil ? others : reading.updates, reading, reply, source: .question)
    }

    /// Key results whose owner has given them a status in this check-in, which one said of all does not replace.
    func statusesKept(_ reading: Reading, _ reply: Reply) -> [KeyResultID] {
        reading.updates.filter { $0.isStatusForAll && ownerSpoke(of: $0.keyResult, reply) }.map(\.keyResult)
    }

    /// The clause in question, read again as if it named the key result that was chosen: "up 20, at risk" stays current + 20, and at risk.
    private func reread(_ question: Question, focus: KeyResultID, _ reply: Reply) async throws -> [Update]? {
        guard let original = try await flow.store.message(question.evidence.message) else { return nil }
        let clause = slice(original.text, question.evidence.start, question.evidence.end)
        let basis = try await flow.store.readingBasis(message: original.id) ?? reply.basis
        let reading = flow.read(
            clause, markup: original.markup, state: reply.state, author: reply.author, basis: basis, focus: focus, pending: nil, pendingWords: "")
        let found = reading.updates.filter { $0.keyResult == focus }
        guard !found.isEmpty else { return nil }
        var source = reply
        source.source = original
        return updates(found, reading, source, source: .question).map { update in
            var update = update
            update.evidence?.start += question.evidence.start
            update.evidence?.end += question.evidence.start
            // What was asked about is said with the answer: it must come after what was said in between.
            update.saidAt = reply.saidAt
            return update
        }
    }

    private func updates(_ read: [ReadUpdate], _ reading: Reading, _ reply: Reply, source: Update.Source) -> [Update] {
        let saidFor = reading.reportedFor.flatMap { person(named: $0.name, in: reply.state.snapshot) }
        return read.compactMap { update in
            let keepsStatus = update.isStatusForAll && ownerSpoke(of: update.keyResult, reply)
            let status = keepsStatus ? nil : update.status
            if update.value == nil, status == nil, update.confidence == nil { return nil }
            return Update(
                id: flow.clock.makeID(), team: reply.state.checkIn.id.team, keyResult: update.keyResult, checkIn: reply.state.checkIn.id,
                value: update.value, status: status, confidence: update.confidence, saidAt: reply.saidAt, author: reply.author,
                saidFor: saidFor.map(Author.person), source: source, late: reply.isLate, evidence: evidence(update.evidence, reply))
        }
    }

    /// Whether the owner, other than by a word about all, has given this key result a status of its own in this check-in.
    private func ownerSpoke(of id: KeyResultID, _ reply: Reply) -> Bool {
        guard let owner = reply.state.snapshot.keyResult(id)?.definition.owner, reply.author != .person(owner) else { return false }
        return reply.state.liveUpdates.contains { $0.keyResult == id && $0.author == .person(owner) && $0.status != nil }
    }

    private func person(named name: String, in snapshot: Snapshot) -> PersonID? {
        let wanted = name.lowercased()
        let hits = snapshot.people.filter { person in
            person.id.rawValue == wanted || person.name.lowercased() == wanted
                || person.name.lowercased().split(separator: " ").first.map { $0 == wanted } ?? false
        }
        return hits.count == 1 ? hits.first?.id : nil
    }
}
