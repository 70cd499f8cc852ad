import Model
import OutboundHTTP

/// What is asked of Slack besides posting: who we are, what was said, direct conversations and names.
extension SlackPlatform {
    func introduce(allowPrivate: Bool, at now: Instant) -> OutboundRequest? { call("auth.test", allowPrivate: allowPrivate) }

    func introduced(_ response: OutboundResponse, at now: Instant) -> Introduction {
        switch SlackAnswer(response, now: now, isEdit: true).introduction {
        case .known(let user, let name): .known(userID: botUserID ?? user, name: name)
        case .failed(let failure, let advice): .failed(failure, advice: advice)
        }
    }

    func pollScopes(conversations: [String]) -> [PollScope] { isPolled ? conversations.map { .conversation($0) } : [] }

    func poll(_ scope: PollScope, _ context: PollContext, at now: Instant) -> OutboundRequest? {
        reader(scope, context, now).flatMap { read($0.request, allowPrivate: context.allowPrivate) }
    }

    func polled(_ response: OutboundResponse, _ scope: PollScope, _ context: PollContext, at now: Instant) -> PollOutcome {
        guard var reader = reader(scope, context, now) else {
            return .retry(after: nil, DeliveryFailure(.internalError, "Slack is fetched by conversation"))
        }
        return reader.outcome(of: response)
    }

    private func reader(_ scope: PollScope, _ context: PollContext, _ now: Instant) -> SlackPoll? {
        guard case .conversation(let id) = scope else { return nil }
        return SlackPoll(account: account, conversation: id, context: context, now: now, pause: pause)
    }

    func openDirect(with user: String, facts: PlatformFacts, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        guard isSlackID(user) else { return nil }
        return call("conversations.open", ["users": .string(user)], allowPrivate: allowPrivate)
    }

    func openedDirect(_ response: OutboundResponse, with user: String, at now: Instant) -> DirectOpening {
        SlackAnswer(response, now: now, isEdit: true).directOpening
    }

    func profile(of user: String, allowPrivate: Bool, at now: Instant) -> OutboundRequest? {
        isSlackID(user) ? read("users.info?user=\(user)", allowPrivate: allowPrivate) : nil
    }

    func profileName(in response: OutboundResponse) -> String? {
        guard let user = (response.isCut ? nil : try? JSONValue(reading: response.body))?["user"] else { return nil }
        let names = [user["profile"]?["real_name"], user["real_name"], user["profile"]?["display_name"], user["name"]]
        return names.lazy.compactMap { $0?.string?.trimmed }.first { !$0.isEmpty }
    }

    func advice(on failure: DeliveryFailure) -> String? { slackAdvice(failure) }
}
