public import Model

/// The words of a text that name things of its own, by their folded stems: those that the lexicon does not know as part of a sentence's frame.
///
/// Two texts that share one of them may be about the same matter.
public func things(in text: String, locale: String) -> Set<UInt64> { Set(orderedThings(in: text, locale: locale)) }

/// The same words in their order, a word that is said twice as often.
public func orderedThings(in text: String, locale: String) -> [UInt64] {
    let vocabulary = Vocabulary(ReadingContext(locale: locale, objectives: []))
    var tokenizer = Tokenizer(text, markup: .plain, vocabulary: vocabulary)
    let words = tokenizer.run().filter { token in
        // "PO" names a thing, "so" does not.
        token.kind == .word && (token.length > 2 || token.length == 2 && vocabulary.lexicon.entry(ofWord: token.lexeme) < 0) && !token.isAdverb
            && !vocabulary.lexicon.hasRole(token, .lineNoun)
            && vocabulary.lexicon.meaning(ofWord: token.lexeme).subtracting(.ordinary).isEmpty
    }
    return words.map(\.stem)
}

/// The stretches of a span that a word for "and" or a comma joins.
public func joinedParts(of text: String, markup: Markup, span: TextSpan, locale: String) -> [TextSpan] {
    let vocabulary = Vocabulary(ReadingContext(locale: locale, objectives: []))
    var tokenizer = Tokenizer(text, markup: markup, vocabulary: vocabulary)
    let words = tokenizer.run().filter { span.start <= $0.start && $0.end <= span.end }
    return words.split { $0.kind == .comma || $0.kind == .word && vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.and) }.compactMap { part in
        guard let first = part.first, let last = part.last else { return nil }
        return TextSpan(start: first.start, end: last.end)
    }
}
