import Model
import OutboundHTTP

/// What Google Chat answered to a message. A repeated request is known by its `requestId`, so whatever may pass is tried again.
struct GoogleChatAnswer {
    private let response: OutboundResponse
    private let now: Instant

    init(_ response: OutboundResponse, now: Instant) {
        self.response = response
        self.now = now
    }

    func outcome(of message: OutgoingMessage) -> DeliveryOutcome {
        if response.isSuccess { return .delivered(messageID: messageID(message)) }
        let detail = "Google Chat answered \(response.status)" + (word.map { " \($0)" } ?? "")
        if response.status == 429 || word == "RESOURCE_EXHAUSTED" {
            return .retry(after: retryAfter, DeliveryFailure(.throttled, detail))
        }
        return switch response.status {
        case 408, 425, 500..<600: .retry(after: retryAfter, DeliveryFailure(.server, detail))
        case 400: .refused(DeliveryFailure(.payload, detail))
        case 401, 403: .accountDead(DeliveryFailure(.credentials, detail))
        case 404, 410: .conversationGone(DeliveryFailure(.gone, detail))
        case 413: .refused(DeliveryFailure(.tooLarge, detail))
        default: .refused(DeliveryFailure(.client, detail))
        }
    }

    private var retryAfter: Duration? { RetryAfter.parse(response.header("retry-after"), now: now) }

    private var body: JSONValue? { response.isCut ? nil : try? JSONValue(reading: response.body) }

    /// Google's word for the error, in capitals as its list has them; nothing else of an answer is repeated.
    private var word: String? {
        guard let word = body?["error"]?["status"]?.string, (3...30).contains(word.utf8.count),
            word.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_") })
        else { return nil }
        return Self.words.contains(word) ? word : nil
    }

    private static let words: Set<String> = [
        "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE", "UNAUTHENTICATED", "PERMISSION_DENIED", "NOT_FOUND", "ABORTED", "ALREADY_EXISTS",
        "RESOURCE_EXHAUSTED", "CANCELLED", "DATA_LOSS", "UNKNOWN", "INTERNAL", "UNIMPLEMENTED", "UNAVAILABLE", "DEADLINE_EXCEEDED",
    ]

    /// Replies name their thread and no message, so a message that begins a thread is known by the thread's name.
    private func messageID(_ message: OutgoingMessage) -> String? {
        let name = body?["name"]?.string
        return message.thread == nil ? body?["thread"]?["name"]?.string ?? name : name
    }
}
