import HistoryStore
public import Metrics
import Model

/// What the flow counts as it goes. Names and labels are announced by the daemon's catalogue; without a registry all of it goes nowhere.
public struct FlowMetrics: Sendable {
    private let factory: any MetricsFactory

    public init(_ factory: any MetricsFactory = NOOPMetricsHandler.instance) {
        self.factory = factory
        // What has not happened yet is counted as 0, so that its first time is seen as a rise.
        for outcome in ["asked", "asked_late"] + SkipReason.allCases.map(\.rawValue) {
            count("outcomed_check_ins_total", ("outcome", outcome), by: 0)
        }
        for kind in ReplyRecord.ReadingKind.allCases { count("outcomed_replies_total", ("outcome", kind.rawValue), by: 0) }
        for late in ["false", "true"] { count("outcomed_updates_recorded_total", ("late", late), by: 0) }
        for name in Self.plain { count(name, by: 0) }
    }

    private static let plain = [
        "outcomed_check_ins_closed_total", "outcomed_readings_asked_total", "outcomed_readings_recorded_total", "outcomed_messages_failed_total",
    ]

    func asked(late: Bool) { count("outcomed_check_ins_total", ("outcome", late ? "asked_late" : "asked")) }

    func skipped(_ reason: SkipReason) { count("outcomed_check_ins_total", ("outcome", reason.rawValue)) }

    /// A check-in was closed that had asked for so many key results and got something said of so many.
    func closed(asked: Int, recorded: Int) {
        count("outcomed_check_ins_closed_total")
        count("outcomed_readings_asked_total", by: asked)
        count("outcomed_readings_recorded_total", by: recorded)
    }

    func recorded(_ record: ReplyRecord) {
        count("outcomed_replies_total", ("outcome", record.kind.rawValue))
        for update in record.updates { count("outcomed_updates_recorded_total", ("late", update.late ? "true" : "false")) }
    }

    /// A message without an answer: it was not meant for us.
    func ignored() { count("outcomed_replies_total", ("outcome", ReplyRecord.ReadingKind.chatter.rawValue)) }

    func failed() { count("outcomed_messages_failed_total") }

    /// Without the account: it comes from whoever sent the request, who could add a series each time.
    func refused(status: Int) { count("outcomed_webhooks_refused_total", ("code", "\(status)")) }

    func attempted(_ account: AccountID) { count("outcomed_delivery_attempts_total", ("account", account.rawValue)) }

    func settled(_ account: AccountID, _ settlement: Settlement) {
        let outcome =
            switch settlement {
            case .delivered: "delivered"
            case .retry: "retry"
            case .dead: "dead"
            case .dropped: "dropped"
            }
        count("outcomed_deliveries_total", ("account", account.rawValue), ("outcome", outcome))
        guard let failure = settlement.failure else { return }
        count("outcomed_delivery_failures_total", ("account", account.rawValue), ("class", failure.kind.rawValue))
    }

    /// How far behind the platform a poll was: from when the oldest message that it brought was written until it was taken in.
    func polled(_ account: AccountID, lag: Duration) {
        Gauge(label: "outcomed_poll_lag_seconds", dimensions: [("account", account.rawValue)], factory: factory).record(lag.fractionalSeconds)
    }

    private func count(_ name: String, _ labels: (String, String)..., by amount: Int = 1) {
        Counter(label: name, dimensions: labels, factory: factory).increment(by: amount)
    }
}

extension Settlement {
    fileprivate var failure: DeliveryFailure? {
        switch self {
        case .retry(_, let failure, _), .dead(let failure, _, _): failure
        case .delivered, .dropped: nil
        }
    }
}

extension Duration {
    public var fractionalSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
