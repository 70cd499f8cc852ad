import Model
import OutboundHTTP

/// What a homeserver answered. Every request of ours may be repeated: sends by their transaction id, the rest since they only read.
struct MatrixAnswer {
    private let response: OutboundResponse
    private let document: JSONValue?
    private let now: Instant

    init(_ response: OutboundResponse, at now: Instant) {
        self.response = response
        self.now = now
        document = response.json
    }

    var code: String? { document?["errcode"]?.string }

    /// The wait in the header, or in the body's milliseconds of old servers.
    private var wait: Duration? {
        let inBody = document?["retry_after_ms"]?.integer.flatMap { $0 >= 0 ? Duration.milliseconds(min($0, 86_400_000)) : nil }
        return RetryAfter.parse(response.header("retry-after"), now: now) ?? inBody.map { min($0, RetryAfter.longest) }
    }

    var outcome: DeliveryOutcome {
        let detail = "Matrix answered \(response.status)" + (code.map { isPlainCode($0) ? " \($0)" : "" } ?? "")
        switch code {
        case "M_LIMIT_EXCEEDED": return .retry(after: wait, DeliveryFailure(.throttled, detail))
        case "M_RESOURCE_LIMIT_EXCEEDED": return .retry(after: wait ?? RetryAfter.longest, DeliveryFailure(.policy, detail))
        case "M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_LOCKED", "M_USER_SUSPENDED", "M_USER_DEACTIVATED":
            return .accountDead(DeliveryFailure(.credentials, detail))
        case "M_FORBIDDEN", "M_NOT_FOUND": return .conversationGone(DeliveryFailure(.gone, detail))
        case "M_TOO_LARGE": return .refused(DeliveryFailure(.payload, detail))
        case "M_BAD_JSON", "M_NOT_JSON", "M_INVALID_PARAM", "M_MISSING_PARAM": return .refused(DeliveryFailure(.payload, detail))
        case "M_UNKNOWN" where response.status == 400: return .refused(DeliveryFailure(.payload, detail))
        default: return outcomeByStatus(response, platform: "Matrix", isRepeatable: true, wait: wait, at: now)
        }
    }

    var failure: DeliveryFailure { outcome.failure(of: "Matrix") }

    /// The server does not know the place in its stream any more.
    var isTokenRefused: Bool { response.status == 400 && code != "M_LIMIT_EXCEEDED" }
}
