public import Model

/// The words of a span as a person sees them: without markup, quotes and struck-out text, blanks made one; nil stands for the whole message.
public func plainText(of text: String, markup: Markup, span: TextSpan?) -> String {
    var tokenizer = Tokenizer(text, markup: markup, vocabulary: PlainText.noVocabulary)
    let tokens = tokenizer.run()
    return PlainText.text(tokens, tokenizer.bytes, span ?? TextSpan(start: 0, end: tokenizer.bytes.count))
}

enum PlainText {
    static let noVocabulary = Vocabulary(ReadingContext(locale: "en", objectives: []))

    static func text(_ tokens: [Token], _ bytes: [UInt8], _ span: TextSpan) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(span.end - span.start)
        var lastEnd = -1
        for token in tokens where token.start >= span.start && token.end <= span.end && (token.kind != .newline || !plain.isEmpty) {
            if !plain.isEmpty, token.isSpaced || token.kind == .newline {
                appendBlank(&plain)
            } else if lastEnd >= 0 {
                appendHyphen(&plain, bytes, lastEnd, token.start)
            }
            if token.kind != .newline { append(token, bytes, &plain) }
            lastEnd = token.end
        }
        while plain.last == 32 { plain.removeLast() }
        return String(decoding: plain, as: UTF8.self)
    }

    private static func appendBlank(_ plain: inout [UInt8]) { if plain.last != 32 { plain.append(32) } }

    private static func appendHyphen(_ plain: inout [UInt8], _ bytes: [UInt8], _ start: Int, _ end: Int) {
        guard start < end else { return }
        plain.append(contentsOf: bytes[start..<end].filter { $0 == 45 || $0 == 95 || $0 == 39 || $0 == 34 })
    }

    private static func append(_ token: Token, _ bytes: [UInt8], _ plain: inout [UInt8]) {
        switch token.kind {
        case .ampersand: plain.append(38)
        case .bullet, .openTask: return
        case .reference where bytes[token.start] == 60: plain.append(contentsOf: mention(bytes[token.start..<token.end]))
        default: plain.append(contentsOf: bytes[token.start..<token.end])
        }
    }

    /// "<@U0ANA|ana>" is "@ana", "<at>Ana</at>" is "Ana".
    private static func mention(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        if bytes.count > 9, bytes.dropFirst().first != 64, let open = bytes.firstIndex(of: 62), let close = bytes.lastIndex(of: 60), open < close {
            return bytes[(open + 1)..<close]
        }
        let inner = bytes.dropFirst().dropLast()
        guard let bar = inner.firstIndex(of: 124) else { return inner }
        return [inner[inner.startIndex]] + inner[(bar + 1)...]
    }
}
