public import Model
import Synchronization

/// Tells live pages that something in a channel of the built-in chat has changed; what it was they read from the store.
public final class ChatChanges: Sendable {
    private let listeners = Mutex<[ChannelID: [UInt64: AsyncStream<Void>.Continuation]]>([:])
    private let counter = Mutex<UInt64>(0)

    public init() {}

    /// Many changes between two looks are one element.
    public func stream(of channel: ChannelID) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let key = counter.withLock { counter in
            counter += 1
            return counter
        }
        listeners.withLock { $0[channel, default: [:]][key] = continuation }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { $0[channel]?[key] = nil }
        }
        return stream
    }

    func happened(in channel: ChannelID) {
        let waiting = listeners.withLock { Array(($0[channel] ?? [:]).values) }
        for continuation in waiting { continuation.yield() }
    }
}
