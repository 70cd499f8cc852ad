import Model

/// Words, and what looks like words: links, addresses, versions, ticket numbers.
extension Tokenizer {
    /// The length of the character at a position if it can stand in a word, else 0.
    func wordCharacter(at position: Int) -> Int {
        let byte = byte(position)
        if byte < 0x80 { return Ascii.isAlphanumeric(byte) ? 1 : 0 }
        switch byte {
        // "m²" and "m³".
        case 0xC2: return self.byte(position + 1) == 0xB2 || self.byte(position + 1) == 0xB3 ? 2 : 0
        case 0xC3...0xDF: return 2
        case 0xE0, 0xE1, 0xE3...0xEE: return 3
        default: return 0
        }
    }

    mutating func scanWord() {
        if takeLink() { return }
        let start = index
        var end = start
        var hasDigit = false
        while end < bytes.count {
            let width = Ascii.isLetter(bytes[end]) ? 1 : wordCharacter(at: end)
            if width > 0 {
                hasDigit = hasDigit || Ascii.isDigit(bytes[end])
                end += width
            } else if let next = innerSign(at: end) {
                end = next
            } else {
                break
            }
        }
        end = min(end, bytes.count)
        if takeAddress(end) || (hasDigit && takeNumbered(end)) || takeTicket(end) { return }
        addWord(start, end)
        joinNext()
    }

    /// An apostrophe or an ampersand between two letters belongs to the word; where it ends, if so.
    private func innerSign(at position: Int) -> Int? {
        switch byte(position) {
        case 39: return Ascii.isLetter(byte(position + 1)) ? position + 1 : nil
        case 0xE2:
            guard byte(position + 1) == 0x80, byte(position + 2) == 0x99, Ascii.isLetter(byte(position + 3)) else { return nil }
            return position + 3
        case 38:
            let width = has("&amp;", at: position) ? 5 : 1
            return Ascii.isAlphanumeric(byte(position + width)) && !has("&gt;", at: position) && !has("&lt;", at: position)
                && !has("&nbsp;", at: position) ? position + width : nil
        default: return nil
        }
    }

    mutating func addWord(_ start: Int, _ end: Int) {
        var token = Token(.word, start, end, isSpaced: isSpaced)
        token.isJoined = isJoined
        let count = fold(start, end)
        identify(&token, count)
        // "EU 38, US 35": a country, and not who speaks.
        if count == 2, bytes[start] == UInt8(ascii: "U"), bytes[start + 1] == UInt8(ascii: "S") { token.lexeme = -1 }
        if token.lexeme < 0, token.name < 0, let value = CompoundNumber(lexicon: lexicon).value(folded.span.extracting(0..<count)) {
            token = Token(.number, start, end, isSpaced: isSpaced)
            token.isJoined = isJoined
            token.number = value
        }
        tokens.append(token)
        noteWould()
        move(to: end)
    }

    /// "id still call it amber": "I'd", with its apostrophe left out.
    private mutating func noteWould() {
        guard lexicon.would >= 0, tokens.count > 1, case let before = tokens[tokens.count - 2], before.kind == .word, before.end - before.start == 2,
            bytes[before.start] == UInt8(ascii: "i"), bytes[before.start + 1] == UInt8(ascii: "d"), let word = tokens.last, word.isSpaced,
            lexicon.hasRole(word, .opinion)
        else { return }
        tokens[tokens.count - 2].lexeme = lexicon.would
        tokens[tokens.count - 2].name = -1
    }

    /// Looks the folded word up in the lexicon and the vocabulary.
    private func identify(_ token: inout Token, _ count: Int) {
        var word = folded.span.extracting(0..<count)
        var hashes = Folding.hashes(word)
        token.lexeme = lexicon.word(hashes.whole)
        if token.lexeme < 0, word.count > 2, word[word.count - 1] == 115, word[word.count - 2] == 39 {
            word = word.extracting(droppingLast: 2)
            hashes = Folding.hashes(word)
            token.lexeme = lexicon.word(hashes.whole)
        }
        if token.lexeme < 0, let behind = Self.elided(word), vocabulary.word(hashes.stem) < 0 {
            word = word.extracting(behind..<word.count)
            hashes = Folding.hashes(word)
            token.lexeme = lexicon.word(hashes.whole)
        }
        // "l'attente" is a word of phrases, and may be a name's all the same.
        if token.lexeme >= 0, let behind = Self.elided(word), case let rest = word.extracting(behind..<word.count),
            vocabulary.hasForm(Folding.hashes(rest).whole)
        {
            word = rest
            hashes = Folding.hashes(rest)
        }
        if word.count <= 4, word[word.count - 1] <= 57 { token.noteLabel(word) }
        token.hash = hashes.whole
        token.length = word.count
        token.stem = hashes.stem
        token.stemLength = hashes.stemLength
        token.name = vocabulary.word(token.stem)
        if token.name >= 0, !lexicon.meaning(ofWord: token.lexeme).subtracting(.soft).isEmpty, !vocabulary.hasForm(token.hash) { token.name = -1 }
        if token.name < 0, lexicon.entry(ofWord: token.lexeme) < 0 {
            let isBehindName = tokens.last.map { $0.kind == .word && $0.name >= 0 } ?? false
            if let near = vocabulary.nearestWord(to: word) ?? (isBehindName ? vocabulary.nearestGeneric(to: word) : nil) {
                token.name = near
                token.isMisspelt = true
            }
        }
        guard token.name < 0 else { return }
        if token.lexeme < 0, word.count >= 5 { token.lexeme = lexicon.wordMeant(by: token.hash) }
        token.isAdverb = lexicon.entry(ofWord: token.lexeme) < 0 && (Self.isAdverb(word) || Self.isDrawnOut(word))
        token.abbreviated = vocabulary.wordAbbreviated(by: word) ?? -1
    }

    /// Where the word itself begins behind an elided article or pronoun: "l'offre", "d'abonnés", "qu'en".
    static func elided(_ word: Span<UInt8>) -> Int? {
        guard word.count > 4, word[1] == 39 || word[2] == 39 else { return nil }
        if word[1] == 39 { return "ldcjmnst".utf8.contains(word[0]) ? 2 : nil }
        return word.count > 5 && word[0] == 113 && word[1] == 117 ? 3 : nil
    }

    private static func isAdverb(_ word: Span<UInt8>) -> Bool {
        word.count >= 6 && ends(word, with: "ly") || word.count >= 8 && ends(word, with: "mente")
    }

    /// "AAAAAA", "wooooo": a cry, whatever it is made of.
    private static func isDrawnOut(_ word: Span<UInt8>) -> Bool {
        let last = word.count - 1
        return last >= 3 && word[last] == word[last - 1] && word[last] == word[last - 2]
    }

    private static func ends(_ word: Span<UInt8>, with ending: StaticString) -> Bool {
        let start = word.count - ending.utf8CodeUnitCount
        return ending.withUTF8Buffer { buffer in start >= 0 && buffer.indices.allSatisfy { word[start + $0] == buffer[$0] } }
    }

    /// Takes a hyphen or underscore between two words, so that the next token is joined to this one.
    private mutating func joinNext() {
        let width =
            switch byte(index) {
            case 45, 95: 1
            case 0xE2: has("\u{2011}", at: index) || has("\u{2010}", at: index) ? 3 : 0
            default: 0
            }
        guard width > 0, wordCharacter(at: index + width) > 0 else { return }
        index += width
        isJoined = true
    }

    private mutating func takeLink() -> Bool {
        // Most words are told apart by their first letter.
        guard case let letter = Ascii.lower(bytes[index]), letter == 104 || letter == 109 || letter == 119 else { return false }
        guard has("http://", at: index) || has("https://", at: index) || has("www.", at: index) || has("mailto:", at: index) else { return false }
        var end = index
        while end < bytes.count, !Ascii.isSpace(bytes[end]), bytes[end] != 62, bytes[end] != 41, bytes[end] != 34, bytes[end] != 124, bytes[end] != 60
        {
            end += 1
        }
        emit(.reference, to: end)
        return true
    }

    /// An e-mail address, or a link without its scheme ("example.com/reports/7").
    private mutating func takeAddress(_ end: Int) -> Bool {
        let sign = byte(end)
        guard (sign == 64 || sign == 46) && Ascii.isLetter(byte(end + 1)) else { return false }
        var stop = end
        var hasSlash = sign == 64
        while stop < bytes.count, Ascii.isAlphanumeric(bytes[stop]) || "._-/@?=&%#:+".utf8.contains(bytes[stop]) {
            hasSlash = hasSlash || bytes[stop] == 47
            stop += 1
        }
        guard hasSlash else { return false }
        emit(.reference, to: stop)
        return true
    }

    /// "v2.3", "Q3", "FY26", "W43" and "O2.1"; "p95" and "KR1" stay words.
    private mutating func takeNumbered(_ end: Int) -> Bool {
        var digits = index
        while digits < end, !Ascii.isDigit(bytes[digits]) { digits += 1 }
        guard bytes[digits..<end].allSatisfy(Ascii.isDigit) else { return false }
        let letter = Ascii.lower(bytes[index])
        let letters = digits - index
        let hasFraction = byte(end) == 46 && Ascii.isDigit(byte(end + 1))
        if letters == 1, letter == 111, hasFraction, end - digits <= 2 { return takeObjectiveNumber(digits, end) }
        if letter == 118, letters == 1, !isNameWord(end) {
            var stop = end
            while Ascii.isDigit(byte(stop)) || (byte(stop) == 46 && Ascii.isDigit(byte(stop + 1))) { stop += 1 }
            emit(.reference, to: stop)
            return true
        }
        let isPeriod =
            letters == 1
            ? letter == 113 || letter == 104 || letter == 119 : letters == 2 && (has("fy", at: index) || has("kw", at: index) || has("cw", at: index))
        guard isPeriod, !isNameWord(end) else { return false }
        emit(.reference, to: end)
        return true
    }

    /// Whether some name holds the word.
    private mutating func isNameWord(_ end: Int) -> Bool {
        vocabulary.word(hashes(index, end).stem) >= 0
    }

    private mutating func takeObjectiveNumber(_ digits: Int, _ end: Int) -> Bool {
        var objective = 0
        for position in digits..<end { objective = objective * 10 + Int(bytes[position] - 48) }
        var stop = end + 1
        var number = 0
        while Ascii.isDigit(byte(stop)), stop - end <= 2 {
            number = number * 10 + Int(byte(stop) - 48)
            stop += 1
        }
        emit(.objectiveNumber, to: stop)
        tokens[tokens.count - 1].number = Double(objective * 1000 + number)
        return true
    }

    /// Whether some name holds the word with what stands behind its hyphen: "BSL-2", "under-25s".
    private mutating func isNamePair(_ end: Int) -> Bool {
        var stop = end + 1
        while Ascii.isAlphanumeric(byte(stop)) { stop += 1 }
        let word = hashes(index, end).stem
        return vocabulary.hasPair(word, hashes(end + 1, stop).whole)
    }

    /// "ABC-123" and "F-07"; "KR-1" names a key result.
    private mutating func takeTicket(_ end: Int) -> Bool {
        guard byte(end) == 45, Ascii.isDigit(byte(end + 1)), !(end - index == 2 && has("kr", at: index)), !isNamePair(end)
        else { return false }
        var stop = end + 1
        while Ascii.isAlphanumeric(byte(stop)) || (byte(stop) == 45 && Ascii.isAlphanumeric(byte(stop + 1))) { stop += 1 }
        emit(.reference, to: stop)
        return true
    }
}
