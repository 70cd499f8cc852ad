import Model

/// Numbers that are no value: plans, former states, parts, counts of other things, labels, spans of time.
extension MessageReader {
    func dropRule(
        _ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course
    ) -> Claim.Rule? {
        let before = previous(index, range.lowerBound)
        let after = next(index, range.upperBound)
        if isDenied(index, range) { return .superseded }
        if isPronounOne(index, quantity, range) { return .label }
        if isPartOfTotal(range, subject, name) || isBesideTotal(index, range, subject, name) || isBesideSettled(index, range, subject, name) {
            return .contextOnly
        }
        if isWhole(index, range, subject, name) { return .contextOnly }
        if let rule = modeRule(index, before, after, quantity, range, course) { return rule }
        if let before, elements[before].has(.per), !elements[before].has(.at), before >= index - 2 { return .denominator }
        if isWaitingTime(index, quantity, range, subject, before) { return .waitingTime }
        if isPast(index, quantity, before, after, range, subject) { return .past }
        if after.map({ elements[$0].kind == .arrow && $0 + 1 < range.upperBound && elements[$0 + 1].kind == .quantity }) == true { return .past }
        if isReferenceNumber(index, quantity, range) { return .reference }
        if index > range.lowerBound, elements[index - 1].kind == .word, elements[index - 1].has(.ordinal), index + 1 < range.upperBound,
            elements[index + 1].kind != .quantity
        {
            return .workCount
        }
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

    /// "bugs 221. 31 gone, 16 new": once a line's key result has its value, what is counted in a further sentence that names nothing is about it.
    private func isBesideSettled(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard name == nil, subject.isNone, sentenceSubject.isNone, !lineSubject.isNone, !isCorrecting, corrected == nil,
            index + 1 < range.upperBound, elements[index + 1].kind == .word, index == range.first(where: { elements[$0].kind == .quantity })
        else { return false }
        let quantity = quantities[elements[index].index]
        return quantity.isPlainInteger && !elements[index + 1].has([.now, .time, .sure, .there, .more, .result]) && !isUnitOfOther(index + 1)
            && hasOtherValue(lineSubject)
    }

    /// The noun is the unit of a key result that the line is not about.
    private func isUnitOfOther(_ index: Int) -> Bool {
        isUnitNoun(index, Subject(set: vocabulary.everything.subtracting(lineSubject.set)))
    }

    /// "7 parcelles sur 14", "12 of the remaining 27": the whole of a part that stands before it.
    private func isWhole(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        var place = index - 1
        while place > range.lowerBound, elements[place].kind == .word, elements[place].has([.filler, .remaining, .pronoun]), !elements[place].has(.of)
        {
            place -= 1
        }
        guard place > range.lowerBound, elements[place].kind == .word, elements[place].has(.of) else { return false }
        guard let part = range.last(where: { $0 < place && elements[$0].kind == .quantity }) else { return false }
        if part == place - 1 { return place < index - 1 }
        // What a percentage is of cannot be left out.
        guard let only = subject.set.only, vocabulary.targets[only].kind == .milestone || vocabulary.targets[only].kind == .number else {
            return false
        }
        return ((part + 1)..<place).contains { elements[$0].kind == .name }
    }

    /// "66 of the 64, two are on the list": behind a total of the same sentence, a number in a clause that says more is about something else.
    private func isBesideTotal(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard name == nil, !isCorrecting, corrected == nil, !clause.lead.has([.result, .but, .condition]),
            !clause.meanings.has([.now, .result, .correction, .or, .confidence, .approximate, .witness])
        else { return false }
        guard let last = findings.last(where: { $0.isTotal && !$0.isSuperseded }), clauses[last.clause].sentence == clause.sentence, !last.isUnsure
        else {
            return false
        }
        if let before = previous(index, range.lowerBound), elements[before].has([.to, .at, .up, .down]) || elements[before].kind == .arrow {
            return false
        }
        return hasUnknown((index + 1)..<range.upperBound) && !isUnitNoun(min(index + 1, range.upperBound - 1), subject) && hasOtherTotal(subject)
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
        // "on course for 75", "on track to 20k"
        if let before, before == index - 1, elements[before].has(.status), isToward(before) { return .planned }
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

    /// The phrase ends with a word that points ahead.
    private func isToward(_ index: Int) -> Bool {
        let end = index + 1 < elements.count ? elements[index + 1].token : tokens.count
        guard end - elements[index].token > 1, tokens[end - 1].kind == .word else { return false }
        return vocabulary.lexicon.meaning(ofWord: tokens[end - 1].lexeme).has([.to, .wait, .preposition])
    }

    /// "3 minutes off the overrun".
    func isOffName(_ index: Int, _ range: Range<Int>) -> Bool {
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
        // "… for the three months"
        if index > range.lowerBound + 1, elements[index - 1].has(.article) || elements[index - 1].end - elements[index - 1].start <= 3,
            elements[index - 1].has(.filler), elements[index - 2].has(.wait), !elements[index - 2].has([.at, .to, .approximate])
        {
            return true
        }
        guard index + 1 < range.upperBound else { return false }
        if let before, elements[before].kind == .arrow || elements[before].has(.to) { return false }
        return elements[index + 1].has(.waitAfter)
    }

    private func isPast(_ index: Int, _ quantity: Quantity, _ before: Int?, _ after: Int?, _ range: Range<Int>, _ subject: Subject) -> Bool {
        if let before, elements[before].has(.from), !elements[before].has([.to, .at]) { return true }
        if let after, elements[after].has(.past), clause.isParenthesised || hasOtherTotal(subject) || !isFreshReport(range) { return true }
        if let before, elements[before].has(.was), !elements[before].has([.at]) {
            return !isPresentPast(range) && !isComparedBehind(index, range)
        }
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

    /// "were £64,900 in April against £68,500 in March": the first is the report.
    private func isComparedBehind(_ index: Int, _ range: Range<Int>) -> Bool {
        range.contains { place in
            place > index && elements[place].kind == .word && elements[place].has(.from) && !elements[place].has([.to, .at])
                && range.contains { $0 > place && elements[$0].kind == .quantity }
        }
    }

    /// The sentence goes on about the same, with another value: "signups was 1,320, now 1,400".
    private func isNamedAgain(_ range: Range<Int>) -> Bool {
        clauses[(clauseIndex + 1)...].prefix { $0.sentence == clause.sentence }.contains { next in
            next.elements.contains { elements[$0].kind == .quantity || elements[$0].has([.now, .month, .past]) }
                && !next.elements.contains { elements[$0].kind == .name }
        }
    }

    private func isFreshReport(_ range: Range<Int>) -> Bool { range.contains { isKeyResult($0) } && !clause.meanings.has([.was, .from]) }

    func hasOtherValue(_ subject: Subject) -> Bool {
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
        switch vocabulary.targets[only].kind {
        case .percent, .duration, .currency: return quantity.isPlainInteger && isPlural(name.lowerBound)
        case .number, .milestone, .boolean: return false
        }
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
        guard !quantity.hasUnit, !quantity.isMultiplied, quantity.whole == nil, quantity.high == nil, quantity.sign == .none else { return false }
        if isListed(index, range) || index + 1 < range.upperBound && elements[index + 1].has(.clock) { return true }
        guard index > range.lowerBound else { return false }
        if isHour(index, quantity, range) || isTimeOfDay(index, quantity, range) || isSerial(index, quantity) { return true }
        let before = elements[index - 1]
        guard before.kind == .word else { return before.kind == .name && (mentions[before.index].keyResults.isEmpty || isNumbered(index - 1)) }
        // "1,450, no 1,480" takes the first number back.
        if before.has(.no), before.has(.correction), index - 1 == range.lowerBound, corrected != nil { return false }
        if before.has(.label), !before.has([.and, .at, .to, .approximate, .up, .down]) { return true }
        if isPraise(index - 1, range) { return false }
        let isMore = index + 1 < range.upperBound && elements[index + 1].has(.more)
        return before.isUnknown && isUnknownThing(index - 1) && !before.has(.stateVerb) && !isMore && !quantity.isApproximate
    }

    /// "is a solid 10.9", "at a healthy 40": an unknown word between an article and the number only praises it.
    func isPraise(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index >= range.lowerBound + 2, elements[index].isUnknown, elements[index].kind == .word else { return false }
        return elements[index - 1].has(.article) && elements[index - 2].has(.at)
    }

    /// "three came off at 5 this morning".
    private func isTimeOfDay(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isPlainInteger, (0...24).contains(quantity.value), index + 1 < range.upperBound, elements[index + 1].has(.daytime) else {
            return false
        }
        return elements[index - 1].has([.at, .wait, .because, .until, .preposition])
    }

    /// "launched on wards 3, 5 and 7": a number alone, behind one that was no value and ended its clause.
    private func isListed(_ index: Int, _ range: Range<Int>) -> Bool {
        guard clause.opening == .comma || clause.opening == .conjunction, clauseIndex > 0, clauses[clauseIndex - 1].sentence == clause.sentence,
            quantities[elements[index].index].isPlainInteger,
            range.allSatisfy({ $0 == index || elements[$0].has($0 < index ? [.and, .or] : [.and, .or, .time, .filler]) })
        else { return false }
        let last = span(clauses[clauseIndex - 1].elements.upperBound - 1)
        return dropped.suffix(8).contains { $0.1 == last && ($0.0 == .label || $0.0 == .insideOutput || $0.0 == .workCount) }
    }

    /// "on the 22nd at 7": an hour behind a day.
    private func isHour(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard index >= range.lowerBound + 2, quantity.isPlainInteger, (1...24).contains(quantity.value), elements[index - 1].has(.at),
            elements[index - 1].end - elements[index - 1].start <= 2
        else { return false }
        let before = elements[index - 2]
        if before.kind == .reference || before.has([.weekday, .month]) { return true }
        // "siren test tonight at 7": one word of a title, and a time of day.
        return before.has(.time) && !before.has([.past, .was]) && range.contains { isKeyResult($0) && subject(ofName: $0).isWeak }
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
        guard mention.range.count == 1, !mention.isListNumber, !vocabulary.hasForm(token.hash) else { return false }
        // "van 22", where it counts vans.
        return vocabulary.lexicon.meaning(ofWord: token.lexeme).has(.label)
            || mention.keyResults.contains { vocabulary.targets[$0].unitStem == token.stem }
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
        if index + 1 == range.upperBound, clauseIndex + 1 < clauses.count, clauses[clauseIndex + 1].opening == .conjunction {
            // "44h, two of those were test cases"
            let next = clauses[clauseIndex + 1]
            let settled = sentenceSubject.isNone ? lineSubject : sentenceSubject
            if next.lead.has(.relative), firstWord(next.elements.lowerBound).has(.part), hasOtherTotal(settled),
                !range.contains(where: { isKeyResult($0) })
            {
                return true
            }
        }
        guard quantity.whole == nil, quantity.currency == nil, index + 2 < range.upperBound, elements[index + 1].has(.of) else { return false }
        return elements[index + 2].has([.pronoun, .filler]) && !elements[index + 2].has([.time]) && !isKeyResult(index + 2)
            && range.allSatisfy { $0 <= index + 2 || !isKeyResult($0) }
    }
}
