import Model

/// Turns a message into tokens in one pass; what is struck out or quoted leaves none.
///
/// Every look ahead either is short, or remembers that it found nothing, so that the whole stays linear in the message's length.
struct Tokenizer: ~Copyable {
    let bytes: [UInt8]
    let markup: Markup
    let lexicon: Lexicon
    let vocabulary: Vocabulary
    var tokens: [Token] = []
    var index = 0
    var isSpaced = true
    var isLineStart = true
    /// The next word follows a hyphen or underscore that follows a word.
    var isJoined = false
    /// The folded form of the word at hand, at the head of a buffer that is made once.
    private(set) var folded = InlineArray<80, UInt8>(repeating: 0)
    /// The number at the head of the latest list item.
    var listNumber = 0.0
    /// The bar behind a table row's first cell, which is said like a colon.
    var colonBar = -1
    /// Where a link's label ends, to leave out what closes it.
    var labelEnd = -1
    var afterLabel = -1
    /// Up to here no closing mark was found, by kind of mark.
    var noStrikeBefore = -1
    /// What the message quotes before it says anything of its own.
    private(set) var quoted: Range<Int>?
    /// Of the tokens behind struck-out text.
    var struckBefore: [Int] = []
    var noBracketBefore = -1
    var noTagBefore = -1
    private let anchor = Anchor()

    init(_ text: String, markup: Markup, vocabulary: Vocabulary) {
        bytes = Array(text.utf8)
        self.markup = markup
        self.vocabulary = vocabulary
        lexicon = vocabulary.lexicon
        tokens.reserveCapacity(bytes.count / 3 + 4)
    }

    mutating func run() -> [Token] {
        while index < bytes.count {
            if index == labelEnd {
                index = max(afterLabel, index + 1)
                continue
            }
            if isLineStart, startLine() { continue }
            step()
        }
        for position in struckBefore where position < tokens.count { tokens[position].isBehindStruck = true }
        return exchange(&tokens, with: [])
    }

    /// Of a word in its folded form.
    mutating func hashes(_ start: Int, _ end: Int) -> (whole: UInt64, stem: UInt64, stemLength: Int) {
        let count = fold(start, end)
        return Folding.hashes(folded.span.extracting(0..<count))
    }

    /// Folds a word into the buffer, and says how many bytes of it the word has.
    mutating func fold(_ start: Int, _ end: Int) -> Int {
        let bytes = bytes
        let word = bytes.span.extracting(start..<min(end, start + folded.count))
        var buffer = folded.mutableSpan
        return Folding.fold(word, into: &buffer)
    }

    /// Leaves out what is quoted up to `end`.
    mutating func skipQuote(to end: Int) {
        if quoted == nil, tokens.isEmpty { quoted = index..<max(index, end) }
        index = end
    }

    func byte(_ position: Int) -> UInt8 { position < bytes.count ? bytes[position] : 0 }

    func has(_ text: StaticString, at position: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        return text.withUTF8Buffer { buffer in
            for offset in 0..<count where Ascii.lower(bytes[position + offset]) != buffer[offset] { return false }
            return true
        }
    }

    /// Adds a token that ends at `end`, and goes on there.
    mutating func emit(_ kind: Token.Kind, to end: Int) {
        tokens.append(Token(kind, index, end, isSpaced: isSpaced))
        move(to: end)
    }

    mutating func move(to end: Int) {
        index = end
        isSpaced = false
        isJoined = false
    }

    mutating func skip(to end: Int) { index = min(max(end, index + 1), bytes.count) }

    mutating func newline(at end: Int) {
        tokens.append(Token(.newline, index, end, isSpaced: true))
        index = end
        isSpaced = true
        isJoined = false
        isLineStart = true
    }

    private mutating func step() {
        let byte = bytes[index]
        switch byte {
        case 32, 9, 13:
            isSpaced = true
            isJoined = false
            index += 1
        case 10: newline(at: index + 1)
        case 48...57: scanNumber()
        case 65...90, 97...122: scanWord()
        case 0x80...: scanWide()
        default: scanSign(byte)
        }
    }
}

/// Classes of ASCII bytes.
enum Ascii {
    static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 97 && (byte | 0x20) <= 122 }
    static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
    static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }
}
