public import Model

/// One HTTP request on its way out. Address, header values and body may hold secrets: only method and host are ever printed.
public struct OutboundRequest: Sendable, Hashable {
    public enum Method: String, Sendable { case get = "GET", post = "POST", put = "PUT", delete = "DELETE", patch = "PATCH" }

    public struct Header: Sendable, Hashable {
        public var name: String
        public var value: Secret

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = Secret(value)
        }

        public init(_ name: String, secret value: Secret) {
            self.name = name
            self.value = value
        }
    }

    public var method: Method
    /// The whole address; its path may be the secret.
    public var url: Secret
    public var headers: [Header]
    public var body: [UInt8]
    public var destinations: DestinationPolicy
    public var limits: RequestLimits

    public init(
        _ method: Method, url: Secret, headers: [Header] = [], body: [UInt8] = [], destinations: DestinationPolicy = .publicOnly,
        limits: RequestLimits = RequestLimits()
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.destinations = destinations
        self.limits = limits
    }
}

/// Which socket addresses a request may reach, held against the address that is really connected to.
public enum DestinationPolicy: Sendable, Hashable {
    /// Global unicast addresses only.
    case publicOnly
    /// Private and loopback ranges too, since the operator said so for this channel; link-local and metadata addresses never.
    case privateAllowed
}

/// How long a request may take and how much of the answer is read.
public struct RequestLimits: Sendable, Hashable {
    /// TLS included.
    public var connect: Duration
    /// From the start to the last byte of the answer.
    public var total: Duration
    /// Bytes of the answer's body; what is beyond is cut, not an error.
    public var responseBytes: Int

    public init(connect: Duration = .seconds(5), total: Duration = .seconds(20), responseBytes: Int = 64 * 1024) {
        self.connect = connect
        self.total = total
        self.responseBytes = responseBytes
    }
}

extension OutboundRequest: CustomStringConvertible {
    public var description: String { "\(method.rawValue) \(host ?? "?")" }

    /// The address's host, which is no secret; nil when the address has none.
    public var host: String? {
        let text = url.reveal()
        guard let scheme = text.firstRange(of: "://") else { return nil }
        let authority = text[scheme.upperBound...].prefix { !"/?#".contains($0) }
        let afterUser = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
        if afterUser.hasPrefix("[") { return afterUser.firstIndex(of: "]").map { String(afterUser[...$0]) } }
        let host = afterUser.prefix { $0 != ":" }
        return host.isEmpty ? nil : String(host)
    }
}
