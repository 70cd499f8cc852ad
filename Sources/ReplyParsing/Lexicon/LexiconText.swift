import CLexicon
import Model

/// The form of a lexicon file: a section is a line that ends with a colon, the phrases below it are parted by commas, `#` begins a comment.
enum LexiconText {
    struct Section: Equatable {
        var name: String
        /// What stands behind the name: `on_track` in `status on_track`.
        var argument: String
    }

    enum Line {
        case section(Section)
        case phrases([[UInt8]])
    }

    static let english = text(of: "en")

    static let others: [String: [UInt8]] = Dictionary(uniqueKeysWithValues: ["de", "fr", "es", "pt", "nb", "nl"].map { ($0, text(of: $0)) })

    private static func text(of language: String) -> [UInt8] {
        let text = clexicon(language)
        return Array(UnsafeBufferPointer(start: text.bytes, count: text.count))
    }

    static func lines(_ text: [UInt8]) -> [Line] {
        text.split(separator: 10).compactMap { line in
            let trimmed = trim(line)
            guard let first = trimmed.first, first != 35 else { return nil }
            if line.first != 32, trimmed.last == 58 {
                let words = trimmed.dropLast().split(separator: 32, maxSplits: 1)
                let texts = words.map { String(decoding: $0, as: UTF8.self) }
                return .section(Section(name: texts.first ?? "", argument: texts.count > 1 ? texts[1] : ""))
            }
            return .phrases(trimmed.split(separator: 44).map { Array(trim($0)) }.filter { !$0.isEmpty })
        }
    }

    /// A phrase's words, folded, without hyphens and other signs between them.
    static func words(_ phrase: [UInt8]) -> [ArraySlice<UInt8>] {
        Folding.fold(phrase[...]).split { byte in byte == 32 || byte == 45 || byte == 47 || byte == 46 || byte == 59 }
    }

    /// A shortcode without its colons, or the emoji without its variation selector.
    static func emojiName(_ phrase: [UInt8]) -> ArraySlice<UInt8> {
        if phrase.first == 58, phrase.count > 2 { return phrase[1..<(phrase.count - 1)] }
        return phrase.count > 3 && phrase.suffix(3) == [0xEF, 0xB8, 0x8F] ? phrase.dropLast(3) : phrase[...]
    }

    private static func trim(_ slice: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var slice = slice
        while let first = slice.first, first == 32 || first == 13 || first == 9 { slice.removeFirst() }
        while let last = slice.last, last == 32 || last == 13 || last == 9 { slice.removeLast() }
        return slice
    }
}

extension LexiconText.Section {
    /// Adds the section's meaning and its argument's fact to an entry.
    func apply(to entry: inout Lexicon.Entry, _ meaning: Meaning) {
        entry.meaning.formUnion(meaning)
        switch name {
        case "number", "scale", "fraction", "factor": entry.number = Double(argument) ?? 0
        case "times": entry.times = Double(argument) ?? 1
        case "ordinal": entry.ordinal = Int(argument) ?? 0
        case "status": entry.status = Status(rawValue: argument)
        case "unit": entry.unit = DurationUnit(rawValue: argument)
        case "currency": entry.currency = CurrencyCode(argument)
        case "command": entry.command = ReadCommand(rawValue: argument)
        default: break
        }
    }
}
