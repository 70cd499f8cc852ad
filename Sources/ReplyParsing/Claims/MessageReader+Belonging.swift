import Model

/// Whether a number is said of the subject at hand, or of some other thing in the clause.
extension MessageReader {
    /// Whether the number is said of the subject, and not of some other thing in the clause.
    func isAttached(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, isChange: Bool) -> Bool {
        // "the upsell email went out to 400 customers", where money is measured
        if isCountOfPeople(index, quantity, range, subject, name) { return false }
        if isAlternative(index, range, subject) || !subject.isNone && isOfOtherPlace(index, quantity, range) { return true }
        if !subject.isNone, isAllOfThem(index, quantity, range) { return true }
        guard let name else {
            if isOfEvent(index, quantity, range, subject) { return false }
            if !isChange,
                isOfCohort(index, quantity, range, subject) || isWithinBound(index, quantity, range) || isSummedUp(index, quantity, range, subject)
                    || isOwnMoney(index, quantity, range, subject)
            {
                return true
            }
            if ofOurs != nil, !isChange { return index + 1 == range.upperBound || !isUnknownThing(index + 1) || isUnitNoun(index + 1, subject) }
            return isBare(index, quantity, range, subject, isChange: isChange) || !isChange && ownFigure(index, quantity, range, subject) != nil
        }
        // "60 of 75 people have now passed the AML training"
        if index < name.lowerBound, quantity.whole != nil, !quantity.hasSlash,
            !subject.isWeak || groups.count > 1 && groups.allSatisfy({ $0.subject.set == subject.set }), !hasUnknown(range.lowerBound..<index),
            let only = subject.set.only, vocabulary.targets[only].kind == .percent
        {
            return true
        }
        if index < name.lowerBound { return isBeforeName(index, quantity, range, subject, name) }
        let between = name.upperBound..<index
        if !hasUnknown(between) || isOfSteps(index, quantity, name) || isPraise(index - 1, range) && !hasUnknown(name.upperBound..<(index - 1)) {
            return true
        }
        // "the deal with Acme is worth 120k" is about one deal, not about how many.
        if name.count == 1, !isInNamesForm(name.lowerBound) { return false }
        let explicit =
            previous(index, range.lowerBound).map { elements[$0].has([.at, .to, .now, .up, .down, .witness]) || elements[$0].kind == .colon } ?? false
            // "bar did $2,040 a show"
            || hasRole(tokens(of: index - 1).last, .did) && isLikeCurrent(quantity, subject)
        // "Story time brought in 74 children"
        let isCounted = index + 1 < range.upperBound && isUnit(name: index + 1, of: subject)
        // "freelancers cost us 58k"
        let isLikeIt = (quantity.isMultiplied || quantity.value >= 100) && isLikeCurrent(quantity, subject)
        // "the play team saw 31 of 50 kids" where the share is measured
        let isShare = quantity.whole != nil && !quantity.hasSlash && subject.set.only.map { vocabulary.targets[$0].kind == .percent } == true
        return explicit || quantity.hasUnit || isChange || isCounted || isLikeIt || isShare
    }

    /// "the call took 30 minutes"
    private func isOfEvent(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.hasTimeUnit, subject.isNone, !hasFocus, !isAnswerPending, index >= range.lowerBound + 2,
            hasRole(tokens[elements[index].token - 1], .lasting)
        else { return false }
        return hasUnknown(range.lowerBound..<index)
            || hasRole(tokens[elements[range.lowerBound].token], .the)
    }

    private func isCountOfPeople(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard let name, name.upperBound < index, quantity.isPlainInteger, !quantity.isWord, index + 1 < range.upperBound, isUnknownThing(index + 1),
            elements[index + 1].isSpaced,
            isPlural(index + 1), hasUnknown(name.upperBound..<index), let only = subject.set.only, !isUnitNoun(index + 1, subject),
            !isLikeCurrent(quantity, subject)
        else { return false }
        return [.currency, .percent, .duration].contains(vocabulary.targets[only].kind)
    }

    /// "It made 830 for the tour fund, so the pot's at 8,230": whatever the sum is called.
    private func isSummedUp(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard clause.lead.has(.result), index > range.lowerBound, elements[index - 1].has(.at), !quantity.isWord, quantity.whole == nil,
            range.filter({ $0 < index && isUnknownThing($0) }).count == 1, index + 1 == range.upperBound || !isUnknownThing(index + 1),
            let only = subject.set.only, !subject.isAmbiguous, let current = vocabulary.targets[only].current, current > 0,
            quantity.hasUnit || quantity.value >= 100, fits(quantity, only)
        else { return false }
        return (0.5...2).contains(ValueReader(vocabulary.targets[only], current: nil).converted(quantity) / current)
    }

    /// "Activation for the cohort that closed Sunday is 35.4%"
    private func isOfCohort(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard clause.lead.has(.relative), index > range.lowerBound, elements[index - 1].has(.at), index + 1 == range.upperBound, quantity.hasUnit,
            !clause.meanings.has([.firstPerson, .planned, .negation]), clauseIndex > 0, case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence, before.elements.contains(where: { isKeyResult($0) }),
            !before.elements.contains(where: { elements[$0].kind == .quantity }), let only = subject.set.only, fits(quantity, only)
        else { return false }
        return isLikeCurrent(quantity, subject)
    }

    /// "Overtime keeps me awake. We spent £52,300"
    private func isOwnMoney(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard hasWord(.paying), index == range.lowerBound + 2, elements[index - 2].has(.firstPerson),
            hasRole(tokens[elements[index - 1].token], .paying), quantity.currency != nil, let only = subject.set.only, !subject.isAmbiguous,
            vocabulary.targets[only].kind == .currency, index + 1 == range.upperBound || !isUnknownThing(index + 1)
        else { return false }
        return isLikeCurrent(quantity, subject)
    }

    /// "It made 830 for the tour fund, so …": what came to it.
    func isContribution(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard let name, name.lowerBound > index + 1, name.lowerBound <= index + 3, hasRole(tokens[elements[index + 1].token], .about),
            clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence, next.lead.has(.result),
            let sum = next.elements.first(where: { elements[$0].kind == .quantity }), sum > next.elements.lowerBound, elements[sum - 1].has(.at),
            subject.set.only.map({ [.currency, .number].contains(vocabulary.targets[$0].kind) }) == true
        else { return false }
        return quantity.value * 2 < quantities[elements[sum].index].value
    }

    /// "£98k, or £99.4k with gift aid": two numbers for one.
    func isAlternative(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        if isConditionedRival(index, range, subject) { return true }
        guard index > range.lowerBound, elements[index - 1].has(.or), let last = findings.last, last.isTotal else { return false }
        // "55 minutes without the Friday mess or 63 with it"
        if last.clause == clauseIndex, last.element < index - 1, !subject.isNone { return last.subject.set == subject.set }
        guard index == range.lowerBound + 1, last.clause == clauseIndex - 1 else { return false }
        return clauses[last.clause].sentence == clause.sentence && last.subject.set == subject.set
    }

    /// "1450 if you include the partners, 1410 if you don't": each under its own condition.
    private func isConditionedRival(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard index == range.lowerBound, isConditioned(clauseIndex), let last = findings.last, last.isTotal, last.clause < clauseIndex,
            clauses[last.clause].sentence == clause.sentence, isConditioned(last.clause)
        else { return false }
        return subject.isNone || last.subject.set == subject.set
    }

    /// A condition stands right behind the number with which the clause ends.
    private func isConditioned(_ index: Int) -> Bool {
        guard let last = clauses[index].elements.last, elements[last].kind == .quantity, index + 1 < clauses.count else { return false }
        return clauses[index + 1].sentence == clauses[index].sentence && clauses[index + 1].lead.has(.condition)
    }

    private func isInNamesForm(_ index: Int) -> Bool {
        let mention = mentions[elements[index].index]
        guard mention.range.count == 1, mention.words < 4 else { return true }
        return vocabulary.hasForm(tokens[mention.range.lowerBound].hash) || mention.isMisspelt
    }

    /// "34 refunds", "60% there on subscribers": little may stand between, and no unknown deed before.
    private func isBeforeName(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>) -> Bool {
        let isCounted = index + 1 < name.lowerBound && isUnit(name: index + 1, of: subject)
        // "58 kids at story time", where 52 children came last week
        if !subject.isWeak, index + 3 == name.lowerBound, elements[index + 2].has(.preposition), isUnknownThing(index + 1), isPlural(index + 1),
            index == range.lowerBound, quantity.isPlainInteger, isLikeCurrent(quantity, subject)
        {
            return true
        }
        if hasUnknown((index + (isCounted ? 2 : 1))..<name.lowerBound) { return false }
        // "We carried 25,010 passengers a day", where 24,300 are known
        let isOwnDeed =
            index == range.lowerBound + 2 && elements[range.lowerBound].has(.firstPerson) && quantity.value >= 20 && isLikeCurrent(quantity, subject)
        // "so we limped to 207 appointments this week"
        let isReached =
            index > range.lowerBound && isLikeCurrent(quantity, subject)
            && (hasRole(tokens[elements[index].token - 1], .to) && isUnit(name: name.lowerBound, of: subject)
                // "mit der Aktion sind wir jetzt bei 342 Bäumen"
                || elements[index - 1].has(.at) && !elements[index - 1].has(.was) && index + 1 == name.lowerBound
                    && (quantity.value >= 20 || isUnit(name: name.lowerBound, of: subject)))
        if subject.isWeak, hasUnknown(range.lowerBound..<index), !isOwnDeed, !isReached { return false }
        // "and 19 children ask me about it" in a thread about something else
        if subject.isWeak, let focus, !subject.set.contains(focus), hasUnknown(name.upperBound..<range.upperBound), !isLikeCurrent(quantity, subject)
        {
            return false
        }
        if name.count == 1, name.upperBound < range.upperBound, elements[name.upperBound].isUnknown, elements[name.upperBound].isSpaced,
            isPlural(name.upperBound), !isUnitNoun(name.upperBound, subject), mentions[elements[name.lowerBound].index].range.count == 1
        {
            return false
        }
        guard name.upperBound < range.upperBound, subject.isWeak else { return true }
        return !(elements[name.upperBound].isUnknown && elements[name.upperBound].isSpaced) || isUnitNoun(name.upperBound, subject)
    }

    /// An adjective and an unknown noun: "212 new reviews".
    func isNounAhead(_ position: Int, _ range: Range<Int>) -> Bool {
        elements[position].has(.filler) && elements[position].has([.more, .generic]) && !elements[position].has([.until, .preposition, .wait])
            && position + 1 < range.upperBound && isUnknownThing(position + 1)
    }

    /// The noun is the unit of the subject, or of any key result where there is none.
    func isUnitNoun(_ index: Int, _ subject: Subject) -> Bool {
        let stem = tokens[elements[index].token].stem
        if index + 1 < clause.elements.upperBound, isUnknownThing(index + 1), elements[index + 1].isSpaced { return false }
        let set = subject.isNone ? vocabulary.everything : subject.set
        return set.contains { vocabulary.targets[$0].counts(stem) }
    }

    /// Where it stays open what the number is: a part of the key result, or a thing that is counted beside it.
    func isOpen(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard let name, !quantity.hasUnit, quantity.whole == nil, quantity.high == nil else { return false }
        if isOfNewOnes(index, name, subject) { return true }
        if elements[index - (index > range.lowerBound ? 1 : 0)].has(.to) || elements[max(range.lowerBound, index - 1)].kind == .arrow { return false }
        if index < name.lowerBound {
            // "use 56.5 for precision"
            let isChosen = index == range.lowerBound + 1 && hasRole(tokens[elements[range.lowerBound].token], .choosing)
            let isAnnounced = index > range.lowerBound && (elements[index - 1].kind == .colon || elements[index - 1].has(.witness))
            // "Registration closed at 815 enrolments"
            let isStated =
                index > range.lowerBound && index + 1 == name.lowerBound && elements[index - 1].has(.at) && tokens(of: index - 1).count > 1
                && (isUnit(name: name.lowerBound, of: subject) || !subject.isWeak) && isLikeCurrent(quantity, subject)
            return !isPeriodic(subject) && hasUnknown(range.lowerBound..<index) && !isChosen && !isAnnounced && !isStated
        }
        // "sign-ups crept past the 1.4k mark: 1,452"
        if elements[index - 1].kind == .colon, isLikeCurrent(quantity, subject), index + 1 == range.upperBound || !isUnknownThing(index + 1) {
            return false
        }
        if hasUnknown(name.upperBound..<index), !isPraise(index - 1, range) {
            // One number in the clause, and the last that is said: "Demo requests closed August at 241".
            if !range.contains(where: {
                $0 > index && (elements[$0].kind == .quantity || isUnknownThing($0) && !isUnit(name: $0, of: subject))
                    || $0 < index && elements[$0].kind == .quantity
            }) {
                return false
            }
            let isExplicit =
                elements[index - 1].has(.at) && (elements[name.upperBound].kind == .colon || elements[index - 1].end - elements[index - 1].start > 2)
            return !(isExplicit || elements[index - 1].has(.at) && elements[name.upperBound].has([.at, .up, .down, .moved]))
        }
        guard quantity.isPlainInteger, index + 1 < range.upperBound, elements[index + 1].isUnknown, elements[index + 1].isSpaced else { return false }
        // "story time: 96 kids", where 84 children came last week
        if elements[index - 1].kind == .colon, index - 1 == name.upperBound, index + 2 == range.upperBound, isLikeCurrent(quantity, subject) {
            return false
        }
        // "the scheme has 11 kids now"
        if index + 2 < range.upperBound, elements[index + 2].has(.now) { return false }
        return isPlural(index + 1) && !isUnitNoun(index + 1, subject)
    }

    private var isLastInWords: Bool {
        guard let last = findings.last, last.clause >= clauseIndex - 2, clauses[last.clause].sentence == clause.sentence,
            case .total(let place) = last.content
        else { return false }
        return quantities[place].isWord
    }

    /// "so 23,150 it is", where one stands at 22,900: with a unit, or in thousands, hardly anything else.
    private func isLikeAny(_ quantity: Quantity) -> Bool {
        guard quantity.hasUnit || quantity.value >= 1000 else { return false }
        return vocabulary.targets.indices.contains { index in
            fits(quantity, index) && vocabulary.targets[index].current.map { $0 > 0 && (0.8...1.25).contains(quantity.value / $0) } == true
        }
    }

    func isLikeCurrent(_ quantity: Quantity, _ subject: Subject) -> Bool {
        guard let only = subject.set.only, let current = vocabulary.targets[only].current, current > 0 else { return false }
        return (0.67...1.5).contains(quantity.value / current)
    }

    /// "two new pledges": two more, or two in all? Open, unless the key result counts new ones.
    private func isOfNewOnes(_ index: Int, _ name: Range<Int>, _ subject: Subject) -> Bool {
        guard index + 1 < name.lowerBound, let only = subject.set.only, vocabulary.targets[only].kind != .percent, !isPeriodic(subject) else {
            return false
        }
        return ((index + 1)..<name.lowerBound).contains { isFresh($0, of: subject) }
    }

    private func isPeriodic(_ subject: Subject) -> Bool { subject.set.contains { vocabulary.targets[$0].isPeriodic } }

    func isPlural(_ index: Int) -> Bool {
        let token = tokens[elements[index].token]
        return token.length > 3 && token.stemLength < token.length
    }

    /// Inside parentheses only a value right behind its name counts, or one that says that it is the present.
    func isParenthesisedValue(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        if clause.meanings.has(.now) { return true }
        // "14. (two of those are greybox, honest answer: 12)", "218 (ok, 217, Dirk resigned)"
        if !subject.isNone, isLikeLast(quantity), !quantity.isWord, index + 1 == range.upperBound,
            index > range.lowerBound && elements[index - 1].kind == .colon && !clause.meanings.has([.month, .past, .time, .weekday])
                || range.count == 1 && isTruthAbove
                || range.count == 1 && clauseIndex > 0 && clauses[clauseIndex - 1].isParenthesised
                    && !clauses[clauseIndex - 1].meanings.has([.month, .past, .time, .weekday, .was, .planned])
                    && clauses[clauseIndex - 1].elements.allSatisfy({ elements[$0].kind == .word && !isUnknownThing($0) })
        {
            return true
        }
        // "93.1 (sorry Mel, meant 92.1, still green)"
        if isLikeLast(quantity), !quantity.isWord, index + 1 == range.upperBound,
            elements[index - (index > range.lowerBound ? 1 : 0)].has(.correction)
        {
            return true
        }
        // "41 (sorry, 34, read the wrong month)"
        if clauseIndex > 0, clauses[clauseIndex - 1].isParenthesised, clauses[clauseIndex - 1].meanings.has(.correction), range.count == 1 {
            return true
        }
        // "a dozen and one (13)"
        if range.count == 1, !subject.isNone, !quantity.isWord, isLikeLast(quantity), isLastInWords { return true }
        // "load time, that's orange (still 9.5)"
        if !subject.isNone, index > range.lowerBound, elements[index - 1].has(.still), !hasOtherTotal(subject), !hasUnknown(range) { return true }
        guard !subject.isNone, !hasOtherTotal(subject), clauseIndex > 0 else { return false }
        let before = clauses[clauseIndex - 1]
        if hasUnknown(range) { return false }
        // "… except overtime, which is red (510 h)".
        if range.count == 1, let last = findings.last, last.clause == clauseIndex - 1, case .status = last.content, last.subject.set == subject.set {
            return !before.elements.contains { elements[$0].kind == .quantity }
        }
        // "Alarms I'd rather not talk about (19, and that is red)"
        if range.count == 1, isLikeCurrent(quantity, subject), before.elements.contains(where: { isKeyResult($0) }),
            !before.elements.contains(where: { elements[$0].kind == .quantity }), !before.meanings.has([.planned, .condition])
        {
            return true
        }
        return isNameOnly(before)
            || before.meanings.has([.up, .down, .moved, .status, .better, .worse]) && range.count == 1
                && before.elements.contains { isKeyResult($0) } && !before.elements.contains { elements[$0].kind == .quantity }
    }

    /// Nobody reads more of them.
    private static let mostLeftOut = 8

    /// "about 7… no, 8 out of 10": put right in the next breath.
    private var isPutRightNext: Bool {
        clauses[(clauseIndex + 1)...].prefix(2).contains { next in
            let head = elements[next.elements.lowerBound]
            return next.line == clause.line && head.kind == .word && head.has([.correction, .no])
        } && clauses[(clauseIndex + 1)...].prefix(3).contains { $0.elements.contains { elements[$0].kind == .quantity } }
    }

    private func isLikeAnyDuration(_ quantity: Quantity) -> Bool {
        vocabulary.everything.contains { isLikeDuration(quantity, Subject(set: IndexSet128($0))) }
    }

    /// "churn was 4.6% last week!", where nothing else is told of it and it is no number that is known: who owns it may mean the week that is asked about.
    mutating func noteLeftOutPast(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) {
        guard leftOut.count < Self.mostLeftOut, let only = subject.set.only, own.contains(only), !subject.isAmbiguous,
            isLikeCurrent(quantity, subject), !quantity.isWord, vocabulary.targets[only].current != quantity.value, !hasUnknown(range),
            range.contains(where: { isKeyResult($0) }), !findings.contains(where: { $0.isValue && $0.subject.set.contains(only) }),
            clauseIndex + 1 == clauses.count || !clauses[clauseIndex + 1].elements.prefix(12).contains(where: { elements[$0].kind == .quantity })
        else { return }
        leftOut.append(LeftOut(span: span(range), clause: clauseIndex, isTelling: true))
    }

    /// "another 20 on top of that": no count of other things, so that the sender should know that it was not taken.
    mutating func noteLeftOut(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ rule: Claim.Rule) {
        if clause.isParenthesised || clause.lead.has(.because) || leftOut.count >= Self.mostLeftOut { return }
        // "finance says one of those upsells only counts from January"
        if quantity.isWord, quantity.value == 1, !quantity.hasUnit, index + 1 == range.upperBound || elements[index + 1].has(.of) { return }
        let isCounting = index + 1 < range.upperBound && (isUnknownThing(index + 1) || isNounAhead(index + 1, range))
        // "a dozen of the 1,487 were our own test accounts, knock them off"
        if let whole = quantity.whole,
            own.contains(where: { only in vocabulary.targets[only].current.map { $0 > 20 && (0.67...1.5).contains(whole / $0) } ?? false })
        {
            return leftOut.append(LeftOut(span: span(range), clause: clauseIndex, isTelling: true))
        }
        let before = previous(index, range.lowerBound)
        // "4 of us plus the 2 new people"
        if isCounting, elements[index].token > 0, hasRole(tokens[elements[index].token - 1], .the) { return }
        if isPutRightNext { return }
        // "two more years"
        if quantity.hasTimeUnit, subject.isNone, !isLikeAnyDuration(quantity) { return }
        // "About the 2,500"
        if elements[index].token > 0, hasRole(tokens[elements[index].token - 1], .the), isTarget(quantity) { return }
        // "… Still 402": told already.
        if findings.contains(where: { !$0.isSuperseded && isTotal($0, of: quantity) }) { return }
        let isChange =
            quantity.sign != .none || before.map { elements[$0].has([.up, .down, .more]) } ?? false
            || index + 1 < range.upperBound && elements[index + 1].has(.more)
            // "we're about 200 lower"
            || index + 2 == range.upperBound && elements[index + 1].has([.up, .down, .better, .worse])
        if rule == .contextOnly, !isChange || isCounting || name != nil || !sentenceSubject.isNone { return }
        let isWitnessed = before.map { elements[$0].has(.witness) } ?? false
        // "took $9,300 over the counter": money, where money is measured.
        if quantity.currency != nil, subject.isNone, vocabulary.targets.contains(where: { $0.kind == .currency }), !isCounting {
            return leftOut.append(LeftOut(span: span(range), clause: clauseIndex, isTelling: true))
        }
        let isPlain: Bool
        if isChange {
            isPlain = !isCounting || !hasUnknown(range.lowerBound..<index) && name == nil
        } else if isWitnessed {
            isPlain = !isCounting && !quantity.hasTimeUnit
        } else {
            isPlain = !isCounting && !quantity.isWord && !hasUnknown(range)
        }
        if isPlain {
            leftOut.append(
                LeftOut(span: span(range), clause: clauseIndex, isTelling: isChange || subject.isNone && (isLikeOwn(quantity) || isLikeAny(quantity)))
            )
        }
    }
}
