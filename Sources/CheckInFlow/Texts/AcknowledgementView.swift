import Insights
import Model

extension AcknowledgementContent {
    var view: View {
        let isAllWithdrawn = notes.contains(.allWithdrawn) || (isEmpty && notes.contains { $0.isWithdrawal })
        var view: View = ["person": PlainWords.line(personName), "team": PlainWords.line(teamName), "week": checkIn.week.description]
        view["isAllWithdrawn"] = isAllWithdrawn
        view["hasOpenQuestion"] = hasOpenQuestion
        // Only a question came of it so far.
        view["isPending"] = isEmpty && hasOpenQuestion && !isAllWithdrawn
        view["hasRecord"] = !isEmpty
        view["canEdit"] = canEdit
        view["lines"] = lines.map { $0.view(locale: locale, quotesAllowed: quotesAllowed) }
        view["outputs"] = outputs.map { noted($0.words, $0.initiativeTitle) }
        view["blockers"] = blockers.map { noted($0.words, $0.keyResultTitle) }
        view["skips"] = skips.isEmpty ? nil : skipped
        view["notes"] = notes.filter { !isAllWithdrawn || !$0.isWithdrawal }.map { View(dictionaryLiteral: ("note", $0.sentence)) }
        return view
    }

    private func noted(_ words: String, _ title: String?) -> View {
        var view: View = ["noted": quotesAllowed ? PlainWords.quoted(words) : "said in private"]
        view["about"] = title.map(PlainWords.line)
        return view
    }

    private var skipped: String {
        if skips.contains(.everything) { return "everything" }
        return Phrases.list(
            skips.compactMap { skip in
                switch skip {
                case .keyResult(let title): PlainWords.line(title)
                case .everything: nil
                }
            })
    }
}

extension AcknowledgementContent.Line {
    fileprivate func view(locale: String, quotesAllowed: Bool) -> View {
        var view: View = ["number": "\(number)", "title": PlainWords.line(definition.title)]
        let words = quotesAllowed ? PlainWords.quoted(words) : ""
        view["quote"] = words.isEmpty ? nil : words
        let value = kept.map { replaced(by: $0, locale: locale) } ?? value(locale: locale)
        view["parts"] = [value, status.map(Phrases.status), confidence.map(Phrases.confidence)].compactMap { $0 }.joined(
            separator: " · ")
        return view
    }

    private func replaced(by phrase: String, locale: String) -> String {
        let mine = new.map { "your \(formatValue($0, of: definition, locale: locale)) no longer stands" } ?? "left as it is"
        return "\(mine): \(PlainWords.line(phrase))"
    }

    private func value(locale: String) -> String? {
        guard let new else { return isUnchanged ? "unchanged" : nil }
        let instead = replaced.map { ", in place of \(formatValue($0, of: definition, locale: locale))" } ?? ""
        let about = (isApproximate ? " (about)" : "") + instead
        // What stood before and is told again takes the place of what was told in between.
        if replaced != nil, old == new { return formatValue(new, of: definition, locale: locale) + about }
        if isUnchanged || old == new { return formatValue(new, of: definition, locale: locale) + about + ", unchanged" }
        return Phrases.move(from: old, to: new, of: definition, locale: locale) + about
    }
}

extension AcknowledgementContent.Note {
    var isWithdrawal: Bool {
        switch self {
        case .withdrawn, .allWithdrawn: true
        case .late, .olderCheckIn, .alreadyChanged, .changedSince, .edited, .unblocked, .takenOut, .saidFor, .ownersStatusKept, .skippedAfterReport,
            .waiting, .notRecorded:
            false
        }
    }

    /// Not too short: what matters may stand at a sentence's end.
    private static func list(_ words: [String], isMore: Bool) -> String {
        Phrases.list(words.map { PlainWords.quoted($0, longest: 120) } + (isMore ? ["more"] : []))
    }

    var sentence: String {
        switch self {
        case .late: "Late: this check-in is closed. The numbers count all the same."
        case .olderCheckIn(let week): "Recorded for \(week), which is an older check-in."
        case .alreadyChanged(let title, let author):
            "\(author.map(PlainWords.line) ?? "Somebody") has since changed \(PlainWords.line(title)): left as it is."
        case .changedSince(let title): "You have since changed \(PlainWords.line(title)): left as it is."
        case .edited: "This is what your edited message says now."
        case .withdrawn(let titles): "Withdrawn: \(Phrases.list(titles.map(PlainWords.line)))."
        case .allWithdrawn: "All of it is withdrawn."
        case .unblocked(let words): "No longer in the way: \(PlainWords.quoted(words))."
        case .takenOut(let words): "Taken out: \(PlainWords.quoted(words))."
        case .saidFor(let name): "Said for \(PlainWords.line(name))."
        case .ownersStatusKept(let titles): "What the owners said of \(Phrases.list(titles.map(PlainWords.line))) stays."
        case .skippedAfterReport(let titles):
            titles.isEmpty
                ? "Skipped: nothing more is asked of you this time, and what you reported stays."
                : "Skipped: \(Phrases.list(titles.map(PlainWords.line))) \(titles.count == 1 ? "is" : "are") not asked about again this time; what you reported stays."
        case .waiting(let words): "Recorded with your answer: \(Phrases.list(words.map(PlainWords.quoted)))."
        case .notRecorded(let words, let isMore, let advice):
            (["Not recorded: \(Self.list(words, isMore: isMore))."] + advice.sentences(of: words.count)).joined(separator: " ")
        }
    }
}

extension AcknowledgementContent.Advice {
    /// - Parameter count: of what is quoted; where it is several, an answer has to say which.
    fileprivate func sentences(of count: Int) -> [String] {
        var sentences: [String] = []
        if contains(.number) { sentences.append("If a number of it counts, say of which key result.") }
        if contains(.line) {
            sentences.append(
                count == 1
                    ? "If it is in the way or finished, answer “blocker” or “shipped”."
                    : "If one is in the way or finished, say which, such as “the first is a blocker”.")
        }
        if contains(.request) { sentences.append("If a line should go, name it by its words.") }
        return sentences
    }
}
