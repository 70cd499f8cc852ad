import ChatPlatforms
import CheckInFlow
import Foundation
import HistoryStore
import Logging
import Model
import OutboundHTTP
import Scheduling
import TestSupport
import Testing

/// A daemon without sockets, whose time a script moves: store in memory, built-in chat, one step at a time.
final class Stage: Sendable {
    static let account: AccountID = "local"

    let clock: ManualClock
    let transport: any HTTPTransport
    let flow: Flow
    let outbound: OutboundFlow
    let inbound: InboundFlow
    let chat: BuiltInChat
    let operations: Operations
    let sender: Sender
    let poller: Poller

    /// - Parameters:
    ///   - now: an instant as RFC 3339.
    ///   - platforms: further accounts beside the built-in chat's.
    init(
        _ teams: [Team], at now: String, channels: [ChannelSettings] = [.demo], platforms: [any ChatPlatform] = [], store: HistoryStore? = nil,
        transport: any HTTPTransport = RecordingTransport(), makeID: @escaping @Sendable (Instant) -> UniqueID = FlowClock.randomID,
        clock: ManualClock? = nil
    ) async throws {
        let start = try #require(Instant(now))
        self.clock = clock ?? ManualClock(start)
        self.transport = transport
        let kept: HistoryStore = if let store { store } else { try await HistoryStore(.memory, at: start) }
        flow = Flow(
            store: kept, settings: SettingsInForce(try Self.settings(teams, channels, platforms)),
            clock: FlowClock(now: self.clock.read, makeID: makeID), transport: transport,
            log: Logger(label: "stage") { _ in SwiftLogNoOpLogHandler() })
        outbound = OutboundFlow(flow)
        inbound = InboundFlow(flow)
        chat = BuiltInChat(flow)
        operations = Operations(flow)
        sender = Sender(flow)
        poller = Poller(flow)
        try await step()
    }

    static func settings(_ teams: [Team], _ channels: [ChannelSettings] = [.demo], _ platforms: [any ChatPlatform] = []) throws -> FlowSettings {
        let builtin = try makePlatform(AccountSettings(account: account, kind: .builtin))
        let zones = ZoneDirectory.system(environment: [:])
        let names = Set(teams.flatMap { [$0.timeZone] + $0.people.compactMap(\.timeZone) })
        let rules = try Dictionary(uniqueKeysWithValues: names.map { ($0, try zones.load($0)) })
        return FlowSettings(
            teams: Dictionary(
                uniqueKeysWithValues: try teams.map { ($0.id, TeamInZone(team: $0, zone: try #require(rules[$0.timeZone]), zones: rules)) }),
            channels: Dictionary(uniqueKeysWithValues: channels.map { ($0.id, $0) }),
            platforms: Dictionary(uniqueKeysWithValues: ([builtin] + platforms).map { ($0.account, $0) }), zones: rules, texts: try Texts())
    }

    /// Everything that is due now, until nothing is.
    func step() async throws {
        _ = try await outbound.pass()
        for _ in 0..<3 {
            _ = try await poller.drain()
            _ = try await inbound.drain()
            _ = try await sender.drain()
        }
    }

    /// Moves the clock, stopping wherever something is due in between.
    func move(to instant: String) async throws {
        try await move(to: try #require(Instant(instant)))
    }

    func move(to end: Instant) async throws {
        while let next = try await nextDue(), next <= end {
            clock.set(next)
            try await step()
        }
        clock.set(end)
        try await step()
    }

    /// The next instant at which something is to be asked, closed, sent or read again.
    private func nextDue() async throws -> Instant? {
        let now = clock.now
        let dues = [try await outbound.pass(), try await poller.drain(), try await inbound.drain(), try await sender.drain()]
        return dues.compactMap { $0 }.filter { $0 > now }.min()
    }

    func reload(_ teams: [Team], _ channels: [ChannelSettings] = [.demo], platforms: [any ChatPlatform] = []) async throws {
        flow.inForce.replace(with: try Self.settings(teams, channels, platforms))
        try await outbound.reschedule()
        try await step()
    }

    /// Posts as a person, and lets it be read, recorded and answered.
    @discardableResult
    func say(_ person: String, _ text: String, in channel: ChannelID = "demo", thread: UniqueID? = nil) async throws -> UniqueID {
        let id = try await chat.post(in: channel, sender: person, text: text, thread: thread)
        try await step()
        return id
    }

    func edit(_ id: UniqueID, _ text: String, in channel: ChannelID = "demo") async throws {
        try await chat.edit(id, in: channel, as: nil, text: text)
        try await step()
    }

    func delete(_ id: UniqueID, in channel: ChannelID = "demo") async throws {
        try await chat.delete(id, in: channel, as: nil)
        try await step()
    }

    /// All that is to be seen in a channel, oldest first.
    func messages(in channel: ChannelID = "demo") async throws -> [ChatMessage] {
        try #require(try await chat.messages(in: channel)).filter { !$0.isDeleted }
    }

    /// What the daemon has said, oldest first.
    func ours(in channel: ChannelID = "demo") async throws -> [ChatMessage] {
        try await messages(in: channel).filter { $0.sender == "outcomed" }
    }

    func prompt(in channel: ChannelID = "demo") async throws -> ChatMessage {
        try #require(try await ours(in: channel).last { $0.thread == nil })
    }

    /// The newest thing that the daemon has said or changed.
    func last(in channel: ChannelID = "demo") async throws -> ChatMessage {
        try #require(try await ours(in: channel).max { $0.sequence < $1.sequence })
    }

    func current(_ team: TeamID = "growth") async throws -> [KeyResultID: Double] {
        try await flow.store.current(team: team, asOf: nil).compactMapValues(\.value)
    }

    func history(_ keyResult: KeyResultID, of team: TeamID = "growth") async throws -> [Update] {
        try await flow.store.updates(team: team, keyResult: keyResult, asOf: nil)
    }
}

extension ChannelSettings {
    static let demo = ChannelSettings(id: "demo", account: Stage.account, conversation: "demo")
}
