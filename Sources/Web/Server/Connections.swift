import NIOCore
import Synchronization

/// The open connections and the tasks that serve them, so that stopping can let them finish within a bound and then end them.
final class Connections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var tasks: [ObjectIdentifier: Task<Void, Never>] = [:]
        var isStopping = false

        var isOver: Bool { isStopping && channels.isEmpty && tasks.isEmpty }
    }

    private let state = Mutex(State())
    private let over: AsyncStream<Void>
    private let end: AsyncStream<Void>.Continuation

    init() { (over, end) = AsyncStream.makeStream() }

    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// To be called when the connection is accepted, before anything else is done with it.
    func add(_ channel: any Channel) {
        state.withLock { $0.channels[ObjectIdentifier(channel)] = channel }
        channel.closeFuture.whenComplete { [weak channel] _ in
            guard let channel else { return }
            self.remove { $0.channels[ObjectIdentifier(channel)] = nil }
        }
    }

    /// A task of its own for each connection, not a child of the accepting one: the accepted channels would otherwise wait in a sequence, and one
    /// that was
    /// left there by a cancellation would neither be served nor closed.
    func serve(_ channel: any Channel, _ work: @escaping @Sendable () async -> Void) {
        let id = ObjectIdentifier(channel)
        state.withLock { state in
            state.tasks[id] = Task {
                await work()
                self.remove { $0.tasks[id] = nil }
            }
        }
    }

    /// Asks every connection to close once its requests are answered.
    func stop() {
        let channels = state.withLock { state in
            state.isStopping = true
            return Array(state.channels.values)
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        remove { _ in }
    }

    /// Returns when all are closed and served, or when the caller is cancelled.
    func waitUntilOver() async {
        for await _ in over {}
    }

    /// Ends whatever still goes on; the number of connections that were cut.
    func cut() -> Int {
        let (channels, tasks) = state.withLock { (Array($0.channels.values), Array($0.tasks.values)) }
        for channel in channels { channel.close(promise: nil) }
        for task in tasks { task.cancel() }
        return channels.count
    }

    private func remove(_ change: (inout State) -> Void) {
        let isOver = state.withLock { state in
            change(&state)
            return state.isOver
        }
        if isOver { end.finish() }
    }
}
