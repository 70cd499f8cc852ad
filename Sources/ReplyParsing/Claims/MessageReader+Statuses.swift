import Model

/// Statuses in words and emoji, and whose they are.
extension MessageReader {
    mutating func readStatus(_ status: Status, _ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course) {
        // "I'd make churn red, not amber": what it is has been said.
        // "at risk, not on track"
        if isNegated(index, clause.elements.lowerBound), clauseIndex > 0, let last = findings.last, case .status = last.content,
            last.clause == clauseIndex - 1, clauses[last.clause].sentence == clause.sentence,
            clause.elements.allSatisfy({ $0 == index || elements[$0].has([.negation, .filler]) })
        {
            return
        }
        // "Amber for the first one, green for the second one"
        let subject = name == nil ? ofOrdinal(behind: index, range) ?? subject : subject
        guard let turned = turned(status, index, range), !isOnceThought(index, range), !isTakenBackStatus(index, range) else { return }
        if isCause(index) || isOfAnotherNumber(index, range) || isOfPlace(index, range, name) || isOfThings(index, range, subject, name) {
            return drop(.withoutKeyResult, index, subject)
        }
        if isOfThingAbove(index, range, name, status) { return drop(.withoutKeyResult, index, subject) }
        if isSupposedStatus(range, subject) || isOnlyIf(range) { return drop(.conditional, index, subject) }
        // "until that is done"
        if turned == .done, range.contains(where: { $0 < index && firstWord($0).has(.until) }) { return drop(.conditional, index, subject) }
        // "60% sure we hit target"
        if turned == .done, course.hasConfidence || course.hasShare { return drop(.planned, index, subject) }
        if turned == .done { return readDone(index, range, subject, name, course) }
        // "on red diesel"
        if index > range.lowerBound, index + 1 < range.upperBound, elements[index - 1].has(.preposition), isKeyResult(index + 1),
            tokens(of: index).count == 1
        {
            return
        }
        // "despite the slip I still think we're on track for 30k"
        if subject.isNone || !hasOtherValue(subject) || isAboutNext(index), !hasFocus, let aim = aimBehind(index, range),
            let only = aimedAt(beside: index, subject) ?? (subject.isNone ? ownOnly.map { Subject(set: IndexSet128($0)) } : subject),
            let place = only.set.only, vocabulary.targets[place].target == quantities[elements[aim].index].value
        {
            return add(.status(turned, isCheck: false), index, ownNumbered(aim, besides: place) ?? only, rule: .status)
        }
        guard isStatusOf(index, range, name), !(status == .onTrack && isDeniedBehind(index, range)) else { return }
        // "we won't make the 320 with the sites that we have": of what is aimed at, and no other.
        if turned == .offTrack, let name, name.lowerBound > index + 1, subject.isWeak, index + 1 < range.upperBound,
            elements[index + 1].kind == .quantity, let aimed = aimedAt(beside: index, .none), aimed.set.intersection(subject.set).isEmpty
        {
            return add(.status(turned, isCheck: false), index, aimed, rule: .status)
        }
        // "26,000 by Christmas, we won't make it"
        if subject.isNone, turned == .offTrack, let aimed = aimedAt(beside: index, subject) {
            return add(.status(turned, isCheck: false), index, aimed, rule: .status)
        }
        if subject.isNone, let told = ofTitleWord(index, range) { return add(.status(turned, isCheck: false), index, told, rule: .status) }
        if subject.isNone, !isStatusAlone(range), !isNameAhead(range), !hasNamelessValue { return drop(.withoutKeyResult, index) }
        add(.status(turned, isCheck: false), index, subject, rule: .status)
    }

    /// "I'd rather have median down as at risk": a word that stands in the title of one of the sender's own alone.
    private func ofTitleWord(_ index: Int, _ range: Range<Int>) -> Subject? {
        guard index > range.lowerBound + 1, hasRole(tokens[elements[index].token - 1], .as) || hasRole(tokens(of: index).first, .as), !hasFocus else {
            return nil
        }
        let named = range.filter { $0 < index && elements[$0].kind == .word && tokens[elements[$0].token].name >= 0 }.reduce(IndexSet128()) {
            $0.union(vocabulary.nameWords[Int(tokens[elements[$1].token].name)].keyResults)
        }
        return named.intersection(own).only.map { Subject(set: IndexSet128($0)) }
    }

    /// The target right behind a status, or behind what leads to it: "feeling shaky about 120".
    private func aimBehind(_ index: Int, _ range: Range<Int>) -> Int? {
        let place = isAboutNext(index) ? index + 2 : index + 1
        return place < range.upperBound && elements[place].kind == .quantity && isTarget(quantities[elements[place].index]) ? place : nil
    }

    /// "amber for 3" from who owns the third key result, where 3 is another's target.
    private func ownNumbered(_ aim: Int, besides aimed: Int) -> Subject? {
        guard !own.contains(aimed), case let quantity = quantities[elements[aim].index], quantity.isPlainInteger, !quantity.hasUnit,
            let place = own.first(where: { Double(vocabulary.targets[$0].number) == quantity.value })
        else { return nil }
        return Subject(set: IndexSet128(place))
    }

    private func isAboutNext(_ index: Int) -> Bool {
        index + 2 < clause.elements.upperBound && hasRole(tokens[elements[index + 1].token], .about) && elements[index + 2].kind == .quantity
    }

    /// "that's what I think is behind the faster first value"
    private func isCause(_ index: Int) -> Bool {
        // "the k fell behind the popcorn machine"
        if index + 2 < clause.elements.upperBound, hasRole(tokens(of: index).last, .behind), hasRole(tokens[elements[index + 1].token], .the),
            isUnknownThing(index + 2) || elements[index + 2].kind == .word && !elements[index + 2].has(.planned),
            !tokens(of: index + 2).contains(where: { hasRole($0, .goalNoun) })
        {
            return true
        }
        // "with one real parcel behind them"
        if index + 1 < clause.elements.upperBound, hasRole(tokens(of: index).last, .behind), tokens(of: index).count == 1,
            elements[index + 1].has(.pronoun), elements[index + 1].end - elements[index + 1].start <= 4
        {
            return true
        }
        let token = elements[index].token
        guard tokens(of: index).count == 1, hasRole(tokens[token], .behind), index + 1 < clause.elements.upperBound else { return false }
        if hasRole(tokens[token + 1], .the), elements[index + 1].kind == .name { return true }
        return clause.elements.prefix { $0 < index }.contains { tokens(of: $0).contains { hasRole($0, .whatIs) || hasRole($0, .thatIs) } }
    }

    /// "38,400 it is, nowhere near 38 million"
    private func isOfAnotherNumber(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound, elements[index + 1].kind == .quantity, hasRole(tokens(of: index).last, .near) else { return false }
        return !isTarget(quantities[elements[index + 1].index])
    }

    /// "somebody slipped on the ramp"
    private func isOfPlace(_ index: Int, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard name == nil, tokens(of: index).count == 1, index > range.lowerBound, index + 1 < range.upperBound,
            hasRole(tokens[elements[range.lowerBound].token], .somebody) || isUnknownThing(range.lowerBound)
        else { return false }
        return elements[index + 1].has(.preposition) && hasUnknown((index + 1)..<range.upperBound)
    }

    /// "two upsells slipping" where money is measured, "the accounts that were wobbling": of other things, or of another time.
    private func isOfThings(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        if name == nil, clause.lead.has(.relative), index > range.lowerBound, firstWord(index - 1).has(.was), !firstWord(index - 1).has(.at) {
            return true
        }
        // "Tom and I are a bit worried about the weather"
        if name == nil, clause.lead.has(.and), index + 1 < range.upperBound,
            tokens(of: index).contains(where: { hasRole($0, .about) })
                || hasRole(tokens[elements[index + 1].token], .about), clauseIndex > 0, case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence, before.opening == .sentence || before.opening == .line, before.elements.count == 1,
            isUnknownThing(before.elements.lowerBound)
        {
            return true
        }
        // "I'm a bit behind with everything"
        if name == nil, index + 1 < range.upperBound, hasRole(tokens(of: index).last, .behind),
            hasRole(tokens[elements[range.lowerBound].token], .iAm),
            elements[index + 1].has(.preposition), !range.contains(where: { isKeyResult($0) || $0 > index && elements[$0].has(.pronoun) })
        {
            return true
        }
        // "one very nervous me"
        if index + 2 == range.upperBound, elements[index + 1].has(.firstPerson),
            range.contains(where: { $0 < index && elements[$0].kind == .quantity })
        {
            return true
        }
        guard let name, name.lowerBound > range.lowerBound, elements[name.lowerBound - 1].kind == .quantity, index >= name.upperBound,
            case let quantity = quantities[elements[name.lowerBound - 1].index], quantity.isPlainInteger, let only = subject.set.only
        else { return false }
        switch vocabulary.targets[only].kind {
        case .currency, .percent, .duration: return isOtherForm(name.lowerBound) && !quantity.hasUnit
        case .number, .milestone, .boolean: return false
        }
    }

    /// "exit survey is half done, won't make it this week": of the work that the sentence speaks of.
    private func isOfThingAbove(_ index: Int, _ range: Range<Int>, _ name: Range<Int>?, _ status: Status) -> Bool {
        guard name == nil, status == .offTrack, index == range.lowerBound, clause.opening == .comma, clauseIndex > 0, tokens(of: index).count > 1,
            case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            tokens(of: index).contains(where: { hasRole($0, .willNot) })
        else { return false }
        return before.elements.first.map { isUnknownThing($0) || firstWord($0).has([.article, .mine]) || hasRole(tokens[elements[$0].token], .the) }
            == true
            && !before.elements.contains { isKeyResult($0) || elements[$0].kind == .quantity && !quantities[elements[$0].index].isFraction }
    }

    /// "without it the €30k will be tight", "I only meant it gets tight if the list slips", where another status has been told
    private func isSupposedStatus(_ range: Range<Int>, _ subject: Subject) -> Bool {
        let isWithout = range.prefix(3).contains { tokens(of: $0).contains { hasRole($0, .without) } }
        if isWithout, clause.meanings.has(.planned) || range.contains(where: { tokens(of: $0).contains { hasRole($0, .wouldBe) } }) { return true }
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence, next.lead.has(.condition)
        else { return false }
        return findings.contains {
            if case .status = $0.content {
                return $0.clause < clauseIndex && clauses[$0.clause].sentence == clause.sentence && $0.subject.set == subject.set
            }
            return false
        }
    }

    /// "I'd call it off track if it goes on like this"; "if you ask me" is no condition.
    private func isOnlyIf(_ range: Range<Int>) -> Bool {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence, next.lead.has(.condition),
            next.opening != .comma, range.contains(where: { tokens(of: $0).contains { hasRole($0, .iWould) || hasRole($0, .wouldBe) } })
        else { return false }
        return !next.meanings.has([.firstPerson, .secondPerson])
            && next.elements.contains { elements[$0].kind == .word && isThey(tokens[elements[$0].token]) }
    }

    /// "scratch what I said about shaky"
    private func isTakenBackStatus(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound + 1, elements[index].token > 0, hasRole(tokens[elements[index].token - 1], .about),
            let cue = range.first(where: { $0 < index && elements[$0].has([.takeBack, .retract, .takeOut]) })
        else { return false }
        return (cue..<index).contains { tokens(of: $0).contains { hasRole($0, .said) } }
    }

    /// "Ofen läuft noch nicht"
    private func isDeniedBehind(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 2 == range.upperBound, tokens(of: index).count == 1, elements[index + 1].kind == .word else { return false }
        return elements[index + 1].has([.negation, .notYet]) && !elements[index + 1].has([.no, .correction])
    }

    /// "off track rather than on track"
    private func isOnceThought(_ index: Int, _ range: Range<Int>) -> Bool {
        let token = elements[index].token
        // "I'd move it from at risk to on track"
        if token > 0, vocabulary.lexicon.meaning(ofWord: tokens[token - 1].lexeme).has(.from), index + 1 < range.upperBound,
            hasRole(tokens[token + tokens(of: index).count], .to)
        {
            return true
        }
        guard index > range.lowerBound, token > 1, hasRole(tokens[token - 1], .than) || hasRole(tokens[token - 2], .instead) else { return false }
        return range.contains { $0 < index && (entry($0)?.status != nil || elements[$0].emoji.status != nil) }
    }

    private func isStatusOf(_ index: Int, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        if let name {
            if index < name.lowerBound { return !hasUnknown((index + 1)..<name.lowerBound) && !isNounBehind(index, range) }
            let between = name.upperBound..<index
            return !between.contains { isUnknownThing($0) && $0 == name.upperBound } && !isNounBehind(index, range)
        }
        // "with the winter coming I'm concerned about it"
        let behind = elements[index].token + tokens(of: index).count
        if behind + 1 < tokens.count, hasRole(tokens[behind], .about), hasRole(tokens[behind + 1], .it) { return true }
        // "I'm happy to call that one on track"
        if index > range.lowerBound, elements[index - 1].has(.pronoun), !isNounBehind(index, range) { return true }
        // "with Halden renewing I'd move it back to on track"
        if let mover = range.last(where: { $0 < index && tokens(of: $0).contains { hasRole($0, .moving) || hasRole($0, .call, .opinion) } }),
            mover + 4 > index,
            tokens[elements[mover].token..<elements[index].token].contains(where: { hasRole($0, .it) || isThey($0) }),
            range.contains(where: { $0 <= mover && elements[$0].has([.firstPerson, .secondPerson]) || tokens(of: $0).contains { hasRole($0, .iAm) } })
                || tokens(of: mover).contains(where: { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.firstPerson) })
        {
            return !isNounBehind(index, range)
        }
        // "Setz das bitte auf grün": what is asked of us
        if isToNote, (range.lowerBound..<index).allSatisfy({ !isUnknownThing($0) || hasRole(tokens(of: $0).first, .noting) }) {
            return !isNounBehind(index, range)
        }
        return !hasUnknown(range.lowerBound..<index) && !isNounBehind(index, range)
    }

    /// "Will miss the target, sign-ups 1,400": the first clause says nothing but the status, and the next names one key result.
    private func isNameAhead(_ range: Range<Int>) -> Bool {
        guard clause.opening == .line || clause.opening == .sentence, !hasUnknown(range), clauseIndex + 1 < clauses.count else { return false }
        let next = clauses[clauseIndex + 1]
        return next.sentence == clause.sentence && next.opening == .comma && next.elements.filter { isKeyResult($0) }.count == 1
    }

    /// "up 20, at risk": the status belongs to whose the value is.
    private var hasNamelessValue: Bool {
        findings.suffix(32).contains { $0.isValue && $0.subject.isNone && clauses[$0.clause].sentence == clause.sentence } || hasOnlyNamelessValues
    }

    /// Nothing has been named, and one number stands: the status of a later sentence is its own.
    private var hasOnlyNamelessValues: Bool {
        // Where so much has been said, no number stands alone; the bound keeps the reading linear.
        guard findings.count <= 32 else { return false }
        let values = findings.filter { $0.isValue && !$0.isSuperseded }
        return values.count == 1 && values[0].subject.isNone && clauseIndex - values[0].clause <= 6
            && !elements[..<clause.elements.upperBound].contains { $0.kind == .name && !mentions[$0.index].keyResults.isEmpty }
    }

    /// A status without any subject counts where the thread or the check-in has only one.
    private func isStatusAlone(_ range: Range<Int>) -> Bool {
        hasFocus || vocabulary.targets.count == 1 || isBareStatement || isOwnStatus(range) || isBehindOwnConfidence(range)
    }

    /// "The emails launched. Green overall", "On track, and we shipped the tour": a sentence that is nothing but a status, from who speaks of just one key result.
    private func isOwnStatus(_ range: Range<Int>) -> Bool {
        // "They get nervous."
        guard talkedOf != nil, !isAnswerPending, case let head = tokens[elements[range.lowerBound].token],
            !isThey(head) || hasRole(head, .it) || hasRole(head, .pointer) || hasRole(head, .this)
        else { return false }
        // "the Nordwind blocker is resolved, so I would move this back to on track"
        let isConclusion =
            clause.lead.has(.result)
            && !clauses[max(0, clauseIndex - 4)...clauseIndex].contains {
                $0.sentence == clause.sentence
                    && $0.elements.contains {
                        elements[$0].kind == .name
                            // "30% for the 2,500, so make that at risk"
                            || elements[$0].kind == .quantity && !isTarget(quantities[elements[$0].index]) && !isShare(quantities[elements[$0].index])
                                // "Two more cancellations came in, so I'd rather call it off track"
                                && !(quantities[elements[$0].index].isWord && quantities[elements[$0].index].isPlainInteger)
                    }
            }
        if isCalledByMe(range) || isSaidByMe(range) || isStatusOfMine(range) { return true }
        guard clause.opening == .sentence || clause.opening == .line || isConclusion || isFeelingAbove || isBehindRemark(range) else { return false }
        let rest = clauses[(clauseIndex + 1)...].prefix(4).prefix { $0.sentence == clause.sentence }
        guard rest.allSatisfy({ !$0.elements.contains { isKeyResult($0) } }),
            rest.allSatisfy({ $0.elements.allSatisfy { elements[$0].kind == .word && elements[$0].has([.filler, .but, .time, .approximate]) } })
                || rest.contains(where: { $0.meanings.has([.shipped, .sure, .confidence]) })
                // "red, 2 of 8"
                || rest.count == 1 && rest.allSatisfy({ $0.elements.allSatisfy { elements[$0].kind == .quantity } })
                // "make that red, not amber"
                || rest.contains(where: { $0.meanings.has(.negation) && $0.meanings.has(.status) })
                // "red for me, no way we hit 2500 by xmas"
                || rest.contains(where: { $0.elements.contains { elements[$0].kind == .quantity && isTarget(quantities[elements[$0].index]) } })
                || range.contains(where: { elements[$0].kind == .word && tokens(of: $0).contains { hasRole($0, .ofUs) } })
        else { return false }
        // "can you put that on green for me?"
        let asking: Meaning = isToNote ? [.ask, .request, .secondPerson, .preposition] : []
        return range.contains { isPlainStatus($0) }
            && range.allSatisfy { index in
                isPlainStatus(index) || elements[index].kind == .emoji || elements[index].has(asking)
                    || tokens(of: index).contains { hasRole($0, .than) || hasRole($0, .statusNoun) }
                    // "I'm amber on mine"
                    || index + 1 == range.upperBound && elements[index].has(.mine)
                    || index + 2 == range.upperBound && elements[index].has(.preposition) && elements[index + 1].has(.mine)
                    || isToNote && (hasRole(tokens[elements[index].token], .noting) || elements[index].has(.mine))
                    || elements[index].has([
                        .filler, .now, .time, .still, .approximate, .result, .pronoun, .firstPerson, .and, .but, .generic, .periodic,
                        .correction,
                    ])
            }
    }

    /// "Status is yellow for me until we know what finance says"
    private func isStatusOfMine(_ range: Range<Int>) -> Bool {
        guard clause.opening == .sentence || clause.opening == .line,
            let noun = range.prefix(2).first(where: { hasRole(tokens(of: $0).last, .statusNoun) }),
            noun + 2 < range.upperBound, elements[noun + 1].has([.at, .still]), isPlainStatus(noun + 2)
        else { return false }
        let end = range.first { $0 > noun + 2 && (isUntil($0) || elements[$0].has([.because, .but])) } ?? range.upperBound
        return !range.contains { elements[$0].kind == .name || elements[$0].kind == .quantity } && !hasUnknown((noun + 3)..<max(noun + 3, end))
    }

    /// "no no, I said green"
    private func isSaidByMe(_ range: Range<Int>) -> Bool {
        guard range.count <= 4, !clause.meanings.has([.takeBack, .retract, .takeOut]), let judged = range.first(where: { isPlainStatus($0) }),
            judged + 1 == range.upperBound, judged > range.lowerBound,
            case let words = tokens[elements[range.lowerBound].token..<elements[judged].token], words.contains(where: { hasRole($0, .said) })
        else { return false }
        return words.contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.firstPerson) } && !hasUnknown(range)
    }

    /// "I'd still call it green despite the refund"
    private func isCalledByMe(_ range: Range<Int>) -> Bool {
        guard let judged = range.first(where: { isPlainStatus($0) }), judged > range.lowerBound,
            !range.contains(where: {
                elements[$0].kind == .name || elements[$0].kind == .quantity || elements[$0].has(.negation)
                    // "and would move us to at risk"
                    || elements[$0].has(.condition) && !tokens(of: $0).contains { hasRole($0, .iWould) }
            }),
            case let words = tokens[elements[range.lowerBound].token..<elements[judged].token],
            words.contains(where: { hasRole($0, .call) || hasRole($0, .say) || hasRole($0, .moving) || hasRole($0, .noting) })
                || words.contains(where: { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.correction) }),
            words.contains(where: { hasRole($0, .it, .us) }),
            words.contains(where: { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.firstPerson) || hasRole($0, .us) })
                // "I take the red back, call it amber"
                || hasRole(words.first, .call) || hasRole(words.first, .making)
        else { return false }
        return !hasUnknown(range.lowerBound..<judged) && !isNounBehind(judged, range)
    }

    /// "so 50/50 on reaching 3%, still at risk"
    private func isBehindOwnConfidence(_ range: Range<Int>) -> Bool {
        guard let last = findings.last, case .confidence = last.content, last.clause == clauseIndex - 1, talkedOf != nil,
            clauses[last.clause].sentence == clause.sentence
        else { return false }
        return !hasUnknown(range) && !range.contains { elements[$0].kind == .name || elements[$0].kind == .quantity }
    }

    /// "Fair enough, put it as on track": what stands before in the sentence says nothing that a status could be of.
    private func isBehindRemark(_ range: Range<Int>) -> Bool {
        // "Twelve by June is what I promised and I still think we're on course"
        if clause.lead.has([.and, .but]), range.contains(where: { tokens(of: $0).contains { hasRole($0, .ofUs) } }), let talkedOf,
            case let near = clauses[..<clauseIndex].suffix(4).filter({ $0.sentence == clause.sentence }),
            near.contains(where: { $0.elements.contains { elements[$0].kind == .quantity && isTarget(quantities[elements[$0].index]) } }),
            near.allSatisfy({ $0.elements.allSatisfy { !isKeyResult($0) || subject(ofName: $0).set.contains(talkedOf) } })
        {
            return true
        }
        // "oh and I'm amber on mine"
        if clause.lead.has(.and), clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            before.opening == .sentence || before.opening == .line, before.elements.count <= 2,
            before.elements.allSatisfy({ hasRole(tokens[elements[$0].token], .hesitation) || elements[$0].has(.filler) })
        {
            return true
        }
        // "Forgot to say where I think we stand: a bit at risk"
        guard
            clause.opening == .colon
                || clause.opening == .comma && range.contains(where: { tokens(of: $0).contains { hasRole($0, .ofUs) || hasRole($0, .it) } })
        else {
            return false
        }
        let longest = clause.opening == .colon ? 8 : 3
        return clauses[..<clauseIndex].suffix(3).filter { $0.sentence == clause.sentence }.allSatisfy {
            $0.elements.count <= longest && !$0.meanings.has([.shipped, .blocked, .planned, .condition])
                && $0.elements.allSatisfy { elements[$0].kind == .word }
        }
    }

    /// "Feeling good, green"
    private var isFeelingAbove: Bool {
        guard clause.opening == .comma, clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            before.opening == .sentence || before.opening == .line
        else { return false }
        return before.elements.allSatisfy { elements[$0].has([.seeming, .filler, .praise, .approximate, .now]) }
    }

    /// The whole message is a status or "no change", with nothing that it could be said of.
    var isBareStatement: Bool {
        guard !isAnswerPending, elements.count <= 8 else { return false }
        var says = false
        for (index, element) in elements.enumerated() {
            switch element.kind {
            case .emoji: says = says || element.emoji.status != nil && !element.emoji.contains(.check)
            case .comma, .stop, .newline, .dash: continue
            case .word:
                if element.has(.unchanged) || isPlainStatus(index) { says = true; continue }
                guard element.has([.filler, .correction, .now, .time, .still]), !element.has(.thanks) else { return false }
            default: return false
            }
        }
        return says
    }

    /// Words that people say only of a goal; "looking good" and "confident" may be said of anything.
    func isPlainStatus(_ index: Int) -> Bool {
        guard let status = entry(index)?.status, status != .done else { return false }
        return status != .onTrack || !firstWord(index).has(.vague)
    }

    /// What a status becomes under a negation; nil where nothing is left of it.
    func turned(_ status: Status, _ index: Int, _ range: Range<Int>) -> Status? {
        let border = clause.elements.lowerBound
        guard isNegated(index, border) else { return status }
        let hasYet = range.contains { elements[$0].has(.yet) && $0 >= border && ($0 > index || elements[$0].has(.negation)) }
        switch status {
        case .done: return nil
        // "not feeling great about hitting 3"
        case .onTrack where firstWord(index).has(.seeming): return .atRisk
        case .onTrack: return hasYet || tokens[elements[index].token].end == elements[index].end ? .atRisk : .offTrack
        case .atRisk: return .onTrack
        case .offTrack: return nil
        }
    }

    mutating func readEmoji(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course) {
        if elements[index].emoji.contains(.party), let last = findings.indices.last, findings[last].clause == clauseIndex {
            findings[last].isCelebrated = true
        }
        if isHeartOfThanks(index) { return }
        guard let status = elements[index].emoji.status, course.mode == .stated || course.hasQuantity || isLast(index, range, subject) else { return }
        let isCheck = elements[index].emoji.contains(.check)
        if isCheck, !findings.contains(where: { $0.clause == clauseIndex && $0.isValue }), !isLast(index, range, subject) { return }
        if subject.isNone, !isStatusAlone(range), !hasNamelessValue, !findings.contains(where: { $0.clause == clauseIndex && $0.isValue }) {
            return drop(.withoutKeyResult, index)
        }
        if hasUnknown(range.lowerBound..<index), name == nil, !findings.contains(where: { $0.clause == clauseIndex && $0.isValue }), subject.isNone,
            !isLast(index, range, subject)
        {
            return
        }
        add(.status(status, isCheck: isCheck), index, subject, rule: .status)
    }

    /// "thank you all for a lovely week 💛"
    func isHeartOfThanks(_ index: Int) -> Bool {
        elements[index].emoji.contains(.heart) && clause.meanings.has([.thanks, .secondPerson])
    }

    /// "1,198, was 1,240 before the holiday 🟠": at the end of a sentence, it belongs to the value that the sentence gave.
    private func isLast(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        index + 1 == range.upperBound
            && findings.suffix(32).contains {
                $0.isValue && !$0.isSuperseded && $0.subject.set == subject.set && clauses[$0.clause].sentence == clause.sentence
            }
    }
}
