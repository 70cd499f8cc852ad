import Model
import OutboundHTTP

/// What the Bot API answered. Its sentences begin in ways that are known; where one does not, the number counts.
struct TelegramAnswer {
    private let response: OutboundResponse
    private let document: JSONValue?
    private let now: Instant

    init(_ response: OutboundResponse, at now: Instant) {
        self.response = response
        self.now = now
        document = response.json
    }

    /// Nil unless the call was a success.
    var result: JSONValue? { response.isSuccess && document?["ok"] == true ? document?["result"] : nil }

    func says(_ beginning: String) -> Bool { description.hasPrefix(beginning) }

    private var description: String { document?["ok"] == false ? document?["description"]?.string ?? "" : "" }
    private var number: Int {
        document?["ok"] == false ? document?["error_code"]?.integer.map { Int(clamping: $0) } ?? response.status : response.status
    }

    func outcome(isRepeatable: Bool) -> DeliveryOutcome {
        let wait = RetryAfter.parse(response.header("retry-after"), now: now) ?? askedWait(seconds: document?["parameters"]?["retry_after"])
        let detail = "Telegram answered \(number)"
        switch number {
        case 429: return .retry(after: wait, DeliveryFailure(.throttled, detail))
        case 401: return .accountDead(DeliveryFailure(.credentials, detail + ": the token is not, or no longer, valid"))
        case 404: return .accountDead(DeliveryFailure(.credentials, detail + ": the token has the wrong form, or api_url is not a Bot API"))
        case 403: return .conversationGone(DeliveryFailure(.gone, detail + ": the bot was removed, or may not write there"))
        case 409: return .retry(after: wait ?? .minutes(1), conflict(detail))
        case 400: return badRequest(detail)
        default: return outcomeByStatus(response, platform: "Telegram", isRepeatable: isRepeatable, wait: wait, at: now)
        }
    }

    private func conflict(_ detail: String) -> DeliveryFailure {
        let reason = description.contains("getUpdates request") ? "another program fetches this bot's updates" : "a webhook is set for this bot"
        return DeliveryFailure(.policy, "\(detail): \(reason)")
    }

    /// What the operator has to change, since the old number is dead for good.
    static func moved(to chat: Int64) -> String { "the group became a supergroup: set the channel's conversation to \(chat)" }

    private func badRequest(_ detail: String) -> DeliveryOutcome {
        if let moved = document?["parameters"]?["migrate_to_chat_id"]?.integer {
            return .conversationGone(DeliveryFailure(.gone, "\(detail): \(Self.moved(to: moved))"))
        }
        let places = [
            "chat not found", "not enough rights", "have no rights", "need administrator rights", "CHAT_WRITE_FORBIDDEN", "TOPIC_CLOSED",
            "TOPIC_DELETED",
            "message thread not found", "group chat was upgraded",
        ]
        if let place = places.first(where: { says("Bad Request: " + $0) }) { return .conversationGone(DeliveryFailure(.gone, "\(detail): \(place)")) }
        return .refused(DeliveryFailure(.payload, detail + ": the message was not taken as it is"))
    }

    var failure: DeliveryFailure { outcome(isRepeatable: true).failure(of: "Telegram") }
}
