import Foundation
import Logging
import Model
import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle

@testable import Web

/// A server for the time of one test.
struct RunningServer: Sendable {
    let port: Int
    private let group: ServiceGroup

    func stop() async { await group.triggerGracefulShutdown() }

    /// Runs the body against a site on a port of its own, and fails when the server does.
    static func site(
        _ backend: ScriptedBackend, settings: SiteSettings = SiteSettings(isLoopback: true), limits: WebLimits = WebLimits(),
        listen: WebServer.Listen = .tcp(host: "127.0.0.1", port: 0), _ body: @Sendable @escaping (RunningServer) async throws -> Void
    ) async throws {
        let responder = try WebResponder.site(
            hooks: backend, chat: backend, health: backend, metrics: backend, settings: settings, limits: limits, logger: quiet,
            now: { Instant(seconds: 1_792_999_800) })
        try await run(responder, limits, listen, body)
    }

    static func control(
        _ backend: ScriptedBackend, at path: String, limits: WebLimits = .control, _ body: @Sendable @escaping (RunningServer) async throws -> Void
    ) async throws {
        let responder = WebResponder.control(backend, health: backend, metrics: backend, limits: limits, logger: quiet, now: { Instant(seconds: 0) })
        try await run(responder, limits, .unix(path: path, mode: 0o660), body)
    }

    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static func run(
        _ responder: WebResponder, _ limits: WebLimits, _ listen: WebServer.Listen, _ body: @Sendable @escaping (RunningServer) async throws -> Void
    ) async throws {
        let (bound, sink) = AsyncStream.makeStream(of: WebServer.Bound.self)
        let server = WebServer(listen: listen, responder: responder, limits: limits, logger: quiet) { sink.yield($0) }
        let group = ServiceGroup(configuration: .init(services: [server], logger: quiet))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { sink.finish() }
                try await group.run()
            }
            tasks.addTask {
                for await address in bound {
                    var port = 0
                    if case .tcp(_, let given) = address { port = given }
                    let outcome: Result<Void, any Error>
                    do { outcome = .success(try await body(RunningServer(port: port, group: group))) } catch { outcome = .failure(error) }
                    await group.triggerGracefulShutdown()
                    return try outcome.get()
                }
            }
            try await tasks.waitForAll()
        }
    }
}

/// A client that sends just the bytes it is told to, well-formed or not.
struct RawClient {
    let channel: any Channel
    private let received: AsyncStream<ByteBuffer>

    init(port: Int) async throws {
        let (stream, sink) = AsyncStream.makeStream(of: ByteBuffer.self)
        received = stream
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Collector(sink)) }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    /// All that comes until the server closes.
    func readToEnd() async -> String {
        var all = ByteBuffer()
        for await part in received { all.writeImmutableBuffer(part) }
        return String(buffer: all)
    }

    /// What comes until the text has come; also returns when the server closes before.
    func read(until text: String) async -> String {
        var all = ""
        if all.contains(text) { return all }
        for await part in received {
            all += String(buffer: part)
            if all.contains(text) { break }
        }
        return all
    }

    func close() async { try? await channel.close() }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let sink: AsyncStream<ByteBuffer>.Continuation

        init(_ sink: AsyncStream<ByteBuffer>.Continuation) { self.sink = sink }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { sink.yield(Self.unwrapInboundIn(data)) }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed = event {
                sink.finish()
                context.close(promise: nil)
            }
        }

        func channelInactive(context: ChannelHandlerContext) { sink.finish() }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}

/// An answer taken apart.
struct Answer {
    var status = 0
    var headers: [String: String] = [:]
    var body = ""

    init(_ text: String) {
        guard let end = text.range(of: "\r\n\r\n") else { return }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        status = lines.first.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? 0
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        body = String(text[end.upperBound...])
    }
}

extension RunningServer {
    /// One request on a connection of its own. A nil header is left out; `Host` is there by itself.
    func send(_ method: String, _ path: String, headers: [String: String?] = [:], body: String? = nil) async throws -> Answer {
        var all: [String: String?] = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
        if let body { all["Content-Length"] = String(body.utf8.count) }
        all.merge(headers) { $1 }
        let lines = all.compactMap { name, value in value.map { "\(name): \($0)\r\n" } }.sorted().joined()
        return try await exchange("\(method) \(path) HTTP/1.1\r\n\(lines)\r\n\(body ?? "")")
    }

    func exchange(_ bytes: String) async throws -> Answer {
        let client = try await RawClient(port: port)
        try await client.send(bytes)
        let answer = Answer(await client.readToEnd())
        await client.close()
        return answer
    }

    func post(_ json: String, to path: String = "/chat/growth/messages", headers: [String: String?] = [:]) async throws -> Answer {
        try await send("POST", path, headers: ["Content-Type": "application/json"].merging(headers) { $1 }, body: json)
    }
}
