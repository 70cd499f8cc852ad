import Model

/// What was delivered: where its words end, and which planned work it is.
extension MessageReader {
    private func isListedObject(_ clause: Clause) -> Bool {
        guard clause.opening == .comma || clause.opening == .conjunction, clause.lead.subtracting([.and]).isEmpty else { return false }
        // "handed the leaflets over to both desks, they look lovely"
        if clause.elements.prefix(1).contains(where: { isThey(tokens[elements[$0].token]) }) { return false }
        if clause.meanings.has([
            .shipped, .planned, .status, .unchanged, .blocked, .up, .down, .at, .result, .to, .from, .was, .skip, .firstPerson, .negation, .notYet,
        ]) {
            return false
        }
        return !clause.elements.contains {
            isKeyResult($0)
                // "finished the new lathe, tuning now 16 hours" where the lathe is one for tuning
                && (mentions[elements[$0].index].initiatives.isEmpty
                    || $0 == clause.elements.lowerBound && mentions[elements[$0].index].isExact)
                && (clause.elements.contains { elements[$0].kind == .quantity || elements[$0].kind == .emoji })
        }
    }

    /// "account reviews done for Fjordbank and Holm": for whom, in two clauses.
    private mutating func joinedObject(_ cue: Int) -> Int? {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence,
            next.opening == .conjunction, next.lead == .and, (2...3).contains(next.elements.count), let last = clause.elements.last, last > cue + 1,
            isUnknownThing(last), (cue..<last).contains(where: { elements[$0].has(.preposition) }),
            next.elements.dropFirst().allSatisfy({ isUnknownThing($0) }),
            clauseIndex + 2 >= clauses.count || clauses[clauseIndex + 2].sentence != clause.sentence
        else { return nil }
        taken.insert(clauseIndex + 1)
        return next.elements.upperBound
    }

    /// "the survey is out to all customers who left in October": to whom and no others.
    private mutating func limitedObject(_ cue: Int) -> Int? {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence,
            next.opening == .conjunction, next.lead.has(.relative), (2...8).contains(next.elements.count),
            elements[next.elements.lowerBound - 1].end < elements[next.elements.lowerBound].start, let last = clause.elements.last, last > cue,
            isUnknownThing(last), !next.meanings.has([.shipped, .blocked, .planned, .status, .at, .up, .down, .firstPerson]),
            !next.elements.contains(where: { elements[$0].kind == .quantity || elements[$0].kind == .name }),
            hasRole(tokens[elements[next.elements.lowerBound].token], .who)
        else { return nil }
        taken.insert(clauseIndex + 1)
        return next.elements.upperBound
    }

    /// A verb before its objects takes the listed objects that follow: "shipped A, B and C".
    mutating func outputEnd(_ cue: Int) -> Int {
        var end = clause.elements.upperBound
        let isVerbFirst = !clause.elements.contains { $0 < cue && (elements[$0].isUnknown || elements[$0].kind == .name) }
        if !isVerbFirst, let joined = joinedObject(cue) { return joined }
        if let limited = limitedObject(cue) { return limited }
        guard isVerbFirst, clause.elements.upperBound > cue + 1 else { return end }
        var next = clauseIndex + 1
        while next < clauses.count, clauses[next].sentence == clause.sentence, clauses[next].line == clause.line, isListedObject(clauses[next]) {
            end = clauses[next].elements.upperBound
            dropQuantities(clauses[next].elements, .insideOutput)
            taken.insert(next)
            next += 1
        }
        return end
    }

    /// One output, or one for each initiative that it names.
    mutating func addOutputs(_ whole: Range<Int>) {
        // "mostly because the checklist went out": why, and no part of it.
        let because = whole.prefix(3).first { elements[$0].has(.because) && !elements[$0].has([.shipped, .shippedNamed]) }
        let start = because.map { $0 + 1 < whole.upperBound && !hasUnknown(whole.lowerBound..<$0) ? $0 + 1 : whole.lowerBound } ?? whole.lowerBound
        let range = start..<(secondDeed(start..<whole.upperBound) ?? whole.upperBound)
        var seen = initiatives(in: range)
        // "you missed the reviews, please put down that the first three are delivered"
        if seen.isEmpty, isToNote, !hasUnknown(range), let above = notedAbove { seen = initiatives(in: above) }
        if seen.isEmpty, isPointingOnly || clause.meanings.has(.ordinal) && didCue(clause.elements) != nil, let planned = plannedAbove {
            seen = [planned]
        }
        let keyResult = range.first { isKeyResult($0) }.flatMap { subject(ofName: $0).set.only } ?? sentenceSubject.set.only
        // "the oven is installed and finished testing"
        if clause.lead.has(.and), let last = outputs.last, last.clause == clauseIndex - 1, span(range).start <= last.span.start {
            outputs.removeAll { $0.clause == last.clause }
        }
        if seen.isEmpty { outputs.append(OutputFinding(span: span(range), initiative: nil, keyResult: keyResult, clause: clauseIndex)) }
        for initiative in seen { outputs.append(OutputFinding(span: span(range), initiative: initiative, keyResult: keyResult, clause: clauseIndex)) }
    }

    /// "sent out the new page to all visitors and rewrote two of the others": another piece of work, of which the first says nothing.
    private func secondDeed(_ range: Range<Int>) -> Int? {
        guard hasWord(.working) else { return nil }
        return range.dropFirst(2).dropLast(2).first {
            elements[$0].has(.and) && tokens(of: $0).count == 1 && hasRole(tokens(of: $0 + 1).last, .working)
                && !elements[$0 + 1].has([.shipped, .shippedNamed]) && hasUnknown(range.lowerBound..<$0)
        }
    }

    /// "Security signed off on the invitation, so we turned it on for everyone": the planned work that the sentence has spoken of.
    var plannedAbove: Int? {
        for near in clauses[..<clauseIndex].suffix(3).reversed() where near.sentence == clause.sentence {
            let named = initiatives(in: near.elements)
            if !named.isEmpty { return named.count == 1 ? named[0] : nil }
        }
        return nil
    }

    func initiatives(in range: Range<Int>) -> [Int] {
        var seen: [Int] = []
        let named = range.filter { elements[$0].kind == .name }
        // Beside a whole name, one word of another is only a word.
        let isStrong = named.contains { mentions[elements[$0].index].initiatives.only != nil && mentions[elements[$0].index].words >= 2 }
        for index in named where !isStrong || mentions[elements[index].index].words >= 2 || mentions[elements[index].index].isExact {
            // "rolled out the questionnaire at all active sites", where a key result counts sites
            if isStrong, isKeyResult(index), mentions[elements[index].index].words < 2 { continue }
            // "acoustic loggers finished in zones 4 to 9"
            if isStrong, mentions[elements[index].index].range.count == 1, index + 1 < range.upperBound, elements[index + 1].kind == .quantity {
                continue
            }
            // "shipped on Monday, live for all accounts": for whom it is.
            if mentions[elements[index].index].words == 1, !mentions[elements[index].index].isExact, isForWhom(index, range) { continue }
            guard let only = fittingInitiative(mentions[elements[index].index], index, range), !seen.contains(only) else { continue }
            seen.append(only)
        }
        return seen
    }

    /// "live for all new accounts"
    private func isForWhom(_ index: Int, _ range: Range<Int>) -> Bool {
        // "out to all team accounts"
        if range.contains(where: {
            $0 > range.lowerBound && $0 >= index - 3 && $0 < index && hasRole(tokens[elements[$0].token], .to) && elements[$0].kind == .word
        }) {
            return true
        }
        var place = index - 1
        while place > range.lowerBound, place >= index - 4,
            firstWord(place).has([.fresh, .all]) || elements[place].kind == .quantity
                || hasRole(tokens[elements[place].token], .the), !elements[place].has(.preposition)
        {
            place -= 1
        }
        guard place > range.lowerBound else { return false }
        // "is out to 50% of new accounts"
        if elements[place].has(.of), elements[place - 1].kind == .quantity { return true }
        return (elements[place].has(.preposition) || firstWord(place).has(.preposition)) && !elements[place].has([.of, .at])
            || elements[index - 1].has(.all)
    }

    /// The initiative that a name stands for; "spring campaign" is not "LinkedIn campaign".
    func fittingInitiative(_ mention: Mention, _ index: Int, _ range: Range<Int>) -> Int? {
        guard let only = mention.initiatives.only else { return nil }
        // "went out to about 60 accounts"
        if mention.words <= 1, !mention.isExact, (max(range.lowerBound, index - 2)..<index).contains(where: { elements[$0].kind == .quantity }) {
            return nil
        }
        // "the referral banner" is not the whole of "referrals".
        let isPart =
            mention.range.count == 1 && isOtherForm(index) && index + 1 < range.upperBound && elements[index + 1].kind == .word
            && elements[index + 1].isUnknown && elements[index + 1].isSpaced && !elements[index + 1].has([.label, .stateVerb])
        if mention.words >= 2 || mention.isExact && !isPart { return only }
        if index > range.lowerBound, elements[index - 1].isUnknown, elements[index - 1].kind == .word, !elements[index - 1].has(.stateVerb) {
            return nil
        }
        if index + 1 < range.upperBound, elements[index + 1].isUnknown, !elements[index + 1].has([.label, .stateVerb]) { return nil }
        // "fixed the invite email bug" beside "Invite a colleague"
        if mention.words <= 1, index + 2 < range.upperBound, elements[index + 1].kind == .word, elements[index + 1].has(.label),
            isUnknownThing(index + 2)
        {
            return nil
        }
        // "Review done" beside planned "reviews": any one.
        if mention.words <= 1, index == range.lowerBound, isOtherForm(index), !isPlural(index) { return nil }
        return only
    }

    /// "The season brochure has been printed and posted", "the bus went into service", "the scanners are in use": by a verb behind its name.
    private func isDoneToPlanned(_ name: Int, _ range: Range<Int>) -> Bool {
        guard !hasUnknown(range.lowerBound..<name) else { return false }
        let words = tokens[elements[name].token...].prefix(16).prefix { $0.start < elements[range.upperBound - 1].end }.drop {
            $0.start < elements[name].end
        }
        return words.indices.dropFirst().contains { place in
            let before = vocabulary.lexicon.meaning(ofWord: tokens[place - 1].lexeme)
            // "in use", "into operation"
            if hasRole(tokens[place], .serving) { return before.has([.preposition, .to]) || hasRole(tokens[place - 1], .in) }
            return hasRole(tokens[place], .completing) && before.has([.at, .was])
        }
    }

    /// "The checklist is written and in use since Wednesday", "the mails are translated and live": a thing, what was done to it, and that it is there.
    func thingPutToUse(_ range: Range<Int>) -> Range<Int>? {
        guard clause.lead.has(.and), clauseIndex > 0, range.count <= 6, isThereNow(range), !isAnswerPending, focus == nil,
            case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence, isFree(clauseIndex - 1),
            (3...10).contains(before.elements.count),
            before.meanings.isDisjoint(with: [
                .negation, .notYet, .planned, .condition, .blocked, .cannot, .until, .was, .secondPerson, .thanks, .shipped, .unchanged, .request,
                .hint,
            ]), !before.lead.has([.because, .condition, .after, .relative]), !sentences[clause.sentence].isQuestion,
            !before.elements.contains(where: { isKeyResult($0) || elements[$0].kind == .quantity && !quantities[elements[$0].index].isWord }),
            let verb = before.elements.last(where: { hasRole(tokens[elements[$0].token], .being) }), verb > before.elements.lowerBound,
            verb + 1 < before.elements.upperBound,
            hasUnknown(before.elements.lowerBound..<verb) || before.elements.contains(where: { $0 < verb && elements[$0].kind == .name })
        else { return nil }
        let start = behindOpening(before.elements.first { !elements[$0].has([.and, .but]) } ?? before.elements.lowerBound, verb)
        return start..<timeEnd(range)
    }

    /// "…, since Wednesday" may be a clause of its own.
    private func timeEnd(_ range: Range<Int>) -> Int {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence, next.elements.count <= 3,
            next.meanings.has([.weekday, .time, .month]), !next.elements.contains(where: { elements[$0].kind == .quantity || isUnknownThing($0) })
        else { return range.upperBound }
        return next.elements.upperBound
    }

    /// "live", "in use since Wednesday"
    private func isThereNow(_ range: Range<Int>) -> Bool {
        let first = range.first { !elements[$0].has(.and) || elements[$0].has(.live) } ?? range.lowerBound
        guard clause.meanings.isDisjoint(with: [.negation, .notYet, .planned, .condition, .until, .ready, .status]) else { return false }
        if elements[first].has(.live) { return !hasUnknown((first + 1)..<max(first + 1, range.upperBound)) }
        return hasWord(.serving)
            && tokens[elements[first].token...].prefix(3).prefix { $0.start < elements[range.upperBound - 1].end }.contains { hasRole($0, .serving) }
    }

    /// "The discount shelf finally stands in all three shops", "the cooling tunnel has been running since Friday": planned work that is there, by whatever
    /// verb.
    func isPlannedInPlace(_ range: Range<Int>) -> Bool {
        guard hasWord(.inPlace) || hasWord(.completing) || hasWord(.serving),
            !clause.meanings.has([
                .negation, .notYet, .planned, .condition, .blocked, .cannot, .until, .ready, .status, .skip, .unblocked, .request, .hint, .remaining,
                .secondPerson, .infinitive, .no, .confidence, .sure, .reverted, .wait, .waitAfter,
            ]), range.count > 2, clause.lead.isDisjoint(with: [.because, .condition, .after, .relative]), !sentences[clause.sentence].isQuestion,
            !clause.isParenthesised, !range.contains(where: { isKeyResult($0) || elements[$0].kind == .openTask })
        else { return false }
        guard
            let name = range.first(where: {
                elements[$0].kind == .name && (mentions[elements[$0].index].words >= 2 || mentions[elements[$0].index].isExact)
                    && !mentions[elements[$0].index].isMisspelt && fittingInitiative(mentions[elements[$0].index], $0, range) != nil
            }), name + 1 == range.upperBound || elements[name + 1].kind != .colon,
            // "SMED workshop wrapped up, the lads on line 3 now race each other": the sentence has told it.
            outputs.last.map({ clauses[$0.clause].sentence != clause.sentence }) ?? true,
            // "the tour is finally running, did the first four steps on Thursday"
            !clauses[(clauseIndex + 1)...].prefix(3).contains(where: { next in
                next.sentence == clause.sentence
                    && (next.meanings.has([.shipped, .shippedNamed]) || next.elements.contains { tokens(of: $0).contains { hasRole($0, .did) } })
            }), hasUnknown(range) || range.contains(where: { elements[$0].has([.at, .was]) })
        else { return false }
        if range.contains(where: { $0 != name && tokens(of: $0).contains { hasRole($0, .inPlace) } }) { return true }
        // "the contract is signed! Sorry, I mean it's printed"
        let isPutRight = clauseIndex + 1 < clauses.count && clauses[clauseIndex + 1].meanings.has(.correction)
        if !isPutRight, isDoneToPlanned(name, range) { return true }
        // "since Friday" may be a clause of its own.
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence, next.elements.count <= 4,
            tokens[elements[next.elements.lowerBound].token...].prefix(1).contains(where: { hasRole($0, .since) })
                || elements[next.elements.lowerBound].token > 0 && hasRole(tokens[elements[next.elements.lowerBound].token - 1], .since)
        else { return false }
        return true
    }
}
