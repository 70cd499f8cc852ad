/// Tells whether a message speaks to a colleague by first name: "Caro, have you got the file?", "sorry Caro".
struct Colleagues {
    private let firstNames: Set<Substring>

    init(_ names: [String]) {
        firstNames = Set(names.compactMap { $0.lowercased().split(separator: " ").first })
    }

    /// What is said to somebody ends a clause with the name; "Caro can't log in" is about her.
    func areAddressed(in text: String) -> Bool {
        let text = text.lowercased()
        var rest = text[...]
        while let start = rest.firstIndex(where: \.isLetter) {
            let word = rest[start...].prefix { $0.isLetter || $0 == "-" }
            let behind = text[word.endIndex...].first { $0 != " " }
            let isAlone = word.endIndex == text.endIndex || behind.map { ",.!?:;\n)".contains($0) || !$0.isASCII } ?? true
            // "@caro did you see it?"
            let isMentioned = start > text.startIndex && text[text.index(before: start)] == "@"
            if firstNames.contains(word), isAlone || isMentioned { return true }
            rest = text[word.endIndex...]
        }
        return false
    }
}
