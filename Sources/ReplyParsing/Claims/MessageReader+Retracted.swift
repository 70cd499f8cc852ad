import Model

/// Lines of the minutes that the sender no longer wants there.
extension MessageReader {
    /// Each is held against the words of what was recorded.
    private static let mostRetracted = 8

    /// "please take the 340 people line out", "drop the SSO blocker": asked of us, and of no number.
    mutating func noteTakenOut(_ clause: Range<Int>) -> Bool {
        let range = withObject(clause)
        guard let cue = clause.first(where: { elements[$0].has([.takeOut, .retract]) || firstWord($0).has(.takeOut) }), isRequest(cue, range),
            !self.clause.lead.has(.condition),
            // "haha no, that wasn't something I shipped" denies, and asks for nothing.
            !elements[cue].has(.retract) || !range.contains(where: { $0 > cue && elements[$0].has(.negation) }),
            !range.contains(where: { elements[$0].kind == .quantity && !quantities[elements[$0].index].isWord && $0 + 1 == range.upperBound })
        else { return false }
        // "take 800 off for Acme" changes a number.
        if range.contains(where: { elements[$0].kind == .quantity && !quantities[elements[$0].index].isWord && isTakenOff($0, range) }) {
            return false
        }
        // "yield 71%. scratch that i divided by the wrong weight": of what this message has just said.
        if elements[cue].has(.retract), isWithdrawal(cue), lastTotal != nil || outputs.last?.clause == clauseIndex - 1 { return false }
        // "take … out", where "take" alone may begin anything.
        if hasRole(tokens[elements[cue].token], .take), elements[cue].end == tokens[elements[cue].token].end,
            // "Honest take on 5: I give it a 4 out of 10"
            !range.contains(where: {
                $0 > cue && elements[$0].kind == .word && (tokens(of: $0).contains { hasRole($0, .out) } || firstWord($0).has(.off))
            })
        {
            return false
        }
        // "drop the “went live an hour ago” one"
        let isOfShipped =
            firstWord(cue).has(.takeOut) && self.clause.meanings.has([.shipped, .shippedNamed, .blocked])
            && range.last.map { hasRole(tokens(of: $0).last, .pointed) } == true
        let isOfLine = isOfShipped || range.contains { tokens(of: $0).contains { hasRole($0, .lineNoun) } }
        // "the skippable workspace setup one, take that out please"
        let thing = clauseIndex > 0 ? clauses[clauseIndex - 1] : self.clause
        let isOfThing =
            firstWord(cue).has(.takeOut) && !elements[cue].has(.retract) && clauseIndex > 0 && thing.sentence == self.clause.sentence
            && hasUnknown(thing.elements)
            && !hasUnknown((cue + 1)..<range.upperBound)
            && !thing.elements.contains { elements[$0].kind == .quantity && !quantities[elements[$0].index].isWord || isKeyResult($0) }
            && range.contains { tokens(of: $0).contains { hasRole($0, .pointer) || hasRole($0, .thatIs) } || elements[$0].has(.pronoun) }
        // "everyone is back, so cross that one off"
        let isOfPointed = elements[cue].has(.takeOut) && tokens(of: cue).count > 2
        // "drop the second": of which lines, those who keep them know.
        let isOfOrdinal =
            firstWord(cue).has(.takeOut) && !hasUnknown((cue + 1)..<range.upperBound)
            && range.contains { $0 > cue && (elements[$0].has(.ordinal) || firstWord($0).has(.ordinal)) }
            && !range.contains { isKeyResult($0) || elements[$0].kind == .quantity }
        let isOfBoth = range.contains { elements[$0].has(.both) && !hasUnknown(($0 + 1)..<range.upperBound) }
        guard isOfLine || isOfBoth || isOfThing || isOfPointed || isOfOrdinal || firstWord(cue).has(.takeOut) && speaksOfLine(cue, range) else {
            return false
        }
        if range.upperBound > clause.upperBound { taken.insert(clauseIndex + 1) }
        let isOfBlocker = range.contains { tokens(of: $0).contains { hasRole($0, .blockerNoun) } }
        if retracted.count < Self.mostRetracted {
            let said = isOfThing ? thing.elements.lowerBound..<range.upperBound : range
            retracted.append(
                ReadRetracted(kind: isOfBlocker ? .blockerLine : .line, span: span(said), isOfAll: isOfBoth, pointsBack: pointsBack(said)))
        }
        return true
    }

    /// "please don't count the upsell banner as shipped": asked of us, in two clauses.
    mutating func noteNotCounted(_ range: Range<Int>) -> Bool {
        guard range.count <= 3, clauseIndex > 0, retracted.count < Self.mostRetracted, case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence,
            hasRole(tokens[max(0, elements[range.lowerBound].token - 1)], .as) || hasRole(tokens[elements[range.lowerBound].token], .as),
            before.elements.contains(where: { elements[$0].kind == .word && (elements[$0].has(.negation) || elements[$0].has(.retract)) }),
            before.elements.contains(where: { place in tokens(of: place).contains { hasRole($0, .counting) || hasRole($0, .noting) } })
        else { return false }
        if before.elements.contains(where: { isUnknownThing($0) || elements[$0].kind == .name }) {
            retracted.append(ReadRetracted(kind: .output, span: span(before.elements)))
            return true
        }
        // "the win-back mails only went to a test group, so don't count those as shipped yet"
        guard pointsBack(before.elements) || before.elements.contains(where: { elements[$0].has(.pronoun) }) else { return false }
        var first = before.elements.lowerBound
        if clauseIndex > 1, case let thing = clauses[clauseIndex - 2], thing.sentence == clause.sentence, hasUnknown(thing.elements) {
            first = thing.elements.lowerBound
        }
        retracted.append(ReadRetracted(kind: .line, span: span(first..<range.upperBound), pointsBack: true))
        return true
    }

    /// "it", "that" or "this" is among the words.
    private func pointsBack(_ range: Range<Int>) -> Bool {
        let end = span(range).end
        let words = tokens[elements[range.lowerBound].token...].prefix { $0.start < end }
        return words.indices.contains { place in
            // "the line about that backlog" names it.
            let isOfThing =
                place + 1 < words.endIndex && words[place + 1].kind == .word
                && vocabulary.lexicon.meaning(ofWord: words[place + 1].lexeme).subtracting(.ordinary).isEmpty && !hasRole(words[place + 1], .matter)
                && !hasRole(words[place + 1], .lineNoun)
            return (hasRole(words[place], .pointer) || hasRole(words[place], .this, .thatIs)) && !isOfThing
        }
    }

    /// "the finance blocker belongs to 5", "that blocker is about churn": of one that was recorded.
    mutating func noteMoved(_ range: Range<Int>) -> Bool {
        guard let cue = range.first(where: { elements[$0].kind == .word && elements[$0].has(.headingBlockers) && elements[$0].has(.blocked) }),
            !sentences[clause.sentence].isQuestion, !clause.meanings.has([.negation, .until, .condition]),
            isDefinite(range.lowerBound, cue), retracted.count < Self.mostRetracted, cue + 2 < range.upperBound
        else { return false }
        guard hasRole(tokens[elements[cue + 1].token], .belonging),
            let last = range.last(where: { isKeyResult($0) || elements[$0].kind == .quantity }), last > cue + 1
        else {
            return false
        }
        let named: Int?
        if isKeyResult(last) {
            named = subject(ofName: last).set.only
        } else {
            let quantity = quantities[elements[last].index]
            named = quantity.isPlainInteger ? vocabulary.targets.firstIndex { Double($0.number) == quantity.value } : nil
        }
        guard let named, !hasUnknown((cue + 2)..<last) else { return false }
        retracted.append(ReadRetracted(kind: .moved(vocabulary.targets[named].id), span: span(range.lowerBound..<cue)))
        return true
    }

    /// "no, the design thing is about activation, not time to value": what stands in the way of another key result.
    mutating func noteThingMoved(_ range: Range<Int>) -> Bool {
        guard hasWord(.matter), elements.count <= 16, let cue = range.first(where: { hasRole(tokens(of: $0).last, .matter) }), cue > range.lowerBound,
            isUnknownThing(cue - 1), isDefinite(range.lowerBound, cue), !sentences[clause.sentence].isQuestion, retracted.count < Self.mostRetracted,
            cue + 2 < range.upperBound,
            let name = range.first(where: { $0 > cue + 1 && isKeyResult($0) }), name <= cue + 4, let only = subject(ofName: name).set.only,
            ((cue + 1)..<name).contains(where: { tokens(of: $0).contains { hasRole($0, .being) || hasRole($0, .belonging) } }),
            ((cue + 1)..<name).contains(where: { tokens(of: $0).contains { hasRole($0, .about) || hasRole($0, .belonging) } }),
            !range.contains(where: { elements[$0].kind == .quantity || $0 < name && elements[$0].has(.negation) && $0 > cue })
        else { return false }
        retracted.append(ReadRetracted(kind: .moved(vocabulary.targets[only].id), span: span((cue - 1)..<(cue + 1))))
        return true
    }

    func isDefinite(_ first: Int, _ cue: Int) -> Bool {
        (first...cue).contains { index in
            elements[index].kind != .name
                && tokens(of: index).contains { hasRole($0, .the) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.pronoun, .mine]) }
        }
    }

    /// "remove that line": "that" begins a clause elsewhere.
    private func withObject(_ range: Range<Int>) -> Range<Int> {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence, next.lead.has(.relative),
            next.elements.count <= 4
        else { return range }
        return range.lowerBound..<next.elements.upperBound
    }

    /// Things are named, and no key result.
    private func speaksOfLine(_ cue: Int, _ range: Range<Int>) -> Bool {
        !range.contains { isKeyResult($0) } && ((cue + 1)..<range.upperBound).contains { isUnknownThing($0) }
            && (clause.opening != .comma || hasRole(tokens[elements[range.lowerBound].token], .hurried) || isBehindInterjection
                || isBehindTalkOfMinutes)
            && clauses.prefix(16).filter { $0.sentence == clause.sentence }.count <= 3
    }

    /// "you've got Hexa in there twice, drop the procurement one"
    private var isBehindTalkOfMinutes: Bool {
        guard clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence else { return false }
        return before.meanings.has(.secondPerson)
            || tokens[elements[before.elements.lowerBound].token...].prefix(2).contains {
                vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.secondPerson)
            }
            || before.elements.contains { tokens(of: $0).contains { hasRole($0, .twice) } }
    }

    /// "Fine, take out …"
    private var isBehindInterjection: Bool {
        guard clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence else { return false }
        return before.elements.count == 1 && (before.opening == .sentence || before.opening == .line)
            && elements[before.elements.lowerBound].kind == .word && !elements[before.elements.lowerBound].isUnknown
    }

    /// At the head of the clause, behind "please" or "can you".
    func isRequest(_ cue: Int, _ range: Range<Int>) -> Bool {
        (range.lowerBound..<cue).allSatisfy {
            elements[$0].kind == .word && elements[$0].has([.filler, .please, .ask, .request, .secondPerson, .correction, .no, .and, .but])
                || elements[$0].kind == .reference || hasRole(tokens[elements[$0].token], .hurried)
        }
    }

    /// "340 people isn't something we shipped", "the tour is not live", "SSO is not a blocker": it may have been recorded before.
    mutating func noteRetracted(_ range: Range<Int>) {
        guard !sentences[clause.sentence].isQuestion, !clause.meanings.has([.condition, .planned, .until]), !clause.lead.has(.condition),
            retracted.count < Self.mostRetracted
        else { return }
        // "We're at 31 and it's definitely not done": of the number.
        let isOfNumber = clauses[max(0, clauseIndex - 3)...clauseIndex].contains { near in
            near.sentence == clause.sentence && near.elements.contains { elements[$0].kind == .quantity && !quantities[elements[$0].index].isWord }
        }
        let isPointing = pointsOnly(range) && sentenceSubject.isNone && !isOfNumber
        guard isPointing || hasUnknown(range) || range.contains(where: { elements[$0].kind == .name }) else { return }
        let isBlocker = clause.meanings.has(.blocked)
        guard let cue = range.first(where: { elements[$0].has(isBlocker ? .blocked : [.shipped, .shippedNamed]) || !isBlocker && isDeed($0) }) else {
            return
        }
        guard isNegated(cue, range.lowerBound) || range.contains(where: { $0 < cue && elements[$0].has([.negation, .notYet]) }) else { return }
        // "so we can't launch it" tells of no earlier launch.
        if !isBlocker, range.contains(where: { $0 < cue && (elements[$0].has(.cannot) || hasRole(tokens[elements[$0].token], .willNot)) }) { return }
        retracted.append(ReadRetracted(kind: isBlocker ? .blocker : .output, span: span(range), isPointing: isPointing))
    }

    /// "it still lists the data team thing as a blocker, that one's solved": what our own minutes say, and what is to go from them.
    mutating func noteStillListed(_ range: Range<Int>) -> Bool {
        guard let cue = range.first(where: { elements[$0].has(.headingBlockers) }), isNoted(cue), case let first = notedStart(cue),
            case let words = tokens[elements[first].token..<elements[cue].token].prefix(6),
            words.contains(where: { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.still) }),
            words.contains(where: { hasRole($0, .it) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.secondPerson) }),
            !words.contains(where: { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.request, .firstPerson]) })
        else { return false }
        if retracted.count < Self.mostRetracted { retracted.append(ReadRetracted(kind: .blockerLine, span: span(first..<cue))) }
        return true
    }

    /// "had to roll the banner back"
    func isRolledBack(_ range: Range<Int>) -> Bool {
        guard hasWord(.rolling), let verb = range.first(where: { hasRole(tokens[elements[$0].token], .rolling) }) else { return false }
        return range.contains { $0 > verb + 1 && $0 <= verb + 6 && tokens(of: $0).contains { hasRole($0, .back) } }
            && hasUnknown((verb + 1)..<range.upperBound)
    }

    /// "had to roll back the lazy import": it may have been recorded before.
    mutating func noteRolledBack(_ range: Range<Int>) {
        guard !sentences[clause.sentence].isQuestion, !clause.meanings.has([.condition, .planned, .until, .negation]), !clause.lead.has(.condition),
            retracted.count < Self.mostRetracted, hasUnknown(range) || range.contains(where: { elements[$0].kind == .name })
        else { return }
        retracted.append(ReadRetracted(kind: .output, span: span(rolledBackThing(range))))
    }

    /// "the referral page" in "the referral page was rolled back this morning": the words by which the line is found.
    private func rolledBackThing(_ range: Range<Int>) -> Range<Int> {
        guard let cue = range.first(where: { elements[$0].kind == .word && elements[$0].has(.reverted) }) else { return range }
        for part in [range.lowerBound..<cue, (cue + 1)..<range.upperBound] {
            let said = part.filter { isUnknownThing($0) || elements[$0].kind == .name }
            if let first = said.first, let last = said.last { return first..<(last + 1) }
        }
        return range
    }

    /// "that wasn't something I shipped", "it isn't a blocker".
    private func pointsOnly(_ range: Range<Int>) -> Bool {
        // "that" may have begun the clause, and be no element of it.
        let words = tokens[max(0, elements[range.lowerBound].token - 1)...].prefix { $0.start < elements[range.upperBound - 1].end }
        guard let pointer = words.prefix(6).first(where: { hasRole($0, .pointer) || hasRole($0, .thatIs) || hasRole($0, .itIs) }) else {
            return false
        }
        return !range.contains { index in
            elements[index].start > pointer.start
                && (elements[index].kind == .name || isUnknownThing(index) && !tokens(of: index).contains { hasRole($0, .something) })
        }
    }

    /// "ship" in "we didn't ship the tour".
    func isDeed(_ index: Int) -> Bool { elements[index].kind == .word && hasRole(tokens(of: index).last, .deed) }
}
