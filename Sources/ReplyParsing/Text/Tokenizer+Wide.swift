import Model

/// Characters outside ASCII: typographic signs, currencies, fractions, emoji; all else is letters.
extension Tokenizer {
    mutating func scanWide() {
        let (scalar, width) = scalar(at: index)
        switch scalar {
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
            isSpaced = true
            isJoined = false
            index += width
        case 0x200B...0x200F, 0x2060, 0xFE00...0xFE0F, 0xFEFF, 0xAD, 0x1F3FB...0x1F3FF, 0x80...0x9F: skip(to: index + width)
        case 0x2010...0x2015: takeDash(scalar, width)
        case 0x2212: takeMinus(width)
        case 0x2022, 0xB7: emit(.bar, to: index + width)
        case 0x2026: emit(.period, to: index + width)
        case 0x2248, 0x2264, 0x2265: emit(.tilde, to: index + width)
        case 0x20AC: addCurrency(.eur, width)
        case 0xA3: addCurrency(.gbp, width)
        case 0xA5: addCurrency(.yenSign, width)
        case 0x20B9: addCurrency(.inr, width)
        case 0xBC...0xBE: addFraction([0.25, 0.5, 0.75][Int(scalar - 0xBC)], width)
        case 0x2190...0x21FF, 0x27F5...0x27FF, 0x2794, 0x2798...0x27BE: takeArrow(width)
        case 0xA1...0xBF, 0xD7, 0xF7, 0x2016...0x2027, 0x2030...0x205E, 0x2200...0x22FF: skip(to: index + width)
        case 0x2300...0x2BFF, 0x1F000...0x1FAFF, 0x203C, 0xE0000...: takeEmoji(width)
        default: wordCharacter(at: index) > 0 ? scanWord() : skip(to: index + width)
        }
    }

    private func scalar(at position: Int) -> (UInt32, Int) {
        let byte = bytes[position]
        let width = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        guard position + width <= bytes.count else { return (0xFFFD, bytes.count - position) }
        var scalar = UInt32(byte) & (width == 4 ? 0x07 : width == 3 ? 0x0F : 0x1F)
        for offset in 1..<width { scalar = scalar << 6 | UInt32(bytes[position + offset] & 0x3F) }
        return (scalar, width)
    }

    private mutating func takeDash(_ scalar: UInt32, _ width: Int) {
        let next = byte(index + width)
        if scalar == 0x2010 || scalar == 0x2011, Ascii.isLetter(next) { return skip(to: index + width) }
        if next == 62 { return emit(.arrow, to: index + width + 1) }
        let isSign = Ascii.isDigit(next) && isSpaced && scalar <= 0x2013
        let isSpacedBehind = Ascii.isSpace(next)
        emit(isSign ? .minus : .dash, to: index + width)
        if isSpacedBehind { tokens[tokens.count - 1].isSpaced = true }
    }

    private mutating func takeMinus(_ width: Int) { emit(isAfterGap ? .minus : .dash, to: index + width) }

    private mutating func addCurrency(_ code: CurrencyCode, _ width: Int) {
        emit(.currency, to: index + width)
        tokens[tokens.count - 1].currency = code
    }

    private mutating func addFraction(_ value: Double, _ width: Int) {
        emit(.number, to: index + width)
        tokens[tokens.count - 1].number = value
    }

    private mutating func takeArrow(_ width: Int) {
        let meaning = lexicon.emoji[Folding.hash(bytes[index..<(index + width)])] ?? []
        if meaning.isEmpty || meaning.contains(.arrow) { return emit(.arrow, to: index + width) }
        takeEmoji(width)
    }

    private mutating func takeEmoji(_ width: Int) {
        addEmoji(Folding.hash(bytes[index..<min(index + width, bytes.count)]), to: min(index + width, bytes.count))
    }
}
