import CheckInFlow
import HistoryStore
import Model
import OutboundHTTP
import TestSupport
import Testing

/// A daemon, the other side, and a clock that stands a minute before the ask.
struct OtherStage: Sendable {
    let other: OtherSide
    let account: String
    let daemon: InProcess

    static func run(
        _ side: Side, faults: [FakeFault] = [], askIn: String = "channel", _ body: @escaping @Sendable (OtherStage) async throws -> Void
    ) async throws {
        try await run({ side.make($0.read) }, faults: faults, askIn: askIn, body)
    }

    static func run(
        _ make: (ManualClock) -> OtherSide, faults: [FakeFault] = [], askIn: String = "channel", keyResults: Int = 0,
        _ body: @escaping @Sendable (OtherStage) async throws -> Void
    ) async throws {
        let clock = ManualClock(try #require(Instant("2035-01-08T07:59:00Z")))
        let other = make(clock)
        for fault in faults { await other.fail(fault) }
        try await LoopbackServer.run {
            await other.answer($0)
        } _: { server in
            let account = other.account(server.url)
            let files = try files(account, other, askIn: askIn, keyResults: keyResults)
            try await InProcess.run(files, clock: clock) { daemon in
                try await body(OtherStage(other: other, account: account.name, daemon: daemon))
                #expect(Planted.found(in: daemon.log.all.joined(separator: "\n")) == [])
            }
        }
    }

    static func files(
        _ account: DaemonFiles.Account, _ other: OtherSide, askIn: String = "channel", keyResults: Int = 0
    ) throws -> DaemonFiles {
        var files = try DaemonFiles(account, conversation: other.conversation)
        files.ask = "Mon 09:00"
        files.close = "Tue 17:00"
        files.cycle = try #require(LocalDate("2035-01-01"))...(try #require(LocalDate("2035-03-31")))
        files.askIn = askIn
        files.furtherKeyResults = keyResults
        try files.write()
        return files
    }

    var posted: [FakeChatMessage] { get async { await other.messages().filter(\.isOurs) } }

    /// The first message of the daemon whose words satisfy.
    func ours(_ what: String, _ isRight: (String) -> Bool) async throws -> FakeChatMessage {
        try await daemon.eventually(what) { await posted.first { isRight($0.text) } }
    }

    /// Ana writes under a message; returns her message's id once the daemon may have it.
    func say(_ text: String, under root: FakeChatMessage) async throws -> String {
        let (id, delivery) = await other.say(text, root.id)
        try await push(delivery)
        return id
    }

    func edit(_ id: String, to text: String) async throws { try await push(await other.edit(id, text)) }

    /// A bot that does not know itself yet has the platform come again.
    func push(_ delivery: FakeDelivery?) async throws {
        guard let delivery else { return }
        let answer = try await daemon.eventually("the push to be taken") {
            let answer = try await daemon.client.send(.post, "/hooks/\(account)", headers: delivery.headers, body: delivery.body)
            return answer.status == 200 ? answer : nil
        }
        await other.answered?(delivery, answer)
    }

    /// The platform had nothing to refuse.
    func expectNoRefusals(_ location: SourceLocation = #_sourceLocation) async {
        let refusals = await other.refusals()
        #expect(refusals == [], sourceLocation: location)
    }

    /// Value and state of every version, oldest first.
    func expectHistory(
        _ keyResult: KeyResultID, _ expected: [(value: Double, state: Update.State)], _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let updates = try await daemon.history(keyResult)
        #expect(updates.map(\.value) == expected.map(\.value), sourceLocation: location)
        #expect(updates.map(\.state) == expected.map(\.state), sourceLocation: location)
    }
}
