import HistoryStore
import Insights
import Model
import ReplyParsing

/// `undo`: takes back the sender's last message that recorded something in this check-in, or that a question is still open about; said again, the one
/// before.
struct Undoing: Sendable {
    let flow: Flow

    func undo(_ reply: Reply, _ record: inout ReplyRecord) async throws -> NoticeContent {
        let last = try await flow.store.lastRecordingMessage(checkIn: reply.state.checkIn.id, author: reply.author)
        let recording = if let last { try await flow.store.message(last) } else { Message?.none }
        if let content = try await dropQuestions(after: recording, reply, &record) { return content }
        guard let message = recording else { return .nothingToUndo }
        let versions = try await flow.store.messageVersions(
            account: message.account, conversation: message.conversation, platformID: message.platformID)
        let ids = versions.map(\.id)
        let recorded = try await flow.store.recordOf(messages: ids)
        let updates = recorded.updates.filter { $0.state == .live }
        record.ended = updates.map { ReplyRecord.Ended(update: $0.id, state: .withdrawn, reason: "undone by \(reply.author)") }
        record.endsNotesOf = ids
        record.questionChanges += recorded.questions.filter { $0.state == .asked || $0.state == .waiting }
            .map { ReplyRecord.QuestionChange(question: $0.id, state: .withdrawn) }
        record.summary = "undid \(updates.count) updates"
        return .undone(try await list(recorded, updates, versions, reply, record), locale: reply.state.snapshot.locale)
    }

    /// The sender's newest message recorded nothing yet, since it was asked about: only the questions go. Nil where it recorded something.
    private func dropQuestions(after recording: Message?, _ reply: Reply, _ record: inout ReplyRecord) async throws -> NoticeContent? {
        let open = reply.state.questions.filter { $0.author == reply.author && $0.isOpen }
        guard let newest = open.max(by: { ($0.askedAt, $0.id) < ($1.askedAt, $1.id) }),
            let asked = try await flow.store.message(newest.evidence.message)
        else { return nil }
        if let recording, (recording.conversation, recording.platformID) == (asked.conversation, asked.platformID) || recording.sentAt > asked.sentAt
        {
            return nil
        }
        let dropped = open.filter { $0.evidence.message == newest.evidence.message }
        record.questionChanges += dropped.map { ReplyRecord.QuestionChange(question: $0.id, state: .withdrawn) }
        record.summary = "undid \(dropped.count) questions"
        let isQuotable = reply.event.isDirect || !asked.isDirect
        return .undone(
            dropped.map { .question(words: isQuotable ? words(asked, $0.evidence.sentence(in: asked.text)) : privateWords) },
            locale: reply.state.snapshot.locale)
    }

    private func list(
        _ recorded: MessageRecords, _ updates: [Update], _ versions: [Message], _ reply: Reply, _ record: ReplyRecord
    ) async throws -> [NoticeContent.Undone] {
        let snapshot = reply.state.snapshot
        let values = reply.state.applying(record).values(teamCurrent: try await current(without: updates, reply))
        var list: [NoticeContent.Undone] = updates.compactMap { update in
            guard let state = snapshot.keyResult(update.keyResult) else { return nil }
            return .keyResult(state.definition, number: state.number, withdrawn: update.value, now: values[update.keyResult])
        }
        let quotable = versions.filter { reply.event.isDirect || !$0.isDirect }
        func quote(_ evidence: Evidence) -> String { quotable.first { $0.id == evidence.message }.map { words($0, evidence) } ?? privateWords }
        list += recorded.outputs.filter { $0.state == .live }.map { .output(words: quote($0.evidence)) }
        list += recorded.blockers.filter { $0.state == .live }.map { .blocker(words: quote($0.evidence)) }
        list += recorded.skips.filter { $0.state == .live }.map { skip in
            .skip(title: skip.keyResult.flatMap { snapshot.keyResult($0)?.definition.title })
        }
        return list
    }

    /// The team's current values, those about to be withdrawn left out.
    private func current(without updates: [Update], _ reply: Reply) async throws -> [KeyResultID: Update] {
        let gone = Set(updates.map(\.id))
        return try await flow.store.current(team: reply.state.checkIn.id.team, asOf: nil).filter { !gone.contains($0.value.id) }
    }
}
