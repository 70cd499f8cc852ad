/// Finds headings ("Next:", "Shipped this week", "Blockers") and marks the clauses below them.
enum SectionReader {
    static func mark(_ clauses: inout [Clause], _ elements: [Element], _ mentions: [Mention]) {
        var open = Clause.Section.none
        var line = -1
        var lineSection = Clause.Section.none
        for index in clauses.indices {
            if clauses[index].line != line {
                if clauses[index].line > line + 1, !clauses[index].isListItem, line >= 0 { open = .none }
                line = clauses[index].line
                lineSection = open
                if let heading = heading(clauses[index], elements) {
                    let isAlone = index + 1 == clauses.count || clauses[index + 1].line != line
                    let isHead = isAlone || clauses[index + 1].opening == .colon || heading.hasColon
                    if isAlone { open = heading.section }
                    if isHead { lineSection = heading.section }
                } else if !clauses[index].isListItem,
                    index + 1 == clauses.count || clauses[index + 1].line != line || clauses[index + 1].opening == .colon,
                    isOtherHeading(clauses[index], elements)
                {
                    open = .none
                    lineSection = .none
                }
            }
            clauses[index].section = lineSection
        }
    }

    /// The section that a line's first clause heads, if it is nothing but a heading, or has a colon behind one.
    private static func heading(_ clause: Clause, _ elements: [Element]) -> (section: Clause.Section, hasColon: Bool)? {
        let colon = clause.elements.first { elements[$0].kind == .colon }
        let head = clause.elements.lowerBound..<(colon ?? clause.elements.upperBound)
        guard !head.isEmpty, head.count <= 4, head.allSatisfy({ elements[$0].kind == .word }) else { return nil }
        guard head.allSatisfy({ elements[$0].has([.headingNext, .headingBlockers, .headingDone, .headingPast, .filler, .time]) }) else { return nil }
        let isNextSentence = elements[clause.elements.upperBound - 1].kind == .colon || colon != nil || opensColon(clause, elements)
        for index in head {
            if elements[index].has(.headingNext) { return (.next, isNextSentence) }
            if elements[index].has(.headingBlockers) { return (.blockers, isNextSentence) }
            if elements[index].has(.headingDone) { return (.done, isNextSentence) }
            if elements[index].has(.headingPast) { return (.past, isNextSentence) }
        }
        return nil
    }

    private static func opensColon(_ clause: Clause, _ elements: [Element]) -> Bool {
        clause.elements.upperBound < elements.count && elements[clause.elements.upperBound].kind == .colon
    }

    /// Any other line that ends with a colon begins something else.
    private static func isOtherHeading(_ clause: Clause, _ elements: [Element]) -> Bool { opensColon(clause, elements) }
}
