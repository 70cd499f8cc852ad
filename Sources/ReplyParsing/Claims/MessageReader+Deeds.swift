import Model

/// What somebody did with a thing, told without a verb of delivery: "we turned the honesty fridge on", "handed the leaflets over to both desks".
extension MessageReader {
    /// The verb, where its object is planned work, or its second half says that it is done.
    func deedCue(_ range: Range<Int>) -> Int? {
        guard
            !clause.meanings.has([.condition, .cannot, .until, .negation, .notYet, .secondPerson, .reverted, .takeOut, .retract, .blocked]),
            clause.lead.isDisjoint(with: [.condition, .because, .after]), !sentences[clause.sentence].isQuestion,
            let verb = deedVerb(range),
            !range.contains(where: { isKeyResult($0) && mentions[elements[$0].index].initiatives.isEmpty && $0 < verb + 4 && !isOfThing($0) })
        else { return nil }
        if range.contains(where: { $0 < verb && elements[$0].has(.planned) && !isPartOfName($0) }) { return nil }
        // "took the product tours out" of a sum
        if endsInVerb(verb, .fetching), let last = range.last, isSecondHalf(last) { return nil }
        let object = (verb + 1)..<range.upperBound
        guard !object.prefix(2).contains(where: { elements[$0].has(.planned) && !isPartOfName($0) }) else { return nil }
        // "We opened the early gate on Monday"
        if let name = object.first(where: { elements[$0].kind == .name && !isKeyResult($0) }),
            mentions[elements[name].index].words >= 2 || mentions[elements[name].index].isExact,
            fittingInitiative(mentions[elements[name].index], name, range) != nil,
            object.lowerBound == name || !hasUnknown(object.lowerBound..<name),
            endsInVerb(verb, .handling) || object.contains(where: { $0 > name && $0 <= name + 3 && isSecondHalf($0) })
        {
            return verb
        }
        guard endsInVerb(verb, .bringing) || elements[verb].has(.shippedNamed) else { return nil }
        // "We put up the labels in the mill room"
        if verb + 1 < range.upperBound, isSecondHalf(verb + 1), hasUnknown((verb + 2)..<max(verb + 2, range.upperBound)),
            elements[verb].end + 1 == elements[verb + 1].start
        {
            return verb
        }
        // "handed the leaflets over to both desks", "put the sensors up above the saw on Friday"
        guard let half = object.first(where: { isSecondHalf($0) }), half > verb + 1, half <= verb + 6, hasUnknown((verb + 1)..<half),
            !((verb + 1)..<half).contains(where: { elements[$0].kind == .quantity || elements[$0].has([.preposition]) && !elements[$0].has(.article) }
            ),
            half + 1 == range.upperBound
                || !isUnknownThing(half + 1) && !(elements[half + 1].kind == .quantity && !quantities[elements[half + 1].index].hasTimeUnit)
        else { return nil }
        return verb
    }

    /// Behind "we", or at the head: "We also held …", "Took …".
    private func deedVerb(_ range: Range<Int>) -> Int? {
        // "who turned up twice", "it switched on its own"
        guard hasWord(.handling) || hasWord(.bringing) || hasWord(.fetching), !clause.lead.has(.relative),
            !range.prefix(3).contains(where: { isThey(tokens[elements[$0].token]) && elements[$0].kind == .word })
        else {
            return nil
        }
        // "Marit has already put the guide up"
        if let verb = range.prefix(6).first(where: { elements[$0].kind == .word && endsInVerb($0, .bringing) }),
            verb > range.lowerBound + 1, elements[range.lowerBound].kind != .quantity,
            (range.lowerBound + 1..<verb).contains(where: { tokens(of: $0).contains { hasRole($0, .needing) } }),
            range.contains(where: { $0 > verb && isSecondHalf($0) })
        {
            return verb
        }
        let isOurs = range.prefix(3).contains { firstWord($0).has(.firstPerson) }
        let head = range.prefix(4).first { index in
            elements[index].kind != .word || !elements[index].has([.and, .but, .firstPerson, .likewise, .filler]) || isDeedVerb(index)
        }
        // "On the bright side we did the first six reviews"
        if let ours = range.prefix(8).first(where: {
            elements[$0].kind == .word && elements[$0].has(.firstPerson) && elements[$0].end - elements[$0].start <= 4
        }),
            ours + 1 < range.upperBound, isDeedVerb(ours + 1), !hasUnknown(range.lowerBound..<ours) || ours <= range.lowerBound + 4
        {
            return ours + 1
        }
        guard let head, elements[head].kind == .word, isDeedVerb(head) else { return nil }
        // "put the sensors up" may ask for it.
        let isGoingOn = outputs.last.map { $0.clause == clauseIndex - 1 } == true && clause.opening == .sentence
        return isOurs || isGoingOn || !hasRole(tokens(of: head).last, .asking) ? head : nil
    }

    private func isDeedVerb(_ index: Int) -> Bool {
        elements[index].kind == .word
            && (endsInVerb(index, .handling) || endsInVerb(index, .bringing)
                || endsInVerb(index, .fetching))
    }

    /// "rolled", "we switched": the phrase ends in a verb of the kind.
    private func endsInVerb(_ index: Int, _ role: WordRole) -> Bool {
        let words = tokens(of: index)
        if hasRole(words.last, role) { return true }
        // "switched the", of planned work, is one phrase.
        return words.count > 1 && hasRole(words.last, .the) && hasRole(words.dropLast().last, role) && index + 1 < elements.count
            && elements[index + 1].kind == .name && !isKeyResult(index + 1)
    }

    /// "on", "over": what ends such a verb.
    private func isSecondHalf(_ index: Int) -> Bool {
        elements[index].kind == .word && hasRole(tokens[elements[index].token], .particle)
            && (elements[index].end == tokens[elements[index].token].end || elements[index].has(.shippedNamed))
    }
}
