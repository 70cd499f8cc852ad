import Model

/// The claims behind a reading as plain lines, dropped ones too: what it became, of what, from which words.
public func explain(_ reading: Reading, text: String) -> String {
    let bytes = Array(text.utf8)
    var lines = ["\(reading.kind.rawValue)"]
    for claim in reading.claims {
        let words = String(decoding: bytes[max(0, min(claim.span.start, bytes.count))..<max(0, min(claim.span.end, bytes.count))], as: UTF8.self)
        let oneLine = words.split(whereSeparator: \.isNewline).joined(separator: " ")
        let names = claim.keyResults.map(\.rawValue).joined(separator: ", ")
        lines.append("\(claim.isDropped ? "- left out" : "+ read") as \(claim.rule.sentenceName)\(names.isEmpty ? "" : " of \(names)"): “\(oneLine)”")
    }
    return lines.joined(separator: "\n")
}

extension Claim.Rule {
    /// The rule's name in words: `fromTo` is "from to".
    var sentenceName: String {
        var name = ""
        for character in rawValue {
            if character.isUppercase { name.append(" ") }
            name.append(contentsOf: character.lowercased())
        }
        return name
    }
}
