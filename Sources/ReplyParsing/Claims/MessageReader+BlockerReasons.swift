import Model

/// What a hindrance is told with: its reason in front, what comes of it, and whose whereabouts only sound like one.
extension MessageReader {
    /// "pending the provider's file, which is late, number 4 is blocked": where what it waits for begins, if the clause itself does not tell.
    func reasonAhead(_ cue: Int, _ range: Range<Int>) -> Int? {
        guard cue + 1 == range.upperBound, clause.opening == .comma,
            range.allSatisfy({ $0 == cue || isKeyResult($0) || elements[$0].has([.filler, .at, .numberWord]) })
        else { return nil }
        let sentence = clauses[..<clauseIndex].suffix(3).drop { $0.sentence != clause.sentence || $0.elements.count < 2 }
        guard let first = sentence.first, sentence.contains(where: { $0.meanings.has([.hint, .until, .because, .remaining, .wait, .notYet]) }),
            sentence.allSatisfy({ !$0.meanings.has(.status) }), !findings.contains(where: { clauses[$0.clause].sentence == clause.sentence }),
            hasUnknown(first.elements)
        else { return nil }
        return first.elements.lowerBound
    }

    /// "blocked on BILL-1043 — legal hasn't signed, so KR5 is stuck till they do": what the first words meant, and no other.
    var isExplanation: Bool {
        guard clause.lead.has(.result), let told = blockers.last, (clauseIndex - 3..<clauseIndex).contains(told.clause),
            clauses[told.clause].sentence == clause.sentence
        else { return false }
        let next = clauses[told.clause + 1]
        return next.opening == .dash || next.opening == .colon
    }

    /// "and until they do we cannot contact anyone"
    func untilThen(_ cue: Int, _ range: Range<Int>) -> Int? {
        guard let until = range.first(where: { !elements[$0].has([.and, .result]) }), until < cue, isUntil(until), isTheyBehind(until) else {
            return nil
        }
        return range.lowerBound
    }

    /// "the page is still sitting with legal, I've chased them twice, can't do anything until they've signed off": where it is told who they are.
    func hintOfThem(_ cue: Int, _ range: Range<Int>) -> Int? {
        let end = elements[range.upperBound - 1].end
        let words = tokens[elements[cue].token...].prefix(12).prefix { $0.start < end }
        guard clauseIndex > 0, let until = words.firstIndex(where: { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.until) }),
            until + 1 < tokens.count, isThey(tokens[until + 1]) || hasRole(tokens[until + 1], .thatIs, .itIs) || hasRole(tokens[until + 1], .pointer),
            !range.contains(where: { elements[$0].kind == .name }),
            range.filter({ isUnknownThing($0) && elements[$0].token < until }).count <= 1
        else { return nil }
        // "Looker's down so I can't split churn till that's fixed"
        if clause.lead.has(.result), case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence, hasUnknown(before.elements),
            !before.meanings.has([.shipped, .blocked, .unblocked, .status]), !findings.suffix(8).contains(where: { $0.clause == clauseIndex - 1 }),
            blockers.last?.clause ?? -1 < clauseIndex - 1, !taken.contains(clauseIndex - 1)
        {
            return clauseIndex - 1
        }
        let first = clauses.indices[..<clauseIndex].suffix(6).first {
            clauses[$0].sentence == clause.sentence && clauses[$0].meanings.has(.hint) && hasUnknown(clauses[$0].elements)
                && $0 > blockers.last?.clause ?? -1 && !taken.contains($0)
        }
        guard let first, !findings.suffix(8).contains(where: { $0.clause >= first }), outputs.last?.clause ?? -1 < first else { return nil }
        return first
    }

    func isTheyBehind(_ until: Int) -> Bool {
        let word = elements[until].token + 1
        return word < tokens.count && isThey(tokens[word])
    }

    /// "passing on from Ben, who's stuck on a train": where somebody is.
    var isAboutSomebody: Bool {
        let head = elements[clause.elements.lowerBound]
        guard clause.opening == .comma, hasRole(tokens[head.token], .who), clauseIndex > 0 else { return false }
        return !clauses[clauseIndex - 1].meanings.has([.blocked, .cannot, .hint])
    }

    /// "the agency has been sitting on the texts, and we can't switch it on before we have them"
    private var isPointingBack: Bool {
        clause.meanings.has([.cannot, .until]) && clause.elements.suffix(2).contains { tokens(of: $0).contains { hasRole($0, .pointer) } }
    }

    /// The clause before it in the sentence that tells what has not been done.
    var hintedBefore: Int? {
        // "Because legal hasn't signed, we cannot send the quotes"
        if clause.opening == .comma, clauseIndex > 0, case let reason = clauses[clauseIndex - 1], reason.sentence == clause.sentence,
            reason.lead.has(.because), reason.meanings.has([.negation, .notYet, .hint, .blocked]), clause.meanings.has(.firstPerson)
        {
            return clauseIndex - 1
        }
        guard clause.lead.has([.and, .result]), clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            let cue = before.elements.first(where: { elements[$0].has(.hint) }),
            tokens(of: cue).contains(where: { hasRole($0, .hasNot) })
                // "the sync is broken and until someone fixes it I can't see who is unhappy"
                || clause.lead.has(.and) && isPointingBack
                // "the new pricing is still sitting with legal, so I can't quote it"
                || clause.lead.has(.result) && clause.meanings.has(.cannot)
                    && (before.meanings.has(.still) || tokens(of: cue).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.still) })
                || clause.elements.prefix(3).contains(where: { isUntil($0) })
                    && clause.elements.prefix(7).contains(where: { tokens(of: $0).contains { hasRole($0, .pointer) } })
        else { return nil }
        return clauseIndex - 1
    }
}
