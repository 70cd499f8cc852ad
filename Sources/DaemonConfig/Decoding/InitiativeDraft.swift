import Model

/// An initiative as far as it could be read.
struct InitiativeDraft {
    var section: Section
    var id: InitiativeID?
    var initiative: Initiative?

    /// `keyResults` are the ids of all key results of the team.
    init?(_ item: Item, keyResults: Set<String>) {
        guard let section = Section(item, .initiative) else { return nil }
        self.section = section
        id = section.required("id")?.id()
        let title = section.required("title")?.text()
        var moves: [Move] = []
        for item in section["moves"]?.list() ?? [] {
            guard let (move, place) = decodeMove(item, keyResults: keyResults) else { continue }
            if moves.contains(where: { $0.keyResult == move.keyResult }) { place.report(.movedTwice(move.keyResult.rawValue)) }
            moves.append(move)
        }
        guard let id, let title else { return }
        initiative = Initiative(id: id, title: title, moves: moves)
    }
}

/// A move, and the item that its problems are shown at. A key result's id alone is a move too.
private func decodeMove(_ item: Item, keyResults: Set<String>) -> (move: Move, at: Item)? {
    if case .scalar = item.node.value {
        return item.reference(.keyResult, among: keyResults).map { (Move(keyResult: $0), item) }
    }
    guard let section = Section(item, .move) else { return nil }
    let target = section.required("key_result")
    let keyResult: KeyResultID? = target?.reference(.keyResult, among: keyResults)
    let expect = section["expect"]?.expectation()
    let within = section["within"]?.duration([.days, .weeks])
    guard let target, let keyResult else { return nil }
    let days = within.map { Int($0.components.seconds / 86_400) }
    return (Move(keyResult: keyResult, expect: expect, withinDays: days), target)
}

extension Item {
    /// `+300`, `-5%`: kept as written.
    fileprivate func expectation() -> String? {
        guard let text = text() else { return nil }
        let bare = text.hasSuffix("%") ? String(text.dropLast()) : text
        guard let sign = bare.first, sign == "+" || sign == "-", plainNumber(String(bare.dropFirst())).map({ $0 >= 0 }) ?? false else {
            return fail(.notAnExpectation(text))
        }
        return text
    }
}
