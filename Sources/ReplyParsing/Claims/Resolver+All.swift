import Model

/// What was said of all key results, of both, of the sender's own, or of the rest.
extension Resolver {
    mutating func applyAll() {
        for statement in reader.allStatements {
            if isOfNamedOnly(statement) { continue }
            let set = scopeSet(statement).subtracting(statement.except)
            var rule = Claim.Rule.statusForAll
            if case .unchanged = statement.content { rule = .unchanged }
            if case .confidence = statement.content { rule = .confidence }
            claim(rule, statement.span, set)
            for target in set {
                let known = drafts.first { $0.target == target }
                if case .status = statement.content, known?.status != nil { continue }
                if case .unchanged = statement.content, known?.values.isEmpty == false { continue }
                // "skip fees. everything else is the same"
                if case .unchanged = statement.content, let skip = known?.skip, skip.start < statement.span.start { continue }
                if case .confidence = statement.content, known?.confidence != nil { continue }
                var finding = Finding(
                    content: statement.content, subject: Subject(set: set), clause: statement.clause, span: statement.span, rule: rule)
                finding.isStatusForAll = true
                note(finding, target)
            }
        }
        if !reader.allStatements.isEmpty { orderByPrompt() }
    }

    /// "nothing moved in the metrics yet, so uptime is unchanged": what comes of it is said of one.
    private func isOfNamedOnly(_ statement: AllStatement) -> Bool {
        guard case .unchanged = statement.content, case .all = statement.scope, statement.clause + 1 < reader.clauses.count,
            case let next = reader.clauses[statement.clause + 1], next.lead.has(.result),
            next.sentence == reader.clauses[statement.clause].sentence
        else { return false }
        return reader.findings.contains { $0.isUnchanged && $0.clause == statement.clause + 1 && $0.subject.set.only != nil }
    }

    private func scopeSet(_ statement: AllStatement) -> IndexSet128 {
        let everything = reader.vocabulary.everything
        switch statement.scope {
        case .all: return everything
        case .mine: return owned.isEmpty ? everything : owned
        case .counted(let count):
            let told = IndexSet128(drafts.map(\.target))
            return everything.count == count ? everything : told.count == count ? told : owned.count == count ? owned : everything
        case .both:
            let last = reader.findings.last { $0.clause < statement.clause && $0.subject.set.count == 2 }
            let sentence = reader.clauses[statement.clause].sentence
            let told = reader.findings.reduce(IndexSet128()) { set, finding in
                reader.clauses[finding.clause].sentence == sentence && !finding.subject.isAmbiguous ? set.union(finding.subject.set) : set
            }
            let drafted = IndexSet128(drafts.map(\.target))
            // "paid 82.5%, DSO 44 and balance 488k, both shaky": the two that "and" joins.
            let joined = reader.findings.suffix(16).filter {
                $0.isTotal && !$0.isSuperseded && $0.clause < statement.clause && $0.subject.set.only != nil
            }.suffix(2)
            if told.count > 2, joined.count == 2, let second = joined.last, reader.clauses[second.clause].lead.has(.and) {
                return joined.reduce(IndexSet128()) { $0.union($1.subject.set) }
            }
            return last?.subject.set ?? (told.count == 2 ? told : nil) ?? (drafted.count == 2 ? drafted : nil)
                ?? (everything.count == 2 ? everything : owned.count == 2 ? owned : IndexSet128())
        case .others(let count):
            // "activation 35.6, time to value 31. Amber on the first, green on the other": of the two that were told.
            if count == nil, statement.isOne {
                let sentence = reader.clauses[statement.clause].sentence
                var told = IndexSet128(drafts.map(\.target))
                for finding in reader.findings where reader.clauses[finding.clause].sentence == sentence {
                    if told.count > 1, let only = finding.subject.set.only { told.remove(only) }
                }
                return told.count == 1 ? told : IndexSet128()
            }
            var rest = everything
            for draft in drafts { rest.remove(draft.target) }
            // Whoever is named is not among the rest, whatever became of what was said of it.
            for (index, element) in reader.elements.enumerated() where element.kind == .name && reader.isKeyResult(index) {
                let named = reader.subject(ofName: index)
                if let only = named.set.only, !named.isWeak { rest.remove(only) }
                // Nor is any of those that a name leaves open.
                if named.isAmbiguous { rest = rest.subtracting(named.set) }
            }
            // Once the message is not the check-in's first, the rest are those that nobody has spoken of yet.
            if count == nil, case .unchanged = statement.content {
                for target in rest where moment.current?[targets[target].id.rawValue] != nil { rest.remove(target) }
                return rest
            }
            guard let count, rest.count != count else { return rest }
            let own = rest.intersection(owned)
            if own.count == count { return own }
            // "visitors 10,400, bookings 64, guide 20%. The guide is amber, the other two are green": of those that were told.
            var told = IndexSet128(drafts.map(\.target))
            let sentence = reader.clauses[statement.clause].sentence
            for finding in reader.findings where reader.clauses[finding.clause].sentence == sentence {
                if let only = finding.subject.set.only { told.remove(only) }
            }
            return told.count == count ? told : IndexSet128()
        }
    }

    /// Key results of which something was said by name come first, then those of all, in prompt order.
    private mutating func orderByPrompt() {
        for index in drafts.indices where !drafts[index].isSaidOfIt { drafts[index].order = 1000 + drafts[index].target }
    }
}
