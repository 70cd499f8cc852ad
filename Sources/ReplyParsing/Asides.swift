public import Model

/// A stretch of a message from which nothing was taken.
public struct Aside: Hashable, Sendable {
    public let span: TextSpan
    /// It holds a number, a name, or a word of what reports are made of; small talk has none of them, mostly.
    public let isWeighty: Bool
    /// It may tell of what stands in the way, or of finished work.
    public let isLine: Bool
}

/// What a message tells beside all that was read of it, in its order.
///
/// Whoever says a reading back can name it too, so that nobody has to guess whether a sentence was heard. Questions without a number, thanks, courtesies,
/// quotes and struck-out words are none; nor is what was put right in the same message, and the reason or remark that hangs on a clause that was
/// read.
///
/// - Parameter reading: what `read` made of the same text with the same vocabulary.
public func asides(in text: String, markup: Markup, vocabulary: Vocabulary, reading: Reading) -> [Aside] {
    var tokenizer = Tokenizer(text, markup: markup, vocabulary: vocabulary)
    var builder = ElementBuilder(tokenizer.run(), vocabulary, hasFocus: false)
    builder.build()
    var splitter = ClauseSplitter(&builder)
    splitter.split()
    return AsideFinder(
        elements: splitter.elements, tokens: builder.tokens, quantities: builder.quantities, lexicon: vocabulary.lexicon, clauses: splitter.clauses,
        sentences: splitter.sentences, reading: reading
    ).find()
}

/// Walks over the clauses once, beside the sorted spans of what was read.
private struct AsideFinder {
    /// A clause, or a part of it on one side of a colon.
    private struct Part {
        var elements: Range<Int>
        var clause: Int
        var isTold = false
    }

    private let elements: [Element]
    private let tokens: [Token]
    private let quantities: [Quantity]
    private let lexicon: Lexicon
    private let clauses: [Clause]
    private let sentences: [Sentence]
    private var parts: [Part] = []

    /// What was recorded, and the numbers that stand beside it.
    private var values: [Double] = []
    private let hasBlockers: Bool
    private let hasConfidence: Bool
    private let hasLines: Bool

    init(
        elements: [Element], tokens: [Token], quantities: [Quantity], lexicon: Lexicon, clauses: [Clause], sentences: [Sentence], reading: Reading
    ) {
        self.elements = elements
        self.quantities = quantities
        self.tokens = tokens
        self.lexicon = lexicon
        self.clauses = clauses
        self.sentences = sentences
        hasBlockers = !reading.blockers.isEmpty
        hasLines = !reading.blockers.isEmpty || !reading.outputs.isEmpty || !reading.updates.isEmpty
        hasConfidence = reading.updates.contains { $0.confidence != nil }
        for place in clauses.indices { addParts(of: place) }
        mark(spans(reading))
        values = reading.updates.compactMap(\.value)
        for part in parts where part.isTold { values += numbers(part.elements) }
    }

    private func numbers(_ range: Range<Int>) -> [Double] {
        range.filter { elements[$0].kind == .quantity && !quantities[elements[$0].index].isWord }.map { quantities[elements[$0].index].value }
    }

    private mutating func addParts(of place: Int) {
        let range = clauses[place].elements
        var start = range.lowerBound
        for colon in range.dropFirst().dropLast() where elements[colon].kind == .colon && colon > start {
            parts.append(Part(elements: start..<colon, clause: place))
            start = colon + 1
        }
        parts.append(Part(elements: start..<range.upperBound, clause: place))
    }

    /// What was read, asked or told, by start.
    private func spans(_ reading: Reading) -> [TextSpan] {
        var spans: [TextSpan] = []
        for claim in reading.claims where !claim.isDropped || [.superseded, .denied].contains(claim.rule) { spans += ends(of: claim) }
        spans += reading.outputs.map(\.span) + reading.blockers.map(\.span) + reading.questions.map(\.span) + reading.skips.map(\.span)
        spans +=
            reading.unblocked.filter { !$0.isHint }.map(\.span) + reading.retracted.filter { $0.kind != .output }.map(\.span) + reading.leftOut
            + reading.unheard
        spans += [reading.reportedFor?.span].compactMap(\.self)
        return spans.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    /// "rev 22.4k. closed the deal. conf 7/10": what stands between the first clause of a claim and its last has no part in it; what
    /// stands in another sentence only named the subject.
    private func ends(of claim: Claim) -> [TextSpan] {
        let span = claim.span
        let touched = clauses.filter { start($0.elements) < span.end && span.start < end($0.elements) }
        guard touched.count > 1, let first = touched.first, let last = touched.last else { return [span] }
        let behind = TextSpan(start: start(last.elements), end: span.end)
        switch claim.rule {
        case .output, .blocker, .retracted, .unblocked, .skipAll: return [span]
        default:
            // "put number 3 down as at risk", "came down by 3 minutes, so 31"
            return first.sentence == last.sentence ? [TextSpan(start: span.start, end: min(span.end, end(first.elements))), behind] : [behind]
        }
    }

    private mutating func mark(_ spans: [TextSpan]) {
        var next = 0
        var reach = -1
        for place in parts.indices {
            while next < spans.count, spans[next].start < end(parts[place].elements) {
                reach = max(reach, spans[next].end)
                next += 1
            }
            parts[place].isTold = reach > start(parts[place].elements)
            // "Confidence for the quarter: 30%": what only heads it.
            if place > 0, parts[place].isTold, parts[place - 1].clause == parts[place].clause,
                parts[place - 1].elements.count <= 4 || isAnnouncing(parts[place - 1].elements)
                    || parts[place - 1].elements.contains(where: { elements[$0].has([.confidence, .status]) })
            {
                parts[place - 1].isTold = true
            }
        }
    }

    /// "One more thing from my side: …"
    private func isAnnouncing(_ range: Range<Int>) -> Bool {
        range.count <= 8
            && range.contains { index in
                elements[index].kind == .word && (lexicon.hasRole(tokens[elements[index].token], .thing) || elements[index].has(.correction))
            }
    }

    func find() -> [Aside] {
        var runs: [Range<Int>] = []
        for place in parts.indices where !parts[place].isTold && isSpoken(parts[place]) && !hangsOnTold(place) {
            let sentence = clauses[parts[place].clause].sentence
            // "two renewals (worth €3,000 each) haven't signed yet": what stands in parentheses begins nothing.
            if let last = runs.last, last.upperBound == place, clauses[parts[last.lowerBound].clause].sentence == sentence,
                !clauses[parts[last.lowerBound].clause].isParenthesised || clauses[parts[place].clause].isParenthesised
            {
                runs[runs.count - 1] = last.lowerBound..<(place + 1)
            } else {
                runs.append(place..<(place + 1))
            }
        }
        return runs.map(elements(of:)).filter { tells($0) && !isOfPuttingRight($0) }.map {
            Aside(span: TextSpan(start: start($0), end: closed($0)), isWeighty: isWeighty($0), isLine: isLine($0))
        }
    }

    private func isSpoken(_ part: Part) -> Bool {
        let clause = clauses[part.clause]
        // "could you put my name down for the demo slot?"
        let isAskedOfUs =
            clause.meanings.has(.secondPerson) && part.elements.prefix(5).contains { lexicon.hasRole(tokens[elements[$0].token], .noting) }
        // "→ on track again??"
        if sentences[clause.sentence].isQuestion, !isAskedOfUs,
            !part.elements.contains(where: {
                elements[$0].kind == .quantity || elements[$0].kind == .name || elements[$0].has(.status) && elements[$0].end > elements[$0].start + 6
            })
        {
            return false
        }
        return !clause.meanings.has(.thanks) && clause.section == .none
    }

    /// "…, which is nice", "… (mostly the webinar)": the reason or remark of a clause that was read.
    private func hangsOnTold(_ place: Int) -> Bool {
        // "We lost Hartmann on Wednesday because the export still doesn't work": what comes of a hindrance.
        if hasBlockers, place + 1 < parts.count, parts[place + 1].isTold, case let next = clauses[parts[place + 1].clause], next.lead.has(.because),
            next.sentence == clauses[parts[place].clause].sentence
        {
            return true
        }
        guard place > 0, parts[place - 1].isTold, case let clause = clauses[parts[place].clause],
            clauses[parts[place - 1].clause].sentence == clause.sentence, parts[place].elements.lowerBound == clause.elements.lowerBound
        else { return false }
        // "still at risk because two big customers have not signed the renewal"
        if clause.lead.has(.because), clause.meanings.has([.negation, .notYet, .hint, .cannot]), !hasBlockers { return false }
        return clause.isParenthesised || clause.lead.has([.because, .relative, .condition, .after])
    }

    /// The elements of a run, without the signs around it and the word that joins it to what stands before.
    private func elements(of run: Range<Int>) -> Range<Int> {
        var range = parts[run.lowerBound].elements.lowerBound..<parts[run.upperBound - 1].elements.upperBound
        while let first = range.first,
            elements[first].kind != .word && !isThing(first) || elements[first].kind == .word && elements[first].has([.and, .but, .because])
        {
            range.removeFirst()
        }
        while let last = range.last,
            elements[last].kind != .word && !isThing(last)
                || range.count > 1 && elements[last].kind == .word && elements[last].has([.and, .but, .result])
        {
            range.removeLast()
        }
        return range
    }

    /// The end, behind the mark that closes what was opened in it.
    private func closed(_ range: Range<Int>) -> Int {
        let signs = elements[range].reduce(0) { $0 + ($1.kind == .open ? 1 : $1.kind == .close ? -1 : 0) }
        guard signs > 0, range.upperBound < elements.count, elements[range.upperBound].kind == .close else { return end(range) }
        return elements[range.upperBound].end
    }

    /// "Oh no, I swapped two digits earlier, sorry", "that's the blocker": it has been put right, or told, and no more need be said of it.
    private func isOfPuttingRight(_ range: Range<Int>) -> Bool {
        let told: Meaning = [.shipped, .shippedNamed, .cannot, .hint, .until, .relief]
        // "Neither of those needs to go in", "The Zendesk one stays": of what was quoted or stands.
        if lexicon.hasRole(tokens[elements[range.lowerBound].token], .neither) { return true }
        if range.contains(where: { elements[$0].has(told) || isThing($0) }) { return false }
        // "My confidence in hitting the target is still low", beside how sure they are
        if hasConfidence, range.contains(where: { elements[$0].has(.confidence) }) { return true }
        if hasBlockers, range.count <= 4, range.contains(where: { elements[$0].has(.headingBlockers) }) { return true }
        // "so please replace the 1,462 I gave earlier", "please put that down"
        if !values.isEmpty || hasLines, range.prefix(3).contains(where: { elements[$0].kind == .word && elements[$0].has([.please, .request]) }),
            tokens[elements[range.lowerBound].token...].prefix(6).contains(where: { token in
                [.noting, .substituting, .choosing].contains { lexicon.hasRole(token, $0) }
            }), range.count(where: { elements[$0].isUnknown }) <= 1
        {
            return true
        }
        if range.contains(where: { elements[$0].has([.status, .confidence]) }) { return false }
        return !values.isEmpty && range.contains { elements[$0].kind == .word && elements[$0].has([.correction, .retract]) }
    }

    /// More than a greeting or a word or two.
    private func tells(_ range: Range<Int>) -> Bool {
        guard let first = range.first else { return false }
        // "finance told me €310 of that was booked twice, so knock 310 off", "should make 22,730 altogether"
        let numbers = numbers(range)
        if !numbers.isEmpty, numbers.allSatisfy({ number in values.contains { ValueReader.same($0, number) } }) { return false }
        let things = range.count { isThing($0) || elements[$0].isUnknown }
        let length = end(range) - start(range)
        // "Talked to Ines", "forget the cake", "Sorry, I read the wrong column"
        if !isWeighty(range) {
            let isCourtesy = lexicon.hasRole(tokens[elements[first].token], .courtesy) && length <= 48
            // "looker is down again"
            let isShort = length < (things > 0 && range.count > 2 ? 18 : 22)
            if isCourtesy || isShort || range.contains(where: { elements[$0].has([.correction, .retract]) }) { return false }
        }
        let words = range.count { elements[$0].kind == .word }
        return things >= 2 || things == 1 && words >= 3 || words >= 2 && length >= 18
    }

    private static let weighty: Meaning = [
        .negation, .notYet, .cannot, .blocked, .hint, .shipped, .shippedNamed, .ready, .status, .confidence, .sure, .until, .wait, .takeOut,
        .unblocked, .relief, .doubt, .reverted, .up, .down,
    ]

    private func isWeighty(_ range: Range<Int>) -> Bool { range.contains { isThing($0) || elements[$0].has(Self.weighty) } || isLine(range) }

    private static let line: Meaning = [
        .notYet, .cannot, .blocked, .hint, .shipped, .shippedNamed, .ready, .until, .reverted,
    ]
    private static let lineRoles: [WordRole] = [.lacking, .faulty, .hasNot, .isNot, .willNot, .working, .completing, .closing, .did]

    private func isLine(_ range: Range<Int>) -> Bool {
        if range.contains(where: { elements[$0].has([.confidence, .sure, .status, .correction, .retract, .takeOut]) }) {
            return false
        }
        if elements[range.lowerBound].has(.firstPerson), range.contains(where: { elements[$0].has([.doubt, .seeming]) }) { return false }
        return range.contains { index in
            elements[index].kind == .word
                && (elements[index].has(Self.line) || Self.lineRoles.contains { lexicon.hasRole(tokens[elements[index].token], $0) })
        }
    }

    private func isThing(_ index: Int) -> Bool { elements[index].kind == .name || elements[index].kind == .quantity }

    private func start(_ range: Range<Int>) -> Int { elements[range.lowerBound].start }

    private func end(_ range: Range<Int>) -> Int { elements[range.upperBound - 1].end }
}
