/// Words of people and of the configuration, made safe for one line of a message.
enum PlainWords {
    /// Stands before a `#` that somebody wrote until titles and paragraphs are told apart; private use, never sent.
    static let guardian: Unicode.Scalar = "\u{F0000}"
    /// Its first byte in UTF-8.
    static let guardianLead: UInt8 = 0xF3

    /// How many characters of somebody's words a message shows.
    static let longest = 140
    private static let mostBytes = 700
    private static let longestCut = 30

    /// On one line: runs of white space and line breaks become a space, and what would disturb the line is dropped.
    static func line(_ text: String) -> String {
        if isOrdinary(text) { return text }
        var line = String.UnicodeScalarView()
        var isSpacePending = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace, !isNoBreak(scalar) {
                isSpacePending = !line.isEmpty
            } else if !isDisturbing(scalar) {
                if isSpacePending { line.append(" ") }
                isSpacePending = false
                line.append(scalar)
            }
        }
        if line.first == "#" { line.insert(guardian, at: line.startIndex) }
        return String(line)
    }

    /// On one line, cut to 140 characters with an ellipsis, in curly quotation marks. Empty for no words.
    static func quoted(_ text: String) -> String { quoted(text, longest: longest) }

    /// The same, cut to so many characters.
    static func quoted(_ text: String, longest: Int) -> String {
        let words = cut(line(text), longest: longest)
        guard !words.isEmpty else { return "" }
        // Inner ones are made single, so that words cannot seem to end before they do.
        return "“" + String(words.map { $0 == "“" ? "‘" : $0 == "”" ? "’" : $0 }) + "”"
    }

    static func cut(_ text: String, longest: Int = longest) -> String {
        guard text.utf8.count > longest, text.utf8.count > mostBytes || text.count > longest else { return text }
        var kept = ""
        for character in text.prefix(longest - 1) {
            guard kept.utf8.count + character.utf8.count <= mostBytes else { break }
            kept.append(character)
        }
        // No word is cut, unless it is too long for that.
        if !text.dropFirst(kept.count).hasPrefix(" "), let space = kept.suffix(longestCut).lastIndex(of: " ") { kept = String(kept[..<space]) }
        while kept.last == " " { kept.removeLast() }
        return kept + "…"
    }

    /// What most words are: printable ASCII that needs no change.
    private static func isOrdinary(_ text: String) -> Bool {
        var last = UInt8(ascii: " ")
        for byte in text.utf8 {
            guard (0x20..<0x7F).contains(byte), byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return text.utf8.first != UInt8(ascii: "#") && (last != 0x20 || text.isEmpty)
    }

    private static func isNoBreak(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{A0}" || scalar == "\u{202F}" }

    /// Controls, our own mark, and the signs that turn the direction of the rest of the line.
    private static func isDisturbing(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0xF0000, 0xFEFF: true
        default: scalar.properties.generalCategory == .control
        }
    }
}
