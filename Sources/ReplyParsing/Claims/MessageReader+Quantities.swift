import Model

/// The part that a number plays in its clause: a state, a change, a former state, a plan, or no value at all.
extension MessageReader {
    mutating func readQuantity(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: inout Course) {
        let quantity = quantities[elements[index].index]
        if let rule = dropRule(index, quantity, range, subject, name, course) { return drop(rule, index, subject) }
        if readConfidence(index, quantity, range, subject, name, &course) { return }
        if let content = change(index, quantity, range) {
            guard isAttached(index, quantity, range, subject, name, isChange: true) else {
                return drop(subject.isNone ? .notBare : .workCount, index, subject)
            }
            if clause.isParenthesised, name == nil, hasOtherValue(subject) { return drop(.contextOnly, index, subject) }
            course.hasQuantity = true
            add(content, index, subject, rule: .change, rank: clause.lead.has(.result) ? .result : .plain)
            return noteApproximation(quantity, index, range)
        }
        let isBeside = course.hasQuantity && index + 1 < range.upperBound && isUnknownThing(index + 1)
        guard !isBeside, isAttached(index, quantity, range, subject, name, isChange: false) else {
            return drop(subject.isNone ? .notBare : .workCount, index, subject)
        }
        if clause.isParenthesised, name == nil, !isParenthesisedValue(index, quantity, range, subject) { return drop(.contextOnly, index, subject) }
        course.hasQuantity = true
        if isOpen(index, quantity, range, subject, name) {
            add(.unclear(elements[index].index), index, subject, rule: .whichValue)
        } else {
            add(.total(elements[index].index), index, subject, rule: rule(of: quantity, index, range, subject), rank: rank(index, range))
        }
        noteApproximation(quantity, index, range)
        if let before = previous(index, range.lowerBound), elements[before].has(.still) { findings[findings.count - 1].isStill = true }
    }

    private mutating func noteApproximation(_ quantity: Quantity, _ index: Int, _ range: Range<Int>) {
        let before = index > range.lowerBound && elements[index - 1].has(.approximate)
        let after = index + 1 < range.upperBound && elements[index + 1].has(.approximateAfter)
        findings[findings.count - 1].isApproximate = quantity.isApproximate || before || after
    }

    private func rule(of quantity: Quantity, _ index: Int, _ range: Range<Int>, _ subject: Subject) -> Claim.Rule {
        if forced[clauseIndex] != nil { return .bareList }
        if quantity.whole != nil { return .ratio }
        if index > range.lowerBound, elements[index - 1].kind == .arrow || elements[index - 1].has(.to) { return .fromTo }
        if clause.lead.has(.result) { return .total }
        let target = subject.set.only.map { vocabulary.targets[$0] }
        if quantity.isPercent, let target, target.kind != .percent { return .wayToTarget }
        return quantity.unit != nil && quantity.unit != target?.duration ? .converted : .plainValue
    }

    private func rank(_ index: Int, _ range: Range<Int>) -> Finding.Rank {
        if clause.lead.has(.result) || clause.meanings.has(.result) && isAfterResult(index, range) { return .result }
        if index > range.lowerBound,
            elements[index - 1].has(.approximate) || elements[index - 1].has(.weekday) || elements[index - 1].kind == .reference
        {
            return .partial
        }
        if index + 1 < range.upperBound, elements[index + 1].has(.result), !elements[index + 1].has(.now) { return .result }
        if let after = next(index, range.upperBound), elements[after].has(.past) { return .partial }
        return clause.meanings.has(.now) ? .now : .plain
    }

    private func isAfterResult(_ index: Int, _ range: Range<Int>) -> Bool { range.contains { $0 < index && elements[$0].has(.result) } }

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
            if elements[before].has([.better, .worse]), !elements[before].has(.filler) {
                return .improvement(place, isBetter: elements[before].has(.better))
            }
            if elements[before].has(.up) { return verbBehind(index, place, range) ?? .change(place, 1) }
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

    /// "um 0,3 gesunken": where the verb stands behind the number, it says which way.
    private func verbBehind(_ index: Int, _ place: Int, _ range: Range<Int>) -> Finding.Content? {
        guard index + 1 < range.upperBound, elements[index + 1].kind == .word else { return nil }
        let verb = elements[index + 1]
        if verb.has([.better, .worse]), !verb.has(.filler) { return .improvement(place, isBetter: verb.has(.better)) }
        return verb.has(.down) && !verb.has([.up, .to, .at, .more]) ? .change(place, -1) : nil
    }

    private static let directions: [UInt64: Double] = [Folding.hash("up"): 1, Folding.hash("down"): -1]

    /// "20 more", "one more logo", "5 joined", "3 lost".
    private func changeBehind(_ index: Int, _ place: Int, _ range: Range<Int>, _ before: Int?) -> Finding.Content? {
        var position = index + 1
        guard position < range.upperBound else { return nil }
        // "20 users more", "4 leden minder"
        if elements[position].kind == .name, position + 1 < range.upperBound, elements[position + 1].has([.more, .up, .down]),
            !elements[position + 1].has([.to, .at, .from])
        {
            position += 1
        }
        let element = elements[position]
        if isOffName(index, range) { return .change(place, -1) }
        if element.kind == .quantity { return nil }
        let isFollowed = position + 1 < range.upperBound && elements[position + 1].kind == .quantity
        if element.has(.more) { return .change(place, 1) }
        if isFollowed { return nil }
        if element.has([.better, .worse]) { return .improvement(place, isBetter: element.has(.better)) }
        // "5 up from last week".
        if element.has(.from), let direction = Self.directions[tokens[element.token].hash] { return .change(place, direction) }
        if element.has(.down), !element.has([.to, .at]) { return .change(place, -1) }
        if element.has(.up), !element.has([.to, .at, .more]) { return .change(place, 1) }
        return nil
    }
}
