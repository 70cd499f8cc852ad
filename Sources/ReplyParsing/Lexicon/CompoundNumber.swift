/// Numbers that some languages write as one word: "zweiundzwanzigtausend", "honderdtwee".
///
/// A word counts if it is made of nothing but the lexicon's number words, at least two, and its joints ("und", "en", "og").
struct CompoundNumber {
    private static let longestPiece = 12

    /// What the pieces before add up to.
    private struct Sum {
        var total = 0.0
        var part = 0.0
        var pieces = 0

        mutating func add(_ entry: Lexicon.Entry) -> Bool {
            pieces += 1
            if entry.meaning.has(.scale) || entry.number == 100 || entry.number == 1000 {
                // "zweihundert", "zweiundzwanzigtausend"; a hundred multiplies what is below it only.
                guard part < entry.number else { return false }
                part = max(part, 1) * entry.number
                if entry.number >= 1000 {
                    total += part
                    part = 0
                }
                return true
            }
            guard entry.meaning.has(.number), entry.number < 100 || part == 0, entry.number == entry.number.rounded() else { return false }
            part += entry.number
            return true
        }
    }

    let lexicon: Lexicon

    /// The number that a folded word stands for, or nil.
    func value(_ word: Span<UInt8>) -> Double? {
        guard lexicon.joinsNumbers, word.count >= 6, let sum = sum(word, from: 0, Sum()), sum.pieces > 1 else { return nil }
        return sum.total + sum.part
    }

    /// Tries the longest piece first, and a shorter one where the rest is then no number.
    private func sum(_ word: Span<UInt8>, from start: Int, _ before: Sum) -> Sum? {
        if start == word.count { return before }
        guard before.pieces < 9 else { return nil }
        var end = min(word.count, start + Self.longestPiece)
        while end > start + 1 {
            let entry = lexicon.entry(ofWord: lexicon.word(Folding.hash(word.extracting(start..<end))))
            if entry >= 0 {
                let piece = lexicon.entries[Int(entry)]
                var next = before
                if piece.meaning.has(.numberJoint), before.pieces > 0, end < word.count, let sum = sum(word, from: end, before) { return sum }
                if piece.meaning.has([.number, .scale]), next.add(piece), let sum = sum(word, from: end, next) { return sum }
            }
            end -= 1
        }
        return nil
    }
}
