/// Numbers: quantities, dates, and what names a key result by its number.
extension ElementBuilder {
    mutating func addQuantity(_ position: Int) -> Int? {
        guard let (quantity, end) = reader.read(at: position) else { return nil }
        if elements.count >= 3, elements[last].has([.and, .to]), elements[last - 1].kind == .quantity, elements[last - 2].has(.range) {
            // "between 10 and 14 h", "anywhere from 40 to 55": one range.
            let lower = elements[last - 1].index
            quantities[lower] = reader.joined(quantities[lower], quantity)
            elements.removeLast()
            elements[last].end = tokens[end - 1].end
            return end
        }
        append(.quantity, position, to: end)
        elements[last].index = quantities.count
        quantities.append(quantity)
        return end
    }

    /// "erg 7:36", "time to value is now 31:30": behind the name of what takes so long, and much like what it took.
    mutating func addSpan(_ position: Int) -> Int? {
        let sixtieths = tokens[position].number
        guard sixtieths > 0, var name = elements.indices.last, !isDayNext(position + 1) else { return nil }
        while name > 0, name + 3 > elements.count, elements[name].kind != .name { name -= 1 }
        guard elements[name].kind == .name, !elements[name...].contains(where: { isOfClock($0) }),
            let only = mentions[elements[name].index].keyResults.only, let unit = vocabulary.targets[only].duration, let size = unit.seconds,
            let current = vocabulary.targets[only].current, current > 0
        else { return nil }
        var quantity = Quantity()
        quantity.unit = size < 3600 ? .min : .h
        quantity.value = sixtieths / 60
        quantity.seconds = sixtieths * (size < 3600 ? 1 : 60)
        guard (0.5...2).contains((quantity.seconds ?? 0) / size / current) else { return nil }
        append(.quantity, position, to: position + 1)
        elements[last].index = quantities.count
        quantities.append(quantity)
        return position + 1
    }

    /// "callout 14:05 Sunday"
    private func isDayNext(_ position: Int) -> Bool {
        position < tokens.count && lexicon.meaning(ofWord: tokens[position].lexeme).has([.weekday, .daytime])
    }

    /// "at 9:30", or any other word that says no state.
    private func isOfClock(_ element: Element) -> Bool {
        switch element.kind {
        case .name, .colon, .arrow: false
        case .word: lexicon.hasRole(tokens[element.token], .at) || !element.has([.at, .to, .now, .filler, .still])
        default: true
        }
    }

    mutating func addNumber(_ position: Int) -> Int {
        if let end = dateEnd(position) ?? phoneEnd(position) {
            append(.reference, position, to: end)
            return end
        }
        if let end = bareNameEnd(position), let mention = matcher.numberName(Int(tokens[position].number), position..<(position + 1)) {
            var item = mention
            item.isListNumber = true
            listed = Int(tokens[position].number)
            // "1) sign-ups 1,427 2) the flow went out": an item of its own.
            if !isClauseHead, tokens[position + 1].kind == .close { append(.bullet, position, to: position + 1) }
            _ = addName(item)
            return end
        }
        if let mention = promptName(position) {
            hasPromptNumber = true
            listed = Int(tokens[position].number)
            return addName(mention)
        }
        if let end = addQuantity(position) { return end }
        // "3-day" and the like: its word goes with it.
        append(.reference, position, to: min(position + 3, tokens.count))
        return position + 3
    }

    /// "0171 5550123": with a nought in front, and more figures behind it.
    private func phoneEnd(_ position: Int) -> Int? {
        let token = tokens[position]
        let least = (1..<max(2, token.digits)).reduce(1.0) { power, _ in power * 10 }
        guard token.digits >= 3, token.end - token.start == token.digits, token.number < least,
            position + 1 < tokens.count, tokens[position + 1].kind == .number, tokens[position + 1].digits >= 3
        else { return nil }
        var end = position + 2
        while end < tokens.count, tokens[end].kind == .number, tokens[end].digits >= 2 { end += 1 }
        return end
    }

    /// "24 May", "24. Mai", "1 Aug 2026", "16–22 Nov".
    private func dateEnd(_ position: Int) -> Int? {
        guard tokens[position].digits > 0, tokens[position].digits <= 2, (1...31).contains(tokens[position].number) else { return nil }
        var next = position + 1
        // "16–22 Nov"
        if next + 1 < tokens.count, tokens[next].kind == .dash, !tokens[next].isSpaced, tokens[next + 1].kind == .number { return dateEnd(next + 1) }
        let hasPeriod = next < tokens.count && tokens[next].kind == .period && !tokens[next].isSpaced
        if hasPeriod { next += 1 }
        // "am 9. zum Streichen": no end of a sentence.
        if hasPeriod, position > 0, lexicon.hasRole(tokens[position - 1], .dayLead), next < tokens.count, tokens[next].kind == .word,
            !lexicon.meaning(ofWord: tokens[next].lexeme).has(.month)
        {
            return next
        }
        if next < tokens.count, lexicon.meaning(ofWord: tokens[next].lexeme).has(.of) { next += 1 }
        guard next < tokens.count, tokens[next].kind == .word, !tokens[next].isJoined, lexicon.meaning(ofWord: tokens[next].lexeme).has(.month) else {
            return nil
        }
        // "22 may be": a modal verb.
        return next + 1
    }

    /// "1: 45", "2 - 40%", "3 = done" at the head of a clause name by number; a list's "1)" within a line too.
    private func bareNameEnd(_ position: Int) -> Int? {
        guard (1...2).contains(tokens[position].digits), position + 2 < tokens.count else { return nil }
        // "confidence 1: 60", "confidence on 1: 60"
        let isBehindConfidence =
            elements.last.map { $0.kind == .word && $0.has(.confidence) } ?? false
            || elements.count > 1 && elements[elements.count - 1].kind == .word && elements[elements.count - 1].has(.preposition)
                && elements[elements.count - 2].kind == .word && elements[elements.count - 2].has(.confidence)
        guard
            isClauseHead || isBehindNumberWord || isTopic(position) || isBehindConfidence && isFigured(position)
                || tokens[position + 1].kind == .close && listed + 1 == Int(tokens[position].number) || isNextListed(position)
        else {
            return nil
        }
        let next = tokens[position + 1]
        switch next.kind {
        case .colon, .equals: return position + 2
        case .arrow: return isArrowBehindName(position) ? position + 2 : nil
        case .dash: return next.isSpaced && tokens[position].isSpaced ? position + 2 : nil
        case .close: return depth == 0 ? position + 2 : nil
        default: return nil
        }
    }

    /// "On 3: the import is still in review"
    private func isTopic(_ position: Int) -> Bool {
        guard tokens[position + 1].kind == .colon, let last = elements.last, last.kind == .word, lexicon.hasRole(tokens[last.token], .about) else {
            return false
        }
        return elements.count == 1 || [.newline, .bullet, .stop].contains(elements[elements.count - 2].kind)
    }

    /// "2: 36.2% 3: 31 minutes", "1 = 25 and 3 = 61%": the next item, with nothing between them or hardly a word.
    private func isNextListed(_ position: Int) -> Bool {
        (tokens[position + 1].kind == .colon || tokens[position + 1].kind == .equals) && (isFigured(position) || tokens[position + 2].kind == .emoji)
            && listed > 0
            && listed < Int(tokens[position].number)
            && tokens[position].isSpaced
            && elements.last.map { $0.kind == .quantity || $0.kind == .emoji || $0.kind == .word && !$0.isUnknown } == true
    }

    /// "2 → 36%": what stands behind is like what the second one is known to be, and none that is known to be 2.
    private func isArrowBehindName(_ position: Int) -> Bool {
        let number = tokens[position].number
        guard tokens[position + 2].kind == .number, let only = matcher.numberName(Int(number), position..<(position + 1))?.keyResults.only,
            case let targets = vocabulary.targets, !targets.contains(where: { $0.current == number }), let current = targets[only].current,
            current > 0
        else { return false }
        return (0.5...2).contains(tokens[position + 2].number / current)
    }

    /// "conf 2: 60"
    private func isFigured(_ position: Int) -> Bool {
        (tokens[position + 1].kind == .colon || tokens[position + 1].kind == .equals) && tokens[position + 2].kind == .number
    }

    var isClauseHead: Bool {
        guard let last = elements.last else { return true }
        switch last.kind {
        case .newline, .bullet, .comma, .stop, .bar: return true
        default: return false
        }
    }

    mutating func addListNumber(_ position: Int) -> Int {
        let next = position + 1
        if next < tokens.count, tokens[next].kind == .word, lexicon.meaning(ofWord: tokens[next].lexeme).has(.month) {
            append(.reference, position, to: next + 1)
            return next + 1
        }
        append(.bullet, position, to: next)
        listed = Int(tokens[position].number)
        if var mention = matcher.numberName(Int(tokens[position].number), position..<next) {
            mention.isListNumber = true
            return addName(mention)
        }
        return next
    }

    mutating func addNumberName(_ position: Int) -> Int {
        if let mention = matcher.match(at: position) { return addName(mention) }
        let end = tokens[position].kind == .hash ? min(position + 2, tokens.count) : position + 1
        append(.reference, position, to: end)
        return end
    }
}
