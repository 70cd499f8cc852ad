/// Sends a request and returns what came back; the one seam between adapters and sockets.
public protocol HTTPTransport: Sendable {
    /// Throws ``TransportFailure``. Cancelling the task ends the request.
    func send(_ request: OutboundRequest) async throws(TransportFailure) -> OutboundResponse
}

/// Why no answer came, without any word of the request but its host.
public enum TransportFailure: Error, Sendable, Hashable {
    /// The address is no http(s) URL, or carries a user name.
    case badAddress
    /// A header whose name is no token, whose value holds a line break, or which the transport sets itself; nothing was sent.
    case badHeader(name: String)
    case resolve(host: String)
    case connect(host: String)
    case tls(host: String)
    /// The final socket address is one that the policy forbids; nothing was sent.
    case forbiddenDestination(host: String)
    case timeout(host: String, sentBody: Bool)
    /// The connection broke.
    case broken(host: String, sentBody: Bool)
    /// The answer was no HTTP, or broke a limit of its head.
    case badAnswer(host: String)
    case cancelled
    /// The transport itself failed, with libcurl's number.
    case internalError(code: Int)

    /// Whether the other side may have acted on the request.
    public var mayHaveArrived: Bool {
        switch self {
        case .timeout(_, let sentBody), .broken(_, let sentBody): sentBody
        case .badAnswer, .cancelled, .internalError: true
        case .badAddress, .badHeader, .resolve, .connect, .tls, .forbiddenDestination: false
        }
    }
}

extension TransportFailure: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badAddress: "the address is not an http or https URL without a user name"
        case .badHeader(let name): "the header \(name) cannot be sent"
        case .resolve(let host): "\(host) has no address"
        case .connect(let host): "no connection to \(host)"
        case .tls(let host): "no trusted TLS connection to \(host)"
        case .forbiddenDestination(let host): "\(host) leads to a private address, which allow_private does not permit"
        case .timeout(let host, let sentBody): "\(host) did not answer in time" + (sentBody ? "" : " (nothing was sent)")
        case .broken(let host, let sentBody): "\(host) broke the connection" + (sentBody ? "" : " (nothing was sent)")
        case .badAnswer(let host): "\(host) did not answer in HTTP"
        case .cancelled: "the request was cancelled"
        case .internalError(let code): "the transport failed (libcurl \(code))"
        }
    }
}
