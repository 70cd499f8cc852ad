import Crypto
import Model

/// HMAC-SHA256 over several parts, as if they were one.
func hmacSHA256(key: [UInt8], _ parts: [UInt8]...) -> [UInt8] {
    var code = HMAC<SHA256>(key: SymmetricKey(data: key))
    for part in parts { code.update(data: part) }
    return Array(code.finalize())
}

/// Compares in a time that depends on the lengths alone.
func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (one, other) in zip(left, right) { difference |= one ^ other }
    return difference == 0
}

/// Sixteen hexadecimal digits that stand for a content.
func contentStamp(_ text: String) -> String {
    "sha256-" + String(decoding: hexadecimal(SHA256.hash(data: Array(text.utf8)).prefix(8)), as: UTF8.self)
}

/// The signed time of a webhook, which must be near ours both ways, since signatures of old requests still hold.
enum WebhookTime {
    static let tolerance = Duration.minutes(5)

    /// Seconds since 1970 in plain digits; no sign, no space, no fraction.
    static func parse(_ text: String) -> Instant? {
        guard (1...11).contains(text.utf8.count), text.utf8.allSatisfy(isDigit), let seconds = Int64(text) else { return nil }
        return Instant(seconds: seconds)
    }

    static func isNear(_ time: Instant, now: Instant) -> Bool {
        abs(time.seconds - now.seconds) <= tolerance.components.seconds
    }
}

extension RawWebhook {
    /// The header of that name, in any case.
    func header(_ name: String) -> String? { headers[name.lowercased()] }
}
