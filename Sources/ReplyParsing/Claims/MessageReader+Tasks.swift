import Model

/// Finished work by its place: behind a tick, and below a heading.
extension MessageReader {
    /// A tick at the head of a line, before a task.
    var isTicked: Bool {
        let first = elements[clause.elements.lowerBound]
        return first.kind == .emoji && first.emoji.contains(.check) && (clause.opening == .line || clause.opening == .sentence)
    }

    mutating func readTickedTask() -> Bool {
        let rest = (clause.elements.lowerBound + 1)..<clause.elements.upperBound
        guard !rest.isEmpty, hasUnknown(rest), !clause.meanings.has([.planned, .status, .unchanged]) else { return false }
        if rest.contains(where: { isKeyResult($0) }), rest.contains(where: { elements[$0].kind == .quantity }) { return false }
        dropQuantities(rest, .insideOutput)
        addOutputs(rest)
        return true
    }

    /// An item below the heading "Shipped:".
    mutating func addSectionOutput() -> Bool {
        let isJoined = clause.opening == .conjunction && clause.lead.has(.and) && outputs.last?.clause == clauseIndex - 1
        guard isJoined || [.line, .colon, .comma, .sentence].contains(clause.opening), !isHeadingClause else { return false }
        if clause.meanings.has([.planned, .negation])
            || clause.elements.contains(where: { isKeyResult($0) && !isOfThing($0) }) && clause.meanings.has([.at, .up, .down, .to])
        {
            return false
        }
        guard hasUnknown(clause.elements) || clause.elements.contains(where: { elements[$0].kind == .name }) else { return false }
        dropQuantities(clause.elements, .insideOutput)
        // "Shipped: a dashboard, auto-suspend": under one verb, one output, unless its parts belong to different initiatives.
        if isJoined || clause.opening == .comma, let last = outputs.indices.last, outputs[last].clause < clauseIndex,
            clauses[outputs[last].clause].line == clause.line, clauses[outputs[last].clause].section == .done,
            initiatives(in: clause.elements).allSatisfy({ $0 == outputs[last].initiative })
        {
            outputs[last].span = outputs[last].span.hull(span(clause.elements))
            return true
        }
        // "put it as done: removed the second email"
        let colon = clause.elements.prefix(7).last { elements[$0].kind == .colon }
        let isAsked = colon.map { colon in
            colon + 1 < clause.elements.upperBound
                && tokens[elements[clause.elements.lowerBound].token..<elements[colon].token].contains { hasRole($0, .noting) }
        }
        addOutputs(isAsked == true ? ((colon ?? 0) + 1)..<clause.elements.upperBound : clause.elements)
        return true
    }

    /// "the sign-up form": a thing of the key result's.
    func isOfThing(_ index: Int) -> Bool { index + 1 < clause.elements.upperBound && (isUnknownThing(index + 1) || firstWord(index + 1).has(.label)) }

    var isHeadingClause: Bool {
        clause.elements.allSatisfy {
            elements[$0].kind != .name && elements[$0].has([.headingDone, .headingBlockers, .headingNext, .filler, .time])
                || elements[$0].kind == .colon
        }
    }
}
