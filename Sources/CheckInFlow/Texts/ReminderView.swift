import Model

extension ReminderContent {
    var view: View {
        var view: View = ["team": PlainWords.line(teamName), "week": checkIn.week.description]
        view["isDirect"] = isDirect
        view["missing"] = missing.map { missing -> View in
            [
                "name": PlainWords.line(missing.name),
                "owns": missing.keyResults.map { Phrases.numbered($0.number, $0.title) }.joined(separator: " · "),
            ]
        }
        view["closes"] = closes.map { Phrases.moment($0, zone: timeZone) }
        return view
    }
}
