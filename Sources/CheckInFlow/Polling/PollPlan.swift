import ChatPlatforms
import HistoryStore
import Model

/// One fetch that is to be made now or later.
struct Poll: Sendable {
    enum Work: Hashable, Sendable {
        /// Asks the platform who we are.
        case introduction
        case fetch(PollScope)
    }

    var account: AccountID
    var platform: any ChatPlatform
    var work: Work
    /// Everything that the configuration and the store name on the account.
    var conversations: [String]
    /// The scope is a direct conversation that we opened.
    var isDirect = false
    var cursor: String?
    var failures: Int
    var dueAt: Instant

    var key: PollerKey { PollerKey(account: account, scope: work.scope) }
}

extension Poll.Work {
    /// As the store names it.
    var scope: String {
        switch self {
        case .introduction: "introduction"
        case .fetch(.account): "account"
        case .fetch(.conversation(let id)): "conversation/\(id)"
        }
    }
}

/// What is fetched by the settings in force, account by account.
struct PollPlan: Sendable {
    let flow: Flow

    /// Every fetch with the time at which it is due; those of blocked accounts and conversations are left out, and those of an account that
    /// must first learn who it is.
    func polls() async throws -> [Poll] {
        let settings = flow.settings
        let now = flow.clock.now()
        let accounts = settings.platforms.filter { $0.value.introduce(allowPrivate: false, at: now) != nil || $0.value.capabilities.polls }
        guard !accounts.isEmpty else { return [] }
        let rows = Dictionary(try await flow.store.pollers().map { ($0.key, $0) }) { $1 }
        let blockages = try await flow.store.blockages()
        var polls: [Poll] = []
        for (account, platform) in accounts where !blockages.contains(where: { $0.account == account && $0.conversation == nil }) {
            let closed = Set(blockages.filter { $0.account == account }.compactMap(\.conversation))
            polls += try await self.polls(account, platform, rows, closed: closed, at: now)
        }
        return polls
    }

    private func polls(
        _ account: AccountID, _ platform: any ChatPlatform, _ rows: [PollerKey: PollerRow], closed: Set<String>, at now: Instant
    ) async throws -> [Poll] {
        let settings = flow.settings
        let named = Set(settings.channels.values.filter { $0.account == account }.map(\.conversation))
        let direct = Set(try await flow.store.directConversations(of: account).values).subtracting(named)
        let conversations = named.union(direct).sorted()
        func poll(_ work: Poll.Work) -> Poll {
            let row = rows[PollerKey(account: account, scope: work.scope)]
            var poll = Poll(
                account: account, platform: platform, work: work, conversations: conversations, cursor: row?.cursor, failures: row?.failures ?? 0,
                dueAt: row?.dueAt ?? now)
            // Nothing waits as long as that: the clock was set back.
            if poll.dueAt > now + .hours(2) { poll.dueAt = now }
            if case .fetch(.conversation(let id)) = work { poll.isDirect = direct.contains(id) }
            return poll
        }
        var polls: [Poll] = []
        if platform.introduce(allowPrivate: false, at: now) != nil {
            if !flow.identities.isIntroduced(account) {
                var introduction = poll(.introduction)
                // A back-off of the run before says nothing about this one: somebody may have mended what was wrong.
                if !flow.identities.isAsked(account) { introduction.dueAt = now }
                polls.append(introduction)
            }
            // A bot that does not know itself would take its own messages for people's.
            let isKnown = try await flow.identities.facts(of: account, in: flow.store).selfID != nil
            guard isKnown, flow.identities.isAsked(account) else { return polls }
        }
        for scope in platform.pollScopes(conversations: conversations.filter { !closed.contains($0) }) { polls.append(poll(.fetch(scope))) }
        return polls
    }
}
