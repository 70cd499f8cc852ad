import Model

/// What stands in the way.
extension MessageReader {
    /// Where the clause says that something is blocked; nil where it says that nothing is.
    func blockerCue() -> Int? {
        let range = clause.elements
        if clause.meanings.has(.unblocked) { return exceptedBlocker(range) }
        if clause.lead.has(.condition) { return nil }
        if let cue = range.first(where: { elements[$0].has(.blocked) && !isStillValue($0, range) && !isOwnWordOfName($0, range) }) {
            // "their not answering is what's holding it up": what is denied is another verb.
            if !isWhatStandsBefore(cue) && isNegated(cue, range.lowerBound) || elements[cue].has(.negation) && !elements[cue].has(.cannot) {
                return nil
            }
            if range.contains(where: { $0 < cue && elements[$0].has(.condition) }) { return nil }
            return isEmptyBlocker(cue, range) ? nil : cue
        }
        guard let cannot = range.first(where: { elements[$0].has(.cannot) }) else { return nil }
        // "can't do much about it while the survey is broken"
        let isWhile = range.contains { $0 > cannot && tokens[elements[$0].token].hash == Self.whileWord }
        let isUntil = isWhile || range.contains { $0 > cannot && elements[$0].has(.until) } || isUntilNext
        return isUntil ? cannot : nil
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

    /// "stuck at 42" is a value.
    private func isStillValue(_ index: Int, _ range: Range<Int>) -> Bool {
        elements[index].has(.still) && index + 1 < range.upperBound && elements[index + 1].kind == .quantity
            && !range.contains { $0 > index + 1 && elements[$0].has(.until) } && !isUntilNext
    }

    /// "Blockers: none".
    private func isEmptyBlocker(_ cue: Int, _ range: Range<Int>) -> Bool {
        guard elements[cue].has(.headingBlockers), let after = next(cue, range.upperBound) else { return false }
        let last = elements[after].kind == .colon ? next(after, range.upperBound) ?? after : after
        return elements[last].has([.negation, .noneCount, .no, .skip, .nothingOn]) && !hasUnknown(last..<range.upperBound)
    }

    private var isUntilNext: Bool {
        guard clauseIndex + 1 < clauses.count, clauses[clauseIndex + 1].sentence == clause.sentence else { return false }
        let next = clauses[clauseIndex + 1]
        if tokens[elements[next.elements.lowerBound].token].hash == Self.whileWord { return true }
        return elements[next.elements.lowerBound].has(.until) || next.lead.has(.condition) && next.meanings.has(.until)
    }

    mutating func readBlocker(_ cue: Int) {
        let range = clause.elements
        // "waiting on billing to fix the mails, stuck till they do": the same once more.
        if let last = blockers.last, last.clause == clauseIndex - 1, clauses[last.clause].line == clause.line, !clause.lead.has(.and),
            !hasUnknown(range), !range.contains(where: { elements[$0].kind == .name || elements[$0].kind == .reference })
        {
            return dropQuantities(range, .insideBlocker)
        }
        let head = range.lowerBound..<cue
        // "… not answering is what's holding it up": what stands before is it.
        let states =
            !isWhatStandsBefore(cue)
            && head.contains {
                elements[$0].kind == .quantity && !($0 > range.lowerBound && elements[$0 - 1].has([.others, .planned]))
                    || elements[$0].has(.unchanged)
                    || entry($0)?.status != nil || elements[$0].has(.notYet)
            }
        // "but" joins it to what stands before, and is no part of it.
        var start = (range.lowerBound..<cue).first { !elements[$0].has([.and, .but, .because]) || elements[$0].has(.blocked) } ?? cue
        start = max(start, behindHeading(range))
        if states {
            readValues(head)
            start = cue
        } else if elements[cue].has(.still), cue + 1 < range.upperBound, elements[cue + 1].kind == .quantity {
            // "stuck at 5 until the cabinet is approved": the value stands, and what holds it does too.
            readValues(range.lowerBound..<(cue + 2))
        } else {
            dropQuantities(head, .insideBlocker)
        }
        dropQuantities(cue..<range.upperBound, .insideBlocker)
        let subject = blockerSubject(head, cue, range)
        // "the import keeps timing out, so we're stuck there": by what, the sentence has told before.
        if !states, clause.lead.has(.result), !hasUnknown(range), !range.contains(where: { elements[$0].kind == .name }),
            !findings.suffix(8).contains(where: { clauses[$0.clause].sentence == clause.sentence })
        {
            start = toldBefore.lowerBound
        }
        let reason = reasonEnd(cue)
        if reason > range.upperBound { taken.insert(clauseIndex + 1) }
        let end = max(blockerEnd, reason, range.upperBound)
        blockers.append(BlockerFinding(span: span(start..<end), keyResult: subject, clause: clauseIndex))
        // "stuck because the wizard is still waiting on legal": what it waits for is told with it.
        if end > range.upperBound, clauses[clauseIndex + 1].elements.upperBound == end, clauses[clauseIndex + 1].meanings.has(.blocked) {
            taken.insert(clauseIndex + 1)
        }
        if !states, let name = range.first(where: { isKeyResult($0) && !isWeakBeforeThing($0, range) }), name < cue || sentenceSubject.isNone {
            enterSubject(self.subject(ofName: name))
        }
        markStatuses(cue..<range.upperBound)
    }

    /// What the sentence has told since the last thing in the way: no two of them quote the same words, which keeps what is recorded as short as the message.
    private var toldBefore: Range<Int> {
        let first = clauses.indices[...clauseIndex].suffix(16).first {
            clauses[$0].sentence == clause.sentence && $0 > blockers.last?.clause ?? -1
        }
        return clauses[first ?? clauseIndex].elements.lowerBound..<clause.elements.upperBound
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

    /// "3 is blocked rn, cant get events from the tracker team": the next clause says by what.
    private func reasonEnd(_ cue: Int) -> Int {
        let end = clause.elements.upperBound
        guard !hasUnknown((cue + 1)..<max(cue + 1, end)), !clause.elements.contains(where: { $0 > cue && elements[$0].kind == .name }),
            clauseIndex + 1 < clauses.count
        else { return end }
        let next = clauses[clauseIndex + 1]
        let isReason = next.meanings.has(.cannot) || next.lead.has(.because)
        guard next.sentence == clause.sentence, isReason, hasUnknown(next.elements),
            !next.elements.contains(where: { isKeyResult($0) || elements[$0].kind == .quantity })
        else { return end }
        return next.elements.upperBound
    }

    /// "we're not waiting on them any more", "no longer stuck on the sandbox"
    func isBlockedNoLonger(_ range: Range<Int>) -> Bool {
        guard clause.meanings.has(.anymore), let cue = range.first(where: { elements[$0].has(.blocked) }) else { return false }
        return isNegated(cue, range.lowerBound)
    }

    /// "2 and 3 are no longer blocked", "legal said yes, so not blocked any more".
    mutating func noteUnblocked(_ range: Range<Int>, isHint: Bool = false) {
        guard !clause.lead.has(.condition), !clause.meanings.has([.condition, .planned, .until, .except]), !sentences[clause.sentence].isQuestion,
            unblocked.count < (isHint ? Self.mostHints : Self.mostStatements), !isHint || !clause.meanings.has([.negation, .notYet])
        else { return }
        var named = waiting.set
        for index in range where isKeyResult(index) { named = named.union(subject(ofName: index).set) }
        if named.isEmpty { named = sentenceSubject.set }
        // Near by, on both sides; the bound keeps the reading linear.
        let first = clauses[...clauseIndex].suffix(16).first { $0.sentence == clause.sentence } ?? clause
        let last = clauses[clauseIndex...].prefix(16).prefix { $0.sentence == clause.sentence }.last ?? clause
        let sentence = span(first.elements.lowerBound..<last.elements.upperBound)
        unblocked.append(UnblockedFinding(span: span(range), sentence: sentence, keyResults: named, isHint: isHint))
    }

    /// Each is held against the words of what stands in the way.
    private static let mostHints = 8

    private var blockerEnd: Int {
        guard isUntilNext, clauseIndex + 1 < clauses.count else { return clause.elements.upperBound }
        return clauses[clauseIndex + 1].elements.upperBound
    }

    /// The key result of the sentence or item: before the words, in them, or later in the sentence; else what an initiative in them moves.
    private func blockerSubject(_ head: Range<Int>, _ cue: Int, _ range: Range<Int>) -> Int? {
        if let name = head.last(where: { isKeyResult($0) && !isWeakBeforeThing($0, range) }), let only = subject(ofName: name).set.only {
            return only
        }
        // "can't measure battery until …": what it is that cannot be done.
        if elements[cue].has(.cannot), let until = range.first(where: { $0 > cue && elements[$0].has(.until) }),
            let name = (cue..<until).first(where: { isKeyResult($0) && !isWeakBeforeThing($0, range) }), let only = subject(ofName: name).set.only
        {
            return only
        }
        if let only = waiting.set.only { return only }
        if let only = sentenceSubject.set.only { return only }
        let names = (cue..<range.upperBound).filter { isKeyResult($0) && !subject(ofName: $0).isWeak }
        if let name = names.first(where: { !isOtherForm($0) }), let only = subject(ofName: name).set.only { return only }
        if let only = movedByInitiative(range, isWhole: true) { return only }
        if let only = laterName() { return only }
        if let name = names.first, let only = subject(ofName: name).set.only { return only }
        if let only = movedByInitiative(range) ?? movedByInitiative(sentenceBefore(range)) { return only }
        if clause.isListItem || !headSubject.isNone || isOfPronoun(range), let only = lineSubject.set.only { return only }
        return forced.isEmpty ? focus ?? onlyTarget : nil
    }

    /// "Red, and it is waiting on pricing approvals": of what the line speaks of.
    private func isOfPronoun(_ range: Range<Int>) -> Bool {
        // "so we're stuck there"
        if let last = range.last, clause.lead.has(.result), tokens[elements[last].token].hash == Self.there { return true }
        guard let head = range.first(where: { !elements[$0].has([.and, .but]) }) else { return false }
        return elements[head].kind == .word && [Self.it, Self.its].contains(tokens[elements[head].token].hash)
    }

    static let it = Folding.hash("it")
    private static let whats = Folding.hash("what's")

    /// "… is what's holding it up"
    private func isWhatStandsBefore(_ cue: Int) -> Bool { tokens(of: cue).prefix(2).last?.hash == Self.whats }

    private static let whileWord = Folding.hash("while")

    private var onlyTarget: Int? { vocabulary.targets.count == 1 ? 0 : nil }

    private func isWeakBeforeThing(_ index: Int, _ range: Range<Int>) -> Bool {
        guard subject(ofName: index).isWeak, index + 1 < range.upperBound else { return false }
        return elements[index + 1].isUnknown
    }

    private func laterName() -> Int? {
        var found = IndexSet128()
        for later in clauses[(clauseIndex + 1)...].prefix(16) {
            guard later.sentence == clause.sentence else { break }
            for index in later.elements where isKeyResult(index) && !isDeed(index) { found = found.union(subject(ofName: index).set) }
        }
        return found.only
    }

    /// "until they sign off" where a title has "sign": what somebody does.
    private func isDeed(_ index: Int) -> Bool {
        subject(ofName: index).isWeak && index > 0 && elements[index - 1].kind == .word && elements[index - 1].has([.pronoun, .firstPerson])
    }

    /// What stands before in the same sentence.
    private func sentenceBefore(_ range: Range<Int>) -> Range<Int> {
        // Near by; the bound keeps the reading linear.
        let first = clauses[...clauseIndex].suffix(16).first { $0.sentence == clause.sentence } ?? clause
        return first.elements.lowerBound..<max(first.elements.lowerBound, range.lowerBound)
    }

    private func movedByInitiative(_ range: Range<Int>, isWhole: Bool = false) -> Int? {
        var moved = IndexSet128()
        for index in range where elements[index].kind == .name {
            let mention = mentions[elements[index].index]
            if isWhole, mention.words < 2 || !mention.isExact { continue }
            let isNamed = mention.words >= 2 || mention.isExact || vocabulary.hasForm(tokens[mention.range.lowerBound].hash)
            if isNamed, let only = fittingInitiative(mention, index, range) { moved = moved.union(vocabulary.initiatives[only].moves) }
        }
        return moved.only
    }

    /// An item below the heading "Blockers".
    mutating func addSectionBlocker() -> Bool {
        guard [.line, .colon, .sentence].contains(clause.opening), !isHeadingClause, !clause.meanings.has(.unblocked) else { return false }
        if !hasUnknown(clause.elements), clause.meanings.has([.negation, .noneCount, .skip]) { return false }
        var end = clause.elements.upperBound
        var next = clauseIndex + 1
        while next < clauses.count, clauses[next].line == clause.line, clauses[next].section == .blockers {
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

    /// Where the words begin that stand behind "Blocker:" or "5:".
    private func behindHeading(_ range: Range<Int>) -> Int {
        guard let colon = range.prefix(4).first(where: { elements[$0].kind == .colon }), colon + 1 < range.upperBound else { return range.lowerBound }
        let isHeading = (range.lowerBound..<colon).allSatisfy { index in
            elements[index].has([.headingBlockers, .filler, .time]) || elements[index].kind == .name && tokens[elements[index].token].kind == .number
        }
        return isHeading ? colon + 1 : range.lowerBound
    }
}
