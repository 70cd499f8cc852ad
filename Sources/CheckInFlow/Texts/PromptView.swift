import Insights
import Model

extension PromptContent {
    var view: View {
        var view: View = ["team": PlainWords.line(teamName), "week": checkIn.week.description]
        view["isClosing"] = isClosing
        view["isDirect"] = person != nil
        view["person"] = person.map(PlainWords.line)
        view["cycle"] = cycleName.map(PlainWords.line) ?? "The cycle"
        view["lateReason"] = late.map { PlainWords.line($0.reason) }
        view["missedBy"] = late?.missedBy.map(Phrases.span)
        view["closes"] = closes.map { Phrases.moment($0, zone: timeZone) }
        view["objectives"] = objectives.map { objective -> View in
            var view: View = ["objective": PlainWords.line(objective.title)]
            view["keyResults"] = objective.lines.map { $0.view(locale: locale) }
            return view
        }
        view["isHeard"] = hearing != .never
        view["inThread"] = hearing == .plainly && person == nil
        view["byMention"] = hearing == .byMention && person == nil
        view["byCommand"] = hearing == .byCommand
        view["example"] = example
        return view
    }

    /// An answer that could be given, in the team's own numbers.
    private var example: String {
        let lines = objectives.flatMap(\.lines)
        // A yes or no makes a poor example of a number.
        guard let first = lines.first(where: { $0.definition.kind != .boolean }) ?? lines.first else { return "“nothing to report”" }
        let answer = Phrases.exampleAnswer(
            first.number, first.definition, current: first.current, isOnlyOne: hasOneKeyResult, locale: locale)
        let rest = lines.first { $0.number != first.number }.map { "; \($0.number) no change" } ?? ""
        return "“\(answer), on track\(rest); shipped the new guide”"
    }
}

extension PromptContent.Line {
    fileprivate func view(locale: String) -> View {
        var view: View = ["number": "\(number)", "title": PlainWords.line(definition.title)]
        view["value"] = current.map { formatValue($0, of: definition, locale: locale) } ?? "no value yet"
        view["goal"] = Phrases.goal(definition, current: current, locale: locale)
        if let current, let previous {
            view["change"] = current == previous ? "no change" : formatChange(from: previous, to: current, of: definition, locale: locale)
        }
        let known = series.count { $0 != nil }
        view["spark"] = known > 1 ? sparkline(series) : nil
        view["hasTrend"] = view["spark"] != nil || view["change"] != nil
        view["owner"] = ownerName.map { PlainWords.line($0) + (ownerIsAway ? " (away)" : "") } ?? "nobody owns it"
        return view
    }
}
