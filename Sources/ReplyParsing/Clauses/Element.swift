/// What clauses are made of: names, quantities, phrases with their meanings, and the signs between them.
struct Element {
    enum Kind: UInt8 {
        case word, quantity, name, reference, emoji
        case comma, stop, newline, bullet, open, close, colon, dash, slash, arrow, bar, openTask
    }

    var kind: Kind
    var start: Int
    var end: Int
    var meaning: Meaning = []
    /// The lexicon's entry, or -1.
    var entry: Int32 = -1
    /// Which quantity or mention it is.
    var index = -1
    /// Its first token.
    var token: Int
    var isSpaced: Bool
    var emoji: EmojiMeaning = []
    /// A question mark.
    var isQuestion = false
    /// A newline that ends a paragraph, a stop that ends a sentence for certain.
    var isStrong = false

    /// A word that the lexicon does not know as part of a sentence's frame: it may be a thing of its own.
    var isUnknown: Bool { kind == .word && meaning.subtracting(.ordinary).isEmpty }

    func has(_ meanings: Meaning) -> Bool { meaning.has(meanings) }
}
