import Foundation
import Model

/// The signature of an outgoing webhook: `HMAC` and, in Base64, HMAC-SHA256 of the raw body under the decoded security token.
///
/// The whole header is compared, so that no other spelling of the same bytes passes.
func verifyTeamsSignature(_ webhook: RawWebhook, token: Secret) throws(WebhookRefusal) {
    guard let header = webhook.header("authorization"), !header.isEmpty else { throw .unsigned }
    let expected = "HMAC " + Data(hmacSHA256(key: teamsKey(token), webhook.body)).base64EncodedString()
    guard constantTimeEquals(Array(header.utf8), Array(expected.utf8)) else { throw .badSignature }
}

/// The bytes that a security token stands for; none where it is no Base64.
func teamsKey(_ token: Secret) -> [UInt8] { Data(base64Encoded: token.reveal()).map(Array.init) ?? [] }

/// How far the time in a signed activity may be from ours. The platform names no window; events are told apart by their ids as well.
enum TeamsTime {
    static let tolerance = Duration.minutes(10)

    static func isNear(_ time: Instant, now: Instant) -> Bool { abs(time.seconds - now.seconds) <= tolerance.components.seconds }
}

/// When a signed activity was made, where it says so.
func teamsSentAt(_ webhook: RawWebhook) -> Instant? {
    (try? JSONValue(reading: webhook.body))?["timestamp"]?.string.flatMap { Instant($0) }
}
