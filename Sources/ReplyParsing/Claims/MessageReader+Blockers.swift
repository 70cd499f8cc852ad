import Model

/// What stands in the way.
extension MessageReader {
    /// Where the clause says that something is blocked; nil where it says that nothing is.
    func blockerCue() -> Int? {
        let range = clause.elements
        if clause.meanings.has(.unblocked) { return exceptedBlocker(range) }
        if clause.lead.has(.condition) && clause.opening != .colon && !range.contains(where: { elements[$0].kind == .colon }) || isAboutSomebody
            || isHindranceOver(range)
        {
            return nil
        }
        if let need = neededFirst(range) { return need }
        if let cue = range.first(where: {
            elements[$0].has(.blocked) && !isSpokenOf($0, range) && !isStillValue($0, range) && !isOwnWordOfName($0, range) && !isHoldingUp($0, range)
                && !isOccupied($0, range) && !isOwedByYou($0, range) && !isHabit($0, range) && !isStuckTo($0, range) && !isDoneTo($0, range)
                && !isOver($0, range)
                // "has been waiting for 25 minutes"
                && !($0 + 1 < range.upperBound && elements[$0 + 1].kind == .quantity && quantities[elements[$0 + 1].index].hasTimeUnit)
        }) {
            // "their not answering is what's holding it up": what is denied is another verb.
            if !isWhatStandsBefore(cue) && isNegated(cue, range.lowerBound) || elements[cue].has(.negation) && !elements[cue].has(.cannot) {
                return nil
            }
            // "Quick one before I log off: the page is stuck" has its condition behind it.
            let first = range.last { $0 < cue && elements[$0].kind == .colon } ?? range.lowerBound
            if (first..<cue).contains(where: { elements[$0].has(.condition) }) || isNotedNot(cue) { return nil }
            // "put it down as a blocker", of what follows
            if isNoted(cue), notedThing(before: cue) == nil, pointedThing(cue) == nil, isNotedByPointer(cue) { return nil }
            return isEmptyBlocker(cue, range) || isCounted(cue, range) ? nil : cue
        }
        guard let cannot = range.first(where: { elements[$0].has(.cannot) }) else { return refusal(range) }
        // "can't do much about it while the survey is broken"
        let isWhile = range.contains { $0 > cannot && hasRole(tokens[elements[$0].token], .while) }
        // "legal still hasn't signed off the price list and without it I can't send the renewals"
        if let hint = hintedBefore, range.contains(where: { $0 > cannot && isUnknownThing($0) }), hint < clauseIndex { return cannot }
        // "we still miss the design, without it I can not continue"
        let isWithout = range.prefix(3).contains { $0 < cannot && tokens(of: $0).contains { hasRole($0, .without) } }
        // "until they let go of it I can't send the quotes"
        let isUntilAhead = range.contains { $0 < cannot && isUntil($0) } && range.contains { $0 > cannot && isUnknownThing($0) }
        return isWhile || isWithout || isUntilAhead || isWhatComesOfIt(cannot, range) || range.contains { $0 > cannot && isUntil($0) } || isUntilNext
            ? cannot : nil
    }

    /// "no boat is free until Thursday, so we can't get out to the turbines": the sentence has told why.
    private func isWhatComesOfIt(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard clause.lead.has(.result), clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            hasUnknown(before.elements), !before.meanings.has([.shipped, .firstPerson, .condition]), blockers.last?.clause != clauseIndex - 1,
            range.contains(where: { isUnknownThing($0) || elements[$0].kind == .name }),
            // "parents' evening tonight so can't type much"
            range.contains(where: { $0 <= cue && (firstWord($0).has(.firstPerson) || isUnknownThing($0) || elements[$0].kind == .name) })
        else { return false }
        return !range.contains { elements[$0].kind == .quantity }
    }

    /// Where the clause before begins, behind a name that heads it.
    private var reasonAbove: Int? {
        guard clauseIndex > 0, case let before = clauses[clauseIndex - 1].elements, blockers.last?.clause != clauseIndex - 1,
            !findings.suffix(8).contains(where: { $0.clause == clauseIndex - 1 })
        else { return nil }
        return before.first { elements[$0].kind == .colon && $0 + 1 < before.upperBound }.map { $0 + 1 }
            ?? before.first { !elements[$0].has([.and, .but]) }
    }

    /// "The electrician won't connect it unless the landlord signs": what is not done until somebody has done something.
    private func refusal(_ range: Range<Int>) -> Int? {
        guard hasWord(.willNot), blockers.last.map({ clauses[$0.clause].sentence != clause.sentence && $0.clause < clauseIndex - 1 }) ?? true,
            !clause.meanings.has([.firstPerson, .skip, .status, .unchanged]), !clause.lead.has(.relative),
            let not = range.first(where: { tokens(of: $0).contains { hasRole($0, .willNot) } }),
            hasUnknown(not..<range.upperBound), !range.contains(where: { elements[$0].kind == .quantity || isKeyResult($0) })
        else { return nil }
        if let until = range.first(where: { $0 > not && isUntil($0) }) {
            return hasUnknown((until + 1)..<max(until + 1, range.upperBound)) ? not : nil
        }
        return isUntilNext && hasUnknown(clauses[clauseIndex + 1].elements) ? not : nil
    }

    /// "it is part of the blocker", "you skipped my blocker": of one that has been told.
    private func isSpokenOf(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard elements[cue].has(.headingBlockers), cue > range.lowerBound, cue + 1 == range.upperBound || !isUnknownThing(cue + 1),
            cue + 1 >= range.upperBound || elements[cue + 1].kind != .colon
        else { return false }
        let before = tokens[elements[range.lowerBound].token..<elements[cue].token]
        // "that's the same blocker twice"
        if before.count > 2, hasRole(before.first, .thatIs), before.dropFirst().prefix(2).contains(where: { hasRole($0, .the) }),
            before.dropFirst(2).contains(where: { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.unchanged) }),
            !hasUnknown((cue + 1)..<range.upperBound)
        {
            return true
        }
        // "so that blocker can come off our list"
        if let pointer = before.last, hasRole(pointer, .pointer) || hasRole(pointer, .this), cue + 1 < range.upperBound,
            elements[cue + 1].kind == .word,
            !tokens(of: cue + 1).contains(where: { hasRole($0, .being) })
        {
            return true
        }
        guard let last = before.last, hasRole(last, .the) || vocabulary.lexicon.meaning(ofWord: last.lexeme).has(.mine) else { return false }
        // "you skipped my blocker", "forget the blocker"
        // "the “one” meant the blocker"
        return before.contains {
            vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.of, .secondPerson, .correction, .retract]) || hasRole($0, .ignoring)
        }
    }

    /// "I still need legal to sign off on the programme before we can launch it"
    private func neededFirst(_ range: Range<Int>) -> Int? {
        guard let need = range.first(where: { tokens(of: $0).contains { hasRole($0, .needing) } }), !isNegated(need, range.lowerBound),
            let until = range.first(where: { $0 > need && firstWord($0).has(.until) }), hasUnknown(need..<until)
        else { return nil }
        return (until..<range.upperBound).contains { tokens(of: $0).contains { hasRole($0, .can) } } ? need : nil
    }

    /// "no blockers apart from the ads account"
    private func exceptedBlocker(_ range: Range<Int>) -> Int? {
        guard !clause.lead.has(.condition), let except = range.first(where: { elements[$0].has(.except) }),
            hasUnknown((except + 1)..<max(except + 1, range.upperBound))
        else {
            return nil
        }
        return except
    }

    /// "eleven scenes are blocked" where the key result is called "Scenes blocked".
    private func isOwnWordOfName(_ index: Int, _ range: Range<Int>) -> Bool {
        range.contains { name in
            guard isKeyResult(name) else { return false }
            let named = subject(ofName: name).set
            return tokens(of: index).contains { token in
                guard token.name >= 0, vocabulary.lexicon.meaning(ofWord: token.lexeme).has(.blocked) else { return false }
                return !vocabulary.nameWords[Int(token.name)].keyResults.intersection(named).isEmpty
            }
        }
    }

    /// "Jost, you still owe me 20 euros"
    private func isOwedByYou(_ cue: Int, _ range: Range<Int>) -> Bool {
        elements[range.lowerBound].has(.secondPerson)
            && tokens(of: cue).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.still) }
            && range.contains { $0 > cue && elements[$0].kind == .quantity }
    }

    /// "people get stuck on the import step": what happens to those who use it.
    private func isHabit(_ cue: Int, _ range: Range<Int>) -> Bool {
        let words = tokens(of: cue)
        let isWhole = words.count > 1 && hasRole(words.first, .getting)
        guard isWhole || elements[cue].token > 0 && hasRole(tokens[elements[cue].token - 1], .getting),
            let head = range.last(where: { $0 < cue && isUnknownThing($0) })
        else {
            // "the import step is where everybody gets stuck"
            return isGettingStuck(cue)
                && range.contains { $0 < cue && elements[$0].has(.all) || hasRole(tokens[elements[$0].token], .somebody, .people) }
        }
        return isPlural(head) || hasRole(tokens[elements[head].token], .people)
    }

    private func isGettingStuck(_ cue: Int) -> Bool {
        tokens(of: cue).count > 1 && hasRole(tokens(of: cue).first, .getting)
            || elements[cue].token > 0 && hasRole(tokens[elements[cue].token - 1], .getting)
    }

    /// "Dele's stuck in customer calls"
    private func isOccupied(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard hasWord(.occupying), tokens(of: cue).count <= 3, !tokens(of: cue).contains(where: { hasRole($0, .waiting) }),
            let last = tokens(of: cue).last, hasRole(last, .in) || hasRole(last, .about) || hasRole(last, .at)
        else { return false }
        // "stuck on the exit interviews" is stuck with them.
        let role: WordRole = hasRole(last, .about) ? .riding : .occupying
        return tokens[(elements[cue].token + 1)...].prefix(5).prefix { $0.start < elements[range.upperBound - 1].end }.contains { hasRole($0, role) }
    }

    /// "the waiting on design is over", "nothing from design is holding us up any more"
    private func isWaitOver(_ cue: Int, _ range: Range<Int>) -> Bool {
        let words = tokens[elements[range.lowerBound].token...].prefix { $0.start < elements[range.upperBound - 1].end }
        if hasWord(.over), tokens(of: cue).contains(where: { hasRole($0, .waiting) }),
            words.indices.dropFirst().contains(where: { place in
                tokens[place].start > elements[cue].start && hasRole(tokens[place], .over)
                    && vocabulary.lexicon.meaning(ofWord: tokens[place - 1].lexeme).has([.at, .was])
            })
        {
            return true
        }
        return clause.meanings.has(.anymore)
            && (range.lowerBound..<cue).contains { elements[$0].has(.noneCount) || tokens(of: $0).contains { hasRole($0, .nothing) } }
    }

    /// "I've stuck it to the hatch"
    private func isStuckTo(_ cue: Int, _ range: Range<Int>) -> Bool {
        // "two fives stuck to the bottom of it"
        if cue + 1 < range.upperBound, tokens(of: cue).count == 1, hasRole(tokens[elements[cue].token + 1], .to), elements[cue].has(.blocked) {
            return true
        }
        guard cue + 1 < range.upperBound, cue > range.lowerBound, firstWord(cue - 1).has(.firstPerson), tokens(of: cue).count == 1 else {
            return false
        }
        return hasRole(tokens[elements[cue + 1].token], .it) || hasRole(tokens[elements[cue + 1].token], .pointer)
    }

    /// "my train was stuck for 50 minutes"
    private func isOver(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard cue > range.lowerBound, firstWord(cue - 1).has(.was) && !firstWord(cue - 1).has(.at) || elements[cue].has(.was),
            cue + 1 < range.upperBound
        else { return false }
        return ((cue + 1)..<min(cue + 4, range.upperBound)).contains {
            elements[$0].kind == .quantity && quantities[elements[$0].index].hasTimeUnit
        }
    }

    /// "printed, laminated, stuck on"
    private func isDoneTo(_ cue: Int, _ range: Range<Int>) -> Bool {
        range.count == 1 && clause.opening == .comma && clauseIndex > 1 && clauses[clauseIndex - 1].elements.count == 1
            && isUnknownThing(clauses[clauseIndex - 1].elements.lowerBound) && !elements[cue].has(.headingBlockers)
            || range.count == 1 && clause.opening == .comma && tokens(of: cue).count == 2 && hasRole(tokens(of: cue).last, .about)
    }

    /// "the team is holding up well"
    private func isHoldingUp(_ cue: Int, _ range: Range<Int>) -> Bool {
        let words = tokens(of: cue)
        guard words.count >= 2, hasRole(words.last, .up), case let verb = words[words.endIndex - 2] else { return false }
        // "sign-ups held up nicely at 1,447"
        if hasRole(verb, .held), words.count == 2, let at = range.first(where: { $0 > cue && elements[$0].has(.at) }), at + 1 < range.upperBound,
            elements[at + 1].kind == .quantity, !hasUnknown((cue + 1)..<at)
        {
            return true
        }
        // "the scanner held up"
        if hasRole(verb, .held), words.count == 2, cue + 1 == range.upperBound, cue > range.lowerBound { return isUnknownThing(cue - 1) }
        guard hasRole(verb, .holding) else { return false }
        // "is holding up two more upsells"
        if cue + 2 < range.upperBound, elements[cue + 1].kind == .quantity,
            elements[cue + 2].has(.more) || isUnknownThing(cue + 2) || isKeyResult(cue + 2)
        {
            return false
        }
        return cue + 1 == range.upperBound
            || !isUnknownThing(cue + 1) && elements[cue + 1].kind != .name && !hasRole(tokens[elements[cue + 1].token], .the)
    }

    /// "stuck at 42" is a value.
    private func isStillValue(_ index: Int, _ range: Range<Int>) -> Bool {
        elements[index].has(.still) && index + 1 < range.upperBound && elements[index + 1].kind == .quantity
            && !range.contains { $0 > index + 1 && elements[$0].has(.until) } && !isUntilNext
    }

    /// "I meant there was only one blocker": of how many there are.
    private func isCounted(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard elements[cue].has(.headingBlockers), cue > range.lowerBound else { return false }
        // "Two is how many blockers I have"
        if tokens[elements[range.lowerBound].token..<elements[cue].token].suffix(2).contains(where: { hasRole($0, .how) }) { return true }
        guard elements[cue - 1].kind == .quantity else { return false }
        return !hasUnknown(range) && !range.contains { elements[$0].kind == .name || elements[$0].kind == .colon }
    }

    /// "Blockers: none".
    private func isEmptyBlocker(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard elements[cue].has(.headingBlockers), let after = next(cue, range.upperBound) else { return false }
        let last = elements[after].kind == .colon ? next(after, range.upperBound) ?? after : after
        return elements[last].has([.negation, .noneCount, .no, .skip, .nothingOn]) && !hasUnknown(last..<range.upperBound)
    }

    /// "the review is holding up the price, we're waiting on Apple": one hindrance, told from both its ends.
    private func isSameAgain(_ range: Range<Int>) -> Bool {
        // "We're waiting on the glaziers and they are waiting on a part"
        if clause.lead == .and, let last = blockers.last, last.clause == clauseIndex - 1, clauses[last.clause].sentence == clause.sentence,
            range.count > 1, isThey(tokens[elements[range.lowerBound + 1].token]) || isThey(tokens[elements[range.lowerBound].token]),
            !clause.meanings.has([.cannot, .firstPerson]), !range.contains(where: { isKeyResult($0) })
        {
            return true
        }
        // "… is the translation agency, still sitting on the German version"
        if clause.opening == .comma, clause.lead.isEmpty, let head = range.first, elements[head].has(.blocked), let last = blockers.last,
            vocabulary.lexicon.meaning(ofWord: tokens[elements[head].token].lexeme).has(.still), last.clause == clauseIndex - 1,
            clauses[last.clause].sentence == clause.sentence, !range.contains(where: { isKeyResult($0) })
        {
            return true
        }
        guard clause.opening == .comma || clause.lead.has(.relative),
            clause.lead.isEmpty || isWhichHolds(clause.elements)
                || clause.lead.has(.relative) && hasRole(tokens[elements[range.lowerBound].token], .who),
            let last = blockers.last,
            last.clause == clauseIndex - 1,
            clauses[last.clause].sentence == clause.sentence, let head = range.first
        else { return false }
        if range.contains(where: { isKeyResult($0) }) { return false }
        // "blocked by Customer Success who still owe us a list"
        if clause.lead.has(.relative), hasRole(tokens[elements[head].token], .who) { return true }
        // "waiting to hear from Vintertek, which is the main thing holding us up"
        if isWhichHolds(range) { return true }
        // "stuck on the price list, still waiting for legal to sign it off"
        let isOfIt =
            vocabulary.lexicon.meaning(ofWord: tokens[elements[head].token].lexeme).has(.still)
            && range.contains { tokens(of: $0).contains { hasRole($0, .it) } }
        // "blocked by the studio, they still owe us the recordings"
        let isOfThem = isThey(tokens[elements[head].token]) && !clause.meanings.has([.cannot, .planned])
        return isOfIt || isOfThem || hasRole(tokens[elements[head].token], .weAre, .itIs)
    }

    /// "… because finance hasn't given me access, so I'm kind of stuck on that": what comes of what was just told.
    private func isConsequence(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard clause.lead.has([.result, .and]), let told = blockers.last, told.clause < clauseIndex, told.clause >= clauseIndex - 2,
            clauses[told.clause].sentence == clause.sentence, !range.contains(where: { elements[$0].kind == .name || elements[$0].kind == .quantity })
        else { return false }
        // "stuck behind Stripe's bug, so I'm blocked there until they stop"
        if clause.lead.has(.result), told.clause == clauseIndex - 1, range.contains(where: { $0 > cue && elements[$0].has(.there) }) { return true }
        // "still waiting on finance to sign it off, so that piece is stuck"
        if clause.lead.has(.result), case let head = tokens[elements[range.lowerBound].token], hasRole(head, .pointer) || hasRole(head, .this) {
            return true
        }
        return isBehindPointer(cue, range) && !hasUnknown((cue + 1)..<max(cue + 1, range.upperBound))
    }

    /// "waiting for finance to sign off the discount, can't send the quotes until then": what comes of it, and no other.
    private func isUntilThat(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard elements[cue].has(.cannot), let last = blockers.last, last.clause < clauseIndex, last.clause >= clauseIndex - 4,
            clauses[last.clause].sentence == clause.sentence && last.clause >= clauseIndex - 2
                || clauses[last.clause].sentence + 1 == clause.sentence && endsInPointer(range),
            let until = range.last(where: { $0 > cue && isUntil($0) }) ?? without(range) ?? untilThen(cue, range)
        else { return false }
        // "can't quote them until Pat approves it"
        if let last = range.last, tokens(of: last).last.map({ hasRole($0, .pointer) }) == true { return true }
        if until == range.lowerBound { return true }
        // "until they sign off"
        if isTheyBehind(until), until + 4 >= range.upperBound, !range.contains(where: { $0 > until && elements[$0].kind == .name }) { return true }
        // "until that happens"
        if until + 1 < range.upperBound, until + 3 >= range.upperBound, elements[until + 1].has(.pronoun) { return true }
        return !hasUnknown((until + 1)..<max(until + 1, range.upperBound))
            && !((until + 1)..<range.upperBound).contains { elements[$0].kind == .name || elements[$0].has(.ask) }
    }

    /// "hiring is still stuck, no decent candidates, that's what is holding us back"
    private func isThatWhichHolds(_ range: Range<Int>) -> Bool {
        guard let last = blockers.last, last.clause >= clauseIndex - 4, clauses[last.clause].sentence == clause.sentence, !hasUnknown(range) else {
            return false
        }
        return tokens[elements[range.lowerBound].token...].prefix(4).contains { hasRole($0, .thatIs) || hasRole($0, .whatIs) }
    }

    private func isWhichHolds(_ range: Range<Int>) -> Bool {
        clause.lead.has(.relative) && !range.contains { elements[$0].kind == .name || elements[$0].kind == .quantity }
            && range.filter { isUnknownThing($0) }.count <= 1
    }

    /// "Can't offer a reward before that"
    private func endsInPointer(_ range: Range<Int>) -> Bool {
        guard let last = range.last, let word = tokens(of: last).last else { return false }
        // "Without that paper the bar can't sell outside"
        if let first = without(range), first + 1 < range.upperBound, elements[first + 1].has(.pronoun) { return true }
        return hasRole(word, .pointer) && isUntil(tokens(of: last).count > 1 ? last : last - 1)
    }

    /// "without it I can not continue": where it begins so.
    private func without(_ range: Range<Int>) -> Int? {
        hasRole(tokens[elements[range.lowerBound].token], .without) ? range.lowerBound : nil
    }

    /// "… isn't approved and without it I can't book the slots"
    private func withoutBehindAnd(_ range: Range<Int>) -> Int? {
        guard clause.lead.has(.and), clause.meanings.has(.cannot) else { return nil }
        return range.prefix(2).first { hasRole(tokens[elements[$0].token], .without) }
    }

    /// "until then", "before that"
    func isUntil(_ index: Int) -> Bool { elements[index].has(.until) || elements[index].has(.past) && firstWord(index).has(.until) }

    /// A pronoun and the word, in a sentence that has told one.
    private func isTold(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard elements[cue].has(.headingBlockers), !hasUnknown(range), !range.contains(where: { elements[$0].kind == .name }),
            let last = blockers.last, clauses[last.clause].sentence == clause.sentence
        else { return false }
        return speaksOfIt || range.contains { elements[$0].has(.pronoun) }
    }

    var isUntilNext: Bool {
        guard clauseIndex + 1 < clauses.count, clauses[clauseIndex + 1].sentence == clause.sentence else { return false }
        let next = clauses[clauseIndex + 1]
        if hasRole(tokens[elements[next.elements.lowerBound].token], .while) { return true }
        // "can't book the coast | and museum trips until the council confirms"
        if next.lead.has(.and), clause.meanings.has(.cannot), !next.meanings.has([.firstPerson, .at, .planned, .shipped, .blocked]),
            next.elements.prefix(5).contains(where: { isUntil($0) })
        {
            return true
        }
        return elements[next.elements.lowerBound].has(.until) || next.lead.has(.condition) && next.meanings.has(.until)
    }

    mutating func readBlocker(_ cue: Int) {
        let range = clause.elements
        if readNotedThat(cue) { return }
        if isWaitOver(cue, range) {
            noteUnblocked(range)
            return dropQuantities(range, .insideBlocker)
        }
        // "That also clears the thing I was waiting for"
        if elements[cue].token > 0, case let before = vocabulary.lexicon.meaning(ofWord: tokens[elements[cue].token - 1].lexeme),
            before.has(.was) && !before.has(.at), tokens(of: cue).contains(where: { hasRole($0, .waiting) }),
            !clause.meanings.has([.still, .negation])
        {
            noteUnblocked(range, isHint: true)
            return dropQuantities(range, .insideBlocker)
        }
        // "waiting on billing to fix the mails, stuck till they do": the same once more.
        if let last = blockers.last, last.clause == clauseIndex - 1, clauses[last.clause].line == clause.line, !clause.lead.has(.and),
            !hasUnknown(range), !range.contains(where: { elements[$0].kind == .name || elements[$0].kind == .reference })
        {
            return dropQuantities(range, .insideBlocker)
        }
        // "what's stuck is the invite emails, security hasn't signed off so we can't turn them on"
        let isWhy =
            elements[cue].has(.cannot)
            && hintedBefore.map { hint in
                clauses[hint].opening == .comma && clauses[hint].lead.isEmpty && blockers.last?.clause == hint - 1
                    && clauses[hint - 1].sentence == clause.sentence
            } ?? false
        if isWhy || isUntilThat(cue, range) || isSameAgain(range) || isThatWhichHolds(range) || isConsequence(cue, range) || isExplanation,
            let last = blockers.indices.last
        {
            blockers[last].span = blockers[last].span.hull(span(range))
            return dropQuantities(range, .insideBlocker)
        }
        // "the training is on hold, we can't book the lab until the hospital pays its share": what the first only announces.
        if elements[cue].has(.cannot), clause.opening == .comma, clause.lead.isEmpty, let last = blockers.last, last.clause == clauseIndex - 1,
            case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence, let end = before.elements.last,
            elements[end].has(.blocked),
            !range.contains(where: { isKeyResult($0) })
        {
            blockers[blockers.count - 1].span = last.span.hull(span(range))
            if isUntilNext, !range.contains(where: { $0 > cue && isUntil($0) }) { taken.insert(clauseIndex + 1) }
            if isUntilNext { blockers[blockers.count - 1].span = last.span.hull(span(range.lowerBound..<blockerEnd)) }
            return dropQuantities(range, .insideBlocker)
        }
        // "We can't launch until they send it. That is what's holding sign-ups back": the same, and whose it is.
        if let last = blockers.indices.last, clauses[blockers[last].clause].sentence + 1 == clause.sentence,
            isWhatStandsBefore(cue) || hasWord(.whatIs),
            tokens[elements[range.lowerBound].token...].prefix(2).contains(where: {
                hasRole($0, .thatIs) || hasRole($0, .pointer) && !hasRole($0, .it)
            }),
            !range.contains(where: { isUnknownThing($0) })
        {
            let named = range.first { isKeyResult($0) }.flatMap { self.subject(ofName: $0).set.only }
            blockers[last].keyResult = named ?? blockers[last].keyResult
            blockers[last].span = blockers[last].span.hull(span(range))
            return dropQuantities(range, .insideBlocker)
        }
        // "Finance is holding up expansion, it's the one blocker": told already.
        if isTold(cue, range) { return dropQuantities(range, .insideBlocker) }
        let head = range.lowerBound..<cue
        // "… not answering is what's holding it up": what stands before is it.
        let isNoted = isNoted(cue)
        let states =
            !isWhatStandsBefore(cue) && !isNoted
            && head.contains {
                elements[$0].kind == .quantity && !isOne($0) && !isNumberOfThing($0, range)
                    // "a third one is stuck"
                    && !(quantities[elements[$0].index].isFraction && quantities[elements[$0].index].isWord && $0 + 1 < cue && isOneElement($0 + 1))
                    // "3 more stuck at the dealer"
                    && !($0 + 2 == cue && elements[$0 + 1].has(.more))
                    && !($0 > range.lowerBound && elements[$0 - 1].has([.others, .planned]))
                    || elements[$0].has(.unchanged)
                    || entry($0)?.status != nil || elements[$0].has(.notYet)
            }
        // "but" joins it to what stands before, and is no part of it.
        // "I mean that the renewal is blocked"
        var start =
            (range.lowerBound..<cue).first {
                !elements[$0].has([.and, .but, .because]) && !(elements[$0].has(.relative) && hasRole(tokens(of: $0).last, .pointer))
                    || elements[$0].has(.blocked)
            } ?? cue
        start = max(start, behindHeading(range))
        if isNoted, let thing = notedThing(before: cue) { start = thing }
        // "The blocker is the questionnaire"
        if !isNoted, elements[cue].has(.headingBlockers), cue <= range.lowerBound + 1, cue + 2 < range.upperBound, elements[cue + 1].has(.at),
            elements[cue + 1].end - elements[cue + 1].start <= 3, hasUnknown((cue + 2)..<range.upperBound),
            cue == range.lowerBound || firstWord(range.lowerBound).has([.article, .mine]) || hasRole(tokens[elements[range.lowerBound].token], .the)
        {
            start = cue + 2
        }
        // "nothing is in my way apart from the export"
        if elements[cue].has(.except), cue + 1 < range.upperBound { start = cue + 1 }
        // "what's holding me up now is the translation agency", "only thing that's in my way is procurement"
        if !states, start == cue, cue == range.lowerBound, cue + 1 < range.upperBound, tokens(of: cue).count > 3,
            hasRole(tokens(of: cue).last, .being)
        {
            start = cue + 1
        }
        if let hint = elements[cue].has(.cannot) ? hintedBefore ?? hintOfThem(cue, range) : hintOfThem(cue, range) {
            start = clauses[hint].elements.lowerBound
        }
        // "legal still sits on the contract so the partner launch is stuck"
        if !states, clause.lead.has(.result), let hint = hintAbove ?? (isWhatComesOfIt(cue, range) ? reasonAbove : nil) { start = hint }
        if !states, let reason = reasonAhead(cue, range) { start = reason }
        if !isNoted { start = behindOpening(behindRemark(start, cue), cue) }
        if states {
            let count = findings.count
            readValues(head)
            // "two renewals worth €3,200 cannot proceed until …": what is counted is held up.
            let isOfThings = findings.count == count && head.contains { elements[$0].kind == .quantity } && hasUnknown(head) && forced.isEmpty
            if !isOfThings { start = thingBehindValue(head) ?? cue }
        } else if elements[cue].has(.still), cue + 1 < range.upperBound, elements[cue + 1].kind == .quantity {
            // "stuck at 5 until the cabinet is approved": the value stands, and what holds it does too.
            // "stuck at 2 galleries until …"
            let isNamed = cue + 2 < range.upperBound && isKeyResult(cue + 2)
            readValues(range.lowerBound..<(isNamed ? cue + 3 : cue + 2))
        } else {
            dropQuantities(head, .insideBlocker)
        }
        dropQuantities(cue..<range.upperBound, .insideBlocker)
        let subject = blockerSubject(head, cue, range)
        if let told = toldBehind(cue) {
            taken.insert(clauseIndex + 1)
            dropQuantities(told, .insideBlocker)
            blockers.append(BlockerFinding(span: span(told), keyResult: subject, clause: clauseIndex))
            return
        }
        // "legal wants to redo the clause and the renewals are stuck behind that"
        if !states, clause.lead.has(.and), isBehindPointer(cue, range), clauseIndex > 0, case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence, hasUnknown(before.elements), blockers.last?.clause != clauseIndex - 1
        {
            start = before.elements.first { !elements[$0].has([.and, .but]) } ?? before.elements.lowerBound
        }
        // "I still need the order form back from legal, without it I can't book it"
        if !states, let first = clause.opening == .comma ? without(range) : withoutBehindAnd(range), first + 1 < range.upperBound,
            elements[first + 1].has(.pronoun),
            clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence, hasUnknown(before.elements),
            blockers.last?.clause != clauseIndex - 1, !before.meanings.has([.shipped, .unblocked]),
            !findings.suffix(8).contains(where: { $0.clause == clauseIndex - 1 })
        {
            start = before.elements.first { !elements[$0].has([.and, .but]) } ?? before.elements.lowerBound
        }
        // "15 min won't happen without the new importer, and that is stuck in security review"
        // "the sandbox is down, that's what's holding up #2"
        if !states, clause.lead.has([.and, .relative, .but, .result]) || clause.opening == .comma && isWhatStandsBefore(cue), clauseIndex > 0,
            case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence, hasUnknown(before.elements), blockers.last?.clause != clauseIndex - 1,
            !before.meanings.has([.shipped, .blocked, .unblocked]), !findings.suffix(8).contains(where: { $0.clause == clauseIndex - 1 }),
            tokens[elements[range.lowerBound].token...].prefix(3).contains(where: {
                hasRole($0, .thatIs) || hasRole($0, .pointer) && !hasRole($0, .it)
            })
        {
            start = before.elements.first { !elements[$0].has([.and, .but]) } ?? before.elements.lowerBound
        }
        // "the import keeps timing out, so we're stuck there": by what, the sentence has told before.
        if !states, clause.lead.has(.result) && !hasUnknown(range) || isPointing(range), !range.contains(where: { elements[$0].kind == .name }),
            !findings.suffix(8).contains(where: { clauses[$0.clause].sentence == clause.sentence })
        {
            start = toldBefore.lowerBound
        }
        let behindThat = behindAsThat(start, cue)
        start = behindThat ?? start
        let reason = max(reasonEnd(cue), joinedEnd(cue))
        if reason > range.upperBound { taken.insert(clauseIndex + 1) }
        var end = max(blockerEnd, reason, range.upperBound)
        // "SSO" of "put SSO down as a blocker for 4"
        if isNoted, start < cue, behindThat == nil { end = notedEnd(start, cue) }
        // "the export is broken, please put that down as a blocker"
        if isNoted, notedThing(before: cue) == nil, let thing = pointedThing(cue) { (start, end) = (thing.lowerBound, thing.upperBound) }
        var words = span(start..<end)
        if !isNoted, end == range.upperBound, isBehindPointer(cue, range),
            let that = tokens[elements[end - 1].token...].prefix(8).first(where: { $0.start >= elements[end - 1].end }),
            hasRole(that, .pointer)
        {
            words.end = that.end
        }
        // "stuck at the dealer because they can't register it until the papers come": told with it already.
        if let last = blockers.last, last.span.start <= words.start, words.end <= last.span.end { return }
        blockers.append(BlockerFinding(span: words, keyResult: subject, clause: clauseIndex))
        // "stuck because the wizard is still waiting on legal": what it waits for is told with it.
        if end > range.upperBound, clauses[clauseIndex + 1].elements.upperBound == end, clauses[clauseIndex + 1].meanings.has(.blocked) {
            taken.insert(clauseIndex + 1)
        }
        if !states, let name = range.first(where: { isKeyResult($0) && !isWeakBeforeThing($0, range) }), name < cue || sentenceSubject.isNone {
            enterSubject(self.subject(ofName: name))
        }
        markStatuses(cue..<range.upperBound)
    }

    /// "time to value is 32.5 not 34 the import fix is waiting on platform": where what waits begins, with no stop before it.
    private func thingBehindValue(_ head: Range<Int>) -> Int? {
        let told = head.last { elements[$0].kind == .quantity || elements[$0].has(.unchanged) || entry($0)?.status != nil }
        // "investigations still at 2: the landfill story is blocked by legal"
        if let told, let colon = head.last(where: { $0 > told && elements[$0].kind == .colon }), colon + 1 < head.upperBound { return colon + 1 }
        guard let value = told,
            value + 1 < head.upperBound, case let thing = value + 1,
            firstWord(thing).has([.article, .mine]) || hasRole(tokens[elements[thing].token], .the),
            hasUnknown(thing..<head.upperBound)
        else { return nil }
        return thing
    }

    /// "theatre 7 is stuck on the wifi" where a title has "theatre": one of many.
    func isNumberOfThing(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound, index < range.upperBound, elements[index].kind == .quantity, isKeyResult(index - 1),
            case let named = subject(ofName: index - 1), named.isWeak,
            quantities[elements[index].index].isPlainInteger, index + 1 < range.upperBound
        else { return false }
        return elements[index + 1].has([.at, .was, .blocked, .cannot]) && !isLikeCurrent(quantities[elements[index].index], named)
    }

    private func isOneElement(_ index: Int) -> Bool { elements[index].kind == .quantity && isOne(index) }

    /// "you missed one: …"
    private func isOne(_ index: Int) -> Bool {
        let quantity = quantities[elements[index].index]
        return quantity.isWord && quantity.value == 1 && !quantity.hasUnit
    }

    /// A status that stands behind the blocker in its clause still counts: "blocked by legal 🔴".
    mutating func markStatuses(_ range: Range<Int>) {
        for index in range where elements[index].kind == .emoji {
            guard let status = elements[index].emoji.status, !elements[index].emoji.contains(.check) else { continue }
            let subject = sentenceSubject.isNone ? lineSubject : sentenceSubject
            guard !subject.isNone else { return }
            add(.status(status, isCheck: false), index, subject, rule: .status)
        }
    }

    /// "… is stuck on it. Without it I'm 50/50 on hitting 30k": another sentence on the same line, which reports.
    private func reportsAnew(_ clause: Clause) -> Bool {
        clause.opening == .sentence
            && (clause.meanings.has([.confidence, .sure, .shipped, .unchanged])
                || clause.meanings.has(.status) && clause.elements.contains { isKeyResult($0) && !subject(ofName: $0).isWeak }
                || clause.elements.contains { elements[$0].kind == .quantity && isShare(quantities[elements[$0].index]) })
    }

    /// An item below the heading "Blockers".
    mutating func addSectionBlocker() -> Bool {
        guard [.line, .colon, .sentence].contains(clause.opening), !isHeadingClause, !clause.meanings.has(.unblocked),
            // "Blocker: the ads are on hold. Sign-ups still on track though"
            !(clauseIndex > 0 && clauses[clauseIndex - 1].line == clause.line && reportsAnew(clause))
        else { return false }
        if !hasUnknown(clause.elements), clause.meanings.has([.negation, .noneCount, .skip]) { return false }
        var end = clause.elements.upperBound
        var next = clauseIndex + 1
        while next < clauses.count, clauses[next].line == clause.line, clauses[next].section == .blockers, !reportsAnew(clauses[next]) {
            end = clauses[next].elements.upperBound
            taken.insert(next)
            next += 1
        }
        dropQuantities(clause.elements.lowerBound..<end, .insideBlocker)
        let range = clause.elements.lowerBound..<end
        let name = range.first { isKeyResult($0) }
        let keyResult = name.flatMap { subject(ofName: $0).set.only } ?? movedByInitiative(range)
        blockers.append(BlockerFinding(span: span(behindHeading(range)..<end), keyResult: keyResult, clause: clauseIndex))
        return true
    }
}
