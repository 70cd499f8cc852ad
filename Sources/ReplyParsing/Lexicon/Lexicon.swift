import Model

/// The phrases of one language joined with English, as a tree over words; made once a language and shared.
struct Lexicon: Sendable {
    /// What a phrase means, with the facts that its sections gave it.
    struct Entry: Sendable {
        var meaning: Meaning = []
        /// For number words, scales, fractions and factors.
        var number: Double = 0
        /// For multipliers behind a number.
        var times: Double = 1
        var ordinal = 0
        var status: Status?
        var unit: DurationUnit?
        var currency: CurrencyCode?
        var command: ReadCommand?
    }

    private(set) var entries: [Entry] = []
    private(set) var emoji: [UInt64: EmojiMeaning] = [:]
    private var words = HashIndex()
    private var wordCount: Int32 = 0
    private var branches = HashIndex()
    /// For each node of the tree the entry that ends there, or -1; node 0 is the root.
    private var endings: [Int32] = [-1]

    private static let english = Lexicon(texts: [LexiconText.english])
    private static let byLanguage: [String: Lexicon] = LexiconText.others.mapValues { Lexicon(texts: [LexiconText.english, $0]) }

    /// English alone where the language is not one of ours.
    static func lexicon(for locale: String) -> Lexicon { byLanguage[String(locale.prefix(2))] ?? english }

    init(texts: [[UInt8]]) {
        for text in texts {
            var section: LexiconText.Section?
            for line in LexiconText.lines(text) {
                switch line {
                case .section(let next): section = next
                case .phrases(let phrases): if let section { phrases.forEach { add($0, to: section) } }
                }
            }
        }
    }

    /// The number of a folded word's hash, or -1.
    func word(_ hash: UInt64) -> Int32 { words[hash] }

    /// The node below a node along a word, or -1.
    func step(_ node: Int32, _ word: Int32) -> Int32 { branches[UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))] }

    /// The entry that ends at a node, or -1.
    func ending(_ node: Int32) -> Int32 { endings[Int(node)] }

    /// The entry of one word alone, or -1.
    func entry(ofWord word: Int32) -> Int32 {
        guard word >= 0 else { return -1 }
        let node = step(0, word)
        return node < 0 ? -1 : endings[Int(node)]
    }

    func meaning(ofWord word: Int32) -> Meaning {
        let entry = entry(ofWord: word)
        return entry < 0 ? [] : entries[Int(entry)].meaning
    }

    private mutating func add(_ phrase: [UInt8], to section: LexiconText.Section) {
        if section.name == "emoji" {
            emoji[Folding.hash(LexiconText.emojiName(phrase)), default: []].formUnion(EmojiMeaning(section.argument))
            return
        }
        guard let meaning = Meaning.section(section.name) else { return }
        var node: Int32 = 0
        for word in LexiconText.words(phrase) { node = grow(node, Folding.hash(word)) }
        guard node > 0 else { return }
        if endings[Int(node)] < 0 {
            endings[Int(node)] = Int32(entries.count)
            entries.append(Entry())
        }
        section.apply(to: &entries[Int(endings[Int(node)])], meaning)
    }

    private mutating func grow(_ node: Int32, _ hash: UInt64) -> Int32 {
        var word = words[hash]
        if word < 0 {
            word = wordCount
            wordCount += 1
            words.insert(hash, word)
        }
        let next = step(node, word)
        if next >= 0 { return next }
        let made = Int32(endings.count)
        endings.append(-1)
        branches.insert(UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word)), made)
        return made
    }
}
