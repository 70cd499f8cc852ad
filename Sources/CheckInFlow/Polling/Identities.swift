import ChatPlatforms
import HistoryStore
public import Model

/// Who we are on each account: read from the store once, and learnt anew by each process, since a token may have been exchanged.
public final class Identities: Sendable {
    private struct State {
        var facts: [AccountID: PlatformFacts]?
        /// Accounts whose platform has told in this run who we are.
        var introduced: Set<AccountID> = []
        /// Accounts whose platform has been asked in this run.
        var asked: Set<AccountID> = []
    }

    private let state = Locked(State())

    public init() {}

    /// The account's settings have changed: its platform is asked anew.
    public func forget(_ account: AccountID) {
        state.withLock { state in
            state.introduced.remove(account)
            state.asked.remove(account)
        }
    }

    func facts(of account: AccountID, in store: HistoryStore) async throws -> PlatformFacts {
        if let known = state.withLock({ $0.facts }) { return known[account] ?? PlatformFacts() }
        let read = try await store.identities().mapValues { PlatformFacts(selfID: $0.userID, selfName: $0.name) }
        return state.withLock { state in
            // What was learnt meanwhile is newer than what was read.
            let known = state.facts ?? read
            state.facts = known
            return known[account] ?? PlatformFacts()
        }
    }

    func learn(_ identity: Identity, of account: AccountID) {
        state.withLock { state in
            state.facts?[account] = PlatformFacts(selfID: identity.userID, selfName: identity.name)
            state.introduced.insert(account)
            state.asked.insert(account)
        }
    }

    func wasAsked(_ account: AccountID) { state.withLock { state in _ = state.asked.insert(account) } }

    func isIntroduced(_ account: AccountID) -> Bool { state.withLock { $0.introduced.contains(account) } }

    func isAsked(_ account: AccountID) -> Bool { state.withLock { $0.asked.contains(account) } }
}
