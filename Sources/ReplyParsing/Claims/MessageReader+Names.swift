import Model

/// Which names a clause holds, alone or together, and what of it is said of them.
extension MessageReader {
    struct NameGroup {
        var range: Range<Int>
        var subject: Subject
    }

    /// Names joined by "and", a slash or "&" make one group.
    mutating func findNameGroups(_ range: Range<Int>) {
        groups.removeAll(keepingCapacity: true)
        for index in range where isKeyResult(index) {
            let subject = countedAlong(bothMeant(subject(ofName: index), index, range), index)
            // "at today's rate that'd be 166", where something is asked
            if isAnswerPending, hasFocus, mentions[elements[index].index].range.count == 1,
                subject.isWeak && firstWord(index).has([.metric, .generic]) || isOtherForm(index),
                focus.map({ !subject.set.contains($0) }) == true
            {
                continue
            }
            if isOfOtherUnit(name: index, range, subject) || isCorrectedOnes(index, subject) { continue }
            if isSpan(name: index, range, subject) || isRate(name: index, range, subject) || isOrdinalOfThings(index)
                || isPartOfOther(name: index, range, subject)
                || isCountedUnit(index, range, subject) || isOfLastFew(index, range, subject)
                || isAside(name: index, range, subject)
            {
                continue
            }
            // "1) sign-ups 1,450" names it twice; "1) 612 2) 11" names two.
            if mentions[elements[index].index].isListNumber, let next = range.first(where: { $0 > index && isKeyResult($0) }),
                !mentions[elements[next].index].isListNumber
            {
                continue
            }
            if var last = groups.last, isJoint(last.range.upperBound..<index), !subject.isAmbiguous, !last.subject.isAmbiguous {
                last.range = last.range.lowerBound..<(index + 1)
                last.subject.set = last.subject.set.union(subject.set)
                groups[groups.count - 1] = last
            } else {
                groups.append(NameGroup(range: index..<(index + 1), subject: subject))
            }
        }
    }

    /// "both setup times are flat": the two that the name fits.
    private func bothMeant(_ subject: Subject, _ index: Int, _ range: Range<Int>) -> Subject {
        guard subject.isAmbiguous, subject.set.count == 2, index > range.lowerBound, elements[index - 1].has(.both) else { return subject }
        var both = subject
        both.isAmbiguous = false
        return both
    }

    /// "activation 35.8 and time to value 31, the second one I'm happy with": the second of those just told, or number 2?
    private func countedAlong(_ subject: Subject, _ index: Int) -> Subject {
        guard elements[index].has(.ordinal), let ordinal = entry(index)?.ordinal, let only = subject.set.only, !isFollowedByNumber(index) else {
            return subject
        }
        var told: [Int] = []
        // "activation 36.2, time to value 31. first is amber, second is fine"
        for finding in findings.suffix(16)
        where finding.isValue && !finding.isSuperseded && (0...1).contains(clause.sentence - clauses[finding.clause].sentence) {
            if let target = finding.subject.set.only, !told.contains(target) { told.append(target) }
        }
        guard told.count == 2, (1...2).contains(ordinal), told[ordinal - 1] != only else { return subject }
        return Subject(set: subject.set.union(IndexSet128(told[ordinal - 1])), isAmbiguous: true, span: subject.span)
    }

    /// "Two upsells signed. The third one slipped into January": one more of what was counted.
    func isOrdinalOfThings(_ index: Int) -> Bool {
        guard elements[index].has(.ordinal), let ordinal = entry(index)?.ordinal, ordinal > 1 else { return false }
        return dropped.suffix(8).contains { rule, place, _ in
            guard rule == .workCount || rule == .notBare || rule == .insideOutput || rule == .contextOnly else { return false }
            return elements[..<index].suffix(40).contains {
                $0.kind == .quantity && $0.start == place.start && quantities[$0.index].value == Double(ordinal - 1)
            }
        }
    }

    /// "67% over the last four episodes" where another records episodes: since when.
    private func isOfLastFew(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isWeak, index > range.lowerBound + 1, elements[index - 1].kind == .quantity, elements[index - 1].token > 0,
            case let before = tokens[elements[index - 1].token - 1]
        else { return false }
        return hasRole(before, .last) && range.contains { $0 < index - 1 && elements[$0].kind == .quantity }
    }

    /// "31 an hour. Correction, that is crane 3 alone, the average is 28": no name, where a number has just been put in doubt.
    private func isCorrectedOnes(_ index: Int, _ subject: Subject) -> Bool {
        guard let corrected, subject.isWeak, firstWord(index).has(.metric), clauseIndex - findings[corrected].clause <= 4 else { return false }
        return !findings[corrected].subject.isNone && subject.set.intersection(findings[corrected].subject.set).isEmpty
    }

    private func isFollowedByNumber(_ index: Int) -> Bool { index + 1 < elements.count && elements[index + 1].kind == .quantity }

    /// "real average over both lines is 62 min" where another has "line" in its name, and what is spoken of is a time.
    private func isOfOtherUnit(name index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isWeak, isOtherForm(index), let only = subject.set.only, let spoken = lineSubject.set.only, spoken != only,
            let place = range.first(where: { $0 > index && elements[$0].kind == .quantity }), case let quantity = quantities[elements[place].index],
            quantity.unit != nil
        else { return false }
        return !ValueReader(vocabulary.targets[only], current: nil).fitsUnit(quantity, noun: nil)
            && ValueReader(vocabulary.targets[spoken], current: nil).fitsUnit(quantity, noun: nil)
    }

    /// "27.3 litres a cow" where a title has "cows".
    private func isRate(name index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        // "7m 10s per order" where another is about orders
        if index >= range.lowerBound + 2, elements[index - 1].has(.per), elements[index - 2].kind == .quantity,
            range.contains(where: { $0 < index - 2 && isKeyResult($0) })
        {
            return true
        }
        // "error rate crept down again, 2.6 per thousand words" where another is priced per word
        if subject.isWeak || subject.isAmbiguous, let only = (sentenceSubject.isNone ? lineSubject : sentenceSubject).set.only,
            subject.isAmbiguous || !subject.set.contains(only), index > range.lowerBound,
            elements[index - 1].has(.per) || index > range.lowerBound + 1 && elements[index - 1].kind == .quantity && elements[index - 2].has(.per),
            isOfTitle(index, Subject(set: IndexSet128(only)))
        {
            return true
        }
        guard subject.isWeak, index >= range.lowerBound + 3, elements[index - 3].kind == .quantity, elements[index - 1].has(.article) else {
            return false
        }
        return isUnitNoun(index - 2, Subject(set: vocabulary.everything.subtracting(subject.set)))
    }

    /// "won't make it this season" where a title has "season", and something else is spoken of.
    private func isSpan(name index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isWeak, index > range.lowerBound, hasRole(tokens(of: index - 1).last, .this) else { return false }
        let spoken = sentenceSubject.isNone ? lineSubject : sentenceSubject
        return !spoken.isNone && spoken.set.intersection(subject.set).isEmpty && !range.contains { elements[$0].kind == .quantity }
    }

    /// One word of a title right before an unknown thing is part of that thing's name: "design crit".
    private func isPartOfOther(name index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isWeak || isOtherForm(index), index + 1 < range.upperBound, isUnknownThing(index + 1), elements[index + 1].isSpaced else {
            return false
        }
        // "Digital closed Sunday at 47,210": what becomes of it is no part of its name.
        if index == range.lowerBound, elements[index + 1].has(.stateVerb), range.contains(where: { isAttachedFigure($0, behind: index + 1, range) }) {
            return false
        }
        // "27 precedents through review": a number counts its unit.
        let isCounted = index > range.lowerBound && elements[index - 1].kind == .quantity && isUnit(name: index, of: subject)
        return !isCounted && !isUnitNoun(index + 1, subject)
    }

    /// "occupancy 74%, on track for the season" where a title has "season": said of the subject that the sentence has.
    private func isAside(name index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard subject.isWeak, mentions[elements[index].index].range.count <= 2, !sentenceSubject.isNone,
            sentenceSubject.set.intersection(subject.set).isEmpty, clause.meanings.has(.status),
            clause.opening == .comma, !range.contains(where: { elements[$0].kind == .quantity }), index > range.lowerBound + 1
        else { return false }
        // "still red for me as long as the wrapping line drops pallets"
        if isOtherForm(index), elements[index - 1].isUnknown, range.contains(where: { $0 < index && entry($0)?.status != nil }) { return true }
        let before = elements[index - 1].has(.article) || elements[index - 1].kind == .word && hasRole(tokens[elements[index - 1].token], .the)
        let place = before ? index - 2 : index - 1
        return place > range.lowerBound && elements[place].has(.preposition) && entry(place - 1)?.status != nil
            || before && entry(place)?.status != nil && tokens(of: place).count > 1
    }

    /// "… at 47,210", with nothing but the time between.
    private func isAttachedFigure(_ index: Int, behind start: Int, _ range: Range<Int>) -> Bool {
        guard elements[index].kind == .quantity, index > start + 1, elements[index - 1].has([.at, .to]) else { return false }
        return !hasUnknown((start + 1)..<(index - 1)) && !range.contains { $0 > index && isUnknownThing($0) }
    }

    /// "Winter kit: 22 trams of 38" where "Trams in service" is another: behind its number, the unit of what is spoken of names nothing.
    private func isCountedUnit(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard index > range.lowerBound, elements[index - 1].kind == .quantity else { return false }
        // "mica isn't done: 9 chapters of 14"
        if let last = groups.last, last.subject.set == subject.set, isUnit(name: index, of: subject) { return true }
        guard subject.isWeak else { return false }
        let spoken = groups.last?.subject ?? (sentenceSubject.isNone ? waiting : sentenceSubject)
        return !spoken.isNone && spoken.set.intersection(subject.set).isEmpty && isUnit(name: index, of: spoken) && !isUnit(name: index, of: subject)
    }

    /// One word that a name holds in another form only: "card" where the key result is called "cards".
    func isOtherForm(_ index: Int) -> Bool {
        let mention = mentions[elements[index].index]
        return mention.range.count == 1 && mention.words == 1 && !vocabulary.hasForm(tokens[mention.range.lowerBound].hash) && !mention.isMisspelt
    }

    private func isJoint(_ between: Range<Int>) -> Bool {
        // "nothing on churn or NPS"
        let joining: Meaning = clause.meanings.has([.nothingOn, .unchanged]) ? [.and, .both, .or] : [.and, .both]
        return !between.isEmpty && between.allSatisfy { elements[$0].kind == .slash || elements[$0].has(joining) }
    }

    /// The names that waited, if what is said here can be said of them too.
    func joined(_ group: NameGroup, _ waited: Subject, _ range: Range<Int>) -> Subject {
        guard !waited.isNone, !waited.isAmbiguous, !group.subject.isAmbiguous else { return group.subject }
        // "the roof, and clubs are at 10 now" answers, and reports.
        if isAnswerPending, clauseIndex == 1, clause.meanings.has(.at) { return group.subject }
        let isFirst = range.allSatisfy { $0 >= group.range.lowerBound || elements[$0].has([.and, .filler, .both]) }
        let isShared = clause.lead.has(.and) || clause.meanings.has([.both, .unchanged, .status, .skip, .all])
        guard isFirst, isShared else { return group.subject }
        return Subject(set: waited.set.union(group.subject.set), isAmbiguous: false, isWeak: false, span: group.subject.span)
    }

    /// "red ale is down. 88 casks": a unit that several share is that of the key result just spoken of, while that has no value yet.
    func narrowed(_ subject: Subject, _ name: Range<Int>) -> Subject {
        guard subject.isAmbiguous, name.count == 1, let spoken = lineSubject.set.only, !lineSubject.isAmbiguous, subject.set.contains(spoken),
            isUnit(name: name.lowerBound, of: lineSubject), !hasOtherValue(lineSubject)
        else { return subject }
        return lineSubject
    }

    mutating func holdName(_ subject: Subject) {
        if clause.meanings.has(.likewise), !said.isEmpty, !subject.isAmbiguous {
            for index in said {
                var copy = findings[index]
                copy.subject = subject
                copy.clause = clauseIndex
                copy.span = span(clause.elements)
                findings.append(copy)
            }
            return enterSubject(subject)
        }
        if !spreading.isEmpty, clause.opening == .comma || clause.opening == .conjunction, !isNamedNext {
            for index in spreading where findings[index].canBeSaidOfMore {
                var copy = findings[index]
                copy.subject = subject
                findings.append(copy)
            }
            return
        }
        if clause.opening == .comma || clause.opening == .conjunction, !waiting.isNone, !subject.isAmbiguous {
            waiting.set = waiting.set.union(subject.set)
        } else {
            waiting = subject
        }
        enterSubject(subject)
    }

    /// The next clause of the sentence goes on with what is said of these names.
    private var isNamedNext: Bool {
        guard clauseIndex + 1 < clauses.count, clauses[clauseIndex + 1].sentence == clause.sentence else { return false }
        let next = clauses[clauseIndex + 1]
        return !isNameOnly(next) && !next.elements.contains { elements[$0].kind == .name }
            && next.elements.contains { elements[$0].kind == .quantity || elements[$0].has([.unchanged, .status]) } && next.opening == .conjunction
    }
}
