/// A text of the file as a sentence shows it: in quotation marks, without control characters, cut after 40 characters. What looks like a token is
/// not shown at all, since people paste those into wrong places.
func quoted(_ text: String) -> String {
    if looksLikeToken(text) { return "this text (it looks like a secret and is not shown)" }
    let clean = String(text.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? " " : $0 })
    return "\"\(clean.count > 40 ? clean.prefix(40) + "…" : clean[...])\""
}

/// A key as a sentence shows it; one that is no plain word is pointed at only.
func shownKey(_ key: String) -> String { isPlainWord(key) ? "`\(key)`" : "this key" }

/// Letters, `_` and `-`, such as keys are made of.
func isPlainWord(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count) && !looksLikeToken(text)
        && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
            default: false
            }
        }
}

/// Whether a key may stand in a path: a plain word or an id, and nothing that looks like a token.
func isShowable(_ key: String) -> Bool { isPlainWord(key) || Identifiers.isWellFormed(key) && !looksLikeToken(key) }

/// `a`, `a and b`, `a, b and c`.
func listed(_ words: [String], last joiner: String = "and") -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "none" }
    return "\(words.dropLast().joined(separator: ", ")) \(joiner) \(last)"
}

/// Long, without spaces, and of mixed stuff; or with the beginning that a platform gives its tokens.
private func looksLikeToken(_ text: String) -> Bool {
    let beginnings = ["xox", "xapp-", "whsec_", "ghp_", "syt_", "https://hooks.", "Bearer "]
    if beginnings.contains(where: text.hasPrefix) || text.contains("://") && text.contains("@") { return true }
    guard text.utf8.count >= 20, !text.contains(" ") else { return false }
    let hasDigit = text.utf8.contains { (48...57).contains($0) }
    guard text.contains(where: \.isLetter) else { return false }
    let hasUpper = text.utf8.contains { (65...90).contains($0) }
    return hasDigit && (hasUpper || !text.contains { "-_./:".contains($0) })
}
