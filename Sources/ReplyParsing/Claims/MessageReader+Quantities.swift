import Model

/// The part that a number plays in its clause: a state, a change, a former state, a plan, or no value at all.
extension MessageReader {
    /// What a number is to its subject.
    private enum Part {
        case none(Claim.Rule)
        case confidence(Double)
        case value(Finding.Content, Claim.Rule, Finding.Rank, isStill: Bool)
    }

    mutating func readQuantity(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: inout Course) {
        if isBelowNought(index, range), isBelowNoughtAtTimes(subject) { quantities[elements[index].index].sign = .minus }
        if let value = paired[index], course.mode == .stated, !course.hasConfidence, !hasConfidenceAbove { return readPaired(value, index, &course) }
        let quantity = quantities[elements[index].index]
        switch part(index, quantity, range, subject, name, course) {
        case .none(.planned) where isSecondShare(index, quantity, name): readSecondShare(index, quantity)
        case .none(let rule):
            drop(rule, index, subject)
            if !findings.isEmpty {
                noteRival(index, quantity, rule, subject)
                noteGuess(index, quantity, range, subject)
            }
            if rule == .conditional, let last = lastTotal, clauses[findings[last].clause].sentence == clause.sentence, isLike(last, quantity),
                isBehindCondition, clauses[..<clauseIndex].suffix(2).contains(where: { firstWord($0.elements.lowerBound).has(.until) })
            {
                findings[last].isUnsure = true
            }
            // "looks like 23 to 25% judging by the bins": from one to the other.
            if index >= range.lowerBound + 2, elements[index - 1].has(.to), let last = findings.last, last.isTotal, last.element == index - 2,
                elements[index - 2].kind == .quantity, case let lower = quantities[elements[index - 2].index], !lower.isWord, !lower.isFraction,
                quantity.value / 2 < lower.value
            {
                findings[findings.count - 1].isUnsure = true
            }
            if rule == .past, isMyOld(index, range) || isPointedAtPast(index, range) { ignored = (elements[index].index, clauseIndex) }
            if rule == .past { noteLeftOutPast(index, quantity, range, subject) }
            if [.notBare, .workCount, .contextOnly].contains(rule) { noteLeftOut(index, quantity, range, subject, name, rule) }
            if rule == .denied, let only = subject.set.only, !subject.isAmbiguous {
                denied.append(
                    Denial(
                        keyResult: only, quantity: elements[index].index, span: span(range), isTakenBack: isMineTakenBack(index, range)))
            } else if rule == .denied, subject.isNone, ignored?.quantity == elements[index].index {
                // "forget the 31 I gave you": of which of the sender's own it was told is known when they are weighed.
                denied += own.map { Denial(keyResult: $0, quantity: elements[index].index, span: span(range), isTakenBack: true) }
            }
        case .confidence(let share):
            course.hasConfidence = true
            course.hasShare = true
            let subject =
                ofOrdinal(behind: index, range) ?? ofOther(behind: index, range) ?? ofBoth(behind: index, range)
                ?? (name == nil ? aimedAt(beside: index, subject) ?? subject : subject)
            noteConfidence(index, range, subject, name)
            add(.confidence(share), index, subject, rule: .confidence)
        case .value(let content, let rule, let rank, let isStill):
            course.hasQuantity = true
            if !findings.isEmpty { noteGuess(index, quantity, range, subject) }
            var subject = subject
            // "7/12 bars done on the LED rig" where a bar's takings are measured: of the one that has so many steps.
            if quantity.whole != nil, quantity.whole != 10, !quantity.hasUnit, let only = subject.set.only,
                [.currency, .duration, .boolean].contains(vocabulary.targets[only].kind),
                let steps = IndexSet128(
                    vocabulary.everything.filter({ vocabulary.targets[$0].kind == .milestone && vocabulary.targets[$0].target == quantity.whole })
                ).only
            {
                subject = Subject(set: IndexSet128(steps))
            }
            if let right = shareCorrected(by: quantity, subject) { subject = right }
            if name == nil, subject.isNone, case .total = content, let own = ownFigure(index, quantity, range, subject),
                !isBare(index, quantity, range, subject, isChange: false)
            {
                subject = Subject(set: IndexSet128(own))
                enterSubject(subject)
            }
            // "crept past the 1.4k mark: 1,452 as of Sunday night"
            if name == nil, case .total = content, isWithinBound(index, quantity, range), let last = lastTotal { findings[last].isSuperseded = true }
            add(content, index, subject, rule: rule, rank: rank)
            if name == nil, !findings[findings.count - 1].isUnsure, isRivalOfDropped(index, quantity) { findings[findings.count - 1].isUnsure = true }
            if let words = changeWords(content, index, range) { findings[findings.count - 1].span = findings[findings.count - 1].span.hull(words) }
            let before = index > range.lowerBound && elements[index - 1].has(.approximate)
            let after = index + 1 < range.upperBound && elements[index + 1].has(.approximateAfter)
            findings[findings.count - 1].isApproximate = quantity.isApproximate || before || after
            findings[findings.count - 1].isStill = isStill
            if case .total = content, isOfDaytimes(index, range) { findings[findings.count - 1].isUnsure = true }
            findings[findings.count - 1].isExplicit = isExplicit(index, range, subject, name)
            findings[findings.count - 1].isPutRight = isPutRight
            findings[findings.count - 1].isFromTold = hasWord(.said) && content.isChange && isMeasuredFromTold(index, range)
            findings[findings.count - 1].isBound = before && tokens(of: index - 1).contains { hasRole($0, .bounding) }
            findings[findings.count - 1].isBelow = before && tokens(of: index - 1).count == 1 && hasRole(tokens(of: index - 1).first, .beneath)
            if subject.isNone || content.isChange, let denied = deniedBehind(index, range) {
                findings[findings.count - 1].denied = elements[denied].index
            } else if subject.isNone, let ignored, clauseIndex - ignored.clause <= 4 {
                findings[findings.count - 1].denied = ignored.quantity
            }
        }
    }

    /// "30 higher than I said"
    private func isMeasuredFromTold(_ index: Int, _ range: Range<Int>) -> Bool {
        let end = elements[range.upperBound - 1].end
        return tokens[elements[index].token...].prefix(12).prefix { $0.start < end }.contains { hasRole($0, .said) }
    }

    // Decided as a whole before anything is noted.
    private func part(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course) -> Part {
        if isPutAside(index, range) { return .none(.denied) }
        if isMadeItTo(index, quantity) { return .none(.planned) }
        if isSureBehindTarget(index, quantity, range) || isGutFeeling(index, quantity, range) || isMoreLikeTenth(index, quantity, range, name)
            || isRatedTenth(index, quantity, range, subject) || isBehindSure(index, quantity, range)
        {
            return .confidence(quantity.value / (quantity.whole == 10 || quantity.value <= 10 && !quantity.isPercent ? 10 : 100))
        }
        if let share = rangeOfConfidence(index, quantity, range) ?? headedShare(index, quantity, range) { return .confidence(share) }
        // "Confidence on churn is maybe a third now"
        if quantity.isFraction, (0...1).contains(quantity.value), index > range.lowerBound + 1,
            elements[index - 1].has([.at, .approximate]) || hasRole(tokens(of: index - 1).last, .being, .perhaps),
            range.prefix(3).contains(where: { $0 < index && elements[$0].has(.confidence) }),
            !range.contains(where: { $0 < index && elements[$0].kind == .quantity })
        {
            return .confidence(quantity.value)
        }
        if isPlaceOfWeakName(index, quantity, subject, name) { return .none(.label) }
        // "my confidence in reaching 3% has dropped to about a third"
        if quantity.isFraction || quantity.isPercent, clause.meanings.has(.confidence), isConfidenceMovedTo(index, range), let share = share(quantity)
        {
            return .confidence(share)
        }
        if isRatedShare(index, quantity, range, subject), let share = share(quantity) { return .confidence(share) }
        if let share = confidenceMoved(index, quantity, range) ?? confidenceGone(index, quantity, range) { return .confidence(share) }
        if isDownwardShare(index, quantity, range, subject) {
            return .value(.unclear(elements[index].index), .whichValue, .plain, isStill: false)
        }
        if let made = madeOfConfidence(index, quantity, range) { return made.map { .confidence($0) } ?? .none(.contextOnly) }
        if let share = halfOfConfidence(index, quantity, range) {
            // "that" has begun the clause that names whose it is.
            return index + 1 < range.upperBound ? .confidence(share) : .none(.contextOnly)
        }
        if isTheirConfidence(index, range), sentenceSubject.isNone { return .none(.contextOnly) }
        if isStatedConfidence(index, quantity, range), let share = share(quantity) { return .confidence(share) }
        if isAimedAt(index, quantity),
            range.contains(where: {
                $0 > index && elements[$0].kind == .quantity && isShare(quantities[elements[$0].index]) || $0 < index && elements[$0].has(.confidence)
            })
        {
            return .none(.planned)
        }
        if isPutInPlaceOfConfidence(index, quantity, range), let share = share(quantity) { return .confidence(share) }
        if isOddsOfConfidence(index, quantity, range), let whole = quantity.whole { return .confidence(quantity.value / whole) }
        if course.mode == .planned, clause.meanings.has(.confidence), let share = confidence(index, quantity, range, subject, name, course),
            hasRole(tokens(of: max(range.lowerBound, index - 1)).first, .should)
        {
            return .confidence(share)
        }
        if name == nil, isShare(quantity), ofOrdinal(behind: index, range) != nil, isConfidenceGoingOn, let share = share(quantity) {
            return .confidence(share)
        }
        if isOfMyConfidence(index, quantity, range), let share = share(quantity) { return .confidence(share) }
        if isAboutTarget(index, quantity, range), let share = share(quantity) { return .confidence(share) }
        if course.mode == .planned, isTenthOfConfidence(index, range), let share = share(quantity) { return .confidence(share) }
        if isRatedAnew(index, quantity, range, subject) || isMineRatedAnew(index, quantity, range, subject) {
            return .confidence(quantity.value / 10)
        }
        if isOfMe(index, quantity, range), let share = share(quantity) { return .confidence(share) }
        // "my 60%" of "that makes my 60% more like 25"
        if quantity.isPercent, let new = range.first(where: { $0 > index && elements[$0].kind == .quantity }),
            isMineMoreLike(new, quantities[elements[new].index], range)
        {
            return .none(.past)
        }
        if isMineMoreLike(index, quantity, range) { return .confidence(quantity.value / (quantity.whole ?? 100)) }
        if isMineFromTo(index, quantity, range, subject) { return .confidence(quantity.value / 100) }
        if isMineReplaced(index, quantity, range, subject) { return .none(.past) }
        if course.mode == .planned, quantity.isPercent || [5, 10, 100].contains(quantity.whole) || isOddsInWords(quantity),
            isToldConfidence(index, range) || isTargetRated(index, quantity, range, subject),
            let share = share(quantity)
        {
            return .confidence(share)
        }
        // "hoping for 1,600, fairly confident, maybe 80%": of what is hoped for.
        // "still think we get there, call it 60%"
        if course.mode == .planned || isShare(quantity), isBehindConfident(index, quantity, range, subject, name) == .share,
            let share = share(quantity)
        {
            return .confidence(share)
        }
        // "call it 70% confident", "Six out of ten confident, if you make me choose"
        // "I'm 70% sure we get all nine vaults in"
        let isMine = index > range.lowerBound && firstWord(index - 1).has(.firstPerson) && (name.map { $0.lowerBound > index + 1 } ?? true)
        // "three quarters sure"
        if name == nil || isMine, isShare(quantity) || quantity.isFraction && quantity.value < 1, index + 1 < range.upperBound,
            elements[index + 1].has([.confidence, .sure]),
            !isNegated(index + 1, index),
            course.mode != .planned, let share = share(quantity)
        {
            return .confidence(share)
        }
        if course.mode == .planned, !subject.isNone || ownOnly != nil, isMaybeOfTwo(index, range) {
            return .value(.unclear(elements[index].index), .whichValue, .plain, isStill: false)
        }
        // "I'd still give churn an 8 out of 10"
        if course.mode == .planned, isHedgedTenth(index, range), let only = subject.set.only, vocabulary.targets[only].kind == .percent,
            let share = share(quantity)
        {
            let isFar = vocabulary.targets[only].current.map { $0 > 0 && !(0.4...2.5).contains(share * 100 / $0) } ?? false
            return isFar ? .confidence(share) : .value(.unclear(elements[index].index), .whichValue, .plain, isStill: false)
        }
        if isShortOfNumber(index, range, subject) { return .value(.unclear(elements[index].index), .whichValue, .plain, isStill: false) }
        // "I'd give it a six out of ten"
        if quantity.isWord, quantity.whole == 10, isToldConfidence(index, range), let share = share(quantity) { return .confidence(share) }
        if let rule = dropRule(index, quantity, range, subject, name, course) {
            // "it's 30 not 31", where another aims at 30
            if rule == .planned, name == nil, subject.isNone, course.mode == .stated, index > range.lowerBound, elements[index - 1].has(.at),
                deniedBehind(index, range) != nil
            {
                return .value(.total(elements[index].index), .plainValue, .plain, isStill: false)
            }
            if rule == .planned, isPutRightByShould(index, quantity, range, name) {
                return .value(.total(elements[index].index), .plainValue, .plain, isStill: false)
            }
            guard rule == .planned, isWhatShouldBe(index, quantity, range, subject, name) else { return .none(rule) }
            return .value(.unclear(elements[index].index), .whichValue, .plain, isStill: false)
        }
        if let share = confidence(index, quantity, range, subject, name, course) { return .confidence(share) }
        if isBelowNought(index, range), isBelowNoughtAtTimes(subject) {
            return .value(.total(elements[index].index), .plainValue, .plain, isStill: false)
        }
        if isHedgedTenth(index, range), isOfNoTenths(subject), let share = share(quantity) { return .confidence(share) }
        if isFarTenth(index, quantity, range, subject), let only = subject.set.only, let share = share(quantity) {
            return spoken.contains(only) ? .confidence(share) : .value(.unclear(elements[index].index), .whichValue, .plain, isStill: false)
        }
        if isMinusOfScore(index, quantity, subject, name) || isBelowNought(index, range) || isHedgedTenth(index, range) || isLessened(index, range) {
            return .value(.unclear(elements[index].index), .whichValue, .plain, isStill: false)
        }
        if let content = change(index, quantity, range, subject), !isShareStated(quantity, subject) {
            guard isAttached(index, quantity, range, subject, name, isChange: true) else { return .none(subject.isNone ? .notBare : .workCount) }
            if clause.isParenthesised, name == nil, hasOtherValue(subject) { return .none(.contextOnly) }
            // "8 out of 10, which is two more than I dared to say last month": of the confidence
            if name == nil, clause.lead.has(.relative), let last = findings.last, case .confidence = last.content, last.clause == clauseIndex - 1 {
                return .none(.contextOnly)
            }
            // "we gained 1.3 points this week but last week we lost 0.2"
            if name == nil, hasOtherValue(subject),
                range.prefix(3).contains(where: { elements[$0].has(.past) && !elements[$0].has([.was, .from, .up, .down]) })
            {
                return .none(.past)
            }
            if isCountOfOthers(index, quantity, range, subject) || isTrifle(index, quantity, subject, name) || isBroughtByWork(index, range) {
                return .none(.workCount)
            }
            if isFromLater(index, range) || isTimeToGo(index, quantity, range) || isNotBinding(index, range)
                || isMoreTime(index, range, subject)
            {
                return .none(.planned)
            }
            // "so plus 1.450" of what stands at 21,600
            if isTinyPart(quantity, subject) { return .value(.unclear(elements[index].index), .whichValue, .plain, isStill: false) }
            return .value(content, .change, clause.lead.has(.result) ? .result : .plain, isStill: false)
        }
        if isSomething(index, quantity, range, subject) || isOfTheOther(index, quantity, range, name) || isEither(index, quantity, range, subject) {
            return .value(.unclear(elements[index].index), .whichValue, .plain, isStill: false)
        }
        let isBeside =
            course.hasQuantity && index + 1 < range.upperBound && isUnknownThing(index + 1)
            && !(index > range.lowerBound && elements[index - 1].has(.or))
        guard !isBeside, isAttached(index, quantity, range, subject, name, isChange: false) else {
            return .none(subject.isNone ? .notBare : .workCount)
        }
        // "(14 Autos stehen da rum)": more is said of what only sounds like a name.
        if clause.isParenthesised, name != nil, subject.isWeak, hasUnknown(range) || range.count > 2 && !lineSubject.isNone {
            return .none(.contextOnly)
        }
        if clause.isParenthesised, name == nil, !isParenthesisedValue(index, quantity, range, subject), !isWithinBound(index, quantity, range) {
            return .none(.contextOnly)
        }
        if isBehindConfident(index, quantity, range, subject, name) == .open {
            return .value(.unclear(elements[index].index), .whichValue, .plain, isStill: false)
        }
        if isAgainstCourse(index, quantity, range, subject) {
            return .value(.unclear(elements[index].index), .whichValue, .plain, isStill: false)
        }
        if isFarPastTarget(index, quantity, subject) || isDoubtfulWay(index, quantity, range, subject) || isUnderCondition(index, range) {
            return .value(.unclear(elements[index].index), .whichValue, .plain, isStill: false)
        }
        let isStill = previous(index, range.lowerBound).map { elements[$0].has(.still) } ?? false
        let place = elements[index].index
        if !isAlternative(index, range, subject), isOpen(index, quantity, range, subject, name) {
            return .value(.unclear(place), .whichValue, .plain, isStill: isStill)
        }
        return .value(.total(place), rule(of: quantity, index, range, subject), rank(index, range), isStill: isStill)
    }

    /// "activation 7/10", where 36 % are known: hardly the share itself, and from who has told that already how sure they are.
    private func isFarTenth(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.whole == 10, quantity.value <= 10, quantity.value == quantity.value.rounded(), quantity.hasSlash || isOutOfTen(index),
            index + 1 == range.upperBound || !isUnknownThing(index + 1), let only = subject.set.only,
            case let target = vocabulary.targets[only], target.kind == .percent, let current = target.current, current > 0
        else { return false }
        return !(0.75...1.35).contains(quantity.value * 10 / current)
    }

    /// A part of one, or little more, of what comes to thousands: a point that parts thousands elsewhere.
    private func isTinyPart(_ quantity: Quantity, _ subject: Subject) -> Bool {
        guard quantity.value != quantity.value.rounded(), !quantity.isPercent, !quantity.isMultiplied, !quantity.isFraction, !quantity.isWord,
            let only = subject.set.only ?? ownOnly, let current = vocabulary.targets[only].current, vocabulary.targets[only].kind != .percent
        else { return false }
        return current >= 1000 && quantity.value * 1000 < current
    }

    /// "a bit more hopeful on activation, call it 60%" of what stands at 35 and is to reach 45: a round share that is past all that is aimed at.
    private func isFarPastTarget(_ index: Int, _ quantity: Quantity, _ subject: Subject) -> Bool {
        guard quantity.isPercent, isRound(quantity), !quantity.isPoints, quantity.high == nil, !isAnswerPending, let only = subject.set.only,
            case let target = vocabulary.targets[only], target.kind == .percent, let current = target.current, let goal = target.target,
            let start = target.baseline, goal > start, elements[index].token > 1, hasRole(tokens[elements[index].token - 2], .call)
        else { return false }
        return quantity.value > goal && quantity.value - current > goal - start
    }

    /// "26 in the mornings and 38 in the afternoons": neither is the whole.
    private func isOfDaytimes(_ index: Int, _ range: Range<Int>) -> Bool {
        guard hasWord(.daytimes), let last = range.last else { return false }
        let behind = tokens[elements[index].token...].dropFirst().prefix(5).prefix { $0.start < elements[last].end && $0.kind == .word }
        guard let part = behind.firstIndex(where: { hasRole($0, .daytimes) }), part > behind.startIndex else { return false }
        return hasRole(tokens[part - 1], .the) || vocabulary.lexicon.meaning(ofWord: tokens[part - 1].lexeme).has([.preposition, .article])
    }

    /// "Reading's 71%... no, sorry, that's one cohort. The whole school is 67%", where a title has "school": of what is put right.
    private func shareCorrected(by quantity: Quantity, _ subject: Subject) -> Subject? {
        guard let corrected, quantity.isPercent, subject.isWeak, let only = subject.set.only, vocabulary.targets[only].kind != .percent,
            findings[corrected].clause >= clauseIndex - 6, case .total(let place) = findings[corrected].content, quantities[place].isPercent,
            quantities[place].value > 0, (0.5...2).contains(quantity.value / quantities[place].value),
            let told = findings[corrected].subject.set.only ?? ownOnly, vocabulary.targets[told].kind == .percent
        else { return nil }
        return findings[corrected].subject
    }

    /// "we sent the welcome emails, and they seem to bring in 40 extra sign-ups a week": what is told of the work, and no change of the week.
    private func isBroughtByWork(_ index: Int, _ range: Range<Int>) -> Bool {
        guard let last = outputs.last, last.clause >= clauseIndex - 2, last.clause < clauseIndex,
            range.prefix(3).contains(where: { elements[$0].kind == .word && isThey(tokens[elements[$0].token]) && !elements[$0].has(.at) })
        else { return false }
        return !clause.meanings.has(.firstPerson)
    }

    /// "no, 2 more days please" from who owns no time
    private func isMoreTime(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard index + 2 < range.upperBound, elements[index + 1].has(.more), case let unit = tokens[elements[index + 2].token],
            case let word = vocabulary.lexicon.entry(ofWord: unit.lexeme), word >= 0, vocabulary.lexicon.entries[Int(word)].unit?.seconds != nil
        else { return false }
        let meant = subject.isNone ? own : subject.set
        return !meant.contains { vocabulary.targets[$0].kind == .duration || vocabulary.targets[$0].counts(unit.stem) }
    }

    /// "Ten more days until the holidays"
    private func isTimeToGo(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        let near = (index + 1)..<max(index + 1, min(index + 4, range.upperBound))
        guard quantity.hasTimeUnit || near.contains(where: { elements[$0].has(.unit) || firstWord($0).has(.unit) }) else { return false }
        return near.contains { (elements[$0].has(.until) || firstWord($0).has(.until)) && !hasRole(tokens[elements[$0].token - 1], .than) }
    }

    /// "that's another 900 a month from February"
    private func isFromLater(_ index: Int, _ range: Range<Int>) -> Bool {
        range.contains { place in
            place > index + 1 && place + 1 < range.upperBound && elements[place].kind == .word && elements[place - 1].has(.time)
                && vocabulary.lexicon.meaning(ofWord: tokens[elements[place].token].lexeme).has(.from) && elements[place + 1].has(.month)
        }
    }

    /// "3 more upsells" where 22,000 come in a month: so many, and no sum.
    private func isTrifle(_ index: Int, _ quantity: Quantity, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard let name, name.lowerBound > index, quantity.isPlainInteger, !quantity.hasUnit, !quantity.isMultiplied, let only = subject.set.only,
            vocabulary.targets[only].kind == .currency, let current = vocabulary.targets[only].current
        else { return false }
        return quantity.value * 1000 < current
    }

    /// "churn: two more agencies left": things are counted, and the key result is no count.
    private func isCountOfOthers(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isPlainInteger, let only = subject.set.only, index + 2 < range.upperBound, elements[index + 1].has(.more) else { return false }
        switch vocabulary.targets[only].kind {
        case .number, .milestone: return false
        case .percent, .duration, .currency, .boolean: return isUnknownThing(index + 2) && !isUnitNoun(index + 2, subject)
        }
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

    /// "that 33 was measured on the broken pipeline"
    private func isPointedAtPast(_ index: Int, _ range: Range<Int>) -> Bool {
        elements[index].token > 0 && isOfPointed(index) && !quantities[elements[index].index].isWord && index + 1 < range.upperBound
            && firstWord(index + 1).has(.was)
    }

    private func rank(_ index: Int, _ range: Range<Int>) -> Finding.Rank {
        if isCountOfSomebody(index) { return .plain }
        // "we've always counted it in, so take 1.22"
        if clause.lead.has(.result), index > range.lowerBound, index + 1 == range.upperBound, hasRole(tokens(of: index - 1).last, .choosing) {
            return .result
        }
        if clause.lead.has(.result) || clause.meanings.has(.result) && isAfterResult(index, range) { return .result }
        if index > range.lowerBound,
            elements[index - 1].has(.approximate) || elements[index - 1].has(.weekday) || elements[index - 1].kind == .reference
        {
            return .partial
        }
        // "8 min at nine, 12 at ten, 7 at half eleven. Average 9"
        if index > range.lowerBound, index <= range.lowerBound + 2, firstWord(range.lowerBound).has(.metric), clause.opening != .colon,
            findings.contains(where: { $0.isTotal })
        {
            return .result
        }
        // "one changeover took 2 hours, but the average is 38"
        if index > range.lowerBound + 1, elements[range.lowerBound].kind == .quantity, isKeyResult(range.lowerBound + 1),
            case let head = quantities[elements[range.lowerBound].index], head.isWord, head.value == 1
        {
            return .partial
        }
        // "14 plans today alone", "best one took 31"
        if ((index + 1)..<min(range.upperBound, index + 6)).contains(where: { hasRole(tokens(of: $0).last, .alone) }) { return .partial }
        if isBehindExtreme(index, range) { return .partial }
        // "p95 was 240 for an hour on Sunday"
        if index > range.lowerBound, elements[index - 1].has(.was), range.contains(where: { $0 > index && elements[$0].has(.weekday) }) {
            return .partial
        }
        // "26k on Wednesday": of one day.
        if index + 2 < range.upperBound, elements[index + 1].has(.preposition), elements[index + 2].has(.weekday) { return .partial }
        if index + 1 < range.upperBound, elements[index + 1].has(.result), !elements[index + 1].has(.now) { return .result }
        if let after = next(index, range.upperBound), elements[after].has(.past) { return .partial }
        return clause.meanings.has(.now) ? .now : .plain
    }

    private func isAfterResult(_ index: Int, _ range: Range<Int>) -> Bool { range.contains { $0 < index && elements[$0].has(.result) } }

    /// "maybe 6 out of 10 on activation": a share, or a confidence?
    private func isHedgedTenth(_ index: Int, _ range: Range<Int>) -> Bool {
        isOutOfTen(index) && !isToldConfidence(index, range) && !isOfHitting(index, range)
            && (index > range.lowerBound && elements[index - 1].has(.approximate)
                // "I'd give activation a 7 out of 10"
                || range.contains { $0 < index && tokens(of: $0).contains { hasRole($0, .give) } })
    }

    /// Of a time or a sum of money, whoever's it is, nothing is told in tenths.
    private func isOfNoTenths(_ subject: Subject) -> Bool {
        guard let only = subject.set.only ?? (subject.isNone ? talkedOf : nil), !hasFocus else { return false }
        return vocabulary.targets[only].kind == .duration || vocabulary.targets[only].kind == .currency
    }

    /// "make it 8", "scrap that, 12"
    private var isPutRight: Bool {
        if clause.meanings.has(.correction) { return true }
        guard clauseIndex > 0, case let before = clauses[clauseIndex - 1] else { return false }
        return before.sentence == clause.sentence && before.meanings.has([.correction, .retract])
    }

    /// "safe days: 5", "back to 5 safe days": the whole name, and a mark or verb before the number.
    private func isExplicit(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard let name, !subject.isWeak, name.lowerBound < index else { return false }
        return elements[index - 1].kind == .colon || elements[index - 1].kind == .word && elements[index - 1].has([.at, .to])
    }

    func isBelowNoughtAtTimes(_ subject: Subject) -> Bool { subject.set.only.map { vocabulary.targets[$0].isNPS } ?? false }

    /// "at minus 12": a state below nought, which is asked about.
    private func isBelowNought(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index >= range.lowerBound + 2, elements[index - 1].kind == .word, hasRole(tokens[elements[index - 1].token], .minus) else {
            return false
        }
        return elements[index - 2].has([.at, .now])
    }

    /// "won 19 of 50" is a share of what is measured in percent, and no change of it.
    private func isShareStated(_ quantity: Quantity, _ subject: Subject) -> Bool {
        quantity.whole != nil && quantity.sign == .none && subject.set.only.map { vocabulary.targets[$0].kind == .percent } == true
    }

    // MARK: changes

    /// Nil when the number is a state.
    private func change(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Finding.Content? {
        let place = elements[index].index
        let before = previous(index, range.lowerBound)
        let isToTotal = before.map { elements[$0].has(.to) || elements[$0].kind == .arrow } ?? false
        if isToTotal || isBounded(index, range) { return nil }
        if quantity.isFactor { return before.map { elements[$0].has([.up, .moved]) } == true ? .factor(quantity.value) : nil }
        if quantity.sign == .plus { return .change(place, isDown: false) }
        if quantity.sign == .minus { return canBeNegative(before) || isBelowNoughtAlready(subject) ? nil : .change(place, isDown: true) }
        // "went up again by 2"
        if let way = wayOfBy(index, range) { return .change(place, isDown: elements[way].has(.down)) }
        // "Lost 39 h to injury" of "Hours lost to injury"
        if let before, isOwnDirection(before, subject) { return nil }
        if let before, before >= index - 4, isDirection(before, index) {
            if elements[before].has([.better, .worse]), !elements[before].has(.filler) {
                return .improvement(place, isBetter: elements[before].has(.better))
            }
            // "down another 2 mins"
            if elements[before].has(.up), hasRole(tokens[elements[before].token], .another), before > range.lowerBound,
                elements[before - 1].has(.down),
                !elements[before - 1].has([.up, .to])
            {
                return .change(place, isDown: true)
            }
            // "81 adoptions! plus 660 donors", where 655 are known
            if hasRole(tokens[elements[before].token], .joining), before == range.lowerBound, !quantities[place].isWord,
                isLikeCurrent(quantities[place], subject)
            {
                return nil
            }
            if elements[before].has(.up) { return verbBehind(index, place, range) ?? .change(place, isDown: false) }
            if elements[before].has(.down) { return .change(place, isDown: true) }
            if elements[before].has(.more), !elements[before].has(.of) { return .change(place, isDown: false) }
        }
        return changeBehind(index, place, range, before, subject)
    }

    /// The word is one of the title's own.
    private func isOwnDirection(_ index: Int, _ subject: Subject) -> Bool {
        guard let only = subject.set.only, elements[index].kind == .word, elements[index].has([.up, .down]), tokens(of: index).count == 1,
            let word = tokens(of: index).first, word.length >= 4
        else { return false }
        return vocabulary.nameWords.contains { $0.stem == word.stem && $0.keyResults.contains(only) }
    }

    /// A change with the word that says which way: "up 20", "20 more".
    private func changeWords(_ content: Finding.Content, _ index: Int, _ range: Range<Int>) -> TextSpan? {
        switch content {
        case .change, .improvement: break
        default: return nil
        }
        let directions: Meaning = [.up, .down, .more, .better, .worse]
        if let before = previous(index, range.lowerBound), elements[before].has(directions) { return span(before..<(index + 1)) }
        guard let after = ((index + 1)..<range.upperBound).first(where: { elements[$0].has(directions) }), after <= index + 2 else { return nil }
        return span(index..<(after + 1))
    }

    /// The direction in "up again by 2", where more than the one word stands between.
    private func wayOfBy(_ index: Int, _ range: Range<Int>) -> Int? {
        guard index > range.lowerBound, hasRole(tokens[elements[index].token - 1], .by),
            let way = range.last(where: { $0 < index && $0 >= index - 4 && elements[$0].has([.up, .down]) }),
            !elements[way].has([.to, .at, .better, .worse]), elements[way].has(.up) != elements[way].has(.down)
        else { return nil }
        return ((way + 1)..<index).allSatisfy { elements[$0].kind == .word && !elements[$0].isUnknown && !elements[$0].has([.up, .down, .to, .at]) }
            ? way : nil
    }

    /// Between the direction and the number stands nothing but "by", "another" and the like.
    private func isDirection(_ before: Int, _ index: Int) -> Bool {
        ((before + 1)..<index).allSatisfy { elements[$0].kind == .word && !elements[$0].isUnknown }
    }

    /// "NPS -2" where it has stood below nought.
    func isBelowNoughtAlready(_ subject: Subject) -> Bool {
        guard let only = subject.set.only, case let target = vocabulary.targets[only] else { return false }
        return [target.baseline, target.target, target.current].contains { $0.map { $0 < 0 } ?? false }
    }

    private func canBeNegative(_ before: Int?) -> Bool { before.map { elements[$0].has([.at, .now]) } ?? false }

    /// "um 0,3 gesunken": where the verb stands behind the number, it says which way.
    private func verbBehind(_ index: Int, _ place: Int, _ range: Range<Int>) -> Finding.Content? {
        guard index + 1 < range.upperBound, elements[index + 1].kind == .word else { return nil }
        let verb = elements[index + 1]
        if verb.has([.better, .worse]), !verb.has(.filler) { return .improvement(place, isBetter: verb.has(.better)) }
        return verb.has(.down) && !verb.has([.up, .to, .at, .more]) ? .change(place, isDown: true) : nil
    }

    /// "20 more", "one more logo", "5 joined", "3 lost".
    private func changeBehind(_ index: Int, _ place: Int, _ range: Range<Int>, _ before: Int?, _ subject: Subject) -> Finding.Content? {
        var position = index + 1
        guard position < range.upperBound else { return nil }
        // "20 users more", "4 leden minder"
        if elements[position].kind == .name || vocabulary.hasUnit(tokens[elements[position].token].stem), position + 1 < range.upperBound,
            elements[position + 1].has([.more, .up, .down]),
            !elements[position + 1].has([.to, .at, .from])
        {
            position += 1
        }
        // "12 loaves a day more than last week"
        if elements[position].kind == .name, position + 2 < range.upperBound, elements[position + 1].has([.time, .periodic, .per]),
            elements[position + 2].has(.more)
        {
            position += 2
        }
        // "€1,800 a month extra"
        if elements[position].has(.time), position + 1 < range.upperBound, elements[position + 1].has(.more), !elements[position + 1].has([.at, .to])
        {
            position += 1
        }
        let element = elements[position]
        // "4 of 6 arrays up"
        if quantities[place].whole != nil, quantities[place].sign == .none,
            subject.set.only.map({ vocabulary.targets[$0].kind == .milestone }) == true
        {
            return nil
        }
        // "nine fencing sections up now": so many stand.
        if element.has(.up), element.end == tokens[element.token].end, position + 1 < range.upperBound, elements[position + 1].has(.now),
            subject.set.only.map({ vocabulary.targets[$0].kind == .milestone }) == true
        {
            return nil
        }
        if let added = addedAnew(index, range, subject) { return added }
        if isOffName(index, range) { return .change(place, isDown: true) }
        if element.kind == .quantity { return nil }
        let isFollowed = position + 1 < range.upperBound && elements[position + 1].kind == .quantity
        if element.has(.more) { return .change(place, isDown: false) }
        if isFollowed { return nil }
        // "3 hours longer"
        if element.kind == .word, hasRole(tokens[element.token], .longer), quantities[place].hasTimeUnit { return .change(place, isDown: false) }
        if element.has([.better, .worse]) { return .improvement(place, isBetter: element.has(.better)) }
        // "5 up from last week".
        if element.has(.from), hasRole(tokens[element.token], .up, .down) {
            return .change(place, isDown: hasRole(tokens[element.token], .down))
        }
        if element.has(.down), !element.has([.to, .at]) { return .change(place, isDown: true) }
        if element.has(.up), !element.has([.to, .at, .more]) { return .change(place, isDown: false) }
        return nil
    }
}
