import CheckInFlow
import Foundation
import Glibc
import HistoryStore
import Model
import Synchronization
import TestSupport
import Testing

/// Kills the real executable while it fetches what people wrote, or reads it, and starts it again each time.
@Suite(.serialized, .timeLimit(.minutes(4))) struct PollCrashTests {
    @Test(
        "killed while it fetches or reads what it fetched, the daemon loses no reply and takes none twice",
        arguments: [Side.mattermostPolled, .discordPolled, .zulipPolled, .telegramPolled])
    func killed(side: Side) async throws {
        let other = side.make { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
        let watch = FetchWatch()
        try await LoopbackServer.run {
            await watch.answer($0) { await other.answer($0) }
        } _: { server in
            let files = try DaemonFiles(other.account(server.url).fetchingOften, conversation: other.conversation)
            try files.write()
            var run = PollCrashRun(other: other, watch: watch, files: files)
            try await run.begin()
            for round in 0..<8 { try await run.kill(round) }
            // Telegram cannot be asked whether an acknowledgement has arrived, so that a killed one may stand there beside the next.
            try await run.end(isReadBack: side != .telegramPolled)
            #expect(await other.refusals() == [])
        }
    }
}

/// Lives of one daemon that fetches.
private struct PollCrashRun {
    let other: OtherSide
    let watch: FetchWatch
    let files: DaemonFiles
    private var said: [Double] = []
    private var prompt = ""
    private var output = ""
    private var random = SeededRandom()

    init(other: OtherSide, watch: FetchWatch, files: DaemonFiles) {
        self.other = other
        self.watch = watch
        self.files = files
    }

    private var ours: [FakeChatMessage] { get async { await other.messages().filter(\.isOurs) } }

    /// Asks, and waits until answers are fetched.
    mutating func begin() async throws {
        let (daemon, _) = try await RealProcess.serve(files)
        let answer = try await RealProcess.perform(.ask(team: "growth", again: false), files)
        #expect(answer.exit == 0, "\(answer.error)")
        prompt = try await eventually("the prompt", within: .seconds(20)) { await ours.first { $0.text.contains("Weekly sign-ups") }?.id }
        let store = try HistoryStore.openReadOnly(files.store)
        try await eventually("the first fetch", within: .seconds(20)) {
            let stats = try await store.stats
            let pollers = try await store.pollers()
            return stats.outboxPending + stats.outboxSending == 0 && pollers.contains { $0.cursor != nil }
        }
        await store.close()
        try await daemon.killNow()
        output += daemon.text
    }

    /// One life: Ana writes, and SIGKILL comes while the answer with her words is on its way, at its arrival, once it is stored, or once it was read.
    mutating func kill(_ round: Int) async throws {
        let (daemon, _) = try await RealProcess.serve(files)
        let store = try HistoryStore.openReadOnly(files.store)
        let mark = try await store.journal(limit: 1).last?.sequence ?? 0
        let value = 1100 + round
        watch.expect("signups \(value)", holds: round % 4 == 0)
        said.append(Double(value))
        _ = await other.say("signups \(value)", prompt)
        let pause = Duration.microseconds(Int64(random.next() % 4000))
        switch round % 4 {
        case 0: try await eventually("the fetch that gets no answer", within: .seconds(20)) { watch.hasServed }
        case 1:
            try await eventually("the fetch", within: .seconds(20), every: .milliseconds(1)) { watch.hasServed }
            try await Task.sleep(for: pause)
        case 2: try await reached(.takeIn, store, after: mark)
        default:
            try await reached(.record, store, after: mark)
            try await Task.sleep(for: pause)
        }
        try await daemon.killNow()
        watch.expect(nil, holds: false)
        await store.close()
        output += daemon.text
    }

    private func reached(_ step: JournalRow.Step, _ store: HistoryStore, after mark: Int64) async throws {
        try await eventually("the step \(step)", within: .seconds(20), every: .milliseconds(2)) {
            try await store.journal(limit: 20).contains { $0.sequence > mark && $0.step == step }
        }
    }

    /// The last life ends by itself: every value is there once, in order, and nothing was said twice.
    func end(isReadBack: Bool) async throws {
        let (daemon, _) = try await RealProcess.serve(files)
        let last = "1,\(Int(said.last ?? 0) % 1000)"
        _ = try await eventually("the acknowledgement of the last value", within: .seconds(30)) { await ours.first { $0.text.contains(last) } }
        let store = try HistoryStore.openReadOnly(files.store)
        try await eventually("the outbox to be empty", within: .seconds(30)) {
            let stats = try await store.stats
            return stats.outboxPending + stats.outboxSending + stats.inboxWaiting + stats.inboxProcessing == 0
        }
        let answer = try await RealProcess.perform(.history(team: "growth", keyResult: "signups", asOf: nil, csv: false), files, json: true)
        let updates = try JSONDecoder().decode([Update].self, from: Data(answer.output.utf8))
        #expect(updates.compactMap(\.value) == said)
        let stats = try await store.stats
        #expect(stats.inboxPoison == 0 && stats.outboxDead == 0 && stats.blockages == 0)
        await store.close()
        let messages = await ours
        #expect(messages.filter { $0.text.contains("Weekly sign-ups") && $0.id == prompt }.count == 1)
        if isReadBack { #expect(messages.count == 2, "\(messages.map(\.text))") }
        daemon.signal(SIGTERM)
        #expect(try await daemon.exit() == 0)
        #expect(Planted.found(in: output + daemon.text) == [])
    }
}

/// Stands before a fake chat, and tells when the answer to a fetch holds certain words.
private final class FetchWatch: Sendable {
    private struct State {
        var words: String?
        var holds = false
        var hasServed = false
    }

    private let state = Mutex(State())

    /// - Parameter holds: the answer itself never arrives.
    func expect(_ words: String?, holds: Bool) { state.withLock { $0 = State(words: words, holds: holds) } }

    var hasServed: Bool { state.withLock { $0.hasServed } }

    func answer(_ request: RecordedRequest, by fake: @Sendable (RecordedRequest) async -> LoopbackAnswer) async -> LoopbackAnswer {
        let answer = await fake(request)
        guard case .respond(_, _, let body) = answer else { return answer }
        let text = String(decoding: body, as: UTF8.self)
        return state.withLock { state in
            guard let words = state.words, text.contains(words) else { return answer }
            state.words = nil
            state.hasServed = true
            return state.holds ? .stall : answer
        }
    }
}

extension DaemonFiles.Account {
    /// The same, fetched from every second.
    fileprivate var fetchingOften: DaemonFiles.Account {
        guard case .other(let platform, let settings, let secrets, let ana) = self else { return self }
        return .other(
            platform: platform, settings: settings.map { $0.replacing("poll_every: 10 s", with: "poll_every: 1 s") }, secrets: secrets, ana: ana)
    }
}
