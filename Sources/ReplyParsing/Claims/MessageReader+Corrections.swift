/// What takes back or replaces what was said before.
extension MessageReader {
    /// "3.7k, não, 3.6k": in some languages the word for "no" corrects only where it stands alone between two numbers.
    var isNoAlone: Bool {
        guard clause.elements.count == 1,
            elements[clause.elements.lowerBound].has([.no, .negation]) || hasRole(tokens[elements[clause.elements.lowerBound].token], .well),
            clauseIndex > 0,
            clauseIndex + 1 < clauses.count,
            clauses[clauseIndex - 1].sentence == clause.sentence
                || clauses[clauseIndex + 1].sentence == clause.sentence && clauses[clauseIndex - 1].line == clause.line
        else { return false }
        return elements[clauses[clauseIndex - 1].elements.upperBound - 1].kind == .quantity
            && elements[clauses[clauseIndex + 1].elements.lowerBound].kind == .quantity
    }

    /// "sorry" and "kidding": the latest value will be replaced, or does not stand at all.
    mutating func noteCorrection() {
        if clause.lead.has(.condition) || clause.meanings.has(.condition) && clause.meanings.has(.retract) { return }
        guard let last = findings.lastIndex(where: { $0.isValue && !$0.isSuperseded }) else { return }
        let cue =
            clause.elements.first { elements[$0].has(.retract) } ?? clause.elements.first { elements[$0].has(.correction) }
            ?? clause.elements.lowerBound
        // "not joking", "somebody dropped the wrong file"
        if elements[cue].has(.retract), !elements[cue].has([.no, .negation]),
            clause.elements.contains(where: { $0 < cue && elements[$0].has([.negation, .down, .up, .moved]) })
        {
            return
        }
        // "£41k?? no idea why"
        if elements[cue].has(.no), cue + 1 < clause.elements.upperBound, isUnknownThing(cue + 1) { return }
        // "No new stations, still 7" is said of another.
        if elements[cue].has(.no), !elements[cue].has(.retract), let name = clause.elements.first(where: { isKeyResult($0) && $0 > cue }),
            subject(ofName: name).set.intersection(findings[last].subject.set).isEmpty,
            ((cue + 1)..<name).allSatisfy({ elements[$0].has(.filler) && !elements[$0].has([.at, .pronoun, .correction]) })
        {
            return
        }
        // "reports done. appeals: nope, still 1480" answers for another.
        if !elements[cue].has(.retract),
            let name = clause.elements.first(where: { isKeyResult($0) && $0 < cue }),
            subject(ofName: name).set.intersection(findings[last].subject.set).isEmpty
        {
            return
        }
        // "19 and 450… other way round of course": neither stands as it was said.
        if elements[cue].has(.retract), tokens(of: cue).contains(where: { hasRole($0, .exchanged) }) {
            for index in findings.indices.suffix(4).filter({ findings[$0].isTotal && !findings[$0].isSuperseded }).suffix(2) {
                findings[index].isSuperseded = true
            }
            return
        }
        // "34, actually forget that margin"
        if elements[cue].has(.retract), let name = clause.elements.first(where: { isKeyResult($0) && $0 > cue }),
            case let named = subject(ofName: name).set, let last = findings.lastIndex(where: { $0.isValue && $0.subject.set == named })
        {
            findings[last].isSuperseded = true
            return
        }
        // "wrong column" says why the number before was corrected.
        if elements[cue].has(.retract), hasUnknown(clause.elements) || isBehindStruck(last) || isReasonOnly(last) { return }
        // "no" inside a value's own clause is its answer, and "rather" is no correction when it stands behind a value.
        guard findings[last].clause < clauseIndex else { return }
        if elements[cue].has(.no), clause.lead.has([.and, .result, .because, .but]) { return }
        if !elements[cue].has(.retract), !sentenceSubject.isNone, sentenceSubject.set.intersection(findings[last].subject.set).isEmpty { return }
        if elements[cue].has([.no, .yes]), clause.elements.count == 1, !findings[last].isUnsure, isBooleanNext { return }
        // "I had 11 in Friday's post, that was wrong": what is wrong is the number before it.
        if elements[cue].has(.retract), findings[last].element >= 0,
            ((findings[last].element + 1)..<max(findings[last].element + 1, cue)).contains(where: { isWrongInstead($0) })
        {
            return
        }
        if elements[cue].has(.retract) || findings[last].isUnsure {
            findings[last].isSuperseded = elements[cue].has(.retract) || findings[last].isUnsure
            isCorrecting = true
        }
        corrected = elements[cue].has(.retract) ? last : aimed(last)
    }

    /// A number that was left out, and stands in the sentence of what takes it back.
    private func isWrongInstead(_ index: Int) -> Bool {
        elements[index].kind == .quantity
            && clauses[max(0, clauseIndex - 2)...clauseIndex].contains {
                $0.sentence == clause.sentence && $0.elements.contains(index)
            }
    }

    /// "word count 488k, on time 93.5%. Sorry, 448k": of several values, the one that the next number is like.
    private func aimed(_ last: Int) -> Int {
        let ahead = clauses[clauseIndex...].prefix(3).prefix { $0.sentence == clause.sentence }
        guard let next = ahead.lazy.flatMap(\.elements).first(where: { elements[$0].kind == .quantity }),
            !ahead.contains(where: { $0.elements.contains { $0 < next && isKeyResult($0) } }), case let quantity = quantities[elements[next].index],
            !isLike(last, quantity)
        else { return last }
        let others = findings.indices.suffix(6).filter { $0 != last && findings[$0].isTotal && !findings[$0].isSuperseded && isLike($0, quantity) }
        return others.count == 1 ? others[0] : last
    }

    private func isLike(_ finding: Int, _ quantity: Quantity) -> Bool {
        guard case .total(let place) = findings[finding].content, case let other = quantities[place], other.value != 0 else { return false }
        return (0.5...2).contains(quantity.value / other.value) && quantity.isPercent == other.isPercent
    }

    /// "35, no, 36, sorry, was reading the wrong column": the number has been corrected, and no other follows.
    private func isReasonOnly(_ finding: Int) -> Bool {
        let sentence = clause.sentence
        guard clauses[findings[finding].clause].sentence == sentence else { return false }
        // "activation is 35.9%, I was looking at the wrong dashboard" tells of an earlier number.
        let isPast = clause.meanings.has(.was) && clause.meanings.has(.firstPerson)
        // "sorry, churn is 4.2, read the wrong row"
        let isAnnounced = clauses[...findings[finding].clause].suffix(4).contains { $0.sentence == sentence && $0.meanings.has(.correction) }
        guard
            isPast || isAnnounced
                || findings.contains(where: {
                    $0.isSuperseded && $0.subject.set == findings[finding].subject.set && clauses[$0.clause].sentence == sentence
                })
        else { return false }
        return !clauses[clauseIndex...].prefix { $0.sentence == sentence }.contains { $0.elements.contains { elements[$0].kind == .quantity } }
    }

    /// The number stands in place of one that was struck out.
    private func isBehindStruck(_ finding: Int) -> Bool {
        let first = clauses[findings[finding].clause].elements.lowerBound
        return tokens[elements[first].token].isBehindStruck
            || findings[finding].element >= 0 && tokens[elements[findings[finding].element].token].isBehindStruck
    }

    /// "went live Tuesday and got rolled back Wednesday": nothing of it is left.
    mutating func takeBackOutput() {
        guard let last = outputs.last, last.clause < clauseIndex,
            clauses[last.clause].sentence == clause.sentence || last.clause == clauseIndex - 1 && elements[clause.elements.lowerBound].has(.reverted)
                || !clause.meanings.has(.reverted) || last.clause >= clauseIndex - 3 && speaksOfIt,
            !clause.elements.contains(where: { elements[$0].kind == .name })
        else { return }
        outputs.removeAll { $0.clause == last.clause }
    }

    var speaksOfIt: Bool { clause.elements.contains { tokens(of: $0).contains { hasRole($0, .it) } } }

    private var isBooleanNext: Bool { forced[clauseIndex] != nil }

    /// "scratch my line on activation": what was said of it in earlier messages.
    mutating func takeBack(_ range: Range<Int>) -> Bool {
        guard let cue = range.first(where: { elements[$0].has(.takeBack) }),
            // "forget what I wrote about scrap at 2.9"
            range.allSatisfy({ elements[$0].kind != .quantity || $0 + 1 == range.upperBound && $0 > cue && elements[$0 - 1].has(.at) }),
            !sentences[clause.sentence].isQuestion
        else { return false }
        var named = IndexSet128()
        for index in range where index > cue && isKeyResult(index) && !subject(ofName: index).isAmbiguous {
            named = named.union(subject(ofName: index).set)
        }
        var isOfNow = false
        for index in findings.indices where findings[index].isValue && !findings[index].isSuperseded {
            guard let only = findings[index].subject.set.only, named.contains(only) else { continue }
            findings[index].isSuperseded = true
            isOfNow = true
        }
        if !named.isEmpty { dropQuantities(range, .denied) }
        // What this message said itself goes; what earlier ones said stays.
        if !isOfNow { takenBack = takenBack.union(named) }
        return !named.isEmpty
    }
}
