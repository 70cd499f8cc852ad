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

    // MARK: what is no value

    private func dropRule(
        _ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course
    ) -> Claim.Rule? {
        let before = previous(index, range.lowerBound)
        let after = next(index, range.upperBound)
        if isDenied(index, range) { return .superseded }
        if isPronounOne(index, quantity, range) { return .label }
        if isPartOfTotal(range, subject, name) || isBesideTotal(index, range, subject, name) { return .contextOnly }
        if let rule = modeRule(index, before, after, quantity, range, course) { return rule }
        if let before, elements[before].has(.per), !elements[before].has(.at), before >= index - 2 { return .denominator }
        if isWaitingTime(index, quantity, range, subject, before) { return .waitingTime }
        if isPast(index, quantity, before, after, range, subject) { return .past }
        if after.map({ elements[$0].kind == .arrow && $0 + 1 < range.upperBound && elements[$0 + 1].kind == .quantity }) == true { return .past }
        if isReferenceNumber(index, quantity, range) { return .reference }
        if let name, index < name.lowerBound, isCountOfThings(index, quantity, name, subject) { return .workCount }
        if isOccasions(index, quantity, range) || isCountBesideYesOrNo(index, quantity, range, subject) { return .workCount }
        if isLabel(index, quantity, range, name) { return .label }
        if let name, index < name.lowerBound, hasUnknown(name.upperBound..<range.upperBound), isUnitName(name, subject), hasOtherValue(subject) {
            return .workCount
        }
        return isPartOfOther(index, quantity, after, range) ? .contextOnly : nil
    }

    /// "not 4.85 but 4.9".
    private func isDenied(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound else { return false }
        let before = elements[index - 1]
        return before.kind == .word && before.has(.negation) && !before.has([.approximate, .label, .noneCount, .no, .notYet])
    }

    /// "£3,580, of which £900 was one kind lady".
    private func isPartOfTotal(_ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard name == nil, clause.lead.has(.relative), hasOtherValue(subject) else { return false }
        return firstWord(range.lowerBound).has(.part)
    }

    /// "66 of the 64, two are on the list": behind a total of the same sentence, a number in a clause that says more is about something else.
    private func isBesideTotal(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard name == nil, !isCorrecting, corrected == nil, hasOtherTotal(subject), !clause.lead.has([.result, .but, .condition]),
            !clause.meanings.has([.now, .result, .correction, .or, .confidence, .approximate, .witness])
        else { return false }
        guard let last = findings.last(where: { $0.isTotal && !$0.isSuperseded }), clauses[last.clause].sentence == clause.sentence, !last.isUnsure
        else {
            return false
        }
        if let before = previous(index, range.lowerBound), elements[before].has([.to, .at, .up, .down]) || elements[before].kind == .arrow {
            return false
        }
        return hasUnknown((index + 1)..<range.upperBound) && !isUnitNoun(min(index + 1, range.upperBound - 1), subject)
    }

    /// "the churn one", "have a good one".
    private func isPronounOne(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isWord, quantity.value == 1, quantity.isPlainInteger else { return false }
        if index + 1 < range.upperBound, elements[index + 1].has([.was, .of, .relative]) { return true }
        // "60 of 240 visitors took one", "one school is in there twice"
        if range.contains(where: { $0 < index && elements[$0].kind == .quantity }) { return true }
        if index == range.lowerBound, index + 2 < range.upperBound, isKeyResult(index + 1), hasUnknown((index + 2)..<range.upperBound) { return true }
        guard index > range.lowerBound else { return false }
        let before = elements[index - 1]
        if before.kind == .name, tokens[before.token].hash == Self.the { return true }
        guard before.kind == .name || before.isUnknown || before.has(.filler) && !before.has([.at, .up, .down, .to, .more]) else { return false }
        return range.contains {
            $0 < index - 1 && elements[$0].has(.article) || $0 == range.lowerBound && tokens[elements[$0].token].hash == Self.the
        }
    }

    private static let the = Folding.hash("the")

    private func modeRule(_ index: Int, _ before: Int?, _ after: Int?, _ quantity: Quantity, _ range: Range<Int>, _ course: Course) -> Claim.Rule? {
        if course.mode == .planned { return .planned }
        if course.mode == .conditional || isConditionNext && course.mode == .stated && quantity.isWord { return .conditional }
        if course.hasShare { return .planned }
        if course.hasConfidence, !quantity.isPercent, !quantity.hasSlash { return nextIsConfidence(index, before) ? nil : .planned }
        guard var following = after else { return nil }
        if elements[following].has(.more) || elements[following].kind == .name, let beyond = next(following, range.upperBound) { following = beyond }
        let element = elements[following]
        if isOffName(index, range) { return nil }
        if element.has(.modalEnd) { return .planned }
        let isExplicit = before.map { elements[$0].has([.at, .to]) || elements[$0].kind == .colon || elements[$0].kind == .arrow } ?? false
        if element.has(.remaining), !isExplicit || elements[following].start - elements[index].end <= 2 && !element.has(.planned) {
            return .remaining
        }
        return element.has(.planned) && !isExplicit && !element.has(.now) && following <= index + 2 ? .planned : nil
    }

    /// "3 minutes off the overrun".
    private func isOffName(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 2 < range.upperBound, elements[index + 1].kind == .word, firstWord(index + 1).has(.off) else {
            return false
        }
        return isKeyResult(index + 2) || index + 3 < range.upperBound && elements[index + 2].has(.filler) && isKeyResult(index + 3)
    }

    private var isConditionNext: Bool {
        guard clauseIndex + 1 < clauses.count else { return false }
        return clauses[clauseIndex + 1].sentence == clause.sentence && clauses[clauseIndex + 1].lead.has(.condition)
    }

    private func nextIsConfidence(_ index: Int, _ before: Int?) -> Bool {
        before.map { elements[$0].has(.confidence) || elements[$0].kind == .colon } ?? false
    }

    private func isWaitingTime(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ before: Int?) -> Bool {
        guard quantity.unit != nil, quantity.currency == nil else { return false }
        // "Tour shipped, took 4 weeks" is about the work.
        if let last = outputs.last, last.clause == clauseIndex - 1, clauses[last.clause].sentence == clause.sentence,
            !range.contains(where: { isKeyResult($0) })
        {
            return true
        }
        if let only = subject.set.only, vocabulary.targets[only].kind != .duration, quantity.unit != .ambiguousMinutes,
            !range.contains(where: { isKeyResult($0) }), hasOtherValue(subject)
        {
            return true
        }
        if quantity.isArticle {
            guard let before else { return range.lowerBound < index }
            return !(elements[before].has([.to, .at, .up, .down]) || elements[before].kind == .colon || elements[before].kind == .name)
        }
        if index > range.lowerBound, elements[index - 1].has(.wait), !elements[index - 1].has([.at, .to, .approximate]) { return true }
        guard index + 1 < range.upperBound else { return false }
        if let before, elements[before].kind == .arrow || elements[before].has(.to) { return false }
        return elements[index + 1].has(.waitAfter)
    }

    private func isPast(_ index: Int, _ quantity: Quantity, _ before: Int?, _ after: Int?, _ range: Range<Int>, _ subject: Subject) -> Bool {
        if let before, elements[before].has(.from), !elements[before].has([.to, .at]) { return true }
        if let after, elements[after].has(.past), clause.isParenthesised || hasOtherTotal(subject) || !isFreshReport(range) { return true }
        if let before, elements[before].has(.was), !elements[before].has([.at]) { return !isPresentPast(range) }
        if let before, elements[before].has(.past) { return true }
        return after.map { elements[$0].has(.remaining) } ?? false
    }

    /// "Attendance was 93% this week" reports; "was 40 in January" does not.
    private func isPresentPast(_ range: Range<Int>) -> Bool {
        guard !clause.isParenthesised, range.contains(where: { isKeyResult($0) }),
            !range.contains(where: { elements[$0].has([.past, .month, .weekday, .from]) })
        else { return false }
        return range.contains { elements[$0].has([.time, .now]) && !elements[$0].has([.past, .wait]) } || !isNamedAgain(range)
    }

    /// The sentence goes on about the same, with another value: "signups was 1,320, now 1,400".
    private func isNamedAgain(_ range: Range<Int>) -> Bool {
        clauses[(clauseIndex + 1)...].prefix { $0.sentence == clause.sentence }.contains { next in
            next.elements.contains { elements[$0].kind == .quantity || elements[$0].has([.now, .month, .past]) }
                && !next.elements.contains { elements[$0].kind == .name }
        }
    }

    private func isFreshReport(_ range: Range<Int>) -> Bool { range.contains { isKeyResult($0) } && !clause.meanings.has([.was, .from]) }

    private func hasOtherValue(_ subject: Subject) -> Bool {
        findings.contains { finding in
            guard finding.isValue, !finding.isSuperseded, finding.clause < clauseIndex else { return false }
            return subject.isNone ? finding.subject.isNone : !finding.subject.set.intersection(subject.set).isEmpty
        }
    }

    func hasOtherTotal(_ subject: Subject) -> Bool {
        findings.contains { $0.isTotal && !$0.isSuperseded && !$0.subject.set.intersection(subject.set).isEmpty }
    }

    /// "2 interviews today" beside a key result that is a share of interviews: a count of things is no share.
    private func isCountOfThings(_ index: Int, _ quantity: Quantity, _ name: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isWeak, !quantity.hasUnit, quantity.whole == nil, !quantity.isFraction, let only = subject.set.only else { return false }
        return vocabulary.targets[only].kind == .percent && quantity.isPlainInteger && isPlural(name.lowerBound)
    }

    /// "3 times this week".
    private func isOccasions(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard !quantity.hasUnit, index + 1 < range.upperBound, elements[index + 1].has(.occasions) else { return false }
        return index + 2 >= range.upperBound || !elements[index + 2].has([.more, .better, .worse, .up, .down])
    }

    /// "cert came back with two issues": what is counted is no yes and no no.
    private func isCountBesideYesOrNo(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard let only = subject.set.only, vocabulary.targets[only].kind == .boolean, !quantity.hasUnit, quantity.whole == nil else { return false }
        return quantity.isWord || quantity.value != 0 && quantity.value != 1 || index + 1 < range.upperBound && isUnknownThing(index + 1)
    }

    /// Years: "in 2025"; a day or an edition behind a month's name.
    private func isReferenceNumber(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        if index > range.lowerBound, elements[index - 1].has(.month), !elements[index - 1].has([.planned, .at]), !quantity.hasUnit { return true }
        guard quantity.isPlainInteger, quantity.digits == 4, (1990...2099).contains(quantity.value), index > range.lowerBound else { return false }
        if elements[index - 1].has(.article) || tokens[elements[index - 1].token].hash == Self.the { return true }
        return elements[index - 1].has([.wait, .preposition, .of, .month, .until]) && !elements[index - 1].has([.at, .to])
            || elements[index - 1].kind == .reference
    }

    /// "room 4", "ep 42": a number right behind a thing that is numbered.
    private func isLabel(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard index > range.lowerBound, !quantity.hasUnit, !quantity.isMultiplied, quantity.whole == nil, quantity.high == nil, quantity.sign == .none
        else { return false }
        if isHour(index, quantity, range) || isSerial(index, quantity) { return true }
        let before = elements[index - 1]
        guard before.kind == .word else { return before.kind == .name && (mentions[before.index].keyResults.isEmpty || isNumbered(index - 1)) }
        if before.has(.label), !before.has([.and, .at, .to, .approximate, .up, .down]) { return true }
        let isMore = index + 1 < range.upperBound && elements[index + 1].has(.more)
        return before.isUnknown && isUnknownThing(index - 1) && !before.has(.stateVerb) && !isMore && !quantity.isApproximate
    }

    /// "on the 22nd at 7": an hour behind a day.
    private func isHour(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard index >= range.lowerBound + 2, quantity.isPlainInteger, (1...24).contains(quantity.value), elements[index - 1].has(.at),
            elements[index - 1].end - elements[index - 1].start <= 2
        else { return false }
        return elements[index - 2].kind == .reference || elements[index - 2].has([.weekday, .month])
    }

    /// "order 55019" where a key result is the lead time of orders.
    private func isSerial(_ index: Int, _ quantity: Quantity) -> Bool {
        guard quantity.isPlainInteger, quantity.digits >= 4, elements[index - 1].kind == .name else { return false }
        let mention = mentions[elements[index - 1].index]
        return !mention.isExact && mention.range.count == 1
            && vocabulary.lexicon.meaning(ofWord: tokens[mention.range.lowerBound].lexeme).has(.label)
    }

    /// "room 4" where the key result counts rooms: one of what it counts, by its number.
    private func isNumbered(_ index: Int) -> Bool {
        let mention = mentions[elements[index].index]
        let token = tokens[mention.range.upperBound - 1]
        return mention.range.count == 1 && !mention.isListNumber && vocabulary.lexicon.meaning(ofWord: token.lexeme).has(.label)
            && !vocabulary.hasForm(token.hash)
    }

    /// The name is the unit: "18 kWp sitting there".
    private func isUnitName(_ name: Range<Int>, _ subject: Subject) -> Bool {
        guard let only = subject.set.only else { return false }
        return vocabulary.targets[only].unitStem == tokens[elements[name.lowerBound].token].stem
    }

    /// "half of them", "a third of it".
    private func isPartOfOther(_ index: Int, _ quantity: Quantity, _ after: Int?, _ range: Range<Int>) -> Bool {
        if quantity.isFraction, quantity.unit == nil, quantity.whole == nil {
            guard index + 1 < range.upperBound else { return false }
            let following = elements[index + 1]
            if following.has(.there) || following.has([.now, .time]) { return false }
            guard index + 2 < range.upperBound, following.has(.filler) else { return following.has(.of) || following.isUnknown }
            return following.has(.of) || isUnknownThing(index + 2) || elements[index + 2].kind == .name
        }
        guard quantity.whole == nil, quantity.currency == nil, index + 2 < range.upperBound, elements[index + 1].has(.of) else { return false }
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
