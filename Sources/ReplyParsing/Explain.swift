import Model

/// The claims behind a reading as plain lines, dropped ones too: what it became, of what, from which words.
public func explain(_ reading: Reading, text: String) -> String {
    let bytes = Array(text.utf8)
    func words(_ span: TextSpan) -> String {
        let words = String(decoding: bytes[max(0, min(span.start, bytes.count))..<max(0, min(span.end, bytes.count))], as: UTF8.self)
        return words.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
    var lines = ["\(reading.kind.rawValue)"]
    for claim in reading.claims {
        let oneLine = words(claim.span)
        let names = claim.keyResults.map(\.rawValue).joined(separator: ", ")
        lines.append("\(claim.isDropped ? "- left out" : "+ read") as \(claim.rule.sentenceName)\(names.isEmpty ? "" : " of \(names)"): “\(oneLine)”")
    }
    for span in reading.leftOut { lines.append("= told as left out: “\(words(span))”") }
    for span in reading.unheard { lines.append("= told as not read: “\(words(span))”") }
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
