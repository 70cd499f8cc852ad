import Model

/// Figures that need no name: they are much like what the sender's own key result stands at, and like no other.
extension MessageReader {
    /// "£3,300 banked" from who owns a fund of £3,100: the one figure of a clause that says little else, and the only one of the team that it can be meant for.
    func ownFigure(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Int? {
        let isPlain = !quantity.hasUnit && !quantity.isMultiplied
        guard subject.isNone, focus == nil, !isPlain || ownOnly != nil, !quantity.isWord, quantity.whole == nil, quantity.sign == .none,
            !clause.isParenthesised, quantity.hasUnit || quantity.value >= 20 || quantity.digits == 0,
            !clause.meanings.has([
                .planned, .condition, .was, .past, .secondPerson, .negation, .notYet, .shipped, .blocked, .cannot, .weekday, .month, .because, .of,
                .remaining, .from, .witness,
            ]),
            clause.lead.isDisjoint(with: [.because, .after, .relative]), !sentences[clause.sentence].isQuestion
        else { return nil }
        guard index > range.lowerBound && elements[index - 1].kind == .colon || !clause.meanings.has([.more, .up, .down]),
            elements[index].token == 0 || !hasRole(tokens[elements[index].token - 1], .the), !isPerSomething(index),
            let only = likeOwn(quantity), !hasTold(only), !isSaidToSomebody
        else { return nil }
        var strange = 0
        var strangeBefore = 0
        for place in range where place != index {
            let kind = elements[place].kind
            if kind == .quantity || kind == .reference || kind == .name { return nil }
            guard isUnknownThing(place) else { continue }
            strange += 1
            if place < index { strangeBefore += 1 }
        }
        guard strange <= 4, strangeBefore <= 3 else { return nil }
        // "37 sheep": things of another kind are counted.
        return isPlain && index + 1 < range.upperBound && isUnknownThing(index + 1) && isPlural(index + 1) ? nil : only
    }

    /// The only key result of the team that stands near the number, in its unit, if the sender owns it.
    private func likeOwn(_ quantity: Quantity) -> Int? {
        var only: Int?
        for index in vocabulary.targets.indices {
            guard let current = vocabulary.targets[index].current, current > 0, fits(quantity, index),
                (0.75...1.33).contains(ValueReader(vocabulary.targets[index], current: nil).converted(quantity) / current)
            else { continue }
            if only != nil { return nil }
            only = index
        }
        guard let only, own.contains(only), let current = vocabulary.targets[only].current else { return nil }
        return (0.8...1.25).contains(ValueReader(vocabulary.targets[only], current: nil).converted(quantity) / current) ? only : nil
    }

    /// Without a unit, or in one that it is measured in.
    func fits(_ quantity: Quantity, _ index: Int) -> Bool {
        !quantity.hasUnit || ValueReader(vocabulary.targets[index], current: nil).fitsUnit(quantity, noun: nil)
    }

    /// "sorry only 1 min, fryer calling" from who owns a ticket time of 21: nothing that the number may be meant for ever stood near it.
    func isFarFromAll(_ quantity: Quantity) -> Bool {
        // A share may be that of the way.
        guard quantity.whole == nil, !quantity.isFraction, !quantity.isPercent, quantity.value > 0 else { return false }
        var fitsOwn = false
        var fitsOther = false
        var isNearOther = false
        // In a thread, what that is about is all that is meant.
        for index in vocabulary.targets.indices where (focus == nil || index == focus) && fits(quantity, index) {
            let isOwn = focus != nil || own.contains(index)
            let isFar = isFar(quantity, from: vocabulary.targets[index])
            if isOwn, !isFar { return false }
            fitsOwn = fitsOwn || isOwn
            fitsOther = fitsOther || !isOwn
            isNearOther = isNearOther || !isOwn && !isFar
        }
        return fitsOwn || fitsOther && !isNearOther
    }

    func isFar(_ quantity: Quantity, from target: Vocabulary.Target) -> Bool {
        guard target.kind != .boolean, target.kind != .milestone else { return false }
        var least = Double.infinity
        var most = 0.0
        for known in [target.baseline, target.target, target.current] {
            guard let known, known > 0 else { continue }
            least = min(least, known)
            most = max(most, known)
        }
        guard most > 0 else { return false }
        let value = ValueReader(target, current: nil).converted(quantity)
        // "11.8 this week" of takings that are written as 11.8k.
        if !quantity.hasUnit, value * 2000 >= least, value * 500 <= most { return false }
        return value * 8 < least || value > most * 8
    }

    func hasTold(_ index: Int) -> Bool { findings.contains { $0.isValue && $0.subject.set.contains(index) } }

    /// "early days but 1,455", "the dashboard refreshed: 1,418": a figure at the end that is all the clause says of a number, and much like what the sender's
    /// only key result stands at.
    func isLikeOwnAlone(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        let isEnd = ((index + 1)..<range.upperBound).allSatisfy { place in
            // "so it's 1,421 real ones"
            elements[place].has([.now, .time]) && !elements[place].has([.past, .planned])
                || tokens(of: place).allSatisfy { hasRole($0, .truth) || hasRole($0, .ones) }
        }
        guard isEnd,
            !quantity.isWord || quantity.value >= 1000 || quantity.value != quantity.value.rounded(), !isPromptNumber(quantity),
            ownOnly != nil || focus != nil, isLikeOwn(quantity),
            !clause.isParenthesised
        else {
            return false
        }
        // "one more upgrade landed: we're at 23.4k now"
        if index > range.lowerBound, elements[index - 1].has(.at), index - 2 >= range.lowerBound,
            elements[index - 2].kind == .colon
                || firstWord(index - 1).has(.firstPerson) && elements[index - 1].end > tokens[elements[index - 1].token].end
        {
            return !clause.meanings.has([.planned, .condition, .past, .was])
        }
        // "The exact figure is €22,740"
        if index > range.lowerBound, elements[index - 1].has(.at),
            range.contains(where: { $0 < index && tokens(of: $0).contains { hasRole($0, .figureNoun) } }),
            range.filter({ $0 < index && isUnknownThing($0) }).count <= 1
        {
            return !clause.meanings.has([.planned, .condition, .past, .was])
        }
        // "oh sorry, I counted the test accounts too, it should be 1,438"
        if index > range.lowerBound, isCorrectionAbove, index + 1 == range.upperBound, tokens(of: index - 1).contains(where: { hasRole($0, .should) })
        {
            return true
        }
        // "that was the other list. Mine stays at fourteen hundred and two"
        if index > range.lowerBound, elements[range.lowerBound].has(.mine), elements[index - 1].has([.at, .still]) { return true }
        // "Magnus called back books are closed now its four point six final"
        if case let token = elements[index].token, index > range.lowerBound, token > 1, hasRole(tokens[token - 1], .itIs),
            vocabulary.lexicon.meaning(ofWord: tokens[token - 2].lexeme).has(.now)
        {
            return !clause.meanings.has([.planned, .condition])
        }
        // "finance confirmed 22,380"
        if index > range.lowerBound, elements[index - 1].has(.witness), quantity.value >= 100 || quantity.digits == 0 { return true }
        // "Ben says it's 1,410 now"
        if index > range.lowerBound, elements[index - 1].has(.at), range.contains(where: { $0 < index && firstWord($0).has(.witness) }) {
            return true
        }
        return index > range.lowerBound && elements[index - 1].kind == .colon || clause.opening == .colon && range.count == 1
            || clause.lead.has(.but) && range.allSatisfy { $0 == index || elements[$0].has([.but, .filler, .now]) }
    }

    /// "finance sent the list: 4.8" from who owns a churn of 5.
    func isLikeOwn(_ quantity: Quantity) -> Bool {
        guard quantity.value != 1 else { return false }
        let meant = focus.map { IndexSet128($0) } ?? own
        return meant.contains { index in
            fits(quantity, index)
                && vocabulary.targets[index].current.map { $0 > 0 && (0.75...1.33).contains(quantity.value / $0) } ?? false
        }
    }
}
