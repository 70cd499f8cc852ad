public import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// Speaks to a running daemon over its control socket, for the commands.
public struct ControlClient: Sendable {
    private let path: String
    private let timeout: Duration

    /// - Parameter timeout: for the whole exchange.
    public init(path: String, timeout: Duration = .seconds(120)) {
        self.path = path
        self.timeout = timeout
    }

    /// Sends JSON, and hands back the JSON that the daemon answers.
    public func send(_ request: Data) async throws(ControlError) -> Data { try await exchange(.POST, ControlRoutes.path, request) }

    private func exchange(_ method: HTTPMethod, _ uri: String, _ request: Data) async throws(ControlError) -> Data {
        let promise = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: ControlAnswer.self)
        do {
            let channel = try await connect(promise)
            let late = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) { promise.fail(ControlError.failed("it did not answer in time")) }
            defer {
                late.cancel()
                channel.close(promise: nil)
            }
            try await write(method, uri, request, to: channel)
            let answer = try await promise.futureResult.get()
            guard answer.status == 200 else {
                throw ControlError.failed(String(decoding: answer.body, as: UTF8.self).trimmingCharacters(in: .newlines))
            }
            return answer.body
        } catch {
            throw explain(error)
        }
    }

    /// Asks for `/healthz`, to learn whether a daemon answers.
    public func knock() async throws(ControlError) { _ = try await exchange(.GET, "/healthz", Data()) }

    private func connect(_ promise: EventLoopPromise<ControlAnswer>) async throws -> any Channel {
        do {
            return try await ClientBootstrap(group: promise.futureResult.eventLoop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        try channel.pipeline.syncOperations.addHandler(ControlAnswerHandler(promise))
                    }
                }
                .connect(unixDomainSocketPath: path).get()
        } catch {
            promise.fail(error)
            throw error
        }
    }

    private func write(_ method: HTTPMethod, _ uri: String, _ request: Data, to channel: any Channel) async throws {
        let headers = HTTPHeaders([
            ("Host", "localhost"), ("Content-Type", "application/json"), ("Content-Length", String(request.count)), ("Connection", "close"),
        ])
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: uri, headers: headers)
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: request))), promise: nil)
        // An answer may come, and the daemon close, before all is written; what went wrong is then told by the answer or its absence.
        try? await channel.writeAndFlush(HTTPClientRequestPart.end(nil))
    }

    private func explain(_ error: any Error) -> ControlError {
        switch error {
        case let error as ControlError: error
        case let error as IOError where [ENOENT, ECONNREFUSED, ENOTDIR].contains(error.errnoCode): .notRunning
        case let error as IOError where [EACCES, EPERM].contains(error.errnoCode): .refused
        case let error as IOError: .failed(String(cString: strerror(error.errnoCode)))
        default: .failed("\(error)")
        }
    }
}

/// Why a command got no answer from the daemon.
public enum ControlError: Error, Sendable, Hashable {
    /// No daemon listens at the socket.
    case notRunning
    /// This user may not use the socket.
    case refused
    case failed(String)
}

extension ControlError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notRunning: "no daemon is running"
        case .refused: "this user may not control the daemon; members of its group may"
        case .failed(let detail): "the daemon gave no proper answer: \(detail)"
        }
    }
}

private struct ControlAnswer: Sendable {
    var status: UInt
    var body: Data
}

/// Collects the one answer.
private final class ControlAnswerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let promise: EventLoopPromise<ControlAnswer>
    private var answer: ControlAnswer?

    init(_ promise: EventLoopPromise<ControlAnswer>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head): answer = ControlAnswer(status: head.status.code, body: Data())
        case .body(let bytes): answer?.body.append(contentsOf: bytes.readableBytesView)
        case .end:
            if let answer { promise.succeed(answer) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(ControlError.failed("the connection was closed"))
        context.fireChannelInactive()
    }
}
