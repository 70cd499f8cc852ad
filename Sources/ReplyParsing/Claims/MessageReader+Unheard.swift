import Model

/// What speaks as a report does, and came to nothing: its sender should know.
extension MessageReader {
    /// Nobody reads more of them.
    private static let mostUnheard = 3

    /// Clauses that name a key result of which nothing is recorded, or that hold a status or finished work that was taken for nobody's.
    func unheard(_ reading: Reading, told: IndexSet128) -> [TextSpan] {
        var found: [TextSpan] = []
        for (place, clause) in clauses.enumerated() where isSpeaking(clause) {
            guard namesUntold(clause, told) || judges(clause, reading) || delivers(clause) || hints(clause) || tellsOfPlanned(clause) else {
                continue
            }
            let isJoined = clause.elements.count > 1 && elements[clause.elements.lowerBound].has([.and, .but])
            let span = span((clause.elements.lowerBound + (isJoined ? 1 : 0))..<clause.elements.upperBound)
            // Beside a name that a later value goes back to, the words themselves count.
            let words = hintCue(clause).map { self.span($0) } ?? span
            // "put the guide up in the help centre, it looks great"
            if outputs.contains(where: { $0.span.end <= span.start && span.start <= $0.span.end + 3 }), !hints(clause) { continue }
            if isHopedFor(place) || isJudgedAnew(clause, reading) || isHeard(words, reading)
                || isHeldBack(clause, span) && !isDoubtful(clause, reading)
            {
                continue
            }
            found.append(span)
            if found.count == Self.mostUnheard { break }
        }
        return found
    }

    /// "we rolled out the emails, hoping that lifts activation"
    private func isHopedFor(_ place: Int) -> Bool {
        guard place > 0, clauses[place].lead.has(.relative), case let before = clauses[place - 1] else { return false }
        return before.sentence == clauses[place].sentence && before.elements.last.map { elements[$0].has(.planned) } == true
    }

    /// "red is too harsh, let's say amber for expansion"
    private func isJudgedAnew(_ clause: Clause, _ reading: Reading) -> Bool {
        guard let judged = clause.elements.first(where: { entry($0)?.status != nil }),
            clause.elements.contains(where: { $0 > judged && tokens(of: $0).contains { hasRole($0, .too) } })
        else { return false }
        return findings.contains {
            if case .status = $0.content {
                return !$0.isSuperseded && clauses[$0.clause].sentence == clause.sentence && $0.span.start > elements[judged].end
            }
            return false
        }
    }

    func isSpeaking(_ clause: Clause) -> Bool {
        clause.section == .none && !clause.isParenthesised && !sentences[clause.sentence].isQuestion
            && !clause.meanings.has([.planned, .condition, .request, .secondPerson, .past, .was])
            && !elements[clause.elements.lowerBound].has(.headingNext)
            && !(elements[clause.elements.lowerBound].has(.ask) && !clause.meanings.has([.cannot, .hint]))
            && (!clause.meanings.has(.thanks) || clause.meanings.has(.seeming)
                || clause.elements.contains { isKeyResult($0) && !subject(ofName: $0).isWeak })
            && !clause.lead.has([.condition, .after])
            && (!clause.lead.has(.because) || isWhyNot(clause))
    }

    /// "slips to next week because legal still hasn't signed off": a hindrance, where the sentence tells no value that it would explain.
    private func isWhyNot(_ clause: Clause) -> Bool {
        guard let cue = hintCue(clause), tokens(of: cue).contains(where: { hasRole($0, .hasNot) }) else { return false }
        return !findings.contains { clauses[$0.clause].sentence == clause.sentence }
    }

    /// "activation is in trouble"
    private func namesUntold(_ clause: Clause, _ told: IndexSet128) -> Bool {
        clause.elements.contains { index in
            guard isKeyResult(index), case let named = subject(ofName: index), let only = named.set.only, !told.contains(only) else { return false }
            return !named.isWeak || index == clause.elements.lowerBound && !isOtherForm(index)
        }
    }

    /// "both fine", "I don't think we can claim we're on track any more"
    private func judges(_ clause: Clause, _ reading: Reading) -> Bool {
        clause.elements.contains { index in
            let element = elements[index]
            guard element.kind == .word else { return false }
            // "at risk only, not off track" has told it already.
            if entry(index)?.status != nil, isNegated(index, clause.elements.lowerBound), reading.updates.contains(where: { $0.status != nil }) {
                return false
            }
            if let status = entry(index)?.status, reading.updates.contains(where: { $0.status == status }) { return false }
            if let status = entry(index)?.status, status != .done { return !firstWord(index).has(.vague) || element.end - element.start > 8 }
            // "so I'm feeling good, on track"
            if reading.updates.contains(where: { $0.status != nil || $0.confidence != nil }) { return false }
            return vocabulary.lexicon.meaning(ofWord: tokens[element.token].lexeme).has(.praise)
                && clause.elements.contains { $0 < index && (elements[$0].has(.both) || firstWord($0).has(.seeming)) }
        }
    }

    /// "landing page redesign is out"
    private func delivers(_ clause: Clause) -> Bool {
        guard clause.meanings.has(.shippedNamed), !clause.meanings.has([.negation, .notYet, .blocked]),
            let cue = clause.elements.first(where: { elements[$0].kind == .word && elements[$0].has(.shippedNamed) })
        else { return false }
        return tokens(of: cue).count > 1 && (clause.elements.lowerBound..<cue).filter { isUnknownThing($0) }.count > 1
    }

    /// "the kiosk is taking guests since Saturday", "we bolted the new tooling on": what was done with planned work, or has been so since some day.
    private func tellsOfPlanned(_ clause: Clause) -> Bool {
        let range = clause.elements
        guard !clause.meanings.has([.negation, .notYet, .blocked, .cannot, .until, .status, .ready, .unblocked]), range.count > 2,
            range.contains(where: {
                elements[$0].kind == .name && !isKeyResult($0) && fittingInitiative(mentions[elements[$0].index], $0, range) != nil
            }),
            !range.contains(where: { isKeyResult($0) })
        else { return false }
        if clause.meanings.has([.time, .now, .weekday, .firstPerson]) { return true }
        // "since Tuesday" may be a clause of its own.
        let behind = place(of: clause) + 1
        let next = behind < clauses.count ? clauses[behind] : nil
        return next.map { $0.sentence == clause.sentence && $0.elements.count <= 3 && $0.meanings.has([.time, .weekday]) } ?? false
    }

    /// "procurement's gone quiet on us", "we fixed the export"
    func hints(_ clause: Clause) -> Bool {
        guard let cue = hintCue(clause), !isOfWhom(clause),
            // Told with it: "the ground is frozen, so we can't plant until it thaws".
            !blockers.contains(where: { clauses[$0.clause].sentence == clause.sentence }),
            // "Priya fixed the tracking, so that's no longer blocking us"
            !unblocked.contains(where: { !$0.isHint && $0.sentence.overlaps(span(clause.elements)) })
        else { return false }
        return !clause.elements.contains { $0 != cue && elements[$0].has([.negation, .unblocked]) } && hasUnknown(clause.elements)
    }

    private func place(of clause: Clause) -> Int {
        var (low, high) = (0, clauses.count)
        while low < high {
            let middle = (low + high) / 2
            if clauses[middle].elements.lowerBound < clause.elements.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// "from Caro, who's at the dentist's and can't type"
    private func isOfWhom(_ clause: Clause) -> Bool {
        guard clause.lead.has(.and), clause.elements.lowerBound > 0 else { return false }
        return clauses[..<place(of: clause)].suffix(2).contains {
            $0.sentence == clause.sentence && $0.lead.has(.relative) && hasRole(tokens[elements[$0.elements.lowerBound].token], .who)
        }
    }

    /// "I did the new pitch deck", "ran the onboarding webinar": finished work, perhaps.
    private func didSomething(_ clause: Clause) -> Int? {
        let head = clause.elements.prefix(3).first {
            !elements[$0].has([.and, .but, .firstPerson, .likewise]) || elements[$0].end > tokens[elements[$0].token].end
        }
        guard let head, elements[head].kind == .word, hasRole(tokens(of: head).last, .did, .closing) || hasRole(tokens(of: head).last, .working),
            head + 1 < clause.elements.upperBound,
            hasRole(tokens[elements[head + 1].token], .the) || firstWord(head + 1).has([.article, .mine, .ordinal, .all])
                || elements[head + 1].kind == .quantity && head + 2 < clause.elements.upperBound && elements[head + 2].has(.of),
            clause.elements.filter({ $0 > head && isUnknownThing($0) }).count > 1
        else { return nil }
        return head
    }

    /// "not sure we'll get to 30k": of what is aimed at, where no confidence says how sure.
    private func isDoubtful(_ clause: Clause, _ reading: Reading) -> Bool {
        guard let cue = hintCue(clause), elements[cue].has(.hint), tokens(of: cue).contains(where: { hasRole($0, .ofUs) }) else { return false }
        return !reading.updates.contains { $0.confidence != nil || $0.status != nil }
    }

    private func hintCue(_ clause: Clause) -> Int? {
        if let did = didSomething(clause) { return did }
        return clause.meanings.has([.hint, .cannot]) ? clause.elements.first { elements[$0].has([.hint, .cannot]) } : nil
    }

    /// A hindrance, or finished work, in a message of which nothing was read.
    var hintsAtMore: Bool {
        // "Ben, could you share the funnel? I can't find the link"
        !sentences.contains { $0.isQuestion }
            && clauses.prefix(8).contains { clause in
                isSpeaking(clause) && !isRequested(clause.sentence)
                    && (hints(clause) || delivers(clause) || own.count > 0 && hasSign(place(of: clause)))
            }
    }

    /// "please do, I've sent three mails with no reply": said to a colleague.
    private func isRequested(_ sentence: Int) -> Bool {
        let first = sentences[sentence].firstElement
        return first >= 0 && elements[first].kind == .word && elements[first].has([.request, .please]) && !isToNote
    }

    private func isHeard(_ span: TextSpan, _ reading: Reading) -> Bool {
        if reading.unheard.contains(where: { $0.overlaps(span) }) { return true }
        let saysConfidence = reading.updates.contains { $0.confidence != nil }
        return reading.claims.contains { (!$0.isDropped || saysConfidence && $0.rule == .superseded) && $0.span.overlaps(span) }
            || reading.leftOut.contains { $0.overlaps(span) }
    }

    /// What is planned, past or taken back is rightly not recorded.
    private func isHeldBack(_ clause: Clause, _ span: TextSpan) -> Bool {
        dropped.contains { rule, place, _ in
            guard place.overlaps(span) else { return false }
            switch rule {
            case .workCount, .notBare, .withoutKeyResult, .contextOnly: return false
            default: return true
            }
        }
    }
}
