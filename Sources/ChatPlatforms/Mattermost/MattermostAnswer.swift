import Model
import OutboundHTTP

/// What Mattermost answered to a message. Its errors have an id that, unlike their text, is in no language.
struct MattermostAnswer {
    private let response: OutboundResponse
    private let now: Instant
    private let errorID: String?

    init(_ response: OutboundResponse, now: Instant) {
        self.response = response
        self.now = now
        errorID = response.isSuccess ? nil : response.json?["id"]?.string
    }

    /// Of a post, or of an edit of one, which does no harm twice.
    func postOutcome(isEdit: Bool) -> DeliveryOutcome {
        if response.isSuccess {
            if let id = response.json?["id"]?.string, isMattermostID(id) { return .delivered(messageID: id) }
            let failure = DeliveryFailure(.server, detail + " without the post")
            return isEdit ? .retry(after: nil, failure) : .unknown(failure)
        }
        switch errorID {
        case "api.post.deduplicate_create_post.pending": return .retry(after: nil, failure(.server))
        case "api.post.create_post.root_id.app_error": return .refused(failure(.payload))
        default: break
        }
        switch response.status {
        case 401: return .accountDead(failure(.credentials))
        case 403, 404: return isEdit ? .refused(failure(.client)) : .conversationGone(failure(.gone))
        case 413: return .refused(failure(.tooLarge))
        case 500, 502, 504...599: return isEdit ? .retry(after: wait, failure(.server)) : .unknown(failure(.server))
        default: return otherOutcome
        }
    }

    var webhookOutcome: DeliveryOutcome {
        let word = String(decoding: response.body.prefix(100), as: UTF8.self).trimmed
        if response.isSuccess { return word == "ok" ? .delivered(messageID: nil) : .unknown(DeliveryFailure(.server, detail + " without its ok")) }
        switch (response.status, errorID) {
        case (400, "web.incoming_webhook.invalid.app_error"), (401, _), (501, _): return .accountDead(failure(.credentials))
        case (403, _), (404, _): return .conversationGone(failure(.gone))
        case (413, _): return .refused(failure(.tooLarge))
        case (500, _), (502, _), (504...599, _): return .unknown(failure(.server))
        default: return otherOutcome
        }
    }

    /// Of a poll.
    var pollOutcome: PollOutcome {
        switch response.status {
        case 401: .accountDead(failure(.credentials))
        case 403, 404: .conversationGone(failure(.gone))
        case 429: .retry(after: wait, failure(.throttled))
        default: .retry(after: wait, failure(.server))
        }
    }

    /// What means the same over each door: the message was not taken.
    private var otherOutcome: DeliveryOutcome {
        switch response.status {
        case 429: .retry(after: wait, failure(.throttled))
        case 408, 425, 503: .retry(after: wait, failure(.server))
        case 400: .refused(failure(.payload))
        default: .refused(failure(.client))
        }
    }

    /// The docs call the second header an instant; what comes is the seconds that are left.
    private var wait: Duration? {
        RetryAfter.parse(response.header("retry-after") ?? response.header("x-ratelimit-reset"), now: now)
    }

    private var detail: String { "Mattermost answered \(response.status)" }

    /// Only ids of this list are repeated: one that the server makes up could hold anything.
    private static let knownIDs: Set<String> = [
        "api.post.deduplicate_create_post.pending", "api.post.create_post.root_id.app_error", "web.incoming_webhook.invalid.app_error",
        "web.incoming_webhook.disabled.app_error", "web.incoming_webhook.text.app_error", "web.incoming_webhook.channel.app_error",
        "web.incoming_webhook.channel_locked.app_error", "web.incoming_webhook.permissions.app_error", "web.incoming_webhook.user.app_error",
        "api.context.session_expired.app_error", "api.context.permissions.app_error",
    ]

    func failure(_ kind: DeliveryFailure.Class) -> DeliveryFailure {
        DeliveryFailure(kind, detail + (errorID.flatMap { Self.knownIDs.contains($0) ? ": \($0)" : nil } ?? ""))
    }
}
