import Model

/// The phrases of one language joined with English, as a tree over words; made once a language and shared.
final class Lexicon: Sendable {
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

    struct Node: Sendable {
        /// The entry that ends here, or -1.
        var entry: Int32 = -1
        /// Some phrase goes on from here.
        var isBranching = false
    }

    let entries: [Entry]
    let emoji: [UInt64: EmojiMeaning]
    /// What a verb's last letters may be exchanged for: "ghosted", "ghosting".
    let verbEndings: [[UInt8]]
    /// What a noun may carry or leave out: "Kunde", "Kunden"; "oppetid", "oppetiden".
    let nounEndings: [[UInt8]]
    /// Some language at hand writes its numbers as one word.
    let joinsNumbers: Bool
    /// Of each word by its number.
    let roles: [WordRoleSet]
    /// From 1 for January, by the word for it.
    let months: [Int32: Int]
    /// The word that "id" may be without its apostrophe, or -1.
    let would: Int32
    private let words: HashIndex
    private let slips: HashIndex
    private let branches: HashIndex
    /// Node 0 is the root.
    private let nodes: [Node]
    /// For each word the node of phrases that begin with it, or -1.
    private let roots: [Int32]

    private static let english = Lexicon(texts: [LexiconText.english], guests: LexiconText.others.sorted { $0.key < $1.key }.map(\.value))
    private static let byLanguage: [String: Lexicon] = LexiconText.others.mapValues { Lexicon(texts: [LexiconText.english, $0]) }

    /// English alone where the language is not one of ours.
    static func lexicon(for locale: String) -> Lexicon { byLanguage[String(locale.prefix(2))] ?? english }

    /// Of the guests only statuses, blockers and finished work are taken, in words that no text before has.
    init(texts: [[UInt8]], guests: [[UInt8]] = []) {
        var builder = LexiconBuilder()
        texts.forEach { builder.add($0) }
        guests.forEach { builder.add(guest: $0) }
        entries = builder.entries
        emoji = builder.emoji
        verbEndings = builder.verbEndings
        nounEndings = builder.nounEndings
        joinsNumbers = builder.joinsNumbers
        roles = builder.roles
        months = builder.months
        words = builder.words
        slips = builder.slips
        branches = builder.branches
        nodes = builder.nodes
        roots = builder.roots
        would = Int32(roles.firstIndex { $0.contains(.iWould) } ?? -1)
    }

    /// The number of the weighty word that was meant by a misspelt one, by its folded hash, or -1.
    func wordMeant(by hash: UInt64) -> Int32 { slips[hash] }

    /// The number of a folded word's hash, or -1.
    func word(_ hash: UInt64) -> Int32 { words[hash] }

    /// The node below a node along a word, or -1.
    func step(_ node: Int32, _ word: Int32) -> Int32 {
        if node == 0 { return roots[Int(word)] }
        guard nodes[Int(node)].isBranching else { return -1 }
        return branches[UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))]
    }

    /// The entry that ends at a node, or -1.
    func ending(_ node: Int32) -> Int32 { nodes[Int(node)].entry }

    /// The entry of one word alone, or -1.
    func entry(ofWord word: Int32) -> Int32 {
        guard word >= 0 else { return -1 }
        let root = roots[Int(word)]
        return root < 0 ? -1 : nodes[Int(root)].entry
    }

    /// The entry of these words as one phrase, or -1.
    func entry(ofPhrase tokens: ArraySlice<Token>) -> Int32 {
        var node: Int32 = 0
        for token in tokens {
            guard token.kind == .word, token.lexeme >= 0 else { return -1 }
            node = step(node, token.lexeme)
            if node < 0 { return -1 }
        }
        return ending(node)
    }

    func meaning(ofWord word: Int32) -> Meaning {
        let entry = entry(ofWord: word)
        return entry < 0 ? [] : entries[Int(entry)].meaning
    }

    /// The longest phrase that begins at a token and has one of the meanings, with the token behind it. A slash within a phrase ("n/a") is stepped over.
    func longestPhrase(_ tokens: [Token], at start: Int, meaning: Meaning? = nil) -> (entry: Int32, end: Int)? {
        var node: Int32 = 0
        var best: (Int32, Int)?
        var position = start
        while position < tokens.count, position - start < 10 {
            let token = tokens[position]
            if token.kind == .slash, position > start, !token.isSpaced {
                position += 1
                continue
            }
            guard token.kind == .word, token.lexeme >= 0 else { break }
            node = step(node, token.lexeme)
            guard node >= 0 else { break }
            position += 1
            let ending = ending(node)
            guard ending >= 0 else { continue }
            if let meaning, !entries[Int(ending)].meaning.has(meaning) { continue }
            best = (ending, position)
        }
        return best
    }
}
