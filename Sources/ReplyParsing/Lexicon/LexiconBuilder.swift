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
    /// Of the word of a month, which one it is: each text begins its section with the twelve in order.
    private(set) var months: [Int32: Int] = [:]
    private var monthsSeen = 0
    /// Of each word by its number.
    private(set) var roles: [WordRoleSet] = []
    /// Long words of the sections that decide most, with their numbers.
    private var weighty: [(letters: [UInt8], word: Int32)] = []

    /// For each word the node of phrases that begin with it, or -1.
    var roots: [Int32] { (0..<wordCount).map { step(0, $0) } }

    mutating func add(_ text: [UInt8]) {
        var section: LexiconText.Section?
        for line in LexiconText.lines(text) {
            switch line {
            case .section(let next):
                section = next
                monthsSeen = 0
            case .phrases(let phrases): if let section { phrases.forEach { add($0, to: section) } }
            }
        }
    }

    private static let weightySections: Set<String> = ["shipped", "verb_shipped", "blocked", "unchanged", "status", "skip", "confidence"]

    /// What those words become by one slip of the finger: a letter left out or written twice, or two swapped, but for the first and the last.
    ///
    /// A letter for another is none, since it makes other words: "merger" is not "merged". Nor is what some text knows as a word of its own.
    var slips: HashIndex {
        var slips = HashIndex()
        for (letters, word) in weighty {
            for slip in Self.slips(of: letters).map({ Folding.hash($0[...]) }) where words[slip] < 0 { slips.insert(slip, word) }
        }
        return slips
    }

    private static func slips(of letters: [UInt8]) -> [[UInt8]] {
        var slips: [[UInt8]] = []
        for index in 1..<(letters.count - 1) {
            var slip = letters
            slip.remove(at: index)
            if slip.count >= 6 { slips.append(slip) }
            slip = letters
            slip.insert(letters[index], at: index)
            slips.append(slip)
            slip = letters
            slip.swapAt(index, index + 1)
            slips.append(slip)
        }
        return slips
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
        return Self.letters(phrase) >= 5 && parts.contains { Self.letters($0) >= 4 && words[Folding.hash($0)] < 0 }
    }

    /// In characters, for "røde" is as short as the English "rode" that it folds to.
    private static func letters(_ text: some Collection<UInt8>) -> Int { text.count { $0 & 0xC0 != 0x80 } }

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
        if section.name == "only_here" { return forget(phrase) }
        if section.name == "word", let role = WordRole.byName[section.argument] {
            for word in LexiconText.words(phrase) { roles[Int(number(of: Folding.hash(word)))].insert(role) }
            return
        }
        guard let meaning = Meaning.section(section.name) else { return }
        if meaning.has(.month), monthsSeen < 12 {
            monthsSeen += 1
            months[number(of: Folding.hash(phrase[...]))] = monthsSeen
        }
        var node: Int32 = 0
        for word in LexiconText.words(phrase) {
            node = grow(node, Folding.hash(word))
            if word.count >= 5, Self.weightySections.contains(section.name) { weighty.append((Array(word), words[Folding.hash(word)])) }
        }
        guard node > 0 else { return }
        if nodes[Int(node)].entry < 0 {
            nodes[Int(node)].entry = Int32(entries.count)
            entries.append(Lexicon.Entry())
        }
        // What ships something has shipped.
        section.apply(to: &entries[Int(nodes[Int(node)].entry)], meaning.has(.verbShipped) ? meaning.union(.shipped) : meaning)
    }

    /// What English says of a word that the language at hand has for something else: Portuguese "as" and "no" are articles.
    private mutating func forget(_ word: [UInt8]) {
        let hash = Folding.hash(word[...])
        guard words[hash] >= 0 else { return }
        roles[Int(words[hash])] = WordRoleSet()
        let node = step(0, words[hash])
        if node >= 0, nodes[Int(node)].entry >= 0 { entries[Int(nodes[Int(node)].entry)] = Lexicon.Entry() }
    }

    private mutating func number(of hash: UInt64) -> Int32 {
        let known = words[hash]
        if known >= 0 { return known }
        words.insert(hash, wordCount)
        roles.append(WordRoleSet())
        wordCount += 1
        return wordCount - 1
    }

    private mutating func grow(_ node: Int32, _ hash: UInt64) -> Int32 {
        let word = number(of: hash)
        let next = step(node, word)
        if next >= 0 { return next }
        let made = Int32(nodes.count)
        nodes.append(Lexicon.Node())
        nodes[Int(node)].isBranching = true
        branches.insert(UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word)), made)
        return made
    }
}
