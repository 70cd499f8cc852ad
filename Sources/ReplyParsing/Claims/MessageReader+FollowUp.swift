import Model

/// Whose a message is that names nothing and goes on about what its sender has told: "66 was wrong. It's 61", "that one's amber".
///
/// It says nothing by itself. The message is read again as though the thread were about that key result, and the second reading stands where it takes
/// what the first one could not place.
extension MessageReader {
    private typealias Told = (place: Int, told: Moment.Told)

    private func told(_ moment: Moment) -> [Told] { moment.told.compactMap { told in vocabulary.index(of: told.keyResult).map { ($0, told) } } }

    /// The key result that the message goes on about; nil where it names others, or where several fit.
    func goesOnAbout(_ reading: Reading, _ moment: Moment) -> Int? {
        // Only what is short goes on about something; a long message stands by itself.
        guard !moment.told.isEmpty, moment.focus == nil, !reading.answersPending, clauses.count <= 12, !sentences.contains(where: { $0.isQuestion })
        else { return nil }
        let told = told(moment)
        guard let found = ofReplacedStatus(told) ?? ofNumberTold(told) ?? ofLast(told), named.subtracting(IndexSet128(found)).isEmpty else {
            return nil
        }
        return found
    }

    /// Whether the second reading takes more than the first, and nothing else in place of what that took.
    func isBetter(_ second: Reading, than first: Reading, of subject: Int, _ moment: Moment) -> Bool {
        let id = vocabulary.targets[subject].id
        guard let update = second.updates.first(where: { $0.keyResult == id }), second.updates.count == 1,
            second.outputs.count == first.outputs.count,
            !second.questions.contains(where: { $0.candidates.contains(id) })
        else { return false }
        if let before = first.updates.first(where: { $0.keyResult == id }) {
            let isMore =
                update.value != nil && before.value == nil || update.status != nil && before.status == nil
                || update.confidence != nil && before.confidence == nil
            guard isMore, before.value == nil || before.value == update.value else { return false }
        }
        guard let value = update.value, !update.isUnchanged,
            let stood = told(moment).first(where: { $0.place == subject })?.told.value ?? moment.current?[id.rawValue], stood != 0
        else { return true }
        // What is put right is near what it was.
        return (0.4...2.5).contains(value / stood)
    }

    /// The key results that the message names itself.
    private var named: IndexSet128 {
        elements.indices.reduce(into: IndexSet128()) { found, index in
            guard isKeyResult(index), case let subject = subject(ofName: index), !subject.isWeak, !subject.isAmbiguous else { return }
            found = found.union(subject.set)
        }
    }

    /// "so amber rather than red": the one that was told as red.
    private func ofReplacedStatus(_ told: [Told]) -> Int? {
        var statuses: Set<Status> = []
        for index in elements.indices where elements[index].kind == .word && isPlainStatus(index) {
            if let status = entry(index)?.status { statuses.insert(status) }
        }
        guard statuses.count == 2 else { return nil }
        let having = told.filter { entry in entry.told.status.map(statuses.contains) ?? false }
        return having.count == 1 ? having[0].place : nil
    }

    /// "48 is one too many. 47", "7.1k had the raffle in it. Without it 6,950": the one that was told to stand at a number of the message.
    private func ofNumberTold(_ told: [Told]) -> Int? {
        let numbers = elements.filter { $0.kind == .quantity }.map { quantities[$0.index] }
        guard numbers.count > 1 else { return nil }
        var found = IndexSet128()
        for (place, told) in told {
            // Small counts are counts of anything.
            guard let value = told.value, value >= 10 || value != value.rounded() else { continue }
            if numbers.contains(where: { !$0.isWord && (ValueReader.same($0.value, value) || ValueReader.same($0.value * 1000, value)) }) {
                found.insert(place)
            }
        }
        return found.only
    }

    /// "that one's amber", "make that 6.0": what was told last, where the words point back or put right.
    private func ofLast(_ told: [Told]) -> Int? {
        let latest = told.filter(\.told.isLatest)
        guard let last = latest.last, elements.count <= 24 else { return nil }
        // "that one", "the last one"
        let isOfOne =
            tokens.contains { hasRole($0, .last) }
            || elements.indices.contains { elements[$0].kind == .word && elements[$0].has(.pronoun) && tokens(of: $0).count > 1 }
        let pointsBack = isOfOne || tokens.contains { hasRole($0, .pointer) || hasRole($0, .this, .thatIs) }
        let putsRight = clauses.prefix(3).contains { $0.meanings.has([.correction, .retract]) }
        // "Whole week is 61": hardly more than the number.
        guard pointsBack || putsRight || elements.count <= 8 else { return nil }
        let found = latest.count == 1 || isOfOne && !elements.contains { $0.kind == .quantity } ? last.place : nil
        // A share is none of a count, where it might be a way to its target.
        let hasShare = quantities.contains { $0.isPercent }
        return found.flatMap { hasShare && vocabulary.targets[$0].kind != .percent ? nil : $0 }
    }

    /// "My 8 should be a 7", "rather 70 than 90": another share in place of the one that was told of a single key result.
    func reratedTold(_ moment: Moment) -> ReadUpdate? {
        guard !moment.told.isEmpty, clauses.count <= 12 else { return nil }
        let told = told(moment)
        for clause in clauses where !sentences[clause.sentence].isQuestion || asksUs(clause) {
            let places = clause.elements.filter { elements[$0].kind == .quantity }
            guard places.count == 2, case let numbers = places.map({ quantities[elements[$0].index] }),
                numbers.allSatisfy({ $0.unit == nil && $0.currency == nil && $0.high == nil && $0.sign == .none && !$0.isMultiplied })
            else { continue }
            for (old, new) in [(0, 1), (1, 0)] {
                guard let before = share(numbers[old], like: nil), let after = share(numbers[new], like: numbers[old]), abs(before - after) > 0.001
                else {
                    continue
                }
                let having = told.filter { entry in entry.told.confidence.map { abs($0 - before) < 0.005 } ?? false }
                guard having.count == 1, case let only = having[0],
                    // "8 is 7 now" may be said of a value as well.
                    !told.contains(where: { entry in entry.told.value.map { value in ValueReader.same(value, numbers[old].value) } ?? false }),
                    named.subtracting(IndexSet128(only.place)).isEmpty
                else { continue }
                let words = span(places[0]..<(places[1] + 1))
                return ReadUpdate(
                    keyResult: vocabulary.targets[only.place].id, value: nil, status: nil, confidence: after, evidence: words, confidenceSpan: words)
            }
        }
        return nil
    }

    /// "could you turn my 60 into 40%?"
    private func asksUs(_ clause: Clause) -> Bool {
        let first = elements[clause.elements.lowerBound]
        return first.kind == .word && first.has([.request, .ask]) || clause.elements.prefix(2).contains { elements[$0].has(.request) }
    }

    /// "the 650 comes on top of the 22.4k": added to what was told, where that is the only one that stands so.
    func addedToTold(_ moment: Moment) -> ReadUpdate? {
        guard hasWord(.topmost), !moment.told.isEmpty, clauses.count <= 12 else { return nil }
        for clause in clauses where !sentences[clause.sentence].isQuestion && !clause.meanings.has([.negation, .planned, .condition]) {
            let places = clause.elements.filter { elements[$0].kind == .quantity }
            guard places.count == 2, case let added = quantities[elements[places[0]].index], case let base = quantities[elements[places[1]].index],
                tokens[elements[places[0]].token..<elements[places[1]].token].contains(where: { hasRole($0, .topmost) }), added.sign == .none,
                !added.isPercent, added.value > 0
            else { continue }
            let having = told(moment).filter { entry in
                entry.told.value.map { ValueReader.same(base.value, $0) || ValueReader.same(base.value * 1000, $0) } ?? false
            }
            guard having.count == 1, let stood = having[0].told.value, added.value < stood, vocabulary.targets[having[0].place].kind.isAmount else {
                continue
            }
            let words = span(places[0]..<(places[1] + 1))
            return ReadUpdate(
                keyResult: vocabulary.targets[having[0].place].id, value: stood + added.value, status: nil, confidence: nil, evidence: words,
                valueSpan: words)
        }
        return nil
    }

    /// Whether a number that was told stands in the message, or one much like it: it is meant for something.
    func speaksOfTold(_ moment: Moment) -> Bool {
        let values = moment.told.compactMap(\.value).filter { $0 >= 10 || $0 != $0.rounded() }
        return quantities.contains { quantity in
            !quantity.isWord && !quantity.hasTimeUnit
                && values.contains { value in
                    ValueReader.same(quantity.value * 1000, value) || value != 0 && (0.75...1.33).contains(quantity.value / value)
                }
        }
    }

    /// "make that 50%, a big tenant has gone": of the one of which the message before told how sure its sender is, and which is measured in no shares.
    func rerated(_ moment: Moment) -> ReadUpdate? {
        let latest = told(moment).filter { $0.told.isLatest && $0.told.confidence != nil }
        guard latest.count == 1, clauses.count <= 8, named.subtracting(IndexSet128(latest[0].place)).isEmpty,
            vocabulary.targets[latest[0].place].kind != .percent, let clause = clauses.first(where: { $0.meanings.has(.correction) }),
            !sentences[clause.sentence].isQuestion, case let places = elements.indices.filter({ elements[$0].kind == .quantity }), places.count == 1,
            clause.elements.contains(places[0]), case let quantity = quantities[elements[places[0]].index],
            quantity.isPercent || quantity.whole == 10,
            quantity.sign == .none, quantity.high == nil, let share = share(quantity, like: nil)
        else { return nil }
        let words = span(places[0])
        return ReadUpdate(
            keyResult: vocabulary.targets[latest[0].place].id, value: nil, status: nil, confidence: share, evidence: words, confidenceSpan: words)
    }

    /// 0 to 1: "70%", "8", "8/10".
    private func share(_ quantity: Quantity, like other: Quantity?) -> Double? {
        if let whole = quantity.whole { return whole == 10 ? share(quantity) : nil }
        let isOfTen = other.map { !$0.isPercent && $0.value <= 10 } ?? (!quantity.isPercent && quantity.value <= 10)
        let share = quantity.value / (isOfTen && !quantity.isPercent ? 10 : 100)
        return (0...1).contains(share) ? share : nil
    }
}
