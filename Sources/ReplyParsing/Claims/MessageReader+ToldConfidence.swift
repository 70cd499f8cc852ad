import Model

/// Numbers that words around them tell to be confidences: "I'd give us a 7 out of 10", "60% to make the target".
extension MessageReader {
    /// Said to be a confidence by words around it that may also speak of a plan.
    func isToldConfidence(_ index: Int, _ range: Range<Int>) -> Bool {
        isBehindHeadedConfidence(index, range) || isShareOfReaching(index, range) || isGivenToUs(index, range) || isRaisedTo(index, range)
            || isPutRightAbove(index, range) || isChanceOfTarget(index, range) || isOfMyself(index, range)
            || isSaidAfterConfidence(index, range) || isConfidentBehind(index, range) || isForTarget(index, range)
    }

    /// "For the 30k by year end I'm at 70%"
    private func isForTarget(_ index: Int, _ range: Range<Int>) -> Bool {
        let quantity = quantities[elements[index].index]
        guard quantity.isPercent && isRound(quantity) || quantity.whole == 10, index > range.lowerBound + 2, elements[index - 1].kind == .word,
            // "On 2,500 I'm at maybe a 3 out of 10"
            (max(range.lowerBound, index - 4)..<index).contains(where: { place in
                elements[place].kind == .word
                    && (tokens(of: place).contains { hasRole($0, .iAm) || hasRole($0, .say) }
                        || elements[place].has(.at) && firstWord(place).has(.firstPerson))
            })
        else { return false }
        return range.prefix(8).contains { place in
            place < index - 1 && elements[place].kind == .quantity && isTarget(quantities[elements[place].index])
                && tokens[max(0, elements[place].token - 2)..<elements[place].token].contains { hasRole($0, .about) }
        }
    }

    /// "I'd be sixty percent confident by now"
    private func isConfidentBehind(_ index: Int, _ range: Range<Int>) -> Bool {
        index + 1 < range.upperBound && elements[index + 1].has([.confidence, .sure]) && isShare(quantities[elements[index].index])
            && range.contains { $0 < index && elements[$0].has(.firstPerson) || $0 == index - 1 && firstWord($0).has(.firstPerson) }
    }

    /// "confidence maybe 35-40 percent", "the 35-40 is how sure I am": the middle of it.
    func rangeOfConfidence(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Double? {
        guard let high = quantity.high, quantity.sign == .none, quantity.unit == nil, quantity.currency == nil,
            clause.meanings.has([.confidence, .sure]),
            (10...100).contains(quantity.value), high > quantity.value, high <= min(100, quantity.value + 25),
            !range.contains(where: { $0 != index && elements[$0].kind == .quantity && !isTarget(quantities[elements[$0].index]) })
        else { return nil }
        let isBehind = range.contains { $0 < index && elements[$0].has(.confidence) }
        let isSaidSo = tokens[elements[index].token...].prefix(6).contains { hasRole($0, .how) }
        return isBehind || isSaidSo ? (quantity.value + high) / 200 : nil
    }

    /// "I'm pessimistic about reaching 45, call it 25% at best", "we won't get to 3, I'd put it at 20%", "less sure about 30k now, call it 60": said of how
    /// likely the target is that the sentence has just named.
    func isSureBehindTarget(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard clauseIndex > 0, hasWord(.call) || hasWord(.say) || hasWord(.noting) || hasWord(.opinion),
            quantity.isPlainInteger || quantity.isPercent,
            quantity.sign == .none, quantity.high == nil, quantity.whole == nil, !quantity.hasUnit || quantity.isPercent,
            (5...100).contains(quantity.value), quantity.value.truncatingRemainder(dividingBy: 5) == 0, !isTarget(quantity),
            !range.contains(where: { isKeyResult($0) || $0 != index && elements[$0].kind == .quantity }),
            tokens[elements[range.lowerBound].token..<elements[index].token].contains(where: {
                hasRole($0, .call) || hasRole($0, .say) || hasRole($0, .noting) || hasRole($0, .opinion)
            })
        else { return false }
        let before = clauses[max(0, clauseIndex - 2)..<clauseIndex].filter { $0.sentence == clause.sentence }
        guard let target = before.last(where: { near in near.elements.contains { elements[$0].kind == .quantity && isAimed($0) } }) else {
            return false
        }
        let isSure = target.meanings.has([.sure, .confidence, .doubt])
        // A number without its sign may be anything but how sure somebody is.
        if !quantity.isPercent { return isSure }
        let isReached = target.elements.contains { index in
            elements[index].has([.reach, .shortOf])
                || tokens(of: index).contains { hasRole($0, .reaching, .hitting) || hasRole($0, .getting, .making) }
        }
        guard isSure || isReached, let only = aimedAt(beside: index, .none)?.set.only ?? sentenceSubject.set.only ?? talkedOf else { return false }
        // "aiming to get to 45, call it 36% for now"
        return vocabulary.targets[only].kind != .percent
            || vocabulary.targets[only].current.map { !(0.9...1.1).contains(quantity.value / $0) } ?? true
    }

    /// A target by its number, or in thousands.
    private func isAimed(_ index: Int) -> Bool {
        let value = quantities[elements[index].index].value
        return vocabulary.targets.contains {
            $0.target.map { ValueReader.same($0, value) || $0 >= 1000 && ValueReader.same($0, value * 1000) } == true
        }
    }

    /// "my gut says 60% for activation by the deadline"
    func isGutFeeling(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard hasWord(.gut), quantity.isPercent || quantity.whole == 10, quantity.value <= 100, quantity.sign == .none else { return false }
        return range.contains { $0 < index && tokens(of: $0).contains { hasRole($0, .gut) } }
    }

    /// "confidence on activation is like 4 out of 10, ttfv more like 7"
    func isMoreLikeTenth(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard let last = findings.last, case .confidence = last.content, last.element >= 0, name != nil, saysMoreLike(range),
            clauses[last.clause].sentence == clause.sentence, elements[last.element].kind == .quantity, quantity.isPlainInteger, !quantity.isWord,
            quantity.sign == .none, !quantity.hasUnit
        else { return false }
        let told = quantities[elements[last.element].index]
        // "60% for activation and more like 80 for time to value"
        return told.whole == 10 ? quantity.whole == nil && (1...10).contains(quantity.value) : told.isPercent && (10...100).contains(quantity.value)
    }

    /// "Confidence in mine: 0.8 for the shortlist, 0.6 for offers": what a list says that is headed so.
    func headedShare(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Double? {
        guard quantity.unit == nil, quantity.currency == nil, quantity.sign == .none, quantity.high == nil, !quantity.isMultiplied,
            quantity.whole == nil || quantity.whole == 10,
            // Near by, and before the look over the range: the bound keeps the reading linear.
            let first = clauses[...clauseIndex].suffix(8).first(where: { $0.sentence == clause.sentence }),
            let colon = first.elements.prefix(6).first(where: { elements[$0].kind == .colon }), colon < index,
            first.elements.contains(where: { $0 < colon && elements[$0].has(.confidence) }),
            !first.elements.contains(where: { $0 < colon && (elements[$0].kind == .quantity || elements[$0].kind == .name || isUnknownThing($0)) }),
            range.contains(where: { isKeyResult($0) })
        else { return nil }
        if quantity.isPercent { return (0...100).contains(quantity.value) ? quantity.value / 100 : nil }
        if quantity.whole == 10 { return share(quantity) }
        if quantity.value < 1 { return quantity.value > 0 ? quantity.value : nil }
        return quantity.value <= 10 && quantity.value == quantity.value.rounded() ? quantity.value / 10 : nil
    }

    /// "Activation I'd rate 6/10"
    func isRatedTenth(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard hasWord(.rating), quantity.isTenths || isOutOfTen(index), (0...10).contains(quantity.value), let only = subject.set.only ?? talkedOf,
            !isOfTenths(only)
        else { return false }
        return range.contains { $0 < index && tokens(of: $0).contains { hasRole($0, .rating) } }
    }

    /// "Pretty sure, call it 75 percent": of a number that is measured in no shares.
    func isBehindSure(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isPercent, (1...100).contains(quantity.value), quantity.sign == .none, clauseIndex > 0,
            case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence, before.elements.count <= 4, before.meanings.has([.sure, .confidence]),
            !before.elements.contains(where: { elements[$0].kind == .quantity || elements[$0].kind == .name }), index < range.lowerBound + 4,
            let only = talkedOf ?? ownOnly
        else { return false }
        return vocabulary.targets[only].kind != .percent
    }

    /// "knock my confidence down to a coin flip", "time to value more like a coin flip"
    mutating func readCoinFlip(_ range: Range<Int>) {
        let isSaidOfName = range.count <= 6 && isKeyResult(range.lowerBound)
        guard clause.meanings.has(.confidence) || isSaidOfName, let cue = range.last(where: { tokens(of: $0).contains { hasRole($0, .coin) } }),
            !range.contains(where: { elements[$0].kind == .quantity && $0 < cue }),
            !tokens[elements[range.lowerBound].token..<elements[cue].token].suffix(3).contains(where: {
                vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.from, .negation]) && !hasRole($0, .to)
            }),
            let only = range.first(where: { isKeyResult($0) }).flatMap({ subject(ofName: $0).set.only }) ?? sentenceSubject.set.only ?? talkedOf
                ?? ownOnly
        else { return }
        add(.confidence(0.5), cue, Subject(set: IndexSet128(only)), rule: .confidence)
    }

    /// "Confidence that we reach the target by Michaelmas: 7/10", "My confidence of reaching €30,000 is about 70 per cent"
    private func isBehindHeadedConfidence(_ index: Int, _ range: Range<Int>) -> Bool {
        // "Confidence? 9 out of 10 for smoking time"
        if index == range.lowerBound, clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.line == clause.line,
            before.elements.count <= 2, before.meanings.has(.confidence),
            before.elements.allSatisfy({ elements[$0].has([.confidence, .filler, .mine]) })
        {
            return true
        }
        if isConfidenceAbove, case let told = quantities[elements[index].index], told.isPercent || told.whole == 10 || told.whole == 5 { return true }
        guard index > range.lowerBound + 1, let before = previous(index, range.lowerBound),
            elements[before].kind == .colon || elements[before].has(.at) && elements[before].end - elements[before].start <= 4
        else { return false }
        return range.prefix(3).contains { elements[$0].has(.confidence) && $0 < before }
    }

    /// "On confidence, I'd go with …", "Forgot the confidence, I'd say …": what the sentence begins with.
    private var isConfidenceAbove: Bool {
        guard clauseIndex > 0 else { return false }
        return clauses[max(0, clauseIndex - 4)..<clauseIndex].contains { before in
            before.sentence == clause.sentence && before.elements.count <= 4 && before.meanings.has(.confidence)
                && !before.elements.contains { elements[$0].kind == .quantity || entry($0)?.status != nil || isKeyResult($0) }
        }
    }

    /// "i'd go down to a 6 on confidence"
    func isTenthOfConfidence(_ index: Int, _ range: Range<Int>) -> Bool {
        let quantity = quantities[elements[index].index]
        guard quantity.isPlainInteger, !quantity.hasUnit, quantity.whole == nil, (1...10).contains(quantity.value), clause.meanings.has(.confidence),
            range.contains(where: { $0 > index && elements[$0].has(.confidence) }), !hasUnknown((index + 1)..<range.upperBound)
        else { return false }
        return range.contains { $0 < index && tokens(of: $0).contains { hasRole($0, .moving) || hasRole($0, .give) || hasRole($0, .say) } }
    }

    /// "60% to make the activation target", "70 % that we hit the goal"
    private func isChanceOfTarget(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 2 < range.upperBound, quantities[elements[index].index].isPercent || quantities[elements[index].index].whole == 10,
            let goal = range.first(where: { $0 > index + 1 && tokens(of: $0).contains { hasRole($0, .goalNoun) } }), goal <= index + 7,
            let verb = tokens[elements[index + 1].token...].prefix(4).firstIndex(where: { hasRole($0, .making) })
        else { return false }
        return verb < elements[goal].token
    }

    /// "about 40% confident on activation. For time to value I'd say 15%": of what is measured in no percent.
    private func isSaidAfterConfidence(_ index: Int, _ range: Range<Int>) -> Bool {
        guard quantities[elements[index].index].isPercent, isRound(quantities[elements[index].index]), let last = findings.last,
            case .confidence = last.content,
            last.clause >= clauseIndex - 3, last.element >= 0
        else { return false }
        // "fifty-fifty on activation, maybe 30% on time to value"
        if last.clause == clauseIndex - 1, clauses[last.clause].sentence == clause.sentence, index + 2 < range.upperBound,
            hasRole(tokens[elements[index + 1].token], .about), isKeyResult(index + 2), subject(ofName: index + 2).set != last.subject.set
        {
            return true
        }
        guard quantities[elements[last.element].index].isPercent,
            let name = range.first(where: { isKeyResult($0) }), let only = subject(ofName: name).set.only, vocabulary.targets[only].kind != .percent
        else { return false }
        return range.contains { $0 < index && tokens(of: $0).contains { hasRole($0, .say) || hasRole($0, .moving) || hasRole($0, .iAm) } }
    }

    /// "23.4k with the add-on. I'm more like 55% now": nobody is a part of the way to a sum.
    private func isOfMyself(_ index: Int, _ range: Range<Int>) -> Bool {
        let quantity = quantities[elements[index].index]
        guard quantity.isPercent, isRound(quantity), hasRole(tokens[elements[range.lowerBound].token], .iAm), index <= range.lowerBound + 3,
            !range.contains(where: { isKeyResult($0) }),
            let only = (sentenceSubject.isNone ? lineSubject.set.only : sentenceSubject.set.only) ?? talkedOf
        else { return false }
        return vocabulary.targets[only].kind != .percent
            && (range.contains { $0 < index && elements[$0].has([.approximate, .correction]) }
                || findings.contains { $0.isTotal && !$0.isSuperseded })
    }

    /// "60% please", "down to 50% on 5" from who has said how sure they are: of what is counted in no percent.
    func isRatedShare(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard rated.count > 0, quantity.isPercent, !quantity.isPoints, quantity.sign == .none, isRound(quantity), quantity.value <= 100,
            let only = subject.isNone ? sentenceSubject.set.only ?? focus ?? talkedOf ?? ownOnly : subject.set.only, rated.contains(only),
            vocabulary.targets[only].kind != .percent || isFarOfMyself(index, quantity, only), !clause.meanings.has([.there, .condition, .past]),
            // "I'd go down to sixty percent"
            !clause.meanings.has(.planned) || clause.meanings.has(.firstPerson) && (hasWord(.moving) || hasWord(.say))
        else { return false }
        // "40% of the way", "up 5%"
        let behind = tokens[elements[index].token...].dropFirst().prefix(4)
        return !behind.contains { hasRole($0, .wayNoun) }
            && !(index > range.lowerBound && elements[index - 1].has([.up, .down]) && !elements[index - 1].has(.to))
            && !(index + 1 < range.upperBound && elements[index + 1].has([.up, .down, .status, .of, .more, .better, .worse]))
    }

    /// "So I am at 55% now", where churn is at 5
    private func isFarOfMyself(_ index: Int, _ quantity: Quantity, _ only: Int) -> Bool {
        guard let current = vocabulary.targets[only].current, current > 0, !(0.4...2.5).contains(quantity.value / current) else { return false }
        return tokens[..<elements[index].token].suffix(4).contains {
            hasRole($0, .iAm) || $0.length == 1 && vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.firstPerson)
        }
    }

    /// "I meant my confidence, that goes from 70 to 60": the word stands in the clause before.
    func confidenceMoved(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Double? {
        guard quantity.isPlainInteger, !quantity.hasUnit || quantity.isPercent, (1...100).contains(quantity.value), clauseIndex > 0,
            index >= range.lowerBound + 3, elements[index - 1].has(.to), elements[index - 2].kind == .quantity, elements[index - 3].has(.from),
            case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence, before.elements.count <= 5,
            before.elements.contains(where: { elements[$0].has(.confidence) && entry($0)?.status == nil }),
            !range.contains(where: { elements[$0].kind == .name })
        else { return nil }
        return quantity.value / (quantity.value > 10 ? 100 : 10)
    }

    /// "scratch my confidence, make it 6/10"
    func isPutInPlaceOfConfidence(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.whole == 10 || quantity.isPercent, clauseIndex > 0, range.count <= 4, case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence,
            before.elements.contains(where: { place in
                tokens(of: place).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.confidence) }
            }),
            !before.elements.contains(where: { elements[$0].kind == .quantity || entry($0)?.status != nil })
        else { return false }
        return range.contains { $0 < index && tokens(of: $0).contains { hasRole($0, .making) } }
    }

    /// "my confidence goes to 45", "my confidence we hit 2,500 went from a six to a four": where it has gone.
    func confidenceGone(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Double? {
        guard quantity.isPlainInteger, !quantity.hasUnit, quantity.whole == nil, (1...100).contains(quantity.value), index > range.lowerBound + 1,
            let cue = (max(range.lowerBound, index - 12)..<index).last(where: { elements[$0].has(.confidence) && entry($0)?.status == nil }),
            tokens[max(0, elements[cue].token - 1)...].prefix(while: { $0.start < elements[cue].end }).contains(where: {
                vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.mine)
            }), case let to = firstWord(index - 1).has(.article) && !elements[index - 1].has(.to) ? index - 2 : index - 1, to > cue,
            elements[to].has(.to), index + 1 == range.upperBound || !isUnknownThing(index + 1)
        else { return nil }
        let between = (cue + 1)..<to
        let isFromTo = between.contains { elements[$0].has(.from) } && quantity.value <= 10
        let isNext = between.isEmpty || between.allSatisfy { elements[$0].kind == .word && elements[$0].has([.moved, .down, .up, .filler]) }
        guard isFromTo || isNext && quantity.value > 10 else { return nil }
        return quantity.value / (quantity.value > 10 ? 100 : 10)
    }

    /// "down to 50%" of what would go up by it: a share of the way is no lower than where it stands.
    func isDownwardShare(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isPercent, !quantity.isPoints, index > range.lowerBound, !isOfMe(index, quantity, range), !clause.meanings.has(.confidence),
            elements[index - 1].has(.to),
            tokens[max(elements[range.lowerBound].token, elements[index].token - 3)..<elements[index].token].contains(where: {
                vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.down)
            }),
            let only = subject.isNone ? sentenceSubject.set.only ?? focus ?? ownOnly : subject.set.only,
            case let target = vocabulary.targets[only], target.kind != .percent, let goal = target.target, let current = target.current
        else { return false }
        let from = target.baseline ?? 0
        return goal > from && from + (goal - from) * quantity.value / 100 > current
    }

    /// "my confidence on 2 is 70%, let's make that 40", "make my confidence a 6": nil in it where it is open whose it is.
    func madeOfConfidence(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Double?? {
        guard quantity.isPlainInteger, !quantity.hasUnit, quantity.whole == nil, (1...100).contains(quantity.value), range.count <= 8,
            hasWord(.making) || hasWord(.noting) || hasWord(.moving),
            case let words = tokens[elements[range.lowerBound].token..<elements[index].token].suffix(6),
            words.contains(where: { hasRole($0, .making) || hasRole($0, .noting) || hasRole($0, .moving) })
        else { return nil }
        let share = quantity.value / (quantity.value > 10 ? 100 : 10)
        if let cue = range.last(where: { $0 < index && $0 >= index - 3 && elements[$0].has(.confidence) && entry($0)?.status == nil }),
            tokens[max(0, elements[cue].token - 1)...elements[cue].token].contains(where: {
                hasRole($0, .the) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.mine)
            }), !hasUnknown((cue + 1)..<index)
        {
            return .some(share)
        }
        guard words.contains(where: { hasRole($0, .pointer) }), let last = findings.last, case .confidence = last.content, last.clause < clauseIndex,
            last.clause >= clauseIndex - 4, clauses[last.clause].sentence == clause.sentence, last.element >= 0,
            quantities[elements[last.element].index].isPercent, !hasUnknown(range), !range.contains(where: { elements[$0].kind == .name })
        else { return nil }
        // "…, and I was a bit cheerful on 3, let's make that 40"
        let between = clauses[(last.clause + 1)...clauseIndex].contains { clause in
            clause.elements.contains { $0 != index && (elements[$0].kind == .quantity || elements[$0].kind == .name) }
        }
        return .some(between ? nil : share)
    }

    /// "80% sure on activation, maybe half that on time to value": of the share just told.
    func halfOfConfidence(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Double? {
        guard quantity.isWord, quantity.isFraction, (0.1...0.9).contains(quantity.value),
            tokens[(elements[index].token + 1)...].prefix(2).contains(where: { hasRole($0, .pointer) }),
            let last = findings.last, case .confidence(let share) = last.content, last.clause >= clauseIndex - 2
        else { return nil }
        return share * quantity.value
    }

    /// "he'd put his confidence at 50 now": another's, whom no key result names.
    func isTheirConfidence(_ index: Int, _ range: Range<Int>) -> Bool {
        guard hasWord(.theirs), let cue = range.first(where: { elements[$0].has(.confidence) }), abs(cue - index) <= 4, elements[cue].token > 0
        else {
            return false
        }
        return hasRole(tokens[elements[cue].token - 1], .theirs) && !range.contains { isKeyResult($0) }
    }

    /// "confidence 7 out of 10 for hitting thirty... mm, make that a 6"
    private func isTenthPutRight(_ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isPlainInteger, !quantity.hasUnit, quantity.whole == nil, (1...10).contains(quantity.value), range.count <= 6,
            let last = findings.last, case .confidence = last.content, last.clause < clauseIndex, last.clause >= clauseIndex - 4, last.element >= 0,
            elements[last.element].kind == .quantity, quantities[elements[last.element].index].whole == 10,
            tokens[elements[range.lowerBound].token..<elements[range.upperBound - 1].token].contains(where: {
                hasRole($0, .making) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.correction)
            })
        else { return false }
        return !hasUnknown(range) && !range.contains { elements[$0].kind == .name }
    }

    /// "7 was too rosy, make that a 5": of ten, where nobody counts the key result in tenths.
    func isRatedAnew(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        if isTenthPutRight(quantity, range) { return true }
        guard quantity.isPlainInteger, !quantity.hasUnit, quantity.whole == nil, (1...10).contains(quantity.value), index > range.lowerBound,
            elements[index - 1].has(.correction) || index > range.lowerBound + 1 && elements[index - 2].has(.correction), clauseIndex > 0,
            case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            before.meanings.has([.was, .at]), let only = subject.isNone ? talkedOf ?? ownOnly : subject.set.only,
            vocabulary.targets[only].kind != .boolean,
            let current = vocabulary.targets[only].current, current > 20,
            let first = before.elements.first(where: { elements[$0].kind == .quantity }), case let told = quantities[elements[first].index],
            told.isPlainInteger, !told.hasUnit, (1...10).contains(told.value)
        else { return false }
        return before.elements.contains { $0 > first && tokens(of: $0).contains { hasRole($0, .too) } }
    }

    /// "that makes my 60% more like 25"
    func isMineMoreLike(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        // "I am now more like 8 of 10", from who has said how sure they are
        if quantity.whole == 10, quantity.value <= 10, let only = talkedOf ?? ownOnly, rated.contains(only), !isOfTenths(only), range.count <= 8,
            range.contains(where: { $0 < index && (firstWord($0).has(.firstPerson) || tokens(of: $0).contains { hasRole($0, .iAm) }) }),
            !range.contains(where: { elements[$0].kind == .name }), !hasUnknown(range)
        {
            return true
        }
        guard quantity.isPercent || quantity.isPlainInteger && !quantity.hasUnit, (1...100).contains(quantity.value),
            let old = range.first(where: { $0 < index && elements[$0].kind == .quantity }), elements[old].token > 0,
            quantities[elements[old].index].isPercent, quantities[elements[old].index].whole == nil,
            vocabulary.lexicon.meaning(ofWord: tokens[elements[old].token - 1].lexeme).has(.mine)
        else { return false }
        return ((old + 1)..<index).contains { elements[$0].has([.approximate, .to]) }
            && ((old + 1)..<index).allSatisfy { elements[$0].kind == .word && !isUnknownThing($0) }
    }

    /// "me down to 55 %", "that lifts me on activation to 6 out of 10"
    func isOfMe(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        if quantity.whole == 10, (talkedOf ?? ownOnly).map({ isOfTenths($0) }) == true { return false }
        guard hasWord(.meObject), quantity.isPercent && isRound(quantity) || quantity.whole == 10, index > range.lowerBound,
            elements[index - 1].has(.to), !clause.meanings.has([.there, .was])
        else { return false }
        guard let me = tokens[elements[range.lowerBound].token..<elements[index].token].suffix(8).lastIndex(where: { hasRole($0, .meObject) }) else {
            return false
        }
        // "Priya tells me activation is up to 35%" is no confidence.
        return range.allSatisfy { place in
            if place >= index || elements[place].token <= me { return true }
            if isKeyResult(place) { return elements[place - 1].has(.preposition) }
            return elements[place].has([.to, .down, .up, .preposition]) && !elements[place].has(.at)
        }
    }

    /// "make my 6 for expansion an 8", "bump my 7 down to a 5": of ten, where nobody counts the key result in tenths.
    func isMineRatedAnew(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard isTenthOnly(quantity), index > range.lowerBound, elements[index].token > 0,
            let only = subject.isNone ? talkedOf ?? ownOnly : subject.set.only,
            let current = vocabulary.targets[only].current, current > 20,
            let old = range.first(where: { $0 < index && elements[$0].kind == .quantity }), elements[old].token > 0,
            isTenthOnly(quantities[elements[old].index]),
            vocabulary.lexicon.meaning(ofWord: tokens[elements[old].token - 1].lexeme).has(.mine),
            // What opens the clause is no element of it.
            case let verbs = tokens[max(0, elements[range.lowerBound].token - 2)..<elements[old].token],
            verbs.contains(where: { hasRole($0, .making) || hasRole($0, .noting) || hasRole($0, .moving) })
        else { return false }
        let before = tokens[elements[index].token - 1]
        return hasRole(before, .to) || vocabulary.lexicon.meaning(ofWord: before.lexeme).has(.article)
    }

    /// The number that "make my 6 an 8" replaces.
    func isMineReplaced(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard isTenthOnly(quantity), elements[index].token > 0,
            vocabulary.lexicon.meaning(ofWord: tokens[elements[index].token - 1].lexeme).has(.mine),
            let new = range.first(where: { $0 > index && elements[$0].kind == .quantity })
        else { return false }
        return isMineRatedAnew(new, quantities[elements[new].index], range, subject)
    }

    private func isTenthOnly(_ quantity: Quantity) -> Bool {
        quantity.isPlainInteger && !quantity.hasUnit && quantity.whole == nil && quantity.sign == .none && (1...10).contains(quantity.value)
    }

    /// "I'd go up to 80% on reaching the 30k"
    private func isShareOfReaching(_ index: Int, _ range: Range<Int>) -> Bool {
        let quantity = quantities[elements[index].index]
        guard quantity.isPercent || quantity.whole == 10, index + 2 < range.upperBound, elements[index + 1].has([.preposition, .of]) else {
            return false
        }
        return hasRole(tokens[elements[index + 2].token], .reaching)
    }

    /// "You still show 60 percent for my confidence. It should now be 70 percent"
    private func isPutRightAbove(_ index: Int, _ range: Range<Int>) -> Bool {
        let quantity = quantities[elements[index].index]
        guard quantity.isPercent, isRound(quantity), clauseIndex > 0, let head = range.first, head < index, elements[head].has(.pronoun),
            range.contains(where: { $0 < index && tokens(of: $0).contains { hasRole($0, .should) } }),
            !range.contains(where: { isKeyResult($0) }), case let before = clauses[clauseIndex - 1], before.meanings.has(.confidence)
        else { return false }
        return before.elements.contains { elements[$0].kind == .quantity && isShare(quantities[elements[$0].index]) }
    }

    /// "my confidence in reaching 3% has dropped to about a third": the last number that the clause tells, behind how it moved.
    func isConfidenceMovedTo(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound + 1, tokens[..<elements[index].token].suffix(3).contains(where: { hasRole($0, .to) }),
            let cue = range.first(where: { elements[$0].kind == .word && elements[$0].has(.confidence) }), cue < index - 1,
            !range.contains(where: { $0 > index && (elements[$0].has(.of) || elements[$0].kind == .quantity) }),
            quantities[elements[index].index].value < 1 || isRound(quantities[elements[index].index])
        else { return false }
        return (cue..<index).contains { elements[$0].has([.up, .down, .moved]) || elements[$0].has(.to) && tokens(of: $0).count > 1 }
            && !isTarget(quantities[elements[index].index])
    }

    /// "I'd go up a notch to 7 out of 10", "I would raise my confidence to 70 percent"
    private func isRaisedTo(_ index: Int, _ range: Range<Int>) -> Bool {
        let quantity = quantities[elements[index].index]
        // "lower my confidence on activation to 50-50", "knock my confidence on churn down to 5/10"
        if index > range.lowerBound, elements[index - 1].has(.to), isShare(quantity) || isOddsInWords(quantity),
            let cue = range.first(where: { $0 < index - 1 && elements[$0].has(.confidence) && !elements[$0].has(.at) }),
            ((cue + 1)..<(index - 1)).allSatisfy({ isKeyResult($0) || elements[$0].has([.preposition, .up, .down, .filler, .to]) })
        {
            return true
        }
        // "I'm going down to 40% on this one", from who owns a churn of 5 %
        if quantity.isPercent, isRound(quantity), index > range.lowerBound, elements[index - 1].has(.to), index + 2 < range.upperBound,
            elements[index + 1].has(.preposition), elements[index + 2].has(.pronoun), !range.contains(where: { isKeyResult($0) }),
            tokens[elements[range.lowerBound].token..<elements[index].token].contains(where: {
                hasRole($0, .iAm) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.firstPerson)
            }),
            let only = talkedOf ?? ownOnly, let current = vocabulary.targets[only].current, current > 0,
            vocabulary.targets[only].kind != .percent || !(0.4...2.5).contains(quantity.value / current)
        {
            return true
        }
        // "I'd go for 8 out of 10 on sign-ups"
        if quantity.whole == 10, index > range.lowerBound, hasRole(tokens[elements[index].token - 1], .about), elements[index].token > 1,
            hasRole(tokens[elements[index].token - 2], .moving)
        {
            return true
        }
        // "I'd go up to 75% from 60"
        let isFromOther = index + 2 < range.upperBound && elements[index + 1].has(.from) && elements[index + 2].kind == .quantity && isRound(quantity)
        guard
            quantity.whole == 10 || quantity.isPercent && (isFromOther || range.contains(where: { $0 < index && elements[$0].has(.confidence) })),
            index > range.lowerBound, elements[index - 1].has(.to), !range.contains(where: { $0 < index && isKeyResult($0) }),
            let verb = range.first(where: { $0 < index && tokens(of: $0).contains { hasRole($0, .moving) } })
        else { return false }
        // "Bumping myself to 8/10"
        return range.contains { $0 <= verb && elements[$0].has(.firstPerson) }
            || verb == range.lowerBound && verb + 2 < index && elements[verb + 1].has(.firstPerson)
    }

    /// "I'd give us maybe a 3 out of 10"
    private func isGivenToUs(_ index: Int, _ range: Range<Int>) -> Bool {
        // "I'd give time to value 5/10 to get there"
        if index + 2 < range.upperBound, hasRole(tokens[elements[index + 1].token], .to), isShare(quantities[elements[index].index]),
            tokens[elements[index + 1].token...].prefix(3).contains(where: { hasRole($0, .getting) || hasRole($0, .making) }),
            range.contains(where: { $0 < index && tokens(of: $0).contains { hasRole($0, .give) } })
        {
            return true
        }
        // "activation 36%, I'd give it a six out of ten"
        if quantities[elements[index].index].whole == 10,
            let give = range.first(where: { $0 < index && tokens(of: $0).contains { hasRole($0, .give) } }),
            tokens[elements[give].token..<elements[index].token].contains(where: { hasRole($0, .it) }), !range.contains(where: { isKeyResult($0) }),
            findings.contains(where: { $0.isTotal && !$0.isSuperseded && clauses[$0.clause].sentence == clause.sentence })
        {
            return true
        }
        // "I'd give the 2,500 a 7 out of 10"
        if quantities[elements[index].index].whole == 10,
            let give = range.first(where: { $0 < index && tokens(of: $0).contains { hasRole($0, .give) } }),
            (give..<index).contains(where: { elements[$0].kind == .quantity && isTarget(quantities[elements[$0].index]) })
        {
            return true
        }
        // "That we make the 30k by the end of the quarter I would give 7/10"
        if quantities[elements[index].index].whole == 10, index + 1 == range.upperBound, index > range.lowerBound,
            tokens(of: index - 1).contains(where: { hasRole($0, .give) || hasRole($0, .say) }),
            range.contains(where: { $0 < index && elements[$0].kind == .quantity && isTarget(quantities[elements[$0].index]) })
        {
            return true
        }
        // "2,500 still looks like a stretch, I'd put it at 6 out of 10"
        if quantities[elements[index].index].whole == 10, clauseIndex > 0, case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence,
            before.elements.contains(where: { elements[$0].kind == .quantity && isTarget(quantities[elements[$0].index]) }),
            range.contains(where: { $0 < index && tokens(of: $0).contains { hasRole($0, .give) || hasRole($0, .noting) || hasRole($0, .say) } })
        {
            return true
        }
        guard let give = range.first(where: { $0 < index && tokens(of: $0).contains { hasRole($0, .give) || hasRole($0, .noting) } }),
            give + 1 < index || tokens(of: give).count > 1
        else { return false }
        // "I'd put us at 60%"; "put it at 36%" gives the value.
        // "I'd put mine at 6/10"
        if quantities[elements[index].index].whole == 10, ownOnly.map({ !isOfTenths($0) }) == true,
            (give..<index).contains(where: { elements[$0].has(.mine) || firstWord($0).has(.mine) })
        {
            return true
        }
        let isPut = tokens(of: give).contains { hasRole($0, .noting) }
        return tokens[elements[give].token..<elements[index].token].contains { hasRole($0, .us) && !(isPut && hasRole($0, .it)) }
    }

    /// "confidence 0.9. no, let's say 0.7": written as the confidence before it is.
    func isConfidenceAgain(_ index: Int, _ range: Range<Int>) -> Bool {
        guard let last = findings.last, case .confidence = last.content, last.element >= 0, last.clause >= clauseIndex - 6,
            last.clause < clauseIndex, isSecondThought(since: last.clause), !range.contains(where: { isKeyResult($0) }),
            case let old = quantities[elements[last.element].index], case let new = quantities[elements[index].index]
        else { return false }
        return old.isPercent == new.isPercent && old.whole == new.whole && (old.value < 1) == (new.value < 1) && (isShare(new) || new.value < 1)
    }

    /// "not sure we get to 15 tho, 3/10": whose target it is that the sentence speaks of, where it names nothing and the target is one key result's alone.
    func aimedAt(beside index: Int, _ subject: Subject) -> Subject? {
        guard sentenceSubject.isNone, !hasFocus else { return nil }
        let near = max(0, clauseIndex - 4)..<min(clauses.count, clauseIndex + 3)
        let sentence = clauses[near].filter { $0.sentence == clause.sentence }
        for place in sentence.flatMap(\.elements) where place != index && elements[place].kind == .quantity {
            let quantity = quantities[elements[place].index]
            guard !quantity.isWord, quantity.whole == nil else { continue }
            let isOwn = subject.set.contains { only in
                vocabulary.targets[only].target.map { goal in [1, 1000, 1_000_000].contains { goal == quantity.value * $0 } } ?? false
            }
            if isOwn || quantity.unit == .ambiguousMinutes { return nil }
            let aimed = vocabulary.everything.filter { only in
                let target = vocabulary.targets[only]
                guard let goal = target.target, quantity.value == goal || goal >= 1000 && quantity.value * 1000 == goal else { return false }
                return ValueReader(target, current: nil).fitsUnit(quantity, noun: nil)
            }
            if aimed.count == 1 { return Subject(set: IndexSet128(aimed[0])) }
        }
        return nil
    }

    /// "make the confidence 50 not 60", "confidence 50 instead of 60": the one that it was.
    func isPutAside(_ index: Int, _ range: Range<Int>) -> Bool {
        guard clause.meanings.has(.confidence), index >= range.lowerBound + 2,
            let kept = ((index - 2)..<index).last(where: { $0 >= range.lowerBound && elements[$0].kind == .quantity }),
            range.contains(where: { $0 < kept && elements[$0].has(.confidence) })
        else { return false }
        let between = tokens[elements[kept].token..<elements[index].token].filter { $0.start >= elements[kept].end }
        return (1...2).contains(between.count)
            && between.contains {
                hasRole($0, .instead) || hasRole($0, .than) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.negation)
            }
    }

    /// "my confidence on 1 is 45", "confidence 45": the word, whose it is, and the number, even where another key result aims at that number.
    func isStatedConfidence(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isPlainInteger || isShare(quantity), quantity.unit == nil, quantity.currency == nil, quantity.sign == .none,
            index > range.lowerBound, !isTheTarget(index, quantity),
            let cue = (max(range.lowerBound, index - 5)..<index).last(where: { elements[$0].has(.confidence) && entry($0)?.status == nil }),
            // "70% sure we see 8"
            !elements[cue].has(.sure),
            !tokens(of: cue).contains(where: {
                let meaning = vocabulary.lexicon.meaning(ofWord: $0.lexeme)
                return meaning.has(.firstPerson) && !meaning.has(.mine)
            }),
            index + 1 == range.upperBound || !isUnknownThing(index + 1)
        else { return false }
        let between = (cue + 1)..<index
        guard
            between.allSatisfy({
                isKeyResult($0) || elements[$0].kind == .colon
                    || elements[$0].kind == .word && elements[$0].has([.preposition, .at, .filler, .now, .still])
            }), !between.contains(where: { elements[$0].has([.planned, .negation, .from, .to, .firstPerson]) })
        else { return false }
        // "confidence in 45" is in the target.
        guard let preposition = between.last(where: { elements[$0].has(.preposition) && !elements[$0].has(.at) }) else { return true }
        return between.contains { $0 > preposition && isKeyResult($0) }
    }
}
