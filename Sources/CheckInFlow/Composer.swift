import HistoryStore
import Model
import ReplyParsing
import Scheduling

/// Turns one reply into the record of all that it changes. Reads, and writes nothing.
struct Composer: Sendable {
    let flow: Flow
    private let answers: Answers
    private let questions: Questions
    private let acknowledgements: Acknowledgements
    private let undoing: Undoing

    init(flow: Flow) {
        self.flow = flow
        answers = Answers(flow: flow)
        questions = Questions(flow: flow)
        acknowledgements = Acknowledgements(flow: flow)
        undoing = Undoing(flow: flow)
    }

    /// Nil for words that were not meant for us.
    func compose(_ reply: Reply) async throws -> ReplyRecord? {
        let ruled = try await ruled(reply)
        var reply = reply
        if let ruled { reply.source.text = ruled.rest }
        let reading = try await read(reply)
        var record = emptyRecord(reply, reading.kind)
        switch reading.kind {
        case .chatter, .unread:
            guard reply.place.isAddressed else { return nil }
            let unclear = try await end(&record, reading, reply)
            ruled?.add(to: &record)
            if ruled != nil || !record.endedBlockers.isEmpty || !record.ended.isEmpty || !record.retractedNotes.isEmpty || !record.movedNotes.isEmpty
            {
                record.kind = .report
                try await acknowledgements.add(
                    to: &record, reply, notes: omissions(reading, record, reply, unclear: unclear), approximate: [])
            } else if reading.kind == .unread && (!isToColleague(reading, reply) || reading.claims.contains { $0.rule == .withoutKeyResult })
                || !unclear.isEmpty
            {
                record.kind = .unread
                record.drafts = [unread(reply, isOfLine: !unclear.isEmpty)]
            }
        case .command:
            guard reply.place.isAddressed, let command = reading.command else { return nil }
            try await perform(command, reply, &record)
        case .report, .answer:
            let unclear = try await fill(&record, from: reading, reply)
            ruled?.add(to: &record)
            try await questions.ask(reading, reply, &record)
            try await acknowledgements.add(
                to: &record, reply, notes: notes(reading, record, reply, unclear: unclear), approximate: approximate(reading), reading: reading)
            if let settled = settled(record, reply) { record.drafts.append(notice(flow.settings.texts.notice(settled), reply)) }
        }
        return record
    }

    /// Lines of an earlier message that this one calls by their name.
    private struct Ruled {
        var outputs: [Output] = []
        var blockers: [Blocker] = []
        /// What the message says beside them.
        var rest = ""

        func add(to record: inout ReplyRecord) {
            record.outputs += outputs
            record.blockers += blockers
        }
    }

    /// "that's a blocker", "the second one is shipped": of what the sender's last message told and nothing was taken from.
    private func ruled(_ reply: Reply) async throws -> Ruled? {
        guard reply.pending == nil, reply.place.isAddressed, reply.message.id == reply.source.id,
            let rulings = flow.rulings(in: reply.source.text, markup: reply.markup, state: reply.state),
            let left = try await Unrecorded(flow: flow).left(before: reply)
        else { return nil }
        var ruled = Ruled(rest: rulings.rest ?? "")
        for ruling in rulings.found {
            let spans =
                if let about = ruling.about {
                    meant(left.open, of: left.message, by: about, reply)
                } else {
                    switch ruling.ordinal {
                    case nil: left.open
                    case -1: left.quoted.suffix(1).filter { left.open.contains($0) }
                    case let place?: left.quoted.dropFirst(place - 1).prefix(1).filter { left.open.contains($0) }
                    }
                }
            guard let first = spans.first, let last = spans.last else { return nil }
            let joined = TextSpan(start: first.start, end: max(first.end, last.end))
            for span in ruling.isJoined ? [joined] : spans {
                let evidence = Evidence(message: left.message.id, start: span.start, end: span.end)
                let said = (id: flow.clock.makeID(), checkIn: reply.state.checkIn.id)
                switch ruling.kind {
                case .output:
                    ruled.outputs.append(
                        Output(
                            id: said.id, checkIn: said.checkIn, initiative: nil, author: reply.author, saidAt: reply.saidAt, evidence: evidence))
                case .blocker:
                    ruled.blockers.append(
                        Blocker(
                            id: said.id, checkIn: said.checkIn, keyResult: ruling.keyResult, author: reply.author, saidAt: reply.saidAt,
                            evidence: evidence))
                }
            }
        }
        return ruled
    }

    /// Those that speak of what is named.
    private func meant(_ spans: [TextSpan], of message: Message, by about: TextSpan, _ reply: Reply) -> [TextSpan] {
        let locale = reply.state.snapshot.locale
        let named = things(in: words(reply.source, evidence(about, reply)), locale: locale)
        return spans.filter { span in
            let said = things(in: words(message, Evidence(message: message.id, start: span.start, end: span.end)), locale: locale)
            return !named.isEmpty && said.intersection(named).count * 2 >= named.count
        }
    }

    /// "that's sitting with me, sorry Caro": a colleague is spoken to, and only the sound of the words is like a report.
    private func isToColleague(_ reading: Reading, _ reply: Reply) -> Bool {
        guard reading.claims.allSatisfy({ $0.isDropped && $0.keyResults.isEmpty }), reading.leftOut.isEmpty, reply.pending == nil else {
            return false
        }
        let colleagues = Colleagues(reply.state.snapshot.people.filter { $0.id != reply.author.person }.map(\.name))
        return colleagues.areAddressed(in: plainText(of: reply.source.text, markup: reply.markup, span: nil))
            && !tellsMore(reading, reply, colleagues)
    }

    /// "You're welcome, Ana. Cake at three. On my side the pricing page for the team plan is finally out": what stands in a sentence behind is told to us.
    private func tellsMore(_ reading: Reading, _ reply: Reply, _ colleagues: Colleagues) -> Bool {
        let text = reply.source.text
        guard !text.contains("?") else { return false }
        let first = Evidence(message: reply.source.id, start: 0, end: 1).sentence(in: text)
        return flow.asides(in: text, markup: reply.markup, state: reply.state, reading: reading).contains { aside in
            let sentence = evidence(aside.span, reply).sentence(in: text)
            return aside.isLine && sentence.start > first.end && !colleagues.areAddressed(in: words(reply.source, sentence))
        }
    }

    /// The sender's question is answered, and nothing else comes of it that an acknowledgement would show.
    private func settled(_ record: ReplyRecord, _ reply: Reply) -> NoticeContent? {
        guard let pending = reply.pending, record.questions.isEmpty, record.outputs.isEmpty, record.blockers.isEmpty, record.skips.isEmpty,
            record.ended.isEmpty, record.endedBlockers.isEmpty, record.retractedNotes.isEmpty, record.movedNotes.isEmpty,
            record.questionChanges.contains(where: { $0.question == pending.id && $0.state != .asked && $0.state != .waiting }),
            record.updates.allSatisfy({ update in
                update.status == nil && update.confidence == nil && (update.value == nil || update.value == reply.basis.current[update.keyResult])
                    && reply.state.liveUpdates.contains { $0.keyResult == update.keyResult && $0.author == reply.author && $0.value == update.value }
            })
        else { return nil }
        let meant = pending.candidates.count == 1 ? pending.candidates.first : record.updates.first?.keyResult
        return .settled(
            meant.flatMap { reply.state.snapshot.keyResult($0)?.definition }, now: meant.flatMap { reply.basis.current[$0] },
            locale: reply.state.snapshot.locale)
    }

    /// Reads the reply in its context; the question open to the sender is part of it.
    func read(_ reply: Reply) async throws -> Reading {
        var pendingWords = ""
        if let pending = reply.pending, let asked = try await flow.store.message(pending.evidence.message) {
            pendingWords = words(asked, pending.evidence)
        }
        return flow.read(
            reply.source.text, markup: reply.markup, state: reply.state, author: reply.author, basis: reply.basis, focus: reply.basis.focus,
            pending: reply.pending, pendingWords: pendingWords)
    }

    func emptyRecord(_ reply: Reply, _ kind: ReplyRecord.ReadingKind) -> ReplyRecord {
        ReplyRecord(
            inbox: reply.item.inbox, message: reply.message, kind: kind, parserVersion: parserVersion, basis: reply.basis,
            checkIn: reply.state.checkIn.id, expectedRevision: reply.state.checkIn.revision, recordedAt: reply.now, summary: kind.rawValue)
    }

    /// Updates, outputs, blockers and skips of the reading, and what becomes of the question that it answers.
    ///
    /// Gives the words that ask for a line to go, where it is unclear which.
    @discardableResult
    func fill(_ record: inout ReplyRecord, from reading: Reading, _ reply: Reply) async throws -> [TextSpan] {
        record.updates = try await answers.updates(of: reading, reply, &record)
        let id = reply.state.checkIn.id
        let said = (author: reply.author, at: reply.saidAt)
        record.outputs = reading.outputs.map { output in
            Output(
                id: flow.clock.makeID(), checkIn: id, initiative: output.initiative, author: said.author, saidAt: said.at,
                evidence: evidence(output.span, reply))
        }
        record.blockers = reading.blockers.map { blocker in
            Blocker(
                id: flow.clock.makeID(), checkIn: id, keyResult: blocker.keyResult, author: said.author, saidAt: said.at,
                evidence: evidence(blocker.span, reply))
        }
        try await dropRepeated(&record, reply)
        let unclear = try await end(&record, reading, reply)
        record.skips = skips(of: reading, reply)
        record.summary =
            "\(record.updates.count) updates, \(record.outputs.count) outputs, \(record.blockers.count) blockers, \(reading.questions.count) questions"
        return unclear
    }

    /// "Brevik is still stuck" of who has told by what, "we did ship the invitation, on Friday" of who has told it: what says nothing new is told once.
    private func dropRepeated(_ record: inout ReplyRecord, _ reply: Reply) async throws {
        func isStanding(_ state: Update.State, _ author: Author, _ evidence: Evidence) -> Bool {
            state == .live && author == reply.author && evidence.message != reply.source.id
        }
        let blockers = record.blockers.isEmpty ? [] : reply.state.blockers.filter { isStanding($0.state, $0.author, $0.evidence) }
        let outputs = record.outputs.isEmpty ? [] : reply.state.outputs.filter { isStanding($0.state, $0.author, $0.evidence) }
        guard !blockers.isEmpty || !outputs.isEmpty else { return }
        let locale = reply.state.snapshot.locale
        // What an earlier version of the same message told goes with that version.
        let messages = try await flow.store.messages(checkIn: reply.state.checkIn.id).filter {
            $0.platformID != reply.message.platformID || $0.conversation != reply.message.conversation || $0.account != reply.message.account
        }
        func told(_ evidence: Evidence) -> Set<UInt64>? {
            messages.first { $0.id == evidence.message }.map { things(in: words($0, evidence), locale: locale) }
        }
        func isRepeated(_ evidence: Evidence, _ earlier: [Set<UInt64>]) -> Bool {
            let said = things(in: words(reply.source, evidence), locale: locale)
            return !said.isEmpty && earlier.contains { said.isSubset(of: $0) }
        }
        let toldBlockers = blockers.compactMap { told($0.evidence) }
        record.blockers.removeAll { isRepeated($0.evidence, toldBlockers) }
        let toldOutputs = outputs.compactMap { output in told(output.evidence).map { (output.initiative, $0) } }
        record.outputs.removeAll { output in isRepeated(output.evidence, toldOutputs.filter { $0.0 == output.initiative }.map(\.1)) }
    }

    /// A skip of everything means the key results that the sender owns; with none, only the sender's own reply.
    private func skips(of reading: Reading, _ reply: Reply) -> [Skip] {
        let keyResults: [KeyResultID?] = reading.skips.flatMap { skip -> [KeyResultID?] in
            switch skip.subject {
            case .keyResult(let id): return [id]
            case .everything:
                let owned = reply.state.snapshot.keyResults.filter { $0.definition.owner != nil && $0.definition.owner == reply.author.person }
                return owned.isEmpty ? [nil] : owned.map { $0.definition.id }
            }
        }
        return keyResults.map {
            Skip(
                id: flow.clock.makeID(), checkIn: reply.state.checkIn.id, keyResult: $0, author: reply.author, saidAt: reply.saidAt,
                message: reply.message.id)
        }
    }

    private func perform(_ command: ReadCommand, _ reply: Reply, _ record: inout ReplyRecord) async throws {
        let texts = flow.settings.texts
        let snapshot = reply.state.snapshot
        switch command {
        case .help:
            let content = HelpContent(teamName: snapshot.teamName, snapshot: snapshot, hearsEdits: flow.hearsEdits(of: reply.event))
            record.drafts = [notice(texts.help(content), reply)]
        case .status:
            let closes = flow.settings.zones[snapshot.timeZone]?.local(reply.state.checkIn.closesAt)
            record.drafts = [notice(texts.status(StatusContent(try await flow.facts(reply.state), closes: closes)), reply)]
        case .undo:
            let content = try await undoing.undo(reply, &record)
            record.drafts = [notice(texts.notice(content), reply)]
            try await questions.poseNext(reply, &record)
            if !record.ended.isEmpty || !record.endsNotesOf.isEmpty {
                try await acknowledgements.add(to: &record, reply, notes: [], approximate: [])
            }
        }
    }

    /// - Parameter isOfLine: the sender wants a line taken out, and which is not clear.
    private func unread(_ reply: Reply, isOfLine: Bool = false) -> OutboxDraft {
        let words = plainText(of: reply.message.text, markup: reply.message.markup, span: nil)
        return notice(
            flow.settings.texts.unread(
                UnreadContent(
                    words: words, snapshot: reply.state.snapshot, current: reply.basis.current, person: reply.author.person,
                    isAsked: reply.pending != nil, isOfLine: isOfLine)), reply)
    }

    private func notice(_ text: OutgoingText, _ reply: Reply) -> OutboxDraft {
        flow.answer(.notice, text, to: reply)
    }

    private func notes(_ reading: Reading, _ record: ReplyRecord, _ reply: Reply, unclear: [TextSpan]) -> [AcknowledgementContent.Note] {
        var notes: [AcknowledgementContent.Note] = []
        // "for completeness: …" is said for nobody.
        if let name = reading.reportedFor?.name,
            name.first?.isLowercase != true || answers.person(named: name, in: reply.state.snapshot) != nil
        {
            notes.append(.saidFor(name: name))
        }
        let kept = answers.statusesKept(reading, reply).compactMap { reply.state.snapshot.keyResult($0)?.definition.title }
        if !kept.isEmpty { notes.append(.ownersStatusKept(titles: kept)) }
        let ended = Set(record.ended.map(\.update))
        let reported = Set(reply.state.liveUpdates.filter { $0.author == reply.author && !ended.contains($0.id) }.map(\.keyResult))
        if !record.skips.isEmpty, record.skips.allSatisfy({ skip in skip.keyResult.map { reported.contains($0) } ?? false }) {
            let isOfAll = reading.skips.contains { if case .keyResult = $0.subject { false } else { true } }
            let titles = record.skips.compactMap { $0.keyResult.flatMap { reply.state.snapshot.keyResult($0)?.definition.title } }
            notes.append(.skippedAfterReport(titles: isOfAll ? [] : titles))
        }
        return notes + omissions(reading, record, reply, unclear: unclear)
    }

    /// What was not taken, or waits.
    func omissions(_ reading: Reading, _ record: ReplyRecord, _ reply: Reply, unclear: [TextSpan]) -> [AcknowledgementContent.Note] {
        let unrecorded = Unrecorded(flow: flow)
        let endsBlockers = !record.endedBlockers.isEmpty
        let heard = unclear + (record.retractedNotes.isEmpty ? [] : reading.retracted.map(\.span))
        let lines = unrecorded.lines(reading, of: reply.source, reply, endsBlockers: endsBlockers, heard: heard)
        let numbers = reading.leftOut
        let shown = (numbers + unclear + lines.shown).sorted { $0.start < $1.start }
        var notes: [AcknowledgementContent.Note] = []
        let waiting = quotes(reading.questions.compactMap(\.withheld?.evidence), reply)
        if !waiting.isEmpty { notes.append(.waiting(words: waiting)) }
        let words = quotes(shown, reply)
        if !words.isEmpty {
            var advice: AcknowledgementContent.Advice = []
            if !numbers.isEmpty { advice.insert(.number) }
            if lines.isLine { advice.insert(.line) }
            if !unclear.isEmpty { advice.insert(.request) }
            notes.append(.notRecorded(words: words, isMore: lines.isMore, advice: advice))
        }
        return notes
    }

    private func quotes(_ spans: [TextSpan], _ reply: Reply) -> [String] {
        spans.map { words(reply.source, evidence($0, reply)) }.filter { !$0.isEmpty }
    }

    private func approximate(_ reading: Reading) -> Set<KeyResultID> {
        Set(reading.updates.filter(\.isApproximate).map(\.keyResult))
    }
}

/// The span of a reading as evidence in the message that was read.
func evidence(_ span: TextSpan, _ reply: Reply) -> Evidence {
    Evidence(message: reply.source.id, start: span.start, end: span.end)
}
