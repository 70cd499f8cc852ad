/// What clauses are made of: names, quantities, phrases with their meanings, and the signs between them.
struct Element {
    enum Kind: UInt8 {
        case word, quantity, name, reference, emoji
        case comma, stop, newline, bullet, open, close, colon, dash, slash, arrow, bar, openTask
    }

    var meaning: Meaning = []
    // Narrow for the same reason as a token's.
    private var first: Int32
    private var behind: Int32
    private var place: Int32
    private var number: Int32 = -1
    /// The lexicon's entry, or -1.
    var entry: Int32 = -1
    var emoji: EmojiMeaning = []
    var kind: Kind
    var isSpaced: Bool
    /// A question mark.
    var isQuestion = false

    init(kind: Kind, start: Int, end: Int, token: Int, isSpaced: Bool) {
        self.kind = kind
        first = Int32(clamping: start)
        behind = Int32(clamping: end)
        place = Int32(clamping: token)
        self.isSpaced = isSpaced
    }

    var start: Int { Int(first) }

    var end: Int {
        get { Int(behind) }
        set { behind = Int32(clamping: newValue) }
    }

    /// Its first token.
    var token: Int { Int(place) }

    /// Which quantity or mention it is.
    var index: Int {
        get { Int(number) }
        set { number = Int32(clamping: newValue) }
    }

    /// A word that the lexicon does not know as part of a sentence's frame: it may be a thing of its own.
    var isUnknown: Bool { kind == .word && meaning.subtracting(.ordinary).isEmpty }

    /// "on", "for" and the like, which lead to what something is said of.
    var leadsToName: Bool { kind == .word && has(.preposition) && !has([.until, .at, .to, .condition]) }

    func has(_ meanings: Meaning) -> Bool { meaning.has(meanings) }
}
