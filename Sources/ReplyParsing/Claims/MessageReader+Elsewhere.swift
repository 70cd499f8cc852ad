import Model

/// Numbers that are somebody else's, some other time's, or of another thing that the sentence speaks of.
extension MessageReader {
    /// "My daughter is stuck on her homework", "our dog weighs 31 kilos, the vet says 28": the sentence is about somebody at home.
    var isOfFamily: Bool {
        let first = sentences[clause.sentence].firstElement
        guard hasWord(.family), first >= 0, clause.elements.lowerBound - first < 16, elements[first].kind == .word,
            case let head = elements[first].token,
            head + 1 < tokens.count,
            vocabulary.lexicon.meaning(ofWord: tokens[head].lexeme).has([.mine, .firstPerson]),
            hasRole(tokens[head + 1], .family) || head + 2 < tokens.count && hasRole(tokens[head + 2], .family) && tokens[head + 1].kind == .word
        else { return false }
        return !clause.elements.contains { isKeyResult($0) } && tokens[head + 1].name < 0
    }

    /// "call me after 3", "sold out by eleven"
    func isTimeOfDay(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard name == nil, quantity.isPlainInteger, (1...99).contains(quantity.value), elements[index].token > 0, !hasFocus else { return false }
        let before = tokens[elements[index].token - 1]
        // "I'm 42 today"
        if hasRole(before, .iAm), !quantity.isWord || quantity.value < 100, !isLikeOwn(quantity) { return true }
        // "so cake at 3"
        if hasRole(before, .at), !quantity.isWord, quantity.value <= 12, range.count <= 5, index > range.lowerBound,
            hasUnknown(range.lowerBound..<(index - 1)),
            !isLikeOwn(quantity), clause.lead.has([.result, .and]) || range.lowerBound == index - 2
        {
            return true
        }
        // "I'm at the dentist at 4"
        if hasRole(before, .at), quantity.value <= 12, firstWord(range.lowerBound).has(.firstPerson), index > range.lowerBound + 2,
            hasUnknown((range.lowerBound + 1)..<(index - 1)), !clause.meanings.has([.up, .down, .better, .worse, .still])
        {
            return true
        }
        guard quantity.value <= 24 else { return false }
        // "I'm seeing them at 14 on Wednesday"
        if hasRole(before, .at), !quantity.isWord, index + 1 < range.upperBound, !isLikeOwn(quantity),
            hasUnknown(range.lowerBound..<index) || index > range.lowerBound + 2 && firstWord(range.lowerBound).has(.firstPerson),
            range.contains(where: { $0 > index && $0 <= index + 2 && elements[$0].has(.weekday) })
        {
            return true
        }
        // "call me | after 3"
        if hasRole(before, .beforeOrAfter), index == range.lowerBound + 1, clauseIndex > 0, case let told = clauses[clauseIndex - 1],
            told.elements.count <= 4, told.meanings.has([.request, .firstPerson]), !told.meanings.has([.at, .up, .down])
        {
            return true
        }
        if hasRole(before, .beforeOrAfter) { return range.contains { $0 < index && elements[$0].has([.request, .firstPerson]) } }
        return quantity.isWord && quantity.value <= 12 && hasRole(before, .by) && !clause.meanings.has([.up, .down, .better, .worse, .moved, .more])
    }

    /// "In March we did 3,900 a week"
    func isOfMonthAhead(_ index: Int, _ range: Range<Int>) -> Bool {
        let head = range.prefix(3).first { elements[$0].has(.month) && elements[$0].token > 0 && hasRole(tokens[elements[$0].token - 1], .in) }
        guard let head, head < index, !isCorrecting else { return false }
        return ((head + 1)..<index).contains { tokens(of: $0).contains { hasRole($0, .did) } } && !clause.meanings.has(.now)
    }

    /// "the Lyon plant runs at 1.9 percent scrap": somebody else's, as far as it stands from what is known.
    func isSomebodyElses(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        if isOfThingAhead(quantity, range) { return true }
        guard let only = subject.set.only ?? (subject.isNone && vocabulary.targets.count == 1 ? 0 : nil),
            let current = vocabulary.targets[only].current, current > 0, !hasFocus, !isAnswerPending,
            let head = range.first(where: { !elements[$0].has([.and, .but]) || elements[$0].kind != .word }), head + 2 < index,
            elements[head].kind == .word, case let determiner = tokens[elements[head].token],
            hasRole(determiner, .the) || vocabulary.lexicon.meaning(ofWord: determiner.lexeme).has([.mine, .firstPerson]),
            isUnknownThing(head + 1) || tokens(of: head).count > 1,
            let verb = ((head + 2)..<index).first(where: {
                elements[$0].kind == .word && (elements[$0].has([.at, .result]) || hasRole(tokens(of: $0).last, .earning))
            }),
            hasUnknown((head + 1)..<verb),
            !elements[verb].has(.witness),
            !((head + 1)..<verb).contains(where: { isKeyResult($0) && !self.subject(ofName: $0).isWeak }),
            !clause.meanings.has([.firstPerson])
                || clause.elements.filter({ elements[$0].has(.firstPerson) }).allSatisfy({ $0 == head || $0 > index })
        else { return false }
        let value = ValueReader(vocabulary.targets[only], current: nil).converted(quantity)
        return !(0.8...1.25).contains(value / current)
    }

    /// "second thoughts about the stall though, it made £35": of what the sentence began with, which is no key result.
    func isOfThingBefore(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard name == nil, !hasFocus, clause.opening == .comma, index > range.lowerBound, clauseIndex > 0,
            case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence, before.opening == .sentence || before.opening == .line,
            hasOtherTotal(subject), speaksOfIt
        else { return false }
        return hasUnknown(before.elements) && !before.elements.contains { elements[$0].kind == .quantity || isKeyResult($0) } && !isLikeLast(quantity)
    }

    /// "retailers: 85, two are wobbling"
    func isSomeOfThem(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard name == nil, quantity.isWord, quantity.isPlainInteger, index == range.lowerBound, index + 2 < range.upperBound, !hasFocus,
            hasOtherTotal(subject)
        else { return false }
        return hasRole(tokens[elements[index + 1].token], .being) && (entry(index + 2)?.status != nil || isUnknownThing(index + 2))
    }

    /// "My neighbour's shop | makes 1,100"
    private func isOfThingAhead(_ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard clause.lead.has(.result), hasRole(tokens[elements[range.lowerBound].token], .earning), clauseIndex > 0,
            case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence, before.elements.count > 1, hasUnknown(before.elements),
            case let head = tokens[elements[before.elements.lowerBound].token],
            hasRole(head, .the) || vocabulary.lexicon.meaning(ofWord: head.lexeme).has([.mine, .firstPerson]),
            !before.elements.contains(where: { elements[$0].kind == .quantity || isKeyResult($0) && !subject(ofName: $0).isWeak })
        else { return false }
        return !isLikeOwn(quantity)
    }
}
