/// Finds the word of a name that a misspelt word was meant to be.
///
/// One slip in words of five to eight letters, two in longer ones; a slip is a letter too many, too few, another, or two swapped. In a word of four
/// letters two may be swapped ("CSTA" for "CSAT"), or a vowel of five be left out ("chrn" for "churn"), and nothing else.
/// Shorter words are never corrected, the first letter must stand, and words that the lexicon knows are not asked about at all.
struct SpellingIndex: Sendable {
    private struct Candidate: Sendable {
        let letters: [UInt8]
        /// A bit for each letter that it holds.
        let mask: UInt32
        let index: Int32
    }

    private var byFirstLetter: [[Candidate]] = Array(repeating: [], count: 26)

    mutating func add(_ word: Span<UInt8>, _ index: Int32) {
        guard (4...24).contains(word.count), (97...122).contains(word[0]) else { return }
        byFirstLetter[Int(word[0] - 97)].append(Candidate(letters: word.indices.map { word[$0] }, mask: Self.mask(word), index: index))
    }

    /// Nil where none is near, or two are equally near that are not the same.
    func nearest(to word: Span<UInt8>, isSame: (Int32, Int32) -> Bool = { _, _ in false }) -> Int32? {
        guard (4...24).contains(word.count), (97...122).contains(word[0]) else { return nil }
        let candidates = byFirstLetter[Int(word[0] - 97)]
        if candidates.isEmpty { return nil }
        let limit = word.count >= 9 ? 2 : 1
        let mask = Self.mask(word)
        var best: (distance: Int, index: Int32)?
        var isTie = false
        for candidate in candidates where abs(candidate.letters.count - word.count) <= limit {
            if word.count == 4 || candidate.letters.count == 4 {
                let isSwapped = word.count == candidate.letters.count && candidate.mask == mask
                guard isSwapped || Self.leavesOutVowel(word, candidate.letters) else { continue }
            }
            guard (candidate.mask ^ mask).nonzeroBitCount <= 2 * limit else { continue }
            let bound = min(limit, candidate.letters.count >= 8 ? 2 : 1)
            guard let distance = Self.distance(word, candidate.letters, within: bound) else { continue }
            if let known = best, known.distance <= distance {
                isTie = isTie || (known.distance == distance && known.index != candidate.index && !isSame(known.index, candidate.index))
            } else {
                best = (distance, candidate.index)
                isTie = false
            }
        }
        return isTie ? nil : best?.index
    }

    /// The one word that begins with these letters and goes on; nil where there is none, or others that are not the same. Preferred ones go before all others.
    func only(beginningWith word: Span<UInt8>, isPreferred: (Int32) -> Bool, isSame: (Int32, Int32) -> Bool) -> Int32? {
        guard (3...12).contains(word.count), (97...122).contains(word[0]) else { return nil }
        var found: Int32?
        var isClear = true
        for candidate in byFirstLetter[Int(word[0] - 97)] where candidate.letters.count >= word.count + 2 {
            guard word.indices.allSatisfy({ word[$0] == candidate.letters[$0] }) else { continue }
            guard let other = found, other != candidate.index, isPreferred(other) == isPreferred(candidate.index) else {
                // Not where the one before goes before it.
                if let found, isPreferred(found), !isPreferred(candidate.index) { continue }
                if found != candidate.index { isClear = true }
                found = candidate.index
                continue
            }
            if !isSame(other, candidate.index) { isClear = false }
        }
        return isClear ? found : nil
    }

    private static func leavesOutVowel(_ word: Span<UInt8>, _ letters: [UInt8]) -> Bool {
        guard word.count == 4, letters.count == 5 else { return false }
        guard let place = word.indices.first(where: { word[$0] != letters[$0] }) else { return "aeiou".utf8.contains(letters[4]) }
        return "aeiou".utf8.contains(letters[place]) && (place..<4).allSatisfy { word[$0] == letters[$0 + 1] }
    }

    private static func mask(_ word: Span<UInt8>) -> UInt32 {
        var mask: UInt32 = 0
        for index in word.indices where (97...122).contains(word[index]) { mask |= 1 << UInt32(word[index] - 97) }
        return mask
    }

    /// The Damerau-Levenshtein distance (swapped neighbours count once), or nil when it is above the limit.
    static func distance(_ first: Span<UInt8>, _ second: [UInt8], within limit: Int) -> Int? {
        guard abs(first.count - second.count) <= limit else { return nil }
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        for row in 1...max(1, first.count) {
            var current = [Int](repeating: row, count: second.count + 1)
            var smallest = row
            for column in 1...max(1, second.count) {
                let isSame = first[row - 1] == second[column - 1]
                var cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
                    cost = min(cost, beforeLast[column - 2] + 1)
                }
                current[column] = cost
                smallest = min(smallest, cost)
            }
            if smallest > limit { return nil }
            (beforeLast, last) = (last, current)
        }
        return last[second.count] <= limit ? last[second.count] : nil
    }
}
