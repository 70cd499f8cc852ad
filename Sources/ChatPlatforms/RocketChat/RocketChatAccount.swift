import Model
import OutboundHTTP

/// What the bot's user asks besides: who it is, what is new, how to reach one person.
extension RocketChatPlatform: ConversationPolling {
    func introduce(allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        guard case .user = door else { return nil }
        return call(.get, "me", allowPrivate: allowPrivate)
    }

    func introduced(_ response: OutboundResponse, at now: Instant) -> Introduction {
        let answer = RocketChatAnswer(response, now: now)
        guard response.isSuccess, let me = response.json, let name = me["username"]?.string, !name.isEmpty, let id = me["_id"]?.string else {
            switch response.status {
            case 401, 403: return .failed(answer.failure(.credentials), advice: Self.tokenAdvice)
            case 404:
                return .failed(answer.failure(.client), advice: "There is no Rocket.Chat at the address in server; its sub-path may be missing.")
            default: return .failed(answer.failure(answer.isThrottled ? .throttled : .server), advice: nil)
            }
        }
        // With another id we would not know our own messages.
        guard id == ownID else {
            return .failed(
                DeliveryFailure(.credentials, "Rocket.Chat answered with another user than user_id"),
                advice: "The token belongs to another user: user_id must be the id that was shown beside it.")
        }
        return .known(userID: name, name: name)
    }

    func poll(of room: String, _ context: PollContext) -> RocketChatPoll {
        RocketChatPoll(account: account, room: room, context: context, ownID: ownID, pause: pause)
    }

    /// Where a server knows no `im.create`, direct check-ins fail with its answer, and nothing else does.
    func openDirect(with user: String, facts: PlatformFacts, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        guard capabilities.direct, isRocketChatName(user) else { return nil }
        return call(.post, "im.create", body: ["username": .string(user)], allowPrivate: allowPrivate)
    }

    func openedDirect(_ response: OutboundResponse, with user: String, at now: Instant) -> DirectOpening {
        if response.isSuccess, let room = response.json?["room"], let id = room["rid"]?.string ?? room["_id"]?.string, !id.isEmpty {
            return .opened(conversation: id)
        }
        let answer = RocketChatAnswer(response, now: now)
        return DirectOpening(unnamed: answer.messageOutcome(isEdit: true), answer.failure(.server))
    }

    private static let tokenAdvice =
        "The token or user_id does not hold: make a new one (avatar, My Account, Personal Access Tokens, with Ignore Two Factor Authentication)."

    func advice(on failure: DeliveryFailure) -> String? {
        switch (failure.kind, door) {
        case (.credentials, .user): Self.tokenAdvice
        case (.credentials, .incomingWebhook): "The incoming integration was removed, or its token changed."
        case (.gone, _): "Add the bot's user to the room, and look whether conversation is the room's id."
        case (.throttled, .user): "Give the bot's role the permission api-bypass-rate-limit, or a longer poll_every."
        case (.payload, _): "The server may allow shorter messages than 5000 characters: say so in text_limit."
        default: nil
        }
    }
}
