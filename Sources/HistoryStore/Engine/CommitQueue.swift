import GRDB

/// Group commit: whatever arrives while one transaction is being committed goes into the next one, each write in a savepoint of its own.
///
/// A write that fails fails alone, and each caller resumes only once the transaction that holds its write is on the disk.
actor CommitQueue {
    private let writer: any DatabaseWriter
    private let path: String
    private var waiting: [Job] = []
    private var isCommitting = false

    /// Beyond this many waiting writes, further ones are refused with `.busy`.
    static let capacity = 8192
    /// Writes in one transaction, so that the first of them does not wait for ever.
    static let batch = 512

    init(writer: any DatabaseWriter, path: String) {
        self.writer = writer
        self.path = path
    }

    func run<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StoreError) -> T {
        guard waiting.count < Self.capacity else { throw .busy }
        let path = path
        let result: Result<T, StoreError> = await withCheckedContinuation { continuation in
            waiting.append(Job(body, path: path, continuation))
            guard !isCommitting else { return }
            isCommitting = true
            Task { await commitAll() }
        }
        return try result.get()
    }

    private func commitAll() async {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.batch))
            waiting.removeFirst(batch.count)
            do {
                let answers = try await writer.write { db in try batch.map { try $0.perform(db, batch.count > 1) } }
                for answer in answers { answer() }
            } catch {
                let error = StoreError(error, path: path)
                for job in batch { job.fail(error) }
            }
        }
        isCommitting = false
    }
}

/// One waiting write.
private struct Job: Sendable {
    typealias Answer = @Sendable () -> Void

    /// Does the work, in a savepoint where it shares the transaction, and hands back what to do after the commit.
    /// Throws only when the whole transaction is lost.
    let perform: @Sendable (Database, _ isShared: Bool) throws -> Answer
    let fail: @Sendable (StoreError) -> Void

    init<T: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> T, path: String, _ continuation: CheckedContinuation<Result<T, StoreError>, Never>
    ) {
        fail = { continuation.resume(returning: .failure($0)) }
        perform = { db, isShared in
            guard isShared else {
                let result = try body(db)
                return { continuation.resume(returning: .success(result)) }
            }
            try db.run("SAVEPOINT job")
            do {
                let result = try body(db)
                try db.run("RELEASE job")
                return { continuation.resume(returning: .success(result)) }
            } catch {
                // SQLite gives up the whole transaction on a full disk, say: then nobody's write is kept.
                guard db.isInsideTransaction else { throw error }
                try db.run("ROLLBACK TO job")
                try db.run("RELEASE job")
                let error = StoreError(error, path: path)
                return { continuation.resume(returning: .failure(error)) }
            }
        }
    }
}
