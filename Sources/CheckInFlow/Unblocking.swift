import HistoryStore
import Model
import ReplyParsing

/// Which blockers a message says to stand in the way no longer.
struct Unblocking {
    let reply: Reply
    /// Kept messages of the check-in, for the words of what stood in the way.
    let messages: [Message]

    /// The sender's own, or a colleague's whom the clause names; where it is not said of what, those whose words are said again, or all of theirs that
    /// concern one thing.
    func ended(by reading: Reading) -> [UniqueID] {
        let live = reply.state.blockers.filter { $0.state == .live && $0.evidence.message != reply.source.id }
        let gone = Set(reading.unblocked.flatMap { ended($0, live) })
        return live.map(\.id).filter(gone.contains)
    }

    private func ended(_ freed: ReadUnblocked, _ live: [Blocker]) -> [UniqueID] {
        let own = live.filter { $0.author == reply.author }
        // "fyi Dele, legal signed, so you're unblocked", from who waits for nothing
        let named = colleague(in: freed.span) ?? (own.isEmpty && !freed.isHint ? colleague(in: freed.sentence) : nil)
        let colleagues = named.map { colleague in live.filter { $0.author == colleague } } ?? []
        let theirs = colleagues.isEmpty ? own : colleagues
        if freed.isHint { return theirs.filter { isMeant($0, by: freed.sentence) }.map(\.id) }
        let concernOne = Set(theirs.map(\.keyResult)).count == 1
        let meant = theirs.filter { blocker in
            if let keyResult = freed.keyResult, let blocked = blocker.keyResult { return blocked == keyResult }
            return concernOne
        }
        // "No longer waiting on legal" beside one that waits for finance
        let candidates = freed.keyResult == nil ? theirs : meant
        let same = candidates.count > 1 ? candidates.filter { isOfSameMatter($0, freed.sentence) } : []
        return (same.isEmpty ? meant : same).map(\.id)
    }

    /// "infra came through" behind "waiting on infra": the sentence and the blocker speak of the same thing.
    private func isOfSameMatter(_ blocker: Blocker, _ sentence: TextSpan) -> Bool {
        guard let message = messages.first(where: { $0.id == blocker.evidence.message }) else { return false }
        let locale = reply.state.snapshot.locale
        let blocked = things(in: words(message, blocker.evidence), locale: locale)
        return !blocked.isDisjoint(with: things(in: words(reply.source, evidence(sentence, reply)), locale: locale))
    }

    /// "legal signed" behind "waiting on legal for the contract", and not "both have signed their contract": the hint speaks of who or what is waited for,
    /// which stands first, or shares several words with it.
    private func isMeant(_ blocker: Blocker, by sentence: TextSpan) -> Bool {
        guard let message = messages.first(where: { $0.id == blocker.evidence.message }) else { return false }
        let locale = reply.state.snapshot.locale
        let title = blocker.keyResult.flatMap { reply.state.snapshot.keyResult($0)?.definition.title } ?? ""
        // "churn is blocked by legal": whose it is, is no word of what is waited for.
        let ofTitle = things(in: title, locale: locale)
        let blocked = orderedThings(in: words(message, blocker.evidence), locale: locale).filter { !ofTitle.contains($0) }
        let said = things(in: words(reply.source, evidence(sentence, reply)), locale: locale)
        return blocked.first.map(said.contains) == true || said.intersection(blocked).count > 1
    }

    /// "legal signed off, so Ben's not blocked any more": whose blocker is meant, if not the sender's.
    private func colleague(in clause: TextSpan) -> Author? {
        let said = Set(words(reply.source, evidence(clause, reply)).lowercased().split { !$0.isLetter }.map(String.init))
        let named = reply.state.snapshot.people.filter { person in
            guard person.id != reply.author.person, let first = person.name.lowercased().split(separator: " ").first else { return false }
            return first.count > 1 && said.contains(String(first))
        }
        return named.count == 1 ? .person(named[0].id) : nil
    }
}
