import Model

/// A comma-separated line, or lines, of exactly as many values as there are key results: each clause gets its key result by its place.
extension MessageReader {
    /// Key results by clause; empty where the message is no such list. A greeting before it and thanks behind it do not matter.
    func bareListSubjects() -> [Int: Int] {
        let targets = vocabulary.targets
        guard targets.count > 1, targets.count <= IndexSet128.limit, clauses.count >= targets.count, clauses.count <= targets.count + 4
        else {
            return [:]
        }
        var subjects: [Int: Int] = [:]
        for (index, clause) in clauses.enumerated() {
            // "covering for everyone while Kai's at a wedding", on a line of its own
            if subjects.isEmpty, isLeadLine(clause) { continue }
            switch saying(clause) {
            case .nothing: continue
            case .other: return [:]
            case .value(let value):
                guard subjects.count < targets.count, subjects.isEmpty || isListed(clause), canBe(value, targets[subjects.count]) else { return [:] }
                subjects[index] = subjects.count
            }
        }
        return subjects.count == targets.count ? subjects : [:]
    }

    /// Words above the list, with neither a name nor a number, on a line that holds none of the list.
    private func isLeadLine(_ clause: Clause) -> Bool {
        clause.line == 0 && clauses.last.map { $0.line > 0 } == true
            && !clause.elements.contains { [.quantity, .name, .reference].contains(elements[$0].kind) || elements[$0].has([.skip, .skipAll, .all]) }
            && !clauses.contains { $0.line == 0 && $0.elements.contains { elements[$0].kind == .quantity || elements[$0].kind == .name } }
    }

    private enum Saying {
        case nothing, other
        case value(Int)
    }

    private func isListed(_ clause: Clause) -> Bool {
        switch clause.opening {
        case .comma, .line, .sentence, .emoji: true
        case .conjunction, .parenthesis, .dash, .colon: clause.lead.has(.and)
        }
    }

    /// The one thing that a clause says.
    private func saying(_ clause: Clause) -> Saying {
        var value: Int?
        for index in clause.elements {
            let element = elements[index]
            switch element.kind {
            case .emoji, .bullet, .colon: continue
            case .quantity:
                if value != nil { return .other }
                value = index
            case .word:
                if isValueWord(index) {
                    if value != nil { return .other }
                    value = index
                } else if !element.has([.filler, .approximate, .now, .time, .thanks]) || element.has([.planned, .correction, .or]) {
                    return .other
                }
            default: return .other
            }
        }
        return value.map { .value($0) } ?? .nothing
    }

    private func isValueWord(_ index: Int) -> Bool {
        let element = elements[index]
        return element.has([.yes, .no, .notYet, .unchanged, .skip, .live]) || entry(index)?.status == .done
    }

    func canBe(_ index: Int, _ target: Vocabulary.Target) -> Bool {
        let element = elements[index]
        guard element.kind == .quantity else {
            if element.has([.unchanged, .skip]) || entry(index)?.status == .done { return true }
            return target.kind == .boolean
        }
        let quantity = quantities[element.index]
        guard quantity.high == nil, quantity.sign == .none else { return false }
        switch target.kind {
        case .boolean: return false
        case .percent: return !quantity.hasTimeUnit && quantity.currency == nil
        case .duration: return quantity.currency == nil && !quantity.isPercent
        case .currency: return !quantity.hasTimeUnit && !quantity.isPercent && quantity.currency.map { $0.fits(target.currency) } ?? true
        case .number, .milestone: return !quantity.isPercent && !quantity.hasTimeUnit && quantity.currency == nil
        }
    }
}
