public import Model
import Synchronization

/// A clock that stands still until a test moves it.
public final class ManualClock: Sendable {
    private let instant: Mutex<Instant>

    public init(_ now: Instant) { instant = Mutex(now) }

    public var now: Instant { instant.withLock { $0 } }

    /// For what takes its clock as a function.
    public var read: @Sendable () -> Instant { { self.now } }

    @discardableResult
    public func advance(by duration: Duration) -> Instant {
        instant.withLock { instant in
            instant = instant + duration
            return instant
        }
    }

    /// Forward or back, as an operator may set a clock.
    public func set(_ now: Instant) { instant.withLock { $0 = now } }
}
