import Model

/// Reads digits with their thousands separators and decimals.
///
/// What the number itself makes certain comes first: two different signs, a sign twice, or a group that is not of three digits.
/// Only for one sign before exactly three digits the locale decides.
struct NumberScanner {
    struct Result {
        /// Nil for a version such as 24.3.1.
        var value: Double?
        var end: Int
        /// How many digits, where there is neither sign nor group; else 0.
        var digits: Int
        var digitCount: Int
        var hash: UInt64
    }

    private let bytes: [UInt8]
    private let style: NumberStyle
    private let vocabulary: Vocabulary
    private let start: Int
    // In place, so that a number costs no memory of its own.
    private var groups = InlineArray<7, Group>(repeating: Group(start: 0, end: 0, sign: 0))
    private var count = 0

    /// A run of digits with the sign in front of it.
    private struct Group {
        var start: Int
        var end: Int
        var sign: UInt8
    }

    init(_ tokenizer: borrowing Tokenizer, from start: Int) {
        bytes = tokenizer.bytes
        vocabulary = tokenizer.vocabulary
        style = vocabulary.numberStyle
        self.start = start
        collect()
    }

    private func byte(_ position: Int) -> UInt8 { position < bytes.count ? bytes[position] : 0 }

    /// Collects runs of digits with the sign in front of each; blanks of all kinds count as one sign.
    private mutating func collect() {
        var position = start
        var sign: UInt8 = 0
        while Ascii.isDigit(byte(position)), count < groups.count {
            let first = position
            while Ascii.isDigit(byte(position)) { position += 1 }
            groups[count] = Group(start: first, end: position, sign: sign)
            count += 1
            guard let (next, width) = separator(at: position), Ascii.isDigit(byte(position + width)) else { return }
            sign = next
            if next == 32, !isBlankGroup(at: position + width) { return }
            position += width
        }
    }

    /// "30 000": nobody writes three noughts for a number of their own.
    private func isThousand(at position: Int) -> Bool {
        let isNoughts = byte(position) == 48 && byte(position + 1) == 48 && byte(position + 2) == 48
        return (isNoughts || isMoney(behind: position + 3)) && !Ascii.isDigit(byte(position + 3))
    }

    /// "22 900 EUR": a code of three capitals behind a group of three, with two or three digits in front of it.
    private func isMoney(behind position: Int) -> Bool {
        guard count == 1, (2...3).contains(length(0)) else { return false }
        // "EUR 23 050", "€23 050"
        if isBehindCurrency, !Ascii.isAlphanumeric(byte(position)), (position - 3..<position).allSatisfy({ Ascii.isDigit(byte($0)) }) { return true }
        guard byte(position) == 32 else { return false }
        let capitals = (position + 1)...(position + 3)
        return capitals.allSatisfy { (65...90).contains(byte($0)) } && !Ascii.isAlphanumeric(byte(position + 4))
            && (position - 3..<position).allSatisfy { Ascii.isDigit(byte($0)) }
    }

    /// "it makes 22 250" where 22,850 are known, whatever the locale: much like what some key result stands at, and no number of the prompt in front.
    private func isOfKnownSize(at position: Int) -> Bool {
        guard count == 1, length(0) <= 3, (position..<(position + 3)).allSatisfy({ Ascii.isDigit(byte($0)) }),
            case let behind = byte(position + 3), !Ascii.isAlphanumeric(behind), behind != 37, behind != 47,
            !(behind == 46 || behind == 44 || behind == 32) || !Ascii.isDigit(byte(position + 4))
        else { return false }
        func number(_ range: Range<Int>) -> Double { range.reduce(0) { $0 * 10 + Double(byte($1) - 48) } }
        let lead = number(groups[0].start..<groups[0].end)
        guard lead > Double(vocabulary.targets.count), byte(groups[0].start) != 48 else { return false }
        let value = lead * 1000 + number(position..<(position + 3))
        return vocabulary.targets.contains { target in
            guard let current = target.current ?? target.baseline, current >= 1000 else { return false }
            return (0.5...2).contains(value / current)
        }
    }

    private var isBehindCurrency: Bool {
        guard start > 0 else { return false }
        let before = byte(start - 1) == 32 ? start - 1 : start
        // "€" has three bytes, "£" two, "$" one.
        if before > 0, bytes[before - 1] == 36 { return true }
        if bytes[max(0, before - 3)..<before].elementsEqual([0xE2, 0x82, 0xAC]) || bytes[max(0, before - 2)..<before].elementsEqual([0xC2, 0xA3]) {
            return true
        }
        guard before >= 3, before == 3 || !Ascii.isAlphanumeric(bytes[before - 4]) else { return false }
        return CurrencyCode(String(decoding: bytes[(before - 3)..<before], as: UTF8.self)) != nil
    }

    private func separator(at position: Int) -> (UInt8, Int)? {
        switch byte(position) {
        case 44 where isListed: return nil
        case 46, 44: return (byte(position), 1)
        case 39: return (39, 1)
        case 32: return style.groupsWithBlank || isThousand(at: position + 1) || isOfKnownSize(at: position + 1) ? (32, 1) : nil
        case 0xC2: return byte(position + 1) == 0xA0 ? (32, 2) : nil
        case 0xE2:
            guard byte(position + 1) == 0x80 else { return nil }
            switch byte(position + 2) {
            case 0xAF, 0x89: return (32, 3)
            case 0x99: return (39, 3)
            default: return nil
            }
        default: return nil
        }
    }

    /// Right behind "1," a further comma goes on with a list without blanks.
    private var isListed: Bool { start >= 2 && bytes[start - 1] == 44 && Ascii.isDigit(bytes[start - 2]) }

    /// A blank parts thousands only before exactly three digits, behind one to three, and never behind a decimal sign.
    private func isBlankGroup(at position: Int) -> Bool {
        var length = 0
        while Ascii.isDigit(byte(position + length)), length < 5 { length += 1 }
        guard count > 0, length == 3, self.length(count - 1) <= 3 else { return false }
        return (1..<count).allSatisfy { groups[$0].sign == 32 } && (count == 1 || self.length(count - 1) == 3)
    }

    func scan() -> Result {
        guard count > 1 else { return result(count, decimals: false) }
        let first = groups[1].sign
        if count == 2 { return scanOneSign(first) }
        let last = groups[count - 1].sign
        let alike = (1..<(count - 1)).allSatisfy { groups[$0].sign == first }
        if alike, last == first {
            if isGrouped(1..<count) { return result(count, decimals: false) }
            return first == 46 ? version() : result(1, decimals: false)
        }
        if alike, last == 46 || last == 44, isGrouped(1..<(count - 1)) { return result(count, decimals: true) }
        return result(1, decimals: false)
    }

    private func scanOneSign(_ sign: UInt8) -> Result {
        let isThree = length(1) == 3 && length(0) <= 3
        if sign == 32 || sign == 39 { return result(isThree ? 2 : 1, decimals: false) }
        if !isThree || byte(groups[0].start) == 48 {
            // "1450,9.2%" without blanks is a list: after four digits a comma before more than two ends the number.
            return result(sign == 44 && length(0) > 3 && length(1) > 2 ? 1 : 2, decimals: true)
        }
        return result(2, decimals: sign == style.decimalSign)
    }

    private func length(_ group: Int) -> Int { groups[group].end - groups[group].start }

    private func isGrouped(_ range: Range<Int>) -> Bool { length(0) <= 3 && range.allSatisfy { length($0) == 3 } }

    private func version() -> Result {
        Result(value: nil, end: groups[count - 1].end, digits: 0, digitCount: 0, hash: 0)
    }

    /// The value of the first so many groups, the last of which may be decimals.
    private func result(_ count: Int, decimals: Bool) -> Result {
        var value = 0.0
        var digitCount = 0
        var hash: UInt64 = 0
        let hasDecimals = decimals && count > 1
        for index in 0..<count {
            let group = groups[index]
            for position in group.start..<group.end {
                value = value * 10 + Double(bytes[position] - 48)
                digitCount += 1
            }
            if digitCount <= Folding.longestWord {
                hash = Folding.join(hash, Folding.hash(bytes[group.start..<group.end]), secondLength: group.end - group.start)
            }
        }
        if hasDecimals { value /= Self.power(length(count - 1)) }
        let end = groups[count - 1].end
        let usable = digitCount <= 15 + (hasDecimals ? 3 : 0)
        return Result(value: usable ? value : nil, end: end, digits: count == 1 ? digitCount : 0, digitCount: digitCount, hash: hash)
    }

    private static func power(_ exponent: Int) -> Double {
        var power = 1.0
        for _ in 0..<min(exponent, 300) { power *= 10 }
        return power
    }
}

/// How a locale writes numbers where they leave it open.
struct NumberStyle: Sendable {
    let decimalSign: UInt8
    /// Whether an ordinary blank can part thousands.
    let groupsWithBlank: Bool

    init(locale: String) {
        switch locale.prefix(2) {
        case "de", "es", "pt", "nl": (decimalSign, groupsWithBlank) = (44, false)
        case "fr", "nb": (decimalSign, groupsWithBlank) = (44, true)
        default: (decimalSign, groupsWithBlank) = (46, false)
        }
    }
}
