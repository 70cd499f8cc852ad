import Model

/// The part that a number plays in its clause: a state, a change, a former state, a plan, or no value at all.
extension MessageReader {
    mutating func readQuantity(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: inout Course) {
        let quantity = quantities[elements[index].index]
        if let rule = dropRule(index, quantity, range, subject, name, course) { return drop(rule, index, subject) }
        if readConfidence(index, quantity, range, subject, name, &course) { return }
        if let content = change(index, quantity, range) {
            guard isAttached(index, quantity, range, subject, name, isChange: true) else { return drop(.workCount, index, subject) }
            course.hasQuantity = true
            add(content, index, subject, rule: .change)
            return noteApproximation(quantity, index, range)
        }
        guard isAttached(index, quantity, range, subject, name, isChange: false) else { return drop(.workCount, index, subject) }
        if clause.isParenthesised, name == nil, !isParenthesisedValue(index, quantity, range, subject) { return drop(.contextOnly, index, subject) }
        course.hasQuantity = true
        if isOpen(index, quantity, range, subject, name) {
            add(.unclear(elements[index].index), index, subject, rule: .whichValue)
        } else {
            add(.total(elements[index].index), index, subject, rule: rule(of: quantity, index, range), rank: rank(index, range))
        }
        noteApproximation(quantity, index, range)
        if let before = previous(index, range.lowerBound), elements[before].has(.still) { findings[findings.count - 1].isStill = true }
    }

    private mutating func noteApproximation(_ quantity: Quantity, _ index: Int, _ range: Range<Int>) {
        let before = index > range.lowerBound && elements[index - 1].has(.approximate)
        let after = index + 1 < range.upperBound && elements[index + 1].has(.approximateAfter)
        findings[findings.count - 1].isApproximate = quantity.isApproximate || before || after
    }

    private func rule(of quantity: Quantity, _ index: Int, _ range: Range<Int>) -> Claim.Rule {
        if quantity.whole != nil { return .ratio }
        if index > range.lowerBound, elements[index - 1].kind == .arrow || elements[index - 1].has(.to) { return .fromTo }
        return clause.lead.has(.result) ? .total : .plainValue
    }

    private func rank(_ index: Int, _ range: Range<Int>) -> Finding.Rank {
        if clause.lead.has(.result) || clause.meanings.has(.result) && isAfterResult(index, range) { return .result }
        if index > range.lowerBound, elements[index - 1].has(.weekday) || elements[index - 1].kind == .reference { return .partial }
        if let after = next(index, range.upperBound), elements[after].has(.past) { return .partial }
        return clause.meanings.has(.now) ? .now : .plain
    }

    private func isAfterResult(_ index: Int, _ range: Range<Int>) -> Bool { range.contains { $0 < index && elements[$0].has(.result) } }

    // MARK: what is no value

    private func dropRule(
        _ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course
    ) -> Claim.Rule? {
        let before = previous(index, range.lowerBound)
        let after = next(index, range.upperBound)
        if let rule = modeRule(index, before, after, quantity, range, course) { return rule }
        if let before, elements[before].has(.per), !elements[before].has(.at), before >= index - 2 { return .denominator }
        if isWaitingTime(index, quantity, range, before) { return .waitingTime }
        if isPast(index, quantity, before, after, range, subject) { return .past }
        if after.map({ elements[$0].kind == .arrow && $0 + 1 < range.upperBound && elements[$0 + 1].kind == .quantity }) == true { return .past }
        if isReferenceNumber(index, quantity, range) { return .reference }
        if isLabel(index, quantity, range, name) { return .label }
        return isPartOfOther(index, quantity, after, range) ? .contextOnly : nil
    }

    private func modeRule(_ index: Int, _ before: Int?, _ after: Int?, _ quantity: Quantity, _ range: Range<Int>, _ course: Course) -> Claim.Rule? {
        if course.mode == .planned { return .planned }
        if course.mode == .conditional || isConditionNext && course.mode == .stated && quantity.isWord { return .conditional }
        if course.hasShare { return .planned }
        if course.hasConfidence, !quantity.isPercent, !quantity.hasSlash { return nextIsConfidence(index, before) ? nil : .planned }
        guard var following = after else { return nil }
        if elements[following].has(.more) || elements[following].kind == .name, let beyond = next(following, range.upperBound) { following = beyond }
        let element = elements[following]
        if element.has(.modalEnd) { return .planned }
        let isExplicit = before.map { elements[$0].has([.at, .to]) || elements[$0].kind == .colon || elements[$0].kind == .arrow } ?? false
        if element.has(.remaining), !isExplicit || elements[following].start - elements[index].end <= 2 && !element.has(.planned) {
            return .remaining
        }
        return element.has(.planned) && !isExplicit && !element.has(.now) && following <= index + 2 ? .planned : nil
    }

    private var isConditionNext: Bool {
        guard clauseIndex + 1 < clauses.count else { return false }
        return clauses[clauseIndex + 1].sentence == clause.sentence && clauses[clauseIndex + 1].lead.has(.condition)
    }

    private func nextIsConfidence(_ index: Int, _ before: Int?) -> Bool {
        before.map { elements[$0].has(.confidence) || elements[$0].kind == .colon } ?? false
    }

    private func isWaitingTime(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ before: Int?) -> Bool {
        guard quantity.unit != nil, quantity.currency == nil else { return false }
        if quantity.isArticle {
            guard let before else { return range.lowerBound < index }
            return !(elements[before].has([.to, .at, .up, .down]) || elements[before].kind == .colon || elements[before].kind == .name)
        }
        if index > range.lowerBound, elements[index - 1].has(.wait), !elements[index - 1].has([.at, .to, .approximate]) { return true }
        guard index + 1 < range.upperBound else { return false }
        return elements[index + 1].has(.waitAfter)
    }

    private func isPast(_ index: Int, _ quantity: Quantity, _ before: Int?, _ after: Int?, _ range: Range<Int>, _ subject: Subject) -> Bool {
        if let before, elements[before].has(.from), !elements[before].has([.to, .at]) { return true }
        if let after, elements[after].has(.past), clause.isParenthesised || hasOtherTotal(subject) || !isFreshReport(range) { return true }
        if let before, elements[before].has(.was), !elements[before].has([.at]), elements[before].start >= 0 { return !isPresentPast(range) }
        if let before, elements[before].has(.past) { return true }
        return after.map { elements[$0].has(.remaining) } ?? false
    }

    /// "Attendance was 93% this week" reports; "was 40 in January" does not.
    private func isPresentPast(_ range: Range<Int>) -> Bool {
        !clause.isParenthesised && range.contains { elements[$0].kind == .name }
            && range.contains { elements[$0].has([.time, .now]) && !elements[$0].has([.past, .wait]) }
    }

    private func isFreshReport(_ range: Range<Int>) -> Bool { range.contains { isKeyResult($0) } && !clause.meanings.has([.was, .from]) }

    func hasOtherTotal(_ subject: Subject) -> Bool {
        findings.contains { $0.isTotal && !$0.isSuperseded && !$0.subject.set.intersection(subject.set).isEmpty }
    }

    /// Years: "in 2025".
    private func isReferenceNumber(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isPlainInteger, quantity.digits == 4, (1990...2099).contains(quantity.value), index > range.lowerBound else { return false }
        return elements[index - 1].has([.wait, .preposition, .of, .month, .until]) && !elements[index - 1].has([.at, .to])
            || elements[index - 1].kind == .reference
    }

    /// "room 4", "ep 42": a number right behind a thing that is numbered.
    private func isLabel(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard index > range.lowerBound, !quantity.hasUnit, !quantity.isMultiplied, quantity.whole == nil, quantity.high == nil, quantity.sign == .none
        else { return false }
        let before = elements[index - 1]
        guard before.kind == .word else { return before.kind == .name && mentions[before.index].keyResults.isEmpty }
        if before.has(.label), !before.has([.at, .to, .approximate, .up, .down]) { return true }
        return before.isUnknown && !quantity.isApproximate
    }

    /// "half of them", "a third of it".
    private func isPartOfOther(_ index: Int, _ quantity: Quantity, _ after: Int?, _ range: Range<Int>) -> Bool {
        if quantity.isFraction, quantity.unit == nil, quantity.whole == nil {
            guard index + 1 < range.upperBound else { return false }
            let following = elements[index + 1]
            if following.has(.there) || following.has([.now, .time]) { return false }
            return following.has(.of) || following.isUnknown || following.has(.filler) && index + 2 < range.upperBound && isUnknownThing(index + 2)
        }
        guard quantity.whole == nil, index + 2 < range.upperBound, elements[index + 1].has(.of) else { return false }
        return elements[index + 2].has([.pronoun, .filler]) && !elements[index + 2].has([.time]) && !isKeyResult(index + 2)
            && range.allSatisfy { $0 <= index + 2 || !isKeyResult($0) }
    }

    // MARK: changes

    /// Nil when the number is a state.
    private func change(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Finding.Content? {
        let place = elements[index].index
        let before = previous(index, range.lowerBound)
        let isToTotal = before.map { elements[$0].has(.to) || elements[$0].kind == .arrow } ?? false
        if isToTotal { return nil }
        if quantity.isFactor { return before.map { elements[$0].has([.up, .moved]) } == true ? .factor(quantity.value) : nil }
        if quantity.sign == .plus { return .change(place, 1) }
        if quantity.sign == .minus { return canBeNegative(before) ? nil : .change(place, -1) }
        if let before, before >= index - 4, isDirection(before, index) {
            if elements[before].has(.up) { return .change(place, 1) }
            if elements[before].has(.down) { return .change(place, -1) }
            if elements[before].has(.more), !elements[before].has(.of) { return .change(place, 1) }
        }
        return changeBehind(index, place, range, before)
    }

    /// Between the direction and the number stands nothing but "by", "another" and the like.
    private func isDirection(_ before: Int, _ index: Int) -> Bool {
        ((before + 1)..<index).allSatisfy { elements[$0].kind == .word && !elements[$0].isUnknown }
    }

    private func canBeNegative(_ before: Int?) -> Bool { before.map { elements[$0].has([.at, .now]) } ?? false }

    /// "20 more", "one more logo", "5 joined", "3 lost".
    private func changeBehind(_ index: Int, _ place: Int, _ range: Range<Int>, _ before: Int?) -> Finding.Content? {
        var position = index + 1
        guard position < range.upperBound else { return nil }
        if elements[position].kind == .name, position + 1 < range.upperBound, elements[position + 1].has(.more) { position += 1 }
        let element = elements[position]
        if element.kind == .quantity { return nil }
        let isFollowed = position + 1 < range.upperBound && elements[position + 1].kind == .quantity
        if element.has(.more) { return .change(place, 1) }
        if isFollowed { return nil }
        if element.has(.down), !element.has([.to, .at]) { return .change(place, -1) }
        if element.has(.up), !element.has([.to, .at, .more]) { return .change(place, 1) }
        return nil
    }

    // MARK: belonging

    /// Whether the number is said of the subject, and not of some other thing in the clause.
    private func isAttached(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, isChange: Bool) -> Bool
    {
        guard let name else { return isBare(index, quantity, range, subject, isChange: isChange) }
        if index < name.lowerBound { return isBeforeName(index, range, subject, name) }
        let between = name.upperBound..<index
        if !hasUnknown(between) { return true }
        let explicit =
            previous(index, range.lowerBound).map { elements[$0].has([.at, .to, .now, .up, .down]) || elements[$0].kind == .colon } ?? false
        return explicit || quantity.hasUnit || isChange
    }

    /// "34 refunds", "60% there on subscribers": little may stand between, and no unknown deed before.
    private func isBeforeName(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>) -> Bool {
        if hasUnknown((index + 1)..<name.lowerBound) { return false }
        if subject.isWeak, hasUnknown(range.lowerBound..<index) { return false }
        guard name.upperBound < range.upperBound, subject.isWeak else { return true }
        return !(elements[name.upperBound].isUnknown && elements[name.upperBound].isSpaced) || isUnitNoun(name.upperBound, subject)
    }

    /// In a clause without a name, the number must be all that is said: nothing unknown before it, nothing counted behind it.
    private func isBare(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, isChange: Bool) -> Bool {
        let isOnly = vocabulary.targets.count == 1 || (moment.focus != nil && subject.isNone)
        let explicit =
            index > range.lowerBound
            && (previous(index, range.lowerBound).map { elements[$0].has(.at) || elements[$0].has(.to) || elements[$0].kind == .colon } ?? false)
        if hasUnknown(range.lowerBound..<index), !(isOnly && explicit && !isChange) { return false }
        if range.contains(where: { $0 < index && elements[$0].kind == .reference }), !explicit { return false }
        if quantity.isWord, subject.isNone, hasUnknown(range) || quantity.value == 1 && !explicit && !isChange { return false }
        guard index + 1 < range.upperBound else { return true }
        if quantity.whole != nil, !subject.isNone { return true }
        let position = elements[index + 1].has(.more) && index + 2 < range.upperBound ? index + 2 : index + 1
        let following = elements[position]
        if following.kind == .word, following.isUnknown || isNounAhead(position, range) { return isUnitNoun(position, subject) }
        return !(following.kind == .name && mentions[following.index].keyResults.isEmpty)
    }

    /// An adjective and an unknown noun: "212 new reviews".
    private func isNounAhead(_ position: Int, _ range: Range<Int>) -> Bool {
        elements[position].has(.filler) && elements[position].has([.more, .generic]) && position + 1 < range.upperBound
            && isUnknownThing(position + 1)
    }

    /// The noun is the unit of the subject, or of any key result where there is none.
    func isUnitNoun(_ index: Int, _ subject: Subject) -> Bool {
        let stem = tokens[elements[index].token].stem
        if index + 1 < clause.elements.upperBound, isUnknownThing(index + 1), elements[index + 1].isSpaced { return false }
        let set = subject.isNone ? vocabulary.everything : subject.set
        return set.contains { vocabulary.targets[$0].unitStem == stem }
    }

    /// Where it stays open what the number is: a part of the key result, or a thing that is counted beside it.
    private func isOpen(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard let name, !quantity.hasUnit, quantity.whole == nil, quantity.high == nil else { return false }
        if index < name.lowerBound { return !isPeriodic(subject) && hasUnknown(range.lowerBound..<index) }
        if hasUnknown(name.upperBound..<index) { return true }
        guard quantity.isPlainInteger, index + 1 < range.upperBound, elements[index + 1].isUnknown, elements[index + 1].isSpaced else { return false }
        return isPlural(index + 1) && !isUnitNoun(index + 1, subject)
    }

    private func isPeriodic(_ subject: Subject) -> Bool { subject.set.contains { vocabulary.targets[$0].isPeriodic } }

    private func isPlural(_ index: Int) -> Bool {
        let token = tokens[elements[index].token]
        return token.length > 3 && token.stemLength < token.length
    }

    /// Inside parentheses only a value right behind its name counts, or one that says that it is the present.
    private func isParenthesisedValue(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        if clause.meanings.has(.now) { return true }
        guard !subject.isNone, !hasOtherTotal(subject), clauseIndex > 0 else { return false }
        return isNameOnly(clauses[clauseIndex - 1]) && !hasUnknown(range)
    }

    // MARK: confidence

    private mutating func readConfidence(
        _ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: inout Course
    ) -> Bool {
        let before = previous(index, range.lowerBound)
        let isBehind =
            before.map {
                elements[$0].has(.confidence) || (elements[$0].kind == .colon && $0 > range.lowerBound && elements[$0 - 1].has(.confidence))
                    || (elements[$0].has(.at) && $0 > range.lowerBound && elements[$0 - 1].has(.confidence))
            } ?? false
        let isAhead = next(index, range.upperBound).map { elements[$0].has(.sure) || elements[$0].has(.confidence) } ?? false
        let isBareTenth = quantity.hasSlash && quantity.whole == 10 && isBehindValue(index, subject, course)
        guard isBehind || (isAhead && (quantity.isPercent || quantity.whole != nil)) || isBareTenth, let share = share(quantity) else { return false }
        course.hasConfidence = true
        course.hasShare = true
        add(.confidence(share), index, subject, rule: .confidence)
        return true
    }

    /// A bare "7/10" is a confidence where its subject has a value already.
    private func isBehindValue(_ index: Int, _ subject: Subject, _ course: Course) -> Bool {
        if course.hasQuantity { return true }
        return !subject.isNone && findings.contains { $0.isValue && $0.subject.set == subject.set && !$0.isSuperseded }
    }

    private func share(_ quantity: Quantity) -> Double? {
        let share: Double
        if let whole = quantity.whole, whole > 0 {
            share = quantity.value / whole
        } else if quantity.isPercent || quantity.value > 10 {
            share = quantity.value / 100
        } else {
            share = quantity.value > 1 ? quantity.value / 10 : quantity.value
        }
        return (0...1).contains(share) && quantity.high == nil ? share : nil
    }
}
