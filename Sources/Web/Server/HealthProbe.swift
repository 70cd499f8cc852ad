import NIOCore
import NIOPosix

/// Knocks at a server's own door: a connection of its own that asks for `/healthz`.
public struct HealthProbe: Sendable {
    private let place: WebServer.Bound

    public init(_ place: WebServer.Bound) { self.place = place }

    /// Returns when the server has taken the connection, by an answer or by closing it, as it does at its cap and at a stop.
    /// Throws when it cannot be reached; waits for as long as it does not answer, and until the task is cancelled.
    public func knock() async throws {
        let (answers, sink) = AsyncStream.makeStream(of: Void.self)
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Ear(sink)) } }
        let channel: any Channel
        switch place {
        case .unix(let path): channel = try await bootstrap.connect(unixDomainSocketPath: path).get()
        case .tcp(let host, let port): channel = try await bootstrap.connect(host: Self.reachable(host), port: port).get()
        }
        defer { channel.close(promise: nil) }
        try? await channel.writeAndFlush(ByteBuffer(string: "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        for await _ in answers { return }
    }

    /// A server on all addresses is reached on loopback.
    static func reachable(_ host: String) -> String {
        switch host {
        case "0.0.0.0", "": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }
}

/// Hears whether anything comes.
private final class Ear: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let heard: AsyncStream<Void>.Continuation

    init(_ heard: AsyncStream<Void>.Continuation) { self.heard = heard }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { heard.yield() }

    func channelInactive(context: ChannelHandlerContext) { heard.finish() }
}
