import Model

/// Whether a key result's title tells of work to deliver. A yes or no, or a count of steps, is looked at most closely: that is the form in which
/// outputs come.
func isOutputInDisguise(_ title: String, kind: KeyResult.Kind) -> Bool {
    let words = title.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "'" }.map(String.init)
    return DeliveryVerb.all.contains { verb in
        begins(words, with: verb, kind: kind) || says(words, verb, kind: kind)
    }
}

private func begins(_ words: [String], with verb: DeliveryVerb, kind: KeyResult.Kind) -> Bool {
    let parts = verb.base.split(separator: " ").map(String.init)
    guard words.starts(with: parts) else { return false }
    let next = words.dropFirst(parts.count).first
    let hasObject = next.map { DeliveryVerb.determiners.contains($0) || $0.allSatisfy(\.isNumber) } ?? false
    let isMeasure = words.dropFirst(parts.count).contains { DeliveryVerb.measures.contains($0) }
    return switch kind {
    case .boolean, .milestone: true
    case .number: hasObject || !isMeasure
    // What is measured in percent, money or time seldom is a thing to deliver.
    case .percent, .currency, .duration: hasObject
    }
}

/// `New site launched`, `Launch of the new site`, `Migration done by the team: ship and release`.
private func says(_ words: [String], _ verb: DeliveryVerb, kind: KeyResult.Kind) -> Bool {
    switch kind {
    case .boolean, .milestone: contains(words, verb.past) || contains(words, verb.base)
    case .number: contains(words, verb.past)
    case .percent, .currency, .duration: false
    }
}

private func contains(_ words: [String], _ phrase: String?) -> Bool {
    guard let parts = phrase?.split(separator: " ").map(String.init), parts.count <= words.count else { return false }
    return words.indices.contains { words[$0...].starts(with: parts) }
}
