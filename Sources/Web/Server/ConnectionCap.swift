import Glibc
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
    private var isPausing = false

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

    /// Out of descriptors or memory: the socket stays readable, and NIO would try again at once and for ever (NIO's `AcceptBackoffHandler` holds
    /// back reads, but not the readiness that is already asked for). So the readiness is turned off for a second.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? IOError, [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.errnoCode), !isPausing else { return }
        isPausing = true
        setAutoRead(false, context)
        context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) { [weak self] in
            self?.isPausing = false
            self?.setAutoRead(true, context)
        }
    }

    private func setAutoRead(_ isOn: Bool, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        try? context.channel.syncOptions?.setOption(.autoRead, value: isOn)
    }

    private func closed(_ context: ChannelHandlerContext) {
        open -= 1
        guard isReadHeldBack, open < cap else { return }
        isReadHeldBack = false
        context.read()
    }
}
