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
        if isOfFamily { return dropQuantities(range, .contextOnly) }
        // Cheap looks come first: most clauses are reports of values.
        let head = elements[range.lowerBound]
        let sentence = sentences[clause.sentence]
        if !findings.isEmpty, range.count <= 8, doubtWhose(range) { return }
        if !findings.isEmpty, range.count <= 12, readReassigned(range) { return }
        if !findings.isEmpty, range.count <= 5, readRightOne(range) { return }
        if !findings.isEmpty { readOurs(range) }
        if !findings.isEmpty, meanings.has(.confidence), moveConfidence(range) { return }
        if meanings.has(.negation), meanings.has(.status) { denyDone(range) }
        if meanings.has(.status) || range.contains(where: { elements[$0].kind == .quantity }), hasTakenOut(range), takeBackStatus(range) {
            return dropQuantities(range, .denied)
        }
        if meanings.has(.headingBlockers), noteMoved(range) { return dropQuantities(range, .denied) }
        if hasWord(.matter), noteThingMoved(range) { return dropQuantities(range, .denied) }
        if meanings.has([.takeOut, .retract, .command]), noteTakenOut(range) { return dropQuantities(range, .denied) }
        if sentence.isQuestion, head.has(.or), !findings.isEmpty { doubtLast(range) }
        if sentence.firstElement >= 0, sentence.isQuestion || elements[sentence.firstElement].has([.request, .ask]), isAsked,
            sentence.isQuestion && !asksToSkip(range) || !meanings.has(.skipAll)
        {
            doubtLast(range)
            if sentence.isQuestion, head.has(.ask), range.contains(where: { isOneWord($0) }), let last = lastTotal { findings[last].isUnsure = true }
            return dropQuantities(range, .asked)
        }
        // "What does worry me is that the redesign sits with the agency": of what follows, and of no number.
        if head.has(.ask), clause.opening == .sentence || clause.opening == .line, !clause.lead.has(.relative), !sentence.isQuestion,
            meanings.has(.status), !range.contains(where: { isKeyResult($0) }),
            clauseIndex + 1 < clauses.count, clauses[clauseIndex + 1].sentence == clause.sentence
        {
            return
        }
        if meanings.has(.secondPerson), guessesTheirs(range) {
            if leftOut.count < Self.mostStatements { leftOut.append(LeftOut(span: span(range), clause: clauseIndex, isTelling: true)) }
            return dropQuantities(range, .asked)
        }
        if meanings.has([.takeBack, .takeOut]), takeBack(range) { return }
        if meanings.has(.retract) { takeBackNote(range) }
        noteIgnored(range)
        if !outputs.isEmpty, meanings.has(.shipped), takeBackWord(range) { return dropQuantities(range, .denied) }
        if !blockers.isEmpty, takeBackBlocker(range) { return dropQuantities(range, .denied) }
        if !findings.isEmpty, confirmTold(range) || noteRemark(range) { return }
        if meanings.has([.correction, .retract]) || range.count == 1 && isNoAlone { noteCorrection() }
        if meanings.has([.negation, .notYet]), !meanings.has(.unblocked),
            meanings.has([.shipped, .shippedNamed, .blocked]) || range.contains(where: { isDeed($0) })
        {
            noteRetracted(range)
        }
        if meanings.has(.headingBlockers), noteStillListed(range) { return dropQuantities(range, .denied) }
        if outputs.isEmpty, meanings.has(.reverted) || isRolledBack(range) { noteRolledBack(range) }
        if meanings.has(.reverted) && !clause.lead.has(.because) || !outputs.isEmpty && (isOutputDenied || isOutputDeniedLater || isNotCountedShipped)
        {
            takeBackOutput()
        }
        if meanings.has(.skipAll), readSkipAll() { return }
        if meanings.has(.unblocked) || meanings.has(.blocked) && isBlockedNoLonger(range) { noteUnblocked(range) }
        if meanings.has(.relief) || endsBack(range), !meanings.has(.unblocked), !isSomeLeft { noteUnblocked(range, isHint: !isHindranceOver(range)) }
        if meanings.has(.shipped), noteNotCounted(range) { return dropQuantities(range, .denied) }
        if clause.section == .blockers, addSectionBlocker() { return }
        if clause.section == .done, addSectionOutput() { return }
        let isRefused = meanings.has(.negation) && (meanings.has(.until) || isUntilNext)
        if meanings.has([.blocked, .cannot, .unblocked, .planned]) || isRefused, let cue = blockerCue() { return readBlocker(cue) }
        if readReasonOfStandstill(range) { return }
        if meanings.has([.status, .shipped, .shippedNamed]), readNotedDone(range) { return }
        if head.kind == .emoji, isTicked, readTickedTask() { return }
        if meanings.has([.shipped, .shippedNamed]), let cue = outputCue() { return readOutput(cue) }
        if let cue = didCue(range) ?? sentCue(range) ?? mailedCue(range) ?? deedCue(range) ?? broughtOnCue(range) { return readOutput(cue) }
        if let thing = thingPutToUse(range) {
            dropQuantities(range, .insideOutput)
            return addOutputs(thing)
        }
        if isPlannedInPlace(range) {
            dropQuantities(range, .insideOutput)
            return addOutputs(range)
        }
        // "What we shipped is the sample data set"
        if head.has(.headingDone), range.count > 2, elements[range.lowerBound + 1].has([.at, .was]),
            hasUnknown((range.lowerBound + 2)..<range.upperBound)
        {
            dropQuantities(range, .insideOutput)
            return addOutputs((range.lowerBound + 2)..<range.upperBound)
        }
        readValues(range)
        if hasWord(.coin) { readCoinFlip(range) }
        dropWished()
        if meanings.has(.doubt) { doubtStated(range) }
        if clause.lead.has(.but) { doubtCounted(range) }
    }

    private func hasTakenOut(_ range: Range<Int>) -> Bool {
        takenBackStatuses.last?.clause == clauseIndex - 1 || clause.meanings.has(.takeOut) || isBehindTakeOut
            || range.prefix(4).contains { firstWord($0).has(.takeOut) }
    }

    /// "Lindex has signed, so only Polar Foods is left as hindrance"
    private var isSomeLeft: Bool {
        clauses[clauseIndex...].dropFirst().prefix(3).contains { next in
            next.sentence == clause.sentence && next.meanings.has(.headingBlockers) && !next.meanings.has([.unblocked, .negation])
        }
    }

    /// "what was holding up churn is resolved"
    func isHindranceOver(_ range: Range<Int>) -> Bool {
        guard
            let held = range.first(where: { index in
                elements[index].has(.blocked) || hasRole(tokens[elements[index].token], .holding) && index + 1 < range.upperBound
            }), let relief = range.first(where: { elements[$0].has(.relief) })
        else {
            return false
        }
        return held < relief && range.contains { isKeyResult($0) }
    }

    /// "Can I pass this week?"
    private func asksToSkip(_ range: Range<Int>) -> Bool {
        elements[range.lowerBound].has(.skipAll) && firstWord(range.lowerBound).has(.ask)
    }

    /// "Which one do we report?"
    private func isOneWord(_ index: Int) -> Bool {
        elements[index].kind == .quantity && quantities[elements[index].index].isWord && quantities[elements[index].index].value == 1
            && index <= clause.elements.lowerBound + 1
    }

    /// "ads account back", "Backfill's done"
    private func endsBack(_ range: Range<Int>) -> Bool {
        guard range.count > 1, let last = range.last, elements[last].kind == .word,
            hasRole(tokens(of: last).last, .back)
                || range.count == 2 && (hasRole(tokens(of: last).last, .in) || entry(last)?.status == .done) && isUnknownThing(range.lowerBound)
        else { return false }
        return !range.contains { elements[$0].kind == .quantity }
    }

    /// A question to others, or a request; "14?" is a doubtful value instead.
    private var isAsked: Bool {
        if isNotedBlocker || isToNote { return false }
        let sentence = sentences[clause.sentence]
        let first = elements[sentence.firstElement]
        if first.has(.request) || isPoliteRequest(sentence.firstElement), !sentence.isQuestion, sentenceSubject.isNone,
            // "please take the 850 off again"
            spoken.only == nil || !clause.elements.contains(where: { elements[$0].kind == .quantity && isTakenOff($0, clause.elements) }),
            !clause.elements.contains(where: { isKeyResult($0) })
        {
            return true
        }
        guard sentence.isQuestion else { return false }
        if first.has(.ask) || first.has(.request) || first.kind == .reference { return true }
        // "quick q: is the 36.4 with or without the tests?"
        if let head = clause.elements.first, clause.opening == .colon, hasRole(tokens[elements[head].token], .being), clause.elements.count > 1 {
            return true
        }
        // Only a number or a name's value right before the mark makes it a doubtful value.
        var before = sentence.end - 1
        while before >= 0, elements[before].kind == .stop || elements[before].kind == .emoji || isGuess(before) { before -= 1 }
        // "down 40 on last week, can that be right?": what stands before the question is stated.
        if before >= clause.elements.upperBound,
            clause.elements.contains(where: { elements[$0].kind == .quantity })
                || clause.meanings.has([.factor, .unchanged]) && hasEndBefore(sentence.end)
                || clause.elements.last.map({ elements[$0].emoji.status != nil }) == true
                || (clause.meanings.has([.shipped, .blocked, .cannot]) || clause.elements.contains { isPlainStatus($0) })
                    && hasEndBefore(sentence.end)
        {
            return false
        }
        guard before >= clause.elements.lowerBound else { return !clause.elements.contains { elements[$0].kind == .quantity && isKeyResultNear($0) } }
        if isWholeReport { return false }
        return !(elements[before].kind == .quantity || elements[before].has([.factor, .approximateAfter]) || elements[before].kind == .name)
    }

    /// "I think your churn is 4.7 now. Can you check?": a colleague is told a guess of theirs.
    private func guessesTheirs(_ range: Range<Int>) -> Bool {
        guard sentences.contains(where: { $0.isQuestion }), let name = range.first(where: { isKeyResult($0) }), name > range.lowerBound,
            let only = subject(ofName: name).set.only, !own.contains(only), elements[name - 1].kind == .word,
            hasRole(tokens(of: name - 1).last, .yours)
        else { return false }
        return range.contains { $0 < name && elements[$0].has([.seeming, .doubt, .approximate, .filler]) && elements[$0].has(.firstPerson) }
            || tokens[elements[range.lowerBound].token..<elements[name].token].contains {
                vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.seeming) || hasRole($0, .hedging)
            }
    }

    /// "rag at 290% according to the till export??": a name and its value, in doubt.
    private var isWholeReport: Bool {
        guard !clause.meanings.has([.ask, .request, .secondPerson]), let name = clause.elements.first, isKeyResult(name),
            name + 2 < clause.elements.upperBound
        else { return false }
        return elements[name + 2].kind == .quantity && (elements[name + 1].has(.at) || elements[name + 1].kind == .colon)
    }

    /// "the salad bar launched, they love it?!": a comma stands between.
    private func hasEndBefore(_ end: Int) -> Bool {
        clauses[(clauseIndex + 1)...].prefix(8).contains { $0.sentence == clause.sentence && $0.opening == .comma && $0.elements.lowerBound < end }
    }

    /// "please also put down that churn is at risk, and that we're waiting on a designer": asked of us.
    var isToNote: Bool {
        let first = sentences[clause.sentence].firstElement
        guard first >= 0 else { return false }
        let opening = tokens[elements[first].token...].prefix(8)
        // "please flip that to amber": of a status only, since much else is turned and moved.
        let isOfStatus = clause.meanings.has(.status) && opening.contains { hasRole($0, .moving) || hasRole($0, .making) }
        guard sentences[clause.sentence].isQuestion else {
            return isOfStatus || opening.prefix(6).contains { hasRole($0, .noting) } || isNotingAsked
        }
        // "could you set churn to 4.6?", "can you add the reviews to the list of completed work?"
        guard isOfStatus || opening.contains(where: { hasRole($0, .noting) }),
            opening.contains(where: { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.secondPerson) })
        else { return false }
        let near = clauses[max(0, clauseIndex - 2)..<min(clauses.count, clauseIndex + 3)].filter { $0.sentence == clause.sentence }
        let names = near.contains {
            $0.elements.contains { index in
                elements[index].kind == .name && (!isKeyResult(index) || !subject(ofName: index).isWeak)
                    // "can you put me down for 1,455?"
                    || elements[index].kind == .quantity && ownOnly != nil && isLikeOwn(quantities[elements[index].index])
            }
        }
        // "can you put that on green for me?"
        let isOfThat =
            (talkedOf ?? focus) != nil
            && near.contains { clause in
                clause.elements.contains { index in
                    entry(index)?.status != nil && index > clause.elements.lowerBound
                        && tokens[..<elements[index].token].suffix(2).contains { hasRole($0, .pointer) || hasRole($0, .it, .this) }
                }
            }
        // "would you put the upgrade down under finished work?"
        let isOfHeading = clause.elements.contains { elements[$0].has([.shipped, .blocked]) && isNoted($0) }
        return (names || isOfThat || isOfHeading)
            && near.contains { $0.meanings.has([.status, .shipped, .unchanged, .to, .at, .skip, .confidence, .blocked, .preposition]) }
    }

    /// "you missed the reviews, please put down that the first three are delivered"
    private var isNotingAsked: Bool {
        clauses[max(0, clauseIndex - 1)...clauseIndex].contains { near in
            near.sentence == clause.sentence && elements[near.elements.lowerBound].kind == .word
                && elements[near.elements.lowerBound].has([.request, .please])
                && tokens[elements[near.elements.lowerBound].token...].prefix(3).contains { hasRole($0, .noting) }
        }
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

    // MARK: values

    /// Splits a clause at its names and reads each piece.
    mutating func readValues(_ range: Range<Int>) {
        if let index = forced[clauseIndex] {
            return readPiece(range, Subject(set: IndexSet128(index)), name: nil)
        }
        if clause.meanings.has([.all, .others, .both]), readAll(range) { return }
        findNameGroups(range)
        guard let first = groups.first else { return readNameless(range) }
        if groups.count == 1, isOnlyOne(first.subject) { return }
        if groups.count == 1, isNameOnly(clause) {
            if isMeantInstead(first.subject) { return }
            if isTitleStatement(first.subject) { readState(range, first.subject, name: first.range, Course(), since: findings.count) }
            return holdName(first.subject)
        }
        if readTitleInParts(range) { return }
        let waited = waiting
        waiting = .none
        if groups.count == 1 {
            let count = findings.count
            if clause.meanings.has(.noIdea), isWithoutIdea(first.range, range) {
                // "activation I honestly don't know, it's a bit wobbly"
                if isItNext { enterSubject(first.subject) }
                return
            }
            let subject = narrowed(joined(first, waited, range), first.range)
            readPiece(range, subject, name: first.range)
            // "after the grants round", where nothing is said of the grants.
            if findings.count == count, clause.lead.has(.after), !sentenceSubject.isNone, hasUnknown(range) { return }
            // "if those two sign": a condition, in which a title's word may be any other.
            if findings.count == count, subject.isWeak, clause.lead.has(.condition) || clause.meanings.has(.condition) { return }
            // "entirely the bonus run for one client": a part of another thing's name, where something has been told of the subject.
            if findings.count == count, !sentenceSubject.isNone || subject.isWeak && !lineSubject.isNone, first.range.count == 1,
                first.range.lowerBound > range.lowerBound,
                isUnknownThing(first.range.lowerBound - 1),
                !tokens(of: first.range.lowerBound - 1).contains(where: { hasRole($0, .noting) || hasRole($0, .call) })
            {
                return
            }
            // "By revenue it would be 3.9, but we report logos": of what is not counted.
            if subject.isWeak, findings.count == count, clause.meanings.has(.planned), isNextBut { return }
            // "because the people who sign up at the weekend …": of nothing that goes on.
            if subject.isWeak || clause.opening == .conjunction && clause.lead.has(.because) && !sentenceSubject.isNone, findings.count == count,
                clause.lead.has(.because) || clause.lead.has(.relative) && isOtherForm(first.range.lowerBound)
            {
                return
            }
            // "been on call": one word of a title, in a clause about something else, is no subject for what follows.
            let isElsewhere = clause.lead.has(.and) && !lineSubject.isNone && lineSubject.set.intersection(subject.set).isEmpty
            if subject.isWeak, findings.count == count,
                isOtherForm(first.range.lowerBound) && (hasUnknown(range) || clause.meanings.has(.thanks))
                    || isElsewhere && !clause.meanings.has(.status)
            {
                return
            }
            return enterSubject(subject)
        }
        readPieces(range, waited)
    }

    /// "the van is on the road" of "Second van on the road": two parts of a boolean's title, and a verb of being between them.
    private mutating func readTitleInParts(_ range: Range<Int>) -> Bool {
        guard groups.count == 2, let only = groups[0].subject.set.only, groups[1].subject.set.only == only,
            vocabulary.targets[only].kind == .boolean, !sentences[clause.sentence].isQuestion,
            !clause.meanings.has([.planned, .condition, .blocked, .until, .ready, .except]),
            !range.contains(where: { elements[$0].kind == .quantity })
        else { return false }
        let between = groups[0].range.upperBound..<groups[1].range.lowerBound
        guard between.contains(where: { elements[$0].has([.at, .negation]) }), !hasUnknown(between) else { return false }
        let subject = groups[0].subject
        // "the van isn't on the road yet"
        let isNot = clause.meanings.has([.negation, .notYet])
        add(isNot ? .no : .yes, groups[1].range.lowerBound, subject, rule: isNot ? .isNo : .isYes)
        enterSubject(subject)
        return true
    }

    private var isNextBut: Bool {
        clauseIndex + 1 < clauses.count && clauses[clauseIndex + 1].sentence == clause.sentence && clauses[clauseIndex + 1].lead.has(.but)
    }

    /// "activation no idea", "no clue on churn": nothing is said of it, and what follows is not about it either.
    private func isWithoutIdea(_ name: Range<Int>, _ range: Range<Int>) -> Bool {
        !range.contains { elements[$0].kind == .quantity || elements[$0].has([.status, .unchanged]) }
            && range.contains { elements[$0].has(.noIdea) && abs($0 - name.lowerBound) <= 3 }
    }

    /// The next clause goes on about it.
    private var isItNext: Bool {
        guard clauseIndex + 1 < clauses.count, clauses[clauseIndex + 1].sentence == clause.sentence else { return false }
        let head = elements[clauses[clauseIndex + 1].elements.lowerBound]
        return head.kind == .word && (hasRole(tokens[head.token], .it) || hasRole(tokens[head.token], .itIs))
    }

    /// "De-icing training completed.": a boolean's title that says by itself how it stands, where no more is said of it.
    private func isTitleStatement(_ subject: Subject) -> Bool {
        guard let only = subject.set.only, vocabulary.targets[only].kind == .boolean, !isAnswerPending, clause.section == .none,
            !sentences[clause.sentence].isQuestion,
            clause.elements.allSatisfy({
                elements[$0].kind == .name || elements[$0].kind == .bullet || elements[$0].has([.article, .and])
                    // "hub opened today!!"
                    || elements[$0].has([.time, .now, .past]) && !elements[$0].has([.planned, .was, .at, .to])
            }),
            clauseIndex == 0 || !isNameOnly(clauses[clauseIndex - 1])
        else { return false }
        guard clauseIndex + 1 < clauses.count else { return true }
        let next = clauses[clauseIndex + 1]
        // "floodlights approved! council voted yes": the next sentence has a subject of its own.
        if next.opening == .sentence || next.opening == .line || next.opening == .comma,
            isUnknownThing(next.elements.lowerBound) || elements[next.elements.lowerBound].kind == .quantity && hasUnknown(next.elements),
            !next.meanings.has([.negation, .notYet, .planned, .condition])
        {
            return true
        }
        if next.elements.contains(where: { isKeyResult($0) }) { return (next.opening == .sentence || next.opening == .line) && !isNameOnly(next) }
        return next.opening != .colon && next.opening != .dash
            && !next.meanings.has([.no, .notYet, .negation, .yes, .status, .unchanged, .skip, .planned, .condition, .both, .all, .still])
            && !next.elements.contains {
                elements[$0].kind == .quantity && !quantities[elements[$0].index].hasTimeUnit || elements[$0].emoji.status != nil
            }
    }

    mutating func enterSubject(_ subject: Subject) {
        sentenceSubject = subject
        lineSubject = subject
    }

    /// Several names in one clause: the values stand all before their names, or all behind them.
    private mutating func readPieces(_ range: Range<Int>, _ waited: Subject) {
        // "52 clients on the cloud ledger": the second says which clients are meant.
        if groups.count == 2, groups[0].subject.isAmbiguous, let only = groups[1].subject.set.only, groups[0].subject.set.contains(only),
            !(groups[0].range.upperBound..<range.upperBound).contains(where: { isPredicate($0) })
        {
            readPiece(range, groups[1].subject, name: groups[0].range)
            return enterSubject(groups[1].subject)
        }
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
