import Crypto
import CryptoExtras
import Foundation
public import Model
import OutboundHTTP

/// The public keys by which a platform signs its webhooks, by their ids, as it published them.
public struct SigningKeys: Sendable, Hashable {
    /// RSA's two numbers, big-endian.
    struct RSAKey: Sendable, Hashable {
        var modulus: [UInt8]
        var exponent: [UInt8]
    }

    var keys: [String: RSAKey]
    /// The platform's word on how long they may be kept.
    public var freshUntil: Instant

    init(_ keys: [String: RSAKey], freshUntil: Instant) {
        self.keys = keys
        self.freshUntil = freshUntil
    }

    /// Whether the bytes were signed under that key by RSA with PKCS #1 v1.5 and SHA-256 (`RS256`).
    func isSignature(_ signature: [UInt8], of bytes: [UInt8], key id: String) throws(WebhookRefusal) -> Bool {
        guard let key = keys[id] else { throw .unknownKey }
        // Keys under 2,048 bits are turned away here.
        guard let publicKey = try? _RSA.Signing.PublicKey(n: Data(key.modulus), e: Data(key.exponent)) else { return false }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: Data(signature))
        return publicKey.isValidSignature(signature, for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5)
    }
}

extension SigningKeys {
    private static let shortest = Duration.minutes(5)
    private static let usual = Duration.hours(1)
    private static let longest = Duration.days(1)

    /// From a set of JSON Web Keys (RFC 7517), or from an object that has a certificate in PEM for each id. What is no RSA key is left out; nil
    /// where nothing remains.
    init?(_ response: OutboundResponse, at now: Instant) {
        guard response.isSuccess, !response.isCut, let body = try? JSONValue(reading: response.body), let members = body.object else { return nil }
        var keys: [String: RSAKey] = [:]
        if let list = members["keys"]?.array {
            for key in list {
                guard key["kty"] == "RSA", let id = key["kid"]?.string, let modulus = key["n"]?.string.flatMap(Base64URL.decode),
                    let exponent = key["e"]?.string.flatMap(Base64URL.decode)
                else { continue }
                keys[id] = RSAKey(modulus: modulus, exponent: exponent)
            }
        } else {
            for (id, certificate) in members { keys[id] = certificate.string.flatMap(certificateKey) }
        }
        guard !keys.isEmpty else { return nil }
        self.init(keys, freshUntil: now + Self.lifetime(response.header("cache-control")))
    }

    /// `max-age` of Cache-Control (RFC 9111 §5.2.2.1), kept within what is sensible.
    static func lifetime(_ cacheControl: String?) -> Duration {
        for directive in (cacheControl ?? "").split(separator: ",") {
            let parts = directive.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
            guard parts.count == 2, parts[0].lowercased() == "max-age", let seconds = Int(parts[1].prefix(9)) else { continue }
            return min(max(.seconds(seconds), shortest), longest)
        }
        return usual
    }
}

/// Base64 for addresses (RFC 4648 §5) without padding, in its one canonical spelling.
enum Base64URL {
    static func decode(_ text: String) -> [UInt8]? {
        guard text.utf8.allSatisfy(isDigitOfIt), text.utf8.count % 4 != 1 else { return nil }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let standard = text.replacing("-", with: "+").replacing("_", with: "/") + padding
        // Spare bits that are not zero would be another spelling of the same bytes.
        guard let data = Data(base64Encoded: standard), data.base64EncodedString() == standard else { return nil }
        return Array(data)
    }

    private static func isDigitOfIt(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
