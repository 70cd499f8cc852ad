/// Numbers in words, and halves, quarters and tenths of what stands before them.
extension QuantityReader {
    func readWords(_ cursor: inout Cursor) -> Bool {
        cursor.quantity.isWord = true
        // "up another point and a half": the direction stays a word of its own.
        if cursor.position > 0, lexicon.hasRole(tokens[cursor.position - 1], .another), readPoints(&cursor, 1, cursor.position) { return true }
        // "by another minute"
        if cursor.position > 0, lexicon.hasRole(tokens[cursor.position - 1], .another), let unit = entry(cursor.position)?.unit, unit == .min {
            (cursor.quantity.value, cursor.quantity.isWord) = (1, false)
            setUnit(&cursor, unit)
            cursor.position += 1
            return true
        }
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
        // "a quarter of a million"
        let of = self.entry(end).map { $0.meaning.has(.of) && !$0.meaning.has(.article) } ?? false ? end + 1 : end
        if let (whole, behind) = phrase(of, [.number, .scale]), whole.number >= 1000, of > end || whole.meaning.has(.scale) || entry.number == 0.5 {
            cursor.quantity.value = entry.number * whole.number
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
            } else if entry.meaning.has(.number), total == 0, lastScale == 1, isSpokenHundreds(part, entry.number) {
                part = part * 100 + entry.number
            } else {
                break
            }
            cursor.position = end
            next = continuation(end, afterScale: lastScale > 1)
        }
        // "thousand!!" alone is an exclamation, no number.
        guard cursor.position >= end else { return false }
        cursor.quantity.value = total + part
        // "thirteen k"
        if total == 0, let times = entry(cursor.position), times.meaning.has(.times), times.unit == nil, times.times == 1000,
            tokens[cursor.position].length == 1
        {
            cursor.quantity.value *= times.times
            cursor.quantity.isMultiplied = true
            cursor.quantity.isWord = false
            cursor.position += 1
            return true
        }
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
        // As exact as digits, and as seldom a count of other things.
        cursor.quantity.isWord = false
        cursor.position = position
        return true
    }

    /// "fourteen sixty" for 1,460; "eleven thirty" is a time of day.
    private func isSpokenHundreds(_ hundreds: Double, _ rest: Double) -> Bool {
        (11...99).contains(hundreds) && hundreds.truncatingRemainder(dividingBy: 10) != 0 && (10...99).contains(rest)
            && (hundreds > 12 || rest.truncatingRemainder(dividingBy: 5) != 0)
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

    func readHalf(_ cursor: inout Cursor) -> Bool {
        if let and = entry(cursor.position), and.meaning.has(.and), let (half, end) = phrase(cursor.position + 1), half.meaning.has(.fraction),
            half.number == 0.5 || half.number == 0.25, entry(end)?.meaning.has(.of) != true
        {
            cursor.quantity.value += half.number
            cursor.position = end
        }
        return true
    }

    /// "7 and a half minutes": behind digits only where a unit, or nothing, goes on; "7 and half of the team" is about two things.
    func readHalfBehindDigits(_ cursor: inout Cursor) {
        guard let and = entry(cursor.position), and.meaning.has(.and) else { return }
        var whole = cursor
        guard cursor.quantity.value == cursor.quantity.value.rounded(), readHalf(&whole), whole.position > cursor.position else { return }
        if kind(whole.position) == .word,
            entry(whole.position).map({ $0.meaning.has([.unit, .points, .percent, .times, .currency, .scale]) }) != true,
            // "8 and a half on Friday's figures"
            entry(cursor.position + 1)?.meaning.has(.article) != true
                || entry(whole.position).map({ $0.meaning.has([.preposition, .now, .time, .past, .weekday, .and, .but, .because]) }) != true
        {
            return
        }
        cursor = whole
    }

    private func isDirection(_ position: Int) -> Bool { entry(position).map { $0.meaning.has([.up, .down]) } ?? false }

    /// "point and a half"
    func readPoints(_ cursor: inout Cursor, _ value: Double, _ position: Int) -> Bool {
        guard let (points, behind) = phrase(position, .points), points.unit == nil else { return false }
        cursor.quantity.value = value
        cursor.quantity.isPoints = true
        cursor.position = behind
        return readHalf(&cursor)
    }

    /// "an hour" and "a week", but no bare article.
    private func readArticle(_ cursor: inout Cursor, _ end: Int) -> Bool {
        if readPoints(&cursor, 1, end) { return true }
        // "up a tenth"
        if end < tokens.count, lexicon.hasRole(tokens[end], .tenths), cursor.position > 0, isDirection(cursor.position - 1) {
            cursor.quantity.value = 0.1
            cursor.position = end + 1
            return true
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
}
