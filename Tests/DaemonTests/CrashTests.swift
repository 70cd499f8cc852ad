import CheckInFlow
import Foundation
import Glibc
import HistoryStore
import Model
import TestSupport
import Testing

/// Kills the real executable at random moments of check-ins on three platforms at once, and starts it again each time.
@Suite(.serialized, .timeLimit(.minutes(5))) struct CrashTests {
    @Test("killed at any moment and started again, the daemon loses nothing and says nothing twice")
    func killedAHundredTimes() async throws {
        let slack = FakeSlack(
            token: Planted.botToken, signingSecret: Planted.signingSecret, channels: Set((0..<CrashRun.width).map { "C0S\($0)" }), clock: now)
        let bridge = FakeBridge(secret: Planted.bridgeSecret, clock: now)
        let gates = (slack: CrashGate(), bridge: CrashGate())
        try await LoopbackServer.run {
            await gates.slack.answer($0) { await slack.answer($0) }
        } _: { slackServer in
            try await LoopbackServer.run {
                await gates.bridge.answer($0) { await bridge.answer($0) }
            } _: { bridgeServer in
                var run = try CrashRun(slack, slackServer, bridge, bridgeServer, [gates.slack, gates.bridge])
                for round in 0..<100 { try await run.kill(round) }
                try await run.end()
                let table = run.table
                let again = await bridge.bodies.values.filter { $0.count > 1 }.count
                let looks = slackServer.requests.filter { $0.path.hasPrefix("/api/conversations.") }.count
                let figures = "last transactions before the kill: \(table); messages sent again: \(again); looked for on Slack: \(looks)"
                FileHandle.standardOutput.write(Data("killed 100 times; \(figures)\n".utf8))
                #expect(again > 0 && looks > 0, "\(figures), \(run.random)")
                for step in CrashStep.allCases {
                    #expect(table.counts[step, default: 0] > 0, "no kill came after \(step.rawValue): \(table), \(run.random)")
                }
                #expect(await slack.refusals == [])
                #expect(await bridge.refusals == [])
                #expect(await bridge.bodies.values.allSatisfy { Set($0).count == 1 })
            }
        }
    }
}

@Sendable private func now() -> Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

/// A hundred lives of one daemon.
private struct CrashRun {
    /// Check-ins on each platform; in each round the next ones have their turn.
    static let width = 10
    private static let stages = 10

    private let files: DaemonFiles
    private let rooms: [[CrashRoom]]
    private let gates: [CrashGate]
    private var before: [CrashRoom] = []
    private var output = ""
    private(set) var table = CrashTable()
    private(set) var random = SeededRandom()

    init(_ slack: FakeSlack, _ slackServer: LoopbackServer, _ bridge: FakeBridge, _ bridgeServer: LoopbackServer, _ gates: [CrashGate]) throws {
        let numbers = 0..<Self.width
        let names = numbers.flatMap { [("s\($0)", "slack"), ("b\($0)", "bridge"), ("l\($0)", "local")] }
        let files = try DaemonFiles(
            [.slack(server: slackServer.url), .bridge(server: bridgeServer.url), .local],
            channels: names.map { ($0.0, $0.1, "C0\($0.0.uppercased())") }, teams: names.map { ($0.0, $0.0) })
        try files.write()
        self.files = files
        self.gates = gates
        rooms = numbers.map { number in
            [("s", CrashRoom.Chat.slack(slack)), ("b", .bridge(bridge)), ("l", .local)].map { letter, chat in
                CrashRoom(chat, team: TeamID(trusted: "\(letter)\(number)"), conversation: "C0\(letter.uppercased())\(number)", files: files)
            }
        }
    }

    private static func stimulus(_ round: Int) -> CrashStimulus {
        switch round / width % stages {
        case 0: .ask
        case 3, 7: .edit(1100 + round)
        case 5: .delete
        case 9: .close
        default: .reply(1100 + round)
        }
    }

    /// One life: what the last one left undone is done, then comes something new, and the end.
    mutating func kill(_ round: Int) async throws {
        let (daemon, client) = try await RealProcess.serve(files)
        let store = try HistoryStore.openReadOnly(files.store)
        try await recover(store, client)
        let turn = rooms[round % Self.width]
        try await eventually("the outbox to be quiet in round \(round)") {
            let rows = try await store.outbox(deadOnly: false)
            return turn.allSatisfy { $0.isQuiet(rows) }
        }
        let mark = try await store.journal(limit: 1).last?.sequence ?? 0
        try await strike(daemon, client, store, turn, round, after: mark)
        table.count(try await store.journal(limit: 1000).filter { $0.sequence > mark })
        await store.close()
        output += daemon.text
        before = turn
    }

    /// What got no answer comes again; then all of the last round must be there.
    private func recover(_ store: HistoryStore, _ client: Client) async throws {
        for room in before { try await room.repeatUnanswered(client) }
        try await eventually("the inbox to be empty") {
            let stats = try await store.stats
            return stats.inboxWaiting + stats.inboxProcessing == 0
        }
        for room in before { try await room.check(store) }
    }

    /// Something new on all platforms at once, and SIGKILL: when the journal tells of the step, after a random time, while a message is on its way,
    /// or when something was answered.
    private mutating func strike(
        _ daemon: RealProcess, _ client: Client, _ store: HistoryStore, _ turn: [CrashRoom], _ round: Int, after mark: Int64
    ) async throws {
        let answered = Recorder<TeamID>()
        let stimulus = Self.stimulus(round)
        let gate = gates[round / 4 % gates.count]
        let step: JournalRow.Step =
            switch stimulus {
            case .ask: .fire
            case .close: .close
            case .reply, .edit, .delete: .record
            }
        let pause = Duration.microseconds(Int64(random.next() % 50_000))
        let wanted = Int(random.next() % UInt64(turn.count)) + 1
        if round % 4 == 2 { gate.set(random.next() % 2 == 0 ? .beforeStoring : .afterStoring) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for room in turn {
                group.addTask { if try await room.meet(stimulus, client) { answered.append(room.team) } }
            }
            switch round % 4 {
            case 0:
                try? await eventually("the step", within: .seconds(1), every: .microseconds(50)) {
                    try await store.journal(limit: 8).contains { $0.sequence > mark && $0.step == step }
                }
            case 2: try? await eventually("a message on its way", within: .seconds(1)) { gate.hasHeld }
            case 3: try? await eventually("an answer", within: .seconds(1)) { answered.all.count >= wanted }
            default: try await Task.sleep(for: pause)
            }
            daemon.signal(SIGKILL)
            try await group.waitForAll()
        }
        for gate in gates { gate.set(nil) }
        #expect(try await daemon.exit() == -SIGKILL)
    }

    /// Asked once, closed once, and each of its messages settled once as delivered.
    private mutating func checkJournal(_ room: CrashRoom, _ store: HistoryStore) async throws {
        let checkIn = try #require(try await store.newestCheckIn(team: room.team))
        let trace = try await RealProcess.perform(.trace(id: checkIn.id.description), files, json: true)
        output += trace.output
        let rows = try await store.trace(checkIn.id.description)
        #expect(rows.filter { $0.step == .fire }.count == 1 && rows.filter { $0.step == .close }.count == 1, "\(checkIn.id)")
        let delivered = Dictionary(grouping: rows.filter { $0.step == .settle && $0.outcome == "delivered" }, by: \.outbox)
        #expect(delivered.values.allSatisfy { $0.count == 1 }, "\(checkIn.id)")
    }

    /// The last life ends by itself, when nothing is left to do.
    mutating func end() async throws {
        let (daemon, client) = try await RealProcess.serve(files)
        let store = try HistoryStore.openReadOnly(files.store)
        try await recover(store, client)
        try await eventually("the outbox to be empty") {
            let stats = try await store.stats
            return stats.outboxPending + stats.outboxSending == 0
        }
        for room in rooms.joined() {
            try await room.check(store)
            try await room.checkChat(client)
            try await checkJournal(room, store)
        }
        let stats = try await store.stats
        #expect(stats.inboxPoison == 0 && stats.outboxDead == 0 && stats.openCheckIns == 0 && stats.blockages == 0)
        await store.close()
        let outbox = try await RealProcess.perform(.outbox(deadOnly: false), files)
        #expect(!outbox.output.contains("dropped"))
        daemon.signal(SIGTERM)
        #expect(try await daemon.exit() == 0)
        output += daemon.text + outbox.output
        #expect(Planted.found(in: output) == [])
    }
}
