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
    /// "both are one blocker": one line of several quoted stretches.
    public let isJoined: Bool
}

/// What a message rules on, and what else it says.
public struct Rulings: Hashable, Sendable {
    public internal(set) var found: [Ruling] = []
    /// The message with its rulings blanked, as long as before; nil where it says nothing else.
    public internal(set) var rest: String?
}

/// The rulings of a message; nil where it has none.
///
/// A ruling tells nothing by itself: what it rules on was told before. Beside other words only one counts that says which is meant: "the last is a blocker.
/// Also put churn down as at risk".
public func rulings(in text: String, markup: Markup, vocabulary: Vocabulary) -> Rulings? {
    // No message that answers us is longer.
    guard text.utf8.count <= 400 else { return nil }
    var tokenizer = Tokenizer(text, markup: markup, vocabulary: vocabulary)
    var builder = ElementBuilder(tokenizer.run(), vocabulary, hasFocus: false)
    builder.build()
    let reader = RulingReader(
        elements: builder.elements, tokens: builder.tokens, mentions: builder.mentions, quantities: builder.quantities, vocabulary: vocabulary)
    let segments = reader.segments().map { (range: $0, rulings: reader.read($0)) }
    let all = segments.compactMap(\.rulings).flatMap { $0 }
    if !all.isEmpty, segments.allSatisfy({ $0.rulings != nil }) { return Rulings(found: all) }
    var result = Rulings()
    var bytes = Array(text.utf8)
    // "yeah, blocker i guess, well, more of a worry": an answer begins with what it says.
    // "haha again? ok shipped. brb": behind no more than a short question.
    let isAskedFirst = segments.first.map { $0.range.count <= 3 && $0.rulings == nil && builder.elements[$0.range.upperBound - 1].isQuestion } == true
    let first = segments.dropFirst(isAskedFirst ? 1 : 0).first { $0.rulings?.isEmpty != true }?.range
    for segment in segments {
        guard let rulings = segment.rulings, !rulings.isEmpty,
            segment.range == first && segment.range.count <= 6 || rulings.allSatisfy({ $0.ordinal != nil || $0.about != nil })
        else { continue }
        result.found += rulings
        for place in builder.elements[segment.range.lowerBound].start..<builder.elements[segment.range.upperBound - 1].end
        where bytes.indices.contains(place) {
            bytes[place] = UInt8(ascii: " ")
        }
    }
    result.rest = String(decoding: bytes, as: UTF8.self)
    return result.found.isEmpty ? nil : result
}

/// Every word has to be one of those that a ruling is made of.
private struct RulingReader {
    let elements: [Element]
    let tokens: [Token]
    let mentions: [Mention]
    let quantities: [Quantity]
    let vocabulary: Vocabulary

    private static let frame: Meaning = [.article, .pronoun, .please, .yes, .likewise, .all, .both, .at, .request]

    /// Between stops, commas and the like.
    func segments() -> [Range<Int>] {
        var segments: [Range<Int>] = []
        var start = 0
        for (index, element) in elements.enumerated() {
            switch element.kind {
            case .comma, .stop, .newline, .emoji, .dash, .colon:
                // The question mark stays with what it asks.
                let end = element.isQuestion ? index + 1 : index
                if end > start { segments.append(start..<end) }
                start = index + 1
            default: continue
            }
        }
        if start < elements.count { segments.append(start..<elements.count) }
        return segments
    }

    /// Nil where a word has no part in a ruling.
    func read(_ range: Range<Int>) -> [Ruling]? {
        // "please take mine out" is no "out".
        if range.contains(where: { elements[$0].has(.takeOut) || words($0).contains { meaning($0).has(.takeOut) } }) { return nil }
        var found: [Ruling] = []
        var ordinals: [Int] = []
        var kind: Ruling.Kind?
        var keyResult: KeyResultID?
        var about: TextSpan?
        var isOne = false
        func close() -> Bool {
            defer { (ordinals, kind, keyResult, about, isOne) = ([], nil, nil, nil, false) }
            guard let kind else { return ordinals.isEmpty && keyResult == nil && about == nil }
            // "the banner is shipped" tells more than what was told before.
            if let about, !ordinals.isEmpty || kind == .output && !isEquated(about) { return false }
            let places: [Int?] = ordinals.isEmpty ? [nil] : ordinals
            found += places.map { Ruling(kind: kind, ordinal: $0, keyResult: keyResult, about: about, isJoined: isOne) }
            return true
        }
        /// Words that name what is meant stand before what it is called, and are few.
        func names(_ index: Int) -> Bool {
            guard kind == nil, elements[index].kind == .name || elements[index].isUnknown else { return false }
            let span = TextSpan(start: elements[index].start, end: elements[index].end)
            about = about.map { $0.hull(span) } ?? span
            return about.map { $0.end - $0.start <= 48 } ?? false
        }
        for index in range {
            switch elements[index].kind {
            case .quantity where quantities[elements[index].index].isWord && quantities[elements[index].index].value == 1:
                // "are one blocker", and not "that one is a blocker"
                isOne = index + 1 < range.upperBound && called(index + 1) == .blocker
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
                } else if words(index).contains(where: { has($0, .wayNoun) }), isInTheWay(index) {
                    kind = .blocker
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

    /// "is in my way"
    private func isInTheWay(_ index: Int) -> Bool { tokens[..<elements[index].token].suffix(3).contains { has($0, .in) } }

    /// "the upgrade = shipped"
    private func isEquated(_ about: TextSpan) -> Bool { tokens.first { $0.start >= about.end }?.kind == .equals }

    private func words(_ index: Int) -> ArraySlice<Token> {
        tokens[elements[index].token...].prefix { $0.start < elements[index].end }.filter { $0.kind == .word }[...]
    }

    private func has(_ word: Token, _ role: WordRole) -> Bool { vocabulary.lexicon.hasRole(word, role) }

    private func meaning(_ word: Token) -> Meaning { vocabulary.lexicon.meaning(ofWord: word.lexeme) }

    private func ordinal(_ index: Int) -> Int? {
        elements[index].has(.ordinal) || words(index).contains { has($0, .last) } ? words(index).lazy.compactMap { ordinal(of: $0) }.first : nil
    }

    private func ordinal(of word: Token) -> Int? {
        if has(word, .last) { return -1 }
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
        // "that one", of which "one" alone would count
        if words(index).count > 1, elements[index].has(.pronoun), !elements[index].has(.ask) { return true }
        return words(index).allSatisfy { isFrame($0) }
    }

    private func isFrame(_ word: Token) -> Bool {
        // "the ad budget one is definitely a blocker"
        if word.isAdverb || meaning(word).has(.sure) && !meaning(word).has(.negation) { return true }
        if meaning(word).has([.negation, .ask]), !has(word, .being), !meaning(word).has(.please) { return false }
        // "that's a blocker for me, really"
        if meaning(word).has(.filler), !meaning(word).has([.planned, .until, .from, .condition, .was, .past, .because]) { return true }
        let roles: [WordRole] = [
            .noting, .the, .as, .down, .thatIs, .matter, .itIs, .this, .pointer, .being, .ones, .about, .opening, .to, .in, .wayNoun, .hedging,
        ]
        return meaning(word).has(Self.frame) || meaning(word).has([.firstPerson, .mine]) || roles.contains { has(word, $0) }
    }
}
