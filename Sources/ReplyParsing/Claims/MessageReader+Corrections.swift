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
        let next = elements[clauses[clauseIndex + 1].elements.lowerBound]
        return elements[clauses[clauseIndex - 1].elements.upperBound - 1].kind == .quantity
            && next.kind == .quantity && !(quantities[next.index].isWord && clauses[clauseIndex + 1].elements.count > 1)
    }

    /// "sorry" and "kidding": the latest value will be replaced, or does not stand at all.
    mutating func noteCorrection() {
        let isSupposed = clause.meanings.has(.condition) && clause.meanings.has(.retract)
        if clause.lead.has(.condition) || isSupposed && !clause.elements.contains(where: { elements[$0].has(.retract) && isWithdrawal($0) }) {
            return
        }
        if takeBackSkip() { return }
        guard let last = lastFinding(where: { $0.isValue && !$0.isSuperseded }) else { return }
        let cue =
            clause.elements.first { elements[$0].has(.retract) } ?? clause.elements.first { elements[$0].has(.correction) }
            ?? clause.elements.lowerBound
        // "I am rather worried about income"
        if cue + 1 < clause.elements.upperBound, !elements[cue].has(.retract), elements[cue + 1].has([.status, .hint, .praise]),
            elements[cue + 1].start - elements[cue].end == 1, cue > clause.elements.lowerBound
        {
            return
        }
        // "activation is really 35.6, I had the wrong filter on": what was wrong with the number before this one.
        if elements[cue].has(.retract), tokens(of: cue).contains(where: { hasRole($0, .wrong) }), clause.opening == .comma,
            // "time to value is 33 now, looked at the wrong dashboard"
            firstWord(clause.elements.lowerBound).has(.firstPerson) || clauses[clauseIndex - 1].meanings.has(.now),
            findings[last].clause == clauseIndex - 1,
            !clauses[(clauseIndex + 1)...].prefix(16).contains(where: { $0.elements.contains { elements[$0].kind == .quantity } })
        {
            return
        }
        // "14 in service... I wish."; "I wish we had 14" is no correction.
        if tokens(of: cue).contains(where: { hasRole($0, .wish) }), clause.elements.count > 1 { return }
        // "I make it 212, the system makes it 209"
        if !elements[cue].has(.retract), cue > clause.elements.lowerBound, elements[cue - 1].has(.firstPerson),
            tokens(of: cue).contains(where: { hasRole($0, .making) })
        {
            return
        }
        // "please disregard my prior figures": of messages before this one.
        if elements[cue].has(.retract), cue + 1 < clause.elements.upperBound,
            tokens[elements[cue + 1].token...].prefix(3).contains(where: { hasRole($0, .old) })
        {
            return
        }
        // "not joking", "somebody dropped the wrong file"
        if elements[cue].has(.retract), !elements[cue].has([.no, .negation]),
            // "1h... no scratch that"
            clause.elements.contains(where: {
                $0 < cue && elements[$0].has([.negation, .down, .up, .moved]) && !(elements[$0].has(.no) && isWithdrawal(cue))
            })
        {
            return
        }
        // "son 429.000 €, no 492.000": not, where "no, 492.000" would put it right.
        if hasRole(tokens[elements[cue].token], .not), cue + 1 < clause.elements.upperBound, elements[cue + 1].kind == .quantity { return }
        // "£41k?? no idea why"
        if elements[cue].has(.no), cue + 1 < clause.elements.upperBound, isUnknownThing(cue + 1) { return }
        // "No new stations, still 7" is said of another.
        if elements[cue].has(.no), !elements[cue].has(.retract), let name = clause.elements.first(where: { isKeyResult($0) && $0 > cue }),
            subject(ofName: name).set.intersection(findings[last].subject.set).isEmpty,
            ((cue + 1)..<name).allSatisfy({ elements[$0].has(.filler) && !elements[$0].has([.at, .pronoun, .correction]) })
        {
            return
        }
        // "1) 8.0 2) 34 … ah, 1) should read 8.2"
        if !elements[cue].has([.retract, .no]), let name = clause.elements.first(where: { isKeyResult($0) && $0 < cue }),
            case let named = subject(ofName: name), !named.isAmbiguous,
            let told = findings.lastIndex(where: { $0.isTotal && !$0.isSuperseded && $0.subject.set == named.set && $0.clause < clauseIndex })
        {
            corrected = told
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
            // "Or have I swapped them"
            if clause.meanings.has([.or, .ask]) || clause.lead.has(.or) { return }
            // "3.4 – other way round, 4.3": the figures of one.
            if let next = clauses[(clauseIndex + 1)...].first, next.sentence == clause.sentence, next.elements.count <= 2,
                next.elements.contains(where: { elements[$0].kind == .quantity })
            {
                findings[last].isSuperseded = true
                corrected = last
                isCorrecting = true
                return
            }
            return exchange()
        }
        // "34, actually forget that margin"
        if elements[cue].has(.retract), let name = clause.elements.first(where: { isKeyResult($0) && $0 > cue }),
            case let named = subject(ofName: name).set, let last = findings.lastIndex(where: { $0.isValue && $0.subject.set == named })
        {
            findings[last].isSuperseded = true
            return
        }
        // "wrong column" says why the number before was corrected.
        if elements[cue].has(.retract), !isWithdrawal(cue),
            hasUnknown(clause.elements) || isBehindStruck(last) || isReasonOnly(last)
        {
            return
        }
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
        if elements[cue].has(.retract), isWithdrawal(cue) { return withdraw(last) }
        if elements[cue].has(.retract) || findings[last].isUnsure {
            findings[last].isSuperseded = elements[cue].has(.retract) || findings[last].isUnsure
            isCorrecting = true
        }
        corrected = elements[cue].has(.retract) ? last : aimed(last)
    }

    /// "members 109!! s/109/106/": the new for the old, as one tells an editor.
    mutating func substitute(_ range: Range<Int>) -> Bool {
        guard let place = range.first(where: { elements[$0].kind == .quantity && quantities[elements[$0].index].hasSlash }), place > 1,
            elements[place - 1].kind == .slash, elements[place - 2].kind == .word, hasRole(tokens[elements[place - 2].token], .substituting),
            case let index = elements[place].index, let new = quantities[index].whole,
            let last = lastFinding(where: { $0.isTotal && !$0.isSuperseded && isTotal($0, of: quantities[index]) })
        else { return false }
        findings[last].isSuperseded = true
        quantities[index].value = new
        quantities[index].whole = nil
        quantities[index].hasSlash = false
        var finding = findings[last]
        finding.isSuperseded = false
        finding.content = .total(index)
        finding.clause = clauseIndex
        finding.element = place
        finding.span = finding.span.hull(span(range))
        findings.append(finding)
        return true
    }

    /// "make the 31 min a 32": the new for the one that was told, whoever's it is.
    mutating func replaceTold(_ range: Range<Int>) -> Bool {
        guard range.count >= 4, let old = range.first(where: { elements[$0].kind == .quantity }), old > range.lowerBound, elements[old].token > 0,
            hasRole(tokens[elements[old].token - 1], .the) || firstWord(old - 1).has(.mine),
            tokens[elements[range.lowerBound].token..<elements[old].token].contains(where: { hasRole($0, .making, .noting) }),
            let new = range.first(where: { $0 > old && elements[$0].kind == .quantity }), new <= old + 2,
            (old + 1..<new).allSatisfy({ elements[$0].has([.article, .to]) }),
            !range.contains(where: { isKeyResult($0) }), !clause.meanings.has([.condition, .planned]),
            // "make my 6 an 8" is of ten.
            !isMineRatedAnew(new, quantities[elements[new].index], range, .none)
        else { return false }
        let (told, index) = (elements[old].index, elements[new].index)
        guard quantities[told].value > 0, (0.5...2).contains(quantities[index].value / quantities[told].value) else { return false }
        if !quantities[index].hasUnit, let unit = quantities[told].unit, let seconds = quantities[told].seconds {
            quantities[index].unit = unit
            quantities[index].seconds = seconds * quantities[index].value / quantities[told].value
        }
        add(.total(index), new, .none, rule: .correction)
        findings[findings.count - 1].span = span(range)
        findings[findings.count - 1].denied = told
        return true
    }

    /// "waste down to 0.6 — BY 0.6, by": a step, and not where it stands.
    mutating func isStepInstead(_ range: Range<Int>) -> Bool {
        guard range.count == 2, elements[range.lowerBound].kind == .word, hasRole(tokens[elements[range.lowerBound].token], .by),
            elements[range.lowerBound + 1].kind == .quantity, let last = lastTotal, clauseIndex - findings[last].clause <= 2,
            case let index = elements[range.lowerBound + 1].index, isTotal(findings[last], of: quantities[index]),
            let course = clauses[findings[last].clause].elements.first(where: {
                elements[$0].kind == .word && firstWord($0).has([.down, .up]) && elements[$0].end < elements[range.lowerBound].start
            })
        else { return false }
        findings[last].content = .change(index, isDown: firstWord(course).has(.down))
        findings[last].rule = .change
        findings[last].span = findings[last].span.hull(span(range))
        return true
    }

    /// "19 and 450… other way round of course", "conversion 4.9%, remakes 59%, other way round": each is the other's, where it is known whose they are.
    private mutating func exchange() {
        let both = findings.indices.suffix(4).filter { findings[$0].isTotal && !findings[$0].isSuperseded }.suffix(2)
        // "other way round. MTTD 50 min and MTTR 7 h" tells both anew.
        let isToldAnew = clauses[(clauseIndex + 1)...].prefix(4).contains { next in
            next.elements.contains { isKeyResult($0) } && next.elements.contains { elements[$0].kind == .quantity }
        }
        if both.count == 2, !isToldAnew, let one = both.first, let other = both.last, let first = findings[one].subject.set.only,
            let second = findings[other].subject.set.only, first != second, !findings[one].subject.isAmbiguous,
            !findings[other].subject.isAmbiguous, forced.isEmpty
        {
            (findings[one].content, findings[other].content) = (findings[other].content, findings[one].content)
            let whole = findings[one].span.hull(findings[other].span)
            (findings[one].span, findings[other].span) = (whole, whole)
            return
        }
        // "168, no wait, 186, I had it the wrong way round": one that has been put right.
        if both.count == 2 || isToldAnew { both.forEach { findings[$0].isSuperseded = true } }
    }

    /// Nothing stands that was just said of the same one.
    private mutating func withdraw(_ last: Int) {
        if clause.opening == .line { corrected = last }
        for index in findings.indices where findings[index].subject.set == findings[last].subject.set {
            guard findings[index].clause >= findings[last].clause - 6 else { continue }
            if case .status = findings[index].content { findings[index].isSuperseded = true }
            if findings[index].isValue { findings[index].isSuperseded = true }
        }
    }

    /// "skip fuel this week … scratch that, the invoice just landed"
    private mutating func takeBackSkip() -> Bool {
        guard let last = findings.indices.last, case .skip = findings[last].content, findings[last].clause < clauseIndex,
            findings[last].clause >= clauseIndex - 2,
            let cue = clause.elements.first(where: { elements[$0].has(.retract) }), tokens(of: cue).count > 1
        else { return false }
        findings[last].isSuperseded = true
        sentenceSubject = findings[last].subject
        return true
    }

    /// "don't put it down before I've spoken to Ines", "forget it": asked of us, whatever else the clause says.
    func isWithdrawal(_ cue: Int) -> Bool {
        let words = tokens(of: cue)
        // "take that out again"
        let isTakenOut = words.contains { hasRole($0, .take) } && words.contains { hasRole($0, .out) }
        guard words.count > 1, isTakenOut || words.contains(where: { hasRole($0, .ignoring, .withdrawing) }) else { return false }
        // "so I don't count it" says what the sender does.
        if cue > clause.elements.lowerBound, elements[cue - 1].has(.firstPerson) { return false }
        return cue + 1 == clause.elements.upperBound || elements[cue + 1].has([.until, .after, .because, .condition, .firstPerson])
            || hasRole(tokens[elements[cue + 1].token], .beforeOrAfter)
    }

    /// A number that was left out, and stands in the sentence of what takes it back.
    private func isWrongInstead(_ index: Int) -> Bool {
        elements[index].kind == .quantity && !quantities[elements[index].index].isWord
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

    func isLike(_ finding: Int, _ quantity: Quantity) -> Bool {
        guard case .total(let place) = findings[finding].content, case let other = quantities[place], other.value != 0 else { return false }
        return (0.5...2).contains(quantity.value / other.value) && quantity.isPercent == other.isPercent && quantity.hasTimeUnit == other.hasTimeUnit
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

    private var isBooleanNext: Bool { forced[clauseIndex] != nil }
}
