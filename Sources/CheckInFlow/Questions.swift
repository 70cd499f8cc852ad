import HistoryStore
import Model
import ReplyParsing

/// Asks what the reader could not settle: one question at a time to a person, oldest first, the same words never twice.
struct Questions: Sendable {
    let flow: Flow

    func ask(_ reading: Reading, _ reply: Reply, _ record: inout ReplyRecord, knownWords: Set<String> = []) async throws {
        let settled = Set(record.questionChanges.map(\.question))
        let open = reply.state.questions.filter {
            $0.author == reply.author && ($0.state == .asked || $0.state == .waiting) && !settled.contains($0.id)
        }
        var mayAsk = !open.contains { $0.state == .asked }
        if mayAsk, let next = open.filter({ $0.state == .waiting }).min(by: { ($0.askedAt, $0.id) < ($1.askedAt, $1.id) }) {
            record.questionChanges.append(.init(question: next.id, state: .asked))
            if let message = try await flow.store.message(next.evidence.message) {
                record.drafts.append(draft(next, words: words(message, next.evidence), reply))
            }
            mayAsk = false
        }
        for read in reading.questions {
            let evidence = evidence(read.span, reply)
            let asked = words(reply.source, evidence)
            guard !knownWords.contains(asked) else { continue }
            let question = Question(
                id: flow.clock.makeID(), checkIn: reply.state.checkIn.id, reason: read.reason, candidates: read.candidates, value: read.value,
                author: reply.author, evidence: evidence, askedAt: reply.now, state: mayAsk ? .asked : .waiting)
            record.questions.append(question)
            if mayAsk { record.drafts.append(draft(question, words: asked, reply)) }
            mayAsk = false
        }
    }

    private func draft(_ question: Question, words: String, _ reply: Reply) -> OutboxDraft {
        let content = QuestionContent(question, snapshot: reply.state.snapshot, personName: reply.personName, words: words)
        return flow.answer(
            .question, flow.settings.texts.question(content), to: reply.event, checkIn: reply.state.checkIn.id,
            focus: question.candidates.count == 1 ? question.candidates.first : nil, at: reply.now)
    }
}
