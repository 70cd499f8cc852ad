/// Splits elements into clauses at line ends, stops, commas, parentheses, conjunctions and behind emoji.
struct ClauseSplitter: ~Copyable {
    var elements: [Element]
    var clauses: [Clause] = []
    var sentences: [Sentence] = []
    private var start = 0
    private var opening = Clause.Break.line
    private var lead: Meaning = []
    private var line = 0
    private var depth = 0
    private var quantityCount = 0
    private var isListItem = false
    /// The line began with a status emoji.
    private var emojiLeads = false
    private let anchor = Anchor()

    /// Takes the elements over.
    init(_ builder: inout ElementBuilder) {
        elements = exchange(&builder.elements, with: [])
        clauses.reserveCapacity(8)
        sentences.reserveCapacity(4)
        sentences.append(Sentence())
    }

    mutating func split() {
        for index in elements.indices { visit(index) }
        close(at: elements.count, next: .line, from: elements.count)
    }

    /// Nobody says one thing in so many words; the bound keeps the reading linear.
    private static let longestClause = 40
    private static let mostQuantities = 8

    private mutating func visit(_ index: Int) {
        let element = elements[index]
        if index - start >= Self.longestClause || quantityCount >= Self.mostQuantities { close(at: index, next: .comma, from: index) }
        if element.kind == .quantity { quantityCount += 1 }
        if sentences[sentences.count - 1].firstElement < 0, element.kind == .word || element.kind == .name || element.kind == .quantity {
            sentences[sentences.count - 1].firstElement = index
        }
        switch element.kind {
        case .newline: endLine(index)
        case .stop: endSentence(index)
        case .comma, .bar: close(at: index, next: .comma, from: index + 1)
        case .bullet, .openTask:
            close(at: index, next: .line, from: index + (element.kind == .openTask ? 0 : 1))
            isListItem = true
        case .open, .close: parenthesis(index)
        case .dash:
            if !isNamed(start..<index) || hasQuantity(start..<index) || isAnswered(start..<index) { close(at: index, next: .dash, from: index + 1) }
        case .emoji: emoji(index)
        // "streaming got merged -> load time 7.5s": what came of it.
        case .arrow:
            if nextKind(index) == .name, elements[start..<index].contains(where: { $0.has([.shipped, .shippedNamed]) }) {
                close(at: index, next: .dash, from: index + 1)
            }
        case .colon: if isHeading(start..<index, isNameNext: nextKind(index) == .name) { close(at: index, next: .colon, from: index + 1) }
        case .slash: if element.isSpaced, hasQuantity(start..<index) { close(at: index, next: .comma, from: index + 1) }
        case .word: word(index)
        default: break
        }
    }

    private mutating func endLine(_ index: Int) {
        close(at: index, next: .line, from: index + 1)
        line += 1
        isListItem = false
        emojiLeads = false
        depth = 0
        newSentence(index)
    }

    private mutating func endSentence(_ index: Int) {
        close(at: index, next: .sentence, from: index + 1)
        // "4/10 (Braga signed!!), …": what is shouted in parentheses ends no sentence around them.
        if depth > 0, !elements[index].isQuestion { return }
        sentences[sentences.count - 1].isQuestion = sentences[sentences.count - 1].isQuestion || elements[index].isQuestion
        sentences[sentences.count - 1].end = index
        newSentence(index)
    }

    private mutating func newSentence(_ index: Int) {
        if nextKind(index) != .stop { sentences.append(Sentence()) }
    }

    /// An emoji closes what it stands behind, but where a line begins with one they stand before: "🟢 wait 31 🔴 no-shows 11".
    private mutating func emoji(_ index: Int) {
        if isLineStart(index) {
            emojiLeads = !elements[index].emoji.isDisjoint(with: [.onTrack, .atRisk, .offTrack]) && !elements[index].emoji.contains(.check)
        }
        // "Spills 139 (148 last month) 🟢 monitors 54": behind parentheses, of what stood before them.
        if index == start, index > 0, elements[index - 1].kind == .close, nextKind(index) == .name, elements[index].emoji.status != nil, !emojiLeads {
            return close(at: index + 1, next: .emoji, from: index + 1)
        }
        guard !isEmptySoFar(index), nextKind(index) != .emoji else { return }
        let leads = emojiLeads && !elements[index].emoji.isDisjoint(with: [.onTrack, .atRisk, .offTrack]) && nextKind(index) == .name
        if leads { close(at: index, next: .emoji, from: index) } else { close(at: index + 1, next: .emoji, from: index + 1) }
    }

    private func isLineStart(_ index: Int) -> Bool { index == 0 || [.newline, .bullet].contains(elements[index - 1].kind) }

    private mutating func parenthesis(_ index: Int) {
        close(at: index, next: .parenthesis, from: index + 1)
        depth = elements[index].kind == .open ? depth + 1 : max(0, depth - 1)
    }

    private func nextKind(_ index: Int) -> Element.Kind? { index + 1 < elements.count ? elements[index + 1].kind : nil }

    private func isEmptySoFar(_ index: Int) -> Bool { (start..<index).allSatisfy { elements[$0].kind == .emoji } }

    private func isNamed(_ range: Range<Int>) -> Bool { range.contains { elements[$0].kind == .name } }

    /// "theatre: no - blocked by …"
    private func isAnswered(_ range: Range<Int>) -> Bool {
        range.last.map { elements[$0].kind == .word && elements[$0].has([.no, .notYet, .yes, .unchanged]) } ?? false
    }

    private func hasQuantity(_ range: Range<Int>) -> Bool { range.contains { elements[$0].kind == .quantity } }

    /// What stands before a colon only heads the rest: no name, and no phrase that goes on behind the colon.
    private func isHeading(_ range: Range<Int>, isNameNext: Bool) -> Bool {
        if isNameNext, !isNamed(range), range.contains(where: { elements[$0].has([.all, .both, .others]) }) {
            return range.contains { elements[$0].has([.status, .unchanged]) }
        }
        return !range.contains { index in
            let element = elements[index]
            return element.kind == .name || element.kind == .quantity && !isNameNext
                || element.has([.confidence, .planned, .blocked, .shipped, .skip, .all, .others, .both, .headingDone, .headingBlockers])
        }
    }

    private static let splitting: Meaning = [.but, .because, .after, .relative, .result, .condition, .and]

    private mutating func word(_ index: Int) {
        let element = elements[index]
        // "8 no wait 7", "2380 hmm no, 2,308"
        let isNumberNext = nextKind(index) == .quantity || isNumberBehindComma(index + 1)
        if element.has(.correction), !element.has(Self.splitting), isNumberNext, index > start, elements[index - 1].kind == .quantity {
            return close(at: index, next: .comma, from: index)
        }
        // "1150 no wait that was before …"
        if element.has(.correction), !element.has(Self.splitting), index > start, elements[index - 1].kind == .quantity, nextKind(index) == .word,
            elements[index + 1].has(.was) || elements[index + 1].has(.pronoun)
        {
            return close(at: index, next: .comma, from: index)
        }
        // "5 min lol no"
        if element.has(.retract), !element.has(Self.splitting), index > start, elements[index - 1].kind == .quantity {
            return close(at: index, next: .comma, from: index)
        }
        guard element.has(Self.splitting), index > start else {
            if index == start, element.has(Self.splitting) { lead = lead.union(element.meaning.intersection(Self.splitting)) }
            return
        }
        // "until" stays with what cannot be done until then; "so far" and "with" are no conjunctions; "it is as before" is one phrase.
        if element.has([.until, .time, .unchanged, .wait]), !element.has([.because, .after, .condition]) { return }
        if element.has(.until), !element.has(.because) { return }
        // "can't wash after 22:00 until it is settled"
        if element.has(.after), !element.has(.because), nextKind(index) == .reference { return }
        if element.has(.and), isBetweenNumbers(index) || isBetweenSubjects(index) { return }
        // "KR5 sí!!": at the end it is no "if".
        if element.has(.condition), element.has(.yes), [.stop, .comma, .newline, .emoji, nil].contains(nextKind(index)) { return }
        // "can't close them until thats done"
        if element.has([.result, .relative]), elements[index - 1].has(.until) { return }
        // "both as healthy"
        if element.has(.because), index + 1 < elements.count, elements[index + 1].has(.status),
            elements[start..<index].contains(where: { $0.has([.both, .all, .pronoun]) })
        {
            return
        }
        let next: Clause.Break = .conjunction
        close(at: index, next: next, from: index)
        lead = element.meaning.intersection(Self.splitting)
    }

    /// ", 2,308"; ", 12 was the sheet" tells of another number.
    private func isNumberBehindComma(_ index: Int) -> Bool {
        guard index + 1 < elements.count, elements[index].kind == .comma, elements[index + 1].kind == .quantity else { return false }
        return index + 2 >= elements.count || !elements[index + 2].has([.was, .at])
    }

    /// "because Mira and Jo are out sick": two of whom one thing is said.
    private func isBetweenSubjects(_ index: Int) -> Bool {
        guard index > start, index + 2 < elements.count, elements[index - 1].isUnknown, elements[index + 1].isUnknown,
            elements[index + 2].kind == .word, elements[index + 2].has([.at, .was, .both, .hint, .blocked, .shipped, .shippedNamed]),
            !elements[index + 2].has([.to, .preposition])
        else { return false }
        return (start..<(index - 1)).allSatisfy { elements[$0].kind == .word && elements[$0].has([.because, .and, .but, .article, .relative]) }
    }

    private func isBetweenNumbers(_ index: Int) -> Bool {
        elements[start..<index].contains { $0.has(.range) } && nextKind(index) == .quantity
    }

    private mutating func close(at end: Int, next: Clause.Break, from: Int) {
        if end > start {
            var clause = Clause(
                elements: start..<end, opening: opening, lead: lead, line: line, sentence: sentences.count - 1, isParenthesised: depth > 0,
                isListItem: isListItem)
            for index in start..<end { clause.meanings.formUnion(elements[index].meaning) }
            clauses.append(clause)
            opening = next
        } else if next.rawValue < opening.rawValue {
            opening = next
        }
        lead = []
        start = from
        quantityCount = 0
    }
}
