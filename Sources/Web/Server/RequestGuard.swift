import NIOCore
import NIOHTTP1

/// Stands between the HTTP decoder and the router, and hands on whole requests only: a head or body that comes too slowly, too long or against the
/// rules is
/// answered here and never costs a task. It closes the connection when a phase takes too long, and when the daemon stops.
final class RequestGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Arriving {
        case nothing
        /// Some bytes of a head.
        case head
        case request(HTTPRequestHead, body: ByteBuffer)
    }

    private let limits: WebLimits
    private let budget: BodyBudget
    private let isStopping: @Sendable () -> Bool
    private var timer = PhaseTimer()
    private var arriving = Arriving.nothing
    /// A part was decoded from the bytes read last.
    private var sawPart = false
    private var held = 0
    /// Requests handed on whose answers are not out yet.
    private var owed = 0
    private var isStreaming = false
    /// A request was handed on from this connection.
    private var isUsed = false
    /// No request is taken after those in flight.
    private var isLast = false
    private var isClosing = false
    /// Waits until the requests before it are answered.
    private var refusal: Refusal?

    init(limits: WebLimits, budget: BodyBudget, isStopping: @escaping @Sendable () -> Bool) {
        self.limits = limits
        self.budget = budget
        self.isStopping = isStopping
    }

    func handlerAdded(context: ChannelHandlerContext) {
        enterPhase(context)
    }

    func channelActive(context: ChannelHandlerContext) {
        enterPhase(context)
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer.cancel()
        dropArriving()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer.cancel()
        dropArriving()
        context.fireChannelInactive()
    }

    // MARK: requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        sawPart = true
        guard !isClosing, !isLast, refusal == nil else { return }
        switch Self.unwrapInboundIn(data) {
        case .head(let head): take(head, context)
        case .body(let bytes): take(bytes, context)
        case .end: handOn(context)
        }
        enterPhase(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Bytes were read and nothing came out of the decoder: a head has begun.
        if !sawPart, case .nothing = arriving, !isClosing, !isLast, refusal == nil {
            arriving = .head
            enterPhase(context)
        }
        sawPart = false
        context.fireChannelReadComplete()
    }

    private func take(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        if let refusal = RequestRules.refusal(of: head, bodyLimit: limits.body) { return refuse(refusal, context) }
        arriving = .request(head, body: ByteBuffer())
        if owed == 0, head.headers.contains(name: "expect") {
            context.writeAndFlush(Self.wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
        }
    }

    private func take(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        guard case .request(let head, var body) = arriving else { return }
        arriving = .nothing  // so that the buffer below is the only one, and grows in place
        guard body.readableBytes + bytes.readableBytes <= limits.body else { return refuse(.tooLarge(limit: limits.body), context) }
        guard budget.take(bytes.readableBytes) else {
            return refuse(.unavailable("Too many bodies are on their way; try again soon.", retryAfter: .seconds(2)), context)
        }
        held += bytes.readableBytes
        body.writeImmutableBuffer(bytes)
        arriving = .request(head, body: body)
    }

    private func handOn(_ context: ChannelHandlerContext) {
        guard case .request(let head, let body) = arriving else { return }
        dropArriving()
        owed += 1
        isUsed = true
        isLast = !head.isKeepAlive
        context.fireChannelRead(Self.wrapInboundOut(.head(head)))
        if body.readableBytes > 0 { context.fireChannelRead(Self.wrapInboundOut(.body(body))) }
        context.fireChannelRead(Self.wrapInboundOut(.end(nil)))
    }

    private func dropArriving() {
        arriving = .nothing
        budget.giveBack(held)
        held = 0
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        guard !isClosing, !isLast, refusal == nil else { return }
        refuse(error == .headerOverflow ? .headersTooLarge : .malformed, context)
        enterPhase(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: return stop(context)
        case ChannelEvent.inputClosed:
            dropArriving()
            isLast = true
            if owed == 0, refusal == nil { context.close(promise: nil) }
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch Self.unwrapOutboundIn(data) {
        case .head(var head):
            if head.status.code >= 200 { prepare(&head) }
            context.write(Self.wrapOutboundOut(.head(head)), promise: promise)
            enterPhase(context)
        case .body: context.write(data, promise: promise)
        case .end: writeEnd(data, promise, context)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        enterPhase(context)
        context.fireChannelWritabilityChanged()
    }

    private func prepare(_ head: inout HTTPResponseHead) {
        isStreaming = head.headers.first(name: "content-type")?.hasPrefix("text/event-stream") ?? false
        // A stream takes the connection with it when it ends.
        if isStreaming { isLast = true }
        if isLast || isStopping() { head.headers.replaceOrAdd(name: "Connection", value: "close") }
    }

    private func writeEnd(_ data: NIOAny, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        owed -= 1
        isStreaming = false
        if owed > 0 {
            context.write(data, promise: promise)
        } else if let refusal {
            context.write(data, promise: promise)
            answer(refusal, context)
        } else if isLast || isStopping() {
            finish(writing: data, promise ?? context.eventLoop.makePromise(), context)
        } else {
            context.write(data, promise: promise)
        }
        enterPhase(context)
    }

    // MARK: ends

    private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        dropArriving()
        if isStreaming {
            context.close(promise: nil)
        } else if owed > 0 {
            self.refusal = refusal
        } else {
            answer(refusal, context)
        }
    }

    private func answer(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders([
            ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", String(refusal.body.utf8.count)), ("Connection", "close"),
            ("X-Content-Type-Options", "nosniff"),
        ])
        for (name, value) in refusal.headers { headers.add(name: name, value: value) }
        let status = HTTPResponseStatus(statusCode: refusal.status)
        context.write(Self.wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: refusal.body)))), promise: nil)
        finish(writing: Self.wrapOutboundOut(.end(nil)), context.eventLoop.makePromise(), context)
    }

    /// Closes our side after the last part and reads on for a while: closing with bytes unread would reset the connection and could lose the answer.
    private func finish(writing end: NIOAny, _ promise: EventLoopPromise<Void>, _ context: ChannelHandlerContext) {
        isClosing = true
        promise.futureResult.assumeIsolated().whenComplete { _ in context.close(mode: .output, promise: nil) }
        context.writeAndFlush(end, promise: promise)
    }

    private func stop(_ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        if isStreaming {
            // Looks to the writer as if the reader had gone, so that it ends the stream in good order.
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        } else if owed == 0, refusal == nil, case .nothing = arriving {
            if isUsed { context.close(promise: nil) } else { enterPhase(context) }
        }
    }

    // MARK: time

    private func enterPhase(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        let phase = phase(isWritable: context.channel.isWritable)
        timer.enter(phase, limit: phase.limit(limits), on: context.eventLoop) { [weak self] in self?.timerFired(context) }
    }

    private func phase(isWritable: Bool) -> Phase {
        if isClosing { return .closing }
        if case .nothing = arriving {
            guard owed > 0 else { return isStopping() && !isUsed ? .lastChance : .waiting }
            return isStreaming ? (isWritable ? .streaming : .stalled) : .answering
        }
        return .receiving
    }

    private func timerFired(_ context: ChannelHandlerContext) {
        guard let phase = timer.expired(on: context.eventLoop, fire: { [weak self] in self?.timerFired(context) }) else { return }
        if phase == .receiving, owed == 0 {
            refuse(.incomplete, context)
            enterPhase(context)
        } else {
            context.close(promise: nil)
        }
    }
}
