import Insights
import Model

extension DigestContent {
    var view: View {
        var view: View = ["team": PlainWords.line(teamName), "week": checkIn.week.description]
        fillMode(&view)
        fill(&view, "towards", moved.filter { $0.movement?.direction == .towards })
        fill(&view, "away", moved.filter { $0.movement?.direction == .away })
        fill(&view, "otherMoves", moved.filter { $0.movement?.direction == .neither })
        fill(&view, "reported", lines.filter { $0.movement == nil && $0.outcome == .updated })
        fill(&view, "flat", lines.filter { $0.outcome == .flat })
        fill(&view, "inQuestion", lines.filter { $0.outcome == .inQuestion && $0.movement == nil })
        view["skipped"] = names(lines.filter { $0.outcome == .skipped })
        view["silent"] = names(silent)
        view["unsure"] = unsure.isEmpty ? nil : Phrases.list(unsure.map(PlainWords.line))
        view["outputs"] = outputs.map(\.view)
        view["hasOutputs"] = !outputs.isEmpty
        view["blockers"] = blockers.map(\.view)
        view["hasBlockers"] = !blockers.isEmpty
        view["readAnew"] = readAnew.map { View(dictionaryLiteral: ("line", $0.text(locale: locale))) }
        view["hasReadAnew"] = !readAnew.isEmpty
        if let outputQuestion {
            view["asksAboutOutputs"] = true
            view["outputWeeks"] = outputQuestion.weeks > 1 ? Phrases.count(outputQuestion.weeks, "check-in") : nil
        }
        return view
    }

    private func fillMode(_ view: inout View) {
        switch mode {
        case .full: view["isFull"] = true
        case .oneLine(let weeks): view["silentWeeks"] = "\(weeks)"
        case .pauseQuestion(let weeks):
            view["silentWeeks"] = "\(weeks)"
            view["asksToPause"] = true
        }
        view["teamID"] = checkIn.team.rawValue
        view["movedCount"] = "\(moved.count) of \(Phrases.count(lines.count, "number")) moved"
        view["answers"] = answers
        view["isUndelivered"] = !promptDelivered
    }

    /// Nil where nobody answered.
    private var answers: String? {
        guard isAnswered else { return nil }
        let people = asked
        let others = otherAnswers == 1 ? "1 other person" : "\(otherAnswers) other people"
        guard !answered.isEmpty else {
            return otherAnswers == 1 ? "1 person outside the team’s list" : "\(otherAnswers) people outside the team’s list"
        }
        let named = people == 1 ? "The one person asked" : "\(answered.count) of \(people) people"
        return otherAnswers == 0 ? named : "\(named) and \(others)"
    }

    private func fill(_ view: inout View, _ key: String, _ lines: [Line]) {
        guard !lines.isEmpty else { return }
        view[key] = true
        view[key + "Lines"] = lines.map { View(dictionaryLiteral: ("line", $0.text(locale: locale))) }
    }

    /// Owners only where they have something to own; nobody is blamed in a row of names.
    private func names(_ lines: [Line]) -> String? {
        guard !lines.isEmpty else { return nil }
        return lines.map { "\(Phrases.numbered($0.number, $0.definition.title)) (\($0.ownerName.map(PlainWords.line) ?? "nobody owns it"))" }
            .joined(separator: " · ")
    }
}

extension DigestContent.Line {
    fileprivate func text(locale: String) -> String {
        var parts: [String] = []
        if let movement {
            let move = formatMove(from: movement.old, to: movement.new, of: definition, locale: locale)
            parts.append("\(move) (\(formatChange(from: movement.old, to: movement.new, of: definition, locale: locale)))")
        } else if let value {
            parts.append(formatValue(value, of: definition, locale: locale))
        }
        if isMet, outcome != .silent { parts.append("target met") }
        if let status { parts.append(Phrases.status(status)) }
        if let confidence { parts.append(Phrases.confidence(confidence)) }
        if isLate { parts.append("late") }
        return Phrases.numbered(number, definition.title) + (parts.isEmpty ? "" : ": " + parts.joined(separator: " · "))
    }
}

extension DigestContent.OutputLine {
    fileprivate var view: View {
        var view: View = ["words": words.map(PlainWords.quoted) ?? "something said in private"]
        view["initiative"] = initiative.map(PlainWords.line)
        view["shouldMove"] = shouldMove.isEmpty ? nil : Phrases.list(shouldMove.map(PlainWords.line))
        return view
    }
}

extension DigestContent.BlockerLine {
    fileprivate var view: View {
        var view: View = ["words": words.map(PlainWords.quoted) ?? "something said in private"]
        view["about"] = keyResult.map(PlainWords.line)
        return view
    }
}

extension DigestContent.ReadAnewLine {
    fileprivate func text(locale: String) -> String {
        func shown(_ value: Double?) -> String { value.map { formatValue($0, of: definition, locale: locale) } ?? "no value" }
        return "\(PlainWords.line(definition.title)) in \(week): \(shown(old)) → \(shown(new))"
    }
}
