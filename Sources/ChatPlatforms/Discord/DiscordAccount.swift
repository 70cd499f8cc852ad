import Model
import OutboundHTTP

/// What the bot asks besides: who it is, what is new, how to reach one person.
extension DiscordPlatform: ConversationPolling {
    func introduce(allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        guard case .bot = door else { return nil }
        return call(.get, "users/@me", allowPrivate: allowPrivate)
    }

    func introduced(_ response: OutboundResponse, at now: Instant) -> Introduction {
        if response.isSuccess, let me = response.json, let id = me["id"]?.string, DiscordSnowflake(id) != nil {
            return .known(userID: id, name: me["username"]?.string)
        }
        let answer = DiscordAnswer(response, now: now)
        return switch answer.pollOutcome {
        case .accountDead(let failure): .failed(failure, advice: Self.tokenAdvice)
        case .retry(_, let failure): .failed(failure, advice: nil)
        default: .failed(answer.failure(.client), advice: "api_url must be the API's address with its version, https://discord.com/api/v10.")
        }
    }

    func poll(of channel: String, _ context: PollContext) -> DiscordPoll {
        DiscordPoll(account: account, channel: channel, context: context, pause: pause)
    }

    func openDirect(with user: String, facts: PlatformFacts, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        guard capabilities.direct, DiscordSnowflake(user) != nil else { return nil }
        return call(.post, "users/@me/channels", body: ["recipient_id": .string(user)], allowPrivate: allowPrivate)
    }

    func openedDirect(_ response: OutboundResponse, with user: String, at now: Instant) -> DirectOpening {
        if response.isSuccess, let id = response.json?["id"]?.string, !id.isEmpty { return .opened(conversation: id) }
        let answer = DiscordAnswer(response, now: now)
        return DirectOpening(unnamed: answer.outcome(isEdit: true, isWebhook: false), answer.failure(.server))
    }

    private static let tokenAdvice =
        "The bot's token does not hold: reset it in the developer portal (Bot, Reset Token) and put the new one in its place."

    func advice(on failure: DeliveryFailure) -> String? {
        switch (failure.kind, door) {
        case (.credentials, .bot): Self.tokenAdvice
        case (.credentials, .webhook): "The webhook was removed in the channel's settings: make a new one."
        case (.gone, _):
            "Invite the bot to the server, let it see the channel, write in it and read its history, and look whether conversation is the channel's id."
        case (.policy, .bot) where failure.detail == DiscordPoll.bareWords:
            "Switch on Message Content Intent in the developer portal (Bot, Privileged Gateway Intents)."
        default: nil
        }
    }
}
