import HistoryStore
import Model
import ReplyParsing

/// What a reply does to lines that stand, and to what its sender has told before.
extension Composer {
    /// What the sender takes back by its key result, and what is no longer in the way.
    func end(_ record: inout ReplyRecord, _ reading: Reading, _ reply: Reply) async throws -> [TextSpan] {
        var unclear: [TextSpan] = []
        let talk = flow.lineTalk(in: reply.source.text, markup: reply.markup, state: reply.state)
        if !reading.unblocked.isEmpty || !reading.retracted.isEmpty || !talk.isEmpty {
            let messages = try await flow.store.messages(checkIn: reply.state.checkIn.id)
            record.endedBlockers = Unblocking(reply: reply, messages: messages).ended(by: reading)
            let outcome = Retracting(reply: reply, messages: messages).outcome(of: reading)
            // "so that's not blocking you any more", which has ended one.
            unclear = record.endedBlockers.isEmpty ? outcome.unclear : []
            record.retractedNotes = outcome.notes.filter { !record.endedBlockers.contains($0) }
            for (id, keyResult) in outcome.moved { move(id, to: keyResult, &record, reply) }
            unclear = endInPassing(talk, &record, reading, reply, messages, unclear)
            keepOtherParts(&record, reply, messages)
        }
        for taken in reading.takenBackStatuses { endStatus(taken, &record, reply) }
        takeBack(&record, reply) { update in
            reading.takenBack.contains(update.keyResult) && (update.value != nil || !reading.takenBackNumbers.contains(update.keyResult))
        }
        return unclear
    }

    /// The sender's own updates that are meant stand no longer.
    private func takeBack(_ record: inout ReplyRecord, _ reply: Reply, _ isMeant: (Update) -> Bool) {
        let ended = Set(record.ended.map(\.update))
        record.ended += reply.state.liveUpdates.filter { $0.author == reply.author && !ended.contains($0.id) && isMeant($0) }
            .map { ReplyRecord.Ended(update: $0.id, state: .withdrawn, reason: "taken back by \(reply.author)") }
    }

    /// What the message says of lines beside what the reading has named.
    ///
    /// Gives the requests that are still not clear.
    private func endInPassing(
        _ talk: [LineTalk], _ record: inout ReplyRecord, _ reading: Reading, _ reply: Reply, _ messages: [Message], _ unclear: [TextSpan]
    ) -> [TextSpan] {
        guard !talk.isEmpty, reply.pending == nil || reading.kind != .answer else { return unclear }
        let isKnown = !record.endedBlockers.isEmpty || !record.retractedNotes.isEmpty || !record.movedNotes.isEmpty
        let outcome = LineTalking(reply: reply, messages: messages, talk: talk).outcome(reading)
        var reworded: Set<UniqueID> = []
        if !isKnown {
            record.endedBlockers += outcome.endedBlockers
            record.retractedNotes += outcome.retracted
            for (id, words) in outcome.reworded { reworded.insert(reword(id, words, &record, reply)) }
            for (id, keyResult) in outcome.moved { move(id, to: keyResult, &record, reply) }
        }
        let told = Set(record.updates.filter { $0.value != nil }.map(\.keyResult))
        takeBack(&record, reply) { update in
            outcome.withdrawn.contains(update.keyResult) && update.value != nil && !told.contains(update.keyResult)
        }
        // "take the survey off, it's only live for half of them", "“stuck around 35” isn't a blocker": said of a line, and none of its own.
        if !record.retractedNotes.isEmpty || !outcome.reworded.isEmpty {
            let said = talk.filter { [.takeOut, .denial].contains($0.kind) || $0.isRewording }
            func isSaidOfLine(_ id: UniqueID, _ evidence: Evidence, pointing: Bool) -> Bool {
                guard evidence.message == reply.source.id, !reworded.contains(id) else { return false }
                let span = TextSpan(start: evidence.start, end: evidence.end)
                return said.contains { $0.span.overlaps(span) || (pointing || $0.isRewording) && $0.sentence.overlaps(span) }
            }
            record.outputs.removeAll {
                isSaidOfLine(
                    $0.id, $0.evidence, pointing: things(in: words(reply.source, $0.evidence), locale: reply.state.snapshot.locale).count <= 2)
            }
            record.blockers.removeAll { isSaidOfLine($0.id, $0.evidence, pointing: false) }
        }
        if !record.retractedNotes.isEmpty || !record.movedNotes.isEmpty || !record.endedBlockers.isEmpty || !outcome.withdrawn.isEmpty { return [] }
        return unclear + outcome.unclear.filter { span in !unclear.contains { $0.start < span.end && span.start < $0.end } }
    }

    /// "the referral email isn't out yet, take that off": of "new pricing page and the referral email" the page stays.
    private func keepOtherParts(_ record: inout ReplyRecord, _ reply: Reply, _ messages: [Message]) {
        guard !record.retractedNotes.isEmpty else { return }
        let locale = reply.state.snapshot.locale
        let said = things(in: plainText(of: reply.source.text, markup: reply.markup, span: nil), locale: locale)
        for output in reply.state.outputs where record.retractedNotes.contains(output.id) {
            guard let message = messages.first(where: { $0.id == output.evidence.message }) else { continue }
            let parts = output.evidence.parts(in: message, locale: locale).map { (part: $0, things: things(in: words(message, $0), locale: locale)) }
            let kept = parts.filter { $0.things.isDisjoint(with: said) && !$0.things.isEmpty }
            // What stands on one side of those that go.
            guard parts.count > 1, !kept.isEmpty, kept.count < parts.count, let first = kept.first?.part, let last = kept.last?.part,
                parts.allSatisfy({ part in !part.things.isDisjoint(with: said) || kept.contains { $0.part == part.part } }),
                !parts.contains(where: { $0.part.start > first.start && $0.part.end < last.end && !$0.things.isDisjoint(with: said) })
            else { continue }
            var rest = output
            rest.id = flow.clock.makeID()
            rest.initiative = nil
            rest.evidence = Evidence(message: output.evidence.message, start: first.start, end: last.end)
            record.outputs.append(rest)
        }
    }

    private func move(_ id: UniqueID, to keyResult: KeyResultID, _ record: inout ReplyRecord, _ reply: Reply) {
        guard var blocker = reply.state.blockers.first(where: { $0.id == id }) else { return }
        record.movedNotes.append(id)
        blocker.id = flow.clock.makeID()
        blocker.keyResult = keyResult
        record.blockers.append(blocker)
    }

    /// The line stands with other words, and is what it was.
    ///
    /// Gives the id of the new one.
    private func reword(_ id: UniqueID, _ words: TextSpan, _ record: inout ReplyRecord, _ reply: Reply) -> UniqueID {
        let new = flow.clock.makeID()
        if var output = reply.state.outputs.first(where: { $0.id == id }) {
            output.id = new
            output.evidence = evidence(words, reply)
            record.outputs.append(output)
        } else if var blocker = reply.state.blockers.first(where: { $0.id == id }) {
            blocker.id = new
            blocker.evidence = evidence(words, reply)
            record.blockers.append(blocker)
        }
        record.movedNotes.append(id)
        return new
    }

    /// "take the red off 4": the status goes, and the number and the confidence that were told with it stay. What was told as done was no number of its own.
    private func endStatus(_ taken: ReadStatusTakenBack, _ record: inout ReplyRecord, _ reply: Reply) {
        let told = reply.state.liveUpdates.filter { update in
            update.author == reply.author
                && (taken.confidence.map { told in update.confidence.map { abs($0 - told) < 0.005 } ?? false } ?? (update.status == taken.status))
                && (taken.keyResult.map { $0 == update.keyResult } ?? true)
                && !record.ended.contains { $0.update == update.id }
        }
        guard taken.keyResult != nil || Set(told.map(\.keyResult)).count == 1 else { return }
        for update in told {
            record.ended.append(ReplyRecord.Ended(update: update.id, state: .withdrawn, reason: "status taken back by \(reply.author)"))
            var rest = update
            if taken.confidence == nil { rest.status = nil } else { rest.confidence = nil }
            guard taken.status != .done, rest.value != nil || rest.confidence != nil || rest.status != nil else { continue }
            rest.id = flow.clock.makeID()
            rest.supersedes = update.id
            record.updates.append(rest)
        }
    }
}
