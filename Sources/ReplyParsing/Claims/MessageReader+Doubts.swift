import Model

/// Numbers of which it stays open whether, or which of two, they are meant.
extension MessageReader {
    /// "On time to value I'm at 40%", "maybe 30% on time to value": how sure somebody is, or how far it has come?
    func isDoubtfulWay(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isPercent, !quantity.isPoints, quantity.whole == nil else { return false }
        // "make it on track and 65 percent" from who owns one key result
        if subject.isNone, let own = ownOnly, vocabulary.targets[own].kind.isAmount { return isShareBehindStatus(index, quantity, range, own) }
        guard let only = subject.set.only, case let target = vocabulary.targets[only], target.kind.isAmount else { return false }
        if (index + 1..<min(range.upperBound, index + 4)).contains(where: { elements[$0].has(.there) || elements[$0].has(.of) }) { return false }
        // "I'd put sign-ups at 70%"
        if index >= range.lowerBound + 3, elements[index - 1].has(.at), isKeyResult(index - 2), elements[index - 3].has(.filler),
            firstWord(index - 3).has(.firstPerson), tokens(of: index - 3).count > 1
        {
            return true
        }
        if isShareBehindStatus(index, quantity, range, only) { return true }
        return index > range.lowerBound
            && (elements[index - 1].has(.approximate) && !elements[index - 1].has(.result) || hasRole(tokens(of: index - 1).first, .iAm))
    }

    /// "sign-ups amber, 55%", "make it on track and 65 percent" where a quarter of the way has been covered: how sure somebody is, or how far
    /// it has come?
    private func isShareBehindStatus(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ target: Int) -> Bool {
        guard isRound(quantity), let status = statusBefore(index, range), status != .done,
            let goal = vocabulary.targets[target].target, case let start = vocabulary.targets[target].baseline ?? 0,
            case let current = vocabulary.targets[target].current ?? start, goal != start
        else { return false }
        return abs((current - start) / (goal - start) - quantity.value / 100) > 0.2
    }

    /// The status that is said right before a number, with a comma or an "and" between them.
    private func statusBefore(_ index: Int, _ range: Range<Int>) -> Status? {
        let isAlone = range.count == 1 && clause.opening == .comma || range.count == 2 && elements[range.lowerBound].has(.and)
        guard isAlone, clauseIndex > 0, case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence, let last = before.elements.last,
            !before.elements.contains(where: { elements[$0].kind == .quantity })
        else { return nil }
        return entry(last)?.status
    }

    /// "gives me two, 95.9 or 96.3, and I can't tell which", "the honest answer is either 12.9k or 14.1k"
    func isEither(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard let high = quantity.high, high > quantity.value, !quantity.isWord, let only = subject.set.only, !subject.isAmbiguous,
            let current = vocabulary.targets[only].current, current > 0, !clause.isParenthesised,
            !clause.meanings.has([.planned, .condition, .was, .past, .month, .secondPerson]), fits(quantity, only)
        else { return false }
        return (0.75...1.33).contains(quantity.value / current) && (0.75...1.33).contains(high / current)
    }

    /// "One stopwatch said 58 minutes and the other one 64": which of them counts, nobody says.
    func isOfTheOther(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard hasWord(.other), name.map({ $0.lowerBound > index }) ?? true, elements[index].token > 2, !quantity.isWord, quantity.sign == .none,
            clause.lead.has(.and) || index > range.lowerBound + 1
        else { return false }
        let words = tokens[..<elements[index].token].suffix(2)
        guard words.contains(where: { hasRole($0, .other) }) else { return false }
        let first = max(0, sentences[clause.sentence].firstElement)
        return (max(first, index - 12)..<index).contains {
            elements[$0].kind == .quantity && !quantities[elements[$0].index].isWord
                && (0.75...1.33).contains(quantity.value / max(1e-9, quantities[elements[$0].index].value))
        }
    }

    /// "sign-ups over 12,000! (12,020 if you want to be precise)"
    func isWithinBound(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard index == range.lowerBound, let last = lastTotal, findings[last].isBound || isBoundedAt(findings[last].element),
            case .total(let place) = findings[last].content, case let bound = quantities[place], bound.value > 0,
            !quantity.isWord, !quantity.hasUnit || quantity.isPercent == bound.isPercent
        else { return false }
        return quantity.value != bound.value && (0.95...1.05).contains(quantity.value / bound.value)
    }

    func isBoundedAt(_ index: Int) -> Bool {
        index > 0 && index < elements.count && elements[index - 1].kind == .word && tokens(of: index - 1).contains { hasRole($0, .bounding) }
    }
}
