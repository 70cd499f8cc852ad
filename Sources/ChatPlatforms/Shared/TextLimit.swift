/// How long a text may be, counted as the platform counts. Cuts fall between grapheme clusters, so that no emoji is torn.
///
/// `dressed` is what the platform's escaping makes of a text; lengths are those of the dressed text, so that no escape is torn either.
public struct TextLimit: Sendable, Hashable {
    public enum Unit: Sendable, Hashable { case utf16, scalars, bytes }

    static let ellipsis = "…"

    public var count: Int
    public var unit: Unit

    init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }

    func measure(_ text: some StringProtocol) -> Int {
        switch unit {
        case .utf16: text.utf16.count
        case .scalars: text.unicodeScalars.count
        case .bytes: text.utf8.count
        }
    }

    func holds(_ text: String, dressed: (String) -> String = { $0 }) -> Bool { measure(dressed(text)) <= count }

    /// Whether all of them fit together.
    func holds(_ paragraphs: [String], dressed: (String) -> String = { $0 }) -> Bool {
        paragraphs.reduce(0) { $0 + measure(dressed($1)) } <= count
    }

    /// The text, or as much of it as fits before an ellipsis, ending at a word where one ends in the last half.
    func cut(_ text: String, dressed: (String) -> String = { $0 }) -> String {
        if holds(text, dressed: dressed) { return text }
        let room = count - measure(Self.ellipsis)
        return room < 0 ? "" : begun(text, room: room, dressed: dressed)
    }

    /// The text in pieces that each fit, broken at line ends before words, and at words before letters.
    func pieces(_ text: String, dressed: (String) -> String = { $0 }) -> [String] {
        var pieces: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            if measure(dressed(String(rest))) <= count {
                pieces.append(String(rest))
                break
            }
            var piece = head(of: rest, room: count, dressed: dressed)
            if piece.isEmpty { piece = scalarHead(of: rest, room: count, dressed: dressed) }
            pieces.append(String(piece))
            rest = rest[piece.endIndex...].drop { $0.isWhitespace }
        }
        return pieces
    }

    /// The first paragraphs that fit together; the one that does not is cut and is the last.
    func limited(_ paragraphs: [String], dressed: (String) -> String = { $0 }) -> [String] {
        if holds(paragraphs, dressed: dressed) { return paragraphs }
        var room = max(0, count - measure(Self.ellipsis))
        var kept: [String] = []
        for paragraph in paragraphs {
            let size = measure(dressed(paragraph))
            guard size <= room else {
                kept.append(begun(paragraph, room: room, dressed: dressed))
                break
            }
            kept.append(paragraph)
            room -= size
        }
        return kept
    }

    /// As much of a text as the room holds, and an ellipsis after it.
    private func begun(_ text: String, room: Int, dressed: (String) -> String) -> String {
        var head = head(of: text[...], room: room, dressed: dressed)
        while let last = head.last, last.isWhitespace { head.removeLast() }
        return head + Self.ellipsis
    }

    private func head(of text: Substring, room: Int, dressed: (String) -> String) -> Substring {
        var used = 0
        var end = text.startIndex
        var lastLine: Substring.Index?
        var lastWord: Substring.Index?
        for index in text.indices {
            let character = text[index]
            if used > room / 2 {
                if character.isNewline { lastLine = index }
                if character.isWhitespace { lastWord = index }
            }
            used += measure(dressed(String(character)))
            guard used <= room else { return text[..<(lastLine ?? lastWord ?? end)] }
            end = text.index(after: index)
        }
        return text
    }

    /// For a single cluster that is longer than the limit: a letter under a thousand accents.
    private func scalarHead(of text: Substring, room: Int, dressed: (String) -> String) -> Substring {
        var used = 0
        var end = text.startIndex
        for index in text.unicodeScalars.indices {
            used += measure(dressed(String(text.unicodeScalars[index])))
            guard used <= room || end == text.startIndex else { break }
            end = text.unicodeScalars.index(after: index)
        }
        return text[..<end]
    }
}

extension TextLimit: CustomStringConvertible {
    /// `4000 characters`.
    public var description: String {
        switch unit {
        case .utf16, .scalars: "\(count) characters"
        case .bytes: "\(count) bytes"
        }
    }
}
