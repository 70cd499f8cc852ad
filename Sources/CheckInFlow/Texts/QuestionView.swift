import Insights
import Model

extension QuestionContent {
    var view: View {
        var view: View = ["person": PlainWords.line(personName)]
        view["isKeyResult"] = reason == .whichKeyResult
        view["isValue"] = reason == .whichValue && !mayBeConfidence
        view["isShare"] = mayBeConfidence
        view["isUnit"] = reason == .unitMismatch
        view["isImplausible"] = reason == .implausible
        view["isTeam"] = reason == .whichTeam
        let words = quotesAllowed ? PlainWords.quoted(words) : ""
        view["quote"] = words.isEmpty ? nil : words
        fillCandidates(&view)
        view["teams"] = Phrases.list(teamNames.map(PlainWords.line), "or")
        view["firstTeam"] = teamNames.first.map(PlainWords.line)
        return view
    }

    /// A percentage of what is counted in something else: how sure somebody is, or how far it has come.
    private var mayBeConfidence: Bool {
        guard reason == .whichValue, candidates.count == 1, let kind = candidates.first?.definition.kind else { return false }
        // "up 5% or 6%" is two changes, and tells of no confidence.
        let numbers = words.split { !$0.isNumber && $0 != "." && $0 != "," }.filter { $0.contains(where: \.isNumber) }
        return kind.isAmount && words.contains("%") && numbers.count == 1
    }

    private func fillCandidates(_ view: inout View) {
        // A few fit into the sentence; more are easier to choose from in lines.
        let names = candidates.map { Phrases.numbered($0.number, $0.definition.title) }
        view["isLong"] = names.count > 4
        view["candidates"] = names.isEmpty ? nil : Phrases.list(names, "or")
        view["choices"] = names.map { View(dictionaryLiteral: ("choice", $0)) }
        guard let first = candidates.first else { return }
        view["number"] = "\(first.number)"
        view["title"] = PlainWords.line(first.definition.title)
        view["unit"] = first.definition.unit.isEmpty ? nil : PlainWords.line(first.definition.unit)
        view["measure"] = first.definition.measure
        view["current"] = first.current.map { formatValue($0, of: first.definition, locale: locale) }
        view["atStake"] = value.map { formatValue($0, of: first.definition, locale: locale) }
        view["example"] = Phrases.exampleValue(first.definition, current: first.current, locale: locale)
    }
}

extension KeyResult {
    /// What its value is, after "is".
    fileprivate var measure: String {
        if kind == .boolean { return "a yes or a no" }
        return unit.isEmpty ? "a plain number" : "counted in " + PlainWords.line(unit)
    }
}
