public import Model

/// Reads one message against a check-in's vocabulary: pure, total, and linear in the message's length.
///
/// The steps: markup and words to tokens, tokens to elements (names, numbers, phrases), elements to clauses, clauses to findings, findings to one
/// reading. An open question of the sender's is tried with the result.
public func read(_ text: String, markup: Markup, vocabulary: Vocabulary, moment: Moment) -> Reading {
    // Handed on and filled in, since a reading is too large to be copied for each step.
    var reading = Reading()
    read(text, markup, vocabulary, moment, &reading)
    return reading
}

private func read(_ text: String, _ markup: Markup, _ vocabulary: Vocabulary, _ moment: Moment, _ reading: inout Reading) {
    var tokenizer = Tokenizer(text, markup: markup, vocabulary: vocabulary)
    let tokens = tokenizer.run()
    if let command = CommandReader.command(tokens, vocabulary) {
        return reading.setCommand(command, TextSpan(start: 0, end: tokenizer.bytes.count))
    }
    var moment = moment
    if moment.focus == nil, moment.pending == nil, let quoted = tokenizer.quoted, tokens.contains(where: { $0.kind == .number }) {
        moment.focus = quotedSubject(tokenizer.bytes[quoted], markup, vocabulary)
    }
    var builder = ElementBuilder(tokens, vocabulary, hasFocus: moment.focus != nil)
    builder.build()
    var splitter = ClauseSplitter(&builder)
    splitter.split()
    let focused = PendingReader.focused(moment)
    var message = MessageReader(builder, splitter, focused)
    message.readAll()
    var resolver = Resolver(message, focused, tokenizer.bytes)
    resolver.resolve(&reading)
    if let pending = moment.pending { PendingReader(pending, resolver.reader).apply(to: &reading) }
    if !moment.told.isEmpty, goOn(text, markup, vocabulary, moment, resolver.reader, &reading) { return }
    reading.reportedFor = PersonReader.reportedFor(tokens, vocabulary, tokenizer.bytes)
    if reading.kind == .chatter { reading.kind = KindReader.kind(reading, resolver.reader) }
    // What speaks of a number that was told, and sets down nothing, is not passed over.
    if reading.kind == .chatter, resolver.reader.speaksOfTold(moment) { reading.kind = .unread }
    if reading.kind == .chatter || reading.kind == .unread {
        if let end = CommandReader.undoEnd(tokens, vocabulary) {
            reading.setCommand(.undo, TextSpan(start: 0, end: end))
        } else if !resolver.reader.findings.contains(where: { $0.isSuperseded && $0.isValue }),
            // "upsell 23k. hm no, scratch that" takes back what it has just said, and no message before it.
            let command = CommandReader.commandAtEnd(tokens, vocabulary)
        {
            reading.setCommand(command, TextSpan(start: 0, end: tokenizer.bytes.count))
        }
    }
}

/// Reads a message again that goes on about what its sender has told, where that makes more of it.
private func goOn(
    _ text: String, _ markup: Markup, _ vocabulary: Vocabulary, _ moment: Moment, _ message: borrowing MessageReader, _ reading: inout Reading
) -> Bool {
    var isReadAgain = false
    if let subject = message.goesOnAbout(reading, moment) {
        var focused = moment
        focused.focus = vocabulary.targets[subject].id.rawValue
        focused.told = []
        focused.pending = nil
        var second = Reading()
        read(text, markup, vocabulary, focused, &second)
        if message.isBetter(second, than: reading, of: subject, moment) {
            reading = second
            isReadAgain = true
        }
    }
    if let rated = message.reratedTold(moment), !reading.updates.contains(where: { $0.confidence != nil }) {
        reading.takeRating(rated)
    } else if let rated = message.rerated(moment) {
        reading.updates.removeAll { $0.keyResult != rated.keyResult && $0.value == nil && $0.evidence.overlaps(rated.evidence) }
        reading.takeRating(rated)
    }
    if reading.updates.isEmpty, reading.questions.isEmpty, let added = message.addedToTold(moment) { reading.takeAdded(added) }
    return isReadAgain
}

/// "> sign-ups?" before "1,412": what a quoted line is about, where that is one key result.
private func quotedSubject(_ bytes: ArraySlice<UInt8>, _ markup: Markup, _ vocabulary: Vocabulary) -> String? {
    // No line that is answered is longer.
    guard bytes.count <= 400 else { return nil }
    // Without the marks of the quote, which would leave out its words again.
    let words = bytes.drop { $0 == UInt8(ascii: ">") || Ascii.isSpace($0) }
    var tokenizer = Tokenizer(String(decoding: words, as: UTF8.self), markup: markup, vocabulary: vocabulary)
    var builder = ElementBuilder(tokenizer.run(), vocabulary, hasFocus: false)
    builder.build()
    let named = builder.mentions.reduce(IndexSet128()) { $0.union($1.keyResults) }
    return named.only.map { vocabulary.targets[$0].id.rawValue }
}

extension Reading {
    /// What comes on top of a number that was told.
    fileprivate mutating func takeAdded(_ added: ReadUpdate) {
        leftOut.removeAll { $0.overlaps(added.evidence) }
        claims.append(Claim(rule: .change, span: added.evidence, keyResults: [added.keyResult], isDropped: false))
        updates.append(added)
        kind = .report
    }

    /// A share in place of another: what its numbers were taken for before is no more.
    fileprivate mutating func takeRating(_ rated: ReadUpdate) {
        updates.removeAll { update in update.valueSpan.map { $0.overlaps(rated.evidence) } ?? false }
        questions.removeAll { $0.span.overlaps(rated.evidence) }
        leftOut.removeAll { $0.overlaps(rated.evidence) }
        claims.removeAll { $0.span.overlaps(rated.evidence) && !$0.isDropped }
        claims.append(Claim(rule: .confidence, span: rated.evidence, keyResults: [rated.keyResult], isDropped: false))
        if let place = updates.firstIndex(where: { $0.keyResult == rated.keyResult }) {
            updates[place].confidence = rated.confidence
            updates[place].confidenceSpan = rated.confidenceSpan
            updates[place].evidence = updates[place].evidence.joined(rated.evidence)
        } else {
            updates.append(rated)
        }
        kind = .report
    }

    /// The message is a request and nothing else.
    fileprivate mutating func setCommand(_ command: ReadCommand, _ span: TextSpan) {
        self = Reading()
        kind = .command
        self.command = command
        claims = [Claim(rule: .command, span: span, keyResults: [], isDropped: false)]
    }
}

/// Finds out whether the whole message is a request to the bot.
enum CommandReader {
    static func command(_ tokens: [Token], _ vocabulary: Vocabulary) -> ReadCommand? {
        // No request is longer, and most messages are: they are told apart before anything is looked up.
        guard tokens.count <= 16 else { return nil }
        let lexicon = vocabulary.lexicon
        guard let first = tokens.firstIndex(where: { $0.kind == .word }), let last = tokens.lastIndex(where: { $0.kind == .word }) else { return nil }
        var node: Int32 = 0
        var count = 0
        for (position, token) in tokens.enumerated() {
            switch token.kind {
            case .word:
                // Polite words before and behind a request, which is more than they.
                if first < last, isPlease(token, lexicon), count == 0 || position == last || token.lexeme < 0 || lexicon.step(node, token.lexeme) < 0
                {
                    continue
                }
                guard token.lexeme >= 0 else { return nil }
                node = lexicon.step(node, token.lexeme)
                count += 1
                guard node >= 0, count <= 8 else { return nil }
            case .reference, .period, .exclamation, .question, .newline, .emoji, .slash, .comma: continue
            default: return nil
            }
        }
        guard count > 0 else { return nil }
        let ending = lexicon.ending(node)
        return ending < 0 ? nil : lexicon.entries[Int(ending)].command
    }
}

extension CommandReader {
    /// "undo that last one pls, the trial users were counted": where the request ends that a message begins with, whatever is said of its reason.
    static func undoEnd(_ tokens: [Token], _ vocabulary: Vocabulary) -> Int? {
        let lexicon = vocabulary.lexicon
        var node: Int32 = 0
        var end: Int?
        for (position, token) in tokens.prefix(12).enumerated() {
            switch token.kind {
            case .word:
                if node == 0 || end == position - 1,
                    isPlease(token, lexicon) || node == 0 && isInterjection(token, lexicon) && !lexicon.hasRole(token, .take)
                {
                    if node != 0 { end = position }
                    continue
                }
                if end == position - 1, lexicon.meaning(ofWord: token.lexeme).has([.because, .but]) { return tokens[position - 1].end }
                guard token.lexeme >= 0, case let next = lexicon.step(node, token.lexeme), next >= 0 else { return nil }
                node = next
                let ending = lexicon.ending(node)
                end = ending >= 0 && lexicon.entries[Int(ending)].command == .undo ? position : nil
            case .reference where node == 0: continue
            case .comma, .period, .semicolon, .exclamation, .newline, .dash, .colon, .open, .emoji:
                if node == 0 { continue }
                return end == position - 1 ? tokens[position - 1].end : nil
            default: return nil
            }
        }
        return end.flatMap { $0 == tokens.count - 1 ? tokens[$0].end : nil }
    }

    /// "that was last week's sheet, please delete what I just sent", "morning! what's the status?": a request behind its reason, or behind a greeting.
    static func commandAtEnd(_ tokens: [Token], _ vocabulary: Vocabulary) -> ReadCommand? {
        let lastWord = tokens.lastIndex { $0.kind == .word } ?? 0
        guard let border = tokens[..<lastWord].lastIndex(where: { [.comma, .period, .exclamation, .semicolon, .dash, .newline].contains($0.kind) }),
            let command = command(Array(tokens[(border + 1)...]), vocabulary)
        else { return nil }
        let words = tokens[..<border].filter { $0.kind == .word }
        return command == .undo || words.count <= 2 ? command : nil
    }

    /// "hm, undo that"
    private static func isInterjection(_ token: Token, _ lexicon: Lexicon) -> Bool {
        token.length <= 5 && lexicon.meaning(ofWord: token.lexeme).has([.filler, .correction, .no])
    }

    /// Polite words around a request.
    static func isPlease(_ token: Token, _ lexicon: Lexicon) -> Bool { lexicon.meaning(ofWord: token.lexeme).has(.please) }
}

/// "For Ana: churn 3.2%".
enum PersonReader {
    static func reportedFor(_ tokens: [Token], _ vocabulary: Vocabulary, _ bytes: [UInt8]) -> ReportedFor? {
        var start = 0
        while start < tokens.count, tokens[start].kind == .reference || tokens[start].kind == .comma || tokens[start].kind == .colon { start += 1 }
        guard start < tokens.count, tokens[start].kind == .word, let end = prefixEnd(tokens, start, vocabulary.lexicon) else { return nil }
        var colon = end
        while colon < tokens.count, colon - end < 4, tokens[colon].kind == .word || tokens[colon].kind == .reference { colon += 1 }
        guard colon > end, colon < tokens.count, tokens[colon].kind == .colon || (tokens[colon].kind == .comma && colon == end + 1) else {
            return nil
        }
        guard tokens[end..<colon].allSatisfy({ isName($0, vocabulary) }) else { return nil }
        // "For completeness, …"
        if tokens[colon].kind == .comma, tokens[end].kind == .word, (97...122).contains(bytes[tokens[end].start]) { return nil }
        let span = TextSpan(start: tokens[end].start, end: tokens[colon - 1].end)
        return ReportedFor(name: String(decoding: bytes[span.start..<span.end], as: UTF8.self), span: span)
    }

    private static func prefixEnd(_ tokens: [Token], _ start: Int, _ lexicon: Lexicon) -> Int? {
        var node: Int32 = 0
        var end: Int?
        for position in start..<min(tokens.count, start + 3) {
            guard tokens[position].kind == .word, tokens[position].lexeme >= 0 else { break }
            node = lexicon.step(node, tokens[position].lexeme)
            guard node >= 0 else { break }
            let ending = lexicon.ending(node)
            if ending >= 0, lexicon.entries[Int(ending)].meaning.has(.forPerson) { end = position + 1 }
        }
        return end
    }

    private static func isName(_ token: Token, _ vocabulary: Vocabulary) -> Bool {
        if token.kind == .reference { return true }
        return token.name < 0 && vocabulary.lexicon.entry(ofWord: token.lexeme) < 0
    }
}

/// Tells a report from chatter, and both from what was meant as a report and not understood.
enum KindReader {
    static func kind(_ reading: Reading, _ message: borrowing MessageReader) -> ReplyRecord.ReadingKind {
        if reading.answersPending { return .answer }
        if !(reading.updates.isEmpty && reading.outputs.isEmpty && reading.blockers.isEmpty && reading.skips.isEmpty && reading.questions.isEmpty) {
            return .report
        }
        if reading.takenBackStatuses.contains(where: \.isAsked) { return .unread }
        if !reading.takenBack.isEmpty || reading.retracted.contains(where: { $0.kind != .output && $0.kind != .blocker }) { return .unread }
        let isMeant = reading.claims.contains { claim in
            guard claim.isDropped else { return false }
            switch claim.rule {
            case .workCount, .withoutKeyResult, .withoutCurrent: return !claim.keyResults.isEmpty || claim.rule == .withoutCurrent
            default: return false
            }
        }
        if asksToTakeOut(message) || asksToNote(message) || asksNotToCount(message) || deniesPlannedWork(message) { return .unread }
        if message.findings.contains(where: { $0.isSuperseded && $0.isValue && !$0.subject.isNone }) { return .unread }
        let isTelling = !reading.leftOut.isEmpty && message.leftOut.contains { $0.isTelling }
        return isMeant || isTelling || isLikeReport(reading, message) || namesSomething(reading, message) || praisesAll(message)
            || ratesUntold(reading, message) || judgesUntold(reading, message) || countsUntold(reading, message) || isNotOutYet(reading, message)
            || concernsOwn(message)
            || message.hintsAtMore
            || tellsOfPlannedWork(message)
            || triesToAnswer(reading, message)
            || movesUntold(message) ? .unread : .chatter
    }

    /// "you have the review in there twice, please drop the first one": asked of us, and of what is not clear.
    private static func asksToTakeOut(_ message: borrowing MessageReader) -> Bool {
        guard !message.sentences.contains(where: { $0.isQuestion }) else { return false }
        return message.elements.indices.dropFirst().contains { index in
            message.elements[index].kind == .word && message.firstWord(index).has(.takeOut) && message.elements[index - 1].has(.request)
        }
    }

    /// "Please record the exit survey under key result 4": asked of us, and of what we keep no such thing.
    private static func asksToNote(_ message: borrowing MessageReader) -> Bool {
        guard !message.sentences.contains(where: { $0.isQuestion }), let first = message.elements.first, first.kind == .word else { return false }
        // "for the minutes: …"
        if message.hasWord(.minutes), message.tokens.prefix(4).contains(where: { message.hasRole($0, .minutes) }), message.elements.count > 5 {
            return true
        }
        guard first.has([.request, .please]) else { return asksToNoteBelow(message) }
        return message.tokens.prefix(3).contains { message.hasRole($0, .noting) }
            && message.elements.contains { $0.kind == .quantity || $0.kind == .name }
    }

    /// "It's just a plan. But please note that I need half a day for the webinar!"
    private static func asksToNoteBelow(_ message: borrowing MessageReader) -> Bool {
        guard message.hasWord(.noting) else { return false }
        return message.clauses.dropFirst().prefix(16).contains { clause in
            let words = message.tokens[message.elements[clause.elements.lowerBound].token...].prefix(4)
            guard let please = words.firstIndex(where: { message.vocabulary.lexicon.meaning(ofWord: $0.lexeme).has([.please, .request]) }) else {
                return false
            }
            return words.contains { message.hasRole($0, .noting) } && clause.elements.count > 4 && words[please].length > 3
        }
    }

    /// "Hm, it reached only half of them. Please don't count it as shipped yet": asked of us, and not clear of what.
    private static func asksNotToCount(_ message: borrowing MessageReader) -> Bool {
        guard message.hasWord(.counting), !message.sentences.contains(where: { $0.isQuestion }) else { return false }
        return message.clauses.contains { clause in
            // "So please don't count that as shipped."
            return clause.elements.prefix(2).contains { message.elements[$0].kind == .word && message.elements[$0].has([.request, .please]) }
                && clause.elements.contains { message.firstWord($0).has(.negation) }
                && clause.elements.contains { place in message.tokens(of: place).contains { message.hasRole($0, .counting) } }
        }
    }

    /// "the checklist isn't the account health reviews"
    private static func deniesPlannedWork(_ message: borrowing MessageReader) -> Bool {
        guard !message.sentences.contains(where: { $0.isQuestion }) else { return false }
        return message.elements.indices.dropFirst(2).contains { index in
            guard message.elements[index].kind == .name, case let mention = message.mentions[message.elements[index].index] else { return false }
            return mention.initiatives.only != nil && mention.words >= 2 && message.elements[(index - 2)..<index].contains { $0.has(.negation) }
        }
    }

    /// "the health reviews should be in there too, four of the ten are done": how far planned work is, which sets down nothing.
    private static func tellsOfPlannedWork(_ message: borrowing MessageReader) -> Bool {
        guard !message.quantities.isEmpty, !message.sentences.contains(where: { $0.isQuestion }) else { return false }
        return message.elements.contains { element in
            guard element.kind == .name, case let mention = message.mentions[element.index] else { return false }
            return mention.initiatives.only != nil && mention.words >= 2
        }
    }

    /// "it went down a bit": of whose numbers there are, and by how much is not said.
    private static func movesUntold(_ message: borrowing MessageReader) -> Bool {
        let elements = message.elements
        guard message.own.count > 0, (2...9).contains(elements.count), message.quantities.isEmpty else { return false }
        guard
            !elements.contains(where: {
                $0.isQuestion || $0.isUnknown || $0.has([.planned, .condition, .secondPerson, .thanks, .request, .negation])
            })
        else { return false }
        // No "up" and "down" alone, which may be said of anything.
        return elements.contains { $0.kind == .word && $0.has([.up, .down]) && $0.has(.moved) }
            || elements.contains { $0.kind == .word && $0.has([.up, .down]) && $0.end - $0.start > 6 }
    }

    /// "I'd expect something like 1,520 next week, but legal hasn't signed off": of a key result by its name, or of
    /// a number like the sender's own, and nothing of it counts yet.
    private static func concernsOwn(_ message: borrowing MessageReader) -> Bool {
        // A plan or a hope alone is none of our business.
        guard message.own.count > 0,
            message.clauses.prefix(16).contains(where: { clause in
                !message.sentences[clause.sentence].isQuestion && clause.meanings.has([.hint, .blocked, .cannot, .notYet, .negation])
                    && message.hasUnknown(clause.elements)
            })
        else { return false }
        let hasFigure = message.quantities.contains { !$0.isWord }
        for clause in message.clauses.prefix(16) where !message.sentences[clause.sentence].isQuestion {
            if clause.meanings.has([.secondPerson, .thanks]) { continue }
            for index in clause.elements {
                let element = message.elements[index]
                if hasFigure, message.isKeyResult(index), case let named = message.subject(ofName: index), !named.isWeak, !named.isAmbiguous,
                    named.set.contains(where: { message.own.contains($0) })
                {
                    return true
                }
                if element.kind == .quantity, case let quantity = message.quantities[element.index], !quantity.isWord, quantity.value >= 100,
                    message.isLikeOwn(quantity)
                {
                    return true
                }
            }
        }
        return false
    }

    /// "the pricing page test is not out yet, it slipped to next week": from who reports, and of what was never recorded.
    private static func isNotOutYet(_ reading: Reading, _ message: borrowing MessageReader) -> Bool {
        guard message.own.count > 0, reading.retracted.contains(where: { $0.kind == .output }) else { return false }
        return message.clauses.prefix(16).contains { message.isSpeaking($0) && $0.meanings.has([.hint, .status, .until]) }
    }

    /// "it's half a point higher than what I told you", "Ben, I think time to value is not the same, my dashboard shows 32 min": a number of a key
    /// result, or how far one went, that was taken for nothing.
    private static func countsUntold(_ reading: Reading, _ message: borrowing MessageReader) -> Bool {
        let hasFigure = message.quantities.contains { !$0.isWord }
        return message.clauses.prefix(16).contains { clause in
            guard !message.sentences[clause.sentence].isQuestion, !clause.meanings.has([.planned, .condition]) else { return false }
            return clause.elements.contains { index in
                let element = message.elements[index]
                // A long name is meant, whatever else shares one of its words.
                if hasFigure, message.isKeyResult(index) { return message.mentions[element.index].range.count >= 3 }
                return element.kind == .quantity && message.quantities[element.index].isPoints && message.own.count > 0
            }
        }
    }

    /// "let's leave it at risk": from who owns several, and of which is not said.
    private static func judgesUntold(_ reading: Reading, _ message: borrowing MessageReader) -> Bool {
        guard message.own.count > 0, !message.sentences.contains(where: { $0.isQuestion }),
            reading.claims.contains(where: { $0.isDropped && $0.rule == .withoutKeyResult })
        else { return false }
        return message.clauses.prefix(16).contains { clause in
            !clause.meanings.has([.secondPerson, .thanks, .condition])
                && clause.elements.contains { message.elements[$0].kind == .word && message.isPlainStatus($0) }
                && message.tokens[message.elements[clause.elements.lowerBound].token...].prefix(8).contains {
                    message.hasRole($0, .it) || message.hasRole($0, .pointer) || message.hasRole($0, .statusNoun)
                }
        }
    }

    /// "my confidence in that is perhaps 50%": from who owns several, and of which is not said.
    private static func ratesUntold(_ reading: Reading, _ message: borrowing MessageReader) -> Bool {
        guard message.own.count > 0, !message.sentences.contains(where: { $0.isQuestion }),
            reading.claims.contains(where: { $0.isDropped && $0.rule == .withoutKeyResult })
        else { return false }
        return message.clauses.contains { clause in
            clause.meanings.has(.confidence) && clause.elements.contains { message.elements[$0].kind == .quantity }
        }
    }

    /// "that was for the 35 above": a number, beside a question, and no word of when an answer will come.
    private static func triesToAnswer(_ reading: Reading, _ message: borrowing MessageReader) -> Bool {
        // "without the partners", where two numbers are asked about
        if message.isAnswerPending, message.elements.first?.has(.negation) == true { return true }
        return message.isAnswerPending && message.quantities.contains { !$0.isWord }
            && !message.clauses.contains { $0.meanings.has([.planned, .ask, .request, .wait, .until]) }
            && reading.claims.contains { $0.isDropped && [.notBare, .workCount, .withoutKeyResult, .remaining, .contextOnly].contains($0.rule) }
    }

    /// A number and a status, or something taken back, of what is not known: "exp rvn approx 22k, looking healthy", "ignore the confidence".
    private static func isLikeReport(_ reading: Reading, _ message: borrowing MessageReader) -> Bool {
        if message.clauses.contains(where: { $0.meanings.has([.takeBack, .skipAll]) }) { return true }
        let dropped = reading.claims.filter(\.isDropped).map(\.rule)
        return dropped.contains(.withoutKeyResult) && (dropped.contains(.notBare) || dropped.contains(.workCount))
            && message.clauses.contains { $0.meanings.has(.status) }
    }

    /// The whole message is "both fine" or "all good": praise of key results that sets down nothing.
    private static func praisesAll(_ message: borrowing MessageReader) -> Bool {
        let elements = message.elements
        guard (2...5).contains(elements.count), elements[0].has([.all, .both]), !elements.contains(where: { $0.isQuestion || $0.isUnknown }) else {
            return false
        }
        return message.tokens.contains { message.vocabulary.lexicon.meaning(ofWord: $0.lexeme).has(.praise) }
            && elements.allSatisfy { $0.kind == .word && !$0.has(.secondPerson) || $0.kind == .stop }
    }

    /// A key result is named where nothing was planned, asked or taken back.
    private static func namesSomething(_ reading: Reading, _ message: borrowing MessageReader) -> Bool {
        let excused: Set<Claim.Rule> = [.planned, .conditional, .asked, .superseded, .denied, .past, .remaining]
        let excuses = reading.claims.filter { excused.contains($0.rule) }.map(\.span)
        // Where so much is planned, all of it is; the bound keeps the reading short.
        if excuses.count > 8 || reading.claims.contains(where: { $0.rule == .asked }) { return false }
        // A plan in one sentence says nothing of what another sentence tells.
        let excusedSentences = Set(
            message.clauses.filter { clause in excuses.contains { $0.overlaps(message.span(clause.elements)) } }.map(\.sentence))
        return message.clauses.contains { clause in
            if excusedSentences.contains(clause.sentence) { return false }
            guard clause.section == .none, !message.sentences[clause.sentence].isQuestion, !clause.meanings.has([.planned, .condition, .thanks])
            else { return false }
            return clause.elements.contains { index in message.isKeyResult(index) && !message.subject(ofName: index).isWeak }
        }
    }
}
