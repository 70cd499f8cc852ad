import Model

/// What somebody asks us to note: "put SSO down as a blocker".
extension MessageReader {
    /// "put SSO down as a blocker": what stands before is it.
    func isNoted(_ cue: Int) -> Bool {
        let token = elements[cue].token
        return hasRole(tokens[token], .as) || token > 0 && hasRole(tokens[token - 1], .as)
            // "as the thing blocking me"
            || token > 2 && hasRole(tokens[token - 3], .as) && hasRole(tokens[token - 2], .the) && hasRole(tokens[token - 1], .figureNoun, .thing)
            || isUnderHeading(token)
            // "as a blocker"; "as they delivered it" says why.
            || token > 1 && hasRole(tokens[token - 2], .as) && !vocabulary.lexicon.meaning(ofWord: tokens[token - 1].lexeme).has(.pronoun)
    }

    /// "put the upgrade down under finished work", "add it to the shipped list": asked of us.
    private func isUnderHeading(_ token: Int) -> Bool {
        guard token > 2, clauses[clauseIndex].meanings.has([.shipped, .blocked]),
            case let lead = hasRole(tokens[token - 1], .the) ? token - 2 : token - 1,
            vocabulary.lexicon.meaning(ofWord: tokens[lead].lexeme).has(.preposition) || hasRole(tokens[lead], .beneath, .to)
        else { return false }
        let first = sentences[clause.sentence].firstElement
        return first >= 0 && tokens[elements[first].token..<max(elements[first].token, lead)].prefix(5).contains { hasRole($0, .noting) }
    }

    func notedThing(before cue: Int) -> Int? {
        let first = notedStart(cue)
        // "please write it as shipped" names nothing.
        return (first..<cue).first {
            isUnknownThing($0) && !hasRole(tokens[elements[$0].token], .noting) || elements[$0].kind == .name && !isKeyResult($0)
        }
    }

    /// Where what is asked of us begins: "as" begins a clause, and so may "and".
    func notedStart(_ cue: Int) -> Int {
        var start = clauseIndex
        // "please don't list | that | as a blocker"
        while start > max(0, clauseIndex - 3), clauses[start - 1].sentence == clause.sentence,
            !hasUnknown(clauses[start].elements.lowerBound..<min(cue, clauses[start].elements.upperBound)),
            !clauses[start].elements.contains(where: { tokens(of: $0).contains { hasRole($0, .noting) } })
        {
            start -= 1
        }
        // "put the webinar and its recording down as shipped"
        if start > 0, clauses[start].lead.has(.and), clauses[start - 1].sentence == clause.sentence,
            clauses[start - 1].elements.contains(where: { tokens(of: $0).contains { hasRole($0, .noting) } })
        {
            start -= 1
        }
        return clauses[start].elements.lowerBound
    }

    /// "You left out the health reviews, please add those as delivered": what the clause before what is asked of us speaks of.
    func pointedThing(_ cue: Int) -> Range<Int>? {
        let first = notedStart(cue)
        guard isNotedByPointer(cue),
            let place = clauses[...clauseIndex].lastIndex(where: { $0.elements.lowerBound == first }), place > 0,
            case let before = clauses[place - 1], before.line == clause.line, hasUnknown(before.elements),
            !before.meanings.has([.shipped, .blocked, .planned, .condition])
        else { return nil }
        guard before.meanings.has(.secondPerson) else { return before.elements }
        let start = before.elements.first {
            elements[$0].has(.article) || elements[$0].kind == .name || elements[$0].kind == .word && hasRole(tokens[elements[$0].token], .the)
        }
        return start.map { $0..<before.elements.upperBound }
    }

    /// The planned work that was named last, a few clauses back on the line.
    var notedAbove: Range<Int>? {
        for before in clauses[..<clauseIndex].suffix(4).reversed() where before.line == clause.line {
            guard let name = before.elements.last(where: { elements[$0].kind == .name && mentions[elements[$0].index].initiatives.only != nil })
            else {
                continue
            }
            return name..<(name + 1)
        }
        return nil
    }

    func isNotedByPointer(_ cue: Int) -> Bool {
        let words = tokens[elements[notedStart(cue)].token..<elements[cue].token]
        return words.contains { hasRole($0, .pointer) || hasRole($0, .thatIs) || isThey($0) } && words.contains { hasRole($0, .noting) }
    }

    /// "please do not list them as shipped"
    func isNotedNot(_ cue: Int) -> Bool {
        isNoted(cue) && (notedStart(cue)..<cue).contains { elements[$0].kind == .word && elements[$0].has([.negation, .retract]) }
    }

    /// Where the words end that name it: before "down as a blocker".
    func notedEnd(_ start: Int, _ cue: Int) -> Int {
        let end = (start..<cue).first { $0 > start && hasRole(tokens[elements[$0].token], .down, .as) }
        // "add the upgrade to the shipped list"
        let lead = (start..<cue).last {
            $0 > start && $0 + 2 >= cue && (elements[$0].has([.preposition, .to]) || hasRole(tokens[elements[$0].token], .beneath))
        }
        return end ?? lead ?? cue
    }

    /// Somebody asks us to note one, which is no question to others.
    var isNotedBlocker: Bool {
        clause.meanings.has([.blocked, .shipped])
            && clause.elements.contains { elements[$0].has([.blocked, .shipped]) && $0 > clause.elements.lowerBound && isNoted($0) }
    }
}
