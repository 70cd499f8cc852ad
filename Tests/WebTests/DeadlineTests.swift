import Foundation
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Synchronization
import Testing

@testable import Web

/// A connection's deadlines, on an event loop whose clock the test moves.
@Suite struct DeadlineTests {
    static let get = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test(
        "a head and a body that do not end in time are 408",
        arguments: ["GET /healthz HT", LimitsTests.head, LimitsTests.head + "Content-Length: 9\r\n\r\nabc"])
    func slowRequest(beginning: String) throws {
        let connection = try ManualConnection()
        try connection.receive(beginning)
        connection.pass(.seconds(10) - .milliseconds(1))
        #expect(try connection.sent().isEmpty)
        connection.pass(.milliseconds(1))
        #expect(try connection.sent().hasPrefix("HTTP/1.1 408 "))
        #expect(connection.requests == 0)
    }

    @Test("a body dripped byte by byte does not put the deadline off")
    func dripped() throws {
        let connection = try ManualConnection()
        try connection.receive(LimitsTests.head + "Content-Length: 100000\r\n\r\n")
        for _ in 0..<9 {
            connection.pass(.seconds(1))
            try connection.receive("x")
        }
        #expect(try connection.sent().isEmpty)
        connection.pass(.seconds(1))
        #expect(try connection.sent().hasPrefix("HTTP/1.1 408 "))
    }

    @Test("a connection on which nothing is asked is closed after a while, a new one and one that was used")
    func idle() throws {
        let unused = try ManualConnection()
        unused.pass(.seconds(60) - .milliseconds(1))
        #expect(unused.isOpen)
        unused.pass(.milliseconds(1))
        #expect(!unused.isOpen)

        let kept = try ManualConnection()
        for _ in 0..<3 {
            kept.pass(.seconds(59))
            try kept.receive(Self.get)
            try kept.answer()
        }
        #expect(try kept.sent().components(separatedBy: "HTTP/1.1 200 OK").count == 4)
        kept.pass(.seconds(60) - .milliseconds(1))
        #expect(kept.isOpen)
        kept.pass(.milliseconds(1))
        #expect(!kept.isOpen)
        #expect(try kept.sent().isEmpty)
    }

    @Test("an answer that takes too long costs its connection, and a live stream has no such deadline")
    func answers() throws {
        let slow = try ManualConnection()
        try slow.receive(Self.get)
        slow.pass(.seconds(30) - .milliseconds(1))
        #expect(slow.isOpen && slow.requests == 1)
        slow.pass(.milliseconds(1))
        #expect(!slow.isOpen)

        let stream = try ManualConnection()
        try stream.receive(Self.get)
        try stream.beginStream()
        stream.pass(.hours(24))
        #expect(stream.isOpen)
    }

    @Test("after our last byte the other side may take a moment to close, and no longer")
    func linger() throws {
        let connection = try ManualConnection()
        try connection.receive("BREW\r\n\r\n")
        #expect(try connection.sent().hasPrefix("HTTP/1.1 400 "))
        connection.pass(.seconds(2) - .milliseconds(1))
        #expect(connection.isOpen && connection.isHalfClosed)
        connection.pass(.milliseconds(1))
        #expect(!connection.isOpen)
    }

    @Test("a connection that was just opened when the daemon stops has a second to send its first bytes")
    func lastChance() throws {
        let connection = try ManualConnection()
        connection.stop()
        connection.pass(.seconds(1) - .milliseconds(1))
        #expect(connection.isOpen)
        connection.pass(.milliseconds(1))
        #expect(!connection.isOpen)
    }
}

/// The server's end of a connection, with the limits of every server and no socket.
private final class ManualConnection {
    private let loop = EmbeddedEventLoop()
    private let channel: EmbeddedChannel
    private let taken = Taken()
    private let half = HalfClose()
    private let stopping = Stopping()

    init() throws {
        channel = EmbeddedChannel(loop: loop)
        let stopping = stopping
        try channel.pipeline.syncOperations.addHandlers([half, HTTPResponseEncoder(), ByteToMessageHandler(HTTPRequestDecoder())])
        try channel.pipeline.syncOperations.addHandler(
            RequestGuard(limits: WebLimits(), budget: BodyBudget(bytes: 1 << 20), isStopping: { stopping.hasBegun.withLock { $0 } }))
        try channel.pipeline.syncOperations.addHandler(taken)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    var isOpen: Bool { channel.isActive }
    var isHalfClosed: Bool { half.isClosed }
    /// Whole requests that came through.
    var requests: Int { taken.count }

    func pass(_ time: TimeAmount) { loop.advanceTime(by: time) }

    func receive(_ text: String) throws { try channel.writeInbound(ByteBuffer(string: text)) }

    func answer() throws {
        try channel.writeOutbound(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: ["Content-Length": "0"])))
        try channel.writeOutbound(HTTPServerResponsePart.end(nil))
    }

    func beginStream() throws {
        let headers: HTTPHeaders = ["Content-Type": "text/event-stream; charset=utf-8"]
        try channel.writeOutbound(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)))
    }

    func stop() {
        stopping.hasBegun.withLock { $0 = true }
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    /// What was sent since the last look.
    func sent() throws -> String {
        var all = ""
        while let part = try channel.readOutbound(as: ByteBuffer.self) { all += String(buffer: part) }
        return all
    }

    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    private final class Stopping: Sendable {
        let hasBegun = Mutex(false)
    }

    private final class Taken: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        private(set) var count = 0

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { if case .end = Self.unwrapInboundIn(data) { count += 1 } }
    }

    /// An embedded channel cannot close one side alone.
    private final class HalfClose: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        private(set) var isClosed = false

        func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
            guard mode == .output else { return context.close(mode: mode, promise: promise) }
            isClosed = true
            promise?.succeed()
        }
    }
}
