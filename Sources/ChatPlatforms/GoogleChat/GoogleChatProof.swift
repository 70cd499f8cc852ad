import Model
import OutboundHTTP

/// What a Chat app's events must carry: a token made by Google for this app. It does not cover the body; TLS does.
struct GoogleChatProof: Sendable, Hashable {
    /// The app's *Authentication audience*, in its two kinds.
    enum Audience: Sendable, Hashable {
        case projectNumber(String)
        case endpoint(String)

        /// Nil for what is neither.
        init?(_ text: String) {
            if (6...20).contains(text.utf8.count), text.utf8.allSatisfy(isDigit) {
                self = .projectNumber(text)
            } else if text.hasPrefix("https://"), SettingForms.isAddress(text) {
                self = .endpoint(text)
            } else {
                return nil
            }
        }
    }

    /// Who signs, and in whose name.
    static let chatAccount = "chat@system.gserviceaccount.com"
    private static let certificates = "https://www.googleapis.com/service_accounts/v1/metadata/x509/" + chatAccount
    private static let openIDKeys = "https://www.googleapis.com/oauth2/v3/certs"

    let audience: Audience
    /// Another place for the keys than Google's.
    private let ownKeys: String?

    init?(audience: String?, keys: String?) {
        guard let audience = audience.flatMap(Audience.init) else { return nil }
        self.audience = audience
        ownKeys = keys
    }

    /// An address that the operator wrote may be a private one.
    func fetchKeys() -> OutboundRequest {
        let address =
            switch audience {
            case .projectNumber: Self.certificates
            case .endpoint: Self.openIDKeys
            }
        return OutboundRequest(
            .get, url: Secret(ownKeys ?? address), destinations: ownKeys == nil ? .publicOnly : .privateAllowed,
            limits: RequestLimits(total: .seconds(8)))
    }

    /// Claims are looked at first, so that a token for somebody else never makes us fetch keys.
    func verify(_ webhook: RawWebhook, keys: SigningKeys?, at now: Instant) throws(WebhookRefusal) {
        guard let header = webhook.header("authorization"), !header.isEmpty else { throw .unsigned }
        guard header.hasPrefix("Bearer "), let token = WebToken(String(header.dropFirst(7))), isForUs(token.claims) else { throw .badSignature }
        guard let keys else { throw .unknownKey }
        try token.prove(keys, at: now)
    }

    private func isForUs(_ claims: JSONValue) -> Bool {
        switch audience {
        case .projectNumber(let number): return claims["aud"] == .string(number) && claims["iss"]?.string == Self.chatAccount
        case .endpoint(let address):
            let isGoogle = ["https://accounts.google.com", "accounts.google.com"].contains(claims["iss"]?.string)
            return claims["aud"] == .string(address) && isGoogle && claims["email"]?.string == Self.chatAccount && claims["email_verified"] == true
        }
    }
}
