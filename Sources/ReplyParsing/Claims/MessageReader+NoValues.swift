import Model

/// Numbers that are no value: plans, former states, parts, counts of other things, labels, spans of time.
extension MessageReader {
    func dropRule(
        _ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course
    ) -> Claim.Rule? {
        let before = previous(index, range.lowerBound)
        let after = next(index, range.upperBound)
        if isDenied(index, range) || isScrapped(index, range) || ignored?.quantity == elements[index].index { return .denied }
        if isQuotedBack(index, range, subject) { return .past }
        if isPartOfThing(index, range) || isExtreme(index, range, name) || isContribution(index, quantity, range, subject, name) {
            return .contextOnly
        }
        if isTargetJudged(index, quantity, range, subject) { return .planned }
        if isGuessOfNextWeek(index, range) { return .planned }
        if isBeforeOurs { return .contextOnly }
        if isPartOfIt(range, subject, name) { return .workCount }
        // "First time under five since summer"
        if elements[index].token > 2, hasRole(tokens[elements[index].token - 1], .bounding),
            vocabulary.lexicon.meaning(ofWord: tokens[elements[index].token - 3].lexeme).has(.ordinal)
        {
            return .remaining
        }
        // "No, 31.2 isn't a number I gave"
        if name == nil, index + 2 < range.upperBound, elements[index + 1].kind == .word, elements[index + 1].has(.negation),
            range.contains(where: { $0 > index + 1 && tokens(of: $0).contains { hasRole($0, .figureNoun) } }),
            range.contains(where: { $0 > index + 1 && firstWord($0).has(.firstPerson) })
        {
            return .denied
        }
        if isTimeOfDay(index, quantity, range, name) { return .label }
        // "seven! you forgot Nordlys on Friday"
        if name == nil, quantity.isWord, range.count == 1, clauseIndex + 1 < clauses.count, !isAnswerPending,
            case let next = clauses[clauseIndex + 1], next.sentence != clause.sentence, firstWord(next.elements.lowerBound).has(.secondPerson)
        {
            return .contextOnly
        }
        if name == nil, isOfMonthAhead(index, range) { return .past }
        if isSomebodyElses(index, quantity, range, subject) { return .contextOnly }
        if isOfThingBefore(index, quantity, range, subject, name) { return .contextOnly }
        if isSomeOfThem(index, quantity, range, subject, name) { return .workCount }
        if isOfThoseWho(range, name) || isCalledWrongNext(index, range) || isMadeUpOf(index, quantity, range, course) { return .contextOnly }
        // "without those two days it comes out at 35.3"
        if name == nil, index > range.lowerBound, elements[index].token > 0, isOfPointed(index), quantity.isWord || quantity.hasTimeUnit,
            !quantity.isPercent, !elements[index - 1].has(.at),
            elements[index - 1].has(.preposition) || index > range.lowerBound + 1 && elements[index - 2].has([.preposition, .until])
        {
            return .contextOnly
        }
        if index + 2 < range.upperBound, elements[index + 1].kind == .word, hasRole(tokens(of: index + 1).first, .bounding),
            hasRole(tokens[elements[index + 1].token + tokens(of: index + 1).count], .the),
            tokens[elements[index + 1].token...].prefix(4).contains(where: { hasRole($0, .last, .old) })
        {
            return .remaining
        }
        if isTheirs(index, quantity, range, subject) { return .contextOnly }
        if isOfOtherMetric(index, range, subject) { return .contextOnly }
        if isSomeOfOurs(index, quantity, range, name, subject) { return .workCount }
        // "cycle time is 6.1 s with it, SIX"
        if name == nil, quantity.isWord, range.count == 1, !isAnswerPending, let last = lastTotal, case .total(let place) = findings[last].content,
            findings[last].clause >= clauseIndex - 2, quantities[place].value.rounded(.down) == quantity.value,
            quantities[place].value != quantity.value
        {
            return .contextOnly
        }
        if isOneOfList(index, quantity, range, subject) || isInsideWork(index, range, name) { return .contextOnly }
        if isPronounOne(index, quantity, range) || isOneThing(index, quantity, range, name) { return .label }
        if !isOnTheOther(index, quantity, range),
            isPartOfTotal(range, subject, name) || isBesideTotal(index, range, subject, name) || isBesideSettled(index, range, subject, name)
        {
            return .contextOnly
        }
        if isCountOfWork(index, quantity, range, name) { return .insideOutput }
        if isWhole(index, range, subject, name) || isShareOfWork(index, quantity, range, subject, name)
            || isShareReached(index, quantity, range, name)
        {
            return .contextOnly
        }
        if isTheRest(index, range, subject) || isTooMany(index, range) { return .remaining }
        if let rule = modeRule(index, before, after, quantity, range, subject, course) { return rule }
        if let before, elements[before].has(.per), !elements[before].has(.at), before >= index - 2 {
            // "resets every 31 days" where the interval is the key result.
            let isInterval =
                name?.upperBound == before && quantity.hasTimeUnit && subject.set.only.map { vocabulary.targets[$0].kind == .duration } == true
            return isInterval ? nil : .denominator
        }
        // "48 hours later"
        if quantity.hasTimeUnit, index + 1 < range.upperBound, elements[index + 1].meaning == [.filler, .time], firstWord(index + 1).has(.planned) {
            return .waitingTime
        }
        if isTimeBesideName(quantity, subject, name) || isWaitingTime(index, quantity, range, subject, before) { return .waitingTime }
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
        // "that customer in Ohio with 9 million rows"
        if let name, index > name.lowerBound, subject.isWeak, index + 1 < range.upperBound, isUnknownThing(index + 1),
            !isUnitNoun(index + 1, subject),
            quantity.whole == nil, let only = subject.set.only, isFar(quantity, from: vocabulary.targets[only])
        {
            return .workCount
        }
        if let name, index > name.lowerBound, isProgress(index, quantity, range, name, subject) { return .workCount }
        // "2 upsells signed" where money is measured
        if let name, index + 1 == name.lowerBound, quantity.isPlainInteger, let only = subject.set.only, vocabulary.targets[only].kind == .currency,
            let current = vocabulary.targets[only].current, quantity.value * 100 < current
        {
            return .workCount
        }
        // "only 14 families answered" beside the score of the family survey
        if let name, index + 1 == name.lowerBound, quantity.isPlainInteger, isOtherForm(name.lowerBound), hasOtherTotal(subject),
            let only = subject.set.only, !vocabulary.targets[only].counts(tokens[elements[name.lowerBound].token].stem)
        {
            return .workCount
        }
        // "half of that was one shot with a horse in it"
        if let name, index + 1 == name.lowerBound, quantity.isWord, quantity.value == 1, index > range.lowerBound, firstWord(index - 1).has(.was),
            isOtherForm(name.lowerBound)
        {
            return .workCount
        }
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
        if let name, isOneOfThings(index, quantity, range, name, subject) || isStepByNumber(index, quantity, range, name, subject) { return .label }
        // "up 0.3 after 4.12": since which release.
        if clause.lead.has(.after), index == range.lowerBound + 1, range.count == 2, !quantity.hasUnit, let last = findings.last, last.isValue,
            last.clause == clauseIndex - 1, clauses[last.clause].sentence == clause.sentence
        {
            return .label
        }
        // "23.1k with those 3 in"
        if course.hasQuantity, quantity.isPlainInteger, !quantity.hasUnit, quantity.value <= 20, elements[index].token > 0, isOfPointed(index) {
            return .contextOnly
        }
        if isDoneOfWork(index, quantity, range, subject) { return .workCount }
        if isOfOneDay(index, quantity, range, subject) { return .workCount }
        if name == nil, quantity.whole != nil, quantity.isWord, isShareToldAbove(subject) { return .contextOnly }
        // "somebody gave us a 3"
        if name == nil, quantity.isPlainInteger, !quantity.hasUnit, quantity.whole == nil, elements[index].token > 0, !quantity.isWord,
            index == range.lowerBound || !elements[index - 1].has([.at, .to]),
            case let before = tokens[elements[index].token - 1], before.length == 1, vocabulary.lexicon.meaning(ofWord: before.lexeme).has(.article)
        {
            return .workCount
        }
        if isOccasions(index, quantity, range) || isCountBesideYesOrNo(index, quantity, range, subject) { return .workCount }
        // "so take 1.22"
        let isChosen = index > range.lowerBound && hasRole(tokens(of: index - 1).last, .choosing) && isLikeLast(quantity)
        if ofOurs == nil, !isChosen, isLabel(index, quantity, range, name) { return .label }
        if let name, index < name.lowerBound, hasUnknown(name.upperBound..<range.upperBound), isUnitName(name, subject), hasOtherValue(subject) {
            return .workCount
        }
        return isPartOfOther(index, quantity, after, range) ? .contextOnly : nil
    }

    /// "the Leiden museum, who do 20,000 a year"
    private func isOfThoseWho(_ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        name == nil && clause.lead.has(.relative) && hasRole(tokens[elements[range.lowerBound].token], .who) && !clause.meanings.has(.firstPerson)
    }

    /// "I said three thousand, which is a lie"
    private func isCalledWrongNext(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 == range.upperBound, clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1],
            next.sentence == clause.sentence, next.lead.has(.relative), next.elements.count <= 5
        else { return false }
        return next.elements.contains { tokens(of: $0).contains { hasRole($0, .wrong) } } && !next.meanings.has(.negation)
    }

    /// "vacancies 5: two signed, one resigned"
    private func isMadeUpOf(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ course: Course) -> Bool {
        guard quantity.isWord, quantity.isPlainInteger, !quantity.hasUnit else { return false }
        if course.hasQuantity, index > range.lowerBound, elements[index - 1].kind == .colon { return true }
        guard index == range.lowerBound, clause.opening == .comma || clause.opening == .conjunction, let last = dropped.last, last.0 == .contextOnly,
            clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence
        else { return false }
        return before.elements.contains { elements[$0].kind == .colon && $0 + 1 < before.elements.upperBound && span($0 + 1) == last.1 }
    }

    /// "leaks: two fixed, five new ones reported, 44 open", where 41 are known: what came and went, before what there is.
    private func isOneOfList(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isWord, quantity.isPlainInteger, !quantity.hasUnit, index > range.lowerBound,
            let only = subject.set.only,
            let current = vocabulary.targets[only].current, quantity.value * 2 < current
        else { return false }
        return clauses[(clauseIndex + 1)...].prefix(4).contains { near in
            near.sentence == clause.sentence && near.opening == .comma && !near.elements.contains { isKeyResult($0) }
                && near.elements.contains { place in
                    guard elements[place].kind == .quantity, case let other = quantities[elements[place].index], !other.isWord else { return false }
                    return isLikeCurrent(other, subject) && fits(other, only) && (place == near.elements.lowerBound || elements[place - 1].has(.at))
                }
        }
    }

    /// "the catalogue is published, 340 toys in it"
    private func isInsideWork(_ index: Int, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard name == nil, index == range.lowerBound, clause.opening == .comma, outputs.last?.clause == clauseIndex - 1, let last = range.last,
            last > index, case let words = tokens[elements[index].token..<(elements[last].token + tokens(of: last).count)], words.count >= 4
        else { return false }
        return hasRole(words.last, .it) && hasRole(words.dropLast().last, .in)
    }

    /// "Their average is 18 days, they want everyone at 12": somebody else's, far from what is known.
    private func isTheirs(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        let head = elements[range.lowerBound].has([.and, .but]) && range.count > 1 ? range.lowerBound + 1 : range.lowerBound
        guard elements[head].kind == .word || elements[head].kind == .name, elements[head].token < tokens.count,
            hasRole(tokens[elements[head].token], .theirs) || elements[head].token > 0 && hasRole(tokens[elements[head].token - 1], .theirs)
        else { return false }
        guard let only = subject.set.only ?? (subject.isNone ? ownOnly : nil), let current = vocabulary.targets[only].current, current > 0 else {
            return true
        }
        return !(0.9...1.1).contains(ValueReader(vocabulary.targets[only], current: nil).converted(quantity) / current)
    }

    /// "the mean is 51, the median 33" where the median is measured
    private func isOfOtherMetric(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard clause.meanings.has(.metric), !subject.isNone,
            let metric = range.last(where: { $0 < index && $0 >= index - 3 && firstWord($0).has(.metric) }), !isOfTitle(metric, subject)
        else { return false }
        return clauses[max(0, clauseIndex - 2)..<min(clauses.count, clauseIndex + 3)].contains { near in
            near.sentence == clause.sentence
                && near.elements.prefix(12).contains { $0 != metric && firstWord($0).has(.metric) && isOfTitle($0, subject) }
        }
    }

    /// A word of the subject's own names.
    func isOfTitle(_ index: Int, _ subject: Subject) -> Bool {
        let name = tokens[elements[index].token].name
        return name >= 0 && !vocabulary.nameWords[Int(name)].keyResults.intersection(subject.set).isEmpty
    }

    /// "two of our families lost their dads" where 141 are supported
    private func isSomeOfOurs(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?, _ subject: Subject) -> Bool {
        guard let name, name.lowerBound == index + 2, quantity.isWord, quantity.isPlainInteger, elements[index + 1].has(.of),
            let only = subject.set.only, let current = vocabulary.targets[only].current
        else { return false }
        return quantity.value * 5 < current && hasUnknown(name.upperBound..<range.upperBound)
    }

    /// "the €3,200 is part of the blocker"
    private func isPartOfThing(_ index: Int, _ range: Range<Int>) -> Bool {
        index + 2 < range.upperBound && elements[index + 1].has(.at)
            && tokens[elements[index + 2].token...].prefix(2).contains { hasRole($0, .part) }
    }

    /// "it still says 36.2": what we said, and no report.
    private func isQuotedBack(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isNone, index > range.lowerBound, elements[index - 1].kind == .word,
            vocabulary.lexicon.meaning(ofWord: tokens(of: index - 1).last?.lexeme ?? -1).has(.witness)
        else { return false }
        return range.prefix { $0 < index }.contains { elements[$0].has(.still) }
            && range.prefix { $0 < index }.contains { elements[$0].has(.pronoun) && !elements[$0].has(.firstPerson) }
    }

    /// "been heads down on the import wizard, it's about 80% done": how far what the sentence has spoken of is.
    private func isDoneOfWork(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isPercent, subject.isNone, index + 1 < range.upperBound, clauseIndex > 0, !hasFocus,
            elements[index + 1].has(.there) || entry(index + 1)?.status == .done,
            speaksOfIt || hasRole(tokens[elements[range.lowerBound].token], .itIs)
        else { return false }
        let before = clauses[clauseIndex - 1]
        return before.sentence == clause.sentence && hasUnknown(before.elements) && !before.elements.contains { isKeyResult($0) }
    }

    /// "our best day was Tuesday with 96 sign-ups", where 1,390 came last week: of one day only.
    private func isOfOneDay(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard clause.meanings.has(.weekday), let only = subject.set.only, case let target = vocabulary.targets[only], target.kind == .number,
            target.isPeriodic, quantity.sign == .none, let current = target.current, current > 0
        else { return false }
        return quantity.value * 5 < current && range.contains { $0 < index && elements[$0].has(.weekday) } && hasUnknown(range)
    }

    /// "Calf survival 95.5%, we lost one out of 22"
    private func isShareToldAbove(_ subject: Subject) -> Bool {
        guard let only = subject.set.only, vocabulary.targets[only].kind == .percent, let last = findings.last, last.isTotal,
            clauses[last.clause].sentence == clause.sentence, !isCorrecting, corrected == nil, case .total(let place) = last.content
        else { return false }
        return quantities[place].isPercent && last.subject.set == subject.set
    }

    /// "those 3"
    func isOfPointed(_ index: Int) -> Bool {
        let before = tokens[elements[index].token - 1]
        return vocabulary.lexicon.meaning(ofWord: before.lexeme).has(.pronoun) && before.length >= 4 && !hasRole(before, .it)
    }

    /// "still 2.5 too many": how far it is from what it should be.
    private func isTooMany(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound, elements[index + 1].kind == .word, case let too = elements[index + 1].token, too + 1 < tokens.count else {
            return false
        }
        return hasRole(tokens[too], .too) && hasRole(tokens[too + 1], .excess)
    }

    /// "the remaining 15 sit in Vilnius"
    private func isTheRest(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard index > range.lowerBound, elements[index - 1].kind == .word, hasOtherValue(subject) || hasOtherTotal(subject) else { return false }
        return tokens(of: index - 1).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.remaining) }
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
            && tokens(of: index - 1).last.map { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.pronoun) || hasRole($0, .the) } == true
    }

    /// "12.5 is nonsense", "the 4.9 was a typo"
    private func isCalledWrong(_ index: Int, _ range: Range<Int>) -> Bool {
        // "22,350 wasn't right"
        if index + 2 < range.upperBound, index + 5 > range.upperBound, elements[index + 1].kind == .word,
            hasRole(tokens[elements[range.upperBound - 1].token], .truth), !hasUnknown(range),
            ((index + 1)..<range.upperBound).contains(where: { elements[$0].has(.negation) })
        {
            return true
        }
        guard index + 2 < range.upperBound, elements[index + 1].has([.at, .was]), !elements[index + 1].has(.negation),
            case let rest = (index + 2)..<range.upperBound, rest.count <= 3, !hasUnknown(range.lowerBound..<index)
        else { return false }
        return rest.contains { tokens(of: $0).contains { hasRole($0, .wrong) } } && !rest.contains { elements[$0].has(.negation) }
    }

    /// "not 4.85 but 4.9".
    private func isDenied(_ index: Int, _ range: Range<Int>) -> Bool {
        if isCalledWrong(index, range) { return true }
        guard index > range.lowerBound else { return false }
        let before = elements[index - 1]
        // "5,4% e não 54"
        if before.kind == .word, before.has(.no), before.has(.negation), index >= range.lowerBound + 2, elements[index - 2].has(.and) { return true }
        // "churn has not gone to 6.8"
        if before.kind == .word, before.has(.to), isNegated(index - 1, range.lowerBound), !before.has(.negation) { return true }
        return before.kind == .word && before.has(.negation) && !before.has([.approximate, .label, .noneCount, .no, .notYet])
    }

    /// "time to value: import wizard is 80% built": how far the work is that should move it.
    private func isProgress(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isPercent, name.upperBound < index, elements[name.upperBound].kind == .colon, let only = subject.set.only,
            vocabulary.targets[only].kind != .percent
        else { return false }
        return (name.upperBound..<index).contains { elements[$0].kind == .name && !isKeyResult($0) || isUnknownThing($0) }
    }

    /// "3 minutes off the overrun".
    func isOffName(_ index: Int, _ range: Range<Int>) -> Bool {
        if isTakenOff(index, range) { return true }
        guard index + 2 < range.upperBound, elements[index + 1].kind == .word, firstWord(index + 1).has(.off) else {
            return false
        }
        return isKeyResult(index + 2) || index + 3 < range.upperBound && elements[index + 2].has(.filler) && isKeyResult(index + 3)
    }

    /// "so knock 800 off", "take 800 off for Acme"
    func isTakenOff(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound, index + 1 < range.upperBound, elements[index + 1].kind == .word, firstWord(index + 1).has(.off) else {
            return false
        }
        return elements[index - 1].has(.down) || hasRole(tokens(of: index - 1).last, .take)
    }

    /// "the ice level took me three weeks" where levels are counted.
    private func isTimeBesideName(_ quantity: Quantity, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard quantity.hasTimeUnit, let name, let only = subject.set.only, vocabulary.targets[only].kind != .duration else { return false }
        return subject.isWeak || isOtherForm(name.lowerBound)
    }

    /// "Had visitors from Antwerp: 1.9% scrap, and they have windows. Will post ours tomorrow."
    private var isBeforeOurs: Bool {
        hasWord(.ours)
            && clauses[(clauseIndex + 1)...].prefix(4).contains { later in
                later.meanings.has(.planned) && later.sentence != clause.sentence && later.elements.count <= 12
                    && later.elements.contains {
                        tokens(of: $0).contains { hasRole($0, .ours) && !vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.firstPerson) }
                    }
                    && !later.elements.contains { elements[$0].kind == .name || elements[$0].kind == .quantity }
            }
    }

    /// "I had hoped for 1,600 next week, probably more like 1,500", "1,500 is only my guess for next week"
    private func isGuessOfNextWeek(_ index: Int, _ range: Range<Int>) -> Bool {
        guard hasWord(.next) else { return false }
        if index + 2 < range.upperBound, elements[index + 1].has(.at), clause.meanings.has(.planned), index == range.lowerBound {
            return ((index + 2)..<range.upperBound).contains { tokens(of: $0).contains { hasRole($0, .next) } }
        }
        guard clause.opening == .comma, clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            before.meanings.has(.planned), index > range.lowerBound, elements[index - 1].has(.approximate), tokens(of: index - 1).count > 1
        else { return false }
        return before.elements.contains { tokens(of: $0).contains { hasRole($0, .next) } }
            && before.elements.contains { elements[$0].kind == .quantity }
    }

    private func isWaitingTime(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ before: Int?) -> Bool {
        guard quantity.unit != nil, quantity.currency == nil else { return false }
        // "shaved 3 min off the changeover"
        if quantity.hasTimeUnit, isOffName(index, range), subject.set.only.map({ vocabulary.targets[$0].kind == .duration }) == true { return false }
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
}
