import CheckInFlow
import Foundation
import HistoryStore
import Model
import TestSupport
import Testing

/// What is done to a check-in while the daemon may be killed.
enum CrashStimulus: Sendable {
    case ask
    case reply(Int)
    /// Of the newest message.
    case edit(Int)
    case delete
    case close
}

/// One team's conversation on one platform, and all that Ana has said in it. It does as platforms and people do: what got no answer comes again.
actor CrashRoom {
    enum Chat: Sendable {
        case slack(FakeSlack)
        case bridge(FakeBridge)
        case local
    }

    private struct Said {
        var id: String
        /// The words of each version.
        var texts: [String]
        var value: Int
        var isDeleted = false
    }

    /// What was sent and not answered yet.
    private enum Unanswered {
        case operation(CheckInFlow.Operation)
        case slack(FakeSlackDelivery)
        case bridge(FakeDelivery)
        case chatPost(String)
        case chatEdit(String, String)
        case chatDelete(String)
    }

    nonisolated let team: TeamID
    nonisolated let conversation: String
    private let chat: Chat
    private let files: DaemonFiles
    private var said: [Said] = []
    private var unanswered: Unanswered?
    private var isClosed = false

    init(_ chat: Chat, team: TeamID, conversation: String, files: DaemonFiles) {
        self.chat = chat
        self.team = team
        self.conversation = conversation
        self.files = files
    }

    nonisolated var account: AccountID {
        switch chat {
        case .slack: "slack"
        case .bridge: "bridge"
        case .local: "local"
        }
    }

    /// Returns whether there was an answer.
    func meet(_ stimulus: CrashStimulus, _ client: Client) async throws -> Bool {
        unanswered = try await prepare(stimulus, client)
        return try await send(client)
    }

    /// What got no answer comes again, and must get one now.
    func repeatUnanswered(_ client: Client) async throws {
        if unanswered != nil { #expect(try await send(client), "\(team) got no answer on the second try") }
    }

    private func prepare(_ stimulus: CrashStimulus, _ client: Client) async throws -> Unanswered {
        switch stimulus {
        case .ask: return .operation(.ask(team: team, again: false))
        case .close:
            isClosed = true
            return .operation(.close(team: team))
        case .reply(let value): return try await reply("signups \(value)", value, client)
        case .edit(let value):
            let last = said.count - 1
            said[last].texts.append("signups \(value)")
            said[last].value = value
            return try await edit(said[last].id, to: "signups \(value)")
        case .delete:
            let last = said.count - 1
            said[last].isDeleted = true
            return try await delete(said[last].id)
        }
    }

    private func reply(_ text: String, _ value: Int, _ client: Client) async throws -> Unanswered {
        switch chat {
        case .slack(let slack):
            let prompt = try #require(await slack.messages(in: conversation).first { $0.botID != nil })
            let delivery = await slack.say(text, as: "U0ANA", in: conversation, thread: prompt.ts)
            let id = try #require(await slack.messages(in: conversation).last { $0.botID == nil }?.ts)
            said.append(Said(id: id, texts: [text], value: value))
            return .slack(delivery)
        case .bridge(let bridge):
            let prompt = try #require(await bridge.messages(in: conversation).first)
            let (id, delivery) = await bridge.say(text, as: "ana", in: conversation, thread: prompt.id)
            said.append(Said(id: id, texts: [text], value: value))
            return .bridge(delivery)
        case .local:
            said.append(Said(id: "", texts: [text], value: value))
            return .chatPost(text)
        }
    }

    private func edit(_ id: String, to text: String) async throws -> Unanswered {
        switch chat {
        case .slack(let slack): .slack(try #require(await slack.edit(id, in: conversation, to: text)))
        case .bridge(let bridge): .bridge(await bridge.edit(id, to: text))
        case .local: .chatEdit(id, text)
        }
    }

    private func delete(_ id: String) async throws -> Unanswered {
        switch chat {
        case .slack(let slack): .slack(try #require(await slack.delete(id, in: conversation)))
        case .bridge(let bridge): .bridge(await bridge.delete(id))
        case .local: .chatDelete(id)
        }
    }

    private func send(_ client: Client) async throws -> Bool {
        guard let sent = unanswered else { return true }
        do {
            guard try await answers(sent, client) else { return false }
        } catch is Overdue {
            return false
        } catch {
            // The daemon went away meanwhile.
            return false
        }
        unanswered = nil
        return true
    }

    private func answers(_ sent: Unanswered, _ client: Client) async throws -> Bool {
        switch sent {
        case .operation(let operation):
            let answer = try await RealProcess.perform(operation, files)
            return answer.exit == 0 || answer.error.contains("asked already") || answer.error.contains("is not open")
        case .slack(let delivery): return try await client.post(delivery) == 200
        case .bridge(let delivery): return try await client.post(delivery, to: "bridge") == 200
        case .chatPost(let text): return try await post(text, client)
        case .chatEdit(let id, let text): return try await client.write(team.rawValue, message: id, text: text).status == 200
        case .chatDelete(let id): return [204, 404].contains(try await client.write(team.rawValue, message: id, text: nil).status)
        }
    }

    /// Who sees in the chat that the words have arrived does not write them again.
    private func post(_ text: String, _ client: Client) async throws -> Bool {
        let known = try await client.chat(team.rawValue)
        if let arrived = known.first(where: { $0.text == text }) {
            said[said.count - 1].id = arrived.id
            return true
        }
        let prompt = try #require(known.first { $0.sender == "outcomed" })
        guard let id = try await client.write(team.rawValue, sender: "ana", text: text, thread: prompt.id).id else { return false }
        said[said.count - 1].id = id
        return true
    }
}

extension CrashRoom {
    /// Every message that was answered for is in the store once a version, and the newest that stands gives the value.
    func check(_ store: HistoryStore) async throws {
        for message in said {
            let versions = try await store.messageVersions(account: account, conversation: place, platformID: message.id)
            // Whoever deletes a message has its words blanked.
            let texts = message.isDeleted ? message.texts.map { _ in "[removed]" } : message.texts
            #expect(versions.map(\.text) == texts, "\(team): versions of \(message.id)")
        }
        let checkIns = try await store.checkIns(team: team, limit: 5)
        #expect(checkIns.count == 1, "\(team)")
        let value = try await store.current(team: team, asOf: nil)["signups"]?.value
        #expect(value == said.last { !$0.isDeleted }.map { Double($0.value) }, "\(team)")
    }

    /// One prompt, one acknowledgement with the newest value, one digest; none of them twice.
    func checkChat(_ client: Client) async throws {
        let texts = try await texts(client)
        #expect(texts.count == 3, "\(team) sees \(texts)")
        let value = said.last { !$0.isDeleted }?.value ?? 0
        let shown = "\(value / 1000),\(String(value % 1000 + 1000).dropFirst())"
        #expect(texts.contains { $0.contains(shown) }, "\(team) sees \(texts)")
    }

    /// Everything that the daemon has said here, as it reads now.
    private func texts(_ client: Client) async throws -> [String] {
        switch chat {
        case .slack(let slack): await slack.messages(in: conversation).filter { $0.botID != nil }.map(\.shownText)
        case .bridge(let bridge): await bridge.messages(in: conversation).map(\.text)
        case .local: try await client.chat(team.rawValue).filter { $0.sender == "outcomed" }.map(\.text)
        }
    }

    /// Nothing of this room waits or is under way.
    nonisolated func isQuiet(_ rows: [OutboxRow]) -> Bool {
        !rows.contains { $0.checkIn?.team == team && ($0.state == .pending || $0.state == .sending) }
    }

    /// The built-in chat's conversation bears its channel's name.
    private nonisolated var place: String {
        switch chat {
        case .slack, .bridge: conversation
        case .local: team.rawValue
        }
    }
}
