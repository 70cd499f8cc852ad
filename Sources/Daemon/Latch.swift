import Synchronization

/// A value that is set once and waited for.
final class Latch<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var isOver = false
        var waiting: [CheckedContinuation<Value?, Never>] = []
    }

    private let state = Mutex(State())

    func set(_ value: Value) { end(value) }

    /// Ends the wait without a value.
    func giveUp() { end(nil) }

    private func end(_ value: Value?) {
        let waiting = state.withLock { state in
            guard !state.isOver else { return [CheckedContinuation<Value?, Never>]() }
            state.value = value
            state.isOver = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: value) }
    }

    /// The value, where it is set.
    var current: Value? { state.withLock { $0.value } }

    /// Nil when it was given up.
    func value() async -> Value? {
        await withCheckedContinuation { continuation in
            let known: Value?? = state.withLock { state in
                if state.isOver { return .some(state.value) }
                state.waiting.append(continuation)
                return .none
            }
            if case .some(let value) = known { continuation.resume(returning: value) }
        }
    }
}
