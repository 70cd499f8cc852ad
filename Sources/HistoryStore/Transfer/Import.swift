import GRDB
public import Model

/// How many records of each kind an import brought, and how many were there before.
public struct ImportCounts: Hashable, Sendable, Codable {
    public var added: [String: Int] = [:]
    /// Left as they were.
    public var known: [String: Int] = [:]

    public init() {}

    mutating func count(_ kind: HistoryRecord.Kind, isNew: Bool) {
        if isNew { added[kind.rawValue, default: 0] += 1 } else { known[kind.rawValue, default: 0] += 1 }
    }
}

extension HistoryStore {
    /// Takes records in: all of them or, where one of them cannot be, none. What the store knows already is left as it is.
    ///
    /// - Parameters:
    ///   - isRehearsal: nothing is kept; the counts tell what would have been.
    ///   - next: the records in an order in which each comes after what it refers to, as an export writes them; nil at the end.
    public func importRecords(
        at now: Instant, isRehearsal: Bool = false, _ next: @escaping @Sendable () throws -> HistoryRecord?
    ) async throws(StoreError) -> ImportCounts {
        try await write { db in
            var counts = ImportCounts()
            try db.inSavepoint {
                while let record = try next() { counts.count(record.kind, isNew: try db.takeOrTell(record)) }
                try db.note(.importHistory, at: now, "records: \(counts.added.values.reduce(0, +))")
                return isRehearsal ? .rollback : .commit
            }
            return counts
        }
    }
}

extension Database {
    fileprivate func takeOrTell(_ record: HistoryRecord) throws -> Bool {
        do {
            return try take(record)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw Contradiction("a record of kind \(record.kind.rawValue) does not fit: \(error.message ?? "a constraint does not hold")")
        }
    }

    /// False when it is known.
    private func take(_ record: HistoryRecord) throws -> Bool {
        switch record {
        case .format(let record):
            guard record.format <= ExportFormat.current else {
                throw RecordProblem(sentence: "it was exported by a newer version of outcomed, in format \(record.format)")
            }
            return false
        case .team(let record): return try insert(record)
        case .definition(let record): return try insert(record)
        case .series(let record): return try insert(record)
        case .checkIn(let record): return try insert(record)
        case .reminder(let record): return try insert(record)
        case .message(let record): return try insert(record)
        case .update(let record): return try insert(record)
        case .output(let record): return try insert(record)
        case .blocker(let record): return try insert(record)
        case .skip(let record): return try insert(record)
        case .question(let record): return try insert(record)
        case .sent(let record): return try insert(record)
        case .chat(let record): return try insert(record)
        case .pause(let record): return try insert(record)
        }
    }
}
