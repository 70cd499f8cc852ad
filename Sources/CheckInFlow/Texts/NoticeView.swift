import Insights
import Model

extension NoticeContent {
    var view: View {
        var view = View()
        switch self {
        case .undone(let items, let locale):
            view["isUndone"] = true
            view["undone"] = items.map { View(dictionaryLiteral: ("item", $0.sentence(locale: locale))) }
        case .settled(let definition, let now, let locale):
            view["isSettled"] = true
            if let definition, let now {
                view["kept"] = "\(PlainWords.line(definition.title)) stays at \(formatValue(now, of: definition, locale: locale))"
            }
        case .nothingToUndo: view["isNothingToUndo"] = true
        case .whichTeam(let names):
            view["isWhichTeam"] = true
            view["teams"] = Phrases.list(names.map(PlainWords.line), "or")
        case .notMember(let names):
            view["isNotMember"] = true
            view["teams"] = Phrases.list(names.map(PlainWords.line), "or")
        case .nothingAskedYet(let name):
            view["isNothingAskedYet"] = true
            view["team"] = PlainWords.line(name)
        }
        return view
    }
}

extension NoticeContent.Undone {
    fileprivate func sentence(locale: String) -> String {
        switch self {
        case .keyResult(let definition, let number, let withdrawn, let now):
            let name = Phrases.numbered(number, definition.title)
            guard let withdrawn else { return "\(name): what you last said of it is withdrawn" }
            let value = formatValue(withdrawn, of: definition, locale: locale)
            guard let now else { return "\(name): \(value) is withdrawn, no value is left" }
            if now == withdrawn { return "\(name): your \(value) is withdrawn, and the value stays, since it was that before" }
            return "\(name): \(value) is withdrawn, back to \(formatValue(now, of: definition, locale: locale))"
        case .output(let words): return "shipped: \(PlainWords.quoted(words))"
        case .blocker(let words): return "blocker: \(PlainWords.quoted(words))"
        case .question(let words): return "my question about \(PlainWords.quoted(words)), of which nothing is recorded"
        case .skip(let title): return "skipped: \(title.map(PlainWords.line) ?? "everything")"
        }
    }
}

extension UnreadContent {
    var view: View {
        var view = View()
        let words = quotesAllowed ? PlainWords.quoted(words) : ""
        view["quote"] = words.isEmpty ? nil : words
        view["isAsked"] = isAsked
        view["isOfLine"] = isOfLine
        view["isOnlyOne"] = hasOneKeyResult
        // A value would be the one on record, which nobody wants to say again.
        view["example"] = example.map { example in
            hasOneKeyResult ? "“\(Phrases.exampleValue(example.definition, current: example.current, locale: locale))”" : "“\(example.number) at …”"
        }
        return view
    }
}

extension HelpContent {
    var view: View {
        var view: View = ["team": teamName.map(PlainWords.line) ?? "your team"]
        view["hearsEdits"] = hearsEdits
        view["examples"] = examples.map { example -> View in
            let answer = Phrases.exampleAnswer(
                example.number, example.definition, current: example.current, isOnlyOne: examples.count == 1, locale: locale)
            return ["answer": answer, "title": PlainWords.line(example.definition.title)]
        }
        return view
    }
}
