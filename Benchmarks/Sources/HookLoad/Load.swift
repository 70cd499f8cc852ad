import Foundation
import Synchronization

/// One thread for each connection, all started together.
struct Load {
    var address: LoopbackAddress
    var seconds: Double

    /// - Parameter requests: for each connection, in the order in which it sends them.
    func run(_ requests: [[[UInt8]]]) -> Tally {
        let whole = Whole()
        let group = DispatchGroup()
        let start = now()
        for mine in requests {
            group.enter()
            Thread.detachNewThread {
                let tally = serve(mine, until: start + UInt64(seconds * 1e9))
                whole.add(tally)
                group.leave()
            }
        }
        group.wait()
        var tally = whole.tally
        tally.seconds = Double(now() - start) / 1e9
        return tally
    }

    private func serve(_ requests: [[UInt8]], until end: UInt64) -> Tally {
        var tally = Tally()
        guard var connection = Connection(to: address) else {
            tally.others["no connection"] = requests.count
            return tally
        }
        tally.nanoseconds.reserveCapacity(requests.count)
        for request in requests {
            let before = now()
            guard before < end else { break }
            switch connection.exchange(request) {
            case 200: tally.nanoseconds.append(now() - before)
            case let status?: tally.others["\(status)", default: 0] += 1
            case nil:
                tally.others["broken", default: 0] += 1
                return tally
            }
        }
        return tally
    }

    private func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds }
}

/// What came of the requests.
struct Tally: Sendable {
    /// One latency for each 200.
    var nanoseconds: [UInt64] = []
    /// How often anything else came.
    var others: [String: Int] = [:]
    var seconds = 0.0

    var accepted: Int { nanoseconds.count }

    var othersInWords: String { others.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }.joined(separator: ", ") }

    /// `1.4 ms`.
    func percentile(_ percent: Int) -> String {
        guard !nanoseconds.isEmpty else { return "unknown" }
        let sorted = nanoseconds.sorted()
        return tenths(Double(sorted[(sorted.count - 1) * percent / 100]) / 1e6) + " ms"
    }
}

private final class Whole: Sendable {
    private let state = Mutex(Tally())

    var tally: Tally { state.withLock { $0 } }

    func add(_ part: Tally) {
        state.withLock { tally in
            tally.nanoseconds += part.nanoseconds
            tally.others.merge(part.others) { $0 + $1 }
        }
    }
}
