import Model

/// Numbers that another is told by: short of it, beyond it, less than it.
extension MessageReader {
    /// "we're fifty short of 1,500": a number that is told by another.
    func isShortOfNumber(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        index + 2 < range.upperBound && isAwayFrom(index + 1, range)
            && ((index + 2)..<min(range.upperBound, index + 4)).contains { elements[$0].kind == .quantity }
            && (!subject.isNone || ownOnly != nil || hasFocus)
    }

    /// "I'm down to 50% on activation" where 35 are known: it went up, or something else is told.
    func isAgainstCourse(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard index > range.lowerBound, elements[index - 1].kind == .word, elements[index - 1].has(.to), quantity.sign == .none,
            !range.contains(where: { $0 != index && elements[$0].kind == .quantity }), let only = subject.set.only,
            let current = vocabulary.targets[only].current, current > 0, vocabulary.targets[only].kind != .boolean
        else { return false }
        let words = tokens(of: index - 1)
        let value = ValueReader(vocabulary.targets[only], current: nil).converted(quantity)
        if words.contains(where: { hasRole($0, .down) }) { return value > 1.25 * current && value < 100 * current }
        return words.contains { hasRole($0, .up) } && value * 1.25 < current && value * 100 > current
    }

    /// "it's down to 4 something"
    func isSomething(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isPlainInteger, index + 1 < range.upperBound, hasRole(tokens(of: index + 1).first, .something) else { return false }
        return !subject.isNone || ownOnly.map { !isFar(quantity, from: vocabulary.targets[$0]) } ?? false
    }

    /// "eNPS -4" where it stands at 19: there, or less by so much?
    func isMinusOfScore(_ index: Int, _ quantity: Quantity, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        quantity.sign == .minus && name?.upperBound == index && isBelowNoughtAtTimes(subject) && !isBelowNoughtAlready(subject)
    }

    /// "I make it 212, the system makes it 209": somebody's count, and no sum.
    func isCountOfSomebody(_ index: Int) -> Bool {
        guard let last = lastTotal, findings[last].clause == clauseIndex - 2, case .total(let place) = findings[last].content,
            case let told = quantities[place].value, told > 0, (0.9...1.1).contains(quantities[elements[index].index].value / told), clauseIndex > 0,
            case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence, clause.opening == .conjunction,
            tokens(of: clause.elements.lowerBound).last.map({ hasRole($0, .it) }) == true
        else { return false }
        return !before.meanings.has([.pronoun, .relative]) && !before.elements.contains { elements[$0].kind == .quantity }
    }

    /// "dropped below 30", "went over 60": how far, and not by how much.
    func isBounded(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound + 1, elements[index - 1].has(.approximate), tokens(of: index - 1).contains(where: { hasRole($0, .bounding) })
        else { return false }
        return elements[index - 2].has([.up, .down, .moved])
    }

    /// "1,450 minus the 30 test accounts": what is left is not said.
    func isLessened(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound, elements[index + 1].kind == .word,
            hasRole(tokens[elements[index + 1].token], .minus, .less)
        else {
            return false
        }
        return range.contains { $0 > index + 1 && elements[$0].kind == .quantity }
    }
}
