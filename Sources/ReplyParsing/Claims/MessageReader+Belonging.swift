import Model

/// Whether a number is said of the subject at hand, or of some other thing in the clause.
extension MessageReader {
    /// Whether the number is said of the subject, and not of some other thing in the clause.
    func isAttached(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, isChange: Bool) -> Bool {
        if isAlternative(index, range, subject) || !subject.isNone && isOfOtherPlace(index, quantity, range) { return true }
        guard let name else { return isBare(index, quantity, range, subject, isChange: isChange) }
        // "60 of 75 people have now passed the AML training"
        if index < name.lowerBound, quantity.whole != nil, !quantity.hasSlash, !subject.isWeak, !hasUnknown(range.lowerBound..<index),
            let only = subject.set.only, vocabulary.targets[only].kind == .percent
        {
            return true
        }
        if index < name.lowerBound { return isBeforeName(index, range, subject, name) }
        let between = name.upperBound..<index
        if !hasUnknown(between) || isPraise(index - 1, range) && !hasUnknown(name.upperBound..<(index - 1)) { return true }
        // "the deal with Acme is worth 120k" is about one deal, not about how many.
        if name.count == 1, !isInNamesForm(name.lowerBound) { return false }
        let explicit =
            previous(index, range.lowerBound).map { elements[$0].has([.at, .to, .now, .up, .down, .witness]) || elements[$0].kind == .colon } ?? false
        // "Story time brought in 74 children"
        let isCounted = index + 1 < range.upperBound && isUnit(name: index + 1, of: subject)
        return explicit || quantity.hasUnit || isChange || isCounted
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
    private func isBeforeName(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>) -> Bool {
        let isCounted = index + 1 < name.lowerBound && isUnit(name: index + 1, of: subject)
        if hasUnknown((index + (isCounted ? 2 : 1))..<name.lowerBound) { return false }
        if subject.isWeak, hasUnknown(range.lowerBound..<index) { return false }
        if name.count == 1, name.upperBound < range.upperBound, elements[name.upperBound].isUnknown, elements[name.upperBound].isSpaced,
            isPlural(name.upperBound), !isUnitNoun(name.upperBound, subject), mentions[elements[name.lowerBound].index].range.count == 1
        {
            return false
        }
        guard name.upperBound < range.upperBound, subject.isWeak else { return true }
        return !(elements[name.upperBound].isUnknown && elements[name.upperBound].isSpaced) || isUnitNoun(name.upperBound, subject)
    }

    /// In a clause without a name, the number must be all that is said: nothing unknown before it, nothing counted behind it.
    private func isBare(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, isChange: Bool) -> Bool {
        let isOnly = vocabulary.targets.count == 1 || (hasFocus && subject.isNone)
        let explicit =
            index > range.lowerBound
            && (previous(index, range.lowerBound).map { elements[$0].has(.at) || elements[$0].has(.to) || elements[$0].kind == .colon } ?? false)
        // "call it 22,100"
        if index > range.lowerBound, elements[index].token > 1, tokens[elements[index].token - 2].hash == ElementBuilder.call,
            tokens[elements[index].token - 1].hash == Self.it, index + 1 == range.upperBound, !quantity.isWord
        {
            return true
        }
        if isOtherWitness(index, range, subject) || isSaidByWitness(index, quantity, range, subject) { return true }
        let isCorrection = explicit && corrected.map { clauses[findings[$0].clause].sentence <= clause.sentence && !subject.isNone } ?? false
        if hasUnknown(range.lowerBound..<index), !(isOnly && explicit && !isChange), !isCorrection { return false }
        if range.contains(where: { $0 < index && elements[$0].kind == .reference }), !explicit { return false }
        if isSaidToSomebody || subject.isNone && isOfThingsAbove(range) { return false }
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
        // "4.9 it is"
        if index == range.lowerBound, index + 2 == range.upperBound, quantity.hasUnit || quantity.digits == 0 || quantity.digits > 1,
            elements[index + 1].has(.at), tokens[elements[index + 1].token].hash == Self.it
        {
            return true
        }
        // "17k obvs": an answer, with a word that may mean anything.
        if isAnswerPending, hasFocus, elements.count == 2, index == range.lowerBound, !quantity.isWord { return true }
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
        if quantity.isWord, subject.isNone, hasUnknown(range) || quantity.value == 1 && !explicit && !isChange { return false }
        // A figure that is a sentence of its own needs no introduction.
        let isFigure =
            range.count == 1 && quantity.digits == 0 && !quantity.isWord
            && (clause.opening == .sentence || clause.opening == .line || clause.opening == .colon && isCorrectionAbove)
        // "two renewals were upgraded, so +450", "that one came through, add another 300"
        let isSigned =
            isChange && quantity.value > 1 && index + 1 == range.upperBound
            && (quantity.sign != .none && range.allSatisfy { $0 == index || elements[$0].has(.result) }
                || tokens[elements[range.lowerBound].token].hash == Self.add && !hasUnknown(range))
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
        // "£25 a head"
        if subject.isNone, elements[index + 1].has(.article), index + 2 < range.upperBound, isUnknownThing(index + 2) { return false }
        // "we are 4 in the office": what follows says where, and it is no key result.
        if subject.isNone, !isOnly, !quantity.hasUnit, quantity.isPlainInteger, elements[index + 1].has(.preposition),
            hasUnknown((index + 2)..<max(index + 2, range.upperBound))
        {
            return false
        }
        // "312 of 5,200 binned"; "3 of the 5 speakers" is about those.
        if quantity.whole != nil, !subject.isNone || isOnly && !tokens(of: index).contains(where: { $0.hash == Self.the }) { return true }
        let position = elements[index + 1].has(.more) && index + 2 < range.upperBound ? index + 2 : index + 1
        let following = elements[position]
        if following.has(.of), !following.has([.time, .at]) { return false }
        if following.kind == .word, following.isUnknown || isNounAhead(position, range) {
            if isOnly, quantity.hasUnit, tokens[following.token].name >= 0, position + 1 == range.upperBound { return true }
            return isUnitNoun(position, subject) && (!subject.isNone || isOnly || !hasUnknown((position + 1)..<max(position + 1, range.upperBound)))
        }
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

    /// May be the number of a key result in the prompt.
    private func isPromptNumber(_ quantity: Quantity) -> Bool {
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

    /// The sentence speaks to somebody: "your notebook holds 8 GPUs, 0 % busy".
    private var isSaidToSomebody: Bool {
        // A few clauses back at most: nobody takes longer to come to the point, and the bound keeps the reading linear.
        clauses[max(0, clauseIndex - 8)...clauseIndex].contains { $0.sentence == clause.sentence && $0.meanings.has(.secondPerson) }
    }

    /// "Looker says 470, the audit log says 502": two that bear witness to one number.
    private func isOtherWitness(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard !subject.isNone, index > range.lowerBound, elements[index - 1].has(.witness), clauseIndex > 0, index + 1 == range.upperBound else {
            return false
        }
        return clauses[clauseIndex - 1].meanings.has(.witness) && clauses[clauseIndex - 1].sentence == clause.sentence && hasOtherTotal(subject)
    }

    /// "finance says 22.3k": a figure that is no count, from somebody who should know.
    private func isSaidByWitness(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        // "burial stood at 255 km a week ago and the log says 271"
        if !subject.isNone, !quantity.isWord, !hasOtherTotal(subject), index >= range.lowerBound + 2, elements[index - 1].has(.witness) {
            return range.filter { $0 < index && isUnknownThing($0) } == [index - 2]
        }
        guard subject.isNone, !quantity.isWord, quantity.isMultiplied || quantity.hasUnit || quantity.value != quantity.value.rounded(),
            index >= range.lowerBound + 2, elements[index - 1].has(.witness), !quantity.hasTimeUnit,
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
    private var isTalkAbove: Bool {
        clauseIndex > 0 && clauses[max(0, clauseIndex - 4)..<clauseIndex].contains { hasUnknown($0.elements) }
    }

    /// An adjective and an unknown noun: "212 new reviews".
    private func isNounAhead(_ position: Int, _ range: Range<Int>) -> Bool {
        elements[position].has(.filler) && elements[position].has([.more, .generic]) && !elements[position].has([.until, .preposition, .wait])
            && position + 1 < range.upperBound && isUnknownThing(position + 1)
    }

    /// The noun is the unit of the subject, or of any key result where there is none.
    func isUnitNoun(_ index: Int, _ subject: Subject) -> Bool {
        let stem = tokens[elements[index].token].stem
        if index + 1 < clause.elements.upperBound, isUnknownThing(index + 1), elements[index + 1].isSpaced { return false }
        let set = subject.isNone ? vocabulary.everything : subject.set
        return set.contains { vocabulary.targets[$0].unitStem == stem }
    }

    /// Where it stays open what the number is: a part of the key result, or a thing that is counted beside it.
    func isOpen(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard let name, !quantity.hasUnit, quantity.whole == nil, quantity.high == nil else { return false }
        if isOfNewOnes(index, name, subject) { return true }
        if elements[index - (index > range.lowerBound ? 1 : 0)].has(.to) || elements[max(range.lowerBound, index - 1)].kind == .arrow { return false }
        if index < name.lowerBound { return !isPeriodic(subject) && hasUnknown(range.lowerBound..<index) }
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

    private static let add = Folding.hash("add")

    private func isLikeCurrent(_ quantity: Quantity, _ subject: Subject) -> Bool {
        guard let only = subject.set.only, let current = vocabulary.targets[only].current, current > 0 else { return false }
        return (0.67...1.5).contains(quantity.value / current)
    }

    /// "two new pledges": two more, or two in all? Open, unless the key result counts new ones.
    private func isOfNewOnes(_ index: Int, _ name: Range<Int>, _ subject: Subject) -> Bool {
        guard index + 1 < name.lowerBound, let only = subject.set.only, vocabulary.targets[only].kind != .percent, !isPeriodic(subject) else {
            return false
        }
        return ((index + 1)..<name.lowerBound).contains { firstWord($0).has(.fresh) }
            && !vocabulary.hasForm(Folding.hash("new"))
    }

    private func isPeriodic(_ subject: Subject) -> Bool { subject.set.contains { vocabulary.targets[$0].isPeriodic } }

    func isPlural(_ index: Int) -> Bool {
        let token = tokens[elements[index].token]
        return token.length > 3 && token.stemLength < token.length
    }

    /// Inside parentheses only a value right behind its name counts, or one that says that it is the present.
    func isParenthesisedValue(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        if clause.meanings.has(.now) { return true }
        // "41 (sorry, 34, read the wrong month)"
        if clauseIndex > 0, clauses[clauseIndex - 1].isParenthesised, clauses[clauseIndex - 1].meanings.has(.correction), range.count == 1 {
            return true
        }
        guard !subject.isNone, !hasOtherTotal(subject), clauseIndex > 0 else { return false }
        let before = clauses[clauseIndex - 1]
        if hasUnknown(range) { return false }
        // "… except overtime, which is red (510 h)".
        if range.count == 1, let last = findings.last, last.clause == clauseIndex - 1, case .status = last.content, last.subject.set == subject.set {
            return !before.elements.contains { elements[$0].kind == .quantity }
        }
        return isNameOnly(before)
            || before.meanings.has([.up, .down, .moved, .status, .better, .worse]) && range.count == 1
                && before.elements.contains { isKeyResult($0) } && !before.elements.contains { elements[$0].kind == .quantity }
    }

    /// "finance sent the list: 4.8" from who owns a churn of 5.
    private func isLikeOwn(_ quantity: Quantity) -> Bool {
        guard !quantity.hasUnit, quantity.value != 1 else { return false }
        return own.contains { index in
            vocabulary.targets[index].current.map { $0 > 0 && (0.75...1.33).contains(quantity.value / $0) } ?? false
        }
    }

    /// Nobody reads more of them.
    private static let mostLeftOut = 8

    /// "another 20 on top of that": no count of other things, so that the sender should know that it was not taken.
    mutating func noteLeftOut(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ rule: Claim.Rule) {
        if clause.isParenthesised || clause.lead.has(.because) || leftOut.count >= Self.mostLeftOut { return }
        let isCounting = index + 1 < range.upperBound && (isUnknownThing(index + 1) || isNounAhead(index + 1, range))
        let before = previous(index, range.lowerBound)
        // "4 of us plus the 2 new people"
        if isCounting, elements[index].token > 0, tokens[elements[index].token - 1].hash == Self.the { return }
        let isChange =
            quantity.sign != .none || before.map { elements[$0].has([.up, .down, .more]) } ?? false
            || index + 1 < range.upperBound && elements[index + 1].has(.more)
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
        if isPlain { leftOut.append(LeftOut(span: span(range), clause: clauseIndex, isTelling: isChange || subject.isNone && isLikeOwn(quantity))) }
    }
}
