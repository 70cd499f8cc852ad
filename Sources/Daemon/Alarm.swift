import CheckInFlow
import Model
import Synchronization

/// Folds the next due instants of all loops into the one timer, and wakes all loops when it rings.
final class Alarm: Sendable {
    enum Source: Hashable, Sendable { case schedule, outbox, inbox, poll }

    private let timer: WakeTimer
    private let due = Mutex<[Source: Instant]>([:])

    init(timer: WakeTimer) { self.timer = timer }

    /// The next instant at which the loop has something to do; nil for none.
    func set(_ source: Source, _ instant: Instant?) {
        // Armed under the lock: two loops must not arm in another order than they took the minimum.
        due.withLock { due in
            due[source] = instant
            timer.arm(at: due.values.min())
        }
    }

    /// Which loops the instant concerns; they are forgotten until they set themselves anew.
    func rung(at now: Instant) -> Set<Source> {
        due.withLock { due in
            let rung = Set(due.filter { $0.value <= now }.keys)
            for source in rung { due[source] = nil }
            timer.arm(at: due.values.min())
            return rung
        }
    }
}
