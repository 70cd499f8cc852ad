import Model

/// What is asked, since the message leaves it open.
extension Resolver {
    mutating func askWhich(_ finding: Finding, _ subject: Subject) {
        if isSummedUp(finding) || isSaidAgain(finding) { return claim(.contextOnly, finding.span, .init(), isDropped: true) }
        // "it took nine months" where nothing is measured in time
        if let quantity = quantity(finding), quantity.hasTimeUnit, finding.subject.isNone, !isNearSomeTime(quantity) {
            return claim(.withoutKeyResult, finding.span, .init(), isDropped: true)
        }
        // "it's £5 each" where nothing is measured in money
        if let quantity = quantity(finding), quantity.currency != nil, finding.subject.isNone, moment.pending == nil,
            !targets.contains(where: { $0.kind == .currency })
        {
            return claim(.withoutKeyResult, finding.span, .init(), isDropped: true)
        }
        // "line 2 ate a gearbox, 6 hours gone" where none of those that it may be about is a time
        if let quantity = quantity(finding), quantity.hasTimeUnit, finding.subject.isAmbiguous, reader.elements.indices.contains(finding.element),
            finding.subject.set.allSatisfy({ targets[$0].duration == nil })
        {
            return claim(.waitingTime, finding.span, .init(), isDropped: true)
        }
        if !isAskable(finding) { return claim(.withoutKeyResult, finding.span, .init(), isDropped: true) }
        if repeatsOne(finding, subject) { return claim(.contextOnly, finding.span, .init(), isDropped: true) }
        let value = quantity(finding).flatMap { quantity in quantity.sign == .none && quantity.high == nil && finding.isTotal ? quantity.value : nil }
        ask(.whichKeyResult, subject.set, value, finding.span)
    }

    /// "he's right, 30 it is" where one of them stands at 30 since this week, and the others at something else: it says nothing new.
    private func repeatsOne(_ finding: Finding, _ subject: Subject) -> Bool {
        guard let told = moment.current, moment.pending == nil, finding.subject.isNone, finding.isTotal, let quantity = quantity(finding),
            !quantity.hasUnit,
            quantity.high == nil, !quantity.isWord, quantity.sign == .none
        else { return false }
        let same = subject.set.filter { target in told[targets[target].id.rawValue].map { ValueReader.same($0, quantity.value) } ?? false }
        return same.count == 1
    }

    private func isNearSomeTime(_ quantity: Quantity) -> Bool {
        targets.contains { target in
            guard target.kind == .duration, let current = target.current ?? target.baseline, current > 0 else { return target.kind == .duration }
            return (0.05...20).contains(ValueReader(target, current: nil).converted(quantity) / current)
        }
    }

    /// "pages 31. yes, thirty-one": the number that has just been told.
    private func isSaidAgain(_ finding: Finding) -> Bool {
        guard finding.subject.isNone, case .total(let index) = finding.content else { return false }
        return reader.findings[..<place].suffix(4).contains { other in
            guard case .total(let earlier) = other.content, !other.isSuperseded, !other.subject.isNone else { return false }
            return ValueReader.same(reader.quantities[earlier].value, reader.quantities[index].value)
        }
    }

    /// "that takes €140k out, so pipeline is 680k", "tripled since January: 128 tables now": what it came to is told in the same sentence.
    private func isSummedUp(_ finding: Finding) -> Bool {
        guard finding.isValue, finding.subject.isNone else { return false }
        var isFactor = false
        if case .factor = finding.content { isFactor = true }
        let sentence = reader.clauses[finding.clause].sentence
        // "355, no, 365 units"
        if finding.isTotal, let next = reader.findings[place...].dropFirst().first, next.isTotal, next.clause <= finding.clause + 2,
            next.clause > finding.clause, !next.subject.isNone, reader.clauses[next.clause].sentence == sentence, let first = quantity(finding),
            let second = quantity(next), second.value > 0, (0.75...1.33).contains(first.value / second.value),
            reader.clauses[(finding.clause + 1)...next.clause].contains(where: { $0.meanings.has([.correction, .no]) })
        {
            return true
        }
        // Near behind, if at all; the bound keeps the reading linear.
        return reader.findings[place...].prefix(16).contains { other in
            guard other.isTotal, !other.isSuperseded, !other.subject.isNone, !other.subject.isAmbiguous, other.clause > finding.clause else {
                return false
            }
            let clause = reader.clauses[other.clause]
            return clause.sentence == sentence && (isFactor || clause.lead.has(.result) || finding.rank == .partial && other.rank == .result)
        }
    }

    /// Only numbers, and what is said of a name, are worth a question.
    private func isAskable(_ finding: Finding) -> Bool {
        switch finding.content {
        case .total, .change, .improvement, .unclear, .factor, .zero: true
        case .yes, .no, .skip: false
        case .unchanged, .status: !finding.subject.isNone || reader.isBareStatement
        case .done, .confidence: !finding.subject.isNone
        }
    }

    mutating func ask(_ reason: Question.Reason, _ candidates: IndexSet128, _ value: Double?, _ span: TextSpan) {
        if let same = asked.firstIndex(where: { $0.reason == reason && $0.candidates == candidates }) {
            asked[same].value = asked[same].value ?? value
            return
        }
        asked.append(AskedQuestion(reason: reason, candidates: candidates, value: value, span: span))
    }

    /// "activation isn't 70%" where that is what is known of it: what is it then?
    mutating func askInstead(of denial: Denial) {
        let isTold =
            drafts.contains { $0.target == denial.keyResult && !$0.values.isEmpty } || asked.contains { $0.candidates.contains(denial.keyResult) }
        guard !isTold, let current = valueNow(denial.keyResult),
            abs(reader.quantities[denial.quantity].value - current) <= 1e-9 * max(1, abs(current))
        else { return }
        // "scratch the 5.3, no number from me yet": who has told it this week takes it back.
        if denial.isTakenBack, moment.current?[targets[denial.keyResult].id.rawValue] != nil {
            reading.takenBack.append(targets[denial.keyResult].id)
            reading.takenBackNumbers.insert(targets[denial.keyResult].id)
            return
        }
        asked.append(AskedQuestion(reason: .whichValue, candidates: IndexSet128(denial.keyResult), value: nil, span: denial.span))
    }

    mutating func addQuestions() {
        for question in asked.sorted(by: { $0.span.start < $1.span.start }) {
            let rule: Claim.Rule =
                switch question.reason {
                case .whichKeyResult, .whichTeam: .whichKeyResult
                case .whichValue: .whichValue
                case .unitMismatch: .unitMismatch
                case .implausible: .implausible
                }
            claim(rule, question.span, question.candidates)
            reading.questions.append(
                ReadQuestion(
                    reason: question.reason, candidates: question.candidates.map { targets[$0].id }, value: question.value, span: question.span,
                    withheld: question.withheld))
        }
    }
}
