import Model

/// Numbers beside one that has told the value already: its parts, its whole, and what is said of other things.
extension MessageReader {
    /// "£3,580, of which £900 was one kind lady".
    func isPartOfTotal(_ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard name == nil, clause.lead.has(.relative), hasOtherValue(subject) else { return false }
        return firstWord(range.lowerBound).has(.part)
    }

    /// "bugs 221. 31 gone, 16 new": once a line's key result has its value, what is counted in a further sentence that names nothing is about it.
    func isBesideSettled(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard name == nil, subject.isNone, sentenceSubject.isNone, !lineSubject.isNone, !isCorrecting, corrected == nil,
            index + 1 < range.upperBound, elements[index + 1].kind == .word, index == range.first(where: { elements[$0].kind == .quantity })
        else { return false }
        let quantity = quantities[elements[index].index]
        // "18 it is"
        if elements[index + 1].has(.at), index + 2 == range.upperBound { return false }
        return quantity.isPlainInteger && !elements[index + 1].has([.now, .time, .sure, .there, .more, .result]) && !isUnitOfOther(index + 1)
            && hasOtherValue(lineSubject)
    }

    /// The noun is the unit of a key result that the line is not about.
    private func isUnitOfOther(_ index: Int) -> Bool {
        isUnitNoun(index, Subject(set: vocabulary.everything.subtracting(lineSubject.set)))
    }

    /// "7 parcelles sur 14", "12 of the remaining 27": the whole of a part that stands before it.
    func isWhole(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        var place = index - 1
        while place > range.lowerBound, elements[place].kind == .word, elements[place].has([.filler, .remaining, .pronoun]), !elements[place].has(.of)
        {
            place -= 1
        }
        guard place > range.lowerBound, elements[place].kind == .word, elements[place].has(.of) else { return false }
        guard let part = range.last(where: { $0 < place && elements[$0].kind == .quantity }) else { return false }
        if part == place - 1 { return place < index - 1 }
        // What a percentage is of cannot be left out.
        guard let only = subject.set.only, vocabulary.targets[only].kind == .milestone || vocabulary.targets[only].kind == .number else {
            return false
        }
        return ((part + 1)..<place).contains { elements[$0].kind == .name }
    }

    /// "66 of the 64, two are on the list": behind a total of the same sentence, a number in a clause that says more is about something else.
    func isBesideTotal(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        let quantity = quantities[elements[index].index]
        guard name == nil, !isCorrecting, corrected == nil, !clause.lead.has([.result, .but, .condition]),
            !quantity.isTenths, !isOdds(quantity, subject),
            !clause.meanings.has([.now, .result, .correction, .or, .confidence, .approximate, .witness])
        else { return false }
        guard let last = findings.last(where: { $0.isTotal && !$0.isSuperseded }), clauses[last.clause].sentence == clause.sentence, !last.isUnsure
        else {
            return false
        }
        if let before = previous(index, range.lowerBound), elements[before].has([.to, .at, .up, .down]) || elements[before].kind == .arrow {
            return false
        }
        let isUnit = isUnitNoun(min(index + 1, range.upperBound - 1), subject)
        // "1,900 people in hall 4"
        let isOther = hasUnknown((index + 1)..<range.upperBound) && !(isUnit && !hasUnknown(min(index + 2, range.upperBound)..<range.upperBound))
        return (isOther || isPair(index, range)) && hasOtherTotal(subject) && !isOfOtherPlace(index, quantity, range)
    }

    /// "19 minutes on one dashboard and 23 on the other"
    func isOnTheOther(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard hasWord(.other) || clause.meanings.has(.others), !quantity.isWord, index + 2 < range.upperBound, elements[index + 1].has(.preposition),
            let last = findings.last, last.isTotal, !last.isSuperseded, clauses[last.clause].sentence == clause.sentence
        else { return false }
        return (index + 2..<range.upperBound).contains { elements[$0].has(.others) || tokens(of: $0).contains { hasRole($0, .other) } }
    }

    /// "48 hours in the centre, 6 days everywhere else": a rival of the number before it, and no aside.
    func isOfOtherPlace(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        if isOnTheOther(index, quantity, range) { return true }
        guard quantity.hasUnit, !quantity.isWord, range.allSatisfy({ $0 >= index || elements[$0].has([.and, .but]) }), index + 1 < range.upperBound,
            elements[index + 1].has(.preposition) || elements[index + 1].isUnknown, let last = findings.last, last.clause == clauseIndex - 1,
            case .total(let place) = last.content, case let other = quantities[place],
            other.isPercent == quantity.isPercent, other.hasTimeUnit == quantity.hasTimeUnit, other.currency == quantity.currency
        else { return false }
        return last.element + 1 < clauses[last.clause].elements.upperBound && elements[last.element + 1].has(.preposition)
            && !elements[last.element + 1].has([.of, .now, .time])
    }

    /// "44 trams, 3001 and 3008 never made it out": two that are named by their numbers, and more is said of both.
    private func isPair(_ index: Int, _ range: Range<Int>) -> Bool {
        func isPlain(_ place: Int) -> Bool { elements[place].kind == .quantity && quantities[elements[place].index].isPlainInteger }
        func isJoined(_ clause: Clause) -> Bool {
            clause.lead.has(.and) && clause.elements.count > 1 && !clause.elements.contains { elements[$0].kind == .name }
        }
        guard isPlain(index), index == range.last || index == range.first else { return false }
        if range.count == 1 {
            guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence else { return false }
            return isJoined(next) && next.elements.prefix(2).contains { isPlain($0) }
        }
        guard clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.elements.count == 1 else { return false }
        return isJoined(clause) && isPlain(before.elements.lowerBound)
    }
}
