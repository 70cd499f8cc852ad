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

    /// Of the folded word, or of a number's digits.
    var hash: UInt64 = 0
    var stem: UInt64 = 0
    /// The value of a number; of a reference by objective and number, 1000 times the first plus the second; of "7:36", 7 times 60 plus 36.
    var number: Double = 0
    // Narrow, since a message's tokens are made and thrown away with it, and small blocks of memory cost less.
    private var first: Int32
    private var behind: Int32
    /// The word in the lexicon and in the vocabulary, or -1.
    var lexeme: Int32 = -1
    var name: Int32 = -1
    /// The one word of the vocabulary that begins so ("act" for "activation"), or -1.
    var abbreviated: Int32 = -1
    var emoji: EmojiMeaning = []
    var kind: Kind
    /// Blank, line break or the text's border in front.
    var isSpaced: Bool
    /// Written with a hyphen to the word before, or a number's suffix written without a blank.
    var isJoined = false
    /// Taken for a word of the vocabulary although it is spelt differently.
    var isMisspelt = false
    /// Ends as adverbs do ("officially"), and neither lexicon nor vocabulary knows it.
    var isAdverb = false
    /// Written in place of struck-out text.
    var isBehindStruck = false
    private var folded: UInt8 = 0
    private var stemmed: UInt8 = 0
    private var figures: UInt8 = 0
    /// The number in "KR12"; below zero, the one in "O2".
    private var label: Int8 = 0
    var currency: CurrencyCode?

    init(_ kind: Kind, _ start: Int, _ end: Int, isSpaced: Bool) {
        self.kind = kind
        first = Int32(clamping: start)
        behind = Int32(clamping: end)
        self.isSpaced = isSpaced
    }

    var start: Int {
        get { Int(first) }
        set { first = Int32(clamping: newValue) }
    }

    var end: Int {
        get { Int(behind) }
        set { behind = Int32(clamping: newValue) }
    }

    /// Of the folded word, in bytes.
    var length: Int {
        get { Int(folded) }
        set { folded = UInt8(clamping: newValue) }
    }

    var stemLength: Int {
        get { Int(stemmed) }
        set { stemmed = UInt8(clamping: newValue) }
    }

    /// A number without fraction, sign and grouping, of so many digits.
    var digits: Int {
        get { Int(figures) }
        set { figures = UInt8(clamping: newValue) }
    }
}

extension Token {
    private static let krHash = Folding.hash("kr")

    var isKeyResultWord: Bool { hash == Self.krHash }

    /// The number in "KR12".
    var keyResultNumber: Int? { label > 0 ? Int(label) : nil }

    /// The number in "O2".
    var objectiveNumber: Int? { label < 0 ? -Int(label) : nil }

    /// Notes the number of a word such as "kr12" or "o2", with one or two digits and no nought in front.
    mutating func noteLabel(_ word: Span<UInt8>) {
        guard word.count > 1 else { return }
        let letters = word[0] == 107 && word[1] == 114 ? 2 : word[0] == 111 ? 1 : 0
        let digits = letters..<word.count
        guard letters > 0, (1...2).contains(digits.count), word[letters] != 48, digits.allSatisfy({ Ascii.isDigit(word[$0]) }) else { return }
        let number = digits.reduce(Int8(0)) { $0 * 10 + Int8(word[$1] - 48) }
        if letters == 2 { label = number } else if number <= 20 { label = -number }
    }
}
