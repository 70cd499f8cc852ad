import Crypto
import Model

/// Discord's signature: Ed25519 over the timestamp and then the body. Discord tries us with wrong ones on purpose.
func verifyDiscordSignature(_ webhook: RawWebhook, key: [UInt8], at now: Instant) throws(WebhookRefusal) {
    guard let timestamp = webhook.header("x-signature-timestamp"), let signature = webhook.header("x-signature-ed25519"), !timestamp.isEmpty,
        !signature.isEmpty
    else { throw .unsigned }
    guard let time = WebhookTime.parse(timestamp), let signature = hexadecimalBytes(signature) else { throw .badSignature }
    // Discord sets no limit; without one a request that was overheard would hold for ever.
    guard WebhookTime.isNear(time, now: now) else { throw .stale }
    guard isSigned(Array(timestamp.utf8) + webhook.body, by: key, signature) else { throw .badSignature }
}

/// Ed25519 (RFC 8032) with the 32 bytes of a public key and the 64 of a signature.
func isSigned(_ message: [UInt8], by key: [UInt8], _ signature: [UInt8]) -> Bool {
    guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
    return key.isValidSignature(signature, for: message)
}

/// The 32 bytes of an application's public key, as the portal shows it.
func discordKey(_ text: String) -> [UInt8]? {
    guard let bytes = hexadecimalBytes(text.lowercased()), bytes.count == 32 else { return nil }
    return (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) == nil ? nil : bytes
}

/// The bytes of lower-case hexadecimal digits.
func hexadecimalBytes(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
        guard let high = hexadecimalDigit(digits[index]), let low = hexadecimalDigit(digits[index + 1]) else { return nil }
        bytes.append(high << 4 | low)
    }
    return bytes
}

private func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
}
