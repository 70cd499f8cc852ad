import Model

/// What stands in the way, told without any word for it: by two signs in one sentence of which nothing else was made.
///
/// No one of these words says that something is in the way ("nobody", "broken", "until", "hasn't", "first"), and small talk has any of them; a
/// sentence about a thing that has two of different kinds seldom means anything else. The rule is our own, found on labelled replies.
extension MessageReader {
    /// The kinds of signs that one stretch of a sentence has.
    private struct Signs: OptionSet {
        let rawValue: UInt8
        /// "nobody", "no access", "one nurse short".
        static let lacking = Signs(rawValue: 1)
        /// "broken", "off sick", "on order".
        static let faulty = Signs(rawValue: 2)
        /// "hasn't", "won't": what another does not do.
        static let refusing = Signs(rawValue: 4)
        /// "until", "needs", "first": what has to come before.
        static let depending = Signs(rawValue: 8)
        /// "since Monday".
        static let lasting = Signs(rawValue: 16)
        /// "so I can't …", "so it slips".
        static let hampering = Signs(rawValue: 32)
        /// Planned work that it tells of.
        static let ours = Signs(rawValue: 64)

        /// Of which a hindrance has at least one.
        static let bad: Signs = [.lacking, .faulty, .refusing]

        var count: Int { rawValue.nonzeroBitCount }
    }

    /// No message has more sentences that matter, and the bound keeps the reading short.
    private static let mostSentences = 24
    private static let mostSignClauses = 256

    mutating func readBySigns() {
        guard !isAnswerPending, skipAll == nil,
            hasWord(.lacking) || hasWord(.faulty) || hasWord(.hasNot) || hasWord(.willNot) || hasWord(.isNot) || hasWord(.since)
                || clauses.contains(where: { $0.meanings.has([.hint, .notYet]) })
        else { return }
        let hasWords = hasWord(.lacking) || hasWord(.faulty)
        var place = 0
        var last = -1
        var count = 0
        var mayTell = hasWords
        while place < min(clauses.count, Self.mostSignClauses), count < Self.mostSentences {
            if clauses[place].sentence != last {
                last = clauses[place].sentence
                count += 1
                // Most sentences have no sign at all.
                mayTell = hasWords || sentenceMayTell(place)
            }
            guard mayTell, mayTellSigns(place) else {
                place += 1
                continue
            }
            var end = place + 1
            while end < clauses.count, clauses[end].sentence == clauses[place].sentence, clauses[end].line == clauses[place].line, mayTellSigns(end) {
                end += 1
            }
            clauseIndex = place
            readRun(place..<end)
            place = end
        }
        blockers.sort { $0.span.start < $1.span.start }
    }

    /// Meanings of which a sentence with a sign has one, unless one of its words is a sign by itself.
    private static let signals: Meaning = [.hint, .negation, .notYet, .cannot, .until, .result]

    private func sentenceMayTell(_ place: Int) -> Bool {
        let sentence = clauses[place].sentence
        return clauses[place...].prefix { $0.sentence == sentence }.contains { $0.meanings.has(Self.signals) }
    }

    /// What tells that a clause speaks of something else than a hindrance.
    private static let otherwise: Meaning = [
        .thanks, .secondPerson, .please, .correction, .retract, .takeOut, .takeBack, .confidence, .sure, .unblocked, .command, .praise, .blocked,
        .unchanged, .reverted, .was, .anymore,
    ]

    /// Whether nothing was made of the clause, and it may tell of a hindrance.
    private func mayTellSigns(_ place: Int) -> Bool {
        guard isFree(place), case let clause = clauses[place], clause.meanings.isDisjoint(with: Self.otherwise),
            !hasRole(tokens[elements[clause.elements.lowerBound].token], .courtesy),
            !clause.isParenthesised, !clause.lead.has([.condition, .after, .relative]),
            !clause.meanings.has(.condition) || clause.meanings.has(.until)
        else { return false }
        let isDenied = clause.meanings.has([.negation, .notYet, .cannot, .noIdea])
        if clause.meanings.has([.shipped, .shippedNamed, .relief]), !isDenied || clause.meanings.has(.notYet) { return false }
        if elements[clause.elements.lowerBound].has(.request), !clause.meanings.has(.cannot) { return false }
        // "…, so I can't see who comes back"
        if clause.meanings.has(.noIdea), !clause.lead.has(.result) { return false }
        if clause.meanings.has(.status), !clause.lead.has(.result) { return false }
        if clause.meanings.has(.skipAll), startsWithMe(clause) { return false }
        return !clause.elements.contains { index in
            isKeyResult(index) && !subject(ofName: index).isWeak && !isDenied && !clause.meanings.has(.hint)
                && !(clause.lead.has(.result) && clause.meanings.has([.hint, .status, .cannot]))
                || elements[index].kind == .quantity && !quantities[elements[index].index].isWord
                    && !quantities[elements[index].index].hasTimeUnit && !(index > 0 && elements[index - 1].has(.until))
                    && !isRoom(index, clause.elements)
        }
    }

    /// One sign, told of ourselves, of planned work or with what comes of it: no hindrance yet, and yet no talk beside.
    func hasSign(_ place: Int) -> Bool {
        guard mayTellSigns(place), case let range = clauses[place].elements, range.count >= 4, range.contains(where: { isUnknownThing($0) }),
            case let signs = signsOf(place), !signs.isDisjoint(with: .bad) || isLacked(place)
        else { return false }
        let next = place + 1 < clauses.count && clauses[place + 1].sentence == clauses[place].sentence ? clauses[place + 1] : nil
        return signs.count > 1 || tellsOfPlanned(in: range) || range.contains { firstWord($0).has([.firstPerson, .mine]) }
            || next.map { $0.lead.has([.result, .and]) && $0.meanings.has([.firstPerson, .negation, .hint, .cannot]) } ?? false
            || place > 0 && clauses[place].lead.has(.and) && clauses[place - 1].sentence == clauses[place].sentence
                && hasUnknown(clauses[place - 1].elements)
    }

    /// "the sea is too rough, so nobody gets out there": where it begins that tells why.
    private func start(_ head: Int, _ first: Int) -> Int {
        guard head > first, clauses[head].lead.has([.and, .result]), hasUnknown(clauses[head - 1].elements), !startsWithMe(clauses[head - 1]) else {
            return head
        }
        return head - 1
    }

    /// "gallery 6", "room 2"
    private func isRoom(_ index: Int, _ range: Range<Int>) -> Bool {
        let quantity = quantities[elements[index].index]
        return quantity.isPlainInteger && !quantity.hasUnit && quantity.whole == nil && quantity.value <= 99 && index > range.lowerBound
            && (elements[index - 1].isUnknown || elements[index - 1].kind == .name) && !isPlural(index - 1)
    }

    private mutating func readRun(_ whole: Range<Int>) {
        // "Not much from me, the lab has not sent the results": what comes before has no part in it.
        guard let head = whole.first(where: { !signsOf($0).isEmpty || isLacked($0) }), case let run = start(head, whole.lowerBound)..<whole.upperBound
        else { return }
        var signs: Signs = []
        var refusals = 0
        for place in run {
            let more = signsOf(place)
            if more.contains(.refusing) || isLacked(place) { refusals += 1 }
            signs.formUnion(more)
        }
        guard !signs.isDisjoint(with: .bad) || hasWord(.chasing) && signs.contains(.depending), !isToldBeside(run) else { return }
        let range = clauses[run.lowerBound].elements.lowerBound..<clauses[run.upperBound - 1].elements.upperBound
        if tellsOfPlanned(in: range) || isWhyStill(run) { signs.insert(.ours) }
        // "the mails aren't translated and the agency doesn't answer"
        guard signs.count >= 2 || signs.contains(.refusing) && refusals >= 2, hasThing(range) else { return }
        clauseIndex = run.lowerBound
        let first = range.first { !elements[$0].has([.and, .but, .because]) && elements[$0].kind != .comma } ?? range.lowerBound
        let start = behindOpening(first, clause.elements.upperBound - 1)
        dropQuantities(range, .insideBlocker)
        // "still waiting for the control board; the firm won't ship it before the deposit clears"
        if let before = blockers.lastIndex(where: { $0.clause == run.lowerBound - 1 }), elements[start].token > 0,
            tokens[elements[start].token - 1].kind == .semicolon
        {
            blockers[before].span = blockers[before].span.hull(span(range))
            return
        }
        blockers.append(
            BlockerFinding(span: span(start..<range.upperBound), keyResult: keyResultOfSigns(run, range), clause: run.lowerBound))
    }

    /// "aren't translated": alone no more than what is not there yet.
    private func isLacked(_ place: Int) -> Bool {
        clauses[place].meanings.has(.negation) && !startsWithMe(clauses[place])
            && clauses[place].elements.contains { hasRole(tokens[elements[$0].token], .being) && elements[$0].has(.negation) }
    }

    /// "stuck at 46 minutes because the new washing bay has no water"
    private func isWhyStill(_ run: Range<Int>) -> Bool {
        guard clauses[run.lowerBound].lead.has(.because), let last = findings.last(where: { $0.clause < run.lowerBound }) else { return false }
        return (last.isStill || last.isStandstill) && clauses[last.clause].sentence == clauses[run.lowerBound].sentence
    }

    /// The sentence tells another hindrance right beside it, or only gives a reason.
    private func isToldBeside(_ run: Range<Int>) -> Bool {
        let sentence = clauses[run.lowerBound].sentence
        if blockers.contains(where: { clauses[$0.clause].sentence == sentence && ($0.clause >= run.lowerBound - 3 && $0.clause <= run.upperBound) }) {
            return true
        }
        // "chess doesn't start until January, so clubs 10": why the number is what it is.
        if run.upperBound < clauses.count, case let next = clauses[run.upperBound], next.sentence == sentence, next.lead.has(.result) { return true }
        return clauses[run.lowerBound].lead.has(.because) && !isWhyStill(run) && findings.contains { clauses[$0.clause].sentence == sentence }
    }

    /// More than who speaks and when.
    private func hasThing(_ range: Range<Int>) -> Bool {
        range.count { isUnknownThing($0) && !hasRole(tokens(of: $0).first, .lacking) && !hasRole(tokens(of: $0).first, .faulty) } >= 1
            && range.count >= 4
    }

    private func signsOf(_ place: Int) -> Signs {
        let clause = clauses[place]
        var signs: Signs = []
        let isMine = startsWithMe(clause)
        for index in clause.elements where elements[index].kind == .word { addSigns(ofElement: index, clause, isMine: isMine, to: &signs) }
        addSigns(ofWhole: clause, to: &signs)
        if signs.isDisjoint(with: .bad), !signs.contains(.depending) || !hasWord(.chasing) { signs.remove(.lasting) }
        if let cannot = clause.elements.first(where: { elements[$0].has(.cannot) }), !hasRole(tokens(of: cannot).first, .lacking),
            isMine || clause.lead.has(.result)
        {
            signs.insert(.hampering)
        }
        if clause.lead.has(.result), clause.meanings.has([.hint, .status, .noIdea]) {
            signs.remove(.faulty)
            signs.insert(.hampering)
        }
        return signs
    }

    private func addSigns(ofElement index: Int, _ clause: Clause, isMine: Bool, to signs: inout Signs) {
        let words = tokens(of: index)
        // "haven't heard", "is still with"; not "we fixed the"
        if elements[index].has(.hint), !isDeedOrDoubt(words) {
            if !signs.contains(.lacking) { signs.insert(.faulty) }
            return
        }
        for word in words.indices {
            let token = words[word]
            let next = word + 1 < tokens.count ? tokens[word + 1] : nil
            // No word is two signs.
            if hasRole(token, .lacking), !hasRole(token, .short) || isShort(word), !hasRole(token, .nothing) || isNothingToDo(index, clause) {
                signs.insert(.lacking)
            } else if hasRole(token, .faulty), !signs.contains(.lacking) {
                signs.insert(.faulty)
            } else if hasRole(token, .hasNot) || hasRole(token, .willNot) || hasRole(token, .isNot) || hasRole(token, .has) && isNot(next) {
                if !isMine, hasSubject(before: index, in: clause.elements) { signs.insert(.refusing) }
            } else if hasRole(token, .depending) || hasRole(token, .has) && hasRole(next, .to) {
                signs.insert(.depending)
            } else if hasRole(token, .since), let next, isTime(next) {
                signs.insert(.lasting)
            }
        }
        guard index + 1 < clause.elements.upperBound else { return }
        let behind = elements[index + 1]
        // "takes ten days to answer"
        if hasRole(words.last, .consuming), behind.kind == .quantity, quantities[behind.index].hasTimeUnit { signs.insert(.depending) }
        if isUntil(index), !firstWord(index).has(.because), !hasRole(words.first, .without) { signs.insert(.depending) }
        // "no grid connection", "no one"
        if firstWord(index).has(.no), isUnknownThing(index + 1) || behind.kind == .quantity && quantities[behind.index].isWord {
            signs.insert(.lacking)
        }
    }

    private func addSigns(ofWhole clause: Clause, to signs: inout Signs) {
        // "still no budget for the pilot", in one phrase
        if clause.elements.contains(where: { index in
            elements[index].has(.notYet) && index + 1 < clause.elements.upperBound && (isUnknownThing(index + 1) || elements[index + 1].has(.planned))
                && tokens(of: index).last.map { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.no) } == true
        }) {
            signs.formUnion([.lacking, .lasting])
        }
        // "still no budget for the pilot", "still short of a technician"
        if signs.contains(.lacking), let still = clause.elements.first(where: { elements[$0].has(.still) || firstWord($0).has(.still) }),
            clause.elements.contains(where: { $0 > still && (firstWord($0).has(.no) || tokens(of: $0).contains { hasRole($0, .short) }) })
        {
            signs.insert(.lasting)
        }
        // "the electrician still hasn't confirmed a date"
        if signs.contains(.refusing), blockers.isEmpty, clause.elements.dropFirst().contains(where: { isStillNot($0) }) { signs.insert(.lasting) }
        // "broken since Tuesday", where "since" begins a clause of its own
        if signs.contains(.faulty), blockers.isEmpty, isBeforeSince(clause) { signs.insert(.lasting) }
        // "HR needs to agree first"
        if let last = clause.elements.last, hasRole(tokens(of: last).last, .first),
            clause.elements.contains(where: { tokens(of: $0).contains { hasRole($0, .needing) } })
        {
            signs.insert(.depending)
        }
    }

    private func isBeforeSince(_ clause: Clause) -> Bool {
        guard clause.elements.upperBound < elements.count, case let next = elements[clause.elements.upperBound].token, next > 0 else { return false }
        return tokens[max(0, next - 1)...].prefix(2).contains { hasRole($0, .since) }
            && tokens[next...].prefix(2).contains { isTime($0) }
    }

    private func isStillNot(_ index: Int) -> Bool {
        guard let not = tokens(of: index).firstIndex(where: { hasRole($0, .hasNot) || hasRole($0, .isNot) }), not > 0 else { return false }
        return vocabulary.lexicon.meaning(ofWord: tokens[not - 1].lexeme).has(.still)
    }

    private func isDeedOrDoubt(_ words: ArraySlice<Token>) -> Bool {
        words.contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.firstPerson, .sure]) || hasRole($0, .ofUs) }
            || words.last.map { hasRole($0, .the) || hasRole($0, .pointer) || vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.mine, .article]) }
                == true
    }

    /// "nothing I can do before legal answers"
    private func isNothingToDo(_ index: Int, _ clause: Clause) -> Bool {
        clause.elements.contains { $0 >= index && tokens(of: $0).contains { hasRole($0, .can) } }
    }

    private func isNot(_ token: Token?) -> Bool {
        token.map { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.negation) } == true
    }

    private func isTime(_ token: Token) -> Bool {
        token.kind == .number || vocabulary.lexicon.meaning(ofWord: token.lexeme).has([.weekday, .month, .time, .past, .daytime])
    }

    /// "short of a copywriter", "two nurses short": not "in short".
    private func isShort(_ word: Int) -> Bool {
        if word + 1 < tokens.count, hasRole(tokens[word + 1], .of) || hasRole(tokens[word + 1], .about) { return true }
        return word > 1 && (tokens[word - 2].kind == .number || vocabulary.lexicon.meaning(ofWord: tokens[word - 2].lexeme).has([.number, .article]))
    }

    /// "don't shout" is said to us.
    private func hasSubject(before index: Int, in range: Range<Int>) -> Bool {
        (range.lowerBound..<index).contains {
            isUnknownThing($0) || elements[$0].kind == .name
                || elements[$0].kind == .word && isThey(tokens[elements[$0].token]) && !hasRole(tokens[elements[$0].token], .it)
        }
    }

    private func tellsOfPlanned(in range: Range<Int>) -> Bool {
        range.contains { elements[$0].kind == .name && !isKeyResult($0) && mentions[elements[$0].index].words >= 2 }
    }

    /// That of its sentence, or the one that planned work moves.
    private func keyResultOfSigns(_ run: Range<Int>, _ range: Range<Int>) -> Int? {
        let sentence = clauses[run.lowerBound].sentence
        let first = clauses[...run.lowerBound].lastIndex { $0.sentence != sentence }.map { $0 + 1 } ?? 0
        let whole = clauses[first].elements.lowerBound..<range.upperBound
        let named = IndexSet128(whole.compactMap { isKeyResult($0) ? subject(ofName: $0).set.only : nil })
        if let only = named.only { return only }
        let told = IndexSet128(
            findings.filter { clauses[$0.clause].sentence == sentence && $0.clause < run.lowerBound }.compactMap { $0.subject.set.only })
        return told.only ?? movedByInitiative(whole)
    }
}
