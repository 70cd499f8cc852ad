import Model

/// Tries a message as the answer to the question that is still open.
struct PendingReader {
    let pending: PendingQuestion
    let tokens: [Token]
    let elements: [Element]
    let mentions: [Mention]
    let quantities: [Quantity]
    let vocabulary: Vocabulary

    init(_ pending: PendingQuestion, _ message: borrowing MessageReader) {
        self.pending = pending
        tokens = message.tokens
        elements = message.elements
        mentions = message.mentions
        quantities = message.quantities
        vocabulary = message.vocabulary
    }

    /// A question about one key result is the focus of what answers it.
    static func focused(_ moment: Moment) -> Moment {
        guard let pending = moment.pending, pending.candidates.count == 1, pending.reason != .whichKeyResult, pending.reason != .whichTeam else {
            return moment
        }
        var moment = moment
        moment.focus = pending.candidates[0]
        return moment
    }

    var candidates: [Int] { pending.candidates.compactMap { vocabulary.index(of: $0) } }

    private var onlyCandidate: Int? { candidates.count == 1 ? candidates[0] : nil }

    func apply(to reading: inout Reading) {
        tryAnswer(&reading)
        // "3, it's blocked on the security review"
        if pending.reason == .whichKeyResult, let only = namedFirst {
            for index in reading.blockers.indices where reading.blockers[index].keyResult == nil {
                reading.blockers[index].keyResult = vocabulary.targets[only].id
            }
            if !reading.blockers.isEmpty, reading.chosen.isEmpty, reading.updates.isEmpty {
                reading.chosen = [vocabulary.targets[only].id]
                markAnswered(&reading)
            }
        }
    }

    /// The candidate with whose name or number the message begins.
    private var namedFirst: Int? {
        // "uh, 3. I said so"
        let start = elements.firstIndex { $0.kind != .comma && !($0.kind == .word && $0.has([.filler, .correction, .please])) } ?? elements.count
        guard start + 1 < elements.count, [.comma, .dash, .colon, .stop].contains(elements[start + 1].kind), case let first = elements[start] else {
            return nil
        }
        if let only = candidate(named: first) { return candidates.contains(only) ? only : nil }
        guard first.kind == .quantity, quantities[first.index].isPlainInteger else { return nil }
        return candidates.first { Double(vocabulary.targets[$0].number) == quantities[first.index].value }
    }

    private func tryAnswer(_ reading: inout Reading) {
        if pending.reason == .whichKeyResult, isNeither { return dropAll(&reading) }
        if isQuestionDropped, reading.updates.isEmpty, reading.outputs.isEmpty, reading.blockers.isEmpty { return dropAll(&reading) }
        keepToQuestion(&reading)
        if pending.reason == .whichValue, let only = onlyCandidate, let value = numberPicked(only) {
            reading.updates.removeAll { $0.value != nil }
            reading.questions = []
            if let place = reading.updates.firstIndex(where: { $0.keyResult == vocabulary.targets[only].id }) {
                reading.updates[place].value = value
            } else {
                record(value, only, &reading)
            }
            return markAnswered(&reading)
        }
        // "sadly yes, the gateway was down. red"
        if let value = pending.value, pending.reason != .whichKeyResult, saysYes, let only = onlyCandidate, reading.questions.isEmpty,
            reading.updates.count == 1, reading.updates[0].keyResult == vocabulary.targets[only].id, reading.updates[0].value == nil
        {
            reading.updates[0].value = value
            reading.updates[0].valueSpan = whole
            return markAnswered(&reading)
        }
        // "Yes, that is right. Complaints 78": the answer, and more is told.
        if let value = pending.value, pending.reason == .implausible, saysYes, let only = onlyCandidate, hasNamedValue(reading),
            !reading.updates.contains(where: { $0.keyResult == vocabulary.targets[only].id })
        {
            record(value, only, &reading)
            return markAnswered(&reading)
        }
        // "no! I meant how confident I am, churn stays at 5.2"
        if let value = pending.value, pending.reason == .implausible, (1...100).contains(value), let only = onlyCandidate, speaksOfConfidence,
            !reading.updates.contains(where: { $0.confidence != nil }), !elements.contains(where: { $0.kind == .quantity && isShare($0) })
        {
            if let place = reading.updates.firstIndex(where: { $0.keyResult == vocabulary.targets[only].id }) {
                reading.updates[place].confidence = value / (value > 10 ? 100 : 10)
            } else {
                reading.updates.append(
                    ReadUpdate(
                        keyResult: vocabulary.targets[only].id, confidence: value / (value > 10 ? 100 : 10), evidence: whole, confidenceSpan: whole))
            }
            return markAnswered(&reading)
        }
        dropPronounOne(&reading)
        dropPromptNumber(&reading)
        dropMistakenOrdinal(&reading)
        if hasNamedValue(reading) {
            if let value = pending.value, pending.reason == .whichKeyResult, let only = nameAhead(reading) {
                reading.questions.removeAll { $0.reason == .whichKeyResult || $0.candidates == [vocabulary.targets[only].id] }
                // "the on time one, obviously. With 92 errors we'd all be fired": the number that was asked about, of nothing else.
                reading.updates.removeAll { $0.value == value && pending.candidates.contains($0.keyResult.rawValue) }
                reading.chosen = [vocabulary.targets[only].id]
                record(value, only, &reading)
                return markAnswered(&reading)
            }
            return noteAnswer(&reading)
        }
        switch pending.reason {
        case .whichKeyResult: choose(&reading)
        case .whichValue, .unitMismatch, .implausible: settle(&reading)
        case .whichTeam: return
        }
    }

    /// The message says by itself what it is about.
    private func hasNamedValue(_ reading: Reading) -> Bool {
        reading.updates.contains { $0.value != nil || $0.status != nil } || !reading.outputs.isEmpty || !reading.skips.isEmpty
    }

    /// "blades. the downtime is 25h": the answer stands in front, and then more is told.
    private func nameAhead(_ reading: Reading) -> Int? {
        let ends: Set<Element.Kind> = [.stop, .newline, .comma, .dash]
        // "hmm sorry, tutors. the waiting list is …"
        let start = elements.firstIndex { !ends.contains($0.kind) && (!$0.has([.filler, .correction, .yes, .firstPerson]) || $0.kind == .name) } ?? 0
        guard let end = elements[start...].firstIndex(where: { ends.contains($0.kind) }), end > start else { return nil }
        let head = elements[start..<end].filter { element in
            // "the on time one"
            if element.kind == .quantity, quantities[element.index].isWord, quantities[element.index].value == 1 { return false }
            return !element.has([.filler, .correction, .yes, .firstPerson]) || element.kind == .name || ordinalCandidate(element) != nil
        }
        guard head.count == 1, let only = ordinalCandidate(head[0]) ?? candidate(named: head[0]), candidates.contains(only),
            !reading.updates.contains(where: { $0.keyResult == vocabulary.targets[only].id })
        else { return nil }
        return only
    }

    /// "the first one. check-in is still 6.5"
    private func ordinalCandidate(_ element: Element) -> Int? {
        guard element.has(.ordinal), let ordinal = entry(element)?.ordinal, ordinal != 0, !candidates.isEmpty,
            case let place = ordinal < 0 ? candidates.count : ordinal, (1...candidates.count).contains(place)
        else { return nil }
        return candidates[place - 1]
    }

    private func noteAnswer(_ reading: inout Reading) {
        reading.answersPending = reading.updates.contains { pending.candidates.contains($0.keyResult.rawValue) }
        if reading.answersPending { reading.questions.removeAll { $0.reason == .whichKeyResult } }
        reading.kind = reading.answersPending ? .answer : .report
    }

    /// "neither. that was the number of pupils on the trip"
    private var isNeither: Bool {
        guard let first = tokens.first(where: { $0.kind == .word }), hasRole(first, .neither) else { return false }
        return !quantities.contains { !$0.isWord }
    }

    /// "already answered, forget that question"
    private var isQuestionDropped: Bool {
        guard tokens.count <= 12, let noun = tokens.firstIndex(where: { hasRole($0, .questionNoun) }) else { return false }
        return tokens[..<noun].suffix(4).contains { hasRole($0, .ignoring) }
    }

    private func dropAll(_ reading: inout Reading) {
        reading.updates = []
        reading.questions = []
        markAnswered(&reading)
    }

    // MARK: which key result

    private func choose(_ reading: inout Reading) {
        // "to detect. actually no, don't book it anywhere yet"
        if isWithdrawn { return }
        var chosen = chosenKeyResults()
        // "2, so 36.8"
        if chosen.isEmpty, !saysNo, let first = namedFirst { chosen = [first] }
        if chosen.isEmpty {
            // "Is 3,050 about the takings?"
            if saysYes, let only = onlyCandidate, let value = pending.value, reading.updates.isEmpty, reading.questions.isEmpty {
                record(value, only, &reading)
                markAnswered(&reading)
            }
            if saysNo { markAnswered(&reading) }
            return
        }
        // "the time one, so it's back at 33": the answer's own number.
        let told =
            chosen.count == 1 && elements.contains { $0.kind == .word && !$0.has([.filler, .correction]) }
            ? reading.questions.first { $0.reason == .whichKeyResult && $0.value != nil && $0.value != pending.value }?.value.flatMap {
                plausible($0, chosen[0])
            } : nil
        let right = chosen.count == 1 ? told ?? putRight(chosen[0]) : nil
        if right == nil, let index = chosen.first, let again = askedAnew(index) {
            reading.questions = [again]
            return noteAnswer(&reading)
        }
        // "2, that's the odds of us making it, not the value"
        if chosen.count == 1, let value = pending.value, (1...100).contains(value), speaksOfConfidence,
            !reading.updates.contains(where: { $0.confidence != nil }), right == nil
        {
            reading.questions = []
            reading.chosen = chosen.map { vocabulary.targets[$0].id }
            reading.updates = [
                ReadUpdate(
                    keyResult: vocabulary.targets[chosen[0]].id, confidence: value > 10 ? value / 100 : value / 10, evidence: whole,
                    confidenceSpan: whole)
            ]
            return markAnswered(&reading)
        }
        let shares = chosen.count == 1 ? reading.updates.filter { $0.keyResult == vocabulary.targets[chosen[0]].id && $0.confidence != nil } : []
        reading.questions = []
        reading.updates = shares
        reading.chosen = chosen.map { vocabulary.targets[$0].id }
        if let value = right ?? pending.value, !isConfidenceAsked(value, shares.first) {
            if shares.isEmpty {
                for index in chosen { record(value, index, &reading) }
            } else {
                reading.updates[0].value = value
                reading.updates[0].valueSpan = whole
            }
        }
        markAnswered(&reading)
    }

    private func isShare(_ element: Element) -> Bool {
        let quantity = quantities[element.index]
        return quantity.isPercent || quantity.whole == 10
    }

    /// "my confidence", "how sure I am", "the odds"; "most likely" and "I'm sure" only answer.
    var speaksOfConfidence: Bool {
        !elements.contains { $0.isQuestion }
            && elements.contains { element in
                guard element.kind == .word, element.has([.confidence, .sure]) else { return false }
                if element.has(.confidence), !element.has(.sure) { return true }
                if tokens[element.token...].prefix(2).contains(where: { hasRole($0, .how) }) { return true }
                guard element.token > 0 else { return false }
                let before = tokens[element.token - 1]
                return hasRole(before, .the) || hasRole(before, .how) || vocabulary.lexicon.meaning(ofWord: before.lexeme).has(.mine)
            }
    }

    /// "expansion, how sure I am: 8 out of 10": the 8 that was asked about was no value.
    private func isConfidenceAsked(_ value: Double, _ told: ReadUpdate?) -> Bool {
        guard let share = told?.confidence else { return false }
        return [1, 10, 100].contains { ValueReader.same(value, share * $0) }
    }

    private var isWithdrawn: Bool {
        elements.contains { element in
            element.kind == .word && element.has(.retract)
                && tokens[element.token...].prefix { $0.end <= element.end }.contains { hasRole($0, .withdrawing) }
        }
    }

    /// No number in the prompt or place in the question.
    private func plausible(_ value: Double, _ index: Int) -> Double? {
        guard let current = vocabulary.targets[index].current, current != 0, (0.5...2).contains(value / current) else { return nil }
        return value
    }

    private func chosenKeyResults() -> [Int] {
        var named: [Int] = []
        var takenBack: [Int] = []
        var isSupposed = false
        var denied: [Int] = []
        for (place, element) in elements.enumerated() {
            if element.kind == .stop, !named.isEmpty, !goesOn(place) { break }
            // "errors. i wish it was the clauses"
            if element.kind == .word, !named.isEmpty, tokens[element.token...].prefix(2).contains(where: { hasRole($0, .wish) }) { break }
            // "on-time of course, a margin like that would be nice"
            if element.kind == .comma, !named.isEmpty, isRemark(place) { break }
            if let ordinal = entry(element)?.ordinal, ordinal != 0, element.has(.ordinal) {
                let place = ordinal < 0 ? candidates.count : ordinal
                if (1...max(1, candidates.count)).contains(place), place <= candidates.count {
                    if !named.contains(candidates[place - 1]) { named.append(candidates[place - 1]) }
                    continue
                }
            }
            if element.has(.both) || element.has(.all), !candidates.isEmpty { return candidates }
            // "rebooking, we'd be shut if utilisation was that low", "if only it were margin. The on-time one"
            if element.has(.condition) {
                if !named.isEmpty { break }
                isSupposed = true
            }
            if element.kind == .stop { isSupposed = false }
            if isSupposed { continue }
            // "print, no wait, digital"
            if element.has([.correction, .retract]) || isNoAlone(place), !named.isEmpty, isNamedBehind(place) { (takenBack, named) = (named, []) }
            guard let only = candidate(named: element) else { continue }
            // "The first one, nobody donates laptops in euros"
            if !named.isEmpty || elements.first?.has(.ordinal) == true, isOfNobody(place) { continue }
            // "not scrap, the other one"
            if isDenied(place) {
                denied.append(only)
            } else if !named.contains(only) {
                named.append(only)
            }
        }
        if named.isEmpty, !denied.isEmpty, case let left = candidates.filter({ !denied.contains($0) }), left.count == 1 { return left }
        // "precision, sorry"
        if named.isEmpty { named = takenBack }
        if named.isEmpty, let only = measured() { return [only] }
        if named.isEmpty { return numbered() }
        return named.count == 1 || elements.contains { $0.has([.and, .both]) || $0.kind == .comma } ? named : []
    }

    /// In a part of the sentence that says of nobody that they do it.
    private func isOfNobody(_ place: Int) -> Bool {
        let start = elements[..<place].suffix(16).lastIndex { $0.kind == .comma || $0.kind == .stop || $0.kind == .newline }
        guard let start, start + 1 < place, elements[start + 1].kind == .word, elements[start + 1].has(.negation) else { return false }
        return !elements[start + 1].has([.no, .correction]) && start + 2 < place
    }

    /// "not the downtime"
    private func isDenied(_ place: Int) -> Bool {
        var before = place - 1
        while before > 0, elements[before].has([.filler, .article]), !elements[before].has(.negation) { before -= 1 }
        return before >= 0 && elements[before].has(.negation) && (!elements[before].has(.correction) || before == 0)
    }

    /// What is wished, asked, denied or said of another behind the comma answers nothing.
    private func isRemark(_ comma: Int) -> Bool {
        let behind = elements[(comma + 1)...].prefix { ![.stop, .newline, .comma].contains($0.kind) }
        return isStatement(behind) || isDenial(behind)
            || behind.contains { $0.has([.planned, .ask, .condition, .modalEnd]) || $0.kind == .quantity && comma > 0 }
    }

    /// "the errors of course, we're not that bad at selling the app"
    private func isDenial(_ part: ArraySlice<Element>) -> Bool {
        part.contains { $0.kind == .word && $0.has(.negation) && !$0.has([.no, .correction]) } && part.contains { $0.has(.firstPerson) }
    }

    /// "members, love, the shop sells more than that": a name with a verb of its own.
    private func isStatement(_ part: ArraySlice<Element>) -> Bool {
        guard let name = part.firstIndex(where: { candidate(named: $0) != nil }) else { return false }
        let rest = part[(name + 1)...]
        return rest.filter(\.isUnknown).count >= 2 || rest.contains { $0.has([.at, .was, .more]) }
    }

    /// "print. no, digital": the sentence behind takes up the answer.
    private func goesOn(_ stop: Int) -> Bool {
        // "turnaround. eh, no, cancelled sailings"
        let next = elements[(stop + 1)...].firstIndex {
            $0.kind != .comma && ($0.kind != .word || !hasRole(tokens[$0.token], .hesitation) || $0.has([.correction, .no]))
        }
        return next.map { elements[$0].has([.correction, .retract, .no, .negation, .and]) } ?? false
    }

    /// "the second, no, the first"
    private func isNoAlone(_ place: Int) -> Bool {
        let ends: Set<Element.Kind> = [.comma, .stop, .dash]
        return elements[place].has([.no, .negation]) && place > 0 && ends.contains(elements[place - 1].kind)
            && place + 1 < elements.count && ends.contains(elements[place + 1].kind)
    }

    /// "the time one, sorry for my typing. The half point was activation": what is sorry in a sentence that names no other takes nothing back.
    private func isNamedBehind(_ place: Int) -> Bool {
        elements[(place + 1)...].prefix { $0.kind != .stop && $0.kind != .newline }.contains { candidate(named: $0) != nil || $0.has(.ordinal) }
    }

    func entry(_ element: Element) -> Lexicon.Entry? { element.entry < 0 ? nil : vocabulary.lexicon.entries[Int(element.entry)] }

    /// A name counts if it fits one of the candidates only, or names some other key result for certain.
    private func candidate(named element: Element) -> Int? {
        if element.kind == .name {
            let set = mentions[element.index].keyResults
            return set.intersection(IndexSet128(candidates)).only ?? set.only
        }
        guard element.kind == .word, tokens[element.token].name >= 0, !isStopWord(tokens[element.token]) else { return nil }
        return vocabulary.nameWords[Int(tokens[element.token].name)].keyResults.intersection(IndexSet128(candidates)).only
    }

    /// "the minutes one", "the percentage": the only candidate that is measured so.
    private func measured() -> Int? {
        guard !elements.contains(where: { $0.kind == .quantity && !quantities[$0.index].isWord || $0.has([.planned, .wait, .until]) }) else {
            return nil
        }
        for element in elements where element.kind == .word {
            guard let entry = entry(element) else { continue }
            let fitting = candidates.filter { index in
                switch vocabulary.targets[index].kind {
                case .duration: entry.unit != nil
                case .percent: entry.meaning.has([.percent, .points])
                case .currency: entry.currency != nil
                case .number, .milestone, .boolean: false
                }
            }
            if fitting.count == 1 { return fitting[0] }
        }
        return nil
    }

    private func isStopWord(_ token: Token) -> Bool {
        let meaning = vocabulary.lexicon.meaning(ofWord: token.lexeme)
        // "the regular ones" against "One-off donors"
        if hasRole(token, .ones) { return true }
        return meaning.has([.preposition, .article, .and, .of, .per]) || meaning.has(.filler) && token.length <= 3
    }

    /// "2" alone: its number in the prompt, else its place in the question.
    private func numbered() -> [Int] {
        let numbers = elements.filter { $0.kind == .quantity }
        // "2 obv 😅"
        let others = elements.filter { $0.kind != .quantity && $0.kind != .stop && $0.kind != .emoji && !$0.has(.filler) }
        guard numbers.count == 1, others.isEmpty || others.count == 1 && others[0].isUnknown && elements[0].kind == .quantity else { return [] }
        let quantity = quantities[numbers[0].index]
        guard quantity.isPlainInteger, quantity.value >= 1, quantity.value <= 99 else { return [] }
        if let index = candidates.first(where: { vocabulary.targets[$0].number == Int(quantity.value) }) { return [index] }
        if Int(quantity.value) <= candidates.count { return [candidates[Int(quantity.value) - 1]] }
        return vocabulary.targets.firstIndex { $0.number == Int(quantity.value) }.map { [$0] } ?? []
    }

    // MARK: yes and no

    private func settle(_ reading: inout Reading) {
        guard let only = candidates.first, candidates.count == 1 else { return }
        // "yep, really 190": the same value once more is a yes.
        if let value = pending.value, reading.updates.isEmpty, reading.questions.count == 1,
            reading.questions[0].candidates == [vocabulary.targets[only].id],
            reading.questions[0].reason == pending.reason, reading.questions[0].value == value, !saysNo
        {
            reading.questions = []
            record(value, only, &reading)
            return markAnswered(&reading)
        }
        if pending.reason == .implausible, let value = numberInstead(only, reading) {
            reading.questions = []
            record(value, only, &reading)
            return markAnswered(&reading)
        }
        guard reading.questions.isEmpty else { return }
        if pending.reason == .whichValue, let share = confidenceMeant(only, reading) {
            if let place = reading.updates.firstIndex(where: { $0.keyResult == vocabulary.targets[only].id }) {
                reading.updates[place].confidence = share
            } else {
                reading.updates.append(
                    ReadUpdate(keyResult: vocabulary.targets[only].id, confidence: share, evidence: whole, confidenceSpan: whole))
            }
            return markAnswered(&reading)
        }
        if pending.reason == .whichValue, reading.updates.isEmpty, let value = picked(only) {
            record(value, only, &reading)
            return markAnswered(&reading)
        }
        // "Yeah, that was during the outage. Real number: 580 ms"
        if saysYes, pending.reason == .implausible, elements.contains(where: { $0.kind == .word && hasRole(tokens[$0.token], .real) }),
            let value = otherNumber(only)
        {
            record(value, only, &reading)
            return markAnswered(&reading)
        }
        // "Is 55% how sure you are, or where it stands?" is not answered by a yes.
        if saysYes, pending.reason == .whichValue, pending.text.contains("%"), vocabulary.targets[only].kind.isAmount { return }
        if saysYes, let value = pending.value {
            record(value, only, &reading)
            markAnswered(&reading)
        } else if saysNo, pending.reason == .implausible || firstWord?.has(.no) == true {
            markAnswered(&reading)
        } else if let value = pending.value, pending.reason != .implausible, namesOnly(only) {
            record(value, only, &reading)
            markAnswered(&reading)
        }
    }

    private func namesOnly(_ index: Int) -> Bool {
        let names = elements.filter { $0.kind == .name }
        return names.count == 1 && mentions[names[0].index].keyResults.only == index
            // "pubs should be 55 by Friday" answers nothing.
            && !elements.contains { $0.isUnknown || $0.kind == .quantity }
    }

    private var firstWord: Element? {
        elements.first { $0.kind == .word && ($0.has([.yes, .no, .negation]) || !$0.has([.filler, .correction])) }
    }
    private var saysYes: Bool { !asksBack && firstWord?.has(.yes) ?? false }
    private var saysNo: Bool { !asksBack && firstWord.map { $0.has(.no) || $0.has(.negation) } ?? false }

    /// "is my 30 minutes in or not?" answers nothing.
    private var asksBack: Bool {
        elements.count > 4 && elements.last?.isQuestion == true && elements.first?.has([.yes, .no]) == false
            && !elements.dropLast().contains { $0.isQuestion }
    }

    private func markAnswered(_ reading: inout Reading) {
        reading.answersPending = true
        reading.kind = .answer
        reading.claims.append(Claim(rule: .answer, span: whole, keyResults: reading.updates.map(\.keyResult), isDropped: false))
    }

    private var whole: TextSpan { TextSpan(start: elements.first?.start ?? 0, end: elements.last?.end ?? 0) }

    func record(_ value: Double, _ index: Int, _ reading: inout Reading) {
        reading.updates.append(ReadUpdate(keyResult: vocabulary.targets[index].id, value: value, evidence: whole, valueSpan: whole))
    }
}
