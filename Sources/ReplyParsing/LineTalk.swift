public import Model

/// What a message says about lines that stand in the minutes: that one is to go, is not so, should read otherwise, or is no longer in the way.
///
/// Which line is meant, only those who keep them know: the words are held against the lines' own.
public struct LineTalk: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// "take it out please", "the boiler swap can go".
        case takeOut
        /// "that isn't a blocker", "my depot line isn't right", "so not live".
        case denial
        /// "the blades came on the noon truck": what was waited for is there.
        case relief
        /// "it should read “for staff only”", with the words that are to stand.
        case reword(TextSpan)
        /// "the bus problem belongs to 3".
        case move(KeyResultID)
        /// "pull my sponsor number for now": a value is to go, of these; of none where it is not said.
        case withdrawal([KeyResultID])
    }

    /// What kind of line is meant, where it is said.
    public enum Noun: Hashable, Sendable { case blocker, output }

    public internal(set) var kind: Kind
    /// The stretch between two stops or commas that says it.
    public internal(set) var span: TextSpan
    /// The sentence around it.
    public internal(set) var sentence: TextSpan
    public internal(set) var noun: Noun?
    /// "the first blocker"; -1 for the last, 0 for several.
    public internal(set) var ordinal: Int?
    /// "both lines about …", "all of them".
    public internal(set) var isOfSeveral = false
    /// It names nothing of its own: "that's sorted", "take it out please".
    public internal(set) var isPointing = false
    /// "that's sorted": it says by itself that something is over, whatever it was.
    public internal(set) var isSettled = false
    /// "the strike is over": with what it ends.
    public internal(set) var isOver = false

    /// The line is to stand with other words.
    public var isRewording: Bool { if case .reword = kind { true } else { false } }
}

/// What a message says about lines that were recorded before it, in its order.
public func lineTalk(in text: String, markup: Markup, vocabulary: Vocabulary) -> [LineTalk] {
    // Nobody speaks of lines at greater length.
    guard text.utf8.count <= 600 else { return [] }
    var tokenizer = Tokenizer(text, markup: markup, vocabulary: vocabulary)
    var builder = ElementBuilder(tokenizer.run(), vocabulary, hasFocus: false)
    builder.build()
    return LineTalkReader(
        tokens: builder.tokens, bytes: tokenizer.bytes, mentions: builder.mentions, vocabulary: vocabulary
    ).read()
}

private struct LineTalkReader {
    let tokens: [Token]
    let bytes: [UInt8]
    let mentions: [Mention]
    let vocabulary: Vocabulary

    private var lexicon: Lexicon { vocabulary.lexicon }

    private struct Segment {
        var range: Range<Int>
        var sentence: Int
        var isQuestion = false
    }

    func read() -> [LineTalk] {
        let segments = segments()
        var found: [LineTalk] = []
        for segment in segments {
            guard let kind = kind(segment) else { continue }
            let around = segments.filter { $0.sentence == segment.sentence }
            guard let first = around.first?.range.lowerBound, let last = around.last?.range.upperBound else { continue }
            var talk = LineTalk(kind: kind, span: span(segment.range), sentence: span(first..<last))
            talk.noun = noun(segment.range)
            talk.ordinal = ordinal(segment.range)
            talk.isOfSeveral = segment.range.contains { meaning($0).has([.both, .all]) || has($0, .severalLines) }
            talk.isPointing = !segment.range.contains { isThing($0) }
            talk.isSettled = settles(segment.range)
            talk.isOver = has(segment.range.upperBound - 1, .settled)
            // "one of my two obstacles has been dealt with, so you may cross it out"
            if talk.isPointing, (first..<last).contains(where: { isOne($0) && has($0 + 1, .of) }) { talk.ordinal = 0 }
            found.append(talk)
        }
        return found
    }

    /// Between stops, commas and the words that turn or conclude.
    private func segments() -> [Segment] {
        var segments: [Segment] = []
        var start = 0
        var sentence = 0
        func close(_ end: Int) { if end > start { segments.append(Segment(range: start..<end, sentence: sentence)) } }
        for (index, token) in tokens.enumerated() {
            switch token.kind {
            case .period, .exclamation, .question, .newline, .semicolon:
                close(index)
                if token.kind == .question {
                    for place in segments.indices where segments[place].sentence == sentence { segments[place].isQuestion = true }
                }
                start = index + 1
                sentence += 1
            case .comma, .dash, .open, .close, .emoji, .colon:
                close(index)
                start = index + 1
            case .word where index > start && meaning(index).has([.but, .result]):
                close(index)
                start = index
            default: continue
            }
        }
        close(tokens.count)
        return segments
    }

    private func kind(_ segment: Segment) -> LineTalk.Kind? {
        let range = segment.range
        if let words = newWords(segment) { return .reword(words) }
        if let ids = withdrawn(segment) { return .withdrawal(ids) }
        if let id = belongs(segment) { return .move(id) }
        if asksToTakeOut(segment) { return .takeOut }
        guard !segment.isQuestion else { return nil }
        if denies(range) { return .denial }
        return relieves(range) ? .relief : nil
    }

    // MARK: a line is to go

    /// "drop the line about that backlog", "the boiler swap can be taken out", "would you take that out?"
    private func asksToTakeOut(_ segment: Segment) -> Bool {
        let range = segment.range
        guard !range.contains(where: { tokens[$0].kind == .number || tokens[$0].kind == .currency || has($0, .measureNoun) })
        else { return false }
        guard let cue = range.first(where: { isDiscarding($0) }) else { return isToGo(range) }
        // "don't take it out"
        if range.prefix(while: { $0 < cue }).contains(where: { meaning($0).has([.negation, .notYet]) }) { return false }
        let isTaken = !has(cue, .take) || range.contains { $0 > cue && (has($0, .out) || meaning($0).has(.off)) }
        guard isTaken else { return false }
        // At the head, behind polite words or "you can"; or behind "can be".
        let lead = range.prefix { $0 < cue }
        let isAsked = lead.allSatisfy { place in
            meaning(place).has([.please, .request, .filler, .secondPerson, .result, .and, .but, .correction, .firstPerson, .yes])
                || has(place, .can) || has(place, .modal) || has(place, .hurried)
        }
        let isPassive = lead.last.map { has($0, .be) } ?? false
        guard isAsked || isPassive && lead.contains(where: { has($0, .can) || has($0, .should) || has($0, .modal) }) else { return false }
        // "forget it", "scratch that" alone take back what was said last.
        let object = isPassive ? Array(lead) : range.filter { $0 > cue }
        return object.contains { isThing($0) || has($0, .lineNoun) || has($0, .matter) || meaning($0).has(.ordinal) || has($0, .last) }
            || isTaken
                && object.contains { has($0, .pointer) || has($0, .thatIs) || has($0, .this) || meaning($0).has([.both, .pronoun]) }
    }

    /// "the breakfast opening can go from the list", "that should go"
    private func isToGo(_ range: Range<Int>) -> Bool {
        guard let verb = range.first(where: { has($0, .leaving) }), verb > range.lowerBound,
            has(verb - 1, .can) || has(verb - 1, .should) || has(verb - 1, .modal) || has(verb - 1, .to),
            !range.contains(where: { meaning($0).has([.negation, .notYet, .firstPerson]) })
        else { return false }
        // "that should go up tomorrow", "it can go live now": to where it goes.
        let rest = range.filter { $0 > verb }
        return rest.isEmpty || meaning(rest[0]).has(.from)
            || rest.allSatisfy {
                meaning($0).has(.off) || has($0, .out) || has($0, .the) || has($0, .lineNoun) || meaning($0).has(.from)
                    || meaning($0).has([.please, .now, .filler, .pronoun])
            }
    }

    private func isDiscarding(_ index: Int) -> Bool {
        tokens[index].kind == .word && (meaning(index).has(.takeOut) || has(index, .discarding) || has(index, .discarded) && has(index - 1, .be))
    }

    /// "isn't a blocker", "nothing shipped from me", "my depot line isn't right", "so not live"
    private func denies(_ range: Range<Int>) -> Bool {
        if range.contains(where: { has($0, .lineNoun) }), range.contains(where: { has($0, .wrong) }) { return true }
        guard let not = range.first(where: { meaning($0).has([.negation, .notYet]) || has($0, .isNot) || has($0, .hasNot) }),
            !range.contains(where: { meaning($0).has([.condition, .planned, .until]) })
        else { return false }
        return range.contains { $0 > not && (has($0, .blockerNoun) || isClaimed($0)) }
    }

    /// What a line of finished work claims, or that a line is right.
    private func isClaimed(_ index: Int) -> Bool {
        tokens[index].kind == .word && (meaning(index).has(.shipped) || has(index, .live) || has(index, .concluded) || has(index, .rightful))
    }

    // MARK: of which key result

    /// "please withdraw both of my figures", "3 is missing the weekend, so take that number out"
    private func withdrawn(_ segment: Segment) -> [KeyResultID]? {
        let range = segment.range
        guard !segment.isQuestion || range.contains(where: { meaning($0).has([.request, .secondPerson]) }),
            let cue = range.first(where: { isDiscarding($0) && !has($0, .discarded) }),
            range.contains(where: { $0 > cue && has($0, .numberNoun) })
                // "scratch the 22.9": which value that is, those who keep it know.
                || range.count <= 5 && range.contains(where: { $0 > cue && tokens[$0].kind == .number }),
            !has(cue, .take) || range.contains(where: { $0 > cue && (has($0, .out) || has($0, .back) || meaning($0).has(.off)) }),
            range.prefix(while: { $0 < cue }).allSatisfy({ place in
                meaning(place).has([.please, .request, .filler, .secondPerson, .result, .and, .but, .correction]) || has(place, .can)
                    || has(place, .modal) || has(place, .hurried)
            })
        else { return nil }
        return named(range)
    }

    /// "the bus problem belongs to 3", "the CRM wait should sit under 2", "the wifi one is for sleep"
    private func belongs(_ segment: Segment) -> KeyResultID? {
        let range = segment.range
        guard !segment.isQuestion, !range.contains(where: { meaning($0).has([.negation, .notYet]) }),
            let cue = range.first(where: { has($0, .placing) }), cue > range.lowerBound,
            let lead = range.first(where: { $0 > cue && $0 <= cue + 2 && (has($0, .to) || has($0, .beneath) || has($0, .about)) }),
            range.contains(where: { $0 < cue && (isThing($0) || has($0, .lineNoun) || has($0, .blockerNoun) || has($0, .matter)) })
        else { return nil }
        let behind = (lead + 1)..<min(range.upperBound, lead + 4)
        if let number = behind.first(where: { tokens[$0].kind == .number }), number <= lead + 2 {
            return vocabulary.targets.first { Double($0.number) == tokens[number].number }?.id
        }
        let ids = named(behind)
        return ids.count == 1 ? ids[0] : nil
    }

    /// The key results that are named by their words.
    private func named(_ range: Range<Int>) -> [KeyResultID] {
        let found = mentions.filter { $0.range.overlaps(range) }.compactMap { $0.keyResults.only }
        return found.reduce(into: []) { if !$0.contains(vocabulary.targets[$1].id) { $0.append(vocabulary.targets[$1].id) } }
    }

    // MARK: no longer in the way

    /// "the gasket came", "that's sorted", "it isn't in the way any more"
    private func relieves(_ range: Range<Int>) -> Bool {
        guard
            !range.contains(where: { place in
                tokens[place].kind == .word
                    && (meaning(place).has([.until, .planned, .still, .condition, .request, .blocked, .cannot, .wait]) && !isInTheWay(place, range)
                        || has(place, .hampering) || has(place, .willNot) || has(place, .should))
            })
        else { return false }
        let isNegated = range.contains { meaning($0).has([.negation, .notYet]) }
        if isNegated { return range.contains { has($0, .wayNoun) } && range.contains { meaning($0).has(.anymore) } }
        return range.contains { has($0, .freeing) || has($0, .freeingState) && isBehindBeing($0, range) }
    }

    /// "prices are in", "the strike's off", and no "builds go through it".
    private func isBehindBeing(_ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound else { return false }
        let before = tokens[index - 1]
        let ends = bytes[before.start..<before.end].suffix(4).map { $0 }
        return meaning(index - 1).has(.at) || has(index - 1, .being) || meaning(index - 1).has(.now)
            || before.end - before.start > 2 && (ends.suffix(2).elementsEqual("'s".utf8) || ends.suffix(4).elementsEqual("’s".utf8))
            // "everyones back"
            || before.end - before.start > 4 && ends.last == UInt8(ascii: "s") && range.count <= 5
    }

    /// "sorted", "that problem's gone", and no "the 350 comes off my number".
    private func settles(_ range: Range<Int>) -> Bool {
        !range.contains { tokens[$0].kind == .number || tokens[$0].kind == .currency || tokens[$0].name >= 0 || has($0, .measureNoun) }
            && (range.contains { has($0, .settled) || has($0, .wayNoun) }
                || range.contains { has($0, .matter) || has($0, .blockerNoun) || has($0, .lineNoun) })
    }

    private func isInTheWay(_ place: Int, _ range: Range<Int>) -> Bool { range.contains { has($0, .wayNoun) && abs($0 - place) <= 3 } }

    // MARK: other words

    /// The words that are to stand: "put it as “…”", "my walnut line should read …".
    private func newWords(_ segment: Segment) -> TextSpan? {
        let range = segment.range
        guard range.contains(where: { has($0, .lineNoun) || has($0, .pointer) || has($0, .this) || isQuoted($0) || isThing($0) }) else { return nil }
        guard let cue = range.first(where: { has($0, .rewording) || has($0, .readingAs) && $0 > range.lowerBound && has($0 - 1, .should) })
        else { return nil }
        if range.prefix(while: { $0 < cue }).contains(where: { meaning($0).has(.negation) }) { return nil }
        let isAsked =
            has(cue, .readingAs)
            || range.prefix { $0 < cue }.allSatisfy {
                meaning($0).has([.please, .request, .filler, .secondPerson, .correction, .and, .but, .result]) || has($0, .can) || has($0, .modal)
            }
        guard isAsked else { return nil }
        if let quote = quoted(behind: cue) { return quote }
        // "it should read for staff only", "rename the blocker to …"
        guard has(cue, .readingAs) || has(cue, .renaming), range.contains(where: { has($0, .lineNoun) }) || has(cue, .readingAs) else { return nil }
        var start = cue + 1
        if !has(cue, .readingAs) {
            guard let lead = range.first(where: { $0 > cue && (has($0, .as) || has($0, .to)) }) else { return nil }
            start = lead + 1
        }
        guard start + 1 < range.upperBound, (start..<range.upperBound).contains(where: { isThing($0) }),
            !(start..<range.upperBound).contains(where: { tokens[$0].kind == .number })
        else { return nil }
        return span(start..<range.upperBound)
    }

    private static let opening: [[UInt8]] = ["“", "\"", "«", "„", "'", "‘"].map { Array($0.utf8) }
    private static let closing: [[UInt8]] = ["”", "\"", "»", "“", "'", "’"].map { Array($0.utf8) }

    private func isQuoted(_ index: Int) -> Bool {
        let start = tokens[index].start
        return Self.opening.contains { mark in start >= mark.count && Array(bytes[(start - mark.count)..<start]) == mark }
    }

    /// What stands between quotation marks behind a word.
    private func quoted(behind cue: Int) -> TextSpan? {
        for index in (cue + 1)..<max(cue + 1, tokens.count) {
            let start = tokens[index].start
            for (open, close) in zip(Self.opening, Self.closing) where start >= open.count && Array(bytes[(start - open.count)..<start]) == open {
                // An apostrophe within a word ends nothing.
                let ends = (index..<tokens.count).filter { place in
                    let end = tokens[place].end
                    return end + close.count <= bytes.count && Array(bytes[end..<(end + close.count)]) == close
                        && (end + close.count == bytes.count || !isLetter(bytes[end + close.count]))
                }
                if let last = ends.first(where: { $0 > index }) { return TextSpan(start: start, end: tokens[last].end) }
            }
        }
        return nil
    }

    private func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }

    // MARK: words

    private func noun(_ range: Range<Int>) -> LineTalk.Noun? {
        if range.contains(where: { has($0, .blockerNoun) }) { return .blocker }
        return range.contains { tokens[$0].kind == .word && meaning($0).has(.shipped) } ? .output : nil
    }

    private func ordinal(_ range: Range<Int>) -> Int? {
        for index in range where tokens[index].kind == .word {
            let next = index + 1 < range.upperBound ? lexicon.entry(ofWord: tokens[index + 1].lexeme) : -1
            // "the first two lines": more than one place.
            let isOfMore = next >= 0 && lexicon.entries[Int(next)].number > 1
            if has(index, .last) { return isOfMore ? 0 : -1 }
            let entry = lexicon.entry(ofWord: tokens[index].lexeme)
            if entry >= 0, case let ordinal = lexicon.entries[Int(entry)].ordinal, ordinal != 0 { return isOfMore ? 0 : ordinal }
        }
        return nil
    }

    private func isOne(_ index: Int) -> Bool {
        let entry = tokens[index].kind == .word ? lexicon.entry(ofWord: tokens[index].lexeme) : -1
        return entry >= 0 && lexicon.entries[Int(entry)].number == 1
    }

    private func has(_ index: Int, _ role: WordRole) -> Bool {
        tokens.indices.contains(index) && tokens[index].kind == .word && lexicon.hasRole(tokens[index], role)
    }

    private func meaning(_ index: Int) -> Meaning { tokens[index].kind == .word ? lexicon.meaning(ofWord: tokens[index].lexeme) : [] }

    /// A word that the lexicon does not know as part of a sentence's frame.
    private func isThing(_ index: Int) -> Bool {
        let token = tokens[index]
        return token.kind == .word && token.length > 2 && !token.isAdverb && !lexicon.hasRole(token, .lineNoun) && !lexicon.hasRole(token, .matter)
            && !lexicon.hasRole(token, .blockerNoun) && !lexicon.hasRole(token, .discarding) && !lexicon.hasRole(token, .freeing)
            && !lexicon.hasRole(token, .freeingState)
            && !lexicon.hasRole(token, .leaving)
            && lexicon.meaning(ofWord: token.lexeme).subtracting(.ordinary).isEmpty
    }

    private func span(_ range: Range<Int>) -> TextSpan { TextSpan(start: tokens[range.lowerBound].start, end: tokens[range.upperBound - 1].end) }
}
