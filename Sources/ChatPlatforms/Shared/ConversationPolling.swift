import Model
import OutboundHTTP

/// The steps in which one conversation is fetched, from a cursor to the next.
protocol ConversationPoll {
    /// The longest answer that is read.
    static var responseBytes: Int { get }

    /// Path and query of the next request.
    func path(at now: Instant) -> String
    func outcome(_ response: OutboundResponse, at now: Instant) -> PollOutcome
}

/// An adapter that fetches conversation by conversation, over the API that it also posts to.
protocol ConversationPolling: ChatPlatform {
    associatedtype Poll: ConversationPoll

    func poll(of conversation: String, _ context: PollContext) -> Poll
    func call(_ method: OutboundRequest.Method, _ path: String, body: JSONValue?, allowPrivate: Bool, responseBytes: Int) -> OutboundRequest
}

extension ConversationPolling {
    func pollScopes(conversations: [String]) -> [PollScope] { capabilities.polls ? conversations.map(PollScope.conversation) : [] }

    func poll(_ scope: PollScope, _ context: PollContext, at now: Instant) -> OutboundRequest? {
        guard capabilities.polls, case .conversation(let conversation) = scope else { return nil }
        let path = poll(of: conversation, context).path(at: now)
        return call(.get, path, body: nil, allowPrivate: context.allowPrivate, responseBytes: Poll.responseBytes)
    }

    func polled(_ response: OutboundResponse, _ scope: PollScope, _ context: PollContext, at now: Instant) -> PollOutcome {
        guard case .conversation(let conversation) = scope else {
            return .retry(after: nil, DeliveryFailure(.internalError, "the platform is fetched by conversation"))
        }
        return poll(of: conversation, context).outcome(response, at: now)
    }
}

extension DirectOpening {
    /// Of an answer that names no conversation: whatever is in doubt is asked again, which opens no second one.
    init(unnamed outcome: DeliveryOutcome, _ failure: DeliveryFailure) {
        switch outcome {
        case .delivered, .unknown: self = .failed(.retry(after: nil, failure))
        case .retry, .refused, .conversationGone, .accountDead: self = .failed(outcome)
        }
    }
}
