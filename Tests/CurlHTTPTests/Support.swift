import CurlHTTP
import Glibc
import Model
import OutboundHTTP
import TestSupport
import Testing

/// The tests that open sockets: one after another, since some of them count connections and change the environment.
@Suite(.serialized, .timeLimit(.minutes(1))) struct Sockets {}

func request(
    _ method: OutboundRequest.Method, _ url: String, headers: [OutboundRequest.Header] = [], body: [UInt8] = [],
    destinations: DestinationPolicy = .privateAllowed, limits: RequestLimits = RequestLimits()
) -> OutboundRequest {
    OutboundRequest(method, url: Secret(url), headers: headers, body: body, destinations: destinations, limits: limits)
}

func request(
    _ url: String, headers: [OutboundRequest.Header] = [], destinations: DestinationPolicy = .privateAllowed, limits: RequestLimits = RequestLimits()
) -> OutboundRequest {
    request(.get, url, headers: headers, destinations: destinations, limits: limits)
}

func withTransport<Result: Sendable>(
    proxy: String? = nil, maxConnectionsPerHost: Int = 64, _ body: (CurlTransport) async throws -> Result
) async throws -> Result {
    let transport = CurlTransport(proxy: proxy, maxConnectionsPerHost: maxConnectionsPerHost)
    do {
        let result = try await body(transport)
        await transport.shutdown()
        return result
    } catch {
        await transport.shutdown()
        throw error
    }
}

/// A server and a transport for the time of the closure.
func withServer<Result: Sendable>(
    _ answer: @escaping LoopbackServer.Answer, _ body: (LoopbackServer, CurlTransport) async throws -> Result
) async throws -> Result {
    try await LoopbackServer.run(answer: answer) { server in try await withTransport { try await body(server, $0) } }
}

func failure(_ transport: CurlTransport, _ request: OutboundRequest) async -> TransportFailure? {
    do {
        _ = try await transport.send(request)
        return nil
    } catch {
        return error
    }
}

/// A listening socket that nobody accepts from. `isFull` fills its queue, so that the next connection hangs.
struct SilentListener: ~Copyable {
    let port: Int
    private var descriptors: [Int32]

    init(isFull: Bool) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        descriptors = [listener]
        port = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(listener, address, length)
                _ = getsockname(listener, address, &length)
            }
            return Int(UInt16(bigEndian: address.pointee.sin_port))
        }
        guard isFull else { return }
        listen(listener, 0)
        for _ in 0..<3 {
            let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            _ = withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(client, $0, length) } }
            descriptors.append(client)
        }
    }

    deinit { for descriptor in descriptors { close(descriptor) } }
}
