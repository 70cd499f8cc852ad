import Model

/// Numbers, and what looks like numbers: dates, times, versions, telephone numbers.
extension Tokenizer {
    mutating func scanNumber() {
        if byte(index + 1) >= 0xE2, takeKeycap() { return }
        // Most numbers have nothing about them that a date, a time or a telephone number has.
        if isOdd, takeTime() || takeDate() || takeTelephone() { return }
        let scanned = plainNumber() ?? NumberScanner(self, from: index).scan()
        guard let value = scanned.value else { return emit(.reference, to: scanned.end) }
        addNumber(scanned, value)
    }

    /// It begins with a nought or follows a plus, or a sign that joins numbers stands behind its digits.
    private var isOdd: Bool {
        if bytes[index] == 48 || tokens.last?.kind == .plus { return true }
        var end = index
        while Ascii.isDigit(byte(end)) { end += 1 }
        switch byte(end) {
        case 45, 46, 47, 58: return true
        default: return false
        }
    }

    /// Adds a number with the letters that are written to it.
    mutating func addNumber(_ scanned: NumberScanner.Result, _ value: Double) {
        if takeSuffixed(scanned, value) { return }
        add(scanned, value)
    }

    /// Digits without any separator behind them: most numbers.
    private func plainNumber() -> NumberScanner.Result? {
        var end = index
        var value = 0.0
        while Ascii.isDigit(byte(end)) {
            value = value * 10 + Double(byte(end) - 48)
            end += 1
        }
        switch byte(end) {
        case 46, 44, 39, 0xC2, 0xE2: return nil
        case 32 where vocabulary.numberStyle.groupsWithBlank || Ascii.isDigit(byte(end + 1)): return nil
        default: break
        }
        guard end - index <= 15 else { return nil }
        return NumberScanner.Result(value: value, end: end, digits: end - index, digitCount: end - index, hash: Folding.hash(bytes[index..<end]))
    }

    private mutating func add(_ scanned: NumberScanner.Result, _ value: Double) {
        var token = Token(.number, index, scanned.end, isSpaced: isSpaced)
        token.isJoined = isJoined
        token.number = value
        token.digits = scanned.digits
        token.hash = scanned.hash
        token.stem = scanned.hash
        token.length = scanned.digitCount
        token.stemLength = scanned.digitCount
        token.name = vocabulary.word(scanned.hash)
        tokens.append(token)
        move(to: scanned.end)
    }

    /// Letters behind the digits: a unit or multiplier makes a word of its own, "3pm" is a time, "14th" a date, and "2FA" one word.
    private mutating func takeSuffixed(_ scanned: NumberScanner.Result, _ value: Double) -> Bool {
        var end = scanned.end
        while end < bytes.count, wordCharacter(at: end) > 0, !Ascii.isDigit(bytes[end]) { end += wordCharacter(at: end) }
        end = min(end, bytes.count)
        guard end > scanned.end else { return false }
        if isJoined || vocabulary.hasLabels, vocabulary.hasForm(hashes(index, end).whole) {
            addWord(index, end)
            return true
        }
        let suffix = lexicon.meaning(ofWord: lexicon.word(hashes(scanned.end, end).whole))
        if suffix.has(.ordinalSuffix) {
            let word = lexicon.word(hashes(index, end).whole)
            if word >= 0 { addWord(index, end) } else { emit(.reference, to: end) }
            return true
        }
        if suffix.has(.clockSuffix) {
            emit(.reference, to: end)
            return true
        }
        let isUnit = suffix.has([.times, .unit, .approximateAfter, .factorSuffix, .points, .currency, .percent])
        guard isUnit || vocabulary.hasUnit(hashes(scanned.end, end).stem) else {
            while wordCharacter(at: end) > 0 { end += wordCharacter(at: end) }
            addWord(index, min(end, bytes.count))
            return true
        }
        add(scanned, value)
        isJoined = true
        addWord(index, end)
        return true
    }

    /// "9:30", "16:00".
    private mutating func takeTime() -> Bool {
        var colon = index
        while Ascii.isDigit(byte(colon)), colon - index < 3 { colon += 1 }
        guard colon - index <= 2, byte(colon) == 58, Ascii.isDigit(byte(colon + 1)), Ascii.isDigit(byte(colon + 2)), !Ascii.isDigit(byte(colon + 3))
        else {
            return false
        }
        var end = colon + 3
        if byte(end) == 58, Ascii.isDigit(byte(end + 1)), Ascii.isDigit(byte(end + 2)) { end += 3 }
        let isOfDay = has("am", at: end) || has("pm", at: end)
        if isOfDay { end += 2 }
        // "7:36" may be what something took, for whoever knows of what it is said.
        let isSpan = !isOfDay && end == colon + 3 && byte(colon + 1) < 54
        let sixtieths = isSpan ? number(index..<colon) * 60 + number((colon + 1)..<end) : 0
        emit(.reference, to: end)
        tokens[tokens.count - 1].number = sixtieths
        return true
    }

    private func number(_ digits: Range<Int>) -> Double { digits.reduce(0) { $0 * 10 + Double(byte($1) - 48) } }

    /// Three numbers with one of `-`, `/`, `.` between them, one of them a year; "24.12." and "28/05" too.
    private mutating func takeDate() -> Bool {
        var position = index
        var lengths: (Int, Int, Int) = (0, 0, 0)
        lengths.0 = digitRun(&position)
        let sign = byte(position)
        guard sign == 45 || sign == 47 || sign == 46, lengths.0 <= 4 else { return false }
        position += 1
        lengths.1 = digitRun(&position)
        guard (1...2).contains(lengths.1) else { return false }
        // "28/05": no share begins its whole with a nought.
        if sign == 47, lengths.1 == 2, byte(position - 2) == 48, lengths.0 <= 2, byte(position) != sign, byte(position) != 46 {
            emit(.reference, to: position)
            return true
        }
        guard byte(position) == sign else { return false }
        position += 1
        lengths.2 = digitRun(&position)
        let isDate: Bool
        switch lengths.2 {
        case 0: isDate = sign == 46 && lengths.0 <= 2 && !Ascii.isLetter(byte(position)) && vocabulary.numberStyle.decimalSign == 44
        case 1, 2: isDate = lengths.0 == 4 || (sign != 46 && lengths.0 <= 2)
        default: isDate = lengths.2 == 4 && lengths.0 <= 2
        }
        guard isDate else { return false }
        emit(.reference, to: position)
        return true
    }

    private func digitRun(_ position: inout Int) -> Int {
        let start = position
        while Ascii.isDigit(byte(position)), position - start < 12 { position += 1 }
        return position - start
    }

    /// "555-123-4567", "0151 2345678", "+44 20 7946 0958".
    private mutating func takeTelephone() -> Bool {
        let follows = tokens.last
        let hasPlus = follows?.kind == .plus && follows?.end == index
        var position = index
        var groups = 0
        var digits = 0
        var lastGroup = index
        while true {
            let run = digitRun(&position)
            guard run > 0 else { break }
            groups += 1
            digits += run
            lastGroup = position
            guard byte(position) == 45 || (byte(position) == 32 && (hasPlus || byte(index) == 48)) || byte(position) == 47 && byte(index) == 48 else {
                break
            }
            position += 1
        }
        let startsWithZero = byte(index) == 48 && digits >= 3 && Ascii.isDigit(byte(index + 1)) && byte(lastGroup) != 46 && byte(lastGroup) != 44
        let isDashed = groups >= 3 && digits >= 7
        guard startsWithZero || isDashed || (hasPlus && digits >= 9 && groups >= 2) else { return false }
        if hasPlus { tokens.removeLast() }
        emit(.reference, to: lastGroup)
        return true
    }
}
