/// Reads one quantity that begins at a token, and says where it ends.
struct QuantityReader {
    let tokens: [Token]
    let lexicon: Lexicon

    struct Cursor {
        var position: Int
        var quantity = Quantity()
    }

    func read(at start: Int) -> (Quantity, Int)? {
        var cursor = Cursor(position: start)
        readPrefix(&cursor)
        guard readAmount(&cursor) else { return nil }
        readSuffixes(&cursor)
        readCompound(&cursor)
        readRange(&cursor)
        readWhole(&cursor)
        return (cursor.quantity, cursor.position)
    }

    func entry(_ position: Int) -> Lexicon.Entry? {
        guard position < tokens.count, tokens[position].kind == .word else { return nil }
        let entry = lexicon.entry(ofWord: tokens[position].lexeme)
        return entry < 0 ? nil : lexicon.entries[Int(entry)]
    }

    func kind(_ position: Int) -> Token.Kind? { position < tokens.count ? tokens[position].kind : nil }

    func isTight(_ position: Int) -> Bool { position < tokens.count && !tokens[position].isSpaced }

    func readPrefix(_ cursor: inout Cursor) {
        while let kind = kind(cursor.position) {
            switch kind {
            case .tilde: cursor.quantity.isApproximate = true
            case .plus, .minus:
                guard isTight(cursor.position + 1) || isLoosePlus(cursor.position), kind == .minus || cursor.quantity.sign == .none else { return }
                cursor.quantity.sign = kind == .plus ? .plus : .minus
            case .currency: cursor.quantity.currency = tokens[cursor.position].currency
            case .word:
                guard let entry = entry(cursor.position), let currency = entry.currency, cursor.quantity.currency == nil,
                    self.kind(cursor.position + 1) == .number
                else { return }
                cursor.quantity.currency = currency
            default: return
            }
            cursor.position += 1
        }
    }

    /// "activation + 1": a plus means more, also with a blank behind it; a dash with one may only part a name from its value.
    private func isLoosePlus(_ position: Int) -> Bool {
        kind(position) == .plus && kind(position + 1) == .number && (position == 0 || kind(position - 1) != .number)
    }

    func readAmount(_ cursor: inout Cursor) -> Bool {
        guard let kind = kind(cursor.position) else { return false }
        if kind == .number {
            let token = tokens[cursor.position]
            cursor.quantity.value = token.number
            cursor.quantity.digits = token.digits
            cursor.position += 1
            // "3-day": an adjective, no value.
            if self.kind(cursor.position) == .dash, isTight(cursor.position), self.kind(cursor.position + 1) == .word, isTight(cursor.position + 1) {
                return false
            }
            readHalfBehindDigits(&cursor)
            return true
        }
        guard kind == .word else { return false }
        return readWords(&cursor)
    }

    // MARK: words

    private func readWords(_ cursor: inout Cursor) -> Bool {
        cursor.quantity.isWord = true
        guard let (first, end) = phrase(cursor.position) else { return false }
        // "fifty-fifty"
        if first.number == 50, first.meaning.has(.number), end < tokens.count, tokens[end].isJoined, entry(end)?.number == 50 {
            (cursor.quantity.value, cursor.quantity.whole) = (50, 50)
            (cursor.quantity.hasSlash, cursor.quantity.isWord) = (true, false)
            cursor.position = end + 1
            return true
        }
        if end < tokens.count, tokens[end].isJoined, !isNumberWord(end) { return false }
        if first.meaning.has(.fraction) { return readFraction(&cursor, first, end) }
        if first.meaning.has(.number) || first.meaning.has(.scale) { return readNumberWords(&cursor, first, end) }
        if first.meaning.has(.article) { return readArticle(&cursor, end) }
        return false
    }

    func isNumberWord(_ position: Int) -> Bool { entry(position).map { $0.meaning.has([.number, .scale]) } ?? false }

    /// The longest phrase at a token that has to do with numbers.
    func phrase(_ start: Int) -> (Lexicon.Entry, Int)? { phrase(start, [.number, .scale, .fraction, .article]) }

    func phrase(_ start: Int, _ meaning: Meaning) -> (Lexicon.Entry, Int)? {
        lexicon.longestPhrase(tokens, at: start, meaning: meaning).map { (lexicon.entries[Int($0.entry)], $0.end) }
    }

    private func readFraction(_ cursor: inout Cursor, _ entry: Lexicon.Entry, _ end: Int) -> Bool {
        cursor.quantity.value = entry.number
        cursor.position = end
        let article = self.entry(end).map { $0.meaning.has(.article) } ?? false
        if let (points, behind) = phrase(article ? end + 1 : end, .points), points.unit == nil {
            cursor.quantity.isPoints = true
            cursor.position = behind
            return true
        }
        cursor.quantity.isFraction = true
        // "half an hour", "a quarter of an hour"
        let place = self.entry(end).map { $0.meaning.has(.of) && !$0.meaning.has(.article) } ?? false ? end + 1 : end
        if let next = self.entry(place), next.meaning.has(.article), let unit = self.entry(place + 1)?.unit {
            setUnit(&cursor, unit)
            cursor.position = place + 2
        }
        return true
    }

    /// "two hundred and eighty", "twenty-one", "two and a half".
    private func readNumberWords(_ cursor: inout Cursor, _ first: Lexicon.Entry, _ end: Int) -> Bool {
        var total = 0.0
        var part = 0.0
        var lastScale = 1.0
        var next: (Lexicon.Entry, Int)? = (first, end)
        while let (entry, end) = next {
            if entry.meaning.has(.scale), part > 0 || entry.number < 1000 {
                part = max(part, 1) * entry.number
                lastScale = entry.number
                if entry.number >= 1000 {
                    total += part
                    part = 0
                }
            } else if entry.meaning.has(.number), part == 0 || entry.number < lastPlace(part) {
                part += entry.number
                if entry.number >= 100 { lastScale = entry.number }
            } else {
                break
            }
            cursor.position = end
            next = continuation(end, afterScale: lastScale > 1)
        }
        // "thousand!!" alone is an exclamation, no number.
        guard cursor.position >= end else { return false }
        cursor.quantity.value = total + part
        if readSpokenDecimals(&cursor) { return true }
        return readHalf(&cursor)
    }

    /// "five point three", "fünf Komma zwei fünf": digit by digit behind the mark's word.
    private func readSpokenDecimals(_ cursor: inout Cursor) -> Bool {
        guard cursor.position < tokens.count, lexicon.hasRole(tokens[cursor.position], .decimalMark) else { return false }
        var position = cursor.position + 1
        var place = 1.0
        var value = cursor.quantity.value
        while place < 1000, let digit = entry(position), digit.meaning.has(.number), !digit.meaning.has(.article), (0...9).contains(digit.number) {
            place *= 10
            value += digit.number / place
            position += 1
        }
        guard place > 1 else { return false }
        cursor.quantity.value = (value * 1000).rounded() / 1000
        cursor.position = position
        return true
    }

    /// The smallest place that a number still leaves open: 21 may follow "hundred", one may follow "twenty".
    private func lastPlace(_ part: Double) -> Double {
        if part.truncatingRemainder(dividingBy: 1000) == 0 { return 1000 }
        if part.truncatingRemainder(dividingBy: 100) == 0 { return 100 }
        return part >= 20 && part.truncatingRemainder(dividingBy: 10) == 0 ? 10 : 0
    }

    private func continuation(_ position: Int, afterScale: Bool) -> (Lexicon.Entry, Int)? {
        if let found = phrase(position), found.0.meaning.has([.number, .scale]), !found.0.meaning.has(.article) { return found }
        guard afterScale, let and = entry(position), and.meaning.has(.and), let found = phrase(position + 1), found.0.meaning.has(.number) else {
            return nil
        }
        return found
    }

    private func readHalf(_ cursor: inout Cursor) -> Bool {
        if let and = entry(cursor.position), and.meaning.has(.and), let (half, end) = phrase(cursor.position + 1), half.meaning.has(.fraction),
            half.number == 0.5
        {
            cursor.quantity.value += 0.5
            cursor.position = end
        }
        return true
    }

    /// "7 and a half minutes": behind digits only where a unit, or nothing, goes on; "7 and half of the team" is about two things.
    private func readHalfBehindDigits(_ cursor: inout Cursor) {
        guard let and = entry(cursor.position), and.meaning.has(.and) else { return }
        var whole = cursor
        guard cursor.quantity.value == cursor.quantity.value.rounded(), readHalf(&whole), whole.position > cursor.position else { return }
        if kind(whole.position) == .word,
            entry(whole.position).map({ $0.meaning.has([.unit, .points, .percent, .times, .currency, .scale]) }) != true
        {
            return
        }
        cursor = whole
    }

    /// "an hour" and "a week", but no bare article.
    private func readArticle(_ cursor: inout Cursor, _ end: Int) -> Bool {
        if let (points, behind) = phrase(end, .points), points.unit == nil {
            cursor.quantity.value = 1
            cursor.quantity.isPoints = true
            cursor.position = behind
            return readHalf(&cursor)
        }
        guard let unit = entry(end)?.unit, unit != .s, unit != .ambiguousMinutes, tokens[end].length > 1 else { return false }
        cursor.quantity.value = 1
        cursor.quantity.isArticle = true
        setUnit(&cursor, unit)
        cursor.position = end + 1
        // "a day and a half"
        var whole = cursor
        // "a week and a half roughly"; "a day and half of the team" is about two things.
        let hasArticle = entry(cursor.position + 1)?.meaning.has(.article) == true && entry(whole.position)?.meaning.has(.of) != true
        if readHalf(&whole), whole.position > cursor.position, kind(whole.position) != .word || hasArticle {
            cursor = whole
            setUnit(&cursor, unit)
        }
        return true
    }

    // MARK: what follows

    func setUnit(_ cursor: inout Cursor, _ unit: DurationUnit) {
        cursor.quantity.unit = unit
        cursor.quantity.seconds = unit.seconds.map { $0 * cursor.quantity.value }
    }

    func readSuffixes(_ cursor: inout Cursor) {
        readMultiplier(&cursor)
        readUnit(&cursor)
        if kind(cursor.position) == .plus, isTight(cursor.position), kind(cursor.position + 1) != .number || !isTight(cursor.position + 1) {
            cursor.quantity.isApproximate = true
            cursor.position += 1
        }
        if let entry = entry(cursor.position), tokens[cursor.position].isJoined, entry.meaning.has([.approximateAfter, .factorSuffix]) {
            cursor.quantity.isApproximate = cursor.quantity.isApproximate || entry.meaning.has(.approximateAfter)
            cursor.quantity.isFactor = entry.meaning.has(.factorSuffix)
            cursor.position += 1
        }
    }

    func readMultiplier(_ cursor: inout Cursor) {
        // "2 dozen"
        if !cursor.quantity.isWord, cursor.position < tokens.count, lexicon.hasRole(tokens[cursor.position], .dozen) {
            cursor.quantity.value *= 12
            cursor.position += 1
            return
        }
        // "65 hundred"
        if !cursor.quantity.isWord, (2...99).contains(cursor.quantity.value), let scale = entry(cursor.position), scale.meaning.has(.scale),
            scale.number == 100, !scale.meaning.has([.currency, .unit]), !lexicon.hasRole(tokens[cursor.position], .cents)
        {
            cursor.quantity.value = scaled(cursor.quantity.value, 100)
            cursor.position += 1
            return
        }
        guard let entry = entry(cursor.position), entry.meaning.has(.times), entry.unit == nil else { return }
        guard !cursor.quantity.isWord || tokens[cursor.position].length > 2 else { return }
        cursor.quantity.value = scaled(cursor.quantity.value, entry.times)
        cursor.quantity.isMultiplied = true
        cursor.position += 1
        if kind(cursor.position) == .period, isTight(cursor.position), kind(cursor.position + 1) == .currency { cursor.position += 1 }
    }

    /// The product without the binary noise of decimals: 53.4 thousand is 53400.
    private func scaled(_ value: Double, _ times: Double) -> Double {
        let product = value * times
        let rounded = (product * 1000).rounded() / 1000
        return abs(product - rounded) < 1e-6 * max(1, abs(product)) ? rounded : product
    }

    func readUnit(_ cursor: inout Cursor) {
        guard let kind = kind(cursor.position) else { return }
        if kind == .percent {
            cursor.quantity.isPercent = true
            cursor.position += 1
            if let entry = entry(cursor.position), entry.meaning.has(.points) {
                cursor.quantity.isPoints = true
                cursor.position += 1
            }
        } else if kind == .currency, cursor.quantity.currency == nil, !(isTight(cursor.position + 1) && self.kind(cursor.position + 1) == .number) {
            cursor.quantity.currency = tokens[cursor.position].currency
            cursor.position += 1
        } else if kind == .word {
            readUnitWord(&cursor)
        }
    }

    /// "2.9M USD": the letter is a multiplier then, and the money's name goes with it.
    private func readCurrencyBehindMillions(_ cursor: inout Cursor, _ end: Int) {
        guard cursor.quantity.currency == nil, end < tokens.count else { return }
        if kind(end) == .currency, kind(end + 1) != .number {
            cursor.quantity.currency = tokens[end].currency
        } else if let currency = entry(end)?.currency, kind(end + 1) != .number || currency != .kroneSign {
            cursor.quantity.currency = currency
        } else {
            return
        }
        cursor.position = end + 1
    }

    private func readUnitWord(_ cursor: inout Cursor) {
        // "16 cent"; behind a number word it is a hundred in French
        if lexicon.hasRole(tokens[cursor.position], .cents), !cursor.quantity.isWord, cursor.quantity.currency == nil, cursor.quantity.value < 1000 {
            cursor.quantity.isCents = true
            cursor.position += 1
            return
        }
        // "98.7 w/ the new version"
        if lexicon.hasRole(tokens[cursor.position], .shortWith), kind(cursor.position + 1) == .slash, isTight(cursor.position + 1) { return }
        // "8 month on month": a span of comparison, no unit.
        if let (time, end) = phrase(cursor.position, .time), end > cursor.position + 1, !time.meaning.has([.unit, .points, .percent, .currency]) {
            return
        }
        if let (entry, end) = phrase(cursor.position, [.unit, .percent, .points, .currency]) {
            if entry.meaning.has(.points) {
                cursor.quantity.isPoints = true
            } else if entry.meaning.has(.percent) {
                cursor.quantity.isPercent = true
            } else if let unit = entry.unit {
                setUnit(&cursor, unit)
                if unit == .ambiguousMinutes { readCurrencyBehindMillions(&cursor, end) }
                if cursor.position > end { return }
            } else if let currency = entry.currency, cursor.quantity.currency == nil, kind(end) != .number || currency != .kroneSign,
                // "1,448 real sign-ups"
                !(lexicon.hasRole(tokens[cursor.position], .real) && kind(end) == .word && tokens[end].isSpaced)
            {
                cursor.quantity.currency = currency
            } else {
                return
            }
            cursor.position = end
        }
    }
}
