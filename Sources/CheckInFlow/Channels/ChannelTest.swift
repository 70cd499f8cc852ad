import ChatPlatforms
import HistoryStore
import Model
import OutboundHTTP

/// Tests a channel from end to end, past the outbox, so that what is stuck there hides nothing.
struct ChannelTest: Sendable {
    let flow: Flow

    /// How far clocks may differ before signatures are in danger.
    private static let clockTolerance = Duration.seconds(60)

    /// - Parameter wait: how long to wait for a reply; nil waits for none.
    func run(_ id: ChannelID, wait: Duration?) async throws -> ChannelTestReport {
        let settings = flow.settings
        guard let channel = settings.channels[id], let platform = settings.platforms[channel.account] else { throw FlowError.unknownChannel(id) }
        var report = ChannelTestReport(channel: id, account: channel.account, conversation: channel.conversation)
        let test = flow.clock.makeID()
        let message = message(test, channel, platform, wait: wait)
        switch platform.dispatch(message, allowPrivate: channel.allowPrivate, at: flow.clock.now()) {
        case .http: break
        case .local:
            report.add("post", "the daemon serves this chat itself, at /chat/\(id): there is nothing that could be in the way")
            return report
        case .impossible(let failure):
            report.add("post", ok: false, "nothing can be sent here: \(failure.detail)", advice: advice(platform, failure))
            return report
        }
        guard try await signIn(platform, channel, &report) else { return report }
        let replied = flow.arrivals.begin(test, account: channel.account, conversation: channel.conversation)
        defer { flow.arrivals.end(test) }
        let posted = await post(message, platform, channel, &report)
        await examine(platform, channel, &report)
        try await standing(channel, &report)
        guard let posted, let wait else { return report }
        flow.arrivals.posted(test, as: posted.messageID)
        try await awaitReply(replied, test, platform, channel, wait: wait, &report)
        return report
    }

    private func message(_ id: UniqueID, _ channel: ChannelSettings, _ platform: any ChatPlatform, wait: Duration?) -> OutgoingMessage {
        let can = platform.capabilities
        let answer = can.receives ? wait : nil
        let request = answer.map { " Please \(can.hearing.request), with any word, within \($0.components.seconds) seconds." } ?? ""
        let text = OutgoingText(paragraphs: ["This is a test of outcomed, which will ask for your numbers here.\(request)"])
        return OutgoingMessage(id: id, kind: .notice, conversation: channel.conversation, text: text, createdAt: flow.clock.now())
    }

    // The account.

    /// False where there is no use in going on.
    private func signIn(_ platform: any ChatPlatform, _ channel: ChannelSettings, _ report: inout ChannelTestReport) async throws -> Bool {
        guard let request = platform.introduce(allowPrivate: channel.allowPrivate, at: flow.clock.now()) else { return true }
        let response: OutboundResponse
        do throws(TransportFailure) {
            response = try await flow.transport.send(request)
        } catch {
            let failure = failure(of: outcome(of: error))
            report.add("sign in", ok: false, "the platform did not answer: \(failure.detail)", advice: advice(platform, failure))
            return false
        }
        compareClocks(response, &report)
        switch platform.introduced(response, at: flow.clock.now()) {
        case .known(let user, let name):
            report.add("sign in", "signed in as \(name ?? user)\(name == nil ? "" : " (\(user))")")
            return true
        case .failed(let failure, let own):
            report.add("sign in", ok: false, "the platform does not say who we are: \(failure.detail)", advice: own ?? advice(platform, failure))
            return false
        }
    }

    private func compareClocks(_ response: OutboundResponse, _ report: inout ChannelTestReport) {
        let now = flow.clock.now()
        guard let theirs = serverTime(of: response, now: now) else { return }
        let ahead = now - theirs
        guard ahead > Self.clockTolerance || ahead < .zero - Self.clockTolerance else { return }
        let amount = "\(abs(ahead.components.seconds)) seconds \(ahead > .zero ? "ahead of" : "behind")"
        report.add(
            "clock", ok: false, "this machine's clock is \(amount) the platform's",
            advice: "Set it by the network (NTP): signed webhooks would be refused.")
    }

    // Posting.

    private struct Posted {
        var messageID: String?
    }

    private func post(
        _ message: OutgoingMessage, _ platform: any ChatPlatform, _ channel: ChannelSettings, _ report: inout ChannelTestReport
    ) async -> Posted? {
        guard case .http(let request) = platform.dispatch(message, allowPrivate: channel.allowPrivate, at: flow.clock.now()) else { return nil }
        let result: DeliveryOutcome
        do throws(TransportFailure) {
            result = platform.outcome(of: try await flow.transport.send(request), for: message, at: flow.clock.now())
        } catch {
            result = outcome(of: error)
        }
        if case .delivered(let id) = result {
            report.add("post", "posted a message in \(channel.conversation)")
            return Posted(messageID: id)
        }
        let failure = failure(of: result)
        report.add("post", ok: false, "the message was not taken: \(failure.detail)", advice: advice(platform, failure))
        return nil
    }

    /// Where we may write, something may still keep us from reading.
    private func examine(_ platform: any ChatPlatform, _ channel: ChannelSettings, _ report: inout ChannelTestReport) async {
        guard let request = platform.examine(channel.conversation, allowPrivate: channel.allowPrivate, at: flow.clock.now()),
            let response = try? await flow.transport.send(request), let failure = platform.obstacle(in: response)
        else { return }
        report.add("read", ok: false, failure.detail, advice: advice(platform, failure))
    }

    /// What the store still holds against the channel.
    private func standing(_ channel: ChannelSettings, _ report: inout ChannelTestReport) async throws {
        let blocked = try await flow.store.blockages().first {
            $0.account == channel.account && ($0.conversation == nil || $0.conversation == channel.conversation)
        }
        guard let blocked else { return }
        report.add(
            "state", ok: false, "nothing leaves since \(blocked.since): \(blocked.failure.detail)",
            advice: "`outcomed channel enable \(channel.id)` once it is mended.")
    }

    // The reply.

    private func awaitReply(
        _ replied: AsyncStream<Void>, _ test: UniqueID, _ platform: any ChatPlatform, _ channel: ChannelSettings, wait: Duration,
        _ report: inout ChannelTestReport
    ) async throws {
        guard platform.capabilities.receives else {
            return report.add(
                "reply", ok: false, "this account only posts: no reply can reach us",
                advice: "Set up receiving, or polling, by the platform's page under docs/.")
        }
        flow.pulses.poll.beat()
        await waitFor(replied, atMost: wait)
        let seen = flow.arrivals.seen(test)
        if let sender = seen.compactMap(\.sender).first { return report.add("reply", "a reply came from \(sender)") }
        let (sentence, advice) = try await diagnosis(seen, platform, channel)
        report.add("reply", ok: false, sentence, advice: advice)
    }

    /// Until the first reply, or until the wait is over.
    private func waitFor(_ replied: AsyncStream<Void>, atMost wait: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in replied {} }
            group.addTask { await flow.sleep(wait) }
            await group.next()
            group.cancelAll()
        }
    }

    private func diagnosis(
        _ seen: [Arrivals.Arrival], _ platform: any ChatPlatform, _ channel: ChannelSettings
    ) async throws -> (String, String?) {
        let refusals = seen.compactMap(\.refusal)
        if refusals.contains(.stale) {
            return ("webhooks came, but their time is more than five minutes off ours", "Set this machine's clock by the network (NTP).")
        }
        if refusals.contains(where: { $0 == .badSignature || $0 == .unsigned }) {
            return ("webhooks came, but their signature does not hold", "The signing secret (or token) is another app's: copy it anew.")
        }
        if let other = seen.compactMap(\.elsewhere).first {
            return ("a message came from the conversation \(other), not from \(channel.conversation)", "Is `conversation` the right id?")
        }
        if platform.capabilities.polls {
            let rows = try await flow.store.pollers().filter { $0.key.account == channel.account }
            if let failure = rows.compactMap(\.failure).first {
                return ("the channel cannot be fetched: \(failure.detail)", advice(platform, failure))
            }
            return ("no reply came in time", "Is the bot in the channel, and did somebody \(platform.capabilities.hearing.request)?")
        }
        return (
            "no webhook came in time",
            "Does the daemon run, does the platform post to /hooks/\(channel.account) of its public address, and did somebody \(platform.capabilities.hearing.request)?"
        )
    }

    private func failure(of outcome: DeliveryOutcome) -> DeliveryFailure {
        switch outcome {
        case .retry(_, let failure), .unknown(let failure), .refused(let failure), .conversationGone(let failure), .accountDead(let failure): failure
        case .delivered: DeliveryFailure(.internalError, "delivered")
        }
    }

    private func advice(_ platform: any ChatPlatform, _ failure: DeliveryFailure) -> String? {
        platform.advice(on: failure) ?? generalAdvice(failure)
    }
}

extension Arrivals.Arrival {
    fileprivate var sender: String? {
        if case .reply(let sender) = self { sender } else { nil }
    }

    fileprivate var refusal: WebhookRefusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }

    fileprivate var elsewhere: String? {
        if case .elsewhere(let conversation) = self { conversation } else { nil }
    }
}
