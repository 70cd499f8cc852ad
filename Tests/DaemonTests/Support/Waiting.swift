import Foundation

/// What a test waited for did not come in time.
struct Overdue: Error, CustomStringConvertible {
    var what: String
    var description: String { "waited in vain for \(what)" }
}

/// Asks again and again until there is an answer, or the time limit is over.
func eventually<Answer>(
    _ what: String, within limit: Duration = .seconds(60), every pause: Duration = .milliseconds(3), _ probe: () async throws -> Answer?
) async throws -> Answer {
    let end = ContinuousClock.now + limit
    while true {
        if let answer = try await probe() { return answer }
        guard ContinuousClock.now < end else { throw Overdue(what: what) }
        try await Task.sleep(for: pause)
    }
}

/// Waits until the condition holds.
func eventually(
    _ what: String, within limit: Duration = .seconds(60), every pause: Duration = .milliseconds(3), _ condition: () async throws -> Bool
) async throws {
    _ = try await eventually(what, within: limit, every: pause) { try await condition() ? true : nil }
}
