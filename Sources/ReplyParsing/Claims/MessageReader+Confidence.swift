import Model

/// "confidence 7/10", "80% sure", and a bare "7/10" behind a value.
extension MessageReader {
    /// The share that a number gives as confidence, from 0 to 1.
    func confidence(
        _ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?, _ course: Course
    ) -> Double? {
        // "confident about the 4", "confidence in reaching 3%": the target.
        if index > range.lowerBound, isTheTarget(index, quantity) || isAimedAt(index, quantity) { return nil }
        // "gut feeling it's around 4.7", "you sure about 4.7?": nobody is so sure.
        if !isShare(quantity), quantity.value > 1, quantity.value != quantity.value.rounded() { return nil }
        let before = previous(index, range.lowerBound)
        let isBehind =
            before.map {
                elements[$0].has(.confidence) && !isAimOfConfident($0, index, quantity)
                    || (elements[$0].kind == .colon && $0 > range.lowerBound && elements[$0 - 1].has(.confidence))
                    // "my confidence stays at 55%"
                    || (elements[$0].has([.at, .to, .still]) && !firstWord($0).has(.firstPerson) && $0 > range.lowerBound
                        && elements[$0 - 1].has(.confidence))
            } ?? false
            || isConfidenceOfName(index, range, name, course) || isConfidenceFromTo(index, range) || isConfidenceOfIt(index, quantity, range, name)
        if isHowSure(index, quantity, range) { return quantity.value / 100 }
        // "the 4 was confidence", "the 4 was my confidence"
        if quantity.isPlainInteger, !quantity.hasUnit, quantity.whole == nil, (1...100).contains(quantity.value), index + 2 < range.upperBound,
            elements[index + 1].has(.was) || hasRole(tokens(of: index + 1).first, .being),
            elements[(index + 2)..<min(index + 4, range.upperBound)].contains(where: { $0.has(.confidence) }),
            !hasUnknown((index + 2)..<range.upperBound)
        {
            return quantity.value / (quantity.value > 10 ? 100 : 10)
        }
        if isMineFromTo(index, quantity, range, subject) { return quantity.value / 100 }
        if quantity.whole == 10, isOfHitting(index, range) { return share(quantity) }
        // "you dropped my 2 out of 10 on churn"
        if quantity.isTenths || isOutOfTen(index), elements[index].token > 0,
            vocabulary.lexicon.meaning(ofWord: tokens[elements[index].token - 1].lexeme).has(.mine)
        {
            return share(quantity)
        }
        var after = next(index, range.upperBound)
        // "4/10 is how sure I am", "the 7/10 was my confidence"
        if let verb = after, elements[verb].has([.at, .was]), quantity.hasSlash || quantity.isPercent { after = next(verb, range.upperBound) }
        if isConfidenceAgain(index, range) || isTenthOfConfidence(index, range) { return share(quantity) }
        if isShare(quantity), isToldConfidence(index, range) || isConfidenceCorrected(index, range) { return share(quantity) }
        let isPromised = isShare(quantity) && isPromise(index + 1, range)
        let isAhead = isPromised || after.map { elements[$0].has([.sure, .confidence]) } ?? false
        let isBareTenth = isBareTenth(index, quantity, subject, name, course)
        return isBehind || (isAhead && isShare(quantity)) || isBareTenth || isOdds(quantity, subject)
            || isBehindConfident(index, quantity, range, subject, name) == .share || isShareSaidLater(index, quantity, range, name, course)
            || isInSeries(index, quantity, range, subject, name)
            ? share(quantity) : nil
    }

    /// "I've gone from fifty percent to maybe thirty": nobody is a share of a number.
    func isMineFromTo(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.isPercent || quantity.isPlainInteger && !quantity.hasUnit, (1...100).contains(quantity.value),
            let to = (max(range.lowerBound, index - 2)..<index).last(where: { elements[$0].has(.to) }), to > range.lowerBound + 1,
            elements[to - 1].kind == .quantity,
            ((to + 1)..<index).allSatisfy({ elements[$0].has(.approximate) }),
            case let old = to - 1, quantities[elements[old].index].isPercent,
            old > range.lowerBound, elements[old - 1].has(.from),
            !(subject.isNone ? own : subject.set).contains(where: { isKnownShare(quantities[elements[old].index].value, $0) })
        else { return false }
        return tokens[max(0, elements[range.lowerBound].token - 1)..<elements[old].token].contains {
            vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.firstPerson) || hasRole($0, .iAm)
        } && !range.contains { isKeyResult($0) }
    }

    /// "we went from 33% to 36%", where 35 % are known: how far the share itself had come.
    private func isKnownShare(_ value: Double, _ target: Int) -> Bool {
        guard vocabulary.targets[target].kind == .percent, let current = vocabulary.targets[target].current, current > 0 else { return false }
        return (0.8...1.25).contains(value / current) && !clause.meanings.has(.sure)
    }

    /// "my confidence that we get there is seven out of ten", "would not put my confidence higher than 4 out of 10"
    func isOfMyConfidence(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isTenths || isOutOfTen(index) || quantity.isPercent || quantity.whole == 5 || isOddsInWords(quantity),
            index > range.lowerBound,
            case let lead = elements[index - 1].has(.approximate) && index - 2 > range.lowerBound ? index - 2 : index - 1,
            elements[lead].has(.at) || hasRole(tokens(of: lead).last, .than, .being)
        else { return false }
        guard let cue = (max(range.lowerBound, index - 12)..<index).last(where: { elements[$0].has(.confidence) }) else { return false }
        let words = tokens[max(0, elements[cue].token - 1)...].prefix { $0.start < elements[cue].end }
        guard words.contains(where: { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.mine, .firstPerson]) }) else { return false }
        return ((cue + 1)..<index).allSatisfy {
            elements[$0].kind == .word && (!isUnknownThing($0) || hasRole(tokens[elements[$0].token], .making, .goalNoun))
                || elements[$0].kind == .name
                || elements[$0].kind == .quantity && isAimedAt($0, quantities[elements[$0].index])
        }
    }

    /// "our chances of reaching 3 %": what is aimed at, whatever the words around it tell.
    func isAimedAt(_ index: Int, _ quantity: Quantity) -> Bool {
        guard elements[index].token > 0, case let verb = tokens[elements[index].token - 1] else { return false }
        return (hasRole(verb, .hitting, .reaching) || hasRole(verb, .making)) && isTarget(quantity)
    }

    /// "confidence up from 7 to 8"
    private func isConfidenceFromTo(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index >= range.lowerBound + 4, elements[index - 1].has(.to), elements[index - 2].kind == .quantity, elements[index - 3].has(.from)
        else {
            return false
        }
        // Near by; the bound keeps the reading linear.
        return (max(range.lowerBound, index - 8)..<(index - 3)).contains { elements[$0].has(.confidence) }
    }

    /// "the 4", where that is to be reached.
    func isTheTarget(_ index: Int, _ quantity: Quantity) -> Bool {
        !quantity.isPercent && quantity.whole == nil && hasRole(tokens[elements[index].token - 1], .the)
            && vocabulary.targets.contains { $0.target == quantity.value }
    }

    /// "2,500 by year end is maybe a 6 out of 10"
    func isTargetRated(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard quantity.whole == 10 || isOddsInWords(quantity), let only = subject.set.only, !isOfTenths(only) else { return false }
        return range.contains {
            $0 < index && elements[$0].kind == .quantity
                && quantities[elements[$0].index].value == vocabulary.targets[only].target
        }
    }

    /// "My confidence in reaching 3% is low, maybe one in three": the clause before speaks of confidence, and this one of nothing else.
    func isOddsOfConfidence(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard isOddsInWords(quantity), clauseIndex > 0, case let before = clauses[clauseIndex - 1], before.sentence == clause.sentence,
            before.meanings.has(.confidence), range.allSatisfy({ $0 == index || isLight($0) })
        else { return false }
        return !before.elements.contains { elements[$0].kind == .quantity && !isAimedAt($0, quantities[elements[$0].index]) }
    }

    /// "one in three"
    func isOddsInWords(_ quantity: Quantity) -> Bool {
        guard quantity.isWord, let whole = quantity.whole else { return false }
        return whole <= 10 && quantity.value < whole
    }

    /// "feeling maybe 60% about the 30k": of the target that it stands beside.
    func isAboutTarget(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard isShare(quantity), index + 2 < range.upperBound,
            let next = ((index + 1)..<min(index + 4, range.upperBound)).first(where: { elements[$0].kind == .quantity }), next > index + 1,
            isTarget(quantities[elements[next].index])
        else { return false }
        return tokens[(elements[index + 1].token)..<elements[next].token].prefix(3).contains { hasRole($0, .about) }
    }

    /// "my confidence should be 80% now"
    private func isConfidenceCorrected(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound + 1, hasRole(tokens(of: index - 1).first, .should) else { return false }
        return range.contains { $0 < index - 1 && $0 >= index - 4 && elements[$0].has(.confidence) }
    }

    /// "70% we hit 45"
    private func isPromise(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index + 1 < range.upperBound, elements[index].kind == .word, elements[index].has([.at, .reach]), firstWord(index).has(.firstPerson)
        else {
            return false
        }
        // "8/10 we hit the 30k"
        let isThe = index + 2 < range.upperBound && hasRole(tokens[elements[index + 1].token], .the)
        return elements[index + (isThe ? 2 : 1)].kind == .quantity
    }

    /// "confident we see 80 by June": what is hoped for.
    private func isAimOfConfident(_ cue: Int, _ index: Int, _ quantity: Quantity) -> Bool {
        !isShare(quantity) && ((cue + 1)..<index).contains { elements[$0].has([.firstPerson, .pronoun]) }
    }

    /// "6 out of 10 on us hitting the activation target"
    func isOfHitting(_ index: Int, _ range: Range<Int>) -> Bool {
        let behind = range.filter { $0 > index && $0 <= index + 8 }
        return behind.contains { tokens(of: $0).contains { hasRole($0, .hitting) || hasRole($0, .reaching) || hasRole($0, .making) } }
            && behind.contains { place in
                tokens(of: place).contains { hasRole($0, .goalNoun) }
                    // "7 out of 10 on making 2,500"
                    || elements[place].kind == .quantity && isAimedAt(place, quantities[elements[place].index])
            }
    }

    /// "The 70 was how confident I am"
    private func isHowSure(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isPlainInteger, !quantity.hasUnit, (10...100).contains(quantity.value), index + 2 < range.upperBound,
            elements[index + 1].has([.at, .was]), let cue = range.first(where: { $0 > index + 1 && elements[$0].has([.sure, .confidence]) })
        else { return false }
        return ((index + 2)...cue).contains { tokens(of: $0).contains { hasRole($0, .how) } }
    }

    /// "7/10" and "six out of ten", where nothing is measured in tenths and no name stands beside it, or behind a value.
    private func isBareTenth(_ index: Int, _ quantity: Quantity, _ subject: Subject, _ name: Range<Int>?, _ course: Course) -> Bool {
        guard quantity.whole == 10, quantity.value <= 10 else { return false }
        guard quantity.hasSlash || isOutOfTen(index) && name == nil else { return false }
        // "My daughter got an 8 out of 10 in maths"
        let range = clause.elements
        if name == nil, isOutOfTen(index), hasUnknown(range.lowerBound..<index), !clause.meanings.has([.confidence, .sure, .status]),
            clause.opening == .sentence || clause.opening == .line
        {
            return false
        }
        if isBehindValue(index, subject, course) || isNoShare(subject) { return true }
        guard name == nil, !hasFocus, vocabulary.targets.count > 1 else { return false }
        // "8/10" alone, from who owns one that nobody counts in tenths.
        if subject.isNone {
            // "Actually make that a 5 out of 10, not 7"
            let isPutRight = clause.meanings.has(.correction) && isOutOfTen(index) && !hasUnknown(range)
            if isPutRight, talkedOf.map({ !isOfTenths($0) }) == true { return true }
            // "so 8/10 now and green"
            let isAlone =
                (clause.opening == .line || clause.opening == .sentence) && range.count <= 3
                && range.allSatisfy { elements[$0].kind == .quantity || elements[$0].has([.now, .result, .filler, .and]) }
            return !isAnswerPending && (elements.count == 1 || isAlone || isOfPromise || findings.contains { $0.isTotal && $0.subject.isNone })
                && ownOnly.map { !isOfTenths($0) } ?? false
        }
        return !subject.set.contains { isOfTenths($0) }
    }

    /// "seven out of ten that we make the target"
    private var isOfPromise: Bool {
        guard clauseIndex + 1 < clauses.count, case let next = clauses[clauseIndex + 1], next.sentence == clause.sentence else { return false }
        return next.lead.has(.relative)
            && (next.meanings.has(.firstPerson)
                // "7/10 that sign-ups get to 2,500"
                || next.elements.contains { elements[$0].kind == .quantity && isTarget(quantities[elements[$0].index]) })
    }

    /// "confidence is low": a status by a word of confidence, in the same sentence.
    private func saysConfidence(_ other: Clause) -> Bool {
        other.sentence == clause.sentence
            && other.elements.contains { index in
                entry(index)?.status != nil && tokens(of: index).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.confidence) }
            }
    }

    /// "7 out of 10"
    func isOutOfTen(_ index: Int) -> Bool {
        guard quantities[elements[index].index].whole == 10 else { return false }
        return hasWord(.out) && tokens(of: index).contains { hasRole($0, .out) }
            // "confident enough, say 6 in 10"
            || hasWord(.in) && clauseIndex > 0 && saysConfidence(clauses[clauseIndex - 1]) && tokens(of: index).contains { hasRole($0, .in) }
    }

    /// "conf same as last week, about 70%", "confidence that we get there: maybe 4 out of 10": the share that the word waits for.
    private func isShareSaidLater(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?, _ course: Course) -> Bool {
        guard name == nil, isShare(quantity), quantity.value > 0 else { return false }
        if course.hasConfidence { return quantity.whole == 10 }
        guard clauseIndex > 0, hasConfidenceAbove || quantity.whole == 10 && saysConfidence(clauses[clauseIndex - 1]), clause.opening == .comma,
            range.allSatisfy({ $0 == index || isLight($0) })
        else { return false }
        // "confidence in getting to 2,500 is so-so, I'd say 60%"
        return !clauses[clauseIndex - 1].elements.contains {
            elements[$0].kind == .quantity && !($0 > 0 && elements[$0 - 1].has(.to)) && !isAimedAt($0, quantities[elements[$0].index])
        }
    }

    func isOfTenths(_ target: Int) -> Bool { vocabulary.targets[target].target == 10 || vocabulary.targets[target].kind == .milestone }

    /// "time to value feels like a stretch, maybe 4/10": a time or a sum of money has no tenths.
    private func isNoShare(_ subject: Subject) -> Bool {
        guard let only = subject.set.only else { return false }
        return (vocabulary.targets[only].kind == .duration || vocabulary.targets[only].kind == .currency) && vocabulary.targets[only].target != 10
    }

    func isShare(_ quantity: Quantity) -> Bool { quantity.isPercent || quantity.whole != nil }

    /// What a share is that stands by itself behind words of confidence: "confident about ARR (80%)".
    enum Behind { case nothing, share, open }

    /// The key result's own share may be meant, unless it has been told, or is measured in something else.
    func isBehindConfident(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Behind {
        guard name == nil, isRound(quantity), clauseIndex > 0,
            [.parenthesis, .comma, .dash, .colon].contains(clause.opening) || clause.opening == .sentence && isBehindEllipsis,
            range.allSatisfy({ $0 == index || isLight($0) || $0 < index && firstWord($0).has(.witness) })
        else { return .nothing }
        let before = clauses[clauseIndex - 1]
        guard before.sentence == clause.sentence || isBehindEllipsis, !before.meanings.has(.condition) else { return .nothing }
        // "not super confident, say 40%" denies the confidence; what else is denied makes it another matter.
        if before.meanings.has(.negation) {
            guard let denied = before.elements.first(where: { elements[$0].has(.negation) }),
                before.elements.contains(where: { (denied...(denied + 2)).contains($0) && isConfidenceWord($0) })
            else { return .nothing }
        }
        if let cue = before.elements.first(where: { isConfidenceWord($0) }) {
            // "fairly sure we get to 15, maybe 70%" where 15 is aimed at
            if before.elements.contains(where: { $0 > cue && elements[$0].kind == .quantity && !isTarget(quantities[elements[$0].index]) }) {
                return .nothing
            }
        } else if isGuessBehindStatus(before, range, subject) {
            return (subject.isNone ? hasNamelessTotal : hasOtherTotal(subject)) ? .share : .open
        } else if !goesOnInParentheses {
            return .nothing
        }
        let isOther = !subject.isNone && subject.set.allSatisfy { vocabulary.targets[$0].kind != .percent } || isOfTheTarget(before)
        return isOther || hasOtherValue(subject) ? .share : .open
    }

    private var hasNamelessTotal: Bool { findings.suffix(16).contains { $0.isTotal && !$0.isSuperseded && $0.subject.isNone } }

    /// "not very confident in the 2,500 any more... maybe 40%"
    private var isBehindEllipsis: Bool {
        guard clauseIndex > 0, let last = clauses[clauseIndex - 1].elements.last else { return false }
        return elements[clause.elements.lowerBound].start - elements[last].end >= 3
    }

    /// "back on track for me, more like 65% now": how sure somebody is, or how far it has come?
    private func isGuessBehindStatus(_ before: Clause, _ range: Range<Int>, _ subject: Subject) -> Bool {
        guard clause.opening == .comma,
            let meant = subject.isNone ? talkedOf.map({ IndexSet128($0) }) : subject.set,
            meant.allSatisfy({ vocabulary.targets[$0].kind != .percent }),
            range.contains(where: { elements[$0].has(.approximate) }) || isToNote && range.count == 1,
            !range.contains(where: { elements[$0].has(.there) })
        else { return false }
        return before.elements.contains { entry($0)?.status != nil && entry($0)?.status != .done }
            && !before.elements.contains { elements[$0].kind == .quantity }
    }

    func isTarget(_ quantity: Quantity) -> Bool {
        vocabulary.targets.contains { $0.target.map { ValueReader.same($0, quantity.value) } == true }
    }

    /// Also where the phrase says a status: "super confident".
    private func isConfidenceWord(_ index: Int) -> Bool {
        if elements[index].has([.confidence, .sure]) || isHopeToGetThere(index) { return true }
        // "feeling pretty good about 30k"
        if entry(index)?.status == .onTrack, tokens(of: index).count > 2, hasRole(tokens(of: index).last, .about) { return true }
        return entry(index)?.status != nil && tokens(of: index).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.confidence, .sure]) }
    }

    /// "still think we get there"
    private func isHopeToGetThere(_ index: Int) -> Bool {
        elements[index].has(.hint) && tokens(of: index).contains { hasRole($0, .getting) || hasRole($0, .making) }
    }

    /// "pretty unsure we'll make it, maybe 30%": the words tell what the share is of.
    private func isOfTheTarget(_ before: Clause) -> Bool {
        guard let cue = before.elements.first(where: { isConfidenceWord($0) }) else { return false }
        if isHopeToGetThere(cue) { return true }
        // "not very confident on 3%, maybe 4 out of 10"
        if before.elements.contains(where: { $0 > cue && elements[$0].kind == .quantity && isTarget(quantities[elements[$0].index]) }) { return true }
        return before.elements.contains {
            $0 > cue
                && (elements[$0].has([.planned, .sure]) && firstWord($0).has([.firstPerson, .pronoun, .planned]) || firstWord($0).has(.firstPerson))
        }
            && !before.elements.contains { $0 > cue && elements[$0].kind == .name }
    }

    /// "confident about ARR (80%), less so about churn (40%)"
    private var goesOnInParentheses: Bool {
        guard clause.isParenthesised, let last = findings.last(where: { clauses[$0.clause].isParenthesised }) else { return false }
        if case .confidence = last.content { return clauses[last.clause].sentence == clause.sentence }
        return false
    }

    /// As people give a confidence: "7/10", "65 %".
    func isRound(_ quantity: Quantity) -> Bool {
        guard quantity.sign == .none, quantity.high == nil, quantity.unit == nil, quantity.currency == nil else { return false }
        return quantity.isPercent ? quantity.value.truncatingRemainder(dividingBy: 5) == 0 : quantity.whole == 10
    }

    /// "confidence on signups 60%", "confidence for churn is 7/10".
    private func isConfidenceOfName(_ index: Int, _ range: Range<Int>, _ name: Range<Int>?, _ course: Course) -> Bool {
        guard course.hasConfidence, !course.hasQuantity, let name, name.upperBound <= index, let before = previous(index, range.lowerBound) else {
            return false
        }
        guard let cue = range.first(where: { elements[$0].has(.confidence) }), cue < name.lowerBound,
            !hasUnknown(cue..<index) || isPraisedShare(index, range) && !hasUnknown(cue..<(index - 1))
        else { return false }
        // "Confidence on activation: a solid 7 out of 10"
        if isShare(quantities[elements[index].index]), isPraise(index - 1, range) || isPraisedShare(index, range) { return true }
        return name.contains(before) || elements[before].has(.at) || [.colon, .arrow].contains(elements[before].kind)
    }

    /// "Confidence in it maybe 50%", "my confidence in that is perhaps 50%": the clause is headed by the word, and nothing else is measured in it.
    private func isConfidenceOfIt(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard name == nil, isShare(quantity),
            let cue = range.first(where: { elements[$0].kind != .word || !(elements[$0].has([.filler, .mine, .and, .but]) || isThe($0)) }),
            cue < index,
            elements[cue].kind == .word, elements[cue].has(.confidence), entry(cue)?.status == nil,
            vocabulary.lexicon.meaning(ofWord: tokens[elements[cue].token].lexeme).has(.confidence)
        else { return false }
        return ((cue + 1)..<index).allSatisfy {
            elements[$0].kind == .word && !isUnknownThing($0) && !elements[$0].has([.up, .down, .negation, .confidence])
        }
    }

    private func isThe(_ index: Int) -> Bool { hasRole(tokens(of: index).first, .the) }

    /// "a solid 7 out of 10"
    private func isPraisedShare(_ index: Int, _ range: Range<Int>) -> Bool {
        index >= range.lowerBound + 2 && isUnknownThing(index - 1) && elements[index - 2].has(.article) && isShare(quantities[elements[index].index])
    }

    // MARK: one word for several

    /// How the confidences of several key results are told in one sentence.
    struct ConfidenceSeries {
        /// "on churn 60%".
        var isPrepositional: Bool
        /// "confidence: churn 60%": the word heads a list.
        var isList: Bool
        var isPercent: Bool
        var isTenth: Bool
    }

    /// Words of confidence reach on to what is told of the next key result in the same form.
    mutating func noteConfidence(_ index: Int, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) {
        // "confident about churn (80%)": the number says it, and the word no status.
        // Superseded and not removed, since others are known by their place.
        for place in findings.indices.reversed() {
            let sentence = clauses[findings[place].clause].sentence
            if sentence != clause.sentence, !(sentence + 1 == clause.sentence && isBehindEllipsis) { break }
            guard case .status = findings[place].content, findings[place].element >= 0, findings[place].subject.set == subject.set else { continue }
            let isOfConfidence = tokens(of: findings[place].element).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.confidence) }
            // "feeling good about this one, confidence 8/10"
            let isFeeling = tokens(of: findings[place].element).prefix(2).contains { vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.seeming) }
            if isOfConfidence || isFeeling || elements[findings[place].element].has([.confidence, .sure]) { findings[place].isSuperseded = true }
        }
        guard let name, series == nil, let cue = range.first(where: { elements[$0].has(.confidence) }), cue < index || cue == index + 1 else {
            return
        }
        let quantity = quantities[elements[index].index]
        series = ConfidenceSeries(
            isPrepositional: isBehindPreposition(name, range),
            isList: name.lowerBound == cue + 1 || name.lowerBound == cue + 2 && elements[cue + 1].kind == .colon, isPercent: quantity.isPercent,
            isTenth: quantity.whole == 10)
    }

    private func isBehindPreposition(_ name: Range<Int>, _ range: Range<Int>) -> Bool {
        guard name.lowerBound > range.lowerBound else { return false }
        return elements[name.lowerBound - 1].leadsToName
    }

    /// "confidence on signups is 60%, on churn more like 40", "conf: signups 60%, churn 40%".
    private func isInSeries(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard let series, let name, !subject.isAmbiguous, quantity.sign == .none, quantity.unit == nil, quantity.currency == nil,
            quantity.value == quantity.value.rounded(), !hasUnknown(range), !clause.meanings.has([.result, .was, .from, .planned])
        else { return false }
        if series.isPrepositional, isBehindPreposition(name, range) { return true }
        // "confidence on activation: 8/10. churn more like 5"
        if saysMoreLike(range), series.isTenth ? quantity.isPlainInteger && quantity.value <= 10 : quantity.isPercent { return true }
        // "activation at 70% confidence and time to value rather at 85": a number that it can hardly be.
        if series.isPercent, !quantity.hasUnit, !quantity.isWord, (10...100).contains(quantity.value), clause.lead.has(.and),
            let only = subject.set.only,
            let current = vocabulary.targets[only].current, current > 0, !(0.5...2).contains(quantity.value / current), !isTarget(quantity)
        {
            return true
        }
        guard series.isPercent == quantity.isPercent, series.isTenth == (quantity.whole == 10), name.upperBound <= index else { return false }
        let isOther = subject.set.allSatisfy { vocabulary.targets[$0].kind != .percent && vocabulary.targets[$0].target != 10 }
        return series.isList || isShare(quantity) && isOther
    }

    /// "confidence 8/10 on the first and 4/10 on the second": of the two that the message gave values for.
    func ofOrdinal(behind index: Int, _ range: Range<Int>) -> Subject? {
        guard let place = ((index + 1)..<min(range.upperBound, index + 4)).first(where: { elements[$0].has(.ordinal) }),
            elements[place - 1].has(.preposition) || elements[place - 1].has(.filler), place + 1 == range.upperBound || !isUnknownThing(place + 1),
            let ordinal = entry(place)?.ordinal, case let valued = valuedInOrder, valued.count > 1, (1...valued.count).contains(ordinal)
        else { return nil }
        return Subject(set: IndexSet128(valued[ordinal - 1]))
    }

    /// "36.4 and flat. 6/10 on both": of the two that the message gave values for.
    func ofBoth(behind index: Int, _ range: Range<Int>) -> Subject? {
        guard index + 2 == range.upperBound || index + 3 == range.upperBound, let last = range.last, elements[last].has(.both), last > index,
            case let valued = valuedInOrder, valued.count == 2
        else { return nil }
        return Subject(set: IndexSet128(valued))
    }

    /// "8/10 on activation, 5/10 on the other": of the sender's own two.
    func ofOther(behind index: Int, _ range: Range<Int>) -> Subject? {
        guard hasWord(.other), own.count == 2, index + 2 < range.upperBound, elements[index + 1].has(.preposition),
            tokens[elements[index + 1].token...].prefix(5).prefix(while: { $0.start < elements[range.upperBound - 1].end }).contains(where: {
                hasRole($0, .other)
            }), !hasUnknown((index + 1)..<range.upperBound), let last = findings.last, last.clause >= clauseIndex - 2,
            let first = last.subject.set.only, own.contains(first), let second = own.first(where: { $0 != first })
        else { return nil }
        return Subject(set: IndexSet128(second))
    }

    /// Words of confidence stand in the clause, or the last thing told is one, in the same sentence.
    var isConfidenceGoingOn: Bool {
        if clause.meanings.has(.confidence) { return true }
        guard let last = findings.last, case .confidence = last.content else { return false }
        return last.clause >= clauseIndex - 1 && clauses[last.clause].sentence == clause.sentence
    }

    /// The key results that the message gave values for.
    var valuedInOrder: [Int] {
        var valued: [Int] = []
        for finding in findings.suffix(16) where finding.isValue && !finding.isSuperseded {
            if let only = finding.subject.set.only, !finding.subject.isAmbiguous, !valued.contains(only) { valued.append(only) }
        }
        return valued
    }

    /// The same, or where there are not two of these, those that it gave a value or a status for: "2 green, 3 red. conf 7/10 and 2/10".
    private var toldInOrder: [Int] {
        let valued = valuedInOrder
        if valued.count == 2 { return valued }
        var told: [Int] = []
        for finding in findings.suffix(16) where !finding.isSuperseded {
            if case .confidence = finding.content { continue }
            if let only = finding.subject.set.only, !finding.subject.isAmbiguous, !told.contains(only) { told.append(only) }
        }
        return told
    }

    /// "confidence 7 and 5": the second number right behind the first, in the same form.
    func isSecondShare(_ index: Int, _ quantity: Quantity, _ name: Range<Int>?) -> Bool {
        guard name == nil, index > clause.elements.lowerBound, elements[index - 1].has(.and) || elements[index - 1].kind == .slash,
            let last = findings.last,
            case .confidence = last.content, last.element == index - 2, share(quantity) != nil
        else { return false }
        let first = quantities[elements[index - 2].index]
        return first.isPercent == quantity.isPercent && first.whole == quantity.whole && quantity.sign == .none && quantity.unit == nil
    }

    /// Both are said of the two that the message gave values for, in their order; of more than two it stays open whose the second is.
    mutating func readSecondShare(_ index: Int, _ quantity: Quantity) {
        let valued = toldInOrder
        guard valued.count == 2, let share = share(quantity) else {
            drop(.planned, index)
            leftOut.append(LeftOut(span: span((index - 2)..<(index + 1)), clause: clauseIndex, isTelling: false))
            return
        }
        findings[findings.count - 1].subject = Subject(set: IndexSet128(valued[0]))
        add(.confidence(share), index, Subject(set: IndexSet128(valued[1])), rule: .confidence)
    }

    /// Corrects a guess, or goes on with what was guessed of another.
    func saysMoreLike(_ range: Range<Int>) -> Bool { range.contains { elements[$0].has(.approximate) && elements[$0].has(.correction) } }

    /// A bare "7/10" is a confidence where its subject has a value already.
    private func isBehindValue(_ index: Int, _ subject: Subject, _ course: Course) -> Bool {
        if course.hasQuantity { return true }
        // "make that 22.4 and let's go with 6 out of 10"
        if clause.lead.has(.and), let last = findings.last, last.isTotal, last.clause == clauseIndex - 1, last.subject.set == subject.set {
            return true
        }
        // In a thread about one key result, nothing else is spoken of.
        if subject.isNone, hasFocus || vocabulary.targets.count == 1 { return findings.contains { $0.isTotal && !$0.isSuperseded } }
        return !subject.isNone && findings.contains { $0.isValue && $0.subject.set == subject.set && !$0.isSuperseded }
    }

    /// "50/50 that we get there", "green from me, 70/30": odds, and no count, unless there are fifty in all.
    func isOdds(_ quantity: Quantity, _ subject: Subject) -> Bool {
        guard let whole = quantity.whole, quantity.hasSlash else { return false }
        let isEven = quantity.value == 50 && whole == 50
        let isLeaning =
            whole + quantity.value == 100 && whole >= 5 && quantity.value > whole && quantity.value.truncatingRemainder(dividingBy: 5) == 0
            && !hasUnknown(clause.elements)
        return (isEven || isLeaning) && !subject.set.contains { vocabulary.targets[$0].target == 50 }
    }

    func share(_ quantity: Quantity) -> Double? {
        let share: Double
        if let whole = quantity.whole, quantity.hasSlash, whole + quantity.value == 100 {
            share = quantity.value / 100
        } else if let whole = quantity.whole, whole > 0 {
            share = quantity.value / whole
        } else if quantity.isPercent || quantity.value > 10 {
            share = quantity.value / 100
        } else {
            share = quantity.value > 1 ? quantity.value / 10 : quantity.value
        }
        return (0...1).contains(share) && quantity.high == nil ? share : nil
    }
}
