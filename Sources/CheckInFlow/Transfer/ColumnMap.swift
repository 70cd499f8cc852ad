import Model

/// Which column of another tracker's table means what.
///
/// A table is long, with a column that names the key result and one that holds its value, or wide, with a column for each key result.
struct ColumnMap: Sendable, Hashable {
    enum Meaning: String, Sendable, Hashable, CaseIterable {
        case date
        case keyResult = "key_result"
        case value, status, confidence, author, note
    }

    /// What a name stands for: one of the meanings, or a key result whose values the column holds.
    enum Target: Hashable, Sendable {
        case meaning(Meaning)
        case values(KeyResultID)
    }

    struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        var description: String
    }

    /// Column indices.
    var columns: [Meaning: Int] = [:]
    var values: [KeyResultID: Int] = [:]

    /// Reads `date=Week` pairs; a column that no pair names is taken for what its heading says.
    ///
    /// - Throws: a sentence, where a pair or the table does not fit.
    init(_ pairs: [String], header: [String], keyResults: [KeyResult]) throws(Problem) {
        var named: Set<Int> = []
        for pair in pairs {
            let (target, column) = try Self.read(pair, header: header, keyResults: keyResults)
            guard named.insert(column).inserted else { throw Problem(description: "two meanings are given to the column “\(header[column])”") }
            set(target, column)
        }
        for (column, heading) in header.enumerated() where !named.contains(column) {
            guard let target = Self.guess(heading, keyResults), !isSet(target) else { continue }
            set(target, column)
        }
        try check(header)
    }

    private static func read(_ pair: String, header: [String], keyResults: [KeyResult]) throws(Problem) -> (Target, Int) {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { $0.trimmed }
        guard parts.count == 2 else { throw Problem(description: "“\(pair)” is no pair such as date=Week") }
        guard let column = header.firstIndex(where: { $0.lowercased() == parts[1].lowercased() }) else {
            throw Problem(description: "there is no column “\(parts[1])”; the table has \(listed(header.map { "“\($0)”" }))")
        }
        if let meaning = Meaning(rawValue: parts[0]) { return (.meaning(meaning), column) }
        guard let keyResult = keyResults.first(where: { $0.id.rawValue == parts[0] }) else {
            let known = Meaning.allCases.map(\.rawValue) + keyResults.map(\.id.rawValue)
            throw Problem(description: "“\(parts[0])” is neither a meaning nor a key result; there are \(listed(known))")
        }
        return (.values(keyResult.id), column)
    }

    private static let headings: [Meaning: Set<String>] = [
        .date: ["date", "said_at", "day", "week", "timestamp", "when"],
        .keyResult: ["key_result", "key result", "kr", "metric", "measure", "indicator"],
        .value: ["value", "actual", "current", "current value", "result"],
        .status: ["status", "health", "rag"],
        .confidence: ["confidence"],
        .author: ["author", "owner", "who", "updated by"],
        .note: ["note", "notes", "comment", "comments", "words"],
    ]

    private static func guess(_ heading: String, _ keyResults: [KeyResult]) -> Target? {
        if let keyResult = keyResults.first(where: { $0.isCalled(heading) }) { return .values(keyResult.id) }
        return headings.first { $0.value.contains(heading.lowercased()) }.map { .meaning($0.key) }
    }

    private mutating func set(_ target: Target, _ column: Int) {
        switch target {
        case .meaning(let meaning): columns[meaning] = column
        case .values(let keyResult): values[keyResult] = column
        }
    }

    private func isSet(_ target: Target) -> Bool {
        switch target {
        case .meaning(let meaning): columns[meaning] != nil
        case .values(let keyResult): values[keyResult] != nil
        }
    }

    private func check(_ header: [String]) throws(Problem) {
        let shown = listed(header.map { "“\($0)”" })
        guard columns[.date] != nil else { throw Problem(description: "no column is the date; say which with --map date=COLUMN, of \(shown)") }
        let isLong = columns[.keyResult] != nil && (columns[.value] != nil || columns[.status] != nil)
        guard isLong || !values.isEmpty else {
            throw Problem(
                description: "no column holds values: say --map key_result=COLUMN and --map value=COLUMN, or --map KEY_RESULT=COLUMN, of \(shown)")
        }
    }
}

extension KeyResult {
    /// By its id, an earlier one, its title or an alias, in any case.
    func isCalled(_ name: String) -> Bool {
        let wanted = name.lowercased()
        return ([id.rawValue, title] + was.map(\.rawValue) + aliases).contains { $0.lowercased() == wanted }
    }
}

extension StringProtocol {
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
