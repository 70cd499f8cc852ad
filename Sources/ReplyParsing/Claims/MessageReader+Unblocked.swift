import Model

/// What stands in the way no longer, and whose a blocker is.
extension MessageReader {
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
        // "blocked by the supplier. update: truck's here, not blocked any more"
        let isOver =
            clause.meanings.has(.anymore) || range.contains { tokens(of: $0).contains { hasRole($0, .freed) } }
            // "nvm, that's cleared up, nothing blocking", "… so not stuck"
            || !clause.meanings.has([.others, .all])
                && blockers.last.map { isSecondThought(since: $0.clause) || clause.lead.has(.result) } == true
        if !isHint, isOver {
            blockers.removeAll { blocker in
                blocker.clause < clauseIndex && (named.isEmpty || blocker.keyResult.map { named.contains($0) } ?? true)
            }
        }
        unblocked.append(UnblockedFinding(span: span(range), sentence: sentence, keyResults: named, isHint: isHint))
    }

    /// Each is held against the words of what stands in the way.
    private static let mostHints = 8

    /// The key result of the sentence or item: before the words, in them, or later in the sentence; else what an initiative in them moves.
    func blockerSubject(_ head: Range<Int>, _ cue: Int, _ range: Range<Int>) -> Int? {
        if let name = head.last(where: {
            isKeyResult($0) && !isOrdinalOfThings($0) && !isWeakBeforeThing($0, range) && !($0 + 1 < cue && isNumberOfThing($0 + 1, range))
        }),
            let only = subject(ofName: name).set.only
        {
            return only
        }
        // "can't measure battery until …": what it is that cannot be done.
        if elements[cue].has(.cannot), let until = range.first(where: { $0 > cue && elements[$0].has(.until) }),
            let name = (cue..<until).first(where: { isKeyResult($0) && !isWeakBeforeThing($0, range) }), let only = subject(ofName: name).set.only
        {
            return only
        }
        // "we're blocked by google on 1"
        if let last = range.last, last > cue + 1, elements[last].kind == .quantity, case let number = quantities[elements[last].index],
            number.isPlainInteger, !number.isWord, !number.hasUnit, hasRole(tokens[elements[last].token - 1], .about),
            let only = vocabulary.targets.firstIndex(where: { Double($0.number) == number.value })
        {
            return only
        }
        // "Blocked on 1: legal hasn't signed off the wording"
        if let number = range.first(where: { isNumberedBlocker($0) }) {
            return vocabulary.targets.firstIndex { Double($0.number) == quantities[elements[number].index].value }
        }
        // "as a blocker for 3"
        if isNoted(cue), let last = range.last(where: { elements[$0].kind == .quantity && $0 > cue }),
            case let quantity = quantities[elements[last].index], quantity.isPlainInteger,
            let only = vocabulary.targets.firstIndex(where: { Double($0.number) == quantity.value })
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
        // "phonics training is stuck" where a title has "phonics", and nothing else is named
        if let name = head.first(where: { isKeyResult($0) }), name <= range.lowerBound + 1, !isOrdinalOfThings(name), !isOtherForm(name),
            !clause.lead.has([.because, .relative]),
            let only = subject(ofName: name).set.only, !head.contains(where: { $0 != name && isKeyResult($0) })
        {
            return only
        }
        if clause.isListItem || !headSubject.isNone || isOfPronoun(range) || isBehindSemicolon, let only = lineSubject.set.only { return only }
        if let only = notYetAbove { return only }
        return forced.isEmpty ? (isAnswerPending ? nil : focus) ?? onlyTarget : nil
    }

    /// "robot: not yet. The fitter can't start until the electrician has been": why it is not.
    private var notYetAbove: Int? {
        guard let last = findings.last, last.clause >= clauseIndex - 2, case .no = last.content,
            clause.opening == .sentence || clause.lead.has([.and, .result]) && clauses[clauseIndex - 1].opening == .sentence
        else { return nil }
        return last.subject.set.only
    }

    /// "Red, and it is waiting on pricing approvals": of what the line speaks of.
    private func isOfPronoun(_ range: Range<Int>) -> Bool {
        // "can't fire it until the engineer comes"
        if let cannot = range.first(where: { elements[$0].has(.cannot) }),
            let until = range.first(where: { $0 > cannot && elements[$0].has(.until) }),
            tokens[elements[cannot].token..<elements[until].token].contains(where: { hasRole($0, .it) })
        {
            return true
        }
        // "so we're stuck there"
        if let last = range.last, clause.lead.has(.result), hasRole(tokens[elements[last].token], .there) { return true }
        guard let head = range.first(where: { !elements[$0].has([.and, .but]) }) else { return false }
        return elements[head].kind == .word && hasRole(tokens[elements[head].token], .it, .itIs)
    }

    /// "Licence not yet; waiting on the harbour office"
    private var isBehindSemicolon: Bool {
        let first = elements[clause.elements.lowerBound].token
        return first > 0 && tokens[first - 1].kind == .semicolon
    }

    private var onlyTarget: Int? { vocabulary.targets.count == 1 ? 0 : nil }

    func isWeakBeforeThing(_ index: Int, _ range: Range<Int>) -> Bool {
        guard subject(ofName: index).isWeak, index + 1 < range.upperBound else { return false }
        return elements[index + 1].isUnknown
    }

    private func laterName() -> Int? {
        var found = IndexSet128()
        for later in clauses[(clauseIndex + 1)...].prefix(16) {
            guard later.sentence == clause.sentence else { break }
            // "…, and activation isn't touched by it"
            if later.meanings.has(.negation), !later.meanings.has([.notYet, .no]) { continue }
            for index in later.elements where isKeyResult(index) && !isDoneBySomebody(index) { found = found.union(subject(ofName: index).set) }
        }
        return found.only
    }

    /// "until they sign off" where a title has "sign": what somebody does.
    private func isDoneBySomebody(_ index: Int) -> Bool {
        subject(ofName: index).isWeak && index > 0 && elements[index - 1].kind == .word && elements[index - 1].has([.pronoun, .firstPerson])
    }

    /// What stands before in the same sentence.
    private func sentenceBefore(_ range: Range<Int>) -> Range<Int> {
        // Near by; the bound keeps the reading linear.
        let first = clauses[...clauseIndex].suffix(16).first { $0.sentence == clause.sentence } ?? clause
        return first.elements.lowerBound..<max(first.elements.lowerBound, range.lowerBound)
    }

    func movedByInitiative(_ range: Range<Int>, isWhole: Bool = false) -> Int? {
        var moved = IndexSet128()
        for index in range where elements[index].kind == .name {
            let mention = mentions[elements[index].index]
            // "until they review": what somebody does, and no planned reviews
            if mention.words < 2, index > 0, elements[index - 1].kind == .word, case let who = tokens[elements[index].token - 1],
                elements[index - 1].has(.firstPerson) || isThey(who) && !hasRole(who, .it)
            {
                continue
            }
            if isWhole, mention.words < 2 || !mention.isExact { continue }
            let isNamed = mention.words >= 2 || mention.isExact || vocabulary.hasForm(tokens[mention.range.lowerBound].hash)
            if isNamed, let only = fittingInitiative(mention, index, range) { moved = moved.union(vocabulary.initiatives[only].moves) }
        }
        return moved.only
    }
}
