/// The candidate that was most likely meant, or nil where none is near: at most one slip for each three characters.
func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars)
    guard wanted.count <= 60 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates {
        let scalars = Array(candidate.lowercased().unicodeScalars)
        let allowed = max(1, max(wanted.count, scalars.count) / 3)
        guard abs(wanted.count - scalars.count) <= allowed else { continue }
        let distance = slips(from: wanted, to: scalars)
        guard distance <= allowed, distance < max(wanted.count, scalars.count) else { continue }
        guard let found = best else { best = (candidate, distance); continue }
        if (distance, candidate) < (found.distance, found.name) { best = (candidate, distance) }
    }
    return best?.name
}

/// Damerau–Levenshtein distance (optimal string alignment): letters put in, left out, changed, or swapped with their neighbour.
func slips(from left: [Unicode.Scalar], to right: [Unicode.Scalar]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in 1...left.count {
        var current = [row] + [Int](repeating: 0, count: right.count)
        for column in 1...right.count {
            let change = left[row - 1] == right[column - 1] ? 0 : 1
            var least = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + change)
            if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                least = min(least, beforeLast[column - 2] + 1)
            }
            current[column] = least
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}
