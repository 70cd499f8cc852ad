public import Model

/// What somebody calls words of theirs from which nothing was taken: "that's a blocker", "the second one is shipped".
public struct Ruling: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case output, blocker }

    public let kind: Kind
    /// From 1, of those that were said back; -1 for the last, nil for all of them.
    public let ordinal: Int?
    /// "a blocker for churn"
    public let keyResult: KeyResultID?
    /// "the contract thing is a blocker": where the words stand by which it is meant.
    public let about: TextSpan?
}

/// The rulings that a message is made of; none where it says anything else.
///
/// Such a message tells nothing by itself: what it rules on was told before.
public func rulings(in text: String, markup: Markup, vocabulary: Vocabulary) -> [Ruling] {
    // No ruling is longer.
    guard text.utf8.count <= 120 else { return [] }
    var tokenizer = Tokenizer(text, markup: markup, vocabulary: vocabulary)
    var builder = ElementBuilder(tokenizer.run(), vocabulary, hasFocus: false)
    builder.build()
    return RulingReader(
        elements: builder.elements, tokens: builder.tokens, mentions: builder.mentions, quantities: builder.quantities, vocabulary: vocabulary
    ).read() ?? []
}

/// Every word has to be one of those that a ruling is made of.
private struct RulingReader {
    let elements: [Element]
    let tokens: [Token]
    let mentions: [Mention]
    let quantities: [Quantity]
    let vocabulary: Vocabulary

    private static let frame: Meaning = [.article, .pronoun, .please, .yes, .likewise, .all, .both, .at, .request]

    /// Nil where a word has no part in a ruling.
    func read() -> [Ruling]? {
        var found: [Ruling] = []
        var ordinals: [Int] = []
        var kind: Ruling.Kind?
        var keyResult: KeyResultID?
        var about: TextSpan?
        func close() -> Bool {
            defer { (ordinals, kind, keyResult, about) = ([], nil, nil, nil) }
            guard let kind else { return ordinals.isEmpty && keyResult == nil && about == nil }
            // "the banner is shipped" tells more than what was told before.
            if let about, !ordinals.isEmpty || kind == .output && !isEquated(about) { return false }
            let places: [Int?] = ordinals.isEmpty ? [nil] : ordinals
            found += places.map { Ruling(kind: kind, ordinal: $0, keyResult: keyResult, about: about) }
            return true
        }
        /// Words that name what is meant stand before what it is called, and are few.
        func names(_ index: Int) -> Bool {
            guard kind == nil, elements[index].kind == .name || elements[index].isUnknown else { return false }
            let span = TextSpan(start: elements[index].start, end: elements[index].end)
            about = about.map { $0.hull(span) } ?? span
            return about.map { $0.end - $0.start <= 48 } ?? false
        }
        for index in elements.indices {
            switch elements[index].kind {
            case .stop where elements[index].isQuestion: return nil
            case .comma, .stop, .newline, .emoji, .dash:
                // "the first and third, blockers"
                if kind != nil, !close() { return nil }
            case .colon: continue
            case .quantity where quantities[elements[index].index].isWord && quantities[elements[index].index].value == 1: continue
            case .name where kind == nil || isBehindAnd(index):
                // "the first one" may also be called a key result.
                guard let ordinal = words(index).lazy.compactMap({ ordinal(of: $0) }).first else {
                    if names(index) { continue }
                    return nil
                }
                if kind != nil, !close() { return nil }
                ordinals.append(ordinal)
            case .name, .quantity:
                // "a blocker for churn", "for 2", and not "2 is a blocker", which may count either way.
                guard kind != nil, let named = named(index) else { return nil }
                keyResult = named
            case .word:
                if let ordinal = ordinal(index) {
                    // "first blocker, second shipped"
                    if kind != nil, !close() { return nil }
                    ordinals.append(ordinal)
                } else if let called = called(index) {
                    if let kind, kind != called { return nil }
                    kind = called
                } else if elements[index].has(.and) {
                    if kind != nil, !close() { return nil }
                } else if !isFrame(index), !names(index) {
                    return nil
                }
            default: return nil
            }
        }
        return close() ? found : nil
    }

    /// "the upgrade = shipped"
    private func isEquated(_ about: TextSpan) -> Bool { tokens.first { $0.start >= about.end }?.kind == .equals }

    private func words(_ index: Int) -> ArraySlice<Token> {
        tokens[elements[index].token...].prefix { $0.start < elements[index].end }.filter { $0.kind == .word }[...]
    }

    private func has(_ word: Token, _ role: WordRole) -> Bool { vocabulary.lexicon.hasRole(word, role) }

    private func meaning(_ word: Token) -> Meaning { vocabulary.lexicon.meaning(ofWord: word.lexeme) }

    private func ordinal(_ index: Int) -> Int? { elements[index].has(.ordinal) ? words(index).lazy.compactMap { ordinal(of: $0) }.first : nil }

    private func ordinal(of word: Token) -> Int? {
        let entry = vocabulary.lexicon.entry(ofWord: word.lexeme)
        guard entry >= 0, case let ordinal = vocabulary.lexicon.entries[Int(entry)].ordinal, ordinal != 0 else { return nil }
        return ordinal
    }

    private func isBehindAnd(_ index: Int) -> Bool { index > 0 && elements[index - 1].has(.and) }

    private func called(_ index: Int) -> Ruling.Kind? {
        let said = words(index)
        // "no blocker", "isn't shipped" rule nothing.
        if elements[index].has([.negation, .unblocked, .notYet, .planned]) || said.contains(where: { meaning($0).has([.negation, .planned]) }) {
            return nil
        }
        if said.contains(where: { has($0, .blockerNoun) }) { return .blocker }
        guard said.contains(where: { meaning($0).has([.shipped, .headingDone]) || has($0, .concluded) }),
            said.allSatisfy({ meaning($0).has([.shipped, .headingDone]) || has($0, .concluded) || isFrame($0) })
        else { return nil }
        return .output
    }

    private func named(_ index: Int) -> KeyResultID? {
        guard index > 0, elements[index - 1].kind == .word,
            elements[index - 1].has(.preposition) || words(index - 1).contains(where: { has($0, .about) }),
            let only = elements[index].kind == .name ? mentions[elements[index].index].keyResults.only : numbered(index)
        else { return nil }
        return vocabulary.targets[only].id
    }

    private func numbered(_ index: Int) -> Int? {
        let quantity = quantities[elements[index].index]
        guard quantity.isPlainInteger, !quantity.hasUnit else { return nil }
        return vocabulary.targets.firstIndex { Double($0.number) == quantity.value }
    }

    private func isFrame(_ index: Int) -> Bool {
        if elements[index].has(.negation) || elements[index].isQuestion { return false }
        return words(index).allSatisfy { isFrame($0) }
    }

    private func isFrame(_ word: Token) -> Bool {
        if meaning(word).has([.negation, .ask]), !has(word, .being), !meaning(word).has(.please) { return false }
        return meaning(word).has(Self.frame) || has(word, .noting) || has(word, .the) || has(word, .as) || has(word, .down) || has(word, .thatIs)
            || has(word, .matter)
            || has(word, .itIs) || has(word, .this) || has(word, .pointer) || has(word, .being) || has(word, .ones) || has(word, .about)
            || has(word, .opening)
            || has(word, .to)
    }
}
