public import CheckInFlow
import CurlHTTP
import DaemonConfig
import Foundation
import HistoryStore
import Logging
import Model

/// One operation on the store without a daemon: what only reads opens the store for reading, what writes takes the lock,
/// and what it puts into the outbox is sent before it ends.
public struct OneShot: Sendable {
    private let ready: ReadyConfiguration

    public init(ready: ReadyConfiguration) { self.ready = ready }

    public func run(_ request: OperationRequest) async throws -> OperationAnswer {
        let path = ready.configuration.storePath
        do {
            return try await request.operation.writes ? write(request, path) : read(request, path)
        } catch let error as StoreError {
            throw DaemonFailure.store(error)
        }
    }

    private func read(_ request: OperationRequest, _ path: String) async throws -> OperationAnswer {
        let isNew = !FileManager.default.fileExists(atPath: path)
        let store =
            isNew && request.operation.needsNoStore
            ? try await HistoryStore(.memory, at: FlowClock.system.now()) : try HistoryStore.openReadOnly(path)
        let transport = CurlTransport(proxy: ready.configuration.proxy)
        let answer = await OperationRunner(flow(store, transport), reload: noDaemon).run(request)
        await transport.shutdown()
        return answer
    }

    private func write(_ request: OperationRequest, _ path: String) async throws -> OperationAnswer {
        try makeFolder(of: path)
        let lock = try StoreLock.take(beside: path)
        defer { withExtendedLifetime(lock) {} }
        let store = try await HistoryStore(.file(path), at: FlowClock.system.now())
        let transport = CurlTransport(proxy: ready.configuration.proxy)
        let flow = flow(store, transport)
        var answer = await fetching(flow, while: request)
        if answer.exit == 0 {
            do {
                if try await Sender(flow).drain() != nil { answer.error = "some messages wait in the outbox; they leave when the daemon runs" }
            } catch {
                answer.error = "what waits in the outbox leaves when the daemon runs: \(error)"
            }
        }
        await transport.shutdown()
        await store.close()
        return answer
    }

    /// Runs the operation; while it waits for a reply, replies are fetched, since no daemon does that.
    private func fetching(_ flow: Flow, while request: OperationRequest) async -> OperationAnswer {
        let runner = OperationRunner(flow, reload: noDaemon)
        guard case .channelTest(_, .some) = request.operation else { return await runner.run(request) }
        return await withTaskGroup(of: OperationAnswer?.self) { group in
            group.addTask {
                flow.pulses.poll.beat()
                await Poller(flow).run { _ in }
                return nil
            }
            group.addTask {
                // Two seconds are a short wait for somebody who sits before a terminal; the adapters' own pauses are longer.
                while !Task.isCancelled {
                    try? await Task.sleep(for: .seconds(2))
                    flow.pulses.poll.beat()
                }
                return nil
            }
            group.addTask { await runner.run(request) }
            while let ended = await group.next() {
                guard let answer = ended else { continue }
                group.cancelAll()
                return answer
            }
            return OperationAnswer(exit: 1, error: "the test ended without an answer")
        }
    }

    private func flow(_ store: HistoryStore, _ transport: CurlTransport) -> Flow {
        var log = Logger(label: "outcomed") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = .error
        return Flow(store: store, settings: SettingsInForce(ready.settings), clock: .system, transport: transport, log: log)
    }

    private var noDaemon: @Sendable () async -> OperationAnswer { { OperationAnswer(exit: 1, error: "no daemon is running here") } }
}
