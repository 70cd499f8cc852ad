import Model

/// Numbers that count something else than the key result does.
extension MessageReader {
    /// "2 interviews today" beside a key result that is a share of interviews: a count of things is no share.
    func isCountOfThings(_ index: Int, _ quantity: Quantity, _ name: Range<Int>, _ subject: Subject) -> Bool {
        guard !quantity.hasUnit, quantity.whole == nil, !quantity.isFraction, let only = subject.set.only else { return false }
        // "two upsells slipped" where upsell is a sum of money
        if !subject.isWeak {
            let isSmall = quantity.isWord || (vocabulary.targets[only].current ?? 0) > 100 * quantity.value
            let isBeside =
                index + 1 == name.lowerBound
                || index + 2 == name.lowerBound && (elements[index + 1].has([.others, .more]) || firstWord(index + 1).has(.fresh))
            return isSmall && quantity.isPlainInteger && vocabulary.targets[only].kind == .currency && isOtherForm(name.lowerBound) && isBeside
        }
        switch vocabulary.targets[only].kind {
        case .percent, .duration, .currency:
            return quantity.isPlainInteger && (isPlural(name.lowerBound) || quantity.isWord && quantity.value == 1 && index + 1 == name.lowerBound)
        case .number, .milestone, .boolean: return false
        }
    }

    /// "Two vans are at the garage" where 17 are on the road already: steps that are done are not undone, and more is said of these.
    func isFewerSteps(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isWeak, quantity.isPlainInteger, let only = subject.set.only, vocabulary.targets[only].kind == .milestone,
            let current = vocabulary.targets[only].current
        else { return false }
        return quantity.value < current && hasUnknown(name.upperBound..<range.upperBound)
    }

    /// "crept up to 4.5 on the back of thirty new reviews", "3 clients in it already" beside a score: what one word of a title counts is not its unit.
    func isCountBeside(_ index: Int, _ quantity: Quantity, _ name: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isWeak, !quantity.hasUnit, quantity.whole == nil, quantity.isPlainInteger, let only = subject.set.only,
            mentions[elements[name.lowerBound].index].range.count == 1, !isUnit(name: name.lowerBound, of: subject)
        else { return false }
        if hasOtherTotal(subject) { return quantity.isWord || vocabulary.targets[only].kind != .number }
        let target = vocabulary.targets[only]
        let known = [target.baseline, target.target, target.current].compactMap { $0 }.filter { $0 > 0 }
        return isOtherForm(name.lowerBound) && quantity.digits <= 2 && known.min().map { quantity.value * 5 < $0 } ?? false
    }

    /// "3 times this week".
    func isOccasions(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard !quantity.hasUnit, index + 1 < range.upperBound, elements[index + 1].has(.occasions) else { return false }
        return index + 2 >= range.upperBound || !elements[index + 2].has([.more, .better, .worse, .up, .down])
    }

    /// "cert came back with two issues": what is counted is no yes and no no.
    func isCountBesideYesOrNo(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard let only = subject.set.only, vocabulary.targets[only].kind == .boolean, quantity.whole == nil else { return false }
        // "certificate obtained, took 14 months"
        if quantity.hasTimeUnit || quantity.currency != nil { return true }
        guard !quantity.hasUnit else { return false }
        return quantity.isWord || quantity.value != 0 && quantity.value != 1 || index + 1 < range.upperBound && isUnknownThing(index + 1)
    }

    /// The name is the unit: "18 kWp sitting there".
    func isUnitName(_ name: Range<Int>, _ subject: Subject) -> Bool { isUnit(name: name.lowerBound, of: subject) }

    func isUnit(name index: Int, of subject: Subject) -> Bool {
        guard let only = subject.set.only else { return false }
        return vocabulary.targets[only].counts(tokens[elements[index].token].stem)
    }

    /// "collection photographed: half of it": all that is said of the name.
    private func isHalfOfIt(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound + 1, index + 3 == range.upperBound, elements[index + 1].has(.of), elements[index + 2].has(.pronoun),
            elements[index - 1].kind == .colon || elements[index - 1].has(.at)
        else { return false }
        return isKeyResult(index - 2)
    }

    /// "Season brochure went out on Monday, 8,000 copies": how many of the work.
    func isCountOfWork(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard name == nil, index == range.lowerBound, clause.opening == .comma, quantity.isPlainInteger, !quantity.hasUnit, quantity.whole == nil,
            index + 1 < range.upperBound, isUnknownThing(index + 1) || elements[index + 1].has(.at) && hasUnknown(range),
            let last = outputs.last, last.clause == clauseIndex - 1, clauses[last.clause].sentence == clause.sentence
        else { return false }
        return !isUnitNoun(index + 1, .none)
    }

    /// "one good month for churn. health reviews half done, 9 of 20 accounts": how far the work is that the sentence speaks of.
    func isShareOfWork(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard name == nil, quantity.whole != nil, quantity.whole != 10, !isOdds(quantity, subject), clauseIndex > 0,
            subject.set.only.map({ [.number, .milestone].contains(vocabulary.targets[$0].kind) }) != true
        else { return false }
        // "first look: 7 of 11 who left us say the price"
        let next = clauseIndex + 1 < clauses.count ? clauses[clauseIndex + 1] : clause
        if index + 1 < range.upperBound ? elements[index + 1].has(.relative) : next.sentence == clause.sentence && next.lead.has(.relative) {
            return true
        }
        guard !subject.isNone else { return false }
        let before = clauses[clauseIndex - 1]
        return before.sentence == clause.sentence && sentenceSubject.isNone && hasUnknown(before.elements)
    }

    /// "launched for the staff and 10% of customers": to how many it went.
    func isShareReached(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard quantity.isPercent, let name, index + 2 == name.lowerBound, elements[index + 1].has(.of), clause.lead.has(.and),
            let last = outputs.last, last.clause == clauseIndex - 1
        else { return false }
        return clauses[last.clause].sentence == clause.sentence
    }

    /// "38 min on average. Best one took 31, worst 52": of one, beside what holds for all.
    func isExtreme(_ index: Int, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard name == nil, let last = lastTotal, findings[last].clause >= clauseIndex - 2, findings[last].clause < clauseIndex else { return false }
        return isBehindExtreme(index, range)
    }

    func isBehindExtreme(_ index: Int, _ range: Range<Int>) -> Bool {
        tokens[elements[range.lowerBound].token..<elements[index].token].suffix(3).contains { hasRole($0, .extreme) }
    }

    /// "15 new subscribers", "cards: 55 new ones" where it stands at hundreds: so many more. Of what is counted anew each week it is open which.
    func addedAnew(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Finding.Content? {
        let place = elements[index].index
        guard index + 1 < range.upperBound, isFresh(index + 1, of: subject), let only = subject.set.only,
            case let target = vocabulary.targets[only], [.number, .milestone].contains(target.kind), let current = target.current,
            let goal = target.target, goal > current, quantities[place].isPlainInteger, quantities[place].value < current / 2
        else { return nil }
        return target.isPeriodic ? .unclear(place) : .change(place, isDown: false)
    }

    /// "new", which is no word of the subject's own names, as it is of "New members".
    func isFresh(_ index: Int, of subject: Subject) -> Bool {
        guard firstWord(index).has(.fresh), case let stem = tokens[elements[index].token].stem else { return false }
        return !vocabulary.nameWords.contains { $0.stem == stem && !$0.keyResults.intersection(subject.set).isEmpty }
    }

    /// "all in all we're at 7,900 of them"
    func isAllOfThem(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        !quantity.isWord && index > range.lowerBound && elements[index - 1].has(.at) && index + 3 == range.upperBound
            && elements[index + 1].has(.of) && elements[index + 2].has(.pronoun) && !hasUnknown(range)
    }

    /// "three quarters of members night-nav certified", "half of the roles are filled": of what is counted, with its name whole or all of it to be counted.
    private func isShareOfName(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index == range.lowerBound, let name = range.first(where: { $0 > index && $0 <= index + 3 && isKeyResult($0) }),
            let only = subject(ofName: name).set.only,
            isWholeToCome(only) || vocabulary.targets[only].kind == .percent && mentions[elements[name].index].words >= 2,
            !clause.meanings.has([.negation, .notYet, .blocked, .planned, .condition, .skip, .skipAll]),
            !range.contains(where: { entry($0)?.status.map { $0 != .done } == true }),
            ((index + 1)..<name).allSatisfy({ elements[$0].has([.of, .article, .filler]) })
        else { return false }
        return !hasUnknown((name + 1)..<range.upperBound)
    }

    /// A count from nought to all of them.
    private func isWholeToCome(_ index: Int) -> Bool {
        let target = vocabulary.targets[index]
        return (target.kind == .milestone || target.kind == .number) && target.baseline == 0 && (target.target ?? 0) > 0
    }

    private var isOfThoseNext: Bool {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence else { return false }
        return next.opening == .conjunction && next.lead.has(.relative) && firstWord(next.elements.lowerBound).has(.of)
    }

    /// "half of them", "a third of it".
    func isPartOfOther(_ index: Int, _ quantity: Quantity, _ after: Int?, _ range: Range<Int>) -> Bool {
        if quantity.isFraction, quantity.unit == nil, quantity.whole == nil {
            // "half | of those are one man writing in"
            guard index + 1 < range.upperBound else { return isOfThoseNext && !findings.isEmpty }
            let following = elements[index + 1]
            // "Half are under ten"
            if index == range.lowerBound, hasRole(tokens[following.token], .being), following.end == tokens[following.token].end, !findings.isEmpty {
                return true
            }
            if isShareOfName(index, range) { return false }
            if following.has(.there) || following.has([.now, .time]) || isHalfOfIt(index, range) { return false }
            // "half of those are one man writing in"
            let those = following.has(.of) && index + 2 < range.upperBound ? index + 2 : index + 1
            if vocabulary.lexicon.meaning(ofWord: tokens[elements[those].token].lexeme).has(.pronoun),
                elements[those].has([.at, .was]) || those + 1 < range.upperBound && elements[those + 1].has([.at, .was])
            {
                return true
            }
            // "half the team is off"
            if following.kind == .word, hasRole(tokens[following.token], .the), following.end == tokens[following.token].end,
                index + 2 < range.upperBound,
                elements[index + 2].kind == .word, !elements[index + 2].has([.there, .time, .unit])
            {
                return true
            }
            // "half the squad sits exams", of a number that is the squad's
            if following.kind == .name, hasRole(tokens[following.token], .the), hasUnknown(index + 2..<range.upperBound) { return true }
            guard index + 2 < range.upperBound, following.has([.filler, .pronoun]) else { return following.has(.of) || following.isUnknown }
            return following.has(.of) || isUnknownThing(index + 2) || elements[index + 2].kind == .name
        }
        if index + 1 == range.upperBound, clauseIndex + 1 < clauses.count, clauses[clauseIndex + 1].opening == .conjunction {
            // "44h, two of those were test cases"
            let next = clauses[clauseIndex + 1]
            let settled = sentenceSubject.isNone ? lineSubject : sentenceSubject
            if next.lead.has(.relative), firstWord(next.elements.lowerBound).has([.part, .of]), hasOtherValue(settled),
                !range.contains(where: { isKeyResult($0) })
            {
                return true
            }
        }
        // "3 of us going up at 6"
        if quantity.isPlainInteger, index + 1 < range.upperBound, elements[index + 1].has(.of),
            elements[index + 1].has(.firstPerson)
                || index + 2 < range.upperBound && elements[index + 2].has(.firstPerson)
                    && elements[index + 2].end - elements[index + 2].start == 2
        {
            return true
        }
        if isAllOfThem(index, quantity, range) { return false }
        // "Six of them were one customer": a part of what was counted before.
        if quantity.isPlainInteger, index + 2 < range.upperBound, elements[index + 1].has(.of), elements[index + 2].has(.pronoun),
            !elements[index + 2].has([.time, .firstPerson])
        {
            return true
        }
        // "30 hours over the bank holiday" says when.
        guard quantity.whole == nil, quantity.currency == nil, index + 2 < range.upperBound, elements[index + 1].has(.of),
            !elements[index + 1].has(.wait)
        else { return false }
        return elements[index + 2].has([.pronoun, .filler]) && !elements[index + 2].has([.time]) && !isKeyResult(index + 2)
            && range.allSatisfy { $0 <= index + 2 || !isKeyResult($0) }
    }
}
