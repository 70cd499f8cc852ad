import Model
import OutboundHTTP

/// What the bot asks besides: who it is, what is new, how to reach one person.
extension MattermostPlatform: ConversationPolling {
    func introduce(allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        guard case .bot = door else { return nil }
        return call(.get, "users/me", allowPrivate: allowPrivate)
    }

    func introduced(_ response: OutboundResponse, at now: Instant) -> Introduction {
        if response.isSuccess, let me = response.json, let id = me["id"]?.string, !id.isEmpty {
            return .known(userID: id, name: me["username"]?.string)
        }
        let answer = MattermostAnswer(response, now: now)
        switch response.status {
        case 401, 403: return .failed(answer.failure(.credentials), advice: Self.tokenAdvice)
        case 404: return .failed(answer.failure(.client), advice: "There is no Mattermost at the address in server; its sub-path may be missing.")
        default: return .failed(answer.failure(.server), advice: nil)
        }
    }

    func poll(of channel: String, _ context: PollContext) -> MattermostPoll {
        MattermostPoll(account: account, conversation: channel, context: context, pause: pause)
    }

    func openDirect(with user: String, facts: PlatformFacts, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        guard capabilities.direct, let own = facts.selfID else { return nil }
        return call(.post, "channels/direct", body: [.string(own), .string(user)], allowPrivate: allowPrivate)
    }

    func openedDirect(_ response: OutboundResponse, with user: String, at now: Instant) -> DirectOpening {
        if response.isSuccess, let id = response.json?["id"]?.string, !id.isEmpty { return .opened(conversation: id) }
        let answer = MattermostAnswer(response, now: now)
        return DirectOpening(unnamed: answer.postOutcome(isEdit: true), answer.failure(.server))
    }

    func profile(of user: String, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        guard case .bot = door, isMattermostID(user) else { return nil }
        return call(.get, "users/\(user)", allowPrivate: allowPrivate)
    }

    func profileName(in response: OutboundResponse) -> String? {
        guard response.isSuccess, let user = response.json else { return nil }
        func field(_ name: String) -> String? { user[name]?.string.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 } }
        let full = [field("first_name"), field("last_name")].compactMap(\.self).joined(separator: " ")
        return full.isEmpty ? field("nickname") ?? field("username") : full
    }

    private static let tokenAdvice = "The bot's token does not hold: make a new one (Integrations, Bot Accounts) and put it where bot_token points."

    func advice(on failure: DeliveryFailure) -> String? {
        switch (failure.kind, door) {
        case (.credentials, .bot): Self.tokenAdvice
        case (.credentials, .incomingWebhook): "The incoming webhook was removed, or the server has incoming webhooks switched off."
        case (.gone, .bot): "Add the bot to the channel, and look whether conversation is the channel's id of 26 letters and digits."
        case (.gone, .incomingWebhook): "The webhook's channel is gone, or the webhook may not post there."
        default: nil
        }
    }
}
