public import Model
import Synchronization

/// Where the flow gets time and ids from: an argument, so that tests take no real time.
public struct FlowClock: Sendable {
    public let now: @Sendable () -> Instant
    private let random: @Sendable (Instant) -> UniqueID

    public init(now: @escaping @Sendable () -> Instant, makeID: @escaping @Sendable (Instant) -> UniqueID = FlowClock.randomID) {
        self.now = now
        self.random = makeID
    }

    /// A new id of this moment.
    public func makeID() -> UniqueID { random(now()) }

    /// An id from the system's random numbers.
    @Sendable public static func randomID(at instant: Instant) -> UniqueID {
        var generator = SystemRandomNumberGenerator()
        return .make(at: instant, using: &generator)
    }
}

/// A nudge that is never lost and never piles up: many pulses before the next look make one.
public struct Pulse: Sendable {
    public let beats: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    public init() {
        (beats, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    public func beat() { continuation.yield() }

    /// Ends the loop that waits for beats.
    public func end() { continuation.finish() }
}
