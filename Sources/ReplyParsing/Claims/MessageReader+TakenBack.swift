/// Finished work, hindrances and earlier messages of which nothing is to stand.
extension MessageReader {
    /// "All 12 dinghies done hahaha I wish": what the clause has told until then does not stand.
    mutating func dropWished() {
        guard let end = clause.elements.last, elements[end].has(.retract), tokens(of: end).contains(where: { hasRole($0, .wish) }),
            let last = lastFinding(where: { $0.isTotal }), findings[last].clause == clauseIndex
        else { return }
        findings[last].isSuperseded = true
        corrected = last
        isCorrecting = true
    }

    /// "went live Tuesday and got rolled back Wednesday": nothing of it is left.
    mutating func takeBackOutput() {
        guard let last = outputs.last, last.clause < clauseIndex,
            clauses[last.clause].sentence == clause.sentence
                || last.clause >= clauseIndex - 2 && elements[clause.elements.lowerBound].has(.reverted)
                || !clause.meanings.has(.reverted) || last.clause >= clauseIndex - 3 && speaksOfIt || isOutputDeniedLater,
            !clause.elements.contains(where: { elements[$0].kind == .name })
        else { return }
        outputs.removeAll { $0.clause == last.clause }
    }

    /// "milking robot rolled out… haha no it's not", "launched Monday. Wait, no, Gwen pushed that to next Monday"
    var isOutputDenied: Bool {
        guard let last = outputs.last, last.clause < clauseIndex, last.clause >= clauseIndex - 4,
            !clause.meanings.has([.unblocked, .nothingOn, .skip, .noIdea]),
            !clause.meanings.has(.shipped) || clause.meanings.has([.planned, .negation])
        else { return false }
        let between = clauses[(last.clause + 1)..<clauseIndex]
        // "Wait, no, Gwen moved that to next Monday": "that" begins a clause.
        let before = clause.lead.has(.relative) && between.count > 1 && (between.last?.elements.count ?? 9) <= 3 ? between.dropLast() : between
        guard before.allSatisfy({ isCorrectionOnly($0) || $0.elements.allSatisfy { elements[$0].has([.no, .correction, .filler]) } }),
            between.contains(where: { $0.meanings.has([.correction, .no, .retract]) })
                || elements[clause.elements.lowerBound].has([.correction, .retract]),
            !clause.elements.contains(where: { elements[$0].kind == .name || elements[$0].kind == .quantity })
        else { return false }
        let isOfIt = clause.elements.contains { index in
            tokens(of: index).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.pronoun) || hasRole($0, .it) || hasRole($0, .itIs) }
        }
        return isOfIt && clause.meanings.has([.negation, .notYet, .planned]) || clause.meanings.has(.notYet) && !hasUnknown(clause.elements)
    }

    /// "merged but still behind a flag, so not counting it as shipped yet"
    var isNotCountedShipped: Bool {
        guard let last = outputs.last, last.clause < clauseIndex - 1, clauses[last.clause].sentence == clause.sentence,
            clause.meanings.has(.shipped), clause.lead.has(.because), !hasUnknown(clause.elements),
            case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence
        else { return false }
        return before.elements.contains { elements[$0].has([.negation, .notYet, .retract]) || firstWord($0).has(.negation) }
            && before.elements.contains { tokens(of: $0).contains { hasRole($0, .it) } }
    }

    /// "live!! sorry, correction from Femi: it's plugged in but not live yet", "shipped in 8.14 … or not, the release got pulled"
    var isOutputDeniedLater: Bool {
        guard let last = outputs.last, last.clause < clauseIndex, last.clause >= clauseIndex - 7,
            clauses[last.clause].line >= clause.line - 1, clause.meanings.has([.notYet, .reverted, .planned]),
            !clause.meanings.has([.shipped, .unblocked, .nothingOn, .skip, .noIdea]) || clause.meanings.has([.notYet, .reverted]),
            !clause.lead.has(.because), !clause.elements.contains(where: { elements[$0].kind == .name })
        else { return false }
        // "the tour is on for everyone. Invites won't make it, sorry, moving that to next week": of what was named since.
        if clauses[(last.clause + 1)..<clauseIndex].contains(where: { between in
            between.elements.contains { elements[$0].kind == .name }
                || hasUnknown(between.elements) && between.meanings.has([.negation, .planned, .status]) && !between.meanings.has(.correction)
        }) {
            return false
        }
        return clauses[(last.clause + 1)...clauseIndex].contains { isTakingBack($0) }
    }

    /// "sorry", "no", "correction from Femi", "or not" at a clause's head.
    private func isTakingBack(_ clause: Clause) -> Bool {
        let range = clause.elements
        guard let head = range.first(where: { !hasRole(tokens[elements[$0].token], .hesitation) || elements[$0].has([.correction, .no]) }),
            elements[head].kind == .word
        else { return false }
        if clause.lead.has(.or) || elements[head].has(.or) {
            return range.count <= 2 && range.contains { elements[$0].has([.no, .negation]) }
        }
        return elements[head].has([.correction, .retract, .no])
            && !(head + 1 < range.upperBound && elements[head].has(.no) && isUnknownThing(head + 1))
    }

    var speaksOfIt: Bool { clause.elements.contains { tokens(of: $0).contains { hasRole($0, .it) } } }

    /// "blocked by the phone supplier, scratch that, they sorted it while I was typing", "web shop is live. Only the test page, please ignore"
    mutating func takeBackNote(_ range: Range<Int>) {
        // "that 33 was measured on the broken pipeline so don't count it"
        if let ignored, ignored.clause == clauseIndex - 1, lastTotal == nil, !hasUnknown(range),
            !range.contains(where: { elements[$0].kind == .name || elements[$0].kind == .quantity }), speaksOfIt
        {
            denied += own.map { Denial(keyResult: $0, quantity: ignored.quantity, span: span(range), isTakenBack: true) }
        }
        if let last = outputs.last, last.clause < clauseIndex, last.clause >= clauseIndex - 3, last.clause > blockers.last?.clause ?? -1,
            !findings.contains(where: { $0.clause >= last.clause && $0.isValue }),
            range.contains(where: { elements[$0].has(.retract) && isWithdrawal($0) })
        {
            outputs.removeLast()
            return
        }
        guard let last = blockers.last, last.clause < clauseIndex, last.clause >= clauseIndex - 3,
            !findings.contains(where: { $0.clause > last.clause && $0.isValue }),
            let cue = range.first(where: { elements[$0].has(.retract) }), tokens(of: cue).count > 1,
            !range.contains(where: { $0 > cue && elements[$0].kind == .name }),
            // "please ignore the slide"
            cue + 1 == range.upperBound || !hasRole(tokens[elements[cue + 1].token], .the)
        else { return }
        blockers.removeLast()
    }

    /// "released. Hm, released is too strong": the word itself is spoken of.
    mutating func takeBackWord(_ range: Range<Int>) -> Bool {
        guard let last = outputs.last, last.clause < clauseIndex, last.clause >= clauseIndex - 4,
            let head = range.first(where: { !hasRole(tokens[elements[$0].token], .hesitation) }), head + 1 < range.upperBound,
            elements[head].has(.shipped), tokens(of: head).count == 1, elements[head + 1].has(.at), isSecondThought(since: last.clause),
            !range.contains(where: { elements[$0].kind == .name })
        else { return false }
        outputs.removeLast()
        return true
    }

    /// "forget the blocker"
    mutating func takeBackBlocker(_ range: Range<Int>) -> Bool {
        guard let last = blockers.last, last.clause < clauseIndex, last.clause >= clauseIndex - 4,
            let verb = range.first(where: { hasRole(tokens[elements[$0].token], .ignoring) }),
            range.contains(where: { $0 > verb && tokens(of: $0).contains { hasRole($0, .blockerNoun) } }), !hasUnknown((verb + 1)..<range.upperBound)
        else { return false }
        blockers.removeLast()
        return true
    }

    /// "please scratch the churn number from me"
    private func figureTakenOut(_ range: Range<Int>) -> Int? {
        guard let cue = range.first(where: { elements[$0].has(.takeOut) || firstWord($0).has(.takeOut) }), isRequest(cue, range),
            let name = range.first(where: { $0 > cue && isKeyResult($0) }), !hasUnknown((cue + 1)..<name),
            // "please take my churn number as preliminary"
            !hasRole(tokens[elements[cue].token], .take) || elements[cue].end > tokens[elements[cue].token].end
                || range.contains(where: { $0 > name && (tokens(of: $0).contains { hasRole($0, .out) } || firstWord($0).has(.off)) })
        else { return nil }
        let behind = tokens[elements[name].token...].prefix { $0.start < elements[range.upperBound - 1].end }.dropFirst()
        return behind.prefix(6).contains { hasRole($0, .figureNoun, .lineNoun) } ? cue : nil
    }

    /// "scratch my line on activation": what was said of it in earlier messages.
    mutating func takeBack(_ range: Range<Int>) -> Bool {
        guard let cue = range.first(where: { elements[$0].has(.takeBack) }) ?? figureTakenOut(range),
            // "forget what I wrote about scrap at 2.9"
            range.allSatisfy({
                elements[$0].kind != .quantity || $0 + 1 == range.upperBound && $0 > cue && elements[$0 - 1].has(.at)
                    // "I never said anything about 2,500 sign-ups"
                    || $0 > cue && $0 + 1 < range.upperBound && isKeyResult($0 + 1)
            }),
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
        // "scratch what I said on activation, it's 35.4 now"
        if named.only != nil { enterSubject(Subject(set: named)) }
        // What this message said itself goes; what earlier ones said stays.
        if !isOfNow {
            if !named.isEmpty, takenBackSpans.count < 8 { takenBackSpans.append(span(range)) }
            takenBack = takenBack.union(named)
            if range.contains(where: { tokens(of: $0).contains { hasRole($0, .figureNoun, .numbers) } }) {
                takenBackNumbers = takenBackNumbers.union(named)
            }
        }
        return !named.isEmpty
    }
}
