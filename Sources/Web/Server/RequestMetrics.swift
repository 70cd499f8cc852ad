import Hummingbird
import Metrics

/// How long requests took until their answer was ready to be written, by the path that was asked for and how it went.
struct RequestMetrics: Sendable {
    let factory: any MetricsFactory

    func answered(_ context: BasicRequestContext, status: Int, in duration: Duration) {
        // The path as the table has it, never as the client wrote it: whoever asks must not add series.
        let labels = [("route", context.endpointPath ?? "none"), ("code", "\(status)")]
        Timer(label: "outcomed_http_request_duration_seconds", dimensions: labels, factory: factory).record(duration: duration)
    }
}
