/// A stretch of elements that says one thing, with how it hangs on what stands before.
struct Clause {
    enum Break: UInt8 { case line, sentence, comma, conjunction, parenthesis, emoji, dash, colon }

    /// What the heading above it makes of a line.
    enum Section: UInt8 { case none, next, blockers, done, past }

    var elements: Range<Int>
    var opening: Break
    /// The conjunction that opens it.
    var lead: Meaning = []
    var line: Int
    var sentence: Int
    var isParenthesised: Bool
    var isListItem: Bool
    var section: Section = .none
    /// All meanings of its words.
    var meanings: Meaning = []
}

/// A sentence's end.
struct Sentence {
    var isQuestion = false
    /// The element of the question mark, or -1.
    var end = -1
    var firstElement = -1
}
