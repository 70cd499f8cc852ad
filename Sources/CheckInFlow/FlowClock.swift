public import Model
import Synchronization

/// Where the flow gets time and ids from: an argument, so that tests take no real time.
public struct FlowClock: Sendable {
    public let now: @Sendable () -> Instant
    private let random: @Sendable (Instant) -> UniqueID
    private let last = Locked<UniqueID>(UniqueID(high: 0, low: 0))

    public init(now: @escaping @Sendable () -> Instant, makeID: @escaping @Sendable (Instant) -> UniqueID = FlowClock.randomID) {
        self.now = now
        self.random = makeID
    }

    /// A new id of this moment, greater than those made before it: of two values said in one millisecond the later one is the current one.
    public func makeID() -> UniqueID {
        let made = random(now())
        return last.withLock { last in
            // A clock that was set back must not keep ids in the future: only within one moment is the order kept.
            last = made > last || made.high >> 16 != last.high >> 16 ? made : last.next
            return last
        }
    }

    /// An id from the system's random numbers.
    @Sendable public static func randomID(at instant: Instant) -> UniqueID {
        var generator = SystemRandomNumberGenerator()
        return .make(at: instant, using: &generator)
    }
}

extension UniqueID {
    /// The least that is greater, of the same moment: the 62 random bits count up, and at their end the 12 before them.
    fileprivate var next: UniqueID {
        let random = low & 0x3FFF_FFFF_FFFF_FFFF
        guard random == 0x3FFF_FFFF_FFFF_FFFF else { return UniqueID(high: high, low: low + 1) }
        return UniqueID(high: high & 0xFFF == 0xFFF ? high : high + 1, low: 0x8000_0000_0000_0000)
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
