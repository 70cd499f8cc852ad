import HummingbirdCore
public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
public import ServiceLifecycle

/// An HTTP/1.1 server on one socket: bounded in bodies, headers, time and connections, and without any timer while nothing is connected.
///
/// NIO's bootstrap takes the place of Hummingbird's `Application`, which cannot take an inherited socket and ticks every second.
public struct WebServer: Service {
    /// Where to listen.
    public enum Listen: Sendable, Hashable {
        /// Port 0 lets the system choose one, which `onBound` then tells.
        case tcp(host: String, port: Int)
        case unix(path: String, mode: UInt16)
        /// A socket that already listens, as systemd's socket activation hands over.
        case inherited(descriptor: Int32)
    }

    /// Where the server listens indeed.
    public enum Bound: Sendable, Hashable {
        case tcp(host: String, port: Int)
        case unix(path: String)
    }

    private let listen: Listen
    private let responder: WebResponder
    private let limits: WebLimits
    private let logger: Logger
    private let onBound: @Sendable (Bound) async -> Void

    public init(
        listen: Listen, responder: WebResponder, limits: WebLimits = WebLimits(), logger: Logger,
        onBound: @escaping @Sendable (Bound) async -> Void = { _ in }
    ) {
        self.listen = listen
        self.responder = responder
        self.limits = limits
        self.logger = logger
        self.onBound = onBound
    }

    /// Serves until the graceful shutdown, then accepts nobody any more and gives the requests in flight ``WebLimits/drain`` to finish.
    /// Throws ``WebServerError`` when it cannot listen.
    public func run() async throws {
        let connections = Connections()
        let listener = Listener(bootstrap: bootstrap(connections), listen: listen)
        let channel = try await listener.open()
        defer { listener.cleanUp() }
        let bound = Bound(channel.localAddress, listen)
        logger.info("listening", metadata: ["web.address": "\(bound)"])
        await onBound(bound)
        let closedByItself = await waitForEnd(of: channel)
        await drain(connections)
        if closedByItself { throw WebServerError.listenerClosed("\(bound)") }
    }

    private func bootstrap(_ connections: Connections) -> ServerBootstrap {
        let limits = limits
        let logger = logger
        let budget = BodyBudget(bytes: limits.unfinishedBodies)
        let http = HTTP1Channel(responder: responder.answer, configuration: limits.decoding)
        return ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ConnectionCap(cap: limits.connections, connections: connections))
                }
            }
            .childChannelInitializer { channel in
                http.setup(channel: channel, logger: logger).flatMapThrowing { value in
                    connections.serve(channel) { await http.handle(value: value, logger: logger) }
                    let pipeline = channel.pipeline.syncOperations
                    let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
                    let requests = RequestGuard(limits: limits, budget: budget, isStopping: { connections.isStopping })
                    try pipeline.addHandler(requests, position: .after(decoder))
                }
            }
    }

    /// True when the listening socket closed although nobody asked for it.
    private func waitForEnd(of channel: any Channel) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                try? await gracefulShutdown()
                await Self.stopAccepting(channel)
                channel.close(promise: nil)
                return false
            }
            group.addTask {
                try? await channel.closeFuture.get()
                return !Task.isCancelled && !Task.isShuttingDownGracefully
            }
            let first = await group.next() ?? false
            group.cancelAll()
            await group.waitForAll()
            return first
        }
    }

    /// A listening channel that closes drops what it has accepted and not handed on yet. So it accepts no more first, and hands on the rest: an accepted
    /// connection goes to its own event loop and back before it is served.
    private static func stopAccepting(_ channel: any Channel) async {
        try? await channel.setOption(.autoRead, value: false).get()
        for _ in 0..<3 {
            for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() { try? await loop.submit {}.get() }
        }
    }

    private func drain(_ connections: Connections) async {
        connections.stop()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await connections.waitUntilOver() }
            group.addTask { try? await Task.sleep(for: limits.drain) }
            await group.next()
            group.cancelAll()
        }
        let cut = connections.cut()
        if cut > 0 { logger.warning("connections were cut while stopping", metadata: ["web.connections": "\(cut)"]) }
    }
}

extension WebServer.Listen: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path, _): path
        case .inherited(let descriptor): "the inherited socket \(descriptor)"
        }
    }
}

extension WebServer.Bound: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tcp(let host, let port): WebServer.Listen.tcp(host: host, port: port).description
        case .unix(let path): path
        }
    }

    init(_ address: SocketAddress?, _ listen: WebServer.Listen) {
        if let path = address?.pathname, !path.isEmpty {
            self = .unix(path: path)
        } else if let port = address?.port {
            self = .tcp(host: address?.ipAddress ?? "", port: port)
        } else {
            self = .unix(path: listen.description)
        }
    }
}

extension WebLimits {
    var decoding: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            httpDecoderConfiguration: .init(maxHeaderFieldSize: headerField, maxHeaderListSize: headers, maxHeaderFieldCount: headerCount))
    }
}
