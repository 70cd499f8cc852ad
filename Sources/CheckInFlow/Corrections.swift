import HistoryStore
import Insights
import Logging
import Model
import ReplyParsing

/// Takes edits and deletions of messages: a new version each, and nothing erased.
struct Corrections: Sendable {
    /// Why an update ended that a later edit may bring back.
    private static let editedOut = "edited out of its message"

    let flow: Flow
    private let composer: Composer
    private let questions: Questions
    private let acknowledgements: Acknowledgements

    init(flow: Flow) {
        self.flow = flow
        composer = Composer(flow: flow)
        questions = Questions(flow: flow)
        acknowledgements = Acknowledgements(flow: flow)
    }

    /// What a message had recorded when its correction came.
    private struct Original {
        var versions: [Message]
        var recorded: MessageRecords
        var checkIn: CheckInID

        var first: Message { versions[0] }
        var ids: [UniqueID] { versions.map(\.id) }
        var live: [Update] { recorded.updates.filter { $0.state == .live } }
        var openQuestions: [Question] { recorded.questions.filter(\.isOpen) }
        /// Outputs, blockers or skips still hold.
        var hasNotes: Bool {
            recorded.outputs.contains { $0.state == .live } || recorded.blockers.contains { $0.state == .live }
                || recorded.skips.contains { $0.state == .live }
        }
    }

    /// An edit of a message that recorded nothing yet is read as if it had just been posted.
    func edit(_ item: InboxItem, orPost replies: Replies) async throws {
        let event = item.event
        for _ in 0..<staleTries {
            guard let original = try await original(of: event) else { return try await replies.take(item) }
            if original.versions.last?.text == event.text { return try await finish(item, "edited without a change of words") }
            guard let state = try await CheckInState.read(original.checkIn, from: flow.store) else { throw FlowError.noSuchCheckIn(original.checkIn) }
            guard isByAuthor(event, original, state) else { return try await finish(item, "edited by somebody else than its author") }
            let record = try await editRecord(item, original, state)
            if try await write(record, state.checkIn.id) { return }
        }
        throw FlowError.busy(
            try await original(of: event)?.checkIn ?? CheckInID(team: "unknown", week: ISOWeek(containing: LocalDate(daysSinceEpoch: 0))))
    }

    /// Whether the edit comes from who wrote the message. Some platforms (Matrix) pass on edits by anybody, and leave it to us to overlook them.
    private func isByAuthor(_ event: IncomingEvent, _ original: Original, _ state: CheckInState) -> Bool {
        let inSnapshot = flow.settings.person(event.senderID, account: event.account, in: state.snapshot).map { Author.person($0.id) }
        return original.first.author == inSnapshot || Matcher(flow: flow).authors(of: event).contains(original.first.author)
    }

    func delete(_ item: InboxItem) async throws {
        let event = item.event
        for _ in 0..<staleTries {
            guard let original = try await original(of: event), let state = try await CheckInState.read(original.checkIn, from: flow.store) else {
                return try await forget(item)
            }
            var reply = try await reply(item, original, state)
            reply.message.text = ""
            var record = ReplyRecord(
                inbox: item.inbox, message: nil, kind: .report, parserVersion: parserVersion, checkIn: original.checkIn,
                expectedRevision: state.checkIn.revision,
                ended: original.live.map { .init(update: $0.id, state: .withdrawn, reason: "its message was deleted") }, endsNotesOf: original.ids,
                questionChanges: original.openQuestions.map { .init(question: $0.id, state: .withdrawn) }, recordedAt: reply.now,
                summary: "message deleted, \(original.live.count) updates withdrawn")
            let recordedSomething =
                !original.recorded.updates.isEmpty || !original.recorded.outputs.isEmpty || !original.recorded.blockers.isEmpty
                || !original.recorded.skips.isEmpty
            try await questions.poseNext(reply, &record)
            if recordedSomething { try await acknowledgements.add(to: &record, reply, notes: [], approximate: []) }
            if try await write(record, state.checkIn.id) { return }
        }
        throw FlowError.busy(CheckInID(team: "unknown", week: ISOWeek(containing: LocalDate(daysSinceEpoch: 0))))
    }

    /// A message that belongs to no check-in, since its team was in question: its words go, and nobody is asked about it any more.
    private func forget(_ item: InboxItem) async throws {
        let event = item.event
        let versions = try await flow.store.messageVersions(account: event.account, conversation: event.conversation, platformID: event.messageID)
        guard !versions.isEmpty else { return try await finish(item, "deleted a message that had recorded nothing") }
        let open = try await flow.store.recordOf(messages: versions.map(\.id)).questions.filter(\.isOpen)
        _ = try await flow.store.record(
            ReplyRecord(
                inbox: item.inbox, message: nil, kind: .report, parserVersion: parserVersion, checkIn: nil, expectedRevision: 0,
                endsNotesOf: versions.map(\.id), questionChanges: open.map { .init(question: $0.id, state: .withdrawn) },
                recordedAt: flow.clock.now(),
                summary: "message deleted that had recorded nothing"))
    }

    /// True when it is written, or was before; false when it must be computed anew.
    private func write(_ record: ReplyRecord, _ id: CheckInID) async throws -> Bool {
        switch try await flow.store.record(record) {
        case .recorded:
            flow.metrics.recorded(record)
            flow.log.info("correction recorded", metadata: ["check_in": "\(id)", "outcome": "\(record.summary)"])
            return true
        case .alreadyKnown: return true
        case .stale: return false
        }
    }

    private func original(of event: IncomingEvent) async throws -> Original? {
        let versions = try await flow.store.messageVersions(account: event.account, conversation: event.conversation, platformID: event.messageID)
        guard let first = versions.first else { return nil }
        var recorded = try await flow.store.recordOf(messages: versions.map(\.id))
        // A message whose team was in question has its check-in from what it recorded once that was settled.
        guard let checkIn = first.checkIn ?? recorded.updates.first?.checkIn ?? recorded.outputs.first?.checkIn else { return nil }
        recorded.updates += try await settled(by: first, in: checkIn).filter { update in !recorded.updates.contains { $0.id == update.id } }
        return Original(versions: versions, recorded: recorded, checkIn: checkIn)
    }

    /// What a message recorded by answering a question: its evidence stands in the message that was asked about.
    private func settled(by answer: Message, in checkIn: CheckInID) async throws -> [Update] {
        guard let pending = try await flow.store.readingBasis(message: answer.id)?.pending,
            let question = try await flow.store.questions(checkIn: checkIn).first(where: { $0.id == pending && $0.state == .answered })
        else { return [] }
        return try await flow.store.updates(checkIn: checkIn).filter {
            $0.source == .question && $0.evidence?.message == question.evidence.message && $0.author == answer.author && $0.saidAt == answer.sentAt
        }
    }

    /// The new version in the context of the first: its snapshot, and the values then current.
    private func reply(_ item: InboxItem, _ original: Original, _ state: CheckInState) async throws -> Reply {
        let event = item.event
        let first = original.first
        let message = Message(
            id: flow.clock.makeID(), account: event.account, conversation: event.conversation, platformID: event.messageID, version: event.version,
            thread: first.thread, checkIn: original.checkIn, author: first.author, authorName: first.authorName, text: event.text,
            markup: event.markup,
            sentAt: first.sentAt, isDirect: first.isDirect)
        let kept = try await flow.store.readingBasis(message: first.id)
        let basis =
            kept
            ?? ReadingBasis(date: LocalDate(daysSinceEpoch: Int(first.sentAt.seconds.flooredQuotient(86400))), focus: nil, pending: nil, current: [:])
        let newer = try await flow.store.openCheckIns(team: original.checkIn.team).map(\.id).filter { $0 > original.checkIn }.max()
        return Reply(
            item: item, state: state,
            place: MatchContext(focus: basis.focus, newerOpen: state.checkIn.state == .closed ? newer : nil, isAddressed: true),
            author: first.author, personName: first.authorName ?? first.author.description, message: message, source: message, basis: basis,
            pending: state.questions.first { $0.id == basis.pending }, now: flow.clock.now())
    }

    private func editRecord(_ item: InboxItem, _ original: Original, _ state: CheckInState) async throws -> ReplyRecord {
        let reply = try await reply(item, original, state)
        let reading = try await composer.read(reply)
        var record = composer.emptyRecord(reply, reading.kind)
        let unclear = try await composer.fill(&record, from: reading, reply)
        // The question that the original answered stays as the original left it.
        record.questionChanges = []
        var notes: [AcknowledgementContent.Note] = [.edited]
        reconcile(&record, with: original, reply, &notes)
        dropEnded(&record, original, reply)
        if original.hasNotes {
            keepRuled(&record, original, reply)
            record.endsNotesOf = original.ids
        }
        let asked = settleQuestions(&record, original, reading, reply)
        try await questions.ask(reading, reply, &record, known: asked)
        record.summary = "edited: \(record.updates.count) updates replaced or added, \(record.ended.count) ended"
        notes += composer.omissions(reading, record, reply, unclear: unclear)
        try await acknowledgements.add(to: &record, reply, notes: notes, approximate: [], reading: reading)
        return record
    }

    /// "shipped", said of words that the edit leaves as they were: the line stays, with its words where they stand now.
    private func keepRuled(_ record: inout ReplyRecord, _ original: Original, _ reply: Reply) {
        let text = Array(reply.source.text.utf8)
        func place(of evidence: Evidence) -> Evidence? {
            guard let version = original.versions.first(where: { $0.id == evidence.message }) else { return nil }
            let said = Array(slice(version.text, evidence.start, evidence.end).utf8)
            guard said.count >= 8, said.count <= text.count,
                let start = (0...(text.count - said.count)).first(where: { text[$0] == said[0] && text[$0..<($0 + said.count)].elementsEqual(said) })
            else { return nil }
            return Evidence(message: reply.source.id, start: start, end: start + said.count)
        }
        func isTold(_ evidence: Evidence, _ others: [Evidence]) -> Bool { others.contains { $0.start < evidence.end && evidence.start < $0.end } }
        let told = record.outputs.map(\.evidence) + record.blockers.map(\.evidence)
        let isRuled = { (evidence: Evidence) in
            guard let version = original.versions.first(where: { $0.id == evidence.message }) else { return false }
            let reading = flow.read(
                version.text, markup: version.markup, state: reply.state, author: reply.author, basis: reply.basis, focus: reply.basis.focus,
                pending: nil,
                pendingWords: "")
            let span = TextSpan(start: evidence.start, end: evidence.end)
            return !reading.outputs.contains { $0.span.overlaps(span) } && !reading.blockers.contains { $0.span.overlaps(span) }
        }
        for var output in original.recorded.outputs where output.state == .live && isRuled(output.evidence) {
            guard let evidence = place(of: output.evidence), !isTold(evidence, told) else { continue }
            output.id = flow.clock.makeID()
            output.evidence = evidence
            record.outputs.append(output)
        }
        for var blocker in original.recorded.blockers where blocker.state == .live && isRuled(blocker.evidence) {
            guard let evidence = place(of: blocker.evidence), !isTold(evidence, told) else { continue }
            blocker.id = flow.clock.makeID()
            blocker.evidence = evidence
            record.blockers.append(blocker)
        }
    }

    /// Keeps what means the same, supersedes what changed, withdraws what is gone, and revives nothing that somebody has replaced since.
    private func reconcile(
        _ record: inout ReplyRecord, with original: Original, _ reply: Reply, _ notes: inout [AcknowledgementContent.Note]
    ) {
        let state = reply.state
        var kept: [Update] = []
        for var update in record.updates {
            update.saidAt = original.first.sentAt
            let old = original.live.first { $0.keyResult == update.keyResult }
            if let old, old.value == update.value, old.status == update.status, old.confidence == update.confidence,
                isStillSaid(old, original, reply)
            {
                continue
            }
            let isUndone = original.recorded.updates.contains {
                $0.keyResult == update.keyResult && $0.state == .withdrawn && $0.reason != Self.editedOut
            }
            if old == nil, isUndone {
                // Only the author's own `undo` withdraws what their message still says.
                notes.append(.changedSince(title: title(update.keyResult, state)))
                continue
            }
            if let old {
                update.saidAt = old.saidAt
                update.supersedes = old.id
                record.ended.append(.init(update: old.id, state: .superseded, reason: "its message was edited"))
            }
            // What the author has only said again stands no longer than what it repeats.
            let restated = restated(old, original, reply)
            record.ended += restated.map { .init(update: $0.id, state: .superseded, reason: "what it said again was edited") }
            if let since = replaced(update, original, state, but: Set(restated.map(\.id))) {
                let title = title(update.keyResult, state)
                notes.append(
                    since == reply.author
                        ? .changedSince(title: title)
                        : .alreadyChanged(title: title, by: since.person.flatMap { state.snapshot.person($0)?.name } ?? since.description))
            }
            kept.append(update)
        }
        let mentioned = Set(record.updates.map(\.keyResult))
        for old in original.live where !mentioned.contains(old.keyResult) {
            record.ended.append(.init(update: old.id, state: .withdrawn, reason: Self.editedOut))
        }
        record.updates = kept
    }

    /// What was said to be gone since the message was written is not brought back by an edit that says the same of it.
    private func dropEnded(_ record: inout ReplyRecord, _ original: Original, _ reply: Reply) {
        guard let last = original.versions.last else { return }
        func words(_ evidence: Evidence, in message: Message) -> String { slice(message.text, evidence.start, evidence.end) }
        func ended(_ notes: [(evidence: Evidence, state: Update.State)]) -> Set<String> {
            Set(notes.filter { $0.state != .live && $0.evidence.message == last.id }.map { words($0.evidence, in: last) })
        }
        let blockers = ended(original.recorded.blockers.map { ($0.evidence, $0.state) })
        let outputs = ended(original.recorded.outputs.map { ($0.evidence, $0.state) })
        record.blockers.removeAll { blockers.contains(words($0.evidence, in: reply.source)) }
        record.outputs.removeAll { outputs.contains(words($0.evidence, in: reply.source)) }
    }

    /// The words that it was read from stand in the message as it is now.
    private func isStillSaid(_ update: Update, _ original: Original, _ reply: Reply) -> Bool {
        guard let evidence = update.evidence, let message = original.versions.first(where: { $0.id == evidence.message }) else { return true }
        func words(_ text: String) -> Set<Substring> { Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }) }
        return words(slice(message.text, evidence.start, evidence.end)).isSubset(of: words(reply.source.text))
    }

    /// Who has given the key result another value since the original; nil when nobody has.
    private func replaced(_ update: Update, _ original: Original, _ state: CheckInState, but restated: Set<UniqueID>) -> Author? {
        let own = Set(original.ids)
        return state.liveUpdates.last {
            $0.keyResult == update.keyResult && $0.value != nil && $0.saidAt > original.first.sentAt && !restated.contains($0.id)
                && !($0.evidence.map { own.contains($0.message) } ?? false)
        }?.author
    }

    /// "the churn figure stands": later words of the author that give the message's value once more, and nothing else.
    private func restated(_ old: Update?, _ original: Original, _ reply: Reply) -> [Update] {
        guard let old, let value = old.value else { return [] }
        return reply.state.liveUpdates.filter {
            $0.keyResult == old.keyResult && $0.author == reply.author && $0.id != old.id && $0.saidAt > original.first.sentAt && $0.value == value
                && $0.status == nil && $0.confidence == nil
        }
    }

    private func title(_ id: KeyResultID, _ state: CheckInState) -> String { state.snapshot.keyResult(id)?.definition.title ?? id.rawValue }

    /// Withdraws open questions about words that are gone. Returns what was asked about before, which is not asked about again.
    private func settleQuestions(
        _ record: inout ReplyRecord, _ original: Original, _ reading: Reading, _ reply: Reply
    ) -> Set<Questions.Matter> {
        let still = Set(reading.questions.map { Questions.Matter($0, in: reply.source.text) })
        var asked: Set<Questions.Matter> = []
        for question in original.recorded.questions {
            let matter = Questions.Matter(question)
            asked.insert(matter)
            if question.isOpen, !still.contains(matter) { record.questionChanges.append(.init(question: question.id, state: .withdrawn)) }
        }
        return asked
    }

    private func finish(_ item: InboxItem, _ note: String) async throws {
        try await flow.store.finishInbox(item.inbox, note: note, at: flow.clock.now())
    }
}
