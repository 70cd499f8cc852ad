import Insights
import Model

extension StatusContent {
    var view: View {
        var view: View = ["team": PlainWords.line(teamName), "week": checkIn.week.description]
        view["isOpen"] = isOpen
        view["lines"] = lines.map { $0.view(locale: locale) }
        view["closes"] = closes.map { Phrases.moment($0, zone: timeZone) }
        view["missing"] = missing.isEmpty ? nil : Phrases.list(missing.map(PlainWords.line))
        return view
    }
}

extension StatusContent.Line {
    fileprivate func view(locale: String) -> View {
        var view: View = ["number": "\(number)", "title": PlainWords.line(definition.title)]
        view["value"] = current.map { formatValue($0, of: definition, locale: locale) } ?? "no value yet"
        view["goal"] = Phrases.goal(definition, current: current, locale: locale)
        if let current, let before, current != before { view["change"] = formatChange(from: before, to: current, of: definition, locale: locale) }
        view["statusText"] = status.map { isStatusEarlier ? "was \(Phrases.status($0))" : Phrases.status($0) }
        view["spark"] = series.count { $0 != nil } > 1 ? sparkline(series) : nil
        view["outcome"] = outcome.phrase
        return view
    }
}

extension KeyResultOutcome {
    /// Nil where the values speak for themselves.
    var phrase: String? {
        switch self {
        case .updated: nil
        case .flat: "unchanged"
        case .skipped: "skipped"
        case .inQuestion: "a question is open"
        case .silent: "not heard yet"
        }
    }
}
