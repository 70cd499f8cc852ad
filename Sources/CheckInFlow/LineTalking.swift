import HistoryStore
import Model
import ReplyParsing

/// Which of their lines people speak of in passing: "the blades came on the noon truck", "take it out please", "it should read …".
///
/// It looks only where the reading has named none: what a clause says outright comes first.
struct LineTalking {
    let reply: Reply
    let talk: [LineTalk]
    private let lines: [StandingLine]
    /// The sender's message before this one.
    private let last: UniqueID?

    struct Outcome {
        var endedBlockers: [UniqueID] = []
        var retracted: [UniqueID] = []
        /// Lines that are to read otherwise, with their new words.
        var reworded: [(line: UniqueID, words: TextSpan)] = []
        /// Blockers that are another key result's.
        var moved: [(line: UniqueID, to: KeyResultID)] = []
        /// Of which the sender's values are to go.
        var withdrawn: [KeyResultID] = []
        /// Requests that fit no line, or several.
        var unclear: [TextSpan] = []
    }

    init(reply: Reply, messages: [Message], talk: [LineTalk]) {
        self.reply = reply
        self.talk = talk
        lines = StandingLine.all(reply, messages)
        last = messages.last { $0.author == reply.author && $0.id != reply.message.id && $0.id != reply.source.id }?.id
    }

    func outcome(_ reading: Reading) -> Outcome {
        var outcome = Outcome()
        let said = things(in: plainText(of: reply.source.text, markup: reply.markup, span: nil))
        for talk in talk {
            switch talk.kind {
            case .withdrawal(let ids):
                let numbers = words(talk.span).split { !$0.isNumber && $0 != "." && $0 != "," }.filter { $0.contains(where: \.isNumber) }
                let found = numbers.isEmpty ? withdrawn(ids, talk) : standing(at: numbers.map(String.init))
                outcome.withdrawn += found
                if found.isEmpty, numbers.isEmpty { outcome.unclear.append(talk.span) }
            case _ where lines.isEmpty: continue
            case .move(let id):
                let blockers = lines.filter(\.isBlocker)
                let named = things(in: words(talk.span))
                guard let only = best(blockers, named) ?? (blockers.count == 1 && talk.noun == .blocker ? blockers[0] : nil) else { continue }
                outcome.moved.append((only.id, id))
            case .takeOut:
                let found = meant(talk, said)
                outcome.retracted += found.map(\.id)
                if found.isEmpty { outcome.unclear.append(talk.span) }
            case .denial:
                outcome.retracted += denied(talk, said).map(\.id)
            case .reword(let words):
                let found = meant(talk, said, without: words)
                if found.count == 1 {
                    outcome.reworded.append((found[0].id, words))
                } else {
                    outcome.unclear.append(talk.span)
                }
            case .relief:
                outcome.endedBlockers += relieved(talk, said, reading).map(\.id)
            }
        }
        let reworded = Set(outcome.reworded.map(\.line))
        outcome.retracted = unique(outcome.retracted).filter { !reworded.contains($0) }
        outcome.endedBlockers = unique(outcome.endedBlockers).filter { !reworded.contains($0) && !outcome.retracted.contains($0) }
        return outcome
    }

    /// "scratch the 22.9": the only one of which the sender has told that number, in thousands or as it is.
    private func standing(at numbers: [String]) -> [KeyResultID] {
        guard numbers.count == 1, let number = Double(numbers[0].replacing(",", with: "")) else { return [] }
        let found = reply.state.told(by: reply.author).filter { told in
            told.value.map { abs($0 - number) < 1e-6 * max(1, abs($0)) || abs($0 - number * 1000) < 1e-6 * max(1, abs($0)) } ?? false
        }
        return found.count == 1 ? [found[0].keyResult] : []
    }

    /// Those that are named and told, the only one that is told, or all that are where both or all are meant.
    private func withdrawn(_ ids: [KeyResultID], _ talk: LineTalk) -> [KeyResultID] {
        let told = reply.state.spoken(by: reply.author)
        if !ids.isEmpty { return ids.filter(told.contains) }
        if talk.isOfSeveral { return told }
        // "3 is missing the weekend, so take that number out"
        let numbered = reply.state.snapshot.keyResults.filter { state in
            told.contains(state.definition.id) && words(talk.sentence).split { !$0.isNumber }.contains { $0 == "\(state.number)" }
        }
        if numbered.count == 1 { return numbered.map(\.definition.id) }
        return told.count == 1 ? told : []
    }

    private func unique(_ ids: [UniqueID]) -> [UniqueID] { ids.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

    // MARK: which line

    private func fitting(_ talk: LineTalk) -> [StandingLine] {
        switch talk.noun {
        case .blocker: lines.filter(\.isBlocker)
        case .output: lines.filter { !$0.isBlocker }
        case nil: lines
        }
    }

    /// By its place, its own words, those of the sentence, those of the message; pointed at, the only one or the only one of the newest message.
    private func meant(_ talk: LineTalk, _ said: Set<UInt64>, without new: TextSpan? = nil) -> [StandingLine] {
        let fitting = fitting(talk)
        if let ordinal = talk.ordinal {
            let place = ordinal < 0 ? fitting.count - 1 : ordinal - 1
            return fitting.indices.contains(place) ? [fitting[place]] : []
        }
        let cited = cited(fitting)
        if !cited.isEmpty, new == nil || cited.count == 1 { return cited }
        var named = things(in: words(talk.span))
        if let new { named.subtract(things(in: words(new))) }
        if talk.isOfSeveral {
            let all = fitting.filter { !$0.ownThings.isDisjoint(with: named) }
            if !all.isEmpty { return all }
            return fitting.count == 2 ? fitting : []
        }
        if let only = best(fitting, named) { return [only] }
        // "the line about that backlog", of which none speaks: another would be wrong.
        if !talk.isPointing, !named.isEmpty, new == nil { return best(fitting, said, atLeast: 2).map { [$0] } ?? [] }
        if let only = best(fitting, said) { return [only] }
        if fitting.count == 1 { return fitting }
        // "take that out again", of what the message before this one told
        let newest = fitting.filter { $0.message == last }
        return newest.count == 1 && talk.isPointing ? newest : []
    }

    /// Those that the denial names; where it points, those of which the message speaks.
    private func denied(_ talk: LineTalk, _ said: Set<UInt64>) -> [StandingLine] {
        let fitting = fitting(talk)
        let cited = cited(fitting)
        if !cited.isEmpty { return cited }
        let named = things(in: words(talk.span))
        // "the partner page still isn't done" denies nothing of a "referral page".
        if let only = best(fitting, named, atLeast: named.count / 2 + 1) { return [only] }
        if talk.isPointing, let only = best(fitting, said) { return [only] }
        return []
    }

    /// What was waited for is there: the blocker that speaks of it. Where nothing is named, the only one.
    private func relieved(_ talk: LineTalk, _ said: Set<UInt64>, _ reading: Reading) -> [StandingLine] {
        let blockers = lines.filter(\.isBlocker)
        guard !blockers.isEmpty, !reading.blockers.contains(where: { $0.span.overlaps(talk.span) }) else { return [] }
        let named = things(in: words(talk.span))
        let locale = reply.state.snapshot.locale
        let first = orderedThings(in: words(talk.sentence), locale: locale).first
        let sharing = blockers.filter { blocker in
            let shared = blocker.ownThings.intersection(named)
            // "the two upgrades are finished, contract signed by both": of another contract, maybe
            if talk.isOver, shared.count == 1, orderedThings(in: words(talk.span), locale: locale).first.map(shared.contains) == true {
                return true
            }
            return shared.count > 1 || shared.count == 1 && (blocker.head.map(named.contains) == true || first.map(shared.contains) == true)
        }
        if !sharing.isEmpty { return sharing }
        guard talk.isPointing, talk.isSettled, words(talk.span).split(separator: " ").count <= 7,
            !reading.updates.contains(where: { $0.evidence.overlaps(talk.span) }), !reading.outputs.contains(where: { $0.span.overlaps(talk.span) })
        else { return [] }
        if let only = best(blockers, said) { return [only] }
        return blockers.count == 1 ? blockers : []
    }

    /// The one that shares most words.
    private func best(_ lines: [StandingLine], _ said: Set<UInt64>, atLeast least: Int = 1) -> StandingLine? {
        let most = lines.map { $0.ownThings.intersection(said).count }.max() ?? 0
        let found = lines.filter { $0.ownThings.intersection(said).count == most }
        return most >= least && found.count == 1 ? found[0] : nil
    }

    /// Lines whose words stand in the message as they are shown.
    private func cited(_ lines: [StandingLine]) -> [StandingLine] {
        let message = plainText(of: reply.source.text, markup: reply.markup, span: nil)
        return lines.filter { $0.isCited(in: message) }
    }

    // MARK: words

    private func things(in text: String) -> Set<UInt64> { ReplyParsing.things(in: text, locale: reply.state.snapshot.locale) }

    private func words(_ span: TextSpan) -> String { CheckInFlow.words(reply.source, evidence(span, reply)) }
}
