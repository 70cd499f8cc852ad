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

    static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 { hash(bytes.span) }

    static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0
        for index in bytes.indices { hash = hash &* base &+ UInt64(bytes[index]) &+ 1 }
        return hash
    }

    static func hash(_ text: String) -> UInt64 { hash(fold(text)[...]) }

    /// The hash of two words written as one; nil when the whole would be too long for a name.
    static func join(_ first: UInt64, _ second: UInt64, secondLength: Int) -> UInt64 {
        first &* powers[min(secondLength, powers.count - 1)] &+ second
    }

    static func fold(_ text: String) -> [UInt8] { fold(Array(text.utf8)[...]) }

    static func fold(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var folded = [UInt8](repeating: 0, count: bytes.count)
        var span = folded.mutableSpan
        let count = fold(bytes.span, into: &span)
        folded.removeLast(folded.count - count)
        return folded
    }

    /// Writes the folded form to the head of a buffer, which must have room for as many bytes, and says how many it has: ASCII in lower case, Latin
    /// letters without accents, an ampersand written as an entity as one sign, "isn't" as "isnt", other scripts as they are.
    static func fold(_ bytes: Span<UInt8>, into folded: inout MutableSpan<UInt8>) -> Int {
        var index = 0
        var count = 0
        while index < bytes.count {
            let byte = bytes[index]
            var letter = byte
            var width = 1
            if byte < 0x80 {
                letter = byte >= 65 && byte <= 90 ? byte | 0x20 : byte
                if byte == 38, isEntity(bytes, index) { width = 5 }
            } else if byte >= 0xC3, byte <= 0xC5, index + 1 < bytes.count {
                let base = latin[Int(byte - 0xC3) * 64 + Int(bytes[index + 1] & 0x3F)]
                if base != 95 {
                    letter = base
                    width = 2
                }
            } else if byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80, bytes[index + 2] == 0x99 || bytes[index + 2] == 0x98 {
                letter = 39
                width = 3
            }
            if letter == 39, count > 0, folded[count - 1] == 110, endsInT(bytes, index + width) {
                index += width
                continue
            }
            folded[count] = letter
            count += 1
            index += width
        }
        return count
    }

    /// The "t" of "isn't", which is as often written "isnt".
    private static func endsInT(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        index < bytes.count && bytes[index] | 0x20 == 116
            && (index + 1 == bytes.count || bytes[index + 1] < 0x80 && !Ascii.isLetter(bytes[index + 1]))
    }

    /// Whether "&amp;" stands there.
    private static func isEntity(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        index + 4 < bytes.count && bytes[index + 1] | 0x20 == 97 && bytes[index + 2] | 0x20 == 109 && bytes[index + 3] | 0x20 == 112
            && bytes[index + 4] == 59
    }

    /// Base letters of U+00C0 to U+017F; `_` where there is none.
    private static let latin = Array(
        ("aaaaaaaceeeeiiiidnooooo_ouuuuypsaaaaaaaceeeeiiiidnooooo_ouuuuypy"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
            + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

    /// The length of the word without a plural's ending, and whether its last letter turns from y to i.
    ///
    /// Only so much that one word's singular and plural meet: "cases" and "case", "queries" and "query", "dispatches" and "dispatch".
    static func stem(_ word: Span<UInt8>) -> (length: Int, endsInI: Bool) {
        var end = word.count
        if end > 2, word[end - 1] == 115, word[end - 2] == 39 { end -= 2 }
        if end >= 3, word[end - 1] == 115, word[end - 2] != 115 { end -= 1 }
        guard end >= 4 else { return (end, false) }
        let last = word[end - 1]
        let before = word[end - 2]
        if last == 101 {
            let isSibilant = before == 115 || before == 120 || before == 122 || (before == 104 && (word[end - 3] == 99 || word[end - 3] == 115))
            if isSibilant || before == 105 { end -= 1 }
        } else if last == 121, !vowels.contains(before) {
            return (end, true)
        }
        return (end, false)
    }

    private static let vowels: [UInt8] = [97, 101, 105, 111, 117]

    static func stemHash(_ word: ArraySlice<UInt8>) -> UInt64 { hashes(word.span).stem }

    /// Of the word and of its stem, in one go, and how long the stem is.
    static func hashes(_ bytes: Span<UInt8>) -> (whole: UInt64, stem: UInt64, stemLength: Int) {
        let (length, endsInI) = stem(bytes)
        var hash: UInt64 = 0
        var index = 0
        let common = endsInI ? length - 1 : length
        while index < common {
            hash = hash &* base &+ UInt64(bytes[index]) &+ 1
            index += 1
        }
        let stem = endsInI ? hash &* base &+ 106 : hash
        while index < bytes.count {
            hash = hash &* base &+ UInt64(bytes[index]) &+ 1
            index += 1
        }
        return (hash, stem, length)
    }
}
