import Model

/// Whose it is that is said: of a name, of nobody, or of one of several.
extension Resolver {
    /// Rule 2: the focus, the only key result, the only one of the sender's, the only one that the unit fits.
    func owner(of finding: Finding) -> Subject {
        if let other = promised(finding) ?? known(finding) ?? moved(finding) ?? summedUp(finding) ?? rival(finding) { return other }
        if finding.subject.isNone, !finding.isValue, let value = namelessValue(beside: finding) { return owner(of: value) }
        // "1,452, not 1,425" where nothing of the sender's stands at that.
        if finding.denied >= 0, finding.subject.isNone, owned.count <= 1, targets.count > 1, focus == nil {
            return Subject(set: reader.vocabulary.everything, isAmbiguous: true)
        }
        let named = finding.subject
        let all = named.isNone ? reader.vocabulary.everything : named.set
        if let focus, all.contains(focus) { return Subject(set: IndexSet128(focus)) }
        if named.isAmbiguous {
            let fitting = all.intersection(fitting(finding))
            return fitting.count == 1 ? Subject(set: fitting) : Subject(set: all, isAmbiguous: true)
        }
        if all.count == 1 { return Subject(set: all) }
        if case .status = finding.content, named.isNone, let only = reader.talkedOf { return Subject(set: IndexSet128(only)) }
        let own = owned
        // "activation stays 36.4, 7/10 is how sure I am": of the only one that the message tells of.
        if case .confidence = finding.content, named.isNone, own.count > 1, let only = reader.talkedOf ?? onlyTold, own.contains(only) {
            return Subject(set: IndexSet128(only))
        }
        if let only = own.only {
            if isTrifle(finding, only) || isLeap(finding, only) { return Subject(set: all, isAmbiguous: true) }
            let others = others(finding, only)
            return others.isEmpty ? Subject(set: own) : Subject(set: own.union(others), isAmbiguous: true)
        }
        if hasUnit(finding), let only = fittingOnly(finding) { return Subject(set: IndexSet128(only)) }
        if let only = ofSteps(finding) ?? ofReplaced(finding) { return Subject(set: IndexSet128(only)) }
        if let only = inThousands(finding, among: own.isEmpty ? all : own) { return Subject(set: IndexSet128(only)) }
        return Subject(set: own.isEmpty ? all : own, isAmbiguous: true)
    }

    /// The one key result of which the message tells a value or status.
    private var onlyTold: Int? {
        reader.findings.reduce(into: IndexSet128()) { set, finding in
            if finding.isValue || finding.isStatus, !finding.isSuperseded { set = set.union(finding.subject.set) }
        }.only
    }

    /// "went up to 38" from who owns a churn of 4.8, where another stands at 36: a figure without a unit, far from what the sender's own stands at.
    private func others(_ finding: Finding, _ index: Int) -> IndexSet128 {
        guard case .total(let place) = finding.content, finding.denied < 0, let current = valueNow(index), current > 0,
            targets[index].kind != .boolean, moment.pending == nil
        else { return IndexSet128() }
        let quantity = reader.quantities[place]
        guard !quantity.hasUnit, !quantity.isMultiplied, quantity.whole == nil, !quantity.isFraction, quantity.value > 0,
            !(0.2...5).contains(quantity.value / current)
        else { return IndexSet128() }
        return IndexSet128(
            targets.indices.filter { other in
                guard other != index, let stands = valueNow(other), stands > 0 else { return false }
                return (0.75...1.33).contains(quantity.value / stands)
            })
    }

    /// "the 36 I gave earlier had the test accounts in it. Without them we're at 35.4": whose the number is in whose place this one stands.
    private func ofReplaced(_ finding: Finding) -> Int? {
        guard finding.subject.isNone, case .total(let place) = finding.content, owned.count > 1 else { return nil }
        var found = IndexSet128()
        for (rule, span, _) in reader.dropped.suffix(8) where rule == .past || rule == .denied {
            guard span.start < finding.span.start,
                let element = reader.elements.first(where: { $0.kind == .quantity && $0.start == span.start })
            else { continue }
            for index in owned where valueNow(index).map({ ValueReader.same($0, reader.quantities[element.index].value) }) == true {
                found.insert(index)
            }
        }
        guard let only = found.only, let now = valueNow(only), now > 0 else { return nil }
        return (0.5...2).contains(reader.quantities[place].value / now) ? only : nil
    }

    /// "that's 350 a month on top" from who owns a revenue of 22,150.
    private func isLeap(_ finding: Finding, _ index: Int) -> Bool {
        guard case .total(let place) = finding.content, finding.denied < 0, moment.pending == nil, targets[index].kind == .currency,
            let current = valueNow(index), current > 0
        else { return false }
        let quantity = reader.quantities[place]
        return !quantity.hasUnit && !quantity.isMultiplied && quantity.whole == nil && !quantity.isFraction
            && !(0.05...20).contains(quantity.value / current)
            && !(0.5...2).contains(quantity.value * 1000 / current)
    }

    /// "occupancy and daily rate are slipping. 63% and 121": a written unit is for those that are measured in it.
    func ofItsUnit(_ finding: Finding, _ set: IndexSet128) -> IndexSet128 {
        guard case .total(let place) = finding.content, reader.quantities[place].hasUnit else { return set }
        let fitting = IndexSet128(set.filter { ValueReader(targets[$0], current: nil).fitsUnit(reader.quantities[place], noun: nil) })
        return fitting.isEmpty ? set : fitting
    }

    /// "19 of 48": the only one that has as many steps.
    private func ofSteps(_ finding: Finding) -> Int? {
        guard case .total(let place) = finding.content, let whole = reader.quantities[place].whole, whole != 10, whole > 1 else { return nil }
        return IndexSet128(targets.indices.filter { targets[$0].kind == .milestone && targets[$0].target == whole }).only
    }

    /// "costs now 26.4k" from who owns costs of 28,500 and 120 of 250 desks: the only one that comes to thousands.
    private func inThousands(_ finding: Finding, among own: IndexSet128) -> Int? {
        guard case .total(let place) = finding.content, finding.denied < 0, case let quantity = reader.quantities[place], quantity.isMultiplied,
            !quantity.hasUnit
        else { return nil }
        return IndexSet128(own.filter { !ValueReader(targets[$0], current: valueNow($0)).isOutOfReach(quantity.value) }).only
    }

    /// "it went up by 2 overnight" from who owns a revenue of 22,850: a change that small was hardly meant for it.
    private func isTrifle(_ finding: Finding, _ index: Int) -> Bool {
        guard case .change(let place, _) = finding.content, targets[index].kind == .currency, let current = valueNow(index) else {
            return false
        }
        let quantity = reader.quantities[place]
        return !quantity.hasUnit && !quantity.isMultiplied && abs(quantity.value) * 1000 < abs(current)
    }

    /// "47 min": the only one that is a time, else the only one in minutes.
    private func fittingOnly(_ finding: Finding) -> Int? {
        let all = fitting(finding)
        if all.count < 2 { return all.only }
        guard case .total(let place) = finding.content, let unit = reader.quantities[place].unit else { return nil }
        return IndexSet128(all.filter { targets[$0].duration == unit }).only
    }

    /// Whom something is about that is only named behind it: "70% sure that, all in all, sign-ups get there", where nothing else is said of it, and
    /// "will miss the target, sign-ups 1,400".
    private func promised(_ finding: Finding) -> Subject? {
        guard finding.subject.isNone else { return nil }
        let isStatus: Bool
        switch finding.content {
        case .confidence: isStatus = false
        case .status where focus == nil: isStatus = true
        default: return nil
        }
        let sentence = reader.clauses[finding.clause].sentence
        for index in (finding.clause + 1)..<min(reader.clauses.count, finding.clause + 4) where reader.clauses[index].sentence == sentence {
            let names = reader.clauses[index].elements.filter { reader.isKeyResult($0) }
            guard let name = names.first else { continue }
            let subject = reader.subject(ofName: name)
            if names.count > 1 || subject.isAmbiguous { return nil }
            if isStatus { return namelessValue(beside: finding) == nil ? subject : nil }
            return reader.findings.contains { $0.clause == index && $0.isValue } ? nil : subject
        }
        return nil
    }

    /// "another 35 this week, alarms 655" where 620 was known: what the total behind it, in the same sentence, comes to.
    private func summedUp(_ finding: Finding) -> Subject? {
        guard finding.subject.isNone, case .change(let place, let isDown) = finding.content else { return nil }
        let sentence = reader.clauses[finding.clause].sentence
        let change = isDown ? -reader.quantities[place].value : reader.quantities[place].value
        // "activation is 34.6 and not 36.4. Down half a point": from last week's 35.1, whatever was told since.
        let near = reader.findings.dropFirst(self.place + 1).prefix(4) + reader.findings[..<self.place].suffix(4)
        let total = near.first { other in
            guard case .total(let total) = other.content, let only = other.subject.set.only, !other.isSuperseded else { return false }
            let other = reader.clauses[other.clause].sentence
            return (max(0, sentence - 1)...(sentence + 1)).contains(other)
                && [valueNow(only), targets[only].current].contains {
                    $0.map { abs($0 + change - reader.quantities[total].value) < 1e-6 * max(1, abs($0)) } ?? false
                }
        }
        return total?.subject
    }

    /// "box office 81,200. 81,900, forgot the matinee", "availability 96.9... for all of them it's 95.9": whose value the number before it was that it is
    /// much like; which of the two holds is then asked.
    private func rival(_ finding: Finding) -> Subject? {
        guard finding.subject.isNone, focus == nil, targets.count > 1, case .total(let place) = finding.content, moment.pending == nil else {
            return nil
        }
        let quantity = reader.quantities[place]
        let before = reader.findings[..<self.place].suffix(4).last { $0.isTotal && !$0.isSuperseded && !$0.subject.isNone && !$0.subject.isAmbiguous }
        guard let before, finding.clause - before.clause <= 6, let only = before.subject.set.only, case .total(let first) = before.content,
            case let other = reader.quantities[first], !quantity.isWord || quantity.whole != nil,
            quantity.isPercent == other.isPercent || !quantity.isPercent && !quantity.hasUnit, quantity.hasTimeUnit == other.hasTimeUnit,
            quantity.whole == other.whole,
            other.value > 0, (0.75...1.33).contains(quantity.value / other.value)
        else { return nil }
        let isLikeAnother = targets.indices.contains { index in
            guard index != only, let stands = valueNow(index), stands > 0 else { return false }
            return Self.distance(quantity.value, stands) < Self.distance(quantity.value, other.value)
                && ValueReader(targets[index], current: nil).fitsUnit(quantity, noun: nil)
        }
        return isLikeAnother ? nil : before.subject
    }

    /// As a factor, from one up.
    private static func distance(_ left: Double, _ right: Double) -> Double { max(left / right, right / left) }

    /// "1,452, not 1,425": the only one that is known to stand at the number taken back.
    private func known(_ finding: Finding) -> Subject? {
        guard finding.subject.isNone, finding.denied >= 0 else { return nil }
        let denied = reader.quantities[finding.denied].value
        // "22.3k, not 21.6"
        // "€21,950 and not 22.3"
        let said = quantity(finding)
        let isThousandfold = said.map { denied > 0 && (500...2000).contains($0.value / denied) } ?? false
        let thousands = said?.isMultiplied == true || isThousandfold ? denied * 1000 : denied
        let standing = targets.indices.filter { index in
            valueNow(index).map { ValueReader.same($0, denied) || ValueReader.same($0, thousands) } == true
        }
        // "Make that 22.9 not 23.2" of a revenue of 23,200
        if standing.isEmpty {
            let revenues = targets.indices.filter { index in
                targets[index].kind == .currency && valueNow(index).map { ValueReader.same($0, denied * 1000) } == true
            }
            return IndexSet128(revenues).only.map { Subject(set: IndexSet128($0)) }
        }
        return standing.count == 1 ? Subject(set: IndexSet128(standing[0])) : nil
    }

    /// "35.1 → 36.8": the only one that is known to stand where it began.
    private func moved(_ finding: Finding) -> Subject? {
        guard finding.subject.isNone, finding.rule == .fromTo, finding.element >= 2, case let start = reader.elements[finding.element - 2],
            start.kind == .quantity
        else { return nil }
        let began = reader.quantities[start.index].value
        return IndexSet128(targets.indices.filter { valueNow($0).map { ValueReader.same($0, began) } == true }).only.map {
            Subject(set: IndexSet128($0))
        }
    }

    /// The value of the same sentence that names nothing either.
    private func namelessValue(beside finding: Finding) -> Finding? {
        let sentence = reader.clauses[finding.clause].sentence
        let sameSentence = reader.findings.last {
            $0.isValue && $0.subject.isNone && $0.clause <= finding.clause && reader.clauses[$0.clause].sentence == sentence
        }
        return sameSentence ?? reader.findings.last { $0.isValue && $0.subject.isNone && !$0.isSuperseded && $0.clause < finding.clause }
    }

    func quantity(_ finding: Finding) -> Quantity? {
        switch finding.content {
        case .total(let index), .change(let index, _), .improvement(let index, _), .unclear(let index): reader.quantities[index]
        default: nil
        }
    }

    private func unitNoun(_ finding: Finding) -> UInt64? {
        let next = finding.element + 1
        guard quantity(finding) != nil, next > 0, next < reader.elements.count, reader.elements[next].kind == .word else { return nil }
        return reader.tokens[reader.elements[next].token].stem
    }

    private func hasUnit(_ finding: Finding) -> Bool {
        guard let quantity = quantity(finding) else { return false }
        if quantity.hasUnit { return true }
        return unitNoun(finding).map { noun in targets.contains { $0.counts(noun) } } ?? false
    }

    /// The key results that a finding's written unit can be meant for.
    private func fitting(_ finding: Finding) -> IndexSet128 {
        guard let quantity = quantity(finding) else {
            switch finding.content {
            case .yes, .no: return IndexSet128(targets.indices.filter { targets[$0].kind == .boolean })
            default: return reader.vocabulary.everything
            }
        }
        if let whole = quantity.whole {
            let counted = IndexSet128(targets.indices.filter { targets[$0].kind == .milestone && targets[$0].target == whole })
            if counted.count == 1, !finding.subject.set.intersection(counted).isEmpty { return counted }
        }
        // "up 3%" may be said of any number.
        if case .change = finding.content, quantity.isPercent, !quantity.isPoints { return reader.vocabulary.everything }
        let noun = quantity.hasUnit ? nil : unitNoun(finding)
        return IndexSet128(targets.indices.filter { ValueReader(targets[$0], current: nil).fitsUnit(quantity, noun: noun) })
    }
}
