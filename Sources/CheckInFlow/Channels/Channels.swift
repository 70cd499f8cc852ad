import ChatPlatforms
import HistoryStore
import Model

/// What an operator does with channels besides asking in them.
struct Channels: Sendable {
    let flow: Flow

    func list() async throws -> [ChannelReport] {
        let settings = flow.settings
        let blockages = try await flow.store.blockages()
        let pollers = Dictionary(try await flow.store.pollers().map { ($0.key, $0) }) { $1 }
        return settings.channels.values.sorted { $0.id < $1.id }.compactMap { channel in
            guard let platform = settings.platforms[channel.account] else { return nil }
            let can = platform.capabilities
            let rows = ["account", "conversation/\(channel.conversation)", "introduction"].compactMap {
                pollers[PollerKey(account: channel.account, scope: $0)]
            }
            return ChannelReport(
                channel: channel.id, account: channel.account, platform: settings.kinds[channel.account]?.rawValue ?? "–",
                conversation: channel.conversation,
                teams: settings.teams(account: channel.account, conversation: channel.conversation).map(\.team.id), threads: can.threads,
                edits: can.edits, reacts: can.reacts, returnsMessageID: can.returnsMessageID, readsBack: can.readsBack, replies: replies(platform),
                hearing: can.hearing, direct: can.direct, textLimit: can.textLimit?.description, idempotencyKey: can.idempotencyKey,
                fetchedAt: rows.compactMap(\.fetchedAt).max(), trouble: trouble(channel, platform, blockages, rows))
        }
    }

    private func replies(_ platform: any ChatPlatform) -> [String] {
        let isLocal = platform.capabilities.receives && !platform.capabilities.pushes && !platform.capabilities.polls
        return (isLocal ? ["here"] : []) + (platform.capabilities.pushes ? ["push"] : []) + (platform.capabilities.polls ? ["poll"] : [])
    }

    private func trouble(
        _ channel: ChannelSettings, _ platform: any ChatPlatform, _ blockages: [Blockage], _ pollers: [PollerRow]
    ) -> String? {
        let blocked = blockages.first { $0.account == channel.account && ($0.conversation == nil || $0.conversation == channel.conversation) }
        if let blocked { return "stopped: \(blocked.failure.detail); `outcomed channel enable \(channel.id)` once it is mended" }
        if let failure = pollers.compactMap(\.failure).first { return "not fetched: \(failure.detail)" }
        let cursors = pollers.compactMap(\.cursor).map(PollCursor.init)
        return cursors.compactMap { platform.trouble(in: $0, of: channel.conversation, at: flow.clock.now()) }.first
    }

    /// Lets messages leave and be fetched again, in the channel and on its account.
    func enable(_ id: ChannelID) async throws {
        guard let channel = flow.settings.channels[id] else { throw FlowError.unknownChannel(id) }
        let now = flow.clock.now()
        try await flow.store.enableAccount(channel.account, at: now)
        try await flow.store.enableConversation(channel.account, channel.conversation, at: now)
        flow.identities.forget(channel.account)
    }
}
