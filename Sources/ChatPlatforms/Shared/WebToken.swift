import Model

/// A JSON Web Token signed with `RS256` (RFC 7519, RFC 7515), read and not yet proved.
struct WebToken {
    /// What two clocks may be apart.
    static let skew = Duration.minutes(1)

    let claims: JSONValue
    let keyID: String
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// Nil for any other form, other algorithms among them.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let head = Self.json(parts[0]), head["alg"] == "RS256", let keyID = head["kid"]?.string,
            let claims = Self.json(parts[1]), claims.object != nil, let signature = Base64URL.decode(parts[2])
        else { return nil }
        self.claims = claims
        self.keyID = keyID
        self.signature = signature
        signed = Array((parts[0] + "." + parts[1]).utf8)
    }

    private static func json(_ part: String) -> JSONValue? { Base64URL.decode(part).flatMap { try? JSONValue(reading: $0) } }

    /// Holds the signature, then the time: made in the past, not over yet.
    func prove(_ keys: SigningKeys, at now: Instant) throws(WebhookRefusal) {
        guard try keys.isSignature(signature, of: signed, key: keyID), let made = instant("iat"), let end = instant("exp") else {
            throw .badSignature
        }
        guard made - Self.skew <= now, now <= end + Self.skew else { throw .stale }
    }

    private func instant(_ name: String) -> Instant? {
        switch claims[name] {
        case .integer(let seconds)? where (0...99_999_999_999).contains(seconds): Instant(seconds: seconds)
        case .number(let seconds)? where (0...99_999_999_999).contains(seconds): Instant(seconds: Int64(seconds))
        default: nil
        }
    }
}
