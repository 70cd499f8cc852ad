import Model

/// One piece of a clause: its subject with what is said of it.
extension MessageReader {
    /// What the piece's words set for the quantities that follow them.
    struct Course {
        enum Mode { case stated, planned, conditional }

        var mode = Mode.stated
        var hasConfidence = false
        /// The confidence's number has been said.
        var hasShare = false
        var hasQuantity = false
        var isExplicit = false
    }

    mutating func readPiece(_ range: Range<Int>, _ subject: Subject, name: Range<Int>?) {
        var course = Course()
        if modeAbove != .stated || hasConfidenceAbove || clause.lead.has(.condition) || isBehindCondition { course.mode = startingMode(range, name) }
        let firstFinding = findings.count
        for index in range {
            if let name, name.contains(index) { continue }
            if findings.count > Self.mostStatements { break }
            switch elements[index].kind {
            case .quantity: readQuantity(index, range, subject, name, &course)
            case .word: readWord(index, range, subject, name, &course)
            case .emoji: readEmoji(index, range, subject, name, course)
            // "so I'll be short: completion 78"
            case .colon where name.map { index < $0.lowerBound } == true && range.contains { $0 < index && elements[$0].has(.firstPerson) }:
                course.mode = .stated
            default: break
            }
        }
        readState(range, subject, name: name, course, since: firstFinding)
        if let name, hasWord(.goalNoun), findings.count == firstFinding { readMissedTarget(range, subject, name) }
        finish(range, subject, name, course, since: firstFinding)
    }

    /// "we won't make the sign-ups target this quarter"
    private mutating func readMissedTarget(_ range: Range<Int>, _ subject: Subject, _ name: Range<Int>) {
        guard hasWord(.willNot), name.upperBound < range.upperBound, tokens(of: name.upperBound).contains(where: { hasRole($0, .goalNoun) }),
            !subject.isAmbiguous, !clause.lead.has(.condition), !sentences[clause.sentence].isQuestion,
            let not = (max(range.lowerBound, name.lowerBound - 4)..<name.lowerBound).first(where: { index in
                tokens(of: index).contains { hasRole($0, .willNot) }
            }),
            (not..<name.lowerBound).contains(where: { tokens(of: $0).contains { hasRole($0, .making, .hitting) || hasRole($0, .reaching) } })
        else { return }
        add(.status(.offTrack, isCheck: false), name.upperBound, subject, rule: .status)
    }

    private func startingMode(_ range: Range<Int>, _ name: Range<Int>?) -> Course.Mode {
        if clause.lead.has(.condition) { return .conditional }
        let isPresent = range.contains { elements[$0].has([.at, .now, .result]) && !elements[$0].has(.planned) }
        if modeAbove == .conditional, clause.opening == .emoji, name != nil { return .stated }
        // "unless the Polish account counts, which then makes it 3.6"
        if isBehindCondition { return .conditional }
        if modeAbove == .conditional { return !isByThen(range) && (isPresent || clause.lead.has([.but, .result])) ? .stated : .conditional }
        if modeAbove == .planned, clause.lead.has(.and), isInfinitive(range) { return .planned }
        if hasConfidenceAbove, isStatusOnly(range) { return .stated }
        if modeAbove == .planned || hasConfidenceAbove, name == nil, clause.lead.has([.and, .relative]), !isPresent { return .planned }
        // "Planning to try a seeded loaf, maybe 60 a day to begin with"
        if modeAbove == .planned, name == nil, sentenceSubject.isNone, clause.opening == .comma, !isPresent, clause.meanings.has(.approximate),
            clauseIndex > 0, hasUnknown(clauses[clauseIndex - 1].elements)
        {
            return .planned
        }
        // "4/10 on churn, don't see us hitting 3": behind a confidence, what is denied is the aim.
        if hasConfidenceAbove, name == nil, clause.meanings.has(.negation), !clause.meanings.has([.now, .at, .correction]) { return .planned }
        return .stated
    }

    /// "unless the Polish account counts, which then makes it 3.6"
    var isBehindCondition: Bool {
        // "which then | makes it"
        let first = clause.lead.has(.result) && clauseIndex > 1 && clauses[clauseIndex - 1].elements.count <= 2 ? clauseIndex - 1 : clauseIndex
        guard clauses[first].lead.has(.relative), first > 0, case let before = clauses[first - 1] else { return false }
        return before.sentence == clause.sentence && before.lead.has(.condition)
    }

    /// "if we hold that it's 7.5k by June"
    private func isByThen(_ range: Range<Int>) -> Bool {
        range.dropFirst().contains { index in
            (elements[index].has([.month, .weekday, .planned]) || elements[index].kind == .reference)
                && hasRole(tokens[elements[index].token - 1], .by) || elements[index].has(.month) && hasRole(tokens[elements[index].token], .by)
        }
    }

    /// "call it 70% and on track"
    private func isStatusOnly(_ range: Range<Int>) -> Bool {
        range.contains { entry($0)?.status != nil }
            && range.allSatisfy { entry($0)?.status != nil || elements[$0].kind == .emoji || elements[$0].has([.and, .filler, .now, .still]) }
    }

    /// "… and hit 25k": the verb goes on with the plan before it.
    private func isInfinitive(_ range: Range<Int>) -> Bool {
        range.first { !elements[$0].has(.and) }.map { elements[$0].has(.infinitive) } ?? false
    }

    /// A condition that stands behind what it limits does not reach on: "40% depending on the source, churn 5%".
    private func isTrailingCondition(_ course: Course) -> Bool {
        guard course.mode == .conditional, modeAbove != .conditional else { return false }
        if !clause.lead.has(.condition) { return true }
        guard clauseIndex > 0 else { return false }
        let before = clauses[clauseIndex - 1]
        return before.sentence == clause.sentence && before.elements.contains { elements[$0].kind == .name || elements[$0].kind == .quantity }
    }

    /// Nor does the target that a value is held against: "10.90 against a target of 12, and I'm confident".
    private func isTrailingPlan(_ course: Course) -> Bool { course.mode == .planned && course.hasQuantity }

    private mutating func finish(_ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course, since: Int) {
        if !clause.isParenthesised {
            modeAbove = isTrailingCondition(course) || isTrailingPlan(course) ? .stated : course.mode
            hasConfidenceAbove = course.hasConfidence
        }
        if findings.count > since {
            if waiting.span != nil, name == nil { waiting = .none }
            if findings[since...].contains(where: { $0.isValue }) {
                corrected = nil
                isCorrecting = false
            }
        }
        let added = since..<findings.count
        said = added.allSatisfy { findings[$0].canBeSaidOfMore } ? added : 0..<0
        spreading = name?.upperBound == range.upperBound ? added : 0..<0
    }

    /// Adds a finding; a value in place of one that is being corrected supersedes it.
    mutating func add(_ content: Finding.Content, _ index: Int, _ subject: Subject, rule: Claim.Rule, rank: Finding.Rank = .plain) {
        add(content, span(index), subject, rule: rule, rank: rank)
        findings[findings.count - 1].element = index
    }

    mutating func add(_ content: Finding.Content, _ words: TextSpan, _ subject: Subject, rule: Claim.Rule, rank: Finding.Rank = .plain) {
        let whole = subject.span.map { words.joined($0) } ?? words
        let content = changedAgain(content, subject)
        var finding = Finding(content: content, subject: subject, clause: clauseIndex, span: whole, rank: rank, rule: rule)
        finding.isUnsure = isUnsure(words)
        // "1,402? The log and the system disagree, the fridge says 1,377"
        if !finding.isUnsure, !isCorrecting, corrected == nil, clause.meanings.has(.witness), finding.isTotal, let last = findings.last,
            last.isUnsure, last.isTotal,
            last.subject.set == subject.set
        {
            finding.isUnsure = true
        }
        // "231?? or 213": the one is no more certain than the other.
        if !finding.isUnsure, clause.lead.has(.or) || elements[clause.elements.lowerBound].has(.or), let last = findings.last, last.isUnsure,
            last.clause == clauseIndex - 1
        {
            finding.isUnsure = true
        }
        // "318. Actually 20 joined, but 7 left": what makes up a total takes no total's place.
        let isPart = finding.content.isChange && clause.lead.has(.but) && corrected.map { $0 < findings.count && findings[$0].isTotal } == true
        if finding.isValue, !isPart, let corrected, corrected < findings.count {
            let old = findings[corrected]
            let isSame = old.subject.set == subject.set || subject.isNone || isCorrecting
            if isSame, finding.isAnswer == old.isAnswer {
                takeUnit(of: old, &finding)
                // "318. Actually 20 joined": in its place, or how it came to be?
                if finding.content.isChange, old.isTotal, clauses[old.clause].sentence != clause.sentence { finding.isUnsure = true }
                let sentence = clauses[old.clause].sentence
                for index in findings.indices
                where findings[index].isValue && findings[index].subject.set == old.subject.set
                    && clauses[findings[index].clause].sentence == sentence
                    && findings[index].clause <= old.clause
                {
                    findings[index].isSuperseded = true
                }
            } else if finding.isTotal, !subject.isNone, old.subject.isNone, old.clause >= clauseIndex - 2, isLikeNumber(finding, old) {
                // "1,355, no, 1,365 sign-ups"
                findings[corrected].isSuperseded = true
            } else if finding.isTotal, !subject.isNone, isSameNumber(finding, old) {
                // "attendance 71, oh wait, I mean reading 71"
                findings[corrected].isSuperseded = true
            } else if finding.isTotal, !subject.isNone, !subject.isAmbiguous {
                // "drops 24.5, late 5.9%. No, the drops are 23.8"
                for index in findings.indices
                where findings[index].isTotal && findings[index].subject.set == subject.set && findings[index].clause < clauseIndex {
                    findings[index].isSuperseded = true
                }
            }
        }
        findings.append(finding)
    }

    /// "nine weeks, hm, ten": the number that takes another's place is in the same unit.
    private mutating func takeUnit(of old: Finding, _ finding: inout Finding) {
        // "just under 23k, 22.9 to be exact"
        if case .total(let place) = finding.content, case .total(let before) = old.content, quantities[before].isMultiplied,
            !quantities[place].isMultiplied, !quantities[place].isWord, !quantities[place].isPercent, quantities[place].whole == nil,
            quantities[place].value > 0, quantities[before].value >= 1000,
            (0.5...2).contains(quantities[place].value * 1000 / quantities[before].value),
            // "240k, sorry, 240" takes the thousands back.
            quantities[place].value * 1000 != quantities[before].value
        {
            quantities[place].value *= 1000
            quantities[place].isMultiplied = true
        }
        guard case .total(let place) = finding.content, case .total(let before) = old.content, !quantities[place].hasUnit,
            let unit = quantities[before].unit, let seconds = quantities[before].seconds, quantities[before].value > 0,
            (0.5...2).contains(quantities[place].value / quantities[before].value)
        else { return }
        // "2 weeks, no, 17": in days, where 15 are known.
        if let current = old.subject.set.only.flatMap({ vocabulary.targets[$0].current }), current > 0,
            (0.5...2).contains(quantities[place].value / current)
        {
            return
        }
        if finding.rule == .plainValue, old.rule == .converted { finding.rule = .converted }
        quantities[place].unit = unit
        quantities[place].seconds = quantities[place].value * seconds / quantities[before].value
    }

    private func isLikeNumber(_ finding: Finding, _ old: Finding) -> Bool {
        guard case .total(let place) = finding.content, case .total(let other) = old.content, quantities[other].value > 0 else { return false }
        return (0.75...1.33).contains(quantities[place].value / quantities[other].value) && quantities[place].isPercent == quantities[other].isPercent
    }

    private func isSameNumber(_ finding: Finding, _ old: Finding) -> Bool {
        guard case .total(let place) = finding.content, case .total(let other) = old.content, !old.subject.isNone else { return false }
        return ValueReader.same(quantities[place].value, quantities[other].value)
    }

    /// "up 4, no, 5": the number that takes a change's place is a change too.
    private func changedAgain(_ content: Finding.Content, _ subject: Subject) -> Finding.Content {
        guard let corrected, corrected < findings.count, case .total(let place) = content, case let old = findings[corrected],
            case .change(let before, let isDown) = old.content, subject.isNone || old.subject.set == subject.set,
            case let quantity = quantities[place], quantity.sign == .none, !quantity.hasUnit || quantity.isPercent == quantities[before].isPercent,
            quantities[before].value > 0, (0.2...5).contains(quantity.value / quantities[before].value),
            clauses[old.clause].sentence == clause.sentence || old.clause >= clauseIndex - 3 && isSecondThought(since: old.clause),
            !clause.meanings.has([.at, .to]), !clause.meanings.has(.now) || clause.meanings.has(.correction)
        else { return content }
        // "down 3, sorry, 47": where 50 is known.
        if let current = subject.set.only.flatMap({ vocabulary.targets[$0].current }), current > 0, (0.5...2).contains(quantity.value / current) {
            return content
        }
        return .change(place, isDown: isDown)
    }

    /// A question mark right behind the words, or behind the clause that they stand in.
    private func isUnsure(_ words: TextSpan) -> Bool {
        let sentence = sentences[clause.sentence]
        guard sentence.isQuestion, sentence.end >= 0, !isToNote else { return false }
        var last = sentence.end - 1
        while last >= 0, elements[last].start >= words.end, elements[last].kind == .stop || isGuess(last) { last -= 1 }
        return last >= 0 && elements[last].start < words.end || elements[sentence.end].start - words.end <= 2
            || clause.elements.upperBound == sentence.end
    }

    // MARK: context

    /// The nearest element before that carries weight, at or above a border.
    func previous(_ index: Int, _ border: Int) -> Int? {
        var position = index - 1
        while position >= border {
            if !isLight(position) { return position }
            position -= 1
        }
        return nil
    }

    func next(_ index: Int, _ border: Int) -> Int? {
        var position = index + 1
        while position < border {
            if !isLight(position) { return position }
            position += 1
        }
        return nil
    }

    /// Words that only soften or time what they stand beside.
    func isLight(_ index: Int) -> Bool {
        let element = elements[index]
        guard element.kind == .word else { return false }
        let weighty: Meaning = [
            .from, .to, .at, .up, .down, .more, .was, .past, .planned, .remaining, .condition, .negation, .wait, .waitAfter, .per, .of, .status,
            .unchanged, .still, .confidence,
            .sure, .there, .label, .result, .skip, .blocked, .shipped, .modalEnd, .factor, .range, .weekday, .moved, .ordinal,
        ]
        if element.has(.approximate), !element.has([.status]) { return true }
        return element.has(.filler) && !element.has(weighty) || element.has(.approximateAfter) || element.has([.now, .time]) && !element.has(weighty)
    }

    func isNegated(_ index: Int, _ border: Int) -> Bool {
        var position = index - 1
        var steps = 0
        while position >= border, steps < 4 {
            let element = elements[position]
            if element.kind == .word, element.has([.negation, .notYet]), !element.has([.correction]) || element.has(.anymore) { return true }
            guard element.kind == .word, !element.isUnknown || steps < 1 else { return false }
            position -= 1
            steps += 1
        }
        return false
    }

    func hasUnknown(_ range: Range<Int>) -> Bool { range.contains { isUnknownThing($0) } }

    /// A word that may name a thing of its own.
    func isUnknownThing(_ index: Int) -> Bool {
        let element = elements[index]
        // "2 win rte is 23.9": a slip in a name that the number has told already.
        if index > 1, element.isUnknown, elements[index - 1].kind == .name, elements[index - 2].kind == .name,
            mentions[elements[index - 2].index].isListNumber
        {
            return false
        }
        // "churn rate": the name goes on.
        if index > 0, elements[index - 1].kind == .name, element.isUnknown, firstWord(index).has(.measure) { return false }
        // "the figure itself is unchanged" speaks of what was named before.
        if element.isUnknown, firstWord(index).has(.measure), index > 0, elements[index - 1].has(.article),
            !clause.elements.contains(where: { elements[$0].kind == .name })
        {
            return false
        }
        return element.isUnknown || (element.kind == .name && mentions[element.index].keyResults.isEmpty)
    }
}
