import Model

/// What stands beside the values: finished work, blockers, and what was not taken.
extension Resolver {
    mutating func addNotes() {
        for output in reader.outputs {
            claim(.output, output.span, output.keyResult.map { IndexSet128($0) } ?? .init())
            reading.outputs.append(
                ReadOutput(
                    text: PlainText.text(reader.tokens, bytes, output.span),
                    initiative: output.initiative.map { reader.vocabulary.initiatives[$0].id },
                    keyResult: output.keyResult.map { targets[$0].id }, span: output.span))
        }
        for blocker in reader.blockers {
            let keyResult = blocker.keyResult ?? ownerBeside(blocker)
            claim(.blocker, blocker.span, keyResult.map { IndexSet128($0) } ?? .init())
            reading.blockers.append(
                ReadBlocker(text: PlainText.text(reader.tokens, bytes, blocker.span), keyResult: keyResult.map { targets[$0].id }, span: blocker.span)
            )
        }
        for taken in reader.takenBackStatuses {
            reading.takenBackStatuses.append(
                ReadStatusTakenBack(
                    status: taken.status, confidence: taken.confidence, keyResult: taken.keyResult.map { targets[$0].id }, span: taken.span,
                    isAsked: taken.isAsked)
            )
            claim(.retracted, taken.span, taken.keyResult.map { IndexSet128($0) } ?? .init())
        }
        if !reader.takenBack.isEmpty {
            for span in reader.takenBackSpans { claim(.retracted, span, reader.takenBack) }
            let told = IndexSet128(drafts.map(\.target))
            reading.takenBack += reader.takenBack.subtracting(told).map { targets[$0].id }
            reading.takenBackNumbers.formUnion(reader.takenBackNumbers.subtracting(told).map { targets[$0].id })
        }
        reading.retracted = reader.retracted
        for line in reader.retracted where line.kind != .output && line.kind != .blocker { claim(.retracted, line.span, .init()) }
        for freed in reader.unblocked {
            if !freed.isHint { claim(.unblocked, freed.span, freed.keyResults) }
            let ids = freed.keyResults.map { Optional(targets[$0].id) }
            reading.unblocked += (ids.isEmpty ? [nil] : ids).map {
                ReadUnblocked(keyResult: $0, span: freed.span, sentence: freed.sentence, isHint: freed.isHint)
            }
        }
        // "we turned it on for everyone. That's it from me, I'm off till Monday"
        if let span = reader.skipAll, reading.updates.isEmpty, reading.questions.isEmpty, reading.skips.isEmpty,
            reading.outputs.isEmpty || reader.clauses.count <= 3
        {
            claim(.skipAll, span, .init())
            reading.skips.append(ReadSkip(subject: .everything, span: span))
        }
        addLeftOut()
        addUnheard()
    }

    private mutating func addUnheard() {
        addTakenBack()
        guard reader.clauses.count > 1,
            !(reading.updates.isEmpty && reading.outputs.isEmpty && reading.blockers.isEmpty && reading.questions.isEmpty)
        else { return }
        var told = IndexSet128(drafts.map(\.target))
        for question in asked { told = told.union(question.candidates) }
        for output in reader.outputs { if let keyResult = output.keyResult { told.insert(keyResult) } }
        for blocker in reader.blockers { if let keyResult = blocker.keyResult { told.insert(keyResult) } }
        for denial in reader.denied { told.insert(denial.keyResult) }
        reading.unheard += reader.unheard(reading, told: told.union(reader.takenBack))
    }

    /// "churn 4.2, read the wrong row": a value that was taken for withdrawn, and no other came in its place.
    private mutating func addTakenBack() {
        for finding in reader.findings where finding.isSuperseded && finding.isValue {
            guard let only = finding.subject.set.only, !finding.subject.isAmbiguous, reading.unheard.count < 2,
                !drafts.contains(where: { $0.target == only && !$0.values.isEmpty }), !asked.contains(where: { $0.candidates.contains(only) })
            else { continue }
            // "3 stays 31, on track. Or... no, at risk": where it stands, and what has told another status.
            let isKnown = quantity(finding).map { told in valueNow(only).map { ValueReader.same($0, told.value) } ?? false } ?? false
            if isKnown || drafts.contains(where: { $0.target == only && $0.status != nil }) { continue }
            if !reading.unheard.contains(where: { $0.overlaps(finding.span) }) { reading.unheard.append(finding.span) }
        }
    }

    /// "8 of 14 shows moved, one is stuck": whose the value is that the same sentence gives without a name.
    private func ownerBeside(_ blocker: BlockerFinding) -> Int? {
        let sentence = reader.clauses[blocker.clause].sentence
        let value = reader.findings.first {
            $0.isTotal && !$0.isSuperseded && $0.subject.isNone && reader.clauses[$0.clause].sentence == sentence
        }
        guard let value, case let subject = owner(of: value), !subject.isAmbiguous else { return nil }
        return subject.set.only
    }

    /// What a question, an output or a blocker says back already needs no word of its own.
    private mutating func addLeftOut() {
        for left in reader.leftOut where reading.leftOut.last != left.span {
            let span = left.span
            let sentence = reader.clauses[left.clause].sentence
            // "+600 so 22.5k" says what it came to.
            if reader.findings.contains(where: { $0.isValue && !$0.isSuperseded && reader.clauses[$0.clause].sentence == sentence }) { continue }
            let isToldElsewhere =
                reading.questions.contains { $0.span.overlaps(span) } || reading.outputs.contains { $0.span.overlaps(span) }
                || reading.blockers.contains { $0.span.overlaps(span) }
            // "36.1 is right": as it is known already.
            let isKnown = reader.elements.contains { element in
                element.kind == .quantity && span.start <= element.start && element.end <= span.end
                    && targets.indices.contains { valueNow($0).map { ValueReader.same($0, reader.quantities[element.index].value) } ?? false }
            }
            // "the 6 is the confidence: six out of ten": read from the same words.
            let isRead = reading.claims.contains { !$0.isDropped && span.start <= $0.span.start && $0.span.end <= span.end }
            if !isToldElsewhere, !isKnown, !isRead { reading.leftOut.append(span) }
        }
    }
}
