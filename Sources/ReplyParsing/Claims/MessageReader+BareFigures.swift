import Model

/// Figures that stand for themselves without a name, by what they are like or stand beside.
extension MessageReader {
    /// Right behind a number of the subject's that was told to be another's, and much like what it stands at.
    func isPutInItsPlace(_ quantity: Quantity, _ subject: Subject) -> Bool {
        guard let only = subject.set.only, !subject.isAmbiguous, !hasOtherTotal(subject), isLikeCurrent(quantity, subject),
            let (rule, _, told) = dropped.last
        else { return false }
        return rule == .past && told.set.only == only && clause.opening == .sentence && clauses[clauseIndex - 1].meanings.has(.was)
            && clauses[clauseIndex - 1].meanings.has(.secondPerson)
    }

    /// "the chapter on plugins is published → 6/12": out of as many as only one of the team's has.
    func isShareOfSteps(_ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard let whole = quantity.whole, range.allSatisfy({ elements[$0].kind != .word || elements[$0].has(.filler) }) else { return false }
        return vocabulary.targets.count(where: { $0.kind == .milestone && $0.target == whole }) == 1
    }

    /// "so add 300 to mine"
    func isAddition(_ index: Int, _ range: Range<Int>) -> Bool {
        guard let head = range.first(where: { !elements[$0].has([.result, .and]) }), head == index - 1, hasRole(tokens[elements[head].token], .add)
        else { return false }
        return ((index + 1)..<range.upperBound).allSatisfy { elements[$0].has([.to, .mine, .pronoun, .up]) }
    }

    /// "4 really good calls this week": so many of a thing that is praised.
    func isPraisedThing(_ position: Int, _ range: Range<Int>) -> Bool {
        var place = position
        while place < range.upperBound, elements[place].kind == .word, elements[place].has([.filler, .praise]),
            !elements[place].has([.at, .to, .now, .time, .more, .preposition, .and, .but])
        {
            place += 1
        }
        return (position..<place).contains { elements[$0].has([.praise, .fresh]) || firstWord($0).has([.praise, .fresh]) }
            && place < range.upperBound && isUnknownThing(place) && isPlural(place) && !isUnitNoun(place, .none)
    }

    /// "just refreshed the dash, 37": all of the last clause, and much like what one of the sender's own stands at.
    func isFigureAtEnd(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        range.count == 1 && clauseIndex > 0 && clauseIndex + 1 == clauses.count && !clauses[clauseIndex - 1].meanings.has(.unchanged)
            && (clause.opening == .comma || clause.opening == .colon) && !quantity.isWord
            && quantity.whole == nil && quantity.high == nil && quantity.value >= 20 && isLikeOwn(quantity)
    }

    /// "£8,150 … sorry, net of refunds £7,980": at the end of what corrects, and much like what is corrected.
    func isLikeCorrected(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard let corrected, findings[corrected].clause >= clauseIndex - 5, index + 1 == range.upperBound, !quantity.isWord || range.count == 1,
            index == range.first(where: { elements[$0].kind == .quantity }), !clause.meanings.has([.was, .past, .secondPerson]),
            case .total(let place) = findings[corrected].content, case let old = quantities[place], old.value > 0
        else { return false }
        return quantity.isPercent == old.isPercent && quantity.currency == old.currency && (0.5...2).contains(quantity.value / old.value)
    }

    /// "Sorry, miscounted, 1,452 not 1,460": two figures much like each other, the one in the other's place.
    func isInsteadOf(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard !quantity.isWord, let denied = deniedBehind(index, range), case let other = quantities[elements[denied].index], !other.isWord,
            other.value > 0, (0.67...1.5).contains(quantity.value / other.value), quantity.isPercent == other.isPercent || !other.hasUnit,
            !clause.meanings.has([.planned, .condition])
        else { return false }
        return range.filter { $0 < index && isUnknownThing($0) }.count <= 2 && !(denied + 1 < elements.count && isUnknownThing(denied + 1))
    }
}
