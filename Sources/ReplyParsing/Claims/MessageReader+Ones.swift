import Model

/// "one", and numbers that only point at what is spoken of.
extension MessageReader {
    /// "one thing is holding churn back", "one more from me": what begins a remark.
    func isOneThing(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard quantity.isWord, quantity.isPlainInteger, quantity.value <= 5, index + 1 < range.upperBound, elements[index + 1].kind == .word else {
            return false
        }
        // "Two things. Sign-ups are at 1,427"
        if name == nil, index + 2 == range.upperBound, hasRole(tokens[elements[index + 1].token], .thing), !elements[index + 1].has(.points) {
            return true
        }
        // "one more from me", "two more things", "two more from my side"
        if elements[index + 1].has(.more) {
            let behind = tokens[elements[index + 1].token...].prefix(6).drop { $0.start < elements[index + 1].end }
            let isFromMe =
                behind.first.map { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.from) } == true
                && behind.dropFirst().prefix(2).contains {
                    vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.firstPerson, .mine]) || hasRole($0, .my)
                }
            return isFromMe || tokens(of: index + 1).contains { hasRole($0, .thing) } || hasRole(behind.first, .thing)
        }
        guard quantity.value == 1, index + 2 < range.upperBound else { return false }
        guard let name, name.lowerBound > index + 2, index == range.lowerBound else { return false }
        return elements[index + 1].isUnknown || hasRole(tokens[elements[index + 1].token], .thing)
    }

    /// "… are the only two I looked up": as many as have been named.
    private func isTheOnly(_ index: Int, _ quantity: Quantity) -> Bool {
        let token = elements[index].token
        // "of the three only the adjournments trouble me"
        if quantity.isPlainInteger, quantity.value <= Double(vocabulary.targets.count), token > 1, hasRole(tokens[token - 1], .the),
            vocabulary.lexicon.meaning(ofWord: tokens[token - 2].lexeme).has(.of), index <= clause.elements.lowerBound + 2
        {
            return true
        }
        return quantity.isPlainInteger && token > 1 && hasRole(tokens[token - 2], .the) && hasRole(tokens[token - 1], .only)
            && (index + 1 == clause.elements.upperBound || elements[index + 1].has([.firstPerson, .relative, .time]))
    }

    /// "the churn one", "have a good one".
    func isPronounOne(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isWord else { return false }
        // "a zero slipped in"
        if quantity.value == 0, elements[index].token > 0, vocabulary.lexicon.meaning(ofWord: tokens[elements[index].token - 1].lexeme).has(.article)
        {
            return true
        }
        if isTheOnly(index, quantity) || isBehindOrdinal(index) { return true }
        // "that was the last review, all ten done now"
        if quantity.isPlainInteger, !quantity.hasUnit, !hasFocus, elements[index].token > 0,
            vocabulary.lexicon.meaning(ofWord: tokens[elements[index].token - 1].lexeme).has(.all),
            !range.contains(where: { isKeyResult($0) }), !own.contains(where: { vocabulary.targets[$0].kind == .milestone })
        {
            return true
        }
        guard quantity.value == 1 else { return false }
        // "please put it down as one": of what the sentence speaks of.
        if quantity.isPlainInteger, index + 1 == range.upperBound, elements[index].token > 0, hasRole(tokens[elements[index].token - 1], .as) {
            return true
        }
        // "one very nervous me"
        if index + 1 < range.upperBound, let last = range.last, elements[last].has(.firstPerson), elements[last].end - elements[last].start == 2 {
            return true
        }
        // "good for one and bad for the other"
        if quantity.isPlainInteger, index > range.lowerBound + 1, index + 1 == range.upperBound, elements[index - 1].has(.preposition),
            !elements[index - 1].has([.at, .to]), !range.contains(where: { isKeyResult($0) })
        {
            return true
        }
        // "there's only one"
        if quantity.isPlainInteger, !((index + 1)..<range.upperBound).contains(where: { elements[$0].kind == .word || elements[$0].kind == .name }),
            elements[index].token > 0, hasRole(tokens[elements[index].token - 1], .only),
            !range.contains(where: { isKeyResult($0) })
        {
            return true
        }
        // "12? 21? one of the two"
        if quantity.whole != nil, tokens(of: index).contains(where: { hasRole($0, .the) }), !range.contains(where: { isKeyResult($0) }) {
            return true
        }
        guard quantity.isPlainInteger else { return false }
        if index + 1 < range.upperBound, elements[index + 1].has([.was, .of, .relative]) { return true }
        // "short one from expansion"
        if index > range.lowerBound, index + 1 < range.upperBound, elements[index - 1].kind == .word, elements[index + 1].has([.from, .preposition]),
            !elements[index - 1].has([.at, .up, .down, .to, .more, .now, .still, .approximate])
        {
            return true
        }
        // "we won't make that one", "activation is the one to watch"
        let token = elements[index].token
        let isLast =
            index + 1 == range.upperBound || elements[index + 1].kind == .colon
            || elements[index + 1].kind == .word && !elements[index + 1].has(.more)
        if token > 0, isLast {
            let before = tokens[token - 1]
            if hasRole(before, .the) || vocabulary.lexicon.meaning(ofWord: before.lexeme).has(.pronoun) { return true }
            // "the odd one: 13.1%", "is my amber one"
            if index > range.lowerBound, token > 1, elements[index - 1].kind == .word,
                hasRole(tokens[token - 2], .the) || vocabulary.lexicon.meaning(ofWord: tokens[token - 2].lexeme).has(.mine)
            {
                return true
            }
        }
        // "60 of 240 visitors took one", "one school is in there twice"
        if range.contains(where: { $0 < index && elements[$0].kind == .quantity }) { return true }
        if index == range.lowerBound, index + 2 < range.upperBound, isKeyResult(index + 1), hasUnknown((index + 2)..<range.upperBound) { return true }
        guard index > range.lowerBound else { return false }
        let before = elements[index - 1]
        if before.kind == .name, hasRole(tokens[before.token], .the) { return true }
        // "the time to value one is on track"
        if before.kind == .name, before.token > 0, hasRole(tokens[before.token - 1], .the) { return true }
        guard before.kind == .name || before.isUnknown || before.has(.filler) && !before.has([.at, .up, .down, .to, .more]) else { return false }
        return range.contains {
            $0 < index - 1 && elements[$0].has(.article) || $0 == range.lowerBound && hasRole(tokens[elements[$0].token], .the)
        }
    }

    /// "drop the first two": so many of what is listed.
    func isBehindOrdinal(_ index: Int) -> Bool {
        let token = elements[index].token
        guard token > 0, quantities[elements[index].index].isPlainInteger, !quantities[elements[index].index].hasUnit else { return false }
        // "the next two are blocked"
        return vocabulary.lexicon.meaning(ofWord: tokens[token - 1].lexeme).has(.ordinal)
            || token > 1 && hasRole(tokens[token - 1], .nextOnes) && hasRole(tokens[token - 2], .the)
                && quantities[elements[index].index].isWord
    }

    /// "school concert six is off" of the school concerts that are played
    func isStepByNumber(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>, _ subject: Subject) -> Bool {
        guard index == name.upperBound, quantity.isPlainInteger, !quantity.hasUnit, quantity.whole == nil, index + 1 < range.upperBound,
            elements[index + 1].has([.at, .was]), !elements[index + 1].has(.now), let only = subject.set.only,
            vocabulary.targets[only].kind == .milestone,
            let last = mentions[elements[name.upperBound - 1].index].range.last
        else { return false }
        return tokens[last].stemLength == tokens[last].length && !vocabulary.hasForm(tokens[last].hash)
    }

    /// "in level 9", of the levels that are finished one by one
    private func isInStep(_ name: Range<Int>, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard name.lowerBound > range.lowerBound, case let before = elements[name.lowerBound - 1], before.has(.preposition),
            !before.has([.at, .to, .of]),
            let only = subject.set.only
        else { return false }
        return vocabulary.targets[only].kind == .milestone && hasUnknown(range.lowerBound..<name.lowerBound)
    }

    /// "at counter", of a title that ends with "at the counter".
    private func isWithPreposition(_ mention: Mention) -> Bool {
        mention.range.count == 2 && mention.words == 1
            && vocabulary.lexicon.meaning(ofWord: tokens[mention.range.lowerBound].lexeme).has(.preposition)
    }

    /// "theatre 7 is stuck", "half of Station 4 has the bug", "4,000 mushrooms in level 9": one of the things that a title names, by its number.
    func isOneOfThings(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>, _ subject: Subject) -> Bool {
        guard name.count == 1, index == name.upperBound, quantity.isPlainInteger, !quantity.isWord, !quantity.hasUnit, quantity.whole == nil,
            quantity.value < 100, case let mention = mentions[elements[name.lowerBound].index],
            mention.range.count == 1 || isWithPreposition(mention),
            isInStep(name, range, subject) || subject.isWeak || isOtherForm(name.lowerBound)
                // "chair 3 was out for two days" where hours of chairs are counted
                || subject.set.only.map({ isFar(quantity, from: vocabulary.targets[$0]) }) == true,
            case let word = tokens[mention.range.upperBound - 1],
            word.stemLength == word.length
        else { return false }
        let isBehind =
            name.lowerBound > range.lowerBound && (isWithPreposition(mention) || elements[name.lowerBound - 1].has([.preposition, .of, .article]))
        let isBefore =
            index + 1 < range.upperBound && (elements[index + 1].has([.at, .was, .blocked, .cannot]) || firstWord(index + 1).has([.at, .was]))
        return isInStep(name, range, subject) || isBehind && hasUnknown(range.lowerBound..<name.lowerBound) || isBefore
            || isBehind && range.contains { $0 < name.lowerBound && elements[$0].kind == .quantity }
    }
}
