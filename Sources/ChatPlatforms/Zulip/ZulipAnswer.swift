import Model
import OutboundHTTP

/// What Zulip answered. Its sentences are translated, so the code counts, and the status where there is none.
struct ZulipAnswer {
    let document: JSONValue?
    private let response: OutboundResponse
    private let now: Instant

    init(_ response: OutboundResponse, at now: Instant) {
        self.response = response
        self.now = now
        document = response.json
    }

    var isSuccess: Bool { response.isSuccess && document?["result"] == "success" }

    var code: String? { document?["code"]?.string }

    /// The queue was forgotten: ten minutes without a request, or a restart of the server.
    var isQueueGone: Bool { code == "BAD_EVENT_QUEUE_ID" }

    func outcome(isRepeatable: Bool) -> DeliveryOutcome {
        let wait = askedWait(seconds: document?["retry-after"])
        let detail = "Zulip answered \(response.status)" + (code.map { isPlainCode($0) ? " \($0)" : "" } ?? "")
        switch code {
        case "RATE_LIMIT_HIT":
            return .retry(after: RetryAfter.parse(response.header("retry-after"), now: now) ?? wait, DeliveryFailure(.throttled, detail))
        case "INVALID_API_KEY", "UNAUTHORIZED", "UNAUTHENTICATED_USER", "USER_DEACTIVATED", "REALM_DEACTIVATED":
            return .accountDead(DeliveryFailure(.credentials, detail))
        case "STREAM_DOES_NOT_EXIST": return .conversationGone(DeliveryFailure(.gone, detail))
        case "REQUEST_VARIABLE_MISSING", "REQUEST_VARIABLE_INVALID": return .refused(DeliveryFailure(.payload, detail))
        case .some where (400..<429).contains(response.status) && response.status != 401 && response.status != 408 && response.status != 425:
            return .refused(DeliveryFailure(.client, detail))
        default: return outcomeByStatus(response, platform: "Zulip", isRepeatable: isRepeatable, wait: wait, at: now)
        }
    }

    var failure: DeliveryFailure { outcome(isRepeatable: true).failure(of: "Zulip") }
}

/// Only words of capitals and underscores are repeated: no key or address has that form.
func isPlainCode(_ word: String) -> Bool {
    (1...60).contains(word.utf8.count) && word.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_") }
}
