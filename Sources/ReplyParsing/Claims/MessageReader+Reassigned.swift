import Model

/// Numbers that are said, behind them, to be another's.
extension MessageReader {
    /// "KR1 6.4, er, that's KR2", "21, no, 21 belongs to driver NPS", "98.7% lol wrong column, that one is crash-free": the number before is moved to what
    /// is named. "12 clubs. Oops, 12 is the number of teachers": it is nobody's.
    mutating func readReassigned(_ range: Range<Int>) -> Bool {
        // "…, so 31. Waiting for a review, that's what's holding activation back": of a hindrance, and no word on the number.
        if clause.meanings.has([.blocked, .cannot, .unblocked])
            || range.contains(where: { tokens(of: $0).contains { hasRole($0, .holding, .whatIs) } })
        {
            return false
        }
        guard clause.meanings.has([.at, .was, .pronoun]) || !clause.meanings.has([.up, .down, .planned]), let last = lastTotal,
            let start = range.first(where: {
                !elements[$0].has([.filler, .correction, .and, .but, .no, .retract]) || elements[$0].has([.at, .pronoun])
            }),
            start < range.upperBound
        else { return false }
        let pointer = pointer(at: start, range, to: last)
        guard let behind = pointer, behind < range.upperBound else { return false }
        let rest = behind..<range.upperBound
        if rest.contains(where: { elements[$0].kind == .quantity || elements[$0].has([.negation, .status]) }) { return false }
        let names = rest.filter { isKeyResult($0) }
        if let name = names.first, names.count == 1, isNothingBut(name, rest), case let subject = subject(ofName: name), !subject.isAmbiguous,
            !subject.isWeak
                || isCorrectionNear(last, range) && !isOtherForm(name)
                    && (hasRole(tokens[elements[name].token], .the) || hasRole(tokens[elements[name].token - 1], .the))
        {
            guard findings[last].subject.isNone || findings[last].subject.set.intersection(subject.set).isEmpty else { return false }
            let span = findings[last].span.hull(self.span(range))
            findings[last].subject = subject
            // "turnaround 29 min… no wait, 29 is the complaints"
            if elements[start].kind == .quantity { findings[last].content = .total(elements[start].index) }
            findings[last].span = span
            corrected = nil
            isCorrecting = false
            dropQuantities(range, .label)
            enterSubject(subject)
            return true
        }
        // The number once more, and what it counts instead.
        guard elements[start].kind == .quantity, names.isEmpty, hasUnknown(rest), isCorrectionNear(last, range) else { return false }
        findings[last].isSuperseded = true
        corrected = last
        isCorrecting = true
        dropQuantities(range, .label)
        return true
    }

    /// "first I read 251, but that was another's. 238 is right": in place of the number told before.
    mutating func readRightOne(_ range: Range<Int>) -> Bool {
        guard hasWord(.right), let number = range.first(where: { elements[$0].kind == .quantity }), number <= range.lowerBound + 1,
            number + 2 < range.upperBound, elements[number + 1].has(.at), hasRole(tokens(of: number + 2).last, .right),
            case let quantity = quantities[elements[number].index], !quantity.isWord, !clause.meanings.has([.negation, .condition, .was]),
            !sentences[clause.sentence].isQuestion, !range.contains(where: { isKeyResult($0) }),
            let last = lastFinding(where: { $0.isTotal && !$0.isSuperseded && $0.clause >= clauseIndex - 6 }), isLike(last, quantity)
        else { return false }
        let subject = findings[last].subject
        findings[last].isSuperseded = true
        findings[last].isUnsure = false
        add(.total(elements[number].index), number, subject, rule: .plainValue)
        findings[findings.count - 1].isExplicit = true
        return true
    }

    /// Near by only, which keeps the reading linear.
    func lastFinding(where fits: (Finding) -> Bool) -> Int? { findings.indices.suffix(64).last { fits(findings[$0]) } }

    var lastTotal: Int? {
        guard let last = lastFinding(where: { $0.isTotal && !$0.isSuperseded }), findings[last].clause >= clauseIndex - 3,
            clauses[findings[last].clause].line == clause.line || findings[last].clause == clauseIndex - 1, !findings[last].isUnclear
        else { return nil }
        return findings[last].clause < clauseIndex ? last : nil
    }

    /// Where what is said of it begins: behind "that's", "that one is", "the 12 is" and "12 belongs to", where 12 is the number before.
    private func pointer(at start: Int, _ range: Range<Int>, to last: Int) -> Int? {
        var place = start
        // "die 4,5", "the 12"
        if elements[place].kind == .word, elements[place].has([.article, .filler, .pronoun]), place + 1 < range.upperBound,
            elements[place + 1].kind == .quantity
        {
            place += 1
        }
        if elements[place].kind == .quantity {
            guard case .total(let number) = findings[last].content,
                ValueReader.same(quantities[number].value, quantities[elements[place].index].value), place + 1 < range.upperBound,
                elements[place + 1].kind == .word, !elements[place + 1].has([.to, .up, .down, .now, .and])
            else { return nil }
            return place + 1
        }
        guard elements[place].kind == .word,
            tokens(of: place).contains(where: { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.pronoun) || hasRole($0, .thatIs) })
        else { return nil }
        // "that one is", "that's", "das ist"
        while place < range.upperBound, elements[place].kind == .word, !elements[place].isUnknown || elements[place].has(.pronoun),
            elements[place].has([.pronoun, .at, .filler]) && !elements[place].has([.now, .still, .status, .time]), place < start + 3
        {
            place += 1
        }
        return place > start && place < range.upperBound ? place : nil
    }

    /// Only articles and at most one verb stand beside the name.
    private func isNothingBut(_ name: Int, _ range: Range<Int>) -> Bool {
        range.filter { isUnknownThing($0) }.count <= 1
            && range.allSatisfy { $0 <= name || elements[$0].has([.filler, .correction]) || elements[$0].kind == .emoji }
            && range.allSatisfy { elements[$0].kind == .word || elements[$0].kind == .name || elements[$0].kind == .emoji }
    }

    private func isCorrectionNear(_ last: Int, _ range: Range<Int>) -> Bool {
        range.contains { elements[$0].has([.correction, .no, .retract]) }
            || (findings[last].clause..<clauseIndex).contains { place in
                // "first aid 9/14. roof: no, it rains into the hut": an answer, and nothing put right.
                clauses[place].meanings.has([.correction, .no, .retract])
                    && !findings.suffix(16).contains { $0.clause == place && $0.isAnswer }
            }
    }

    /// "ignore the 36.4, that still had our test accounts in it. Real number is 35.8"
    mutating func noteIgnored(_ range: Range<Int>) {
        guard hasWord(.ignoring) || hasWord(.counting) || hasWord(.choosing), range.count <= 6,
            let number = range.first(where: { elements[$0].kind == .quantity }), number > range.lowerBound,
            !quantities[elements[number].index].isWord,
            hasRole(tokens[elements[number].token - 1], .the)
                || vocabulary.lexicon.meaning(ofWord: tokens[elements[number].token - 1].lexeme).has(.mine),
            let verb = (range.lowerBound..<number).first(where: {
                hasRole(tokens[elements[$0].token], .ignoring)
                    || hasRole(tokens(of: $0).last, .counting, .choosing) && isNegated($0, range.lowerBound)
            }),
            (range.lowerBound..<verb).allSatisfy({ !isUnknownThing($0) && elements[$0].kind == .word })
        else { return }
        ignored = (elements[number].index, clauseIndex)
    }

    /// "KR3 3.4 – sorry, I meant KR4": the number stands, and is another's.
    mutating func isMeantInstead(_ subject: Subject) -> Bool {
        if moveStatus(to: subject) { return true }
        guard let corrected, findings[corrected].clause >= clauseIndex - 2, !subject.isAmbiguous, !subject.isWeak, findings[corrected].isTotal,
            isPuttingRight, findings[corrected].subject.isAmbiguous || findings[corrected].subject.set.intersection(subject.set).isEmpty,
            !findings[corrected].subject.isNone,
            !clauses[(clauseIndex + 1)...].prefix(3).contains(where: {
                $0.sentence == clause.sentence && $0.elements.contains { elements[$0].kind == .quantity }
            })
        else { return false }
        findings[corrected].subject = subject
        findings[corrected].span = findings[corrected].span.hull(span(clause.elements))
        self.corrected = nil
        enterSubject(subject)
        return true
    }

    /// "KR1 and KR2 both 280... sorry, only KR2": the number is not the other's.
    mutating func isOnlyOne(_ subject: Subject) -> Bool {
        guard hasWord(.only), let one = subject.set.only, !subject.isAmbiguous,
            clause.elements.contains(where: { tokens(of: $0).contains { hasRole($0, .only) } }),
            !clause.elements.contains(where: { elements[$0].kind == .quantity || elements[$0].has([.unchanged, .status]) }),
            isPuttingRight || clause.lead.has(.correction),
            let kept = findings.suffix(4).lastIndex(where: { $0.isTotal && !$0.isSuperseded && $0.subject.set.contains(one) }),
            case .total(let place) = findings[kept].content
        else { return false }
        var isOfSeveral = findings[kept].subject.set.count > 1
        findings[kept].subject = subject
        for index in findings.indices.suffix(4) where index != kept {
            guard case .total(place) = findings[index].content else { continue }
            findings[index].isSuperseded = true
            isOfSeveral = true
        }
        if isOfSeveral { corrected = nil }
        return isOfSeveral
    }

    /// "Bar income is off track. Sorry, wrong line! I meant youth tickets": the status is that one's.
    private mutating func moveStatus(to subject: Subject) -> Bool {
        guard !subject.isAmbiguous, !subject.isWeak, let last = findings.indices.last, case .status = findings[last].content,
            findings[last].clause >= clauseIndex - 4, findings[last].clause < clauseIndex, !findings[last].subject.isNone,
            findings[last].subject.set.intersection(subject.set).isEmpty,
            clauses[(findings[last].clause + 1)...clauseIndex].contains(where: { $0.meanings.has([.correction, .retract]) }),
            !clauses[(clauseIndex + 1)...].prefix(3).contains(where: { next in
                next.sentence == clause.sentence && next.elements.contains { elements[$0].kind == .quantity || entry($0)?.status != nil }
            })
        else { return false }
        findings[last].subject = subject
        findings[last].span = findings[last].span.hull(span(clause.elements))
        enterSubject(subject)
        return true
    }

    /// The clause, or the one right before it, says that something is put right.
    private var isPuttingRight: Bool {
        clause.meanings.has(.correction) || clauseIndex > 0 && isCorrectionOnly(clauses[clauseIndex - 1])
    }

    func isCorrectionOnly(_ clause: Clause) -> Bool {
        clause.meanings.has(.correction) && clause.elements.allSatisfy { elements[$0].has([.correction, .filler]) || elements[$0].kind == .dash }
    }

    /// "confidence 9/10. oh, the confidence belongs to NPS"
    mutating func moveConfidence(_ range: Range<Int>) -> Bool {
        guard let last = findings.lastIndex(where: { if case .confidence = $0.content { true } else { false } }),
            findings[last].clause < clauseIndex, findings[last].clause >= clauseIndex - 4, !findings[last].subject.isNone,
            let cue = range.first(where: { elements[$0].has(.confidence) }), isDefinite(range.lowerBound, cue), cue + 2 < range.upperBound,
            hasRole(tokens[elements[cue + 1].token], .belonging),
            !range.contains(where: { elements[$0].kind == .quantity || elements[$0].has(.status) }),
            let name = range.first(where: { $0 > cue + 1 && isKeyResult($0) }), !hasUnknown((cue + 2)..<name),
            case let subject = subject(ofName: name), !subject.isAmbiguous, subject.set.intersection(findings[last].subject.set).isEmpty
        else { return false }
        findings[last].subject = subject
        findings[last].span = findings[last].span.hull(span(range))
        return true
    }

    // MARK: doubts

    /// "or …", "or were | that …"
    private var isAlternative: Bool {
        if clause.lead.has(.or) || elements[clause.elements.lowerBound].has(.or) { return true }
        guard clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence, before.elements.count <= 2 else {
            return false
        }
        return before.lead.has(.or) || elements[before.elements.lowerBound].has(.or)
    }

    /// "members 1,330... or were that the visits": one of the two.
    mutating func doubtWhose(_ range: Range<Int>) -> Bool {
        guard let last = lastTotal, isAlternative, clause.meanings.has([.at, .was]) || clause.lead.has(.relative),
            !range.contains(where: { elements[$0].kind == .quantity }), let name = range.first(where: { isKeyResult($0) }),
            case let other = subject(ofName: name), let only = other.set.only, let told = findings[last].subject.set.only, only != told
        else { return false }
        findings[last].subject = Subject(set: other.set.union(findings[last].subject.set), isAmbiguous: true, span: findings[last].subject.span)
        return true
    }

    /// "1,060. Or was it 1,090?": the number before is no more certain than the one that is asked about.
    mutating func doubtLast(_ range: Range<Int>) {
        // "trees up 30, or was it 40?"
        if clause.lead.has(.or) || elements[range.lowerBound].has(.or), let last = findings.lastIndex(where: { $0.isValue && !$0.isSuperseded }),
            case .change(let place, _) = findings[last].content, findings[last].clause == clauseIndex - 1,
            let other = range.first(where: { elements[$0].kind == .quantity }), quantities[place].value > 0,
            (0.2...5).contains(quantities[elements[other].index].value / quantities[place].value)
        {
            findings[last].isUnsure = true
            return
        }
        // "£805... or did I include the raffle?"
        if let last = lastTotal, findings[last].clause == clauseIndex - 1, clause.lead.has(.or) || elements[range.lowerBound].has(.or),
            range.prefix(3).contains(where: { elements[$0].has(.firstPerson) })
        {
            findings[last].isUnsure = true
            return
        }
        guard let last = lastTotal, clause.lead.has(.or) || elements[range.lowerBound].has(.or),
            let other = range.first(where: { elements[$0].kind == .quantity }), case .total(let place) = findings[last].content,
            case let quantity = quantities[elements[other].index], quantities[place].value > 0,
            (0.5...2).contains(quantity.value / quantities[place].value)
        else { return }
        findings[last].isUnsure = true
    }

    /// "11,380 loans but it counts renewals twice", "65 pubs, but he counts handshakes": by what it was counted.
    mutating func doubtCounted(_ range: Range<Int>) {
        guard let last = lastTotal, findings[last].clause == clauseIndex - 1, clauses[findings[last].clause].sentence == clause.sentence,
            clauses[findings[last].clause].meanings.has(.witness),
            !range.contains(where: { elements[$0].kind == .quantity || isKeyResult($0) }),
            range.prefix(3).contains(where: { isThey(tokens[elements[$0].token]) }),
            range.prefix(4).contains(where: { hasRole(tokens(of: $0).last, .counting) })
        else { return }
        findings[last].isUnsure = true
    }

    /// "activation jumped to 48, that can't be right": said behind the number, of it.
    mutating func doubtStated(_ range: Range<Int>) {
        guard
            let last = lastTotal ?? findings.lastIndex(where: { $0.isTotal && $0.clause == clauseIndex })
                ?? lastFinding(where: { $0.content.isChange && !$0.isSuperseded && $0.clause >= clauseIndex - 5 })
                // "One of the two, anyway."
                ?? (clause.opening == .sentence && range.count <= 4
                    ? lastFinding(where: { $0.isTotal && !$0.isSuperseded && $0.clause >= clauseIndex - 8 }) : nil),
            let cue = range.first(where: { elements[$0].has(.doubt) }),
            !range.contains(where: { $0 < cue && elements[$0].has([.condition, .negation]) }),
            // "One of the two big accounts renewed"
            !firstWord(cue).has(.number) || !hasUnknown((cue + 1)..<range.upperBound),
            !range.contains(where: { elements[$0].kind == .quantity || isKeyResult($0) }) || findings[last].clause == clauseIndex
        else { return }
        findings[last].isUnsure = true
    }
}
