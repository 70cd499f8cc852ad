import Synchronization
import TestSupport

/// Stands before a fake chat: holds back one answer when it is told to, as if the network had died there.
final class CrashGate: Sendable {
    enum Hold: Sendable {
        /// The request came, and nothing is kept of it.
        case beforeStoring
        /// The message stands in the chat, and the sender never learns it.
        case afterStoring
    }

    private let state = Mutex<(hold: Hold?, hasHeld: Bool)>((nil, false))

    /// The next message meets this; nil lets all pass.
    func set(_ hold: Hold?) { state.withLock { $0 = (hold, false) } }

    var hasHeld: Bool { state.withLock { $0.hasHeld } }

    func answer(_ request: RecordedRequest, by fake: @Sendable (RecordedRequest) async -> LoopbackAnswer) async -> LoopbackAnswer {
        // Only what posts is held, not what looks for an earlier post.
        let hold = request.method == "POST" ? state.withLock { state in state.hold.take() } : nil
        switch hold {
        case nil: return await fake(request)
        case .beforeStoring: break
        case .afterStoring: _ = await fake(request)
        }
        state.withLock { $0.hasHeld = true }
        return .stall
    }
}
