import Model

/// Signs in ASCII: punctuation, markup and what they enclose.
extension Tokenizer {
    mutating func scanSign(_ byte: UInt8) {
        switch byte {
        case 60: takeAngle()
        case 58: takeColon()
        case 126: takeTilde()
        case 64: takeMention()
        case 38: takeEntity()
        case 91: takeBracket()
        case 35: takeHash()
        case 45: takeHyphen()
        case 46: takePeriod()
        case 42, 95, 96, 93, 34, 39, 92: skip(to: index + 1)
        case 62: takeGreater()
        default: takeSingle(byte)
        }
    }

    private mutating func takeSingle(_ byte: UInt8) {
        if byte == 59, takeEmoticon() { return }
        let kind: Token.Kind
        switch byte {
        case 44: kind = .comma
        case 59: kind = .semicolon
        case 63: kind = .question
        case 33:
            // "!2231": a merge request.
            if Ascii.isDigit(self.byte(index + 1)), index == 0 || !Ascii.isAlphanumeric(bytes[index - 1]) && bytes[index - 1] != 33 {
                var end = index + 1
                while Ascii.isDigit(self.byte(end)) { end += 1 }
                return emit(.reference, to: end)
            }
            kind = .exclamation
        case 40: kind = .open
        case 41: kind = .close
        case 47: kind = .slash
        case 43: kind = .plus
        case 61: kind = self.byte(index + 1) == 62 ? .arrow : .equals
        case 124: kind = index == colonBar ? .colon : self.byte(index + 1) == 124 ? .other : .bar
        case 37: kind = .percent
        case 36: kind = .currency
        default: kind = .other
        }
        let width = kind == .arrow || (byte == 124 && kind == .other) ? 2 : 1
        if kind == .other { return skip(to: index + width) }
        emit(kind, to: index + width)
        if kind == .currency { signCurrency() }
    }

    /// "$", "R$", "US$": the letters in front were taken for a word.
    private mutating func signCurrency() {
        var token = tokens.removeLast()
        token.currency = .dollarSign
        if let word = tokens.last, word.kind == .word, word.end == token.start, word.end - word.start <= 3 {
            let codes: [(StaticString, CurrencyCode)] = [
                ("r", .brl), ("us", .usd), ("usd", .usd), ("ca", .cad), ("c", .cad), ("au", .aud), ("a", .aud), ("nz", .nzd), ("hk", .hkd),
                ("s", .sgd), ("mx", .mxn),
            ]
            if let code = codes.first(where: { $0.0.utf8CodeUnitCount == word.end - word.start && has($0.0, at: word.start) }) {
                tokens.removeLast()
                token.start = word.start
                token.isSpaced = word.isSpaced
                token.currency = code.1
            }
        }
        tokens.append(token)
    }

    private mutating func takePeriod() {
        var end = index
        while byte(end) == 46 { end += 1 }
        // Within "e.g." and "p.m." it parts letters only.
        let isInner = end - index == 1 && Ascii.isLetter(byte(end)) && tokens.last.map { $0.end == index && $0.end - $0.start == 1 } == true
        if isInner { return skip(to: end) }
        if end - index == 1, takeFraction(end) || isAbbreviation(end) { return }
        emit(.period, to: end)
    }

    /// ".2" is 0.2.
    private mutating func takeFraction(_ start: Int) -> Bool {
        guard Ascii.isDigit(byte(start)) else { return false }
        let isSigned = tokens.last.map { $0.end == index && [.currency, .plus, .minus, .tilde].contains($0.kind) } ?? false
        guard isSpaced || isSigned || tokens.isEmpty else { return false }
        var value = 0.0
        var scale = 1.0
        var end = start
        while Ascii.isDigit(byte(end)), end - start < 12 {
            value = value * 10 + Double(byte(end) - 48)
            scale *= 10
            end += 1
        }
        addNumber(NumberScanner.Result(value: value / scale, end: end, digits: 0, digitCount: 0, hash: 0), value / scale)
        return true
    }

    /// "no. 7": the point ends no sentence.
    private mutating func isAbbreviation(_ end: Int) -> Bool {
        guard let last = tokens.last, last.kind == .word, last.end == index, last.length <= 3, byte(end) == 32, Ascii.isDigit(byte(end + 1)) else {
            return false
        }
        let meaning = lexicon.meaning(ofWord: last.lexeme)
        guard meaning.has(.label) || meaning.has(.approximate) else { return false }
        skip(to: end)
        return true
    }

    /// ":)" and ":-(": what comes behind is a clause of its own.
    private mutating func takeEmoticon() -> Bool {
        guard isSpaced else { return false }
        let mouth = byte(index + 1) == 45 ? index + 2 : index + 1
        switch byte(mouth) {
        case 40, 41, 47, 68, 80, 124: break
        default: return false
        }
        let next = byte(mouth + 1)
        guard next == 0 || Ascii.isSpace(next) || next == 44 || next == 46 || next == 33 else { return false }
        emit(.emoji, to: mouth + 1)
        return true
    }

    /// A hyphen is an arrow's tail, a sign, a range's or a clause's dash.
    private mutating func takeHyphen() {
        var end = index
        while byte(end) == 45 { end += 1 }
        if byte(end) == 62 { return emit(.arrow, to: end + 1) }
        if has("&gt;", at: end) { return emit(.arrow, to: end + 4) }
        let next = byte(end)
        let isSign = end - index == 1 && (Ascii.isDigit(next) || next == 36 || next == 0xE2 || next == 0xC2 || next == 46) && isAfterGap
        emit(isSign ? .minus : .dash, to: end)
        if !isSign { tokens[tokens.count - 1].isSpaced = tokens[tokens.count - 1].isSpaced || Ascii.isSpace(next) }
    }

    /// Nothing but a blank, a parenthesis or a colon in front.
    var isAfterGap: Bool {
        guard !isSpaced, let last = tokens.last else { return true }
        return last.kind == .open || last.kind == .colon || last.kind == .equals || last.kind == .arrow
    }

    private mutating func takeGreater() {
        if byte(index + 1) == 61 || Ascii.isDigit(byte(index + 1)) || (byte(index + 1) == 32 && Ascii.isDigit(byte(index + 2))) {
            emit(.tilde, to: index + (byte(index + 1) == 61 ? 2 : 1))
        } else {
            skip(to: index + 1)
        }
    }

    /// ":tada:" or a colon.
    private mutating func takeColon() {
        if takeEmoticon() { return }
        var end = index + 1
        var hasLetter = false
        while end - index < 60, end < bytes.count, Ascii.isAlphanumeric(bytes[end]) || "_+-".utf8.contains(bytes[end]) {
            hasLetter = hasLetter || Ascii.isLetter(bytes[end])
            end += 1
        }
        guard hasLetter || (isSpaced && end > index + 2), byte(end) == 58, end > index + 2,
            isSpaced || tokens.last?.kind != .word || tokens.last?.end != index
        else {
            return emit(.colon, to: index + 1)
        }
        if takeNamedKeycap((index + 1)..<end, to: end + 1) { return }
        let name = Folding.hash(bytes[(index + 1)..<end])
        if has(":skin-tone", at: index) { return skip(to: end + 1) }
        addEmoji(name, to: end + 1)
    }

    mutating func addEmoji(_ name: UInt64, to end: Int) {
        let meaning = lexicon.emoji[name] ?? []
        emit(meaning.contains(.arrow) ? .arrow : .emoji, to: end)
        tokens[tokens.count - 1].emoji = meaning
    }

    /// "~~gone~~" or "~gone~" is left out; "~45" is about 45; "~channel" is a channel.
    private mutating func takeTilde() {
        let width = byte(index + 1) == 126 ? 2 : 1
        if let end = strikeEnd(width) {
            struckBefore.append(tokens.count)
            index = end
            isSpaced = true
            return
        }
        if width == 1, Ascii.isLetter(byte(index + 1)), markup == .mattermost {
            var end = index + 1
            while Ascii.isAlphanumeric(byte(end)) || byte(end) == 45 || byte(end) == 95 { end += 1 }
            return emit(.reference, to: end)
        }
        emit(.tilde, to: index + width)
    }

    /// Where struck-out text ends: on its line, at a mark with a letter before and none behind.
    private mutating func strikeEnd(_ width: Int) -> Int? {
        guard index >= noStrikeBefore, !Ascii.isSpace(byte(index + width)), byte(index + width) != 0 else { return nil }
        var position = index + width + 1
        while position < bytes.count, bytes[position] != 10 || width == 2 {
            if bytes[position] == 10, byte(position + 1) == 10 { break }
            if bytes[position] == 126, !Ascii.isSpace(bytes[position - 1]), width == 1 || byte(position + 1) == 126 {
                if width == 2 || !Ascii.isAlphanumeric(byte(position + 1)) { return position + width }
            }
            position += 1
        }
        noStrikeBefore = position
        return nil
    }

    private mutating func takeHash() {
        if Ascii.isDigit(byte(index + 1)) { return emit(.hash, to: index + 1) }
        if has("#**", at: index), let end = find("**", from: index + 3, within: 120) { return emit(.reference, to: end + 2) }
        guard Ascii.isLetter(byte(index + 1)) else { return skip(to: index + 1) }
        if has("#kr", at: index) { return skip(to: index + 1) }
        var end = index + 1
        while wordCharacter(at: end) > 0 || byte(end) == 45 || byte(end) == 95 { end += max(1, wordCharacter(at: end)) }
        emit(.reference, to: min(end, bytes.count))
    }

    /// "@ana", "@**Ana Bell**", "@_**Ana**".
    private mutating func takeMention() {
        let stars = has("@**", at: index) ? 3 : has("@_**", at: index) ? 4 : 0
        if stars > 0, let end = find("**", from: index + stars, within: 120) { return emit(.reference, to: end + 2) }
        var end = index + 1
        while wordCharacter(at: end) > 0
            || ((byte(end) == 46 || byte(end) == 45 || byte(end) == 95 || byte(end) == 58) && wordCharacter(at: end + 1) > 0)
        {
            end += max(1, wordCharacter(at: end))
        }
        end = min(end, bytes.count)
        if end == index + 1 { return skip(to: end) }
        emit(.reference, to: end)
    }

    func find(_ text: StaticString, from position: Int, within limit: Int) -> Int? {
        var position = position
        let last = min(bytes.count, position + limit)
        while position < last {
            if has(text, at: position) { return position }
            position += 1
        }
        return nil
    }

    private mutating func takeEntity() {
        if has("&amp;", at: index) { return emit(.ampersand, to: index + 5) }
        if has("&gt;", at: index) { return Ascii.isDigit(byte(index + 4)) ? emit(.tilde, to: index + 4) : skip(to: index + 4) }
        if has("&lt;", at: index) { return Ascii.isDigit(byte(index + 4)) ? emit(.tilde, to: index + 4) : skip(to: index + 4) }
        if has("&nbsp;", at: index) {
            skip(to: index + 6)
            isSpaced = true
            return
        }
        if has("&#", at: index), let end = find(";", from: index + 2, within: 8) { return skip(to: end + 1) }
        if has("&quot;", at: index) { return skip(to: index + 6) }
        emit(.ampersand, to: index + 1)
    }

    /// "[label](address)": the label is read, the address is not.
    private mutating func takeBracket() {
        guard index >= noBracketBefore else { return skip(to: index + 1) }
        var end = index + 1
        while end < bytes.count, bytes[end] != 93, bytes[end] != 10 { end += 1 }
        guard byte(end) == 93 else {
            noBracketBefore = end
            return skip(to: index + 1)
        }
        guard byte(end + 1) == 40 else { return skip(to: index + 1) }
        var close = end + 2
        while close < bytes.count, bytes[close] != 41, bytes[close] != 10 { close += 1 }
        labelEnd = end
        afterLabel = min(close + 1, bytes.count)
        skip(to: index + 1)
    }
}
