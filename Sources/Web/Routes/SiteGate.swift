import HTTPTypes

/// Under which names the site is reached.
public struct SiteSettings: Sendable, Hashable {
    /// As configured: `https://checkins.example.org`.
    public var publicURL: String?
    /// Further names that browsers may use for this server.
    public var hosts: Set<String>
    /// The server listens on loopback, where `localhost` and the loopback addresses always lead here.
    public var isLoopback: Bool

    public init(publicURL: String? = nil, hosts: Set<String> = [], isLoopback: Bool) {
        self.publicURL = publicURL
        self.hosts = hosts
        self.isLoopback = isLoopback
    }

    /// Browsers come over TLS, so that cookies may insist on it.
    var isSecure: Bool { publicURL?.lowercased().hasPrefix("https://") ?? false }

    var publicAuthority: String? { publicURL.flatMap(SiteGate.authority(ofOrigin:)) }
}

/// Turns away requests under a foreign name (DNS rebinding) and changes that another site's page asks for (cross-site request forgery).
struct SiteGate: Sendable {
    private let names: Set<String>
    private let publicAuthority: String?

    init(settings: SiteSettings) {
        let loopback: Set = settings.isLoopback ? ["localhost", "127.0.0.1", "[::1]"] : []
        publicAuthority = settings.publicAuthority
        names = Set((settings.hosts.union(loopback) + [publicAuthority].compactMap(\.self)).map(Self.name(of:)))
    }

    func check(_ head: HTTPRequest) throws(Refusal) {
        let name = Self.name(of: head.authority ?? "")
        guard names.contains(name) else {
            throw Refusal(421, "This server is not known under the name in the request; `public_url` in the configuration sets it.")
        }
        if Self.changes(head.method) { try checkSite(head) }
    }

    private func checkSite(_ head: HTTPRequest) throws(Refusal) {
        let refusal = Refusal(403, "Changes are taken from this server's own pages only.")
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ head.headerFields[$0] }), site != "same-origin", site != "none" { throw refusal }
        guard let origin = head.headerFields[.origin] else { return }  // not a browser, or an old one: then the cookie is SameSite=Strict
        let from = Self.authority(ofOrigin: origin)
        guard let from, from == head.authority?.lowercased() || from == publicAuthority else { throw refusal }
    }

    private static func changes(_ method: HTTPRequest.Method) -> Bool { method != .get && method != .head && method != .options }

    /// Host and port of `https://host:port`; nil for `null` and whatever is not an http origin.
    static func authority(ofOrigin origin: String) -> String? {
        let lower = origin.lowercased()
        for scheme in ["https://", "http://"] where lower.hasPrefix(scheme) {
            let authority = lower.dropFirst(scheme.count).prefix { $0 != "/" }
            return authority.isEmpty ? nil : String(authority)
        }
        return nil
    }

    /// The host without its port, in lower case and without the root's dot.
    static func name(of authority: String) -> String {
        let lower = authority.lowercased()
        if lower.hasPrefix("["), let end = lower.firstIndex(of: "]") { return String(lower[...end]) }
        let host = lower.prefix { $0 != ":" }
        return String(host.hasSuffix(".") ? host.dropLast() : host)
    }
}
