import Foundation
import Model

/// Signs and proves requests as Standard Webhooks 1.0 says, with symmetric keys (`v1`).
struct StandardWebhooks: Sendable {
    /// The newest first; more than one while a key is being replaced.
    private let keys: [[UInt8]]

    init(keys: [[UInt8]]) { self.keys = keys }

    /// The key in a secret of 24 to 64 bytes in Base64, with or without `whsec_` before it and padding after it; nil when it has not that form.
    static func key(_ secret: Secret) -> [UInt8]? {
        var text = secret.reveal()
        if text.hasPrefix("whsec_") { text.removeFirst(6) }
        while text.hasSuffix("=") { text.removeLast() }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text + padding), (24...64).contains(data.count) else { return nil }
        return Array(data)
    }

    /// The value of `webhook-signature`: one signature a key.
    func sign(id: String, timestamp: String, body: [UInt8]) -> String {
        keys.map { "v1," + signature(key: $0, id: id, timestamp: timestamp, body: body) }.joined(separator: " ")
    }

    private func signature(key: [UInt8], id: String, timestamp: String, body: [UInt8]) -> String {
        Data(hmacSHA256(key: key, Array("\(id).\(timestamp).".utf8), body)).base64EncodedString()
    }

    /// Any signature of a known version may hold, by any key. An id with a dot is turned away, since it could be read as id and time.
    func verify(_ webhook: RawWebhook, at now: Instant) throws(WebhookRefusal) {
        guard let id = webhook.header("webhook-id"), let timestamp = webhook.header("webhook-timestamp"),
            let signatures = webhook.header("webhook-signature"), !id.isEmpty, !timestamp.isEmpty, !signatures.isEmpty
        else { throw .unsigned }
        guard let time = WebhookTime.parse(timestamp), id.utf8.count <= 255, !id.utf8.contains(UInt8(ascii: ".")) else { throw .badSignature }
        guard WebhookTime.isNear(time, now: now) else { throw .stale }
        let expected = keys.map { Array(signature(key: $0, id: id, timestamp: timestamp, body: webhook.body).utf8) }
        var holds = false
        for candidate in signatures.split(separator: " ").prefix(16) where candidate.hasPrefix("v1,") {
            for signature in expected where constantTimeEquals(Array(candidate.dropFirst(3).utf8), signature) { holds = true }
        }
        guard holds else { throw .badSignature }
    }
}
