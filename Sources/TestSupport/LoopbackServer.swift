import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP/1.1 server on 127.0.0.1 that records every request and answers as told, well or badly.
public final class LoopbackServer: Sendable {
    public typealias Answer = @Sendable (RecordedRequest) async -> LoopbackAnswer

    private let listener: any Channel
    private let connections: Connections
    private let recorder: Recorder<RecordedRequest>

    private init(listener: any Channel, connections: Connections, recorder: Recorder<RecordedRequest>) {
        self.listener = listener
        self.connections = connections
        self.recorder = recorder
    }

    /// Listens on a free port. Stop it at the end of the test, or use ``run(answer:_:)``.
    public static func start(answer: @escaping Answer) async throws -> LoopbackServer {
        let connections = Connections()
        let recorder = Recorder<RecordedRequest>()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let number = connections.add(channel)
                    try channel.pipeline.syncOperations.addHandlers(
                        ByteToMessageHandler(HTTPRequestDecoder()),
                        LoopbackHandler(connection: number, recorder: recorder, answer: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return LoopbackServer(listener: listener, connections: connections, recorder: recorder)
    }

    /// A server for the time of the closure.
    public static func run<Result: Sendable>(
        answer: @escaping Answer, _ body: (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        let server = try await start(answer: answer)
        do {
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    public var port: Int { listener.localAddress?.port ?? 0 }
    /// Without a slash at its end.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// All requests so far, in the order in which they were complete.
    public var requests: [RecordedRequest] { recorder.all }

    /// Connections accepted since the start, whether or not a request came.
    public var connectionCount: Int { connections.count }

    /// The next request that this method has not returned yet.
    public func next() async -> RecordedRequest { await recorder.next() }

    /// Waits until the condition holds of all requests so far; false when it does not in time.
    public func waitFor(timeout: Duration = .seconds(10), _ condition: @escaping @Sendable ([RecordedRequest]) -> Bool) async -> Bool {
        await recorder.waitFor(timeout: timeout, condition)
    }

    /// Closes the port and every connection.
    public func stop() async {
        try? await listener.close().get()
        for channel in connections.all { try? await channel.close().get() }
    }
}

/// The connections of one server.
private final class Connections: Sendable {
    private let channels = Mutex<[any Channel]>([])

    var count: Int { channels.withLock { $0.count } }
    var all: [any Channel] { channels.withLock { $0 } }

    /// Returns the connection's number.
    func add(_ channel: any Channel) -> Int {
        channels.withLock { channels in
            channels.append(channel)
            return channels.count
        }
    }
}
