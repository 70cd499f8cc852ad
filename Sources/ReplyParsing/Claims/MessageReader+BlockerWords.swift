/// Which words tell what stands in the way: from where to where.
extension MessageReader {
    /// Where the sentence tells why, right before "so …".
    var hintAbove: Int? {
        guard clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence, before.meanings.has(.hint),
            !before.meanings.has([.shipped, .blocked]), !before.elements.contains(where: { elements[$0].kind == .quantity || isKeyResult($0) }),
            blockers.last?.clause != clauseIndex - 1
        else { return nil }
        return before.elements.first { !elements[$0].has([.and, .but]) }
    }

    /// "you forgot one thing: I'm blocked …", "you skipped my blocker 😅 we're blocked …": what is said to us is no part of what is told.
    func behindRemark(_ start: Int, _ cue: Int) -> Int {
        guard start < cue, let end = (start..<cue).last(where: { elements[$0].kind == .colon || elements[$0].kind == .emoji }),
            elements[start..<end].contains(where: { $0.has(.secondPerson) })
        else { return start }
        return end + 1
    }

    /// "btw", "so" and the like are no part of what is told.
    func behindOpening(_ start: Int, _ cue: Int) -> Int {
        var place = start
        // "Done: Kestrel upgrade signed"
        if place + 1 < cue, elements[place].kind == .word, elements[place].has([.headingDone, .headingBlockers]), elements[place + 1].kind == .colon {
            place += 2
        }
        // "One more thing from my side: I can't run the calls"
        if place < cue, let colon = (place..<cue).first(where: { elements[$0].kind == .colon }), colon > place + 1,
            (place..<colon).contains(where: { tokens(of: $0).contains { hasRole($0, .thing) } || elements[$0].has(.more) }),
            !(place..<colon).contains(where: { elements[$0].kind == .name || elements[$0].has([.shipped, .blocked, .status]) })
        {
            place = colon + 1
        }
        // "Forgot to mention that we wrapped up the form"
        if place < cue, hasWord(.mentioning),
            let said = (place..<min(cue, place + 4)).last(where: { tokens(of: $0).contains { hasRole($0, .mentioning) } }),
            let that = (said..<min(cue, said + 3)).last(where: { elements[$0].has(.relative) || hasRole(tokens(of: $0).last, .pointer) || $0 == said }
            ),
            that + 1 < cue, !((place..<that).contains { elements[$0].kind == .name })
        {
            place = that + 1
        }
        // "On my side the referral email is live", "I mean nobody has the keys"
        if place + 2 < cue, elements[place].kind == .word, hasRole(tokens[elements[place].token], .about), firstWord(place + 1).has(.mine),
            hasRole(tokens(of: place + 2).last, .pointed)
        {
            place += 3
        }
        if place + 1 < cue, elements[place].kind == .word, elements[place].has(.correction), firstWord(place).has(.firstPerson),
            tokens(of: place).count == 2
        {
            place += 1
        }
        // "By the way our ad account …"
        if place + 1 < cue, elements[place].kind == .word, case let words = tokens(of: place), words.count == 3, hasRole(words.last, .wayNoun) {
            place += 1
        }
        while place < cue, elements[place].kind == .word || elements[place].kind == .comma,
            elements[place].kind == .comma || hasRole(tokens[elements[place].token], .opening),
            elements[place].kind == .comma || elements[place].end == tokens[elements[place].token].end
        {
            place += 1
        }
        // "you left out my finished piece of work: we delivered the upgrade"
        if place < cue, let colon = (place..<cue).last(where: { elements[$0].kind == .colon }), colon + 1 < cue || elements[cue].has(.verbShipped),
            (place..<colon).contains(where: { elements[$0].kind == .word && elements[$0].has(.secondPerson) })
        {
            return colon + 1
        }
        // "ok then put it as done: removed the second email"
        if place < cue + 1, let colon = (place...min(cue + 1, clause.elements.upperBound - 1)).last(where: { elements[$0].kind == .colon }),
            colon + 1 < clause.elements.upperBound, colon > place, !(place..<colon).contains(where: { elements[$0].kind == .name }),
            tokens[elements[place].token..<elements[colon].token].contains(where: { hasRole($0, .noting) })
        {
            return colon + 1
        }
        // "Two more things from me: the invitation went out"
        guard place < cue, let colon = (place..<cue).last(where: { elements[$0].kind == .colon }),
            ((colon + 1)..<cue).contains(where: { isUnknownThing($0) || elements[$0].kind == .name }),
            !(place..<colon).contains(where: { elements[$0].kind == .name || elements[$0].has([.shipped, .blocked]) })
        else { return place }
        return colon + 1
    }

    /// "add as a hindrance that the contract is stuck": what the line is to say.
    func behindAsThat(_ start: Int, _ cue: Int) -> Int? {
        guard start < cue, let noun = (start..<min(cue, start + 8)).first(where: { tokens(of: $0).contains { hasRole($0, .blockerNoun) } }),
            noun + 1 < cue,
            isThatClause(at: noun + 1)
        else { return nil }
        return elements[noun + 1].has(.relative) && noun + 2 < cue ? noun + 2 : noun + 1
    }

    /// "that" is an element, or has begun the clause and is none.
    private func isThatClause(at index: Int) -> Bool {
        guard let place = clauses[max(0, clauseIndex - 3)...min(clauses.count - 1, clauseIndex + 1)].first(where: { $0.elements.lowerBound == index })
        else { return false }
        return place.lead.has(.relative)
    }

    /// "please note as a blocker that we are waiting on legal"
    mutating func readNotedThat(_ cue: Int) -> Bool {
        let range = clause.elements
        if cue + 2 < range.upperBound, tokens(of: cue).contains(where: { hasRole($0, .blockerNoun) }), isNoted(cue),
            hasRole(tokens[elements[cue + 1].token], .pointer) || elements[cue + 1].has(.relative)
        {
            dropQuantities(range, .insideBlocker)
            let named = range.first { isKeyResult($0) && !subject(ofName: $0).isAmbiguous }
            blockers.append(
                BlockerFinding(
                    span: TextSpan(start: tokens[elements[cue + 1].token + 1].start, end: elements[range.upperBound - 1].end),
                    keyResult: named.flatMap { subject(ofName: $0).set.only }, clause: clauseIndex))
            return true
        }
        guard clauseIndex + 1 < clauses.count, cue + 1 == range.upperBound, tokens(of: cue).contains(where: { hasRole($0, .blockerNoun) }),
            isNoted(cue), isThatClause(at: cue + 1),
            case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence
        else { return false }
        let start = elements[cue + 1].has(.relative) && next.elements.count > 1 ? cue + 2 : cue + 1
        dropQuantities(next.elements, .insideBlocker)
        taken.insert(clauseIndex + 1)
        let named = next.elements.first { isKeyResult($0) && !subject(ofName: $0).isAmbiguous }
        blockers.append(
            BlockerFinding(
                span: span(start..<next.elements.upperBound), keyResult: named.flatMap { subject(ofName: $0).set.only }, clause: clauseIndex))
        return true
    }

    /// "so that bit is stuck"
    func isPointing(_ range: Range<Int>) -> Bool {
        range.filter { isUnknownThing($0) }.allSatisfy { $0 > range.lowerBound && hasRole(tokens[elements[$0].token], .pointed) }
            && range.contains { tokens(of: $0).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.pronoun) } }
    }

    /// What the sentence has told since the last thing in the way: no two of them quote the same words, which keeps what is recorded as short as the message.
    var toldBefore: Range<Int> {
        let first = clauses.indices[...clauseIndex].suffix(16).first {
            clauses[$0].sentence == clause.sentence && $0 > blockers.last?.clause ?? -1
        }
        return clauses[first ?? clauseIndex].elements.lowerBound..<clause.elements.upperBound
    }

    /// "3 is blocked rn, cant get events from the tracker team": the next clause says by what.
    func reasonEnd(_ cue: Int) -> Int {
        let end = clause.elements.upperBound
        guard !hasUnknown((cue + 1)..<max(cue + 1, end)), !clause.elements.contains(where: { $0 > cue && elements[$0].kind == .name }),
            clauseIndex + 1 < clauses.count
        else { return end }
        let next = clauses[clauseIndex + 1]
        // "I'm blocked, the pricing page needs a designer and there isn't one"
        let isTold =
            next.opening == .comma && next.lead.isEmpty && clause.lead.isEmpty
            && !clause.elements.contains { elements[$0].kind == .name || isUnknownThing($0) }
            && !next.meanings.has([.shipped, .status, .thanks, .correction, .unblocked, .yes, .no])
        let isReason = next.meanings.has([.cannot, .blocked]) || next.lead.has(.because) || isTold
        guard next.sentence == clause.sentence, isReason, hasUnknown(next.elements),
            !next.elements.contains(where: { isKeyResult($0) || elements[$0].kind == .quantity })
        else { return end }
        return next.elements.upperBound
    }

    /// "waiting on the German and Polish translations": what stands behind "and" only goes on with what it waits for.
    func joinedEnd(_ cue: Int) -> Int {
        let end = clause.elements.upperBound
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence,
            next.opening == .conjunction, next.lead.has(.and), next.elements.count <= 5, cue + 1 < end, hasUnknown((cue + 1)..<end),
            next.elements.allSatisfy({
                isUnknownThing($0) || elements[$0].has([.and, .article, .fresh]) || hasRole(tokens[elements[$0].token], .the)
            }),
            clauseIndex + 2 >= clauses.count || clauses[clauseIndex + 2].opening != .conjunction
                || clauses[clauseIndex + 2].sentence != clause.sentence
        else { return end }
        return next.elements.upperBound
    }

    var blockerEnd: Int {
        guard isUntilNext, clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1].elements else {
            return clause.elements.upperBound
        }
        // "… before we can do the next drill — scrap that"
        return next.first { elements[$0].kind == .dash && elements[$0].isSpaced } ?? next.upperBound
    }

    /// "… is what's holding it up"
    func isWhatStandsBefore(_ cue: Int) -> Bool { hasRole(tokens(of: cue).prefix(2).last, .whatIs) }

    /// What the next clause tells of the hindrance that this one only announces.
    func toldBehind(_ cue: Int) -> Range<Int>? {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence, hasUnknown(next.elements),
            isToldThat(next, cue) || isWhatStands(next, cue) || isNamed(next, cue) || isAnnounced(next, cue)
        else { return nil }
        let first = next.elements.first { !elements[$0].has(.relative) } ?? next.elements.lowerBound
        return first..<next.elements.upperBound
    }

    /// "please add to my blockers that the ads account is locked", "the blocker for number 2 is that the checklist waits for design"
    private func isToldThat(_ next: Clause, _ cue: Int) -> Bool {
        let range = clause.elements
        guard elements[cue].has(.headingBlockers), next.lead.has(.relative) else { return false }
        return isToNote && cue + 1 == range.upperBound || range.last.map { elements[$0].has(.at) } == true
    }

    /// "Blocker please, the slow reporting costs us customers"
    private func isAnnounced(_ next: Clause, _ cue: Int) -> Bool {
        elements[cue].has(.headingBlockers) && next.opening == .comma && next.lead.isEmpty && clause.meanings.has(.please)
            && clause.elements.allSatisfy { $0 == cue || elements[$0].has([.please, .filler, .article]) }
    }

    /// "What's holding us up is that procurement hasn't signed yet"
    private func isWhatStands(_ next: Clause, _ cue: Int) -> Bool {
        hasRole(tokens(of: cue).last, .being) && clause.elements.upperBound - cue <= 2 && (next.lead.isEmpty || next.lead.has(.relative))
            && !next.meanings.has([.shipped, .status])
    }

    /// "yeah that's a blocker for churn, the refunds export"
    private func isNamed(_ next: Clause, _ cue: Int) -> Bool {
        guard elements[cue].has(.headingBlockers), !clause.elements.contains(where: { isUnknownThing($0) }), next.opening == .comma,
            next.lead.isEmpty, !next.meanings.has([.shipped, .blocked, .status, .correction, .thanks]),
            !next.elements.contains(where: { elements[$0].kind == .quantity })
        else { return false }
        return tokens[elements[clause.elements.lowerBound].token..<(elements[cue].token + tokens(of: cue).count)].contains {
            hasRole($0, .thatIs) || hasRole($0, .pointer) || hasRole($0, .itIs)
        }
    }

    /// Where the words begin that stand behind "Blocker:" or "5:".
    func behindHeading(_ range: Range<Int>) -> Int {
        guard let colon = range.prefix(8).first(where: { elements[$0].kind == .colon }), colon + 1 < range.upperBound else { return range.lowerBound }
        // "that one's a blocker: the lockout", "one blocker: …"
        let isSaid =
            (range.lowerBound..<colon).contains { elements[$0].has(.headingBlockers) }
            && (range.lowerBound..<colon).allSatisfy { elements[$0].kind != .name && !isUnknownThing($0) }
        let isHeading =
            isSaid
            || (range.lowerBound..<colon).allSatisfy { index in
                elements[index].has([.headingBlockers, .filler, .time])
                    || elements[index].kind == .name && tokens[elements[index].token].kind == .number
                    || isNumberedBlocker(index) || elements[index].has(.blocked) && isNumberedBlocker(index + 1)
            }
        // "I'm blocked by IT: no access to the production data"
        let isByWhom =
            colon > range.lowerBound + 1 && elements[colon - 1].has(.filler) && !elements[colon - 1].has(.time)
            && hasRole(tokens(of: colon - 2).last, .by)
        return isHeading && !isByWhom ? colon + 1 : range.lowerBound
    }

    /// The number in "Blocked on 1: legal hasn't signed off the wording".
    func isNumberedBlocker(_ index: Int) -> Bool {
        guard elements[index].kind == .quantity, index > clause.elements.lowerBound, elements[index - 1].has(.blocked),
            index + 1 < clause.elements.upperBound, elements[index + 1].kind == .colon, case let quantity = quantities[elements[index].index],
            quantity.isPlainInteger, !quantity.hasUnit
        else { return false }
        return vocabulary.targets.contains { Double($0.number) == quantity.value }
    }

    /// "stuck on that", where "that" may begin a clause of its own.
    func isBehindPointer(_ cue: Int, _ range: Range<Int>) -> Bool {
        let last = elements[range.upperBound - 1]
        let behind = tokens[last.token...].prefix(8).first { $0.start >= last.end }
        return hasRole(tokens(of: range.upperBound - 1).last, .pointer) || cue + 2 >= range.upperBound && hasRole(behind, .pointer)
    }
}
