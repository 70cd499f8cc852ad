import Model

/// Numbers of what was: former states, and what has been said before.
extension MessageReader {
    /// "went 78 to 84%", and "38 to 31" where 38 is what is known: the first number is where it began.
    func isStart(_ index: Int, _ quantity: Quantity, _ before: Int?, _ after: Int, _ subject: Subject) -> Bool {
        guard after == index + 1, elements[after].kind == .word, elements[after].has(.to), quantity.sign == .none else { return false }
        if let before, elements[before].has([.moved, .up, .down]), !elements[before].has([.more, .at]) { return true }
        // "£684,000 has become £731,500"
        if tokens(of: after).contains(where: { hasRole($0, .become) }) { return true }
        return subject.set.only.map { vocabulary.targets[$0].current == quantity.value } ?? false
    }

    func isPast(_ index: Int, _ quantity: Quantity, _ before: Int?, _ after: Int?, _ range: Range<Int>, _ subject: Subject) -> Bool {
        // "it was 1,452, not 1,425"
        if isCorrectedBehind(index, range) { return false }
        if isOnlyOneNow(index, range) || isToldAgain(range) || isOfPeriodJustEnded(index, quantity, range, subject) { return false }
        if isMyOld(index, range) || isToldBefore(index, range) || isPointedAt(index, range) || isPointedOut(index, range) { return true }
        if isOfOtherYear(index, range) || isBehindThisWeek(index, range) || isSaidEarlier(index, range)
            || isOfPastYear(index, range)
        {
            return true
        }
        if isOfPastAhead(index, range) || isOfThatMonth(index, range) || isBehindPastAlone(index, range) || isGoingOnInPast(range) { return true }
        if isForComparison(range) { return true }
        if let before, elements[before].has(.from), !elements[before].has([.to, .at]), !isOfName(before, index, range),
            !isThisTime(range, subject)
        {
            return true
        }
        // "three more than last week"
        let isCompared = index + 1 < range.upperBound && elements[index + 1].has(.more) && !elements[index + 1].has([.at, .to])
        // "stood at 255 km a week ago and the log says 271 km"
        if let behind = behindUnit(after, range), elements[behind].has(.past), !isCompared, isNumberNext { return true }
        if let after, elements[after].has(.past), !isCompared, !isAsOf(after - 1),
            clause.isParenthesised || hasOtherTotal(subject) || !isFreshReport(range)
        {
            return true
        }
        if let before, elements[before].has(.was), !elements[before].has([.at]) {
            return !isPresentPast(range) && !isComparedBehind(index, range) && !isHad(before, range, subject) && !isThisTime(range, subject)
        }
        if let before, elements[before].has(.past) { return true }
        if isTakenOff(index, range) { return false }
        return after.map { elements[$0].has(.remaining) && $0 == index + 1 && !isLessToCome(index, subject) && !isReadOff(index, subject) } ?? false
    }

    /// "OTP was 78% last week, so slowly climbing": who reports on a Monday tells of the week that has ended, where the message tells no newer number and
    /// does not say that one will come.
    private func isOfPeriodJustEnded(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard hasWord(.last) || clause.meanings.has(.month), let only = subject.set.only, !subject.isWeak, !clause.isParenthesised,
            clause.lead.isDisjoint(with: [.because, .relative, .condition]),
            clause.opening == .sentence || clause.opening == .line || clauseIndex == 0,
            let name = range.first(where: { isKeyResult($0) && subject.set == self.subject(ofName: $0).set }), abs(name - index) <= 6,
            let period = range.first(where: { isPeriodJustEnded($0) }), period > min(name, index),
            vocabulary.targets[only].current != quantity.value, !hasOtherTotal(subject),
            !range.contains(where: { $0 != index && elements[$0].kind == .quantity }),
            !range.contains(where: { elements[$0].has(.from) && !elements[$0].has([.to, .at, .was]) })
        else { return false }
        let other: Meaning = [.now, .planned, .noIdea, .wait, .waitAfter, .nothingOn, .skip, .skipAll, .ask, .correction]
        return clauses[(clauseIndex + 1)...].prefix(4).prefix { next in
            !next.elements.contains { isKeyResult($0) && subject.set != self.subject(ofName: $0).set }
        }.allSatisfy { next in next.meanings.isDisjoint(with: other) && !next.elements.contains { isFresh($0) } }
    }

    /// "this week", "new figure on Monday"
    private func isFresh(_ index: Int) -> Bool {
        elements[index].kind == .word && (elements[index].has(.time) && !elements[index].has(.past) || firstWord(index).has(.fresh))
    }

    /// "last week", "last month"
    private func isPeriodJustEnded(_ index: Int) -> Bool {
        if elements[index].has(.month), let said = vocabulary.lexicon.months[tokens[elements[index].token].lexeme] {
            return said == month || said % 12 + 1 == month
        }
        guard elements[index].has(.past), case let words = tokens(of: index), words.count == 2, hasRole(words.first, .last) else { return false }
        return hasRole(words.last, .period)
    }

    /// The clause before, where it tells us of a number that we took or did not.
    var saidOfMinutes: Range<Int>? {
        // "you missed the number though, it's …"
        let isShort = clauseIndex > 1 && clauses[clauseIndex - 1].elements.count <= 1
        guard clauseIndex > 0, case let before = clauses[clauseIndex - (isShort ? 2 : 1)], before.sentence == clause.sentence,
            before.meanings.has(.secondPerson),
            before.elements.contains(where: { tokens(of: $0).contains { hasRole($0, .figureNoun) || hasRole($0, .take) || hasRole($0, .noting) } })
        else { return nil }
        return before.elements
    }

    /// "you didn't take my number, it was 1,452 sign-ups"
    private func isToldAgain(_ range: Range<Int>) -> Bool {
        guard saidOfMinutes != nil else { return false }
        return !range.contains { elements[$0].has([.past, .month, .from]) && !tokens(of: $0).contains { isWere($0) } }
    }

    /// "this time last year, 29": behind a clause that tells of a past and of nothing else.
    private func isBehindPastAlone(_ index: Int, _ range: Range<Int>) -> Bool {
        guard range.count == 1, clause.opening == .comma || clause.opening == .colon, clauseIndex > 0, case let before = clauses[clauseIndex - 1],
            before.sentence == clause.sentence
        else { return false }
        let head = before.elements.first { !elements[$0].has([.article, .and, .but]) }
        return head.map { elements[$0].has([.past, .longPast]) } == true && before.elements.count <= 5
            && before.elements.allSatisfy { elements[$0].kind == .word }
    }

    /// "82 as of last night"
    private func isAsOf(_ index: Int) -> Bool {
        let words = tokens(of: index)
        return words.count == 2 && hasRole(words.first, .as) && hasRole(words.last, .of)
    }

    /// "Taquilla de 3.120 €": right behind the name, and with no other number, the word only joins them.
    private func isOfName(_ before: Int, _ index: Int, _ range: Range<Int>) -> Bool {
        before > range.lowerBound && isKeyResult(before - 1) && elements[before].has(.of)
            && !range.contains { $0 != index && elements[$0].kind == .quantity }
    }

    /// "5.2 was October's churn", "71 was the estimate, leakage is 74"
    private func isOfThatMonth(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index == range.lowerBound, index + 2 < range.upperBound, firstWord(index + 1).has(.was), !firstWord(index + 1).has(.at) else {
            return false
        }
        if range.contains(where: { $0 > index + 1 && elements[$0].has([.month, .past]) && !elements[$0].has(.was) }) { return true }
        let isSomeOther = ((index + 2)..<range.upperBound).contains { isUnknownThing($0) || elements[$0].has([.approximate, .approximateAfter]) }
        return hasRole(tokens[elements[index + 2].token], .the) && isSomeOther && !range.contains { isKeyResult($0) }
    }

    /// "last month closed at 20.5k"
    private func isOfPastAhead(_ index: Int, _ range: Range<Int>) -> Bool {
        // "in October we were at 1,210"
        // "In October the time to first value was still 41 minutes"
        // "Last month we were still at 12"
        if !isCorrecting, clause.meanings.has([.month, .past]),
            let month = range.first(where: {
                $0 < index && (elements[$0].has(.month) || elements[$0].has(.past) && !elements[$0].has([.was, .from, .time]))
            }),
            ((month + 1)..<index).contains(where: { elements[$0].kind == .word && tokens(of: $0).contains { isWere($0) } }),
            !((month + 1)..<index).contains(where: { elements[$0].kind == .quantity })
        {
            return true
        }
        if isBeforeThisTime(index, range) { return true }
        guard index > range.lowerBound, elements[index - 1].has(.at), tokens(of: index - 1).count > 1,
            let head = range.first(where: {
                elements[$0].kind == .word && !isUnknownThing($0) && !(elements[$0].has(.filler) && !elements[$0].has(.past))
            }),
            head < index - 1, elements[head].has(.past), !elements[head].has([.was, .from, .time])
        else { return false }
        return !clause.meanings.has([.now, .time]) && !isCorrecting
    }

    /// "in last year's report activation stood at 31 % and time to value at 48 minutes"
    private func isGoingOnInPast(_ range: Range<Int>) -> Bool {
        guard clause.lead.has(.and), clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            before.meanings.has([.past, .longPast, .month]),
            !range.contains(where: { elements[$0].has([.now, .time]) || elements[$0].has(.at) && !hasRole(tokens[elements[$0].token], .at) })
        else { return false }
        let numbers = before.elements.filter { elements[$0].kind == .quantity }
        return !numbers.isEmpty
            && numbers.count <= 4 && numbers.allSatisfy { number in dropped.suffix(16).contains { $0.0 == .past && $0.1 == span(number) } }
            && !before.elements.suffix(2).contains { elements[$0].has([.past, .longPast, .month]) }
    }

    /// "November closed at €20.9k, just for context"
    private func isForComparison(_ range: Range<Int>) -> Bool {
        guard clause.meanings.has([.month, .past, .was, .longPast]) else { return false }
        return clauses[max(0, clauseIndex - 2)..<min(clauses.count, clauseIndex + 3)].contains { near in
            near.sentence == clause.sentence
                && near.elements.suffix(12).contains { index in
                    tokens(of: index).indices.contains {
                        $0 > 0 && hasRole(tokens[$0], .comparing) && vocabulary.lexicon.meaning(ofWord: tokens[$0 - 1].lexeme).has(.preposition)
                    }
                }
        }
    }

    /// "this week it was 71"
    private func isThisTime(_ range: Range<Int>, _ subject: Subject) -> Bool {
        elements[range.lowerBound].has(.time) && !elements[range.lowerBound].has(.past) && !subject.isNone
    }

    /// "Last month we averaged 52, this week it was 71": two times, and a number for each.
    private func isBeforeThisTime(_ index: Int, _ range: Range<Int>) -> Bool {
        guard elements[range.lowerBound].has(.past), !elements[range.lowerBound].has([.was, .from, .time]), !isCorrecting,
            clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence
        else { return false }
        return elements[next.elements.lowerBound].has([.time, .now]) && !elements[next.elements.lowerBound].has(.past)
            && next.elements.prefix(12).contains { elements[$0].kind == .quantity }
    }

    private func isWere(_ token: Token) -> Bool { vocabulary.lexicon.meaning(ofWord: token.lexeme).has(.was) }

    /// "we won't get time to value to 15"
    func isWillNotGetThere(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound, hasRole(tokens[elements[index].token - 1], .to) else { return false }
        return range.contains { $0 < index && elements[$0].has(.negation) && hasRole(tokens[elements[$0].token], .willNot) }
    }

    /// "halfway to 30k"
    func isHalfwayTo(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index >= range.lowerBound + 2, hasRole(tokens[elements[index].token - 1], .to) else { return false }
        // "down half a minute to 33"
        return elements[index - 2].kind == .quantity && quantities[elements[index - 2].index].isFraction
            && !quantities[elements[index - 2].index].hasUnit
    }

    /// "my 1,430 had 18 test accounts in it"
    func isMyOld(_ index: Int, _ range: Range<Int>) -> Bool {
        // "that 36.8 still has our test accounts in it"
        if elements[index].token > 0, isOfPointed(index), !quantities[elements[index].index].isWord, index + 2 < range.upperBound,
            case let verb = elements[index + 1].has(.still) ? index + 2 : index + 1, elements[verb].kind == .word,
            hasRole(tokens[elements[verb].token], .needing)
        {
            return true
        }
        guard elements[index].token > 0, case let article = tokens[elements[index].token - 1],
            // "the 35.9% included 23 test accounts"
            vocabulary.lexicon.meaning(ofWord: article.lexeme).has(.mine)
                || hasRole(article, .the) && index + 1 < range.upperBound && !elements[index + 1].has(.was)
                    && isLikeOwn(quantities[elements[index].index]),
            index + 1 < range.upperBound, elements[index + 1].kind == .word, !quantities[elements[index].index].isWord
        else { return false }
        return elements[index + 1].has(.was) || firstWord(index + 1).has(.was) || hasRole(tokens[elements[index + 1].token], .needing)
    }

    /// "that £31.9k from me was net"
    private func isToldBefore(_ index: Int, _ range: Range<Int>) -> Bool {
        guard clause.meanings.has(.was), elements[index].token > 0,
            case let before = tokens[elements[index].token - 1],
            vocabulary.lexicon.meaning(ofWord: before.lexeme).has([.pronoun, .article]) || hasRole(before, .the),
            let was = range.first(where: { $0 > index && firstWord($0).has(.was) })
        else {
            return false
        }
        return tokens[elements[index + 1].token..<elements[was].token].contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.firstPerson) }
            && !hasUnknown((index + 1)..<was)
    }

    /// "the 800 isn't in there yet"
    private func isPointedOut(_ index: Int, _ range: Range<Int>) -> Bool {
        guard elements[index].token > 0, hasRole(tokens[elements[index].token - 1], .the), index + 1 < range.upperBound,
            elements[index + 1].kind == .word, elements[index + 1].has([.negation, .retract])
        else { return false }
        return !range.contains { isKeyResult($0) }
    }

    /// "39, the 36 was one very good Tuesday", "that 3 was just the target", "3 was the number of sessions" as an answer: what a number had been.
    private func isPointedAt(_ index: Int, _ range: Range<Int>) -> Bool {
        guard clause.meanings.has([.was, .at]), !clause.meanings.has(.confidence), elements[index].token > 0 || isAnswerPending,
            index + 2 < range.upperBound,
            firstWord(index + 1).has(.was)
                || hasRole(tokens[elements[index + 1].token], .being)
                    && (elements[index + 2].has(.article) || quantities[elements[index].index].whole != nil && isUnknownThing(index + 2)
                        || hasRole(tokens[elements[index + 2].token], .the)
                        || elements[index + 2].end - elements[index + 2].start == 2),
            !range.contains(where: { isKeyResult($0) && $0 < index })
        else { return false }
        guard elements[index].token > 0, !(isAnswerPending && index == range.lowerBound) else {
            return hasUnknown((index + 2)..<range.upperBound) || range.contains { $0 > index + 1 && elements[$0].has(.weekday) }
        }
        let before = tokens[elements[index].token - 1]
        let meaning = vocabulary.lexicon.meaning(ofWord: before.lexeme)
        guard
            hasRole(before, .the) || meaning.has([.pronoun, .article])
                || (2...3).contains(before.length) && meaning.has(.filler) && !meaning.has([.at, .now, .and, .but, .or, .result, .preposition, .to])
        else { return false }
        return !range.contains { $0 > index && elements[$0].kind == .quantity && !quantities[elements[$0].index].isWord }
    }

    /// "it was only 33 this time", where there is only one.
    private func isOnlyOneNow(_ index: Int, _ range: Range<Int>) -> Bool {
        guard hasFocus || vocabulary.targets.count == 1, !clause.isParenthesised, !findings.contains(where: { $0.isTotal }) else { return false }
        return range.contains { $0 > index && elements[$0].has(.time) && !elements[$0].has(.past) }
            && !range.contains { elements[$0].has([.past, .month]) && !elements[$0].has([.was, .from]) }
    }

    /// "I put 1,412 before", where nothing more is said of it.
    private func isSaidEarlier(_ index: Int, _ range: Range<Int>) -> Bool {
        index + 2 == range.upperBound && hasRole(tokens[elements[index + 1].token], .earlier)
            && range.contains { $0 < index && elements[$0].has(.firstPerson) } && !range.contains { isKeyResult($0) }
    }

    /// "visitors were 3,100 a week in the summer of 2019": a year that is over.
    private func isOfPastYear(_ index: Int, _ range: Range<Int>) -> Bool {
        guard clause.meanings.has(.was) else { return false }
        return range.contains { place in
            guard elements[place].kind == .quantity, place > index + 1, case let year = quantities[elements[place].index] else { return false }
            return year.isPlainInteger && year.digits == 4 && (1990..<Double(self.year)).contains(year.value)
                && elements[place - 1].has([.preposition, .of, .month])
        }
    }

    /// "2.7 this week, 2.6 last"
    private func isBehindThisWeek(_ index: Int, _ range: Range<Int>) -> Bool {
        index + 2 == range.upperBound && hasRole(tokens(of: index + 1).last, .last) && clauseIndex > 0
            && clauses[clauseIndex - 1].sentence == clause.sentence && clauses[clauseIndex - 1].meanings.has(.time)
    }

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
        return elements[index].has(.month) && token > 0 && hasRole(tokens[token - 1], .last)
            || elements[index].kind == .word && token + 1 < tokens.count && hasRole(tokens[token], .last)
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
            !range.contains(where: { elements[$0].has([.past, .month, .from]) && !isReportedMonth($0, range) })
        else { return false }
        return range.contains { elements[$0].has([.time, .now]) && !elements[$0].has([.past, .wait]) } || !isNamedAgain(range)
    }

    /// "churn was 4.7 for November": what the report is for, where no other month is spoken of beside it.
    private func isReportedMonth(_ index: Int, _ range: Range<Int>) -> Bool {
        guard elements[index].has(.month), index > range.lowerBound, hasRole(tokens[elements[index].token - 1], .about) else { return false }
        return !clauses[(clauseIndex + 1)...].prefix(8).contains {
            $0.sentence == clause.sentence && $0.elements.contains { elements[$0].kind == .quantity && !quantities[elements[$0].index].isWord }
                && $0.meanings.has([.month, .now, .time])
        }
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
                // "three fewer cancellations than in October"
                && !next.elements.prefix(1).contains {
                    elements[$0].kind == .quantity && $0 + 1 < next.elements.upperBound && elements[$0 + 1].has([.more, .down])
                }
                // "€18,450, and the tea towels alone made 2,900"
                && !next.elements.contains { hasRole(tokens(of: $0).last, .alone) } && !isOfOtherThing(next)
                && next.elements.contains { isFigure($0, next.elements) || elements[$0].has([.now, .month, .past]) }
                && !next.elements.contains { elements[$0].kind == .name }
        }
    }

    /// "…: buns made £2,100", "plus 21 parents": of something else.
    private func isOfOtherThing(_ next: Clause) -> Bool {
        guard let number = next.elements.first(where: { elements[$0].kind == .quantity }) else { return false }
        let head = next.elements.first { elements[$0].kind != .word || !elements[$0].has([.and, .but, .article]) }
        if let head, head < number, isUnknownThing(head), !next.meanings.has([.past, .month, .now, .time]) { return true }
        return quantities[elements[number].index].isPlainInteger && number + 1 < next.elements.upperBound && isUnknownThing(number + 1)
            && isPlural(number + 1) && !isUnitNoun(number + 1, .none)
    }

    /// A number, and no count of things: "the same two campaigns".
    private func isFigure(_ index: Int, _ range: Range<Int>) -> Bool {
        elements[index].kind == .quantity
            // "30 of them from the fair"
            && !(index + 1 < range.upperBound && elements[index + 1].has(.of))
            && !(quantities[elements[index].index].isWord && index + 1 < range.upperBound
                && (isUnknownThing(index + 1) || quantities[elements[index].index].value == 1 && !elements[index + 1].has([.preposition, .of])))
    }

    private func isFreshReport(_ range: Range<Int>) -> Bool { range.contains { isKeyResult($0) } && !clause.meanings.has([.was, .from]) }
}
