import Model

/// Why a number does not move, told right behind it.
extension MessageReader {
    /// "E-buses unchanged, the supplier is asleep and nobody there has answered us": what hinders it, in two halves, of which the second
    /// tells what is missing. One short remark may say anything: "no change, nobody buys in August".
    mutating func readReasonOfStandstill(_ range: Range<Int>) -> Bool {
        guard clause.opening == .comma, clause.lead.isEmpty, let last = findings.last, last.clause == clauseIndex - 1,
            clauses[last.clause].sentence == clause.sentence, last.isStandstill || last.isStill, let only = last.subject.set.only,
            !last.isSuperseded, range.count > 2, hasUnknown(range), !isAnswerPending,
            !clause.meanings.has([
                .thanks, .status, .shipped, .shippedNamed, .secondPerson, .confidence, .sure, .skipAll, .unblocked, .up, .down,
                .correction, .retract, .unchanged,
            ]), !range.contains(where: { isKeyResult($0) || elements[$0].kind == .quantity && !quantities[elements[$0].index].isWord })
        else { return false }
        let isOthers = !firstWord(range.lowerBound).has(.firstPerson) && !elements[range.lowerBound].has(.firstPerson)
        guard isOthers || hasWord(.needing) && range.contains(where: { tokens(of: $0).contains { hasRole($0, .needing) } }), isMissingNext else {
            return false
        }
        dropQuantities(range, .insideBlocker)
        blockers.append(BlockerFinding(span: span(range), keyResult: only, clause: clauseIndex))
        return true
    }

    /// "…, the proof is still with the printer | and nobody there answers"
    private var isMissingNext: Bool {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence, next.lead.has(.and),
            next.opening == .conjunction
        else { return false }
        // "… and we can't go up until the right one turns up" is told by itself.
        return next.meanings.has([.negation, .notYet, .hint, .until]) && !next.meanings.has([.blocked, .status, .thanks, .shipped])
            && !(next.meanings.has(.cannot) && next.meanings.has(.until)) && hasUnknown(next.elements)
    }
}
