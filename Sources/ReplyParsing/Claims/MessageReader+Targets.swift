import Model

/// Numbers that are somebody's target, and how far it seems.
extension MessageReader {
    /// "15 feels miles off", "3 looks doable", "30k isn't happening this year": the target, and how far it seems.
    func isTargetJudged(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        let isTarget = (subject.isNone ? vocabulary.everything : subject.set).contains { index in
            guard let target = vocabulary.targets[index].target else { return false }
            // "reaching 30" where 30,000 are aimed at
            return target == quantity.value || target >= 1000 && target == quantity.value * 1000
        }
        guard isTarget else { return false }
        // "3% just isn't happening"
        let behind = index + 1 < range.upperBound ? (index + 1)..<min(range.upperBound, index + 4) : index..<index
        let judge = behind.first {
            !(elements[$0].has(.filler) && !elements[$0].has([.negation, .seeming, .at, .now, .to, .time]) && !firstWord($0).has(.seeming))
        }
        let isJudged =
            judge.map { elements[$0].kind == .word && (elements[$0].has([.seeming, .negation]) || firstWord($0).has(.seeming)) } ?? false
        return isJudged || isFarFrom(index, range) || isReachedFor(index, range) || isConfidedIn(index, range) || isPlaceToBe(index, range)
            || isDistant(index, range) || isTopic(index) || isAsGoal(index) || isDream(index, quantity, range)
            || isOnceCalled(index, quantity, range)
            || isHeadTarget(index, quantity, range, subject)
    }

    /// "9,000 is no joke": what is said of the target, where the count is far from it.
    private func isHeadTarget(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard index == range.lowerBound, index + 2 < range.upperBound, elements[index + 1].has(.at),
            elements[index + 1].end - elements[index + 1].start <= 3,
            let only = subject.set.only ?? focus ?? ownOnly, let current = vocabulary.targets[only].current, current != 0,
            !(0.8...1.25).contains(quantity.value / current)
        else { return false }
        return hasUnknown((index + 2)..<range.upperBound)
            && !range.contains { $0 > index + 1 && (elements[$0].has([.now, .time, .reach, .there]) || entry($0)?.status != nil) }
    }

    /// "33 is a dream by now": the target called something that is no number.
    private func isDream(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard index == range.lowerBound, index + 2 < range.upperBound, elements[index + 1].has(.at), !clause.meanings.has([.there, .reach]),
            !vocabulary.targets.contains(where: { $0.current == quantity.value }),
            case let verb = elements[index + 1].token + tokens(of: index + 1).count - 1, verb + 2 < tokens.count
        else { return false }
        let isArticle = [verb, verb + 1].contains { vocabulary.lexicon.meaning(ofWord: tokens[$0].lexeme).has(.article) }
        return isArticle && ((index + 2)..<min(index + 4, range.upperBound)).contains { isUnknownThing($0) && elements[$0].token <= verb + 2 }
    }

    /// "I also think 3% was always a bit ambitious": what was said of the target, where something else is known.
    private func isOnceCalled(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard index + 2 < range.upperBound, elements[index + 1].has(.was), !elements[index + 1].has(.at),
            !vocabulary.targets.contains(where: { $0.current.map { ValueReader.same($0, quantity.value) } == true })
        else { return false }
        return hasUnknown((index + 2)..<range.upperBound) && !range.contains { $0 > index && elements[$0].kind == .quantity }
    }

    /// "with fifteen as the goal"
    private func isAsGoal(_ index: Int) -> Bool {
        let behind = tokens[elements[index].token...].drop { $0.start < elements[index].end }.prefix(3)
        return hasRole(behind.first, .as) && behind.contains { hasRole($0, .goalNoun) }
    }

    /// "About the 2,500: if I had to bet, …"
    private func isTopic(_ index: Int) -> Bool {
        let token = elements[index].token
        // "the pace isn't enough for 45"
        if index > clause.elements.lowerBound + 1, clause.meanings.has(.negation), hasRole(tokens[token - 1], .about),
            !clause.elements.contains(where: { isKeyResult($0) })
        {
            return true
        }
        // "On 2,500 I'm at maybe a 3 out of 10"
        if index == clause.elements.lowerBound + 1, hasRole(tokens[token - 1], .about),
            clause.elements.contains(where: { $0 > index && elements[$0].kind == .quantity && isShare(quantities[elements[$0].index]) })
        {
            return true
        }
        return token > 1 && hasRole(tokens[token - 1], .the) && hasRole(tokens[token - 2], .about)
    }

    /// "2,500 is a lot from here"
    private func isDistant(_ index: Int, _ range: Range<Int>) -> Bool {
        index + 2 < range.upperBound && elements[index + 1].has(.at)
            && !range.contains {
                // "15 is a long way from 31"
                $0 > index && elements[$0].kind == .quantity && !quantities[elements[$0].index].isArticle && !elements[$0 - 1].has(.from)
            }
            && tokens[elements[index + 2].token...].prefix(5).contains { hasRole($0, .distant) && $0.start < elements[range.upperBound - 1].end }
    }

    /// "31 is nowhere near 15": held against what is aimed at, and no report where it names nothing.
    func isNowhereNear(_ index: Int, _ range: Range<Int>) -> Bool {
        guard hasWord(.near), index == range.lowerBound, index + 2 < range.upperBound, elements[index + 1].has(.at),
            let near = range.first(where: { $0 > index + 1 && hasRole(tokens(of: $0).last, .near) }), near + 1 < range.upperBound, near <= index + 3
        else { return false }
        return elements[near + 1].kind == .quantity
    }

    /// "confidence 6 out of 10 that we make it to 3": what it is about, behind how sure they are.
    func isMadeItTo(_ index: Int, _ quantity: Quantity) -> Bool {
        guard hasWord(.making), case let token = elements[index].token, token > 2, hasRole(tokens[token - 1], .to), hasRole(tokens[token - 2], .it),
            hasRole(tokens[token - 3], .making), isTarget(quantity), let last = findings.last, case .confidence = last.content
        else { return false }
        return clauses[last.clause].sentence == clause.sentence
    }

    /// "the 2,500 is just where we want to end up"
    private func isPlaceToBe(_ index: Int, _ range: Range<Int>) -> Bool {
        guard elements[index].token > 0, hasRole(tokens[elements[index].token - 1], .the), index + 1 < range.upperBound, elements[index + 1].has(.at)
        else { return false }
        let next = clauseIndex + 1 < clauses.count && clauses[clauseIndex + 1].sentence == clause.sentence ? clauses[clauseIndex + 1].meanings : []
        return clause.meanings.has(.planned) || next.has(.planned) || range.contains { tokens(of: $0).contains { hasRole($0, .goalNoun) } }
    }

    /// "I'd put my confidence in 3% at about four out of ten"
    private func isConfidedIn(_ index: Int, _ range: Range<Int>) -> Bool {
        // "how sure I am about the 2,500"
        let isBehindThe = index >= range.lowerBound + 3 && hasRole(tokens[elements[index].token - 1], .the)
        let lead = isBehindThe && !elements[index - 2].has([.confidence, .sure]) ? index - 2 : index - 1
        guard lead > range.lowerBound, elements[lead - 1].has([.confidence, .sure]),
            elements[lead].has(.preposition) || tokens(of: lead).contains(where: { hasRole($0, .about) })
        else { return false }
        if range.contains(where: { $0 > index && elements[$0].kind == .quantity }) { return true }
        // "If you want to know how sure I am about 2,500, I'd say seventy percent"
        guard !hasUnknown((index + 1)..<range.upperBound), clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1] else {
            return false
        }
        return next.sentence == clause.sentence
            && next.elements.contains {
                elements[$0].kind == .quantity && (isShare(quantities[elements[$0].index]) || isCalledShare($0, next.elements))
            }
    }

    /// "less sure about 30k now, call it 60"
    private func isCalledShare(_ index: Int, _ range: Range<Int>) -> Bool {
        let quantity = quantities[elements[index].index]
        return quantity.isPlainInteger && !quantity.hasUnit && (10...100).contains(quantity.value)
            && quantity.value.truncatingRemainder(dividingBy: 5) == 0
            && tokens[elements[range.lowerBound].token..<elements[index].token].contains { hasRole($0, .call) || hasRole($0, .say) }
    }

    /// "still a way off 3", "far from 15"
    private func isFarFrom(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound, !clause.meanings.has([.up, .down]), case let before = tokens[elements[index].token - 1] else { return false }
        // "a long way to 2,500"
        if hasRole(before, .to), elements[index].token > 1, hasRole(tokens[elements[index].token - 2], .wayNoun) { return true }
        return vocabulary.lexicon.meaning(ofWord: before.lexeme).has([.off, .from]) && !clause.meanings.has(.to)
    }

    /// "getting to 1.9 by Q4 looks tight", "there are only 8 trips"
    private func isReachedFor(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound, elements[index].token > 1 else { return false }
        let before = elements[index].token - 1
        if hasRole(tokens[before], .only), !range.contains(where: { $0 < index && elements[$0].has([.now, .firstPerson]) }) { return true }
        if hasRole(tokens[before], .hitting) { return true }
        guard hasRole(tokens[before], .to) else { return false }
        // "getting to 1.9", "that we get the badge to 80", "that we make it to 20"
        if hasRole(tokens[before - 1], .getting) { return true }
        let isHoped =
            clauses[max(0, clauseIndex - 2)...clauseIndex].contains {
                $0.sentence == clause.sentence && $0.meanings.has([.confidence, .sure, .relative])
            }
            || clause.lead.has(.relative)
        return isHoped
            && tokens[max(elements[range.lowerBound].token, before - 4)..<before].contains { hasRole($0, .getting) || hasRole($0, .making) }
    }
}
