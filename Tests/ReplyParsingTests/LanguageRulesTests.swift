import Model
import ReplyParsing
import Testing

@Suite("What languages other than English do with numbers and names")
struct LanguageRulesTests {
    private static let ids: [KeyResultID] = ["k1", "k2"]

    private static func context(_ locale: String, _ titles: [String]) -> ReadingContext {
        let keyResults = titles.enumerated().map { index, title in
            let isTime = title.contains("(h)")
            return ReadingContext.KeyResultContext(
                id: ids[index], number: index + 1, title: title.replacing("(h)", with: ""),
                kind: isTime ? .duration : .number, unit: isTime ? "h" : "", baseline: 0, target: 5000, current: 100)
        }
        return ReadingContext(locale: locale, objectives: [.init(id: "o", title: "O", keyResults: keyResults, initiatives: [])])
    }

    private func gist(_ text: String, _ locale: String, _ titles: [String]) -> String {
        let moment = Moment(date: LocalDate(daysSinceEpoch: 20_000), sender: "zoe")
        let reading = read(text, markup: .plain, vocabulary: Vocabulary(Self.context(locale, titles)), moment: moment)
        let updates = reading.updates.map { update in
            let value = update.value.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }
            let confidence = update.confidence.map { "c\($0)" }
            return [update.keyResult.rawValue, value, update.status?.rawValue, confidence].compactMap { $0 }.joined(separator: " ")
        }
        return (updates + reading.blockers.map { "block \($0.keyResult?.rawValue ?? "-")" } + reading.questions.map { "ask \($0.reason.rawValue)" })
            .joined(separator: "; ")
    }

    @Test(
        "names in the forms that a sentence gives them",
        arguments: [
            ("de", ["Stammkunden", "Umsatz"], "Stammkunde: 120, Umsatz 300", "k1 120; k2 300"),
            ("nb", ["Oppetid", "Ventetid"], "Oppetiden er 120", "k1 120"),
            ("nb", ["Klage", "Ventetid"], "klagene er nede i 90", "k1 90"),
            ("nl", ["Klacht", "Wachttijd"], "klachten 90", "k1 90"),
            ("fr", ["Taux d'activation", "Revenu"], "activation 41 → 44", "k1 44"),
            ("fr", ["Taux d'activation", "Revenu"], "l'activation est à 44", "k1 44"),
        ])
    func inflections(locale: String, titles: [String], text: String, expected: String) {
        #expect(gist(text, locale, titles) == expected)
    }

    @Test(
        "a half behind digits, and behind a unit",
        arguments: [
            ("en", "wait is 7 and a half hours", "k1 7.5"), ("en", "wait is 7h and half the team is ill", "k1 7"),
            ("fr", "2h30 d'attente cette semaine", "k1 2.5"), ("nb", "ventetid er 7 og en halv time", "k1 7.5"),
            ("fr", "attente 1 heure et demie", "k1 1.5"),
        ])
    func halves(locale: String, text: String, expected: String) {
        #expect(gist(text, locale, ["\(locale == "en" ? "Wait" : locale == "nb" ? "Ventetid" : "Attente") (h)", "Zz"]) == expected)
    }

    @Test(
        "the word for no corrects where it stands between two numbers",
        arguments: [
            ("en", "wait 90, no 95", "k1 95"), ("en", "wait 90, no, 95", "k1 95"), ("pt", "wait 90, não, 95", "k1 95"),
            ("es", "wait 90, no, 95", "k1 95"), ("fr", "wait 90, non, 95", "k1 95"),
        ])
    func corrections(locale: String, text: String, expected: String) {
        #expect(gist(text, locale, ["Wait", "Zz"]) == expected)
    }

    @Test(
        "what is said of a name that stands elsewhere in the sentence",
        arguments: [
            ("en", "all green except overtime, which is red (510)", "k1 510 off_track; k2 on_track"),
            ("de", "alles grün außer den Überstunden, die sind rot (510)", "k1 510 off_track; k2 on_track"),
            ("en", "80% confident that overtime gets there", "k1 c0.8"),
            ("de", "zu 70 % sicher, dass wir die 20k Überstunden schaffen", "k1 c0.7"),
            ("de", "Eingang: können erst bauen, wenn das Amt zustimmt", "block k2"),
        ])
    func elsewhere(locale: String, text: String, expected: String) {
        #expect(gist(text, locale, [locale == "en" ? "Overtime" : "Überstunden", locale == "en" ? "Wait" : "Eingang"]) == expected)
    }
}
