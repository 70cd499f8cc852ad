import ChatPlatforms
import Foundation
import Logging
import Model
import Synchronization
import Testing

@testable import Web

/// A backend that answers as the test has scripted; a call that was not scripted fails the test at once and says what is missing.
final class ScriptedBackend: HookBackend, ChatBackend, ControlBackend, HealthBackend, MetricsBackend {
    struct Script: Sendable {
        var access = ChatAccess.open
        var channels = [Self.growth]
        var entries: [ChatEntry]? = []
        var onPost: (@Sendable (ChatPost) -> ChatPostAnswer)?
        var onEdit: (@Sendable (UniqueID, String?, PersonID?) -> ChatEditAnswer)?
        var onHook: (@Sendable (RawWebhook) async -> HookAnswer)?
        var onControl: (@Sendable (Data) -> Data)?
        var isReady = true
        var tokens: [String: PersonID] = [:]

        static let growth = ChatChannel(id: "growth", title: "Growth", people: [.init(id: "ana", name: "Ana"), .init(id: "ben", name: "Ben")])
    }

    private let script: Mutex<Script>
    private let sinks = Mutex<[AsyncStream<Void>.Continuation]>([])

    init(_ change: (inout Script) -> Void = { _ in }) {
        var script = Script()
        change(&script)
        self.script = Mutex(script)
    }

    private var now: Script { script.withLock { $0 } }

    /// Changes what the chat holds, and says so to the live pages.
    func say(_ entries: [ChatEntry]) {
        script.withLock { $0.entries = entries }
        for sink in sinks.withLock({ $0 }) { sink.yield() }
    }

    var access: ChatAccess { now.access }

    func channels() async -> [ChatChannel] { now.channels }

    func channel(_ id: ChannelID) async -> ChatChannel? { now.channels.first { $0.id == id } }

    func messages(in channel: ChannelID, after change: Int64?) async -> [ChatEntry]? {
        now.entries?.filter { entry in change.map { entry.change > $0 } ?? !entry.isDeleted }
    }

    func changes(in channel: ChannelID) async -> AsyncStream<Void> {
        let (stream, sink) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        sinks.withLock { $0.append(sink) }
        return stream
    }

    func post(_ message: ChatPost, in channel: ChannelID) async -> ChatPostAnswer {
        guard let onPost = now.onPost else { return missing("onPost", .noSuchChannel) }
        return onPost(message)
    }

    func edit(_ message: UniqueID, text: String, by author: PersonID?, in channel: ChannelID) async -> ChatEditAnswer {
        guard let onEdit = now.onEdit else { return missing("onEdit", .noSuchMessage) }
        return onEdit(message, text, author)
    }

    func delete(_ message: UniqueID, by author: PersonID?, in channel: ChannelID) async -> ChatEditAnswer {
        guard let onEdit = now.onEdit else { return missing("onEdit", .noSuchMessage) }
        return onEdit(message, nil, author)
    }

    func person(token: Secret) async -> PersonID? { now.tokens[token.reveal()] }

    func receive(_ webhook: RawWebhook) async -> HookAnswer {
        guard let onHook = now.onHook else { return missing("onHook", HookAnswer(status: 500)) }
        return await onHook(webhook)
    }

    func perform(_ request: Data) async -> Data {
        guard let onControl = now.onControl else { return missing("onControl", Data()) }
        return onControl(request)
    }

    func troubles() async -> [String] { now.isReady ? [] : ["The store takes no writes."] }

    func page() async -> MetricsPage { MetricsPage(contentType: "text/plain; version=0.0.4", text: "up 1\n") }

    private func missing<Answer>(_ name: String, _ answer: Answer) -> Answer {
        Issue.record("the request reached the backend, and the test set no `\(name)`: give one in `ScriptedBackend { $0.\(name) = … }`")
        return answer
    }
}

/// Messages for the tests; the number is the id, the change and the second.
func entry(
    _ number: UInt64, _ text: String, sender: String = "ana", thread: UInt64? = nil, editedAt: Instant? = nil, isDeleted: Bool = false,
    change: Int64? = nil
)
    -> ChatEntry
{
    ChatEntry(
        id: UniqueID(high: 0, low: number), thread: thread.map { UniqueID(high: 0, low: $0) }, sender: sender, text: text,
        at: Instant(seconds: Int64(number)),
        editedAt: editedAt, isDeleted: isDeleted, change: change ?? Int64(number))
}
