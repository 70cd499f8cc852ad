import CheckInFlow
import HistoryStore
import Metrics
import OutboundHTTP

/// Counts how long the store takes.
struct StoreTimes: StoreObserver {
    private let writes: Timer
    private let reads: Timer

    init(_ factory: any MetricsFactory) {
        writes = Timer(label: "outcomed_store_write_duration_seconds", factory: factory)
        reads = Timer(label: "outcomed_store_read_duration_seconds", factory: factory)
    }

    func wrote(in duration: Duration) { writes.record(duration: duration) }
    func read(in duration: Duration) { reads.record(duration: duration) }
}

/// Counts how long chat platforms take to answer, around the transport that talks to them.
struct TimedTransport: HTTPTransport {
    let transport: any HTTPTransport
    let factory: any MetricsFactory

    func send(_ request: OutboundRequest) async throws(TransportFailure) -> OutboundResponse {
        let begin = ContinuousClock.now
        do throws(TransportFailure) {
            let response = try await transport.send(request)
            note("\(response.status / 100)xx", since: begin)
            return response
        } catch {
            note("none", since: begin)
            throw error
        }
    }

    private func note(_ code: String, since begin: ContinuousClock.Instant) {
        Timer(label: "outcomed_outbound_request_duration_seconds", dimensions: [("code", code)], factory: factory)
            .record(duration: ContinuousClock.now - begin)
    }
}
