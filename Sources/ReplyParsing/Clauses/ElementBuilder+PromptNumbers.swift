import Model

/// Bare numbers that name a key result by its place in the prompt: "1 at 1,390", "2 37%", "3 no change".
extension ElementBuilder {
    /// The key result that a number at the head of a clause names, where something is said of it right behind.
    func promptName(_ position: Int) -> Mention? {
        let token = tokens[position]
        guard (1...2).contains(token.digits), token.isSpaced || position == 0 || tokens[position - 1].kind == .open,
            vocabulary.targets.count > 1 || isAt(position + 1),
            (opensClause || isCalled(position) || isFreedBehind(position) || isBehindEmoji(position))
                && (isSaid(from: position + 1) || isNamedTwice(position) || isSetTo(position))
                || isPutOn(position) || isNamedBehind(position) || isHeadTopic(position) || isRegarded(position)
                || isOfConfidence(position)
                || isOfStatus(position)
                || isLineItem(position),
            var mention = matcher.numberName(Int(token.number), position..<(position + 1))
        else { return nil }
        mention.isListNumber = true
        return mention
    }

    /// "number five is at 23k"
    func isSpokenNumber(_ position: Int, _ end: Int) -> Bool {
        end == position + 2 && lexicon.meaning(ofWord: tokens[position].lexeme).has(.numberWord) && isSaid(from: end)
    }

    /// "1 505", "2 10.8k", "3 no": lines that count up.
    private func isLineItem(_ position: Int) -> Bool {
        guard isLineHead(position), position + 1 < tokens.count, tokens[position + 1].kind != .newline, !tokens[position + 1].isJoined,
            ![.percent, .slash, .dash, .period].contains(tokens[position + 1].kind), tokens[position].number >= 1,
            Int(tokens[position].number) <= vocabulary.targets.count
        else { return false }
        if Int(tokens[position].number) == listed + 1, listed > 0 { return true }
        let end = tokens[position...].prefix(24).firstIndex { $0.kind == .newline }
        guard let end, end + 1 < tokens.count, tokens[end + 1].kind == .number else { return false }
        return tokens[end + 1].number == tokens[position].number + 1 && tokens[position].number == 1
    }

    private func isLineHead(_ position: Int) -> Bool { position == 0 || tokens[position - 1].kind == .newline }

    /// "2 actvation is 35.9": the number and a word of the name.
    private func isNamedTwice(_ position: Int) -> Bool {
        // "3, time to value"
        if position + 2 < tokens.count, tokens[position + 1].kind == .comma, !isSaid(from: position + 2) {
            guard let name = matcher.match(at: position + 2), isEnd(name.range.upperBound) else { return false }
            return matcher.numberName(Int(tokens[position].number), position..<(position + 1))?.keyResults == name.keyResults
        }
        guard position + 1 < tokens.count, tokens[position + 1].kind == .word, tokens[position + 1].name >= 0,
            let numbered = matcher.numberName(Int(tokens[position].number), position..<(position + 1))?.keyResults.only
        else { return false }
        let word = vocabulary.nameWords[Int(tokens[position + 1].name)]
        // "5 partners still", where the fifth counts partners
        if vocabulary.targets[numbered].counts(tokens[position + 1].stem), !isSaid(from: position + 2) { return false }
        return !word.isGeneric && word.keyResults.only == numbered
    }

    /// "conf on 2 is 60%, on 3 more like 40", "confidence 7/10 on 1": behind words of confidence, and with the number beside it.
    private func isOfConfidence(_ position: Int) -> Bool {
        guard let last = elements.last else { return false }
        if last.kind == .comma { return isInConfidenceList(position) }
        guard last.kind == .word || last.kind == .colon else { return false }
        if last.has(.confidence), !last.has([.at, .status]) { return isSaid(from: position + 1) && !isThousandsGroup(position) }
        if last.kind == .colon, elements.count > 1, elements[elements.count - 2].has(.confidence), position + 1 < tokens.count,
            tokens[position + 1].kind == .arrow
        {
            return isSaid(from: position + 1)
        }
        guard last.has(.preposition), !last.has([.at, .to, .until]), elements.count > 1 else { return isInConfidenceList(position) }
        let before = elements[elements.count - 2]
        if before.kind == .quantity, isEnd(position + 1) { return isConfidenceNear }
        // "and 4/10 confidence on 2"
        if before.has(.confidence), elements.count > 2, elements[elements.count - 3].kind == .quantity, isEnd(position + 1) { return true }
        guard before.has(.confidence) || before.kind == .comma && hasPromptNumber || before.has(.and) && hasPromptNumber else { return false }
        return isSaid(from: position + 1)
    }

    /// "take the red off 4", "amber for 3": behind a status, where the clause names nothing else.
    private func isOfStatus(_ position: Int) -> Bool {
        guard !hasFocus, isEnd(position + 1) || isTime(position + 1), let last = elements.last, last.kind == .word,
            last.has([.preposition, .off]) || last.has(.from), !last.has([.at, .to, .until]), tokens[position].number >= 1,
            Int(tokens[position].number) <= vocabulary.targets.count
        else { return false }
        var hasStatus = false
        for element in elements.dropLast().suffix(8).reversed() {
            guard element.kind == .word else { break }
            hasStatus = hasStatus || element.entry >= 0 && lexicon.entries[Int(element.entry)].status != nil
        }
        guard hasStatus, !isClauseNamed else { return false }
        // "on track for 3", where 3 is what somebody aims at.
        return last.has([.off, .from]) || !vocabulary.targets.contains { $0.target == tokens[position].number }
    }

    private var isClauseNamed: Bool {
        for element in elements.suffix(8).reversed() {
            switch element.kind {
            case .name, .quantity: return true
            case .word: continue
            default: return false
            }
        }
        return false
    }

    /// "conf 2: 8, 3: 4"
    private func isInConfidenceList(_ position: Int) -> Bool {
        hasPromptNumber && position + 2 < tokens.count && tokens[position + 1].kind == .colon && tokens[position + 2].kind == .number
            && isConfidenceNear
    }

    /// In the sentence so far, near by; the bound keeps the reading linear.
    private var isConfidenceNear: Bool {
        for element in elements.suffix(40).reversed() {
            if element.kind == .stop || element.kind == .newline { return false }
            if element.has(.confidence) { return true }
        }
        return false
    }

    private func isEnd(_ position: Int) -> Bool {
        guard position < tokens.count else { return true }
        return [.comma, .period, .semicolon, .newline].contains(tokens[position].kind)
            || lexicon.meaning(ofWord: tokens[position].lexeme).has([.and, .but, .or])
    }

    /// "… this week", "… for now", "… pls".
    private func isTime(_ position: Int) -> Bool {
        if position + 1 < tokens.count, lexicon.hasRole(tokens[position], .since) { return isEnd(position + 2) }
        guard let phrase = lexicon.longestPhrase(tokens, at: position, meaning: [.time, .past, .please]) else { return false }
        return isEnd(phrase.end)
    }

    /// "1 at 1,250": where there is only one to name, any other word would make the number a value.
    private func isAt(_ position: Int) -> Bool {
        position + 1 < tokens.count && tokens[position].kind == .word && lexicon.meaning(ofWord: tokens[position].lexeme).has(.at)
            && tokens[position + 1].kind != .word
    }

    /// Once a number has named one, an "and", an emoji or a dash opens a clause too.
    private var opensClause: Bool {
        if isClauseHead { return true }
        guard let last = elements.last else { return true }
        switch last.kind {
        case .colon: return elements.count < 2 || elements[elements.count - 2].kind != .name
        case .emoji, .dash, .close, .open: return hasPromptNumber
        default:
            // "… 31 min. and 2 is green"
            if last.has([.and, .but]), elements.count > 1, [.stop, .newline].contains(elements[elements.count - 2].kind) { return true }
            return hasPromptNumber && last.has([.and, .but]) || isBehindNumberWord || elements.count == 1 && last.has([.correction, .please])
        }
    }

    /// "I would call 3 at risk"
    private func isCalled(_ position: Int) -> Bool {
        guard position > 0 else { return false }
        if lexicon.hasRole(tokens[position - 1], .call) { return true }
        let isSaying = lexicon.hasRole(tokens[position - 1], .say)
        // "she says 4 is 4.6 now"
        if isSaying, position + 1 < tokens.count, lexicon.meaning(ofWord: tokens[position + 1].lexeme).has(.at) { return true }
        // "put 3 down as on track"
        if lexicon.hasRole(tokens[position - 1], .noting), position + 3 < tokens.count, lexicon.hasRole(tokens[position + 1], .down),
            lexicon.hasRole(tokens[position + 2], .as), lexicon.longestPhrase(tokens, at: position + 3, meaning: .status) != nil
        {
            return true
        }
        // "set 2 to yellow and 3 to red"
        if lexicon.hasRole(tokens[position - 1], .noting) || lexicon.hasRole(tokens[position - 1], .moving)
            || hasPromptNumber && lexicon.meaning(ofWord: tokens[position - 1].lexeme).has(.and), isSetTo(position)
        {
            return true
        }
        // "I'd say 2 at risk", "make 2 amber"
        guard isSaying || lexicon.hasRole(tokens[position - 1], .making) || lexicon.hasRole(tokens[position - 1], .noting),
            let phrase = lexicon.longestPhrase(tokens, at: position + 1, meaning: .status)
        else { return false }
        return lexicon.entries[Int(phrase.entry)].status != .done && isEndOrPlease(phrase.end)
    }

    /// "put 5 on track please"
    private func isPutOn(_ position: Int) -> Bool {
        guard position > 0, lexicon.hasRole(tokens[position - 1], .asking), position + 1 < tokens.count,
            let phrase = lexicon.longestPhrase(tokens, at: position + 1, meaning: .status)
        else { return false }
        return lexicon.entries[Int(phrase.entry)].status != .done && isEndOrPlease(phrase.end)
    }

    private func isEndOrPlease(_ position: Int) -> Bool {
        isEnd(position) || lexicon.meaning(ofWord: tokens[position].lexeme).has(.please) && isEnd(position + 1)
    }

    /// "2 to yellow"
    private func isSetTo(_ position: Int) -> Bool {
        guard position + 2 < tokens.count, tokens[position + 1].kind == .word,
            lexicon.meaning(ofWord: tokens[position + 1].lexeme).has([.to, .preposition]) || lexicon.hasRole(tokens[position + 1], .as),
            let phrase = lexicon.longestPhrase(tokens, at: position + 2, meaning: .status)
        else { return false }
        return lexicon.entries[Int(phrase.entry)].status != .done && isEnd(phrase.end)
    }

    /// "let's try your way 😄 2 at 36.4%"
    private func isBehindEmoji(_ position: Int) -> Bool {
        elements.last.map { $0.kind == .emoji && $0.emoji.status == nil } == true && isAt(position + 1)
    }

    /// "on 2 I meant 50%": what the sentence is about.
    private func isHeadTopic(_ position: Int) -> Bool {
        guard !hasFocus, position > 0, lexicon.hasRole(tokens[position - 1], .about), let last = elements.last, last.kind == .word,
            last.token == position - 1, elements.count == 1 || [.stop, .newline].contains(elements[elements.count - 2].kind),
            case let next = position + 1 < tokens.count && tokens[position + 1].kind == .comma ? position + 2 : position + 1, next < tokens.count
        else { return false }
        return lexicon.meaning(ofWord: tokens[next].lexeme).has(.firstPerson)
    }

    /// "re 3: red"
    private func isRegarded(_ position: Int) -> Bool {
        guard !hasFocus, position > 0, lexicon.hasRole(tokens[position - 1], .about), let last = elements.last, last.kind == .word,
            last.token == position - 1, elements.count == 1 || [.stop, .newline, .comma].contains(elements[elements.count - 2].kind),
            position + 2 < tokens.count, tokens[position + 1].kind == .colon
        else { return false }
        return isSaid(from: position + 2)
    }

    /// "skip 5 for me"
    private func isForMe(_ position: Int) -> Bool {
        position + 1 < tokens.count && lexicon.meaning(ofWord: tokens[position].lexeme).has(.preposition)
            && lexicon.meaning(ofWord: tokens[position + 1].lexeme).has(.firstPerson)
    }

    /// "so 3 isn't blocked anymore"
    private func isFreedBehind(_ position: Int) -> Bool {
        guard elements.last?.has(.result) == true else { return false }
        if lexicon.longestPhrase(tokens, at: position + 1, meaning: .unblocked) != nil { return true }
        // "so 3 is unblocked"
        if position + 2 < tokens.count, lexicon.meaning(ofWord: tokens[position + 1].lexeme).has(.at),
            lexicon.longestPhrase(tokens, at: position + 2, meaning: .unblocked) != nil
        {
            return true
        }
        // "so 3 is red"
        guard position + 1 < tokens.count, lexicon.meaning(ofWord: tokens[position + 1].lexeme).has(.at),
            let phrase = lexicon.longestPhrase(tokens, at: position + 2, meaning: .status)
        else { return false }
        return lexicon.entries[Int(phrase.entry)].status != .done && isEnd(phrase.end)
    }

    /// "number 4", "nr 2".
    var isBehindNumberWord: Bool {
        elements.last.map { $0.kind == .word && lexicon.meaning(ofWord: tokens[$0.token].lexeme).has(.numberWord) } ?? false
    }

    /// "no change on 3", "nothing new for 2 and 3": the clause ends with the number.
    private func isNamedBehind(_ position: Int) -> Bool {
        guard let last = elements.last, last.kind == .word, position > 0 else { return false }
        // "leave 5 out"
        // "sitting number 5 out"
        let verb = isBehindNumberWord && position > 1 ? position - 2 : position - 1
        if lexicon.hasRole(tokens[verb], .leave), position + 1 < tokens.count, lexicon.hasRole(tokens[position + 1], .out) { return true }
        // "my 2 was from staging"
        if last.has(.mine), position + 1 < tokens.count, tokens[position + 1].kind == .word {
            return lexicon.meaning(ofWord: tokens[position + 1].lexeme).has([.was, .at])
        }
        // "skip number 3 this week"
        let lead = isBehindNumberWord && elements.count > 1 ? elements[elements.count - 2] : last
        let isSkip = lead.has(.skip) && lead.has(.nothingOn)
        if isSkip, isBehindNumberWord { return isEnd(position + 1) || isTime(position + 1) || isForMe(position + 1) }
        guard isEnd(position + 1) || (isSkip || last.has(.unchanged)) && isTime(position + 1) || isSkip && isForMe(position + 1) else { return false }
        // "31 min for number 3"
        if isBehindNumberWord, elements.count > 1, elements[elements.count - 2].has(.preposition) { return true }
        if hasPromptNumber, last.has([.and, .or]), elements.count > 1 { return elements[elements.count - 2].kind == .name }
        // "dunno about sign-ups, skip 3 this week"
        if isSkip,
            case let before = elements.dropLast().last(where: { $0.kind != .word || !$0.has([.filler, .please]) })?.kind,
            before == nil || [.comma, .stop, .newline, .bullet].contains(before)
        {
            return true
        }
        if elements.count > 1, elements[elements.count - 2].has([.unblocked, .unchanged]), last.has(.preposition), !last.has([.at, .to]) {
            return true
        }
        return last.has([.unchanged, .nothingOn]) && lexicon.meaning(ofWord: tokens[position - 1].lexeme).has([.preposition, .wait])
    }

    private static let connecting: Meaning = [.at, .now, .up, .down, .approximate, .still, .moved, .from, .better, .worse, .confidence, .correction]

    /// Whether a value, a change, a status or "no change" stands here, with or without words that lead to it.
    private func isSaid(from start: Int) -> Bool {
        var position = listEnd(start)
        let isList = position > start
        var isHedged = false
        while position < tokens.count, position - start < 8 {
            let token = tokens[position]
            switch token.kind {
            case .number: return !isList && !isHedged && token.isSpaced && !(position == start && isThousandsGroup(position))
            case .currency, .plus, .minus, .tilde:
                return !isList && token.isSpaced && position + 1 < tokens.count && tokens[position + 1].kind == .number
            case .emoji: return position == start && !hasFocus && token.emoji.status != nil && !token.emoji.contains(.check)
            // "I would regard 5 as at risk"
            case .word where position == start && lexicon.hasRole(token, .as): position += 1
            case .word:
                guard !token.isJoined, let phrase = lexicon.longestPhrase(tokens, at: position) else { return false }
                let entry = lexicon.entries[Int(phrase.entry)]
                if entry.meaning.has([.number, .scale, .fraction]), position > start { return !isList }
                // "3 is on track, 2 less sure"
                if position > start, entry.meaning.has([.sure, .confidence]),
                    lexicon.meaning(ofWord: tokens[position - 1].lexeme).has([.more, .down])
                {
                    return !hasFocus
                }
                // "2 is on track. 3 is not, …"
                if position > start, entry.meaning.has(.negation), isEnd(phrase.end), lexicon.meaning(ofWord: tokens[position - 1].lexeme).has(.at) {
                    return !hasFocus && hasPromptNumber
                }
                // "2 is fine, 3 worries me"
                if position > start, entry.meaning.has(.praise), isEnd(phrase.end) { return !hasFocus }
                // "3 de 6 concertos", "5 von 9 Filialen": a share, and no name
                if position == start, entry.meaning.has(.of), phrase.end + 1 < tokens.count, tokens[phrase.end].kind == .number,
                    tokens[phrase.end + 1].kind == .word, !lexicon.meaning(ofWord: tokens[phrase.end + 1].lexeme).has([.to, .at, .unit])
                {
                    return false
                }
                // "2 van 8"
                if position == start, entry.meaning.has(.of), phrase.end < tokens.count, tokens[phrase.end].kind == .number, isEnd(phrase.end + 1) {
                    return false
                }
                // "1 should be 1,485 now"
                if isCorrecting(position, phrase.end) { return !isList }
                // "4 should be amber rather than green"
                if lexicon.hasRole(token, .should), !isList, !hasFocus {
                    let behind = phrase.end > position + 1 ? phrase.end : position + 2
                    if behind < tokens.count, lexicon.longestPhrase(tokens, at: behind, meaning: .status) != nil { return true }
                }
                // "3 is worse", "3 is blocked"
                // "5 isn't done"
                if position > start, entry.status == .done, isEnd(phrase.end), lexicon.meaning(ofWord: tokens[position - 1].lexeme).has(.negation) {
                    return !hasFocus && !isList
                }
                if isSaying(entry, position, phrase.end) || position > start && entry.meaning.has([.better, .worse, .blocked]) { return !hasFocus }
                // "4 is a bit shaky", "4 feels shaky", "4 is getting worse"
                if entry.meaning.has([.filler, .seeming]) && !entry.meaning.has(Self.connecting.union([.preposition, .more]))
                    || lexicon.hasRole(token, .getting), !isList
                {
                    isHedged = true
                    position = phrase.end
                    continue
                }
                let isToward = entry.meaning.has(.to) && (phrase.end - position > 1 || !lexicon.hasRole(token, .to)) || entry.meaning.has(.at)
                guard isToward || entry.meaning.has([.negation]) || entry.meaning.has(Self.connecting),
                    isToward || !entry.meaning.has([.of, .wait]) || entry.meaning.has([.up, .down, .from])
                else {
                    return false
                }
                position = phrase.end
            // "2 = green"
            case .equals where position == start && !isList: position += 1
            // "2 correction: 36.4"
            case .colon where position > start: position += 1
            // "confidence: 2 → 5/10"
            case .arrow where position == start && isConfidenceNear: position += 1
            default: return false
            }
        }
        return false
    }

    /// "should be 1,485 now" and "should be 36.4, not 36.2" correct; "should be 1,485 by June" hopes.
    private func isCorrecting(_ position: Int, _ end: Int) -> Bool {
        guard lexicon.hasRole(tokens[position], .should), end - position <= 3, end + 1 < tokens.count, tokens[end].kind == .number else {
            return false
        }
        let isUnit = tokens[end + 1].kind == .percent || tokens[end + 1].kind == .word && tokens[end + 1].length <= 3
        for place in (end + 1)..<min(tokens.count, end + (isUnit ? 4 : 3)) where tokens[place].kind == .word {
            if lexicon.meaning(ofWord: tokens[place].lexeme).has([.now, .negation]) { return true }
        }
        return false
    }

    /// Behind the further numbers of "1, 2 and 3 unchanged".
    private func listEnd(_ start: Int) -> Int {
        var position = start
        while position + 1 < tokens.count, position - start < 24, isJoint(position), (1...2).contains(tokens[position + 1].digits),
            Int(tokens[position + 1].number) <= vocabulary.targets.count, position + 2 < tokens.count, !tokens[position + 2].isJoined
        {
            position += 2
        }
        return position
    }

    private func isJoint(_ position: Int) -> Bool {
        switch tokens[position].kind {
        case .comma: tokens[position + 1].isSpaced
        case .ampersand: true
        case .word: lexicon.meaning(ofWord: tokens[position].lexeme).has(.and)
        default: false
        }
    }

    /// "1 450" may be one number.
    private func isThousandsGroup(_ position: Int) -> Bool {
        guard tokens[position].digits == 3, !hasPromptNumber else { return false }
        return position + 1 >= tokens.count || !(tokens[position + 1].kind == .percent || tokens[position + 1].isJoined)
    }

    /// A status or a word for no change; "3 behind" and "2 ahead" are amounts.
    private func isSaying(_ entry: Lexicon.Entry, _ position: Int, _ end: Int) -> Bool {
        if entry.meaning.has([.unchanged, .skip, .factor, .unblocked]) { return true }
        if hasPromptNumber, entry.status == .done || entry.meaning.has([.yes, .notYet]) { return true }
        // "3 blocked by legal", "3 is blocked"
        if entry.meaning.has(.blocked) {
            // "2 is green. 3 is waiting on design"
            if hasPromptNumber, lexicon.hasRole(tokens[position], .being) { return true }
            return end - position > 1 && (lexicon.hasRole(tokens[position], .blocked) || lexicon.hasRole(tokens[end - 1], .blocked))
        }
        guard let status = entry.status, status != .done else { return false }
        // "2 is behind"
        if position > 0, tokens[position - 1].kind == .word { return true }
        return end - position > 1 || !lexicon.meaning(ofWord: tokens[position].lexeme).has([.generic, .waitAfter])
    }
}
