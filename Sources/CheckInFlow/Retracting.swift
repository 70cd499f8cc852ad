import HistoryStore
import Model
import ReplyParsing

/// Which lines of the minutes their author takes out: "the recording isn't shipped yet", "please drop the SSO blocker".
struct Retracting {
    let reply: Reply
    /// Kept messages of the check-in, for the words of what was recorded.
    let messages: [Message]

    struct Outcome {
        var notes: [UniqueID] = []
        /// Blockers that are another key result's, with that one's id.
        var moved: [(blocker: UniqueID, to: KeyResultID)] = []
        /// Requests that fit no line, or several equally well.
        var unclear: [TextSpan] = []
    }

    func outcome(of reading: Reading) -> Outcome {
        var outcome = Outcome()
        guard !reading.retracted.isEmpty else { return outcome }
        let lines = StandingLine.all(reply, messages)
        let cited = cited(lines)
        if !cited.isEmpty, reading.retracted.allSatisfy({ $0.kind == .line || $0.kind == .blockerLine }) {
            outcome.notes = cited.map(\.id)
            return outcome
        }
        for retracted in reading.retracted {
            var found = matches(retracted, lines)
            if found.count != 1, let only = told(retracted, lines) { found = [only] }
            if retracted.isOfAll, !found.isEmpty {
                outcome.notes += found.map(\.id).filter { !outcome.notes.contains($0) }
            } else if found.count == 1, case .moved(let id) = retracted.kind {
                outcome.moved.append((found[0].id, id))
            } else if found.count == 1 {
                if !outcome.notes.contains(found[0].id) { outcome.notes.append(found[0].id) }
            } else if !outcome.notes.isEmpty || !outcome.moved.isEmpty, namesNone(retracted, of: lines) {
                // "the invitation has not shipped, please take it off the list": once more of what is taken out already.
                continue
            } else if retracted.kind != .output && retracted.kind != .blocker || retracted.isPointing && !lines.isEmpty {
                outcome.unclear.append(retracted.span)
            }
        }
        if !outcome.notes.isEmpty, reading.outputs.isEmpty, reading.blockers.isEmpty { outcome.notes += namedBeside(reading, lines, outcome.notes) }
        return outcome
    }

    /// "eng pushed the invoicing fix, so scrap that blocker": which one, the rest of the message tells.
    private func told(_ retracted: ReadRetracted, _ lines: [StandingLine]) -> StandingLine? {
        switch retracted.kind {
        case .line, .blockerLine: break
        case .output, .blocker, .moved: return nil
        }
        guard !retracted.isOfAll, !retracted.isPointing else { return nil }
        let said = things(in: plainText(of: reply.source.text, markup: reply.markup, span: nil), locale: reply.state.snapshot.locale)
        let fitting = lines.filter { retracted.kind == .line || $0.isBlocker }
        let most = fitting.map { $0.things.intersection(said).count }.max() ?? 0
        let best = fitting.filter { $0.things.intersection(said).count == most }
        return most > 0 && best.count == 1 ? best[0] : nil
    }

    /// "take out the invoicing bug and the billing addons thing": others that it names by two of their words.
    private func namedBeside(_ reading: Reading, _ lines: [StandingLine], _ found: [UniqueID]) -> [UniqueID] {
        guard reading.retracted.contains(where: { $0.kind == .line || $0.kind == .blockerLine }) else { return [] }
        let said = things(in: plainText(of: reply.source.text, markup: reply.markup, span: nil), locale: reply.state.snapshot.locale)
        let taken = lines.filter { found.contains($0.id) }.reduce(into: Set<UInt64>()) { $0.formUnion($1.things) }
        return lines.filter { line in !found.contains(line.id) && line.things.subtracting(taken).intersection(said).count >= 2 }.map(\.id)
    }

    /// "take out “the win-back emails are done”": lines whose words stand in the message as they are shown, but for those that stand in a longer one.
    private func cited(_ lines: [StandingLine]) -> [StandingLine] {
        let message = plainText(of: reply.source.text, markup: reply.markup, span: nil)
        let found = lines.filter { $0.isCited(in: message) }
        return found.filter { line in !found.contains { $0.letters.count > line.letters.count && $0.letters.contains(line.letters) } }
    }

    /// No line shares a word with it.
    private func namesNone(_ retracted: ReadRetracted, of lines: [StandingLine]) -> Bool {
        guard !retracted.isPointing else { return true }
        let said = things(in: words(reply.source, evidence(retracted.span, reply)), locale: reply.state.snapshot.locale)
        return lines.allSatisfy { $0.things.isDisjoint(with: said) }
    }

    /// Those that share most words with what is said; one word at least, unless only one is there that is called a line.
    private func matches(_ retracted: ReadRetracted, _ lines: [StandingLine]) -> [StandingLine] {
        let locale = reply.state.snapshot.locale
        let said = things(in: words(reply.source, evidence(retracted.span, reply)), locale: locale)
        let fitting = lines.filter { line in
            switch retracted.kind {
            case .output: !line.isBlocker
            case .blocker, .blockerLine, .moved: line.isBlocker
            case .line: true
            }
        }
        if retracted.isOfAll { return both(fitting) }
        if retracted.isPointing { return latest(fitting) }
        // "that blocker is about churn", "you can take the designer blocker off", where there is one.
        switch retracted.kind {
        case .moved, .blockerLine: if fitting.count == 1 { return fitting }
        case .output, .blocker, .line: break
        }
        // "we had to roll it back, please take it off my list", where there is one.
        if retracted.kind == .line, fitting.count == 1, fitting.allSatisfy({ $0.things.isDisjoint(with: said) }), retracted.pointsBack {
            return fitting
        }
        let most = fitting.map { $0.things.intersection(said).count }.max() ?? 0
        // "the partner page still isn't done" takes no "referral page" out.
        if retracted.kind == .output, most * 2 <= said.count, said.count > 1 { return [] }
        return most == 0 ? [] : fitting.filter { $0.things.intersection(said).count == most }
    }

    /// "take both of those out": two of one kind, and none or any other number of the other.
    private func both(_ lines: [StandingLine]) -> [StandingLine] {
        let kinds = [lines.filter(\.isBlocker), lines.filter { !$0.isBlocker }].filter { $0.count == 2 }
        return kinds.count == 1 ? kinds[0] : []
    }

    /// "that wasn't something I shipped": the line of the latest message that has any.
    private func latest(_ lines: [StandingLine]) -> [StandingLine] {
        let order = messages.map(\.id)
        let last = lines.max { order.firstIndex(of: $0.message) ?? -1 < order.firstIndex(of: $1.message) ?? -1 }
        return lines.filter { $0.message == last?.message }
    }
}
