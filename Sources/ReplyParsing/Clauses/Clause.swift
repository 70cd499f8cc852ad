/// A stretch of elements that says one thing, with how it hangs on what stands before.
struct Clause {
    enum Break: UInt8 { case line, sentence, comma, conjunction, parenthesis, emoji, dash, colon }

    /// What the heading above it makes of a line.
    enum Section: UInt8 { case none, next, blockers, done, past }

    /// The conjunction that opens it.
    var lead: Meaning
    /// All meanings of its words.
    var meanings: Meaning = []
    // Narrow, since whoever looks at a clause copies it.
    private var first: Int32
    private var behind: Int32
    private var row: Int32
    private var phrase: Int32
    var opening: Break
    var section: Section = .none
    var isParenthesised: Bool
    var isListItem: Bool

    init(elements: Range<Int>, opening: Break, lead: Meaning, line: Int, sentence: Int, isParenthesised: Bool, isListItem: Bool) {
        self.lead = lead
        self.opening = opening
        self.isParenthesised = isParenthesised
        self.isListItem = isListItem
        first = Int32(clamping: elements.lowerBound)
        behind = Int32(clamping: elements.upperBound)
        row = Int32(clamping: line)
        phrase = Int32(clamping: sentence)
    }

    var elements: Range<Int> { Range(uncheckedBounds: (Int(first), Int(behind))) }
    var line: Int { Int(row) }
    var sentence: Int { Int(phrase) }
}

/// A sentence's end.
struct Sentence {
    var isQuestion = false
    /// The element of the question mark, or -1.
    var end = -1
    var firstElement = -1
}
