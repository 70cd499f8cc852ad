/// Finds headings ("Next:", "Shipped this week", "Blockers") and marks the clauses below them.
enum SectionReader {
    static func mark(_ clauses: inout [Clause], _ elements: [Element], _ mentions: [Mention]) {
        var open = Clause.Section.none
        var hasTold = false
        var line = -1
        var lineSection = Clause.Section.none
        var inLine: (sentence: Int, section: Clause.Section)?
        for index in clauses.indices {
            if clauses[index].line != line {
                if clauses[index].line > line + 1, !clauses[index].isListItem, line >= 0 { open = .none }
                // "blocker: the migration", and something else on the next line
                if hasTold, !clauses[index].isListItem, clauses[index].meanings.has([.shipped, .status, .secondPerson]) { open = .none }
                line = clauses[index].line
                lineSection = open
                if let heading = heading(clauses[index], elements) {
                    // "- shipped: the tour" heads nothing but itself.
                    let isAlone =
                        (index + 1 == clauses.count || clauses[index + 1].line != line) && !(heading.hasContent && clauses[index].isListItem)
                    let isHead = isAlone || heading.hasColon || clauses[index + 1].opening == .colon
                    if isAlone { (open, hasTold) = (heading.section, heading.hasContent) }
                    if isHead { lineSection = heading.section }
                } else if !clauses[index].isListItem,
                    index + 1 == clauses.count || clauses[index + 1].line != line || clauses[index + 1].opening == .colon,
                    isOtherHeading(clauses[index], elements)
                {
                    open = .none
                    lineSection = .none
                }
            }
            // "Sign-ups 1,520. Done: referral page, new hero copy.": for its sentence.
            if clauses[index].opening == .sentence, lineSection == .none, let heading = heading(clauses[index], elements), heading.hasColon {
                inLine = (clauses[index].sentence, heading.section)
            }
            // "next week: the club opens. this week: 312"
            if clauses[index].opening == .sentence, lineSection == .next, isTimeHeading(clauses[index], elements) { lineSection = .none }
            // "next up: pricing page. activation 35.9"
            if clauses[index].opening == .sentence, lineSection == .next, open == .none, reports(clauses[index], elements, mentions) {
                lineSection = .none
            }
            // "shipped: landing page and sign-up form. and legal say Friday, so still waiting"
            if clauses[index].opening == .sentence, lineSection == .done, open == .none, isRemark(clauses[index], elements) { lineSection = .none }
            // "blocker: the migration. and you forgot the add-on"
            if clauses[index].opening == .sentence, lineSection == .blockers, open == .none, clauses[index].meanings.has(.secondPerson) {
                lineSection = .none
            }
            clauses[index].section = inLine.map { $0.sentence == clauses[index].sentence ? $0.section : lineSection } ?? lineSection
        }
    }

    private struct Heading {
        var section: Clause.Section
        var hasColon: Bool
        /// More stands behind the colon.
        var hasContent: Bool
    }

    /// The section that a line's first clause heads, if it is nothing but a heading, or has a colon behind one.
    private static func heading(_ clause: Clause, _ elements: [Element]) -> Heading? {
        let colon = clause.elements.first { elements[$0].kind == .colon }
        let head = clause.elements.lowerBound..<(colon ?? clause.elements.upperBound)
        guard !head.isEmpty, head.count <= 4, head.allSatisfy({ elements[$0].kind == .word }) else { return nil }
        guard head.allSatisfy({ elements[$0].has([.headingNext, .headingBlockers, .headingDone, .headingPast, .filler, .time]) }) else { return nil }
        let isNextSentence = elements[clause.elements.upperBound - 1].kind == .colon || colon != nil || opensColon(clause, elements)
        let hasContent = colon.map { $0 + 1 < clause.elements.upperBound } ?? false
        for index in head {
            if let section = section(elements[index]) { return Heading(section: section, hasColon: isNextSentence, hasContent: hasContent) }
        }
        return nil
    }

    private static func section(_ element: Element) -> Clause.Section? {
        if element.has(.headingNext) { return .next }
        if element.has(.headingBlockers) { return .blockers }
        if element.has(.headingDone) { return .done }
        return element.has(.headingPast) ? .past : nil
    }

    /// A name with its number right behind it, and nothing that plans.
    private static func reports(_ clause: Clause, _ elements: [Element], _ mentions: [Mention]) -> Bool {
        guard !clause.meanings.has([.planned, .to, .infinitive, .condition]) else { return false }
        return clause.elements.dropLast().contains { index in
            elements[index].kind == .name && !mentions[elements[index].index].keyResults.isEmpty
                && (elements[index + 1].kind == .quantity
                    || index + 2 < clause.elements.upperBound && elements[index + 1].has(.at) && elements[index + 2].kind == .quantity)
        }
    }

    /// Joined to what stands before, or with a verb of its own.
    private static func isRemark(_ clause: Clause, _ elements: [Element]) -> Bool {
        let remarks: Meaning = [.firstPerson, .blocked, .cannot, .unblocked, .witness, .hint, .still, .status]
        return clause.meanings.has(remarks) || elements[clause.elements.lowerBound].has([.and, .but])
    }

    /// "this week:"
    private static func isTimeHeading(_ clause: Clause, _ elements: [Element]) -> Bool {
        let colon = clause.elements.first { elements[$0].kind == .colon } ?? clause.elements.upperBound
        guard colon < elements.count, elements[colon].kind == .colon, colon - clause.elements.lowerBound <= 2 else { return false }
        return (clause.elements.lowerBound..<colon).allSatisfy {
            elements[$0].has([.time, .now]) && !elements[$0].has([.headingNext, .planned, .past])
        }
    }

    private static func opensColon(_ clause: Clause, _ elements: [Element]) -> Bool {
        clause.elements.upperBound < elements.count && elements[clause.elements.upperBound].kind == .colon
    }

    /// Any other line that ends with a colon begins something else.
    private static func isOtherHeading(_ clause: Clause, _ elements: [Element]) -> Bool { opensColon(clause, elements) }
}
