import OutboundHTTP
import Synchronization

/// What a caller may ask of the loop.
enum Order: Sendable {
    case start(Job)
    case cancel(Ticket)
    case stop
}

/// One request, and the caller that waits for it. Whoever takes the job out of its queue or table answers it, once.
struct Job: Sendable {
    typealias Answer = Result<OutboundResponse, TransportFailure>

    let request: OutboundRequest
    let ticket: Ticket
    let continuation: CheckedContinuation<Answer, Never>

    func end(_ answer: Answer) { continuation.resume(returning: answer) }
}

/// Names a job, and remembers a cancellation that came before it was started.
final class Ticket: Sendable {
    private let cancelled = Atomic(false)

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }
}
