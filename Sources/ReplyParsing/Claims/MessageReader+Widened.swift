import Model

/// Lines of the minutes go on over what the same sentence tells of them and nothing else was made of: who takes minutes cuts no reason off.
extension MessageReader {
    /// Nobody reads a longer line.
    private static let mostClauses = 3

    mutating func widenLines() {
        guard !blockers.isEmpty || !outputs.isEmpty else { return }
        for index in blockers.indices.prefix(16) {
            var span = blockers[index].span
            for next in clausesBehind(span) where span.end >= elements[clauses[next].elements.lowerBound].start - 24 {
                guard isFree(next), tellsMoreOfBlocker(clauses[next]) else { break }
                span.end = end(of: clauses[next])
            }
            if let start = toldAhead(of: span, clauseOf: blockers[index].clause) { span.start = start }
            blockers[index].span = span
        }
        for index in outputs.indices.prefix(16) {
            var span = outputs[index].span
            // "it is shipped though, the stall nudge"
            guard let next = clausesBehind(span).first(where: { clauses[$0].elements.count > 1 }), isFree(next) else { continue }
            let isNamed = isNamingIt(next, span)
            guard isNamed || clauses[next].lead.has(.relative) && tellsMoreOfOutput(clauses[next]) else { continue }
            span.end = end(of: clauses[next])
            outputs[index].span = span
        }
    }

    private func end(of clause: Clause) -> Int { elements[clause.elements.upperBound - 1].end }

    /// The clauses of the same sentence that begin behind a span.
    private func clausesBehind(_ span: TextSpan) -> ArraySlice<Int> {
        guard let last = clauses.indices.last(where: { elements[clauses[$0].elements.lowerBound].start < span.end }) else { return [] }
        return Array(
            clauses.indices.dropFirst(last + 1).prefix(Self.mostClauses).prefix {
                clauses[$0].sentence == clauses[last].sentence && clauses[$0].line == clauses[last].line
            })[...]
    }

    /// Nothing was made of the clause, and nothing is asked about it.
    func isFree(_ place: Int, orRetracted: Bool = false) -> Bool {
        guard !taken.contains(place), case let clause = clauses[place], clause.section == .none, !sentences[clause.sentence].isQuestion else {
            return false
        }
        let span = span(clause.elements)
        return !findings.contains { $0.clause == place } && !outputs.contains { $0.span.overlaps(span) }
            && !blockers.contains { $0.span.overlaps(span) } && !unblocked.contains { $0.span.overlaps(span) }
            && (orRetracted || !retracted.contains { $0.span.overlaps(span) }) && !leftOut.contains { $0.clause == place && $0.isTelling }
            && !takenBackSpans.contains { $0.overlaps(span) }
    }

    private static let apart: Meaning = [
        .thanks, .secondPerson, .request, .please, .correction, .retract, .takeOut, .takeBack, .confidence, .sure, .status, .shipped, .unblocked,
        .relief, .skip, .skipAll, .command, .praise,
    ]

    /// "…, they need to raise the limits first", "…, consent banner, 3rd week"
    private func tellsMoreOfBlocker(_ clause: Clause) -> Bool {
        // "…, so the newsletter can't go out", "…, and Femi is off sick until Monday"
        var apart = Self.apart
        if !clause.meanings.has(.firstPerson) { apart = apart.subtracting([.skipAll, .skip]) }
        if clause.meanings.has([.cannot, .negation, .notYet]) || clause.lead.has(.relative) && !startsWithMe(clause) {
            apart = apart.subtracting(.shipped)
        }
        guard clause.meanings.isDisjoint(with: apart), !hasCourtesy(clause) else { return false }
        // "…, forget the 1,800, that's just me dreaming"
        if hasWord(.ignoring), clause.elements.prefix(2).contains(where: { tokens(of: $0).contains { hasRole($0, .ignoring) } }) { return false }
        // "🙄 7 of them rewritten"
        if clause.opening == .emoji || clause.opening == .dash { return false }
        // "…, will look at it tomorrow", "and I'm not flying there a second time": of oneself, and no part of what stands in the way.
        if startsWithMe(clause), !clause.lead.has([.because, .relative, .result]), !clause.meanings.has([.cannot, .until]) { return false }
        // "…, since Wednesday, infra says Monday"
        if clause.elements.count <= 3, clause.meanings.has([.time, .weekday, .month]),
            !clause.elements.contains(where: { elements[$0].kind == .quantity })
        {
            return true
        }
        return hasUnknown(clause.elements) || clause.meanings.has([.negation, .notYet, .cannot, .until, .hint, .pronoun, .firstPerson])
    }

    func startsWithMe(_ clause: Clause) -> Bool {
        if clause.meanings.has(.planned), clause.meanings.has(.firstPerson) { return true }
        return clause.elements.prefix(2).contains { elements[$0].has(.firstPerson) || firstWord($0).has(.firstPerson) }
    }

    /// "that newsletter they'd promised"
    private func tellsMoreOfOutput(_ clause: Clause) -> Bool {
        clause.meanings.isDisjoint(with: Self.apart) && !clause.meanings.has([.planned, .condition, .negation, .notYet, .up, .down])
            && !clause.elements.contains { elements[$0].kind == .quantity || isKeyResult($0) }
    }

    /// "it is shipped, the stall nudge": what "it" is, behind a line that does not say so.
    private func isNamingIt(_ place: Int, _ span: TextSpan) -> Bool {
        let told = elements.indices.filter { elements[$0].start >= span.start && elements[$0].end <= span.end }
        guard let first = told.first, let last = told.last, !hasUnknown(first..<(last + 1)),
            !told.contains(where: { elements[$0].kind == .name || elements[$0].kind == .quantity }),
            case let clause = clauses[place], clause.opening == .comma, clause.lead.isEmpty, clause.elements.count <= 8,
            hasUnknown(clause.elements) || clause.elements.contains(where: { elements[$0].kind == .name })
        else { return false }
        return clause.meanings.isDisjoint(with: Self.apart) && !clause.meanings.has([.planned, .condition, .negation, .at, .was, .firstPerson])
    }

    func hasCourtesy(_ clause: Clause) -> Bool {
        hasWord(.courtesy) && clause.elements.contains { hasRole(tokens[elements[$0].token], .courtesy) }
    }

    /// "The landing page isn't done, because we're waiting on the translator", "the banner bug costs us sign-ups, can't fix it till legal signs off": what
    /// it is that is held up, where the clause does not say so.
    private func doneNotAhead(of span: TextSpan, clauseOf place: Int) -> Int? {
        guard place > 0, case let own = clauses[place], elements[own.elements.lowerBound].start <= span.start, case let before = clauses[place - 1],
            before.sentence == own.sentence, before.line == own.line, isFree(place - 1, orRetracted: true), hasUnknown(before.elements),
            before.meanings.isDisjoint(with: Self.apart.subtracting(.shipped)), !hasCourtesy(before)
        else { return nil }
        let isWhyNot = own.lead.has(.because) && before.meanings.has([.negation, .notYet, .hint, .cannot])
        let head = own.elements.prefix(2).first { elements[$0].has(.cannot) }
        let isWithoutObject =
            own.lead.isEmpty && own.opening == .comma
            && head.map { head in
                let until = own.elements.first { $0 > head && isUntil($0) } ?? own.elements.upperBound
                return until > head + 1 && until <= head + 3 && (head + 1..<until).filter { isUnknownThing($0) }.count <= 1
            } == true
        guard isWhyNot || isWithoutObject else { return nil }
        return elements[before.elements.first { !elements[$0].has([.and, .but]) } ?? before.elements.lowerBound].start
    }

    /// "Their procurement lead is out until the 8th, I can't move it before then", "the procurement contract is the third customer's. He is still
    /// blocking us": where what the line only points at has been told.
    private func toldAhead(of span: TextSpan, clauseOf place: Int) -> Int? {
        let own = clauses[place]
        if let reason = doneNotAhead(of: span, clauseOf: place) { return reason }
        guard elements[own.elements.lowerBound].start <= span.start, place > 0, span.end <= end(of: own) || !hasUnknown(own.elements),
            case let words = own.elements.filter({ isUnknownThing($0) || elements[$0].kind == .name }),
            // "the Hartmann renewal, their procurement wants a questionnaire filled in first"
            words.count <= 1 || hasRole(tokens[elements[own.elements.lowerBound].token], .theirs),
            tokens[elements[own.elements.lowerBound].token...].prefix(4).contains(where: { isThey($0) && $0.start < span.end })
        else { return nil }
        let before = clauses[place - 1]
        guard before.line == own.line, isFree(place - 1), before.meanings.isDisjoint(with: Self.apart.subtracting([.correction, .retract, .status])),
            !hasCourtesy(before)
        else { return nil }
        if before.sentence == own.sentence {
            let tells = hasUnknown(before.elements) || before.elements.contains { elements[$0].kind == .name }
            return tells ? elements[before.elements.lowerBound].start : nil
        }
        guard words.isEmpty, before.sentence + 1 == own.sentence else { return nil }
        var first = place - 1
        while first > 0, clauses[first - 1].sentence == before.sentence, clauses[first - 1].line == own.line, isFree(first - 1),
            clauses[first - 1].elements.count > 1, place - first < Self.mostClauses
        {
            first -= 1
        }
        guard hasUnknown(clauses[first].elements) else { return nil }
        return elements[clauses[first].elements.lowerBound].start
    }
}
