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
        var things: Set<UInt64>
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
        for retracted in reading.retracted {
            let found = matches(retracted, lines)
            if found.count == 1, case .moved(let id) = retracted.kind {
                outcome.moved.append((found[0].id, id))
            } else if found.count == 1 {
                if !outcome.notes.contains(found[0].id) { outcome.notes.append(found[0].id) }
            } else if retracted.kind != .output, retracted.kind != .blocker {
                outcome.unclear.append(retracted.span)
            }
        }
        return outcome
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
        // "that blocker is about churn", "you can take the designer blocker off", where there is one.
        switch retracted.kind {
        case .moved, .blockerLine: if fitting.count == 1 { return fitting }
        case .output, .blocker, .line: break
        }
        let most = fitting.map { $0.things.intersection(said).count }.max() ?? 0
        return most == 0 ? [] : fitting.filter { $0.things.intersection(said).count == most }
    }

    /// The sender's own, of earlier messages.
    private func lines() -> [Line] {
        let locale = reply.state.snapshot.locale
        func things(of evidence: Evidence, _ keyResult: KeyResultID?) -> Set<UInt64> {
            let said = messages.first { $0.id == evidence.message }.map { words($0, evidence) } ?? ""
            let title = keyResult.flatMap { reply.state.snapshot.keyResult($0)?.definition.title } ?? ""
            return ReplyParsing.things(in: said + ". " + title, locale: locale)
        }
        func isOwn(_ author: Author, _ evidence: Evidence, _ state: Update.State) -> Bool {
            state == .live && author == reply.author && evidence.message != reply.source.id
        }
        return reply.state.outputs.filter { isOwn($0.author, $0.evidence, $0.state) }
            .map { Line(id: $0.id, things: things(of: $0.evidence, nil), isBlocker: false) }
            + reply.state.blockers.filter { isOwn($0.author, $0.evidence, $0.state) }
            .map { Line(id: $0.id, things: things(of: $0.evidence, $0.keyResult), isBlocker: true) }
    }
}
