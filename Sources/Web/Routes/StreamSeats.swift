import Synchronization

/// How many live pages may be open at a time.
final class StreamSeats: Sendable {
    /// Held as long as the stream lives; given back when nobody holds it any more, whether or not the stream ever began.
    final class Seat: Sendable {
        private let seats: StreamSeats

        fileprivate init(_ seats: StreamSeats) { self.seats = seats }

        deinit { seats.free.withLock { $0 += 1 } }
    }

    private let free: Mutex<Int>

    init(_ count: Int) { free = Mutex(count) }

    func take() -> Seat? {
        let isFree = free.withLock { free in
            guard free > 0 else { return false }
            free -= 1
            return true
        }
        return isFree ? Seat(self) : nil
    }
}
