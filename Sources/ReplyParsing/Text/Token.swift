/// A piece of the message as a person sees it: markup, quotes and struck-out text are gone, but its place in the original is kept.
struct Token {
    enum Kind: UInt8 {
        case word, number, currency, percent, emoji
        /// A link, mention, date, time, version, ticket: never a value, never a name.
        case reference
        /// "1." or "1)" where a list item begins.
        case listNumber
        /// "O2.1": a key result by its objective's number and its own within it.
        case objectiveNumber
        case comma, period, semicolon, colon, question, exclamation, open, close, dash, slash, plus, minus, arrow, tilde, equals, ampersand, bar, hash
        case newline, bullet
        /// "[ ]" at the head of a list item.
        case openTask
        case other
    }

    var kind: Kind
    /// Blank, line break or the text's border in front.
    var isSpaced: Bool
    /// Written with a hyphen to the word before, or a number's suffix written without a blank.
    var isJoined = false
    var start: Int
    var end: Int
    /// Of the folded word, or of a number's digits.
    var hash: UInt64 = 0
    var stem: UInt64 = 0
    var length = 0
    var stemLength = 0
    /// The word in the lexicon and in the vocabulary, or -1.
    var lexeme: Int32 = -1
    var name: Int32 = -1
    /// Taken for a word of the vocabulary although it is spelt differently.
    var isMisspelt = false
    /// Ends as adverbs do ("officially"), and neither lexicon nor vocabulary knows it.
    var isAdverb = false
    /// The one word of the vocabulary that begins so ("act" for "activation"), or -1.
    var abbreviated: Int32 = -1
    /// The value of a number; of a reference by objective and number, 1000 times the first plus the second.
    var number: Double = 0
    /// A number without fraction, sign and grouping, of so many digits.
    var digits = 0
    var emoji: EmojiMeaning = []
    var currency: CurrencyCode?

    init(_ kind: Kind, _ start: Int, _ end: Int, isSpaced: Bool) {
        self.kind = kind
        self.start = start
        self.end = end
        self.isSpaced = isSpaced
    }
}

extension Token {
    private static let krHash = Folding.hash("kr")
    private static let numberedKeyResults: [UInt64: Int] = Dictionary(uniqueKeysWithValues: (1...99).map { (Folding.hash("kr\($0)"), $0) })
    private static let numberedObjectives: [UInt64: Int] = Dictionary(uniqueKeysWithValues: (1...20).map { (Folding.hash("o\($0)"), $0) })

    var isKeyResultWord: Bool { hash == Self.krHash }

    /// The number in "KR12".
    var keyResultNumber: Int? { length >= 3 && length <= 4 ? Self.numberedKeyResults[hash] : nil }

    /// The number in "O2".
    var objectiveNumber: Int? { length >= 2 && length <= 3 ? Self.numberedObjectives[hash] : nil }
}
