/// A stretch of the message that names key results or initiatives.
struct Mention {
    var keyResults = IndexSet128()
    var initiatives = IndexSet128()
    /// A whole id, title or alias, or a number.
    var isExact = false
    /// How many words of weight it has; numbers count as many.
    var words = 0
    var isMisspelt = false
    /// Tokens, the end not included.
    var range: Range<Int>
    /// Bare numbers in lists name only where a value follows.
    var isListNumber = false
}

/// Finds the longest name that begins at a token.
///
/// A run of words names what has all of them in its names; a whole name wins over a part of another, and two that fit equally well leave both.
struct NameMatcher {
    let tokens: [Token]
    let vocabulary: Vocabulary

    private static let objectiveWord = Folding.hash("objective")

    func match(at start: Int) -> Mention? {
        if let numbered = matchNumber(at: start) { return numbered }
        guard tokens[start].name >= 0, tokens[start].kind == .word else { return nil }
        let keyResult = run(from: start, of: .keyResult)
        let initiative = run(from: start, of: .initiative)
        guard let keyResult else { return initiative.map { mention($0, initiative: true) } }
        guard let initiative else { return mention(keyResult, initiative: false) }
        let mine = (keyResult.words, keyResult.isExact ? 1 : 0, keyResult.end)
        if (initiative.words, initiative.isExact ? 1 : 0, initiative.end) > mine { return mention(initiative, initiative: true) }
        var both = mention(keyResult, initiative: false)
        if initiative.end == keyResult.end, initiative.words == keyResult.words { both.initiatives = initiative.set }
        return both
    }

    private struct Run {
        var set: IndexSet128
        var start: Int
        var end: Int
        var words: Int
        var isExact: Bool
        var isMisspelt: Bool
    }

    private func mention(_ run: Run, initiative: Bool) -> Mention {
        var mention = Mention(range: run.start..<run.end)
        if initiative { mention.initiatives = run.set } else { mention.keyResults = run.set }
        mention.isExact = run.isExact
        mention.words = run.words
        mention.isMisspelt = run.isMisspelt
        return mention
    }

    private func run(from start: Int, of kind: Vocabulary.NameKind) -> Run? {
        var set = vocabulary.nameWords[Int(tokens[start].name)][kind]
        guard !set.isEmpty else { return nil }
        var state = Run(set: set, start: start, end: start + 1, words: 0, isExact: false, isMisspelt: false)
        var best: Run?
        var whole: Run?
        var hash: UInt64 = 0
        var position = start
        while position < tokens.count, position - start < 16, isInner(position, start) {
            let token = tokens[position]
            let word = vocabulary.nameWords[Int(token.name)]
            let next = set.intersection(word[kind])
            guard !next.isEmpty, !isStatusAgain(token, start..<position) else { break }
            set = next
            state.end = position + 1
            state.set = set
            state.isMisspelt = state.isMisspelt || token.isMisspelt
            // "adoptoins" is the whole name "adoptions".
            let stem = token.isMisspelt && position == start ? word.stem : token.stem
            let stemmed = Folding.join(hash, stem, secondLength: token.stemLength)
            hash = Folding.join(hash, token.hash, secondLength: token.length)
            if !word.isGeneric || token.kind == .number {
                state.words += max(1, word.weight)
                best = state
            } else if state.words > 0, !isStopWord(token) {
                best = state
            } else if position > start, token.kind == .number || token.length > 3, !isStopWord(token) {
                best = best ?? state
                best?.end = position + 1
                best?.set = set
            }
            if let name = vocabulary.exact(stemmed), !name[kind].isEmpty {
                whole = state
                whole?.set = name[kind]
                whole?.isExact = true
                whole?.words = max(1, state.words)
            }
            position += 1
        }
        let chosen = proper(choose(best, whole), kind)
        // "until they sign" is not about sign-ups.
        if let chosen, !chosen.isExact, chosen.end == start + 1, case let particle = vocabulary.nameWords[Int(tokens[start].name)].particle,
            particle != 0,
            start + 1 == tokens.count || tokens[start + 1].hash != particle
        {
            return nil
        }
        return chosen
    }

    /// One word that several have names it in which it is no mere "per meal".
    private func proper(_ run: Run?, _ kind: Vocabulary.NameKind) -> Run? {
        guard var run, kind == .keyResult, run.end == run.start + 1, run.set.count > 1 else { return run }
        let proper = run.set.intersection(vocabulary.nameWords[Int(tokens[run.start].name)].proper)
        if !proper.isEmpty { run.set = proper }
        return run
    }

    /// "red ale's red": a status is no part of the name that holds the same word already.
    private func isStatusAgain(_ token: Token, _ before: Range<Int>) -> Bool {
        vocabulary.lexicon.meaning(ofWord: token.lexeme).has(.status) && tokens[before].contains { $0.stem == token.stem }
    }

    /// Whether the name may go on over this token: a word on the same line, or a number that the name holds right here.
    private func isInner(_ position: Int, _ start: Int) -> Bool {
        let token = tokens[position]
        guard token.name >= 0 else { return false }
        if token.kind == .word { return true }
        guard token.kind == .number, position > start else { return false }
        return vocabulary.hasPair(tokens[position - 1].stem, token.hash)
    }

    private func isStopWord(_ token: Token) -> Bool {
        let meaning = vocabulary.lexicon.meaning(ofWord: token.lexeme)
        return meaning.has(.filler) && meaning.has([.preposition, .article, .and, .of, .per, .wait]) || token.length <= 2 && meaning.has(.filler)
    }

    private func choose(_ part: Run?, _ whole: Run?) -> Run? {
        guard let whole else { return part.flatMap { $0.words > 0 || $0.end - $0.start > 1 ? $0 : nil } }
        guard let part, part.end > whole.end else { return whole }
        // A longer run of a title's words wins over a whole short name inside it, unless it leaves open which one is meant.
        if part.set.count > 1, whole.set.count == 1 { return whole }
        return part
    }

    // MARK: numbers

    /// "KR1", "kr 1", "#1", "O2 KR1", "O2.1".
    private func matchNumber(at start: Int) -> Mention? {
        let token = tokens[start]
        switch token.kind {
        case .objectiveNumber: return objective(Int(token.number) / 1000, Int(token.number) % 1000, start..<(start + 1))
        case .hash:
            guard start + 1 < tokens.count, tokens[start + 1].kind == .number, !tokens[start + 1].isSpaced, tokens[start + 1].digits > 0 else {
                return nil
            }
            return numberName(Int(tokens[start + 1].number), start..<(start + 2))
        case .word: return matchWord(at: start)
        default: return nil
        }
    }

    private func matchWord(at start: Int) -> Mention? {
        let token = tokens[start]
        if let objectiveNumber = token.objectiveNumber ?? spacedNumber(start), let end = objectiveEnd(start),
            let keyResult = end < tokens.count ? keyResultNumber(at: end) : nil
        {
            return objective(objectiveNumber, keyResult.number, start..<keyResult.end)
        }
        guard let keyResult = keyResultNumber(at: start) else { return nil }
        if let name = vocabulary.exact(token.stem), !name.keyResults.isEmpty, keyResult.end == start + 1 {
            var mention = Mention(range: start..<(start + 1))
            mention.keyResults = name.keyResults
            mention.isExact = true
            mention.words = 4
            return mention
        }
        return numberName(keyResult.number, start..<keyResult.end)
    }

    private func objectiveEnd(_ start: Int) -> Int? { tokens[start].objectiveNumber != nil ? start + 1 : start + 2 }

    /// "objective 2".
    private func spacedNumber(_ start: Int) -> Int? {
        guard tokens[start].hash == Self.objectiveWord, start + 1 < tokens.count, tokens[start + 1].digits > 0 else { return nil }
        return Int(tokens[start + 1].number)
    }

    /// "KR1", "KR 1", "KR-1", "KR #1" and where it ends.
    private func keyResultNumber(at start: Int) -> (number: Int, end: Int)? {
        let token = tokens[start]
        guard token.kind == .word else { return nil }
        if let number = token.keyResultNumber { return (number, start + 1) }
        guard token.isKeyResultWord, start + 1 < tokens.count else { return nil }
        let next = tokens[start + 1].kind == .hash || tokens[start + 1].kind == .dash ? start + 2 : start + 1
        guard next < tokens.count, tokens[next].kind == .number, (1...2).contains(tokens[next].digits) else { return nil }
        return (Int(tokens[next].number), next + 1)
    }

    func numberName(_ number: Int, _ range: Range<Int>) -> Mention? {
        guard let index = vocabulary.targets.firstIndex(where: { $0.number == number }) else { return nil }
        return numbered(index, range)
    }

    private func objective(_ objective: Int, _ number: Int, _ range: Range<Int>) -> Mention? {
        guard let index = vocabulary.targets.firstIndex(where: { $0.objective == objective && $0.indexInObjective == number }) else { return nil }
        return numbered(index, range)
    }

    private func numbered(_ index: Int, _ range: Range<Int>) -> Mention {
        var mention = Mention(range: range)
        mention.keyResults = IndexSet128(index)
        mention.isExact = true
        mention.words = 4
        return mention
    }
}
