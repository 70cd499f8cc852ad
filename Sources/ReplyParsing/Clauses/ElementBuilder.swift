import Model

/// Joins tokens into elements: at each token the longest of a name, a phrase and a quantity.
struct ElementBuilder: ~Copyable {
    let tokens: [Token]
    let vocabulary: Vocabulary
    let lexicon: Lexicon
    let matcher: NameMatcher
    /// The thread is about one key result.
    let hasFocus: Bool
    let reader: QuantityReader
    var elements: [Element] = []
    var quantities: [Quantity] = []
    var mentions: [Mention] = []
    var depth = 0
    /// The last number of an inline list: the "1" of "1) 31 days 2) 10 %".
    var listed = 0
    /// A bare number of the prompt has named a key result.
    var hasPromptNumber = false
    private let anchor = Anchor()

    init(_ tokens: [Token], _ vocabulary: Vocabulary, hasFocus: Bool = false) {
        self.hasFocus = hasFocus
        self.tokens = tokens
        self.vocabulary = vocabulary
        lexicon = vocabulary.lexicon
        matcher = NameMatcher(tokens: tokens, vocabulary: vocabulary)
        reader = QuantityReader(tokens: tokens, lexicon: lexicon)
        elements.reserveCapacity(tokens.count)
        mentions.reserveCapacity(4)
        quantities.reserveCapacity(4)
    }

    mutating func build() {
        var position = 0
        while position < tokens.count { position = max(position + 1, add(position)) }
    }

    /// Adds the element that begins at a token, and says where the next one begins.
    private mutating func add(_ position: Int) -> Int {
        switch tokens[position].kind {
        case .word: return addWord(position)
        case .number: return addNumber(position)
        case .listNumber: return addListNumber(position)
        case .objectiveNumber, .hash: return addNumberName(position)
        case .currency, .minus, .tilde: return addQuantity(position) ?? position + 1
        case .plus: return addQuantity(position) ?? addSign(position)
        case .reference: return addSpan(position) ?? addSign(position)
        default: return addSign(position)
        }
    }

    mutating func append(_ kind: Element.Kind, _ position: Int, to end: Int) {
        elements.append(
            Element(kind: kind, start: tokens[position].start, end: tokens[end - 1].end, token: position, isSpaced: tokens[position].isSpaced))
    }

    var last: Int { elements.count - 1 }

    private mutating func addSign(_ position: Int) -> Int {
        let token = tokens[position]
        guard let kind = Self.sign(token.kind) else { return position + 1 }
        append(kind, position, to: position + 1)
        switch token.kind {
        case .question: elements[last].isQuestion = true
        case .emoji:
            elements[last].emoji = token.emoji
            if token.emoji.contains(.pending), elements.count < 2 || [.newline, .bullet].contains(elements[last - 1].kind) {
                elements[last].kind = .openTask
            }
        case .open: depth += 1
        case .close: depth = max(0, depth - 1)
        case .equals: elements[last].meaning = last > 0 && elements[last - 1].kind == .quantity ? [.at, .result] : [.at]
        case .ampersand, .plus: elements[last].meaning = [.and, .filler]
        default: break
        }
        return position + 1
    }

    private static func sign(_ kind: Token.Kind) -> Element.Kind? {
        switch kind {
        case .reference: .reference
        case .comma: .comma
        case .period, .exclamation, .question, .semicolon: .stop
        case .newline: .newline
        case .bullet: .bullet
        case .open: .open
        case .close: .close
        case .colon: .colon
        case .dash: .dash
        case .slash: .slash
        case .arrow: .arrow
        case .bar: .bar
        case .emoji: .emoji
        case .openTask: .openTask
        case .equals, .ampersand, .plus: .word
        default: nil
        }
    }

    // MARK: words

    private mutating func addWord(_ position: Int) -> Int {
        let phrase = phrase(at: position)
        let mention = matcher.match(at: position)
        let meaning = phrase.map { lexicon.entries[Int($0.entry)].meaning } ?? []
        if meaning.has(.ordinalName), !hasFocus, isClauseHead || elements.last?.has(.and) == true, let phrase,
            let mention = ordinalName(position, phrase)
        {
            let end = addName(mention)
            elements[last].entry = phrase.entry
            elements[last].meaning = [.ordinal]
            return end
        }
        if mention == nil, meaning.has(.ordinal), let phrase, isOrdinalOfValue(phrase.end) || isSpokenNumber(position, phrase.end),
            let mention = ordinalName(position, phrase)
        {
            return addName(mention)
        }
        if let mention, isName(mention, phrase?.end ?? position, meaning) { return rateEnd(addName(mention)) }
        if mention == nil, meaning.has(.metric), let metric = metricName(position) { return addName(metric) }
        if let pointed = nameBeforeOne(position) { return addName(pointed) }
        if mention == nil, meaning.subtracting(Self.abbreviable).isEmpty, let short = abbreviatedName(position) { return addName(short) }
        if mention == nil, let end = compoundEnd(position, phrase, meaning) {
            append(.word, position, to: end)
            return end
        }
        if meaning.has(.month), isDay(position + 1) {
            append(.reference, position, to: position + 2)
            return position + 2
        }
        if isRate(position) || isRateOfThings(position) {
            append(.word, position, to: position + 2)
            elements[last].meaning = [.filler]
            return position + 2
        }
        if meaning.has([.number, .scale, .fraction, .article, .currency]), !isTimePhrase(position, phrase), let end = addQuantity(position) {
            return end
        }
        if isArticleAmount(position), let end = addQuantity(position) { return end }
        // "up another point"
        if meaning.has(.points), position > 0, lexicon.hasRole(tokens[position - 1], .another), let end = addQuantity(position) { return end }
        // "improved by another 2 minutes": which way it went is told before.
        if position > 0, position + 1 < tokens.count, lexicon.hasRole(tokens[position], .another), lexicon.hasRole(tokens[position - 1], .by) {
            append(.word, position, to: position + 1)
            elements[last].meaning = [.filler]
            return position + 1
        }
        // "improved by another minute"
        if position > 1, lexicon.hasRole(tokens[position - 1], .another), lexicon.hasRole(tokens[position - 2], .by),
            case let entry = lexicon.entry(ofWord: tokens[position].lexeme), entry >= 0, lexicon.entries[Int(entry)].unit == .min,
            let end = addQuantity(position)
        {
            return end
        }
        guard let phrase else {
            append(.word, position, to: position + 1)
            if tokens[position].isAdverb { elements[last].meaning = [.filler] }
            return position + 1
        }
        // "je reste inquiète": who stays so, and no rest.
        if meaning.has(.others), phrase.end == position + 1, let who = elements.last, who.has(.firstPerson), !who.has(.mine) {
            append(.word, position, to: phrase.end)
            elements[last].meaning = [.filler]
            return phrase.end
        }
        // "the new till is stuck": a thing, behind what stands before things only.
        if meaning.has(.until), phrase.end == position + 1, lexicon.hasRole(tokens[position], .till), isBehindArticle(position) {
            append(.word, position, to: phrase.end)
            // "£16,950 in the till"
            if position > 1, lexicon.meaning(ofWord: tokens[position - 2].lexeme).has(.preposition) { elements[last].meaning = [.filler] }
            return phrase.end
        }
        // "48 hours later": how long it took, and no plan.
        if meaning.has(.planned), !meaning.has(.because), phrase.end == position + 1, let span = elements.last, span.kind == .quantity,
            quantities[span.index].hasTimeUnit
        {
            append(.word, position, to: phrase.end)
            elements[last].meaning = [.filler, .time]
            return phrase.end
        }
        // "in May": no plan.
        let isMonth = meaning.has(.month) && elements.last?.has(.preposition) == true
        append(.word, position, to: phrase.end)
        elements[last].meaning = isMonth ? [.month] : meaning
        elements[last].entry = phrase.entry
        return phrase.end
    }

    private func isBehindArticle(_ position: Int) -> Bool {
        guard position > 0, tokens[position - 1].kind == .word else { return false }
        return lexicon.hasRole(tokens[position - 1], .the) || lexicon.meaning(ofWord: tokens[position - 1].lexeme).has([.article, .fresh, .mine])
    }

    /// "picks/h 371": what the named thing is counted by belongs to its name.
    func rateEnd(_ end: Int) -> Int {
        guard end + 1 < tokens.count, tokens[end].kind == .slash, !tokens[end].isSpaced, tokens[end + 1].kind == .word, !tokens[end + 1].isSpaced,
            lexicon.meaning(ofWord: tokens[end + 1].lexeme).has([.unit, .periodic]), isFollowedByValue(end + 2)
        else { return end }
        return end + 2
    }

    /// "no-show", "one-star", "up-front": words joined by hyphens that neither a phrase nor a number takes in whole are one word, whatever its parts mean.
    private func compoundEnd(_ position: Int, _ phrase: (entry: Int32, end: Int)?, _ meaning: Meaning) -> Int? {
        var end = position + 1
        while end < tokens.count, tokens[end].isJoined, tokens[end].kind == .word { end += 1 }
        guard end > position + 1, !tokens[position].isJoined else { return nil }
        guard let phrase else { return isAttribute(position, end) ? end : nil }
        guard phrase.end < end, phrase.end > position else { return nil }
        if tokens[(position + 1)..<end].contains(where: { $0.name >= 0 }) { return nil }
        if meaning.has([.number, .scale, .fraction]),
            tokens[(position + 1)..<end].allSatisfy({ lexicon.meaning(ofWord: $0.lexeme).has([.number, .scale, .fraction, .unit]) })
        {
            return nil
        }
        return end
    }

    /// "the free-shipping test": unknown words before a thing of which they say what kind it is.
    private func isAttribute(_ position: Int, _ end: Int) -> Bool {
        guard end < tokens.count, tokens[end].kind == .word, tokens[end].isSpaced, tokens[end].name < 0,
            lexicon.meaning(ofWord: tokens[end].lexeme).subtracting(.ordinary).isEmpty, !lexicon.meaning(ofWord: tokens[end - 1].lexeme).has(.shipped)
        else { return false }
        return !tokens[position..<end].contains { $0.name >= 0 }
    }

    private static let abbreviable = Meaning.ordinary.union([.label])

    /// "act 31.9", "conv: 4 %": the beginning of one name's word, at a clause's head and with a value behind it.
    private func abbreviatedName(_ position: Int) -> Mention? {
        guard isClauseHead, let keyResult = abbreviated(position) else { return nil }
        var end = position + 1
        // "exp rev"
        if end < tokens.count, tokens[end].kind == .word, abbreviated(end) == keyResult { end += 1 }
        // "act. 36.2%"
        if end + 1 < tokens.count, tokens[end].kind == .period, !tokens[end].isSpaced, [.number, .currency].contains(tokens[end + 1].kind) {
            end += 1
        }
        guard isFollowedByValue(end) || isFollowedByState(end) else { return nil }
        var mention = Mention(range: position..<end)
        mention.keyResults = IndexSet128(keyResult)
        mention.words = 1
        mention.isMisspelt = true
        return mention
    }

    /// The key result with a word that begins so.
    private func abbreviated(_ position: Int) -> Int? {
        let word = tokens[position].abbreviated
        guard word >= 0, case let name = vocabulary.nameWords[Int(word)], !name.isGeneric else { return nil }
        return name.keyResults.only
    }

    /// The longest phrase; of "it is at risk", "it is" alone, for a status begins inside "it is at".
    private func phrase(at position: Int) -> (entry: Int32, end: Int)? {
        guard let phrase = lexicon.longestPhrase(tokens, at: position) else { return nil }
        if phrase.end - position == 2, isNameOfWait(phrase), let shorter = shorter(position, phrase.end - 1) { return shorter }
        if phrase.end - position == 2, isNameOfSubject(phrase.end), let shorter = shorter(position, phrase.end - 1) { return shorter }
        if phrase.end - position >= 2, reachesIntoName(phrase.end), let shorter = shorter(position, phrase.end - 1) { return shorter }
        guard phrase.end - position >= 2,
            lexicon.entries[Int(phrase.entry)].meaning.has([.at, .still]) || lexicon.meaning(ofWord: tokens[phrase.end - 1].lexeme).has(.at)
        else { return phrase }
        let status = lexicon.longestPhrase(tokens, at: phrase.end - 1, meaning: .status)
        guard let status, status.end > phrase.end else { return phrase }
        if let shorter = shorter(position, phrase.end - 1) { return shorter }
        let alone = lexicon.entry(ofWord: tokens[position].lexeme)
        return alone >= 0 ? (alone, position + 1) : phrase
    }

    /// "2h30 d'attente" where the wait is measured, and called so.
    private func isNameOfWait(_ phrase: (entry: Int32, end: Int)) -> Bool {
        guard lexicon.entries[Int(phrase.entry)].meaning.has(.waitAfter), tokens[phrase.end - 1].name >= 0,
            let mention = matcher.match(at: phrase.end - 1), mention.isExact, let only = mention.keyResults.only
        else { return false }
        return vocabulary.targets[only].kind == .duration
    }

    /// "a espera desceu 2 dias": the name of what has moved, although people also say so of what they wait for.
    private func isNameOfSubject(_ end: Int) -> Bool {
        guard isClauseHead, end < tokens.count, tokens[end - 1].name >= 0, let mention = matcher.match(at: end - 1), mention.isExact,
            mention.range.upperBound == end, mention.keyResults.only != nil
        else { return false }
        return lexicon.longestPhrase(tokens, at: end, meaning: [.up, .down, .at, .to, .was, .moved, .unchanged]) != nil
    }

    private func shorter(_ position: Int, _ end: Int) -> (entry: Int32, end: Int)? {
        let entry = lexicon.entry(ofPhrase: tokens[position..<end])
        return entry >= 0 ? (entry, end) : nil
    }

    /// "60% confident on plan income": the phrase's last word begins a longer name, here "plan income".
    private func reachesIntoName(_ end: Int) -> Bool {
        guard end < tokens.count, tokens[end].kind == .word, tokens[end].name >= 0, tokens[end - 1].name >= 0,
            let mention = matcher.match(at: end - 1)
        else { return false }
        return mention.range.upperBound > end && (mention.isExact || mention.words >= 2)
    }

    /// "$9.10 a dozen"
    private func isRate(_ position: Int) -> Bool {
        guard elements.last?.kind == .quantity, position + 1 < tokens.count, tokens[position + 1].kind == .word else { return false }
        return lexicon.meaning(ofWord: tokens[position].lexeme).has(.article)
            && (lexicon.meaning(ofWord: tokens[position + 1].lexeme).has([.number, .scale]) || isNight(position + 1))
    }

    /// "third 4.6, fourth 11": a list by number in words.
    private func isOrdinalOfValue(_ end: Int) -> Bool {
        // "third: skip"
        if isClauseHead, end + 1 < tokens.count, tokens[end].kind == .colon,
            tokens[end + 1].kind == .number
                && (end + 2 >= tokens.count || [.percent, .comma, .semicolon, .period, .newline, .emoji].contains(tokens[end + 2].kind))
                || lexicon.longestPhrase(tokens, at: end + 1, meaning: [.skip, .unchanged, .status]) != nil
        {
            return true
        }
        guard isClauseHead, end < tokens.count, tokens[end].kind == .number, tokens[end].isSpaced, !tokens[end].isJoined else { return false }
        let behind = end + 1 < tokens.count && tokens[end + 1].kind == .percent ? end + 2 : end + 1
        return behind >= tokens.count || [.comma, .semicolon, .period, .newline, .emoji].contains(tokens[behind].kind)
    }

    /// "7 a night" where a title has "nights".
    private func isNight(_ position: Int) -> Bool {
        lexicon.meaning(ofWord: tokens[position].lexeme).has(.common) && tokens[position].name >= 0
            && (position + 1 == tokens.count || tokens[position + 1].kind != .word)
    }

    /// "96 lines an hour"
    private func isRateOfThings(_ position: Int) -> Bool {
        guard elements.count >= 2, elements[last - 1].kind == .quantity, elements[last].kind == .name || elements[last].isUnknown,
            lexicon.meaning(ofWord: tokens[position].lexeme).has(.article), position + 1 < tokens.count,
            case let unit = lexicon.meaning(ofWord: tokens[position + 1].lexeme), unit.has(.unit)
        else { return false }
        // "255 km a week ago"
        return lexicon.longestPhrase(tokens, at: position, meaning: .past) == nil
    }

    /// "a week" right behind a quantity is a rate, not a quantity of its own.
    private func isTimePhrase(_ position: Int, _ phrase: (entry: Int32, end: Int)?) -> Bool {
        guard let phrase, lexicon.entries[Int(phrase.entry)].meaning.has([.time, .ordinalName, .pronoun]) else { return false }
        let meaning = lexicon.entries[Int(phrase.entry)].meaning
        return elements.last?.kind == .quantity || !meaning.has(.time) || phrase.end - position > 2
    }

    /// "down a week": an article and a unit of time behind a word that asks for an amount.
    private func isArticleAmount(_ position: Int) -> Bool {
        guard let last = elements.last, lexicon.meaning(ofWord: tokens[position].lexeme).has(.article) else { return false }
        // "Onboarding: a week."
        if last.kind == .colon, elements.count > 1, elements[elements.count - 2].kind == .name, position + 1 < tokens.count,
            lexicon.meaning(ofWord: tokens[position + 1].lexeme).has(.unit), position + 2 >= tokens.count || tokens[position + 2].kind == .period
        {
            return true
        }
        return last.kind == .word && last.has([.up, .down, .to]) || isSpanOfTime(position) || isWithHalf(position)
    }

    /// "in a day and a half"
    private func isWithHalf(_ position: Int) -> Bool {
        guard position + 4 < tokens.count, lexicon.meaning(ofWord: tokens[position + 1].lexeme).has(.unit),
            lexicon.meaning(ofWord: tokens[position + 2].lexeme).has(.and), lexicon.meaning(ofWord: tokens[position + 3].lexeme).has(.article)
        else { return false }
        return lexicon.longestPhrase(tokens, at: position + 3, meaning: .fraction) != nil
            || lexicon.longestPhrase(tokens, at: position + 4, meaning: .fraction) != nil
    }

    /// "close time still a week": right behind the name of what takes that long, and with nothing more to it.
    private func isSpanOfTime(_ position: Int) -> Bool {
        guard position + 1 < tokens.count, lexicon.meaning(ofWord: tokens[position + 1].lexeme).has(.unit),
            case let end = position + 2,
            end == tokens.count || tokens[end].kind != .word && tokens[end].kind != .number
                || lexicon.meaning(ofWord: tokens[end].lexeme).has([.now, .and])
        else { return false }
        var place = elements.count - 1
        if place > 0, elements[place].kind == .word, elements[place].has([.still, .at]) || elements[place].kind == .colon { place -= 1 }
        guard elements[place].kind == .name, place == 0 || elements[place - 1].kind != .quantity,
            let only = mentions[elements[place].index].keyResults.only
        else { return false }
        return vocabulary.targets[only].kind == .duration
    }

    private func isDay(_ position: Int) -> Bool {
        guard position < tokens.count, tokens[position].kind == .number, tokens[position].digits > 0 else { return false }
        let value = tokens[position].number
        guard (1...31).contains(value) || (1990...2099).contains(value) else { return false }
        let next = position + 1 < tokens.count ? tokens[position + 1] : nil
        return next?.kind != .percent && !(next?.isJoined ?? false)
    }
}
