import NIOCore

/// Sits on the listening socket: counts the accepted connections and accepts no further one while the cap is reached; the kernel's backlog holds
/// those that wait.
final class ConnectionCap: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = any Channel

    private let cap: Int
    private let connections: Connections
    private var open = 0
    private var isReadHeldBack = false

    init(cap: Int, connections: Connections) {
        self.cap = cap
        self.connections = connections
    }

    func read(context: ChannelHandlerContext) {
        if open < cap { context.read() } else { isReadHeldBack = true }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let child = Self.unwrapInboundIn(data)
        open += 1
        connections.add(child)
        child.closeFuture.hop(to: context.eventLoop).assumeIsolated().whenComplete { _ in self.closed(context) }
        context.fireChannelRead(data)
    }

    private func closed(_ context: ChannelHandlerContext) {
        open -= 1
        guard isReadHeldBack, open < cap else { return }
        isReadHeldBack = false
        context.read()
    }
}
