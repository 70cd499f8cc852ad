/// Amounts of more than one number: "1 h 30", "40-45%", "52 of 80".
extension QuantityReader {
    /// "1h 5m", "9 weeks and 2 days": smaller units of time that follow.
    func readCompound(_ cursor: inout Cursor) {
        while let unit = cursor.quantity.unit, let seconds = unit.seconds, cursor.quantity.seconds != nil {
            var position = cursor.position
            if let and = entry(position), and.meaning.has(.and) { position += 1 }
            // "an hour and two minutes"; "an hour 20 people came" is about two things.
            if cursor.quantity.isArticle, position == cursor.position { return }
            // "1 heure et demie": the half belongs to the unit before it, where nothing is halved behind it.
            if position > cursor.position, let (half, end) = phrase(position, .fraction), half.number == 0.5, !isHalved(end) {
                cursor.quantity.seconds = (cursor.quantity.seconds ?? 0) + seconds / 2
                cursor.quantity.value += 0.5
                cursor.position = end
                return
            }
            let isArticle = position > cursor.position && entry(position)?.meaning.has(.article) == true
            guard kind(position) == .number || isNumberWord(position) || isArticle else { return }
            var part = Cursor(position: position)
            guard readAmount(&part) else { return }
            readUnit(&part)
            // "1h 10", "7m 15"
            let isMinutes = unit == .min || unit == .ambiguousMinutes && tokens[cursor.position - 1].isJoined
            if part.quantity.unit == nil, unit == .h || isMinutes, part.quantity.digits == 2, part.quantity.value < 60, !part.quantity.hasUnit,
                part.position == position + 1,
                kind(part.position) != .slash, kind(part.position) != .dash
            {
                part.quantity.unit = unit == .h ? .min : .s
                part.quantity.seconds = part.quantity.value * (unit == .h ? 60 : 1)
            }
            // "an hour and twenty"
            if part.quantity.unit == nil, unit == .h, position > cursor.position, part.quantity.isWord, (5...59).contains(part.quantity.value),
                !part.quantity.hasUnit, !isCounting(part.position)
            {
                part.quantity.unit = .min
                part.quantity.seconds = part.quantity.value * 60
            }
            guard let smaller = part.quantity.unit, let size = smaller.seconds, size < seconds, let more = part.quantity.seconds else { return }
            cursor.quantity.seconds = (cursor.quantity.seconds ?? 0) + more
            cursor.quantity.unit = smaller == .ambiguousMinutes ? .min : smaller
            if cursor.quantity.isArticle {
                cursor.quantity.isArticle = false
                cursor.quantity.isWord = false
            }
            cursor.position = part.position
        }
    }

    /// "an hour and twenty people": a thing that is counted.
    private func isCounting(_ position: Int) -> Bool {
        guard kind(position) == .word, let meaning = entry(position)?.meaning else { return kind(position) == .word }
        return !meaning.has([.time, .now, .filler, .correction, .and, .but, .because, .preposition])
    }

    /// "and half a day": a word that the half may be of; "since then" and the like are none.
    private func isHalved(_ position: Int) -> Bool {
        guard kind(position) == .word else { return false }
        return entry(position)?.meaning.has([.time, .wait, .now, .past, .because, .after, .preposition]) != true
    }

    /// "40-45%", "14 or 15"; the first takes the unit of the second.
    func readRange(_ cursor: inout Cursor) {
        let isDash = kind(cursor.position) == .dash && isTight(cursor.position) && isTight(cursor.position + 1)
        let isOr = entry(cursor.position).map { $0.meaning.has(.or) } ?? false
        guard isDash || isOr else { return }
        var upper = Cursor(position: cursor.position + 1)
        readPrefix(&upper)
        guard kind(upper.position) == .number || (isOr && isNumberWord(upper.position)), readAmount(&upper) else { return }
        readSuffixes(&upper)
        // "50-50" is how likely something is.
        if isDash, cursor.quantity.value == 50, upper.quantity.value == 50, !cursor.quantity.hasUnit, !upper.quantity.hasUnit {
            (cursor.quantity.whole, cursor.quantity.hasSlash) = (50, true)
        } else {
            cursor.quantity = joined(cursor.quantity, upper.quantity)
        }
        cursor.position = upper.position
    }

    func joined(_ lower: Quantity, _ upper: Quantity) -> Quantity {
        var range = lower.hasUnit || lower.isMultiplied ? lower : upper
        range.value = lower.value
        range.high = upper.value
        range.sign = lower.sign
        if !lower.isMultiplied, upper.isMultiplied, lower.value < 1000, upper.value >= 1000 { range.isMultiplied = true }
        range.isPercent = lower.isPercent || upper.isPercent
        return range
    }

    /// "1/2 h" is half an hour.
    private func isCommonFraction(_ part: Double, _ whole: Double) -> Bool { part == 1 && (2...4).contains(whole) || part == 3 && whole == 4 }

    /// "1350 / 31.9 / 31": with blanks around and one more behind, slashes part the items of a list.
    private func isSlashList(_ position: Int) -> Bool {
        guard tokens[position].isSpaced, kind(position + 1) == .number else { return false }
        // "1: 13d / 2: 10"
        if kind(position + 2) == .colon { return true }
        // "2 36.1 / 3 33"
        if kind(position + 2) == .number { return true }
        let isFirst = position < 2 || kind(position - 2) != .slash
        let next = (position + 2)..<min(tokens.count, position + 4)
        return !isFirst || next.contains { tokens[$0].kind == .slash && tokens[$0].isSpaced }
    }

    /// "6 passed out of 11": one word between, where nothing else than a share can follow.
    private func outOf(_ cursor: Cursor) -> Int? {
        guard cursor.quantity.isPlainInteger, kind(cursor.position) == .word, entry(cursor.position).map({ $0.meaning.has([.and, .or]) }) != true,
            let (_, end) = phrase(cursor.position + 1, .of), end > cursor.position + 2, kind(end) == .number,
            tokens[end].number >= cursor.quantity.value,
            // "1,402 instead of the 1,480 we planned"
            phrase(cursor.position, [.from, .remaining]) == nil
        else { return nil }
        return end
    }

    /// "3 in 10", "one in five": in whole numbers, and of so many as shares are told of.
    private func isShareIn(_ cursor: Cursor) -> Bool {
        guard cursor.position < tokens.count, lexicon.hasRole(tokens[cursor.position], .in), cursor.quantity.isPlainInteger,
            !cursor.quantity.isMultiplied,
            kind(cursor.position + 1) == .number || isNumberWord(cursor.position + 1)
        else { return false }
        var whole = Cursor(position: cursor.position + 1)
        guard readAmount(&whole) else { return false }
        readMultiplier(&whole)
        readUnit(&whole)
        let all = whole.quantity
        return all.isPlainInteger && !all.hasUnit && all.value > cursor.quantity.value && (all.value <= 10 || all.value == 20 || all.value == 100)
            && kind(whole.position) != .percent
    }

    /// "52/80", "52 of 80", "17 out of the 20".
    func readWhole(_ cursor: inout Cursor) {
        guard !cursor.quantity.isPercent, cursor.quantity.unit == nil, cursor.quantity.high == nil, cursor.quantity.sign == .none else { return }
        var position = cursor.position
        if kind(position) == .slash {
            if isSlashList(position) { return }
            position += 1
            cursor.quantity.hasSlash = kind(position) == .number
        } else if let (_, end) = phrase(position, .of) {
            position = end
            if let article = self.entry(position), article.meaning.has(.filler), !article.meaning.has([.pronoun, .number]) { position += 1 }
        } else if let end = outOf(cursor) {
            position = end
        } else if isShareIn(cursor) {
            position += 1
        } else {
            return
        }
        var whole = Cursor(position: position)
        readPrefix(&whole)
        guard kind(whole.position) == .number || isNumberWord(whole.position), readAmount(&whole) else { return }
        readMultiplier(&whole)
        if whole.quantity.currency == nil, cursor.quantity.currency == nil { readUnit(&whole) }
        if cursor.quantity.hasSlash, whole.quantity.unit != nil, isCommonFraction(cursor.quantity.value, whole.quantity.value) {
            cursor.quantity.value /= whole.quantity.value
            cursor.quantity.hasSlash = false
            setUnit(&cursor, whole.quantity.unit ?? .h)
            cursor.position = whole.position
            return
        }
        cursor.quantity.whole = whole.quantity.value
        if cursor.quantity.currency == nil { cursor.quantity.currency = whole.quantity.currency }
        if whole.quantity.unit != nil {
            cursor.quantity.unit = whole.quantity.unit; cursor.quantity.seconds = whole.quantity.unit?.seconds.map { $0 * cursor.quantity.value }
        }
        cursor.position = whole.position
    }
}
