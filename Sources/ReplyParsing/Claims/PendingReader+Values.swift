import Model

/// Answers that choose between values, or give another.
extension PendingReader {
    /// "second one, 468. sadly": the only number of the answer, and one of those that were asked about.
    func numberPicked(_ index: Int) -> Double? {
        if let chosen = numberTaken(index) { return chosen }
        let numbers = elements.filter { $0.kind == .quantity && !(quantities[$0.index].isWord && quantities[$0.index].value == 1) }
        let names = elements.filter { $0.kind == .name }
        guard numbers.count == 1, !names.isEmpty, names.allSatisfy({ ordinal($0) != nil || mentions[$0.index].keyResults.only == index }),
            !elements.contains(where: { $0.isQuestion || $0.has([.negation, .planned, .condition]) })
        else { return nil }
        return valuesAsked(index).first { ValueReader.same($0, quantities[numbers[0].index].value) }
    }

    /// "shops, but make it 89": put right with the answer.
    func putRight(_ index: Int) -> Double? {
        guard let asked = pending.value, asked > 0, !elements.contains(where: { $0.isQuestion }),
            let place = elements.indices.first(where: { elements[$0].kind == .quantity && !quantities[elements[$0].index].isWord }),
            place > 0, elements[..<place].suffix(3).contains(where: { $0.has([.correction, .but]) }),
            case let value = quantities[elements[place].index].value, (0.5...2).contains(value / asked), !ValueReader.same(value, asked)
        else { return nil }
        return value
    }

    /// "27.1 a cow", to a question about the milk of a cow, where another's title has "cows": of what was asked about.
    func keepToQuestion(_ reading: inout Reading) {
        guard pending.reason != .whichKeyResult, pending.candidates.count == 1, let only = candidates.first, reading.updates.count == 1,
            let value = reading.updates[0].value, reading.updates[0].keyResult != vocabulary.targets[only].id,
            let current = vocabulary.targets[only].current, current > 0, (0.5...2).contains(value / current),
            let other = vocabulary.index(of: reading.updates[0].keyResult.rawValue), case let known = vocabulary.targets[other].current ?? 0,
            known <= 0 || !(0.5...2).contains(value / known),
            elements.allSatisfy({ $0.kind != .name || mentions[$0.index].words < 2 && !mentions[$0.index].isExact })
        else { return }
        reading.updates[0].keyResult = vocabulary.targets[only].id
    }

    /// "confidence", "that's how sure I am": what the share in question is, where the answer says it in words, or once more.
    func confidenceMeant(_ index: Int, _ reading: Reading) -> Double? {
        if let told = reading.updates.first(where: { $0.keyResult == vocabulary.targets[index].id })?.confidence { return told }
        guard speaksOfConfidence, !elements.contains(where: { $0.kind == .quantity || $0.has(.negation) }) else { return nil }
        var tokenizer = Tokenizer(pending.text, markup: .plain, vocabulary: vocabulary)
        var builder = ElementBuilder(tokenizer.run(), vocabulary, hasFocus: true)
        builder.build()
        let shares = builder.quantities.filter { $0.isPercent && $0.whole == nil && $0.high == nil && (0...100).contains($0.value) }
        return shares.count == 1 ? shares[0].value / 100 : nil
    }

    /// "stock one", to a question that asks which key result: no count, but which of them.
    func dropPronounOne(_ reading: inout Reading) {
        guard pending.reason == .whichKeyResult, pending.value != nil, elements.count <= 4, reading.questions.isEmpty,
            reading.updates.count == 1, reading.updates[0].value == 1,
            elements.allSatisfy({ $0.kind != .quantity || quantities[$0.index].isWord }),
            let last = elements.last(where: { $0.kind != .stop }), last.kind == .quantity, quantities[last.index].value == 1
        else { return }
        reading.updates = []
    }

    /// "time to value, so 3", to a question that asks for the number in the prompt: no value.
    func dropPromptNumber(_ reading: inout Reading) {
        guard pending.reason == .whichKeyResult else { return }
        let told: (id: String, value: Double?)?
        if reading.updates.count == 1, reading.questions.isEmpty {
            told = (reading.updates[0].keyResult.rawValue, reading.updates[0].value)
        } else if reading.updates.isEmpty, reading.questions.count == 1, reading.questions[0].candidates.count == 1 {
            told = (reading.questions[0].candidates[0].rawValue, reading.questions[0].value)
        } else {
            told = nil
        }
        guard let told, let only = vocabulary.index(of: told.id), candidates.contains(only), let value = told.value,
            value == Double(vocabulary.targets[only].number), let known = vocabulary.targets[only].current ?? vocabulary.targets[only].baseline,
            !(0.5...2).contains(value / max(known, 0.001)),
            !elements.contains(where: { $0.kind == .quantity && quantities[$0.index].value != value })
        else { return }
        reading.updates = []
        reading.questions = []
    }

    /// "the second one, but 4.2 was with the holidays": the second of those asked about, and not number 2 of the prompt.
    func dropMistakenOrdinal(_ reading: inout Reading) {
        guard pending.reason == .whichKeyResult, let head = elements.first(where: { !$0.has([.filler, .article, .correction]) }), head.has(.ordinal),
            let ordinal = entry(head)?.ordinal, (1...max(1, candidates.count)).contains(ordinal), ordinal <= candidates.count,
            let other = vocabulary.targets.first(where: { $0.number == ordinal }), other.id != vocabulary.targets[candidates[ordinal - 1]].id
        else { return }
        reading.updates.removeAll { $0.keyResult == other.id && $0.evidence.start <= head.end }
    }

    /// "the routes, but 61 was with the children's routes. Without them 55": the number of the question is told once more, beside another like it.
    func askedAnew(_ index: Int) -> ReadQuestion? {
        guard let asked = pending.value, asked != 0 else { return nil }
        let said = elements.filter { $0.kind == .quantity && !quantities[$0.index].isWord }
        guard said.contains(where: { ValueReader.same(quantities[$0.index].value, asked) }),
            let other = said.last(where: { !ValueReader.same(quantities[$0.index].value, asked) }),
            (0.5...2).contains(quantities[other.index].value / asked)
        else { return nil }
        return ReadQuestion(
            reason: .whichValue, candidates: [vocabulary.targets[index].id], value: nil, span: TextSpan(start: other.start, end: other.end))
    }

    /// "Take sixteen, fourteen was without the court"
    private func numberTaken(_ index: Int) -> Double? {
        let place = elements.indices.dropFirst().first {
            elements[$0].kind == .quantity
                && tokens[elements[$0 - 1].token..<elements[$0].token].contains { hasRole($0, .choosing) }
        }
        guard let place, !elements[..<place].contains(where: { $0.has([.negation, .condition]) }) else { return nil }
        return valuesAsked(index).first { ValueReader.same($0, quantities[elements[place].index].value) }
    }

    /// "oh lord no. 13.4k, not 1340k", "nee joh, 27.250 moet het zijn": beside a no, the only other number, where it is much like what is known.
    func numberInstead(_ index: Int, _ reading: Reading) -> Double? {
        guard reading.updates.isEmpty,
            elements.prefix(12).contains(where: {
                $0.has(.no) || $0.kind == .word && vocabulary.lexicon.meaning(ofWord: tokens[$0.token].lexeme).has(.no)
            })
        else { return nil }
        return otherNumber(index)
    }

    /// The only one told that is near what is known, and not the one that is asked about.
    func otherNumber(_ index: Int) -> Double? {
        guard let current = vocabulary.targets[index].current, current > 0 else { return nil }
        let reader = ValueReader(vocabulary.targets[index], current: current)
        let said = quantities.indices.filter { !quantities[$0].isWord }.compactMap { place -> Double? in
            let finding = Finding(
                content: .total(place), subject: Subject(set: IndexSet128(index)), clause: 0, span: TextSpan(start: 0, end: 0), rule: .answer)
            guard case .value(let settled) = reader.settle([finding], quantities) else { return nil }
            return settled.value
        }
        let plausible = said.filter { (0.2...5).contains($0 / current) && $0 != pending.value }
        return plausible.count == 1 ? plausible[0] : nil
    }

    /// "the lower one", "take the second": of two values that the question is about.
    func picked(_ index: Int) -> Double? {
        let asked = valuesAsked(index)
        if elements.contains(where: {
            // "the lower one. the 94.2 leaves out the sixth form"
            $0.kind == .quantity && !(quantities[$0.index].isWord && quantities[$0.index].value == 1) && !asked.contains(quantities[$0.index].value)
                || $0.isQuestion || $0.has([.planned, .condition, .until])
        }) {
            return nil
        }
        guard let place = elements.indices.first(where: { isChoice($0) }), place == 0 || !elements[place - 1].has([.negation, .no]) else {
            return nil
        }
        let values = asked
        guard values.count == 2, values[0] != values[1] else { return nil }
        let element = elements[place]
        if let ordinal = ordinal(element) { return values[ordinal - 1] }
        return element.has(.down) || hasRole(tokens[element.token], .lesser) ? min(values[0], values[1]) : max(values[0], values[1])
    }

    /// "the lower", "the second one", "take the first": with nothing behind it that it could be said of.
    private func isChoice(_ place: Int) -> Bool {
        let element = elements[place]
        guard element.kind == .word || element.kind == .name else { return false }
        let word = tokens[element.token]
        guard
            ordinal(element) != nil
                || element.kind == .word && (element.has([.down, .up]) || hasRole(word, .lesser, .greater))
        else { return false }
        let isDefinite =
            place == 0 || element.end > tokens[element.token].end || elements[place - 1].has(.article) || hasRole(tokens[element.token - 1], .the)
        guard isDefinite else { return false }
        guard place + 1 < elements.count else { return true }
        switch elements[place + 1].kind {
        case .comma, .stop, .emoji, .newline, .dash, .quantity: return true
        // "der höhere Wert"
        default: return elements[place + 1].has([.please, .thanks]) || tokens[elements[place + 1].token].kind == .word && isMeasure(place + 1)
        }
    }

    private func isMeasure(_ place: Int) -> Bool {
        vocabulary.lexicon.meaning(ofWord: tokens[elements[place].token].lexeme).has([.measure, .generic]) && !elements[place].has([.at, .planned])
    }

    /// One or two.
    private func ordinal(_ element: Element) -> Int? {
        for token in tokens[element.token...].prefix(2) where token.end <= element.end {
            let entry = vocabulary.lexicon.entry(ofWord: token.lexeme)
            if entry >= 0, case let ordinal = vocabulary.lexicon.entries[Int(entry)].ordinal, ordinal == 1 || ordinal == 2 { return ordinal }
        }
        return nil
    }

    /// The values in the words that were asked about, in the unit of the key result.
    private func valuesAsked(_ index: Int) -> [Double] {
        var tokenizer = Tokenizer(pending.text, markup: .plain, vocabulary: vocabulary)
        var builder = ElementBuilder(tokenizer.run(), vocabulary, hasFocus: true)
        builder.build()
        let said = builder.quantities.filter { !$0.isWord || $0.hasUnit }.flatMap { quantity in
            guard let high = quantity.high else { return [quantity] }
            var (lower, upper) = (quantity, quantity)
            (lower.high, upper.high, upper.value) = (nil, nil, high)
            if let seconds = quantity.seconds, quantity.value > 0 { upper.seconds = seconds * high / quantity.value }
            return [lower, upper]
        }
        let reader = ValueReader(vocabulary.targets[index], current: vocabulary.targets[index].current)
        return said.indices.compactMap { place in
            let finding = Finding(
                content: .total(place), subject: Subject(set: IndexSet128(index)), clause: 0, span: TextSpan(start: 0, end: 0), rule: .answer)
            guard case .value(let settled) = reader.settle([finding], said) else { return nil }
            return settled.value
        }
    }
}
