import Model
import OutboundHTTP

/// What a workflow answered to a card. Any 2xx means that it took the request; whether the card stands in the channel nobody is told.
struct TeamsAnswer {
    private let response: OutboundResponse
    private let now: Instant

    init(_ response: OutboundResponse, now: Instant) {
        self.response = response
        self.now = now
    }

    var outcome: DeliveryOutcome {
        let detail = "the workflow answered \(response.status)"
        return switch response.status {
        case 200..<300: connectorFailure ?? .delivered(messageID: messageID)
        case 429: .retry(after: retryAfter, DeliveryFailure(.throttled, detail))
        case 408, 425, 503: .retry(after: retryAfter, DeliveryFailure(.server, detail))
        case 500..<600: .unknown(DeliveryFailure(.server, detail))
        case 401, 403: .accountDead(DeliveryFailure(.credentials, detail))
        case 404, 410: .accountDead(DeliveryFailure(.gone, detail))
        case 400 where isSwitchedOff: .accountDead(DeliveryFailure(.gone, detail + ": it is switched off"))
        case 400: .refused(DeliveryFailure(.payload, detail))
        case 413: .refused(DeliveryFailure(.tooLarge, detail))
        default: .refused(DeliveryFailure(.client, detail))
        }
    }

    private var retryAfter: Duration? { RetryAfter.parse(response.header("retry-after"), now: now) }

    private var json: JSONValue? { response.isCut ? nil : try? JSONValue(reading: response.body) }

    /// The card's message id, from a workflow whose owner added a Response action that tells it as `{"id": "…"}`: digits alone.
    private var messageID: String? {
        guard let id = json?["id"]?.string, (10...20).contains(id.utf8.count), id.utf8.allSatisfy(isDigit) else { return nil }
        return id
    }

    /// The word for it is not documented, so any code that ends so is believed.
    private var isSwitchedOff: Bool {
        guard let code = json?["error"]?["code"]?.string?.lowercased() else { return false }
        return code.hasSuffix("notenabled") || code.hasSuffix("disabled")
    }

    /// An Office 365 connector of old told its failures in a 200.
    private var connectorFailure: DeliveryOutcome? {
        let text = String(decoding: response.body.prefix(400), as: UTF8.self)
        guard text.hasPrefix("Webhook message delivery failed") else { return nil }
        let status = text.split(separator: "HTTP error ").dropFirst().first.flatMap { Int($0.prefix(3)) }
        let detail = "the connector could not deliver" + (status.map { ": Teams answered it \($0)" } ?? "")
        return switch status {
        case 429?: .retry(after: retryAfter, DeliveryFailure(.throttled, detail))
        case (500..<600)?, nil: .unknown(DeliveryFailure(.server, detail))
        case 413?: .refused(DeliveryFailure(.tooLarge, detail))
        default: .refused(DeliveryFailure(.payload, detail))
        }
    }
}
