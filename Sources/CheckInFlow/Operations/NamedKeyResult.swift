import Model

/// Finds the key result that an operator means: by its id, by its number in the newest prompt, or by its title or one of its aliases.
struct NamedKeyResult {
    private let candidates: [(number: Int, definition: KeyResult)]

    /// - Parameters:
    ///   - team: as it is defined now.
    ///   - newest: the check-in whose prompt people have before them; without one the numbers are those that the next prompt will show.
    init(_ team: Team, newest: CheckIn?) {
        let numbered = newest?.snapshot?.keyResults.map { ($0.number, $0.definition) } ?? []
        let now = team.keyResults.enumerated().map { ($0.offset + 1, $0.element) }
        candidates =
            numbered.isEmpty ? now : numbered + now.filter { (_, keyResult) in !numbered.contains { $0.1.id == keyResult.id } }.map { (0, $0.1) }
    }

    /// Nil where nothing, or more than one, goes by that name.
    func find(_ name: String) -> KeyResultID? {
        if let exact = candidates.first(where: { $0.definition.id.rawValue == name }) { return exact.definition.id }
        if let number = Int(name) { return candidates.first { $0.number == number && number > 0 }?.definition.id }
        let wanted = Self.folded(name)
        let named = candidates.filter { ([$0.definition.title] + $0.definition.aliases).contains { Self.folded($0) == wanted } }
        return wanted.isEmpty || named.count != 1 ? nil : named.first?.definition.id
    }

    /// For who named none of them: `1 signups`.
    var listed: [String] { candidates.map { $0.number > 0 ? "\($0.number) \($0.definition.id)" : $0.definition.id.rawValue } }

    /// Letters and digits alone, in lower case: "Sign-ups" and "sign ups" are one name.
    private static func folded(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
}
