import GRDB

extension StoreError {
    /// Told apart by SQLite's result code, never by its text.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self.init(code: error, path: path)
        case let error as Damage: self = .damaged(path: path, detail: error.detail)
        case let error as Contradiction: self = .contradiction(detail: error.detail)
        case let error as RecordProblem: self = .unreadable(detail: error.sentence)
        case Migration.Refusal.foreign: self = .foreign(path: path)
        case Migration.Refusal.newer(let found, let known): self = .newerSchema(found: found, known: known)
        case is CancellationError: self = .cancelled
        default: self = .unusable(path: path, detail: String(describing: error))
        }
    }

    private init(code error: DatabaseError, path: String) {
        // The statement and its arguments are left out: they hold what people wrote.
        let detail = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_FULL: self = .full
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, detail: detail)
        case .SQLITE_CONSTRAINT: self = .contradiction(detail: detail)
        case .SQLITE_ABORT, .SQLITE_INTERRUPT: self = .cancelled
        default: self = .unusable(path: path, detail: detail)
        }
    }
}
