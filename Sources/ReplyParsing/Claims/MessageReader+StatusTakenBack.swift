import Model

/// A status of the sender's that is to stand no longer.
extension MessageReader {
    /// "take the red off 4", "scratch the on track", "can you remove my amber on churn", "I take the red back".
    mutating func takeBackStatus(_ range: Range<Int>) -> Bool {
        if takeBackConfidence(range) { return true }
        guard let judged = range.first(where: { entry($0)?.status != nil && elements[$0].kind == .word }), judged > range.lowerBound,
            let status = entry(judged)?.status, isCalledOurs(judged), let verb = withdrawingVerb(judged, range) ?? goingOn(judged, range),
            // "drop the red herring", "take the done off and set it to 31"
            judged + 1 == range.upperBound || !isUnknownThing(judged + 1),
            !range.contains(where: { elements[$0].kind == .quantity })
        else { return false }
        let named = range.first { $0 > verb && isKeyResult($0) && !subject(ofName: $0).isAmbiguous }.map { subject(ofName: $0) }
        noteTakenBack(status, named ?? .none, span(range), isAsked: true)
        if let named { enterSubject(named) }
        giveToMeant(status, judged)
        return true
    }

    /// "take my 7/10 back please", "scratch the 60%": of who has said how sure they are.
    private mutating func takeBackConfidence(_ range: Range<Int>) -> Bool {
        guard let told = range.first(where: { elements[$0].kind == .quantity }), isCalledOurs(told),
            let verb = withdrawingVerb(told, range) ?? (told <= range.lowerBound + 1 ? verbBeforeThat : nil),
            case let quantity = quantities[elements[told].index], isShare(quantity),
            quantity.isPercent || quantity.whole == 10, !isKnownValue(quantity), let share = share(quantity),
            range.allSatisfy({ $0 <= told || elements[$0].kind == .word && !isUnknownThing($0) || numbered($0) != nil })
        else { return false }
        let named = range.first { $0 > max(verb, told) && numbered($0).map { !$0.isAmbiguous } == true }.flatMap { numbered($0) }
        guard takenBackStatuses.count < 8 else { return true }
        takenBackStatuses.append(
            StatusTakenBack(confidence: share, keyResult: named?.set.only, span: span(range), isAsked: true, clause: clauseIndex))
        return true
    }

    /// "so drop | that 20%": "that" has begun a clause of its own.
    private var verbBeforeThat: Int? {
        // "scratch my confidence, make it 6/10" gives another.
        guard isBehindTakeOut, clause.elements.count < 2 || !tokens(of: clause.elements.lowerBound).contains(where: { hasRole($0, .making) }),
            let last = clauses[clauseIndex - 1].elements.last
        else { return nil }
        return last
    }

    /// The clause before ends with the verb by which people ask for a line to go.
    var isBehindTakeOut: Bool {
        guard clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence, let last = before.elements.last,
            elements[last].kind == .word
        else { return false }
        return elements[last].has(.takeOut) || firstWord(last).has(.takeOut)
    }

    /// "scratch the 11%" where a share of that size is measured.
    private func isKnownValue(_ quantity: Quantity) -> Bool {
        quantity.whole == nil
            && vocabulary.targets.contains { target in
                target.kind == .percent && (target.current ?? target.baseline).map { $0 > 0 && (0.6...1.6).contains(quantity.value / $0) } == true
            }
    }

    /// "…, it was meant for 3": whose the status is instead.
    private mutating func giveToMeant(_ status: Status, _ judged: Int) {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence,
            (3...6).contains(next.elements.count), let name = next.elements.last, elements[name - 1].has(.preposition),
            let subject = numbered(name), !subject.isAmbiguous, !next.meanings.has([.negation, .planned, .condition]),
            next.elements.dropLast().allSatisfy({ elements[$0].kind == .word && !elements[$0].has(.status) }),
            tokens(of: next.elements.lowerBound).contains(where: { hasRole($0, .it, .pointer) || hasRole($0, .thatIs) })
        else { return }
        taken.insert(clauseIndex + 1)
        add(.status(status, isCheck: false), judged, subject, rule: .status)
        enterSubject(subject)
    }

    /// The key result of a name, or of a number in the prompt.
    private func numbered(_ index: Int) -> Subject? {
        if isKeyResult(index) { return subject(ofName: index) }
        guard elements[index].kind == .quantity, case let quantity = quantities[elements[index].index], quantity.isPlainInteger, !quantity.hasUnit,
            let place = vocabulary.targets.firstIndex(where: { Double($0.number) == quantity.value })
        else { return nil }
        return Subject(set: IndexSet128(place))
    }

    /// "rev is 22.4k, not done": what was told as done is not.
    mutating func denyDone(_ range: Range<Int>) {
        guard range.count <= 6, let index = range.first(where: { entry($0)?.status == .done }),
            isNegated(index, range.lowerBound) || index > range.lowerBound && elements[index - 1].has(.negation),
            case let named = range.first(where: { elements[$0].kind == .name }), named.map({ isKeyResult($0) }) ?? true,
            case let subject = named.map({ self.subject(ofName: $0) }) ?? sentenceSubject, !subject.isAmbiguous,
            !sentences[clause.sentence].isQuestion, !clause.meanings.has([.condition, .planned, .until]),
            range.allSatisfy({ place in
                place == index || elements[place].kind == .name
                    || elements[place].kind == .word
                        && elements[place].has([.negation, .filler, .at, .pronoun, .correction, .no, .and, .but, .still, .yet, .notYet])
            })
        else { return }
        noteTakenBack(.done, subject, span(range), isAsked: false)
    }

    /// "take the red off 3, and the yellow from 2": with the verb of the clause before.
    private func goingOn(_ judged: Int, _ range: Range<Int>) -> Int? {
        guard let last = takenBackStatuses.last, last.isAsked, last.clause == clauseIndex - 1, judged <= range.lowerBound + 2,
            clause.lead.has(.and) || elements[range.lowerBound].has(.and), judged + 1 < range.upperBound,
            elements[judged + 1].has([.from, .off, .preposition]), !elements[judged + 1].has([.at, .to])
        else { return nil }
        return range.lowerBound
    }

    private mutating func noteTakenBack(_ status: Status, _ subject: Subject, _ span: TextSpan, isAsked: Bool) {
        // More are asked for by nobody.
        guard takenBackStatuses.count < 8 else { return }
        takenBackStatuses.append(StatusTakenBack(status: status, keyResult: subject.set.only, span: span, isAsked: isAsked, clause: clauseIndex))
    }

    /// "the red", "my amber", "that on track".
    private func isCalledOurs(_ judged: Int) -> Bool {
        guard elements[judged].token > 0, case let before = tokens[elements[judged].token - 1] else { return false }
        return hasRole(before, .the) || hasRole(before, .pointer, .this) || vocabulary.lexicon.meaning(ofWord: before.lexeme).has(.mine)
    }

    /// The verb by which people ask for a line to go, where the sender asks for it or does it.
    private func withdrawingVerb(_ judged: Int, _ range: Range<Int>) -> Int? {
        guard let verb = range.first(where: { $0 < judged && (elements[$0].has(.takeOut) || firstWord($0).has(.takeOut)) }), judged - verb <= 3,
            // "i never gave any confidence so drop that 20%"
            case let start = range.last(where: { $0 < verb && elements[$0].kind == .word && elements[$0].has(.result) }) ?? range.lowerBound,
            (start..<verb).allSatisfy({
                elements[$0].kind == .word
                    && elements[$0].has([
                        .filler, .please, .ask, .request, .secondPerson, .firstPerson, .correction, .no, .and, .but, .result, .cannot,
                    ])
            })
        else { return nil }
        // "take … off", where "take" alone may begin anything.
        guard hasRole(tokens[elements[verb].token], .take), elements[verb].end == tokens[elements[verb].token].end else { return verb }
        let behind = tokens[elements[judged].token...].prefix { $0.start < elements[range.upperBound - 1].end }
        return behind.contains { hasRole($0, .out, .back) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.off) } ? verb : nil
    }
}

/// "take the red off 4"
struct StatusTakenBack {
    /// One of both.
    var status: Status?
    var confidence: Double?
    /// Nil where it is not said of which.
    var keyResult: Int?
    var span: TextSpan
    /// Asked of us; else denied, which may speak of anything.
    var isAsked: Bool
    var clause: Int
}
