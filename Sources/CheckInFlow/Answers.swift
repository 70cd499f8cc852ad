import HistoryStore
import Model
import ReplyParsing

/// The updates of a reading, those included that come of answering a question.
struct Answers: Sendable {
    let flow: Flow

    func updates(of reading: Reading, _ reply: Reply, _ record: inout ReplyRecord) async throws -> [Update] {
        guard let pending = reply.pending else { return updates(reading.updates, reading, reply, source: .reply) }
        guard reading.answersPending else {
            // The message stands by itself and overrules the question. One that is unclear too stands by nothing: its own question waits.
            if reading.overrules(pending) { record.questionChanges.append(.init(question: pending.id, state: .overruled)) }
            return updates(reading.updates, reading, reply, source: .reply)
        }
        record.questionChanges.append(.init(question: pending.id, state: .answered))
        var settled: [Update] = []
        for chosen in reading.chosen { settled += try await reread(pending, focus: chosen, reading, reply, &record) }
        settled += updates(reading.updates.filter { !reading.chosen.contains($0.keyResult) }, reading, reply, source: .question)
        return settled + (try await withheld(pending, reading, reply))
    }

    /// "1.475 sign-ups, 7 of 10 that we make it": what the message in question told beside the value, of which nothing was recorded until it was settled.
    private func withheld(_ question: Question, _ answer: Reading, _ reply: Reply) async throws -> [Update] {
        guard question.candidates.count == 1, let original = try await flow.store.message(question.evidence.message) else { return [] }
        let basis = try await flow.store.readingBasis(message: original.id) ?? reply.basis
        let reading = flow.read(
            original.text, markup: original.markup, state: reply.state, author: reply.author, basis: basis, focus: basis.focus, pending: nil,
            pendingWords: "")
        guard let kept = reading.questions.first(where: { $0.reason == question.reason && $0.candidates == question.candidates })?.withheld else {
            return []
        }
        let since = reply.state.liveUpdates.filter { $0.keyResult == kept.keyResult && $0.author == reply.author && $0.saidAt >= question.askedAt }
        let told = answer.updates.filter { $0.keyResult == kept.keyResult }
        let isJudged = since.contains { $0.status != nil } || told.contains { $0.status != nil }
        let isRated = since.contains { $0.confidence != nil } || told.contains { $0.confidence != nil }
        var source = reply
        source.source = original
        return updates([kept], reading, source, source: .question).compactMap { update in
            var update = update
            if isJudged { update.status = nil }
            if isRated { update.confidence = nil }
            return update.status == nil && update.confidence == nil ? nil : update
        }
    }

    /// Key results whose owner has given them a status in this check-in, which one said of all does not replace.
    func statusesKept(_ reading: Reading, _ reply: Reply) -> [KeyResultID] {
        reading.updates.filter { $0.isStatusForAll && ownerSpoke(of: $0.keyResult, reply) }.map(\.keyResult)
    }

    /// The clause in question, read again as if it named the key result that was chosen: "up 20, at risk" stays current + 20, and at risk.
    private func reread(
        _ question: Question, focus: KeyResultID, _ answer: Reading, _ reply: Reply, _ record: inout ReplyRecord
    ) async throws -> [Update] {
        let plain = updates(answer.updates.filter { $0.keyResult == focus }, answer, reply, source: .question)
        guard let original = try await flow.store.message(question.evidence.message) else { return plain }
        let clause = question.evidence.sentence(in: original.text)
        // Read as it was meant, but a change adds to what is current now: others may have reported since.
        var basis = try await flow.store.readingBasis(message: original.id) ?? reply.basis
        basis.current = reply.basis.current
        let reading = flow.read(
            slice(original.text, clause.start, clause.end), markup: original.markup, state: reply.state, author: reply.author, basis: basis,
            focus: focus, pending: nil, pendingWords: "")
        let open = reading.questions.filter { $0.candidates == [focus] }
        record.questions += open.map { waiting($0, in: clause, reply) }
        let found = reading.updates.filter { $0.keyResult == focus }
        guard !found.isEmpty else { return open.isEmpty ? plain : [] }
        var source = reply
        source.source = original
        return updates(found, reading, source, source: .question).map { update in
            var update = update
            update.evidence?.start += clause.start
            update.evidence?.end += clause.start
            // What was asked about is said with the answer: it must come after what was said in between.
            update.saidAt = reply.saidAt
            return update
        }
    }

    /// What the clause leaves open even now is asked in its turn.
    private func waiting(_ read: ReadQuestion, in clause: Evidence, _ reply: Reply) -> Question {
        Question(
            id: flow.clock.makeID(), checkIn: reply.state.checkIn.id, reason: read.reason, candidates: read.candidates, value: read.value,
            author: reply.author,
            evidence: Evidence(message: clause.message, start: clause.start + read.span.start, end: clause.start + read.span.end),
            askedAt: reply.now, state: .waiting)
    }

    private func updates(_ read: [ReadUpdate], _ reading: Reading, _ reply: Reply, source: Update.Source) -> [Update] {
        let saidFor = reading.reportedFor.flatMap { person(named: $0.name, in: reply.state.snapshot) }
        return read.compactMap { update in
            let keepsStatus = update.isStatusForAll && ownerSpoke(of: update.keyResult, reply)
            let status = keepsStatus ? nil : update.status
            if update.value == nil, status == nil, update.confidence == nil { return nil }
            return Update(
                id: flow.clock.makeID(), team: reply.state.checkIn.id.team, keyResult: update.keyResult, checkIn: reply.state.checkIn.id,
                value: update.value, status: status, confidence: update.confidence, saidAt: saidAt(update, reading, reply), author: reply.author,
                saidFor: saidFor.map(Author.person), source: source, late: reply.isLate, evidence: evidence(update.evidence, reply))
        }
    }

    /// A change stands after the value that it was added to, also where it was said before that and arrived later: both count.
    private func saidAt(_ update: ReadUpdate, _ reading: Reading, _ reply: Reply) -> Instant {
        let isChange = reading.claims.contains { claim in
            (claim.rule == .change || claim.rule == .multiple) && !claim.isDropped && claim.keyResults.contains(update.keyResult)
        }
        guard isChange, let base = reply.state.liveUpdates.last(where: { $0.keyResult == update.keyResult && $0.value != nil }) else {
            return reply.saidAt
        }
        return max(reply.saidAt, base.saidAt)
    }

    /// Whether the owner, other than by a word about all, has given this key result a status of its own in this check-in.
    private func ownerSpoke(of id: KeyResultID, _ reply: Reply) -> Bool {
        guard let owner = reply.state.snapshot.keyResult(id)?.definition.owner, reply.author != .person(owner) else { return false }
        return reply.state.liveUpdates.contains { $0.keyResult == id && $0.author == .person(owner) && $0.status != nil }
    }

    func person(named name: String, in snapshot: Snapshot) -> PersonID? {
        let wanted = name.lowercased()
        // A mention holds the user's id between the platform's signs: <@U0ANA>, <@!12>, @**Ana|12**.
        let parts = Set(wanted.split { "<>@!|*".contains($0) }.map(String.init))
        let hits = snapshot.people.filter { person in
            if person.chat.values.contains(where: { parts.contains($0.lowercased()) }) { return true }
            return person.id.rawValue == wanted || person.name.lowercased() == wanted
                || person.name.lowercased().split(separator: " ").first.map { $0 == wanted } ?? false
        }
        return hits.count == 1 ? hits.first?.id : nil
    }
}

extension Reading {
    /// It settles something by itself, whatever it leaves open.
    /// Finished work alone, and a candidate that is skipped while others are left, leave a question open.
    fileprivate func overrules(_ question: Question) -> Bool {
        guard kind == .report else { return false }
        let skipped = skips.map { skip -> KeyResultID? in if case .keyResult(let id) = skip.subject { id } else { nil } }
        return !updates.isEmpty || skipped.contains(nil)
            || !skipped.isEmpty && question.candidates.allSatisfy { skipped.contains($0) }
    }
}
