import Model

/// Numbers that are no value: plans, former states, parts, counts of other things, labels, spans of time.
extension MessageReader {
    func dropRule(
        _ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course
    ) -> Claim.Rule? {
        let before = previous(index, range.lowerBound)
        let after = next(index, range.upperBound)
        if isDenied(index, range) || isScrapped(index, range) { return .denied }
        if isQuotedBack(index, range, subject) { return .past }
        if isTargetJudged(index, quantity, range, subject) { return .planned }
        if isPartOfIt(range, subject, name) { return .workCount }
        if isPronounOne(index, quantity, range) || isOneThing(index, quantity, range, name) { return .label }
        if isPartOfTotal(range, subject, name) || isBesideTotal(index, range, subject, name) || isBesideSettled(index, range, subject, name) {
            return .contextOnly
        }
        if isWhole(index, range, subject, name) { return .contextOnly }
        if isTheRest(index, range, subject) { return .remaining }
        if let rule = modeRule(index, before, after, quantity, range, course) { return rule }
        if let before, elements[before].has(.per), !elements[before].has(.at), before >= index - 2 {
            // "resets every 31 days" where the interval is the key result.
            let isInterval =
                name?.upperBound == before && quantity.hasTimeUnit && subject.set.only.map { vocabulary.targets[$0].kind == .duration } == true
            return isInterval ? nil : .denominator
        }
        if isWaitingTime(index, quantity, range, subject, before) { return .waitingTime }
        if isPast(index, quantity, before, after, range, subject) { return .past }
        if let after, after + 1 < range.upperBound, elements[after + 1].kind == .quantity,
            elements[after].kind == .arrow || isStart(index, quantity, before, after, subject)
        {
            return .past
        }
        if isReferenceNumber(index, quantity, range) { return .reference }
        if index > range.lowerBound, elements[index - 1].kind == .word, elements[index - 1].has(.ordinal), index + 1 < range.upperBound,
            elements[index + 1].kind != .quantity
        {
            return .workCount
        }
        if let name, index < name.lowerBound, isFewerSteps(index, quantity, range, name, subject) { return .workCount }
        if let name, index < name.lowerBound, isCountOfThings(index, quantity, name, subject) || isCountBeside(index, quantity, name, subject) {
            return .workCount
        }
        if let name, index > name.lowerBound, isProgress(index, quantity, range, name, subject) { return .workCount }
        // "the bonus run for one client"
        if let name, index > name.lowerBound, name.count == 1, quantity.isWord, quantity.isPlainInteger, index + 1 < range.upperBound,
            isUnknownThing(index + 1), !isUnitNoun(index + 1, subject), elements[index - 1].has(.preposition), !elements[index - 1].has([.at, .to])
        {
            return .workCount
        }
        // "Gastro +5, two of those in Leipzig"
        if name == nil, index + 1 < range.upperBound, elements[index + 1].kind == .word, elements[index + 1].has(.relative), hasOtherValue(subject) {
            return .contextOnly
        }
        if isOccasions(index, quantity, range) || isCountBesideYesOrNo(index, quantity, range, subject) { return .workCount }
        if isLabel(index, quantity, range, name) { return .label }
        if let name, index < name.lowerBound, hasUnknown(name.upperBound..<range.upperBound), isUnitName(name, subject), hasOtherValue(subject) {
            return .workCount
        }
        return isPartOfOther(index, quantity, after, range) ? .contextOnly : nil
    }

    /// "it still says 36.2": what we said, and no report.
    private func isQuotedBack(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isNone, index > range.lowerBound, elements[index - 1].kind == .word,
            vocabulary.lexicon.meaning(ofWord: tokens(of: index - 1).last?.lexeme ?? -1).has(.witness)
        else { return false }
        return range.prefix { $0 < index }.contains { elements[$0].has(.still) }
            && range.prefix { $0 < index }.contains { elements[$0].has(.pronoun) && !elements[$0].has(.firstPerson) }
    }

    /// "the remaining 15 sit in Vilnius"
    private func isTheRest(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard index > range.lowerBound, elements[index - 1].kind == .word, hasOtherValue(subject) || hasOtherTotal(subject) else { return false }
        return tokens(of: index - 1).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.remaining) }
    }

    /// "15 feels miles off", "3 looks doable", "30k isn't happening this year": the target, and how far it seems.
    private func isTargetJudged(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard index + 1 < range.upperBound, elements[index + 1].kind == .word,
            elements[index + 1].has([.seeming, .negation]) || firstWord(index + 1).has(.seeming)
        else { return false }
        return (subject.isNone ? vocabulary.everything : subject.set).contains { vocabulary.targets[$0].target == quantity.value }
    }

    /// "60 sign-ups from it already": of something that the talk is about.
    private func isPartOfIt(_ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard let name, name.upperBound + 1 < range.upperBound, elements[name.upperBound].has(.from), clauseIndex > 0 else { return false }
        let thing = elements[name.upperBound + 1]
        return thing.kind == .word && thing.has(.pronoun) && !thing.has([.time, .firstPerson, .past])
            && hasUnknown(clauses[clauseIndex - 1].elements)
    }

    /// "scrap that 85"
    private func isScrapped(_ index: Int, _ range: Range<Int>) -> Bool {
        index == range.lowerBound + 1 && elements[index - 1].kind == .word && elements[index - 1].has([.retract, .takeBack])
            && !elements[index - 1].has([.no, .negation]) && tokens(of: index - 1).count > 1
            && tokens(of: index - 1).last.map { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.pronoun) || $0.hash == Self.the } == true
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
        // "18 it is"
        if elements[index + 1].has(.at), index + 2 == range.upperBound { return false }
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
        let quantity = quantities[elements[index].index]
        guard name == nil, !isCorrecting, corrected == nil, !clause.lead.has([.result, .but, .condition]),
            !quantity.isTenths, !isOfOtherPlace(index, quantity, range),
            !clause.meanings.has([.now, .result, .correction, .or, .confidence, .approximate, .witness])
        else { return false }
        guard let last = findings.last(where: { $0.isTotal && !$0.isSuperseded }), clauses[last.clause].sentence == clause.sentence, !last.isUnsure
        else {
            return false
        }
        if let before = previous(index, range.lowerBound), elements[before].has([.to, .at, .up, .down]) || elements[before].kind == .arrow {
            return false
        }
        let isUnit = isUnitNoun(min(index + 1, range.upperBound - 1), subject)
        // "1,900 people in hall 4"
        let isOther = hasUnknown((index + 1)..<range.upperBound) && !(isUnit && !hasUnknown(min(index + 2, range.upperBound)..<range.upperBound))
        return (isOther || isPair(index, range)) && hasOtherTotal(subject)
    }

    /// "48 hours in the centre, 6 days everywhere else": a rival of the number before it, and no aside.
    func isOfOtherPlace(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.hasUnit, !quantity.isWord, range.allSatisfy({ $0 >= index || elements[$0].has([.and, .but]) }), index + 1 < range.upperBound,
            elements[index + 1].has(.preposition) || elements[index + 1].isUnknown, let last = findings.last, last.clause == clauseIndex - 1,
            case .total(let place) = last.content, case let other = quantities[place],
            other.isPercent == quantity.isPercent, other.hasTimeUnit == quantity.hasTimeUnit, other.currency == quantity.currency
        else { return false }
        return last.element + 1 < clauses[last.clause].elements.upperBound && elements[last.element + 1].has(.preposition)
            && !elements[last.element + 1].has([.of, .now, .time])
    }

    /// "44 trams, 3001 and 3008 never made it out": two that are named by their numbers, and more is said of both.
    private func isPair(_ index: Int, _ range: Range<Int>) -> Bool {
        func isPlain(_ place: Int) -> Bool { elements[place].kind == .quantity && quantities[elements[place].index].isPlainInteger }
        func isJoined(_ clause: Clause) -> Bool {
            clause.lead.has(.and) && clause.elements.count > 1 && !clause.elements.contains { elements[$0].kind == .name }
        }
        guard isPlain(index), index == range.last || index == range.first else { return false }
        if range.count == 1 {
            guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence else { return false }
            return isJoined(next) && next.elements.prefix(2).contains { isPlain($0) }
        }
        guard clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.elements.count == 1 else { return false }
        return isJoined(clause) && isPlain(before.elements.lowerBound)
    }

    /// "one thing is holding churn back", "one more from me": what begins a remark.
    private func isOneThing(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard quantity.isWord, quantity.isPlainInteger, quantity.value == 1, index + 2 < range.upperBound, elements[index + 1].kind == .word else {
            return false
        }
        if elements[index + 1].has(.more) {
            let behind = tokens[elements[index + 2].token...].prefix(2).map { vocabulary.lexicon.meaning(ofWord: $0.lexeme) }
            let isFromMe = behind.count == 2 && behind[0].has(.from) && behind[1].has(.firstPerson)
            return isFromMe || tokens[elements[index + 2].token].hash == Self.thing
        }
        guard let name, name.lowerBound > index + 2, index == range.lowerBound else { return false }
        return elements[index + 1].isUnknown || tokens[elements[index + 1].token].hash == Self.thing
    }

    private static let inWord = Folding.hash("in")
    private static let thing = Folding.hash("thing")

    /// "time to value: import wizard is 80% built": how far the work is that should move it.
    private func isProgress(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isPercent, name.upperBound < index, elements[name.upperBound].kind == .colon, let only = subject.set.only,
            vocabulary.targets[only].kind != .percent
        else { return false }
        return (name.upperBound..<index).contains { elements[$0].kind == .name && !isKeyResult($0) || isUnknownThing($0) }
    }

    /// "… are the only two I looked up": as many as have been named.
    private func isTheOnly(_ index: Int, _ quantity: Quantity) -> Bool {
        let token = elements[index].token
        // "of the three only the adjournments trouble me"
        if quantity.isPlainInteger, quantity.value <= Double(vocabulary.targets.count), token > 1, tokens[token - 1].hash == Self.the,
            vocabulary.lexicon.meaning(ofWord: tokens[token - 2].lexeme).has(.of), index <= clause.elements.lowerBound + 2
        {
            return true
        }
        return quantity.isPlainInteger && token > 1 && tokens[token - 2].hash == Self.the && tokens[token - 1].hash == Self.only
            && (index + 1 == clause.elements.upperBound || elements[index + 1].has([.firstPerson, .relative, .time]))
    }

    private static let only = Folding.hash("only")

    /// "the churn one", "have a good one".
    private func isPronounOne(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isWord else { return false }
        // "a zero slipped in"
        if quantity.value == 0, elements[index].token > 0, vocabulary.lexicon.meaning(ofWord: tokens[elements[index].token - 1].lexeme).has(.article)
        {
            return true
        }
        if isTheOnly(index, quantity) { return true }
        guard quantity.value == 1 else { return false }
        // "12? 21? one of the two"
        if quantity.whole != nil, tokens(of: index).contains(where: { $0.hash == Self.the }), !range.contains(where: { isKeyResult($0) }) {
            return true
        }
        guard quantity.isPlainInteger else { return false }
        if index + 1 < range.upperBound, elements[index + 1].has([.was, .of, .relative]) { return true }
        // "short one from expansion"
        if index > range.lowerBound, index + 1 < range.upperBound, elements[index - 1].kind == .word, elements[index + 1].has([.from, .preposition]),
            !elements[index - 1].has([.at, .up, .down, .to, .more, .now, .still, .approximate])
        {
            return true
        }
        // "we won't make that one", "activation is the one to watch"
        let token = elements[index].token
        let isLast =
            index + 1 == range.upperBound || elements[index + 1].kind == .colon
            || elements[index + 1].kind == .word && !elements[index + 1].has(.more)
        if token > 0, isLast {
            let before = tokens[token - 1]
            if before.hash == Self.the || vocabulary.lexicon.meaning(ofWord: before.lexeme).has(.pronoun) { return true }
            // "the odd one: 13.1%"
            if index > range.lowerBound, token > 1, elements[index - 1].kind == .word, tokens[token - 2].hash == Self.the { return true }
        }
        // "60 of 240 visitors took one", "one school is in there twice"
        if range.contains(where: { $0 < index && elements[$0].kind == .quantity }) { return true }
        if index == range.lowerBound, index + 2 < range.upperBound, isKeyResult(index + 1), hasUnknown((index + 2)..<range.upperBound) { return true }
        guard index > range.lowerBound else { return false }
        let before = elements[index - 1]
        if before.kind == .name, tokens[before.token].hash == Self.the { return true }
        // "the time to value one is on track"
        if before.kind == .name, before.token > 0, tokens[before.token - 1].hash == Self.the { return true }
        guard before.kind == .name || before.isUnknown || before.has(.filler) && !before.has([.at, .up, .down, .to, .more]) else { return false }
        return range.contains {
            $0 < index - 1 && elements[$0].has(.article) || $0 == range.lowerBound && tokens[elements[$0].token].hash == Self.the
        }
    }

    /// "3 minutes off the overrun".
    func isOffName(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 2 < range.upperBound, elements[index + 1].kind == .word, firstWord(index + 1).has(.off) else {
            return false
        }
        return isKeyResult(index + 2) || index + 3 < range.upperBound && elements[index + 2].has(.filler) && isKeyResult(index + 3)
    }

    private func isWaitingTime(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ before: Int?) -> Bool {
        guard quantity.unit != nil, quantity.currency == nil else { return false }
        // "their first shifts are in 2 weeks"
        if index > range.lowerBound, tokens[elements[index].token - 1].hash == Self.inWord, let only = subject.set.only,
            vocabulary.targets[only].kind != .duration
        {
            return true
        }
        // "Tour shipped, took 4 weeks" is about the work.
        if let last = outputs.last, last.clause == clauseIndex - 1, clauses[last.clause].sentence == clause.sentence,
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
            return !(elements[before].has([.to, .at, .up, .down, .still]) || elements[before].kind == .colon || elements[before].kind == .name)
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

    /// "region merge rolled out, 31 s median": where the one key result is a time in just this unit, and the number comes first.
    private func isOfOnlyTime(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard index == range.lowerBound, let only = vocabulary.targets.count == 1 ? 0 : focus, !quantity.isWord else { return false }
        return vocabulary.targets[only].duration == quantity.unit
    }

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
        guard !quantity.hasUnit, quantity.whole == nil, !quantity.isFraction, let only = subject.set.only else { return false }
        // "two upsells slipped" where upsell is a sum of money
        if !subject.isWeak {
            return quantity.isWord && quantity.isPlainInteger && vocabulary.targets[only].kind == .currency && isOtherForm(name.lowerBound)
                && index + 1 == name.lowerBound
        }
        switch vocabulary.targets[only].kind {
        case .percent, .duration, .currency: return quantity.isPlainInteger && isPlural(name.lowerBound)
        case .number, .milestone, .boolean: return false
        }
    }

    /// "Two vans are at the garage" where 17 are on the road already: steps that are done are not undone, and more is said of these.
    private func isFewerSteps(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isWeak, quantity.isPlainInteger, let only = subject.set.only, vocabulary.targets[only].kind == .milestone,
            let current = vocabulary.targets[only].current
        else { return false }
        return quantity.value < current && hasUnknown(name.upperBound..<range.upperBound)
    }

    /// "crept up to 4.5 on the back of thirty new reviews", "3 clients in it already" beside a score: what one word of a title counts is not its unit.
    private func isCountBeside(_ index: Int, _ quantity: Quantity, _ name: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isWeak, !quantity.hasUnit, quantity.whole == nil, quantity.isPlainInteger, let only = subject.set.only,
            mentions[elements[name.lowerBound].index].range.count == 1, !isUnit(name: name.lowerBound, of: subject)
        else { return false }
        if hasOtherTotal(subject) { return quantity.isWord || vocabulary.targets[only].kind != .number }
        let target = vocabulary.targets[only]
        let known = [target.baseline, target.target, target.current].compactMap { $0 }.filter { $0 > 0 }
        return isOtherForm(name.lowerBound) && quantity.digits <= 2 && known.min().map { quantity.value * 5 < $0 } ?? false
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

    /// The name is the unit: "18 kWp sitting there".
    private func isUnitName(_ name: Range<Int>, _ subject: Subject) -> Bool { isUnit(name: name.lowerBound, of: subject) }

    func isUnit(name index: Int, of subject: Subject) -> Bool {
        guard let only = subject.set.only else { return false }
        return vocabulary.targets[only].unitStem == tokens[elements[index].token].stem
    }

    /// "collection photographed: half of it": all that is said of the name.
    private func isHalfOfIt(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound + 1, index + 3 == range.upperBound, elements[index + 1].has(.of), elements[index + 2].has(.pronoun),
            elements[index - 1].kind == .colon || elements[index - 1].has(.at)
        else { return false }
        return isKeyResult(index - 2)
    }

    /// "half of them", "a third of it".
    private func isPartOfOther(_ index: Int, _ quantity: Quantity, _ after: Int?, _ range: Range<Int>) -> Bool {
        if quantity.isFraction, quantity.unit == nil, quantity.whole == nil {
            guard index + 1 < range.upperBound else { return false }
            let following = elements[index + 1]
            if following.has(.there) || following.has([.now, .time]) || isHalfOfIt(index, range) { return false }
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
