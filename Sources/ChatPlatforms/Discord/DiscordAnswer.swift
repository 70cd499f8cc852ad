import Model
import OutboundHTTP

/// What Discord answered. Its error codes are numbers, and say more than the status.
struct DiscordAnswer {
    private let response: OutboundResponse
    private let answer: JSONValue?
    private let code: Int64?
    private let now: Instant

    init(_ response: OutboundResponse, now: Instant) {
        self.response = response
        self.now = now
        answer = response.json
        code = response.isSuccess ? nil : answer?["code"]?.integer
    }

    /// Of a message, or of an edit, which does no harm twice.
    func outcome(isEdit: Bool, isWebhook: Bool) -> DeliveryOutcome {
        if response.isSuccess {
            if let id = answer?["id"]?.string, DiscordSnowflake(id) != nil { return .delivered(messageID: id) }
            return isEdit ? .retry(after: nil, failure(.server)) : .unknown(failure(.server))
        }
        if let wait { return wait }
        switch code {
        case 10003: return isEdit && !isWebhook ? .refused(failure(.gone)) : .conversationGone(failure(.gone))
        case 10008: return .refused(failure(.gone))
        case 10015, 50027, 40001: return .accountDead(failure(.credentials))
        case 50001, 50013: return .conversationGone(failure(.gone))
        case 40005: return .refused(failure(.tooLarge))
        case 50006, 50035, 50109, 50083, 160004, 160005, 160006, 220003: return .refused(failure(.payload))
        default: break
        }
        switch response.status {
        case 401: return .accountDead(failure(.credentials))
        case 403: return .conversationGone(failure(.gone))
        // A webhook that is gone must never be used again.
        case 404: return isEdit ? .refused(failure(.gone)) : isWebhook ? .accountDead(failure(.credentials)) : .conversationGone(failure(.gone))
        case 408, 425, 503: return .retry(after: asked, failure(.server))
        case 500..<600: return isEdit ? .retry(after: asked, failure(.server)) : .unknown(failure(.server))
        case 413: return .refused(failure(.tooLarge))
        case 400: return .refused(failure(.payload))
        default: return .refused(failure(.client))
        }
    }

    /// Of a poll.
    var pollOutcome: PollOutcome {
        if case .retry(let after, let failure) = wait { return .retry(after: after, failure) }
        switch (code, response.status) {
        case (40001, _), (_, 401): return .accountDead(failure(.credentials))
        case (10003, _), (50001, _), (50013, _), (_, 403), (_, 404): return .conversationGone(failure(.gone))
        default: return .retry(after: asked, failure(.server))
        }
    }

    /// What asks to wait. Discord bans an address that does not; a ban itself comes without a time to wait for.
    private var wait: DeliveryOutcome? {
        switch code {
        case 40333: return .retry(after: RetryAfter.longest, failure(.policy))
        case 20016, 20028, 40062, 30046: return .retry(after: asked, failure(.throttled))
        default: return response.status == 429 ? .retry(after: asked ?? .minutes(15), failure(.throttled)) : nil
        }
    }

    /// Seconds, with a fraction in the body.
    private var asked: Duration? {
        let seconds =
            switch answer?["retry_after"] {
            case .number(let number): number
            case .integer(let number): Double(number)
            default: response.header("x-ratelimit-reset-after").flatMap { Double($0) } ?? 0
            }
        let own = seconds > 0 && seconds.isFinite ? Duration.milliseconds(Int64((min(seconds, 86_400) * 1000).rounded(.up))) : nil
        let header = RetryAfter.parse(response.header("retry-after"), now: now)
        guard let longer = [own, header].compactMap(\.self).max() else { return nil }
        return min(longer, RetryAfter.longest)
    }

    func failure(_ kind: DeliveryFailure.Class) -> DeliveryFailure {
        // Codes have five or six digits; a longer number could be somebody's secret.
        let known = code.flatMap { (1...999_999).contains($0) ? " with code \($0)" : nil } ?? ""
        return DeliveryFailure(kind, "Discord answered \(response.status)\(known)")
    }
}
