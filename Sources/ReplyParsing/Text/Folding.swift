/// Words are compared without letter case and accents, by a hash that can be joined: the hash of "signups" is that of "sign" joined with "ups".
enum Folding {
    private static let base: UInt64 = 0x0000_0100_0000_01B3
    /// Longer words are hashed by their beginning only.
    static let longestWord = 40

    private static let powers: [UInt64] = {
        var powers: [UInt64] = [1]
        for _ in 0...(4 * longestWord) { powers.append((powers.last ?? 1) &* base) }
        return powers
    }()

    static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0
        for byte in bytes { hash = hash &* base &+ UInt64(byte) &+ 1 }
        return hash
    }

    static func hash(_ text: String) -> UInt64 { hash(fold(text)[...]) }

    /// The hash of two words written as one; nil when the whole would be too long for a name.
    static func join(_ first: UInt64, _ second: UInt64, secondLength: Int) -> UInt64 {
        first &* powers[min(secondLength, powers.count - 1)] &+ second
    }

    static func fold(_ text: String) -> [UInt8] {
        var folded: [UInt8] = []
        fold(Array(text.utf8)[...], into: &folded)
        return folded
    }

    /// Appends the folded form: ASCII in lower case, Latin letters without accents, other scripts as they are.
    static func fold(_ bytes: ArraySlice<UInt8>, into folded: inout [UInt8]) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte < 0x80 {
                folded.append(byte >= 65 && byte <= 90 ? byte | 0x20 : byte)
                index += 1
            } else if byte >= 0xC3, byte <= 0xC5, index + 1 < bytes.endIndex {
                let letter = latin[Int(byte - 0xC3) * 64 + Int(bytes[index + 1] & 0x3F)]
                if letter == 95 {
                    folded.append(byte)
                    folded.append(bytes[index + 1])
                } else {
                    folded.append(letter)
                }
                index += 2
            } else if byte == 0xE2, index + 2 < bytes.endIndex, bytes[index + 1] == 0x80, bytes[index + 2] == 0x99 || bytes[index + 2] == 0x98 {
                folded.append(39)
                index += 3
            } else {
                folded.append(byte)
                index += 1
            }
        }
    }

    /// Base letters of U+00C0 to U+017F; `_` where there is none.
    private static let latin = Array(
        ("aaaaaaaceeeeiiiidnooooo_ouuuuypsaaaaaaaceeeeiiiidnooooo_ouuuuypy"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
            + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

    /// The length of the word without a plural's ending, and whether its last letter turns from y to i.
    ///
    /// Only so much that one word's singular and plural meet: "cases" and "case", "queries" and "query", "dispatches" and "dispatch".
    static func stem(_ word: ArraySlice<UInt8>) -> (length: Int, endsInI: Bool) {
        var end = word.endIndex
        let start = word.startIndex
        if end - start > 2, word[end - 1] == 115, word[end - 2] == 39 { end -= 2 }
        if end - start >= 3, word[end - 1] == 115, word[end - 2] != 115 { end -= 1 }
        guard end - start >= 4 else { return (end - start, false) }
        let last = word[end - 1]
        let before = word[end - 2]
        if last == 101 {
            let isSibilant = before == 115 || before == 120 || before == 122 || (before == 104 && (word[end - 3] == 99 || word[end - 3] == 115))
            if isSibilant || before == 105 { end -= 1 }
        } else if last == 121, !vowels.contains(before) {
            return (end - start, true)
        }
        return (end - start, false)
    }

    private static let vowels: [UInt8] = [97, 101, 105, 111, 117]

    static func stemHash(_ word: ArraySlice<UInt8>) -> UInt64 {
        let (length, endsInI) = stem(word)
        let stem = word.prefix(length)
        guard endsInI else { return hash(stem) }
        return hash(stem.dropLast()) &* base &+ 106
    }
}
