import CCurl
import Synchronization

/// The orders on their way to the loop's thread, and the word that it has ended.
final class Mailbox: Sendable {
    private struct State {
        var orders: [Order] = []
        var isOpen = true
        var hasEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let multi: MultiHandle

    init(_ multi: MultiHandle) { self.multi = multi }

    /// Wakes the loop; false when it takes no more orders.
    func post(_ order: Order) -> Bool {
        state.withLock { state in
            guard state.isOpen else { return false }
            state.orders.append(order)
            if case .stop = order { state.isOpen = false }
            // The loop takes all orders at once, so the first of them is the only one that must wake it.
            if state.orders.count == 1 { multi.wake() }
            return true
        }
    }

    /// All orders that came since the last call, oldest first.
    func take() -> [Order] {
        state.withLock { state in
            defer { state.orders = [] }
            return state.orders
        }
    }

    /// The last call of the loop. After it nothing touches the multi handle through this mailbox, since `post` wakes only while open.
    func end() {
        let waiters = state.withLock { state in
            state.isOpen = false
            state.hasEnded = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.waiters.append(continuation) }
                return state.hasEnded
            }
            if hasEnded { continuation.resume() }
        }
    }
}
