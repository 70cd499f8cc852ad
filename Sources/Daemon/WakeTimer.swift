import CLinux
import Glibc
package import Model
import Synchronization

/// Why the daemon is to look at its clock and its work again.
package enum Wake: Sendable, Hashable {
    /// The instant that the timer was armed to has come.
    case due
    /// Somebody set the clock: what is due must be reckoned anew.
    case clockChanged
    /// Files of the zone data changed, some seconds ago.
    case zonesChanged
}

/// The one thing that wakes the daemon: a timer on the wall clock, and a watch on the zone data. Between wakes its thread sleeps in the kernel.
package final class WakeTimer: Sendable {
    /// What woke us, oldest first; ends after ``stop()``. For one reader.
    package let wakes: AsyncStream<Wake>

    private struct State {
        var isStopped = false
        var thread: pthread_t?
    }

    private let descriptors: WakeDescriptors
    private let continuation: AsyncStream<Wake>.Continuation
    private let state = Mutex(State())

    /// Disarmed at first. `zoneDirectory` is watched with what is below it, where it exists. Changes there are told when none has come
    /// for `zoneQuiet`, since an upgrade writes hundreds of files.
    package init(zoneDirectory: String?, zoneQuiet: Duration = .seconds(2)) throws(WakeTimerError) {
        (wakes, continuation) = AsyncStream.makeStream(of: Wake.self, bufferingPolicy: .bufferingNewest(64))
        descriptors = try WakeDescriptors()
        let zones = zoneDirectory.flatMap { ZoneWatch(directory: $0) }
        let loop = WakePoll(descriptors, zones: zones, quiet: zoneQuiet, continuation)
        guard let thread = startThread(loop) else {
            descriptors.close()
            throw .noThread
        }
        state.withLock { $0.thread = thread }
        arm(at: nil)
    }

    deinit { stop() }

    /// Replaces what was armed before; an instant that has passed wakes at once, nil waits for none. After ``stop()`` it does nothing.
    package func arm(at instant: Instant?) {
        state.withLock { state in
            guard !state.isStopped else { return }
            // Not disarmed without an instant, but far away, so that a set clock is told all the same.
            let target = instant ?? Instant(seconds: 9_000_000_000)
            let nanoseconds = target.milliseconds.flooredRemainder(1000) * 1_000_000
            let problem = clinux_timer_arm(descriptors.timer, target.seconds, nanoseconds)
            if problem == ECANCELED { continuation.yield(.clockChanged) }
        }
    }

    /// Ends the stream and the thread. A second call does nothing.
    package func stop() {
        let thread = state.withLock { state in
            defer { state.thread = nil }
            state.isStopped = true
            return state.thread
        }
        guard let thread else { return }
        clinux_event_raise(descriptors.stop)
        pthread_join(thread, nil)
        descriptors.close()
        continuation.finish()
    }
}

/// The system gives no more of what the timer needs.
package enum WakeTimerError: Error, Sendable, Hashable {
    case noDescriptor(errno: Int32)
    case noThread
}

/// The timer, and the event by which the thread is told to stop.
struct WakeDescriptors: Sendable {
    let timer: Int32
    let stop: Int32

    init() throws(WakeTimerError) {
        timer = clinux_timer()
        guard timer >= 0 else { throw .noDescriptor(errno: errno) }
        stop = clinux_event()
        guard stop >= 0 else {
            let problem = errno
            _ = Glibc.close(timer)
            throw .noDescriptor(errno: problem)
        }
    }

    func close() {
        _ = Glibc.close(timer)
        _ = Glibc.close(stop)
    }
}
