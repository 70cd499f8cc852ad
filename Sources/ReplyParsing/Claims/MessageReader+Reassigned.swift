import Model

/// Numbers that are said, behind them, to be another's.
extension MessageReader {
    /// "KR1 6.4, er, that's KR2", "21, no, 21 belongs to driver NPS", "98.7% lol wrong column, that one is crash-free": the number before is moved to what
    /// is named. "12 clubs. Oops, 12 is the number of teachers": it is nobody's.
    mutating func readReassigned(_ range: Range<Int>) -> Bool {
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
        {
            guard findings[last].subject.isNone || findings[last].subject.set.intersection(subject.set).isEmpty else { return false }
            let span = findings[last].span.hull(self.span(range))
            findings[last].subject = subject
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

    private var lastTotal: Int? {
        guard let last = findings.lastIndex(where: { $0.isTotal && !$0.isSuperseded }), findings[last].clause >= clauseIndex - 3,
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
            || clauses[findings[last].clause..<clauseIndex].contains { $0.meanings.has([.correction, .no, .retract]) }
    }

    /// "ignore the 36.4, that still had our test accounts in it. Real number is 35.8"
    mutating func noteIgnored(_ range: Range<Int>) {
        guard range.count <= 6, let number = range.first(where: { elements[$0].kind == .quantity }), number > range.lowerBound,
            !quantities[elements[number].index].isWord, hasRole(tokens[elements[number].token - 1], .the),
            let verb = (range.lowerBound..<number).first(where: { hasRole(tokens[elements[$0].token], .ignoring) }),
            (range.lowerBound..<verb).allSatisfy({ !isUnknownThing($0) && elements[$0].kind == .word })
        else { return }
        ignored = (elements[number].index, clauseIndex)
    }

    // MARK: doubts

    /// "1,060. Or was it 1,090?": the number before is no more certain than the one that is asked about.
    mutating func doubtLast(_ range: Range<Int>) {
        guard let last = lastTotal, clause.lead.has(.or) || elements[range.lowerBound].has(.or),
            let other = range.first(where: { elements[$0].kind == .quantity }), case .total(let place) = findings[last].content,
            case let quantity = quantities[elements[other].index], quantities[place].value > 0,
            (0.5...2).contains(quantity.value / quantities[place].value)
        else { return }
        findings[last].isUnsure = true
    }

    /// "activation jumped to 48, that can't be right": said behind the number, of it.
    mutating func doubtStated(_ range: Range<Int>) {
        guard let last = lastTotal ?? findings.lastIndex(where: { $0.isTotal && $0.clause == clauseIndex }),
            let cue = range.first(where: { elements[$0].has(.doubt) }),
            !range.contains(where: { $0 < cue && elements[$0].has([.condition, .negation]) }),
            !range.contains(where: { elements[$0].kind == .quantity || isKeyResult($0) }) || findings[last].clause == clauseIndex
        else { return }
        findings[last].isUnsure = true
    }

    /// "blocked by the phone supplier, scratch that, they sorted it while I was typing"
    mutating func takeBackBlocker(_ range: Range<Int>) {
        guard let last = blockers.last, last.clause < clauseIndex, last.clause >= clauseIndex - 3,
            !findings.contains(where: { $0.clause > last.clause && $0.isValue }), !range.contains(where: { elements[$0].kind == .name }),
            let cue = range.first(where: { elements[$0].has(.retract) }), tokens(of: cue).count > 1
        else { return }
        blockers.removeLast()
    }
}
