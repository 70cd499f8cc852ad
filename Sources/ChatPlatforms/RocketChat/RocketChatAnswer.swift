import Model
import OutboundHTTP

/// What Rocket.Chat answered. Its errors are words in brackets or in `errorType`; the limit on calls came with status 400 once.
struct RocketChatAnswer {
    private let response: OutboundResponse
    private let answer: JSONValue?
    private let now: Instant

    init(_ response: OutboundResponse, now: Instant) {
        self.response = response
        self.now = now
        answer = response.json
    }

    /// Of a new message, or of an edit, which does no harm twice.
    func messageOutcome(isEdit: Bool) -> DeliveryOutcome {
        if isThrottled { return .retry(after: wait, failure(.throttled)) }
        if response.isSuccess, answer?["success"] == true, let id = answer?["message"]?["_id"]?.string { return .delivered(messageID: id) }
        switch response.status {
        case 200..<300 where answer?["success"] != false, 500, 502, 504..<600:
            return isEdit ? .retry(after: wait, failure(.server)) : .unknown(failure(.server))
        case 401: return .accountDead(failure(.credentials))
        case 403 where !isEdit: return .conversationGone(failure(.gone))
        default: return isRoomClosed && !isEdit ? .conversationGone(failure(.gone)) : otherOutcome
        }
    }

    /// A script of the integration's may answer in its own way, so that only a refusal is one.
    var webhookOutcome: DeliveryOutcome {
        if isThrottled { return .retry(after: wait, failure(.throttled)) }
        if response.isSuccess { return answer?["success"] == false ? .refused(failure(.payload)) : .delivered(messageID: nil) }
        switch response.status {
        case 401, 404: return .accountDead(failure(.credentials))
        case 500, 502, 504..<600: return .unknown(failure(.server))
        default: return isRoomClosed ? .conversationGone(failure(.gone)) : otherOutcome
        }
    }

    /// Of a poll.
    var pollOutcome: PollOutcome {
        if isThrottled { return .retry(after: wait, failure(.throttled)) }
        switch response.status {
        case 401: return .accountDead(failure(.credentials))
        case 403: return .conversationGone(failure(.gone))
        default: return isRoomClosed ? .conversationGone(failure(.gone)) : .retry(after: wait, failure(.server))
        }
    }

    private var otherOutcome: DeliveryOutcome {
        switch response.status {
        case 408, 425, 503: .retry(after: wait, failure(.server))
        case 200..<300, 400: .refused(failure(.payload))
        case 413: .refused(failure(.tooLarge))
        default: .refused(failure(.client))
        }
    }

    var isThrottled: Bool { response.status == 429 || has("error-too-many-requests") }

    private var isRoomClosed: Bool {
        response.status == 400
            && ["invalid-channel", "error-invalid-room", "error-room-not-found", "error-not-allowed", "error-room-archived"].contains(where: has)
    }

    private func has(_ word: String) -> Bool {
        answer?["errorType"]?.string == word || answer?["error"]?.string == word || answer?["error"]?.string?.contains("[\(word)]") == true
    }

    /// The header is an instant in milliseconds.
    private var wait: Duration? {
        if let after = RetryAfter.parse(response.header("retry-after"), now: now) { return after }
        guard let text = response.header("x-ratelimit-reset"), let reset = Int64(text), reset > now.milliseconds else { return nil }
        return min(.milliseconds(min(reset - now.milliseconds, 86_400_000)), RetryAfter.longest)
    }

    /// Only words of this list are repeated: an error's text could hold anything.
    private static let knownWords = [
        "error-too-many-requests", "invalid-channel", "error-invalid-room", "error-room-not-found", "error-not-allowed", "error-room-archived",
        "error-invalid-params", "error-message-size-exceeded", "error-action-not-allowed", "error-message-editing-blocked",
    ]

    func failure(_ kind: DeliveryFailure.Class) -> DeliveryFailure {
        DeliveryFailure(kind, "Rocket.Chat answered \(response.status)" + (Self.knownWords.first(where: has).map { ": \($0)" } ?? ""))
    }
}
