import ChatPlatforms
import HistoryStore
import Insights
import Model
import ReplyParsing

/// Says back what was understood: one message a person and check-in, with all that they have said in it so far.
struct Acknowledgements: Sendable {
    let flow: Flow

    /// Adds the acknowledgement when the record changes anything; a question alone is its own answer.
    func add(
        to record: inout ReplyRecord, _ reply: Reply, notes: [AcknowledgementContent.Note], approximate: Set<KeyResultID>
    ) async throws {
        guard record.changesSomething || notes.contains(where: \.isRefusal) else { return }
        let after = reply.state.applying(record)
        var content = AcknowledgementContent(
            checkIn: reply.state.checkIn.id, teamName: reply.state.snapshot.teamName, personName: reply.personName,
            locale: reply.state.snapshot.locale)
        content.canEdit = flow.hearsEdits(of: reply.event)
        let messages = try await messages(reply)
        content.lines = lines(after, reply, messages, approximate)
        content.outputs = after.outputs.filter { $0.state == .live && $0.author == reply.author }.map { output in
            AcknowledgementContent.OutputLine(
                words: quote(output.evidence, messages) ?? privateWords,
                initiativeTitle: reply.state.snapshot.initiatives.first { $0.id == output.initiative }?.title
            )
        }
        content.blockers = after.blockers.filter { $0.state == .live && $0.author == reply.author }.map { blocker in
            AcknowledgementContent.BlockerLine(
                words: quote(blocker.evidence, messages) ?? privateWords,
                keyResultTitle: blocker.keyResult.flatMap { reply.state.snapshot.keyResult($0)?.definition.title })
        }
        content.skips = skips(after, reply)
        content.notes = standing(after, record, reply, isEmpty: content.isEmpty) + unblocked(record, reply, messages) + notes
        content.hasOpenQuestion = after.questions.contains { $0.author == reply.author && ($0.state == .asked || $0.state == .waiting) }
        var draft = flow.answer(
            .acknowledgement, flow.settings.texts.acknowledgement(content), to: reply, slot: "ack/\(reply.state.checkIn.id)/\(reply.author)")
        if let can = flow.settings.platforms[reply.event.account]?.capabilities {
            let form = AcknowledgementForm(can, to: reply.event, saysMore: content.saysMore)
            if form == .mark { draft.reactsTo = reply.event.messageID }
            // Under another message it is no newer version of the one before, which would draw it into that one's thread. Where the platform tells no
            // ids, the slot only takes back what has not left yet.
            if form == .mark || form != .edited && can.returnsMessageID { draft.slot = nil }
        }
        record.drafts.insert(draft, at: 0)
    }

    /// Kept messages of the check-in by id, with the one that is about to be kept; without those said in private where others read along.
    private func messages(_ reply: Reply) async throws -> [UniqueID: Message] {
        var messages: [UniqueID: Message] = [:]
        for message in try await flow.store.messages(checkIn: reply.state.checkIn.id) { messages[message.id] = message }
        messages[reply.source.id] = reply.source
        messages[reply.message.id] = reply.message
        return reply.event.isDirect ? messages : messages.filter { !$0.value.isDirect }
    }

    private func quote(_ evidence: Evidence?, _ messages: [UniqueID: Message]) -> String? {
        evidence.flatMap { evidence in messages[evidence.message].map { words($0, evidence) } }
    }

    private func lines(
        _ after: CheckInState, _ reply: Reply, _ messages: [UniqueID: Message], _ approximate: Set<KeyResultID>
    ) -> [AcknowledgementContent.Line] {
        let live = after.liveUpdates
        return reply.state.snapshot.keyResults.compactMap { state in
            let all = live.filter { $0.keyResult == state.definition.id }
            let own = all.filter { $0.author == reply.author }
            guard let first = own.first, let newest = own.last else { return nil }
            let valued = own.last { $0.value != nil }
            // "no change" behind the value says nothing new: the words that said it first are quoted.
            let source = own.reversed().filter { $0.value != nil }.prefix { $0.value == valued?.value }.last
            let before = all.last { ($0.saidAt, $0.id) < (first.saidAt, first.id) && $0.value != nil }?.value ?? state.current
            let other = valued.flatMap { mine in
                all.last { $0.value != nil && ($0.saidAt, $0.id) > (mine.saidAt, mine.id) && $0.author != reply.author }
            }
            let isReplaced = other.map { $0.value != valued?.value } ?? false
            return AcknowledgementContent.Line(
                definition: state.definition, number: state.number, old: before, new: valued?.value,
                isUnchanged: valued?.value != nil && valued?.value == before, status: own.last { $0.status != nil }?.status,
                confidence: own.last { $0.confidence != nil }?.confidence, words: quotes(of: own, source ?? newest, state.definition.kind, messages),
                isApproximate: approximate.contains(state.definition.id), kept: isReplaced ? other.map { phrase($0, reply) } : nil)
        }
    }

    /// What the line was read from: the value's words, behind those that a change started from, and then the status's and the confidence's where they were
    /// said by themselves.
    private func quotes(of own: [Update], _ source: Update, _ kind: KeyResult.Kind, _ messages: [UniqueID: Message]) -> String {
        let said = quote(source.evidence, messages) ?? ""
        var sources = [source]
        // A yes needs no digits.
        if let value = source.value, kind != .boolean, !said.isEmpty, !Self.tells(said, value),
            let start = own.prefix(while: { $0.id != source.id }).last(where: { $0.value != nil && $0.value != value })
        {
            sources.insert(start, at: 0)
        }
        for other in [own.last { $0.status != nil }, own.last { $0.confidence != nil }] {
            if let other, other.value == nil, !sources.contains(where: { $0.evidence == other.evidence }) { sources.append(other) }
        }
        return sources.compactMap { quote($0.evidence, messages) }.filter { !$0.isEmpty }.joined(separator: " … ")
    }

    /// Whether the words hold the value's digits; "up 30" does not tell 1,456.
    private static func tells(_ words: String, _ value: Double) -> Bool {
        var digits = String(value).filter(\.isNumber)
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        return words.filter(\.isNumber).contains(digits)
    }

    /// Why a value is not the current one: somebody else has said another since.
    private func phrase(_ other: Update, _ reply: Reply) -> String {
        let name = other.author.person.flatMap { reply.state.snapshot.person($0)?.name } ?? "somebody"
        guard let definition = reply.state.snapshot.keyResult(other.keyResult)?.definition, let value = other.value else {
            return "\(name) has since reported another value, which stands"
        }
        return "\(name) has since reported \(formatValue(value, of: definition, locale: reply.state.snapshot.locale)), which stands"
    }

    private func skips(_ after: CheckInState, _ reply: Reply) -> [AcknowledgementContent.SkipLine] {
        let own = after.skips.filter { $0.state == .live && $0.author == reply.author }.map(\.keyResult)
        let reported = Set(after.liveUpdates.filter { $0.author == reply.author }.map(\.keyResult))
        let everything: [AcknowledgementContent.SkipLine] = own.contains(nil) ? [.everything] : []
        return everything
            + reply.state.snapshot.keyResults.map(\.definition).filter { own.contains($0.id) && !reported.contains($0.id) }
            .map { .keyResult(title: $0.title) }
    }

    private func unblocked(_ record: ReplyRecord, _ reply: Reply, _ messages: [UniqueID: Message]) -> [AcknowledgementContent.Note] {
        reply.state.blockers.filter { record.endedBlockers.contains($0.id) }.map {
            .unblocked(words: quote($0.evidence, messages) ?? privateWords)
        }
    }

    private func standing(
        _ after: CheckInState, _ record: ReplyRecord, _ reply: Reply, isEmpty: Bool
    ) -> [AcknowledgementContent.Note] {
        var notes: [AcknowledgementContent.Note] = []
        if reply.place.newerOpen != nil { notes.append(.olderCheckIn(reply.state.checkIn.id.week)) }
        if reply.isLate { notes.append(.late) }
        let isWithdrawal = !record.ended.isEmpty || !record.endsNotesOf.isEmpty
        if isEmpty {
            if isWithdrawal { notes.append(.allWithdrawn) }
        } else {
            let replaced = Set(record.updates.map(\.keyResult))
                .union(after.liveUpdates.filter { $0.author == reply.author }.map(\.keyResult))
            let withdrawn = record.ended.filter { $0.state == .withdrawn }
                .compactMap { ended in reply.state.updates.first { $0.id == ended.update }?.keyResult }
                .filter { !replaced.contains($0) }
                .compactMap { reply.state.snapshot.keyResult($0)?.definition.title }
            if !withdrawn.isEmpty { notes.append(.withdrawn(titles: withdrawn)) }
        }
        return notes
    }
}

extension AcknowledgementContent.Note {
    /// Something said was not taken, which is worth saying even where nothing changes.
    fileprivate var isRefusal: Bool {
        if case .alreadyChanged = self { true } else { false }
    }
}

extension ReplyRecord {
    /// Whether anything is recorded, replaced or taken back.
    var changesSomething: Bool {
        !updates.isEmpty || !ended.isEmpty || !outputs.isEmpty || !blockers.isEmpty || !skips.isEmpty || !endsNotesOf.isEmpty
            || !endedBlockers.isEmpty
    }
}

extension CheckInState {
    /// The check-in as it will be once the record is written.
    func applying(_ record: ReplyRecord) -> CheckInState {
        var after = self
        for ended in record.ended {
            guard let index = after.updates.firstIndex(where: { $0.id == ended.update }) else { continue }
            after.updates[index].state = ended.state
        }
        let gone = Set(record.endsNotesOf)
        after.outputs.removeAll { gone.contains($0.evidence.message) }
        after.blockers.removeAll { gone.contains($0.evidence.message) || record.endedBlockers.contains($0.id) }
        after.skips.removeAll { gone.contains($0.message) }
        for change in record.questionChanges {
            guard let index = after.questions.firstIndex(where: { $0.id == change.question }) else { continue }
            after.questions[index].state = change.state
        }
        after.updates += record.updates
        after.outputs += record.outputs
        after.blockers += record.blockers
        after.skips += record.skips
        after.questions += record.questions
        return after
    }
}
