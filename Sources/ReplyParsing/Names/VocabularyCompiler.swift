import Model

/// Breaks names into words and enters each word, compound and whole name into the vocabulary's tables.
struct VocabularyCompiler: Sendable {
    let lexicon: Lexicon
    private(set) var words: [Vocabulary.NameWord] = []
    private(set) var exactNames: [Vocabulary.ExactName] = []
    private(set) var wordIndex = HashIndex()
    private(set) var exactIndex = HashIndex()
    private(set) var numberPairs = HashIndex()
    private(set) var spellings = SpellingIndex()
    private(set) var genericSpellings = SpellingIndex()
    private(set) var hasLabels = false
    private(set) var forms = HashIndex()

    init(lexicon: Lexicon) { self.lexicon = lexicon }

    static func targets(_ context: ReadingContext, _ lexicon: Lexicon) -> [Vocabulary.Target] {
        context.objectives.enumerated().flatMap { objective, group in
            group.keyResults.enumerated().map { index, keyResult in
                Vocabulary.Target(keyResult, objective: objective + 1, indexInObjective: index + 1, lexicon)
            }
        }
    }

    static func isPeriodic(_ title: [ArraySlice<UInt8>], _ lexicon: Lexicon) -> Bool {
        title.contains { lexicon.meaning(ofWord: lexicon.word(Folding.hash($0))).has(.periodic) }
    }

    static func stateStems(_ title: [ArraySlice<UInt8>], _ lexicon: Lexicon) -> [UInt64] {
        title.dropFirst().filter { word in
            lexicon.meaning(ofWord: lexicon.word(Folding.hash(word))).has(.stateVerb) || word.suffix(2) == [101, 100]
        }.map { Folding.stemHash($0) }
    }

    static func initiatives(_ context: ReadingContext) -> [Vocabulary.Initiative] {
        let ids = context.objectives.flatMap { $0.keyResults.map(\.id) }
        return context.objectives.flatMap(\.initiatives).map { initiative in
            Vocabulary.Initiative(id: initiative.id, moves: IndexSet128(initiative.moves.compactMap { ids.firstIndex(of: $0) }))
        }
    }

    mutating func compile(_ context: ReadingContext) {
        for (index, keyResult) in context.objectives.flatMap(\.keyResults).enumerated() {
            let place = Vocabulary.ExactName(keyResults: IndexSet128(index))
            for name in [keyResult.title, keyResult.id.rawValue] + keyResult.aliases { enter(name, place) }
        }
        enterInitials(context.objectives.flatMap(\.keyResults))
        for (index, initiative) in context.objectives.flatMap(\.initiatives).enumerated() {
            let place = Vocabulary.ExactName(initiatives: IndexSet128(index))
            for name in [initiative.title, initiative.id.rawValue] { enter(name, place) }
        }
    }

    /// Words of a name, folded; an ampersand between letters is part of its word.
    static func nameWords(_ name: String) -> [ArraySlice<UInt8>] {
        let folded = Folding.fold(name)
        return folded.indices.split { index in
            let byte = folded[index]
            let isInner = byte == 38 && index > 0 && index + 1 < folded.count && folded[index - 1] != 32 && folded[index + 1] != 32
            let isApostrophe = byte == 39 && index + 1 < folded.count && Ascii.isLetter(folded[index + 1])
            let isComma =
                (byte == 44 || byte == 46) && index > 0 && index + 1 < folded.count && Ascii.isDigit(folded[index - 1])
                && Ascii.isDigit(folded[index + 1])
            return !(Ascii.isAlphanumeric(byte) || byte >= 0x80 || isInner || isApostrophe || isComma)
        }.map { folded[$0.startIndex..<$0.endIndex] }.map { word in
            if Ascii.isDigit(word.first ?? 0) { return Array(word.filter { $0 != 44 && $0 != 46 })[...] }
            // "d'activation" is the activation, in a name as in a message.
            return Tokenizer.elided(word.span).map { word.dropFirst($0) } ?? word
        }
    }

    private mutating func enter(_ name: String, _ place: Vocabulary.ExactName) {
        let parts = Self.nameWords(name).filter { $0.count <= Folding.longestWord }
        guard !parts.isEmpty else { return }
        let per = parts.firstIndex { lexicon.meaning(ofWord: lexicon.word(Folding.hash($0))).has(.per) } ?? parts.count
        // What a value is counted by does not name it alone, but where it says nothing else: "Cost per meal".
        let denominator = parts[..<per].contains { !isGeneric($0) } ? per : parts.count
        // "Wait for a repair" is no name of repairs where another is called "Repairs per week", nor "Neutered before adoption" one of adoptions.
        let attribute =
            parts[..<per].indices.first { index in
                lexicon.meaning(ofWord: lexicon.word(Folding.hash(parts[index]))).has([.of, .preposition, .until, .after])
                    && parts[..<index].contains { !isGeneric($0) }
            } ?? per
        for (index, part) in parts.enumerated() {
            let generic = isGeneric(part) || index >= denominator
            let particle = index + 1 < parts.count ? particle(of: part, before: parts[index + 1], in: name) : 0
            add(part, weight: 1, generic: generic, particle: particle, place)
            if index < attribute, case let word = wordIndex[Folding.stemHash(part)], word >= 0 {
                words[Int(word)].proper = words[Int(word)].proper.union(place.keyResults)
            }
            if let umlauted = Self.spelledOut(part, in: name) { add(umlauted[...], weight: 1, generic: generic, place) }
            if !generic { for form in inflected(part) { add(form[...], weight: 1, generic: false, particle: particle, isMisspeller: false, place) } }
            guard index + 1 < parts.count else { continue }
            let next = parts[index + 1]
            if Ascii.isDigit(next.first ?? 0) { numberPairs.insert(Folding.join(Folding.stemHash(part), Folding.hash(next), secondLength: 1), 0) }
            if part.count + next.count >= 5 { add(Array(part + next)[...], weight: 2, generic: isGeneric(part) && isGeneric(next), place) }
        }
        enterWhole(parts, place)
    }

    /// "sign" in "sign-ups" is a verb elsewhere.
    private func particle(of part: ArraySlice<UInt8>, before next: ArraySlice<UInt8>, in name: String) -> UInt64 {
        guard let word = Self.particles.first(where: { next.elementsEqual($0.utf8) }) else { return 0 }
        if word.hasSuffix("s") { return Folding.hash(String(word.dropLast())) }
        return name.lowercased().contains(String(decoding: part, as: UTF8.self) + "-" + word) ? Folding.hash(word) : 0
    }

    private static let particles = ["up", "ups", "ins", "in", "out", "outs", "off", "offs"]

    private mutating func enterWhole(_ parts: [ArraySlice<UInt8>], _ place: Vocabulary.ExactName) {
        guard let last = parts.last, parts.count <= 14 else { return }
        var hash: UInt64 = 0
        for part in parts.dropLast() { hash = Folding.join(hash, Folding.hash(part), secondLength: part.count) }
        hash = Folding.join(hash, Folding.stemHash(last), secondLength: Folding.stem(last.span).length)
        var index = exactIndex[hash]
        if index < 0 {
            index = Int32(exactNames.count)
            exactNames.append(Vocabulary.ExactName())
            exactIndex.insert(hash, index)
        }
        exactNames[Int(index)].keyResults = exactNames[Int(index)].keyResults.union(place.keyResults)
        exactNames[Int(index)].initiatives = exactNames[Int(index)].initiatives.union(place.initiatives)
    }

    private mutating func add(
        _ word: ArraySlice<UInt8>, weight: Int, generic: Bool, particle: UInt64 = 0, isMisspeller: Bool = true, _ place: Vocabulary.ExactName
    ) {
        let stem = Ascii.isDigit(word.first ?? 0) && word.allSatisfy(Ascii.isDigit) ? Folding.hash(word) : Folding.stemHash(word)
        if let first = word.first, Ascii.isDigit(first), word.contains(where: Ascii.isLetter) { hasLabels = true }
        let form = Folding.hash(word)
        let isNewForm = !forms.contains(form)
        forms.insert(form, 0)
        // "diploma's", of which the tokens hold no more than the word.
        if word.count > 3, word.suffix(2) == [39, 115] { forms.insert(Folding.hash(word.dropLast(2)), 0) }
        var index = wordIndex[stem]
        if index < 0 {
            index = Int32(words.count)
            words.append(Vocabulary.NameWord(weight: weight, stem: stem, particle: particle))
            wordIndex.insert(stem, index)
        }
        if isNewForm, isMisspeller { generic ? genericSpellings.add(word.span, index) : spellings.add(word.span, index) }
        words[Int(index)].keyResults = words[Int(index)].keyResults.union(place.keyResults)
        words[Int(index)].initiatives = words[Int(index)].initiatives.union(place.initiatives)
        words[Int(index)].isGeneric = words[Int(index)].isGeneric && generic
        if words[Int(index)].particle != particle { words[Int(index)].particle = 0 }
        words[Int(index)].weight = min(words[Int(index)].weight, weight)
    }

    /// "ghosting" for "ghosted", "Kunden" for "Kunde", unless the lexicon knows it as a word of its own.
    private func inflected(_ word: ArraySlice<UInt8>) -> [[UInt8]] {
        guard word.count >= 4, word.allSatisfy({ !Ascii.isDigit($0) }) else { return [] }
        var forms: [[UInt8]] = []
        if let ending = lexicon.verbEndings.first(where: { ends(word, with: $0) }) {
            let root = Array(word.dropLast(ending.count))
            forms = ([[]] + lexicon.verbEndings).map { root + $0 }
        }
        if !lexicon.nounEndings.isEmpty {
            var roots = [Array(word)]
            if let ending = lexicon.nounEndings.first(where: { ends(word, with: $0) }) { roots.append(Array(word.dropLast(ending.count))) }
            for root in roots { forms += ([[]] + lexicon.nounEndings).map { root + $0 } }
        }
        return forms.filter { $0[...] != word && lexicon.word(Folding.hash($0[...])) < 0 }
    }

    private func ends(_ word: ArraySlice<UInt8>, with ending: [UInt8]) -> Bool {
        word.count >= ending.count + 4 && word.suffix(ending.count) == ending[...]
    }

    // MARK: initials

    /// "ttfv" for "median time to first value": with and without the generic words in front, where only one key result has them.
    private mutating func enterInitials(_ keyResults: [ReadingContext.KeyResultContext]) {
        var owners: [[UInt8]: IndexSet128] = [:]
        for (index, keyResult) in keyResults.enumerated() {
            for name in [keyResult.title] + keyResult.aliases {
                for initials in initials(Self.nameWords(name)) { owners[initials, default: IndexSet128()].insert(index) }
            }
        }
        for (initials, set) in owners.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) where set.count == 1 {
            let stem = Folding.stemHash(initials[...])
            guard lexicon.word(Folding.hash(initials[...])) < 0, wordIndex[stem] < 0, !initials.allSatisfy({ $0 == initials[0] }) else { continue }
            let place = Vocabulary.ExactName(keyResults: set)
            add(initials[...], weight: 1, generic: false, place)
            enterWhole([initials[...]], place)
        }
    }

    private func initials(_ words: [ArraySlice<UInt8>]) -> [[UInt8]] {
        guard words.allSatisfy({ $0.first.map(Ascii.isLetter) ?? false }) else { return [] }
        var found: [[UInt8]] = []
        for start in words.indices where start == 0 || isGeneric(words[start - 1]) && found.count == start {
            let letters = words[start...].compactMap(\.first)
            if letters.count >= 3, letters.count <= 6 { found.append(letters) } else { break }
        }
        return found
    }

    private func isGeneric(_ word: ArraySlice<UInt8>) -> Bool {
        // "write-offs": the second half alone names nothing.
        let stem = word.last == UInt8(ascii: "s") ? word.dropLast() : word
        return Ascii.isDigit(word.first ?? 0) || lexicon.meaning(ofWord: lexicon.word(Folding.hash(word))).has([.generic, .filler, .stateVerb])
            || lexicon.meaning(ofWord: lexicon.word(Folding.hash(stem))).has(.off)
    }

    /// "Zähler" as it is typed without umlauts: "zaehler".
    private static func spelledOut(_ word: ArraySlice<UInt8>, in name: String) -> [UInt8]? {
        let signs: [Character: String] = ["ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"]
        for part in name.lowercased().split(whereSeparator: { !$0.isLetter }) where Folding.fold(String(part)) == Array(word) {
            let spelled = part.map { signs[$0] ?? String($0) }.joined()
            return spelled == part ? nil : Folding.fold(spelled)
        }
        return nil
    }
}
