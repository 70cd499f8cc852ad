import Model

/// Clauses that name no key result: what they say belongs to the subject of the sentence or the line, or to nobody yet.
extension MessageReader {
    mutating func readNameless(_ range: Range<Int>) {
        if substitute(range) || isStepInstead(range) || replaceTold(range) { return }
        // "4.8, bit of a guess until billing closes"
        if let last = findings.indices.last, findings[last].isTotal, !clause.lead.has(.relative),
            clauses[findings[last].clause].sentence == clause.sentence,
            range.contains(where: { elements[$0].has(.approximateAfter) }), !range.contains(where: { elements[$0].kind == .quantity })
        {
            findings[last].isApproximate = true
        }
        // Why something is so: numbers that belong to the reason.
        if clause.lead.has(.because), clause.lead.isDisjoint(with: [.result, .and]), !clause.meanings.has([.status, .now]) {
            if let last = range.last, elements[last].kind == .emoji { readEmoji(last, range, sentenceSubject, nil, Course()) }
            return dropQuantities(range, .contextOnly)
        }
        if let named = nameBehind(range) {
            readPiece(range, named, name: nil)
            return enterSubject(named)
        }
        let statesValue =
            !clause.meanings.has([.confidence, .planned])
            && range.contains { isValueCue($0) && !isOne($0, range) && !isAim($0, range) && !isTenth($0) && !isShareOfConfident($0, range) }
        var subject = inheritedSubject(range, statesValue: statesValue)
        if isOfOtherUnit(range, subject) || speaksOfThing(range, subject) { subject = .none }
        readPiece(range, subject, name: nil)
        // "That one is off track and we can't …": the pronoun's subject is the sentence's.
        if sentenceSubject.isNone, elements[range.lowerBound].has(.pronoun), subject.set.only != nil, clause.meanings.has(.status) {
            sentenceSubject = subject
        }
    }

    /// "36.4 for activation and the time thing is at 31": of something else, by whatever name.
    private func speaksOfThing(_ range: Range<Int>, _ subject: Subject) -> Bool {
        guard !subject.isNone, hasOtherTotal(subject), !isCorrecting, corrected == nil,
            let number = range.first(where: { elements[$0].kind == .quantity }), number > range.lowerBound + 1, elements[number - 1].has(.at)
        else { return false }
        let head = tokens[elements[range.lowerBound].token..<elements[number].token]
        guard let thing = head.firstIndex(where: { hasRole($0, .figureNoun) }), thing > head.startIndex + 1 else { return false }
        // "700 on Saturday alone, but the daily figure is 362"
        if head.contains(where: { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.periodic) }) { return false }
        // "the real number is 12.4k" is the subject's own.
        if head.contains(where: { hasRole($0, .truth) }) || findings.last(where: { $0.isTotal })?.isUnsure == true { return false }
        return head[..<(thing - 1)].contains { hasRole($0, .the) }
    }

    /// "2,040 backers and $127k": money behind what is counted is another's, where just one is measured in it.
    private func isOfOtherUnit(_ range: Range<Int>, _ subject: Subject) -> Bool {
        guard clause.opening == .comma || clause.opening == .conjunction || clause.opening == .colon, let only = subject.set.only,
            let index = range.first(where: { elements[$0].kind == .quantity }), hasOtherTotal(subject), !isCorrecting, corrected == nil
        else { return false }
        let quantity = quantities[elements[index].index]
        guard quantity.currency != nil || quantity.hasTimeUnit && !quantity.isWord,
            !ValueReader(vocabulary.targets[only], current: nil).fitsUnit(quantity, noun: nil)
        else { return false }
        return vocabulary.everything.filter { ValueReader(vocabulary.targets[$0], current: nil).fitsUnit(quantity, noun: nil) }.count == 1
    }

    /// "104k (appeal)", "12 - pledges": the name that follows in parentheses or behind a dash, alone.
    private mutating func nameBehind(_ range: Range<Int>) -> Subject? {
        guard clauseIndex + 1 < clauses.count, sentenceSubject.isNone, range.count <= 3, range.contains(where: { elements[$0].kind == .quantity }),
            !hasUnknown(range)
        else { return nil }
        let next = clauses[clauseIndex + 1]
        // "4.5!!! on google!!!"
        let isOn = next.opening == .sentence && elements[next.elements.lowerBound].leadsToName && range.count == 1
        guard next.line == clause.line, next.opening == .parenthesis && next.isParenthesised || next.opening == .dash || isOn, isNameOnly(next),
            let name = next.elements.first(where: { isKeyResult($0) })
        else { return nil }
        let isEnd = clauseIndex + 2 >= clauses.count || clauses[clauseIndex + 2].opening != .conjunction
        let subject = subject(ofName: name)
        guard isEnd, !subject.isAmbiguous else { return nil }
        taken.insert(clauseIndex + 1)
        return subject
    }

    /// "on track i think, 7/10": no value of its own, where several are spoken of.
    private func isTenth(_ index: Int) -> Bool {
        guard elements[index].kind == .quantity, !hasFocus, vocabulary.targets.count > 1 else { return false }
        return quantities[elements[index].index].isTenths || isOutOfTen(index)
    }

    /// "pretty confident we get there now, say 70%"
    private func isShareOfConfident(_ index: Int, _ range: Range<Int>) -> Bool {
        elements[index].kind == .quantity && isBehindConfident(index, quantities[elements[index].index], range, lineSubject, nil) == .share
    }

    /// "that one off track"
    private func isOne(_ index: Int, _ range: Range<Int>) -> Bool {
        elements[index].kind == .quantity && isPronounOne(index, quantities[elements[index].index], range)
    }

    private func isValueCue(_ index: Int) -> Bool {
        // "still not on track" judges, and answers nothing.
        let isJudged = elements[index].has(.notYet) && index + 1 < elements.count && entry(index + 1)?.status != nil
        return elements[index].kind == .quantity || elements[index].has([.unchanged, .factor, .notYet, .yes, .no]) && !isJudged
            || entry(index)?.status == .done && !clause.elements.contains { $0 < index && isUntil($0) }
    }

    /// The subject that the clause goes on about.
    private mutating func inheritedSubject(_ range: Range<Int>, statesValue: Bool) -> Subject {
        if statesValue, let ofOurs { return ofOurs }
        // "hers is unchanged. mine's 23.6k": the sender's own, whoever was spoken of.
        if statesValue, elements[range.lowerBound].has(.mine), !clause.meanings.has(.witness) { return .none }
        // "74%... or 76%"
        if statesValue, clause.lead.has(.or) || elements[range.lowerBound].has(.or),
            range.allSatisfy({ elements[$0].kind == .quantity || elements[$0].has(.or) }),
            let last = findings.last, last.isTotal, last.clause == clauseIndex - 1
        {
            findings[findings.count - 1].isUnsure = true
            return last.subject
        }
        if statesValue, let last = findings.last, last.isTotal,
            range.contains(where: { elements[$0].kind == .quantity && isOnTheOther($0, quantities[elements[$0].index], range) })
        {
            return last.subject
        }
        if !waiting.isNone, clause.opening == .comma || clause.opening == .conjunction || clause.opening == .dash { return waiting }
        if let corrected, statesValue, isCorrecting || isCorrectionNear(corrected) { return findings[corrected].subject }
        if !sentenceSubject.isNone { return sentenceSubject }
        if let last = undoneAbove(range) { return findings[last].subject }
        if let last = findings.last(where: { $0.isValue }), last.isUnsure, statesValue, !last.subject.isNone { return last.subject }
        // "The under-26 ticket launched all the same, 57 sold over the counter": of the work.
        if statesValue, let last = outputs.last, last.clause == clauseIndex - 1, clauses[last.clause].sentence == clause.sentence, !hasFocus,
            clause.opening == .comma
        {
            return .none
        }
        guard !lineSubject.isNone else { return .none }
        if !statesValue { return lineSubject }
        let isSettled = findings.contains {
            ($0.isTotal && $0.rank > .partial || $0.isUnchanged) && !$0.isSuperseded && !$0.subject.set.intersection(lineSubject.set).isEmpty
        }
        if !isSettled || isTargetReached(range) { return lineSubject }
        // "members 218!! (ok, 217, Dirk resigned)"
        if clause.isParenthesised, let last = range.last, elements[last].kind == .quantity, isLikeLast(quantities[elements[last].index]),
            clauseIndex > 0, clauses[clauseIndex - 1].isParenthesised || isTruthAbove
        {
            return lineSubject
        }
        let first = elements[range.lowerBound]
        // "It's 11 already, gotta run" behind 1,450
        if hasRole(tokens[first.token], .itIs), !clause.lead.has(.result), !isTalkOfCorrection,
            let number = range.first(where: { elements[$0].kind == .quantity }), case let quantity = quantities[elements[number].index],
            !isLikeLast(quantity), quantity.sign == .none, quantity.whole == nil, !quantity.isPercent, !quantity.isMultiplied,
            findings.last(where: { $0.isTotal && !$0.isSuperseded }).map({ !$0.isUnclear && $0.subject.set == lineSubject.set }) == true
        {
            return .none
        }
        return first.has([.pronoun, .result]) || clause.lead.has(.result) ? lineSubject : .none
    }

    private var isTalkOfCorrection: Bool { corrected != nil || isCorrecting || clause.meanings.has([.correction, .result]) }

    /// "contactless is live on every line! ... ah. everywhere but line 2. so no, not yet": of what was said to be so.
    private func undoneAbove(_ range: Range<Int>) -> Int? {
        guard range.contains(where: { elements[$0].has(.notYet) }), !hasUnknown(range),
            let last = findings.lastIndex(where: { $0.isValue }), findings[last].clause >= clauseIndex - 7,
            let only = findings[last].subject.set.only, vocabulary.targets[only].kind == .boolean,
            clause.line <= clauses[findings[last].clause].line + 1, isSecondThought(since: findings[last].clause)
        else { return nil }
        switch findings[last].content {
        case .yes, .done: return last
        default: return nil
        }
    }

    /// "hit the target" and nothing else: said of what has just been told.
    private func isTargetReached(_ range: Range<Int>) -> Bool {
        guard !hasUnknown(range), !range.contains(where: { elements[$0].kind == .quantity }) else { return false }
        return range.contains { entry($0)?.status == .done && tokens[elements[$0].token].end < elements[$0].end }
    }

    private func isCorrectionNear(_ index: Int) -> Bool { clauseIndex - findings[index].clause <= 5 }

    // MARK: all and the others

    /// "all green", "everything on track except churn", "the other three are unchanged".
    mutating func readAll(_ range: Range<Int>) -> Bool {
        guard clause.meanings.has([.all, .others]) || isBothAlone(range), let cue = range.first(where: { elements[$0].has([.all, .others, .both]) })
        else { return false }
        // "it didn't move at all"
        if tokens(of: cue).count == 1, elements[cue].token > 0, hasRole(tokens[elements[cue].token - 1], .at) { return false }
        // "a bit worried with all the rain"
        if cue > range.lowerBound, elements[cue - 1].has(.preposition), hasUnknown((cue + 1)..<range.upperBound),
            hasRole(tokens(of: cue).last, .the) || cue + 1 < range.upperBound && hasRole(tokens[elements[cue + 1].token], .the)
        {
            return false
        }
        if elements[cue].has(.except) { return readAllBut(cue, range) }
        // "60% sure we get all 25 over by August": more than there are key results.
        if cue + 1 < range.upperBound, elements[cue + 1].kind == .quantity, !quantities[elements[cue + 1].index].isPercent,
            quantities[elements[cue + 1].index].value > Double(vocabulary.targets.count)
        {
            return false
        }
        // "I'm a bit behind with everything"
        if cue > range.lowerBound, elements[cue - 1].has(.preposition), hasRole(tokens[elements[range.lowerBound].token], .iAm),
            range.contains(where: { $0 < cue && hasRole(tokens(of: $0).last, .behind) })
        {
            return false
        }
        let exceptAt = range.first { elements[$0].has(.except) && $0 > cue }
        let end = exceptAt ?? range.upperBound
        guard let content = allContent(cue, end, range), !range.contains(where: { $0 < end && (elements[$0].kind == .name) }) else { return false }
        // "60% sure we get the whole lot": all of what the sentence is about.
        if case .confidence = content.content, content.index < cue, !sentenceSubject.isNone, !elements[cue - 1].has(.preposition) { return false }
        // "paying members 236, nothing moved"
        if case .unchanged = content.content, elements[cue].has(.unchanged), clause.opening == .comma, sentenceSubject.set.only != nil,
            findings.last?.clause == clauseIndex - 1, !tokens(of: cue).contains(where: { hasRole($0, .numbers) })
        {
            return false
        }
        // "nothing changed there" speaks of what has just been told.
        if content.index + 1 < end, hasRole(tokens[elements[content.index + 1].token], .there), !lineSubject.isNone || !sentenceSubject.isNone {
            return false
        }
        // "all in the same file"
        if content.index + 1 < end, isUnknownThing(content.index + 1), elements[content.index + 1].isSpaced { return false }
        // Something else than key results is meant when an unknown thing follows: "all tests green".
        if range.contains(where: { $0 < end && elements[$0].isUnknown && ($0 < cue || $0 < content.index) }) { return false }
        var statement = AllStatement(scope: scope(cue, range), content: content.content, span: span(range), clause: clauseIndex)
        statement.isOne = hasRole(tokens(of: cue).last, .other) && tokens(of: cue).count <= 2 && cue + 1 == range.upperBound
        var excepted = Subject.none
        var name = end
        for index in range where index > end && isKeyResult(index) {
            let named = subject(ofName: index)
            statement.except = statement.except.union(named.set)
            excepted = named
            name = index
        }
        allStatements.append(statement)
        guard !excepted.isNone else { return true }
        // "all green except churn: red, 4.2%"
        if name + 1 < range.upperBound { readPiece(name..<range.upperBound, excepted, name: name..<(name + 1)) }
        enterSubject(excepted)
        return true
    }

    /// "all but PCI on track": those left out stand between the cue and what is said of the rest.
    private mutating func readAllBut(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard let first = range.first(where: { $0 > cue && isKeyResult($0) }), let last = range.last(where: { isKeyResult($0) }),
            last + 1 < range.upperBound,
            !hasUnknown(range), let content = allContent(cue, range.upperBound, (last + 1)..<range.upperBound)
        else { return false }
        var statement = AllStatement(scope: .all, content: content.content, span: span(range), clause: clauseIndex)
        for index in first...last where isKeyResult(index) { statement.except = statement.except.union(subject(ofName: index).set) }
        allStatements.append(statement)
        return true
    }

    private func isBothAlone(_ range: Range<Int>) -> Bool {
        clause.meanings.has(.both) && waiting.isNone && !range.contains { elements[$0].kind == .name }
            && range.contains { elements[$0].has([.unchanged, .status, .confidence, .sure]) || elements[$0].emoji.status != nil }
    }

    private func scope(_ cue: Int, _ range: Range<Int>) -> AllStatement.Scope {
        if elements[cue].has(.both), !elements[cue].has([.all, .others]) { return .both }
        if isOfSender(cue) || isFromSender(range) || isOfSender(range.lowerBound) && range.lowerBound < cue { return .mine }
        // "numbers unchanged" tells of one's own.
        if elements[cue].has(.unchanged), own.count > 0, tokens(of: cue).contains(where: { hasRole($0, .numbers) }) { return .mine }
        guard elements[cue].has(.others), entry(cue) != nil else { return countWord(in: cue).map { .counted($0) } ?? .all }
        // "the other three", "die drei anderen"
        let number = range.first { ($0 > cue || $0 == cue - 1) && elements[$0].kind == .quantity }
        return .others(count: number.map { Int(quantities[elements[$0].index].value) })
    }

    /// "all my numbers".
    private func isOfSender(_ index: Int) -> Bool {
        tokens(of: index).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.mine) }
            || index + 1 < clause.elements.upperBound && elements[index + 1].kind == .word && firstWord(index + 1).has(.mine)
    }

    /// "everything as before from my side"
    private func isFromSender(_ range: Range<Int>) -> Bool {
        range.dropFirst().contains { index in tokens(of: index).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.mine) } }
    }

    /// The number in "all three".
    private func countWord(in index: Int) -> Int? {
        for token in tokens(of: index) {
            let word = vocabulary.lexicon.entry(ofWord: token.lexeme)
            if word >= 0, vocabulary.lexicon.entries[Int(word)].meaning.has(.number) { return Int(vocabulary.lexicon.entries[Int(word)].number) }
        }
        return nil
    }

    private func allContent(_ cue: Int, _ end: Int, _ range: Range<Int>) -> (content: Finding.Content, index: Int)? {
        // "on track for both" plans nothing.
        if range.contains(where: { elements[$0].has([.planned, .condition]) && entry($0)?.status == nil }) { return nil }
        for index in range where index < end {
            let element = elements[index]
            if element.kind == .quantity, let share = confidence(index, quantities[element.index], range, .none, nil, Course()) {
                return (.confidence(share), index)
            }
            // "conf on both 70%"
            if element.kind == .quantity, elements[cue].has(.both), range.contains(where: { $0 < cue && elements[$0].has(.confidence) }),
                let share = share(quantities[element.index])
            {
                return (.confidence(share), index)
            }
            if element.has(.unchanged), !isNegated(index, range.lowerBound) { return (.unchanged, index) }
            if let status = entry(index)?.status, let turned = turned(status, index, range) { return (.status(turned, isCheck: false), index) }
            if let status = element.emoji.status, !element.emoji.contains(.check), !isHeartOfThanks(index) {
                return (.status(status, isCheck: false), index)
            }
            if element.has(.skip), elements[cue].has(.others), !element.has(.up) { return (.skip, index) }
        }
        return nil
    }
}

extension EmojiMeaning {
    var status: Status? {
        if contains(.onTrack) { return .onTrack }
        if contains(.atRisk) { return .atRisk }
        return contains(.offTrack) ? .offTrack : nil
    }
}
