import Model
import OutboundHTTP

/// What an answer's status says of a message where the platform's own words say nothing.
///
/// - Parameters:
///   - platform: its name, for the operator.
///   - isRepeatable: a second try changes nothing that the first one did, so that what is in doubt is simply tried again.
///   - wait: what the platform asks for in its own words, beside the header.
func outcomeByStatus(
    _ response: OutboundResponse, platform: String, isRepeatable: Bool, wait: Duration? = nil, at now: Instant
) -> DeliveryOutcome {
    let detail = "\(platform) answered \(response.status)"
    let after = RetryAfter.parse(response.header("retry-after"), now: now) ?? wait
    func doubtful(_ detail: String) -> DeliveryOutcome {
        let failure = DeliveryFailure(.server, detail)
        return isRepeatable ? .retry(after: after, failure) : .unknown(failure)
    }
    return switch response.status {
    case 200..<300: doubtful(detail + " without saying whether it took the message")
    case 429: .retry(after: after, DeliveryFailure(.throttled, detail))
    case 408, 425, 503: .retry(after: after, DeliveryFailure(.server, detail))
    case 500..<600: doubtful(detail)
    case 401: .accountDead(DeliveryFailure(.credentials, detail))
    default: .refused(DeliveryFailure(.client, detail))
    }
}

/// A wait that a platform tells in seconds, whole or not; nil where it is none.
func askedWait(seconds value: JSONValue?) -> Duration? {
    switch value {
    case .integer(let seconds) where seconds >= 0: min(.seconds(min(seconds, 86_400)), RetryAfter.longest)
    case .number(let seconds) where seconds >= 0 && seconds.isFinite: min(.milliseconds(Int64(min(seconds, 86_400) * 1000)), RetryAfter.longest)
    default: nil
    }
}

extension DeliveryOutcome {
    /// Why the platform gave nothing of what it was asked for.
    func failure(of platform: String) -> DeliveryFailure {
        switch self {
        case .delivered: DeliveryFailure(.server, "\(platform) answered something else than what was asked for")
        case .retry(_, let failure), .unknown(let failure), .refused(let failure), .conversationGone(let failure), .accountDead(let failure): failure
        }
    }

    /// The same verdict on a request that only reads: whatever is in doubt is tried again, and what is refused for good is a fault of ours to wait on.
    var asPoll: PollOutcome {
        switch self {
        case .delivered: .retry(after: nil, failure(of: "the platform"))
        case .retry(let after, let failure): .retry(after: after, failure)
        case .unknown(let failure), .refused(let failure): .retry(after: nil, failure)
        case .conversationGone(let failure): .conversationGone(failure)
        case .accountDead(let failure): .accountDead(failure)
        }
    }
}
