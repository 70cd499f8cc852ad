import Foundation
import HistoryStore
public import Model

/// One thing that a command asks for, as it travels over the control socket.
public enum Operation: Codable, Hashable, Sendable {
    case ask(team: TeamID, again: Bool)
    case close(team: TeamID)
    case status(team: TeamID?)
    /// The key result by its id, its number in the newest prompt, its title or an alias.
    case history(team: TeamID, keyResult: String, asOf: AsOf?, csv: Bool)
    case digest(team: TeamID, week: ISOWeek?)
    case trace(id: String)
    case outbox(deadOnly: Bool)
    case retry(id: UniqueID)
    case reparse(apply: Bool)
    case channels
    /// Waits so many seconds for a reply; nil for none.
    case channelTest(channel: ChannelID, waitSeconds: Int?)
    case channelEnable(channel: ChannelID)
    case people(team: TeamID)
    case pause(team: TeamID, until: LocalDate?)
    case pauses
    case reload

    /// Whether the configuration alone answers it, with what is known besides where there is a store.
    public var needsNoStore: Bool { self == .channels }

    /// Whether it changes anything; the others are answered from a store opened for reading alone.
    public var writes: Bool {
        switch self {
        case .ask, .close, .retry, .reload, .reparse(apply: true), .channelTest, .channelEnable, .pause: true
        case .reparse(apply: false), .status, .history, .digest, .trace, .outbox, .channels, .people, .pauses: false
        }
    }
}

/// Until when history counts: an instant, or the end of a date on the team's clock.
public enum AsOf: Codable, Hashable, Sendable {
    case instant(Instant)
    case date(LocalDate)
}

public struct OperationRequest: Codable, Hashable, Sendable {
    public var operation: Operation
    public var json: Bool

    public init(_ operation: Operation, json: Bool) {
        self.operation = operation
        self.json = json
    }
}

/// What the command prints, and how it exits.
public struct OperationAnswer: Codable, Hashable, Sendable {
    public var exit: Int32
    public var output: String
    public var error: String

    public init(exit: Int32 = 0, output: String = "", error: String = "") {
        self.exit = exit
        self.output = output
        self.error = error
    }
}

/// Runs operations and renders their results, the same for a command on its own and for the daemon's control socket.
public struct OperationRunner: Sendable {
    private let operations: Operations
    private let flow: Flow
    private let reload: @Sendable () async -> OperationAnswer

    /// - Parameter reload: what a daemon does to read its configuration anew.
    public init(_ flow: Flow, reload: @escaping @Sendable () async -> OperationAnswer) {
        self.flow = flow
        operations = Operations(flow)
        self.reload = reload
    }

    public func run(_ request: OperationRequest) async -> OperationAnswer {
        do {
            return try await answer(request)
        } catch let error as FlowError {
            return OperationAnswer(exit: 1, error: error.description)
        } catch let error as StoreError {
            return OperationAnswer(exit: 74, error: "\(error)")
        } catch {
            return OperationAnswer(exit: 1, error: "\(error)")
        }
    }

    private func answer(_ request: OperationRequest) async throws -> OperationAnswer {
        let json = request.json
        switch request.operation {
        case .ask(let team, let again):
            let id = try await operations.ask(team, again: again)
            return try rendered(json, ["check_in": id.description]) { "\(id) is asked" }
        case .close(let team):
            let id = try await operations.close(team)
            return try rendered(json, ["check_in": id.description]) { "\(id) is closed" }
        case .status(let team):
            let statuses = try await operations.status(team)
            return try rendered(json, statuses) { statuses.map(\.text).joined(separator: "\n\n") }
        case .history(let team, let keyResult, let asOf, let csv):
            let updates = try await operations.history(team, keyResult, asOf: asOf)
            return try rendered(json, updates) { csv ? historyCSV(updates) : historyText(updates, zone: flow.settings.teams[team]?.zone) }
        case .digest(let team, let week):
            let digest = try await operations.digest(team, week: week)
            return try rendered(json, digest.content) { digest.text.plain }
        case .trace(let id):
            let rows = try await operations.trace(id)
            return try rendered(json, rows) { traceText(rows) }
        case .outbox(let deadOnly):
            let rows = try await operations.outbox(deadOnly: deadOnly)
            return try rendered(json, rows) { outboxText(rows, deadOnly: deadOnly) }
        case .retry(let id):
            try await operations.retry(id)
            return try rendered(json, ["retry": id.description]) { "\(id) will be sent again" }
        case .reparse(let apply):
            let changes = try await Reparse(flow).run(apply: apply)
            return try rendered(json, changes) { reparseText(changes, apply: apply) }
        case .channels:
            let channels = try await Channels(flow: flow).list()
            return try rendered(json, channels) { channelsText(channels) }
        case .channelTest(let channel, let seconds):
            let report = try await ChannelTest(flow: flow).run(channel, wait: seconds.map { .seconds($0) })
            var answer = try rendered(json, report) { report.text }
            answer.exit = report.ok ? 0 : 1
            return answer
        case .channelEnable(let channel):
            try await operations.enable(channel)
            return try rendered(json, ["channel": channel.rawValue]) { "\(channel) is enabled" }
        case .people(let team):
            let people = try await operations.people(team)
            return try rendered(json, people) { people.text }
        case .pause(let team, let until):
            let report = try await operations.pause(team, until: until)
            return try rendered(json, report) { report.text }
        case .pauses:
            let pauses = try await operations.pauses()
            return try rendered(json, pauses) { pauses.sorted { $0.key < $1.key }.map { "\($0.key)  \($0.value)" }.joined(separator: "\n") }
        case .reload: return await reload()
        }
    }

    private func rendered(_ json: Bool, _ facts: some Encodable, _ text: () -> String) throws -> OperationAnswer {
        OperationAnswer(output: json ? try jsonText(facts) : text())
    }
}

/// Facts as JSON: snake_case keys in a fixed order, for people and programs.
public func jsonText(_ facts: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(facts), as: UTF8.self)
}
