import Model
import Testing

@testable import HistoryStore

@Suite("The built-in chat")
struct ChatTests {
    let channel: ChannelID = "growth"

    func post(_ number: UInt64, _ text: String = "hello", thread: UniqueID? = nil, in channel: ChannelID = "growth") -> ChatMessage {
        ChatMessage(id: id(number), channel: channel, thread: thread, sender: "ana", text: text, at: monday)
    }

    func taken(_ number: UInt64, change: IncomingEvent.Change = .posted, of message: UInt64) -> Intake {
        intake(number, event("\(number)", message: id(message).description, change: change))
    }

    @Test("a message and its event come in together, once")
    func post() async throws {
        let store = try await memoryStore()
        #expect(try await store.postInChat(post(1), intake: taken(11, of: 1)) == .posted)
        #expect(try await store.postInChat(post(1), intake: taken(12, of: 1)) == .alreadyKnown)
        #expect(try await store.postInChat(post(2), intake: taken(11, of: 1)) == .alreadyKnown)
        #expect(try await store.chatMessages(channel: channel).map(\.id) == [id(1)])
        #expect(try await store.inboxRow(id(11))?.state == .waiting)
        #expect(try await store.inboxRow(id(12)) == nil)
        #expect(try await store.chatMessage(id(1))?.text == "hello")
    }

    @Test("a reply stands under a root of its channel only")
    func threads() async throws {
        let store = try await memoryStore()
        #expect(try await store.postInChat(post(1), intake: nil) == .posted)
        #expect(try await store.postInChat(post(2, thread: id(1)), intake: nil) == .posted)
        #expect(try await store.postInChat(post(3, thread: id(2)), intake: nil) == .noSuchThread)
        #expect(try await store.postInChat(post(4, thread: id(9)), intake: nil) == .noSuchThread)
        #expect(try await store.postInChat(post(5, thread: id(1), in: "other"), intake: nil) == .noSuchThread)
    }

    @Test("each post, edit and deletion is a change that a page can ask for")
    func changes() async throws {
        let store = try await memoryStore()
        for number in UInt64(1)...3 { _ = try await store.postInChat(post(number), intake: nil) }
        let seen = try #require(try await store.chatMessages(channel: channel).last).sequence
        let edit = taken(21, change: .edited(stamp: "1"), of: 1)
        #expect(try await store.editInChat(id: id(1), channel: channel, text: "changed", at: monday, intake: edit) == .changed)
        #expect(try await store.deleteInChat(id: id(2), channel: channel, at: monday, intake: taken(22, change: .deleted, of: 2)) == .changed)
        let changes = try await store.chatMessages(channel: channel, after: seen)
        #expect(changes.map(\.id) == [id(1), id(2)])
        #expect(changes.map(\.text) == ["changed", ""] && changes.map(\.isDeleted) == [false, true] && changes[0].editedAt == monday)
        #expect(try await store.chatMessages(channel: channel).map(\.id) == [id(1), id(2), id(3)])
        #expect(try await store.chatMessages(channel: channel, limit: 1).map(\.id) == [id(3)])
        #expect(try await store.chatMessages(channel: "other").isEmpty)
        #expect(try await store.editInChat(id: id(1), channel: channel, text: "again", at: monday, intake: edit) == .changed)
        #expect(try await store.chatMessage(id(1))?.text == "changed")
    }

    @Test("what is not there, or deleted, cannot be changed, and leaves no event")
    func missing() async throws {
        let store = try await memoryStore()
        _ = try await store.postInChat(post(1), intake: nil)
        #expect(try await store.deleteInChat(id: id(1), channel: channel, at: monday, intake: taken(21, change: .deleted, of: 1)) == .changed)
        let edit = taken(22, change: .edited(stamp: "1"), of: 1)
        #expect(try await store.editInChat(id: id(1), channel: channel, text: "x", at: monday, intake: edit) == .missing)
        #expect(try await store.deleteInChat(id: id(9), channel: channel, at: monday, intake: taken(23, change: .deleted, of: 9)) == .missing)
        #expect(try await store.inboxRow(id(22)) == nil)
    }

    @Test("a message of ours stands in the chat exactly once, however often it is settled")
    func exactlyOnce() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1, text: "How did it go?")], in: store)
        let first = try #require(try await store.claimOutbox(at: monday, lease: .minutes(1), owner: id(900), limit: 1).first)
        let second = try #require(try await store.claimOutbox(at: monday + .minutes(1), lease: .minutes(1), owner: id(901), limit: 1).first)
        #expect(try await store.settleInChat(first, channel: channel, sender: "outcomed", at: monday) == .outdated)
        #expect(try await store.settleInChat(second, channel: channel, sender: "outcomed", at: monday) == .settled)
        #expect(try await store.settleInChat(second, channel: channel, sender: "outcomed", at: monday) == .outdated)
        let messages = try await store.chatMessages(channel: channel)
        #expect(messages.map(\.id) == [id(1)] && messages.map(\.text) == ["How did it go?"] && messages.map(\.sender) == ["outcomed"])
        #expect(try await store.outboxRow(id(1))?.platformMessageID == id(1).description)
    }

    @Test("a newer version replaces the text in place, and a reply stands under its root")
    func edits() async throws {
        let store = try await memoryStore()
        let drafts = [draft(1), draft(2, thread: .under(id(1)), text: "noted", slot: "ack")]
        try await enqueue(drafts, in: store)
        try await settleAll(store)
        try await enqueue([draft(3, thread: .under(id(1)), text: "noted two", slot: "ack")], in: store)
        try await settleAll(store)
        let messages = try await store.chatMessages(channel: channel)
        #expect(messages.map(\.id) == [id(1), id(2)])
        #expect(messages.last?.text == "noted two" && messages.last?.thread == id(1) && messages.last?.editedAt == monday)
        #expect(try await store.outboxRow(id(3))?.platformMessageID == id(2).description)
    }

    @Test("a version of a message that was deleted from the chat stands there anew")
    func editOfDeleted() async throws {
        let store = try await memoryStore()
        try await enqueue([draft(1, text: "one", slot: "ack")], in: store)
        try await settleAll(store)
        _ = try await store.deleteInChat(id: id(1), channel: channel, at: monday, intake: taken(21, change: .deleted, of: 1))
        try await enqueue([draft(2, text: "two", slot: "ack")], in: store)
        try await settleAll(store)
        #expect(try await store.chatMessages(channel: channel).map(\.text) == ["", "two"])
        #expect(try await store.outboxRow(id(2))?.platformMessageID == id(2).description)
    }

    private func settleAll(_ store: HistoryStore) async throws {
        while let message = try await store.claimOutbox(at: monday, lease: .minutes(1), owner: id(900), limit: 1).first {
            #expect(try await store.settleInChat(message, channel: channel, sender: "outcomed", at: monday) == .settled)
        }
    }
}
