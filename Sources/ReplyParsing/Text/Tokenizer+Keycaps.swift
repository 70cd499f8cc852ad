import Model

/// Digits in a box, as emoji or by their shortcodes: they number the items of a list, or stand for a figure.
extension Tokenizer {
    /// U+20E3 behind a digit, with or without the variation selector between them.
    mutating func takeKeycap() -> Bool {
        var end = index + 1
        if byte(end) == 0xEF, byte(end + 1) == 0xB8, byte(end + 2) == 0x8F { end += 3 }
        guard byte(end) == 0xE2, byte(end + 1) == 0x83, byte(end + 2) == 0xA3 else { return false }
        addKeycap(Double(byte(index) - 48), to: end + 3)
        return true
    }

    /// ":seven:", which ends before `end`.
    mutating func takeNamedKeycap(_ name: Range<Int>, to end: Int) -> Bool {
        guard name.count <= 5, let digit = Self.digits.firstIndex(where: { bytes[name].elementsEqual($0.utf8) }) else { return false }
        addKeycap(Double(digit), to: end)
        return true
    }

    private static let digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

    private mutating func addKeycap(_ value: Double, to end: Int) {
        // "conf :seven:"
        let isFigure = tokens.last.map { $0.kind == .word && lexicon.meaning(ofWord: $0.lexeme).has(.confidence) } ?? false
        let isNumber = !isFigure && value >= 1 && value <= Double(vocabulary.targets.count)
        emit(isNumber ? .listNumber : .number, to: end)
        tokens[tokens.count - 1].number = value
        tokens[tokens.count - 1].digits = 1
        if isNumber { listNumber = value }
    }
}
