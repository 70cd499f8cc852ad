import Crypto
public import Model

/// Discord's side of an application's key pair: signs requests as Discord does.
public struct FakeDiscordSigning: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// - Parameter seed: 32 bytes in hexadecimal; nil when they are not that.
    public init?(seed: String) {
        let digits = seed.compactMap(\.hexDigitValue)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        guard digits.count == seed.count, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else { return nil }
        self.key = key
    }

    /// As the developer portal shows it.
    public var publicKey: String { Self.hexadecimal(Array(key.publicKey.rawRepresentation)) }

    /// Nil where signing fails, which it does not.
    public func headers(for body: [UInt8], at now: Instant) -> [String: String]? {
        let timestamp = String(now.seconds)
        guard let signature = try? key.signature(for: Array(timestamp.utf8) + body) else { return nil }
        return [
            "content-type": "application/json", "x-signature-timestamp": timestamp, "x-signature-ed25519": Self.hexadecimal(Array(signature)),
        ]
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
