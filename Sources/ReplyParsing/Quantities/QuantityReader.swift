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
            // "30-ish"
            if self.kind(cursor.position) == .dash, isTight(cursor.position), let about = entry(cursor.position + 1), isTight(cursor.position + 1),
                about.meaning.has(.approximateAfter)
            {
                cursor.quantity.isApproximate = true
                cursor.position += 2
                return true
            }
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
            // "60ish %"
            if kind(cursor.position) == .percent {
                cursor.quantity.isPercent = true
                cursor.position += 1
            }
        }
    }

    func readMultiplier(_ cursor: inout Cursor) {
        // "2 dozen"
        if !cursor.quantity.isWord, cursor.position < tokens.count, lexicon.hasRole(tokens[cursor.position], .dozen) {
            cursor.quantity.value *= 12
            cursor.position += 1
            return
        }
        // "two tenths"
        if cursor.position < tokens.count, lexicon.hasRole(tokens[cursor.position], .tenths), (1...9).contains(cursor.quantity.value) {
            cursor.quantity.value /= 10
            cursor.position += 1
            // "of a point"
            if entry(cursor.position)?.meaning.has(.of) == true, entry(cursor.position + 1)?.meaning.has(.article) == true {
                _ = readPoints(&cursor, cursor.quantity.value, cursor.position + 2)
            }
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

    /// "24.5k US dollars": the country stands before its money, and is a word of its own elsewhere.
    private func skipCountry(_ cursor: inout Cursor) {
        guard cursor.position + 1 < tokens.count, tokens[cursor.position].kind == .word, tokens[cursor.position].lexeme < 0,
            tokens[cursor.position].length == 2, let money = entry(cursor.position + 1), money.currency != nil
        else { return }
        cursor.position += 1
    }

    func readUnit(_ cursor: inout Cursor) {
        skipCountry(&cursor)
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
                // "2 points and a half"
                var whole = cursor
                whole.position = end
                if readHalf(&whole), whole.position > end {
                    cursor = whole
                    return
                }
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
