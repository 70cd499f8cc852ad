import ChatPlatforms
import Model

/// Tells whoever tests a channel what comes in meanwhile; nothing of it is kept.
public final class Arrivals: Sendable {
    /// Something that came in while a test waited.
    enum Arrival: Hashable, Sendable {
        /// A message in the channel under test.
        case reply(sender: String)
        /// A message of the account's in another conversation.
        case elsewhere(conversation: String)
        case refused(WebhookRefusal)
    }

    private struct Waiting: Sendable {
        var account: AccountID
        var conversation: String
        /// The platform's id of the test message.
        var message: String?
        var seen: [Arrival] = []
        /// Ends with the first reply.
        var replied: AsyncStream<Void>.Continuation
    }

    private let waiting = Locked<[UniqueID: Waiting]>([:])

    public init() {}

    /// Looks at what arrives from now on for a channel, until ``end(_:)``. It begins before the test message is posted, since people may be quick.
    ///
    /// - Returns: a stream of nothing that ends with the first reply.
    func begin(_ test: UniqueID, account: AccountID, conversation: String) -> AsyncStream<Void> {
        let (stream, replied) = AsyncStream.makeStream(of: Void.self)
        waiting.withLock { $0[test] = Waiting(account: account, conversation: conversation, replied: replied) }
        return stream
    }

    /// What has arrived so far, oldest first.
    func seen(_ test: UniqueID) -> [Arrival] { waiting.withLock { $0[test]?.seen ?? [] } }

    /// The platform has told its id of the test message.
    func posted(_ test: UniqueID, as message: String?) { waiting.withLock { $0[test]?.message = message } }

    func end(_ test: UniqueID) {
        let ended = waiting.withLock { $0.removeValue(forKey: test) }
        ended?.replied.finish()
    }

    func refused(_ account: AccountID, _ refusal: WebhookRefusal) {
        for (id, _) in tests(of: account) { note(.refused(refusal), for: id) }
    }

    /// The events that go on their way: an answer to a test message is no reply to a check-in.
    func passed(_ events: [IncomingEvent]) -> [IncomingEvent] {
        events.filter { event in
            var isAnswer = false
            for (id, test) in tests(of: event.account) {
                guard event.conversation == test.conversation else {
                    note(.elsewhere(conversation: event.conversation), for: id)
                    continue
                }
                note(.reply(sender: event.senderName ?? event.senderID), for: id)
                if let message = test.message, event.thread == message { isAnswer = true }
            }
            return !isAnswer
        }
    }

    /// Threads under test messages, for pollers that read thread by thread.
    func threads(_ account: AccountID, _ conversation: String) -> [String] {
        tests(of: account).values.filter { $0.conversation == conversation }.compactMap(\.message)
    }

    private func tests(of account: AccountID) -> [UniqueID: Waiting] { waiting.withLock { $0.filter { $0.value.account == account } } }

    private func note(_ arrival: Arrival, for test: UniqueID) {
        waiting.withLock { waiting in
            waiting[test]?.seen.append(arrival)
            if case .reply = arrival { waiting[test]?.replied.finish() }
        }
    }
}
