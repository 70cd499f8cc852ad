public import CheckInFlow
import CurlHTTP
import DaemonConfig
import HistoryStore
import Logging
public import Model

/// `outcomed channel test` for a configuration that no daemon has run on yet: with a store in memory, so that none is made.
public struct ChannelTrial: Sendable {
    private let ready: ReadyConfiguration

    public init(ready: ReadyConfiguration) { self.ready = ready }

    public func run(_ channel: ChannelID) async throws(DaemonFailure) -> OperationAnswer {
        let store: HistoryStore
        do throws(StoreError) {
            store = try await HistoryStore(.memory, at: FlowClock.system.now())
        } catch {
            throw .store(error)
        }
        let transport = CurlTransport(proxy: ready.configuration.proxy)
        let flow = Flow(
            store: store, settings: SettingsInForce(ready.settings), clock: .system, transport: transport,
            log: Logger(label: "outcomed") { _ in SwiftLogNoOpLogHandler() })
        let runner = OperationRunner(flow) { OperationAnswer(exit: 1, error: "no daemon is running here") }
        let answer = await runner.run(OperationRequest(.channelTest(channel: channel, waitSeconds: nil), json: false))
        await transport.shutdown()
        await store.close()
        return answer
    }
}
