import Model

/// Numbers that name one of many, a time of day or a year.
extension MessageReader {
    /// Years: "in 2025"; a day or an edition behind a month's name.
    func isReferenceNumber(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        if index > range.lowerBound, elements[index - 1].has(.month), !elements[index - 1].has([.planned, .at]), !quantity.hasUnit { return true }
        guard quantity.isPlainInteger, quantity.digits == 4, (1990...2099).contains(quantity.value), index > range.lowerBound else { return false }
        if elements[index - 1].has(.article) || hasRole(tokens[elements[index - 1].token], .the) { return true }
        // "queries run like it's 2019"
        if index >= range.lowerBound + 2, hasRole(tokens[elements[index - 2].token], .like) { return true }
        return elements[index - 1].has([.wait, .preposition, .of, .month, .until]) && !elements[index - 1].has([.at, .to])
            || elements[index - 1].kind == .reference
    }

    /// "the scanner is in surgery 1 only" where "both surgeries" are in the title of what is or is not: which of them.
    func isPlaceOfWeakName(_ index: Int, _ quantity: Quantity, _ subject: Subject, _ name: Range<Int>?) -> Bool {
        guard let name, name.upperBound == index, quantity.isPlainInteger, let only = subject.set.only, vocabulary.targets[only].kind == .boolean,
            case let mention = mentions[elements[name.upperBound - 1].index]
        else { return false }
        return mention.words < 2 && !mention.isExact
    }

    /// "room 4", "ep 42": a number right behind a thing that is numbered.
    func isLabel(_ index: Int, _ quantity: Quantity, _ range: Range<Int>, _ name: Range<Int>?) -> Bool {
        guard !quantity.hasUnit, !quantity.isMultiplied, quantity.whole == nil, quantity.high == nil, quantity.sign == .none else { return false }
        if isListed(index, range) || index + 1 < range.upperBound && elements[index + 1].has(.clock) { return true }
        if isClockRange(index, quantity, range) { return true }
        // "I'm seeing her at 2 anyway"
        if index > range.lowerBound + 1, quantity.isPlainInteger, !quantity.isWord, quantity.value <= 12, name == nil, !hasFocus,
            hasRole(tokens[elements[index].token - 1], .at), isFarFromOwn(quantity),
            range.contains(where: { $0 < index - 1 && elements[$0].kind == .word && !elements[$0].has([.at, .now, .still, .correction]) })
        {
            return true
        }
        // "give me until 4"
        if index > range.lowerBound, quantity.isPlainInteger, quantity.value <= 24, index + 1 == range.upperBound, elements[index - 1].has(.until),
            !elements[index - 1].has([.at, .to])
        {
            return true
        }
        guard index > range.lowerBound else { return false }
        if isHourAgain(index, quantity, range) || isLetters(index, quantity, name) || isHour(index, quantity, range)
            || isTimeOfDay(index, quantity, range) || isSerial(index, quantity)
        {
            return true
        }
        let before = elements[index - 1]
        guard before.kind == .word else {
            return before.kind == .name
                && (mentions[before.index].keyResults.isEmpty || quantity.isPlainInteger && isNumbered(index - 1)
                    || isOneOfMany(index, quantity, name)
                    || isStray(index, quantity, index - 1, range))
        }
        // "meeting at 2"
        if before.has(.at), index - 2 >= range.lowerBound, elements[index - 2].kind == .name, index + 1 == range.upperBound,
            isStray(index, quantity, index - 2, range)
        {
            return true
        }
        // "1,450, no 1,480" takes the first number back; "no 15 is stuck at the depot" is one of many.
        if before.has(.no), before.has(.correction), index - 1 == range.lowerBound, corrected != nil {
            return isAside(index, quantity)
        }
        // "argh no. 575" answers a question.
        if before.has(.no), isAnswerPending, index <= 2, index + 1 == elements.count { return false }
        if let name, isOfSteps(index, quantity, name) { return false }
        // "I wrote 33.5 and not 34"
        if hasRole(tokens[before.token], .said), deniedBehind(index, range) != nil { return false }
        // "for activation please take 36.4 instead"
        if name != nil, tokens(of: index - 1).count == 1, hasRole(tokens[before.token], .choosing) { return false }
        // "enrolled pupils now number 274"
        if name != nil, before.has(.numberWord), index - 2 >= range.lowerBound, elements[index - 2].has(.now), quantity.value > 20 { return false }
        if before.has(.label), !before.has([.and, .at, .to, .approximate, .up, .down]) { return true }
        if isPraise(index - 1, range) { return false }
        // "We have now given 712 flu jabs": what was done so often, and nothing that is numbered.
        if let name, index + 1 == name.lowerBound, !subject(ofName: name.lowerBound).isWeak,
            range.contains(where: { $0 < index - 1 && elements[$0].has(.firstPerson) })
        {
            return false
        }
        // "stand B 212"
        if name == nil, before.has(.times), elements[index - 1].end - elements[index - 1].start == 1, index - 1 > range.lowerBound { return true }
        let isMore = index + 1 < range.upperBound && elements[index + 1].has(.more)
        if let name, index + 1 < range.upperBound, isUnit(name: index + 1, of: subject(ofName: name.lowerBound)) { return false }
        // "according to the dashboard 1,455": nothing is numbered that far.
        let isOwn = name == nil && quantity.digits >= 4 && index + 1 == range.upperBound && ownOnly != nil && isLikeOwn(quantity)
        return before.isUnknown && isUnknownThing(index - 1) && !before.has(.stateVerb) && !isMore && !quantity.isApproximate && !isOwn
    }

    /// "no 15 is stuck at the depot", "no 0.5 before spring": more is said of it, and it is not what the number before could have been.
    private func isAside(_ index: Int, _ quantity: Quantity) -> Bool {
        let rest = (index + 1)..<clause.elements.upperBound
        if clause.meanings.has([.blocked, .cannot]) { return hasUnknown(rest) }
        if rest.contains(where: { elements[$0].has([.condition, .until]) }) { return true }
        guard hasUnknown(rest), let corrected else { return false }
        guard case .total(let place) = findings[corrected].content else { return true }
        return !(0.5...2).contains(quantity.value / quantities[place].value)
    }

    /// "Library is at stage 3", "stage 4 of 7", where its stages are counted.
    func isOfSteps(_ index: Int, _ quantity: Quantity, _ name: Range<Int>) -> Bool {
        guard name.upperBound < index, case let subject = subject(ofName: name.lowerBound), let only = subject.set.only,
            case let target = vocabulary.targets[only], target.kind == .milestone, let all = target.target, quantity.value <= all,
            // "otter house: stage 4 of 7"
            quantity.whole == all
                || quantity.isPlainInteger && index >= name.upperBound + 2 && elements[index - 2].has(.at)
        else { return false }
        return target.counts(tokens[elements[index].token - 1].stem)
    }

    /// "is a solid 10.9", "at a healthy 40": an unknown word between an article and the number only praises it.
    func isPraise(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index >= range.lowerBound + 2, elements[index].isUnknown, elements[index].kind == .word else { return false }
        return elements[index - 1].has(.article) && elements[index - 2].has(.at)
    }

    /// "three came off at 5 this morning".
    private func isTimeOfDay(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        // "on Friday at ten to five"
        if hasWord(.at), quantity.isWord, quantity.isPlainInteger, (1...59).contains(quantity.value) {
            for first in [index, index - 2] where first > range.lowerBound {
                guard elements[first].kind == .quantity, first + 2 < range.upperBound, elements[first + 1].kind == .word,
                    elements[first + 2].kind == .quantity, hasRole(tokens[elements[first + 1].token], .to), elements[first].token > 0,
                    hasRole(tokens[elements[first].token - 1], .at), case let hour = quantities[elements[first + 2].index],
                    hour.isWord, (1...12).contains(hour.value), quantities[elements[first].index].isWord
                else { continue }
                return true
            }
        }
        // "at ten past four"
        if quantity.isWord, quantity.isPlainInteger, (1...59).contains(quantity.value) {
            for (word, other) in [(index + 1, index + 2), (index - 1, index - 2)] where word >= range.lowerBound && word < range.upperBound {
                guard other >= range.lowerBound, other < range.upperBound, elements[word].kind == .word, elements[other].kind == .quantity,
                    hasRole(tokens[elements[word].token], .past)
                else { continue }
                return true
            }
        }
        guard quantity.isPlainInteger, (0...24).contains(quantity.value), index + 1 < range.upperBound,
            elements[index + 1].has(.daytime) || hasRole(tokens[elements[index + 1].token], .tomorrow)
        else { return false }
        return elements[index - 1].has([.at, .wait, .because, .until, .preposition])
    }

    /// Hardly a value of who owns nothing that small.
    private func isFarFromOwn(_ quantity: Quantity) -> Bool {
        own.count > 0
            && own.allSatisfy { index in
                vocabulary.targets[index].current.map { $0 > 10 * quantity.value } ?? false
            }
    }

    /// "10 till 1": from hour to hour.
    private func isClockRange(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isPlainInteger, (0...24).contains(quantity.value), !isFromKnown(index, range) else { return false }
        if isFromHourToHour(index, range) { return true }
        for (word, other) in [(index + 1, index + 2), (index - 1, index - 2)] where word >= range.lowerBound && word < range.upperBound {
            guard elements[word].has(.until), other >= range.lowerBound, other < range.upperBound, elements[other].kind == .quantity else { continue }
            let hour = quantities[elements[other].index]
            if hour.isPlainInteger, (0...24).contains(hour.value) { return true }
        }
        return false
    }

    /// "takes us from 4 to 7" where 4 are known
    private func isFromKnown(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index >= range.lowerBound + 3, elements[index - 1].has(.to), elements[index - 2].kind == .quantity, elements[index - 3].has(.from),
            case let subject = sentenceSubject.isNone ? lineSubject : sentenceSubject
        else { return false }
        return subject.set.contains { vocabulary.targets[$0].current == quantities[elements[index - 2].index].value }
    }

    /// "I'm in from 7 to 2": somebody's hours.
    private func isFromHourToHour(_ index: Int, _ range: Range<Int>) -> Bool {
        guard let from = range.first(where: { elements[$0].kind == .word && elements[$0].has(.from) && !elements[$0].has([.to, .at]) }),
            from + 3 < range.upperBound, index == from + 1 || index == from + 3, elements[from + 2].has(.to),
            [from + 1, from + 3].allSatisfy({ elements[$0].kind == .quantity && quantities[elements[$0].index].isPlainInteger }),
            [from + 1, from + 3].allSatisfy({ (0...24).contains(quantities[elements[$0].index].value) })
        else { return false }
        return !range.contains { elements[$0].kind == .name }
            && (range.lowerBound..<from).contains { elements[$0].has(.firstPerson) || firstWord($0).has(.firstPerson) }
    }

    /// "launched on wards 3, 5 and 7": a number alone, behind one that was no value and ended its clause.
    private func isListed(_ index: Int, _ range: Range<Int>) -> Bool {
        guard clause.opening == .comma || clause.opening == .conjunction, clauseIndex > 0, clauses[clauseIndex - 1].sentence == clause.sentence,
            quantities[elements[index].index].isPlainInteger,
            range.allSatisfy({ $0 == index || elements[$0].has($0 < index ? [.and, .or] : [.and, .or, .time, .filler]) })
        else { return false }
        let before = clauses[clauseIndex - 1].elements.upperBound - 1
        // "the lower one, 11,800"
        if elements[before].kind == .quantity, quantities[elements[before].index].isWord { return false }
        let last = span(before)
        return dropped.suffix(8).contains { $0.1 == last && ($0.0 == .label || $0.0 == .insideOutput || $0.0 == .workCount) }
    }

    /// "on the 22nd at 7": an hour behind a day.
    private func isHour(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard index >= range.lowerBound + 2, quantity.isPlainInteger, (1...24).contains(quantity.value), elements[index - 1].has(.at),
            elements[index - 1].end - elements[index - 1].start <= 2
        else { return false }
        let before = elements[index - 2]
        if before.kind == .reference || before.has([.weekday, .month]) { return true }
        // "siren test tonight at 7": one word of a title, and a time of day.
        return before.has(.time) && !before.has([.past, .was]) && range.contains { isKeyResult($0) && subject(ofName: $0).isWeak }
    }

    /// "paged at 4:10 and again at 5"
    private func isHourAgain(_ index: Int, _ quantity: Quantity, _ range: Range<Int>) -> Bool {
        guard quantity.isPlainInteger, (0...24).contains(quantity.value), elements[index - 1].has(.at) else { return false }
        let start =
            clauseIndex > 0 && clauses[clauseIndex - 1].sentence == clause.sentence ? clauses[clauseIndex - 1].elements.lowerBound : range.lowerBound
        return (start..<(index - 1)).contains { $0 > start && elements[$0].kind == .reference && elements[$0 - 1].has(.at) }
    }

    /// "sorry 4 the delay"
    private func isLetters(_ index: Int, _ quantity: Quantity, _ name: Range<Int>?) -> Bool {
        name == nil && quantity.isPlainInteger && (quantity.value == 4 || quantity.value == 2) && elements[index - 1].has([.correction, .thanks])
            && index + 1 < elements.count && hasRole(tokens[elements[index + 1].token], .the)
    }

    /// "order 55019" where a key result is the lead time of orders.
    private func isSerial(_ index: Int, _ quantity: Quantity) -> Bool {
        guard quantity.isPlainInteger, quantity.digits >= 4, elements[index - 1].kind == .name else { return false }
        let mention = mentions[elements[index - 1].index]
        return !mention.isExact && mention.range.count == 1
            && vocabulary.lexicon.meaning(ofWord: tokens[mention.range.lowerBound].lexeme).has(.label)
    }

    /// "Theatre 2 still smells of paint", "meeting at 2": one word of a longer name with a small number, far from all that is known of its key result.
    private func isStray(_ index: Int, _ quantity: Quantity, _ name: Int, _ range: Range<Int>) -> Bool {
        let subject = subject(ofName: name)
        // "on the hook by berth 42"
        if subject.isWeak, name > range.lowerBound + 1, elements[name - 1].has(.preposition), !elements[name - 1].has([.at, .to]),
            hasUnknown(range.lowerBound..<(name - 1)), quantity.isPlainInteger, mentions[elements[name].index].range.count == 1
        {
            return true
        }
        guard subject.isWeak, mentions[elements[name].index].range.count == 1, let only = subject.set.only, quantity.isPlainInteger,
            quantity.digits <= 2, quantity.value > 0, hasUnknown((index + 1)..<range.upperBound) || isOtherForm(name)
        else { return false }
        let target = vocabulary.targets[only]
        // "kassa 2 telt dubbel" where a time at the "kassa" is measured
        if target.kind == .duration, !quantity.hasUnit, hasUnknown((index + 1)..<range.upperBound) { return true }
        let known = [target.baseline, target.target, target.current].compactMap { $0 }.filter { $0 > 0 }
        return known.min().map { quantity.value * 8 < $0 } ?? false
    }

    /// "room 4" where the key result counts rooms: one of what it counts, by its number.
    private func isNumbered(_ index: Int) -> Bool {
        let mention = mentions[elements[index].index]
        let token = tokens[mention.range.upperBound - 1]
        guard mention.range.count == 1, !mention.isListNumber else { return false }
        let isOtherForm = !vocabulary.hasForm(token.hash)
        // "patients in chairs 14 and 15" where a title has "chair".
        if isOtherForm, index + 3 < elements.count, elements[index + 1].kind == .quantity, elements[index + 2].has(.and),
            elements[index + 3].kind == .quantity, quantities[elements[index + 3].index].isPlainInteger
        {
            return true
        }
        // "van 22", where it counts vans.
        return (isOtherForm || !mention.isExact) && vocabulary.lexicon.meaning(ofWord: token.lexeme).has(.label)
            || isOtherForm && mention.keyResults.contains { vocabulary.targets[$0].counts(token.stem) }
    }

    /// "buy tank 4 a drink" behind "13 days": one word of a title with a small number, once its key result has a value.
    private func isOneOfMany(_ index: Int, _ quantity: Quantity, _ name: Range<Int>?) -> Bool {
        guard let name, name.upperBound == index, name.count == 1, quantity.isPlainInteger, quantity.digits <= 2 else { return false }
        let subject = subject(ofName: name.lowerBound)
        return subject.isWeak && mentions[elements[name.lowerBound].index].range.count == 1 && hasOtherTotal(subject)
    }
}
