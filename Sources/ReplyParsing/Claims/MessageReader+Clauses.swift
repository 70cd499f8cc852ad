import Model

/// What kind of clause it is: a question, a plan, a blocker, an output, or a report of values.
extension MessageReader {
    mutating func readClause() {
        let range = clause.elements
        let meanings = clause.meanings
        if clause.section == .next || clause.section == .past || elements[range.lowerBound].kind == .openTask {
            return dropQuantities(range, clause.section == .past ? .past : .planned)
        }
        if clause.section != .none, isHeadingClause { return }
        // Cheap looks come first: most clauses are reports of values.
        let head = elements[range.lowerBound]
        let sentence = sentences[clause.sentence]
        if sentence.firstElement >= 0, sentence.isQuestion || elements[sentence.firstElement].has([.request, .ask]), isAsked {
            return dropQuantities(range, .asked)
        }
        if meanings.has([.correction, .retract]) || range.count == 1 && isNoAlone { noteCorrection() }
        if meanings.has(.reverted) { takeBackOutput() }
        if meanings.has(.skipAll), readSkipAll() { return }
        if meanings.has(.unblocked) { noteUnblocked(range) }
        if clause.section == .blockers, addSectionBlocker() { return }
        if clause.section == .done, addSectionOutput() { return }
        if meanings.has([.blocked, .cannot]), let cue = blockerCue() { return readBlocker(cue) }
        if head.kind == .emoji, isTicked, readTickedTask() { return }
        if meanings.has([.shipped, .shippedNamed]), let cue = outputCue() { return readOutput(cue) }
        readValues(range)
    }

    /// A question to others, or a request; "14?" is a doubtful value instead.
    private var isAsked: Bool {
        let sentence = sentences[clause.sentence]
        let first = elements[sentence.firstElement]
        if first.has(.request) || isPoliteRequest(sentence.firstElement), !sentence.isQuestion, !clause.elements.contains(where: { isKeyResult($0) })
        {
            return true
        }
        guard sentence.isQuestion else { return false }
        if first.has(.ask) || first.has(.request) || first.kind == .reference { return true }
        // Only a number or a name's value right before the mark makes it a doubtful value.
        var before = sentence.end - 1
        while before >= 0, elements[before].kind == .stop || elements[before].kind == .emoji || isGuess(before) { before -= 1 }
        // "down 40 on last week, can that be right?": what stands before the question is stated.
        if before >= clause.elements.upperBound, clause.elements.contains(where: { elements[$0].kind == .quantity }) { return false }
        guard before >= clause.elements.lowerBound else { return !clause.elements.contains { elements[$0].kind == .quantity && isKeyResultNear($0) } }
        return !(elements[before].kind == .quantity || elements[before].has([.factor, .approximateAfter]) || elements[before].kind == .name)
    }

    /// "someone please turn the heater on".
    private func isPoliteRequest(_ index: Int) -> Bool {
        elements[index].has(.ask) && index + 1 < elements.count && elements[index + 1].has(.request) && firstWord(index + 1).has(.please)
    }

    /// "45 % i guess?", "down 8 this week??": what stands between the number and the mark only softens it.
    func isGuess(_ index: Int) -> Bool {
        elements[index].kind == .word && elements[index].has([.approximate, .time, .now, .there]) && !elements[index].has(.ask)
    }

    private func isKeyResultNear(_ index: Int) -> Bool { clause.elements.contains { isKeyResult($0) } }

    /// "3.7k, não, 3.6k": in some languages the word for "no" corrects only where it stands alone between two numbers.
    private var isNoAlone: Bool {
        guard clause.elements.count == 1, elements[clause.elements.lowerBound].has([.no, .negation]), clauseIndex > 0,
            clauseIndex + 1 < clauses.count,
            clauses[clauseIndex - 1].sentence == clause.sentence
        else { return false }
        return elements[clauses[clauseIndex - 1].elements.upperBound - 1].kind == .quantity
            && elements[clauses[clauseIndex + 1].elements.lowerBound].kind == .quantity
    }

    /// "sorry" and "kidding": the latest value will be replaced, or does not stand at all.
    private mutating func noteCorrection() {
        if clause.lead.has(.condition) || clause.meanings.has(.condition) && clause.meanings.has(.retract) { return }
        guard let last = findings.lastIndex(where: { $0.isValue && !$0.isSuperseded }) else { return }
        let cue = clause.elements.first { elements[$0].has([.correction, .retract]) } ?? clause.elements.lowerBound
        // "£41k?? no idea why"
        if elements[cue].has(.no), cue + 1 < clause.elements.upperBound, isUnknownThing(cue + 1) { return }
        // "reports done. appeals: nope, still 1480" answers for another.
        if !elements[cue].has(.retract),
            let name = clause.elements.first(where: { isKeyResult($0) && $0 < cue }),
            subject(ofName: name).set.intersection(findings[last].subject.set).isEmpty
        {
            return
        }
        // "wrong column" says why the number before was corrected.
        if elements[cue].has(.retract), hasUnknown(clause.elements) || isBehindStruck(last) || isReasonOnly(last) { return }
        // "no" inside a value's own clause is its answer, and "rather" is no correction when it stands behind a value.
        guard findings[last].clause < clauseIndex else { return }
        if elements[cue].has(.no), clause.lead.has([.and, .result, .because, .but]) { return }
        if !elements[cue].has(.retract), !sentenceSubject.isNone, sentenceSubject.set.intersection(findings[last].subject.set).isEmpty { return }
        if elements[cue].has([.no, .yes]), clause.elements.count == 1, !findings[last].isUnsure, isBooleanNext { return }
        if elements[cue].has(.retract) || findings[last].isUnsure {
            findings[last].isSuperseded = elements[cue].has(.retract) || findings[last].isUnsure
            isCorrecting = true
        }
        corrected = last
    }

    /// "35, no, 36, sorry, was reading the wrong column": the number has been corrected, and no other follows.
    private func isReasonOnly(_ finding: Int) -> Bool {
        let sentence = clause.sentence
        guard clauses[findings[finding].clause].sentence == sentence,
            findings.contains(where: {
                $0.isSuperseded && $0.subject.set == findings[finding].subject.set && clauses[$0.clause].sentence == sentence
            })
        else { return false }
        return !clauses[clauseIndex...].prefix { $0.sentence == sentence }.contains { $0.elements.contains { elements[$0].kind == .quantity } }
    }

    /// The number stands in place of one that was struck out.
    private func isBehindStruck(_ finding: Int) -> Bool {
        findings[finding].element >= 0 && tokens[elements[findings[finding].element].token].isBehindStruck
    }

    /// "went live Tuesday and got rolled back Wednesday": nothing of it is left.
    private mutating func takeBackOutput() {
        guard let last = outputs.last, last.clause < clauseIndex,
            clauses[last.clause].sentence == clause.sentence || last.clause == clauseIndex - 1 && elements[clause.elements.lowerBound].has(.reverted),
            !clause.elements.contains(where: { elements[$0].kind == .name })
        else { return }
        outputs.removeAll { $0.clause == last.clause }
    }

    private var isBooleanNext: Bool { forced[clauseIndex] != nil }

    /// "no numbers from me", "no data on our side this week".
    private func isOfMine(_ index: Int) -> Bool {
        guard index + 2 <= clause.elements.upperBound - 1, elements[index + 1].has(.preposition) else { return false }
        return elements[index + 2].has(.firstPerson)
    }

    /// "I'm out again at 05:40": an appointment, and no leave.
    func isAppointment(_ cue: Int) -> Bool {
        clause.elements.contains { $0 > cue + 1 && elements[$0].kind == .reference && elements[$0 - 1].has(.at) }
    }

    private mutating func readSkipAll() -> Bool {
        guard let cue = clause.elements.first(where: { elements[$0].has(.skipAll) || elements[$0].has(.skip) && isOfMine($0) }) else { return false }
        if clause.elements.contains(where: { isKeyResult($0) || elements[$0].kind == .quantity }) { return false }
        if isAppointment(cue) { return false }
        if clause.elements.contains(where: {
            $0 < cue && (elements[$0].isUnknown || elements[$0].kind == .reference || elements[$0].has([.others, .all]))
        }) {
            return false
        }
        if !elements[cue].has([.firstPerson]), elements[cue].has([.planned, .condition]) { return false }
        if !sentenceSubject.isNone, !sentenceSubject.isAmbiguous, !sentenceSubject.isWeak, !clause.meanings.has(.firstPerson) { return false }
        skipAll = skipAll ?? span(cue)
        return true
    }

    // MARK: values

    /// Splits a clause at its names and reads each piece.
    mutating func readValues(_ range: Range<Int>) {
        if let index = forced[clauseIndex] {
            return readPiece(range, Subject(set: IndexSet128(index)), name: nil)
        }
        if clause.meanings.has([.all, .others, .both]), readAll(range) { return }
        findNameGroups(range)
        guard let first = groups.first else { return readNameless(range) }
        if groups.count == 1, isNameOnly(clause) {
            if isTitleStatement(first.subject) { readState(range, first.subject, name: first.range, Course(), since: findings.count) }
            return holdName(first.subject)
        }
        let waited = waiting
        waiting = .none
        if groups.count == 1 {
            let count = findings.count
            if clause.meanings.has(.noIdea), isWithoutIdea(first.range, range) { return }
            let subject = narrowed(joined(first, waited, range), first.range)
            readPiece(range, subject, name: first.range)
            // "been on call": one word of a title, in a clause about something else, is no subject for what follows.
            if subject.isWeak, findings.count == count, isOtherForm(first.range.lowerBound), hasUnknown(range) || clause.meanings.has(.thanks) {
                return
            }
            return enterSubject(subject)
        }
        readPieces(range, waited)
    }

    /// "activation no idea", "no clue on churn": nothing is said of it, and what follows is not about it either.
    private func isWithoutIdea(_ name: Range<Int>, _ range: Range<Int>) -> Bool {
        !range.contains { elements[$0].kind == .quantity || elements[$0].has([.status, .unchanged]) }
            && range.contains { elements[$0].has(.noIdea) && abs($0 - name.lowerBound) <= 3 }
    }

    /// "De-icing training completed.": a boolean's title that says by itself how it stands, where no more is said of it.
    private func isTitleStatement(_ subject: Subject) -> Bool {
        guard let only = subject.set.only, vocabulary.targets[only].kind == .boolean, !isAnswerPending, clause.section == .none,
            !sentences[clause.sentence].isQuestion,
            clause.elements.allSatisfy({ elements[$0].kind == .name || elements[$0].kind == .bullet || elements[$0].has([.article, .and]) }),
            clauseIndex == 0 || !isNameOnly(clauses[clauseIndex - 1])
        else { return false }
        guard clauseIndex + 1 < clauses.count else { return true }
        let next = clauses[clauseIndex + 1]
        if next.elements.contains(where: { isKeyResult($0) }) { return (next.opening == .sentence || next.opening == .line) && !isNameOnly(next) }
        return next.opening != .colon && next.opening != .dash
            && !next.meanings.has([.no, .notYet, .negation, .yes, .status, .unchanged, .skip, .planned, .condition, .both, .all, .still])
            && !next.elements.contains { elements[$0].kind == .quantity || elements[$0].emoji.status != nil }
    }

    struct NameGroup {
        var range: Range<Int>
        var subject: Subject
    }

    /// Names joined by "and", a slash or "&" make one group.
    private mutating func findNameGroups(_ range: Range<Int>) {
        groups.removeAll(keepingCapacity: true)
        for index in range where isKeyResult(index) {
            let subject = subject(ofName: index)
            if isPartOfOther(name: index, range, subject) || isCountedUnit(index, range, subject) { continue }
            // "1) sign-ups 1,450" names it twice; "1) 612 2) 11" names two.
            if mentions[elements[index].index].isListNumber, let next = range.first(where: { $0 > index && isKeyResult($0) }),
                !mentions[elements[next].index].isListNumber
            {
                continue
            }
            if var last = groups.last, isJoint(last.range.upperBound..<index), !subject.isAmbiguous, !last.subject.isAmbiguous {
                last.range = last.range.lowerBound..<(index + 1)
                last.subject.set = last.subject.set.union(subject.set)
                groups[groups.count - 1] = last
            } else {
                groups.append(NameGroup(range: index..<(index + 1), subject: subject))
            }
        }
    }

    /// One word of a title right before an unknown thing is part of that thing's name: "design crit".
    private func isPartOfOther(name index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isWeak || isOtherForm(index), index + 1 < range.upperBound, isUnknownThing(index + 1), elements[index + 1].isSpaced else {
            return false
        }
        // "27 precedents through review": a number counts its unit.
        let isCounted = index > range.lowerBound && elements[index - 1].kind == .quantity && isUnit(name: index, of: subject)
        return !isCounted && !isUnitNoun(index + 1, subject)
    }

    /// "Winter kit: 22 trams of 38" where "Trams in service" is another: behind its number, the unit of what is spoken of names nothing.
    private func isCountedUnit(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard index > range.lowerBound, elements[index - 1].kind == .quantity else { return false }
        // "mica isn't done: 9 chapters of 14"
        if let last = groups.last, last.subject.set == subject.set, isUnit(name: index, of: subject) { return true }
        guard subject.isWeak else { return false }
        let spoken = groups.last?.subject ?? (sentenceSubject.isNone ? waiting : sentenceSubject)
        return !spoken.isNone && spoken.set.intersection(subject.set).isEmpty && isUnit(name: index, of: spoken) && !isUnit(name: index, of: subject)
    }

    /// One word that a name holds in another form only: "card" where the key result is called "cards".
    func isOtherForm(_ index: Int) -> Bool {
        let mention = mentions[elements[index].index]
        return mention.range.count == 1 && mention.words == 1 && !vocabulary.hasForm(tokens[mention.range.lowerBound].hash) && !mention.isMisspelt
    }

    private func isJoint(_ between: Range<Int>) -> Bool {
        // "nothing on churn or NPS"
        let joining: Meaning = clause.meanings.has([.nothingOn, .unchanged]) ? [.and, .both, .or] : [.and, .both]
        return !between.isEmpty && between.allSatisfy { elements[$0].kind == .slash || elements[$0].has(joining) }
    }

    /// The names that waited, if what is said here can be said of them too.
    private func joined(_ group: NameGroup, _ waited: Subject, _ range: Range<Int>) -> Subject {
        guard !waited.isNone, !waited.isAmbiguous, !group.subject.isAmbiguous else { return group.subject }
        let isFirst = range.allSatisfy { $0 >= group.range.lowerBound || elements[$0].has([.and, .filler, .both]) }
        let isShared = clause.lead.has(.and) || clause.meanings.has([.both, .unchanged, .status, .skip, .all])
        guard isFirst, isShared else { return group.subject }
        return Subject(set: waited.set.union(group.subject.set), isAmbiguous: false, isWeak: false, span: group.subject.span)
    }

    /// "red ale is down. 88 casks": a unit that several share is that of the key result just spoken of, while that has no value yet.
    private func narrowed(_ subject: Subject, _ name: Range<Int>) -> Subject {
        guard subject.isAmbiguous, name.count == 1, let spoken = lineSubject.set.only, !lineSubject.isAmbiguous, subject.set.contains(spoken),
            isUnit(name: name.lowerBound, of: lineSubject), !hasOtherValue(lineSubject)
        else { return subject }
        return lineSubject
    }

    private mutating func holdName(_ subject: Subject) {
        if clause.meanings.has(.likewise), !said.isEmpty, !subject.isAmbiguous {
            for index in said {
                var copy = findings[index]
                copy.subject = subject
                copy.clause = clauseIndex
                copy.span = span(clause.elements)
                findings.append(copy)
            }
            return enterSubject(subject)
        }
        if !spreading.isEmpty, clause.opening == .comma || clause.opening == .conjunction, !isNamedNext {
            for index in spreading where findings[index].canBeSaidOfMore {
                var copy = findings[index]
                copy.subject = subject
                findings.append(copy)
            }
            return
        }
        if clause.opening == .comma || clause.opening == .conjunction, !waiting.isNone, !subject.isAmbiguous {
            waiting.set = waiting.set.union(subject.set)
        } else {
            waiting = subject
        }
        enterSubject(subject)
    }

    /// The next clause of the sentence goes on with what is said of these names.
    private var isNamedNext: Bool {
        guard clauseIndex + 1 < clauses.count, clauses[clauseIndex + 1].sentence == clause.sentence else { return false }
        let next = clauses[clauseIndex + 1]
        return !isNameOnly(next) && !next.elements.contains { elements[$0].kind == .name }
            && next.elements.contains { elements[$0].kind == .quantity || elements[$0].has([.unchanged, .status]) } && next.opening == .conjunction
    }

    mutating func enterSubject(_ subject: Subject) {
        sentenceSubject = subject
        lineSubject = subject
    }

    /// Several names in one clause: the values stand all before their names, or all behind them.
    private mutating func readPieces(_ range: Range<Int>, _ waited: Subject) {
        let firstPredicate = range.first { isPredicate($0) }
        let isBefore = firstPredicate.map { $0 < groups[0].range.lowerBound } ?? false
        var start = range.lowerBound
        for position in groups.indices {
            let group = groups[position]
            let isLast = position == groups.count - 1
            let end = isLast ? range.upperBound : isBefore ? group.range.upperBound : groups[position + 1].range.lowerBound
            let subject = position == 0 ? joined(group, waited, range) : group.subject
            let count = findings.count
            readPiece(start..<end, subject, name: group.range)
            if findings.count > count || position == 0 { enterSubject(subject) }
            start = end
        }
    }

    private func isPredicate(_ index: Int) -> Bool {
        let element = elements[index]
        return element.kind == .quantity || element.has([.unchanged, .status, .skip, .factor])
            || !element.emoji.isDisjoint(with: [.onTrack, .atRisk, .offTrack])
    }
}
