import Model

/// What words other than numbers say of a subject: unchanged, done, a status, yes or no.
extension MessageReader {
    mutating func readWord(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: inout Course) {
        let element = elements[index]
        readCourse(index, element, range, &course)
        if element.has([.skip, .nothingOn, .skipAll]), readSkip(index, range, subject, name) { return }
        if let name, index + 1 == name.lowerBound, isLeftOut(index, name, range) { return add(.skip, index, subject, rule: .skip) }
        guard course.mode == .stated || isTroubleAhead(index, range, course) else { return }
        if element.has(.factor), isBareWord(index, range, name), !isFollowedBy(.to, index, range), let factor = entry(index)?.number, factor > 0 {
            add(.factor(factor), index, subject, rule: .multiple)
        }
        if let status = entry(index)?.status, !(course.hasShare && element.has(.confidence)) {
            readStatus(status, index, range, subject, name, course)
        }
        if element.has(.shortOf), let after = next(index, range.upperBound), elements[after].kind == .quantity {
            readStatus(.offTrack, index, range, subject, name, course)
        }
        // "conf same as last week, about 70%"
        let isOfConfidence = course.hasConfidence && !course.hasQuantity && name == nil
        if element.has(.unchanged), !isOfConfidence, isBareWord(index, range, name), !isNegated(index, range.lowerBound) || element.has(.negation) {
            if !subject.isNone || !hasUnknown(range) {
                add(.unchanged, index, subject, rule: .unchanged)
                findings[findings.count - 1].isAsBefore = tokens(of: index).contains { $0.hash == Self.last }
            }
        }
        readAnswer(index, element, range, subject, name)
        if element.has(.noneCount), isAnswer(index, range, name), isCount(subject), !isFollowedBy(.of, index, range), !hasOtherTotal(subject) {
            add(.zero, index, subject, rule: .zeroCount)
        }
    }

    private static let last = Folding.hash("last")

    /// "will be tight", "gonna be red": a worry about what comes is the status of today.
    private func isTroubleAhead(_ index: Int, _ range: Range<Int>, _ course: Course) -> Bool {
        guard course.mode == .planned, let status = entry(index)?.status, status == .atRisk || status == .offTrack else { return false }
        guard let before = previous(index, range.lowerBound), elements[before].has(.planned) else { return false }
        return firstWord(before).has(.future)
    }

    private mutating func readCourse(_ index: Int, _ element: Element, _ range: Range<Int>, _ course: inout Course) {
        let isYes = element.has(.yes) && index + 1 == range.upperBound
        if element.has(.condition), !isYes, !element.has([.past, .time]) || element.has(.until) { course.mode = .conditional }
        if element.has(.planned), course.mode == .stated, !isPlanOver(index, range), !(element.has(.approximate) && !element.has(.condition)),
            !isRegret(index, range)
        {
            course.mode = .planned
        }
        // "might slip back to 35": what is back there is still to come.
        if course.mode == .planned, element.has(.now), !element.has([.planned, .to]) { course.mode = .stated }
        // "until that is done I would call it at risk"
        if course.mode == .conditional, tokens(of: index).last?.hash == ElementBuilder.call { course.mode = .stated }
        if element.has(.confidence), entry(index)?.status == nil || isFollowedByClause(index, range) { course.hasConfidence = true }
    }

    /// "should have been plainer: …" is said of the words themselves.
    private func isRegret(_ index: Int, _ range: Range<Int>) -> Bool {
        tokens[elements[index].token].hash == ElementBuilder.should && tokens(of: index).count == 3 && index + 1 < range.upperBound
            && elements[index + 1].kind != .quantity && range.contains { $0 > index && elements[$0].kind == .colon }
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

    private func isNounBehind(_ index: Int, _ range: Range<Int>) -> Bool {
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
        tokens[elements[index].token].hash == ElementBuilder.leave && name.upperBound < range.upperBound
            && tokens[elements[name.upperBound].token].hash == ElementBuilder.out && !isNegated(index, range.lowerBound)
    }

    // MARK: status

    private mutating func readStatus(_ status: Status, _ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course) {
        guard let turned = turned(status, index, range), !isOnceThought(index, range) else { return }
        // "until that is done"
        if turned == .done, range.contains(where: { $0 < index && firstWord($0).has(.until) }) { return drop(.conditional, index, subject) }
        // "60% sure we hit target"
        if turned == .done, course.hasConfidence || course.hasShare { return drop(.planned, index, subject) }
        if turned == .done { return readDone(index, range, subject, name, course) }
        guard isStatusOf(index, range, name) else { return }
        if subject.isNone, !isStatusAlone(range), !isNameAhead(range), !hasNamelessValue { return drop(.withoutKeyResult, index) }
        add(.status(turned, isCheck: false), index, subject, rule: .status)
    }

    /// "off track rather than on track"
    private func isOnceThought(_ index: Int, _ range: Range<Int>) -> Bool {
        let token = elements[index].token
        guard index > range.lowerBound, token > 1, tokens[token - 1].hash == Self.than || tokens[token - 2].hash == Self.instead else { return false }
        return range.contains { $0 < index && (entry($0)?.status != nil || elements[$0].emoji.status != nil) }
    }

    private static let than = Folding.hash("than")
    private static let instead = Folding.hash("instead")

    private func isStatusOf(_ index: Int, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        if let name {
            if index < name.lowerBound { return !hasUnknown((index + 1)..<name.lowerBound) && !isNounBehind(index, range) }
            let between = name.upperBound..<index
            return !between.contains { isUnknownThing($0) && $0 == name.upperBound } && !isNounBehind(index, range)
        }
        // "with the winter coming I'm concerned about it"
        let behind = elements[index].token + tokens(of: index).count
        if behind + 1 < tokens.count, tokens[behind].hash == Self.about, tokens[behind + 1].hash == Self.it { return true }
        // "I'm happy to call that one on track"
        if index > range.lowerBound, elements[index - 1].has(.pronoun), !isNounBehind(index, range) { return true }
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
    private func isStatusAlone(_ range: Range<Int>) -> Bool { hasFocus || vocabulary.targets.count == 1 || isBareStatement || isOwnStatus(range) }

    /// "The emails launched. Green overall", "On track, and we shipped the tour": a sentence that is nothing but a status, from who owns just one key result.
    private func isOwnStatus(_ range: Range<Int>) -> Bool {
        guard ownOnly != nil, !isAnswerPending else { return false }
        // "the Nordwind blocker is resolved, so I would move this back to on track"
        let isConclusion = clause.lead.has(.result) && !elements.contains { $0.kind == .name || $0.kind == .quantity }
        guard clause.opening == .sentence || clause.opening == .line || isConclusion || isFeelingAbove else { return false }
        let rest = clauses[(clauseIndex + 1)...].prefix(4).prefix { $0.sentence == clause.sentence }
        guard rest.allSatisfy({ !$0.elements.contains { isKeyResult($0) } }),
            rest.isEmpty || rest.contains(where: { $0.meanings.has([.shipped, .sure, .confidence]) })
                || range.contains(where: { elements[$0].kind == .word && [Self.its, Self.were].contains(tokens[elements[$0].token].hash) })
        else { return false }
        return range.contains { isPlainStatus($0) }
            && range.allSatisfy { index in
                isPlainStatus(index) || elements[index].kind == .emoji
                    || elements[index].has([.filler, .now, .time, .still, .approximate, .result, .pronoun])
            }
    }

    private static let about = Folding.hash("about")
    private static let were = Folding.hash("we're")

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
    private func isPlainStatus(_ index: Int) -> Bool {
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
        case .onTrack: return hasYet || tokens[elements[index].token].end == elements[index].end ? .atRisk : .offTrack
        case .atRisk: return .onTrack
        case .offTrack: return nil
        }
    }

    mutating func readEmoji(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course) {
        if elements[index].emoji.contains(.party), let last = findings.indices.last, findings[last].clause == clauseIndex {
            findings[last].isCelebrated = true
        }
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

    /// "1,198, was 1,240 before the holiday 🟠": at the end of a sentence, it belongs to the value that the sentence gave.
    private func isLast(_ index: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        index + 1 == range.upperBound
            && findings.suffix(32).contains {
                $0.isValue && !$0.isSuperseded && $0.subject.set == subject.set && clauses[$0.clause].sentence == clause.sentence
            }
    }

    // MARK: done, yes and no

    private mutating func readDone(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course) {
        // "finished the week at 2.35 %" says how it stands.
        if let value = range.first(where: { $0 > index && elements[$0].kind == .quantity }), elements[value - 1].has(.at),
            ((index + 1)..<value).allSatisfy({ elements[$0].kind == .word && !elements[$0].isUnknown })
        {
            return
        }
        // "10/14 done": the word belongs to the count.
        if index > range.lowerBound, elements[index - 1].kind == .quantity { return }
        if tokens[elements[index].token].end == elements[index].end, let count = range.last(where: { $0 < index && elements[$0].kind == .quantity }),
            ((count + 1)..<index).allSatisfy({ elements[$0].kind == .name || elements[$0].kind == .word && !elements[$0].has([.at, .and]) })
        {
            return
        }
        let shares = range.filter { $0 < index && elements[$0].kind == .quantity && quantities[elements[$0].index].whole != nil }
        if let share = shares.last, !hasUnknown((share + 2)..<max(share + 2, index)) { return }
        if clause.meanings.has([.ready]) && range.contains(where: { elements[$0].has(.ready) && $0 < index }) { return }
        guard isBareWord(index, range, name) else { return }
        add(.done, index, subject, rule: .isDone)
    }

    private mutating func readAnswer(_ index: Int, _ element: Element, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) {
        guard element.has([.yes, .no, .notYet, .live]), isAnswer(index, range, name), !isAbbreviation(index),
            !(isNoAlone && forced[clauseIndex] == nil)
        else { return }
        let asked = subject.isNone ? focus.map { IndexSet128($0) } ?? vocabulary.everything : subject.set
        if !subject.isAmbiguous, !asked.contains(where: { vocabulary.targets[$0].kind == .boolean }) { return }
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
            || element.has([.at, .all, .still, .negation, .was, .result]) && (name != nil || !hasUnknown(range.lowerBound..<index))
    }

    private func isCount(_ subject: Subject) -> Bool {
        subject.set.only.map { vocabulary.targets[$0].kind == .number || vocabulary.targets[$0].kind == .milestone } ?? false
    }

    /// To say a boolean's own last words of it is to say yes: "the lottery grant is agreed".
    mutating func readState(_ range: Range<Int>, _ subject: Subject, name: Range<Int>?, _ course: Course, since: Int) {
        guard let only = subject.set.only, vocabulary.targets[only].kind == .boolean, findings.count == since, course.mode == .stated, name != nil
        else { return }
        guard !clause.meanings.has([.planned, .condition, .blocked, .until, .ready, .except]),
            let place = statePlace(range, vocabulary.targets[only].stateStems)
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
        guard !subject.isNone, !isNegated(index, range.lowerBound), !element.has(.skipAll) || !isAppointment(index) else { return false }
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
        } else if hasUnknown(range) {
            return false
        }
        add(.skip, index, subject, rule: .skip)
        return true
    }
}
