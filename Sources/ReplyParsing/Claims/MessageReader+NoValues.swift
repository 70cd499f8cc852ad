import Model

/// Numbers that are no value: plans, former states, parts, counts of other things, labels, spans of time.
extension MessageReader {
    func dropRule(
        _ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course
    ) -> Claim.Rule? {
        let before = previous(index, range.lowerBound)
        let after = next(index, range.upperBound)
        if isDenied(index, range) || isScrapped(index, range) || ignored?.quantity == elements[index].index { return .denied }
        if isNeverSaid(index, range) || isMineTakenBack(index, range) { return .denied }
        if isQuotedBack(index, range, subject) { return .past }
        if isPartOfThing(index, range) || isExtreme(index, range, name) || isContribution(index, quantity, range, subject, name) {
            return .contextOnly
        }
        if isTargetJudged(index, quantity, range, subject) || isToMakeIt(index, quantity) { return .planned }
        // "the 12 is just how many reviews we did"
        if index + 2 < range.upperBound, elements[index + 1].has([.at, .was]), elements[index].token > 0,
            hasRole(tokens[elements[index].token - 1], .the),
            tokens[elements[index + 2].token...].prefix(2).contains(where: { hasRole($0, .how) }),
            !range.contains(where: { $0 > index && elements[$0].has([.sure, .confidence]) })
        {
            return .label
        }
        if isCountOfTimes(index, quantity, range, subject) { return .workCount }
        // "still says 80??": what our minutes say.
        if name == nil, sentences[clause.sentence].isQuestion, index <= range.lowerBound + 3,
            case let words = tokens[elements[range.lowerBound].token..<elements[index].token],
            words.contains(where: { hasRole($0, .say) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.witness) }),
            words.contains(where: { hasRole($0, .it) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.still, .secondPerson]) })
        {
            return .contextOnly
        }
        // "Two of those upgrades belong to December"
        if name == nil, quantity.isWord, quantity.isPlainInteger, !quantity.hasUnit, quantity.whole == nil, index == range.lowerBound,
            case let words = tokens[(elements[index].token + 1)...].prefix(2), words.count == 2,
            vocabulary.lexicon.meaning(ofWord: words[words.startIndex].lexeme).has(.of),
            vocabulary.lexicon.meaning(ofWord: words[words.startIndex + 1].lexeme).has([.pronoun, .mine])
        {
            return .workCount
        }
        // "Two blockers.", "Two is how many blockers I have"
        if hasWord(.blockerNoun), quantity.isPlainInteger, !quantity.hasUnit, quantity.value <= 20,
            tokens[elements[index].token...].dropFirst().prefix(4).prefix(while: { $0.start < elements[range.upperBound - 1].end }).contains(where: {
                hasRole($0, .blockerNoun)
            }), name == nil
        {
            return .workCount
        }
        // "crept up to 36.4, so a bit over a point": how far it went
        if quantity.isPoints, clause.lead.has(.result), name == nil, hasOtherTotal(subject) || subject.isNone && lastTotal != nil {
            return .contextOnly
        }
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
        if name == nil, !isAnswerPending, isNowhereNear(index, range) { return .contextOnly }
        if isIncluded(index, quantity, range) || isOfYours(index, range) || isRateOfLoss(index, quantity, range, name)
            || isOfMeal(index, quantity, range, name)
        {
            return .contextOnly
        }
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
        if !isOnTheOther(index, quantity, range), !isWithinBound(index, quantity, range),
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
        // "half of 34 is still a long way"
        if quantity.isFraction, quantity.isWord, let whole = quantity.whole,
            !subject.set.contains(where: { vocabulary.targets[$0].target == whole && vocabulary.targets[$0].kind == .milestone })
        {
            return .contextOnly
        }
        // "half of those sessions were our own"
        if quantity.isFraction, quantity.isWord, quantity.whole == nil, isOfThings(index, range) {
            return .contextOnly
        }
        // "two of our three engineers are out", where a time or a sum is measured
        if quantity.isWord, quantity.whole != nil, index + 1 < range.upperBound, isUnknownThing(index + 1), isPlural(index + 1),
            let only = subject.set.only, [.duration, .currency, .boolean].contains(vocabulary.targets[only].kind)
        {
            return .workCount
        }
        // "a third one is stuck"
        if quantity.isFraction, quantity.isWord, index + 1 < range.upperBound, elements[index + 1].kind == .quantity,
            case let one = quantities[elements[index + 1].index], one.isWord, one.value == 1, !one.hasUnit
        {
            return .label
        }
        // "80% sure we make it, the other 20% is me"
        if name == nil, quantity.isPercent, elements[index].token > 0, hasRole(tokens[elements[index].token - 1], .other),
            case .confidence(let share)? = findings.last?.content, abs(share * 100 + quantity.value - 100) < 0.5
        {
            return .contextOnly
        }
        // "14 of those turned out to be bots"
        if name == nil, index == range.lowerBound, quantity.isPlainInteger, !quantity.hasUnit, index + 2 < range.upperBound,
            elements[index + 1].has(.of),
            elements[index + 2].has(.pronoun), !elements[index + 2].has(.firstPerson), !hasFocus
        {
            return .workCount
        }
        // "crept past the 1.4k mark: 1,452"
        if !quantity.isWord, let colon = range.first(where: { $0 > index && elements[$0].kind == .colon }), colon + 1 < range.upperBound,
            elements[colon + 1].kind == .quantity, case let exact = quantities[elements[colon + 1].index], exact.value != quantity.value,
            quantity.value > 0, (0.95...1.05).contains(exact.value / quantity.value), exact.isPercent == quantity.isPercent
        {
            return .contextOnly
        }
        // "was at a wedding and won 40 bucks" where no money is measured, "Odette, who is 72 years old"
        if name == nil, !isAnswerPending, let only = subject.set.only, !hasFocus,
            quantity.currency != nil && vocabulary.targets[only].kind != .currency && hasUnknown(range.lowerBound..<index)
                || clause.lead.has(.relative) && quantity.hasTimeUnit && !isLikeDuration(quantity, subject)
        {
            return .contextOnly
        }
        // "fallen two weeks in a row", "third week running"
        if quantity.hasTimeUnit, isInARow(index, range) { return .waitingTime }
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
        if ofOurs == nil, !isChosen, !isTakenOff(index, range), isLabel(index, quantity, range, name) { return .label }
        if let name, index < name.lowerBound, hasUnknown(name.upperBound..<range.upperBound), isUnitName(name, subject), hasOtherValue(subject) {
            return .workCount
        }
        return isPartOfOther(index, quantity, after, range) ? .contextOnly : nil
    }

    /// "of those sessions" and "of the sessions" right behind a number; "of those" may begin a clause of its own.
    private func isOfThings(_ index: Int, _ range: Range<Int>) -> Bool {
        let behind = tokens[elements[index].token...].prefix(4).dropFirst()
        guard let of = behind.first, hasRole(of, .of) || vocabulary.lexicon.meaning(ofWord: of.lexeme).has(.of), let next = behind.dropFirst().first,
            vocabulary.lexicon.meaning(ofWord: next.lexeme).has([.pronoun, .mine]) || hasRole(next, .the, .this)
        else { return false }
        if index + 1 < range.upperBound { return hasUnknown((index + 1)..<range.upperBound) }
        return clauseIndex + 1 < clauses.count && clauses[clauseIndex + 1].sentence == clause.sentence && clauses[clauseIndex + 1].lead.has(.relative)
            && hasUnknown(clauses[clauseIndex + 1].elements)
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

    /// "so that's two good weeks in a row", where no time is measured
    private func isCountOfTimes(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isWord, quantity.isPlainInteger, !quantity.hasUnit, index + 2 < range.upperBound, elements[index + 1].kind == .word,
            let unit = vocabulary.lexicon.longestPhrase(tokens, at: elements[index + 2].token, meaning: .unit),
            vocabulary.lexicon.entries[Int(unit.entry)].unit?.seconds != nil
        else { return false }
        let meant = subject.isNone ? own : subject.set
        return !meant.contains { vocabulary.targets[$0].kind == .duration || vocabulary.targets[$0].counts(tokens[elements[index + 2].token].stem) }
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

    /// "we've lost maybe twenty sign-ups a day over it", where each week is counted: how bad it is, and no change to add up.
    private func isRateOfLoss(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard hasWord(.period), clause.meanings.has(.down) || hasWord(.losing),
            range.contains(where: {
                $0 < index && elements[$0].has(.down) && elements[$0].has(.moved) || $0 < index && hasRole(tokens[elements[$0].token], .losing)
            }),
            case let behind = max(index, name.map { $0.upperBound - 1 } ?? index), behind + 1 < range.upperBound
        else { return false }
        let words = tokens[elements[behind + 1].token...].prefix(2).prefix { $0.start < elements[range.upperBound - 1].end }
        guard let first = words.first, let last = words.last, words.count == 2 else { return false }
        return (vocabulary.lexicon.meaning(ofWord: first.lexeme).has(.article) || hasRole(first, .each)) && hasRole(last, .period)
    }

    /// "that includes the Nordwind upsell (+€600)": in what has been told already.
    private func isIncluded(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard clause.isParenthesised, clauseIndex > 0, quantity.sign != .none, case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence
        else { return false }
        return before.elements.contains { tokens(of: $0).contains { hasRole($0, .including) } }
    }

    /// "40 of your sign-ups came from our webinar"
    private func isOfYours(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 2 < range.upperBound, elements[index + 1].has(.of) else { return false }
        return tokens[elements[index + 1].token...].prefix(2).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.secondPerson) }
            && range.contains { $0 > index + 1 && isKeyResult($0) }
    }

    /// "we're 5 for lunch on Friday"
    private func isOfMeal(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        name == nil && hasWord(.meal) && quantity.isPlainInteger && !quantity.hasUnit
            && tokens[elements[index].token...].dropFirst().prefix(4).prefix { $0.start < elements[range.upperBound - 1].end }.contains {
                hasRole($0, .meal)
            }
    }

    /// "those 3"
    func isOfPointed(_ index: Int) -> Bool {
        let before = tokens[elements[index].token - 1]
        return vocabulary.lexicon.meaning(ofWord: before.lexeme).has(.pronoun) && before.length >= 4 && !hasRole(before, .it)
    }

    /// "No, I never said 1,825"
    private func isNeverSaid(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound, index + 1 == range.upperBound, elements[index].token > 1,
            hasRole(tokens[elements[index].token - 1], .said, .say)
        else { return false }
        return range.contains { $0 < index && elements[$0].has(.negation) && !elements[$0].has(.no) }
    }

    /// "please take back my 33 for time to value": asked of us.
    func isMineTakenBack(_ index: Int, _ range: Range<Int>) -> Bool {
        guard elements[index].token > 1, case let before = tokens[elements[index].token - 1],
            vocabulary.lexicon.meaning(ofWord: before.lexeme).has(.mine), case let lead = tokens[..<(elements[index].token - 1)].suffix(2)
        else { return false }
        return lead.contains { hasRole($0, .back) } && lead.contains { hasRole($0, .take) }
            || hasRole(lead.last, .ignoring)
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
        // "1,481, not the 1,512 I said"
        if !quantities[elements[index].index].isWord, before.kind == .word, hasRole(tokens[elements[index].token - 1], .the),
            index - 2 >= range.lowerBound,
            elements[index - 2].kind == .word, elements[index - 2].has(.negation), !elements[index - 2].has([.notYet, .approximate, .no])
        {
            return true
        }
        // "son 429.000 €, no 492.000"
        if before.kind == .word, hasRole(tokens[before.token], .not), findings.last.map({ $0.isTotal && $0.clause >= clauseIndex - 1 }) == true {
            return true
        }
        // "5,4% e não 54"
        if before.kind == .word, before.has(.no), before.has(.negation), index >= range.lowerBound + 2, elements[index - 2].has(.and) { return true }
        // "churn has not gone to 6.8"
        if before.kind == .word, before.has(.to), isNegated(index - 1, range.lowerBound), !before.has(.negation) { return true }
        return before.kind == .word && before.has(.negation) && !before.has([.approximate, .label, .noneCount, .no, .notYet])
    }

    /// "3 minutes off the overrun".
    func isOffName(_ index: Int, _ range: Range<Int>) -> Bool {
        if isTakenOff(index, range) { return true }
        guard index + 2 < range.upperBound, elements[index + 1].kind == .word, firstWord(index + 1).has(.off) else {
            return false
        }
        return isKeyResult(index + 2) || index + 3 < range.upperBound && elements[index + 2].has(.filler) && isKeyResult(index + 3)
    }

    /// "we'd need about 80 a week to make it to 1,200"
    private func isToMakeIt(_ index: Int, _ quantity: Quantity) -> Bool {
        guard hasWord(.making), isTarget(quantity), case let place = elements[index].token, place > 3 else { return false }
        return hasRole(tokens[place - 1], .to) && hasRole(tokens[place - 2], .it) && hasRole(tokens[place - 3], .making)
            && hasRole(tokens[place - 4], .to)
    }

    /// "so knock 800 off", "take 800 off for Acme"
    func isTakenOff(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound, index + 1 < range.upperBound, elements[index + 1].kind == .word, firstWord(index + 1).has(.off) else {
            return false
        }
        // "take the 850 off again"
        let isThe = index > range.lowerBound + 1 && hasRole(tokens(of: index - 1).last, .the)
        let verb = isThe ? index - 2 : index - 1
        return elements[verb].has(.down) || hasRole(tokens(of: verb).last, .take)
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
        // "that brings activation to 36 or so next week"
        let behind = (index + 1)..<max(index + 1, min(index + 4, range.upperBound))
        if let next = behind.first(where: { !elements[$0].has([.approximateAfter, .approximate]) }), elements[next].kind == .word,
            elements[next].has([.time, .planned]), tokens(of: next).contains(where: { hasRole($0, .next) }), next + 1 == range.upperBound
        {
            return true
        }
        if index + 2 < range.upperBound, elements[index + 1].has(.at), clause.meanings.has(.planned), index == range.lowerBound {
            return ((index + 2)..<range.upperBound).contains { tokens(of: $0).contains { hasRole($0, .next) } }
        }
        guard clause.opening == .comma, clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            before.meanings.has(.planned), index > range.lowerBound, elements[index - 1].has(.approximate), tokens(of: index - 1).count > 1
        else { return false }
        return before.elements.contains { tokens(of: $0).contains { hasRole($0, .next) } }
            && before.elements.contains { elements[$0].kind == .quantity }
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
