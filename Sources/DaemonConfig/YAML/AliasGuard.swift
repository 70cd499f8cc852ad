/// Refuses keys that are aliases or collections in a file with anchors, before the library sees them: it hashes keys to find duplicates,
/// and a key made of nested aliases would take it for ever.
func refuseAliasesInKeys(_ text: YAMLText) throws(YAMLFailure) {
    var hasAnchor = false
    var suspect: Place?
    var aliases = 0
    for (number, line) in text.lines.enumerated() {
        var previous: Unicode.Scalar = " "
        for (index, scalar) in line.enumerated() {
            let next = index + 1 < line.count ? line[index + 1] : " "
            let begins = isSpace(previous) || "[{,-:?".unicodeScalars.contains(previous)
            if scalar == "&", begins { hasAnchor = true }
            if scalar == "*", begins, !isSpace(next) { aliases += 1 }
            let isKey =
                (scalar == "?" && begins && isSpace(next)) || ((scalar == "]" || scalar == "}") && colonFollows(line, after: index))
                || (scalar == "*" && begins && isAliasKey(line, at: index))
            if isKey, suspect == nil { suspect = Place(line: number + 1, column: index + 1) }
            previous = scalar
        }
    }
    guard hasAnchor else { return }
    if let suspect { throw YAMLFailure(fault: .keyIsNoText, place: suspect) }
    if aliases > Unfolding.mostAliases { throw YAMLFailure(fault: .unfoldsTooFar, place: .start) }
}

private func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" }

private func colonFollows(_ line: [Unicode.Scalar], after index: Int) -> Bool {
    line[(index + 1)...].first { $0 != " " && $0 != "\t" } == ":"
}

private func isAliasKey(_ line: [Unicode.Scalar], at index: Int) -> Bool {
    line[(index + 1)...].drop { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_" }.first { $0 != " " && $0 != "\t" }
        == ":"
}
