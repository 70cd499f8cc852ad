import Model

/// The numbers of others that a message holds its own against: "Payments got their p95 to 95 ms. Ours: 297".
extension MessageReader {
    /// Takes back what was told of others, where the clause says that it speaks of the team's own.
    mutating func readOurs(_ range: Range<Int>) {
        if ofOurs != nil, clause.opening == .colon { return }
        ofOurs = nil
        guard let head = oursHead(range), let last = findings.lastIndex(where: { $0.isTotal && !$0.isSuperseded }),
            clauseIndex - findings[last].clause <= 5, !findings[last].subject.isNone, !clause.meanings.has([.planned, .condition]),
            !range.contains(where: { isKeyResult($0) && subject(ofName: $0).set != findings[last].subject.set }),
            isOfOthers(clauses[findings[last].clause])
        else { return }
        let hasNumber = range.contains { elements[$0].kind == .quantity }
        let isHeading = range.count == 1 && clauseIndex + 1 < clauses.count && clauses[clauseIndex + 1].opening == .colon
        // "Ours to follow"
        guard hasNumber || isHeading || range.count > 1 && !elements[head].has(.firstPerson) else { return }
        if hasNumber || isHeading { ofOurs = findings[last].subject }
        for index in findings.indices where findings[index].clause == findings[last].clause && findings[index].isTotal {
            findings[index].isSuperseded = true
        }
    }

    /// "Ours: 297", "nosotros 66 %", "we're at 28,100"
    private func oursHead(_ range: Range<Int>) -> Int? {
        let head = elements[range.lowerBound].has([.and, .but]) ? range.lowerBound + 1 : range.lowerBound
        guard head < range.upperBound, elements[head].kind == .word else { return nil }
        return tokens(of: head).prefix(2).contains { hasRole($0, .ours) } ? head : nil
    }

    /// "The Leeds shop sold 1,900 loaves": somebody else stands before what is told.
    private func isOfOthers(_ clause: Clause) -> Bool {
        guard let first = clause.elements.first(where: { elements[$0].kind == .word || elements[$0].kind == .name || elements[$0].kind == .quantity })
        else { return false }
        let who = elements[first].has(.article) || hasRole(tokens[elements[first].token], .the) ? first + 1 : first
        return who < clause.elements.upperBound && isUnknownThing(who)
            && clause.elements.contains { $0 > who && (elements[$0].kind == .quantity || isKeyResult($0)) }
    }
}
