import Model

/// Finished work.
extension MessageReader {
    /// The element that says that something was delivered, where the clause reports an output.
    func outputCue() -> Int? {
        let meanings = clause.meanings
        guard meanings.has([.shipped, .shippedNamed]), !meanings.has([.reverted, .cannot]), !clause.lead.has(.condition), !isReasonOfCorrection
        else { return nil }
        let range = clause.elements
        if isOutUntil(range) { return nil }
        // "you wrote “shipped: write it”": what we have said.
        if !isToNote, hasWord(.said),
            let you = range.first(where: { elements[$0].kind == .word && elements[$0].has(.secondPerson) }), you + 2 < range.upperBound,
            hasRole(tokens[elements[you + 1].token], .said) || hasRole(tokens(of: you).last, .said)
        {
            return nil
        }
        // "it's a thing we delivered": of what, it does not say.
        if hasWord(.thing), !range.contains(where: { elements[$0].kind == .name || elements[$0].kind == .quantity }),
            range.contains(where: { elements[$0].kind == .word && hasRole(tokens[elements[$0].token], .thing) }),
            case let words = tokens[elements[range.lowerBound].token...].prefix(3),
            words.contains(where: { hasRole($0, .itIs, .thatIs) || hasRole($0, .pointer) }),
            !range.contains(where: { isUnknownThing($0) && !hasRole(tokens[elements[$0].token], .thing) })
        {
            return nil
        }
        // "our best since the checklist went live in October"
        if isSinceThen(range) { return nil }
        if !meanings.has(.shipped) {
            let cue = namedCue(range) ?? versionCue(range) ?? outCue(range) ?? doneCue(range)
            return cue.flatMap { isPartOfPlanned($0, range) ? nil : $0 }
        }
        guard
            let cue = range.first(where: {
                elements[$0].has(.shipped) && !isPartOfName($0) && !isCountedUnit($0, range) && !isAdjective($0, range) && !isMeasured($0, range)
                    && !isOutOf($0, range)
            })
        else { return nil }
        // "would you put the upgrade down under finished work?"
        if sentences[clause.sentence].isQuestion || elements[range.lowerBound].has(.ask), isNoted(cue), isToNote, !isNotedNot(cue),
            notedThing(before: cue) != nil
        {
            return cue
        }
        if isPlannedBefore(cue, range) || isNegatedOutput(cue, range) || isNothing(behind: cue, range) || isCountDelivered(cue, range) {
            return nil
        }
        // "put the guest post down as shipped please"
        // "please do not list them as shipped"
        // "the banner is still in there as shipped": what our minutes say
        if isNotedNot(cue) || isPartOfPlanned(cue, range) || isNoted(cue) && (notedStart(cue)..<cue).contains(where: { elements[$0].has(.still) }) {
            return nil
        }
        if isNoted(cue), notedThing(before: cue) != nil || pointedThing(cue) != nil { return cue }
        // "you missed the health reviews. first four are done, please put that down as shipped"
        if isNoted(cue), isNotedByPointer(cue) { return notedAbove == nil ? nil : cue }
        // "pls put that under shipped": of what has just been told
        if !outputs.isEmpty, !hasUnknown(range), !range.contains(where: { elements[$0].kind == .name }), range.upperBound == cue + 1,
            range.contains(where: { tokens(of: $0).contains { hasRole($0, .noting) } }), isPointingOnly
        {
            return nil
        }
        // "up since they went out on the grass"
        if clause.lead.has(.because), !hasUnknown(range.lowerBound..<cue), !range.contains(where: { elements[$0].kind == .name }) { return nil }
        // "it has been resolved, as they delivered the figures": why, and others' work.
        if case let head = elements[range.lowerBound].token, range.lowerBound < cue || elements[cue].token > head, hasRole(tokens[head], .as),
            isThey(tokens[head + 1])
        {
            return nil
        }
        // "half of the deck is finished"
        if range.contains(where: {
            $0 + 1 < cue && elements[$0].kind == .quantity && quantities[elements[$0].index].isFraction && elements[$0 + 1].has(.of)
        }) {
            return nil
        }
        // "turned out to be half finished"
        if cue > range.lowerBound, elements[cue - 1].kind == .quantity, quantities[elements[cue - 1].index].isFraction { return nil }
        // "Tuesday's 31 went out on Monday night"
        if cue > range.lowerBound + 1, elements[cue - 1].kind == .quantity, elements[cue - 2].has(.weekday) { return nil }
        if elements[cue].has(.planned) || isWhyFreed || goesOutLater { return nil }
        // "Whoever finished the good coffee", "41% of the people | who saw it finished setup"
        if hasRole(tokens[elements[range.lowerBound].token], .who), !clause.meanings.has(.firstPerson) { return nil }
        // "just “deployed” won't mean much"
        if cue + 1 < range.upperBound, hasRole(tokens[elements[cue + 1].token], .willNot) { return nil }
        return isKeyResultsOwn(cue, range) ? nil : cue
    }

    /// "we have completed twelve of the thirty reviews so far", "reviews: we've done 6 of the 14": how far planned work is.
    private func isPartOfPlanned(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard
            let count = range.first(where: { index in
                guard elements[index].kind == .quantity, let whole = quantities[elements[index].index].whole else { return false }
                return whole > quantities[elements[index].index].value && whole != 10
            })
        else { return false }
        return count == cue + 1 && range.contains { elements[$0].kind == .name && !isKeyResult($0) }
    }

    /// "22.5k, oh hang on, one refund went out, call it 22.4k": why a number is put right.
    private var isReasonOfCorrection: Bool {
        guard clauseIndex > 0, clauseIndex + 1 < clauses.count, clause.opening == .comma, isCorrectionBefore, lastTotal != nil else { return false }
        let next = clauses[clauseIndex + 1]
        return next.sentence == clause.sentence && next.elements.contains { elements[$0].kind == .quantity }
    }

    /// "the export fix is merged and goes out Thursday"
    private var goesOutLater: Bool {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence, next.opening != .comma,
            !next.lead.has(.result),
            case let words = tokens[elements[next.elements.lowerBound].token...].prefix(6), words.prefix(2).contains(where: { hasRole($0, .leaving) })
        else { return false }
        return next.meanings.has(.weekday) || words.contains { hasRole($0, .tomorrow, .next) }
    }

    /// "Data Platform has delivered the events, so we are not blocked any more": others' work, told for what it frees.
    private var isWhyFreed: Bool {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence, next.lead.has(.result),
            next.meanings.has(.firstPerson), !clause.lead.has(.relative), !clause.meanings.has(.firstPerson),
            !clause.elements.contains(where: { elements[$0].kind == .name })
        else { return false }
        return next.meanings.has([.unblocked, .retract, .takeBack, .takeOut])
            || next.elements.contains(where: { tokens(of: $0).contains { hasRole($0, .ignoring) } })
            || next.meanings.has([.blocked, .anymore]) && next.meanings.has(.negation)
    }

    private var isCorrectionBefore: Bool {
        let before = clauses[clauseIndex - 1]
        return before.sentence == clause.sentence && before.elements.count <= 3 && before.meanings.has([.correction, .retract])
    }

    /// "We also sent the exit survey to all twelve customers": by whom, what, and to many.
    func sentCue(_ range: Range<Int>) -> Int? {
        guard hasWord(.sent), let sent = range.first(where: { tokens(of: $0).contains { hasRole($0, .sent) } }),
            !isPlannedBefore(sent, range), !isNegatedOutput(sent, range),
            range.contains(where: {
                $0 <= sent && (elements[$0].has(.firstPerson) || elements[$0].has(.likewise)) || $0 == sent && $0 == range.lowerBound
            }),
            !clause.meanings.has([.condition, .secondPerson]), !clause.lead.has([.condition, .because, .after]),
            let to = range.first(where: { $0 > sent + 1 && hasRole(tokens(of: $0).first, .to) }), hasUnknown((sent + 1)..<to),
            to + 1 < range.upperBound
        else { return nil }
        let whom = tokens[elements[to].token...].prefix { $0.start < elements[range.upperBound - 1].end }.dropFirst().prefix(3)
        let isMany =
            elements[to + 1].has(.all) || elements[to + 1].kind == .quantity || elements[to].has(.all)
            || whom.contains { hasRole($0, .the) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.mine, .all]) }
        return isMany ? sent : nil
    }

    /// "since" opens the clause, and a month or year says that it was long ago.
    private func isSinceThen(_ range: Range<Int>) -> Bool {
        guard hasWord(.since), clause.meanings.has([.month, .longPast]) else { return false }
        let first = elements[range.lowerBound].token
        return hasRole(tokens[first], .since) || first > 0 && hasRole(tokens[first - 1], .since)
    }

    func isThey(_ token: Token) -> Bool {
        let meaning = vocabulary.lexicon.meaning(ofWord: token.lexeme)
        return meaning.has(.pronoun) && !meaning.has(.firstPerson)
    }

    /// "finished at 1,450" is a state.
    private func isMeasured(_ index: Int, _ range: Range<Int>) -> Bool {
        // "Door sensor swap finished at 120 sites": planned work.
        let isPlanned = range.contains { $0 < index && elements[$0].kind == .name && !isKeyResult($0) && mentions[elements[$0].index].words >= 2 }
        if elements[index].has(.at), index + 1 < range.upperBound, elements[index + 1].kind == .quantity { return !isPlanned }
        // "We delivered 528 MWh this week" where the energy delivered is measured
        if index + 2 < range.upperBound, elements[index + 1].kind == .quantity, case let verb = tokens(of: index).last, let verb, verb.name >= 0,
            case let set = vocabulary.nameWords[Int(verb.name)].keyResults,
            set.contains(where: { vocabulary.targets[$0].counts(tokens[elements[index + 2].token].stem) })
        {
            return true
        }
        // "handed over 19 of 48" where the 48 homes to hand over are counted
        if index + 1 < range.upperBound, elements[index + 1].kind == .quantity, let whole = quantities[elements[index + 1].index].whole,
            vocabulary.targets.contains(where: { $0.kind == .milestone && $0.target == whole })
        {
            return true
        }
        // "we finished the week at 2,310 rides a day"
        if hasRole(tokens(of: index).last, .finished), let at = range.first(where: { $0 > index && hasRole(tokens[elements[$0].token], .at) }),
            at + 1 < range.upperBound, elements[at + 1].kind == .quantity, at <= index + 3
        {
            return true
        }
        // "we finished at 1,452 sign-ups"
        return index + 2 < range.upperBound && elements[index + 1].has(.at) && elements[index + 2].kind == .quantity
            && hasRole(tokens[elements[index + 1].token], .at) && hasRole(tokens(of: index).last, .finished)
    }

    /// "402 livres" of the books sold, where the word may also be "livrés".
    private func isCountedUnit(_ index: Int, _ range: Range<Int>) -> Bool {
        index > range.lowerBound && elements[index - 1].kind == .quantity && elements[index].end == tokens[elements[index].token].end
            && vocabulary.hasUnit(tokens[elements[index].token].stem)
    }

    /// "gone out of fashion"
    private func isOutOf(_ index: Int, _ range: Range<Int>) -> Bool {
        index + 1 < range.upperBound && hasRole(tokens(of: index).last, .out) && hasRole(tokens[elements[index + 1].token], .of)
    }

    /// "Their procurement lead is out until the 8th"
    private func isOutUntil(_ range: Range<Int>) -> Bool {
        guard hasWord(.out), hasWord(.until), let last = range.last else { return false }
        let words = tokens[elements[range.lowerBound].token...].prefix { $0.start < elements[last].end + 2 }
        return words.indices.contains { place in
            hasRole(tokens[place], .out) && place + 1 < tokens.count && hasRole(tokens[place + 1], .until)
        }
    }

    /// "a live chicken": before a noun it says how the noun is.
    private func isAdjective(_ index: Int, _ range: Range<Int>) -> Bool {
        // "I just live in Lisbon"
        if elements[index].has(.live) || hasRole(tokens[elements[index].token], .live),
            let who = range.last(where: { $0 < index && elements[$0].has(.firstPerson) }), !hasUnknown(who..<index),
            !range.contains(where: { $0 > who && $0 < index && elements[$0].kind != .word })
        {
            return true
        }
        guard elements[index].has(.live), tokens[elements[index].token].end == elements[index].end else { return false }
        // "340 people showed up live"
        if index > range.lowerBound + 1, elements[range.lowerBound].kind == .quantity || elements[index - 1].has([.up, .moved]),
            !elements[index - 1].has([.at, .now])
        {
            return true
        }
        guard index + 1 < range.upperBound else { return false }
        let hasArticle =
            index > range.lowerBound && elements[index - 1].has(.filler) && elements[index - 1].end - elements[index - 1].start <= 4
            && !elements[index - 1].has([.at, .now, .time])
        return isUnknownThing(index + 1) && !elements[index + 1].has(.stateVerb) && (hasArticle || index == range.lowerBound)
    }

    func isPartOfName(_ index: Int) -> Bool { elements[index].kind == .name }

    func isPlannedBefore(_ cue: Int, _ range: Range<Int>) -> Bool {
        if modeAbove != .stated, clause.lead.has(.and) { return true }
        if range.contains(where: {
            $0 < cue && elements[$0].has([.planned, .condition, .ready]) && !elements[$0].has([.shipped]) && !isNoun($0, range)
        }) {
            return true
        }
        let behind = cue + 1 < range.upperBound ? elements[cue + 1] : nil
        return behind.map { $0.has(.planned) && !$0.has(.now) } ?? false
    }

    /// "the annual plan email": a word that labels things, before a thing.
    private func isNoun(_ index: Int, _ range: Range<Int>) -> Bool {
        index + 1 < range.upperBound && firstWord(index).has(.label)
            && (isUnknownThing(index + 1) || elements[index + 1].kind == .name
                // "the pricing page for the team plan is out"
                || elements[index + 1].has(.shipped) && index > range.lowerBound && isUnknownThing(index - 1))
    }

    func isNegatedOutput(_ cue: Int, _ range: Range<Int>) -> Bool {
        if elements[cue].has(.negation) { return true }
        // "the Lisbon partner finally sent out that newsletter"
        if hasWord(.outsider), elements[cue].has(.verbShipped),
            let who = range.last(where: { $0 < cue && hasRole(tokens[elements[$0].token], .outsider) }),
            elements[who].end == tokens[elements[who].token].end,
            cue == who + 1 || cue == who + 2 && (elements[who + 1].has([.now, .time]) || tokens(of: who + 1).contains { hasRole($0, .inPlace) }),
            cue + 1 < range.upperBound || clauseIndex + 1 < clauses.count && clauses[clauseIndex + 1].lead.has([.relative, .result]),
            !range.contains(where: { $0 < who && (elements[$0].has(.firstPerson) || elements[$0].has(.preposition)) })
        {
            return true
        }
        // "we took in more than we sent out"
        if tokens[elements[range.lowerBound].token..<elements[cue].token].suffix(3).contains(where: { hasRole($0, .than) }) { return true }
        // "finished but not released yet"
        if let not = range.first(where: { $0 > cue && firstWord($0).has(.but) && elements[$0].has(.negation) }),
            range.contains(where: { $0 > not && elements[$0].has([.shipped, .shippedNamed]) })
        {
            return true
        }
        return range.contains { index in
            index < cue && elements[index].kind == .word && elements[index].has([.negation, .notYet]) && !isLabelledNumber(index, range)
                // "the reason it isn't worse is that we got the page live"
                && !((index + 1)..<cue).contains { isThatWe($0) }
        }
    }

    /// "… is that we": what follows is a statement of its own.
    private func isThatWe(_ index: Int) -> Bool {
        guard elements[index].kind == .word, case let words = tokens(of: index),
            let who = words.indices.first(where: { vocabulary.lexicon.meaning(ofWord: tokens[$0].lexeme).has(.firstPerson) }), who > 1
        else { return false }
        return vocabulary.lexicon.meaning(ofWord: tokens[who - 1].lexeme).has(.relative)
            && vocabulary.lexicon.meaning(ofWord: tokens[who - 2].lexeme).has([.at, .was])
    }

    /// "shipped nothing, fixed everything"
    private func isNothing(behind cue: Int, _ range: Range<Int>) -> Bool {
        cue + 1 < range.upperBound && elements[cue + 1].kind == .word && elements[cue + 1].has([.nothingOn, .skip])
            && firstWord(cue + 1).has(.negation)
    }

    /// "no 1": a number, no negation.
    private func isLabelledNumber(_ index: Int, _ range: Range<Int>) -> Bool {
        index + 1 < range.upperBound && elements[index + 1].kind == .quantity && elements[index].has(.label)
    }

    /// The words say how a key result stands: "KR5 finished", "print server is live", "12 of 18 completed".
    private func isKeyResultsOwn(_ cue: Int, _ range: Range<Int>) -> Bool {
        let isDoneWord = entry(cue)?.status == .done
        let name = range.first { isKeyResult($0) && mentions[elements[$0].index].initiatives.isEmpty }
        if let name {
            let target = subject(ofName: name).set.only.map { vocabulary.targets[$0] }
            // "SMED workshop on line 2 wrapped up" where a title has "line"
            if subject(ofName: name).isWeak,
                range.contains(where: { $0 < name && elements[$0].kind == .name && !isKeyResult($0) && mentions[elements[$0].index].words >= 2 })
            {
                return false
            }
            let hasOther = hasUnknown(range) && !(name < cue && !hasUnknown(name..<cue))
            // "the chapter on parental leave is finished": one step of many
            let isOneStep = target?.kind == .milestone && subject(ofName: name).isWeak && isOtherForm(name) && hasUnknown(range.lowerBound..<name)
            if hasOther || isOneStep { return false }
            if target?.kind == .boolean, !(elements[cue].has(.verbShipped) && cue < name) { return true }
            if isDoneWord, name < cue { return true }
            return range.contains { elements[$0].kind == .quantity && ($0 < cue || $0 > name) } && abs(name - cue) <= 2 && name < cue
        }
        // "Garden: yes, opened on Saturday in the rain": how the yes came about
        if cue == range.lowerBound, clause.opening == .comma, let last = findings.last, case .yes = last.content,
            clauses[last.clause].sentence == clause.sentence
        {
            return true
        }
        // "the guide should be on the list too please, it went live today"
        // "The page is done and live since yesterday"
        if clause.lead.has(.and), elements[cue].has(.live), let last = outputs.last, last.clause == clauseIndex - 1,
            clauses[last.clause].sentence == clause.sentence
        {
            return false
        }
        if isPointingOnly, thingInSentenceBefore != nil { return false }
        if thingBeforeParentheses != nil { return false }
        if relativeThing != nil || initiativeAbove != nil || thingAbove(cue) != nil { return false }
        // "live since 6am" in a thread about something that is live or is not.
        if let focus, vocabulary.targets[focus].kind == .boolean, elements[cue].has(.live), cue == range.lowerBound { return true }
        guard !hasUnknown(range), !range.contains(where: { elements[$0].kind == .name || elements[$0].kind == .reference }) else { return false }
        // "red team report is published": words of a frame, yet a thing where nothing else is spoken of.
        if sentenceSubject.isNone, lineSubject.isNone, cue - range.lowerBound >= 2, !isDoneWord { return false }
        // Nothing but the word: it is said of the subject of the sentence.
        return !sentenceSubject.isNone || isDoneWord || !elements[cue].has(.verbShipped)
    }

    mutating func readOutput(_ cue: Int) {
        let range = clause.elements
        // "5: went live with the upgrades": what follows is about it too.
        if isKeyResult(range.lowerBound), range.count > 1, elements[range.lowerBound + 1].kind == .colon {
            enterSubject(subject(ofName: range.lowerBound))
        }
        // "the data team handed over the sandbox, so the wizard isn't waiting any more": theirs, and what was in the way.
        if isHandedToUs(cue, range) { return noteUnblocked(range, isHint: true) }
        // "I still only shipped it once": of what the minutes say.
        if isPointingOnly, hasWord(.only), range.contains(where: { tokens(of: $0).contains { hasRole($0, .only) } }) { return }
        if goesOn(range), let last = outputs.last {
            for index in outputs.indices where outputs[index].clause == last.clause { outputs[index].span = last.span.hull(span(range)) }
            return
        }
        // "The survey? It is finished, we have released it to everyone": told right behind, with its name.
        if isPointingOnly, clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence,
            next.meanings.has(.shipped), hasUnknown(next.elements) || next.elements.contains(where: { elements[$0].kind == .name }),
            !next.meanings.has([.planned, .negation, .condition])
        {
            return
        }
        dropQuantities(range, .insideOutput)
        let end = outputEnd(cue)
        // "and", "+" join it to what stands before, and are no part of it.
        if isToNote, !isNoted(cue), let thing = range.first(where: { $0 < cue && elements[$0].kind == .name && !isKeyResult($0) }) {
            // "add the account health reviews to the list of completed work"
            addOutputs(thing..<(thing + 1))
        } else if cue + 2 < range.upperBound, elements[cue + 1].kind == .colon,
            tokens[elements[range.lowerBound].token..<elements[cue].token].contains(where: { hasRole($0, .noting) })
        {
            // "add to shipped: acme upsell"
            addOutputs((cue + 2)..<end)
        } else if isNoted(cue), let thing = notedThing(before: cue) {
            // "The emails are done and live, please count those as shipped": told already.
            if let last = outputs.last, last.span.overlaps(span(thing..<notedEnd(thing, cue))) { return }
            addOutputs(thing..<notedEnd(thing, cue))
        } else if isNoted(cue), let thing = pointedThing(cue) ?? (isNotedByPointer(cue) ? notedAbove : nil) {
            // "The emails are done and live, please count those as shipped": told already.
            if let last = outputs.last, last.span.overlaps(span(thing)) { return }
            addOutputs(thing)
        } else if let thing = thingMissed {
            addOutputs(thing)
        } else {
            let first = isPointingOnly ? thingInSentenceBefore ?? outputStart : behindInstruction(cue) ?? outputStart
            // "please put down that the first three are delivered"
            // "besides that we've wrapped up the calls"
            let isLed =
                isToNote || clauseIndex > 0 && clauses[clauseIndex - 1].sentence == clause.sentence && clauses[clauseIndex - 1].elements.count <= 1
            let isThat: Meaning = isLed && clause.lead.has(.relative) ? [.and, .but, .relative] : [.and, .but]
            let start = first > cue ? first : (first..<cue).first { !elements[$0].has(isThat) } ?? cue
            addOutputs((first > cue ? first : behindOpening(start, cue))..<end)
        }
        if hasValueInSentence { markStatuses(cue..<range.upperBound) }
    }

    /// "count the add-on | as done please": the thing of the clause before.
    private func countedAsDone(_ range: Range<Int>) -> Range<Int>? {
        guard range.count <= 3, clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            !before.meanings.has([.negation, .firstPerson, .planned]), case let head = elements[range.lowerBound].token,
            hasRole(tokens[head], .as) || head > 0 && hasRole(tokens[head - 1], .as),
            range.contains(where: { hasRole(tokens(of: $0).last, .concluded) }),
            let verb = before.elements.first(where: { hasRole(tokens[elements[$0].token], .noting) }),
            let thing = (verb + 1..<before.elements.upperBound).first(where: { isUnknownThing($0) || elements[$0].kind == .name && !isKeyResult($0) })
        else { return nil }
        // "put the upgrade down as done"
        let last = before.elements.upperBound - 1
        return thing..<(last > thing && hasRole(tokens(of: last).last, .down) ? last : before.elements.upperBound)
    }

    /// "please add as done: Kestrel upgrade signed": asked of us.
    mutating func readNotedDone(_ range: Range<Int>) -> Bool {
        guard hasWord(.noting), hasWord(.as) else { return false }
        if let thing = countedAsDone(range) {
            addOutputs(thing)
            return true
        }
        let next = clauseIndex + 1 < clauses.count && clauses[clauseIndex + 1].opening == .colon ? clauses[clauseIndex + 1].elements : nil
        let colon = range.first { elements[$0].kind == .colon }.flatMap { $0 + 1 < range.upperBound ? $0 : nil }
        guard let thing = colon.map({ ($0 + 1)..<range.upperBound }) ?? next, case let end = colon ?? range.upperBound, end > range.lowerBound,
            case let first = max(0, sentences[clause.sentence].firstElement), first < end,
            // "as" may have begun the clause.
            case let words = tokens[elements[first].token..<elements[end].token], words.count <= 8,
            words.contains(where: { hasRole($0, .noting) }), words.contains(where: { hasRole($0, .as) }),
            words.contains(where: { hasRole($0, .concluded) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.headingDone) }),
            !range.contains(where: { $0 < end && elements[$0].kind == .quantity })
        else { return false }
        dropQuantities(range, .insideOutput)
        dropQuantities(thing, .insideOutput)
        if colon == nil { taken.insert(clauseIndex + 1) }
        addOutputs(thing)
        return true
    }

    private func isHandedToUs(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence, next.lead.has(.result),
            next.meanings.has(.unblocked) || next.meanings.has([.blocked, .wait]) && next.meanings.has([.negation, .anymore]),
            // "The data team opened the parser up for us"
            !range.contains(where: { $0 < cue && elements[$0].has(.firstPerson) }), !clause.lead.has(.relative)
        else { return false }
        return cue > range.lowerBound && hasUnknown((cue + 1)..<range.upperBound) && !range.contains { elements[$0].kind == .name }
    }

    /// "instead of that write: shipped the import fix": what is asked of us is no part of it.
    private func behindInstruction(_ cue: Int) -> Int? {
        // "please do write down that we launched the referral page"
        if isToNote,
            let that = clause.elements.first(where: {
                $0 < cue && $0 > clause.elements.lowerBound && hasRole(tokens(of: $0).last, .pointer) && !tokens(of: $0).contains { hasRole($0, .it) }
            }),
            that + 1 < cue,
            tokens[elements[clause.elements.lowerBound].token..<elements[that].token].contains(where: { hasRole($0, .noting) })
        {
            return that + 1
        }
        // "you left out my finished piece of work: we delivered the upgrade"
        if let colon = clause.elements.first(where: { $0 > cue && elements[$0].kind == .colon }), colon + 1 < clause.elements.upperBound,
            (clause.elements.lowerBound..<cue).contains(where: { elements[$0].kind == .word && elements[$0].has(.secondPerson) }),
            ((colon + 1)..<clause.elements.upperBound).contains(where: { elements[$0].has([.shipped, .shippedNamed]) })
        {
            return colon + 1
        }
        guard let colon = clause.elements.last(where: { $0 < cue && elements[$0].kind == .colon }), elements[cue].has(.verbShipped),
            (clause.elements.lowerBound..<colon).contains(where: { index in
                cue == colon + 1 && !hasUnknown(clause.elements.lowerBound..<colon) || elements[index].has([.request, .secondPerson, .from])
                    || tokens(of: index).contains { hasRole($0, .noting) || hasRole($0, .instead) }
            })
        else { return nil }
        return colon + 1
    }

    /// "That did go live": of what the sentence before has spoken of.
    var isPointingOnly: Bool {
        guard !hasUnknown(clause.elements), !clause.elements.contains(where: { elements[$0].kind == .name || elements[$0].kind == .quantity }) else {
            return false
        }
        let words = tokens[elements[clause.elements.lowerBound].token...].prefix { $0.start < elements[clause.elements.upperBound - 1].end }
        return words.contains { hasRole($0, .pointer) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.pronoun) && !hasRole($0, .us) }
    }

    /// "the survey isn't on the list, it did go out on Friday": what is missed, without what is said of the list.
    private var thingMissed: Range<Int>? {
        guard isPointingOnly, clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            before.meanings.has(.negation), before.elements.contains(where: { tokens(of: $0).contains { hasRole($0, .lineNoun) } }),
            let not = before.elements.first(where: { elements[$0].kind == .word && elements[$0].has(.negation) }),
            let thing = before.elements.first(where: {
                $0 < not && !elements[$0].has([.and, .but]) && !hasRole(tokens[elements[$0].token], .opening)
            }),
            hasUnknown(thing..<not) || elements[thing].kind == .name
        else { return nil }
        return thing..<not
    }

    /// "you've left out the cancellation page!": from the article on.
    private var thingInSentenceBefore: Int? {
        // "I also fixed the import for semicolons, and that's deployed since yesterday"
        if clause.lead.has([.and, .relative, .result]) || clause.opening == .comma && clause.lead.isEmpty, clauseIndex > 0,
            case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence, before.elements.count >= 3, hasUnknown(before.elements), outputs.last?.clause != clauseIndex - 1,
            !before.meanings.has([.shipped, .blocked, .condition, .status]),
            // "the survey isn't on the list, it did go out on Friday"
            !before.meanings.has([.planned, .negation]) || before.elements.contains(where: { tokens(of: $0).contains { hasRole($0, .lineNoun) } }),
            !before.elements.contains(where: { isKeyResult($0) || elements[$0].kind == .quantity })
        {
            // "you missed the workspace setup, that one's shipped"
            guard before.meanings.has(.secondPerson) else { return before.elements.lowerBound }
            return before.elements.first { elements[$0].has(.article) || elements[$0].kind == .word && hasRole(tokens[elements[$0].token], .the) }
        }
        guard clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.line == clause.line, before.sentence != clause.sentence,
            !before.meanings.has([.shipped, .shippedNamed, .blocked, .takeOut, .retract]),
            !before.elements.contains(where: { elements[$0].kind == .quantity })
        else { return nil }
        // A planned work's name may hold its article.
        if let name = before.elements.last(where: { elements[$0].kind == .name && !isKeyResult($0) }) { return name }
        let article = before.elements.last { elements[$0].has(.article) || elements[$0].kind == .word && hasRole(tokens[elements[$0].token], .the) }
        return article.flatMap { hasUnknown(($0 + 1)..<before.elements.upperBound) ? $0 : nil }
    }

    /// "partitioning merged (#8812) and rolled out": a second deed of the thing that the clause before it delivered.
    private func goesOn(_ range: Range<Int>) -> Bool {
        guard let last = outputs.last, last.clause < clauseIndex, clauses[last.clause].sentence == clause.sentence,
            clause.lead.has([.and, .result])
                // "…, it is already live", "…, we published it last night"
                || clause.opening == .comma && clause.lead.isEmpty && range.count <= 6 && speaksOfIt
                // "…, rolled out to everyone now"
                || clause.opening == .comma
                    // "por fin lo terminamos"
                    && (elements[range.lowerBound].has(.verbShipped) || range.count <= 4 && range.contains { elements[$0].has(.verbShipped) })
        else {
            return false
        }
        // "The pricing page did get finished, we published it last night"
        if clause.opening == .comma, speaksOfIt, range.count <= 6,
            // "New referral page is done and out, Mika finished it Thursday"
            last.clause == clauseIndex - 1 || last.clause == clauseIndex - 2 && clauses[clauseIndex - 1].elements.count <= 2,
            range.count(where: { elements[$0].isUnknown }) <= 1,
            !range.contains(where: { elements[$0].kind == .name || elements[$0].kind == .quantity })
        {
            return true
        }
        return clauses[last.clause..<clauseIndex].allSatisfy {
            $0.isParenthesised || $0.elements.count == 1 && $0.lead.has(.but)
                || $0.sentence == clause.sentence && last.span.end >= elements[$0.elements.lowerBound].start
        }
            && !range.contains {
                elements[$0].isUnknown || elements[$0].kind == .name
                    // "…, so that one is shipped"
                    || elements[$0].kind == .quantity && !isPronounOne($0, quantities[elements[$0].index], range)
            }
    }

    /// The clauses before that only name what "both deployed" is said of.
    private var outputStart: Int {
        var start = clause.elements.lowerBound
        // "we got the landing page and the sign-up form out yesterday"
        if broughtTogether(clause.elements) != nil { return clauses[clauseIndex - 1].elements.lowerBound }
        // "merged and deployed the retry logic"
        if clause.lead.has(.and), clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            before.elements.contains(where: { elements[$0].has(.verbShipped) }), !hasUnknown(before.elements),
            before.elements.allSatisfy({ elements[$0].kind == .word && elements[$0].has([.verbShipped, .filler, .firstPerson]) })
        {
            return before.elements.lowerBound
        }
        // "Mobile button is fixed and deployed"
        if clause.lead.has(.and), clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            !hasUnknown(clause.elements), !clause.elements.contains(where: { elements[$0].kind == .name || elements[$0].kind == .quantity }),
            hasUnknown(before.elements), !taken.contains(clauseIndex - 1), outputs.last?.clause != clauseIndex - 1,
            !before.meanings.has([.planned, .condition, .negation, .blocked, .status]),
            !before.elements.contains(where: { isKeyResult($0) || elements[$0].kind == .quantity })
        {
            return before.elements.lowerBound
        }
        if let thing = thingBeforeParentheses ?? relativeThing ?? initiativeAbove ?? thingAbove(clause.elements.lowerBound) { return thing }
        guard clause.lead.has(.and) else { return start }
        var before = clauseIndex - 1
        while before >= 0, clauses[before].sentence == clause.sentence, !taken.contains(before), isThingOnly(clauses[before]) {
            start = clauses[before].elements.first { elements[$0].kind != .emoji } ?? start
            if clauses[before].opening != .comma { break }
            before -= 1
        }
        return start
    }

    /// "texture streaming patch (v0.9.4) is merged"
    private var thingBeforeParentheses: Int? {
        guard clause.opening == .parenthesis, !clause.isParenthesised, clauseIndex > 1, clauses[clauseIndex - 1].isParenthesised,
            !hasUnknown(clause.elements), case let before = clauses[clauseIndex - 2], before.sentence == clause.sentence, !before.isParenthesised,
            isThingOnly(before)
        else { return nil }
        return before.elements.lowerBound
    }

    /// "…, and that is the card deposit, which went live on Tuesday": where the thing begins that the clause goes on about.
    private var relativeThing: Int? {
        guard clause.lead.has(.relative), clauseIndex > 0, clauses[clauseIndex - 1].sentence == clause.sentence else { return nil }
        let before = clauses[clauseIndex - 1].elements
        let last = before.upperBound - 1
        // "That's the new import wizard that went out Tuesday"
        if isUnknownThing(last), hasRole(tokens[elements[before.lowerBound].token], .presenting) {
            return before.first { isUnknownThing($0) || firstWord($0).has([.article, .fresh]) && $0 > before.lowerBound }
        }
        // "mostly the lazy import, which I merged on Friday"
        if isUnknownThing(last), clause.elements.contains(where: { elements[$0].has(.verbShipped) && firstWord($0).has(.firstPerson) }),
            let article = before.last(where: { elements[$0].has(.article) || hasRole(tokens[elements[$0].token], .the) }),
            !before.contains(where: { $0 > article && (elements[$0].kind == .quantity || isKeyResult($0)) })
        {
            return article
        }
        guard elements[last].kind == .name, !isKeyResult(last) else { return nil }
        let article = last - 1
        return article >= before.lowerBound && elements[article].has(.article) || article >= before.lowerBound && firstWord(article).has(.article)
            ? article : last
    }

    /// "Second scanner line passed its test and is live": the clause before begins with a planned work's name.
    private var initiativeAbove: Int? {
        guard clause.lead.has(.and), clauseIndex > 0, clauses[clauseIndex - 1].sentence == clause.sentence else { return nil }
        let before = clauses[clauseIndex - 1]
        guard !before.meanings.has([.planned, .condition, .negation]),
            let name = before.elements.first(where: { elements[$0].kind == .name }), !isKeyResult(name),
            before.elements.allSatisfy({ $0 >= name || elements[$0].has(.filler) }), !clause.elements.contains(where: { elements[$0].kind == .name })
        else { return nil }
        return before.elements.lowerBound
    }

    /// "We also shortened the import wizard, live since yesterday": what the clause before has told of.
    private func thingAbove(_ cue: Int) -> Int? {
        guard cue == clause.elements.lowerBound, elements[cue].has(.live), clause.opening == .comma, clauseIndex > 0, focus == nil,
            case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence, outputs.last?.clause != clauseIndex - 1,
            before.elements.filter({ isUnknownThing($0) }).count > 1,
            !before.meanings.has([.planned, .negation, .condition, .status, .blocked, .shipped]),
            !before.elements.contains(where: { isKeyResult($0) })
        else { return nil }
        return behindOpening(before.elements.first { !elements[$0].has([.and, .but]) } ?? before.elements.lowerBound, before.elements.upperBound - 1)
    }

    private func isThingOnly(_ clause: Clause) -> Bool {
        hasUnknown(clause.elements) && clause.elements.count <= 8
            && clause.elements.allSatisfy { index in
                let element = elements[index]
                return element.kind == .name && !isKeyResult(index) || element.kind == .emoji && index == clause.elements.lowerBound
                    || element.kind == .word && element.has(.to) && hasRole(tokens[element.token], .to) && index > clause.elements.lowerBound
                    || element.kind == .word && (element.isUnknown || element.has([.filler, .article]))
                        && !element.has([.shipped, .blocked, .planned, .status, .unchanged, .up, .down, .at, .correction, .skip, .thanks])
            }
    }

    private var hasValueInSentence: Bool {
        !sentenceSubject.isNone
            && findings.contains {
                $0.isValue && clauses[$0.clause].sentence == clause.sentence && !$0.subject.set.intersection(sentenceSubject.set).isEmpty
            }
    }
}
