/// Grows the tree of phrases while the lexicon files are read.
struct LexiconBuilder {
    private(set) var entries: [Lexicon.Entry] = []
    private(set) var emoji: [UInt64: EmojiMeaning] = [:]
    private(set) var words = HashIndex()
    private(set) var branches = HashIndex()
    private(set) var verbEndings: [[UInt8]] = []
    private(set) var nounEndings: [[UInt8]] = []
    private(set) var joinsNumbers = false
    private(set) var nodes = [Lexicon.Node()]
    private var wordCount: Int32 = 0

    /// For each word the node of phrases that begin with it, or -1.
    var roots: [Int32] { (0..<wordCount).map { step(0, $0) } }

    mutating func add(_ text: [UInt8]) {
        var section: LexiconText.Section?
        for line in LexiconText.lines(text) {
            switch line {
            case .section(let next): section = next
            case .phrases(let phrases): if let section { phrases.forEach { add($0, to: section) } }
            }
        }
    }

    private static let guestSections: Set<String> = ["status", "blocked", "unblocked", "shipped"]

    mutating func add(guest text: [UInt8]) {
        var section: LexiconText.Section?
        for line in LexiconText.lines(text) {
            switch line {
            case .section(let next): section = Self.guestSections.contains(next.name) ? next : nil
            case .phrases(let phrases): if let section { phrases.filter(isForeign).forEach { add($0, to: section) } }
            }
        }
    }

    /// Long enough, and with no word that the texts before have, so that no English sentence can hold it.
    private func isForeign(_ phrase: [UInt8]) -> Bool {
        let parts = LexiconText.words(phrase)
        return phrase.count >= 5 && parts.contains { $0.count >= 4 && words[Folding.hash($0)] < 0 }
    }

    private func step(_ node: Int32, _ word: Int32) -> Int32 { branches[UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))] }

    private mutating func add(_ phrase: [UInt8], to section: LexiconText.Section) {
        if section.name == "emoji" {
            emoji[Folding.hash(LexiconText.emojiName(phrase)), default: []].formUnion(EmojiMeaning(section.argument))
            return
        }
        switch section.name {
        case "verb_endings": return verbEndings.append(phrase)
        case "noun_endings": return nounEndings.append(phrase)
        case "number_joint": joinsNumbers = true
        default: break
        }
        guard let meaning = Meaning.section(section.name) else { return }
        var node: Int32 = 0
        for word in LexiconText.words(phrase) { node = grow(node, Folding.hash(word)) }
        guard node > 0 else { return }
        if nodes[Int(node)].entry < 0 {
            nodes[Int(node)].entry = Int32(entries.count)
            entries.append(Lexicon.Entry())
        }
        // What ships something has shipped.
        section.apply(to: &entries[Int(nodes[Int(node)].entry)], meaning.has(.verbShipped) ? meaning.union(.shipped) : meaning)
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
        let made = Int32(nodes.count)
        nodes.append(Lexicon.Node())
        nodes[Int(node)].isBranching = true
        branches.insert(UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word)), made)
        return made
    }
}
