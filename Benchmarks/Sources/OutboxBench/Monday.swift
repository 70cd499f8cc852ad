import ChatPlatforms
import CheckInFlow
import CurlHTTP
import HistoryStore
import Logging
import Model
import Scheduling
import Synchronization

/// A flow whose teams are all asked on Monday at nine, and whose clock is set by hand.
struct Monday: Sendable {
    private let time: SetTime
    private let flow: Flow
    private let outbound: OutboundFlow
    private let sender: Sender
    private let transport = CurlTransport()

    init(teams count: Int, sink: Sink, store path: String) async throws {
        let time = SetTime(Self.sunday)
        self.time = time
        flow = Flow(
            store: try await HistoryStore(.file(path), at: Self.sunday), settings: SettingsInForce(try Self.settings(count, sink)),
            clock: FlowClock(now: { time.now }), transport: transport, log: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        outbound = OutboundFlow(flow)
        sender = Sender(flow)
    }

    /// What a start does: nothing is due yet.
    func learn() async throws { _ = try await outbound.pass() }

    /// T1 for every team.
    func ask() async throws {
        time.now = Self.nine
        _ = try await outbound.pass()
    }

    /// T2, the exchange and T3 for every prompt.
    func send() async throws { _ = try await sender.drain() }

    func end() async {
        await transport.shutdown()
        await flow.store.close()
    }

    // 2026-10-11 and 2026-10-12, in a zone without summer time.
    private static let sunday = Instant(seconds: 1_791_676_800)
    private static let nine = Instant(seconds: 1_791_676_800 + 24 * 3600 + 9 * 3600)

    private static func settings(_ count: Int, _ sink: Sink) throws -> FlowSettings {
        let platform = try makePlatform(
            AccountSettings(
                account: "bridge", kind: .webhook,
                secrets: ["url": Secret("http://127.0.0.1:\(sink.port)/"), "secret": Secret("whsec_" + String(repeating: "QUJD", count: 11))]))
        let zone = try ZoneDirectory.system(environment: [:]).load("UTC")
        guard let ask = WeekTime("Mon 09:00") else { throw CancellationError() }
        let teams = (0..<count).map { team($0, ask) }
        let channels = (0..<count).map(channel)
        return FlowSettings(
            teams: Dictionary(uniqueKeysWithValues: teams.map { ($0.id, TeamInZone(team: $0, zone: zone)) }),
            channels: Dictionary(uniqueKeysWithValues: channels.map { ($0.id, $0) }), platforms: ["bridge": platform],
            zones: ["UTC": zone], texts: try Texts())
    }

    private static func channel(_ number: Int) -> ChannelSettings {
        ChannelSettings(id: ChannelID(trusted: "room-\(number)"), account: "bridge", conversation: "room-\(number)", allowPrivate: true)
    }

    private static func team(_ number: Int, _ ask: WeekTime) -> Team {
        Team(
            id: TeamID(trusted: "team-\(number)"), name: "Team \(number)", channel: ChannelID(trusted: "room-\(number)"), timeZone: "UTC",
            schedule: CheckInSchedule(ask: ask), people: people, objectives: objectives)
    }

    private static let people = [Person(id: "ana", name: "Ana"), Person(id: "ben", name: "Ben"), Person(id: "caro", name: "Caro")]

    private static let objectives = [
        Objective(
            id: "activation", title: "New users reach value in their first week",
            keyResults: [
                KeyResult(id: "signups", title: "Weekly sign-ups", kind: .number, unit: "users", baseline: 1000, target: 2500, owner: "ana"),
                KeyResult(id: "trial", title: "Trial conversion", kind: .percent, unit: "%", baseline: 8, target: 15, owner: "ben"),
            ],
            initiatives: [Initiative(id: "tour", title: "Guided product tour", moves: [Move(keyResult: "signups", expect: "+300")])]),
        Objective(
            id: "keep", title: "Customers stay",
            keyResults: [KeyResult(id: "churn", title: "Monthly churn", kind: .percent, unit: "%", baseline: 6, target: 3, owner: "caro")]),
    ]
}

private final class SetTime: Sendable {
    private let instant: Mutex<Instant>

    init(_ now: Instant) { instant = Mutex(now) }

    var now: Instant {
        get { instant.withLock { $0 } }
        set { instant.withLock { $0 = newValue } }
    }
}
