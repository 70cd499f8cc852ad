import Model

/// Numbers in clauses that name no key result: whether they are all that is said.
extension MessageReader {
    /// What may stand right behind a value that has no unit.
    private static let afterValue: Meaning = [
        .time, .now, .approximateAfter, .approximate, .correction, .negation, .unchanged, .still, .there, .and, .but, .or, .preposition, .confidence,
        .sure, .status, .from, .to, .up, .down, .more, .better, .worse, .past, .thanks, .retract, .periodic, .per, .soFar, .firstPerson, .points,
    ]

    /// "9 said yes so far" from who owns a churn of 5 %: so many of others.
    private func isCountOfSome(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isPlainInteger, !quantity.hasUnit, !hasFocus, !isAnswerPending, let only = ownOnly,
            [.percent, .currency, .duration].contains(vocabulary.targets[only].kind), !isLikeOwn(quantity), index + 1 < range.upperBound,
            elements[index + 1].kind == .word, !isUnitNoun(index + 1, Subject(set: IndexSet128(only)))
        else { return false }
        return !elements[index + 1].has(Self.afterValue)
    }

    /// In a clause without a name, the number must be all that is said: nothing unknown before it, nothing counted behind it.
    func isBare(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, isChange: Bool) -> Bool {
        // "those 1,462 include 30 test accounts, so minus 30 pls"
        if isChange, subject.isNone, clause.lead.has(.result), range.count <= 4, quantity.sign == .minus || quantity.sign == .plus,
            (range.lowerBound..<index).allSatisfy({ elements[$0].has([.result, .filler]) }),
            ((index + 1)..<range.upperBound).allSatisfy({ elements[$0].has([.please, .filler]) })
        {
            return true
        }
        // "I misread the dashboard. It should have been 1,426 and not 1,462"
        if !isChange, subject.isNone, clause.meanings.has(.negation), !quantity.isWord, ownOnly != nil, isLikeOwn(quantity),
            let denied = deniedBehind(index, range),
            elements[denied].kind == .quantity, isLikeOwn(quantities[elements[denied].index])
        {
            return true
        }
        // "ok, 10% it is" from who owns no percentage
        if !isChange, subject.isNone, !hasFocus, quantity.isPercent, index == range.lowerBound, index + 2 == range.upperBound,
            hasRole(tokens[elements[index + 1].token], .it), let ownOnly, vocabulary.targets[ownOnly].kind != .percent
        {
            return false
        }
        let isOnly = vocabulary.targets.count == 1 || (hasFocus && subject.isNone)
        let explicit =
            index > range.lowerBound
            && (previous(index, range.lowerBound).map { elements[$0].has(.at) || elements[$0].has(.to) || elements[$0].kind == .colon } ?? false)
        // "off the phone with finance, make that 22.9"
        let isLast = index + 1 == range.upperBound || elements[index + 1].has(.negation) && index + 3 == range.upperBound
        if index > range.lowerBound, isLast, !quantity.isWord, elements[index - 1].has(.correction),
            tokens(of: index - 1).count > 1, ownOnly != nil || !subject.isNone, !hasUnknown(range.lowerBound..<index)
        {
            return true
        }
        // "Sorry, the 112 picks I gave you was the day shift only. All shifts it's 101"
        if !isChange, explicit, index + 1 == range.upperBound, !quantity.isWord, range.count <= 5, isPutInItsPlace(quantity, subject) { return true }
        // "so knock 800 off"
        if isChange, isTakenOff(index, range), !hasUnknown(range.lowerBound..<(index - 1)) { return true }
        // "call it 22,100"
        if index > range.lowerBound, elements[index].token > 1, hasRole(tokens[elements[index].token - 2], .call),
            hasRole(tokens[elements[index].token - 1], .it), index + 1 == range.upperBound, !quantity.isWord
        {
            return true
        }
        if subject.isNone, isPerSomething(index) { return false }
        // "three of those turned out to be half finished"
        if subject.isNone, !hasFocus, quantity.isFraction, quantity.isWord, index + 1 < range.upperBound,
            elements[index + 1].has([.shipped, .status])
        {
            return false
        }
        // "between 26 and 29% depending on who counts"
        if !isChange, quantity.high != nil, quantity.hasUnit, !subject.isNone, !hasUnknown(range.lowerBound..<index), !hasOtherTotal(subject) {
            return true
        }
        if subject.isNone, !isChange, !explicit, range.count > 1, !isCorrectedBehind(index, range), isFarFromAll(quantity) { return false }
        if subject.isNone,
            isInsteadOf(index, quantity, range) || !isChange && (isShareOfSteps(quantity, range) || isFigureAtEnd(index, quantity, range))
        {
            return true
        }
        if isToldAtLast(index, quantity, range, subject) { return true }
        // "minus 41 spam ones it's 1,431"
        if !isChange, explicit, index + 1 == range.upperBound, index > range.lowerBound + 1, isLikeOwn(quantity),
            hasRole(tokens[elements[range.lowerBound].token], .minus, .without),
            range.contains(where: { $0 < index - 1 && elements[$0].kind == .quantity })
        {
            return true
        }
        if !isChange, subject.isNone, !explicit, isCountOfSome(index, quantity, range) { return false }
        // "leaks: five new, 44 open" where they are called "Open leak reports"
        if !isChange, !subject.isNone, index == range.lowerBound, index + 2 == range.upperBound, quantity.isPlainInteger, !quantity.isWord,
            isOfTitle(index + 1, subject), isLikeCurrent(quantity, subject), !hasOtherTotal(subject)
        {
            return true
        }
        // "Twelve closed, four to go", in the thread of the findings closed
        if !isChange, subject.isNone, let focus, index == range.lowerBound, index + 2 == range.upperBound, quantity.isPlainInteger,
            isOfTitle(index + 1, Subject(set: IndexSet128(focus))), !isFarOff(quantity)
        {
            return true
        }
        if isOtherWitness(index, range, subject) || isSaidByWitness(index, quantity, range, subject) { return true }
        let isCorrection =
            explicit && corrected.map { clauses[findings[$0].clause].sentence <= clause.sentence && !subject.isNone } ?? false
            || isLikeCorrected(index, quantity, range)
        if !isChange, subject.isNone, isLikeOwnAlone(index, quantity, range) { return true }
        // "I hate it. 25.1 litres, off track for now"
        if !isChange, subject.isNone, index == range.lowerBound, index + 2 == range.upperBound, !quantity.isWord, isUnitLikeKnown(quantity, index + 1)
        {
            return true
        }
        // "1,420 … the real one is probably 1,450"
        if !isChange, subject.isNone, index + 1 == range.upperBound, explicit || index > range.lowerBound && elements[index - 1].has(.approximate),
            isLikeLast(quantity), range.contains(where: { tokens(of: $0).contains { hasRole($0, .truth) } })
        {
            return true
        }
        // "Real number is 35.8", in place of one that is to be ignored
        if !isChange, subject.isNone, let ignored, clauseIndex - ignored.clause <= 4,
            explicit || index > range.lowerBound && hasRole(tokens(of: index - 1).first, .should),
            index + 1 == range.upperBound
        {
            return true
        }
        if clause.isParenthesised, index > range.lowerBound, elements[index - 1].kind == .colon, index + 1 == range.upperBound, !subject.isNone,
            isLikeLast(quantity), !clause.meanings.has([.month, .past, .time, .weekday])
        {
            return true
        }
        if hasUnknown(range.lowerBound..<index), !(isOnly && explicit && !isChange), !isCorrection { return false }
        if range.contains(where: { $0 < index && elements[$0].kind == .reference }), !explicit { return false }
        // "71% if you ignore Tuesday, but we don't, so put down 66.5"
        if isSaidToSomebody && !isOfMissedNumber && !(clause.lead.has(.result) && explicit && !subject.isNone)
            || subject.isNone && isOfThingsAbove(range)
        {
            return false
        }
        // "have a couple of hours Wednesday", where 34 minutes are known
        if quantity.hasTimeUnit, subject.isNone, quantity.isWord ? range.count > 1 : sentences.contains(where: { $0.isQuestion }), !hasFocus,
            !isAnswerPending,
            !own.contains(where: { isLikeDuration(quantity, Subject(set: IndexSet128($0))) })
        {
            return false
        }
        // "give me ten minutes"
        if quantity.isWord, quantity.hasTimeUnit, subject.isNone, index > range.lowerBound,
            elements[index - 1].has(.firstPerson) || ownOnly.map({ vocabulary.targets[$0].kind != .duration }) == true
        {
            return false
        }
        let isWay = quantity.isPercent && index + 1 < range.upperBound && elements[index + 1].has(.there)
        // "9 tonnes more out from under the market"
        if isChange, subject.isNone, index == range.lowerBound, index + 2 < range.upperBound, elements[index + 2].has(.more),
            isUnitNoun(index + 1, subject)
        {
            return true
        }
        // "a week, pretty much": in the thread of a time
        if hasFocus, quantity.hasTimeUnit, range.count == 1, let focus, vocabulary.targets[focus].kind == .duration { return true }
        // "4.9 it is"
        if index == range.lowerBound, index + 2 == range.upperBound, quantity.hasUnit || quantity.digits == 0 || quantity.digits > 1,
            elements[index + 1].has(.at), hasRole(tokens[elements[index + 1].token], .it)
        {
            return true
        }
        // "17k obvs": an answer, with a word that may mean anything.
        if isAnswerPending, hasFocus, elements.count == 2, index == range.lowerBound, !quantity.isWord { return true }
        // "Two more ticked off today", in the thread of what is ticked off
        if isChange, hasFocus, subject.isNone, index == range.lowerBound, index + 2 < range.upperBound, elements[index + 1].has(.more),
            quantity.isPlainInteger, !isPlural(index + 2)
        {
            return true
        }
        // "coxes: 11. 4 more sit the test on Saturday"
        if isChange, subject.isNone, index == range.lowerBound, index + 2 < range.upperBound, elements[index + 1].has(.more),
            elements[index + 2].kind == .word, !elements[index + 2].has([.time, .now, .result, .preposition, .of, .at, .article]),
            !isUnitNoun(index + 2, subject), hasTotal(before: clauseIndex)
        {
            return false
        }
        // "I see zero since 4am"
        if quantity.isWord, quantity.value == 0, subject.isNone, range.count > 1, !isOnly,
            !explicit || range.contains(where: { elements[$0].kind == .reference })
        {
            return false
        }
        // "Two more and then I'm heads down": what the sender goes on to do.
        if isChange, quantity.isWord, subject.isNone, isMoreToSay(range) { return false }
        if isOnly, hasUnknown(range.lowerBound..<index), !isUnitOfOnly(quantity) || isFarOff(quantity), !isWay { return false }
        if quantity.isWord, index + 1 < range.upperBound, elements[index + 1].has(.moved) { return false }
        // "three came in at 5": some of those that were counted.
        if quantity.isWord, !subject.isNone, index + 1 < range.upperBound, elements[index + 1].has(.at),
            elements[index + 1].end - elements[index + 1].start > 3,
            hasOtherTotal(subject)
        {
            return false
        }
        if isWordBesideTotal(index, quantity, range, subject), !explicit { return false }
        // "Also the cat had kittens in the flour store, five."
        if quantity.isWord, range.count == 1, clause.opening == .comma, clauseIndex > 0, case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence, before.elements.filter({ isUnknownThing($0) }).count > 1,
            !before.elements.contains(where: { isKeyResult($0) && !self.subject(ofName: $0).isWeak || elements[$0].kind == .quantity })
        {
            return false
        }
        // "twenty two thousand four hundred" in a sentence of its own
        let isSpokenFigure = range.count == 1 && quantity.value >= 20 && isLikeOwn(quantity) && clause.opening == .sentence
        if quantity.isWord, subject.isNone, !isSpokenFigure, hasUnknown(range) || quantity.value == 1 && !explicit && !isChange { return false }
        // A figure that is a sentence of its own needs no introduction.
        let isFigure =
            range.count == 1 && (quantity.digits == 0 || quantity.whole != nil || quantity.hasUnit && isLikeOwn(quantity))
            && (!quantity.isWord || quantity.value >= 20 && isLikeOwn(quantity))
            && (clause.opening == .sentence || clause.opening == .line || clause.opening == .colon && isCorrectionAbove)
        // "two renewals were upgraded, so +450", "that one came through, add another 300"
        let isSigned =
            isChange && quantity.value > 1 && index + 1 == range.upperBound
            && (quantity.sign != .none && range.allSatisfy { $0 == index || elements[$0].has(.result) }
                || hasRole(tokens[elements[range.lowerBound].token], .add) && !hasUnknown(range))
            || isChange && quantity.value > 1 && isAddition(index, range)
        // "+600 a month so 23k even": what a sentence comes to.
        let isSum = clause.lead.has(.result) && !quantity.isWord && (quantity.isMultiplied || quantity.hasUnit || quantity.digits == 0)
        // "we began to interview, 3 until now": what the talk is about.
        if subject.isNone, !explicit, isTalkAbove, index + 1 < range.upperBound, elements[index + 1].has(.soFar) { return false }
        if subject.isNone, !isOnly, !explicit, !isFigure, !isSigned, !isSum, isTalkAbove, !clause.meanings.has([.now, .time]), !isBehindPlainHeading {
            return false
        }
        guard index + 1 < range.upperBound else { return true }
        // "2 is bens", "the 2 was a typo": one of the numbers in the prompt.
        if !isChange, !explicit, isPromptNumber(quantity), elements[index + 1].has([.at, .was]),
            hasUnknown((index + 1)..<range.upperBound)
        {
            return false
        }
        // "tripled :sob: one bad disk in fra-3"
        if quantity.isWord, !explicit, !clause.lead.has(.result), !quantity.hasUnit, quantity.whole == nil, !isUnitNoun(index + 1, subject),
            !elements[index + 1].has(.more),
            hasUnknown((index + 1)..<range.upperBound)
        {
            return false
        }
        // "27.3 litres a cow"
        if index == range.lowerBound, !quantity.isWord, isUnitLikeKnown(quantity, index + 1), index + 4 >= range.upperBound { return true }
        // "£25 a head"
        if subject.isNone, elements[index + 1].has(.article), index + 2 < range.upperBound, isUnknownThing(index + 2) { return false }
        // "we are 4 in the office": what follows says where, and it is no key result.
        // "one of mine went up to 37 over lunch" is like what one of them stands at.
        if subject.isNone, !isOnly, !quantity.hasUnit, quantity.isPlainInteger, elements[index + 1].has(.preposition),
            !(explicit && elements[index - 1].has(.to) && isLikeOwn(quantity)),
            hasUnknown((index + 2)..<max(index + 2, range.upperBound))
        {
            return false
        }
        // "312 of 5,200 binned"; "3 of the 5 speakers" is about those.
        if quantity.whole != nil, !subject.isNone || isOnly && !tokens(of: index).contains(where: { hasRole($0, .the) }) { return true }
        let position = elements[index + 1].has(.more) && index + 2 < range.upperBound ? index + 2 : index + 1
        let following = elements[position]
        // "68 % of them"
        let isOfThem = quantity.isPercent && !subject.isNone && position + 1 < range.upperBound && elements[position + 1].has(.pronoun)
        if following.has(.of), !following.has([.time, .at]) { return isOfThem }
        // "33.5 minutes median"
        if following.kind == .word, firstWord(position).has(.metric), position + 1 == range.upperBound { return true }
        if following.kind == .word, following.isUnknown || isNounAhead(position, range) {
            if isOnly, quantity.hasUnit, tokens[following.token].name >= 0, position + 1 == range.upperBound { return true }
            return isUnitNoun(position, subject) && (!subject.isNone || isOnly || !hasUnknown((position + 1)..<max(position + 1, range.upperBound)))
        }
        if subject.isNone, isPraisedThing(position, range) { return false }
        return !(following.kind == .name && mentions[following.index].keyResults.isEmpty)
    }

    /// "it should be 40 pages and I have 38": as many of the things that the clause before counts.
    private func isOfThingsAbove(_ range: Range<Int>) -> Bool {
        guard clause.lead.has(.and), clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            let count = before.elements.first(where: { elements[$0].kind == .quantity }), count + 1 < before.elements.upperBound
        else { return false }
        return isUnknownThing(count + 1) && isPlural(count + 1) && !isUnitNoun(count + 1, .none) && !hasUnknown(range)
    }

    /// "… and then I'm done": the next clause is about the sender, and gives no number.
    private func isMoreToSay(_ range: Range<Int>) -> Bool {
        guard range.count <= 2, clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence else {
            return false
        }
        return next.lead.has(.and) && next.meanings.has(.firstPerson) && !next.elements.contains { elements[$0].kind == .quantity || isKeyResult($0) }
    }

    private func hasTotal(before index: Int) -> Bool { findings.contains { $0.isTotal && $0.clause < index && $0.clause >= index - 2 } }

    /// May be the number of a key result in the prompt.
    func isPromptNumber(_ quantity: Quantity) -> Bool {
        quantity.isPlainInteger && quantity.digits <= 2 && quantity.value <= Double(vocabulary.targets.count)
    }

    /// "26/32, two still off sick": behind a total, a number in words with more behind it counts something else.
    private func isWordBesideTotal(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isWord, !quantity.hasUnit, quantity.whole == nil, index + 1 < range.upperBound, !isCorrecting, corrected == nil,
            !clause.lead.has(.result), clause.opening == .comma || clause.opening == .conjunction,
            !elements[index + 1].has([.now, .time, .more, .there, .result, .up, .down, .correction]), !isUnitNoun(index + 1, subject),
            let last = findings.last, last.isTotal, !last.isSuperseded, !last.isUnsure
        else { return false }
        return last.subject.set == subject.set && clauses[last.clause].sentence == clause.sentence
    }

    /// "you missed the number on time to value, it's 33.5 minutes": what is said to us of our own minutes.
    private var isOfMissedNumber: Bool {
        saidOfMinutes.map { said in
            said.contains { isKeyResult($0) }
                // "you missed the number though, it's 1,465", from who owns one
                || ownOnly != nil && said.contains { tokens(of: $0).contains { hasRole($0, .figureNoun) } }
        } ?? false
    }

    /// The sentence speaks to somebody: "your notebook holds 8 GPUs, 0 % busy".
    var isSaidToSomebody: Bool {
        // A few clauses back at most: nobody takes longer to come to the point, and the bound keeps the reading linear.
        clauses[max(0, clauseIndex - 8)...clauseIndex].contains { $0.sentence == clause.sentence && $0.meanings.has(.secondPerson) }
    }

    /// "6 m/s": in a unit that nothing is measured in.
    func isPerSomething(_ index: Int) -> Bool {
        guard let end = tokens[elements[index].token...].prefix(6).firstIndex(where: { $0.start >= elements[index].end }), end + 1 < tokens.count
        else {
            return false
        }
        return tokens[end].kind == .slash && !tokens[end].isSpaced && tokens[end + 1].kind == .word && !tokens[end + 1].isSpaced
            && tokens[end + 1].length <= 3
    }

    /// "Actually no, Derby just sent theirs: 4.6%": behind a colon, in the unit of what the sentence goes on about, and of which no value was told.
    private func isToldAtLast(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard index > range.lowerBound, elements[index - 1].kind == .colon, quantity.isPercent || quantity.currency != nil,
            let only = subject.set.only, !hasOtherTotal(subject), let current = vocabulary.targets[only].current, current > 0,
            (0.5...2).contains(quantity.value / current), !clause.meanings.has([.planned, .condition, .past, .was])
        else { return false }
        return ValueReader(vocabulary.targets[only], current: nil).fitsUnit(quantity, noun: nil)
            && (vocabulary.targets[only].kind == .percent || quantity.currency != nil)
    }

    /// "Looker says 470, the audit log says 502": two that bear witness to one number.
    private func isOtherWitness(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard !subject.isNone, index > range.lowerBound, elements[index - 1].has(.witness), clauseIndex > 0, index + 1 == range.upperBound else {
            return false
        }
        let before = clauses[max(0, clauseIndex - 2)..<clauseIndex].filter { $0.sentence == clause.sentence }
        guard hasOtherTotal(subject), !before.isEmpty else { return false }
        // "lameness 10, hmm, vet says 9"
        let isOneMore = range.filter { $0 < index && isUnknownThing($0) }.count <= 1 && isLikeLast(quantities[elements[index].index])
        return before.last?.meanings.has(.witness) == true || isOneMore
    }

    /// "honest answer: 12"
    var isTruthAbove: Bool {
        clause.opening == .colon && clauseIndex > 0
            && clauses[clauseIndex - 1].elements.contains { tokens(of: $0).contains { hasRole($0, .truth) } }
    }

    func isLikeLast(_ quantity: Quantity) -> Bool {
        guard let last = findings.last(where: { $0.isTotal && !$0.isSuperseded }), case .total(let place) = last.content, quantities[place].value > 0
        else { return false }
        return (0.5...2).contains(quantity.value / quantities[place].value) && quantity.isPercent == quantities[place].isPercent
    }

    /// "finance says 22.3k": a figure that is no count, from somebody who should know.
    private func isSaidByWitness(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        // "burial stood at 255 km a week ago and the log says 271"
        if !subject.isNone, !quantity.isWord, !hasOtherTotal(subject), index >= range.lowerBound + 2, elements[index - 1].has(.witness) {
            // "the meter man says 128"
            let who = range.filter { $0 < index && isUnknownThing($0) }
            return who == [index - 2] || who == [index - 3, index - 2]
        }
        guard subject.isNone, !quantity.isWord, quantity.isMultiplied || quantity.hasUnit || quantity.value != quantity.value.rounded(),
            index >= range.lowerBound + 2, elements[index - 1].has(.witness), !quantity.hasTimeUnit || isLikeOwn(quantity),
            index + 1 == range.upperBound || !isUnknownThing(index + 1)
        else { return false }
        return range.filter { $0 < index && isUnknownThing($0) } == [index - 2]
    }

    /// "For now: 405".
    private var isBehindPlainHeading: Bool { clause.opening == .colon && clauseIndex > 0 && !hasUnknown(clauses[clauseIndex - 1].elements) }

    /// Whether the written unit can be that of the only key result that may be meant.
    private func isUnitOfOnly(_ quantity: Quantity) -> Bool {
        guard quantity.hasUnit, let only = vocabulary.targets.count == 1 ? 0 : focus else { return true }
        return ValueReader(vocabulary.targets[only], current: nil).fitsUnit(quantity, noun: nil)
    }

    /// "rehearsal is at 7" beside 212 tickets: what names something else and is that far from all that is known is no value of the only key result.
    private func isFarOff(_ quantity: Quantity) -> Bool {
        guard let only = vocabulary.targets.count == 1 ? 0 : focus, !quantity.hasUnit, quantity.whole == nil, quantity.value > 0 else { return false }
        let target = vocabulary.targets[only]
        let known = [target.baseline, target.target, target.current].compactMap { $0 }.filter { $0 > 0 }
        guard let least = known.min(), let most = known.max() else { return false }
        return quantity.value * 8 < least || quantity.value > most * 8
    }

    /// The message was about other things before this clause.
    var isTalkAbove: Bool {
        clauseIndex > 0 && clauses[max(0, clauseIndex - 4)..<clauseIndex].contains { hasUnknown($0.elements) }
    }

    /// The noun is what only one key result counts, and the number is much like what that one stands at.
    private func isUnitLikeKnown(_ quantity: Quantity, _ index: Int) -> Bool {
        let stem = tokens[elements[index].token].stem
        let counted = vocabulary.targets.indices.filter { vocabulary.targets[$0].counts(stem) }
        guard counted.count == 1, let current = vocabulary.targets[counted[0]].current, current > 0 else { return false }
        return (0.67...1.5).contains(quantity.value / current)
    }
}
