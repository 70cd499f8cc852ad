/// Grows the tree of phrases while the lexicon files are read.
struct LexiconBuilder {
    private(set) var entries: [Lexicon.Entry] = []
    private(set) var emoji: [UInt64: EmojiMeaning] = [:]
    private(set) var words = HashIndex()
    private(set) var branches = HashIndex()
    private(set) var endings: [Int32] = [-1]
    private var wordCount: Int32 = 0

    var wordEntries: [Int32] {
        (0..<wordCount).map { word in
            let node = step(0, word)
            return node < 0 ? -1 : endings[Int(node)]
        }
    }

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
        guard let meaning = Meaning.section(section.name) else { return }
        var node: Int32 = 0
        for word in LexiconText.words(phrase) { node = grow(node, Folding.hash(word)) }
        guard node > 0 else { return }
        if endings[Int(node)] < 0 {
            endings[Int(node)] = Int32(entries.count)
            entries.append(Lexicon.Entry())
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
