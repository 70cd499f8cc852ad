import Model

/// Spans of time that are no value: how long somebody waits, works or is away.
extension MessageReader {
    /// "the ice level took me three weeks" where levels are counted.
    func isTimeBesideName(_ quantity: Quantity, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard quantity.hasTimeUnit, let name, let only = subject.set.only, vocabulary.targets[only].kind != .duration else { return false }
        return subject.isWeak || isOtherForm(name.lowerBound)
    }

    /// "two weeks in a row", "two weeks running"
    func isInARow(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound, elements[index + 1].kind == .word else { return false }
        return tokens[elements[index + 1].token...].prefix(3).contains { hasRole($0, .inARow) }
    }

    func isWaitingTime(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ before: Int?) -> Bool {
        guard quantity.unit != nil, quantity.currency == nil else { return false }
        // "shaved 3 min off the changeover"
        if quantity.hasTimeUnit, isOffName(index, range), subject.set.only.map({ vocabulary.targets[$0].kind == .duration }) == true { return false }
        // "p95 is 1.2s after #4471"
        if index + 2 < range.upperBound, elements[index + 2].kind == .reference, index > range.lowerBound, elements[index - 1].has(.at),
            isLikeDuration(quantity, subject)
        {
            return false
        }
        // "criticals patched within 9 days" where the time to patch them is measured
        if !quantity.isWord || range.contains(where: { isKeyResult($0) }), index > range.lowerBound,
            hasRole(tokens[elements[index].token - 1], .within, .in), isLikeDuration(quantity, subject)
        {
            return false
        }
        // "we're at five and a half minutes"
        if index > range.lowerBound, elements[index - 1].has(.at), tokens(of: index - 1).contains(where: { hasRole($0, .at) }),
            isLikeDuration(quantity, subject)
        {
            return false
        }
        // "3 weeks to Christmas"
        if quantity.hasTimeUnit, index + 2 < range.upperBound, hasRole(tokens[elements[index + 1].token], .to), isUnknownThing(index + 2),
            !range.contains(where: { isKeyResult($0) })
        {
            return true
        }
        // "It took me 25 minutes to find the file"
        if quantity.hasTimeUnit, index > range.lowerBound + 1, elements[index - 1].has(.firstPerson), elements[index - 2].has([.at, .moved]),
            !range.contains(where: { isKeyResult($0) && $0 < index })
        {
            return true
        }
        // "the audit is on the 27th, three days, two auditors"
        if quantity.hasTimeUnit, quantity.isWord, range.count == 1, clause.opening == .comma, let only = subject.set.only,
            vocabulary.targets[only].kind != .duration, vocabulary.targets[only].duration == nil
        {
            return true
        }
        // "been waiting two weeks"
        if quantity.hasTimeUnit, index > range.lowerBound, hasRole(tokens[elements[index].token - 1], .waiting),
            !range.contains(where: { isKeyResult($0) })
        {
            return true
        }
        // "blocked by the codes, IT says another 2 weeks"
        if quantity.hasTimeUnit, let last = blockers.last, last.clause == clauseIndex - 1, clauses[last.clause].sentence == clause.sentence,
            !range.contains(where: { isKeyResult($0) }), let only = subject.set.only, vocabulary.targets[only].kind != .duration
        {
            return true
        }
        // "blocked by the repair. They said 9 days"
        if quantity.hasTimeUnit, let last = blockers.last, last.clause >= clauseIndex - 2, isThey(tokens[elements[range.lowerBound].token]),
            range.contains(where: { $0 < index && tokens(of: $0).contains { hasRole($0, .said, .say) } })
        {
            return true
        }
        // "onboarding blocked by legal, 3 wks now": for how long
        if quantity.hasTimeUnit, let last = blockers.last, last.clause == clauseIndex - 1, clauses[last.clause].sentence == clause.sentence,
            !range.contains(where: { isKeyResult($0) || elements[$0].has(.still) }), range.contains(where: { elements[$0].has(.now) }),
            subject.set.only.flatMap({ vocabulary.targets[$0].duration }) != quantity.unit
        {
            return true
        }
        // "59 minutes, measured on three days only"
        if quantity.isWord, index > range.lowerBound, elements[index - 1].has(.preposition), !elements[index - 1].has([.at, .to]),
            hasUnknown(range.lowerBound..<index), hasOtherTotal(subject)
        {
            return true
        }
        // "their first shifts are in 2 weeks"
        if index > range.lowerBound, hasRole(tokens[elements[index].token - 1], .in), let only = subject.set.only,
            vocabulary.targets[only].kind != .duration
        {
            return true
        }
        // "Tour shipped, took 4 weeks" is about the work.
        if let last = outputs.last, last.clause == clauseIndex - 1 || last.clause == clauseIndex - 2 && clauses[clauseIndex - 1].elements.count == 1,
            clauses[last.clause].sentence == clause.sentence,
            !range.contains(where: { isKeyResult($0) }), !isOfOnlyTime(index, quantity, range)
        {
            return true
        }
        if let only = subject.set.only, vocabulary.targets[only].kind != .duration, quantity.unit != .ambiguousMinutes,
            !range.contains(where: { isKeyResult($0) }), hasOtherValue(subject)
        {
            return true
        }
        // "£26.3k pledged. 4 days of the drive left"
        if let only = subject.set.only, vocabulary.targets[only].kind != .duration, quantity.unit != .ambiguousMinutes,
            range.contains(where: { $0 > index && elements[$0].has(.remaining) })
        {
            return true
        }
        if quantity.isArticle {
            guard let before else { return range.lowerBound < index }
            // "espera de uma hora"
            if elements[before].has(.of), before > range.lowerBound, isKeyResult(before - 1) { return false }
            return !(elements[before].has([.to, .at, .up, .down, .still]) || elements[before].kind == .colon || elements[before].kind == .name)
        }
        if index > range.lowerBound, elements[index - 1].has(.wait), !elements[index - 1].has([.at, .to, .approximate]) { return true }
        // "… for the three months"
        if index > range.lowerBound + 1, elements[index - 1].has(.article) || elements[index - 1].end - elements[index - 1].start <= 3,
            elements[index - 1].has(.filler), elements[index - 2].has(.wait), !elements[index - 2].has([.at, .to]),
            // "average over the six days"
            !elements[index - 2].has(.approximate) || hasRole(tokens[elements[index].token - 1], .the)
        {
            return true
        }
        guard index + 1 < range.upperBound else { return false }
        if let before, elements[before].kind == .arrow || elements[before].has(.to) { return false }
        // "kø ned 2 minutter siden sist": by so much.
        if let before, before > range.lowerBound, elements[before].has([.up, .down]), isKeyResult(before - 1) { return false }
        return elements[index + 1].has(.waitAfter)
    }

    func isLikeDuration(_ quantity: Quantity, _ subject: Subject) -> Bool {
        guard let only = subject.set.only, vocabulary.targets[only].kind == .duration, let current = vocabulary.targets[only].current, current > 0,
            quantity.seconds != nil
        else { return false }
        return (0.4...2.5).contains(ValueReader(vocabulary.targets[only], current: nil).converted(quantity) / current)
    }

    /// "region merge rolled out, 31 s median": where the one key result is a time in just this unit, and the number comes first.
    func isOfOnlyTime(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard index == range.lowerBound, let only = vocabulary.targets.count == 1 ? 0 : focus, !quantity.isWord else { return false }
        return vocabulary.targets[only].duration == quantity.unit
    }
}
