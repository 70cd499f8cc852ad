import Synchronization

/// A growing list that tests can wait on: what a fake has seen, in order.
public final class Recorder<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var taken = 0
        var takers: [CheckedContinuation<Element, Never>] = []
        var watchers: [Int: Watcher] = [:]
        var nextWatcher = 0
    }

    private struct Watcher {
        var condition: @Sendable ([Element]) -> Bool
        var continuation: CheckedContinuation<Bool, Never>
    }

    private let state = Mutex(State())

    public init() {}

    /// Everything so far, oldest first.
    public var all: [Element] { state.withLock { $0.elements } }

    public func append(_ element: Element) {
        let (taker, watchers) = state.withLock { state in
            state.elements.append(element)
            var taker: CheckedContinuation<Element, Never>?
            if !state.takers.isEmpty {
                taker = state.takers.removeFirst()
                state.taken += 1
            }
            let elements = state.elements
            let satisfied = state.watchers.filter { $0.value.condition(elements) }
            for name in satisfied.keys { state.watchers[name] = nil }
            return (taker, satisfied.values.map(\.continuation))
        }
        taker?.resume(returning: element)
        for watcher in watchers { watcher.resume(returning: true) }
    }

    /// The next element that nobody has taken by this method; waits for it without limit.
    public func next() async -> Element {
        await withCheckedContinuation { continuation in
            let element: Element? = state.withLock { state in
                guard state.taken < state.elements.count else {
                    state.takers.append(continuation)
                    return nil
                }
                defer { state.taken += 1 }
                return state.elements[state.taken]
            }
            if let element { continuation.resume(returning: element) }
        }
    }

    /// Waits until the condition holds of everything so far; false when it does not in time.
    public func waitFor(timeout: Duration = .seconds(10), _ condition: @escaping @Sendable ([Element]) -> Bool) async -> Bool {
        let name = state.withLock { state in
            state.nextWatcher += 1
            return state.nextWatcher
        }
        let limit = Task {
            try await Task.sleep(for: timeout)
            state.withLock { $0.watchers.removeValue(forKey: name) }?.continuation.resume(returning: false)
        }
        defer { limit.cancel() }
        return await withCheckedContinuation { continuation in
            let holds = state.withLock { state in
                let holds = condition(state.elements)
                if !holds { state.watchers[name] = Watcher(condition: condition, continuation: continuation) }
                return holds
            }
            if holds { continuation.resume(returning: true) }
        }
    }
}
