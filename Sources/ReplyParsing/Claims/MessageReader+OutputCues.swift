import Model

/// What says that something was delivered where no verb of delivery does.
extension MessageReader {
    /// "templates: done", "the tour is out": finished work only where a planned one is named, and little stands between.
    func namedCue(_ range: Range<Int>) -> Int? {
        if let cue = broughtCue(range) { return cue }
        let end = range.first { (elements[$0].has(.shippedNamed) || isBroughtOn($0, range)) && !isPartOfName($0) } ?? range.upperBound
        let planned = range.filter { elements[$0].kind == .name && fittingInitiative(mentions[elements[$0].index], $0, range) != nil }
        // "Chair 4: the new drive is installed", where both are the work's
        guard let name = planned.last(where: { $0 < end }) ?? planned.first,
            !range.contains(where: { isKeyResult($0) && mentions[elements[$0].index].initiatives.isEmpty }),
            !range.contains(where: { $0 < name && elements[$0].kind == .quantity && !isAllOfFirst($0, name, range) }),
            let cue = range.first(where: { $0 > name && (elements[$0].has(.shippedNamed) || isBroughtOn($0, range)) && !isPartOfName($0) }),
            !hasUnknown((name + 1)..<cue), !isNounAfter(cue, range), !isTakenOut(name, cue),
            !((name + 1)..<cue).contains(where: { elements[$0].kind == .quantity })
        else { return nil }
        return isPlannedBefore(cue, range) || isNegatedOutput(cue, range) || elements[cue].has(.planned) ? nil : cue
    }

    /// "41 invites went out", "36 patients finished": how many, and no piece of work.
    func isCountDelivered(_ cue: Int, _ range: Range<Int>) -> Bool {
        let head = elements[range.lowerBound].has(.and) ? range.lowerBound + 1 : range.lowerBound
        guard elements[head].kind == .quantity, head + 2 == cue, case let quantity = quantities[elements[head].index], quantity.isPlainInteger,
            quantity.value > 1, elements[head + 1].kind == .name || isUnknownThing(head + 1), isPlural(head + 1)
        else { return false }
        return elements[head + 1].kind != .name || mentions[elements[head + 1].index].words < 2
    }

    /// Planned work, told by a verb of two halves behind its name.
    func broughtOnCue(_ range: Range<Int>) -> Int? {
        (hasWord(.bringing) || hasWord(.up)) && range.contains { isBroughtOn($0, range) } ? namedCue(range) : nil
    }

    /// "CIP retune switched on at both tanks", "New Saturday stop set up outside the pool"
    private func isBroughtOn(_ index: Int, _ range: Range<Int>) -> Bool {
        if isPutUp(index, range) { return true }
        guard elements[index].kind == .word, let verb = tokens(of: index).first, hasRole(verb, .bringing) else { return false }
        let isWhole = tokens(of: index).count == 2
        guard isWhole || index + 1 < range.upperBound else { return false }
        let half = isWhole ? tokens(of: index).last : tokens[elements[index + 1].token]
        // "the gala brought in a third of it"
        return hasRole(half, .particle) && (hasRole(verb, .asking) || !hasRole(half, .in))
    }

    /// "Street signs are up at both ends of the road"
    private func isPutUp(_ index: Int, _ range: Range<Int>) -> Bool {
        guard elements[index].kind == .word, case let words = tokens(of: index), words.count <= 2, index > range.lowerBound,
            !range.contains(where: { $0 > index && elements[$0].kind == .quantity })
        else { return false }
        let isBehindVerb = hasRole(tokens(of: index - 1).last, .being) || firstWord(index - 1).has(.now)
        // "up at" is one phrase.
        if words.count == 2, hasRole(words.first, .up) { return isBehindVerb && hasRole(words.last, .at, .about) }
        guard hasRole(words.last, .up), !elements[index].has(.to), words.count == 1 ? isBehindVerb : hasRole(words.first, .being),
            index + 1 < range.upperBound
        else { return hasRole(words.last, .up) && index + 1 == range.upperBound && (isBehindVerb || hasRole(words.first, .being)) }
        let behind = elements[index + 1]
        return behind.kind == .emoji || behind.has([.preposition, .time, .now]) && !behind.has([.to, .from])
    }

    /// "the first 12 account health reviews were held"
    private func isAllOfFirst(_ index: Int, _ name: Int, _ range: Range<Int>) -> Bool {
        // "Chair 4: the new drive is installed"
        if index + 1 < name, elements[index + 1].kind == .colon { return true }
        // "Five more account health reviews done"
        if index == range.lowerBound, mentions[elements[name].index].words >= 2,
            index + 1 == name || index + 2 == name && elements[index + 1].has(.more),
            quantities[elements[index].index].isPlainInteger
        {
            return true
        }
        return index + 1 == name && index > range.lowerBound && quantities[elements[index].index].whole == nil
            && tokens(of: index - 1).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.ordinal, .all]) }
    }

    /// "account health reviews are running, did the first four": so many of the planned work that the sentence speaks of.
    private func firstOfPlanned(_ did: Int, _ range: Range<Int>) -> Int? {
        guard plannedAbove != nil, let count = range.first(where: { $0 > did && elements[$0].kind == .quantity }), count <= did + 3,
            !hasUnknown(min(count + 2, range.upperBound)..<range.upperBound),
            tokens[elements[did].token..<elements[count].token].contains(where: { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.ordinal) })
        else { return nil }
        return count
    }

    /// "Did the first two account health reviews": a planned work's whole name behind the verb.
    func didCue(_ range: Range<Int>) -> Int? {
        guard hasWord(.did),
            let did = range.first(where: {
                // "also we have now made the health reviews"
                !elements[$0].has([.and, .but, .firstPerson, .now, .likewise])
                    || elements[$0].end > tokens[elements[$0].token].end
                        && hasRole(tokens(of: $0).last, .did)
            }),
            hasRole(tokens(of: did).last, .did),
            let name = firstOfPlanned(did, range)
                ?? range.first(where: {
                    $0 > did && elements[$0].kind == .name && mentions[elements[$0].index].words >= 2
                        && mentions[elements[$0].index].initiatives.only != nil
                }),
            ((did + 1)..<name).allSatisfy({
                !isUnknownThing($0) || $0 + 1 == name && elements[$0].end - elements[$0].start <= 4 || elements[$0 + 1].has(.of)
            }),
            !clause.meanings.has([.negation, .secondPerson])
        else { return nil }
        return did
    }

    /// "took the bot accounts out"
    private func isTakenOut(_ name: Int, _ cue: Int) -> Bool {
        cue == name + 1 && name > clause.elements.lowerBound && hasRole(tokens[elements[cue].token], .out)
    }

    /// "usage alerts for admins are done": several words that name a thing, and nothing of a key result.
    func doneCue(_ whole: Range<Int>) -> Int? {
        // "One more from me: the survey is finally done and live"
        let colon = whole.prefix(7).last { elements[$0].kind == .colon }
        let range =
            colon.map { $0 + 1 < whole.upperBound && !whole.prefix(7).contains { isKeyResult($0) } ? $0 + 1 : whole.lowerBound }.map {
                $0..<whole.upperBound
            } ?? whole
        guard let cue = range.last(where: { entry($0)?.status == .done }), !range.contains(where: { $0 < cue && isUntil($0) }),
            sentenceSubject.isNone || clause.opening == .sentence,
            !range.contains(where: {
                elements[$0].kind == .name && isKeyResult($0) || elements[$0].kind == .quantity && !isAllOfThose($0, cue, range)
            }),
            !range.contains(where: { elements[$0].has([.firstPerson, .pronoun, .all, .others, .both, .negation, .ready, .ask]) }),
            (range.lowerBound..<cue).filter({ isUnknownThing($0) }).count > (firstWord(range.lowerBound).has([.fresh, .article]) ? 0 : 1),
            ((cue + 1)..<range.upperBound).allSatisfy({ elements[$0].has([.time, .now, .filler, .likewise]) || elements[$0].kind == .emoji })
        else { return nil }
        return isPlannedBefore(cue, range) || isNegatedOutput(cue, range) ? nil : cue
    }

    /// "the three win-back mails are done"
    private func isAllOfThose(_ index: Int, _ cue: Int, _ range: Range<Int>) -> Bool {
        let quantity = quantities[elements[index].index]
        return quantity.isPlainInteger && !quantity.hasUnit && quantity.whole == nil && quantity.value <= 20 && elements[index].token > 0
            && hasRole(tokens[elements[index].token - 1], .the) && index + 2 < cue && isUnknownThing(index + 1)
    }

    /// "patch 1.9.2 is out"
    func versionCue(_ range: Range<Int>) -> Int? {
        range.first {
            $0 > range.lowerBound + 1 && elements[$0].kind == .word && elements[$0].has(.shippedNamed) && elements[$0 - 1].kind == .reference
                && isUnknownThing($0 - 2) && !clause.meanings.has([.until, .condition])
                && hasRole(tokens(of: $0).last, .out) && !isNegatedOutput($0, range) && !isPlannedBefore($0, range)
        }
    }

    /// "the first onboarding emails are out as of this morning", "the annual offer is out to our customers": several words that name a thing, and to whom or
    /// since when it is out.
    func outCue(_ range: Range<Int>) -> Int? {
        guard
            let cue = range.first(where: {
                elements[$0].kind == .word && elements[$0].has(.shippedNamed) && hasRole(tokens(of: $0).last, .out)
            }),
            tokens(of: cue).count > 1, cue + 1 < range.upperBound,
            // "the upsell emails", where a title has "upsell"
            (range.lowerBound..<cue).filter({ isUnknownThing($0) || isKeyResult($0) && isOfThing($0) }).count > 1,
            !range.contains(where: { isKeyResult($0) && !isOfThing($0) }), !isPlannedBefore(cue, range), !isNegatedOutput(cue, range)
        else { return nil }
        let behind = elements[cue + 1]
        return behind.has([.time, .now, .wait]) || hasRole(tokens[behind.token], .to) && cue + 2 < range.upperBound ? cue : nil
    }

    /// "got the new pricing page out the door": a verb of moving, a thing, and how it ended.
    private func broughtCue(_ range: Range<Int>) -> Int? {
        if let cue = broughtTogether(range) { return cue }
        guard !range.contains(where: { elements[$0].has([.planned, .condition]) && !isBehindOut($0, range) }),
            let verb = range.first(where: {
                elements[$0].has(.moved) && !elements[$0].has([.up, .down, .to, .at]) || isGot($0)
                    || elements[$0].kind == .word && hasRole(tokens(of: $0).last, .bringing)
            }),
            let cue = range.first(where: { $0 > verb + 1 && elements[$0].has(.shippedNamed) && !isPartOfName($0) }),
            hasUnknown((verb + 1)..<cue), !isNegatedOutput(cue, range), !isKeyResult(cue - 1),
            !range.contains(where: { $0 < cue && elements[$0].kind == .quantity })
        else { return nil }
        // "got the new landing page out today"; "got the report out of the way" is none.
        if tokens[elements[cue].token].end == elements[cue].end {
            // "out to 140 lapsed accounts"
            let isToMany =
                hasRole(tokens[elements[cue].token], .out) && cue + 2 < range.upperBound && hasRole(tokens[elements[cue + 1].token], .to)
            return (isToMany || isTimeBehind(cue, range)) && isGot(verb) ? cue : nil
        }
        // "got the new survey out to everyone on monthly plans"
        let isToWhom = isGot(verb) && cue + 1 < range.upperBound && elements[cue + 1].has(.preposition) && !elements[cue + 1].has(.at)
        return !isToWhom && hasUnknown((cue + 1)..<max(cue + 1, range.upperBound)) ? nil : cue
    }

    /// "out to everyone on monthly plans"
    private func isBehindOut(_ index: Int, _ range: Range<Int>) -> Bool {
        range.contains { $0 < index - 1 && elements[$0].has(.shippedNamed) && tokens(of: $0).count > 1 && elements[$0 + 1].has(.preposition) }
    }

    /// "also sent the partner newsletter": what goes to many.
    func mailedCue(_ range: Range<Int>) -> Int? {
        guard hasWord(.sent), hasWord(.mailing), !clause.meanings.has([.condition, .secondPerson, .negation, .planned]),
            clause.lead.isDisjoint(with: [.condition, .because, .after, .relative]), !sentences[clause.sentence].isQuestion,
            let sent = range.prefix(5).first(where: { tokens(of: $0).contains { hasRole($0, .sent) } }),
            range.contains(where: { $0 <= sent && elements[$0].has([.firstPerson, .likewise]) }) || sent == range.lowerBound,
            let thing = range.first(where: { $0 > sent && tokens(of: $0).contains { hasRole($0, .mailing) } }), thing <= sent + 5,
            tokens[elements[sent].token...].prefix(4).contains(where: {
                hasRole($0, .the) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.mine, .article])
            }),
            !range.contains(where: { elements[$0].kind == .quantity || isKeyResult($0) })
        else { return nil }
        return sent
    }

    /// "we got the landing page | and the sign-up form out yesterday"
    func broughtTogether(_ range: Range<Int>) -> Int? {
        guard clause.lead.has(.and), clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            outputs.last?.clause != clauseIndex - 1, hasUnknown(before.elements), hasUnknown(range),
            !before.meanings.has([.planned, .condition, .negation, .shipped, .shippedNamed]),
            !clause.meanings.has([.planned, .condition, .negation]),
            let verb = before.elements.first(where: { isGot($0) }), hasUnknown((verb + 1)..<before.elements.upperBound),
            !before.elements.contains(where: { elements[$0].kind == .quantity }),
            let cue = range.first(where: { elements[$0].kind == .word && elements[$0].has(.shippedNamed) && tokens(of: $0).count == 1 }),
            hasRole(tokens[elements[cue].token], .out, .live), isTimeBehind(cue, range),
            !range.contains(where: { elements[$0].kind == .quantity }), !isKeyResult(cue - 1)
        else { return nil }
        return cue
    }

    /// "got", "we got"
    private func isGot(_ index: Int) -> Bool { elements[index].kind == .word && hasRole(tokens(of: index).last, .got) }

    /// Nothing, or when it was: "… out on Tuesday".
    private func isTimeBehind(_ cue: Int, _ range: Range<Int>) -> Bool {
        var place = cue + 1
        while place < range.upperBound {
            let element = elements[place]
            if element.has([.result, .because, .relative]) { return true }
            // "out in the billing page"
            if element.has(.preposition), place == cue + 1, place + 2 < range.upperBound, hasRole(tokens[elements[place].token], .in, .about),
                hasRole(tokens[elements[place + 1].token], .the) || firstWord(place + 1).has(.mine)
            {
                return true
            }
            let isPreposition =
                element.has(.preposition) && place + 1 < range.upperBound
                && (elements[place + 1].has(.weekday) || elements[place + 1].kind == .reference)
            guard isPreposition || element.has([.time, .weekday, .now]) || element.kind == .emoji || element.kind == .reference else { return false }
            place += 1
        }
        return true
    }

    private func isNounAfter(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound else { return false }
        // "the unit is in the car park"
        if hasRole(tokens(of: index).last, .in), hasRole(tokens[elements[index + 1].token], .the) { return true }
        return isUnknownThing(index + 1) && elements[index].end - elements[index].start <= 4
    }
}
