import Model

/// "nothing from me this week", "I'm on leave": the whole check-in is left out.
extension MessageReader {
    /// "no numbers from me", "no data on our side this week".
    private func isOfMine(_ index: Int) -> Bool {
        guard index + 2 <= clause.elements.upperBound - 1, elements[index + 1].has(.preposition) else { return false }
        return elements[index + 2].has(.firstPerson)
    }

    /// The sentence so far, or the clause itself, speaks of a week to come, and of none that is.
    private var isOfLaterWeek: Bool {
        // "Skip me next Monday. On leave."
        let sentence = clauses[...clauseIndex].suffix(4).filter {
            $0.sentence == clause.sentence || $0.sentence == clause.sentence - 1 && $0.meanings.has([.skip, .skipAll]) && isNextNamed($0)
        }
        if sentence.contains(where: { isNextNamed($0) }) { return true }
        return sentence.contains { clause in
            clause.elements.contains { index in
                elements[index].has(.planned) && hasRole(tokens(of: index).first, .next)
                    // "on holiday until the 20th of next month"
                    && !clause.elements.contains { $0 < index && elements[$0].has(.until) }
            }
        }
            && !sentence.contains { $0.meanings.has(.time) }
    }

    /// "next Monday"
    private func isNextNamed(_ clause: Clause) -> Bool {
        clause.elements.contains { index in
            guard elements[index].has(.weekday), case let token = elements[index].token, token > 0, hasRole(tokens[token - 1], .next) else {
                return false
            }
            // "off until next Monday" is off now.
            return token < 2 || !vocabulary.lexicon.meaning(ofWord: tokens[token - 2].lexeme).has(.until)
        }
    }

    /// "I'm out again at 05:40": an appointment, and no leave.
    func isAppointment(_ cue: Int) -> Bool {
        clause.elements.contains { $0 > cue + 1 && elements[$0].kind == .reference && elements[$0 - 1].has(.at) }
    }

    mutating func readSkipAll() -> Bool {
        guard let cue = clause.elements.first(where: { elements[$0].has(.skipAll) || elements[$0].has(.skip) && isOfMine($0) }) else { return false }
        if clause.elements.contains(where: { isKeyResult($0) || elements[$0].kind == .quantity }) { return false }
        // "I've written to our rep there, who is on holiday of course"
        if clause.lead.has(.relative), hasRole(tokens[elements[clause.elements.lowerBound].token], .who), !clause.meanings.has(.firstPerson) {
            return false
        }
        // "I'm off next week so skip me then"
        if isOfLaterWeek { return false }
        // "I'm off Thursday btw": of one day.
        if cue + 1 < clause.elements.upperBound, elements[cue + 1].has(.weekday) || hasRole(tokens[elements[cue + 1].token], .tomorrow) {
            return false
        }
        // "I was off sick tue/wed": of days that are over.
        if clause.meanings.has(.was) || firstWord(cue).has(.was), !clause.meanings.has(.until),
            ((cue + 1)..<min(cue + 5, clause.elements.upperBound)).contains(where: { elements[$0].has(.weekday) || firstWord($0).has(.weekday) })
        {
            return false
        }
        // "I'm off from tomorrow", "I was on holiday for most of that"
        if cue + 1 < clause.elements.upperBound, case let next = tokens[elements[cue + 1].token],
            firstWord(cue).has(.firstPerson) && vocabulary.lexicon.meaning(ofWord: next.lexeme).has(.from)
                || hasRole(next, .about) && cue + 2 < clause.elements.upperBound
                    && elements[cue + 2].has([.pronoun, .part, .others, .firstPerson, .filler])
                    && !elements[cue + 1].has(.time)
        {
            return false
        }
        // "skip me on that one": of what was spoken of.
        if cue + 2 < clause.elements.upperBound, elements[cue + 1].has(.preposition), elements[cue + 2].has(.pronoun) { return false }
        // "I'm off to bed"
        if cue + 1 < clause.elements.upperBound, hasRole(tokens[elements[cue + 1].token], .to) { return false }
        // "we shipped nothing this week" is said of the work.
        if isAppointment(cue) || cue > clause.elements.lowerBound && elements[cue - 1].has(.shipped) { return false }
        if clause.elements.contains(where: {
            // "the invitation won't make it out this week"
            $0 < cue
                && (elements[$0].isUnknown || elements[$0].kind == .reference || elements[$0].kind == .name
                    || elements[$0].has([.others, .all, .negation, .status]))
        }) {
            return false
        }
        if !elements[cue].has([.firstPerson]), elements[cue].has([.planned, .condition]) { return false }
        if !sentenceSubject.isNone, !sentenceSubject.isAmbiguous, !sentenceSubject.isWeak, !clause.meanings.has(.firstPerson) { return false }
        skipAll = skipAll ?? span(cue)
        return true
    }
}
