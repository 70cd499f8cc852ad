public import Model

/// Whether a message names a key result of the vocabulary by words: its title, id or alias. Bare numbers, which every prompt has, do not count.
///
/// Tells apart the teams that share a conversation.
public func namesKeyResult(in text: String, markup: Markup, vocabulary: Vocabulary) -> Bool {
    var tokenizer = Tokenizer(text, markup: markup, vocabulary: vocabulary)
    let tokens = tokenizer.run()
    var builder = ElementBuilder(tokens, vocabulary)
    builder.build()
    return builder.mentions.contains { mention in
        guard mention.keyResults.count == 1, let first = tokens.indices.contains(mention.range.lowerBound) ? tokens[mention.range.lowerBound] : nil
        else {
            return false
        }
        return first.kind == .word && first.name >= 0
    }
}
