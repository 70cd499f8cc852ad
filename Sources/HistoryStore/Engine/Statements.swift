import GRDB

extension Database {
    /// Runs a statement that is compiled once a connection.
    ///
    /// - Returns: how many rows it inserted, updated or deleted.
    @discardableResult
    func run(_ sql: String, _ values: [(any DatabaseValueConvertible)?] = []) throws -> Int {
        try cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
        return changesCount
    }

    func all<T>(_ sql: String, _ values: [(any DatabaseValueConvertible)?] = [], _ read: (inout Columns) throws -> T) throws -> [T] {
        let cursor = try Row.fetchCursor(cachedStatement(sql: sql), arguments: StatementArguments(values))
        var results: [T] = []
        while let row = try cursor.next() {
            var columns = Columns(row)
            results.append(try read(&columns))
        }
        return results
    }

    func first<T>(_ sql: String, _ values: [(any DatabaseValueConvertible)?] = [], _ read: (inout Columns) throws -> T) throws -> T? {
        let statement = try cachedStatement(sql: sql)
        guard let row = try Row.fetchOne(statement, arguments: StatementArguments(values)) else { return nil }
        var columns = Columns(row)
        return try read(&columns)
    }

    func exists(_ sql: String, _ values: [(any DatabaseValueConvertible)?]) throws -> Bool {
        try first(sql, values) { _ in true } ?? false
    }

    func count(_ sql: String, _ values: [(any DatabaseValueConvertible)?] = []) throws -> Int {
        try first(sql, values) { $0.int() } ?? 0
    }
}
