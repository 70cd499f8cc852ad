import Model

/// What is said of a number behind it, so that the next one like it stands in its place.
extension MessageReader {
    /// "71% … that's Saturday only. Whole week: 65%", "38%, ok, I was reading week 4. It's 34.8": the number before is of something else.
    ///
    /// True where nothing else is said.
    mutating func noteRemark(_ range: Range<Int>) -> Bool {
        if isReasonOfSuperseded(range) {
            dropQuantities(range, .label)
            return true
        }
        if isBareRival(range) { corrected = lastTotal }
        guard range.count <= 14, let last = lastTotal, corrected == nil || corrected == last, !findings[last].isUnsure,
            findings[last].subject.set.only != nil,
            clause.lead.isDisjoint(with: [.because, .condition, .after]),
            !clause.meanings.has([.planned, .condition, .request, .blocked, .shipped]), !sentences[clause.sentence].isQuestion,
            !range.contains(where: { speaksOfOther($0, than: last) }),
            isSecondThought(since: findings[last].clause) || isOfOtherTime(range)
                || range.contains(where: { tokens(of: $0).contains { hasRole($0, .only, .without) } }),
            isAboutNumber(range), isLastSpokenOf(last)
        else { return false }
        guard isPutInPlace(of: last) else {
            // "Oh, that's last month's bill, this month's isn't in"
            if isOfOtherTime(range) { findings[last].isUnsure = true }
            return false
        }
        corrected = last
        guard range.contains(where: { elements[$0].kind == .quantity }) else { return false }
        dropQuantities(range, .label)
        return true
    }

    /// "11 minutes with Lars, with everybody else 12. Take the 12", "3,912 was right the first time", "so yes, 38": one that has been told is the one.
    mutating func confirmTold(_ range: Range<Int>) -> Bool {
        let numbers = range.filter {
            elements[$0].kind == .quantity && !(quantities[elements[$0].index].isWord && quantities[elements[$0].index].value == 1)
        }
        guard numbers.count == 1, let number = numbers.first, !clause.meanings.has([.planned, .condition]),
            !range.contains(where: { elements[$0].has(.negation) && ($0 > number || !elements[$0].has(.no)) }),
            let told = lastFinding(where: {
                isTotal($0, of: quantities[elements[number].index]) && $0.clause < clauseIndex && $0.clause >= clauseIndex - 8
            })
        else { return false }
        let words = tokens[elements[range.lowerBound].token..<elements[number].token]
        let isTaken = words.contains { hasRole($0, .choosing) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.yes) } || isYesAbove
        let isRight =
            number + 2 <= range.upperBound - 1 && elements[number + 1].has([.at, .was]) && tokens(of: number + 2).contains { hasRole($0, .truth) }
        guard isTaken && number + 1 == range.upperBound || isRight, !range.contains(where: { $0 <= number && speaksOfOther($0, than: told) }) else {
            return false
        }
        for index in findings.indices where findings[index].isValue && findings[index].subject.set == findings[told].subject.set {
            findings[index].isSuperseded = index != told
        }
        findings[told].isUnsure = false
        corrected = nil
        isCorrecting = false
        dropQuantities(range, .label)
        return true
    }

    func isTotal(_ finding: Finding, of quantity: Quantity) -> Bool {
        guard case .total(let place) = finding.content else { return false }
        return ValueReader.same(quantities[place].value, quantity.value)
    }

    /// "so yes, 38"
    private var isYesAbove: Bool {
        guard clause.opening == .comma, clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.elements.count <= 2 else { return false }
        return before.elements.contains { elements[$0].has(.yes) }
    }

    /// No other has been named since: "OEE 69. On-time, let me look… 88".
    private func isLastSpokenOf(_ last: Int) -> Bool {
        [waiting, sentenceSubject, lineSubject].allSatisfy { $0.isNone || $0.set == findings[last].subject.set }
    }

    /// "4.6 I mean, 4.2 was the sheet with holidays": what the number was that has been put right.
    private func isReasonOfSuperseded(_ range: Range<Int>) -> Bool {
        guard elements[range.lowerBound].kind == .quantity, range.count > 1, elements[range.lowerBound + 1].has(.was),
            !range.contains(where: { tokens(of: $0).contains { hasRole($0, .truth) } })
        else { return false }
        let number = quantities[elements[range.lowerBound].index]
        return findings.suffix(16).contains { $0.isSuperseded && $0.clause >= clauseIndex - 5 && isTotal($0, of: number) }
    }

    /// "that's last month's", with nothing to take its place.
    private func isOfOtherTime(_ range: Range<Int>) -> Bool {
        guard let head = range.first(where: { !hasRole(tokens[elements[$0].token], .hesitation) }), elements[head].kind == .word,
            tokens(of: head).contains(where: { hasRole($0, .thatIs) }) || elements[head].has(.pronoun)
        else { return false }
        return tokens[elements[head].token...].prefix(3).contains { hasRole($0, .last) || hasRole($0, .old) }
    }

    /// "7 now!! well, six."
    private func isBareRival(_ range: Range<Int>) -> Bool {
        guard corrected == nil, range.count == 1, elements[range.lowerBound].kind == .quantity, let last = lastTotal,
            isSecondThought(since: findings[last].clause), isLastSpokenOf(last)
        else { return false }
        return isLike(last, quantities[elements[range.lowerBound].index])
    }

    /// "65 I think, maybe 66": each as likely as the other.
    mutating func noteGuess(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) {
        guard index > range.lowerBound, elements[index - 1].has(.approximate), range.count <= 3, !quantity.isWord || quantity.value >= 20,
            let last = lastFinding(where: { $0.isTotal && !$0.isSuperseded }), findings[last].clause == clauseIndex - 1,
            clauses[findings[last].clause].sentence == clause.sentence, clause.opening == .comma,
            !clause.meanings.has([.confidence, .sure, .planned, .past]),
            subject.isNone || subject.set == findings[last].subject.set, case .total(let place) = findings[last].content,
            quantity.isPercent == quantities[place].isPercent || !quantity.isPercent, !ValueReader.same(quantities[place].value, quantity.value),
            quantities[place].value > 0, (0.9...1.1).contains(quantity.value / quantities[place].value)
        else { return }
        findings[last].isUnsure = true
    }

    /// A number that was left out behind a second thought or beside the last total, and is much like that: which of them stands is asked.
    mutating func noteRival(_ index: Int, _ quantity: Quantity, _ rule: Claim.Rule, _ subject: Subject) {
        // "3,420 now, it was 2,900 for the tax special"
        if index > clause.elements.lowerBound, elements[index - 1].has([.was, .from]), clauseIndex > 0,
            clauses[clauseIndex - 1].meanings.has(.now), !clause.meanings.has(.correction)
        {
            return
        }
        if rule == .past, index > clause.elements.lowerBound, elements[index - 1].has(.approximate), clause.meanings.has(.past) { return }
        // "258 are reading at their level, it was 243 before": as was known.
        if rule == .past || rule == .contextOnly, let last = lastTotal, let only = findings[last].subject.set.only,
            vocabulary.targets[only].current == quantity.value
        {
            return
        }
        if isInOtherPlace(index, quantity), let last = lastTotal { findings[last].isUnsure = true }
        guard [.notBare, .workCount, .contextOnly, .past, .label].contains(rule),
            let last = lastFinding(where: { $0.isTotal && !$0.isSuperseded && !$0.isUnclear }),
            (clauseIndex - 6..<clauseIndex).contains(findings[last].clause), clauses[findings[last].clause].line == clause.line,
            isLike(last, quantity) || isCountedWith(index) && isNear(last, quantity), !quantity.isTenths, !isOdds(quantity, subject),
            !quantity.isWord || clause.meanings.has(.correction) && index == clause.elements.lowerBound, quantity.sign == .none,
            !clause.isParenthesised || clause.meanings.has(.correction),
            subject.isNone || subject.set == findings[last].subject.set, !clause.meanings.has([.planned, .condition]),
            !clause.elements.contains(where: { isKeyResult($0) }),
            case .total(let place) = findings[last].content, !ValueReader.same(quantities[place].value, quantity.value),
            !findings.suffix(16).contains(where: { $0.isSuperseded && isTotal($0, of: quantity) }),
            index + 1 >= clause.elements.upperBound || !isUnknownThing(index + 1),
            // "Year 9 is still the sore point, they're at 88"
            !(isThey(tokens[elements[clause.elements.lowerBound].token]) && hasUnknown(clauses[clauseIndex - 1].elements)
                && clauses[clauseIndex - 1].sentence == clause.sentence && !speaksOfIt),
            rule != .label && (isFirmSecondThought(since: findings[last].clause) || isFigureAlone(index, quantity, of: quantities[place]))
                || rule != .past && isLikeBeside(index, quantity, of: quantities[place], findings[last])
        else { return }
        findings[last].isUnsure = true
    }

    /// "17 in the sheet and 15 in the app": which of them counts is not said.
    private func isInOtherPlace(_ index: Int, _ quantity: Quantity) -> Bool {
        guard let last = lastTotal, findings[last].clause == clauseIndex - 1, clauses[clauseIndex - 1].sentence == clause.sentence,
            !quantity.isWord, quantity.sign == .none, quantity.whole == nil,
            index == clause.elements.lowerBound || index == clause.elements.lowerBound + 1 && clause.lead.has(.and),
            case .total(let place) = findings[last].content, case let other = quantities[place], other.value > 0,
            (0.2...5).contains(quantity.value / other.value), quantity.isPercent == other.isPercent || !quantity.hasUnit,
            !quantity.hasUnit || quantity.unit == other.unit && quantity.currency == other.currency
        else { return false }
        return isOfPlace(index, clause.elements) && isOfPlace(findings[last].element, clauses[clauseIndex - 1].elements)
    }

    /// "… in the sheet", "… at noon"
    private func isOfPlace(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index >= range.lowerBound, index + 2 < range.upperBound, elements[index + 1].kind == .word,
            elements[index + 1].has([.preposition, .at]),
            elements[index + 1].end == tokens[elements[index + 1].token].end
        else { return false }
        return isUnknownThing(index + 2) || [.quantity, .reference].contains(elements[index + 2].kind) || firstWord(index + 2).has([.clock, .time])
            || index + 3 < range.upperBound && isUnknownThing(index + 3)
                && (firstWord(index + 2).has([.article, .mine]) || hasRole(tokens[elements[index + 2].token], .the))
    }

    /// "21,980 for November, 22,650 is what December looks like": the number before it in the sentence, much like it, was left out only for the words around.
    func isRivalOfDropped(_ index: Int, _ quantity: Quantity) -> Bool {
        guard clauseIndex > 0, clause.opening == .comma, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            !quantity.isWord, quantity.value >= 20, !isCorrecting, corrected == nil, !clause.meanings.has([.correction, .result]),
            !before.meanings.has([.past, .was, .correction, .planned]), let last = dropped.last, last.0 == .notBare,
            let other = before.elements.first(where: { elements[$0].kind == .quantity && span($0) == last.1 }),
            case let told = quantities[elements[other].index], !told.isWord, told.value > 0
        else { return false }
        return (0.8...1.25).contains(quantity.value / told.value) && quantity.isPercent == told.isPercent && quantity.currency == told.currency
    }

    /// "MRR is 55k. In euros, I just noticed. $59,800 then": a sentence of its own, in the same unit.
    private func isFigureAlone(_ index: Int, _ quantity: Quantity, of other: Quantity) -> Bool {
        (clause.opening == .sentence || clause.opening == .line) && index == clause.elements.lowerBound
            && clause.elements.dropFirst().allSatisfy { elements[$0].has([.filler, .time, .now]) || elements[$0].kind == .emoji }
            && quantity.isPercent == other.isPercent && quantity.hasTimeUnit == other.hasTimeUnit && quantity.digits != 1
    }

    /// "1,460, although Ben's sheet has 1,441": in the same sentence and unit, close by, and no number that is known anyway.
    private func isLikeBeside(_ index: Int, _ quantity: Quantity, of other: Quantity, _ told: Finding) -> Bool {
        // "enterprise 4.2", "new business 25k": right behind a noun it is more likely that one's, unless the two are nearly the same.
        // "The analyst counts 53" has two.
        let words = clause.elements.lowerBound..<index
        let isOfNoun = !words.isEmpty && isUnknownThing(index - 1) && !(words.count > 1 && isUnknownThing(index - 2))
        let share = isOfNoun ? 0.03 : 0.2
        guard clauses[told.clause].sentence == clause.sentence, !clause.isParenthesised, !quantity.isWord, quantity.whole == nil,
            quantity.high == nil,
            quantity.value >= 20 || quantity.digits == 0, (1 - share...1 + share).contains(quantity.value / other.value),
            quantity.isPercent == other.isPercent, quantity.unit == other.unit || !quantity.hasUnit && isCountedWith(index),
            quantity.currency == other.currency,
            quantity.isMultiplied == other.isMultiplied, !hasRole(tokens[max(0, elements[index].token - 1)], .the),
            index + 1 == elements.count || !elements[index + 1].has(.until) && !hasRole(tokens[elements[index + 1].token], .by),
            // "36.4 overall, 38 in the EU"
            !clauses[told.clause].meanings.has(.result) || clause.meanings.has(.result)
        else { return false }
        guard let only = told.subject.isNone ? ownOnly : told.subject.set.only else { return true }
        let target = vocabulary.targets[only]
        return ![target.baseline, target.target, target.current].contains { $0.map { ValueReader.same($0, quantity.value) } ?? false }
    }

    private func isNear(_ finding: Int, _ quantity: Quantity) -> Bool {
        guard case .total(let place) = findings[finding].content, quantities[place].value > 0 else { return false }
        return (0.8...1.25).contains(quantity.value / quantities[place].value)
    }

    /// "with mobile it's 33"
    private func isCountedWith(_ index: Int) -> Bool {
        let head = clause.elements.lowerBound
        return index >= head + 3 && elements[head].has(.preposition) && hasRole(tokens[elements[index].token - 1], .itIs)
    }

    /// A word that puts right, or "that's …" and "that was …" of what was just told.
    private func isFirmSecondThought(since first: Int) -> Bool {
        clauses[(first + 1)...clauseIndex].contains { later in
            let head = elements[later.elements.lowerBound]
            guard head.kind == .word else { return false }
            if head.has([.correction, .retract]) || later.opening != .conjunction && hasRole(tokens[head.token], .thatIs) { return true }
            // "then he read it again and it was actually 11%"
            let first = head.has([.and, .but]) ? later.elements.lowerBound + 1 : later.elements.lowerBound
            return first + 1 < later.elements.upperBound && elements[first].has(.pronoun) && elements[first + 1].has(.was)
        }
    }

    private func speaksOfOther(_ index: Int, than last: Int) -> Bool {
        if isKeyResult(index) { return subject(ofName: index).set.intersection(findings[last].subject.set).isEmpty }
        guard elements[index].kind == .quantity, case let quantity = quantities[elements[index].index], !quantity.isWord,
            case .total(let place) = findings[last].content
        else { return false }
        // "I was reading week 4"
        let old = quantities[place].value
        if quantity.isPlainInteger, quantity.digits <= 2, index > clause.elements.lowerBound, [.word, .name].contains(elements[index - 1].kind),
            !(0.3...3).contains(quantity.value / max(old, 0.001))
        {
            return false
        }
        return !ValueReader.same(quantity.value, old)
    }

    /// "hm", "oh" or "sorry" stands at the head of something said since, or dots before it.
    func isSecondThought(since first: Int) -> Bool {
        guard first < clauseIndex else { return false }
        return clauses[(first + 1)...clauseIndex].suffix(6).contains { later in
            let head = elements[later.elements.lowerBound]
            let isAlone = head.end == tokens[head.token].end
            if head.kind == .word, head.has([.correction, .retract]) || isAlone && hasRole(tokens[head.token], .hesitation) { return true }
            return later.elements.lowerBound > 0 && isDots(later.elements.lowerBound - 1)
        }
    }

    /// "...", "…"
    private func isDots(_ index: Int) -> Bool { elements[index].kind == .stop && elements[index].end - elements[index].start >= 3 }

    /// It says what something is or was, or what the sender did.
    private func isAboutNumber(_ range: Range<Int>) -> Bool {
        clause.meanings.has([.at, .was, .firstPerson]) || isOfThose(range)
            || range.contains { elements[$0].kind == .word && tokens(of: $0).contains { hasRole($0, .thatIs) } }
    }

    /// "three of those only bring cake"
    private func isOfThose(_ range: Range<Int>) -> Bool {
        range.contains { index in
            elements[index].kind == .quantity && quantities[elements[index].index].isWord && index + 2 < range.upperBound
                && elements[index + 1].has(.of) && elements[index + 2].has(.pronoun)
        }
    }

    /// The next number is like it, and is given as a value: "the average is 32", "Whole week: 65%", "34" alone.
    private func isPutInPlace(of last: Int) -> Bool {
        guard case .total(let place) = findings[last].content, case let old = quantities[place], old.value > 0 else { return false }
        for next in clauses[(clauseIndex + 1)...].prefix(4) where next.line <= clause.line + 1 {
            guard let index = next.elements.first(where: { elements[$0].kind == .quantity && !quantities[elements[$0].index].isWord }) else {
                continue
            }
            let quantity = quantities[elements[index].index]
            guard quantity.isPercent == old.isPercent || !quantity.hasUnit, (0.3...3).contains(quantity.value / old.value) else { return false }
            let isIntroduced =
                index > next.elements.lowerBound && (elements[index - 1].has([.at, .to, .still]) || elements[index - 1].kind == .colon)
            // "2.0 without"
            let isWithout = next.elements.count == 2 && index == next.elements.lowerBound && hasRole(tokens[elements[index + 1].token], .without)
            // "£43 with it"
            let isWith =
                index == next.elements.lowerBound && next.elements.count <= 3
                && next.elements.dropFirst().allSatisfy { elements[$0].has([.preposition, .filler, .pronoun]) }
            return isIntroduced || isWithout || isWith || next.opening == .colon || next.elements.count == 1
                || next.elements.allSatisfy { elements[$0].kind == .quantity || isKeyResult($0) || elements[$0].kind == .emoji }
        }
        return false
    }
}
