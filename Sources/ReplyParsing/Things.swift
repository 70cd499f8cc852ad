import Model

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
