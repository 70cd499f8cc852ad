import HistoryStore
import Insights
import Model
import ReplyParsing

/// Asks what the reader could not settle: one question at a time to a person, oldest first, the same words never twice.
struct Questions: Sendable {
    /// What makes two questions the same one.
    struct Matter: Hashable {
        var reason: Question.Reason
        var candidates: [KeyResultID]
        var words: String

        init(_ question: Question) {
            reason = question.reason
            candidates = question.candidates
            words = question.evidence.text ?? ""
        }

        init(_ read: ReadQuestion, in text: String) {
            reason = read.reason
            candidates = read.candidates
            words = slice(text, read.span.start, read.span.end)
        }
    }

    let flow: Flow

    /// - Parameter known: what was asked about earlier versions of the message.
    func ask(_ reading: Reading, _ reply: Reply, _ record: inout ReplyRecord, known: Set<Matter> = []) async throws {
        overrule(reading, reply, &record)
        let settled = Set(record.questionChanges.map(\.question))
        let open = reply.state.questions.filter { $0.author == reply.author && $0.isOpen && !settled.contains($0.id) }
        let asked = known.union(open.map { Matter($0) })
        record.questions += reading.questions.compactMap { read in
            guard !asked.contains(Matter(read, in: reply.source.text)) else { return nil }
            return Question(
                id: flow.clock.makeID(), checkIn: reply.state.checkIn.id, reason: read.reason, candidates: read.candidates, value: read.value,
                author: reply.author, evidence: evidence(read.span, reply), askedAt: reply.now, state: .waiting)
        }
        if try await poseNext(reply, &record) { return }
        if !record.questions.isEmpty {
            record.questions[0].state = .asked
            try await pose(record.questions[0], reply, &record)
        }
    }

    /// A value that is clear now, or a newer doubt, leaves nothing of what was open about that key result.
    private func overrule(_ reading: Reading, _ reply: Reply, _ record: inout ReplyRecord) {
        let told = Set(record.updates.filter { $0.value != nil && $0.author == reply.author }.map(\.keyResult))
        let doubted = Set(reading.questions.compactMap { $0.candidates.count == 1 ? $0.candidates.first : nil })
        let matters = Set(reading.questions.map { Matter($0, in: reply.source.text) })
        let changed = Set(record.questionChanges.map(\.question))
        for question in reply.state.questions where question.author == reply.author && question.isOpen && !changed.contains(question.id) {
            guard question.candidates.count == 1, let only = question.candidates.first, question.evidence.message != reply.source.id,
                told.contains(only) || doubted.contains(only) && !matters.contains(Matter(question))
            else { continue }
            record.questionChanges.append(.init(question: question.id, state: .overruled))
        }
    }

    /// Poses the person's oldest waiting question, unless one is open. True when one is open or posed, so that no other has its turn.
    @discardableResult
    func poseNext(_ reply: Reply, _ record: inout ReplyRecord) async throws -> Bool {
        let settled = Set(record.questionChanges.map(\.question))
        let open = reply.state.questions.filter { $0.author == reply.author && $0.isOpen && !settled.contains($0.id) }
        if open.contains(where: { $0.state == .asked }) { return true }
        guard let next = open.min(by: { ($0.askedAt, $0.id) < ($1.askedAt, $1.id) }) else { return false }
        record.questionChanges.append(.init(question: next.id, state: .asked))
        try await pose(next, reply, &record)
        return true
    }

    private func pose(_ question: Question, _ reply: Reply, _ record: inout ReplyRecord) async throws {
        let kept = question.evidence.message == reply.source.id ? reply.source : try await flow.store.message(question.evidence.message)
        guard let message = kept else { return }
        // A bare number tells little when it is the key result that is asked for.
        let evidence = question.reason == .whichKeyResult ? question.evidence.sentence(in: message.text) : question.evidence
        let content = QuestionContent(
            question, snapshot: reply.state.snapshot, current: current(reply, record), personName: reply.personName,
            words: words(message, evidence),
            quotesAllowed: reply.event.isDirect || !message.isDirect)
        record.drafts.append(
            flow.answer(
                .question, flow.settings.texts.question(content), to: reply,
                focus: question.candidates.count == 1 ? question.candidates.first : nil))
    }

    /// With what this reply has changed.
    private func current(_ reply: Reply, _ record: ReplyRecord) -> [KeyResultID: Double] {
        var current = reply.basis.current
        for update in record.updates { if let value = update.value { current[update.keyResult] = value } }
        return current
    }
}
