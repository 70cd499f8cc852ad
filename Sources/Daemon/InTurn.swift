import Synchronization

/// Hands out the elements of a list one by one, to whoever asks next.
final class InTurn<Element: Sendable>: Sendable {
    private let rest: Mutex<ArraySlice<Element>>

    init(_ elements: [Element]) { rest = Mutex(elements[...]) }

    func next() -> Element? { rest.withLock { $0.popFirst() } }
}
