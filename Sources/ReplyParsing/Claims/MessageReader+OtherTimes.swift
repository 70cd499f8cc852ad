import Model

/// Numbers of another time: past, planned, or still to come.
extension MessageReader {

    func modeRule(
        _ index: Int, _ before: Int?, _ after: Int?, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ course: Course
    ) -> Claim.Rule? {
        // "not sure we'll make 2,500, 50/50 I'd guess"
        if isOdds(quantity, .none) { return nil }
        // "it'd be more like 29 if you threw out the Saturday"
        if clause.meanings.has(.planned), clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1],
            next.sentence == clause.sentence, next.lead.has(.condition), next.opening == .conjunction, index + 1 == range.upperBound,
            range.contains(where: { $0 < index && elements[$0].has(.correction) })
        {
            return .conditional
        }
        // "could be 4.9 or 5.1"
        if course.mode == .planned, quantity.high != nil, index > range.lowerBound, firstWord(index - 1).has(.planned),
            tokens(of: index - 1).count == 2
        {
            return nil
        }
        if course.mode == .planned {
            return isCorrection(index, range) || isConvertedAnswer(index, range) || isDoneBy(index, quantity, range, subject) ? nil : .planned
        }
        if course.mode == .conditional, isBehindColonAlone(index, quantity, range) { return nil }
        if course.mode == .conditional
            || isConditionNext && course.mode == .stated && quantity.isWord && !quantity.hasTimeUnit && !isOfTwoConditions(index)
        {
            return .conditional
        }
        if course.hasShare { return .planned }
        if course.hasConfidence, !quantity.isPercent, quantity.whole != 10, !quantity.hasSlash {
            return nextIsConfidence(index, before)
                || index > range.lowerBound && elements[index - 1].has(.to) && range.contains { $0 < index && elements[$0].has(.from) }
                ? nil : .planned
        }
        if isPlannedBehind(index, range) || isGivenLater(index, range) || isAim(index, range) || isOfWhatWouldBe(index, range) { return .planned }
        guard var following = after else { return nil }
        if elements[following].has(.more) || elements[following].kind == .name, let beyond = next(following, range.upperBound) { following = beyond }
        let element = elements[following]
        if isOffName(index, range) { return nil }
        if element.has(.modalEnd) { return .planned }
        if isReachedAhead(index, range) { return .planned }
        let isExplicit = before.map { elements[$0].has([.at, .to]) || elements[$0].kind == .colon || elements[$0].kind == .arrow } ?? false
        // "conversion at 37 would get me a statue"
        if isExplicit, following == index + 1, hasRole(tokens[elements[following].token], .wouldBe), following + 1 < range.upperBound {
            return .planned
        }
        // "fees: 10,900 outstanding"
        if element.has(.remaining), following == index + 1, !element.has(.planned), isLessToCome(index, subject), !hasOtherTotal(subject) {
            return nil
        }
        // "19 dead spots left" where there are to be fewer: what is left is what is counted.
        if element.has(.remaining), following > index + 1, elements[index + 1].kind == .name, isFewerBetter(self.subject(ofName: index + 1)) {
            return nil
        }
        // "passengers 6,230 off Col's clicker": from where it is read.
        if element.has(.remaining), following == index + 1, isReadOff(index, subject) { return nil }
        if element.has(.remaining), quantity.sign != .plus,
            !isExplicit || elements[following].start - elements[index].end <= 2 && !element.has(.planned)
        {
            return .remaining
        }
        // "confident we see 80 by June"
        let isOfHope = range.contains { $0 < index && elements[$0].has(.confidence) }
        return element.has(.planned) && (!isExplicit || isOfHope) && !element.has(.now) && following <= index + 2 ? .planned : nil
    }

    /// "hitting 400 by August would be lovely", "getting to 40 on activation by friday"
    private func isReachedAhead(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound, case let before = elements[index].token - 1,
            case let verb = before > 0 && hasRole(tokens[before], .to) ? tokens[before - 1] : tokens[before],
            hasRole(verb, .hitting) || hasRole(verb, .getting)
        else { return false }
        return range.contains { $0 > index && elements[$0].has([.modalEnd, .planned]) }
    }

    /// "sign-ups should be 1,481": put right, or hoped for?
    func isWhatShouldBe(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard let name, name.upperBound < index, elements[index - 1].kind == .word, case let words = tokens(of: index - 1),
            words.count == 2, hasRole(words.first, .should), !quantity.isWord, let only = subject.set.only, !subject.isAmbiguous, !subject.isWeak,
            let current = vocabulary.targets[only].current, current > 0, !isTarget(quantity), !hasTold(only),
            !range.contains(where: { $0 > index && elements[$0].has([.planned, .condition, .time, .weekday, .month, .until]) }),
            !clause.lead.has(.condition)
        else { return false }
        return (0.75...1.33).contains(ValueReader(vocabulary.targets[only], current: nil).converted(quantity) / current)
    }

    /// "sorry, that was before refunds. should be 22.4k": in place of the one number that its sender has told.
    func isPutRightByShould(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard name == nil, hasWord(.should), index == range.lowerBound + 1 || index == range.lowerBound + 2, elements[index - 1].kind == .word,
            hasRole(tokens(of: index - 1).first, .should), let only = spoken.only, talkedOf == only, !quantity.isWord, clauseIndex > 0,
            clauses[max(0, clauseIndex - 3)..<clauseIndex].contains(where: { $0.meanings.has([.correction, .retract]) }),
            !range.contains(where: { $0 > index && elements[$0].has([.planned, .condition, .time, .weekday, .month, .until]) }),
            let current = vocabulary.targets[only].current, current > 0, !isTarget(quantity)
        else { return false }
        return (0.75...1.33).contains(ValueReader(vocabulary.targets[only], current: nil).converted(quantity) / current)
    }

    /// "another 1.5k, but those aren't signed yet", "… so don't count them": of what is said to be to come.
    func isNotBinding(_ index: Int, _ range: Range<Int>) -> Bool {
        guard hasWord(.binding) else { return false }
        return (clauseIndex..<min(clauses.count, clauseIndex + 4)).contains { place in
            let near = clauses[place]
            // "but that isn't signed yet" is no relative clause.
            let isBehindBut = near.elements.lowerBound > 1 && elements[near.elements.lowerBound - 1].has(.but)
            guard near.sentence == clause.sentence, !near.lead.has(.relative) || near.lead.has(.but) || isBehindBut,
                let refusal = near.elements.first(where: { $0 > index && elements[$0].kind == .word && elements[$0].has([.negation, .notYet]) }),
                case let end = elements[near.elements.upperBound - 1].end
            else { return false }
            let head = tokens[(elements[near.elements.lowerBound].token - (isBehindBut ? 1 : 0))..<elements[refusal].token].suffix(3)
            let behind = tokens[elements[refusal].token...].prefix(4).prefix { $0.start < end }
            guard behind.contains(where: { hasRole($0, .binding) }) else { return false }
            let pointers = head.isEmpty ? behind : head
            return pointers.contains { isThey($0) || hasRole($0, .pointer) || hasRole($0, .this, .thatIs) || hasRole($0, .it, .itIs) }
        }
    }

    /// "might be 73, might be 75": two numbers in doubt, and no plan.
    func isMaybeOfTwo(_ index: Int, _ range: Range<Int>) -> Bool {
        guard isMaybe(index, range) else { return false }
        return [clauseIndex - 1, clauseIndex + 1].contains { place in
            guard clauses.indices.contains(place), clauses[place].sentence == clause.sentence, case let near = clauses[place].elements else {
                return false
            }
            return near.prefix(8).contains { elements[$0].kind == .quantity && isMaybe($0, near) }
        }
    }

    private func isMaybe(_ index: Int, _ range: Range<Int>) -> Bool {
        (max(range.lowerBound, index - 2)..<max(range.lowerBound, index)).contains {
            elements[$0].has(.planned) && hasRole(tokens[elements[$0].token], .perhaps)
        }
    }

    /// "reviews are completed by 70 percent": how far it is done.
    private func isDoneBy(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isPercent, index > range.lowerBound + 1, hasRole(tokens[elements[index].token - 1], .by),
            entry(index - 2)?.status == .done, let only = subject.set.only
        else { return false }
        return vocabulary.targets[only].kind == .percent
    }

    /// "3.1 is planned for the 30th"
    private func isPlannedBehind(_ index: Int, _ range: Range<Int>) -> Bool {
        index == range.lowerBound && index + 2 < range.upperBound && elements[index + 1].kind == .word && elements[index + 1].has(.at)
            && elements[index + 2].has(.planned) && !elements[index + 2].has(.now)
    }

    /// "50 loaves more per hour it should give us"
    private func isGivenLater(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index == range.lowerBound, let plan = range.first(where: { $0 > index + 2 && elements[$0].has(.planned) && !elements[$0].has(.now) })
        else { return false }
        return isThey(tokens[elements[plan - 1].token]) && plan + 1 < range.upperBound && !hasUnknown((plan + 1)..<range.upperBound)
    }

    /// "1,200 is what the contract would bring"
    private func isOfWhatWouldBe(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound, elements[index + 1].has(.at) else { return false }
        if index + 2 < range.upperBound {
            return elements[index + 2].has([.relative, .ask]) && range.contains { $0 > index + 2 && elements[$0].has([.planned, .condition]) }
        }
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence else { return false }
        return (next.lead.has(.relative) || firstWord(next.elements.lowerBound).has([.relative, .ask])) && next.meanings.has([.planned, .condition])
    }

    /// "should be 1,485 now", "should have been 36.4, not 36.2"
    private func isCorrection(_ index: Int, _ range: Range<Int>) -> Bool {
        // "activation should go back to 36.4"
        if index > range.lowerBound, hasRole(tokens[elements[index].token - 1], .to),
            range.contains(where: { $0 < index && hasRole(tokens[elements[$0].token], .should) }),
            tokens[..<elements[index].token].suffix(4).contains(where: { hasRole($0, .back) })
        {
            return true
        }
        var place = index - 1
        // "should be somewhere around 29 or 30 now"
        while place > range.lowerBound, elements[place].has(.approximate), !elements[place].has(.planned) { place -= 1 }
        guard place >= range.lowerBound, elements[place].kind == .word, case let words = tokens(of: place),
            hasRole(words.first, .should) && (words.count == 2 || words.count == 3) || hasRole(words.first, .shouldHave)
        else { return false }
        // "Coming back to my sign-ups: … it should have been 1,441", of which nothing else was told
        let subject = sentenceSubject.isNone ? lineSubject : sentenceSubject
        if hasRole(words.first, .shouldHave) || words.count == 3, index + 1 == range.upperBound, subject.set.only != nil, !hasOtherTotal(subject) {
            return true
        }
        // "Number 2 should be 51" of what its sender has told this week
        if index + 1 == range.upperBound, let only = subject.set.only, spoken.contains(only), isNearKnown(index, only) { return true }
        // "my 1,430 had 18 test accounts in it. Should be 1,412"
        if let ignored, clauseIndex - ignored.clause <= 4, index + 1 == range.upperBound { return true }
        // "three zeros too many, should be 4,120", to a question about the number
        if isAnswerPending, hasFocus, index + 1 == range.upperBound { return true }
        return index + 1 < range.upperBound && firstWord(index + 1).has(.now) || isCorrectedBehind(index, range) || isCorrectionAbove
    }

    /// Nothing that is aimed at, and near what is known.
    private func isNearKnown(_ index: Int, _ target: Int) -> Bool {
        let quantity = quantities[elements[index].index]
        guard let current = vocabulary.targets[target].current, current > 0, !isTarget(quantity) else { return false }
        return (0.75...1.33).contains(ValueReader(vocabulary.targets[target], current: nil).converted(quantity) / current)
    }

    /// "quick one before the dentist: 1,410": what stands before the colon says when it was written.
    private func isBehindColonAlone(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        index > range.lowerBound && elements[index - 1].kind == .colon && index + 1 == range.upperBound && !quantity.isWord && isLikeOwn(quantity)
            && range.contains { hasRole(tokens[elements[$0].token], .beforeOrAfter) } && !clause.lead.has(.condition)
    }

    /// "at today's rate that'd be 166", where something is asked
    private func isConvertedAnswer(_ index: Int, _ range: Range<Int>) -> Bool {
        guard isAnswerPending, hasFocus, let before = previous(index, range.lowerBound), elements[before].has(.planned) else { return false }
        return hasRole(tokens(of: before).first, .wouldBe)
    }

    /// "Correction, sign-ups should be 1,448", "correction, finance sent the final list: 4.8"
    var isCorrectionAbove: Bool {
        clauses[max(0, clauseIndex - 4)..<clauseIndex].contains { $0.sentence == clause.sentence && $0.meanings.has([.correction, .retract]) }
            || clause.elements.prefix(2).contains { elements[$0].has(.correction) }
    }

    /// "… not 36.2" stands behind.
    func isCorrectedBehind(_ index: Int, _ range: Range<Int>) -> Bool { deniedBehind(index, range) != nil }

    /// The number that stands denied behind this one, right there or at the head of the next clause.
    func deniedBehind(_ index: Int, _ range: Range<Int>) -> Int? {
        if index + 1 < range.upperBound {
            if isTakenBack(index + 1) { return index + 2 }
            if isTakenBackThe(index + 1), index + 3 < range.upperBound { return index + 3 }
            // "35.9 rather than 35.6"
            if index + 2 < range.upperBound, elements[index + 1].kind == .word, elements[index + 1].has(.from), tokens(of: index + 1).count == 2,
                hasRole(tokens(of: index + 1).last, .than) || hasRole(tokens(of: index + 1).first, .instead),
                elements[index + 2].kind == .quantity
            {
                return index + 2
            }
            // "activation was 36.2 with the sync, not 35.9"
            // "1,440 sign-ups, not 1,460"
            let isOfNext = isKeyResult(index + 1)
            // Near by; the bound keeps the reading linear.
            guard isOfNext || (max(range.lowerBound, index - 8)..<index).contains(where: { isKeyResult($0) }) else { return nil }
            if let next = ((index + 1)..<min(range.upperBound, index + 12)).first(where: {
                (elements[$0].kind == .quantity || isKeyResult($0) && !(isOfNext && $0 == index + 1))
            }) {
                return isTakenBack(next - 1) ? next : nil
            }
        }
        var next = clauseIndex + 1
        // "… after the sync, not 35.9"
        if next + 1 < clauses.count, clauses[next].lead.has([.after, .because]),
            !clauses[next].elements.contains(where: { elements[$0].kind == .quantity })
        {
            next += 1
        }
        guard next < clauses.count, clauses[next].sentence == clause.sentence else { return nil }
        var head = clauses[next].elements.lowerBound
        if elements[head].has(.and), !elements[head].has(.negation) { head += 1 }
        return isTakenBack(head) ? head + 1 : isTakenBackThe(head) ? head + 2 : nil
    }

    /// "not the 1,512"
    private func isTakenBackThe(_ index: Int) -> Bool {
        index + 2 < elements.count && elements[index].kind == .word && elements[index].has(.negation) && !elements[index].has(.notYet)
            && elements[index + 1].kind == .word && hasRole(tokens[elements[index + 1].token], .the) && elements[index + 2].kind == .quantity
            && !quantities[elements[index + 2].index].isWord
    }

    /// "not 36.2"
    private func isTakenBack(_ index: Int) -> Bool {
        index + 1 < elements.count && elements[index].kind == .word && elements[index].has(.negation) && !elements[index].has(.notYet)
            && elements[index + 1].kind == .quantity
    }

    /// "on course for 75", "on track to 20k", "won't make it to 4", "will miss 4": the number that a status looks to.
    func isAim(_ index: Int, _ range: Range<Int>) -> Bool {
        var place = index - 1
        guard place >= range.lowerBound else { return false }
        // "confidence on that 9/10"
        if elements[index].kind == .quantity, quantities[elements[index].index].isTenths,
            range.contains(where: { $0 < index && elements[$0].has(.confidence) })
        {
            return false
        }
        if elements[index].kind == .quantity, isTargetJudged(index, quantities[elements[index].index], range, .none) { return true }
        // "low confidence we see 55 this year", "70% we hit 45"
        if place > range.lowerBound, elements[place].has(.reach),
            (range.lowerBound..<place).contains(where: { elements[$0].has([.confidence, .sure, .status]) || isShareOf($0) })
        {
            return true
        }
        if place > range.lowerBound, elements[place].kind == .word, elements[place].has(.at), firstWord(place).has(.firstPerson),
            elements[place - 1].has([.confidence, .sure, .status]) && !elements[place - 1].has(.at)
                || isShareOf(place - 1)
        {
            return true
        }
        if let before = previous(index, range.lowerBound), elements[before].has(.shortOf) { return true }
        if (max(range.lowerBound, index - 2)..<index).contains(where: { isAwayFrom($0, range) }) { return true }
        // "we have 7.9k left to 30k"
        if place > range.lowerBound, hasRole(tokens[elements[place].token], .to), elements[place - 1].has(.remaining) { return true }
        if isWillNotGetThere(index, range) || isHalfwayTo(index, range) { return true }
        if elements[place].has(.status), isToward(place) { return true }
        // "off track for 2,500"
        if place > range.lowerBound, elements[place].has(.preposition), !elements[place].has([.at, .to, .of]), let status = entry(place - 1)?.status,
            status != .done
        {
            return true
        }
        // "on track for the 30"
        if place > range.lowerBound, hasRole(tokens[elements[place].token], .the), elements[place - 1].has(.status),
            isToward(place - 1) || entry(place - 1)?.status == .offTrack
        {
            return true
        }
        // "low confidence on the 50", "confident about the thousand"
        if place >= range.lowerBound + 2, hasRole(tokens[elements[place].token], .the), elements[place - 1].has(.preposition),
            elements[place - 2].has([.status, .confidence])
        {
            return true
        }
        if place > range.lowerBound, elements[place].kind == .word, elements[place].has(.to), elements[place - 1].has(.status) { place -= 1 }
        return elements[place].has(.status) && firstWord(place).has([.future, .negation]) && entry(place)?.status == .offTrack
    }

    /// "still short of 1,450", "6k shy of the 30": what is not reached. "Shy of 1,450" alone is about there.
    func isAwayFrom(_ index: Int, _ range: Range<Int>) -> Bool {
        let isBehindNumber = index > range.lowerBound && elements[index - 1].kind == .quantity
        let words = tokens(of: index)
        guard elements[index].has(.remaining), isBehindNumber || !elements[index].has(.approximate), words.count > 1 else { return false }
        return words.contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.of, .from]) }
    }

    private func isShareOf(_ index: Int) -> Bool { elements[index].kind == .quantity && quantities[elements[index].index].isPercent }

    /// What is left is what is counted: there is to be less of it, and the number is much like the one before.
    func isLessToCome(_ index: Int, _ subject: Subject) -> Bool {
        guard let only = subject.isNone ? focus : subject.set.only, case let target = vocabulary.targets[only],
            target.kind == .number || target.kind == .currency,
            let goal = target.target, let from = target.baseline, goal < from, let current = target.current, current > 0
        else { return false }
        return (0.5...2).contains(quantities[elements[index].index].value / current)
    }

    /// "passengers 6,230 off Col's clicker", where 6,150 are known
    func isReadOff(_ index: Int, _ subject: Subject) -> Bool {
        index + 2 < clause.elements.upperBound && elements[index + 1].kind == .word && firstWord(index + 1).has(.off)
            && isLikeCurrent(quantities[elements[index].index], subject)
    }

    private func isFewerBetter(_ subject: Subject) -> Bool {
        guard let only = subject.set.only, let goal = vocabulary.targets[only].target, let from = vocabulary.targets[only].baseline else {
            return false
        }
        return vocabulary.targets[only].kind == .number && goal < from
    }

    /// The phrase ends with a word that points ahead.
    private func isToward(_ index: Int) -> Bool {
        let end = index + 1 < elements.count ? elements[index + 1].token : tokens.count
        guard end - elements[index].token > 1, tokens[end - 1].kind == .word else { return false }
        return vocabulary.lexicon.meaning(ofWord: tokens[end - 1].lexeme).has([.to, .wait, .preposition]) || hasRole(tokens[end - 1], .about)
    }

    /// "nine if we count Petra, eight if we don't"
    private func isOfTwoConditions(_ index: Int) -> Bool {
        if clause.opening == .comma, index == clause.elements.lowerBound, clauseIndex > 1, clauses[clauseIndex - 1].lead.has(.condition),
            let last = findings.last, last.isTotal, last.clause == clauseIndex - 2
        {
            return true
        }
        guard clauseIndex + 3 < clauses.count, clauses[clauseIndex + 1].lead.has(.condition), case let other = clauses[clauseIndex + 2],
            other.sentence == clause.sentence, elements[other.elements.lowerBound].kind == .quantity, clauses[clauseIndex + 3].lead.has(.condition)
        else { return false }
        return !elements[other.elements.lowerBound].has(.condition)
    }

    private var isConditionNext: Bool {
        guard clauseIndex + 1 < clauses.count else { return false }
        let next = clauses[clauseIndex + 1]
        // "dropped by two minutes when I refreshed"
        if next.lead.has(.condition), clause.meanings.has([.up, .down]), next.meanings.has(.firstPerson),
            firstWord(next.elements.lowerBound).has(.ask)
        {
            return false
        }
        return next.sentence == clause.sentence && next.lead.has(.condition)
    }

    /// "churn is down to 4 if we drop the price": so only then, or already?
    func isUnderCondition(_ index: Int, _ range: Range<Int>) -> Bool {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.lead.has(.condition),
            next.opening == .conjunction, next.sentence == clause.sentence, next.elements.count > 2,
            elements[next.elements.lowerBound].has(.condition), !elements[next.elements.lowerBound].has([.until, .time, .ask]),
            case let who = elements[next.elements.lowerBound + 1], who.has(.firstPerson), hasRole(tokens[who.token], .ours),
            !elements[next.elements.lowerBound + 2].has([.planned, .negation]),
            !next.elements.contains(where: { elements[$0].kind == .quantity })
        else { return false }
        return !hasUnknown((index + 1)..<range.upperBound)
    }

    private func nextIsConfidence(_ index: Int, _ before: Int?) -> Bool {
        guard let before else { return false }
        // "confident about the 4": the target.
        if isTheTarget(index, quantities[elements[index].index]) { return false }
        if elements[before].has(.confidence) || elements[before].kind == .colon { return true }
        // "confidence to 75"
        if elements[before].has([.to, .at]), before > clause.elements.lowerBound, elements[before - 1].has(.confidence) { return true }
        // "conf on 2: 60"
        guard elements[before].kind == .name, before > clause.elements.lowerBound else { return false }
        let cue = elements[before - 1]
        return cue.has(.confidence) || cue.has(.preposition) && before - 2 >= clause.elements.lowerBound && elements[before - 2].has(.confidence)
    }
}
