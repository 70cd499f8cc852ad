import Model

/// A comma-separated line, or lines, of exactly as many values as there are key results: each clause gets its key result by its place.
struct BareList {
    private let reader: MessageReader

    init(_ reader: MessageReader) { self.reader = reader }

    /// Key results by clause; empty where the message is no such list.
    func subjects() -> [Int: Int] {
        let targets = reader.vocabulary.targets
        guard targets.count > 1, targets.count <= IndexSet128.limit, reader.clauses.count == targets.count else { return [:] }
        var subjects: [Int: Int] = [:]
        for (index, clause) in reader.clauses.enumerated() {
            guard index == 0 || clause.opening == .comma || clause.opening == .line || clause.opening == .sentence || clause.opening == .emoji,
                let value = onlyValue(clause), fits(value, targets[index])
            else { return [:] }
            subjects[index] = index
        }
        return subjects
    }

    /// The one thing that a clause says; nil where it says anything else too.
    private func onlyValue(_ clause: Clause) -> Int? {
        var value: Int?
        for index in clause.elements {
            let element = reader.elements[index]
            switch element.kind {
            case .emoji, .bullet: continue
            case .quantity:
                if value != nil { return nil }
                value = index
            case .word:
                if element.has([.yes, .no, .notYet, .unchanged, .skip, .live]) || reader.entry(index)?.status == .done {
                    if value != nil { return nil }
                    value = index
                } else if !element.has([.filler, .approximate, .now, .time]) || element.has([.planned, .correction, .or]) {
                    return nil
                }
            default: return nil
            }
        }
        return value
    }

    private func fits(_ index: Int, _ target: Vocabulary.Target) -> Bool {
        let element = reader.elements[index]
        guard element.kind == .quantity else {
            if element.has([.unchanged, .skip]) || reader.entry(index)?.status == .done { return true }
            return target.kind == .boolean
        }
        let quantity = reader.quantities[element.index]
        guard quantity.high == nil, quantity.sign == .none else { return false }
        switch target.kind {
        case .boolean: return false
        case .percent: return !quantity.hasTimeUnit && quantity.currency == nil
        case .duration: return quantity.currency == nil && !quantity.isPercent
        case .currency: return !quantity.hasTimeUnit && !quantity.isPercent && quantity.currency.map { $0.fits(unit: target.unit) } ?? true
        case .number, .milestone: return !quantity.isPercent && !quantity.hasTimeUnit && quantity.currency == nil
        }
    }
}
