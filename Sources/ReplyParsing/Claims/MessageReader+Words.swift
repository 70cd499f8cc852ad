import Model

/// What words other than numbers say of a subject: unchanged, done, a status, yes or no.
extension MessageReader {
    mutating func readWord(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: inout Course) {
        let element = elements[index]
        readCourse(index, element, range, &course)
        if element.has([.skip, .nothingOn, .skipAll]), readSkip(index, range, subject, name) { return }
        if let name, index + 1 == name.lowerBound {
            // "takings £10,900 - no, leave takings out this week"
            if isLeftOut(index, name, range) {
                supersedeValues(of: subject)
                return add(.skip, index, subject, rule: .skip)
            }
            if isWithoutFigure(index, name, range) { return add(.skip, index, subject, rule: .skip) }
        }
        guard course.mode == .stated || isTroubleAhead(index, range, course) || isStatusSetRight(index, range) else { return }
        if element.has(.factor), isBareWord(index, range, name), !isFollowedBy(.to, index, range), let factor = entry(index)?.number, factor > 0 {
            add(.factor(factor), index, subject, rule: .multiple)
        }
        if let status = entry(index)?.status, !(course.hasShare && element.has(.confidence)) {
            readStatus(status, index, range, subject, name, course)
        }
        if element.has(.shortOf), let after = next(index, range.upperBound), elements[after].kind == .quantity, !hasStatusAbove(subject) {
            readStatus(.offTrack, index, range, subject, name, course)
        }
        // "conf same as last week, about 70%"
        let isOfConfidence = course.hasConfidence && !course.hasQuantity && name == nil
        // "we're stuck waiting for finance, same as two weeks ago"
        let isOfBlocker =
            element.has(.unchanged) && name == nil && clause.opening == .comma && blockers.last?.clause == clauseIndex - 1
            && clause.lead.isEmpty && isSameAs(index)
        // "so 30 flat": exactly that many.
        if element.has(.unchanged), index > range.lowerBound, elements[index - 1].kind == .quantity, !quantities[elements[index - 1].index].isWord,
            tokens(of: index).count == 1, elements[index].end - elements[index].start <= 4
        {
            return
        }
        if element.has(.unchanged), !isOfBlocker, !isOfConfidence, !isThing(index), !isOfStatus(range), isBareWord(index, range, name),
            !isNegated(index, range.lowerBound) || element.has(.negation)
        {
            if !subject.isNone || !hasUnknown(range) {
                // "two in the making, none handed in, so no change"
                // "33 and a half minutes, so basically flat" tells both.
                if clause.lead.has(.result), name == nil, !isNearKnown(subject) { supersedeInSentence(subject) }
                // "doubled on mother's day but the week as a whole is flat"
                if clause.lead.has(.but), name == nil { supersedeFactors(subject) }
                add(.unchanged, index, subject, rule: .unchanged)
                findings[findings.count - 1].isAsBefore = tokens(of: index).contains { hasRole($0, .last) }
            }
        }
        // "2 is on track. 3 is not"
        if element.has(.negation), index + 1 == range.upperBound, let name, name.upperBound + 1 >= index, let last = findings.last,
            case .status(.onTrack, _) = last.content, last.clause == clauseIndex - 1, last.subject.set != subject.set,
            elements[index].has(.at) || index > name.upperBound && elements[index - 1].has(.at)
        {
            add(.status(.offTrack, isCheck: false), index, subject, rule: .status)
        }
        readAnswer(index, element, range, subject, name)
        if element.has(.noneCount), isAnswer(index, range, name), isCount(subject), !isFollowedBy(.of, index, range), !hasOtherTotal(subject) {
            add(.zero, index, subject, rule: .zeroCount)
        }
    }

    /// "churn should be amber rather than green"
    private func isStatusSetRight(_ index: Int, _ range: Range<Int>) -> Bool {
        guard hasWord(.should), let status = entry(index)?.status, status != .done,
            range.contains(where: { $0 < index && $0 >= index - 3 && tokens(of: $0).contains { hasRole($0, .should) } }),
            let other = range.first(where: { $0 > index && entry($0)?.status != nil })
        else { return false }
        return tokens[elements[index].token..<elements[other].token].contains {
            hasRole($0, .than, .instead) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.negation)
        }
    }

    private func isSameAs(_ index: Int) -> Bool {
        if tokens(of: index).contains(where: { hasRole($0, .as) }) { return true }
        let behind = elements[index].token + tokens(of: index).count
        return behind < tokens.count && hasRole(tokens[behind], .as)
    }

    /// "activation more like amber, at this pace we won't see 45 before spring": the word has told it.
    private func hasStatusAbove(_ subject: Subject) -> Bool {
        findings.suffix(8).contains { finding in
            guard case .status = finding.content else { return false }
            return clauses[finding.clause].sentence == clause.sentence && finding.subject.set == subject.set
        }
    }

    private mutating func supersedeFactors(_ subject: Subject) {
        for index in findings.indices
        where findings[index].isFactor && findings[index].subject.set == subject.set && clauses[findings[index].clause].sentence == clause.sentence {
            findings[index].isSuperseded = true
        }
    }

    /// "will be tight", "gonna be red": a worry about what comes is the status of today.
    private func isTroubleAhead(_ index: Int, _ range: Range<Int>, _ course: Course) -> Bool {
        guard course.mode == .planned, let status = entry(index)?.status, status == .atRisk || status == .offTrack else { return false }
        guard let before = previous(index, range.lowerBound), elements[before].has(.planned) else { return false }
        return firstWord(before).has(.future)
    }

    private mutating func readCourse(_ index: Int, _ element: Element, _ range: Range<Int>, _ course: inout Course) {
        // "I wish the wait were 6"
        if element.has(.retract), index + 2 < range.upperBound, index <= range.lowerBound + 1,
            tokens(of: index).contains(where: { hasRole($0, .wish) })
        {
            course.mode = .planned
        }
        let isYes = element.has(.yes) && index + 1 == range.upperBound
        // "till says 1,612"
        let isWitness = element.has(.condition) && isFollowedBy(.witness, index, range) && !elements[index + 1].has(.pronoun)
        if element.has(.condition), !isYes, !isWitness, !element.has([.past, .time]) || element.has(.until) { course.mode = .conditional }
        if element.has(.planned), course.mode == .stated, !isPlanOver(index, range), !(element.has(.approximate) && !element.has(.condition)),
            !isRegret(index, range), !isCompared(index, range), !isGoalJudged(index, range), !isStatusPutRight(index, range)
        {
            course.mode = .planned
        }
        // "might slip back to 35": what is back there is still to come.
        if course.mode == .planned, element.has(.now), !element.has([.planned, .to]) { course.mode = .stated }
        // "until that is done I would call it at risk", "I would honestly call that one off track"
        if course.mode != .stated,
            tokens(of: index).contains(where: { hasRole($0, .call) }) || isMadeStatus(index, range) || isKeptStatus(index, range)
        {
            course.mode = .stated
        }
        if element.has(.confidence), entry(index)?.status == nil || isFollowedByClause(index, range) { course.hasConfidence = true }
    }

    /// "I'd rather keep it at risk", "I still think we're on course", "would move us to at risk"
    private func isKeptStatus(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound, tokens(of: index).contains(where: { hasRole($0, .opinion) }),
            tokens[max(0, elements[index].token - 3)..<(elements[index].token + tokens(of: index).count)].contains(where: {
                hasRole($0, .iWould) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.still)
            })
                // "I'd rather lower my confidence to 50% and move them to at risk"
                || clause.lead.has(.and) && index <= range.lowerBound + 1,
            let status = ((index + 1)..<min(index + 4, range.upperBound)).first(where: { isPlainStatus($0) })
        else { return false }
        return ((index + 1)..<status).allSatisfy {
            elements[$0].kind == .word && (elements[$0].has([.pronoun, .preposition, .filler, .from, .to]) && !elements[$0].has(.planned))
        }
    }

    /// "I'd make churn red"
    private func isMadeStatus(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 2 < range.upperBound, elements[index].kind == .word, hasRole(tokens(of: index).last, .making),
            elements[index + 1].kind == .name || elements[index + 1].has(.pronoun), let status = entry(index + 2)?.status
        else { return false }
        return status != .done
    }

    /// "should have been plainer: …" is said of the words themselves.
    private func isRegret(_ index: Int, _ range: Range<Int>) -> Bool {
        hasRole(tokens[elements[index].token], .should) && tokens(of: index).count == 3 && index + 1 < range.upperBound
            && elements[index + 1].kind != .quantity && range.contains { $0 > index && elements[$0].kind == .colon }
    }

    /// "weekly sign-ups should be at risk": what it is, and not what it is to become.
    private func isStatusPutRight(_ index: Int, _ range: Range<Int>) -> Bool {
        guard hasRole(tokens[elements[index].token], .should), tokens(of: index).count <= 2, index + 1 < range.upperBound, isPlainStatus(index + 1)
        else { return false }
        return index + 2 == range.upperBound || elements[index + 2].has([.negation, .please, .now]) && !elements[index + 2].has(.planned)
    }

    /// "but the target feels shaky": a judgement on what the sentence is about.
    private func isGoalJudged(_ index: Int, _ range: Range<Int>) -> Bool {
        // Near by; the bound keeps the reading linear.
        let near = max(range.lowerBound, index - 8)..<min(range.upperBound, index + 8)
        return hasRole(tokens[elements[index].token], .goalNoun)
            && !near.contains { elements[$0].kind == .quantity && !isTarget(quantities[elements[$0].index]) }
            && near.contains { $0 > index && isPlainStatus($0) }
    }

    /// "lower than planned at 1,402": what it is held against.
    private func isCompared(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound, elements[index + 1].kind != .quantity else { return false }
        return tokens[max(0, elements[index].token - 3)..<elements[index].token].contains { hasRole($0, .than) }
    }

    /// A plan's word that stands behind the number it concerns has been weighed there.
    private func isPlanOver(_ index: Int, _ range: Range<Int>) -> Bool { elements[index].has(.status) && entry(index)?.status != nil }

    private func isFollowedByClause(_ index: Int, _ range: Range<Int>) -> Bool {
        index + 1 < range.upperBound && elements[index + 1].has([.pronoun, .firstPerson, .filler])
    }

    private func isFollowedBy(_ meaning: Meaning, _ index: Int, _ range: Range<Int>) -> Bool {
        index + 1 < range.upperBound && elements[index + 1].has(meaning)
    }

    /// In a clause without a name, no unknown thing may be what the word is said of.
    private func isBareWord(_ index: Int, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard let name else { return !hasUnknown(range.lowerBound..<index) && !isNounBehind(index, range) }
        return name.upperBound > index || !hasUnknown(name.upperBound..<index)
    }

    func isNounBehind(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound, elements[index].end - elements[index].start <= (elements[index].has(.unchanged) ? 8 : 7) else {
            return false
        }
        if isUnknownThing(index + 1) { return true }
        // "mostly the same two campaigns"
        if elements[index].has(.unchanged), index + 2 < range.upperBound, elements[index + 1].kind == .quantity, isUnknownThing(index + 2) {
            return true
        }
        // "green bins were late" beside "missed-bin complaints".
        let next = elements[index + 1]
        return next.kind == .name && next.isSpaced && isOtherForm(index + 1) && !hasName(before: index, range)
    }

    private func hasName(before index: Int, _ range: Range<Int>) -> Bool {
        range.contains { $0 < index && elements[$0].kind == .name }
    }

    /// "leave pulse out this time"
    private func isLeftOut(_ index: Int, _ name: Range<Int>, _ range: Range<Int>) -> Bool {
        hasRole(tokens[elements[index].token], .leave) && name.upperBound < range.upperBound
            && hasRole(tokens[elements[name.upperBound].token], .out) && !isNegated(index, range.lowerBound)
    }

    /// "no waste figure this week"
    private func isWithoutFigure(_ index: Int, _ name: Range<Int>, _ range: Range<Int>) -> Bool {
        // "I don't have churn yet"
        if elements[index].has(.at), isNegated(index, range.lowerBound), name.upperBound + 1 == range.upperBound, elements[name.upperBound].has(.yet)
        {
            return true
        }
        // "I haven't got a proper churn figure for you yet"
        let isDenied = elements[index].has([.article, .filler]) && elements[index].kind == .word && isNegated(index, range.lowerBound)
        guard elements[index].has(.negation) || elements[index].has(.no) || isDenied, name.upperBound < range.upperBound,
            firstWord(name.upperBound).has(.measure) || hasRole(tokens[elements[name.upperBound].token], .figureNoun, .numbers),
            !range.contains(where: { elements[$0].kind == .quantity })
        else { return false }
        return ((name.upperBound + 1)..<max(name.upperBound + 1, range.upperBound)).allSatisfy {
            elements[$0].has([.time, .now, .filler, .yet, .likewise]) || elements[$0].leadsToName
        }
    }

    /// "The status stays as it was": no number is spoken of.
    private func isOfStatus(_ range: Range<Int>) -> Bool {
        range.contains { !isKeyResult($0) && tokens(of: $0).contains { hasRole($0, .statusNoun) } } && !range.contains { isKeyResult($0) }
    }

    /// "Van 19 has a flat"
    private func isThing(_ index: Int) -> Bool {
        guard elements[index].token > 0, tokens(of: index).count == 1 else { return false }
        return vocabulary.lexicon.meaning(ofWord: tokens[elements[index].token - 1].lexeme).has(.article)
            && !hasRole(tokens[elements[index].token - 1], .the)
    }

    private mutating func supersedeInSentence(_ subject: Subject) {
        for index in findings.indices.suffix(8)
        where findings[index].isValue && findings[index].subject.set == subject.set && clauses[findings[index].clause].sentence == clause.sentence {
            findings[index].isSuperseded = true
        }
    }

    /// The last total is much like what was known.
    private func isNearKnown(_ subject: Subject) -> Bool {
        guard let last = lastFinding(where: { $0.isTotal && !$0.isSuperseded && $0.subject.set == subject.set }), last + 8 > findings.count,
            clauses[findings[last].clause].sentence == clause.sentence, case .total(let place) = findings[last].content,
            let only = subject.set.only, let current = vocabulary.targets[only].current, current > 0
        else { return false }
        return (0.9...1.1).contains(ValueReader(vocabulary.targets[only], current: nil).converted(quantities[place]) / current)
    }

    private mutating func supersedeValues(of subject: Subject, onlyPartial: Bool = false) {
        for index in findings.indices
        where findings[index].isValue && findings[index].subject.set == subject.set && (!onlyPartial || findings[index].rank == .partial) {
            findings[index].isSuperseded = true
        }
    }

    // MARK: status

    // MARK: done, yes and no

    mutating func readDone(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course) {
        // "finished the week at 2.35 %" says how it stands.
        if let value = range.first(where: { $0 > index && elements[$0].kind == .quantity }), elements[value - 1].has(.at),
            ((index + 1)..<value).allSatisfy({ elements[$0].kind == .word && !elements[$0].isUnknown })
        {
            return
        }
        // "done the first dozen account reviews" where a title has "first": said of what stands behind.
        if let name, index < name.lowerBound, name.upperBound < range.upperBound,
            elements[name.upperBound].kind == .quantity || isUnknownThing(name.upperBound)
        {
            return
        }
        if name == nil, range.contains(where: { $0 > index && [.name, .quantity].contains(elements[$0].kind) }) { return }
        // "we've already done the easy things"
        if name == nil, index + 1 < range.upperBound, case let last = tokens(of: index).endIndex, hasRole(tokens[last], .the),
            hasUnknown((index + 1)..<range.upperBound)
        {
            return
        }
        // "Billing run's done: churn was 4.7": of something else, behind which a report begins.
        if let name, index + 1 < name.lowerBound, elements[index + 1].kind == .colon, hasUnknown(clause.elements.lowerBound..<index) { return }
        // "I finished the reviews, so those are done": a target is reached where its name stands beside the word, or nothing else can be meant.
        if name == nil, !hasFocus, vocabulary.targets.count > 1, !isAnswerPending,
            !(subject.isNone ? own : subject.set).contains(where: { [.boolean, .milestone].contains(vocabulary.targets[$0].kind) }),
            tokens(of: index).allSatisfy({ !hasRole($0, .goalNoun) }),
            subject.isNone && findings.isEmpty || range.contains(where: { $0 < index && elements[$0].has(.pronoun) }) || !outputs.isEmpty
        {
            return
        }
        if let name, isWorkCalledAfter(subject, name, index, range) { return addOutputs(clause.elements) }
        // "Put it down as done please: shorter sign-up form"
        if let name, isWorkBehind(subject, name, index, range) {
            if let colon = (index..<name.lowerBound).first(where: { elements[$0].kind == .colon }) {
                addOutputs((colon + 1)..<clause.elements.upperBound)
            }
            return
        }
        // "To complete my report: …"
        if index > range.lowerBound, hasRole(tokens[elements[index].token - 1], .to) { return }
        // "half of the shots are done"
        if range.contains(where: { $0 < index && elements[$0].kind == .quantity && quantities[elements[$0].index].isFraction }) { return }
        // "10/14 done": the word belongs to the count.
        if index > range.lowerBound, elements[index - 1].kind == .quantity { return }
        if tokens[elements[index].token].end == elements[index].end,
            let count = clause.elements.last(where: { $0 < index && elements[$0].kind == .quantity }),
            ((count + 1)..<index).allSatisfy({
                elements[$0].kind == .name || elements[$0].kind == .word && !elements[$0].has([.at, .and]) || firstWord($0).has(.of)
            })
        {
            return
        }
        let shares = range.filter { $0 < index && elements[$0].kind == .quantity && quantities[elements[$0].index].whole != nil }
        if let share = shares.last, !hasUnknown((share + 2)..<max(share + 2, index)) { return }
        if clause.meanings.has([.ready]) && range.contains(where: { elements[$0].has(.ready) && $0 < index }) { return }
        // "and my back is finished too"
        if name == nil, clause.lead.has(.and), range.contains(where: { $0 < index && tokens(of: $0).contains { hasRole($0, .my) } }) { return }
        // "it only looks finished"
        guard isBareWord(index, range, name), !(index > range.lowerBound && elements[index - 1].has(.seeming)) else { return }
        add(.done, index, subject, rule: .isDone)
    }

    private func isWorkBehind(_ subject: Subject, _ name: Range<Int>, _ index: Int, _ range: Range<Int>) -> Bool {
        guard index < name.lowerBound, hasRole(tokens(of: index).last, .concluded),
            subject.set.allSatisfy({ [.number, .percent, .currency, .duration].contains(vocabulary.targets[$0].kind) })
        else { return false }
        // "shorter sign-up form"
        let before = elements[name.lowerBound - 1]
        if name.lowerBound - 1 > index, before.kind == .word, !before.has([.filler, .article, .of, .preposition, .and, .please]) { return true }
        return name.upperBound < clause.elements.upperBound && elements[name.upperBound].isUnknown
    }

    /// "acme upsell is done", "the churn report is finished": work that is called after what it moves, where that is no work itself.
    private func isWorkCalledAfter(_ subject: Subject, _ name: Range<Int>, _ index: Int, _ range: Range<Int>) -> Bool {
        guard name.upperBound <= index, hasRole(tokens(of: index).last, .concluded), !range.contains(where: { elements[$0].kind == .quantity }),
            subject.set.allSatisfy({ [.number, .percent, .currency, .duration].contains(vocabulary.targets[$0].kind) })
        else { return false }
        return name.lowerBound > range.lowerBound && isUnknownThing(name.lowerBound - 1)
            || (name.upperBound..<index).contains {
                elements[$0].kind == .word && !elements[$0].has([.at, .filler, .all, .both, .now, .time, .still, .approximate])
                    && !tokens(of: $0).contains { hasRole($0, .goalNoun) }
            }
    }

    private mutating func readAnswer(_ index: Int, _ element: Element, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) {
        guard element.has([.yes, .no, .notYet, .live]), isAnswer(index, range, name), !isAbbreviation(index), !isToldYes(index),
            !(isNoAlone && forced[clauseIndex] == nil)
        else { return }
        // "No counts from it so far": of what is not there.
        if element.has(.no), name == nil, !isAnswerPending, index + 1 < range.upperBound, elements[index + 1].isSpaced,
            isUnknownThing(index + 1) || firstWord(index + 1).has(.witness)
        {
            return
        }
        let asked = subject.isNone ? focus.map { IndexSet128($0) } ?? vocabulary.everything : subject.set
        if !subject.isAmbiguous, !asked.contains(where: { vocabulary.targets[$0].kind == .boolean }) { return }
        // "No. The data is in, the log-ins aren't": what has been denied is not so by another word of it.
        if element.has(.live), name == nil, case let denied = findings.last(where: { $0.isAnswer }), denied?.isNo == true,
            denied?.subject.set == subject.set, !isSecondThought(since: denied?.clause ?? 0)
        {
            return
        }
        if element.has(.notYet) || element.has(.no) {
            if !findings.contains(where: { $0.clause == clauseIndex && $0.subject.set == subject.set && $0.isValue }) {
                add(.no, index, subject, rule: .isNo)
            }
        } else if !isNegated(index, range.lowerBound) {
            add(.yes, index, subject, rule: .isYes)
        } else {
            add(.no, index, subject, rule: .isNo)
        }
    }

    /// "we have said yes to two names": to something else.
    private func isToldYes(_ index: Int) -> Bool {
        elements[index].has(.yes) && elements[index].token > 0 && hasRole(tokens[elements[index].token - 1], .said, .say)
    }

    /// "certificate no. 7741": the word for number, not an answer. Its period leaves no token, but a gap.
    private func isAbbreviation(_ index: Int) -> Bool {
        guard elements[index].has(.no), elements[index].has(.label), index + 1 < elements.count else { return false }
        let next = elements[index + 1]
        return (next.kind == .reference || next.kind == .quantity) && next.start - elements[index].end > 1
    }

    /// The word answers for its subject: right behind its name, a colon or "is", or alone.
    private func isAnswer(_ index: Int, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard let before = previous(index, range.lowerBound) else { return name == nil && !isNounBehind(index, range) && !hasUnknown(range) }
        if isNounBehind(index, range), !elements[index].has(.live) { return false }
        let element = elements[before]
        if let name, name.contains(before) { return true }
        return element.kind == .colon || element.kind == .dash
            || entry(before)?.status == .onTrack && elements[index].has(.notYet)
            || element.has([.at, .all, .still, .negation, .was, .result]) && (name != nil || !hasUnknown(range.lowerBound..<index))
    }

    private func isCount(_ subject: Subject) -> Bool {
        subject.set.only.map { vocabulary.targets[$0].kind == .number || vocabulary.targets[$0].kind == .milestone } ?? false
    }

    /// To say a boolean's own last words of it is to say yes: "the lottery grant is agreed".
    mutating func readState(_ range: Range<Int>, _ subject: Subject, name: Range<Int>?, _ course: Course, since: Int) {
        // "It's running!" in the thread of "Milking robot running"
        // "Passed!!"
        let isAlone = name == nil && hasFocus && clause.elements.allSatisfy { $0 == range.lowerBound || elements[$0].kind == .emoji }
        let isOfIt =
            name == nil && subject.isNone && (isAlone || speaksOfIt || hasRole(tokens[elements[range.lowerBound].token], .itIs)) && range.count <= 3
        let subject = isOfIt ? focus.map { Subject(set: IndexSet128($0)) } ?? subject : subject
        guard let only = subject.set.only, vocabulary.targets[only].kind == .boolean, findings.count == since, course.mode == .stated,
            name != nil || isOfIt
        else { return }
        // Of nothing else than what it is to be.
        if isOfIt, range.contains(where: { isUnknownThing($0) && statePlace($0..<($0 + 1), vocabulary.targets[only].stateStems) == nil }) { return }
        // "no sponsor yet", "still no age rating"
        if let name, name.lowerBound > range.lowerBound, elements[name.lowerBound - 1].has([.no, .negation]),
            clause.meanings.has([.yet, .still, .soFar])
                || tokens(of: name.lowerBound - 1).contains(where: {
                    vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.still)
                }), !hasUnknown(range)
        {
            return add(.no, name.lowerBound, subject, rule: .isNo)
        }
        guard !clause.meanings.has([.planned, .condition, .blocked, .until, .except]),
            let place = statePlace(range, vocabulary.targets[only].stateStems),
            // "The break room isn't open yet" where a title ends in "opened"; else what is ready is not there yet.
            !clause.meanings.has(.ready) || elements[place].has(.ready)
        else { return }
        let stems = vocabulary.targets[only].stateStems
        guard !range.contains(where: { elements[$0].kind == .colon }) || elements[place].kind == .word else { return }
        if clause.meanings.has(.negation), range.contains(where: { elements[$0].has(.negation) && !isAbbreviation($0) }) {
            add(.no, place, subject, rule: .isNo)
        } else if !hasUnknown((place + 1)..<max(place + 1, range.upperBound)) {
            let isDone = tokens(of: place).contains { token in
                let entry = vocabulary.lexicon.entry(ofWord: token.lexeme)
                return stems.contains(token.stem) && entry >= 0 && vocabulary.lexicon.entries[Int(entry)].status == .done
            }
            add(isDone ? .done : .yes, place, subject, rule: isDone ? .isDone : .isYes)
        }
    }

    private func statePlace(_ range: Range<Int>, _ stems: [UInt64]) -> Int? {
        range.last { index in
            (elements[index].kind == .word || elements[index].kind == .name) && tokens(of: index).contains { stems.contains($0.stem) }
        }
    }

    // MARK: skip

    private mutating func readSkip(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        let element = elements[index]
        let isOfThis =
            subject.isNone && focus != nil && index + 1 < range.upperBound && elements[index + 1].has(.pronoun) && !hasUnknown(range)
            || subject.isNone && focus != nil && tokens(of: index).contains { hasRole($0, .this) || hasRole($0, .it) } && !hasUnknown(range)
                && !hasRole(tokens(of: index).first, .leave)
        let subject = isOfThis ? focus.map { Subject(set: IndexSet128($0)) } ?? subject : subject
        guard !subject.isNone, !isNegated(index, range.lowerBound), !element.has(.skipAll) || !isAppointment(index) else { return false }
        // "nothing on upsells will move until they do": what comes of a hindrance
        if element.has(.nothingOn), let name,
            range.contains(where: { $0 >= name.upperBound && elements[$0].has(.planned) && firstWord($0).has(.future) })
        {
            return false
        }
        // "there's nothing from that in it"
        if element.has(.nothingOn), name == nil, index + 1 == range.upperBound, clauseIndex + 1 < clauses.count,
            clauses[clauseIndex + 1].lead.has(.relative), clauses[clauseIndex + 1].sentence == clause.sentence,
            clauses[clauseIndex + 1].elements.count > 2
        {
            return false
        }
        // "no news since three weeks" from others, behind what they hold up
        if index + 1 < range.upperBound, hasRole(tokens[elements[index + 1].token], .since) { return false }
        // "trials should pass 700 by July"
        if index + 1 < range.upperBound, elements[index + 1].kind == .quantity { return false }
        // "I said nothing about those"
        if index > range.lowerBound, hasRole(tokens[elements[index].token - 1], .said) { return false }
        if let name {
            if index < name.lowerBound {
                let isOn = element.has(.skipAll) && elements[index + 1].has(.preposition)
                guard element.has(.nothingOn) || isOn || index + 1 == name.lowerBound else { return false }
                guard ((index + 1)..<name.lowerBound).allSatisfy({ elements[$0].kind == .word && !elements[$0].isUnknown }) else { return false }
            } else if hasUnknown(name.upperBound..<index) || element.has([.up, .down]) {
                return false
            } else if element.has(.skipAll), !element.has(.skip), elements[index - 1].has(.at) {
                // "our customers are on holiday"
                return false
            }
        } else if hasUnknown(range) || index + 1 < range.upperBound && firstWord(index + 1).has(.firstPerson) {
            // "nothing we can do but wait"
            return false
        } else if element.has(.skipAll), index > range.lowerBound, elements[index - 1].has(.at), !firstWord(index - 1).has(.firstPerson) {
            // "Femi, who knows the contract, is off sick"
            return false
        }
        // "530 on Tuesday and 470 on Wednesday. So nothing on loaves"
        supersedeValues(of: subject, onlyPartial: !(clause.lead.has(.result) && element.has(.nothingOn)))
        add(.skip, index, subject, rule: .skip)
        return true
    }
}
