public import ChatPlatforms
import Crypto
import CryptoExtras
import Foundation
public import Model

/// Signs a Chat app's events as Google does, with a key of its own, written apart from the daemon's own code.
public struct FakeGoogleSigner: Sendable {
    public static let chatAccount = "chat@system.gserviceaccount.com"

    public let audience: String
    public let keyID: String
    private let key: _RSA.Signing.PrivateKey

    /// Making a key takes about a tenth of a second.
    public init(audience: String, keyID: String = "key-1") throws {
        self.audience = audience
        self.keyID = keyID
        key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    }

    /// The claims of either kind of audience, for the time from now.
    public func claims(at now: Instant, lasting seconds: Int64 = 3600) -> JSONValue {
        let isNumber = audience.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let times: [String: JSONValue] = ["aud": .string(audience), "iat": .integer(now.seconds), "exp": .integer(now.seconds + seconds)]
        let names: [String: JSONValue] =
            isNumber
            ? ["iss": .string(Self.chatAccount)]
            : [
                "iss": "https://accounts.google.com", "azp": "113", "sub": "113", "email": .string(Self.chatAccount), "email_verified": true,
            ]
        return .object(times.merging(names) { $1 })
    }

    public func token(_ claims: JSONValue, algorithm: String = "RS256") throws -> String {
        let head: JSONValue = ["alg": .string(algorithm), "kid": .string(keyID), "typ": "JWT"]
        let signed = Self.base64URL(head.encoded) + "." + Self.base64URL(claims.encoded)
        let signature = try key.signature(for: SHA256.hash(data: Data(signed.utf8)), padding: .insecurePKCS1v1_5)
        return signed + "." + Self.base64URL(Array(signature.rawRepresentation))
    }

    public func deliver(_ event: JSONValue, at now: Instant) throws -> FakeDelivery {
        let headers = [
            "authorization": "Bearer " + (try token(claims(at: now))), "content-type": "application/json; charset=UTF-8",
            "user-agent": "Google-Dynamite",
        ]
        return FakeDelivery(headers: headers, body: event.encoded)
    }

    /// As a set of JSON Web Keys.
    public var keySet: JSONValue {
        guard let numbers = try? key.publicKey.getKeyPrimitives() else { return ["keys": []] }
        let entry: JSONValue = [
            "kty": "RSA", "alg": "RS256", "use": "sig", "kid": .string(keyID), "n": .string(Self.base64URL(Array(numbers.modulus))),
            "e": .string(Self.base64URL(Array(numbers.publicExponent))),
        ]
        return ["keys": [entry]]
    }

    /// As certificates by key id. Their own signature is zeros: nobody holds it against anything.
    public var certificates: JSONValue {
        let algorithm = Self.der(0x30, Self.der(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B]) + Self.der(0x05, []))
        let name = Self.der(0x30, [])
        let validity = Self.der(0x30, Self.der(0x17, Array("260101000000Z".utf8)) + Self.der(0x17, Array("360101000000Z".utf8)))
        let version = Self.der(0xA0, Self.der(0x02, [2]))
        let parts = [version, Self.der(0x02, [1]), algorithm, name, validity, name, Array(key.publicKey.derRepresentation)]
        let certificate = Self.der(0x30, Self.der(0x30, parts.flatMap(\.self)) + algorithm + Self.der(0x03, [0] + [UInt8](repeating: 0, count: 256)))
        let lines = Data(certificate).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return .object([keyID: .string("-----BEGIN CERTIFICATE-----\n\(lines)\n-----END CERTIFICATE-----\n")])
    }

    private static func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        switch content.count {
        case 0..<0x80: [tag, UInt8(content.count)] + content
        case 0x80..<0x100: [tag, 0x81, UInt8(content.count)] + content
        default: [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
        }
    }

    private static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
