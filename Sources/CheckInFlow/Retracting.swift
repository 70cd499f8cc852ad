import HistoryStore
import Model
import ReplyParsing

/// Which lines of the minutes their author takes out: "the recording isn't shipped yet", "please drop the SSO blocker".
struct Retracting {
    let reply: Reply
    /// Kept messages of the check-in, for the words of what was recorded.
    let messages: [Message]

    /// A line that can be taken out, with the words that tell what it is about.
    private struct Line {
        var id: UniqueID
        var message: UniqueID
        var things: Set<UInt64>
        /// Its letters and digits, in small letters.
        var letters: String
        var isBlocker: Bool
    }

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
        let lines = lines()
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
    private func told(_ retracted: ReadRetracted, _ lines: [Line]) -> Line? {
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
    private func namedBeside(_ reading: Reading, _ lines: [Line], _ found: [UniqueID]) -> [UniqueID] {
        guard reading.retracted.contains(where: { $0.kind == .line || $0.kind == .blockerLine }) else { return [] }
        let said = things(in: plainText(of: reply.source.text, markup: reply.markup, span: nil), locale: reply.state.snapshot.locale)
        let taken = lines.filter { found.contains($0.id) }.reduce(into: Set<UInt64>()) { $0.formUnion($1.things) }
        return lines.filter { line in !found.contains(line.id) && line.things.subtracting(taken).intersection(said).count >= 2 }.map(\.id)
    }

    /// "take out “the win-back emails are done”": lines whose words stand in the message as they are shown, but for those that stand in a longer one.
    private func cited(_ lines: [Line]) -> [Line] {
        let message = Self.letters(plainText(of: reply.source.text, markup: reply.markup, span: nil))
        let found = lines.filter { $0.letters.count >= 12 && message.contains($0.letters) }
        return found.filter { line in !found.contains { $0.letters.count > line.letters.count && $0.letters.contains(line.letters) } }
    }

    private static func letters(_ text: String) -> String { String(text.lowercased().filter { $0.isLetter || $0.isNumber }) }

    /// No line shares a word with it.
    private func namesNone(_ retracted: ReadRetracted, of lines: [Line]) -> Bool {
        guard !retracted.isPointing else { return true }
        let said = things(in: words(reply.source, evidence(retracted.span, reply)), locale: reply.state.snapshot.locale)
        return lines.allSatisfy { $0.things.isDisjoint(with: said) }
    }

    /// Those that share most words with what is said; one word at least, unless only one is there that is called a line.
    private func matches(_ retracted: ReadRetracted, _ lines: [Line]) -> [Line] {
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
    private func both(_ lines: [Line]) -> [Line] {
        let kinds = [lines.filter(\.isBlocker), lines.filter { !$0.isBlocker }].filter { $0.count == 2 }
        return kinds.count == 1 ? kinds[0] : []
    }

    /// "that wasn't something I shipped": the line of the latest message that has any.
    private func latest(_ lines: [Line]) -> [Line] {
        let order = messages.map(\.id)
        let last = lines.max { order.firstIndex(of: $0.message) ?? -1 < order.firstIndex(of: $1.message) ?? -1 }
        return lines.filter { $0.message == last?.message }
    }

    /// The sender's own, of earlier messages.
    private func lines() -> [Line] {
        let locale = reply.state.snapshot.locale
        func said(_ evidence: Evidence) -> String { messages.first { $0.id == evidence.message }.map { words($0, evidence) } ?? "" }
        func things(of evidence: Evidence, _ keyResult: KeyResultID?) -> Set<UInt64> {
            let said = said(evidence)
            let title = keyResult.flatMap { reply.state.snapshot.keyResult($0)?.definition.title } ?? ""
            return ReplyParsing.things(in: said + ". " + title, locale: locale)
        }
        func isOwn(_ author: Author, _ evidence: Evidence, _ state: Update.State) -> Bool {
            state == .live && author == reply.author && evidence.message != reply.source.id
        }
        return reply.state.outputs.filter { isOwn($0.author, $0.evidence, $0.state) }
            .map {
                Line(
                    id: $0.id, message: $0.evidence.message, things: things(of: $0.evidence, nil), letters: Self.letters(said($0.evidence)),
                    isBlocker: false)
            }
            + reply.state.blockers.filter { isOwn($0.author, $0.evidence, $0.state) }
            .map {
                Line(
                    id: $0.id, message: $0.evidence.message, things: things(of: $0.evidence, $0.keyResult), letters: Self.letters(said($0.evidence)),
                    isBlocker: true)
            }
    }
}
