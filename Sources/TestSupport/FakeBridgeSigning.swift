import Crypto
import Foundation
public import Model

/// A request that a chat makes: POST it to the daemon as it is.
public struct FakeDelivery: Sendable, Hashable {
    /// Names in lower case.
    public var headers: [String: String]
    public var body: [UInt8]

    public init(headers: [String: String], body: [UInt8]) {
        self.headers = headers
        self.body = body
    }
}

/// Signs as Standard Webhooks 1.0 says, written apart from the daemon's own code.
public struct FakeBridgeSigning: Sendable {
    private let key: SymmetricKey

    /// `whsec_` and Base64.
    public init(secret: String) {
        key = SymmetricKey(data: Data(base64Encoded: String(secret.dropFirst("whsec_".count))) ?? Data())
    }

    public func signature(id: String, timestamp: String, body: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(id).\(timestamp).".utf8) + Data(body), using: key)
        return "v1," + Data(code).base64EncodedString()
    }

    public func headers(id: String, at now: Instant, body: [UInt8]) -> [String: String] {
        let timestamp = String(now.seconds)
        return [
            "content-type": "application/json", "webhook-id": id, "webhook-timestamp": timestamp,
            "webhook-signature": signature(id: id, timestamp: timestamp, body: body),
        ]
    }
}
