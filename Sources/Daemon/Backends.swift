import ChatPlatforms
import CheckInFlow
import Crypto
import Foundation
import HistoryStore
import Model
import Synchronization
import Web

/// Webhooks, on to the flow.
struct FlowHooks: HookBackend {
    let inbound: InboundFlow

    func receive(_ webhook: RawWebhook) async -> HookAnswer {
        let answer = await inbound.receive(webhook)
        return HookAnswer(status: answer.status, contentType: answer.contentType, body: answer.body, retryAfter: answer.retryAfter)
    }
}

/// Ready means that the store takes writes, that there is room for them, and that there is a way out for messages.
struct DaemonHealth: HealthBackend {
    /// Below this, the next week may not fit.
    static let leastRoom: Int64 = 16 << 20

    let flow: Flow

    func troubles() async -> [String] {
        do {
            try await flow.store.ping()
            let stats = try await flow.store.stats
            var troubles: [String] = []
            if let free = stats.freeBytes, free < Self.leastRoom { troubles.append("The store's disk is full.") }
            if await cannotDeliver() { troubles.append("Every account is blocked: nothing can be delivered.") }
            return troubles
        } catch {
            return ["The store takes no writes."]
        }
    }

    private func cannotDeliver() async -> Bool {
        let accounts = Set(flow.inForce.current.platforms.keys)
        guard !accounts.isEmpty, let blocked = try? await flow.store.disabledAccounts() else { return false }
        return accounts.isSubset(of: blocked)
    }
}

/// Commands over the control socket, on to the operations.
struct FlowControl: ControlBackend {
    let runner: OperationRunner

    func perform(_ request: Data) async -> Data {
        let answer: OperationAnswer
        do {
            answer = await runner.run(try JSONDecoder().decode(OperationRequest.self, from: request))
        } catch {
            answer = OperationAnswer(exit: 64, error: "this daemon does not know the request; command and daemon are of different versions")
        }
        return (try? JSONEncoder().encode(answer)) ?? Data()
    }
}

/// The built-in chat's pages, on to the flow.
struct FlowChat: ChatBackend {
    let chat: BuiltInChat
    let inForce: SettingsInForce
    let entry: ChatEntryInForce

    var access: ChatAccess { entry.current.isOpen ? .open : .token }

    func channels() async -> [ChatChannel] { chat.channels.compactMap(describe) }

    func channel(_ id: ChannelID) async -> ChatChannel? { describe(id) }

    func messages(in channel: ChannelID, after change: Int64?) async -> [ChatEntry]? {
        guard let messages = try? await chat.messages(in: channel, after: change) else { return nil }
        return messages.filter { change != nil || !$0.isDeleted }.map { message in
            ChatEntry(
                id: message.id, thread: message.thread, sender: message.sender, text: message.text, at: message.at, editedAt: message.editedAt,
                isDeleted: message.isDeleted, change: message.sequence)
        }
    }

    func changes(in channel: ChannelID) async -> AsyncStream<Void> { chat.changes(in: channel) }

    func post(_ message: ChatPost, in channel: ChannelID) async -> ChatPostAnswer {
        do {
            return .posted(try await chat.post(in: channel, sender: message.sender, text: message.text, thread: message.thread))
        } catch let refusal as BuiltInChat.Refusal {
            switch refusal {
            case .noSuchChannel: return .noSuchChannel
            case .unknownSender(let known): return .unknownSender(known: known)
            case .noSuchThread, .noSuchMessage, .notYours: return .noSuchThread
            }
        } catch {
            return .unavailable(retryAfter: .seconds(30))
        }
    }

    func edit(_ message: UniqueID, text: String, by author: PersonID?, in channel: ChannelID) async -> ChatEditAnswer {
        await answer { try await chat.edit(message, in: channel, as: author?.rawValue, text: text) }
    }

    func delete(_ message: UniqueID, by author: PersonID?, in channel: ChannelID) async -> ChatEditAnswer {
        await answer { try await chat.delete(message, in: channel, as: author?.rawValue) }
    }

    func person(token: Secret) async -> PersonID? { entry.current.tokens.person(token) }

    private func answer(_ change: () async throws -> Void) async -> ChatEditAnswer {
        do {
            try await change()
            return .done
        } catch let refusal as BuiltInChat.Refusal {
            return refusal == .notYours ? .notTheirs : .noSuchMessage
        } catch {
            return .unavailable(retryAfter: .seconds(30))
        }
    }

    private func describe(_ id: ChannelID) -> ChatChannel? {
        guard let people = chat.people(of: id) else { return nil }
        let teams = inForce.current.teams.values.filter { $0.team.channel == id }
        let title = teams.count == 1 ? teams.first?.team.name : nil
        return ChatChannel(id: id, title: title ?? id.rawValue, people: people.map { ChatChannel.Person(id: $0.id, name: $0.name) })
    }
}

/// Who may enter the built-in chat by the settings in force, replaced as a whole by a reload.
final class ChatEntryInForce: Sendable {
    struct Rules: Sendable {
        var tokens: ChatTokens
        var isOpen: Bool
    }

    private let rules: Mutex<Rules>
    /// Open whatever the configuration says, as in the demo.
    private let isAlwaysOpen: Bool

    init(_ ready: ReadyConfiguration, isAlwaysOpen: Bool) {
        self.isAlwaysOpen = isAlwaysOpen
        rules = Mutex(Rules(tokens: ready.chatTokens, isOpen: ready.isChatOpen || isAlwaysOpen))
    }

    var current: Rules { rules.withLock { $0 } }

    func replace(with ready: ReadyConfiguration) {
        rules.withLock { $0 = Rules(tokens: ready.chatTokens, isOpen: ready.isChatOpen || isAlwaysOpen) }
    }
}

/// Whose token is whose; only their digests are kept, so that looking one up takes the same time for all.
struct ChatTokens: Sendable {
    private let people: [Data: PersonID]

    init(_ tokens: [(PersonID, Secret)]) {
        people = Dictionary(tokens.filter { !$0.1.isEmpty }.map { (Self.digest($0.1), $0.0) }) { first, _ in first }
    }

    func person(_ token: Secret) -> PersonID? { people[Self.digest(token)] }

    private static func digest(_ token: Secret) -> Data { Data(SHA256.hash(data: Data(token.reveal().utf8))) }
}
