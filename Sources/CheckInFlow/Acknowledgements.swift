import ChatPlatforms
import HistoryStore
import Insights
import Model
import ReplyParsing

/// Says back what was understood: one message a person and check-in, with all that they have said in it so far.
struct Acknowledgements: Sendable {
    let flow: Flow

    /// Adds the acknowledgement when the record changes anything; a question alone is its own answer.
    ///
    /// - Parameter reading: what the message at hand was read as; its status and confidence are shown in their own words, wherever they stand in it.
    func add(
        to record: inout ReplyRecord, _ reply: Reply, notes: [AcknowledgementContent.Note], approximate: Set<KeyResultID>, reading: Reading? = nil
    ) async throws {
        guard record.changesSomething || notes.contains(where: \.isRefusal) || !record.questions.isEmpty && notes.contains(where: \.isOmission) else {
            return
        }
        let after = reply.state.applying(record)
        let all = try await messages(reply)
        let messages = reply.event.isDirect ? all : all.filter { !$0.value.isDirect }
        let still = approximate.union(stillApproximate(after, reply, messages))
        var content = content(of: reply.author, named: reply.personName, after, messages, still)
        for index in content.lines.indices { content.lines[index].replaced = replaced(content.lines[index], record, reply) }
        for index in content.lines.indices where !content.lines[index].words.isEmpty {
            guard let update = reading?.updates.first(where: { $0.keyResult == content.lines[index].definition.id }) else { continue }
            content.lines[index].words += farWords(of: update, reply).map { " … " + $0 }.joined()
        }
        content.canEdit = flow.hearsEdits(of: reply.event)
        content.notes = standing(after, record, reply, isEmpty: content.isEmpty) + ended(record, reply, messages) + notes
        var draft = flow.answer(
            .acknowledgement, flow.settings.texts.acknowledgement(content), to: reply, slot: Self.slot(reply.state.checkIn.id, reply.author))
        if let can = flow.settings.platforms[reply.event.account]?.capabilities {
            let form = AcknowledgementForm(can, to: reply.event, saysMore: content.saysMore)
            if form == .mark { draft.reactsTo = reply.event.messageID }
            // Under another message it is no newer version of the one before, which would draw it into that one's thread. Where the platform tells no
            // ids, the slot only takes back what has not left yet.
            if form == .mark || form != .edited && can.returnsMessageID { draft.slot = nil }
        }
        record.drafts.insert(draft, at: 0)
        // Who is freed by a colleague sees it, too.
        let freed = reply.state.blockers.filter { record.endedBlockers.contains($0.id) && $0.author != reply.author }
        record.drafts += try await newVersions(after, reply, all, freed)
    }

    /// The words of a status and a confidence that stand too far from the value's to be quoted with them.
    private func farWords(of update: ReadUpdate, _ reply: Reply) -> [String] {
        [update.statusSpan, update.confidenceSpan].compactMap { span in
            guard let span, span.end > update.evidence.end || span.start < update.evidence.start else { return nil }
            let start = span.start < update.evidence.end && span.end > update.evidence.end ? update.evidence.end : span.start
            let said = words(reply.source, evidence(TextSpan(start: start, end: span.end), reply))
            let shown = String(said.drop { !$0.isLetter && !$0.isNumber && !$0.isSymbol })
            return shown.isEmpty ? nil : shown
        }
    }

    /// What was told of it before, by the author or a colleague, where this message tells another value.
    private func replaced(_ line: AcknowledgementContent.Line, _ record: ReplyRecord, _ reply: Reply) -> Double? {
        guard let new = line.new, record.updates.contains(where: { $0.keyResult == line.definition.id && $0.value == new }) else { return nil }
        let told = reply.state.liveUpdates.last { $0.keyResult == line.definition.id && $0.value != nil }?.value
        return told == new || told == line.old ? nil : told
    }

    /// Where an earlier message of the sender told the value that stands, with words such as "about".
    private func stillApproximate(_ after: CheckInState, _ reply: Reply, _ messages: [UniqueID: Message]) -> Set<KeyResultID> {
        var readings: [UniqueID: Reading] = [:]
        return Set(
            after.snapshot.keyResults.map(\.definition.id).filter { id in
                let valued = after.liveUpdates.last { $0.keyResult == id && $0.author == reply.author && $0.value != nil }
                guard let told = valued?.evidence?.message, told != reply.source.id, let message = messages[told] else { return false }
                let reading =
                    readings[told]
                    ?? flow.read(
                        message.text, markup: message.markup, state: reply.state, author: reply.author, basis: reply.basis, focus: nil, pending: nil,
                        pendingWords: "")
                readings[told] = reading
                return reading.updates.contains { $0.keyResult == id && $0.isApproximate }
            })
    }

    private static func slot(_ checkIn: CheckInID, _ author: Author) -> String { "ack/\(checkIn)/\(author)" }

    /// What one person has said so far.
    private func content(
        of author: Author, named name: String, _ after: CheckInState, _ messages: [UniqueID: Message], _ approximate: Set<KeyResultID>
    ) -> AcknowledgementContent {
        var content = AcknowledgementContent(
            checkIn: after.checkIn.id, teamName: after.snapshot.teamName, personName: name, locale: after.snapshot.locale)
        content.lines = lines(after, author, messages, approximate)
        content.outputs = after.outputs.filter { $0.state == .live && $0.author == author }.map { output in
            AcknowledgementContent.OutputLine(
                words: quote(output.evidence, messages) ?? privateWords,
                initiativeTitle: after.snapshot.initiatives.first { $0.id == output.initiative }?.title
            )
        }
        content.blockers = after.blockers.filter { $0.state == .live && $0.author == author }.map { blocker in
            AcknowledgementContent.BlockerLine(
                words: quote(blocker.evidence, messages) ?? privateWords,
                keyResultTitle: blocker.keyResult.flatMap { after.snapshot.keyResult($0)?.definition.title })
        }
        content.skips = skips(after, author)
        content.hasOpenQuestion = after.questions.contains { $0.author == author && ($0.state == .asked || $0.state == .waiting) }
        return content
    }

    /// The acknowledgements of others whose value stands no longer, or again, or who are freed, where the platform can edit them.
    private func newVersions(
        _ after: CheckInState, _ reply: Reply, _ messages: [UniqueID: Message], _ freed: [Blocker]
    ) async throws -> [OutboxDraft] {
        let others = Set(reply.state.liveUpdates.map(\.author)).union(freed.map(\.author)).subtracting([reply.author]).filter { author in
            freed.contains { $0.author == author } || lines(reply.state, author, [:], []).map(\.kept) != lines(after, author, [:], []).map(\.kept)
        }
        guard !others.isEmpty else { return [] }
        let rows = try await flow.store.outboxRows(checkIn: reply.state.checkIn.id)
        return others.sorted { $0.description < $1.description }.compactMap { author in
            let slot = Self.slot(reply.state.checkIn.id, author)
            guard let row = rows.last(where: { $0.slot == slot && $0.state == .delivered && $0.platformMessageID != nil }),
                let can = flow.settings.platforms[row.account]?.capabilities, can.edits, can.returnsMessageID
            else { return nil }
            let name = author.person.flatMap { reply.state.snapshot.person($0)?.name } ?? author.description
            let quotable = messages.filter { !$0.value.isDirect || $0.value.conversation == row.conversation }
            var content = content(of: author, named: name, after, quotable, [])
            content.canEdit = can.hearsEdits
            if reply.isLate { content.notes = [.late] }
            content.notes += freed.filter { $0.author == author }.map { .unblocked(words: quote($0.evidence, quotable) ?? privateWords) }
            return OutboxDraft(
                id: flow.clock.makeID(), kind: .acknowledgement, account: row.account, conversation: row.conversation,
                text: flow.settings.texts.acknowledgement(content), checkIn: reply.state.checkIn.id, slot: slot, createdAt: reply.now,
                notBefore: reply.now, expiresAt: reply.now + .hours(24))
        }
    }

    /// Kept messages of the check-in by id, with the one that is about to be kept.
    private func messages(_ reply: Reply) async throws -> [UniqueID: Message] {
        var messages: [UniqueID: Message] = [:]
        for message in try await flow.store.messages(checkIn: reply.state.checkIn.id) { messages[message.id] = message }
        messages[reply.source.id] = reply.source
        messages[reply.message.id] = reply.message
        return messages
    }

    private func quote(_ evidence: Evidence?, _ messages: [UniqueID: Message]) -> String? {
        evidence.flatMap { evidence in messages[evidence.message].map { words($0, evidence) } }
    }

    private func lines(
        _ after: CheckInState, _ author: Author, _ messages: [UniqueID: Message], _ approximate: Set<KeyResultID>
    ) -> [AcknowledgementContent.Line] {
        let live = after.liveUpdates
        return after.snapshot.keyResults.compactMap { state in
            let all = live.filter { $0.keyResult == state.definition.id }
            let own = all.filter { $0.author == author }
            guard let newest = own.last else { return nil }
            let valued = own.last { $0.value != nil }
            // "no change" behind the value says nothing new: the words that said it first are quoted.
            let source = own.reversed().filter { $0.value != nil }.prefix { $0.value == valued?.value }.last
            let other = valued.flatMap { mine in
                all.last { $0.value != nil && ($0.saidAt, $0.id) > (mine.saidAt, mine.id) && $0.author != author }
            }
            let isReplaced = other.map { $0.value != valued?.value } ?? false
            return AcknowledgementContent.Line(
                definition: state.definition, number: state.number, old: state.current, new: valued?.value,
                isUnchanged: valued?.value != nil && valued?.value == state.current, status: own.last { $0.status != nil }?.status,
                confidence: own.last { $0.confidence != nil }?.confidence, words: quotes(of: own, source ?? newest, state.definition.kind, messages),
                isApproximate: approximate.contains(state.definition.id), kept: isReplaced ? other.map { phrase($0, after.snapshot) } : nil)
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
            // Words of an earlier value beside them would tell another number.
            if let other, other.value == nil || other.value == source.value, !sources.contains(where: { $0.evidence == other.evidence }) {
                sources.append(other)
            }
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
    private func phrase(_ other: Update, _ snapshot: Snapshot) -> String {
        let name = other.author.person.flatMap { snapshot.person($0)?.name } ?? "somebody"
        guard let definition = snapshot.keyResult(other.keyResult)?.definition, let value = other.value else {
            return "\(name) has since reported another value"
        }
        return "\(name) has since reported \(formatValue(value, of: definition, locale: snapshot.locale))"
    }

    private func skips(_ after: CheckInState, _ author: Author) -> [AcknowledgementContent.SkipLine] {
        let own = after.skips.filter { $0.state == .live && $0.author == author }.map(\.keyResult)
        let reported = Set(after.liveUpdates.filter { $0.author == author }.map(\.keyResult))
        let everything: [AcknowledgementContent.SkipLine] = own.contains(nil) ? [.everything] : []
        return everything
            + after.snapshot.keyResults.map(\.definition).filter { own.contains($0.id) && !reported.contains($0.id) }
            .map { .keyResult(title: $0.title) }
    }

    /// What is no longer in the way, and what was taken out.
    private func ended(_ record: ReplyRecord, _ reply: Reply, _ messages: [UniqueID: Message]) -> [AcknowledgementContent.Note] {
        func words(_ evidence: Evidence) -> String { quote(evidence, messages) ?? privateWords }
        let taken =
            reply.state.outputs.filter { record.retractedNotes.contains($0.id) }.map(\.evidence)
            + reply.state.blockers.filter { record.retractedNotes.contains($0.id) }.map(\.evidence)
        return reply.state.blockers.filter { record.endedBlockers.contains($0.id) }.map { .unblocked(words: words($0.evidence)) }
            + taken.map { .takenOut(words: words($0)) }
    }

    private func standing(
        _ after: CheckInState, _ record: ReplyRecord, _ reply: Reply, isEmpty: Bool
    ) -> [AcknowledgementContent.Note] {
        var notes: [AcknowledgementContent.Note] = []
        if reply.place.newerOpen != nil { notes.append(.olderCheckIn(reply.state.checkIn.id.week)) }
        if reply.isLate { notes.append(.late) }
        let isWithdrawal = !record.ended.isEmpty || !record.endsNotesOf.isEmpty || !record.retractedNotes.isEmpty
        if isEmpty {
            if isWithdrawal { notes.append(.allWithdrawn) }
        } else {
            let standing = record.updates + after.liveUpdates.filter { $0.author == reply.author }
            let withdrawn = reply.state.snapshot.keyResults.filter { keyResult in
                let gone = record.ended.filter { $0.state == .withdrawn }
                    .compactMap { ended in reply.state.updates.first { $0.id == ended.update && $0.keyResult == keyResult.definition.id } }
                let left = standing.filter { $0.keyResult == keyResult.definition.id }
                // A confidence may stay where the number goes.
                return !gone.isEmpty && (left.isEmpty || gone.contains { $0.value != nil } && left.allSatisfy { $0.value == nil })
            }
            .map(\.definition.title)
            if !withdrawn.isEmpty { notes.append(.withdrawn(titles: withdrawn)) }
        }
        return notes
    }
}

extension AcknowledgementContent.Note {
    /// What was not taken, which a question about something else would hide.
    fileprivate var isOmission: Bool {
        switch self {
        case .waiting, .notRecorded: true
        default: false
        }
    }

    /// Something said was not taken, which is worth saying even where nothing changes.
    fileprivate var isRefusal: Bool {
        switch self {
        case .alreadyChanged, .changedSince: true
        default: false
        }
    }
}

extension ReplyRecord {
    /// Whether anything is recorded, replaced or taken back.
    var changesSomething: Bool {
        !updates.isEmpty || !ended.isEmpty || !outputs.isEmpty || !blockers.isEmpty || !skips.isEmpty || !endsNotesOf.isEmpty
            || !endedBlockers.isEmpty || !retractedNotes.isEmpty || !movedNotes.isEmpty
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
        let taken = Set(record.endedBlockers + record.retractedNotes + record.movedNotes)
        after.outputs.removeAll { gone.contains($0.evidence.message) || taken.contains($0.id) }
        after.blockers.removeAll { gone.contains($0.evidence.message) || taken.contains($0.id) }
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
