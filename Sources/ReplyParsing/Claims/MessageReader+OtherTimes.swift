import Model

/// Numbers of another time: past, planned, or still to come.
extension MessageReader {
    /// "went 78 to 84%", and "38 to 31" where 38 is what is known: the first number is where it began.
    func isStart(_ index: Int, _ quantity: Quantity, _ before: Int?, _ after: Int, _ subject: Subject) -> Bool {
        guard after == index + 1, elements[after].kind == .word, elements[after].has(.to), quantity.sign == .none else { return false }
        if let before, elements[before].has([.moved, .up, .down]), !elements[before].has([.more, .at]) { return true }
        return subject.set.only.map { vocabulary.targets[$0].current == quantity.value } ?? false
    }

    static let the = Folding.hash("the")

    func modeRule(_ index: Int, _ before: Int?, _ after: Int?, _ quantity: Quantity, _ range: Range<Int>, _ course: Course) -> Claim.Rule? {
        // "not sure we'll make 2,500, 50/50 I'd guess"
        if isEven(quantity, .none) { return nil }
        // "could be 4.9 or 5.1"
        if course.mode == .planned, quantity.high != nil, index > range.lowerBound, firstWord(index - 1).has(.planned),
            tokens(of: index - 1).count == 2
        {
            return nil
        }
        if course.mode == .planned { return isCorrection(index, range) ? nil : .planned }
        if course.mode == .conditional || isConditionNext && course.mode == .stated && quantity.isWord { return .conditional }
        if course.hasShare { return .planned }
        if course.hasConfidence, !quantity.isPercent, quantity.whole != 10, !quantity.hasSlash {
            return nextIsConfidence(index, before) ? nil : .planned
        }
        if isPlannedBehind(index, range) || isAim(index, range) || isOfWhatWouldBe(index, range) { return .planned }
        guard var following = after else { return nil }
        if elements[following].has(.more) || elements[following].kind == .name, let beyond = next(following, range.upperBound) { following = beyond }
        let element = elements[following]
        if isOffName(index, range) { return nil }
        if element.has(.modalEnd) { return .planned }
        let isExplicit = before.map { elements[$0].has([.at, .to]) || elements[$0].kind == .colon || elements[$0].kind == .arrow } ?? false
        // "19 dead spots left" where there are to be fewer: what is left is what is counted.
        if element.has(.remaining), following > index + 1, elements[index + 1].kind == .name, isFewerBetter(subject(ofName: index + 1)) { return nil }
        if element.has(.remaining), quantity.sign != .plus,
            !isExplicit || elements[following].start - elements[index].end <= 2 && !element.has(.planned)
        {
            return .remaining
        }
        // "confident we see 80 by June"
        let isOfHope = range.contains { $0 < index && elements[$0].has(.confidence) }
        return element.has(.planned) && (!isExplicit || isOfHope) && !element.has(.now) && following <= index + 2 ? .planned : nil
    }

    /// "3.1 is planned for the 30th"
    private func isPlannedBehind(_ index: Int, _ range: Range<Int>) -> Bool {
        index == range.lowerBound && index + 2 < range.upperBound && elements[index + 1].kind == .word && elements[index + 1].has(.at)
            && elements[index + 2].has(.planned) && !elements[index + 2].has(.now)
    }

    /// "1,200 is what the contract would bring"
    private func isOfWhatWouldBe(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound, elements[index + 1].has(.at) else { return false }
        if index + 2 < range.upperBound {
            return elements[index + 2].has([.relative, .ask]) && range.contains { $0 > index + 2 && elements[$0].has([.planned, .condition]) }
        }
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence else { return false }
        return (next.lead.has(.relative) || firstWord(next.elements.lowerBound).has([.relative, .ask])) && next.meanings.has([.planned, .condition])
    }

    /// "should be 1,485 now", "should have been 36.4, not 36.2"
    private func isCorrection(_ index: Int, _ range: Range<Int>) -> Bool {
        var place = index - 1
        // "should be somewhere around 29 or 30 now"
        while place > range.lowerBound, elements[place].has(.approximate), !elements[place].has(.planned) { place -= 1 }
        guard place >= range.lowerBound, elements[place].kind == .word, case let words = tokens(of: place),
            words.first?.hash == ElementBuilder.should && (words.count == 2 || words.count == 3) || words.first?.hash == Self.shouldve
        else { return false }
        return index + 1 < range.upperBound && firstWord(index + 1).has(.now) || isCorrectedBehind(index, range) || isCorrectionAbove
    }

    private static let shouldve = Folding.hash("should've")

    /// "Correction, sign-ups should be 1,448", "correction, finance sent the final list: 4.8"
    var isCorrectionAbove: Bool {
        clauses[max(0, clauseIndex - 4)..<clauseIndex].contains { $0.sentence == clause.sentence && $0.meanings.has(.correction) }
            || clause.elements.prefix(2).contains { elements[$0].has(.correction) }
    }

    /// "… not 36.2" stands behind.
    private func isCorrectedBehind(_ index: Int, _ range: Range<Int>) -> Bool { deniedBehind(index, range) != nil }

    /// The number that stands denied behind this one, right there or at the head of the next clause.
    func deniedBehind(_ index: Int, _ range: Range<Int>) -> Int? {
        if index + 1 < range.upperBound { return isTakenBack(index + 1) ? index + 2 : nil }
        guard clauseIndex + 1 < clauses.count, clauses[clauseIndex + 1].sentence == clause.sentence else { return nil }
        let head = clauses[clauseIndex + 1].elements.lowerBound
        return isTakenBack(head) ? head + 1 : nil
    }

    /// "not 36.2"
    private func isTakenBack(_ index: Int) -> Bool {
        index + 1 < elements.count && elements[index].kind == .word && elements[index].has(.negation) && !elements[index].has(.notYet)
            && elements[index + 1].kind == .quantity
    }

    /// "on course for 75", "on track to 20k", "won't make it to 4", "will miss 4": the number that a status looks to.
    func isAim(_ index: Int, _ range: Range<Int>) -> Bool {
        var place = index - 1
        guard place >= range.lowerBound else { return false }
        // "confidence on that 9/10"
        if elements[index].kind == .quantity, quantities[elements[index].index].isTenths,
            range.contains(where: { $0 < index && elements[$0].has(.confidence) })
        {
            return false
        }
        // "low confidence we see 55 this year", "70% we hit 45"
        if place > range.lowerBound, elements[place].has(.reach),
            (range.lowerBound..<place).contains(where: { elements[$0].has([.confidence, .sure]) || isShareOf($0) })
        {
            return true
        }
        if place > range.lowerBound, elements[place].kind == .word, elements[place].has(.at), firstWord(place).has(.firstPerson),
            elements[place - 1].has([.confidence, .sure, .status]) && !elements[place - 1].has(.at)
                || isShareOf(place - 1)
        {
            return true
        }
        if let before = previous(index, range.lowerBound), elements[before].has(.shortOf) { return true }
        if isWillNotGetThere(index, range) || isHalfwayTo(index, range) { return true }
        if elements[place].has(.status), isToward(place) { return true }
        // "off track for 2,500"
        if place > range.lowerBound, elements[place].has(.preposition), !elements[place].has([.at, .to, .of]), entry(place - 1)?.status != nil {
            return true
        }
        // "on track for the 30"
        if place > range.lowerBound, tokens[elements[place].token].hash == Self.the, elements[place - 1].has(.status),
            isToward(place - 1) || entry(place - 1)?.status == .offTrack
        {
            return true
        }
        // "low confidence on the 50", "confident about the thousand"
        if place >= range.lowerBound + 2, tokens[elements[place].token].hash == Self.the, elements[place - 1].has(.preposition),
            elements[place - 2].has([.status, .confidence])
        {
            return true
        }
        if place > range.lowerBound, elements[place].kind == .word, elements[place].has(.to), elements[place - 1].has(.status) { place -= 1 }
        return elements[place].has(.status) && firstWord(place).has([.future, .negation]) && entry(place)?.status == .offTrack
    }

    private func isShareOf(_ index: Int) -> Bool { elements[index].kind == .quantity && quantities[elements[index].index].isPercent }

    private func isFewerBetter(_ subject: Subject) -> Bool {
        guard let only = subject.set.only, let goal = vocabulary.targets[only].target, let from = vocabulary.targets[only].baseline else {
            return false
        }
        return vocabulary.targets[only].kind == .number && goal < from
    }

    /// The phrase ends with a word that points ahead.
    private func isToward(_ index: Int) -> Bool {
        let end = index + 1 < elements.count ? elements[index + 1].token : tokens.count
        guard end - elements[index].token > 1, tokens[end - 1].kind == .word else { return false }
        return vocabulary.lexicon.meaning(ofWord: tokens[end - 1].lexeme).has([.to, .wait, .preposition])
    }

    private var isConditionNext: Bool {
        guard clauseIndex + 1 < clauses.count else { return false }
        return clauses[clauseIndex + 1].sentence == clause.sentence && clauses[clauseIndex + 1].lead.has(.condition)
    }

    private func nextIsConfidence(_ index: Int, _ before: Int?) -> Bool {
        guard let before else { return false }
        if elements[before].has(.confidence) || elements[before].kind == .colon { return true }
        // "confidence to 75"
        if elements[before].has([.to, .at]), before > clause.elements.lowerBound, elements[before - 1].has(.confidence) { return true }
        // "conf on 2: 60"
        guard elements[before].kind == .name, before > clause.elements.lowerBound else { return false }
        let cue = elements[before - 1]
        return cue.has(.confidence) || cue.has(.preposition) && before - 2 >= clause.elements.lowerBound && elements[before - 2].has(.confidence)
    }

    func isPast(_ index: Int, _ quantity: Quantity, _ before: Int?, _ after: Int?, _ range: Range<Int>, _ subject: Subject) -> Bool {
        // "it was 1,452, not 1,425"
        if isCorrectedBehind(index, range) { return false }
        if isOnlyOneNow(index, range) { return false }
        if isToldBefore(index, range) { return true }
        if isOfOtherYear(index, range) || isBehindThisWeek(index, range) { return true }
        if let before, elements[before].has(.from), !elements[before].has([.to, .at]) { return true }
        // "three more than last week"
        let isCompared = index + 1 < range.upperBound && elements[index + 1].has(.more) && !elements[index + 1].has([.at, .to])
        // "stood at 255 km a week ago and the log says 271 km"
        if let behind = behindUnit(after, range), elements[behind].has(.past), !isCompared, isNumberNext { return true }
        if let after, elements[after].has(.past), !isCompared, clause.isParenthesised || hasOtherTotal(subject) || !isFreshReport(range) {
            return true
        }
        if let before, elements[before].has(.was), !elements[before].has([.at]) {
            return !isPresentPast(range) && !isComparedBehind(index, range) && !isHad(before, range, subject)
        }
        if let before, elements[before].has(.past) { return true }
        return after.map { elements[$0].has(.remaining) && $0 == index + 1 } ?? false
    }

    /// "we won't get time to value to 15"
    private func isWillNotGetThere(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound, tokens[elements[index].token - 1].hash == ElementBuilder.toWord else { return false }
        return range.contains { $0 < index && elements[$0].has(.negation) && Self.willNot.contains(tokens[elements[$0].token].hash) }
    }

    private static let willNot = Set(["won't", "wont", "can't", "cant", "cannot"].map { Folding.hash($0) })

    /// "halfway to 30k"
    private func isHalfwayTo(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index >= range.lowerBound + 2, tokens[elements[index].token - 1].hash == ElementBuilder.toWord else { return false }
        return elements[index - 2].kind == .quantity && quantities[elements[index - 2].index].isFraction
    }

    /// "that £31.9k from me was net"
    private func isToldBefore(_ index: Int, _ range: Range<Int>) -> Bool {
        guard clause.meanings.has(.was), elements[index].token > 0,
            vocabulary.lexicon.meaning(ofWord: tokens[elements[index].token - 1].lexeme).has([.pronoun, .article]),
            let was = range.first(where: { $0 > index && firstWord($0).has(.was) })
        else {
            return false
        }
        return tokens[elements[index + 1].token..<elements[was].token].contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.firstPerson) }
            && !hasUnknown((index + 1)..<was)
    }

    /// "it was only 33 this time", where there is only one.
    private func isOnlyOneNow(_ index: Int, _ range: Range<Int>) -> Bool {
        guard hasFocus || vocabulary.targets.count == 1, !clause.isParenthesised, !findings.contains(where: { $0.isTotal }) else { return false }
        return range.contains { $0 > index && elements[$0].has(.time) && !elements[$0].has(.past) }
            && !range.contains { elements[$0].has([.past, .month]) && !elements[$0].has([.was, .from]) }
    }

    /// "2.7 this week, 2.6 last"
    private func isBehindThisWeek(_ index: Int, _ range: Range<Int>) -> Bool {
        index + 2 == range.upperBound && tokens(of: index + 1).last?.hash == Self.last && clauseIndex > 0
            && clauses[clauseIndex - 1].sentence == clause.sentence && clauses[clauseIndex - 1].meanings.has(.time)
    }

    private static let last = Folding.hash("last")

    /// "Last year at this time we were at 6.1": a past too long ago for a report, and a verb of the past.
    private func isOfOtherYear(_ index: Int, _ range: Range<Int>) -> Bool {
        guard clause.meanings.has([.longPast, .month]), let past = range.first(where: { elements[$0].has(.longPast) || isLastMonthNamed($0) }) else {
            return false
        }
        let isHead = past < index && (range.lowerBound..<past).allSatisfy { elements[$0].kind == .word && elements[$0].has([.and, .but, .filler]) }
        return isHead && !range.contains { $0 > past && $0 < index && (elements[$0].kind == .quantity || elements[$0].has(.now)) }
            || range.contains { $0 < index && elements[$0].kind == .word && firstWord($0).has(.was) }
    }

    /// "last November"
    private func isLastMonthNamed(_ index: Int) -> Bool {
        let token = elements[index].token
        return elements[index].has(.month) && token > 0 && tokens[token - 1].hash == Self.last
            || elements[index].kind == .word && token + 1 < tokens.count && tokens[token].hash == Self.last
                && vocabulary.lexicon.meaning(ofWord: tokens[token + 1].lexeme).has(.month)
    }

    /// "Late runs: we had 3": of what has just been named and has no value yet.
    private func isHad(_ before: Int, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard !subject.isNone, !clause.isParenthesised, before > range.lowerBound, elements[before - 1].has(.firstPerson), !hasOtherTotal(subject)
        else { return false }
        let other: Meaning = [.past, .month, .weekday, .from, .now]
        return !range.contains { elements[$0].has(other) }
            && !clauses[(clauseIndex + 1)...].prefix(8).contains { $0.sentence == clause.sentence && $0.meanings.has(other) }
    }

    /// "Attendance was 93% this week" reports; "was 40 in January" does not.
    private func isPresentPast(_ range: Range<Int>) -> Bool {
        guard !clause.isParenthesised, range.contains(where: { isKeyResult($0) }),
            !range.contains(where: { elements[$0].has([.past, .month, .from]) })
        else { return false }
        return range.contains { elements[$0].has([.time, .now]) && !elements[$0].has([.past, .wait]) } || !isNamedAgain(range)
    }

    /// "were £64,900 in April against £68,500 in March": the first is the report.
    private func isComparedBehind(_ index: Int, _ range: Range<Int>) -> Bool {
        range.contains { place in
            place > index && elements[place].kind == .word && elements[place].has(.from) && !elements[place].has([.to, .at])
                && range.contains { $0 > place && elements[$0].kind == .quantity }
        }
    }

    /// What stands behind the number, and behind the unit that it counts.
    private func behindUnit(_ after: Int?, _ range: Range<Int>) -> Int? {
        guard let after, elements[after].kind == .word || elements[after].kind == .name, vocabulary.hasUnit(tokens[elements[after].token].stem) else {
            return after
        }
        return next(after, range.upperBound)
    }

    /// The next clause of the sentence gives a number of no other.
    private var isNumberNext: Bool {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence else { return false }
        return next.lead.has([.and, .but]) && next.meanings.has([.witness, .now]) && !next.elements.contains { elements[$0].kind == .name }
            && next.elements.contains { elements[$0].kind == .quantity }
    }

    /// The sentence goes on about the same, with another value: "signups was 1,320, now 1,400".
    private func isNamedAgain(_ range: Range<Int>) -> Bool {
        // Soon, if at all; the bound keeps the reading linear.
        clauses[(clauseIndex + 1)...].prefix(8).prefix { $0.sentence == clause.sentence }.contains { next in
            // "were 19, down from 22"
            !next.elements.prefix(2).contains { elements[$0].has(.from) && !elements[$0].has([.to, .at]) }
                && next.elements.contains { isFigure($0, next.elements) || elements[$0].has([.now, .month, .past]) }
                && !next.elements.contains { elements[$0].kind == .name }
        }
    }

    /// A number, and no count of things: "the same two campaigns".
    private func isFigure(_ index: Int, _ range: Range<Int>) -> Bool {
        elements[index].kind == .quantity
            && !(quantities[elements[index].index].isWord && index + 1 < range.upperBound && isUnknownThing(index + 1))
    }

    private func isFreshReport(_ range: Range<Int>) -> Bool { range.contains { isKeyResult($0) } && !clause.meanings.has([.was, .from]) }
}
