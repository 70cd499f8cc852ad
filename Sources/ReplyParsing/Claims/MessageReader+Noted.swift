import Model

/// What somebody asks us to note: "put SSO down as a blocker".
extension MessageReader {
    /// "put SSO down as a blocker": what stands before is it.
    func isNoted(_ cue: Int) -> Bool {
        let token = elements[cue].token
        return hasRole(tokens[token], .as) || token > 0 && hasRole(tokens[token - 1], .as)
            // "as the thing blocking me"
            || token > 2 && hasRole(tokens[token - 3], .as) && hasRole(tokens[token - 2], .the) && hasRole(tokens[token - 1], .figureNoun, .thing)
            // "as a blocker"; "as they delivered it" says why.
            || token > 1 && hasRole(tokens[token - 2], .as) && !vocabulary.lexicon.meaning(ofWord: tokens[token - 1].lexeme).has(.pronoun)
    }

    func notedThing(before cue: Int) -> Int? {
        let isSplit = clauseIndex > 0 && clauses[clauseIndex - 1].sentence == clause.sentence && !hasUnknown(clause.elements.lowerBound..<cue)
        let first = isSplit ? clauses[clauseIndex - 1].elements.lowerBound : clause.elements.lowerBound
        return (first..<cue).first { isUnknownThing($0) || elements[$0].kind == .name && !isKeyResult($0) }
    }

    /// Where the words end that name it: before "down as a blocker".
    func notedEnd(_ start: Int, _ cue: Int) -> Int {
        let end = (start..<cue).first { $0 > start && hasRole(tokens[elements[$0].token], .down, .as) }
        return end ?? cue
    }

    /// Somebody asks us to note one, which is no question to others.
    var isNotedBlocker: Bool {
        clause.meanings.has([.blocked, .shipped])
            && clause.elements.contains { elements[$0].has([.blocked, .shipped]) && $0 > clause.elements.lowerBound && isNoted($0) }
    }
}
