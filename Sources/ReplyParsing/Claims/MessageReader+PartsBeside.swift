import Model

/// Counts that stand beside a value: what it is made up of, what of it is meant, and how far work is.
extension MessageReader {
    /// "vacancies 5: two signed, one resigned"
    func isMadeUpOf(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ course: Course) -> Bool {
        guard quantity.isWord, quantity.isPlainInteger, !quantity.hasUnit else { return false }
        if course.hasQuantity, index > range.lowerBound, elements[index - 1].kind == .colon { return true }
        guard index == range.lowerBound, clause.opening == .comma || clause.opening == .conjunction, let last = dropped.last, last.0 == .contextOnly,
            clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence
        else { return false }
        return before.elements.contains { elements[$0].kind == .colon && $0 + 1 < before.elements.upperBound && span($0 + 1) == last.1 }
    }

    /// "leaks: two fixed, five new ones reported, 44 open", where 41 are known: what came and went, before what there is.
    func isOneOfList(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isWord, quantity.isPlainInteger, !quantity.hasUnit, index > range.lowerBound,
            let only = subject.set.only,
            let current = vocabulary.targets[only].current, quantity.value * 2 < current
        else { return false }
        return clauses[(clauseIndex + 1)...].prefix(4).contains { near in
            near.sentence == clause.sentence && near.opening == .comma && !near.elements.contains { isKeyResult($0) }
                && near.elements.contains { place in
                    guard elements[place].kind == .quantity, case let other = quantities[elements[place].index], !other.isWord else { return false }
                    return isLikeCurrent(other, subject) && fits(other, only) && (place == near.elements.lowerBound || elements[place - 1].has(.at))
                }
        }
    }

    /// "the catalogue is published, 340 toys in it"
    func isInsideWork(_ index: Int, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard name == nil, index == range.lowerBound, clause.opening == .comma, outputs.last?.clause == clauseIndex - 1, let last = range.last,
            last > index, case let words = tokens[elements[index].token..<(elements[last].token + tokens(of: last).count)], words.count >= 4
        else { return false }
        return hasRole(words.last, .it) && hasRole(words.dropLast().last, .in)
    }

    /// "two of our families lost their dads" where 141 are supported
    func isSomeOfOurs(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?, _ subject: Subject) -> Bool {
        guard let name, name.lowerBound == index + 2, quantity.isWord, quantity.isPlainInteger, elements[index + 1].has(.of),
            let only = subject.set.only, let current = vocabulary.targets[only].current
        else { return false }
        return quantity.value * 5 < current && hasUnknown(name.upperBound..<range.upperBound)
    }

    /// "been heads down on the import wizard, it's about 80% done": how far what the sentence has spoken of is.
    func isDoneOfWork(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isPercent, subject.isNone, index + 1 < range.upperBound, clauseIndex > 0, !hasFocus,
            elements[index + 1].has(.there) || entry(index + 1)?.status == .done,
            speaksOfIt || hasRole(tokens[elements[range.lowerBound].token], .itIs)
        else { return false }
        let before = clauses[clauseIndex - 1]
        return before.sentence == clause.sentence && hasUnknown(before.elements) && !before.elements.contains { isKeyResult($0) }
    }

    /// "our best day was Tuesday with 96 sign-ups", where 1,390 came last week: of one day only.
    func isOfOneDay(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard clause.meanings.has(.weekday), let only = subject.set.only, case let target = vocabulary.targets[only], target.kind == .number,
            target.isPeriodic, quantity.sign == .none, let current = target.current, current > 0
        else { return false }
        return quantity.value * 5 < current && range.contains { $0 < index && elements[$0].has(.weekday) } && hasUnknown(range)
    }

    /// "Calf survival 95.5%, we lost one out of 22"
    func isShareToldAbove(_ subject: Subject) -> Bool {
        guard let only = subject.set.only, vocabulary.targets[only].kind == .percent, let last = findings.last, last.isTotal,
            clauses[last.clause].sentence == clause.sentence, !isCorrecting, corrected == nil, case .total(let place) = last.content
        else { return false }
        return quantities[place].isPercent && last.subject.set == subject.set
    }

    /// "the remaining 15 sit in Vilnius"
    func isTheRest(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard index > range.lowerBound, elements[index - 1].kind == .word, hasOtherValue(subject) || hasOtherTotal(subject) else { return false }
        return tokens(of: index - 1).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.remaining) }
    }

    /// "60 sign-ups from it already": of something that the talk is about.
    func isPartOfIt(_ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard let name, name.upperBound + 1 < range.upperBound, elements[name.upperBound].has(.from), clauseIndex > 0 else { return false }
        let thing = elements[name.upperBound + 1]
        return thing.kind == .word && thing.has(.pronoun) && !thing.has([.time, .firstPerson, .past])
            && hasUnknown(clauses[clauseIndex - 1].elements)
    }

    /// "time to value: import wizard is 80% built": how far the work is that should move it.
    func isProgress(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>, _ subject: Subject) -> Bool {
        // "upsell emails are maybe 80% done"
        if quantity.isPercent, name.upperBound < index, isUnknownThing(name.upperBound), elements[name.upperBound].isSpaced,
            let only = subject.set.only, vocabulary.targets[only].kind != .percent, index + 1 < range.upperBound,
            entry(index + 1)?.status == .done || elements[index + 1].has([.ready, .shipped, .shippedNamed])
        {
            return true
        }
        guard quantity.isPercent, name.upperBound < index, elements[name.upperBound].kind == .colon, let only = subject.set.only,
            vocabulary.targets[only].kind != .percent
        else { return false }
        return (name.upperBound..<index).contains { elements[$0].kind == .name && !isKeyResult($0) || isUnknownThing($0) }
    }

    /// "still 2.5 too many": how far it is from what it should be.
    func isTooMany(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound, elements[index + 1].kind == .word, case let too = elements[index + 1].token, too + 1 < tokens.count else {
            return false
        }
        return hasRole(tokens[too], .too) && hasRole(tokens[too + 1], .excess)
    }
}
