/// Whether words that fit a name are meant as one where they stand.
extension ElementBuilder {
    /// Meanings that hold a sentence together: a word that has one of them is a short name only where a value follows.
    private static let framing: Meaning = [
        .status, .unchanged, .still, .yes, .no, .notYet, .up, .down, .moved, .more, .factor, .from, .to, .at, .now, .time, .result, .was, .condition,
        .until, .approximate, .approximateAfter, .range, .or, .negation, .yet, .all, .others, .except, .both, .pronoun, .of, .per, .and, .but,
        .because,
        .after, .relative, .skip, .nothingOn, .correction, .retract, .command, .thanks, .article, .number, .better, .worse, .ask, .month, .weekday,
    ]

    /// Where a name may stand: at the head of what is said, or behind an article there: "The wait went up", "from the clinic: wait is 31".
    private var isNamePlace: Bool {
        guard let last = elements.last, !isClauseHead else { return true }
        if isOpening(last) { return true }
        // "chain-wide wait is 14"
        if last.kind == .word, last.isUnknown, last.token + 1 < tokens.count, tokens[last.token + 1].isJoined {
            return elements.count < 2 || isOpening(elements[elements.count - 2])
        }
        guard last.kind == .word, last.has(.filler), last.has([.article, .pronoun, .firstPerson]) || last.end - last.start <= 4 else { return false }
        return elements.count < 2 || isOpening(elements[elements.count - 2])
    }

    private func isOpening(_ element: Element) -> Bool {
        switch element.kind {
        case .newline, .bullet, .comma, .stop, .bar, .colon, .dash, .emoji, .open, .close, .slash: true
        default: element.has([.and, .but]) || element.kind == .word && element.has(.result) && element.end == tokens[element.token].end
        }
    }

    /// "green on wait", "31 days for the wait".
    private var isBehindPreposition: Bool {
        guard let last = elements.last, last.kind == .word else { return false }
        if last.leadsToName { return true }
        guard last.has(.filler), last.end - last.start <= 4, elements.count > 1 else { return false }
        let before = elements[elements.count - 2]
        return before.leadsToName
    }

    /// "she", "they still"
    private var isBehindSomebody: Bool {
        guard let last = elements.last, last.kind == .word else { return false }
        let who = last.has([.still, .likewise]) && elements.count > 1 ? elements[elements.count - 2] : last
        guard who.kind == .word else { return false }
        return lexicon.hasRole(tokens[who.token], .somebody)
            || lexicon.meaning(ofWord: tokens[who.token].lexeme).has([.pronoun, .firstPerson])
                && !who.has([.mine, .article, .preposition])
    }

    /// "418 drops a day"
    private func isEndOfRate(_ position: Int) -> Bool {
        position + 1 < tokens.count && lexicon.meaning(ofWord: tokens[position].lexeme).has([.article, .per])
            && lexicon.meaning(ofWord: tokens[position + 1].lexeme).has(.unit)
    }

    /// "6.1k passes"
    private var isBehindNumber: Bool { elements.last?.kind == .quantity }

    /// "confident about the registers"
    private func isBehindAbout(_ position: Int) -> Bool {
        guard position > 1, tokens[position - 1].kind == .word else { return false }
        return lexicon.hasRole(tokens[position - 1], .about)
            || lexicon.hasRole(tokens[position - 1], .the) && lexicon.hasRole(tokens[position - 2], .about)
    }

    private func isEndOfClause(_ position: Int) -> Bool {
        guard position < tokens.count else { return true }
        return [.comma, .period, .semicolon, .exclamation, .newline, .close, .emoji].contains(tokens[position].kind)
    }

    /// Whether a name found here is meant as one, beside the phrase that begins at the same token.
    func isName(_ mention: Mention, _ phraseEnd: Int, _ meaning: Meaning) -> Bool {
        if mention.words >= 4 { return true }
        // "she still sings until then" where a title has "songs"
        if mention.isMisspelt, mention.range.count == 1, isBehindSomebody { return false }
        // "walked in" where an id is "ins"
        if mention.range.count == 1, case let word = tokens[mention.range.lowerBound], word.length <= 2, !meaning.isEmpty,
            !vocabulary.hasForm(word.hash)
        {
            return false
        }
        // "about the wait one": no "wait!" stands behind an article.
        if mention.words >= 1, phraseEnd <= mention.range.upperBound, meaning.has(.correction), mention.range.lowerBound > 0,
            case let before = tokens[mention.range.lowerBound - 1], before.kind == .word,
            lexicon.hasRole(before, .the) || lexicon.meaning(ofWord: before.lexeme).has([.article, .mine])
        {
            return true
        }
        // "in its first two days" where a key result's id is "first".
        if mention.range.count == 1, meaning.has(.ordinal), elements.last?.has([.article, .pronoun, .mine]) == true { return false }
        // "out to the first ten": so many of what is listed.
        if mention.words <= 1, case let next = mention.range.upperBound, next < tokens.count, tokens[next].kind == .word,
            lexicon.meaning(ofWord: tokens[next - 1].lexeme).has(.ordinal),
            lexicon.meaning(ofWord: tokens[next].lexeme).has(.number) || lexicon.hasRole(tokens[next], .dozen)
        {
            return false
        }
        // "the first 12 reviews"
        if !mention.isExact, mention.words <= 1, case let next = mention.range.upperBound, next + 1 < tokens.count,
            tokens[next].kind == .number, tokens[next + 1].kind == .word, tokens[next + 1].isSpaced,
            lexicon.meaning(ofWord: tokens[next - 1].lexeme).has(.ordinal)
        {
            return false
        }
        // "one of 40 boxes" where a title has "one-to-ones", "in five of our nine shops" where one is "Five-star rating in every shop".
        if mention.range.count == 1, meaning.has(.number), !mention.isExact { return false }
        if mention.words <= 1, !mention.isExact, case let next = mention.range.upperBound, next < tokens.count,
            lexicon.meaning(ofWord: tokens[next - 1].lexeme).has(.number), lexicon.meaning(ofWord: tokens[next].lexeme).has(.of)
        {
            return false
        }
        // "finished the week at 4.2" where a title has "in the first week".
        if mention.words == 0, !mention.isExact, lexicon.meaning(ofWord: tokens[mention.range.upperBound - 1].lexeme).has(.unit) { return false }
        let strong = meaning.subtracting(.soft)
        // "survival down 0.7 points" where another's id is "down"
        if mention.range.count == 1, strong.has([.up, .down]), let last = elements.last, last.kind == .name || last.has(.at),
            elements.suffix(3).contains(where: {
                $0.kind == .name && !mentions[$0.index].keyResults.isEmpty && mentions[$0.index].keyResults != mention.keyResults
            })
        {
            return false
        }
        if mention.isExact || mention.words >= 2 {
            if phraseEnd > mention.range.upperBound, !strong.isEmpty { return false }
            return mention.words >= 2 || mention.range.count > 1 || strong.isEmpty || isFollowedByValue(rateEnd(mention.range.upperBound))
                || mention.isExact
                    && (strong.isDisjoint(with: Self.framing)
                        || isNamePlace
                            && (isFollowedByVerb(mention.range.upperBound) || isFollowedByState(mention.range.upperBound)
                                || isFollowedByNow(mention.range.upperBound) || isJoinedToName(mention.range.upperBound))
                        || isBehindPreposition || isBehindAbout(mention.range.lowerBound)
                        || (isBehindNumber || elements.last?.has(.correction) == true) && isEndOfClause(mention.range.upperBound)
                        || isBehindNumber && isEndOfRate(mention.range.upperBound))
        }
        if mention.words >= 1, phraseEnd <= mention.range.upperBound, strong.isEmpty || isOwnWord(mention, strong) { return true }
        // "time to open: 10": words of no weight, three of them in the title's own order.
        return mention.range.count > 1 && strong.isEmpty || mention.range.count > 2 && strong.subtracting(.occasions).isEmpty
    }

    /// "pass rate" and "hits 47%": words of one title alone, although the lexicon knows them as something else.
    private func isOwnWord(_ mention: Mention, _ strong: Meaning) -> Bool {
        // "passes up 120" at a clause's head, with nothing before it that could pass anything.
        if strong.subtracting([.at, .to]).isEmpty, isClauseHead, vocabulary.hasForm(tokens[mention.range.lowerBound].hash),
            isFollowedByValue(mention.range.upperBound) || isFollowedByState(mention.range.upperBound)
        {
            return true
        }
        // "pass rate" of two that have it in their titles; "per order" names nothing.
        let first = lexicon.meaning(ofWord: tokens[mention.range.lowerBound].lexeme)
        if mention.range.count > 1, mention.keyResults.count == 1 || !mention.keyResults.isEmpty && !first.has([.per, .of, .preposition]) {
            return true
        }
        guard mention.keyResults.count == 1 else { return false }
        // "cancelled: 17"
        if strong.subtracting([.up, .down, .moved]).isEmpty, isClauseHead, mention.range.upperBound < tokens.count,
            tokens[mention.range.upperBound].kind == .colon, vocabulary.hasForm(tokens[mention.range.lowerBound].hash)
        {
            return true
        }
        return strong.subtracting(.at).isEmpty && isClauseHead && isFollowedByValue(mention.range.upperBound)
            && vocabulary.hasForm(tokens[mention.range.lowerBound].hash)
    }

    /// "the rate's 8.9": a title's own noun, where only one title has it and a value follows.
    func metricName(_ position: Int) -> Mention? {
        let token = tokens[position]
        guard isClauseHead || elements.last.map({ $0.has(.filler) || $0.kind == .colon }) == true, token.name >= 0,
            isFollowedByValue(position + 1) || isFollowedByState(position + 1)
        else { return nil }
        let set = vocabulary.nameWords[Int(token.name)].keyResults
        guard !set.isEmpty else { return nil }
        var mention = Mention(range: position..<(position + 1))
        mention.keyResults = set
        mention.words = 1
        return mention
    }

    /// "the time one": whatever else the word may mean, a title's word between "the" and "one" points at what has it.
    func nameBeforeOne(_ position: Int) -> Mention? {
        let token = tokens[position]
        guard position > 0, token.kind == .word, token.name >= 0, lexicon.hasRole(tokens[position - 1], .the), position + 1 < tokens.count,
            case let one = lexicon.entry(ofWord: tokens[position + 1].lexeme), one >= 0, lexicon.entries[Int(one)].meaning.has(.number),
            lexicon.entries[Int(one)].number == 1, !lexicon.meaning(ofWord: token.lexeme).has([.ordinal, .others, .status, .all])
        else { return nil }
        let set = vocabulary.nameWords[Int(token.name)].keyResults
        guard set.count == 1 else { return nil }
        var mention = Mention(range: position..<(position + 1))
        mention.keyResults = set
        // Pointed at, it weighs as much as two.
        mention.words = 2
        return mention
    }

    /// "plus now 2,801" where subscriptions are called so
    private func isFollowedByNow(_ position: Int) -> Bool {
        guard let phrase = lexicon.longestPhrase(tokens, at: position, meaning: .now) else { return false }
        return isFollowedByValue(phrase.end)
    }

    func isFollowedByState(_ position: Int) -> Bool {
        guard
            let phrase = lexicon.longestPhrase(tokens, at: behindSoftener(position), meaning: [.at, .to, .up, .down, .was, .still, .approximate])
        else { return isSoftener(position) && isFollowedByValue(position + 1) }
        if isFollowedByValue(behindSoftener(phrase.end)) || isOneUnit(phrase.end) { return true }
        // "is back at 33", "is already at 31"
        guard let more = lexicon.longestPhrase(tokens, at: behindSoftener(phrase.end), meaning: [.at, .to, .now, .still, .up, .down]) else {
            return false
        }
        if isFollowedByValue(more.end) { return true }
        guard let last = lexicon.longestPhrase(tokens, at: more.end, meaning: [.at, .to]) else { return false }
        return isFollowedByValue(last.end)
    }

    /// "down a minute"
    private func isOneUnit(_ position: Int) -> Bool {
        position + 1 < tokens.count && tokens[position].kind == .word && lexicon.meaning(ofWord: tokens[position].lexeme).has(.article)
            && lexicon.meaning(ofWord: tokens[position + 1].lexeme).has(.unit)
    }

    private func isSoftener(_ position: Int) -> Bool {
        position < tokens.count && tokens[position].kind == .word && lexicon.meaning(ofWord: tokens[position].lexeme).has(.soFar)
    }

    /// "already" adds nothing to what is said.
    private func behindSoftener(_ position: Int) -> Int { isSoftener(position) ? position + 1 : position }

    /// "drops and late ones": another name stands behind the "and".
    private func isJoinedToName(_ position: Int) -> Bool {
        position + 1 < tokens.count && lexicon.meaning(ofWord: tokens[position].lexeme).has(.and) && tokens[position + 1].name >= 0
            && !vocabulary.nameWords[Int(tokens[position + 1].name)].keyResults.isEmpty
    }

    private func isFollowedByVerb(_ position: Int) -> Bool {
        guard position < tokens.count else { return false }
        if tokens[position].kind == .open || tokens[position].kind == .emoji { return true }
        // "bar did $2,040"
        if lexicon.hasRole(tokens[position], .did), position + 1 < tokens.count, [.number, .currency].contains(tokens[position + 1].kind) {
            return true
        }
        return lexicon.longestPhrase(tokens, at: position, meaning: [.at, .to, .up, .down, .was, .moved, .unchanged, .still, .status]) != nil
    }

    /// "first one" at the head of a clause names by number.
    func ordinalName(_ position: Int, _ phrase: (entry: Int32, end: Int)) -> Mention? {
        let ordinal = lexicon.entries[Int(phrase.entry)].ordinal
        return matcher.numberName(ordinal < 0 ? vocabulary.targets.count : ordinal, position..<phrase.end)
    }

    func isFollowedByValue(_ position: Int) -> Bool {
        guard position < tokens.count else { return false }
        switch tokens[position].kind {
        case .colon, .number, .currency, .equals, .plus, .minus, .tilde: return true
        case .word:
            let entry = lexicon.entry(ofWord: tokens[position].lexeme)
            return entry >= 0 && lexicon.entries[Int(entry)].meaning.has(.number) && lexicon.entries[Int(entry)].number >= 20
        default: return false
        }
    }

    mutating func addName(_ mention: Mention) -> Int {
        append(.name, mention.range.lowerBound, to: mention.range.upperBound)
        elements[last].index = mentions.count
        mentions.append(mention)
        return mention.range.upperBound
    }
}
